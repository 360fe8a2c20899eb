//! Sealing: HPKE (RFC 9180) with X25519, HKDF-SHA256 and ChaCha20-Poly1305, single shot, to the
//! server's public key. Chance comes from the caller, as everywhere in this crate.

use base64ct::{Base64, Encoding};
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{Deserializable, Kem as _, OpModeR, OpModeS, Serializable};
use sha2::{Digest as _, Sha256};

use super::envelope::{Context, Envelope};

type Kem = X25519HkdfSha256;
type Private = <Kem as hpke::Kem>::PrivateKey;
type Public = <Kem as hpke::Kem>::PublicKey;
type Encapped = <Kem as hpke::Kem>::EncappedKey;

/// What the key is for, so that nothing sealed for something else opens here.
const INFO: &[u8] = b"vidkryta-rada kiosk 1";

/// A pair of keys, as the server keeps it.
#[derive(Clone, PartialEq, Eq)]
pub struct Pair {
    /// Opens; in Base64.
    pub private: String,
    /// Seals; in Base64.
    pub public: String,
}

impl std::fmt::Debug for Pair {
    /// Never the private key: debug output ends in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pair")
            .field("public", &self.public)
            .finish_non_exhaustive()
    }
}

/// A pair of keys of these random bytes.
#[must_use]
pub fn pair(random: &[u8; 32]) -> Pair {
    let (private, public) = Kem::derive_keypair(random);
    Pair {
        private: Base64::encode_string(&private.to_bytes()),
        public: Base64::encode_string(&public.to_bytes()),
    }
}

/// The text, sealed to a public key; `None` when the key is none.
///
/// ```
/// use domain::kiosk::{Context, open, pair, seal};
/// let (pair, id) = (pair(&[7; 32]), uuid::Uuid::from_u128(1));
/// let context = Context { id, kind: "request", key: "k1" };
/// let sealed = seal(&pair.public, context, "Прошу кошторис".as_bytes(), [9; 32]).unwrap();
/// assert_eq!(open(&pair.private, &sealed).unwrap(), "Прошу кошторис".as_bytes());
/// ```
#[must_use]
pub fn seal(public: &str, context: Context<'_>, text: &[u8], random: [u8; 32]) -> Option<Envelope> {
    let public = Public::from_bytes(&Base64::decode_vec(public).ok()?).ok()?;
    let mut chance = Chance::new(random);
    let (encapped, sealed) = hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, Kem>(
        &OpModeS::Base,
        &public,
        INFO,
        text,
        context.said().as_bytes(),
        &mut chance,
    )
    .ok()?;
    Some(Envelope {
        v: super::envelope::VERSION,
        id: context.id,
        kind: context.kind.to_owned(),
        key: context.key.to_owned(),
        enc: Base64::encode_string(&encapped.to_bytes()),
        text: Base64::encode_string(&sealed),
    })
}

/// What was sealed; `None` when this key does not open it, or anything of it was changed.
#[must_use]
pub fn open(private: &str, envelope: &Envelope) -> Option<Vec<u8>> {
    let private = Private::from_bytes(&Base64::decode_vec(private).ok()?).ok()?;
    let encapped = Encapped::from_bytes(&Base64::decode_vec(&envelope.enc).ok()?).ok()?;
    hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, Kem>(
        &OpModeR::Base,
        &private,
        &encapped,
        INFO,
        &Base64::decode_vec(&envelope.text).ok()?,
        envelope.said().as_bytes(),
    )
    .ok()
}

/// Chance of the caller's random bytes, as much as is asked for.
struct Chance {
    seed: [u8; 32],
    block: u64,
}

impl Chance {
    const fn new(seed: [u8; 32]) -> Self {
        Self { seed, block: 0 }
    }

    fn next(&mut self) -> [u8; 32] {
        let block = Sha256::new()
            .chain_update(self.seed)
            .chain_update(self.block.to_le_bytes());
        self.block = self.block.wrapping_add(1);
        block.finalize().into()
    }
}

impl TryRng for Chance {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, into: &mut [u8]) -> Result<(), Self::Error> {
        for part in into.chunks_mut(32) {
            let block = self.next();
            part.copy_from_slice(&block[..part.len()]);
        }
        Ok(())
    }
}

impl TryCryptoRng for Chance {}
