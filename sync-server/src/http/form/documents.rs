//! The register of documents for everybody: search, one document, the whole as a table.

use std::collections::HashMap;

use askama::Template;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Request, State};
use axum::http::{Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::register::{
    Document, DocumentField, DocumentFilter, DocumentKind, DocumentRow, DocumentsAsk, table, words,
};
use domain::report::words::day;
use domain::request::Language;
use http_body_util::Channel;
use http_body_util::channel::Sender;
use uuid::Uuid;

use super::duties_text::{self, Words};
use super::text::{self, Say};
use super::typed::pairs;
use super::{asked, council, html};
use crate::http::duties::duties;
use crate::http::open_days::read;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::http::{AppState, assets};
use crate::journal::JournalError;
use crate::paper::{Cell, PaperError, Table, csv};

/// Documents read at once for the whole table.
const AT_ONCE: usize = 500;
/// The longest words or keyword of a search.
const LONGEST: usize = 300;

/// The pages.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/documents", get(list))
        .route("/documents/register.csv", get(whole))
        .route("/documents/{id}", get(one))
}

struct Row {
    link: String,
    name: String,
    number: String,
    date: String,
    kind: &'static str,
    restricted: bool,
}

/// What of the form was typed.
struct Typed {
    words: String,
    keyword: String,
    kind: String,
    year: String,
}

#[derive(Template)]
#[template(path = "documents.html")]
struct ListPage {
    say: &'static Say,
    words: &'static Words,
    style: Option<String>,
    council: String,
    typed: Typed,
    /// Code, name, and whether it is chosen.
    kinds: Vec<(&'static str, &'static str, bool)>,
    problem: bool,
    asked: bool,
    rows: Vec<Row>,
    next: Option<String>,
    first: Option<String>,
}

#[derive(Template)]
#[template(path = "document.html")]
struct DocumentPage {
    say: &'static Say,
    words: &'static Words,
    style: Option<String>,
    council: String,
    name: String,
    number: String,
    restricted: bool,
    /// Name, value, and whether the value is the council's own words.
    facts: Vec<(&'static str, String, bool)>,
    keywords_title: &'static str,
    /// Keyword and its search.
    keywords: Vec<(String, String)>,
    copy: String,
}

fn typed(uri: &Uri) -> (Typed, HashMap<String, String>) {
    let mut sent = pairs(uri.query().unwrap_or_default().as_bytes());
    let mut take = |name: &str| {
        let text = sent.remove(name).unwrap_or_default();
        text.trim().chars().take(LONGEST).collect::<String>()
    };
    let typed = Typed {
        words: take("words"),
        keyword: take("keyword"),
        kind: take("kind"),
        year: take("year"),
    };
    (typed, sent)
}

/// The address of a search.
fn address(typed: &Typed, after: Option<&str>, language: Language) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let said = [
        ("words", typed.words.as_str()),
        ("keyword", &typed.keyword),
        ("kind", &typed.kind),
        ("year", &typed.year),
        ("after", after.unwrap_or_default()),
    ];
    for (name, value) in said {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    query.append_pair("lang", text::of(language).code);
    format!("/documents?{}", query.finish())
}

async fn list(State(app): State<AppState>, request: Request) -> Result<Response, Problem> {
    let language = asked(request.uri(), request.headers());
    let (typed, mut rest) = typed(request.uri());
    let year = typed.year.parse::<i32>().ok();
    let year = year.filter(|year| (1_000..=9_999).contains(year));
    let problem = !typed.year.is_empty() && year.is_none();
    let kind = DocumentKind::named(&typed.kind);
    let after = rest.remove("after").filter(|after| !after.is_empty());
    let filter = DocumentFilter {
        words: typed.words.clone(),
        keyword: typed.keyword.clone(),
        kind,
        year,
        out: false,
    };
    let is_asked = filter != DocumentFilter::default();
    let is_first = after.is_none();
    let page = duties(&app)
        .documents(DocumentsAsk { filter, after })
        .await?;
    let kinds = DocumentKind::ALL.map(|one| {
        let chosen = kind == Some(one);
        (one.code(), words::kind(one, language), chosen)
    });
    let next = page.next.as_deref();
    let next = next.map(|next| address(&typed, Some(next), language));
    let first = (!is_first).then(|| address(&typed, None, language));
    let row = |row: DocumentRow| Row {
        link: format!("/documents/{}?lang={}", row.id, text::of(language).code),
        date: date(&row.document, language),
        kind: words::kind(row.document.kind, language),
        restricted: row.document.restriction.is_some(),
        name: row.document.name,
        number: row.document.number,
    };
    Ok(html(&ListPage {
        say: text::of(language),
        words: duties_text::of(language),
        style: assets::office_style(),
        council: council(&app, language).await?.name,
        kinds: kinds.into(),
        problem,
        asked: is_asked,
        rows: page.rows.into_iter().map(row).collect(),
        next,
        first,
        typed,
    }))
}

fn date(document: &Document, language: Language) -> String {
    document
        .day()
        .map(|date| day(date, language))
        .unwrap_or_default()
}

async fn one(
    State(app): State<AppState>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let language = asked(request.uri(), request.headers());
    let id = read(&id)?;
    let document = duties(&app).document(id).await?.ok_or(Kind::NotFound)?;
    let council = council(&app, language).await?.name;
    Ok(html(&page(id, document, council, language)))
}

/// Every item of art. 18 part 1: the register can't be restricted (part 3).
fn page(id: Uuid, document: Document, council: String, language: Language) -> DocumentPage {
    let restriction = document.restriction.clone().unwrap_or_default();
    let on = |date: Option<chrono::NaiveDate>| date.map(|date| day(date, language));
    let facts = [
        (
            DocumentField::Kind,
            words::kind(document.kind, language).to_owned(),
            false,
        ),
        (
            DocumentField::Created,
            on(document.created).unwrap_or_default(),
            false,
        ),
        (
            DocumentField::Received,
            on(document.received).unwrap_or_default(),
            false,
        ),
        (DocumentField::Source, document.source, true),
        (DocumentField::Ground, restriction.ground, true),
        (DocumentField::Term, restriction.term, true),
        (DocumentField::Field, document.field, true),
        (
            DocumentField::Carrier,
            words::carrier(document.carrier, language).to_owned(),
            false,
        ),
        (DocumentField::Form, document.form, true),
        (DocumentField::Place, document.place, true),
    ];
    let facts = facts.into_iter().filter(|(_, value, _)| !value.is_empty());
    let keyword = |word: String| {
        let search = Typed {
            words: String::new(),
            keyword: word.clone(),
            kind: String::new(),
            year: String::new(),
        };
        (word, address(&search, None, language))
    };
    let say = text::of(language);
    DocumentPage {
        say,
        words: duties_text::of(language),
        style: assets::office_style(),
        council,
        restricted: document.restriction.is_some(),
        facts: facts
            .map(|(field, value, own)| (words::field(field, language), value, own))
            .collect(),
        keywords_title: words::field(DocumentField::Keywords, language),
        keywords: document.keywords.into_iter().map(keyword).collect(),
        name: document.name,
        number: document.number,
        copy: format!("/form?document={id}&lang={}", say.code),
    }
}

/// What a request for a copy of this document begins with; nothing if there is no such document.
pub(super) async fn copy_of(
    app: &AppState,
    uri: &Uri,
    language: Language,
) -> Result<Option<String>, Problem> {
    let sent = pairs(uri.query().unwrap_or_default().as_bytes());
    let id = sent.get("document").and_then(|id| Uuid::try_parse(id).ok());
    let Some(id) = id else { return Ok(None) };
    let found = duties(app).document(id).await?;
    Ok(found.map(|document| {
        let date = date(&document, language);
        duties_text::copy_of(&document.name, &document.number, &date, language)
    }))
}

/// The whole register, written while it is read: a hundred thousand documents are never in memory.
async fn whole(State(app): State<AppState>, request: Request) -> Response {
    let language = asked(request.uri(), request.headers());
    let (mut sender, body) = Channel::<Bytes, JournalError>::new(2);
    tokio::spawn(async move {
        if let Err(error) = send(&app, language, &mut sender).await {
            tracing::error!(%error, "the register broke off");
            sender.abort(error);
        }
    });
    let headers = [
        (header::CONTENT_TYPE, csv::MEDIA),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"documents.csv\"",
        ),
    ];
    (headers, Body::new(body)).into_response()
}

async fn send(
    app: &AppState,
    language: Language,
    sender: &mut Sender<Bytes, JournalError>,
) -> Result<(), JournalError> {
    let failed = |error: PaperError| JournalError::Unreadable(error.to_string());
    let headings = DocumentField::ALL.map(|field| words::field(field, language).to_owned());
    let mut part = Table {
        title: String::new(),
        headings: headings.into(),
        rows: Vec::new(),
    };
    let (filter, mut after) = (DocumentFilter::default(), None);
    let mut is_first = true;
    loop {
        let found = duties(app).listed(&filter, after, AT_ONCE).await?;
        let is_last = found.len() < AT_ONCE;
        after = found.last().map(|one| (one.place, one.id));
        part.rows = found
            .iter()
            .map(|one| table::line(&one.document, language))
            .map(|line| line.into_iter().map(Cell::Text).collect())
            .collect();
        let bytes = if is_first {
            csv::bytes(&part)
        } else {
            csv::more(&part.rows)
        };
        is_first = false;
        // The reader went away: nobody is left to tell.
        let sent = sender.send_data(bytes.map_err(failed)?.into()).await;
        if is_last || sent.is_err() {
            return Ok(());
        }
    }
}
