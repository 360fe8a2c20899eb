//! A question to an open day: asked, and its answer found.

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use axum::routing::get;
use domain::open_day::question::{Concern, NewQuestion};
use domain::open_day::survey::Channel;
use domain::open_day::{FindQuestion, VERSION, words};
use domain::request::Language;

use super::asked;
use super::day_blank::{Blank, Opens, blank, done, renew, unknown};
use super::days_form::{self, Choice, Field};
use super::days_text;
use super::sent::Form;
use super::text;
use crate::http::AppState;
use crate::http::open_days::{days, read};
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;

/// The page that is read.
pub(super) fn looks() -> Router<AppState> {
    Router::new().route("/days/question", get(ask_answer).post(find_answer))
}

/// The form.
pub(super) fn forms() -> Router<AppState> {
    Router::new().route("/days/{id}/question", get(question).post(ask))
}

fn question_blank<'a>(form: &'a Form, id: &'a str) -> Blank<'a> {
    let (language, say) = (form.language, days_text::of(form.language));
    let concern = form.get("concern");
    let concerns = Concern::ALL.map(|one| {
        let label = words::concern(one, language).to_owned();
        Choice::of("concern", one.code(), label, &concern)
    });
    Blank {
        title: say.ask,
        lead: say.ask_lead.to_owned(),
        action: format!("/days/{id}/question"),
        fields: vec![
            Field::area("text", say.text, form.get("text")),
            Field::select("concern", say.concern, concerns.into()),
            Field::line("name", text::of(language).name, form.get("name"), "name").optional(),
            Field::line("contact", say.contact, form.get("contact"), "off").optional(),
        ],
        send: days_form::send(language),
        typed: Some(&form.typed),
        day: Some(id),
        device: None,
    }
}

async fn question(
    State(app): State<AppState>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let form = Form::fresh(&app, &request)?;
    let day = days(&app).public(read(&id)?, app.clock.now()).await?;
    if !day.questions_open {
        return Err(Kind::DayClosed.into());
    }
    blank(&app, form.language, question_blank(&form, &id), None).await
}

async fn ask(
    State(app): State<AppState>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let mut form = Form::read(&app, request).await?;
    let concern = form.get("concern");
    let concern = Concern::ALL.into_iter().find(|one| one.code() == concern);
    let asked = NewQuestion {
        v: VERSION,
        concern: concern.unwrap_or_default(),
        text: form.get("text"),
        name: form.get("name"),
        contact: form.get("contact"),
        code_hash: form.typed.code.hash(),
        channel: Channel::Web,
    };
    let say = days_text::of(form.language);
    match days(&app).ask(read(&id)?, form.typed.id, asked).await {
        Ok(told) => {
            let code = Some((form.typed.code.grouped(), say.ask_code, Opens::Answer));
            let lines = vec![say.asked_told.to_owned(), form.get("text")];
            done(
                &app,
                form.language,
                &id,
                (say.asked, &told.number),
                lines,
                code,
            )
            .await
        }
        Err(fault) => {
            let problem = Problem::from(fault);
            renew(&app, &mut form, &problem)?;
            let page = question_blank(&form, &id);
            blank(&app, form.language, page, Some(&problem)).await
        }
    }
}

fn find_blank(language: Language, number: String) -> Blank<'static> {
    let say = days_text::of(language);
    Blank {
        title: say.find_title,
        lead: say.find_lead.to_owned(),
        action: "/days/question".to_owned(),
        fields: vec![
            Field::line("number", say.number, number, "off"),
            Field::line("code", text::of(language).code_title, String::new(), "off"),
        ],
        send: text::of(language).find,
        typed: None,
        day: None,
        device: None,
    }
}

async fn ask_answer(State(app): State<AppState>, request: Request) -> Result<Response, Problem> {
    let language = asked(request.uri(), request.headers());
    blank(&app, language, find_blank(language, String::new()), None).await
}

async fn find_answer(State(app): State<AppState>, request: Request) -> Result<Response, Problem> {
    let form = Form::read(&app, request).await?;
    let (language, number) = (form.language, form.get("number"));
    let asked = FindQuestion {
        number: number.clone(),
        id: None,
        code: form.get("code"),
    };
    let found = match days(&app).find_question(&asked).await {
        Ok(found) => found,
        Err(fault) => {
            let page = find_blank(language, number);
            return blank(&app, language, page, Some(&unknown(fault))).await;
        }
    };
    let say = days_text::of(language);
    let mut lines = vec![found.text];
    if !found.addressee.is_empty() {
        lines.push(found.addressee);
    }
    lines.push(match (found.answer.is_empty(), found.request.is_empty()) {
        (false, _) => found.answer,
        (true, false) => format!("{} {}", say.request, found.request),
        (true, true) => say.no_answer.to_owned(),
    });
    let title = words::question_status(found.status, language);
    done(&app, language, "", (title, &found.number), lines, None).await
}
