//! The staff, for an administrator: who may sign in and do what.

pub(in crate::http) mod change;
pub(in crate::http) mod link;

use std::collections::HashMap;

use axum::extract::{Path, State};
use domain::request::Deed;
use domain::sync::people::{Colleague, Link, NewColleague, Staff, StaffEvent, StaffHistory, Wrong};
use domain::sync::wire::ProblemDetails;

use super::credentials::member;
use super::desk::{self, read_number};
use super::session::SignedIn;
use crate::http::AppState;
use crate::http::answer::Answer;
use crate::http::body::Sent;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::journal::{Member, NewOfficer, Session};

/// Names everybody of the staff.
#[utoipa::path(
    get,
    path = "/api/v1/office/people",
    tag = "office",
    security(("session" = [])),
    responses(
        (status = 200, description = "Everybody, by name", body = Staff,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role does not include it, or asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn list(
    State(app): State<AppState>,
    signed_in: SignedIn,
) -> Result<Answer<Staff>, Problem> {
    signed_in.may(Deed::Administer)?;
    let now = app.clock.now();
    let staff = app.journal.staff(app.holder).await?;
    let mut sessions: HashMap<i64, Vec<Session>> = HashMap::new();
    for session in app.journal.sessions(app.holder, None).await? {
        if !session.is_over(now) {
            sessions.entry(session.officer).or_default().push(session);
        }
    }
    let mut people = Vec::with_capacity(staff.len());
    for member in staff {
        let open = sessions.remove(&member.officer.id).unwrap_or_default();
        people.push(colleague(&app, member, &open).await?);
    }
    let me = signed_in.officer.id;
    Ok(Answer(Staff { people, me }))
}

async fn colleague(app: &AppState, member: Member, open: &[Session]) -> Result<Colleague, Problem> {
    let own = desk::load(app, member.officer.id).await?;
    let signed_in = own
        .signed_in_at
        .and_then(chrono::DateTime::from_timestamp_millis);
    let used = open.iter().map(|session| session.seen_at).max();
    let officer = member.officer;
    Ok(Colleague {
        link_until: link::until(app, officer.id).await?,
        id: officer.id,
        login: member.login,
        name: officer.name,
        position: officer.position,
        role: officer.role,
        department: officer.department,
        standing: member.standing,
        factor: own.factor.is_some(),
        seen_at: used.max(signed_in),
        sessions: u32::try_from(open.len()).unwrap_or(u32::MAX),
    })
}

/// Invites somebody: adds them without a password, and makes the link where they set one.
#[utoipa::path(
    post,
    path = "/api/v1/office/people",
    tag = "office",
    security(("session" = [])),
    request_body(content = NewColleague, content_type = "application/json"),
    responses(
        (status = 200, description = "The link to hand over: it is never shown again", body = Link,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role does not include it, or asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 409, description = "The login is taken", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "A field is wrong", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn invite(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Sent(new): Sent<NewColleague, 8_192>,
) -> Result<Answer<Link>, Problem> {
    signed_in.may(Deed::Administer)?;
    new.check().map_err(|found| wrong(&found))?;
    let about = new.about.tidy();
    let login = new.login.trim().to_owned();
    let officer = NewOfficer {
        login: login.clone(),
        name: about.name,
        position: about.position,
        role: about.role,
        department: about.department,
        // No password fits it.
        password_hash: String::new(),
    };
    if !app.journal.add_officer(app.holder, officer).await? {
        return Err(Kind::LoginTaken.into());
    }
    let found = app.journal.officer_by_login(app.holder, login).await?;
    let (officer, _) = found.ok_or(Kind::Internal)?;
    let by = Some(&signed_in.officer);
    let event = StaffEvent::Invited { role: officer.role };
    desk::note(&app, officer.id, by, event).await?;
    Ok(Answer(link::give(&app, &officer, by).await?))
}

/// Tells what happened to somebody's rights and ways in.
#[utoipa::path(
    get,
    path = "/api/v1/office/people/{id}/history",
    tag = "office",
    security(("session" = [])),
    params(("id" = i64, Path, description = "The journal's number of the person")),
    responses(
        (status = 200, description = "The latest first", body = StaffHistory,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role does not include it, or asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 400, description = "The address is no text", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 404, description = "Nobody has this number", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn history(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Answer<StaffHistory>, Problem> {
    signed_in.may(Deed::Administer)?;
    let member = member(&app, read_number(&id)?).await?;
    let entries = desk::history(&app, member.officer.id).await?;
    Ok(Answer(StaffHistory { entries }))
}

/// Names everything that is wrong with what was typed of somebody.
pub(super) fn wrong(found: &[Wrong]) -> Problem {
    let say = |wrong: &Wrong| match wrong {
        Wrong::Login => (
            "Логін: від 2 до 40 малих латинських літер, цифр, крапок і дефісів.",
            "Login: 2 to 40 small Latin letters, digits, dots and dashes.",
        ),
        Wrong::Name => (
            "Ім’я: один рядок до 200 знаків.",
            "Name: one line of at most 200 characters.",
        ),
        Wrong::Position => (
            "Посада: один рядок до 200 знаків.",
            "Position: one line of at most 200 characters.",
        ),
        Wrong::Department => (
            "Підрозділ: виконавцеві потрібен підрозділ, інакше запитів не буде видно.",
            "Department: an executor needs one, or no request would be seen.",
        ),
    };
    let (uk, en): (Vec<&str>, Vec<&str>) = found.iter().map(say).unzip();
    Problem::from(Kind::WrongColleague).saying(uk.join(" "), en.join(" "))
}
