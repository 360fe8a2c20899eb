//! What the council has published of its reports: a page for people, a table for machines.

use askama::Template;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::report::{Figures, Section, words};
use domain::request::Language;

use super::text::{self, Say};
use super::{asked, council, html};
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::http::{AppState, assets};
use crate::journal::{JournalError, Publication};
use crate::paper::csv;
use crate::report::open_data;

/// The pages.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/statistics", get(page))
        .route("/statistics/requests.csv", get(table))
        .route("/statistics/datapackage.json", get(description))
}

struct Row {
    name: String,
    count: u64,
    /// Of the greatest number of its table, in hundredths; none where there is nothing to compare.
    share: Option<u64>,
}

struct Table {
    title: &'static str,
    rows: Vec<Row>,
}

struct Period {
    title: String,
    published: String,
    tables: Vec<Table>,
    days: Option<(u32, u32)>,
}

#[derive(Template)]
#[template(path = "statistics.html")]
struct StatisticsPage {
    say: &'static Say,
    style: Option<String>,
    council: String,
    periods: Vec<Period>,
}

fn tables(figures: &Figures, language: Language) -> Vec<Table> {
    let table = |section| {
        let said = |count: &&domain::report::Count| count.count > 0 || section == Section::Total;
        let counts: Vec<_> = figures.section(section).filter(said).collect();
        let most = counts.iter().map(|one| one.count).max().unwrap_or(0).max(1);
        let row = |one: &&domain::report::Count| Row {
            name: words::figure(&one.figure, language),
            count: one.count,
            share: (counts.len() > 1).then(|| one.count * 100 / most),
        };
        Table {
            title: words::section(section, language),
            rows: counts.iter().map(row).collect(),
        }
    };
    let all = Section::ALL.into_iter().map(table);
    all.filter(|table| !table.rows.is_empty()).collect()
}

async fn page(State(app): State<AppState>, request: Request) -> Result<Response, Problem> {
    let language = asked(request.uri(), request.headers());
    let council = council(&app, language).await?;
    let period = |one: Publication| Period {
        title: words::period(one.figures.period, language),
        published: words::day(domain::kyiv::date(one.at), language),
        tables: tables(&one.figures, language),
        days: one.figures.days.map(|days| (days.median, days.ninetieth)),
    };
    let published = app.journal.publications(app.holder).await?;
    Ok(html(&StatisticsPage {
        say: text::of(language),
        // The office's: it has the tables.
        style: assets::office_style(),
        council: council.name,
        periods: published.into_iter().map(period).collect(),
    }))
}

async fn table(State(app): State<AppState>) -> Result<Response, Problem> {
    let published = app.journal.publications(app.holder).await?;
    let bytes = csv::bytes(&open_data::table(&published))?;
    let headers = [
        (header::CONTENT_TYPE, csv::MEDIA),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"requests.csv\"",
        ),
    ];
    Ok((headers, bytes).into_response())
}

async fn description(State(app): State<AppState>) -> Result<Response, Problem> {
    let settings = app.journal.holder(app.holder).await?;
    let settings = settings.ok_or(JournalError::NoHolder)?;
    let published = app.journal.publications(app.holder).await?;
    let described = open_data::description(&settings.council.name_uk, &published);
    let body = serde_json::to_vec_pretty(&described).map_err(|_| Kind::Internal)?;
    let headers = [(header::CONTENT_TYPE, "application/json")];
    Ok((headers, body).into_response())
}
