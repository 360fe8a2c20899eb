use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::sync::office::{Me, SignIn};
use domain::sync::people::Standing;
use domain::sync::wire::ProblemDetails;

use super::credentials::is_right;
use super::own::factor::at_sign_in;
use super::{desk, me, session};
use crate::http::AppState;
use crate::http::answer::Answer;
use crate::http::body::Sent;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::journal::people::standing_of;

/// Signs an officer in.
#[utoipa::path(
    post,
    path = "/api/v1/office/session",
    tag = "office",
    request_body(content = SignIn, content_type = "application/json"),
    responses(
        (status = 200, description = "Signed in; sets the cookie", body = Me,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Wrong login or password, or the code of the second factor is missing or wrong", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "Kept out, or asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn sign_in(
    State(app): State<AppState>,
    headers: HeaderMap,
    Sent(asked): Sent<SignIn, 4_096>,
) -> Result<Response, Problem> {
    let found = app
        .journal
        .officer_by_login(app.holder, asked.login.trim().to_owned())
        .await?;
    let (officer, stored) = found.unzip();
    let right = is_right(&app, asked.password, stored.clone()).await?;
    let officer = officer.filter(|_| right).ok_or(Kind::WrongPassword)?;
    // Told only to who knows the password.
    if stored.is_some_and(|stored| standing_of(&stored) == Standing::Blocked) {
        return Err(Kind::SignInBlocked.into());
    }
    let code = asked.code;
    desk::change(&app, officer.id, Some(&officer), move |own, now| {
        at_sign_in(own, code.as_deref(), now)
    })
    .await?;
    // Whoever had this browser before is signed out, and no old cookie becomes a new session.
    if let Some(old) = session::token_hash(&headers) {
        app.journal.close_session(app.holder, old).await?;
    }
    let cookie = session::open(&app, &officer).await?;
    let me = me::describe(&app, officer).await?;
    Ok(([(header::SET_COOKIE, cookie)], Answer(me)).into_response())
}
