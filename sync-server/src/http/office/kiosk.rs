//! The kiosks: taken in, looked at and ended by officers.

use axum::extract::{Path, State};
use domain::kiosk::{Tablet, Unsealed, read_code};
use domain::open_day::DoorDuty;
use domain::request::Deed;
use domain::sync::kiosk::{AsideRow, EndKiosk, KioskList, KioskRow, PutAtDoor, TakeIn};
use domain::sync::wire::ProblemDetails;
use uuid::Uuid;

use super::session::SignedIn;
use crate::http::AppState;
use crate::http::answer::Answer;
use crate::http::body::Sent;
use crate::http::kiosk::item;
use crate::http::open_days::days;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::kiosk;

/// The longest name of a kiosk, in characters.
const MAX_NAME: usize = 100;

/// Shows the kiosks and what of theirs was put aside.
#[utoipa::path(
    get,
    path = "/api/v1/office/kiosks",
    tag = "office",
    security(("session" = [])),
    responses(
        (status = 200, description = "The kiosks", body = KioskList,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn list(
    State(app): State<AppState>,
    signed_in: SignedIn,
) -> Result<Answer<KioskList>, Problem> {
    listed(&app, signed_in.officer.role.may(Deed::ManageKiosks)).await
}

async fn listed(app: &AppState, manages: bool) -> Result<Answer<KioskList>, Problem> {
    let (journal, holder) = (&*app.journal, app.holder);
    let keys = kiosk::keys(journal, holder).await?;
    let key = keys.current().ok_or(Kind::Internal)?;
    let kiosks = kiosk::list(journal, holder).await?;
    let aside = kiosk::aside(journal, holder).await?;
    let doors = days(app).doors(app.clock.now()).await?;
    Ok(Answer(KioskList {
        kiosks: kiosks
            .into_iter()
            .map(|kiosk| row(kiosk, manages, &doors))
            .collect(),
        doors,
        aside: aside.into_iter().map(aside_row).collect(),
        key: key.id.clone(),
        key_made_at: key.made_at,
        server_time: app.clock.now(),
    }))
}

fn row((id, tablet): (Uuid, Tablet), manages: bool, doors: &[DoorDuty]) -> KioskRow {
    let stands = |duty: &&DoorDuty| tablet.door == Some(duty.day);
    KioskRow {
        id,
        door: doors.iter().find(stands).cloned(),
        name: tablet.name,
        order: tablet.order,
        paired_at: tablet.paired_at,
        paired_by: tablet.paired_by,
        seen_at: tablet.seen_at,
        told: tablet.told,
        exit_code: manages.then_some(tablet.exit_code),
    }
}

fn aside_row(aside: Unsealed) -> AsideRow {
    AsideRow {
        id: aside.envelope.id,
        kind: aside.envelope.kind.chars().take(MAX_NAME).collect(),
        key: aside.envelope.key.chars().take(MAX_NAME).collect(),
        kiosk_name: aside.kiosk_name,
        received_at: aside.received_at,
        why: aside.why,
    }
}

/// Takes in the tablet that shows this code.
#[utoipa::path(
    post,
    path = "/api/v1/office/kiosks",
    tag = "office",
    security(("session" = [])),
    request_body(content = TakeIn, content_type = "application/json"),
    responses(
        (status = 200, description = "The kiosks as they are now", body = KioskList,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role manages no kiosks, or asked by another site",
            body = ProblemDetails, content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "No tablet shows this code, or the name is missing",
            body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn take_in(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Sent(sent): Sent<TakeIn>,
) -> Result<Answer<KioskList>, Problem> {
    signed_in.may(Deed::ManageKiosks)?;
    let name = sent.name.trim().to_owned();
    let code = read_code(&sent.code).ok_or(Kind::PairingCode)?;
    if name.is_empty() || name.chars().count() > MAX_NAME {
        return Err(Kind::PairingCode.into());
    }
    let (journal, holder) = (&*app.journal, app.holder);
    if !kiosk::take_in(journal, holder, &code, name, &signed_in.officer).await? {
        return Err(Kind::PairingCode.into());
    }
    listed(&app, true).await
}

/// Ends a kiosk: when it has handed over what waits, or at once.
#[utoipa::path(
    post,
    path = "/api/v1/office/kiosks/{id}/end",
    tag = "office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The kiosk's id")),
    request_body(content = EndKiosk, content_type = "application/json"),
    responses(
        (status = 200, description = "The kiosks as they are now", body = KioskList,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role manages no kiosks, or asked by another site",
            body = ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "No such kiosk", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn end(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Sent(sent): Sent<EndKiosk>,
) -> Result<Answer<KioskList>, Problem> {
    signed_in.may(Deed::ManageKiosks)?;
    let id = Uuid::try_parse(&id).map_err(|_| Kind::NoSuchKiosk)?;
    let by = &signed_in.officer;
    let ended = kiosk::end(&*app.journal, app.holder, id, sent.at_once, by).await?;
    ended.ok_or(Kind::NoSuchKiosk)?;
    listed(&app, true).await
}

/// Puts a kiosk at the door of an open day, where it is told who booked, or gives it back to the
/// visitors.
#[utoipa::path(
    post,
    path = "/api/v1/office/kiosks/{id}/door",
    tag = "office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The kiosk's id")),
    request_body(content = PutAtDoor, content_type = "application/json"),
    responses(
        (status = 200, description = "The kiosks as they are now", body = KioskList,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role manages no kiosks or holds no open days, or asked by \
            another site", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "No such kiosk", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "The day has no doors: not published, or over",
            body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn put_at_door(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Sent(sent): Sent<PutAtDoor>,
) -> Result<Answer<KioskList>, Problem> {
    signed_in.may(Deed::ManageKiosks)?;
    // The list at the door holds names.
    signed_in.may(Deed::HoldOpenDays)?;
    let id = Uuid::try_parse(&id).map_err(|_| Kind::NoSuchKiosk)?;
    if let Some(day) = sent.day {
        let duty = days(&app).duty(day, app.clock.now()).await?;
        duty.ok_or(Kind::DayClosed)?;
    }
    let by = &signed_in.officer;
    let put = kiosk::put_at_door(&*app.journal, app.holder, id, sent.day, by).await?;
    put.ok_or(Kind::NoSuchKiosk)?;
    listed(&app, true).await
}

/// Makes a new key, to which kiosks seal from their next contact on. The old ones still open.
#[utoipa::path(
    post,
    path = "/api/v1/office/kiosks/key",
    tag = "office",
    security(("session" = [])),
    responses(
        (status = 200, description = "The kiosks, with the new key's id", body = KioskList,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role manages no kiosks, or asked by another site",
            body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn change_key(
    State(app): State<AppState>,
    signed_in: SignedIn,
) -> Result<Answer<KioskList>, Problem> {
    signed_in.may(Deed::ManageKiosks)?;
    kiosk::change_key(&*app.journal, app.holder, &signed_in.officer).await?;
    listed(&app, true).await
}

/// Tries again to open and take in what was put aside: its key may be found, its day open, the server
/// newer. Each is taken in once.
#[utoipa::path(
    post,
    path = "/api/v1/office/kiosks/aside",
    tag = "office",
    security(("session" = [])),
    responses(
        (status = 200, description = "The kiosks, and what is put aside still", body = KioskList,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role manages no kiosks, or asked by another site",
            body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn try_aside(
    State(app): State<AppState>,
    signed_in: SignedIn,
) -> Result<Answer<KioskList>, Problem> {
    signed_in.may(Deed::ManageKiosks)?;
    item::try_again(&app).await?;
    listed(&app, true).await
}
