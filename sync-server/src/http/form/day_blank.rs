//! What the forms of open days have in common: the form itself, and the page that says what came of
//! it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::request::Language;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::{ECL, QRBuilder};

use super::day_survey::Device;
use super::days_form::Field;
use super::days_text::{self, Words};
use super::sent::Form;
use super::text::{self, Say};
use super::typed::Typed;
use super::{council, html};
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::http::{AppState, assets};
use crate::open_day::Fault;

#[derive(Template)]
#[template(path = "day_form.html")]
struct FormPage {
    say: &'static Say,
    words: &'static Words,
    style: Option<String>,
    council: String,
    title: &'static str,
    lead: String,
    action: String,
    id: String,
    code: String,
    fields: Vec<Field>,
    problem: String,
    first: String,
    send: &'static str,
    back: Option<String>,
    /// Of a survey.
    device: Option<Device>,
}

#[derive(Template)]
#[template(path = "day_done.html")]
struct DonePage {
    say: &'static Say,
    words: &'static Words,
    style: Option<String>,
    council: String,
    title: &'static str,
    number: String,
    lines: Vec<String>,
    code: String,
    code_hint: &'static str,
    /// The code as a picture, for the camera at the door.
    qr: String,
    cancel: String,
    back: String,
}

pub(super) fn code_of(language: Language) -> &'static str {
    text::of(language).code
}

pub(super) fn day_path(id: &str, language: Language) -> String {
    format!("/days/{id}?lang={}", code_of(language))
}

/// A form to be filled in.
pub(super) struct Blank<'a> {
    pub(super) title: &'static str,
    pub(super) lead: String,
    pub(super) action: String,
    pub(super) fields: Vec<Field>,
    pub(super) send: &'static str,
    pub(super) typed: Option<&'a Typed>,
    pub(super) day: Option<&'a str>,
    pub(super) device: Option<Device>,
}

pub(super) async fn blank(
    app: &AppState,
    language: Language,
    blank: Blank<'_>,
    problem: Option<&Problem>,
) -> Result<Response, Problem> {
    let said = problem.map(|problem| problem.details(language));
    let status = said.as_ref().map_or(200, |said| said.status);
    let problem = said.map(|said| said.detail.unwrap_or(said.title));
    let page = FormPage {
        say: text::of(language),
        words: days_text::of(language),
        style: assets::office_style(),
        council: council(app, language).await?.name,
        title: blank.title,
        lead: blank.lead,
        action: blank.action,
        id: blank
            .typed
            .map(|typed| typed.id.to_string())
            .unwrap_or_default(),
        code: blank
            .typed
            .map(|typed| typed.code.as_str().to_owned())
            .unwrap_or_default(),
        first: blank.fields.first().map(Field::first).unwrap_or_default(),
        fields: blank.fields,
        problem: problem.unwrap_or_default(),
        send: blank.send,
        back: blank.day.map(|id| day_path(id, language)),
        device: blank.device,
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    Ok((status, html(&page)).into_response())
}

/// After a conflict the next press sends it as something of its own.
pub(super) fn renew(app: &AppState, form: &mut Form, problem: &Problem) -> Result<(), Problem> {
    if problem.details(form.language).status == StatusCode::CONFLICT.as_u16() {
        form.typed = Typed::fresh(form.language, app.clock.now()).map_err(|_| Kind::Unavailable)?;
    }
    Ok(())
}

/// Nothing at an address is nothing under a number or code.
pub(super) fn unknown(fault: Fault) -> Problem {
    match fault {
        Fault::Unknown => Problem::from(Kind::NotFound).saying(
            "Такого номера немає або код не від нього. Перевірте кожну літеру.".to_owned(),
            "There is no such number, or the code is not its. Check each letter.".to_owned(),
        ),
        other => other.into(),
    }
}

/// What a code opens.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Opens {
    /// The answer to a question.
    #[default]
    Answer,
    /// A booking, which it cancels too.
    Booking,
    /// A booking that has a place, and so the door.
    Door,
}

/// The page that says what came of a form. The code is given with its hint and what it opens.
pub(super) async fn done(
    app: &AppState,
    language: Language,
    day: &str,
    (title, number): (&'static str, &str),
    lines: Vec<String>,
    code: Option<(String, &'static str, Opens)>,
) -> Result<Response, Problem> {
    let (code, code_hint, opens) = code.unwrap_or_default();
    let cancels = opens != Opens::Answer;
    let qr = if opens == Opens::Door {
        qr(&code)
    } else {
        None
    };
    let back = if day.is_empty() {
        format!("/days?lang={}", code_of(language))
    } else {
        day_path(day, language)
    };
    Ok(html(&DonePage {
        say: text::of(language),
        words: days_text::of(language),
        style: assets::office_style(),
        council: council(app, language).await?.name,
        title,
        number: if number.is_empty() {
            String::new()
        } else {
            format!("№ {number}")
        },
        lines,
        code,
        code_hint,
        qr: qr.unwrap_or_default(),
        cancel: if cancels {
            format!("/days/{day}/mine")
        } else {
            String::new()
        },
        back,
    }))
}

/// A code as a QR code in SVG. Without its dashes: what has letters and digits only makes a coarser
/// picture, which a camera reads from further away.
fn qr(code: &str) -> Option<String> {
    let bare: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    let drawn = QRBuilder::new(bare).ecl(ECL::M).build().ok()?;
    Some(SvgBuilder::default().to_str(&drawn))
}
