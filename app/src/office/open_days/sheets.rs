//! Questionnaires on paper, typed in by keyboard alone: a number or a few a question, Enter, the next
//! sheet.

use domain::open_day::survey::{Asked, SurveyQuestion};
use domain::open_day::{DayCard, DayStatus, TypedSheet, read_typed, typed};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use uuid::Uuid;

use super::part::{failed, wrong};
use crate::office::browser;
use crate::office::store::{Store, reply_id};
use crate::text::{fill, format, open_day as words, t};

/// Draws the form of a sheet and the latest ones.
pub(super) fn body(store: Store, id: Uuid) -> AnyView {
    let card = Memo::new(move |_| store.days.card.get().filter(|card| card.id == id));
    // Drawn once a day: fields that are typed in must not be drawn anew under the typist.
    let is_there = Memo::new(move |_| card.with(Option::is_some));
    let form = move || {
        is_there.get().then(|| {
            let card = untrack(|| card.get())?;
            Some(form(store, &card))
        })
    };
    view! {
        <p class="hint">{t(words::SHEETS_ABOUT)}</p>
        {failed(store)}
        {form}
        {latest(store)}
    }
    .into_any()
}

fn form(store: Store, card: &DayCard) -> AnyView {
    let over = matches!(card.day.status, DayStatus::Held | DayStatus::Cancelled);
    if over || card.day.survey.opened_on.is_none() || !store.holds_days() {
        return view! { <p class="notice">{t(words::SHEETS_CLOSED)}</p> }.into_any();
    }
    let questions = &card.day.survey.questions;
    let last = questions.len().saturating_sub(1);
    let fields: Vec<AnyView> = questions
        .iter()
        .enumerate()
        .map(|(n, question)| field(store, n, question, n == last))
        .collect();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        store.save_sheet();
    };
    view! {
        <form class="measure" novalidate on:submit=submit>
            <p class="hint" id="sheet-keys">{t(words::SHEETS_KEYS)}</p>
            {head(store, card)}
            {fields}
            <div class="actions"><button class="btn" id="sheet-save">{t(words::SHEET_SAVE)}</button></div>
        </form>
    }
    .into_any()
}

/// Number and day of receipt.
fn head(store: Store, card: &DayCard) -> AnyView {
    let page = store.day_parts;
    let usual = store.usual_receipt(card).to_string();
    if untrack(|| page.received.get()).is_empty() {
        page.received.set(usual);
    }
    let next = move || {
        let next = page.sheets.with(|all| all.as_ref().map(|all| all.next));
        next.map(|next| fill(words::SHEET_NEXT, &next.to_string()))
    };
    view! {
        <div class="pair">
            <div class="field">
                <label for="sheet-number">{t(words::SHEET_NUMBER)}</label>
                <p class="hint" id="sheet-number-hint">{next}</p>
                {wrong(store, "sheet-number")}
                <input
                    id="sheet-number"
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    aria-describedby="sheet-number-hint"
                    prop:value=page.number
                    on:input=move |event| page.number.set(event_target_value(&event))
                />
            </div>
            <div class="field">
                <label for="sheet-received">{t(words::SHEET_RECEIVED)}</label>
                {wrong(store, "sheet-received")}
                <input
                    id="sheet-received"
                    type="date"
                    prop:value=page.received
                    on:input=move |event| page.received.set(event_target_value(&event))
                />
            </div>
        </div>
    }
    .into_any()
}

fn field(store: Store, n: usize, question: &SurveyQuestion, last: bool) -> AnyView {
    let page = store.day_parts;
    let id = reply_id(n);
    let (hint_id, echo_id) = (format!("{id}-hint"), format!("{id}-echo"));
    let options: Vec<AnyView> = question
        .answer
        .options()
        .iter()
        .map(|option| view! { <li>{option.clone()}</li> }.into_any())
        .collect();
    let options = (!options.is_empty()).then(|| view! { <ol class="choices">{options}</ol> });
    let hint = match &question.answer {
        Asked::Single { .. } => t(words::REPLY_ONE).to_owned(),
        Asked::Multiple { .. } => t(words::REPLY_MANY).to_owned(),
        Asked::Themes { .. } => t(words::REPLY_RANKED).to_owned(),
        Asked::Rating { highest } => fill(words::REPLY_GRADE, &highest.to_string()),
        Asked::Text => t(words::REPLY_WORDS).to_owned(),
    };
    let asked = question.answer.clone();
    let echo = move || echo(&asked, &page.reply(n));
    let value = move || page.reply(n);
    let input = move |event| {
        let text = event_target_value(&event);
        page.replies.update(|all| drop(all.insert(n, text)));
    };
    let go_on = move |event: KeyboardEvent| {
        if event.key() != "Enter" || event.shift_key() || event.is_composing() {
            return;
        }
        event.prevent_default();
        if last || event.ctrl_key() {
            store.save_sheet();
        } else {
            browser::focus_now(&format!("#{}", reply_id(n + 1)));
        }
    };
    let described = format!("{hint_id} {echo_id}");
    let control = if question.answer == Asked::Text {
        view! {
            <textarea
                id=id.clone()
                rows="2"
                aria-describedby=described
                prop:value=value
                on:input=input
                on:keydown=go_on
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                id=id.clone()
                type="text"
                inputmode="numeric"
                autocomplete="off"
                aria-describedby=described
                prop:value=value
                on:input=input
                on:keydown=go_on
            />
        }
        .into_any()
    };
    view! {
        <div class="field">
            <label for=id.clone()>{format!("{}. {}", n + 1, question.text)}</label>
            {options}
            <p class="hint" id=hint_id>{hint}</p>
            {wrong(store, id)}
            {control}
            <p class="hint" id=echo_id aria-live="polite">{echo}</p>
        </div>
    }
    .into_any()
}

/// What the numbers that are typed stand for.
fn echo(asked: &Asked, text: &str) -> String {
    if *asked == Asked::Text {
        return String::new();
    }
    match read_typed(asked, text) {
        Ok(None) => String::new(),
        Err(_) => t(words::REPLY_WRONG).to_owned(),
        Ok(Some(reply)) => {
            use domain::open_day::survey::Reply;
            let name = |n: &u8| {
                let option = asked.options().get(usize::from(*n));
                option.cloned().unwrap_or_default()
            };
            match &reply {
                Reply::Single(one) => name(one),
                Reply::Multiple(some) | Reply::Themes(some) => {
                    some.iter().map(name).collect::<Vec<_>>().join(", ")
                }
                Reply::Rating(_) | Reply::Text(_) => String::new(),
            }
        }
    }
}

fn latest(store: Store) -> AnyView {
    let shown = move || {
        let sheets = store.day_parts.sheets.get()?;
        let lines: Vec<AnyView> = sheets.latest.iter().map(|one| line(store, one)).collect();
        Some(view! {
            <section aria-labelledby="latest-title">
                <h2 id="latest-title">{t(words::LATEST)}</h2>
                <p>{fill(words::SHEETS_TYPED, &sheets.total.to_string())}</p>
                <ul class="files" id="sheets">{lines}</ul>
            </section>
        })
    };
    view! { {shown} }.into_any()
}

fn line(store: Store, one: &TypedSheet) -> AnyView {
    let n = one.n;
    let received = format::date(one.sheet.received_on);
    let head = format!(
        "{}{received}, {}",
        fill(words::SHEET_LINE, &n.to_string()),
        one.by
    );
    let replies: Vec<String> = one
        .sheet
        .replies
        .iter()
        .map(|(question, reply)| format!("{}) {}", u32::from(*question) + 1, typed(reply)))
        .collect();
    let away = move || {
        let label = fill(words::SHEET_OUT, &n.to_string());
        store.holds_days().then(|| {
            view! {
                <button type="button" class="btn btn--quiet" on:click=move |_| store.take_sheet_out(n)>
                    {label}
                </button>
            }
        })
    };
    view! { <li>{head} " " <span class="break">{replies.join("; ")}</span> " " {away}</li> }
        .into_any()
}
