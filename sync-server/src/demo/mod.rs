//! An invented council with invented staff, requesters and requests, for trying things out.
//!
//! All of it goes through the journal as real requests do, with a clock that is set to past
//! moments; the same every time, but for the day it is made on.

mod council;
mod duties;
mod requests;
mod timetable;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::request::Role;
use domain::sync::{AccessCode, Digest};

use crate::clock::SetClock;
use crate::duties::Duties;
use crate::journal::{Acted, Journal, JournalError, NewOfficer, Place, Push};
use crate::password;
use crate::start::{Account, HOLDER, StartError};

/// The login of the demo's clerk.
pub const LOGIN: &str = "clerk";
/// The login of the demo's administrator.
pub const ADMINISTRATOR: &str = "admin";
/// The password of both. It opens invented data only.
pub const PASSWORD: &str = "yasnodil-demo";

/// Fills the journal in this place, unless it holds a council already.
///
/// # Errors
/// When the journal can't be used.
pub async fn fill_if_empty(place: &Place, now: DateTime<Utc>) -> Result<(), StartError> {
    let clock = Arc::new(SetClock::at(now));
    let journal = place.open(clock.clone()).await?;
    let outcome = match journal.holder(HOLDER).await? {
        Some(_) => Ok(()),
        None => fill(&*journal, &clock, now).await,
    };
    journal.close().await;
    outcome
}

/// The demo's account, if this journal is the demo's.
///
/// # Errors
/// When the journal can't be read.
pub async fn account(journal: &dyn Journal) -> Result<Option<Account>, StartError> {
    let clerk = journal.officer_by_login(HOLDER, LOGIN.into()).await?;
    let is_demo = clerk.is_some_and(|(_, hash)| password::verify(PASSWORD, Some(&hash)));
    Ok(is_demo.then(|| Account {
        login: LOGIN.into(),
        password: PASSWORD.into(),
    }))
}

async fn fill(
    journal: &dyn Journal,
    clock: &SetClock,
    now: DateTime<Utc>,
) -> Result<(), StartError> {
    journal.put_holder(HOLDER, council::settings()).await?;
    let hash = password::hash(PASSWORD)?;
    for (login, (name, position), role) in [
        (LOGIN, council::CLERK, Role::ResponsibleOfficer),
        (ADMINISTRATOR, council::ADMINISTRATOR, Role::Administrator),
    ] {
        let officer = NewOfficer {
            login: login.into(),
            name: name.into(),
            position: position.into(),
            role,
            department: String::new(),
            password_hash: hash.clone(),
        };
        journal.add_officer(HOLDER, officer).await?;
    }
    let clerk = journal.officer_by_login(HOLDER, LOGIN.into()).await?;
    let (clerk, _) = clerk.ok_or(JournalError::NoHolder)?;
    let published = Duties::of(journal, HOLDER);
    duties::fill(published, &clerk, council::CLERK).await?;
    for step in timetable::steps(now) {
        clock.set(step.at);
        match step.what {
            timetable::What::Receive(id, mut submission) => {
                // Whoever tries letters at a demo's look-up finds as little as at a council's.
                let code = AccessCode::from_random(password::random()?);
                submission.access_code_hash = code.hash();
                let bytes = serde_json::to_vec(&*submission).map_err(JournalError::from)?;
                let digest = Digest::of(&bytes);
                let push = Push {
                    id,
                    digest,
                    bytes,
                    submission: *submission,
                    arrived: None,
                };
                journal.register(HOLDER, push).await?;
            }
            timetable::What::Act(id, version, act) => {
                let acted = journal.act(HOLDER, id, version, act, clerk.clone()).await?;
                if !matches!(acted, Acted::Done(_)) {
                    tracing::warn!(?acted, "an act of the demo was not recorded");
                }
            }
        }
    }
    Ok(())
}
