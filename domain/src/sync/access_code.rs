use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// Letters of a code.
pub const CODE_LETTERS: usize = 26;
/// Bits of chance in it.
pub const CODE_BITS: usize = CODE_LETTERS * 5;

/// Crockford's base 32: no I, L, O, U, so that a code read aloud or copied by hand survives.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The secret that opens a whole case («код доступу»): made on the requester's device, of which
/// the server only ever stores the SHA-256.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessCode(String);

impl std::fmt::Debug for AccessCode {
    /// Never the code: debug output ends in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AccessCode(…)")
    }
}

impl AccessCode {
    /// A code of these random bytes; five bits of each are used.
    #[must_use]
    pub fn from_random(bytes: [u8; CODE_LETTERS]) -> Self {
        Self(
            bytes
                .iter()
                .map(|byte| char::from(ALPHABET[usize::from(byte & 31)]))
                .collect(),
        )
    }

    /// A code as a person types it: any case, spaces and dashes anywhere, O for 0, I or L for 1.
    /// `None` when it can't be one.
    ///
    /// ```
    /// use domain::sync::AccessCode;
    /// let code = AccessCode::from_random([17; 26]);
    /// assert_eq!(AccessCode::parse(&code.grouped().to_lowercase()), Some(code));
    /// ```
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let mut code = String::with_capacity(CODE_LETTERS);
        for c in typed
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—'))
        {
            let c = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                c => c,
            };
            if code.len() == CODE_LETTERS || !c.is_ascii() || !ALPHABET.contains(&(c as u8)) {
                return None;
            }
            code.push(c);
        }
        (code.len() == CODE_LETTERS).then_some(Self(code))
    }

    /// The bare 26 letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In groups, to be read and copied: `XXXXX-XXXXX-XXXXX-XXXXX-XXXXXX`.
    #[must_use]
    pub fn grouped(&self) -> String {
        let mut out = String::with_capacity(CODE_LETTERS + 4);
        for (at, c) in self.0.chars().enumerate() {
            if at > 0 && at % 5 == 0 && at < 25 {
                out.push('-');
            }
            out.push(c);
        }
        out
    }

    /// What the server stores: SHA-256 as 64 hexadecimal digits.
    #[must_use]
    pub fn hash(&self) -> String {
        Sha256::digest(self.0.as_bytes())
            .iter()
            .fold(String::with_capacity(64), |mut hex, byte| {
                let _ = write!(hex, "{byte:02x}");
                hex
            })
    }
}
