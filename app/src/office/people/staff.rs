//! Everybody of the staff, for an administrator.

use domain::request::Role;
use domain::sync::people::{Colleague, Link, Standing};
use leptos::prelude::*;

use super::entries;
use super::field::{Input, busy};
use crate::office::store::{Panel, Store, role_code};
use crate::text::{Text, fill, format, office, people as words, t};

const fn line(id: &'static str, label: Text, hint: Option<Text>) -> Input {
    Input {
        id,
        label,
        hint,
        kind: "text",
        autocomplete: "off",
    }
}

/// Draws the section.
pub(super) fn section(store: Store) -> AnyView {
    let page = store.people;
    let link = move || page.link.get().map(|link| handed_over(store, &link));
    let panel = move || match page.panel.get() {
        Some(Panel::Invite) => invitation(store),
        None => view! {
            <div class="actions">
                <button
                    type="button"
                    class="btn"
                    id="invite"
                    on:click=move |_| store.open_panel(Some(Panel::Invite))
                >
                    {t(words::INVITE)}
                </button>
            </div>
        }
        .into_any(),
        _ => ().into_any(),
    };
    let people = move || {
        let staff = page.staff.get()?;
        let cards: Vec<AnyView> = staff
            .people
            .into_iter()
            .map(|one| {
                let me = one.id == staff.me;
                person(store, one, me)
            })
            .collect();
        Some(view! { <ul class="staff" id="staff">{cards}</ul> })
    };
    view! {
        <section aria-labelledby="staff-title">
            <h2 id="staff-title" tabindex="-1">{t(words::STAFF)}</h2>
            {link}
            {panel}
            {people}
        </section>
    }
    .into_any()
}

fn handed_over(store: Store, link: &Link) -> AnyView {
    let until = format::moment(link.until);
    view! {
        <div class="notice" data-tone="ok">
            <h3 id="link-title" tabindex="-1">{fill(words::LINK_FOR, &link.name)}</h3>
            <p>{fill(words::LINK_WHY, &until)}</p>
            <div class="field">
                <label for="link">{t(words::LINK)}</label>
                <input id="link" type="text" readonly prop:value=store.link_address(link) />
            </div>
            <button type="button" class="btn" on:click=move |_| store.link_handed_over()>
                {t(words::LINK_KEPT)}
            </button>
        </div>
    }
    .into_any()
}

/// Role, and what goes with it.
fn about(store: Store) -> AnyView {
    let page = store.people;
    let options: Vec<AnyView> = Role::ALL
        .into_iter()
        .map(|role| {
            let code = role_code(role);
            let here = code.clone();
            let selected = move || {
                let typed = page.value("p-role");
                typed == here || (typed.is_empty() && role == Role::Reader)
            };
            view! { <option value=code prop:selected=selected>{words::role(role)}</option> }
                .into_any()
        })
        .collect();
    let department = line(
        "p-department",
        words::DEPARTMENT,
        Some(words::DEPARTMENT_HINT),
    );
    let executes = Memo::new(move |_| page.value("p-role") == role_code(Role::Executor));
    view! {
        {line("p-name", words::NAME, None).draw(store)}
        {line("p-position", words::POSITION, None).draw(store)}
        <div class="field">
            <label for="p-role">{t(words::ROLE)}</label>
            <select id="p-role" on:change=move |event| page.set("p-role", event_target_value(&event))>
                {options}
            </select>
        </div>
        {move || executes.get().then(|| department.draw(store))}
    }
    .into_any()
}

fn invitation(store: Store) -> AnyView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        store.invite();
    };
    view! {
        <form id="invitation" class="act flow" novalidate on:submit=submit>
            <h3>{t(words::INVITE)}</h3>
            <p class="hint">{t(words::INVITE_HINT)}</p>
            {line("p-login", words::LOGIN, Some(words::LOGIN_HINT)).draw(store)}
            {about(store)}
            {buttons(store, words::INVITE_DO)}
        </form>
    }
    .into_any()
}

fn buttons(store: Store, label: Text) -> AnyView {
    view! {
        <div class="actions">
            <button class="btn" aria-busy=busy(store)>{t(label)}</button>
            <button
                type="button"
                class="btn btn--quiet"
                on:click=move |_| store.open_panel(None)
            >
                {t(office::CANCEL)}
            </button>
        </div>
    }
    .into_any()
}

/// What is known of somebody, in one line.
fn facts(one: &Colleague) -> String {
    let mut facts = vec![words::role(one.role).to_owned()];
    if !one.department.is_empty() {
        facts.push(one.department.clone());
    }
    facts.push(one.login.clone());
    facts.push(one.seen_at.map_or_else(
        || t(words::NEVER_SEEN).to_owned(),
        |at| fill(words::SEEN, &format::short_moment(at)),
    ));
    if one.factor {
        facts.push(t(words::WITH_FACTOR).to_owned());
    }
    if let Some(until) = one.link_until {
        facts.push(fill(words::LINK_OPEN, &format::short_moment(until)));
    }
    facts.join(" · ")
}

fn person(store: Store, one: Colleague, me: bool) -> AnyView {
    let id = one.id;
    let tone = match one.standing {
        Standing::Active => "ok",
        Standing::Invited => "wait",
        Standing::Blocked => "end",
    };
    let opened = move || match store.people.panel.get() {
        Some(Panel::Edit(open)) if open == id => edit(store, id),
        Some(Panel::History(open)) if open == id => history(store),
        _ => ().into_any(),
    };
    let you = me.then(|| view! { " " <small>"(" {t(words::YOU)} ")"</small> });
    view! {
        <li>
            <h3 id=format!("person-{id}") tabindex="-1">
                {one.name.clone()} {you} " "
                <span class="tag" data-tone=tone>{words::standing(one.standing)}</span>
            </h3>
            <p>{one.position.clone()}</p>
            <p class="hint">{facts(&one)}</p>
            {acts(store, one, me)}
            {opened}
        </li>
    }
    .into_any()
}

fn acts(store: Store, one: Colleague, me: bool) -> AnyView {
    let (id, name) = (one.id, one.name.clone());
    let act = move |label: Text, go: Box<dyn Fn()>| {
        let said = format!("{}: {name}", t(label));
        view! {
            <button type="button" class="btn btn--quiet" aria-label=said on:click=move |_| go()>
                {t(label)}
            </button>
        }
        .into_any()
    };
    let mut all = vec![
        act(
            words::EDIT,
            Box::new(move || store.open_panel(Some(Panel::Edit(id)))),
        ),
        act(
            words::HISTORY,
            Box::new(move || store.open_panel(Some(Panel::History(id)))),
        ),
    ];
    let blocked = one.standing == Standing::Blocked;
    if !blocked && !me {
        all.push(act(words::LINK_MAKE, Box::new(move || store.make_link(id))));
    }
    if one.link_until.is_some() {
        all.push(act(
            words::LINK_REVOKE,
            Box::new(move || store.revoke_link(id)),
        ));
    }
    if one.sessions > 0 && !me {
        all.push(act(
            words::END_ALL,
            Box::new(move || store.end_sessions_of(id)),
        ));
    }
    if one.factor && !me {
        let whose = one.clone();
        all.push(act(
            words::FACTOR_RESET,
            Box::new(move || store.reset_factor(&whose)),
        ));
    }
    if !me {
        let label = if blocked {
            words::UNBLOCK
        } else {
            words::BLOCK
        };
        all.push(act(label, Box::new(move || store.block(&one))));
    }
    view! { <div class="actions">{all}</div> }.into_any()
}

fn edit(store: Store, id: i64) -> AnyView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        store.save_person(id);
    };
    view! {
        <form id="person" class="act flow" novalidate on:submit=submit>
            {about(store)}
            {buttons(store, words::SAVE)}
        </form>
    }
    .into_any()
}

fn history(store: Store) -> AnyView {
    view! {
        <div id="staff-history" tabindex="-1">
            {move || entries(&store.people.history.get())}
            <button
                type="button"
                class="btn btn--quiet"
                on:click=move |_| store.open_panel(None)
            >
                {t(office::CLOSE)}
            </button>
        </div>
    }
    .into_any()
}
