use axum::extract::State;
use domain::kiosk::Order;
use domain::open_day::door::{DoorAnswer, DoorReport, MAX_DEEDS};
use domain::sync::wire::ProblemDetails;

use super::Kiosk;
use crate::http::AppState;
use crate::http::answer::Answer;
use crate::http::body::Sent;
use crate::http::open_days::days;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;

/// A thousand deeds.
const LARGEST: usize = 256 * 1024;

/// Counts what the kiosk did at the door of an open day, and tells it the list as it is now. The list
/// holds names: only a kiosk that an officer has put at that door is told it.
#[utoipa::path(
    post,
    path = "/api/v1/kiosk/door",
    tag = "kiosk",
    security(("kiosk" = [])),
    request_body(content = DoorReport, content_type = "application/json"),
    responses(
        (status = 200, description = "The list, and what could not be counted", body = DoorAnswer,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed, or more than a thousand deeds",
            body = ProblemDetails, content_type = "application/problem+json"),
        (status = 401, description = "No kiosk has this token", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 404, description = "No such day", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 410, description = "The council has ended this kiosk", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn report(
    State(app): State<AppState>,
    asking: Kiosk,
    Sent(report): Sent<DoorReport, LARGEST>,
) -> Result<Answer<DoorAnswer>, Problem> {
    asking.serves()?;
    if report.deeds.len() > MAX_DEEDS {
        return Err(Kind::Malformed.into());
    }
    let tablet = asking.tablet;
    let stands = tablet.order == Order::Serve && tablet.door == Some(report.day);
    Ok(Answer(days(&app).door(asking.id, report, stands).await?))
}
