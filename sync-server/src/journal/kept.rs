//! What is worth keeping between commits: settings, and what the law says of a day.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use domain::kyiv;
use domain::request::Submission;

use super::case::{Assessment, assess};
use super::chain::{self, Sum};
use super::rows::name_of;
use super::{HolderId, HolderSettings, JournalError};

/// Days whose assessments are kept. A server needs one; a filled journal goes through many.
const DAYS: usize = 16;

/// To be forgotten whenever a holder's settings change, here or in another program.
#[derive(Default)]
pub(super) struct Kept {
    settings: HashMap<HolderId, Arc<HolderSettings>>,
    assessments: HashMap<(HolderId, NaiveDate), Arc<Assessed>>,
}

/// An assessment and the columns it is stored in, written out once for all requests of a day.
pub(super) struct Assessed {
    pub(super) assessment: Assessment,
    pub(super) class: String,
    pub(super) ruling: String,
    pub(super) deadline: String,
    pub(super) notice_by: Option<String>,
    /// Its part in the chain.
    pub(super) sum: Sum,
}

impl Assessed {
    fn new(assessment: Assessment) -> Result<Arc<Self>, JournalError> {
        let notice_by = assessment.notice_by.as_ref().map(serde_json::to_string);
        let notice_by = notice_by.transpose()?;
        let class = name_of(assessment.term.class)?;
        let ruling = serde_json::to_string(&assessment.ruling)?;
        Ok(Arc::new(Self {
            sum: chain::assessment(&class, &ruling, notice_by.as_deref()),
            deadline: serde_json::to_string(&assessment.term.deadline)?,
            class,
            ruling,
            notice_by,
            assessment,
        }))
    }
}

impl Kept {
    /// The holder's settings, if they are kept.
    pub(super) fn settings(&self, holder: HolderId) -> Option<Arc<HolderSettings>> {
        self.settings.get(&holder).cloned()
    }

    /// Keeps settings as they were read; without any there is no such holder.
    pub(super) fn keep(
        &mut self,
        holder: HolderId,
        read: Option<HolderSettings>,
    ) -> Result<Arc<HolderSettings>, JournalError> {
        let settings = Arc::new(read.ok_or(JournalError::NoHolder)?);
        self.settings.insert(holder, settings.clone());
        Ok(settings)
    }

    /// What the law says of a submission received now. All that come on one day are due on one
    /// day, unless their terms run in hours or the council goes by its office hours.
    pub(super) fn assess(
        &mut self,
        holder: HolderId,
        settings: &HolderSettings,
        submission: &Submission,
        received_at: DateTime<Utc>,
    ) -> Result<Arc<Assessed>, JournalError> {
        if submission.urgency.is_some() || settings.policy.registered_next_working_day {
            return Assessed::new(assess(settings, submission, received_at)?);
        }
        let day = (holder, kyiv::date(received_at));
        if let Some(assessed) = self.assessments.get(&day) {
            return Ok(assessed.clone());
        }
        let assessed = Assessed::new(assess(settings, submission, received_at)?)?;
        if self.assessments.len() >= DAYS {
            self.assessments.clear();
        }
        self.assessments.insert(day, assessed.clone());
        Ok(assessed)
    }

    pub(super) fn forget(&mut self) {
        self.settings.clear();
        self.assessments.clear();
    }
}
