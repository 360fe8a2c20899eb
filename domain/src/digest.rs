use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// SHA-256 of a submission's bytes, written as the `Content-Digest` header writes it (RFC 9530):
/// `sha-256=:…:`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Digest(String);

impl Digest {
    /// The digest of these bytes.
    ///
    /// ```
    /// use domain::sync::Digest;
    /// assert_eq!(
    ///     Digest::of(b"").as_str(),
    ///     "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"
    /// );
    /// ```
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(format!(
            "sha-256=:{}:",
            Base64::encode_string(&Sha256::digest(bytes))
        ))
    }

    /// A digest in the header's form; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Some(Self(text.to_owned())).filter(Self::is_well_formed)
    }

    /// Whether it has the form of a digest; one that crossed the network may not.
    #[must_use]
    pub fn is_well_formed(&self) -> bool {
        let inner = self.0.strip_prefix("sha-256=:");
        let inner = inner.and_then(|inner| inner.strip_suffix(':'));
        let bytes = inner.map(Base64::decode_vec);
        matches!(bytes, Some(Ok(bytes)) if bytes.len() == 32)
    }

    /// The header's value.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
