//! A request, one question at a time, with the citizen's own questions and checks.

use std::sync::Arc;

use domain::kiosk::Screen;
use domain::request::{Draft, Field, Limits, Problem, RequesterType, UrgencyGround};

use super::super::store::Store;
use super::{button, failed, form, heading, paragraph};
use crate::component::{self, Choice, El, Entry, Part, el, error_summary, field, live, radios};
use crate::route::Step;
use crate::text::{Text, citizen as ask, kiosk as say, law, t};

/// A person first: the name's label depends on it.
const REQUESTERS: [RequesterType; 4] = [
    RequesterType::Person,
    RequesterType::LegalPerson,
    RequesterType::Association,
    RequesterType::Media,
];

const GROUNDS: [UrgencyGround; 4] = [
    UrgencyGround::LifeOrLiberty,
    UrgencyGround::Environment,
    UrgencyGround::FoodAndGoods,
    UrgencyGround::Emergency,
];

/// The question that is asked.
pub(super) fn show(store: Store) -> Part {
    let step = store.step.get_untracked();
    let draft = store.draft.get_untracked();
    let question = match step {
        Step::Text => text(store, &draft),
        Step::Urgency => urgency(store, &draft),
        Step::Who => who(store, &draft),
        Step::Contact => contact(store, &draft),
        Step::Check => check(store, &draft),
    };
    let back = button("back", ask::BACK, move || match step.previous() {
        Some(previous) => store.ask(previous),
        None => store.go(Screen::Welcome),
    });
    let go = if step == Step::Check {
        ask::SUBMIT
    } else {
        ask::CONTINUE
    };
    let hint = (step == Step::Check).then(|| paragraph("hint", t(say::SUBMIT_HINT)));
    let actions = el("div")
        .class("actions")
        .add(el("button").class("btn").attr("type", "submit").text(t(go)));
    let form = form(move || store.go_on())
        .add(error_summary(move || summary(store)))
        .add(question)
        .add(failed(store))
        .add(hint)
        .add(actions);
    Part::from(back).add(steps(step)).add(form)
}

fn steps(current: Step) -> El {
    let rows = Step::ALL.map(|step| {
        el("li")
            .maybe("aria-current", (step == current).then_some("step"))
            .maybe("data-done", (step < current).then_some("true"))
            .text(ask::step(step))
    });
    el("ol")
        .class("steps")
        .attr("aria-label", t(ask::STEPS))
        .add(Vec::from(rows))
}

const fn field_id(field: Field) -> &'static str {
    match field {
        Field::Text => "text",
        Field::Name => "name",
        Field::Email => "email",
        Field::PostalAddress => "address",
        Field::Phone => "phone",
        Field::UrgencyReason => "reason",
        Field::Attachments | Field::AccessCodeHash | Field::Intake => "main",
    }
}

fn summary(store: Store) -> Vec<(&'static str, String)> {
    let row = |problem: &Problem| (field_id(problem.field), ask::problem(*problem));
    store
        .problems
        .with(|problems| problems.iter().map(row).collect())
}

fn error_of(store: Store, field: Field) -> component::Problem {
    Arc::new(move || {
        store.problems.with(|problems| {
            let found = problems.iter().find(|problem| problem.field == field);
            found.map(|problem| ask::problem(*problem))
        })
    })
}

fn asks(title: Text, hint: Text) -> Part {
    Part::from(heading(title)).add(paragraph("hint", t(hint)))
}

/// A field that no browser fills in or remembers.
fn entry(
    store: Store,
    which: Field,
    label: Text,
    kind: &'static str,
    value: &str,
    write: fn(&mut Draft, String),
) -> El {
    let entry = Entry {
        id: field_id(which),
        label: t(label).into(),
        hint: match which {
            Field::UrgencyReason => t(ask::URGENCY_REASON_HINT),
            _ => "",
        },
        optional: which == Field::Phone,
        kind,
        autocomplete: "off",
        limit: Limits::of(which),
        value: value.to_owned(),
        error: error_of(store, which),
    };
    field(entry, move |value| {
        store.draft.update(|draft| write(draft, value));
    })
}

fn text(store: Store, draft: &Draft) -> Part {
    asks(ask::TEXT_TITLE, ask::TEXT_HINT).add(entry(
        store,
        Field::Text,
        ask::TEXT_LABEL,
        "area",
        &draft.text,
        |draft, value| draft.text = value,
    ))
}

fn urgency(store: Store, draft: &Draft) -> Part {
    let none = Choice {
        id: "urgency-0".into(),
        label: t(ask::URGENCY_NONE).into(),
        checked: draft.urgency.is_none(),
    };
    let grounds = GROUNDS.into_iter().enumerate().map(|(at, ground)| Choice {
        id: format!("urgency-{}", at + 1),
        label: law::urgency(ground).into(),
        checked: draft.urgency == Some(ground),
    });
    let choices = std::iter::once(none).chain(grounds).collect();
    let chosen = crate::store::Live::new(draft.urgency.is_some());
    let choose = move |at: usize| {
        let ground = at.checked_sub(1).and_then(|at| GROUNDS.get(at).copied());
        store.draft.update(|draft| draft.urgency = ground);
        chosen.set_if_new(ground.is_some());
    };
    let reason = live(move || {
        let typed = store
            .draft
            .with_untracked(|draft| draft.urgency_reason.clone());
        let write = |draft: &mut Draft, value| draft.urgency_reason = value;
        let label = ask::URGENCY_REASON;
        (chosen.get())
            .then(|| entry(store, Field::UrgencyReason, label, "area", &typed, write))
            .into()
    });
    asks(ask::URGENCY_TITLE, ask::URGENCY_HINT)
        .add(radios("urgency", t(ask::URGENCY_LEGEND), choices, choose))
        .add(reason)
}

fn who(store: Store, draft: &Draft) -> Part {
    let choices = REQUESTERS.into_iter().enumerate().map(|(at, kind)| Choice {
        id: format!("who-{at}"),
        label: t(ask::requester(kind)).into(),
        checked: draft.requester_type == kind,
    });
    let person = crate::store::Live::new(draft.requester_type == RequesterType::Person);
    let choose = move |at: usize| {
        let kind = REQUESTERS.get(at).copied().unwrap_or_default();
        store.draft.update(|draft| draft.requester_type = kind);
        person.set_if_new(kind == RequesterType::Person);
    };
    let name = live(move || {
        let label = if person.get() {
            ask::NAME_PERSON
        } else {
            ask::NAME_ORGANISATION
        };
        let typed = store.draft.with_untracked(|draft| draft.name.clone());
        let write = |draft: &mut Draft, value| draft.name = value;
        entry(store, Field::Name, label, "text", &typed, write).into()
    });
    asks(ask::WHO_TITLE, ask::NAME_HINT)
        .add(radios("who", t(ask::WHO_LEGEND), choices.collect(), choose))
        .add(name)
}

fn contact(store: Store, draft: &Draft) -> Part {
    asks(ask::CONTACT_TITLE, ask::CONTACT_HINT)
        .add(entry(
            store,
            Field::Email,
            ask::EMAIL,
            "email",
            &draft.email,
            |draft, value| draft.email = value,
        ))
        .add(entry(
            store,
            Field::PostalAddress,
            ask::ADDRESS,
            "text",
            &draft.postal_address,
            |draft, value| draft.postal_address = value,
        ))
        .add(entry(
            store,
            Field::Phone,
            ask::PHONE,
            "tel",
            &draft.phone,
            |draft, value| draft.phone = value,
        ))
}

fn check(store: Store, draft: &Draft) -> Part {
    let row = |field: Field, term: Text, value: String, step: Step| {
        let shown = if value.trim().is_empty() {
            t(ask::NOT_GIVEN).to_owned()
        } else {
            value.trim().to_owned()
        };
        let change = button("btn btn--quiet", ask::CHANGE, move || store.ask(step))
            .id(field_id(field))
            .add(el("span").class("sr").text(format!(": {}", t(term))));
        el("div")
            .add(el("dt").text(t(term)))
            .add(el("dd").class("typed").text(shown))
            .add(el("dd").class("change").add(change))
    };
    let urgency = draft
        .urgency
        .map_or(t(ask::URGENCY_NONE).to_owned(), |ground| {
            format!("{}. {}", law::urgency(ground), draft.urgency_reason)
        });
    let name = if draft.requester_type == RequesterType::Person {
        draft.name.clone()
    } else {
        let kind = t(ask::requester(draft.requester_type));
        format!("{} ({kind})", draft.name)
    };
    let (email, address) = (draft.email.clone(), draft.postal_address.clone());
    let rows = vec![
        row(Field::Text, ask::STEP_TEXT, draft.text.clone(), Step::Text),
        row(
            Field::UrgencyReason,
            ask::STEP_URGENCY,
            urgency,
            Step::Urgency,
        ),
        row(Field::Name, ask::STEP_WHO, name, Step::Who),
        row(Field::Email, ask::EMAIL, email, Step::Contact),
        row(Field::PostalAddress, ask::ADDRESS, address, Step::Contact),
        row(Field::Phone, ask::PHONE, draft.phone.clone(), Step::Contact),
    ];
    asks(ask::CHECK_TITLE, ask::CHECK_HINT).add(el("dl").class("summary").add(rows))
}
