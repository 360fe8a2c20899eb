//! The forms of the acts.

use domain::request::{ExtensionGround, RefusalGround};
use leptos::prelude::*;
use uuid::Uuid;

use super::parts::{self, Area};
use super::store::{ActKind, Blank, OTHER, Sent, Store};
use crate::text::{Text, fill, law, office as words, t};

const GROUNDS_OF_REFUSAL: [RefusalGround; 4] = [
    RefusalGround::NotHeld,
    RefusalGround::Restricted,
    RefusalGround::CostsNotPaid,
    RefusalGround::RequirementsNotMet,
];
const GROUNDS_OF_EXTENSION: [ExtensionGround; 2] =
    [ExtensionGround::LargeVolume, ExtensionGround::LargeSearch];

/// Draws the form of an act.
pub(super) fn form(store: Store, id: Uuid, kind: ActKind) -> AnyView {
    let (title, send, body) = match kind {
        ActKind::Assign => (words::ASSIGN_TITLE, words::ASSIGN, assign(store, id)),
        ActKind::Answer => (words::ANSWER_TITLE, words::ANSWER_DO, answer(store, id)),
        ActKind::Extend => (words::EXTEND_TITLE, words::EXTEND_DO, extend(store, id)),
        ActKind::Refuse => (words::REFUSE_TITLE, words::REFUSE_DO, refuse(store, id)),
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        store.submit(id, kind);
    };
    let sending = move || store.sent.get() == Sent::Sending;
    let class = if kind == ActKind::Refuse {
        "btn btn--danger"
    } else {
        "btn"
    };
    view! {
        <form class="act" id="act" novalidate on:submit=submit aria-labelledby="act-title">
            {parts::errors(store)}
            <h3 id="act-title" tabindex="-1">{t(title)}</h3>
            {body}
            <div class="actions">
                <button class=class id="act-send" aria-busy=move || sending().then_some("true")>
                    {move || t(if sending() { words::SENDING } else { send })}
                </button>
                <button
                    type="button"
                    class="btn btn--quiet"
                    id="act-cancel"
                    on:click=move |_| store.open_form(id, None)
                >
                    {t(words::CLOSE)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn assign(store: Store, id: Uuid) -> AnyView {
    let chosen = Memo::new(move |_| store.blank(id, Blank::Executor));
    let option = move |value: String, label: String| {
        let here = value.clone();
        let selected = move || chosen.get() == here;
        view! { <option value=value prop:selected=selected>{label}</option> }.into_any()
    };
    let mut options = vec![option(String::new(), t(words::EXECUTOR_PICK).to_owned())];
    let executors = store.me().map(|me| me.executors).unwrap_or_default();
    options.extend(executors.into_iter().map(|name| option(name.clone(), name)));
    options.push(option(
        OTHER.to_owned(),
        t(words::EXECUTOR_OTHER).to_owned(),
    ));
    let own = move || (chosen.get() == OTHER).then(|| own_executor(store, id));
    view! {
        <div class=parts::field_class(store, "executor", "field")>
            <label for="executor">{t(words::EXECUTOR)}</label>
            {parts::error(store, "executor")}
            <select
                id="executor"
                aria-describedby=parts::described_by(store, "executor", false)
                aria-invalid=move || parts::is_wrong(store, "executor").then_some("true")
                on:change=move |event| store.fill_in(id, Blank::Executor, event_target_value(&event))
            >
                {options}
            </select>
        </div>
        {own}
        {Area {
            id: "instruction",
            blank: Blank::Instruction,
            label: words::INSTRUCTION,
            hint: None,
            optional: true,
        }.draw(store, id)}
    }
    .into_any()
}

fn own_executor(store: Store, id: Uuid) -> AnyView {
    view! {
        <div class=parts::field_class(store, "executor-own", "field")>
            <label for="executor-own">{t(words::EXECUTOR_OWN)}</label>
            {parts::error(store, "executor-own")}
            <input
                id="executor-own"
                type="text"
                autocomplete="off"
                aria-describedby=parts::described_by(store, "executor-own", false)
                aria-invalid=move || parts::is_wrong(store, "executor-own").then_some("true")
                prop:value=move || store.blank(id, Blank::OwnExecutor)
                on:input=move |event| store.fill_in(id, Blank::OwnExecutor, event_target_value(&event))
            />
        </div>
    }
    .into_any()
}

fn answer(store: Store, id: Uuid) -> AnyView {
    Area {
        id: "answer",
        blank: Blank::Answer,
        label: words::ANSWER_TEXT,
        hint: Some(words::ANSWER_HINT),
        optional: false,
    }
    .draw(store, id)
}

/// One of a group of radio buttons.
fn choice(
    name: &'static str,
    number: usize,
    label: &'static str,
    chosen: impl Fn() -> bool + Send + Sync + 'static,
    choose: impl Fn() + 'static,
) -> AnyView {
    let id = format!("{name}-{number}");
    view! {
        <div class="choice">
            <input
                type="radio"
                name=name
                id=id.clone()
                prop:checked=chosen
                on:change=move |_| choose()
            />
            <label for=id>{label}</label>
        </div>
    }
    .into_any()
}

fn group(store: Store, first: &'static str, legend: Text, choices: Vec<AnyView>) -> AnyView {
    view! {
        <fieldset
            class=parts::field_class(store, first, "field radios")
            aria-describedby=parts::described_by(store, first, false)
        >
            <legend>{t(legend)}</legend>
            {parts::error(store, first)}
            {choices}
        </fieldset>
    }
    .into_any()
}

fn extend(store: Store, id: Uuid) -> AnyView {
    let chosen = Memo::new(move |_| store.typed_of(id).extension);
    let choices = GROUNDS_OF_EXTENSION
        .into_iter()
        .enumerate()
        .map(|(number, ground)| {
            let is = move || chosen.get() == Some(ground);
            let choose = move || store.change(id, |typed| typed.extension = Some(ground));
            choice("extension", number, law::extension(ground), is, choose)
        })
        .collect();
    view! {
        {group(store, "extension-0", words::EXTEND_GROUND, choices)}
        {Area {
            id: "extension-reason",
            blank: Blank::ExtensionReason,
            label: words::EXTEND_REASON,
            hint: Some(words::EXTEND_REASON_HINT),
            optional: false,
        }.draw(store, id)}
    }
    .into_any()
}

fn refuse(store: Store, id: Uuid) -> AnyView {
    let chosen = Memo::new(move |_| store.typed_of(id).refusal);
    let choices = GROUNDS_OF_REFUSAL
        .into_iter()
        .enumerate()
        .map(|(number, ground)| {
            let is = move || chosen.get() == Some(ground);
            let choose = move || store.change(id, |typed| typed.refusal = Some(ground));
            choice("refusal", number, law::refusal(ground), is, choose)
        })
        .collect();
    view! {
        {group(store, "refusal-0", words::REFUSE_GROUND, choices)}
        {Area {
            id: "refusal-reason",
            blank: Blank::RefusalReason,
            label: words::REFUSE_REASON,
            hint: Some(words::REFUSE_REASON_HINT),
            optional: false,
        }.draw(store, id)}
        {letter(store)}
    }
    .into_any()
}

/// What the Law makes of a refusal, most of it added by the journal.
fn letter(store: Store) -> AnyView {
    let who = store
        .me()
        .map(|me| format!("{}, {}", me.name, me.position))
        .unwrap_or_default();
    view! {
        <div class="notice" id="letter">
            <h4>{t(words::REFUSE_LETTER)}</h4>
            <ul>
                <li>{fill(words::REFUSE_LETTER_WHO, &who)}</li>
                <li>{t(words::REFUSE_LETTER_DATE)}</li>
                <li>{t(words::REFUSE_LETTER_GROUND)}</li>
                <li>{t(words::REFUSE_LETTER_APPEAL)}</li>
                <li>{t(words::REFUSE_LETTER_SIGN)}</li>
            </ul>
        </div>
    }
    .into_any()
}
