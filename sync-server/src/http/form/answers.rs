//! Published answers: the copies without personal data that the council lets everybody read.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use axum::routing::get;
use domain::report::words;
use domain::request::Language;
use domain::sync::paper::PublishedAnswer;
use uuid::Uuid;

use super::text::{self, Say};
use super::typed::pairs;
use super::{asked, council, html};
use crate::http::office::paper::{cabinet, to_save};
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::http::{AppState, assets};

/// The pages.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/answers", get(page))
        .route("/answers/{paper}", get(file))
}

struct Row {
    link: String,
    index: String,
    on: String,
    subject: String,
    size: String,
}

#[derive(Template)]
#[template(path = "answers.html")]
struct AnswersPage {
    say: &'static Say,
    words: &'static Words,
    style: Option<String>,
    council: String,
    rows: Vec<Row>,
    older: Option<String>,
}

/// The sentences of one language; each name is the English meaning.
struct Words {
    title: &'static str,
    lead: &'static str,
    none: &'static str,
    index: &'static str,
    on: &'static str,
    subject: &'static str,
    file: &'static str,
    older: &'static str,
    download: &'static str,
}

const UK: Words = Words {
    title: "Оприлюднені відповіді",
    lead: "Копії відповідей на запити, цікаві не лише запитувачам. Персональні дані з них вилучено.",
    none: "Рада ще не оприлюднила жодної відповіді.",
    index: "Запит №",
    on: "Оприлюднено",
    subject: "Про що",
    file: "Файл",
    older: "Раніші відповіді",
    download: "Завантажити відповідь на запит №",
};

const EN: Words = Words {
    title: "Published answers",
    lead: "Copies of answers to requests that concern not only their requesters. Personal data is removed from them.",
    none: "The council has not published any answer yet.",
    index: "Request No.",
    on: "Published on",
    subject: "Subject",
    file: "File",
    older: "Earlier answers",
    download: "Download the answer to request No.",
};

fn row(answer: PublishedAnswer, language: Language) -> Row {
    Row {
        link: format!("/answers/{}", answer.paper),
        on: words::day(answer.on, language),
        size: size(answer.size, language),
        index: answer.index,
        subject: answer.subject,
    }
}

/// A size as a person reads it.
pub(super) fn size(bytes: u64, language: Language) -> String {
    let kilobytes = bytes.div_ceil(1024);
    let (small, large) = match language {
        Language::Uk => ("КБ", "МБ"),
        Language::En => ("KB", "MB"),
    };
    if kilobytes < 1024 {
        format!("{kilobytes}\u{a0}{small}")
    } else {
        format!("{}\u{a0}{large}", kilobytes.div_ceil(1024))
    }
}

async fn page(State(app): State<AppState>, request: Request) -> Result<Response, Problem> {
    let language = asked(request.uri(), request.headers());
    let query = pairs(request.uri().query().unwrap_or_default().as_bytes());
    let before = query.get("before").and_then(|text| text.parse().ok());
    let council = council(&app, language).await?;
    let (answers, next) = cabinet(&app).published(before).await?;
    let say = text::of(language);
    Ok(html(&AnswersPage {
        say,
        words: match language {
            Language::Uk => &UK,
            Language::En => &EN,
        },
        // The office's: it has the tables.
        style: assets::office_style(),
        council: council.name,
        rows: answers
            .into_iter()
            .map(|answer| row(answer, language))
            .collect(),
        older: next.map(|next| format!("/answers?lang={}&before={next}", say.code)),
    }))
}

async fn file(State(app): State<AppState>, Path(paper): Path<String>) -> Result<Response, Problem> {
    let paper = Uuid::try_parse(&paper).map_err(|_| Kind::NotFound)?;
    let found = cabinet(&app).published_file(paper).await?;
    let (answer, bytes) = found.ok_or(Kind::NotFound)?;
    Ok(to_save(&answer.name, &answer.media, bytes))
}
