//! Writing a request, one thing at a time, and checking it before it goes.

use domain::request::{Draft, Field, Problem, RequesterType, UrgencyGround};
use leptos::prelude::*;
use uuid::Uuid;

use super::{back, missing};
use crate::component::{Choice, Entry, error_summary, field, radios};
use crate::route::{Route, Step};
use crate::store::{SaveState, Store};
use crate::text::{Text, citizen as say, law, t};

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
pub(super) fn page(store: Store, id: Uuid, step: Step) -> AnyView {
    let Some(draft) = store.open_draft(id) else {
        // Sent meanwhile: the draft's address leads to the request it became.
        if store.cases.with_untracked(|cases| cases.iter().any(|case| case.id == id)) {
            request_animation_frame(move || store.replace(Route::Case(id)));
            return super::loading();
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
    let previous = step.previous().map_or(Route::Home, |step| Route::Draft(id, step));
    view! {
        {back(previous.path())}
        {steps(step)}
        <form
            class="question"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                store.go_on(id, step);
            }
        >
            {move || summary(store)}
            {question}
            {actions(store, id, step)}
        </form>
        {save_state(store)}
    }
    .into_any()
}

fn steps(current: Step) -> AnyView {
    let rows: Vec<AnyView> = Step::ALL
        .into_iter()
        .map(|step| {
            let here = (step == current).then_some("step");
            let done = (step < current).then_some("true");
            view! { <li aria-current=here data-done=done>{say::step(step)}</li> }.into_any()
        })
        .collect();
    view! { <ol class="steps" aria-label=t(say::STEPS)>{rows}</ol> }.into_any()
}

fn actions(store: Store, id: Uuid, step: Step) -> AnyView {
    let go = if step == Step::Check { say::SUBMIT } else { say::CONTINUE };
    view! {
        {(step == Step::Check).then(|| view! { <p class="hint">{t(say::SUBMIT_HINT)}</p> })}
        <div class="actions">
            <button class="btn" type="submit">{t(go)}</button>
            {(step == Step::Check).then(|| view! {
                <button class="btn btn--quiet" type="button" on:click=move |_| store.discard(id)>
                    {t(say::DELETE_DRAFT)}
                </button>
            })}
        </div>
    }
    .into_any()
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
        Field::AccessCodeHash => "main",
    }
}

fn summary(store: Store) -> AnyView {
    let problems = store.problems.get();
    let row = |problem: &Problem| (field_id(problem.field), say::problem(*problem));
    error_summary(problems.iter().map(row).collect())
}

fn error_of(store: Store, field: Field) -> Signal<Option<String>> {
    Signal::derive(move || {
        store.problems.with(|problems| {
            problems.iter().find(|problem| problem.field == field).map(|p| say::problem(*p))
        })
    })
}

/// Whether what was typed is stored, always in sight, and the way out when it is not.
fn save_state(store: Store) -> AnyView {
    let shown = move || match store.saving.get() {
        SaveState::Saved => view! { <p class="hint">{t(say::SAVE_SAVED)}</p> }.into_any(),
        SaveState::Pending => view! { <p class="hint">{t(say::SAVE_PENDING)}</p> }.into_any(),
        SaveState::Failed(error) => view! {
            <div class="notice" data-tone="late">
                <p>{t(say::SAVE_FAILED)} {t(say::storage_error(error))}</p>
                <button class="btn btn--second" type="button" on:click=move |_| store.export()>
                    {t(say::SAVE_FILE)}
                </button>
            </div>
        }
        .into_any(),
    };
    view! { <div role="status">{shown}</div> }.into_any()
}

fn heading(title: Text, hint: Text) -> AnyView {
    view! { <h1 tabindex="-1">{t(title)}</h1> <p class="hint">{t(hint)}</p> }.into_any()
}

fn text(store: Store, draft: &Draft) -> AnyView {
    let example = |text: Text, why: Text| {
        view! {
            <figure class="example">
                <blockquote>{t(text)}</blockquote>
                <figcaption>{t(why)}</figcaption>
            </figure>
        }
        .into_any()
    };
    let entry = Entry {
        id: "text",
        label: t(say::TEXT_LABEL).into(),
        hint: "",
        optional: false,
        kind: "area",
        autocomplete: "off",
        value: draft.text.clone(),
        error: error_of(store, Field::Text),
    };
    view! {
        {heading(say::TEXT_TITLE, say::TEXT_HINT)}
        {field(entry, move |value| store.edit(|draft| draft.text = value))}
        <details>
            <summary>{t(say::EXAMPLES)}</summary>
            {example(say::EXAMPLE_1, say::EXAMPLE_1_WHY)}
            {example(say::EXAMPLE_2, say::EXAMPLE_2_WHY)}
        </details>
    }
    .into_any()
}

fn urgency(store: Store, draft: &Draft) -> AnyView {
    let chosen = RwSignal::new(draft.urgency);
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
    let reason = draft.urgency_reason.clone();
    let ask_reason = move || {
        chosen.get().map(|_| {
            let entry = Entry {
                id: "reason",
                label: t(say::URGENCY_REASON).into(),
                hint: t(say::URGENCY_REASON_HINT),
                optional: false,
                kind: "area",
                autocomplete: "off",
                value: store
                    .editing()
                    .map_or_else(|| reason.clone(), |record| record.draft.urgency_reason),
                error: error_of(store, Field::UrgencyReason),
            };
            field(entry, move |value| store.edit(|draft| draft.urgency_reason = value))
        })
    };
    view! {
        {heading(say::URGENCY_TITLE, say::URGENCY_HINT)}
        {radios("urgency", t(say::URGENCY_LEGEND), choices, move |at| {
            let ground = at.checked_sub(1).and_then(|at| GROUNDS.get(at).copied());
            chosen.set(ground);
            store.edit(|draft| draft.urgency = ground);
        })}
        {ask_reason}
    }
    .into_any()
}

fn who(store: Store, draft: &Draft) -> AnyView {
    let choices = REQUESTERS
        .into_iter()
        .enumerate()
        .map(|(at, kind)| Choice {
            id: format!("who-{at}"),
            label: t(say::requester(kind)).into(),
            checked: draft.requester_type == kind,
        })
        .collect();
    let name_label = |kind| match kind {
        RequesterType::Person => say::NAME_PERSON,
        _ => say::NAME_ORGANISATION,
    };
    let shown = RwSignal::new(name_label(draft.requester_type));
    let typed = RwSignal::new(draft.name.clone());
    let name = move || {
        let entry = Entry {
            id: "name",
            label: t(shown.get()).into(),
            hint: "",
            optional: false,
            kind: "text",
            autocomplete: "name",
            value: typed.get_untracked(),
            error: error_of(store, Field::Name),
        };
        field(entry, move |value| {
            typed.set(value.clone());
            store.edit(|draft| draft.name = value);
        })
    };
    view! {
        {heading(say::WHO_TITLE, say::NAME_HINT)}
        {radios("who", t(say::WHO_LEGEND), choices, move |at| {
            let kind = REQUESTERS.get(at).copied().unwrap_or_default();
            shown.set(name_label(kind));
            store.edit(|draft| draft.requester_type = kind);
        })}
        {name}
    }
    .into_any()
}

fn contact(store: Store, draft: &Draft) -> AnyView {
    let entry = |id, label: Text, kind, autocomplete, value: &str, which, optional| Entry {
        id,
        label: t(label).into(),
        hint: "",
        optional,
        kind,
        autocomplete,
        value: value.to_owned(),
        error: error_of(store, which),
    };
    let email = entry("email", say::EMAIL, "email", "email", &draft.email, Field::Email, false);
    let address = entry(
        "address",
        say::ADDRESS,
        "text",
        "street-address",
        &draft.postal_address,
        Field::PostalAddress,
        false,
    );
    let phone = entry("phone", say::PHONE, "tel", "tel", &draft.phone, Field::Phone, true);
    view! {
        {heading(say::CONTACT_TITLE, say::CONTACT_HINT)}
        {field(email, move |value| store.edit(|draft| draft.email = value))}
        {field(address, move |value| store.edit(|draft| draft.postal_address = value))}
        {field(phone, move |value| store.edit(|draft| draft.phone = value))}
    }
    .into_any()
}

fn check(id: Uuid, draft: &Draft) -> AnyView {
    let row = |term: Text, value: &str, step: Step| {
        let shown = if value.trim().is_empty() { t(say::NOT_GIVEN) } else { value.trim() };
        view! {
            <div>
                <dt>{t(term)}</dt>
                <dd class="typed">{shown.to_owned()}</dd>
                <dd class="change">
                    <a href=Route::Draft(id, step).path()>
                        {t(say::CHANGE)} <span class="sr">{format!(": {}", t(term))}</span>
                    </a>
                </dd>
            </div>
        }
        .into_any()
    };
    let urgency = draft.urgency.map_or(t(say::URGENCY_NONE).to_owned(), |ground| {
        format!("{}. {}", law::urgency(ground), draft.urgency_reason)
    });
    let name = if draft.requester_type == RequesterType::Person {
        draft.name.clone()
    } else {
        format!("{} ({})", draft.name, t(say::requester(draft.requester_type)))
    };
    view! {
        {heading(say::CHECK_TITLE, say::CHECK_HINT)}
        <dl class="summary">
            {row(say::STEP_TEXT, &draft.text, Step::Text)}
            {row(say::STEP_URGENCY, &urgency, Step::Urgency)}
            {row(say::STEP_WHO, &name, Step::Who)}
            {row(say::EMAIL, &draft.email, Step::Contact)}
            {row(say::ADDRESS, &draft.postal_address, Step::Contact)}
            {row(say::PHONE, &draft.phone, Step::Contact)}
        </dl>
    }
    .into_any()
}
