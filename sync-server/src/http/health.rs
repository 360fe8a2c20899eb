use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::AppState;
use super::problem::Problem;

/// How the server is.
#[derive(Serialize, ToSchema)]
pub(super) struct Health {
    /// Always `ok`; a server that is not answers 503.
    status: &'static str,
    /// The server's version.
    version: &'static str,
}

/// Says whether the journal can be read. Not under any rate limit.
#[utoipa::path(
    get,
    path = "/healthz",
    tag = "operation",
    responses(
        (status = 200, description = "It can", body = Health, content_type = "application/json"),
        (status = 503, description = "It can't", body = domain::sync::wire::ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(super) async fn health(State(app): State<AppState>) -> Result<Json<Health>, Problem> {
    app.journal.health().await?;
    Ok(Json(Health {
        status: "ok",
        version: env!("CARGO_PKG_VERSION"),
    }))
}
