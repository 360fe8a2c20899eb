//! What is particular to one information holder.

use std::collections::{BTreeMap, HashSet};

use chrono::{Datelike, NaiveDate};
use domain::calendar::{Day, HORIZON, MovedDay, Period, Regimes, Weekend, WorkingCalendar};
use domain::law::{CopyKind, Policy, Rates, highest_rate};
use domain::request::{IndexTemplate, LetterKind};
use domain::sync::letter;
use domain::sync::wire::Council;
use serde::{Deserialize, Serialize};

use crate::letter::template::standard;

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
    /// What copies cost (art. 21); nothing by default.
    #[serde(default)]
    pub rates: Rates,
    /// Texts of letters that are not the standard ones.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub letters: BTreeMap<LetterKind, String>,
    /// Whether answers to a survey count that were finished before its end and came after it.
    #[serde(default)]
    pub counts_late_answers: bool,
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
            rates: Rates::default(),
            letters: BTreeMap::new(),
            counts_late_answers: false,
        }
    }

    /// The text of a kind of letter.
    #[must_use]
    pub fn template(&self, kind: LetterKind) -> &str {
        self.letters
            .get(&kind)
            .map_or(standard(kind).text, String::as_str)
    }

    /// The same with another text of a kind of letter, or with the standard one.
    #[must_use]
    pub fn with_template(mut self, kind: LetterKind, text: Option<String>) -> Self {
        match text {
            Some(text) => drop(self.letters.insert(kind, text)),
            None => drop(self.letters.remove(&kind)),
        }
        self
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
        problems.extend(self.off_and_worked());
        problems.extend(self.unwritable());
        problems.extend(self.rates_over_the_limit());
        problems.extend(self.wrong_letters());
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

/// The longest name of a council or department, in characters.
const NAME: usize = 300;

/// The subsistence minimum for able-bodied persons from 1 January 2026, in kopecks: rates are bound
/// to it. A later minimum is never lower, so that this one forbids nothing wrongly but a rise.
const SUBSISTENCE_MINIMUM: u32 = 332_800;

impl HolderSettings {
    /// Rates above what the Cabinet allows (art. 21 part 3).
    fn rates_over_the_limit(&self) -> Vec<String> {
        let kinds = [
            ("a4", CopyKind::A4),
            ("a3", CopyKind::A3),
            ("redacted", CopyKind::Redacted),
            ("scan", CopyKind::Scan),
        ];
        let over = |(name, kind): (&str, CopyKind)| {
            let highest = highest_rate(kind, SUBSISTENCE_MINIMUM);
            let rate = self.rates.of(kind).filter(|rate| *rate > highest)?;
            Some(format!(
                "rates.{name}: {rate} kopecks a page, the Cabinet allows {highest}"
            ))
        };
        kinds.into_iter().filter_map(over).collect()
    }

    /// Templates that name what is unknown, or leave out what the Law asks for.
    fn wrong_letters(&self) -> Vec<String> {
        let wrong = |(kind, text): (&LetterKind, &String)| {
            let standard = standard(*kind);
            let found = letter::check(text, &standard.known(), standard.required).err()?;
            Some(format!("letters.{}: {found:?}", kind.code()))
        };
        self.letters.iter().filter_map(wrong).collect()
    }

    /// A moved day swaps a working day with a day off; anything else is a slip of the pen.
    fn off_and_worked(&self) -> Vec<String> {
        let plain = WorkingCalendar::new(self.regimes.clone()).with_weekend(self.weekend);
        let mut problems = Vec::new();
        for MovedDay { off, worked, .. } in &self.moved_days {
            if matches!(plain.day(*off), Ok(Day::Off(_))) {
                problems.push(format!("moved_days: {off} is a day off as it is"));
            }
            if matches!(plain.day(*worked), Ok(Day::Working(_))) {
                problems.push(format!("moved_days: {worked} is a working day as it is"));
            }
        }
        problems
    }

    /// What could not stand on one line of a letter.
    fn unwritable(&self) -> Vec<String> {
        let council = &self.council;
        let texts = [
            ("council.name_uk", &council.name_uk),
            ("council.name_en", &council.name_en),
            ("council.address", &council.address),
            ("council.email", &council.email),
            ("council.phone", &council.phone),
            ("index.pattern", &self.index.pattern),
            ("index.nomenclature", &self.index.nomenclature),
            ("index.prefix", &self.index.prefix),
        ];
        let executors = self.executors.iter().map(|name| ("executors", name));
        let bad = |text: &str| text.chars().count() > NAME || text.chars().any(char::is_control);
        texts
            .into_iter()
            .chain(executors)
            .filter(|(_, text)| bad(text))
            .map(|(name, _)| format!("{name}: at most {NAME} characters on one line"))
            .collect()
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
