//! The form of the council's mailbox.

use domain::mail::{MailboxField, Security};
use domain::request::LetterKind;
use leptos::prelude::*;

use super::mail::busy;
use super::parts;
use super::store::{Store, TypedMailbox, mailbox_field_id};
use crate::text::{Text, letters, mail as words, t};

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

/// Draws the form.
pub(super) fn form(store: Store) -> AnyView {
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
