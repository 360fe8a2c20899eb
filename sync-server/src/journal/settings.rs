//! What is particular to one information holder.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};
use domain::calendar::{HORIZON, MovedDay, Period, Regimes, Weekend, WorkingCalendar};
use domain::law::Policy;
use domain::request::IndexTemplate;
use domain::sync::wire::Council;
use serde::{Deserialize, Serialize};

/// What is particular to one information holder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
    /// Its two weekly days off.
    #[serde(default)]
    pub weekend: Weekend,
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
            weekend: Weekend::default(),
            policy: Policy::default(),
            executors: Vec::new(),
        }
    }

    /// Its working calendar.
    #[must_use]
    pub fn calendar(&self) -> WorkingCalendar {
        WorkingCalendar::new(self.regimes.clone())
            .with_moved_days(self.moved_days.clone())
            .with_weekend(self.weekend)
    }

    /// Checks settings before they are stored: with wrong ones every later deadline would be wrong.
    ///
    /// # Errors
    /// Every problem, a sentence each.
    pub fn check(&self) -> Result<(), Vec<String>> {
        let mut problems = Vec::new();
        if self.council.name_uk.trim().is_empty() {
            problems.push("council.name_uk is empty".to_owned());
        }
        if let Err(error) = self.index.check() {
            problems.push(format!("index: {error}"));
        }
        if self.weekend.0 == self.weekend.1 {
            problems.push("weekend: the two days off are one".to_owned());
        }
        let hours = &self.policy.office_hours;
        if hours.opens >= hours.closes {
            problems.push("policy.office_hours: it closes before it opens".to_owned());
        }
        let regimes = [
            ("regimes.martial_law", &self.regimes.martial_law),
            ("regimes.holidays_observed", &self.regimes.holidays_observed),
        ];
        for (name, periods) in regimes {
            problems.extend(periods.iter().filter_map(|one| wrong_period(name, one)));
        }
        problems.extend(wrong_moved_days(&self.moved_days));
        let mut seen = HashSet::new();
        for executor in &self.executors {
            if executor.trim().is_empty() || !seen.insert(executor.trim()) {
                problems.push(format!(
                    "executors: «{executor}» is empty or stands there twice"
                ));
            }
        }
        if problems.is_empty() {
            Ok(())
        } else {
            Err(problems)
        }
    }
}

fn wrong_period(name: &str, period: &Period) -> Option<String> {
    let backwards = period.until.is_some_and(|until| until <= period.from);
    if backwards {
        return Some(format!(
            "{name}: the period from {} ends before it begins",
            period.from
        ));
    }
    (period.source.trim().is_empty()).then(|| {
        format!(
            "{name}: the period from {} names no act as its source",
            period.from
        )
    })
}

/// A day can be moved once, within the years the calendar covers, by an act.
fn wrong_moved_days(moved: &[MovedDay]) -> Vec<String> {
    let mut problems = Vec::new();
    let mut seen: HashSet<NaiveDate> = HashSet::new();
    for MovedDay {
        off,
        worked,
        source,
    } in moved
    {
        for day in [off, worked] {
            if !HORIZON.contains(&day.year()) {
                let (from, to) = (HORIZON.start(), HORIZON.end());
                problems.push(format!("moved_days: {day} is not within {from}–{to}"));
            }
            if !seen.insert(*day) {
                problems.push(format!("moved_days: {day} is moved twice"));
            }
        }
        if source.trim().is_empty() {
            problems.push(format!("moved_days: {off} names no act as its source"));
        }
    }
    problems
}
