use axum::extract::State;
use domain::mail::is_address;
use domain::sync::mail::OfficerContact;
use domain::sync::wire::ProblemDetails;

use super::session::SignedIn;
use crate::http::AppState;
use crate::http::answer::Answer;
use crate::http::body::Sent;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::mail::contact;

/// Sets where the officer who is signed in is reminded; an empty address is nowhere.
#[utoipa::path(
    put,
    path = "/api/v1/office/me/contact",
    tag = "office",
    security(("session" = [])),
    request_body(content = OfficerContact, content_type = "application/json"),
    responses(
        (status = 200, description = "As it is now", body = OfficerContact,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "Asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "This is no address", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn put(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Sent(new): Sent<OfficerContact>,
) -> Result<Answer<OfficerContact>, Problem> {
    let email = new.email.trim().to_owned();
    if !email.is_empty() && !is_address(&email) {
        return Err(Kind::WrongAddress.into());
    }
    let (own, officer) = (OfficerContact { email }, &signed_in.officer);
    contact::put(&*app.journal, app.holder, officer.id, officer, &own).await?;
    Ok(Answer(own))
}
