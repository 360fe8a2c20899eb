use super::Digest;

/// What a server does with a pushed submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accept {
    /// The id is new: register it.
    Register,
    /// The same bytes came before: give the same receipt again.
    Replay,
    /// The id came before with other bytes: refuse, keep what is registered.
    Conflict,
}

/// The accept rule: one id gets at most one registration, whatever is retried or raced.
///
/// `known` is the digest stored under the pushed id, read in the transaction that would register.
#[must_use]
pub fn accept(known: Option<&Digest>, pushed: &Digest) -> Accept {
    match known {
        None => Accept::Register,
        Some(known) if known == pushed => Accept::Replay,
        Some(_) => Accept::Conflict,
    }
}
