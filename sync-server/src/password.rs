//! Passwords: Argon2id with the parameters OWASP recommends (12 MiB, 3 passes, 1 lane:
//! as strong as its 19 MiB with 2 passes, and lighter on a small machine).

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};

const MEMORY_KIB: u32 = 12 * 1024;
const PASSES: u32 = 3;

/// The hash of no password at all. An unknown login is checked against it, so that it takes as
/// long as a known one.
const NOBODY: &str = "$argon2id$v=19$m=12288,t=3,p=1$bm9ib2R5bm9ib2R5$\
    Y+6v+W0OTaaqTR00YSpp7NiHrhCdPJM2jDNuY8wYHhc";

/// The machine gave no random numbers, or a parameter is wrong.
#[derive(Debug, Clone, thiserror::Error)]
#[error("a password could not be hashed: {0}")]
pub struct PasswordError(String);

fn argon2() -> Result<Argon2<'static>, PasswordError> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(|error| failed(&error))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn failed(error: &dyn std::fmt::Display) -> PasswordError {
    PasswordError(error.to_string())
}

/// Random bytes of the system.
///
/// # Errors
/// When the system has none.
pub fn random<const N: usize>() -> Result<[u8; N], PasswordError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| failed(&error))?;
    Ok(bytes)
}

/// The hash of a password in PHC form. Takes tens of milliseconds: not on an async thread.
///
/// # Errors
/// When the system has no random bytes for the salt.
pub fn hash(password: &str) -> Result<String, PasswordError> {
    let salt = SaltString::encode_b64(&random::<16>()?).map_err(|error| failed(&error))?;
    let hash = argon2()?.hash_password(password.as_bytes(), &salt);
    Ok(hash.map_err(|error| failed(&error))?.to_string())
}

/// Whether this is the password of that hash; with no hash, always false and as slow. Takes tens
/// of milliseconds: not on an async thread.
#[must_use]
pub fn verify(password: &str, hash: Option<&str>) -> bool {
    let check = |hash: &str| {
        let Ok(argon2) = argon2() else { return false };
        PasswordHash::new(hash)
            .is_ok_and(|hash| argon2.verify_password(password.as_bytes(), &hash).is_ok())
    };
    let right = check(hash.unwrap_or(NOBODY));
    right && hash.is_some()
}

/// A password nobody has to think of: 20 letters and digits that can't be mistaken.
///
/// # Errors
/// When the system has no random bytes.
pub fn invent() -> Result<String, PasswordError> {
    let code = domain::sync::AccessCode::from_random(random()?);
    let letters: Vec<char> = code.as_str().to_lowercase().chars().take(20).collect();
    Ok(letters
        .chunks(5)
        .map(|group| group.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_password_and_no_other() {
        let hashed = hash("пароль з пробілами").unwrap();
        assert!(hashed.starts_with("$argon2id$v=19$m=12288,t=3,p=1$"));
        assert!(verify("пароль з пробілами", Some(&hashed)));
        assert!(!verify("пароль", Some(&hashed)));
        assert!(!verify("", None));
        // Else an unknown login would be told by the time it takes.
        assert!(PasswordHash::new(NOBODY).is_ok());
    }

    #[test]
    fn invented_passwords_differ() {
        let (one, other) = (invent().unwrap(), invent().unwrap());
        assert_eq!(one.len(), 23);
        assert_ne!(one, other);
    }
}
