//! Sealing at the moment of submit. What was typed is never kept: only its sealed form is.

use domain::kiosk::{Context, Kind, Order, seal};
use domain::request::check;
use domain::sync::kiosk::{HallAnswer, HallQuestion};
use domain::sync::{AccessCode, Digest};
use serde::Serialize;
use uuid::Uuid;

use super::browser;
use super::store::{Slip, Store};
use crate::db::kiosk::{self as db, SealedRecord};
use crate::text::{self, Text, kiosk as say};
use crate::{device, json};

/// What is said of something that can't be kept.
const FAILED: Text = say::SUBMIT_FAILED;

/// Seals the request and keeps it; what the visitor takes away.
pub(super) async fn request(store: Store) -> Result<Slip, Text> {
    let code = AccessCode::from_random(device::random());
    let draft = store.draft.get_untracked();
    let submission = check(&draft, device::now_ms(), text::language(), &code.hash());
    let submission = submission.map_err(|_| FAILED)?;
    let id = keep(store, Kind::Request, &submission).await?;
    let link = format!(
        "{}{}#{id}/{}",
        device::origin(),
        browser::FOLLOW,
        code.as_str()
    );
    Ok(slip(Kind::Request, id, Some((&code, link))))
}

/// Seals an answer to a survey and keeps it. It is nameless: there is nothing to take away.
pub(super) async fn survey(store: Store) -> Result<Slip, Text> {
    let day = store
        .day
        .with_untracked(|day| day.as_ref().map(|day| day.id));
    let replies = store.replies.get_untracked();
    let answer = HallAnswer {
        day: day.ok_or(FAILED)?,
        finished_at: device::now().timestamp_millis(),
        replies: replies.into_iter().collect(),
    };
    let id = keep(store, Kind::Survey, &answer).await?;
    Ok(slip(Kind::Survey, id, None))
}

/// Seals a question, proposal or remark and keeps it; what the visitor takes away.
pub(super) async fn question(store: Store) -> Result<Slip, Text> {
    let day = store
        .day
        .with_untracked(|day| day.as_ref().map(|day| day.id));
    let code = AccessCode::from_random(device::random());
    let said = store.said.get_untracked();
    let question = HallQuestion {
        day: day.ok_or(FAILED)?,
        concern: said.concern,
        text: said.text,
        name: said.name.trim().to_owned(),
        contact: said.contact.trim().to_owned(),
        code_hash: code.hash(),
    };
    let id = keep(store, Kind::Question, &question).await?;
    let (origin, follow) = (device::origin(), browser::FOLLOW);
    let link = format!("{origin}{follow}#question/{id}/{}", code.as_str());
    Ok(slip(Kind::Question, id, Some((&code, link))))
}

fn slip(kind: Kind, id: Uuid, follow: Option<(&AccessCode, String)>) -> Slip {
    let (code, link) = follow.map_or_else(Default::default, |(code, link)| (code.grouped(), link));
    Slip {
        kind,
        id,
        code,
        link,
        arrived: false,
        index: None,
    }
}

/// Seals something to the council's key and keeps it, on the disk when this returns.
async fn keep(store: Store, kind: Kind, plain: &impl Serialize) -> Result<Uuid, Text> {
    let home = store.home.get_untracked();
    let told = home.and_then(|home| home.told).ok_or(say::SUBMIT_NO_KEY)?;
    if told.order != Order::Serve {
        return Err(say::SUBMIT_CLOSING);
    }
    let key = told.key;
    let plain = json::write(plain).ok_or(FAILED)?;
    let id = device::new_id();
    let context = Context {
        id,
        kind: kind.name(),
        key: &key.id,
    };
    let sealed = seal(&key.public, context, plain.as_bytes(), device::random());
    let body = sealed.and_then(|sealed| json::write(&sealed));
    let body = body.ok_or(FAILED)?;
    let record = SealedRecord {
        id,
        digest: Digest::of(body.as_bytes()),
        body,
        sealed_at: device::now_ms(),
        refused: false,
    };
    db::keep(&record).await.map_err(|_| FAILED)?;
    Ok(id)
}
