//! The letters of a request on its card, and the page where their templates are changed.

use domain::request::LetterKind;
use domain::sync::letter::Template;
use domain::sync::office::Card;
use leptos::prelude::*;

use super::store::{Load, Store};
use super::{api, letter_mail, parts};
use crate::text::{fill, format, letters as words, t};

/// The letters that tell of what happened to this request, the latest first.
pub(super) fn of(store: Store, card: &Card) -> AnyView {
    let id = card.row.id;
    let mut lines: Vec<AnyView> = Vec::new();
    for (n, entry) in (1_usize..).zip(&card.history) {
        for kind in LetterKind::of(entry.event.as_ref()) {
            let name = format!(
                "{}, {}",
                words::kind(*kind),
                format::date(domain::kyiv::date(entry.at))
            );
            let (page, docx) = (
                api::letter(id, n, *kind, "html"),
                api::letter(id, n, *kind, "docx"),
            );
            let (open, save) = (fill(words::OPEN, &name), fill(words::SAVE_DOCX, &name));
            lines.push(
                view! {
                    <li>
                        <a href=page target="_blank" aria-label=open>{name}</a> " "
                        <a href=docx download="" aria-label=save>{t(words::DOCX)}</a> " "
                        {letter_mail::of_letter(store, id, n, *kind)}
                    </li>
                }
                .into_any(),
            );
        }
    }
    lines.reverse();
    let paper = |name, label| {
        let page = api::paper(id, name);
        view! { <li><a href=page target="_blank">{t(label)}</a></li> }.into_any()
    };
    lines.push(paper("sheet.html", words::SHEET));
    lines.push(paper("card.html", words::CARD));
    lines.push(paper("case.html", words::CASE_PRINT));
    lines.push(paper("case.zip", words::CASE_FILE));
    view! {
        <section class="no-print" aria-labelledby="letters-title">
            <h2 id="letters-title">{t(words::LETTERS)}</h2>
            <p class="hint">{t(words::LETTERS_HINT)}</p>
            {letter_mail::on_card(store, id)}
            <ul class="files" id="letters">{lines}</ul>
        </section>
    }
    .into_any()
}

/// Draws the page of the templates.
pub(super) fn page(store: Store) -> AnyView {
    let page = store.letters;
    let read_only = move || {
        (!store.edits_letters()).then(|| view! { <p class="notice">{t(words::READ_ONLY)}</p> })
    };
    let state = move || match (page.load.get(), page.all.with(Vec::is_empty)) {
        (Load::Failed(error), _) => parts::failure(&error, move || store.load_letters()),
        (Load::Loading, true) => parts::loading(),
        _ => ().into_any(),
    };
    let all = move || {
        let all = page.all.get();
        all.into_iter()
            .map(|one| template(store, one))
            .collect::<Vec<_>>()
    };
    view! {
        <main class="page" id="main">
            <h1 tabindex="-1">{t(words::TITLE)}</h1>
            <p class="hint">{t(words::LEAD)}</p>
            {read_only}
            {state}
            {failed(store)}
            {all}
        </main>
    }
    .into_any()
}

fn failed(store: Store) -> AnyView {
    parts::not_done(store.letters.sending)
}

/// One template: its text, what can be filled in, what is wrong.
fn template(store: Store, one: Template) -> AnyView {
    let (kind, id) = (one.kind, one.kind.code());
    let typed = store.letters.typed.get_untracked();
    let text = typed
        .get(&kind)
        .cloned()
        .unwrap_or_else(|| one.text.clone());
    let names: Vec<AnyView> = one
        .known
        .iter()
        .map(|name| {
            let star = if one.required.contains(name) { "*" } else { "" };
            let meaning = words::meaning(name);
            view! { <div><dt lang="uk">{format!("{{{name}}}{star}")}</dt><dd>{meaning}</dd></div> }
                .into_any()
        })
        .collect();
    let listed: Vec<String> = one.known.iter().map(|name| format!("{{{name}}}")).collect();
    let listed = listed.join(" ");
    let wrong = move || {
        let problems = store
            .letters
            .wrong
            .with(|wrong| wrong.get(&kind).cloned())?;
        let lines: Vec<AnyView> = problems
            .iter()
            .map(|problem| view! { <span>{words::problem(problem)} ". "</span> }.into_any())
            .collect();
        Some(view! { <p class="error" role="alert" id=format!("{id}-error")>{lines}</p> })
    };
    let is_wrong = move || store.letters.wrong.with(|wrong| wrong.contains_key(&kind));
    let class = move || {
        if is_wrong() {
            "field field--error"
        } else {
            "field"
        }
    };
    let described = move || {
        if is_wrong() {
            format!("{id}-names {id}-error")
        } else {
            format!("{id}-names")
        }
    };
    let whose = t(if one.standard {
        words::IS_STANDARD
    } else {
        words::IS_OWN
    });
    let buttons = buttons(store, one);
    view! {
        <section class="template" aria-labelledby=format!("{id}-title")>
            <h2 id=format!("{id}-title")>{words::kind(kind)} " " <small>{whose}</small></h2>
            <div class=class>
                <label class="sr" for=id>{fill(words::TEXT, words::kind(kind))}</label>
                <details>
                    <summary id=format!("{id}-names")>{t(words::NAMES)} " " <span lang="uk">{listed}</span></summary>
                    <dl class="meanings">{names}</dl>
                </details>
                {wrong}
                <textarea
                    id=id
                    rows="8"
                    lang="uk"
                    readonly=!store.edits_letters()
                    aria-describedby=described
                    aria-invalid=move || is_wrong().then_some("true")
                    prop:value=text
                    on:input=move |event| store.type_letter(kind, event_target_value(&event))
                ></textarea>
            </div>
            {buttons}
            {preview(store, kind)}
        </section>
    }
    .into_any()
}

/// What the text would make of a letter, once that was asked.
fn preview(store: Store, kind: LetterKind) -> AnyView {
    let id = kind.code();
    let draw = move || {
        let shown = store.letters.shown.with(|all| all.get(&kind).cloned())?;
        let about = if shown.real {
            words::PREVIEW_REAL
        } else {
            words::PREVIEW_MADE_UP
        };
        let paragraphs: Vec<AnyView> = shown
            .paragraphs
            .into_iter()
            .map(|text| view! { <p class="letter__text">{text}</p> }.into_any())
            .collect();
        Some(view! {
            <section aria-labelledby=format!("{id}-preview-title")>
                <h3 id=format!("{id}-preview-title") tabindex="-1">{t(words::PREVIEW_TITLE)}</h3>
                <p class="hint">{t(about)}</p>
                <div class="letter letter--preview" lang="uk">
                    <p><b>{shown.title}</b></p>
                    {paragraphs}
                </div>
            </section>
        })
    };
    draw.into_any()
}

fn buttons(store: Store, one: Template) -> AnyView {
    let looked = one.clone();
    let label = fill(words::PREVIEW_OF, words::kind(one.kind));
    let look = view! {
        <button
            type="button"
            class="btn btn--second"
            aria-label=label
            on:click=move |_| store.preview_letter(&looked)
        >
            {t(words::PREVIEW)}
        </button>
    };
    if !store.edits_letters() {
        return view! { <div class="actions">{look}</div> }.into_any();
    }
    let (kind, standard) = (one.kind, one.standard);
    let busy = parts::busy(store.letters.sending);
    let name = words::kind(kind);
    let save = format!("{}: {name}", t(words::SAVE));
    let back = (!standard).then(|| {
        let label = format!("{}: {name}", t(words::STANDARD));
        view! {
            <button
                type="button"
                class="btn btn--second"
                aria-label=label
                on:click=move |_| store.standard_letter(kind)
            >
                {t(words::STANDARD)}
            </button>
        }
    });
    view! {
        <div class="actions">
            <button
                type="button"
                class="btn"
                id=format!("{}-save", kind.code())
                aria-label=save
                aria-busy=busy
                on:click=move |_| store.save_letter(&one)
            >
                {t(words::SAVE)}
            </button>
            {look}
            {back}
        </div>
    }
    .into_any()
}
