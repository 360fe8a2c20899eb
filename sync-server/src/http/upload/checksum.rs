use axum::http::HeaderMap;
use base64ct::{Base64, Encoding};
use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::http::problem_text::Kind;

/// What `Tus-Checksum-Algorithm` says. The protocol demands sha1, which finds damage as well as
/// any; against intent there is the digest of the whole file.
pub(super) const ALGORITHMS: &str = "sha256,sha1";

/// The sum a client sends with a piece.
pub(super) struct Checksum {
    sha1: bool,
    sum: Vec<u8>,
}

impl Checksum {
    /// The sum in the `Upload-Checksum` header, if there is one.
    pub(super) fn of(headers: &HeaderMap) -> Result<Option<Self>, Kind> {
        let Some(value) = headers.get("upload-checksum") else {
            return Ok(None);
        };
        let value = value.to_str().map_err(|_| Kind::ChecksumUnknown)?;
        let (name, sum) = value.split_once(' ').ok_or(Kind::ChecksumUnknown)?;
        let (sha1, length) = match name {
            "sha1" => (true, 20),
            "sha256" => (false, 32),
            _ => return Err(Kind::ChecksumUnknown),
        };
        let sum = Base64::decode_vec(sum.trim()).map_err(|_| Kind::ChecksumUnknown)?;
        if sum.len() != length {
            return Err(Kind::ChecksumUnknown);
        }
        Ok(Some(Self { sha1, sum }))
    }

    /// Whether it is the sum of these bytes.
    pub(super) fn fits(&self, bytes: &[u8]) -> bool {
        if self.sha1 {
            Sha1::digest(bytes).as_slice() == self.sum
        } else {
            Sha256::digest(bytes).as_slice() == self.sum
        }
    }
}
