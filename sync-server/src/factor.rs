//! The second factor: codes of a program on the officer's phone (TOTP, RFC 6238), and recovery
//! codes for when the phone is gone.
//!
//! The server must know the secret to check a code, so it lies in the database as it is; recovery
//! codes lie there as hashes.

use chrono::{DateTime, TimeDelta, Utc};
use domain::sync::AccessCode;
use domain::sync::journal_view::JournalDesk;
use domain::sync::people::{RECOVERY_CODES, StaffEvent};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use totp_rs::{Builder, Secret, Totp};

use crate::password::{self, PasswordError};

/// So many wrong codes within [`WINDOW`] are answered by a wait.
const MOST_WRONG: usize = 5;
/// How long a wrong code is remembered.
const WINDOW: TimeDelta = TimeDelta::minutes(15);
/// Letters of a recovery code: 60 bits.
const RECOVERY_LETTERS: usize = 12;

/// What is an officer's own, beside the row with the password.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Own {
    /// The second factor, once it is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factor: Option<Factor>,
    /// The secret of one that is being set up, in base 32.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending: Option<String>,
    /// When the officer last signed in, milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_in_at: Option<i64>,
    /// When wrong codes came lately, milliseconds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wrong: Vec<i64>,
    /// How the officer looks at the journal.
    #[serde(default)]
    pub journal: JournalDesk,
}

/// A second factor that is on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factor {
    /// The secret in base 32.
    pub secret: String,
    /// The step of the last code that was taken: a code opens once.
    pub step: u64,
    /// SHA-256 of the recovery codes that are left.
    pub recovery: Vec<String>,
}

/// What came of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tried {
    /// It is right; what the history says of it.
    Right(Option<StaffEvent>),
    /// It is wrong, or was used already; what the history says of it.
    Wrong(Option<StaffEvent>),
    /// Too many were wrong: to be tried again after so many seconds.
    Wait(u64),
}

impl Own {
    /// Holds a code against the second factor, if there is one.
    pub fn try_code(&mut self, typed: &str, now: DateTime<Utc>) -> Tried {
        let Some(factor) = &mut self.factor else {
            return Tried::Right(None);
        };
        let oldest = (now - WINDOW).timestamp_millis();
        self.wrong.retain(|at| *at > oldest);
        if self.wrong.len() >= MOST_WRONG {
            let wait = self.wrong.first().map_or(0, |first| first - oldest);
            return Tried::Wait(u64::try_from(wait / 1_000).unwrap_or(0) + 1);
        }
        if let Some(step) = step_of(&factor.secret, typed, now)
            && step > factor.step
        {
            factor.step = step;
            self.wrong.clear();
            return Tried::Right(None);
        }
        if factor.take_recovery(typed) {
            self.wrong.clear();
            let left = u32::try_from(factor.recovery.len()).unwrap_or(u32::MAX);
            return Tried::Right(Some(StaffEvent::RecoveryUsed { left }));
        }
        self.wrong.push(now.timestamp_millis());
        Tried::Wrong((self.wrong.len() == MOST_WRONG).then_some(StaffEvent::CodesRefused))
    }

    /// Switches on the factor that is being set up, when the code is its; the recovery codes.
    /// `None` for a wrong code.
    ///
    /// # Errors
    /// When the system has no random bytes.
    pub fn confirm(
        &mut self,
        typed: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Vec<String>>, PasswordError> {
        let found = self.pending.as_ref().and_then(|secret| {
            let step = step_of(secret, typed, now)?;
            Some((secret.clone(), step))
        });
        let Some((secret, step)) = found else {
            return Ok(None);
        };
        let mut codes = Vec::with_capacity(RECOVERY_CODES);
        for _ in 0..RECOVERY_CODES {
            codes.push(recovery_code()?);
        }
        let recovery = codes.iter().map(|code| hash(code)).collect();
        self.factor = Some(Factor {
            secret,
            step,
            recovery,
        });
        self.pending = None;
        self.wrong.clear();
        Ok(Some(codes))
    }
}

impl Factor {
    /// Whether this is a recovery code that is left; then it is used up.
    fn take_recovery(&mut self, typed: &str) -> bool {
        let Some(hash) = tidy(typed).map(|code| hash(&code)) else {
            return false;
        };
        let known = |left: &String| bool::from(left.as_bytes().ct_eq(hash.as_bytes()));
        let before = self.recovery.len();
        self.recovery.retain(|left| !known(left));
        self.recovery.len() < before
    }
}

/// A new secret in base 32, of the 160 bits RFC 4226 recommends.
///
/// # Errors
/// When the system has no random bytes.
pub fn new_secret() -> Result<String, PasswordError> {
    let bytes: [u8; 20] = password::random()?;
    Ok(Secret::new(Box::new(bytes)).to_base32())
}

/// The address that programs for codes read from a QR code.
#[must_use]
pub fn uri(secret: &str, login: &str, council: &str) -> String {
    let encoded = |text: &str| -> String {
        form_urlencoded::byte_serialize(text.as_bytes())
            .collect::<String>()
            .replace('+', "%20")
    };
    // A colon parts the issuer from the account.
    let issuer = encoded(&council.replace(':', " "));
    let login = encoded(login);
    format!("otpauth://totp/{issuer}:{login}?secret={secret}&issuer={issuer}")
}

fn totp(secret: &str) -> Option<Totp> {
    let secret = Secret::try_from_base32(secret).ok()?;
    Builder::new().with_secret(secret).build().ok()
}

/// The step whose code this is, the present one or one beside it: clocks differ, and typing takes
/// time.
fn step_of(secret: &str, typed: &str, now: DateTime<Utc>) -> Option<u64> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    totp(secret)?.check(&digits, u64::try_from(now.timestamp()).ok()?)
}

/// Three groups of four letters that can't be mistaken.
fn recovery_code() -> Result<String, PasswordError> {
    let code = AccessCode::from_random(password::random()?);
    let letters = &code.as_str()[..RECOVERY_LETTERS];
    Ok(format!(
        "{}-{}-{}",
        &letters[..4],
        &letters[4..8],
        &letters[8..]
    ))
}

/// A recovery code as it was given out, of how a person types it.
fn tidy(typed: &str) -> Option<String> {
    let letters: String = typed.chars().filter(|c| c.is_alphanumeric()).collect();
    if letters.len() != RECOVERY_LETTERS || !letters.is_ascii() {
        return None;
    }
    let letters = letters.to_ascii_uppercase().replace('O', "0");
    let letters = letters.replace(['I', 'L'], "1");
    Some(format!(
        "{}-{}-{}",
        &letters[..4],
        &letters[4..8],
        &letters[8..]
    ))
}

fn hash(code: &str) -> String {
    let digest = Sha256::digest(code.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "12345678901234567890" of RFC 6238, appendix B.
    const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    fn on() -> (Own, Vec<String>) {
        let mut own = Own {
            pending: Some(SECRET.into()),
            ..Own::default()
        };
        let codes = own.confirm("287082", at(59)).unwrap().unwrap();
        (own, codes)
    }

    #[test]
    fn codes_are_those_of_the_rfc() {
        // The last six digits of the eight in the RFC's table.
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let step = step_of(SECRET, code, at(seconds));
            assert_eq!(step, Some(u64::try_from(seconds).unwrap() / 30), "{code}");
        }
        assert_eq!(step_of(SECRET, "28 70 82", at(59)), Some(1));
        assert_eq!(step_of(SECRET, "287082", at(59 + 60)), None, "too late");
        for wrong in ["", "28708", "+87082", "2870822", "двісті"] {
            assert_eq!(step_of(SECRET, wrong, at(59)), None, "{wrong}");
        }
    }

    #[test]
    fn a_code_opens_once() {
        let (mut own, _) = on();
        assert!(matches!(own.try_code("287082", at(60)), Tried::Wrong(None)));
        assert_eq!(
            own.try_code("005924", at(1_234_567_890)),
            Tried::Right(None)
        );
        let again = own.try_code("005924", at(1_234_567_895));
        assert!(matches!(again, Tried::Wrong(None)));
    }

    #[test]
    fn a_recovery_code_opens_once_however_it_is_typed() {
        let (mut own, codes) = on();
        assert_eq!(codes.len(), RECOVERY_CODES);
        let typed = codes[3].to_lowercase().replace('-', " ");
        let right = own.try_code(&typed, at(90));
        assert_eq!(
            right,
            Tried::Right(Some(StaffEvent::RecoveryUsed { left: 9 }))
        );
        assert!(matches!(own.try_code(&codes[3], at(90)), Tried::Wrong(_)));
        let left: Vec<_> = own.factor.unwrap().recovery;
        assert!(!left.contains(&codes[4]), "they lie there as hashes");
    }

    #[test]
    fn codes_cannot_be_guessed_in_a_hurry() {
        let (mut own, codes) = on();
        for n in 1..=5 {
            let told = (n == 5).then_some(StaffEvent::CodesRefused);
            assert_eq!(own.try_code("000000", at(100 + n)), Tried::Wrong(told));
        }
        let Tried::Wait(seconds) = own.try_code(&codes[0], at(110)) else {
            panic!("the sixth is looked at")
        };
        let later = at(110 + i64::try_from(seconds).unwrap());
        assert!(matches!(own.try_code(&codes[0], later), Tried::Right(_)));
    }

    #[test]
    fn the_address_names_council_and_login() {
        let uri = uri("ABC", "zlata", "Рада: 1 + 1");
        assert!(uri.starts_with("otpauth://totp/%D0%A0"), "{uri}");
        assert!(uri.ends_with("1%20%2B%201"), "{uri}");
        assert!(uri.contains(":zlata?secret=ABC&issuer="), "{uri}");
    }
}
