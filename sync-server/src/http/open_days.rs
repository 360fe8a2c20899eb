//! Open days for everybody: what is announced, answers to surveys, places, questions.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use domain::open_day::question::NewQuestion;
use domain::open_day::survey::SurveyAnswer;
use domain::open_day::{
    AnswerTold, BookPlace, CancelPlace, FindQuestion, FoundQuestion, PlaceTold, PublicDay,
    PublicDays, QuestionTold, words,
};
use domain::request::Language;
use domain::sync::wire::PROBLEM_MEDIA;
use serde_json::json;
use utoipa::openapi::{RefOr, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::AppState;
use super::answer::Answer;
use super::body::Sent;
use super::problem::Problem;
use super::problem_text::Kind;
use crate::open_day::{Days, Fault};

/// An answer to a questionnaire of fifty questions.
const LARGEST: usize = 256 * 1024;

/// What devices send.
pub(super) fn sends() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(answer))
        .routes(routes!(book))
        .routes(routes!(cancel))
        .routes(routes!(ask))
}

/// What devices look up.
pub(super) fn looks() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(find))
        .routes(routes!(one))
}

pub(super) fn days(app: &AppState) -> Days<'_> {
    Days::of(&*app.journal, app.holder)
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        let refused = |say: &dyn Fn(Language) -> String| {
            Self::from(Kind::DayRefused).saying(say(Language::Uk), say(Language::En))
        };
        match fault {
            Fault::Journal(error) => error.into(),
            Fault::Unknown => Kind::NotFound.into(),
            Fault::Stale => Kind::ChangedMeanwhile.into(),
            Fault::Conflict => Self::from(Kind::Conflict).saying(
                "Під цим номером уже надіслано інше. Надісланого раніше не змінено. Відкрийте форму ще раз.".to_owned(),
                "Something else was sent under this id, and was not changed. Open the form again.".to_owned(),
            ),
            Fault::Closed => Kind::DayClosed.into(),
            Fault::Refused(why) => refused(&|language| words::refused(&why, language)),
            Fault::Place(why) => refused(&|language| words::place_refused(why, language).to_owned()),
            Fault::Question(why) => {
                refused(&|language| words::question_refused(why, language).to_owned())
            }
            Fault::Sheet(why) => refused(&|language| words::sheet_refused(why, language)),
            Fault::SheetTyped { n, by } => Self::from(Kind::Conflict).saying(
                format!("Аркуш № {n} уже введено ({by}), і там інші відповіді. Його не змінено. Якщо це інший аркуш, напишіть на ньому наступний вільний номер."),
                format!("Sheet no. {n} was typed in already ({by}) with other replies, and was not changed. If this is another sheet, write the next free number on it."),
            ),
            Fault::File(why) => refused(&|language| words::file_refused(why, language)),
            Fault::Answer(why) => refused(&|language| words::answer_problem(why, language).to_owned()),
            Fault::Invalid(problems) => Self::invalid(problems),
        }
    }
}

/// What may go wrong, for the API's document.
pub(super) struct Wrong;

const STATUSES: [(&str, &str); 9] = [
    ("400", "Malformed"),
    ("401", "Not signed in"),
    (
        "403",
        "The role does not include it, or asked by another site",
    ),
    ("404", "There is none"),
    (
        "409",
        "It has moved on, or the id stands for something else",
    ),
    ("413", "Too large"),
    ("415", "Not JSON"),
    ("422", "The order does not allow it, or it is not open"),
    ("429", "Too often"),
];

impl utoipa::IntoResponses for Wrong {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let answer = |(status, what): (&str, &str)| {
            let answer = json!({"description": what, "content": {PROBLEM_MEDIA: {"schema":
                {"$ref": "#/components/schemas/ProblemDetails"}}}});
            let answer = serde_json::from_value(answer).ok()?;
            Some((status.to_owned(), RefOr::T(answer)))
        };
        STATUSES.into_iter().filter_map(answer).collect()
    }
}

/// An id that is none names nothing.
pub(super) fn read(id: &str) -> Result<Uuid, Problem> {
    Uuid::try_parse(id).map_err(|_| Kind::NotFound.into())
}

/// An id made by a device.
fn made(id: &str) -> Result<Uuid, Problem> {
    let id = read(id)?;
    let is_ours = id.get_version_num() == 7 && id.get_variant() == uuid::Variant::RFC4122;
    if is_ours {
        Ok(id)
    } else {
        Err(Kind::BadId.into())
    }
}

/// The days that are announced.
#[utoipa::path(get, path = "/api/v1/open-days", tag = "citizen",
    responses((status = 200, description = "The next to come first", body = PublicDays,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn list(State(app): State<AppState>) -> Result<Answer<PublicDays>, Problem> {
    let days = days(&app).public_list(app.clock.now()).await?;
    Ok(Answer(PublicDays { days }))
}

/// A day that is announced.
#[utoipa::path(get, path = "/api/v1/open-days/{id}", tag = "citizen",
    params(("id" = Uuid, Path, description = "The day")),
    responses((status = 200, description = "The day", body = PublicDay,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn one(
    State(app): State<AppState>,
    Path(id): Path<String>,
) -> Result<Answer<PublicDay>, Problem> {
    Ok(Answer(
        days(&app).public(read(&id)?, app.clock.now()).await?,
    ))
}

/// Answers a survey; the same answer again changes nothing and is told the same.
#[utoipa::path(put, path = "/api/v1/open-days/{day}/answers/{id}", tag = "citizen",
    params(("day" = Uuid, Path, description = "The day"),
        ("id" = Uuid, Path, description = "Made by the device")),
    request_body(content = SurveyAnswer, content_type = "application/json"),
    responses((status = 200, description = "It is kept", body = AnswerTold,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn answer(
    State(app): State<AppState>,
    Path((day, id)): Path<(String, String)>,
    Sent(answer): Sent<SurveyAnswer, LARGEST>,
) -> Result<Answer<AnswerTold>, Problem> {
    Ok(Answer(
        days(&app).answer(read(&day)?, made(&id)?, answer).await?,
    ))
}

/// Books a place; told is a place, or the number on the waiting list. The same booking again is
/// told how it stands.
#[utoipa::path(put, path = "/api/v1/open-days/{day}/places/{id}", tag = "citizen",
    params(("day" = Uuid, Path, description = "The day"),
        ("id" = Uuid, Path, description = "Made by the device")),
    request_body(content = BookPlace, content_type = "application/json"),
    responses((status = 200, description = "How it stands", body = PlaceTold,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn book(
    State(app): State<AppState>,
    Path((day, id)): Path<(String, String)>,
    Sent(asked): Sent<BookPlace>,
) -> Result<Answer<PlaceTold>, Problem> {
    Ok(Answer(
        days(&app).book(read(&day)?, made(&id)?, asked).await?,
    ))
}

/// Cancels a booking by its secret.
#[utoipa::path(post, path = "/api/v1/open-days/{day}/places/{id}/cancel", tag = "citizen",
    params(("day" = Uuid, Path, description = "The day"),
        ("id" = Uuid, Path, description = "The booking")),
    request_body(content = CancelPlace, content_type = "application/json"),
    responses((status = 200, description = "It is cancelled", body = PlaceTold,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn cancel(
    State(app): State<AppState>,
    Path((day, id)): Path<(String, String)>,
    Sent(asked): Sent<CancelPlace>,
) -> Result<Answer<PlaceTold>, Problem> {
    let cancelled = days(&app).cancel(read(&day)?, read(&id)?, asked.secret);
    let cancelled = cancelled.await?;
    // Whoever waited first may have a place now.
    app.post.wake();
    Ok(Answer(cancelled))
}

/// Asks, proposes or remarks; the same again has the same number.
#[utoipa::path(put, path = "/api/v1/open-days/{day}/questions/{id}", tag = "citizen",
    params(("day" = Uuid, Path, description = "The day"),
        ("id" = Uuid, Path, description = "Made by the device")),
    request_body(content = NewQuestion, content_type = "application/json"),
    responses((status = 200, description = "Its number", body = QuestionTold,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn ask(
    State(app): State<AppState>,
    Path((day, id)): Path<(String, String)>,
    Sent(asked): Sent<NewQuestion, LARGEST>,
) -> Result<Answer<QuestionTold>, Problem> {
    Ok(Answer(
        days(&app).ask(read(&day)?, made(&id)?, asked).await?,
    ))
}

/// A question and its answer, by number or id, and code.
#[utoipa::path(post, path = "/api/v1/open-days/questions", tag = "citizen",
    request_body(content = FindQuestion, content_type = "application/json"),
    responses((status = 200, description = "The question", body = FoundQuestion,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn find(
    State(app): State<AppState>,
    Sent(asked): Sent<FindQuestion>,
) -> Result<Answer<FoundQuestion>, Problem> {
    Ok(Answer(days(&app).find_question(&asked).await?))
}
