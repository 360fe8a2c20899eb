//! The place to work with documents for everybody: booked, looked at and cancelled without scripts.
//! What a visitor writes travels in bodies only, and no answer is kept by a cache.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::{NaiveDate, NaiveTime};
use domain::register::visit::{VisitRefused, VisitRules, Wish};
use domain::register::words;
use domain::report::words::day as say_day;
use domain::request::Language;

use super::duties_text::{self, Words};
use super::sent::Form;
use super::text::{self, Say};
use super::typed::Typed;
use super::{asked, council, html};
use crate::duties::{Fault, FreeSlot, OwnVisit};
use crate::http::duties::duties;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::http::{AppState, assets};
use crate::law_words;

/// The pages that are looked at.
pub(super) fn looks() -> Router<AppState> {
    Router::new()
        .route("/visit", get(days))
        .route("/visit/mine", get(ask_mine).post(mine))
}

/// The form.
pub(super) fn forms() -> Router<AppState> {
    Router::new().route("/visit/{day}", get(form).post(book))
}

/// A day that can be booked.
struct DayRow {
    link: String,
    date: String,
    free: u32,
}

#[derive(Template)]
#[template(path = "visit.html")]
struct DaysPage {
    say: &'static Say,
    words: &'static Words,
    style: Option<String>,
    council: String,
    place: String,
    days: Vec<DayRow>,
}

impl FormPage {
    /// What is wrong with this field.
    fn wrong(&self, name: &str) -> Option<&'static str> {
        let problem = self.problem.filter(|(field, _)| *field == name);
        problem.map(|(_, said)| said)
    }

    /// What marks the field as wrong.
    fn class(&self, name: &str) -> &'static str {
        self.wrong(name).map_or("", |_| " field--error")
    }

    /// The id of what is wrong with it, for its description.
    fn described(&self, name: &str) -> String {
        let wrong = self.wrong(name);
        wrong.map_or_else(String::new, |_| format!(" {name}-error"))
    }
}

/// A time to choose.
struct Time {
    value: String,
    label: String,
    full: bool,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "visit_form.html")]
struct FormPage {
    say: &'static Say,
    words: &'static Words,
    style: Option<String>,
    council: String,
    action: String,
    date: String,
    place: String,
    kept: String,
    id: String,
    code: String,
    times: Vec<Time>,
    name: String,
    contact: String,
    wish: String,
    /// The field that is wrong and what to do.
    problem: Option<(&'static str, &'static str)>,
}

#[derive(Template)]
#[template(path = "visit_own.html")]
struct OwnPage {
    say: &'static Say,
    words: &'static Words,
    style: Option<String>,
    council: String,
    title: &'static str,
    number: String,
    date: String,
    time: String,
    stands: &'static str,
    reason: String,
    place: String,
    /// Shown once, after booking.
    code: Option<String>,
    /// The code as it cancels, while it can be cancelled.
    cancel: Option<String>,
}

#[derive(Template)]
#[template(path = "visit_mine.html")]
struct MinePage {
    say: &'static Say,
    words: &'static Words,
    style: Option<String>,
    council: String,
    number: String,
    problem: Option<String>,
}

fn date(day: NaiveDate, language: Language) -> String {
    let weekday = law_words::weekday(day, language);
    format!("{weekday}, {}", say_day(day, language))
}

fn time(starts: NaiveTime) -> String {
    starts.format("%H:%M").to_string()
}

async fn days(State(app): State<AppState>, request: Request) -> Result<Response, Problem> {
    let language = asked(request.uri(), request.headers());
    let (rules, days) = duties(&app).free_days(app.clock.now()).await?;
    let code = text::of(language).code;
    let row = |(day, free): (NaiveDate, u32)| DayRow {
        link: format!("/visit/{day}?lang={code}"),
        date: date(day, language),
        free,
    };
    Ok(html(&DaysPage {
        say: text::of(language),
        words: duties_text::of(language),
        style: assets::office_style(),
        council: council(&app, language).await?.name,
        place: rules.place,
        days: days.into_iter().map(row).collect(),
    }))
}

fn read_day(day: &str) -> Result<NaiveDate, Problem> {
    day.parse().map_err(|_| Kind::NotFound.into())
}

async fn form(
    State(app): State<AppState>,
    Path(day): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let sent = Form::fresh(&app, &request)?;
    filled(&app, read_day(&day)?, &sent, None).await
}

/// The form of a day with what was typed.
async fn filled(
    app: &AppState,
    day: NaiveDate,
    sent: &Form,
    refused: Option<VisitRefused>,
) -> Result<Response, Problem> {
    let language = sent.language;
    let (rules, slots) = duties(app).free_slots(day, app.clock.now()).await?;
    let starts = sent.get("starts");
    let page = FormPage {
        say: text::of(language),
        words: duties_text::of(language),
        style: assets::office_style(),
        council: council(app, language).await?.name,
        action: format!("/visit/{day}"),
        date: date(day, language),
        place: rules.place.clone(),
        kept: duties_text::kept(rules.keep_days, language),
        id: sent.typed.id.to_string(),
        code: sent.typed.code.as_str().to_owned(),
        times: times(&rules, &slots, &starts, language),
        name: sent.get("name"),
        contact: sent.get("contact"),
        wish: sent.get("wish"),
        problem: refused.map(|why| (field(why), words::visit_refused(why, language))),
    };
    let status = match refused {
        None => StatusCode::OK,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok((status, html(&page)).into_response())
}

fn times(rules: &VisitRules, slots: &[FreeSlot], typed: &str, language: Language) -> Vec<Time> {
    let words = duties_text::of(language);
    let length = chrono::TimeDelta::minutes(i64::from(rules.slot_minutes));
    let one = |slot: &FreeSlot| {
        let value = time(slot.starts);
        let (ends, _) = slot.starts.overflowing_add_signed(length);
        let said = match slot.free {
            0 => words.full.to_owned(),
            free => format!("{}: {free}", words.seats),
        };
        Time {
            label: format!("{value}–{} ({said})", time(ends)),
            full: slot.free == 0,
            chosen: value == typed,
            value,
        }
    };
    slots.iter().map(one).collect()
}

/// The field a refusal is about.
const fn field(why: VisitRefused) -> &'static str {
    match why {
        VisitRefused::Name => "name",
        VisitRefused::Contact => "contact",
        VisitRefused::Documents | VisitRefused::Reason => "wish",
        VisitRefused::Time
        | VisitRefused::Closed
        | VisitRefused::Full
        | VisitRefused::Over
        | VisitRefused::NotYet
        | VisitRefused::Conflict => "starts",
    }
}

async fn book(
    State(app): State<AppState>,
    Path(day): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let day = read_day(&day)?;
    let mut sent = Form::read(&app, request).await?;
    let Ok(starts) = NaiveTime::parse_from_str(&sent.get("starts"), "%H:%M") else {
        return filled(&app, day, &sent, Some(VisitRefused::Time)).await;
    };
    let wish = Wish {
        id: sent.typed.id,
        starts,
        name: sent.get("name"),
        contact: sent.get("contact"),
        documents: sent.get("wish"),
        secret_hash: sent.typed.code.hash(),
    };
    match duties(&app).book_visit(day, wish).await {
        Ok(own) => {
            let code = &sent.typed.code;
            let shown = Some(code.grouped());
            own_page(&app, own, sent.language, (shown, code.as_str())).await
        }
        Err(Fault::Visit(why)) => {
            if why == VisitRefused::Conflict {
                // The next press sends it as a booking of its own.
                sent.typed =
                    Typed::fresh(sent.language, app.clock.now()).map_err(|_| Kind::Unavailable)?;
            }
            filled(&app, day, &sent, Some(why)).await
        }
        Err(fault) => Err(fault.into()),
    }
}

async fn own_page(
    app: &AppState,
    own: OwnVisit,
    language: Language,
    (shown, code): (Option<String>, &str),
) -> Result<Response, Problem> {
    let words = duties_text::of(language);
    let rules = duties(app).visit_rules().await?.rules;
    Ok(html(&OwnPage {
        say: text::of(language),
        words,
        style: assets::office_style(),
        council: council(app, language).await?.name,
        title: match shown {
            Some(_) => words.booked,
            None => words.booking,
        },
        number: own.number,
        date: date(own.day, language),
        time: time(own.starts),
        stands: words::standing(own.standing, language),
        reason: own.reason,
        place: rules.place,
        code: shown,
        cancel: own.cancels.then(|| code.to_owned()),
    }))
}

async fn ask_mine(State(app): State<AppState>, request: Request) -> Result<Response, Problem> {
    let language = asked(request.uri(), request.headers());
    mine_page(&app, language, String::new(), None).await
}

async fn mine_page(
    app: &AppState,
    language: Language,
    number: String,
    problem: Option<String>,
) -> Result<Response, Problem> {
    let status = match problem {
        None => StatusCode::OK,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = MinePage {
        say: text::of(language),
        words: duties_text::of(language),
        style: assets::office_style(),
        council: council(app, language).await?.name,
        number,
        problem,
    };
    Ok((status, html(&page)).into_response())
}

/// Shows a booking by its number and code, or cancels it.
async fn mine(State(app): State<AppState>, request: Request) -> Result<Response, Problem> {
    let sent = Form::read(&app, request).await?;
    let (language, number, code) = (sent.language, sent.get("number"), sent.get("code"));
    let duties = duties(&app);
    let found = if sent.get("cancel") == "yes" {
        duties.cancel_visit(&number, code.clone()).await
    } else {
        duties.own_visit(&number, &code, app.clock.now()).await
    };
    match found {
        Ok(own) => own_page(&app, own, language, (None, &code)).await,
        Err(Fault::Unknown) => {
            let said = duties_text::of(language).no_such.to_owned();
            mine_page(&app, language, number, Some(said)).await
        }
        Err(Fault::Visit(why)) => {
            let said = words::visit_refused(why, language).to_owned();
            mine_page(&app, language, number, Some(said)).await
        }
        Err(fault) => Err(fault.into()),
    }
}
