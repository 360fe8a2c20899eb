use axum::extract::State;
use domain::kiosk::{Tablet, exit_hash};
use domain::sync::kiosk::{Beat, BeatAnswer, SealKey};
use domain::sync::wire::ProblemDetails;
use uuid::Uuid;

use super::Kiosk;
use crate::http::AppState;
use crate::http::answer::Answer;
use crate::http::body::Sent;
use crate::http::open_days::days;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::journal::JournalError;
use crate::kiosk;

/// The longest version that is noted.
const MAX_VERSION: usize = 40;

/// Notes how a kiosk is, and tells it what it needs for days without a network.
#[utoipa::path(
    post,
    path = "/api/v1/kiosk/beat",
    tag = "kiosk",
    security(("kiosk" = [])),
    request_body(content = Beat, content_type = "application/json"),
    responses(
        (status = 200, description = "What to do, the council, the key to seal to",
            body = BeatAnswer, content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "No kiosk has this token", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn beat(
    State(app): State<AppState>,
    asking: Kiosk,
    Sent(mut beat): Sent<Beat>,
) -> Result<Answer<BeatAnswer>, Problem> {
    beat.version = beat.version.chars().take(MAX_VERSION).collect();
    let tablet = kiosk::beat(&*app.journal, app.holder, asking.id, beat).await?;
    let tablet = tablet.ok_or(Kind::KioskUnknown)?;
    answer(&app, asking.id, tablet).await.map(Answer)
}

async fn answer(app: &AppState, id: Uuid, tablet: Tablet) -> Result<BeatAnswer, Problem> {
    let settings = app.journal.holder(app.holder).await?;
    let keys = kiosk::keys(&*app.journal, app.holder).await?;
    let key = keys.current().ok_or(Kind::Internal)?;
    let door = match tablet.door {
        Some(day) => days(app).duty(day, app.clock.now()).await?,
        None => None,
    };
    Ok(BeatAnswer {
        id,
        door,
        exit_hash: exit_hash(id, &tablet.exit_code),
        name: tablet.name,
        order: tablet.order,
        council: settings.ok_or(JournalError::NoHolder)?.council,
        key: SealKey {
            id: key.id.clone(),
            public: key.public.clone(),
        },
        server_time: app.clock.now(),
    })
}
