//! A registered request: what it holds, what the law says of it, what an act leads to.

use chrono::{DateTime, Utc};
use domain::law::{self, Deadline, Ruling, TermClass};
use domain::request::{Act, Case, Event, Facts, Submission, Term, apply};

use super::{HolderSettings, JournalError, Registered};

/// An entry of the append-only history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When, by the journal's clock, UTC.
    pub at: DateTime<Utc>,
    /// The officer's name; empty for what the server did by itself.
    pub actor: String,
    /// The officer's position as it is kept now; empty for what the server did by itself.
    pub position: String,
    /// What; `None` for the registration itself.
    pub event: Option<Event>,
}

/// A registered request with everything that happened to it.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseRecord {
    /// What the registration fixed.
    pub registered: Registered,
    /// What was received.
    pub submission: Submission,
    /// Until when an extension may be notified.
    pub notice_by: Option<Deadline>,
    /// Why the date in force.
    pub ruling: Ruling,
    /// What the events fold to.
    pub case: Case,
    /// Everything that happened, oldest first; its length is the case's version.
    pub history: Vec<Entry>,
}

impl CaseRecord {
    /// The number of the last event.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.history.len() as u64
    }

    /// Folds the history to the present state.
    ///
    /// # Errors
    /// When the history breaks the rules, which no recorded one can.
    pub fn fold(
        registered: &Registered,
        submission: &Submission,
        notice_by: Option<Deadline>,
        history: &[Entry],
    ) -> Result<Case, JournalError> {
        let start = Case::registered(
            registered.received_at,
            Facts::of(submission),
            registered.term,
            notice_by,
        );
        history
            .iter()
            .filter_map(|entry| {
                Some(Act {
                    event: entry.event.clone()?,
                    at: entry.at,
                })
            })
            .try_fold(start, |case, act| apply(&case, &act))
            .map_err(|refused| JournalError::Unreadable(format!("a history that {refused}")))
    }
}

/// What the law says of a submission received now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// The term and its class.
    pub term: Term,
    /// Why that date.
    pub ruling: Ruling,
    /// Until when an extension may be notified, for a request that can be extended.
    pub notice_by: Option<Deadline>,
}

/// Finds class and term of a submission received at this moment.
///
/// A claimed subject of art. 20 part 2 makes the term 48 hours at once; whether the claim holds is
/// for an officer to judge afterwards, never for the machine.
///
/// # Errors
/// When the moment is outside the calendar.
pub fn assess(
    settings: &HolderSettings,
    submission: &Submission,
    received_at: DateTime<Utc>,
) -> Result<Assessment, JournalError> {
    let calendar = settings.calendar();
    let class = if submission.urgency.is_some() {
        TermClass::Urgent
    } else {
        TermClass::Ordinary
    };
    let ruling = law::deadline(class, received_at, &calendar, &settings.policy)?;
    let notice_by = match class {
        TermClass::Ordinary => {
            Some(law::extension_notice(received_at, &calendar, &settings.policy)?.deadline)
        }
        TermClass::Urgent | TermClass::Extended => None,
    };
    Ok(Assessment {
        term: Term {
            class,
            deadline: ruling.deadline,
        },
        ruling,
        notice_by,
    })
}

/// Characters of the first words that stand in a journal row.
const SUBJECT: usize = 120;

/// The first words of a request, on one line.
#[must_use]
pub fn subject(submission: &Submission) -> String {
    let (mut line, mut length) = (String::new(), 0);
    for word in submission.text.split_whitespace() {
        let space = usize::from(length > 0);
        let longer = length + space + word.chars().count();
        if longer > SUBJECT {
            if length == 0 {
                line.extend(word.chars().take(SUBJECT));
            }
            line.push('…');
            return line;
        }
        if space > 0 {
            line.push(' ');
        }
        line.push_str(word);
        length = longer;
    }
    line
}
