//! What is particular to one information holder.

use std::collections::BTreeMap;

use domain::calendar::{MovedDay, Regimes, Weekend, WorkingCalendar};
use domain::law::{Policy, Rates};
use domain::mail::Mailbox;
use domain::request::{IndexTemplate, LetterKind};
use domain::sync::settings::{CouncilSettings, OtherHolder, subsistence_minimum};
use domain::sync::wire::Council;
use domain::sync::{Digest, letter};
use serde::{Deserialize, Serialize};

use super::JournalError;
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
    /// Its mailbox.
    #[serde(default)]
    pub mail: Mailbox,
    /// Whether answers to a survey count that were finished before its end and came after it.
    #[serde(default)]
    pub counts_late_answers: bool,
    /// How long files of requests are kept, by the nomenclature of files.
    #[serde(default)]
    pub storage_term: String,
    /// Where costs of copying are paid, for the invoice.
    #[serde(default)]
    pub payment_details: String,
    /// Other holders of information, to whom requests are forwarded.
    #[serde(default)]
    pub holders: Vec<OtherHolder>,
    /// The subsistence minimum that limits [`Self::rates`], in kopecks.
    #[serde(default = "subsistence_minimum")]
    pub subsistence_minimum: u32,
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
            mail: Mailbox::default(),
            counts_late_answers: false,
            storage_term: String::new(),
            payment_details: String::new(),
            holders: Vec::new(),
            subsistence_minimum: subsistence_minimum(),
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

    /// The same with another mailbox.
    #[must_use]
    pub fn with_mailbox(self, mail: Mailbox) -> Self {
        Self { mail, ..self }
    }

    /// Its working calendar.
    #[must_use]
    pub fn calendar(&self) -> WorkingCalendar {
        WorkingCalendar::new(self.regimes.clone())
            .with_moved_days(self.moved_days.clone())
            .with_weekend(self.weekend)
    }

    /// What the office's page of settings shows and changes.
    #[must_use]
    pub fn of_council(&self) -> CouncilSettings {
        CouncilSettings {
            council: self.council.clone(),
            index: self.index.clone(),
            regimes: self.regimes.clone(),
            moved_days: self.moved_days.clone(),
            weekend: self.weekend,
            policy: self.policy.clone(),
            executors: self.executors.clone(),
            rates: self.rates,
            counts_late_answers: self.counts_late_answers,
            storage_term: self.storage_term.clone(),
            payment_details: self.payment_details.clone(),
            holders: self.holders.clone(),
            subsistence_minimum: self.subsistence_minimum,
        }
    }

    /// The same with this in place of what that page shows.
    #[must_use]
    pub fn with_council(self, new: CouncilSettings) -> Self {
        let CouncilSettings {
            council,
            index,
            regimes,
            moved_days,
            weekend,
            policy,
            executors,
            rates,
            counts_late_answers,
            storage_term,
            payment_details,
            holders,
            subsistence_minimum,
        } = new;
        Self {
            council,
            index,
            regimes,
            moved_days,
            weekend,
            policy,
            executors,
            rates,
            counts_late_answers,
            storage_term,
            payment_details,
            holders,
            subsistence_minimum,
            ..self
        }
    }

    /// Which state of what that page shows this is.
    ///
    /// # Errors
    /// Never: settings can be written as JSON.
    pub fn version(&self) -> Result<Digest, JournalError> {
        Ok(Digest::of(&serde_json::to_vec(&self.of_council())?))
    }

    /// Checks settings before they are stored: with wrong ones every later deadline would be wrong.
    ///
    /// # Errors
    /// Every problem, a sentence each.
    pub fn check(&self) -> Result<(), Vec<String>> {
        let found = self.of_council().check().err().unwrap_or_default();
        let mut problems: Vec<String> = found.iter().map(ToString::to_string).collect();
        problems.extend(self.wrong_letters());
        let wrong = self.mail.wrong();
        problems.extend(
            wrong
                .iter()
                .map(|field| format!("mail: {field:?} is wrong")),
        );
        if problems.is_empty() {
            Ok(())
        } else {
            Err(problems)
        }
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
}
