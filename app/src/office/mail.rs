//! The page «Електронна пошта»: one's own address, the council's mailbox, the queue.

use domain::mail::{About, MailState, MailboxField, Security};
use domain::request::{Deed, LetterKind};
use domain::sync::mail::{MailPage, MailRow, Order};
use leptos::prelude::*;

use super::parts;
use super::route::Route;
use super::store::{Load, Store, TypedMailbox, mailbox_field_id};
use crate::text::{Text, fill, letters, mail as words, t};

/// Draws the page.
pub(super) fn page(store: Store) -> AnyView {
    let mail = store.mail;
    let there = Memo::new(move |_| mail.page.with(Option::is_some));
    let state = move || match (mail.load.get(), there.get()) {
        (Load::Failed(error), _) => parts::failure(&error, move || store.load_mail()),
        (Load::Loading, false) => parts::loading(),
        _ => ().into_any(),
    };
    // Whole once; the queue alone is drawn anew, so that forms keep the focus.
    let body = move || there.get().then(|| body(store));
    view! {
        <main class="page" id="main">
            <h1 tabindex="-1">{t(words::TITLE)}</h1>
            <p class="hint">{t(words::ABOUT)}</p>
            {state}
            {parts::errors(store)}
            {failed(store)}
            {body}
        </main>
    }
    .into_any()
}

fn failed(store: Store) -> AnyView {
    let failed = move || match store.mail.sending.get() {
        Load::Failed(error) => {
            let text = parts::explain(&error);
            view! { <p class="notice" data-tone="late" role="alert">{text}</p> }.into_any()
        }
        _ => ().into_any(),
    };
    failed.into_any()
}

fn body(store: Store) -> AnyView {
    let of = |look: fn(&MailPage) -> bool| {
        Memo::new(move |_| store.mail.page.with(|page| page.as_ref().is_some_and(look)))
    };
    let ready = of(|page| page.ready);
    let administers = of(|page| page.mailbox.is_some());
    let sees = store.me().is_some_and(|me| me.role.may(Deed::SeeAll));
    view! {
        {move || (!ready.get()).then(|| view! { <p class="notice">{t(words::NOT_READY)}</p> })}
        {own(store)}
        {move || administers.get().then(|| mailbox(store))}
        {sees.then(|| queue(store))}
    }
    .into_any()
}

fn busy(store: Store) -> impl Fn() -> Option<&'static str> {
    move || (store.mail.sending.get() == Load::Loading).then_some("true")
}

fn own(store: Store) -> AnyView {
    let value = move || {
        store.mail.own.get().unwrap_or_else(|| {
            let page = store.mail.page;
            page.with(|page| page.as_ref().map(|page| page.own.clone()))
                .unwrap_or_default()
        })
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        store.save_own_address();
    };
    view! {
        <section aria-labelledby="own-title">
            <h2 id="own-title">{t(words::OWN)}</h2>
            <form novalidate on:submit=submit>
                <div class=parts::field_class(store, "own", "field")>
                    <label for="own">{t(words::OWN_ADDRESS)}</label>
                    <p class="hint" id="own-hint">{t(words::OWN_HINT)}</p>
                    {parts::error(store, "own")}
                    <input
                        id="own"
                        type="email"
                        autocomplete="email"
                        aria-describedby=parts::described_by(store, "own", true)
                        aria-invalid=move || parts::is_wrong(store, "own").then_some("true")
                        prop:value=value
                        on:input=move |event| store.mail.own.set(Some(event_target_value(&event)))
                    />
                </div>
                <div class="actions">
                    <button class="btn" id="own-save" aria-busy=busy(store)>{t(words::OWN_SAVE)}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// A line of the mailbox: which, its label, what it holds, how it is changed.
struct Line {
    field: MailboxField,
    label: Text,
    hint: Option<Text>,
    kind: &'static str,
    get: fn(&TypedMailbox) -> &str,
    set: fn(&mut TypedMailbox, String),
}

const HOST: Line = Line {
    field: MailboxField::Host,
    label: words::HOST,
    hint: Some(words::HOST_HINT),
    kind: "text",
    get: |typed| &typed.mailbox.host,
    set: |typed, text| typed.mailbox.host = text,
};
const PORT: Line = Line {
    field: MailboxField::Port,
    label: words::PORT,
    hint: None,
    kind: "number",
    get: |typed| &typed.port,
    set: |typed, text| typed.port = text,
};
const LINES: [Line; 5] = [
    Line {
        field: MailboxField::Login,
        label: words::LOGIN,
        hint: Some(words::LOGIN_HINT),
        kind: "text",
        get: |typed| &typed.mailbox.login,
        set: |typed, text| typed.mailbox.login = text,
    },
    Line {
        field: MailboxField::From,
        label: words::FROM,
        hint: None,
        kind: "email",
        get: |typed| &typed.mailbox.from,
        set: |typed, text| typed.mailbox.from = text,
    },
    Line {
        field: MailboxField::FromName,
        label: words::FROM_NAME,
        hint: Some(words::FROM_NAME_HINT),
        kind: "text",
        get: |typed| &typed.mailbox.from_name,
        set: |typed, text| typed.mailbox.from_name = text,
    },
    Line {
        field: MailboxField::ReplyTo,
        label: words::REPLY_TO,
        hint: Some(words::REPLY_TO_HINT),
        kind: "email",
        get: |typed| &typed.mailbox.reply_to,
        set: |typed, text| typed.mailbox.reply_to = text,
    },
    Line {
        field: MailboxField::ReminderHour,
        label: words::HOUR,
        hint: Some(words::HOUR_HINT),
        kind: "number",
        get: |typed| &typed.hour,
        set: |typed, text| typed.hour = text,
    },
];

fn line(store: Store, line: &Line) -> AnyView {
    let id = mailbox_field_id(line.field);
    let (get, set, hint) = (line.get, line.set, line.hint);
    let class = if line.kind == "number" { "short" } else { "" };
    view! {
        <div class=parts::field_class(store, id, "field")>
            <label for=id>{t(line.label)}</label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{t(hint)}</p> })}
            {parts::error(store, id)}
            <input
                id=id
                type=line.kind
                class=class
                autocomplete="off"
                aria-describedby=parts::described_by(store, id, hint.is_some())
                aria-invalid=move || parts::is_wrong(store, id).then_some("true")
                prop:value=move || get(&store.mailbox()).to_owned()
                on:input=move |event| store.type_mailbox(|typed| set(typed, event_target_value(&event)))
            />
        </div>
    }
    .into_any()
}

fn mailbox(store: Store) -> AnyView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        store.save_mailbox();
    };
    let password = move || {
        let given = store
            .mail
            .page
            .with(|page| page.as_ref().is_some_and(|page| page.password));
        t(if given {
            words::PASSWORD_IS
        } else {
            words::PASSWORD_IS_NOT
        })
    };
    let lines: Vec<AnyView> = LINES.iter().map(|one| line(store, one)).collect();
    view! {
        <section aria-labelledby="mailbox-title">
            <h2 id="mailbox-title">{t(words::MAILBOX)}</h2>
            <form novalidate on:submit=submit>
                {line(store, &HOST)}
                {line(store, &PORT)}
                {security(store)}
                {lines}
                <p class="hint">{password}</p>
                {by_themselves(store)}
                <p class="hint" id="test-hint">{t(words::TEST_HINT)}</p>
                <div class="actions">
                    <button class="btn" id="mailbox-save" aria-busy=busy(store)>{t(words::SAVE)}</button>
                    <button
                        type="button"
                        class="btn btn--second"
                        aria-describedby="test-hint"
                        aria-busy=busy(store)
                        on:click=move |_| store.send_test()
                    >
                        {t(words::TEST)}
                    </button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn security(store: Store) -> AnyView {
    let id = mailbox_field_id(MailboxField::Security);
    let options: Vec<AnyView> = Security::ALL
        .into_iter()
        .map(|one| {
            let chosen = move || store.mailbox().mailbox.security == one;
            view! { <option value=one.code() prop:selected=chosen>{t(words::security(one))}</option> }
                .into_any()
        })
        .collect();
    view! {
        <div class=parts::field_class(store, id, "field")>
            <label for=id>{t(words::SECURITY)}</label>
            {parts::error(store, id)}
            <select
                id=id
                aria-describedby=parts::described_by(store, id, false)
                aria-invalid=move || parts::is_wrong(store, id).then_some("true")
                on:change=move |event| store.choose_security(&event_target_value(&event))
            >
                {options}
            </select>
        </div>
    }
    .into_any()
}

fn by_themselves(store: Store) -> AnyView {
    let kinds = LetterKind::ALL
        .into_iter()
        .filter(|kind| *kind != LetterKind::Cover);
    let boxes: Vec<AnyView> = kinds
        .map(|kind| {
            let id = format!("alone-{}", kind.code());
            let on = move || store.mailbox().mailbox.by_themselves.contains(&kind);
            view! {
                <div class="choice">
                    <input
                        type="checkbox"
                        id=id.clone()
                        prop:checked=on
                        on:change=move |event| store.let_go(kind, event_target_checked(&event))
                    />
                    <label for=id>{letters::kind(kind)}</label>
                </div>
            }
            .into_any()
        })
        .collect();
    view! {
        <fieldset class="field radios" aria-describedby="alone-hint">
            <legend>{t(words::BY_THEMSELVES)}</legend>
            <p class="hint" id="alone-hint">{t(words::BY_THEMSELVES_HINT)}</p>
            {boxes}
        </fieldset>
    }
    .into_any()
}

type Part = fn(&MailPage) -> &[MailRow];

fn queue(store: Store) -> AnyView {
    let parts: [(&'static str, Text, Text, Part); 3] = [
        ("waiting", words::WAITING, words::NONE_WAITS, |page| {
            &page.waiting
        }),
        ("failed", words::FAILED, words::NONE_FAILED, |page| {
            &page.failed
        }),
        ("sent", words::SENT, words::NONE_SENT, |page| &page.sent),
    ];
    let parts: Vec<AnyView> = parts
        .map(|(id, title, none, of)| part(store, id, (title, none), of))
        .into();
    view! {
        <section aria-labelledby="queue">
            <h2 id="queue" tabindex="-1">{t(words::QUEUE)}</h2>
            {parts}
        </section>
    }
    .into_any()
}

fn part(store: Store, id: &'static str, (title, none): (Text, Text), of: Part) -> AnyView {
    let rows = Memo::new(move |_| {
        let page = store.mail.page;
        page.with(|page| {
            page.as_ref()
                .map(|page| of(page).to_vec())
                .unwrap_or_default()
        })
    });
    let table = move || {
        let rows = rows.get();
        if rows.is_empty() {
            return view! { <p class="hint">{t(none)}</p> }.into_any();
        }
        let rows: Vec<AnyView> = rows.iter().map(|one| row(store, one)).collect();
        view! {
            <table class="table" role="table" aria-labelledby=id>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader">{t(words::MAIL)}</th>
                        <th role="columnheader">{t(words::TO)}</th>
                        <th role="columnheader">{t(words::STATE)}</th>
                        <th role="columnheader">{t(words::ACTS)}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! { <h3 id=id>{t(title)}</h3> {table} }.into_any()
}

fn row(store: Store, one: &MailRow) -> AnyView {
    let about = match &one.about {
        About::Letter { request, index, .. } => {
            let path = Route::Card(*request).path();
            view! { {words::about(&one.about)} <a class="nowrap" href=path>{index.clone()}</a> }
                .into_any()
        }
        about => words::about(about).into_any(),
    };
    let keeps = store.me().is_some_and(|me| me.role.may(Deed::Keep));
    let button = |order: Order, label: Text| {
        let id = one.id;
        let named = format!("{}: {}", t(label), words::about(&one.about));
        view! {
            <button
                type="button"
                class="btn btn--second"
                aria-label=named
                on:click=move |_| store.order_mail(id, order)
            >
                {t(label)}
            </button>
        }
        .into_any()
    };
    let waits = one.state == MailState::Waiting && !one.taken;
    let over = matches!(one.state, MailState::Failed | MailState::Cancelled);
    let retry = (keeps && (waits || over)).then(|| button(Order::Retry, words::RETRY));
    let cancel = (keeps && waits).then(|| button(Order::Cancel, words::CANCEL));
    view! {
        <tr role="row">
            <td role="cell" data-label=t(words::MAIL)><span>{about}</span></td>
            <td role="cell" data-label=t(words::TO)><span class="break">{one.to.clone()}</span></td>
            <td role="cell" data-label=t(words::STATE)><span class="break">{words::state(one)}</span></td>
            <td role="cell" data-label=t(words::ACTS)><div class="actions">{retry} {cancel}</div></td>
        </tr>
    }
    .into_any()
}

/// What became by e-mail of a letter on the card, or the button that sends it.
pub(super) fn of_letter(store: Store, request: uuid::Uuid, n: usize, kind: LetterKind) -> AnyView {
    if kind == LetterKind::Cover {
        return ().into_any();
    }
    let known = Memo::new(move |_| {
        store.mail.case.with(|case| {
            let (id, case) = case.as_ref()?;
            let of_this = |row: &&MailRow| {
                matches!(row.about, About::Letter { n: at, letter, .. } if (at, letter) == (n, kind))
            };
            let row = case.letters.iter().find(of_this).cloned();
            (*id == request).then_some((case.ready && case.to.is_some(), row))
        })
    });
    let id = format!("mail-{n}-{}", kind.code());
    let shown = move || {
        let (possible, row) = known.get()?;
        let over = row
            .as_ref()
            .is_none_or(|row| matches!(row.state, MailState::Failed | MailState::Cancelled));
        let label = if row.is_some() {
            words::AGAIN
        } else {
            words::SEND
        };
        let send = (possible && over && store.sends_letters()).then(|| {
            let named = fill(words::SEND_ONE, letters::kind(kind));
            let busy = move || (store.mail.posting.get() == Load::Loading).then_some("true");
            view! {
                <button
                    type="button"
                    class="btn btn--second"
                    aria-label=named
                    aria-busy=busy
                    on:click=move |_| store.post_letter(request, n, kind)
                >
                    {t(label)}
                </button>
            }
        });
        let state = row.map(|row| fill(words::IN_MAIL, &words::state(&row)));
        let state = state.map(|text| view! { <span class="hint break">{text}</span> });
        Some(view! { {state} " " {send} })
    };
    view! { <span id=id tabindex="-1">{shown}</span> }.into_any()
}

/// Where letters of the card go by e-mail, and what went wrong when one was to.
pub(super) fn on_card(store: Store, request: uuid::Uuid) -> AnyView {
    let to = move || {
        store.mail.case.with(|case| {
            let (id, case) = case.as_ref()?;
            let text = match (&case.to, case.ready) {
                (Some(to), true) => fill(words::GOES_TO, to),
                (Some(_), false) => t(words::NOT_READY).to_owned(),
                (None, _) => t(words::NO_ADDRESS).to_owned(),
            };
            (*id == request).then(|| view! { <p class="hint break">{text}</p> })
        })
    };
    let failed = move || match store.mail.posting.get() {
        Load::Failed(error) => {
            let text = parts::explain(&error);
            view! { <p class="notice" data-tone="late" role="alert">{text}</p> }.into_any()
        }
        _ => ().into_any(),
    };
    view! { {to} {failed} }.into_any()
}
