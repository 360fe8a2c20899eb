//! The place to work with documents: how it is given, who booked it, who came.

use chrono::NaiveDate;
use domain::register::visit::{RulesFault, Standing, VisitEvent, slot};
use domain::register::{OfficeVisit, VisitDay, VisitsBoard, words as names};
use leptos::prelude::*;

use super::field::{Field, Kind, field};
use super::{DutyPage, busy};
use crate::office::parts;
use crate::office::route::Route;
use crate::office::store::{Store, TypedRules};
use crate::text::{duties as words, fill, format, language, t};

macro_rules! rules {
    ($($name:ident, $id:literal, $label:ident, $kind:literal, $hint:expr;)*) => {
        static RULES: [Field<TypedRules>; 9] = [$(Field {
            id: $id,
            label: || words::$label,
            hint: $hint,
            kind: Kind::Line($kind),
            get: |typed| &typed.$name,
            set: |typed, text| typed.$name = text,
        }),*];
    };
}

rules! {
    seats, "rules-seats", SEATS, "number", Some(words::SEATS_HINT);
    place, "rules-place", WHERE, "text", None;
    opens, "rules-opens", OPENS, "time", None;
    closes, "rules-closes", CLOSES, "time", None;
    pause_starts, "rules-pause-starts", PAUSE_STARTS, "time", Some(words::PAUSE_HINT);
    pause_ends, "rules-pause-ends", PAUSE_ENDS, "time", None;
    slot_minutes, "rules-slot", SLOT, "number", None;
    ahead, "rules-ahead", AHEAD, "number", None;
    keep_days, "rules-keep", KEEP, "number", Some(words::KEEP_HINT);
}

/// The field a fault is shown at.
pub(in crate::office) const fn rules_field(fault: RulesFault) -> &'static str {
    match fault {
        RulesFault::Seats => "rules-seats",
        RulesFault::Place => "rules-place",
        RulesFault::Hours => "rules-closes",
        RulesFault::Slot => "rules-slot",
        RulesFault::Ahead => "rules-ahead",
        RulesFault::Keep => "rules-keep",
    }
}

/// Draws the days with bookings and the rules.
pub(super) fn board(store: Store) -> AnyView {
    let days = move || store.duties.board.get().map(|board| days(store, &board));
    let is_there = Memo::new(move |_| store.duties.board.with(Option::is_some));
    let rules = move || {
        is_there.get().then(|| {
            if store.edits_access() {
                rules(store)
            } else {
                view! { <p class="notice">{t(words::READ_ONLY)}</p> }.into_any()
            }
        })
    };
    view! {
        <p><a class="btn btn--second" href="/visit" target="_blank">{t(words::PUBLIC_PAGE)}</a></p>
        {days}
        {rules}
    }
    .into_any()
}

fn days(store: Store, board: &VisitsBoard) -> AnyView {
    if board.days.is_empty() {
        return view! { <p class="empty" role="status">{t(words::NO_DAYS)}</p> }.into_any();
    }
    let receives = store.receives_readers();
    let lines: Vec<AnyView> = board
        .days
        .iter()
        .map(|day| {
            let date = format::weekday_date(day.day);
            let name = if receives {
                let to = Route::Duty(DutyPage::VisitDay(day.day)).path();
                view! { <a href=to>{date}</a> }.into_any()
            } else {
                view! { <span>{date}</span> }.into_any()
            };
            let asked = (day.asked > 0).then(|| {
                let said = fill(words::TO_CONFIRM, &day.asked.to_string());
                view! { " " <span class="tag" data-tone="wait">{said}</span> }
            });
            view! {
                <li class="tile">
                    <h3>{name}</h3>
                    <p>{fill(words::BOOKINGS, &day.visits.to_string())} {asked}</p>
                </li>
            }
            .into_any()
        })
        .collect();
    let who = (!receives).then(|| view! { <p class="hint">{t(words::RECEIVES)}</p> });
    view! { <h2>{t(words::DAYS)}</h2> {who} <ul class="tiles" id="visit-days">{lines}</ul> }
        .into_any()
}

fn rules(store: Store) -> AnyView {
    let typed = store.duties.rules;
    let fields: Vec<AnyView> = RULES.iter().map(|one| field(store, one, typed)).collect();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        store.save_rules();
    };
    view! {
        <form class="measure no-print" novalidate on:submit=submit>
            {parts::errors(store)}
            <h2>{t(words::PLACE_RULES)}</h2>
            {fields}
            <div class="actions">
                <button class="btn" aria-busy=busy(store)>{t(words::SAVE_RULES)}</button>
            </div>
        </form>
    }
    .into_any()
}

/// Draws the bookings of a day.
pub(super) fn day(store: Store, day: NaiveDate) -> AnyView {
    let back = Route::Duty(DutyPage::Visits).path();
    let shown = move || {
        let found = store.duties.day.get().filter(|found| found.day == day);
        found.map(|found| visits(store, &found))
    };
    let body = move || {
        if store.receives_readers() {
            shown.into_any()
        } else {
            view! { <p class="notice">{t(words::RECEIVES)}</p> }.into_any()
        }
    };
    view! {
        <p class="no-print"><a class="back" href=back>{t(words::ALL_DAYS)}</a></p>
        {body}
    }
    .into_any()
}

fn visits(store: Store, day: &VisitDay) -> AnyView {
    if day.visits.is_empty() {
        return view! { <p class="empty" role="status">{t(words::NOBODY)}</p> }.into_any();
    }
    let all: Vec<AnyView> = day
        .visits
        .iter()
        .map(|visit| one(store, day.day, visit))
        .collect();
    view! { <ul class="tiles" id="visits">{all}</ul> }.into_any()
}

fn one(store: Store, day: NaiveDate, visit: &OfficeVisit) -> AnyView {
    let tone = match visit.standing {
        Standing::Asked => "wait",
        Standing::Confirmed => "ok",
        Standing::Refused | Standing::Cancelled => "end",
    };
    let came = visit.came.map(|came| {
        let (tone, said) = if came {
            ("ok", words::HAS_COME)
        } else {
            ("end", words::HAS_NOT_COME)
        };
        view! { " " <span class="tag" data-tone=tone>{t(said)}</span> }
    });
    let about = if visit.erased {
        view! { <p class="hint">{t(words::ERASED)}</p> }.into_any()
    } else if visit.name.is_empty() {
        ().into_any()
    } else {
        let reason = (!visit.reason.is_empty()).then(|| {
            let reason = visit.reason.clone();
            view! { <p class="typed">{reason}</p> }
        });
        view! {
            <p><strong>{visit.name.clone()}</strong> ", " {visit.contact.clone()}</p>
            <p class="typed">{visit.wish.clone()}</p>
            {reason}
        }
        .into_any()
    };
    let time = format::hours(visit.starts);
    view! {
        <li class="tile">
            <h2>{time} " · № " {visit.number.clone()}</h2>
            <p>
                <span class="tag" data-tone=tone>{names::standing(visit.standing, language())}</span>
                {came}
            </p>
            {about}
            {deeds(store, day, visit)}
        </li>
    }
    .into_any()
}

/// What can be done with a booking that has a seat.
fn deeds(store: Store, day: NaiveDate, visit: &OfficeVisit) -> AnyView {
    let (n, standing) = (visit.n, visit.standing);
    if !matches!(standing, Standing::Asked | Standing::Confirmed) {
        return ().into_any();
    }
    let act = move |event: VisitEvent| store.act_on_visit(day, n, standing, event);
    let button = |label: String, class: &'static str, event: VisitEvent| {
        view! {
            <button
                type="button"
                class=class
                aria-busy=busy(store)
                on:click=move |_| act(event.clone())
            >
                {label}
            </button>
        }
        .into_any()
    };
    let number = visit.number.as_str();
    let begun = slot(day, visit.starts) <= store.now.get_untracked();
    if begun {
        let came = fill(words::CAME, number);
        let not = fill(words::DID_NOT_COME, number);
        return view! {
            <div class="actions no-print">
                {button(came, "btn btn--second", VisitEvent::Came)}
                {button(not, "btn btn--quiet", VisitEvent::DidNotCome)}
            </div>
        }
        .into_any();
    }
    let confirm = (standing == Standing::Asked)
        .then(|| button(fill(words::CONFIRM, number), "btn", VisitEvent::Confirm));
    let reason = move || store.duties.reason(n);
    let refuse = move |_| {
        let reason = untrack(reason);
        act(VisitEvent::Refuse { reason });
    };
    let id = format!("reason-{n}");
    view! {
        <div class="no-print">
            <div class="actions">{confirm}</div>
            <div class="field">
                <label for=id.clone()>{fill(words::REASON, number)}</label>
                <input
                    id=id
                    type="text"
                    autocomplete="off"
                    prop:value=reason
                    on:input=move |event| store.duties.type_reason(n, event_target_value(&event))
                />
            </div>
            <button type="button" class="btn btn--quiet" aria-busy=busy(store) on:click=refuse>
                {fill(words::REFUSE, number)}
            </button>
        </div>
    }
    .into_any()
}
