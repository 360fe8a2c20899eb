use axum::extract::{Path, Request, State};
use axum::response::Response;
use chrono::{DateTime, Utc};
use domain::kiosk::{self as sealed, Envelope, WhySealed};
use domain::sync::Digest;
use domain::sync::kiosk::{HallAnswer, HallQuestion, MAX_SEALED_BYTES, SealedReceipt};
use domain::sync::wire::ProblemDetails;
use uuid::Uuid;

use super::Kiosk;
use crate::http::answer::Answer;
use crate::http::open_days::days;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::http::push::{check_digest, checked, parse_id};
use crate::http::{AppState, body};
use crate::journal::{Push, Pushed};
use crate::kiosk;
use crate::open_day::Fault;
use axum::response::IntoResponse;

/// Takes in what a kiosk sealed, once, however often it is sent. What can't be opened is put aside.
#[utoipa::path(
    put,
    path = "/api/v1/kiosk/items/{id}",
    tag = "kiosk",
    security(("kiosk" = [])),
    params(
        ("id" = Uuid, Path, description = "UUID version 7 made on the kiosk"),
        ("content-digest" = String, Header, description = "sha-256 of the body, as in RFC 9530"),
    ),
    request_body(content = Envelope, content_type = "application/json"),
    responses(
        (status = 200, description = "The server has it", body = SealedReceipt,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed: id, header or body", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "No kiosk has this token", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 409, description = "Something else was put aside under this id",
            body = ProblemDetails, content_type = "application/problem+json"),
        (status = 410, description = "The council has ended this kiosk", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 425, description = "Damaged on its way: send it again", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn put(
    State(app): State<AppState>,
    asking: Kiosk,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let bytes = body::read(body, MAX_SEALED_BYTES).await?;
    asking.serves()?;
    let id = parse_id(&id)?;
    let digest = check_digest(&parts.headers, &bytes)?;
    let envelope: Envelope = body::object(&bytes)?;
    if envelope.id != id {
        return Err(Kind::Malformed.into());
    }
    let (index, aside) = match take(&app, &envelope, None).await? {
        Ok(index) => (index, None),
        Err(why) => {
            let from = (asking.id, asking.tablet.name);
            let (journal, holder) = (&*app.journal, app.holder);
            let kept =
                kiosk::put_aside(journal, holder, envelope, digest.clone(), from, why).await?;
            if kept != digest {
                return Err(Kind::Conflict.into());
            }
            (None, Some(why))
        }
    };
    Ok(Answer(SealedReceipt {
        id,
        digest,
        index,
        aside,
        server_time: app.clock.now(),
    })
    .into_response())
}

/// Tries again what was put aside: what opens now is taken in as if it had opened when it came, which
/// is the moment of its receipt. Cut off in the middle, the next try goes on: what is there already is
/// known by its id.
pub(in crate::http) async fn try_again(app: &AppState) -> Result<(), Problem> {
    let (journal, holder) = (&*app.journal, app.holder);
    for one in kiosk::aside(journal, holder).await? {
        let arrived = DateTime::from_timestamp_millis(one.received_at);
        match take(app, &one.envelope, arrived).await? {
            Ok(_) => kiosk::no_longer_aside(journal, holder, one.envelope.id).await?,
            Err(why) if why == one.why => {}
            Err(why) => kiosk::aside_because(journal, holder, one.envelope.id, why).await?,
        }
    }
    Ok(())
}

/// Opens an envelope and takes in what it holds: the index or number it got, or why it is put aside.
/// What came before now says when.
async fn take(
    app: &AppState,
    envelope: &Envelope,
    arrived: Option<DateTime<Utc>>,
) -> Result<Result<Option<String>, WhySealed>, Problem> {
    let Some(kind) = sealed::Kind::named(&envelope.kind) else {
        return Ok(Err(WhySealed::UnknownKind));
    };
    let keys = kiosk::keys(&*app.journal, app.holder).await?;
    let text = match kiosk::opened(&keys, envelope) {
        Ok(text) => text,
        Err(why) => return Ok(Err(why)),
    };
    match kind {
        sealed::Kind::Request => request(app, envelope.id, text, arrived).await,
        sealed::Kind::Survey => {
            let Ok(sent) = body::object::<HallAnswer>(&text) else {
                return Ok(Err(WhySealed::Invalid));
            };
            let day = sent.day;
            let kept = days(app).answer_at(day, envelope.id, sent.answer(), arrived);
            of_day(kept.await.map(|_| None))
        }
        sealed::Kind::Question => {
            let Ok(sent) = body::object::<HallQuestion>(&text) else {
                return Ok(Err(WhySealed::Invalid));
            };
            let day = sent.day;
            let asked = days(app).ask_at(day, envelope.id, sent.question(), arrived);
            of_day(asked.await.map(|told| Some(told.number)))
        }
    }
}

async fn request(
    app: &AppState,
    id: Uuid,
    text: Vec<u8>,
    arrived: Option<DateTime<Utc>>,
) -> Result<Result<Option<String>, WhySealed>, Problem> {
    let Ok(push) = checked(id, Digest::of(&text), text) else {
        return Ok(Err(WhySealed::Invalid));
    };
    let push = Push { arrived, ..push };
    Ok(match app.journal.register(app.holder, push).await? {
        Pushed::New(known) => {
            app.post.recorded(known.id);
            Ok(Some(known.index.text))
        }
        Pushed::Replayed(known) => Ok(Some(known.index.text)),
        Pushed::Erased(rest) => Ok(Some(rest.index)),
        Pushed::Conflict => Err(WhySealed::Conflict),
    })
}

/// What an open day takes in, or why it is put aside: the visitor is gone and can't be asked again.
/// Only a journal that failed is worth another try.
fn of_day(
    taken: Result<Option<String>, Fault>,
) -> Result<Result<Option<String>, WhySealed>, Problem> {
    match taken {
        Ok(number) => Ok(Ok(number)),
        Err(Fault::Journal(error)) => Err(error.into()),
        Err(Fault::Unknown | Fault::Closed) => Ok(Err(WhySealed::Closed)),
        Err(Fault::Conflict) => Ok(Err(WhySealed::Conflict)),
        Err(_) => Ok(Err(WhySealed::Invalid)),
    }
}
