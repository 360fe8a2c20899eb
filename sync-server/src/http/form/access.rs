//! What the council publishes of access to its information, on one page.

use askama::Template;
use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::get;
use chrono::{DateTime, Utc};
use domain::kyiv;
use domain::register::AccessPage as Access;
use domain::report::words::day;
use domain::request::Language;

use super::duties_text::{self, Words};
use super::text::{self, Say};
use super::{asked, council, html};
use crate::duties::PublicAccess;
use crate::http::duties::duties;
use crate::http::problem::Problem;
use crate::http::{AppState, assets};

/// The page.
pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/access", get(page))
}

/// Where a tile leads, what it is called, and what is there.
struct Tile {
    to: String,
    title: &'static str,
    hint: &'static str,
}

/// A text of the council's own.
struct Part {
    title: &'static str,
    text: String,
}

#[derive(Template)]
#[template(path = "access.html")]
struct AccessPage {
    say: &'static Say,
    words: &'static Words,
    style: Option<String>,
    council: String,
    published: Option<String>,
    updated: Option<String>,
    name: String,
    officer: Vec<Part>,
    parts: Vec<Part>,
    /// Name and address.
    acts: Vec<(String, String)>,
    tiles: Vec<Tile>,
}

async fn page(State(app): State<AppState>, request: Request) -> Result<Response, Problem> {
    let language = asked(request.uri(), request.headers());
    let duties = duties(&app);
    let found = duties.public_access().await?;
    let (_, days) = duties.free_days(app.clock.now()).await?;
    let council = council(&app, language).await?.name;
    let page = filled(found, !days.is_empty(), council, language);
    Ok(html(&page))
}

fn filled(found: PublicAccess, books: bool, council: String, language: Language) -> AccessPage {
    let words = duties_text::of(language);
    let on = |at: Option<DateTime<Utc>>| at.map(|at| day(kyiv::date(at), language));
    let (published, updated) = (on(found.published), on(found.updated));
    let tiles = tiles(&found, books, language);
    let Access {
        position,
        name,
        phone,
        email,
        hours,
        place,
        forms,
        request,
        appeal,
        rules,
        acts,
    } = found.page;
    let acts = acts.into_iter().map(|act| (act.title, act.url)).collect();
    AccessPage {
        say: text::of(language),
        words,
        style: assets::office_style(),
        council,
        updated: updated.filter(|updated| Some(updated) != published.as_ref()),
        published,
        name,
        officer: said([
            (words.position, position),
            (words.phone, phone),
            (words.email, email),
            (words.hours, hours),
        ]),
        parts: said([
            (words.place, place),
            (words.forms, forms),
            (words.request, request),
            (words.appeal, appeal),
            (words.rules, rules),
        ]),
        acts,
        tiles,
    }
}

/// What the council has written; what it has not is no part.
fn said<const N: usize>(all: [(&'static str, String); N]) -> Vec<Part> {
    let all = all.into_iter();
    all.filter(|(_, text)| !text.trim().is_empty())
        .map(|(title, text)| Part { title, text })
        .collect()
}

fn tiles(found: &PublicAccess, books: bool, language: Language) -> Vec<Tile> {
    let (say, words) = (text::of(language), duties_text::of(language));
    let here = |path: &str| format!("{path}?lang={}", say.code);
    let tile = |to: String, title, hint| Tile { to, title, hint };
    let mut tiles = vec![
        tile(here("/form"), words.ask, words.ask_hint),
        tile(here("/form/blank"), say.blank, words.blank_hint),
        tile("/".to_owned(), words.app, words.app_hint),
    ];
    if found.also.documents {
        tiles.push(tile(
            here("/documents"),
            words.documents,
            words.documents_hint,
        ));
    }
    if books {
        tiles.push(tile(here("/visit"), words.visit, words.visit_hint));
    }
    if found.also.reports {
        tiles.push(tile(
            here("/statistics"),
            say.statistics,
            words.reports_hint,
        ));
    }
    tiles
}
