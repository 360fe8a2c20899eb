//! Open days as pages: the list, one of them, its calendar. No script is needed.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::open_day::{DayStatus, FileSort, PublicDay, words};
use domain::report::words::day as say_day;
use domain::request::Language;

use super::answers::size;
use super::day_blank::code_of;
use super::day_figures::{Figures, figures, results};
use super::day_map::{Map, span};
use super::days_text::{self, Words};
use super::text::{self, Say};
use super::{asked, council, day_place, day_question, html};
use crate::http::open_days::{days, read};
use crate::http::problem::Problem;
use crate::http::{AppState, assets};
use crate::journal::JournalError;
use crate::open_day::{calendar, papers};

/// The pages that are read.
pub(super) fn looks() -> Router<AppState> {
    Router::new()
        .route("/days", get(list))
        .route("/days/{id}", get(one))
        .route("/days/{id}/event.ics", get(event))
        .merge(day_place::looks())
        .merge(day_question::looks())
}

/// The forms.
pub(super) fn forms() -> Router<AppState> {
    day_place::forms().merge(day_question::forms())
}

struct Row {
    id: String,
    theme: String,
    date: String,
    status: &'static str,
}

#[derive(Template)]
#[template(path = "days.html")]
struct ListPage {
    say: &'static Say,
    words: &'static Words,
    style: Option<String>,
    council: String,
    days: Vec<Row>,
}

#[derive(Template)]
#[template(path = "day.html")]
struct DayPage {
    say: &'static Say,
    words: &'static Words,
    style: Option<String>,
    council: String,
    id: String,
    theme: String,
    date: String,
    status: &'static str,
    purpose: String,
    conduct: String,
    /// What the text below it is: how it went, or why it does not take place.
    summary_title: &'static str,
    summary: String,
    links: Vec<(String, &'static str, String)>,
    programme: Vec<(String, String, String)>,
    slots: Vec<(String, String)>,
    answers: Vec<(String, String, String)>,
    map: Map,
    /// Address and description.
    photos: Vec<(String, String)>,
    /// Address, description, and kind with size.
    materials: Vec<(String, String, String)>,
    figures: Vec<Figures>,
    results: Vec<Figures>,
}

async fn list(State(app): State<AppState>, request: Request) -> Result<Response, Problem> {
    let language = asked(request.uri(), request.headers());
    let all = days(&app).told_list(app.clock.now()).await?;
    let row = |day: PublicDay| Row {
        id: day.id.to_string(),
        theme: day.theme,
        date: say_day(day.date, language),
        status: words::status(day.status, language),
    };
    Ok(html(&ListPage {
        say: text::of(language),
        words: days_text::of(language),
        style: assets::office_style(),
        council: council(&app, language).await?.name,
        days: all.into_iter().map(row).collect(),
    }))
}

async fn one(
    State(app): State<AppState>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let language = asked(request.uri(), request.headers());
    let day = days(&app).public(read(&id)?, app.clock.now()).await?;
    let council = council(&app, language).await?.name;
    Ok(html(&day_page(day, council, language)))
}

fn day_page(day: PublicDay, council: String, language: Language) -> DayPage {
    let say = days_text::of(language);
    let id = day.id.to_string();
    let links = links(&day, &id, language);
    let part = |item: &domain::open_day::ProgrammeItem| {
        let form = words::form(item.form, language);
        let where_and_who = [item.site.as_str(), item.unit.as_str()];
        let rest: Vec<&str> = where_and_who
            .into_iter()
            .filter(|one| !one.is_empty())
            .collect();
        (
            span(item.starts, item.ends),
            format!("{form}: {}", item.title),
            rest.join(", "),
        )
    };
    let slots = day.slots.iter();
    let slots = slots.map(|slot| {
        (
            span(slot.starts, slot.ends),
            format!("{} / {}", slot.free, slot.places),
        )
    });
    let answers = day.answers.iter();
    let answers = answers.map(|one| (one.number.clone(), one.text.clone(), one.answer.clone()));
    let (photos, materials): (Vec<_>, Vec<_>) = day
        .files
        .iter()
        .partition(|file| file.sort == FileSort::Photo);
    let photos = photos.into_iter();
    let photos = photos.map(|file| (file_path(&id, file.id), file.about.clone()));
    let material = |file: &domain::open_day::PublicFile| {
        let ending = file.name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let kind = format!("{}, {}", ending.to_uppercase(), size(file.size, language));
        (file_path(&id, file.id), file.about.clone(), kind)
    };
    let materials = materials.into_iter().map(material);
    let summed_up = day.figures.as_ref();
    DayPage {
        say: text::of(language),
        words: say,
        style: assets::office_style(),
        council,
        date: say_day(day.date, language),
        status: words::status(day.status, language),
        links,
        programme: day.programme.iter().map(part).collect(),
        slots: slots.collect(),
        answers: answers.collect(),
        map: Map::of(&day.programme, &day.maps, language, |map| {
            file_path(&id, map)
        }),
        photos: photos.collect(),
        materials: materials.collect(),
        figures: summed_up.map_or_else(Vec::new, |all| figures(all, language)),
        results: summed_up.map_or_else(Vec::new, |all| results(all, language)),
        id,
        theme: day.theme,
        purpose: day.purpose,
        conduct: day.conduct,
        summary_title: if day.status == DayStatus::Cancelled {
            say.why_cancelled
        } else {
            say.summary
        },
        summary: day.summary,
    }
}

fn file_path(day: &str, file: uuid::Uuid) -> String {
    format!("/days/{day}/files/{file}")
}

fn links(day: &PublicDay, id: &str, language: Language) -> Vec<(String, &'static str, String)> {
    let say = days_text::of(language);
    let to = |what: &str| format!("/days/{id}/{what}?lang={}", code_of(language));
    let mut links = Vec::new();
    if day.survey_open {
        let until = format!(
            "{} {}",
            say.survey_until,
            say_day(day.survey_until, language)
        );
        links.push((to("survey"), say.survey, until));
        links.push((to("blank"), say.blank_link, say.blank_lead.to_owned()));
    }
    if day.booking_open {
        links.push((to("place"), say.place, say.place_lead.to_owned()));
    }
    // Who is a little late needs the code too.
    if day.booking_open || day.status == DayStatus::Published {
        links.push((to("mine"), say.mine, say.mine_lead.to_owned()));
    }
    if day.questions_open {
        links.push((to("question"), say.ask, say.ask_lead.to_owned()));
    }
    links
}

async fn event(State(app): State<AppState>, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = read(&id)?;
    let days = days(&app);
    let public = days.public(id, app.clock.now()).await?;
    let mut day = days.card(id).await?.day;
    // Before it is published there is a survey for everybody to see, and no programme. What stands in
    // somebody's calendar is cancelled at the times it stands there.
    if day.called_off != Some(DayStatus::Published) {
        day.programme = public.programme;
    }
    let settings = app.journal.holder(app.holder).await?;
    let council = settings.ok_or(JournalError::NoHolder)?.council.name_uk;
    let headers = [
        (header::CONTENT_TYPE, papers::CALENDAR),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"open-day.ics\"",
        ),
    ];
    Ok((headers, calendar(id, &day, &council, app.clock.now())).into_response())
}
