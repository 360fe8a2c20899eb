//! The survey of an open day as a page. It works without a script; with one, a program on the phone
//! takes over the same form and goes on without a network (`app/src/survey`).

use askama::Template;
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::open_day::survey::{Channel, SurveyAnswer};
use domain::open_day::{PublicDay, VERSION, survey_window};
use domain::request::Language;
use uuid::Uuid;

use super::day_blank::{Blank, blank, done, renew};
use super::days_form;
use super::days_text::{self, Words};
use super::sent::Form;
use super::text::{self, Say};
use super::typed::moment;
use super::{council, html};
use crate::http::open_days::{days, read};
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::http::{AppState, assets};
use crate::open_day::Fault;

/// The form.
pub(super) fn forms() -> Router<AppState> {
    Router::new().route("/days/{id}/survey", get(survey).post(answer))
}

/// The survey's page when there is nothing to answer: what a phone has kept of it is told there.
#[derive(Template)]
#[template(path = "day_survey_over.html")]
struct OverPage {
    say: &'static Say,
    words: &'static Words,
    style: Option<String>,
    council: String,
    title: String,
    detail: String,
    device: Device,
}

/// What the program on a phone has to know to work with a survey's page without a network.
pub(super) struct Device {
    pub(super) day: String,
    /// The first instant after the survey: milliseconds since 1970, UTC.
    pub(super) ends: i64,
    /// The questions as JSON.
    pub(super) questions: String,
    /// The program, in the order its parts are run.
    pub(super) scripts: Vec<assets::Script>,
}

impl Device {
    fn of(day: &PublicDay) -> Result<Self, Problem> {
        Ok(Self {
            day: day.id.to_string(),
            ends: survey_window(day.date).ends_at().timestamp_millis(),
            questions: serde_json::to_string(&day.survey).map_err(|_| Kind::Internal)?,
            scripts: assets::survey(),
        })
    }
}

fn survey_blank<'a>(form: &'a Form, id: &'a str, day: &PublicDay) -> Result<Blank<'a>, Problem> {
    let say = days_text::of(form.language);
    Ok(Blank {
        title: say.survey,
        lead: say.survey_lead.to_owned(),
        action: format!("/days/{id}/survey"),
        fields: days_form::survey(&day.survey, &form.values, form.language),
        send: say.survey_send,
        typed: Some(&form.typed),
        day: Some(id),
        device: Some(Device::of(day)?),
    })
}

/// The survey can't be answered; what a phone has kept of it can still be told and sent.
async fn over(
    app: &AppState,
    language: Language,
    id: Uuid,
    problem: &Problem,
) -> Result<Response, Problem> {
    let said = problem.details(language);
    let page = OverPage {
        say: text::of(language),
        words: days_text::of(language),
        style: assets::office_style(),
        council: council(app, language).await?.name,
        title: said.title,
        detail: said.detail.unwrap_or_default(),
        device: Device {
            day: id.to_string(),
            ends: 0,
            questions: String::new(),
            scripts: assets::survey(),
        },
    };
    let status = StatusCode::from_u16(said.status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    Ok((status, html(&page)).into_response())
}

async fn survey(
    State(app): State<AppState>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let form = Form::fresh(&app, &request)?;
    let day_id = read(&id)?;
    let day = match days(&app).public(day_id, app.clock.now()).await {
        Ok(day) if day.survey_open => day,
        Ok(_) => return over(&app, form.language, day_id, &Kind::DayClosed.into()).await,
        Err(Fault::Unknown) => {
            return over(&app, form.language, day_id, &Kind::NotFound.into()).await;
        }
        Err(fault) => return Err(fault.into()),
    };
    let page = survey_blank(&form, &id, &day)?;
    blank(&app, form.language, page, None).await
}

async fn answer(
    State(app): State<AppState>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let mut form = Form::read(&app, request).await?;
    let day = days(&app).public(read(&id)?, app.clock.now()).await?;
    let answer = SurveyAnswer {
        v: VERSION,
        channel: Channel::Web,
        // The same at every repetition, so that a form sent twice is one answer.
        finished_at: moment(form.typed.id),
        replies: days_form::replies(&day.survey, &form.values),
    };
    let sent = days(&app).answer(day.id, form.typed.id, answer).await;
    if let Err(fault) = sent {
        let problem = Problem::from(fault);
        renew(&app, &mut form, &problem)?;
        let page = survey_blank(&form, &id, &day)?;
        return blank(&app, form.language, page, Some(&problem)).await;
    }
    let say = days_text::of(form.language);
    let lines = vec![say.survey_thanks.to_owned()];
    done(&app, form.language, &id, (say.survey_done, ""), lines, None).await
}
