//! Open days in the office.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::open_day::{
    BecomeRequest, DayAsk, DayCard, DayList, NewDay, OfficeQuestion, OfficeQuestions, Participants,
    PlaceAsk, QuestionAsk, SurveyResults,
};
use domain::request::Deed;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::file::disposition;
use super::session::SignedIn;
use crate::http::AppState;
use crate::http::answer::Answer;
use crate::http::body::Sent;
use crate::http::form::day_papers;
use crate::http::open_days::{Wrong, days, read};
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::journal::JournalError;
use crate::open_day::blank::Questionnaire;
use crate::open_day::{calendar, papers, report};
use crate::paper::{csv, docx, xlsx};

/// A programme of fifty parts, or a questionnaire of fifty questions.
const LARGEST: usize = 512 * 1024;

/// The addresses.
pub(in crate::http) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, begin))
        .routes(routes!(one))
        .routes(routes!(act))
        .routes(routes!(results))
        .routes(routes!(participants, at_the_door))
        .routes(routes!(questions))
        .routes(routes!(act_on_question))
        .routes(routes!(into_request))
        .routes(routes!(paper))
        .merge(super::day_sheets::routes())
        .merge(super::day_files::routes())
}

impl SignedIn {
    /// Whether the role sees what is prepared: everybody but those who see their own requests only.
    pub(super) fn sees_days(&self) -> Result<(), Problem> {
        self.may(Deed::SeeAll)
    }
}

/// The days, the latest first, and how this year stands.
#[utoipa::path(get, path = "/api/v1/office/days", tag = "office", security(("session" = [])),
    responses((status = 200, description = "The days", body = DayList,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn list(
    State(app): State<AppState>,
    signed_in: SignedIn,
) -> Result<Answer<DayList>, Problem> {
    signed_in.sees_days()?;
    Ok(Answer(days(&app).list(app.clock.now()).await?))
}

/// Begins a day; the same again is the same day.
#[utoipa::path(post, path = "/api/v1/office/days", tag = "office", security(("session" = [])),
    request_body(content = NewDay, content_type = "application/json"),
    responses((status = 200, description = "The day", body = DayCard,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn begin(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Sent(new): Sent<NewDay>,
) -> Result<Answer<DayCard>, Problem> {
    signed_in.may(Deed::HoldOpenDays)?;
    Ok(Answer(days(&app).begin(new, &signed_in.officer).await?))
}

/// A day with what it lacks.
#[utoipa::path(get, path = "/api/v1/office/days/{id}", tag = "office", security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "The day")),
    responses((status = 200, description = "The day", body = DayCard,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn one(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Answer<DayCard>, Problem> {
    signed_in.sees_days()?;
    let card = days(&app).card(read(&id)?).await?;
    Ok(Answer(DayCard {
        server_time: Some(app.clock.now()),
        ..card
    }))
}

/// Records what an officer does with a day.
#[utoipa::path(post, path = "/api/v1/office/days/{id}/acts", tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "The day")),
    request_body(content = DayAsk, content_type = "application/json"),
    responses((status = 200, description = "The day as it stands now", body = DayCard,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn act(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Sent(asked): Sent<DayAsk, LARGEST>,
) -> Result<Answer<DayCard>, Problem> {
    signed_in.may(Deed::HoldOpenDays)?;
    let acted = days(&app).act(read(&id)?, asked, &signed_in.officer);
    Ok(Answer(acted.await?))
}

/// What a survey came to; late answers apart.
#[utoipa::path(get, path = "/api/v1/office/days/{id}/results", tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "The day")),
    responses((status = 200, description = "The counts", body = SurveyResults,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn results(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Answer<SurveyResults>, Problem> {
    signed_in.sees_days()?;
    Ok(Answer(days(&app).results(read(&id)?).await?))
}

/// Who wants to come.
#[utoipa::path(get, path = "/api/v1/office/days/{id}/participants", tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "The day")),
    responses((status = 200, description = "In the order of bookings", body = Participants,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn participants(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Answer<Participants>, Problem> {
    signed_in.may(Deed::HoldOpenDays)?;
    let people = days(&app).participants(read(&id)?).await?;
    Ok(Answer(Participants { people }))
}

/// Somebody comes, with a booking or without; a booking is cancelled; a door takes its list.
#[utoipa::path(post, path = "/api/v1/office/days/{id}/participants", tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "The day")),
    request_body(content = PlaceAsk, content_type = "application/json"),
    responses((status = 200, description = "Everybody as they stand now", body = Participants,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn at_the_door(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Sent(asked): Sent<PlaceAsk>,
) -> Result<Answer<Participants>, Problem> {
    signed_in.may(Deed::HoldOpenDays)?;
    let people = days(&app).at_the_door(read(&id)?, asked, &signed_in.officer);
    let people = people.await?;
    // Whoever waited first may have a place now.
    app.post.wake();
    Ok(Answer(Participants { people }))
}

/// What visitors asked.
#[utoipa::path(get, path = "/api/v1/office/days/{id}/questions", tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "The day")),
    responses((status = 200, description = "In the order they came", body = OfficeQuestions,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn questions(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Answer<OfficeQuestions>, Problem> {
    signed_in.sees_days()?;
    let questions = days(&app).questions(read(&id)?, app.clock.now());
    let questions = questions.await?;
    Ok(Answer(OfficeQuestions { questions }))
}

/// Gives a question to a deputy, answers it, publishes the answer.
#[utoipa::path(post, path = "/api/v1/office/days/questions/{id}", tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "The question")),
    request_body(content = QuestionAsk, content_type = "application/json"),
    responses((status = 200, description = "The question as it stands now", body = OfficeQuestion,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn act_on_question(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Sent(asked): Sent<QuestionAsk, LARGEST>,
) -> Result<Answer<OfficeQuestion>, Problem> {
    signed_in.may(Deed::AnswerVisitors)?;
    // Only a registration makes a request of a question.
    if matches!(
        asked.event,
        domain::open_day::question::QuestionEvent::BecameRequest { .. }
    ) {
        return Err(Kind::DayRefused.into());
    }
    let acted = days(&app).act_on_question(read(&id)?, asked, &signed_in.officer);
    Ok(Answer(acted.await?))
}

/// Registers a question that asks for existing information as a request, with the legal term of one.
#[utoipa::path(post, path = "/api/v1/office/days/questions/{id}/request", tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "The question")),
    request_body(content = BecomeRequest, content_type = "application/json"),
    responses((status = 200, description = "The question with the index", body = OfficeQuestion,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn into_request(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Sent(with): Sent<BecomeRequest>,
) -> Result<Answer<OfficeQuestion>, Problem> {
    signed_in.may(Deed::TakeIn)?;
    let made = days(&app).into_request(read(&id)?, with, &signed_in.officer);
    Ok(Answer(made.await?))
}

/// A paper of a day, to be saved.
#[utoipa::path(get, path = "/api/v1/office/days/{id}/papers/{paper}", tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "The day"),
        ("paper" = String, Path, description = "plan.docx, event.ics, results.csv, results.xlsx, participants.xlsx, summary.docx, blank.docx; to be printed: blank.html, programme.html, acknowledgement.html")),
    responses((status = 200, description = "The paper", body = Vec<u8>,
        content_type = "application/octet-stream"), Wrong))]
async fn paper(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path((id, name)): Path<(String, String)>,
) -> Result<Response, Problem> {
    signed_in.sees_days()?;
    let (id, days) = (read(&id)?, days(&app));
    let day = days.card(id).await?.day;
    let settings = app.journal.holder(app.holder).await?;
    let council = settings.ok_or(JournalError::NoHolder)?.council;
    let maps = days.maps(id, &day).await?;
    let picture = |map| format!("/api/v1/office/days/{id}/files/{map}");
    if let Some(page) = day_papers::to_print(&name, (&day, &maps), &council, picture) {
        return page;
    }
    let council_name = &council.name_uk;
    let (bytes, media) = match name.as_str() {
        "plan.docx" => (
            papers::plan(&day, council_name, &signed_in.officer)?,
            docx::MEDIA,
        ),
        "event.ics" => {
            let calendar = calendar(id, &day, council_name, app.clock.now());
            (calendar.into_bytes(), papers::CALENDAR)
        }
        "blank.docx" => (Questionnaire::of(&day, &council).docx()?, docx::MEDIA),
        "summary.docx" => {
            let summary = days.summary(id).await?;
            let paper = report::docx(&summary, council_name, &signed_in.officer)?;
            (paper, docx::MEDIA)
        }
        "results.csv" => {
            let table = papers::results_in_one(&days.results(id).await?);
            (csv::bytes(&table)?, csv::MEDIA)
        }
        "results.xlsx" => {
            let tables = papers::results(&days.results(id).await?);
            (xlsx::with_charts(&tables)?, xlsx::MEDIA)
        }
        "participants.xlsx" => {
            signed_in.may(Deed::HoldOpenDays)?;
            let table = papers::participants(&days.participants(id).await?);
            (xlsx::bytes(&[table])?, xlsx::MEDIA)
        }
        _ => return Err(Kind::NotFound.into()),
    };
    let name = format!("{}-{name}", day.date);
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&name)),
    ];
    Ok((headers, bytes).into_response())
}
