use askama::Template as _;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use domain::request::{Deed, LetterKind};
use domain::sync::letter::{
    LetterPreview, MAX_TEMPLATE, NewTemplate, Preview, Template, TemplateProblem, Templates, check,
};
use domain::sync::wire::ProblemDetails;

use super::card::read_id;
use super::file::disposition;
use super::paper::cabinet;
use super::session::SignedIn;
use crate::http::answer::Answer;
use crate::http::body::Sent;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::http::{AppState, assets};
use crate::journal::{HolderSettings, JournalError};
use crate::letter::template::{standard, title};
use crate::letter::{Letter, letter, sample};
use crate::paper;

/// The letter as a page to be printed.
#[derive(askama::Template)]
#[template(path = "letter.html")]
struct LetterPage {
    style: Option<String>,
    letter: Letter,
}

/// A letter that tells of an event of a request: as DOCX to be saved, or as a page to be printed.
#[utoipa::path(
    get,
    path = "/api/v1/office/requests/{id}/letters/{letter}",
    tag = "office",
    security(("session" = [])),
    params(
        ("id" = uuid::Uuid, Path, description = "The submission's id"),
        ("letter" = String, Path, description = "The event's number, from 1 for the registration, the kind and the form: 1-acknowledgement.docx, 3-refusal.html"),
    ),
    responses(
        (status = 200, description = "The letter", body = Vec<u8>,
            content_type = "application/octet-stream"),
        (status = 400, description = "The address is no text", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 404, description = "No such request, or its event is told by no such letter",
            body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn show(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path((id, name)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (n, kind, form) = read_name(&name).ok_or(Kind::NotFound)?;
    let id = read_id(&id)?;
    let mut found = app.journal.cases(app.holder, vec![id]).await?;
    let record = found.pop().filter(|record| signed_in.sees(record));
    let record = record.ok_or(Kind::NotFound)?;
    let settings = app.journal.holder(app.holder).await?;
    let settings = settings.ok_or(JournalError::NoHolder)?;
    let papers = cabinet(&app).whole(id).await?.papers;
    let letter = letter(kind, n, &record, &settings, &signed_in.officer, &papers);
    let letter = letter.ok_or(Kind::NotFound)?;
    match form {
        Form::Docx => {
            let index = record.registered.index.text.replace('/', "-");
            let name = format!("{} {index}.docx", letter.title);
            let headers = [
                (header::CONTENT_TYPE, paper::docx::MEDIA.to_owned()),
                (header::CONTENT_DISPOSITION, disposition(&name)),
            ];
            Ok((headers, letter.docx()?).into_response())
        }
        Form::Page => {
            let style = assets::office_style();
            let page = LetterPage { style, letter }.render();
            let page = page.map_err(|error| {
                tracing::error!(%error, "a letter was not rendered");
                Kind::Internal
            })?;
            Ok(Html(page).into_response())
        }
    }
}

enum Form {
    Docx,
    Page,
}

fn read_name(name: &str) -> Option<(usize, LetterKind, Form)> {
    let (name, form) = match name.rsplit_once('.')? {
        (name, "docx") => (name, Form::Docx),
        (name, "html") => (name, Form::Page),
        _ => return None,
    };
    let (n, kind) = name.split_once('-')?;
    Some((n.parse().ok()?, LetterKind::named(kind)?, form))
}

/// The texts letters are made of.
#[utoipa::path(
    get,
    path = "/api/v1/office/letters",
    tag = "office",
    security(("session" = [])),
    responses(
        (status = 200, description = "A template a kind", body = Templates,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn templates(
    State(app): State<AppState>,
    _signed_in: SignedIn,
) -> Result<Answer<Templates>, Problem> {
    let settings = app.journal.holder(app.holder).await?;
    Ok(Answer(listed(&settings.ok_or(JournalError::NoHolder)?)))
}

/// Changes the text of a kind of letter, or takes the council's own back.
#[utoipa::path(
    put,
    path = "/api/v1/office/letters",
    tag = "office",
    security(("session" = [])),
    request_body(content = NewTemplate, content_type = "application/json"),
    responses(
        (status = 200, description = "The templates as they are now", body = Templates,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role changes no templates, or asked by another site",
            body = ProblemDetails, content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "It names what is unknown, or lacks what the Law asks for",
            body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn put_template(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Sent(new): Sent<NewTemplate>,
) -> Result<Answer<Templates>, Problem> {
    signed_in.may(Deed::EditLetters)?;
    let text = new.text.trim().to_owned();
    let standard = standard(new.kind);
    let own = (!text.is_empty() && text != standard.text).then_some(text);
    if let Some(text) = &own {
        check(text, &standard.known(), standard.required).map_err(|found| wrong(&found))?;
    }
    let settings = app.journal.put_template(app.holder, new.kind, own).await?;
    Ok(Answer(listed(&settings)))
}

/// What a text would make of a letter: filled in with a request, or with a made-up one.
#[utoipa::path(
    post,
    path = "/api/v1/office/letters/preview",
    tag = "office",
    security(("session" = [])),
    request_body(content = Preview, content_type = "application/json"),
    responses(
        (status = 200, description = "The letter's title and paragraphs", body = LetterPreview,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "Asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 404, description = "No such request", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "It names what is unknown, or lacks what the Law asks for",
            body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn preview(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Sent(asked): Sent<Preview>,
) -> Result<Answer<LetterPreview>, Problem> {
    let standard = standard(asked.kind);
    let text = asked.text.trim();
    let text = if text.is_empty() { standard.text } else { text };
    check(text, &standard.known(), standard.required).map_err(|found| wrong(&found))?;
    let settings = app.journal.holder(app.holder).await?;
    let settings = settings.ok_or(JournalError::NoHolder)?;
    let record = match asked.request {
        None => None,
        Some(id) => {
            let mut found = app.journal.cases(app.holder, vec![id]).await?;
            let record = found.pop().filter(|record| signed_in.sees(record));
            Some(record.ok_or(Kind::NotFound)?)
        }
    };
    let (paragraphs, real) = sample::paragraphs(asked.kind, text, record.as_ref(), &settings);
    Ok(Answer(LetterPreview {
        title: title(asked.kind).to_owned(),
        paragraphs,
        real,
    }))
}

/// Names everything that is wrong with a template.
fn wrong(found: &[TemplateProblem]) -> Problem {
    let say = |problem: &TemplateProblem| match problem {
        TemplateProblem::Unknown { name } => (
            format!("Назва «{name}» невідома."),
            format!("The name “{name}” is not known."),
        ),
        TemplateProblem::Missing { name } => (
            format!("Бракує обов’язкової назви «{name}»."),
            format!("The required name “{name}” is missing."),
        ),
        TemplateProblem::Brace => (
            "Фігурна дужка не має пари.".to_owned(),
            "A brace has no pair.".to_owned(),
        ),
        TemplateProblem::TooLong => (
            format!("Скоротіть текст до {MAX_TEMPLATE} знаків."),
            format!("Shorten the text to {MAX_TEMPLATE} characters."),
        ),
    };
    let (uk, en): (Vec<String>, Vec<String>) = found.iter().map(say).unzip();
    Problem::from(Kind::WrongTemplate).saying(uk.join(" "), en.join(" "))
}

fn listed(settings: &HolderSettings) -> Templates {
    let names = |all: &[&str]| all.iter().map(|name| (*name).to_owned()).collect();
    let of = |kind: LetterKind| {
        let standard = standard(kind);
        Template {
            kind,
            text: settings.template(kind).to_owned(),
            standard: !settings.letters.contains_key(&kind),
            known: names(&standard.known()),
            required: names(standard.required),
        }
    };
    Templates {
        templates: LetterKind::ALL.map(of).into(),
    }
}
