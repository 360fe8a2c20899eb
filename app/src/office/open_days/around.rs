//! What comes in: results of the survey, who wants to come, what was asked.

use domain::mail::MailState;
use domain::open_day::question::{QuestionEvent, QuestionStatus};
use domain::open_day::survey::{Asked, Counted, SurveyQuestion};
use domain::open_day::{
    BecomeRequest, OfficeQuestion, Participant, PlaceAsk, SurveyResults, words as names,
};
use leptos::prelude::*;

use super::section::clock;
use crate::office::browser;
use crate::office::store::Store;
use crate::text::{fill, format, language, open_day as words, t};

/// The survey's results, words and numbers first, bars second.
pub(super) fn results(store: Store) -> AnyView {
    let shown = move || {
        store
            .days
            .results
            .get()
            .filter(|one| one.in_time + one.late > 0)
            .map(|one| tables(&one))
    };
    view! { {shown} }.into_any()
}

pub(super) fn tables(results: &SurveyResults) -> AnyView {
    let late = (results.late > 0).then(|| {
        let counts = if results.counts_late {
            words::LATE_COUNT
        } else {
            words::LATE_APART
        };
        format!(
            "{}{}",
            fill(words::LATE, &results.late.to_string()),
            t(counts)
        )
    });
    let proposed =
        (!results.proposed.is_empty()).then(|| fill(words::PROPOSED, &results.proposed.join(", ")));
    let questions = results.questions.iter().zip(&results.counted);
    let tables: Vec<AnyView> = questions
        .map(|(question, counted)| table(question, counted))
        .collect();
    view! {
        <section aria-labelledby="results-title">
            <h2 id="results-title">{t(words::RESULTS)}</h2>
            <p>{fill(words::IN_TIME, &results.in_time.to_string())}</p>
            <p>{ways(results)}</p>
            <p>{late}</p>
            <p><strong>{proposed}</strong></p>
            {tables}
            {late_apart(results)}
        </section>
    }
    .into_any()
}

/// What came late, by itself: the council sees what it counts or leaves out.
fn late_apart(results: &SurveyResults) -> AnyView {
    if results.late == 0 {
        return ().into_any();
    }
    let questions = results.questions.iter().zip(&results.late_counted);
    let tables: Vec<AnyView> = questions
        .map(|(question, counted)| table(question, counted))
        .collect();
    view! {
        <details id="late">
            <summary>{fill(words::LATE_ALONE, &results.late.to_string())}</summary>
            {tables}
        </details>
    }
    .into_any()
}

/// By which ways the answers came; they add up to those in time and those that were late.
fn ways(results: &SurveyResults) -> String {
    let ways = results.ways;
    [
        fill(words::WAYS, &ways.web.to_string()),
        fill(words::WAYS_KIOSK, &ways.kiosk.to_string()),
        fill(words::WAYS_PAPER, &ways.paper.to_string()),
    ]
    .concat()
}

fn table(question: &SurveyQuestion, counted: &Counted) -> AnyView {
    let most = counted.votes.iter().copied().max().unwrap_or(0).max(1);
    let label = |n: usize| match &question.answer {
        Asked::Rating { .. } => (n + 1).to_string(),
        asked => asked.options().get(n).cloned().unwrap_or_default(),
    };
    let votes = counted.votes.iter().enumerate();
    let votes = votes.map(|(n, votes)| (label(n), *votes, Some(votes * 100 / most)));
    let texts = counted
        .texts
        .iter()
        .map(|(text, times)| (text.clone(), *times, None));
    let rows: Vec<AnyView> = votes
        .chain(texts)
        .map(|(name, count, share)| {
            let bar = share.map(|share| {
                view! {
                    <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
                        <rect width=share.to_string() height="1" />
                    </svg>
                }
            });
            view! { <tr><th scope="row">{name} {bar}</th><td>{count}</td></tr> }.into_any()
        })
        .collect();
    view! {
        <table class="figures">
            <caption>{question.text.clone()}</caption>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// Who wants to come, with check-in.
pub(super) fn people(store: Store) -> AnyView {
    let shown = move || {
        store.holds_days().then(|| {
            let people = store.days.people.get();
            let list = if people.is_empty() {
                view! { <p class="empty">{t(words::NO_PARTICIPANTS)}</p> }.into_any()
            } else {
                let rows: Vec<AnyView> = people.iter().map(|one| participant(store, one)).collect();
                view! { <ul id="people">{rows}</ul> }.into_any()
            };
            view! {
                <section aria-labelledby="people-list-title">
                    <h2 id="people-list-title" tabindex="-1">{t(words::PARTICIPANTS)}</h2>
                    {list}
                    {walk_ins(store)}
                </section>
            }
        })
    };
    view! { {shown} }.into_any()
}

fn participant(store: Store, one: &Participant) -> AnyView {
    let id = one.id;
    let standing = names::standing(one.standing, language());
    let number = one.number.map(|number| format!(" № {number}"));
    let who = names::category(one.category, language());
    let has_place = one.standing == domain::open_day::places::Standing::Place;
    let label = fill(words::CHECK_IN, &one.name);
    let button = (has_place && !one.came).then(|| {
        let come = move |_| store.at_the_door(PlaceAsk::CheckIn { id });
        view! { <button type="button" class="btn btn--quiet no-print" id=format!("came-{id}") on:click=come>{label}</button> }
    });
    let back = fill(words::TAKE_BACK, who_is(&one.name));
    let mistake = one.came.then(|| {
        let take = move |_| store.at_the_door(PlaceAsk::TakeBack { id });
        view! { <button type="button" class="btn btn--quiet no-print" id=format!("came-{id}") on:click=take>{back}</button> }
    });
    let stands = has_place || one.standing == domain::open_day::places::Standing::Waiting;
    let cancel = (stands && !one.came).then(|| {
        let label = fill(words::CANCEL_FOR, who_is(&one.name));
        let ask = fill(words::CANCEL_FOR_ASK, who_is(&one.name));
        let press = move |_| {
            if browser::confirm(&ask) {
                store.at_the_door(PlaceAsk::Cancel { id });
            }
        };
        view! { <button type="button" class="btn btn--quiet no-print" on:click=press>{label}</button> }
    });
    let came = one.came.then(|| format!(", {}", t(words::CAME)));
    let tell = (one.promoted && !one.came).then(|| {
        let how = match one.mailed {
            Some(MailState::Sent) => t(words::MAILED_SENT).to_owned(),
            Some(MailState::Waiting) => t(words::MAILED_WAITING).to_owned(),
            Some(MailState::Failed | MailState::Cancelled) => {
                format!("{}: {}", t(words::MAILED_NOT), one.contact)
            }
            None => format!("{}: {}", t(words::TELL), one.contact),
        };
        view! { <strong>" " {how}</strong> }
    });
    view! {
        <li>{one.name.clone()} ", " {who} ": " {standing} {number} {came} {tell} " " {button} {mistake} {cancel}</li>
    }
    .into_any()
}

/// A name, or that there is none.
fn who_is(name: &str) -> &str {
    if name.is_empty() {
        t(words::WALKED_IN)
    } else {
        name
    }
}

fn walk_ins(store: Store) -> AnyView {
    let slots = store
        .days
        .card
        .get()
        .map_or_else(Vec::new, |card| card.day.slots);
    let buttons: Vec<AnyView> = slots
        .into_iter()
        .map(|slot| {
            let n = slot.n;
            let time = format!("{}–{}", clock(slot.starts), clock(slot.ends));
            view! {
                <button type="button" class="btn btn--second" id=format!("walk-{n}") on:click=move |_| store.walk_in(n)>
                    {t(words::WALK_IN)} " " {time}
                </button>
            }
            .into_any()
        })
        .collect();
    let options: Vec<AnyView> = domain::open_day::Category::ALL
        .iter()
        .map(|one| {
            let (code, here) = (one.code(), *one);
            let chosen = move || store.days.walk_in_category() == here;
            view! { <option value=code prop:selected=chosen>{names::category(here, language())}</option> }
                .into_any()
        })
        .collect();
    let choose = move |event| {
        store
            .days
            .type_text("walk-category".to_owned(), event_target_value(&event))
    };
    let card = store
        .days
        .card
        .with(|card| card.as_ref().map(|card| (card.id, card.day.status)));
    let book = card
        .filter(|(_, status)| *status == domain::open_day::DayStatus::Published)
        .map(|(id, _)| {
            view! {
                <a class="btn btn--second" href=format!("/days/{id}/place") target="_blank">
                    {t(words::BOOK_FOR)}
                </a>
            }
        });
    view! {
        <div class="field no-print">
            <label for="walk-category">{t(words::WALK_IN_WHO)}</label>
            <select id="walk-category" on:change=choose>{options}</select>
        </div>
        <div class="actions no-print">{buttons} {book}</div>
    }
    .into_any()
}

/// What was asked, with what can be done about it.
pub(super) fn questions(store: Store) -> AnyView {
    let shown = move || {
        let all = store.days.questions.get();
        let list = if all.is_empty() {
            view! { <p class="empty">{t(words::NO_QUESTIONS)}</p> }.into_any()
        } else {
            all.iter()
                .map(|one| question(store, one))
                .collect::<Vec<_>>()
                .into_any()
        };
        view! {
            <section class="measure" aria-labelledby="questions-title">
                <h2 id="questions-title">{t(words::QUESTIONS)}</h2>
                {list}
            </section>
        }
    };
    view! { {shown} }.into_any()
}

fn question(store: Store, one: &OfficeQuestion) -> AnyView {
    let found = &one.question;
    let concern = names::concern(found.concern, language());
    let status = names::question_status(found.status, language());
    let who = [one.name.as_str(), one.contact.as_str()];
    let who: Vec<&str> = who.into_iter().filter(|text| !text.is_empty()).collect();
    let answer = (!found.answer.is_empty()).then(
        || view! { <p class="asked">{found.addressee.clone()} ": " {found.answer.clone()}</p> },
    );
    let waits = one
        .waits_days
        .map(|days| fill(words::WAITS, &days.to_string()));
    let became = (!found.request.is_empty()).then(|| fill(words::BECAME, &found.request));
    view! {
        <article>
            <h3>"№ " {found.number.clone()} ", " {concern} " " <span class="tag" data-tone="busy">{status}</span></h3>
            <p class="hint">{format::date(one.received_on)} " " {who.join(", ")} " " <strong>{waits}</strong></p>
            <p class="asked">{found.text.clone()}</p>
            {answer}
            <p>{became}</p>
            {acts(store, one)}
        </article>
    }
    .into_any()
}

fn acts(store: Store, one: &OfficeQuestion) -> AnyView {
    if !store.answers_visitors() {
        return ().into_any();
    }
    let (id, version, number) = (one.id, one.version, one.question.number.clone());
    let field =
        move |name: &str, label, area: bool| text_field(store, format!("{name}-{id}"), label, area);
    let typed = move |name: &str| untrack(|| store.days.text(&format!("{name}-{id}")));
    let button = |label, act: Box<dyn Fn()>| {
        let label = fill(label, &number);
        view! { <button type="button" class="btn btn--second" on:click=move |_| act()>{label}</button> }
            .into_any()
    };
    let send = move |event| store.act_on_question(id, version, event);
    match one.question.status {
        QuestionStatus::Received => {
            let give = move || {
                send(QuestionEvent::Addressed {
                    deputy: typed("deputy"),
                })
            };
            view! {
                {deputy(store, id)}
                <div class="actions">{button(words::GIVE, Box::new(give))}</div>
                {into_request(store, one)}
            }
            .into_any()
        }
        QuestionStatus::Addressed => {
            let answer = move || {
                send(QuestionEvent::Answered {
                    text: typed("answer"),
                })
            };
            let give = move || {
                send(QuestionEvent::Addressed {
                    deputy: typed("deputy"),
                })
            };
            view! {
                {field("answer", words::ANSWER, true)}
                <div class="actions">{button(words::SEND_ANSWER, Box::new(answer))}</div>
                <details>
                    <summary>{fill(words::GIVE_ON, &one.question.number)}</summary>
                    {deputy(store, id)}
                    <div class="actions">{button(words::GIVE, Box::new(give))}</div>
                </details>
                {into_request(store, one)}
            }
            .into_any()
        }
        QuestionStatus::Answered if one.published => button(
            words::HIDE_ANSWER,
            Box::new(move || send(QuestionEvent::Hidden)),
        ),
        QuestionStatus::Answered => button(
            words::PUBLISH_ANSWER,
            Box::new(move || send(QuestionEvent::Published)),
        ),
        QuestionStatus::BecameRequest => ().into_any(),
    }
}

/// The deputy a question goes to: one of those who supervise a unit of the day, or another.
fn deputy(store: Store, id: uuid::Uuid) -> AnyView {
    let field = format!("deputy-{id}");
    let list = format!("deputies-{id}");
    let of_value = field.clone();
    let value = move || store.days.text(&of_value);
    let of_input = field.clone();
    let set = move |event| {
        store
            .days
            .type_text(of_input.clone(), event_target_value(&event))
    };
    let names = store.days.card.with_untracked(|card| {
        let units = card.iter().flat_map(|card| &card.day.units);
        let names = units.map(|unit| unit.supervisor.name.trim().to_owned());
        names
            .filter(|name| !name.is_empty())
            .collect::<std::collections::BTreeSet<_>>()
    });
    let options: Vec<AnyView> = names
        .into_iter()
        .map(|name| view! { <option value=name></option> }.into_any())
        .collect();
    view! {
        <div class="field">
            <label for=field.clone()>{t(words::DEPUTY)}</label>
            <input id=field type="text" autocomplete="off" list=list.clone() prop:value=value on:input=set />
            <datalist id=list>{options}</datalist>
        </div>
    }
    .into_any()
}

/// What art. 19 part 5 asks for and the asker left out, to make a request of a question.
fn into_request(store: Store, one: &OfficeQuestion) -> AnyView {
    if !store.takes_in() {
        return ().into_any();
    }
    let (id, version, number) = (one.id, one.version, one.question.number.clone());
    let field = move |name: &str, label| text_field(store, format!("{name}-{id}"), label, false);
    let typed = move |name: &str| untrack(|| store.days.text(&format!("{name}-{id}")));
    let has_name = !one.name.trim().is_empty();
    // What the asker left is a phone or an e-mail.
    let contact = one.contact.trim().to_owned();
    let email = if contact.contains('@') {
        contact.clone()
    } else {
        String::new()
    };
    let phone = if contact.contains('@') {
        String::new()
    } else {
        contact
    };
    let or = |typed: String, known: &str| {
        if typed.trim().is_empty() {
            known.to_owned()
        } else {
            typed
        }
    };
    let become_one = move |_| {
        let with = BecomeRequest {
            version,
            name: typed("name"),
            email: or(typed("email"), &email),
            postal_address: typed("postal"),
            phone: or(typed("phone"), &phone),
        };
        store.question_into_request(id, with);
    };
    view! {
        <details id=format!("request-{id}")>
            <summary>{fill(words::IS_REQUEST, &number)}</summary>
            <p class="hint">{t(words::IS_REQUEST_HINT)}</p>
            {(!has_name).then(|| field("name", words::REQUEST_NAME))}
            {field("email", words::EMAIL)}
            {field("postal", words::REQUEST_POSTAL)}
            {field("phone", words::REQUEST_PHONE)}
            <div class="actions">
                <button type="button" class="btn btn--second" on:click=become_one>
                    {fill(words::TO_REQUEST, &number)}
                </button>
            </div>
        </details>
    }
    .into_any()
}

fn text_field(store: Store, id: String, label: crate::text::Text, area: bool) -> AnyView {
    let (of_value, of_input) = (id.clone(), id.clone());
    let value = move || store.days.text(&of_value);
    let set = move |event| {
        store
            .days
            .type_text(of_input.clone(), event_target_value(&event))
    };
    let input = if area {
        view! { <textarea id=id.clone() rows="4" prop:value=value on:input=set></textarea> }
            .into_any()
    } else {
        view! { <input id=id.clone() type="text" autocomplete="off" prop:value=value on:input=set /> }.into_any()
    };
    view! { <div class="field"><label for=id>{t(label)}</label>{input}</div> }.into_any()
}
