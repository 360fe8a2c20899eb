//! What is published of access.

use chrono::{DateTime, Utc};
use domain::register::{
    AccessCard, AccessChange, AccessEntry, AccessPage, NewAccess, Published, changed, lacks,
};

use super::{Duties, Fault, ONE, json, still};
use crate::journal::{JournalError, Officer, RecordEntry, RecordKind, RecordQuery, RecordWrite};

/// What everybody sees of access, with the dates that art. 15 part 6 asks for.
pub struct PublicAccess {
    /// The page.
    pub page: AccessPage,
    /// When something of it was first published, UTC; nothing when it never was.
    pub published: Option<DateTime<Utc>>,
    /// When it was last changed, UTC.
    pub updated: Option<DateTime<Utc>>,
    /// What else is published.
    pub also: Published,
}

impl Duties<'_> {
    /// The page as everybody sees it.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn public_access(self) -> Result<PublicAccess, JournalError> {
        let found = self.one(RecordKind::Access, ONE).await?;
        let (page, _) = found.unwrap_or_default();
        let history = self.access_history().await?;
        Ok(PublicAccess {
            page,
            published: history.first().map(|one| one.at),
            updated: history.last().map(|one| one.at),
            also: self.published().await?,
        })
    }

    /// The page as the office sees it.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn access(self) -> Result<AccessCard, JournalError> {
        let found = self.one(RecordKind::Access, ONE).await?;
        let (page, version): (AccessPage, u64) = found.unwrap_or_default();
        let told = |entry: RecordEntry| {
            let change: AccessChange = serde_json::from_str(&entry.event)?;
            Ok(AccessEntry {
                at: entry.at,
                actor: entry.actor,
                parts: change.parts,
            })
        };
        let history = self.access_history().await?.into_iter().rev().map(told);
        Ok(AccessCard {
            version,
            lacks: lacks(&page, self.published().await?),
            page,
            history: history.collect::<Result<_, JournalError>>()?,
        })
    }

    /// Publishes the page, changed.
    ///
    /// # Errors
    /// When it is wrong, or was changed meanwhile.
    pub async fn put_access(self, new: NewAccess, by: &Officer) -> Result<AccessCard, Fault> {
        new.page.check().map_err(Fault::Access)?;
        let decide = move |known: Option<(AccessPage, u64)>, _| {
            let (before, _) = still(known, new.version)?;
            let parts = changed(&before.unwrap_or_default(), &new.page);
            if parts.is_empty() {
                return Ok((None, ()));
            }
            let write = RecordWrite {
                body: json(&new.page)?,
                event: Some(json(&AccessChange { parts })?),
                ..RecordWrite::default()
            };
            Ok((Some(write), ()))
        };
        self.change((RecordKind::Access, ONE), Some(by), decide)
            .await?;
        Ok(self.access().await?)
    }

    async fn access_history(self) -> Result<Vec<RecordEntry>, JournalError> {
        let kind = RecordKind::Access;
        self.journal.record_history(self.holder, kind, ONE).await
    }

    async fn published(self) -> Result<Published, JournalError> {
        let query = RecordQuery {
            limit: 1,
            ..RecordQuery::default()
        };
        let (journal, holder) = (self.journal, self.holder);
        let documents = journal.records(holder, RecordKind::Document, query).await?;
        Ok(Published {
            reports: !journal.publications(holder).await?.is_empty(),
            documents: !documents.is_empty(),
        })
    }
}
