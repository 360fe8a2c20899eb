//! What of an open day is printed, and its photos and materials: the blank of the questionnaire, the
//! programme for the wall, the list on which the plan is acknowledged.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use domain::open_day::{DayMap, FileSort, OpenDay, words};
use domain::report::words::day as say_day;
use domain::request::Language;
use domain::sync::wire::Council;

use super::day_map::{Map, span};
use super::days_text::{self, Words};
use super::text::{self, Say};
use super::{asked, html};
use crate::http::office::file::{POLICY, disposition};
use crate::http::office::paper::to_save;
use crate::http::open_days::{days, read};
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::http::{AppState, assets};
use crate::journal::JournalError;
use crate::open_day::blank::{NUMBER, Questionnaire, TITLE};
use crate::open_day::report::acknowledgement;
use crate::paper::Cell;
use crate::paper::docx;

/// What is printed.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/days/{id}/blank", get(blank))
        .route("/days/{id}/blank.docx", get(blank_docx))
        .route("/days/{id}/programme", get(wall))
}

/// Files of the page, of which a page may want many at once.
pub(super) fn files() -> Router<AppState> {
    Router::new().route("/days/{id}/files/{file}", get(file))
}

#[derive(Template)]
#[template(path = "day_blank.html")]
struct BlankPage {
    say: &'static Say,
    words: &'static Words,
    style: Option<String>,
    council: String,
    id: String,
    title: &'static str,
    number: &'static str,
    blank: Questionnaire,
}

#[derive(Template)]
#[template(path = "day_blank_paper.html")]
struct BlankPaper {
    style: Option<String>,
    title: &'static str,
    number: &'static str,
    blank: Questionnaire,
}

/// The programme as it hangs on the wall, in Ukrainian.
struct Wall {
    council: String,
    theme: String,
    date: String,
    /// Time, what, and where.
    parts: Vec<(String, String, String)>,
    slots: String,
    conduct: String,
}

#[derive(Template)]
#[template(path = "day_wall.html")]
struct WallPage {
    say: &'static Say,
    words: &'static Words,
    style: Option<String>,
    council: String,
    id: String,
    wall: Wall,
    map: Map,
}

#[derive(Template)]
#[template(path = "day_wall_paper.html")]
struct WallPaper {
    style: Option<String>,
    wall: Wall,
    map: Map,
}

struct Signing {
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
}

#[derive(Template)]
#[template(path = "day_acknowledgement.html")]
struct AcknowledgementPaper {
    style: Option<String>,
    council: String,
    heading: String,
    lead: String,
    table: Signing,
}

impl Wall {
    fn of(day: &OpenDay, council: &str) -> Self {
        let part = |item: &domain::open_day::ProgrammeItem| {
            let form = words::form(item.form, Language::Uk);
            let time = span(item.starts, item.ends);
            (time, format!("{form}: {}", item.title), item.site.clone())
        };
        let slots: Vec<String> = day
            .slots
            .iter()
            .map(|slot| span(slot.starts, slot.ends))
            .collect();
        Self {
            council: council.to_owned(),
            theme: day.theme.clone(),
            date: say_day(day.date, Language::Uk),
            parts: day.programme.iter().map(part).collect(),
            slots: slots.join(", "),
            conduct: day.conduct.clone(),
        }
    }
}

/// The paper of this name to be printed by the office; none when it is no paper of this kind. The
/// pictures of the maps are at the addresses made of their ids.
pub(in crate::http) fn to_print(
    name: &str,
    (day, maps): (&OpenDay, &[DayMap]),
    council: &Council,
    picture: impl Fn(uuid::Uuid) -> String,
) -> Option<Result<Response, Problem>> {
    let style = assets::office_style();
    let page = match name {
        "blank.html" => BlankPaper {
            style,
            title: TITLE,
            number: NUMBER,
            blank: Questionnaire::of(day, council),
        }
        .render(),
        "programme.html" => WallPaper {
            style,
            wall: Wall::of(day, &council.name_uk),
            map: Map::of(&day.programme, maps, Language::Uk, picture),
        }
        .render(),
        "acknowledgement.html" => signing(day, &council.name_uk, style).render(),
        _ => return None,
    };
    let page = page.map_err(|error| {
        tracing::error!(%error, "a paper of a day was not rendered");
        Kind::Internal.into()
    });
    Some(page.map(|page| Html(page).into_response()))
}

fn signing(day: &OpenDay, council: &str, style: Option<String>) -> AcknowledgementPaper {
    let table = acknowledgement(day);
    let text = |cell: Cell| match cell {
        Cell::Text(text) => text,
        Cell::Count(number) => number.to_string(),
        Cell::Day(day) => say_day(day, Language::Uk),
        Cell::Empty => String::new(),
    };
    let rows = table.rows.into_iter();
    let rows = rows.map(|row| row.into_iter().map(text).collect());
    AcknowledgementPaper {
        style,
        council: council.to_owned(),
        heading: "Аркуш ознайомлення з планом Дня відкритих дверей".to_owned(),
        lead: format!(
            "День відкритих дверей «{}» {} План склав: {}.",
            day.theme,
            say_day(day.date, Language::Uk),
            day.planned_by
        ),
        table: Signing {
            headings: table.headings,
            rows: rows.collect(),
        },
    }
}

async fn council(app: &AppState) -> Result<Council, Problem> {
    let settings = app.journal.holder(app.holder).await?;
    Ok(settings.ok_or(JournalError::NoHolder)?.council)
}

/// The questionnaire of a day, as long as it is asked.
async fn questionnaire(app: &AppState, id: &str) -> Result<Questionnaire, Problem> {
    let (id, days) = (read(id)?, days(app));
    if !days.public(id, app.clock.now()).await?.survey_open {
        return Err(Kind::DayClosed.into());
    }
    let day = days.card(id).await?.day;
    Ok(Questionnaire::of(&day, &council(app).await?))
}

async fn blank(
    State(app): State<AppState>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let language = asked(request.uri(), request.headers());
    let blank = questionnaire(&app, &id).await?;
    Ok(html(&BlankPage {
        say: text::of(language),
        words: days_text::of(language),
        style: assets::office_style(),
        council: super::council(&app, language).await?.name,
        id,
        title: TITLE,
        number: NUMBER,
        blank,
    }))
}

async fn blank_docx(
    State(app): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let bytes = questionnaire(&app, &id).await?.docx()?;
    Ok(to_save("Анкета.docx", docx::MEDIA, bytes))
}

/// The programme of a day that is announced.
async fn wall(
    State(app): State<AppState>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let language = asked(request.uri(), request.headers());
    let day = read(&id)?;
    let public = days(&app).public(day, app.clock.now()).await?;
    if public.programme.is_empty() {
        return Err(Kind::NotFound.into());
    }
    let day = days(&app).card(day).await?.day;
    let holder = council(&app).await?.name_uk;
    Ok(html(&WallPage {
        say: text::of(language),
        words: days_text::of(language),
        style: assets::office_style(),
        council: super::council(&app, language).await?.name,
        wall: Wall::of(&day, &holder),
        map: Map::of(&day.programme, &public.maps, Language::Uk, |map| {
            format!("/days/{id}/files/{map}")
        }),
        id,
    }))
}

/// A photo in the page, or a material to be saved; confirmed ones only.
async fn file(
    State(app): State<AppState>,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let found = days(&app).file(read(&id)?, read(&file)?, true);
    let (file, bytes) = found.await?;
    if file.sort == FileSort::Material {
        return Ok(to_save(&file.name, &file.media, bytes));
    }
    let headers = [
        (header::CONTENT_TYPE, file.media),
        (
            header::CONTENT_DISPOSITION,
            disposition(&file.name).replacen("attachment", "inline", 1),
        ),
        // Short, so that a photo the council hides is gone soon.
        (header::CACHE_CONTROL, "public, max-age=300".to_owned()),
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
