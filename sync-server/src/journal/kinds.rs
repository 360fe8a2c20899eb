//! Of which kind a request is: its class, how and from whom it was received.
//!
//! Nearly all are of the usual kind. The others have indexes of their own, which a registration
//! from the app does not touch: without them a page of what was never received by fax is found only
//! after everything was looked at.

use domain::law::TermClass;
use domain::request::{Channel, RequesterType};
use domain::sync::office::JournalQuery;

use super::JournalError;
use super::rows::name_of;

/// A kind that is asked for.
pub(super) struct Kind {
    column: &'static str,
    usual: String,
    /// The kind's name, as the column has it.
    pub(super) name: String,
}

impl Kind {
    /// The kinds a query asks for.
    pub(super) fn of(query: &JournalQuery) -> Result<Vec<Self>, JournalError> {
        let kind = |column, name: Option<_>, usual| {
            name.map(|name| Self {
                column,
                usual,
                name,
            })
        };
        let class = query.class.map(name_of).transpose()?;
        let channel = query.channel.map(name_of).transpose()?;
        let requester = query.requester.map(name_of).transpose()?;
        let kinds = [
            kind("class", class, name_of(TermClass::Ordinary)?),
            kind("channel", channel, name_of(Channel::App)?),
            kind("requester_type", requester, name_of(RequesterType::Person)?),
        ];
        Ok(kinds.into_iter().flatten().collect())
    }

    /// Whether it is another than most are of.
    pub(super) fn is_rare(&self) -> bool {
        self.name != self.usual
    }

    /// The condition that a request is of this kind; its value is [`Self::name`].
    pub(super) fn is(&self) -> String {
        format!("{} = ?", self.column)
    }

    /// What lets the database use the index of rare ones. Nothing a person typed is in it.
    pub(super) fn is_not_usual(&self) -> String {
        format!("{} <> '{}'", self.column, self.usual)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indexes_leave_out_what_is_usual() {
        let sqlite = include_str!("sqlite/schema_10.sql");
        let postgres = include_str!("postgres/schema_7.sql");
        let query = JournalQuery {
            class: Some(TermClass::Urgent),
            channel: Some(Channel::Fax),
            requester: Some(RequesterType::Person),
            ..JournalQuery::default()
        };
        let kinds = Kind::of(&query).unwrap();
        assert_eq!(kinds.len(), 3);
        for kind in &kinds {
            for schema in [sqlite, postgres] {
                let condition = format!("WHERE {};", kind.is_not_usual());
                assert!(schema.contains(&condition), "{condition}");
            }
        }
        let rare: Vec<bool> = kinds.iter().map(Kind::is_rare).collect();
        assert_eq!(rare, [true, true, false]);
    }
}
