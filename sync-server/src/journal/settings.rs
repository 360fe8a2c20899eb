//! What is particular to one information holder.

use domain::calendar::{MovedDay, Regimes, WorkingCalendar};
use domain::law::Policy;
use domain::request::IndexTemplate;
use domain::sync::wire::Council;
use serde::{Deserialize, Serialize};

/// What is particular to one information holder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolderSettings {
    /// Names and contacts.
    pub council: Council,
    /// How it writes its indexes.
    #[serde(default)]
    pub index: IndexTemplate,
    /// When holidays are days off.
    pub regimes: Regimes,
    /// Working days it has moved by its own orders.
    #[serde(default)]
    pub moved_days: Vec<MovedDay>,
    /// How it reads what the Law leaves open.
    #[serde(default)]
    pub policy: Policy,
    /// Departments and people a request can be assigned to.
    #[serde(default)]
    pub executors: Vec<String>,
}

impl HolderSettings {
    /// The settings of a council of which only the name is known.
    #[must_use]
    pub fn new(council: Council) -> Self {
        Self {
            council,
            index: IndexTemplate::default(),
            regimes: Regimes::actual(),
            moved_days: Vec::new(),
            policy: Policy::default(),
            executors: Vec::new(),
        }
    }

    /// Its working calendar.
    #[must_use]
    pub fn calendar(&self) -> WorkingCalendar {
        WorkingCalendar::new(self.regimes.clone()).with_moved_days(self.moved_days.clone())
    }
}
