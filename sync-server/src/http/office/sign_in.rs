use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::sync::office::{Me, SignIn};
use domain::sync::wire::ProblemDetails;

use super::{me, session};
use crate::http::AppState;
use crate::http::answer::Answer;
use crate::http::body::Sent;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::password;

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
        (status = 401, description = "Wrong login or password", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "Asked by another site", body = ProblemDetails,
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
    let (officer, hash) = found.unzip();
    let _place = app.passwords.acquire().await.map_err(|_| Kind::Busy)?;
    let check = move || password::verify(&asked.password, hash.as_deref());
    let right = tokio::task::spawn_blocking(check)
        .await
        .map_err(|_| Kind::Internal)?;
    let officer = officer.filter(|_| right).ok_or(Kind::WrongPassword)?;
    // Whoever had this browser before is signed out, and no old cookie becomes a new session.
    if let Some(old) = session::token_hash(&headers) {
        app.journal.close_session(app.holder, old).await?;
    }
    let cookie = session::open(&app, &officer).await?;
    let me = me::describe(&app, officer).await?;
    Ok(([(header::SET_COOKIE, cookie)], Answer(me)).into_response())
}
