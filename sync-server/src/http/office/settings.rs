use axum::extract::State;
use chrono::Datelike as _;
use domain::kyiv;
use domain::request::Deed;
use domain::sync::settings::{
    LONGEST_REASON, Moved, NewSettings, SettingsChanged, SettingsPreview, SettingsProblem,
    SettingsView,
};
use domain::sync::wire::ProblemDetails;

use super::session::SignedIn;
use crate::http::AppState;
use crate::http::answer::Answer;
use crate::http::body::Sent;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::journal::{Change, Changed, HolderSettings, JournalError, MovedDate};

/// The most bytes of new settings.
const MOST: usize = 256 * 1024;

/// The council's calendar, index, readings of the Law, executors and contacts.
#[utoipa::path(
    get,
    path = "/api/v1/office/settings",
    tag = "office",
    security(("session" = [])),
    responses(
        (status = 200, description = "The settings", body = SettingsView,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role sees no settings", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn show(
    State(app): State<AppState>,
    signed_in: SignedIn,
) -> Result<Answer<SettingsView>, Problem> {
    signed_in.may(Deed::SeeAll)?;
    Ok(Answer(view(&app).await?))
}

async fn present(app: &AppState) -> Result<HolderSettings, Problem> {
    let settings = app.journal.holder(app.holder).await?;
    Ok(settings.ok_or(JournalError::NoHolder)?)
}

async fn view(app: &AppState) -> Result<SettingsView, Problem> {
    let (settings, now) = (present(app).await?, app.clock.now());
    let year = kyiv::date(now).year();
    Ok(SettingsView {
        version: settings.version()?,
        settings: settings.of_council(),
        year,
        next: app.journal.next_ordinal(app.holder, year).await?,
        server_time: now,
    })
}

/// Says what new settings would do, and changes nothing.
#[utoipa::path(
    post,
    path = "/api/v1/office/settings/preview",
    tag = "office",
    security(("session" = [])),
    request_body(content = NewSettings, content_type = "application/json"),
    responses(
        (status = 200, description = "What is wrong with them, or which dates would move",
            body = SettingsPreview, content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role changes no settings, or asked by another site",
            body = ProblemDetails, content_type = "application/problem+json"),
        (status = 409, description = "The settings are others meanwhile", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn preview(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Sent(new): Sent<NewSettings, MOST>,
) -> Result<Answer<SettingsPreview>, Problem> {
    signed_in.may(Deed::Administer)?;
    let wrong = |problems| {
        Answer(SettingsPreview {
            problems,
            moved: Vec::new(),
        })
    };
    if let Err(problems) = new.settings.check() {
        return Ok(wrong(problems));
    }
    // What is only looked at needs no reason yet.
    let change = change(&app, &signed_in, new, "–".to_owned()).await?;
    match app.journal.moves(app.holder, change).await? {
        Changed::Done(moved) => Ok(Answer(SettingsPreview {
            problems: Vec::new(),
            moved: told(moved),
        })),
        Changed::Stale => Err(Kind::SettingsChanged.into()),
        Changed::IndexTaken(index) => Ok(wrong(vec![SettingsProblem::index_taken(index)])),
    }
}

/// Sets the council's settings. Dates of open requests that they move are moved, each by an event
/// that says why.
#[utoipa::path(
    put,
    path = "/api/v1/office/settings",
    tag = "office",
    security(("session" = [])),
    request_body(content = NewSettings, content_type = "application/json"),
    responses(
        (status = 200, description = "The settings as they are now, and which dates moved",
            body = SettingsChanged, content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role changes no settings, or asked by another site",
            body = ProblemDetails, content_type = "application/problem+json"),
        (status = 409, description = "The settings are others meanwhile", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "Something is wrong with them, or the reason is missing",
            body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn put(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Sent(new): Sent<NewSettings, MOST>,
) -> Result<Answer<SettingsChanged>, Problem> {
    signed_in.may(Deed::Administer)?;
    new.settings.check().map_err(|problems| wrong(&problems))?;
    let reason = new.reason.trim().to_owned();
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        return Err(Kind::ReasonMissing.into());
    }
    let change = change(&app, &signed_in, new, reason).await?;
    match app.journal.change_holder(app.holder, change).await? {
        Changed::Done(moved) => Ok(Answer(SettingsChanged {
            view: view(&app).await?,
            moved: told(moved),
        })),
        Changed::Stale => Err(Kind::SettingsChanged.into()),
        Changed::IndexTaken(index) => Err(wrong(&[SettingsProblem::index_taken(index)])),
    }
}

async fn change(
    app: &AppState,
    signed_in: &SignedIn,
    new: NewSettings,
    reason: String,
) -> Result<Change, Problem> {
    Ok(Change {
        settings: present(app).await?.with_council(new.settings),
        reason,
        officer: Some(signed_in.officer.clone()),
        known: Some(new.version),
    })
}

fn told(moved: Vec<MovedDate>) -> Vec<Moved> {
    let one = |moved: MovedDate| Moved {
        id: moved.id,
        index: moved.index,
        from: moved.from,
        to: moved.to,
    };
    moved.into_iter().map(one).collect()
}

/// Names everything that is wrong.
fn wrong(problems: &[SettingsProblem]) -> Problem {
    let places: Vec<&str> = problems.iter().map(|one| one.at.as_str()).collect();
    let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
    Problem::from(Kind::WrongSettings).saying(
        format!("Виправте: {}.", places.join(", ")),
        format!("Correct these: {}.", said.join("; ")),
    )
}
