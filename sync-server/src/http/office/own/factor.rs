//! One's own second factor.

use axum::extract::State;
use axum::http::StatusCode;
use domain::sync::people::{
    BeginFactor, EndFactor, FactorCode, FactorSecret, RecoveryCodes, StaffEvent,
};
use domain::sync::wire::ProblemDetails;

use crate::factor::{self, Own, Tried};
use crate::http::AppState;
use crate::http::answer::Answer;
use crate::http::body::Sent;
use crate::http::office::credentials::{failed, must_know};
use crate::http::office::desk::{self, Change};
use crate::http::office::session::SignedIn;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::journal::JournalError;

/// Begins to set a second factor up: a secret for the program that makes the codes. Nothing is on
/// before a code confirms it.
#[utoipa::path(
    post,
    path = "/api/v1/office/me/factor",
    tag = "office",
    security(("session" = [])),
    request_body(content = BeginFactor, content_type = "application/json"),
    responses(
        (status = 200, description = "The secret", body = FactorSecret,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "Asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 409, description = "It is on already", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "The password is wrong", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn begin(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Sent(asked): Sent<BeginFactor, 4_096>,
) -> Result<Answer<FactorSecret>, Problem> {
    let officer = &signed_in.officer;
    let member = must_know(&app, officer, asked.password).await?;
    let secret = factor::new_secret().map_err(|error| failed(&error))?;
    let kept = secret.clone();
    desk::change(&app, officer.id, Some(officer), move |own, _| {
        if own.factor.is_some() {
            return Change::leave(Err(Kind::NoSecondFactor.into()));
        }
        own.pending = Some(kept);
        Change::keep(None, Ok(()))
    })
    .await?;
    let settings = app.journal.holder(app.holder).await?;
    let council = settings.ok_or(JournalError::NoHolder)?.council.name_uk;
    let uri = factor::uri(&secret, &member.login, &council);
    Ok(Answer(FactorSecret { secret, uri }))
}

/// Switches the second factor on; every other session ends.
#[utoipa::path(
    put,
    path = "/api/v1/office/me/factor",
    tag = "office",
    security(("session" = [])),
    request_body(content = FactorCode, content_type = "application/json"),
    responses(
        (status = 200, description = "Codes for when the phone is gone: they are never shown again", body = RecoveryCodes,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "Asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 409, description = "It was not begun", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "The code is wrong", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn confirm(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Sent(FactorCode { code }): Sent<FactorCode, 1_024>,
) -> Result<Answer<RecoveryCodes>, Problem> {
    let officer = &signed_in.officer;
    let codes = desk::change(&app, officer.id, Some(officer), move |own, now| {
        if own.pending.is_none() {
            return Change::leave(Err(Kind::NoSecondFactor.into()));
        }
        match own.confirm(&code, now) {
            Ok(Some(codes)) => Change::keep(Some(StaffEvent::FactorOn), Ok(codes)),
            Ok(None) => Change::leave(Err(Kind::WrongCode.into())),
            Err(error) => Change::leave(Err(failed(&error))),
        }
    })
    .await?;
    let but = Some(signed_in.token_hash);
    app.journal
        .close_sessions(app.holder, officer.id, but)
        .await?;
    Ok(Answer(RecoveryCodes { codes }))
}

/// Switches one's own second factor off.
#[utoipa::path(
    post,
    path = "/api/v1/office/me/factor/off",
    tag = "office",
    security(("session" = [])),
    request_body(content = EndFactor, content_type = "application/json"),
    responses(
        (status = 204, description = "It is off"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "Asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 409, description = "It is not on", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "Password or code is wrong", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn end(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Sent(asked): Sent<EndFactor, 4_096>,
) -> Result<StatusCode, Problem> {
    let officer = &signed_in.officer;
    must_know(&app, officer, asked.password).await?;
    desk::change(&app, officer.id, Some(officer), move |own, now| {
        if own.factor.is_none() {
            return Change::leave(Err(Kind::NoSecondFactor.into()));
        }
        match own.try_code(&asked.code, now) {
            Tried::Right(_) => {
                own.factor = None;
                Change::keep(Some(StaffEvent::FactorOff), Ok(()))
            }
            refused => refuse(refused, Kind::WrongCode),
        }
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A code that is not taken; the try is remembered.
fn refuse<T>(tried: Tried, wrong: Kind) -> Change<T> {
    match tried {
        Tried::Wait(seconds) => Change::leave(Err(wait(seconds))),
        Tried::Wrong(event) => Change::keep(event, Err(wrong.into())),
        Tried::Right(_) => Change::leave(Err(Kind::Internal.into())),
    }
}

fn wait(seconds: u64) -> Problem {
    let minutes = seconds.div_ceil(60);
    Problem::from(Kind::TooMany)
        .saying(
            format!("Забагато неправильних кодів. Спробуйте за {minutes} хв."),
            format!("Too many wrong codes. Try again in {minutes} min."),
        )
        .retry_after(seconds)
}

/// What a sign-in with the right password comes to.
pub(in crate::http::office) fn at_sign_in(
    own: &mut Own,
    code: Option<&str>,
    now: chrono::DateTime<chrono::Utc>,
) -> Change<()> {
    let tried = match (own.factor.is_some(), code.map(str::trim)) {
        (true, None | Some("")) => {
            return Change::leave(Err(Kind::SecondFactorNeeded.into()));
        }
        (true, Some(code)) => own.try_code(code, now),
        (false, _) => Tried::Right(None),
    };
    match tried {
        Tried::Right(event) => {
            own.signed_in_at = Some(now.timestamp_millis());
            Change::keep(event, Ok(()))
        }
        refused => refuse(refused, Kind::SecondFactorWrong),
    }
}
