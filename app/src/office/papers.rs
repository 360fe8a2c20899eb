//! The papers of a request on its card: the list, adding, marking, publishing.

use domain::request::{PaperRole, SIGNATURE_MEDIA};
use domain::sync::paper::{CasePapers, PaperView};
use leptos::prelude::*;
use uuid::Uuid;

use super::store::{Adding, Chosen, Load, Stop, Store, name_of};
use super::{api, browser, files, parts};
use crate::text::{Text, fill, office, papers as words, t};

/// Every role, with a paper that is none where one has to be named.
const ROLES: [PaperRole; 6] = [
    PaperRole::Scan,
    PaperRole::Answer,
    PaperRole::Signature { of: Uuid::nil() },
    PaperRole::Redacted { of: Uuid::nil() },
    PaperRole::Letter,
    PaperRole::Other,
];

/// Draws the section.
pub(super) fn section(store: Store, id: Uuid) -> AnyView {
    let page = store.papers;
    let state = move || match page.load.get() {
        Load::Failed(error) => parts::failure(&error, move || store.load_papers(id)),
        Load::Loading if page.all.with(Option::is_none) => parts::loading(),
        _ => ().into_any(),
    };
    let list = move || page.all.get().map(|(_, papers)| list(store, id, &papers));
    let may_add = Memo::new(move |_| {
        let may = |role: &PaperRole| store.with_paper_desk(|desk| desk.may(*role)) == Some(Ok(()));
        ROLES.iter().any(may)
    });
    view! {
        <section class="no-print" aria-labelledby="papers-title">
            <h2 id="papers-title" tabindex="-1">{t(words::TITLE)}</h2>
            <p class="hint">{t(words::HINT)}</p>
            {state}
            {list}
            {move || may_add.get().then(|| add(store, id))}
        </section>
    }
    .into_any()
}

fn list(store: Store, id: Uuid, papers: &CasePapers) -> AnyView {
    let all = &papers.papers;
    if all.is_empty() {
        return view! { <p class="hint" id="papers">{t(words::NONE)}</p> }.into_any();
    }
    // What stands beside another paper follows it.
    let originals = all.iter().filter(|view| name(all, view).is_none());
    let beside = |of: &PaperView| {
        let of = of.id;
        all.iter()
            .filter(move |view| view.paper.role.of() == Some(of))
    };
    let mut lines = Vec::new();
    for original in originals {
        lines.push(line(store, id, all, original));
        for follower in beside(original) {
            lines.push(line(store, id, all, follower));
            lines.extend(beside(follower).map(|view| line(store, id, all, view)));
        }
    }
    view! { <ul class="files" id="papers">{lines}</ul> }.into_any()
}

/// The name of the paper that this one stands beside, if that is there.
fn name<'a>(all: &'a [PaperView], view: &PaperView) -> Option<&'a str> {
    let of = view.paper.role.of()?;
    let found = all.iter().find(|other| other.id == of)?;
    Some(found.paper.name.as_str())
}

fn line(store: Store, id: Uuid, all: &[PaperView], view: &PaperView) -> AnyView {
    let paper = &view.paper;
    let told = words::told(paper.role, name(all, view));
    let goes = paper
        .to_requester
        .then(|| view! { " " <span class="tag" data-tone="ok">{t(words::GOES)}</span> });
    let published = view
        .published
        .is_some()
        .then(|| view! { " " <span class="tag" data-tone="busy">{t(words::PUBLISHED)}</span> });
    let path = api::paper(id, &view.id.to_string());
    view! {
        <li class=if paper.role.of().is_some() { "beside" } else { "" }>
            <a href=path download="">{paper.name.clone()}</a> " "
            <small>{files::size(paper.size)}</small> " "
            <span class="hint">{told}</span>
            {goes}
            {published}
            {change(store, id, all, view)}
        </li>
    }
    .into_any()
}

/// What can be done with a paper that is there.
fn change(store: Store, id: Uuid, all: &[PaperView], view: &PaperView) -> AnyView {
    let (paper, role) = (view.id, view.paper.role);
    let may = store.with_paper_desk(|desk| desk.may(role)) == Some(Ok(()));
    let published = view.published.is_some();
    let stays = store
        .with_paper_desk(|desk| desk.take_away(paper, published))
        .and_then(Result::err);
    let publishes = matches!(role, PaperRole::Redacted { .. }).then(|| {
        let may = store
            .me()
            .is_some_and(|me| me.role.may(domain::request::Deed::Publish));
        may.then(|| publication(store, id, view))
    });
    if !may && publishes.is_none() {
        return ().into_any();
    }
    let chosen = Chosen::of(role, view.paper.to_requester);
    let shown = chosen.clone();
    let typed = Memo::new(move |_| {
        let kept = store.papers.marks.with(|all| all.get(&paper).cloned());
        kept.unwrap_or_else(|| shown.clone())
    });
    let set = move |change: &dyn Fn(&mut Chosen)| {
        let mut now = typed.get_untracked();
        change(&mut now);
        store
            .papers
            .marks
            .update(|all| drop(all.insert(paper, now)));
    };
    let name = view.paper.name.clone();
    let away = match stays {
        Some(domain::request::PaperRefused::Closed) => {
            view! { <p class="hint">{t(words::STAYS)}</p> }.into_any()
        }
        _ => view! {
            <button
                type="button"
                class="btn btn--quiet"
                on:click=move |_| store.take_paper_away(id, paper, &name)
            >
                {t(words::TAKE_AWAY)}
            </button>
        }
        .into_any(),
    };
    let failed = move || {
        let failed = store.papers.failed.get().filter(|(of, _)| *of == paper);
        failed.map(|(_, why)| view! { <p class="error" role="alert">{why}</p> })
    };
    let is_signature = view.paper.media == SIGNATURE_MEDIA;
    let key = paper.simple().to_string();
    let fields = choice(
        store,
        &key,
        typed,
        set,
        others(all, paper),
        Some(is_signature),
    );
    let summary = fill(words::CHANGE, &view.paper.name);
    view! {
        <details>
            <summary>{summary}</summary>
            {failed}
            {may.then(|| view! {
                {fields}
                <div class="actions">
                    <button
                        type="button"
                        class="btn btn--second"
                        on:click=move |_| store.mark_paper(id, paper)
                    >
                        {t(words::SAVE)}
                    </button>
                    {away}
                </div>
            })}
            {publishes}
        </details>
    }
    .into_any()
}

/// The papers that another one may stand beside, by id and name.
fn others(all: &[PaperView], but: Uuid) -> Vec<(String, String)> {
    let others = all.iter().filter(|view| view.id != but);
    others
        .filter(|view| !matches!(view.paper.role, PaperRole::Signature { .. }))
        .map(|view| (view.id.to_string(), view.paper.name.clone()))
        .collect()
}

/// The fields that say what a paper is. `signature` is whether it is a .p7s, if that is known.
fn choice(
    store: Store,
    key: &str,
    chosen: Memo<Chosen>,
    set: impl Fn(&dyn Fn(&mut Chosen)) + Copy + Send + Sync + 'static,
    others: Vec<(String, String)>,
    signature: Option<bool>,
) -> AnyView {
    let fits = move |role: &&PaperRole| {
        let signs = matches!(role, PaperRole::Signature { .. });
        let may = match role.of() {
            // Whether it may depends on what is signed: the server says.
            Some(_) if signs => true,
            _ => store.with_paper_desk(|desk| desk.may(**role)) == Some(Ok(())),
        };
        may && signature.is_none_or(|is| is == signs)
    };
    let options: Vec<AnyView> = ROLES
        .iter()
        .filter(fits)
        .map(|role| {
            let value = name_of(*role);
            let on = move || chosen.with(|chosen| chosen.role == value);
            view! { <option value=value selected=on>{t(words::role(*role))}</option> }.into_any()
        })
        .collect();
    let (role_id, of_id, goes_id) = (
        format!("paper-role{key}"),
        format!("paper-of{key}"),
        format!("paper-goes{key}"),
    );
    let beside = Memo::new(move |_| chosen.with(Chosen::stands_beside));
    let of_field = move || {
        beside.get().then(|| {
            let blank = std::iter::once((String::new(), String::new()));
            let options: Vec<AnyView> = blank
                .chain(others.clone())
                .map(|(value, name)| {
                    let this = value.clone();
                    let on = move || chosen.with(|chosen| chosen.of == this);
                    view! { <option value=value selected=on>{name}</option> }.into_any()
                })
                .collect();
            let of_id = of_id.clone();
            view! {
                <div class="field">
                    <label for=of_id.clone()>{t(words::OF)}</label>
                    {error(store, &of_id)}
                    <select id=of_id on:change=move |event| {
                        let value = event_target_value(&event);
                        set(&|chosen| chosen.of.clone_from(&value));
                    }>{options}</select>
                </div>
            }
        })
    };
    let goes = Memo::new(move |_| {
        chosen.with(|chosen| matches!(chosen.role.as_str(), "answer" | "redacted" | "signature"))
    });
    let goes_field = move || {
        let goes_id = goes_id.clone();
        goes.get().then(|| {
            view! {
                <div class="field choice">
                    <input
                        type="checkbox"
                        id=goes_id.clone()
                        prop:checked=move || chosen.with(|chosen| chosen.goes)
                        on:change=move |event| {
                            let on = event_target_checked(&event);
                            set(&|chosen| chosen.goes = on);
                        }
                    />
                    <label for=goes_id>{t(words::GOES_ASK)}</label>
                </div>
            }
        })
    };
    view! {
        <div class="field">
            <label for=role_id.clone()>{t(words::ROLE)}</label>
            <select id=role_id on:change=move |event| {
                let value = event_target_value(&event);
                set(&|chosen| {
                    chosen.role.clone_from(&value);
                    let goes = matches!(value.as_str(), "answer" | "redacted" | "signature");
                    chosen.goes = chosen.goes && goes;
                });
            }>{options}</select>
        </div>
        {of_field}
        {goes_field}
    }
    .into_any()
}

fn error(store: Store, id: &str) -> AnyView {
    let id = id.to_owned();
    let draw = move || {
        let wrong = store.papers.wrong.get().filter(|(field, _)| *field == id);
        wrong.map(|(field, what): (&str, Text)| {
            view! { <p class="error" role="alert" id=format!("{field}-error")>{t(what)}</p> }
        })
    };
    draw.into_any()
}

/// The form of the next files.
fn add(store: Store, id: Uuid) -> AnyView {
    let page = store.papers;
    let chosen = Memo::new(move |_| {
        let mut next = page.next.get();
        if next.role.is_empty() {
            let may =
                |role: &&PaperRole| store.with_paper_desk(|desk| desk.may(**role)) == Some(Ok(()));
            let first = ROLES.iter().find(may).copied().unwrap_or(PaperRole::Other);
            next.role = name_of(first).to_owned();
        }
        next
    });
    let set = move |change: &dyn Fn(&mut Chosen)| {
        let mut next = chosen.get_untracked();
        change(&mut next);
        page.next.set(next);
    };
    let fields = move || {
        let others = page.all.with(|all| {
            all.as_ref()
                .map(|(_, papers)| others(&papers.papers, Uuid::nil()))
        });
        choice(store, "", chosen, set, others.unwrap_or_default(), None)
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        page.next.set(chosen.get_untracked());
        store.add_papers(id);
    };
    let busy = move || matches!(page.adding.get(), Adding::Sends(_)).then_some("true");
    let picked = move |event: leptos::ev::Event| {
        store.choose_papers(browser::files(&event));
    };
    view! {
        <form class="act" id="paper-form" novalidate on:submit=submit aria-labelledby="paper-title">
            <h3 id="paper-title">{t(words::ADD_TITLE)}</h3>
            {fields}
            <div class="field">
                <label for="paper-files">{t(words::CHOOSE)}</label>
                <p class="hint" id="paper-files-hint">{t(words::CHOOSE_HINT)}</p>
                {error(store, "paper-files")}
                <input
                    type="file"
                    id="paper-files"
                    multiple
                    aria-describedby="paper-files-hint"
                    on:change=picked
                />
            </div>
            {progress(store, id)}
            <div class="actions">
                <button class="btn" id="paper-add" aria-busy=busy>{t(words::ADD)}</button>
            </div>
        </form>
    }
    .into_any()
}

/// Which file is on its way, or why one was not added.
fn progress(store: Store, id: Uuid) -> AnyView {
    let draw = move || match store.papers.adding.get() {
        Adding::Rests => ().into_any(),
        Adding::Sends(name) => {
            view! { <p class="loading" role="status">{fill(words::ADDING, &name)}</p> }.into_any()
        }
        Adding::Stopped(name, why) => {
            let (why, again) = match &why {
                Stop::TooLarge => (words::too_large(), false),
                Stop::Failed(error) => (parts::explain(error), true),
            };
            let again = again.then(|| {
                view! {
                    <button type="button" class="btn btn--second" on:click=move |_| store.add_papers(id)>
                        {t(words::AGAIN)}
                    </button>
                }
            });
            view! {
                <div class="notice" data-tone="late" role="alert">
                    <p>{fill(words::NOT_ADDED, &name)} ". " {why}</p>
                    <div class="actions">
                        {again}
                        <button type="button" class="btn btn--quiet" on:click=move |_| store.drop_paper()>
                            {t(words::DROP)}
                        </button>
                    </div>
                </div>
            }
            .into_any()
        }
    };
    draw.into_any()
}

/// Publishing a redacted copy, or withdrawing it.
fn publication(store: Store, id: Uuid, view: &PaperView) -> AnyView {
    let paper = view.id;
    let page = store.papers;
    if let Some(published) = &view.published {
        return view! {
            <p>{published.subject.clone()} " "
                <a href="/answers" target="_blank">{t(words::SEE)}</a>
            </p>
            <p>
                <button
                    type="button"
                    class="btn btn--second"
                    on:click=move |_| store.withdraw_paper(id, paper)
                >
                    {t(words::WITHDRAW)}
                </button>
            </p>
        }
        .into_any();
    }
    let typed = page
        .publishing
        .with_untracked(|all| all.get(&paper).cloned());
    let typed = typed.unwrap_or_default();
    let (subject_id, confirm_id) = (
        format!("subject{}", paper.simple()),
        format!("confirm{}", paper.simple()),
    );
    let hint_id = format!("{subject_id}-hint");
    view! {
        <h3>{t(words::PUBLISH_TITLE)}</h3>
        <div class="field">
            <label for=subject_id.clone()>{t(words::SUBJECT)}</label>
            <p class="hint" id=hint_id.clone()>{t(words::SUBJECT_HINT)}</p>
            <input
                type="text"
                id=subject_id
                lang="uk"
                aria-describedby=hint_id
                prop:value=typed.subject
                on:input=move |event| {
                    let subject = event_target_value(&event);
                    page.publishing.update(|all| all.entry(paper).or_default().subject = subject);
                }
            />
        </div>
        <div class="field choice">
            <input
                type="checkbox"
                id=confirm_id.clone()
                prop:checked=typed.confirmed
                on:change=move |event| {
                    let on = event_target_checked(&event);
                    page.publishing.update(|all| all.entry(paper).or_default().confirmed = on);
                }
            />
            <label for=confirm_id>{t(words::CONFIRM)}</label>
        </div>
        <p>
            <button type="button" class="btn" on:click=move |_| store.publish_paper(id, paper)>
                {t(words::PUBLISH)}
            </button>
        </p>
    }
    .into_any()
}

/// What a paper's event is called in the card's history.
pub(super) fn of_history(papers: &CasePapers) -> Vec<(chrono::DateTime<chrono::Utc>, AnyView)> {
    let entry = |entry: &domain::sync::paper::PaperEntry| {
        let actor = match entry.actor.as_str() {
            "" => t(office::BY_SYSTEM).to_owned(),
            name => name.to_owned(),
        };
        let what = words::event(&entry.event, &entry.name);
        let line = view! {
            <li>
                <time datetime=crate::text::format::machine(entry.at)>
                    {crate::text::format::short_moment(entry.at)}
                </time>
                <b>{actor}</b>
                <span>{what}</span>
            </li>
        };
        (entry.at, line.into_any())
    };
    papers.history.iter().map(entry).collect()
}
