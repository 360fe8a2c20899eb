//! Taking in the files of a registered request, piece by piece.
//!
//! A piece is acknowledged when it is on the disk. The last one is only kept together with the
//! record that the file is received, after the whole was looked at: so a file whose bytes are all
//! there has always been found right.

pub(crate) mod bare;
pub(crate) mod kind;

use std::sync::Arc;

use domain::request::{Arrival, Attachment};
use domain::sync::Digest;
use tokio::sync::Semaphore;

use crate::journal::{FileId, FileWrite, FileWritten, HolderId, Journal, JournalError, Stored};

/// Why a piece was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotTaken {
    /// The journal could not do it.
    Journal(JournalError),
    /// Something else is stored by now.
    Elsewhere,
    /// The requester took the file back, or it was found not to be of its kind.
    Gone,
    /// The file is not the one its submission names. It was dropped and is waited for anew.
    Damaged,
    /// Its content is not of the kind its name says. It was dropped, and that is recorded.
    NotItsKind,
}

impl From<JournalError> for NotTaken {
    fn from(error: JournalError) -> Self {
        Self::Journal(error)
    }
}

/// A file on its way.
pub struct Upload {
    /// Where it goes.
    pub journal: Arc<dyn Journal>,
    /// Whose request it belongs to.
    pub holder: HolderId,
    /// Which file it is.
    pub id: FileId,
    /// What its submission says of it.
    pub file: Attachment,
    /// What is stored of it.
    pub stored: Stored,
    /// Whole files looked at at once: each is in memory then.
    pub looks: Arc<Semaphore>,
}

/// What a whole file is found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Right,
    Damaged,
    NotItsKind,
}

impl Upload {
    /// Bytes that may still come.
    #[must_use]
    pub const fn missing(&self) -> u64 {
        self.file.size.saturating_sub(self.stored.bytes)
    }

    /// Stores the next bytes; with the last ones, looks at the whole.
    ///
    /// # Errors
    /// See [`NotTaken`]; these bytes are not stored then.
    pub async fn add(&mut self, bytes: Vec<u8>) -> Result<(), NotTaken> {
        if bytes.is_empty() {
            return Ok(());
        }
        let after = self.stored;
        if bytes.len() as u64 != self.missing() {
            return self.write(FileWrite::Add { after, bytes }).await;
        }
        match self.look(&bytes).await? {
            Found::Right => self.write(FileWrite::Complete { after, bytes }).await,
            Found::Damaged => {
                self.write(FileWrite::Discard { after }).await?;
                Err(NotTaken::Damaged)
            }
            Found::NotItsKind => {
                self.write(FileWrite::NotItsKind { after }).await?;
                Err(NotTaken::NotItsKind)
            }
        }
    }

    async fn write(&mut self, write: FileWrite) -> Result<(), NotTaken> {
        let written = self.journal.write_file(self.holder, self.id, write).await?;
        match written {
            FileWritten::Done(stored) => {
                self.stored = stored;
                Ok(())
            }
            FileWritten::Elsewhere(_) | FileWritten::Settled(Arrival::Received) => {
                Err(NotTaken::Elsewhere)
            }
            FileWritten::Settled(_) | FileWritten::Unknown => Err(NotTaken::Gone),
        }
    }

    /// Looks at the file as it would be with these last bytes. What is stored can't change under
    /// that unnoticed: the write that follows names it.
    async fn look(&self, last: &[u8]) -> Result<Found, NotTaken> {
        let closed = |_| JournalError::Busy;
        let _place = self.looks.acquire().await.map_err(closed)?;
        let size = usize::try_from(self.file.size).unwrap_or(0);
        let mut whole = Vec::with_capacity(size);
        while (whole.len() as u64) < self.stored.bytes {
            let at = whole.len() as u64;
            let piece = self.journal.piece(self.holder, self.id, at).await?;
            whole.extend(piece.ok_or(NotTaken::Elsewhere)?);
        }
        whole.extend_from_slice(last);
        let file = self.file.clone();
        let look = move || {
            if Digest::of(&whole) != file.digest {
                Found::Damaged
            } else if kind::is(&file.media, &whole) {
                Found::Right
            } else {
                Found::NotItsKind
            }
        };
        // A file that makes a reader of files panic is of no kind.
        let found = tokio::task::spawn_blocking(look).await;
        Ok(found.unwrap_or(Found::NotItsKind))
    }
}
