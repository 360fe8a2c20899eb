//! Submissions out of chance words, of the length people write.

use domain::request::{Language, RequesterType, Submission};
use domain::sync::Digest;
use sync_server::journal::Push;
use uuid::Uuid;

/// Numbers that look like chance and are the same at every run.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(2).wrapping_add(1))
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963);
        (self.0 >> 33) as usize % limit
    }

    pub(crate) fn id(&mut self, ms: u64) -> Uuid {
        let mut bytes = [0; 10];
        bytes
            .iter_mut()
            .for_each(|byte| *byte = self.below(256) as u8);
        uuid::Builder::from_unix_timestamp_millis(ms, &bytes).into_uuid()
    }

    /// One of some ten thousand words.
    fn word(&mut self) -> String {
        const PARTS: [&str; 22] = [
            "ко", "што", "рис", "ву", "ли", "ця", "ра", "да", "мі", "сто", "до", "го", "вір",
            "зем", "ля", "бу", "ді", "вля", "шко", "ла", "во", "дний",
        ];
        (0..3).map(|_| PARTS[self.below(PARTS.len())]).collect()
    }

    pub(crate) fn submission(&mut self) -> Submission {
        let words: Vec<String> = (0..40).map(|_| self.word()).collect();
        Submission {
            v: 1,
            requester_type: RequesterType::Person,
            name: format!("{} {} {}", self.word(), self.word(), self.word()),
            email: Some("requester@poshta.example".into()),
            postal_address: None,
            phone: None,
            text: words.join(" "),
            urgency: None,
            urgency_reason: None,
            written_at: 1_760_000_000_000,
            language: Language::Uk,
            access_code_hash: "0".repeat(64),
            attachments: Vec::new(),
            intake: None,
        }
    }

    pub(crate) fn push(&mut self, ms: u64) -> Result<Push, serde_json::Error> {
        let submission = self.submission();
        let bytes = serde_json::to_vec(&submission)?;
        Ok(Push {
            id: self.id(ms),
            digest: Digest::of(&bytes),
            bytes,
            submission,
            arrived: None,
        })
    }
}
