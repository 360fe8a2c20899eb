//! The registration of a submission, as far as no database is needed for it.

use chrono::{DateTime, Datelike, Utc};
use domain::kyiv;
use domain::sync::{Accept, accept};

use super::case::subject;
use super::chain::{self, Fixed, Said, Written};
use super::kept::Assessed;
use super::{HolderId, HolderSettings, Push, Pushed, Registered};

/// A push with what can be worked out before its turn to be written comes.
pub(super) struct Prepared {
    pub(super) push: Push,
    pub(super) subject: String,
}

impl Prepared {
    pub(super) fn new(push: Push) -> Self {
        Self {
            subject: subject(&push.submission),
            push,
        }
    }

    /// The answer, if what is registered under the id leaves nothing to register.
    pub(super) fn settled(&self, mut known: Option<Registered>) -> Option<Pushed> {
        if let Some(rest) = known.as_mut().and_then(|known| known.erased.take()) {
            return Some(Pushed::Erased(rest));
        }
        let digest = known.as_ref().map(|known| &known.digest);
        match (accept(digest, &self.push.digest), known) {
            (Accept::Replay, Some(known)) => Some(Pushed::Replayed(Box::new(known))),
            (Accept::Conflict, _) => Some(Pushed::Conflict),
            (Accept::Register | Accept::Replay, _) => None,
        }
    }

    /// The moment of receipt of what is registered now: what an officer enters, and what was put aside,
    /// reached the council before; what a device sends reaches it now.
    pub(super) fn received_at(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let intake = self.push.submission.intake.as_ref();
        let entered = intake.map(|intake| intake.received_at);
        entered.or(self.push.arrived).map_or(now, |at| at.min(now))
    }

    /// What the registration fixes.
    pub(super) fn registered(
        &self,
        settings: &HolderSettings,
        assessed: &Assessed,
        now: DateTime<Utc>,
        ordinal: u32,
    ) -> Registered {
        let registered_on = kyiv::date(now);
        Registered {
            id: self.push.id,
            digest: self.push.digest.clone(),
            index: settings.index.index(registered_on.year(), ordinal),
            received_at: self.received_at(now),
            registered_at: now,
            registered_on,
            term: assessed.assessment.term,
            ruling: assessed.assessment.ruling.clone(),
            erased: None,
        }
    }
}

/// The first event, for the chain: the registration itself, done by nobody but the server.
pub(super) fn first_event(
    holder: HolderId,
    request: i64,
    registered: &Registered,
    assessed: &Assessed,
) -> Written {
    let at = registered.registered_at.timestamp_millis();
    let said = Said {
        holder,
        id: registered.id,
        n: 1,
        at,
        officer: None,
        actor: "",
        event: None,
        ruling: None,
    };
    let fixed = Fixed {
        digest: registered.digest.as_str(),
        received_at: registered.received_at.timestamp_millis(),
        year: registered.index.year,
        ordinal: registered.index.ordinal,
        index: &registered.index.text,
        assessment: assessed.sum,
    };
    Written {
        request,
        n: 1,
        sum: chain::event(&said, Some(&fixed)),
    }
}
