//! Writing a request, one thing at a time, and checking it before it goes.

use std::sync::Arc;

use domain::request::{Draft, Field, Limits, Problem, RequesterType, UrgencyGround};
use leptos::prelude::{Get as _, RwSignal, Set as _, request_animation_frame};
use uuid::Uuid;

use super::{ask_first, back, button, heading, loading, missing, paragraph};
use crate::component;
use crate::component::{Choice, El, Entry, Part, el, error_summary, extra, field, live, radios};
use crate::json;
use crate::route::{Route, Step};
use crate::store::{SaveState, Store};
use crate::text::{Text, citizen as say, law, t};

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

/// Shows a step of a draft.
pub(super) fn page(store: Store, id: Uuid, step: Step) -> Part {
    let Some(draft) = store.open_draft(id) else {
        // Sent meanwhile: the draft's address leads to the request it became.
        if store
            .cases
            .with_untracked(|cases| cases.iter().any(|case| case.id == id))
        {
            request_animation_frame(move || store.replace(Route::Case(id)));
            return loading().into();
        }
        return missing(say::DRAFT_GONE, say::NOT_FOUND_LEAD, "/", say::TO_HOME);
    };
    let question = match step {
        Step::Text => text(store, &draft),
        Step::Urgency => urgency(store, &draft),
        Step::Who => who(store, &draft),
        Step::Contact => contact(store, &draft),
        Step::Check => check(id, &draft),
    };
    let previous = step
        .previous()
        .map_or(Route::Home, |step| Route::Draft(id, step));
    let form = el("form")
        .class("question")
        .attr("novalidate", "")
        .on("submit", move |event| {
            event.prevent_default();
            store.go_on(id, step);
        })
        .add(error_summary(move || summary(store)))
        .add(question)
        .add(actions(store, id, step));
    Part::from(back(previous.path()))
        .add(steps(step))
        .add(form)
        .add(save_state(store))
}

fn steps(current: Step) -> El {
    let rows = Step::ALL.map(|step| {
        el("li")
            .maybe("aria-current", (step == current).then_some("step"))
            .maybe("data-done", (step < current).then_some("true"))
            .text(say::step(step))
    });
    el("ol")
        .class("steps")
        .attr("aria-label", t(say::STEPS))
        .add(Vec::from(rows))
}

fn actions(store: Store, id: Uuid, step: Step) -> Part {
    let last = step == Step::Check;
    let go = if last { say::SUBMIT } else { say::CONTINUE };
    let row = el("div")
        .class("actions")
        .add(el("button").class("btn").attr("type", "submit").text(t(go)));
    let delete = last.then(|| {
        ask_first(
            ("btn btn--quiet", say::DELETE_DRAFT),
            say::DELETE_DRAFT_ASK,
            ("warn", say::DELETE_DRAFT),
            move || store.discard(id),
        )
    });
    Part::from(last.then(|| paragraph("hint", t(say::SUBMIT_HINT))))
        .add(row)
        .add(delete)
}

/// Where a problem's field stands in the page.
const fn field_id(field: Field) -> &'static str {
    match field {
        Field::Text => "text",
        Field::Name => "name",
        Field::Email => "email",
        Field::PostalAddress => "address",
        Field::Phone => "phone",
        Field::UrgencyReason => "reason",
        Field::Attachments => "files",
        Field::AccessCodeHash | Field::Intake => "main",
    }
}

fn summary(store: Store) -> Vec<(&'static str, String)> {
    let row = |problem: &Problem| (field_id(problem.field), say::problem(*problem));
    store
        .problems
        .with(|problems| problems.iter().map(row).collect())
}

fn error_of(store: Store, field: Field) -> component::Problem {
    Arc::new(move || {
        store.problems.with(|problems| {
            problems
                .iter()
                .find(|problem| problem.field == field)
                .map(|p| say::problem(*p))
        })
    })
}

/// Whether what was typed is stored, always in sight, and the way out when it is not.
fn save_state(store: Store) -> El {
    el("div")
        .attr("role", "status")
        .live(move || match store.saving.get() {
            SaveState::Saved => paragraph("hint", t(say::SAVE_SAVED)).into(),
            SaveState::Pending => paragraph("hint", t(say::SAVE_PENDING)).into(),
            SaveState::Failed(error) => el("div")
                .class("notice")
                .attr("data-tone", "late")
                .add(
                    el("p")
                        .text(t(say::SAVE_FAILED))
                        .text(t(say::storage_error(error))),
                )
                .add(button("btn btn--second", say::SAVE_FILE, move || {
                    store.export()
                }))
                .into(),
        })
}

fn asks(title: Text, hint: Text) -> Part {
    Part::from(heading(t(title))).add(paragraph("hint", t(hint)))
}

fn text(store: Store, draft: &Draft) -> Part {
    let example = |text: Text, why: Text| {
        el("figure")
            .class("example")
            .add(el("blockquote").text(t(text)))
            .add(el("figcaption").text(t(why)))
    };
    let entry = Entry {
        id: "text",
        label: t(say::TEXT_LABEL).into(),
        hint: "",
        optional: false,
        kind: "area",
        autocomplete: "off",
        limit: Limits::TEXT,
        value: draft.text.clone(),
        error: error_of(store, Field::Text),
    };
    let examples = el("details")
        .add(el("summary").text(t(say::EXAMPLES)))
        .add(example(say::EXAMPLE_1, say::EXAMPLE_1_WHY))
        .add(example(say::EXAMPLE_2, say::EXAMPLE_2_WHY));
    let risk = live(move || {
        let at_risk = store.storage.get().persisted == Some(false);
        at_risk
            .then(|| paragraph("hint", t(say::DRAFT_AT_RISK)))
            .into()
    });
    asks(say::TEXT_TITLE, say::TEXT_HINT)
        .add(risk)
        .add(field(entry, move |value| {
            store.edit(|draft| draft.text = value)
        }))
        .add(examples)
        .add(files(store))
}

/// The files of the draft, which the second program looks after.
fn files(store: Store) -> El {
    let files = store.editing().map(|record| record.draft.attachments);
    let files = files.unwrap_or_default();
    let id = store.editing().map(|record| record.id.to_string());
    extra("files", id.unwrap_or_default())
        .id("files")
        .attr("data-files", json::write(&files).unwrap_or_default())
}

fn urgency(store: Store, draft: &Draft) -> Part {
    // 0 for none. A number, because each type of signal weighs on the phone.
    let position = |ground| GROUNDS.iter().position(|known| *known == ground);
    let chosen = RwSignal::new(draft.urgency.and_then(position).map_or(0, |at| at + 1));
    let none = Choice {
        id: "urgency-0".into(),
        label: t(say::URGENCY_NONE).into(),
        checked: draft.urgency.is_none(),
    };
    let grounds = GROUNDS.into_iter().enumerate().map(|(at, ground)| Choice {
        id: format!("urgency-{}", at + 1),
        label: law::urgency(ground).into(),
        checked: draft.urgency == Some(ground),
    });
    let choices = std::iter::once(none).chain(grounds).collect();
    let choose = move |at: usize| {
        let ground = at.checked_sub(1).and_then(|at| GROUNDS.get(at).copied());
        chosen.set(at);
        store.edit(|draft| draft.urgency = ground);
    };
    let reason = live(move || {
        if chosen.get() == 0 {
            return Part::none();
        }
        let entry = Entry {
            id: "reason",
            label: t(say::URGENCY_REASON).into(),
            hint: t(say::URGENCY_REASON_HINT),
            optional: false,
            kind: "area",
            autocomplete: "off",
            limit: Limits::REASON,
            value: store
                .editing()
                .map(|record| record.draft.urgency_reason)
                .unwrap_or_default(),
            error: error_of(store, Field::UrgencyReason),
        };
        field(entry, move |value| {
            store.edit(|draft| draft.urgency_reason = value)
        })
        .into()
    });
    asks(say::URGENCY_TITLE, say::URGENCY_HINT)
        .add(radios("urgency", t(say::URGENCY_LEGEND), choices, choose))
        .add(reason)
}

fn who(store: Store, draft: &Draft) -> Part {
    let choices = REQUESTERS
        .into_iter()
        .enumerate()
        .map(|(at, kind)| Choice {
            id: format!("who-{at}"),
            label: t(say::requester(kind)).into(),
            checked: draft.requester_type == kind,
        })
        .collect();
    let position = REQUESTERS
        .iter()
        .position(|kind| *kind == draft.requester_type);
    let chosen = RwSignal::new(position.unwrap_or_default());
    let choose = move |at: usize| {
        let kind = REQUESTERS.get(at).copied().unwrap_or_default();
        chosen.set(at);
        store.edit(|draft| draft.requester_type = kind);
    };
    // The label follows the choice; what is typed is read back from the draft.
    let name = live(move || {
        let label = if chosen.get() == 0 {
            say::NAME_PERSON
        } else {
            say::NAME_ORGANISATION
        };
        let entry = Entry {
            id: "name",
            label: t(label).into(),
            hint: "",
            optional: false,
            kind: "text",
            autocomplete: "name",
            limit: Limits::NAME,
            value: store
                .editing()
                .map(|record| record.draft.name)
                .unwrap_or_default(),
            error: error_of(store, Field::Name),
        };
        field(entry, move |value| store.edit(|draft| draft.name = value)).into()
    });
    asks(say::WHO_TITLE, say::NAME_HINT)
        .add(radios("who", t(say::WHO_LEGEND), choices, choose))
        .add(name)
}

fn contact(store: Store, draft: &Draft) -> Part {
    let entry = |id, label: Text, kind, autocomplete, value: &str, which| Entry {
        id,
        label: t(label).into(),
        hint: "",
        optional: which == Field::Phone,
        kind,
        autocomplete,
        limit: Limits::of(which),
        value: value.to_owned(),
        error: error_of(store, which),
    };
    let email = entry(
        "email",
        say::EMAIL,
        "email",
        "email",
        &draft.email,
        Field::Email,
    );
    let address = entry(
        "address",
        say::ADDRESS,
        "text",
        "street-address",
        &draft.postal_address,
        Field::PostalAddress,
    );
    let phone = entry(
        "phone",
        say::PHONE,
        "tel",
        "tel",
        &draft.phone,
        Field::Phone,
    );
    asks(say::CONTACT_TITLE, say::CONTACT_HINT)
        .add(field(email, move |value| {
            store.edit(|draft| draft.email = value)
        }))
        .add(field(address, move |value| {
            store.edit(|draft| draft.postal_address = value)
        }))
        .add(field(phone, move |value| {
            store.edit(|draft| draft.phone = value)
        }))
}

fn check(id: Uuid, draft: &Draft) -> Part {
    // The errors of the summary lead to the link that changes the field.
    let row = |field: Field, term: Text, value: &str, step: Step| {
        let shown = if value.trim().is_empty() {
            t(say::NOT_GIVEN)
        } else {
            value.trim()
        };
        let change = el("a")
            .id(field_id(field))
            .attr("href", Route::Draft(id, step).path())
            .text(t(say::CHANGE))
            .add(el("span").class("sr").text(format!(": {}", t(term))));
        el("div")
            .add(el("dt").text(t(term)))
            .add(el("dd").class("typed").text(shown))
            .add(el("dd").class("change").add(change))
    };
    let urgency = draft
        .urgency
        .map_or(t(say::URGENCY_NONE).to_owned(), |ground| {
            format!("{}. {}", law::urgency(ground), draft.urgency_reason)
        });
    let name = if draft.requester_type == RequesterType::Person {
        draft.name.clone()
    } else {
        format!(
            "{} ({})",
            draft.name,
            t(say::requester(draft.requester_type))
        )
    };
    let rows = vec![
        row(Field::Text, say::STEP_TEXT, &draft.text, Step::Text),
        row(
            Field::UrgencyReason,
            say::STEP_URGENCY,
            &urgency,
            Step::Urgency,
        ),
        row(Field::Name, say::STEP_WHO, &name, Step::Who),
        row(Field::Email, say::EMAIL, &draft.email, Step::Contact),
        row(
            Field::PostalAddress,
            say::ADDRESS,
            &draft.postal_address,
            Step::Contact,
        ),
        row(Field::Phone, say::PHONE, &draft.phone, Step::Contact),
    ];
    let names: Vec<&str> = draft
        .attachments
        .iter()
        .map(|file| file.name.as_str())
        .collect();
    let files = (!names.is_empty()).then(|| {
        row(
            Field::Attachments,
            say::FILES,
            &names.join(", "),
            Step::Text,
        )
    });
    asks(say::CHECK_TITLE, say::CHECK_HINT).add(el("dl").class("summary").add(rows).add(files))
}
