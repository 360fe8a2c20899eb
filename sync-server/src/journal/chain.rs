//! The hash chain over the history, so that a quiet change of the past is noticed.
//!
//! Each commit that adds events is a block. Its link is the SHA-256 of the link before it and of
//! every event in it; the first event of a request stands for the whole registration: index,
//! moment, digest of what was received, term and account. Whoever noted a link once (it is printed
//! by `verify` and by `backup`) can tell later whether anything up to it was changed.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{HolderId, JournalError};

/// A SHA-256.
pub(super) type Sum = [u8; 32];

/// The last block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Its number; 0 before the first.
    pub block: u64,
    /// Its link.
    pub link: [u8; 32],
}

impl Head {
    /// Before the first block.
    pub(super) const NONE: Self = Self {
        block: 0,
        link: [0; 32],
    };

    /// The block with this number and link, as they are stored.
    pub(super) fn stored(block: u64, link: Vec<u8>) -> Result<Self, JournalError> {
        let link = link.try_into().map_err(|_| unreadable())?;
        Ok(Self { block, link })
    }

    /// The block after this one.
    pub(super) fn next(self, note: Option<&str>, events: &[Written]) -> Self {
        let block = self.block + 1;
        let mut sum = Fields::new("block 1");
        sum.bytes(&self.link).number(block).text(note);
        for event in events {
            sum.bytes(&event.sum);
        }
        Self {
            block,
            link: sum.end(),
        }
    }
}

impl std::fmt::Display for Head {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:", self.block)?;
        self.link
            .iter()
            .try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::str::FromStr for Head {
    type Err = JournalError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (block, hex) = text.trim().split_once(':').ok_or_else(unreadable)?;
        let mut link = [0; 32];
        if hex.len() != 64 || !hex.is_ascii() {
            return Err(unreadable());
        }
        for (byte, at) in link.iter_mut().zip((0..64).step_by(2)) {
            *byte = u8::from_str_radix(&hex[at..at + 2], 16).map_err(|_| unreadable())?;
        }
        Ok(Self {
            block: block.parse().map_err(|_| unreadable())?,
            link,
        })
    }
}

fn unreadable() -> JournalError {
    JournalError::Unreadable("a link of the chain".into())
}

/// An event that a block will hold. Blocks hold their events in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Written {
    pub(super) request: i64,
    pub(super) n: u64,
    pub(super) sum: Sum,
}

/// What an event says.
pub(super) struct Said<'a> {
    pub(super) holder: HolderId,
    pub(super) id: Uuid,
    pub(super) n: u64,
    pub(super) at: i64,
    pub(super) officer: Option<i64>,
    pub(super) actor: &'a str,
    pub(super) event: Option<&'a str>,
    /// The account of the date it set, if it set one.
    pub(super) ruling: Option<&'a str>,
}

/// What a registration fixed, as it is stored.
pub(super) struct Fixed<'a> {
    pub(super) digest: &'a str,
    pub(super) received_at: i64,
    pub(super) year: i32,
    pub(super) ordinal: u32,
    pub(super) index: &'a str,
    /// [`assessment`] of it.
    pub(super) assessment: Sum,
}

/// Class, account and notice term of a registration; the same for all of one day.
pub(super) fn assessment(class: &str, ruling: &str, notice_by: Option<&str>) -> Sum {
    let mut sum = Fields::new("assessment 1");
    sum.text(Some(class)).text(Some(ruling)).text(notice_by);
    sum.end()
}

/// The sum of an event; the first of a request has the registration in it.
pub(super) fn event(said: &Said<'_>, fixed: Option<&Fixed<'_>>) -> Sum {
    let mut sum = Fields::new("event 1");
    sum.signed(said.holder.0)
        .bytes(said.id.as_bytes())
        .number(said.n)
        .signed(said.at)
        .signed(said.officer.unwrap_or(-1))
        .text(Some(said.actor))
        .text(said.event)
        .text(said.ruling);
    if let Some(fixed) = fixed {
        sum.text(Some(fixed.digest))
            .signed(fixed.received_at)
            .signed(fixed.year.into())
            .number(fixed.ordinal.into())
            .text(Some(fixed.index))
            .bytes(&fixed.assessment);
    }
    sum.end()
}

/// Fields one after the other, each with its length, so that no two lists of fields look alike.
struct Fields(Sha256);

impl Fields {
    fn new(kind: &str) -> Self {
        let mut fields = Self(Sha256::new());
        fields.text(Some(kind));
        fields
    }

    fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    fn number(&mut self, number: u64) -> &mut Self {
        self.bytes(&number.to_le_bytes())
    }

    fn signed(&mut self, number: i64) -> &mut Self {
        self.bytes(&number.to_le_bytes())
    }

    fn text(&mut self, text: Option<&str>) -> &mut Self {
        match text {
            Some(text) => self.bytes(text.as_bytes()),
            None => {
                self.0.update(u64::MAX.to_le_bytes());
                self
            }
        }
    }

    fn end(self) -> Sum {
        self.0.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_as_it_is_written() {
        let head = Head::NONE.next(None, &[]);
        assert_eq!(head.to_string().parse::<Head>().unwrap(), head);
        for bad in [
            "",
            "1",
            "1:",
            "1:zz",
            "x:00",
            &format!("1:{}", "é".repeat(32)),
        ] {
            assert!(bad.parse::<Head>().is_err(), "{bad}");
        }
    }

    #[test]
    fn every_part_of_a_block_changes_its_link() {
        let event = |n| Written {
            request: 1,
            n,
            sum: [n as u8; 32],
        };
        let links = [
            Head::NONE.next(None, &[event(1)]),
            Head::NONE.next(None, &[event(2)]),
            Head::NONE.next(None, &[event(1), event(2)]),
            Head::NONE.next(None, &[event(2), event(1)]),
            Head::NONE.next(Some(""), &[event(1)]),
            Head::NONE.next(None, &[event(1)]).next(None, &[event(1)]),
        ];
        for (at, link) in links.iter().enumerate() {
            assert!(
                links[..at].iter().all(|other| other.link != link.link),
                "{at}"
            );
        }
    }
}
