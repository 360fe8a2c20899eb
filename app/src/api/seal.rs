//! Parcels are sealed before they leave the device: AES-256-GCM by the browser. Key and name come
//! from the code's 130 random bits, so the server that keeps a parcel can neither read it nor
//! tell whose it is.

use domain::sync::AccessCode;
use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use sha2::{Digest as _, Sha256};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::device;

/// Bytes of the nonce, which stands before the sealed text.
const NONCE: u32 = 12;

fn derived(what: &str, code: &AccessCode) -> [u8; 32] {
    Sha256::digest(format!("vidkryta-rada parcel {what}:{}", code.as_str())).into()
}

/// The name a parcel has with the server.
pub(super) fn name(code: &AccessCode) -> String {
    derived("name", code)[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The text, sealed, in Base64.
pub(super) async fn seal(code: &AccessCode, text: &str) -> Option<String> {
    let nonce = Uint8Array::from(device::random::<{ NONCE as usize }>().as_slice());
    let text = Uint8Array::from(text.as_bytes());
    let sealed = run("encrypt", code, &nonce, &text).await?;
    let whole = Uint8Array::new_with_length(NONCE + sealed.length());
    whole.set(&nonce, 0);
    whole.set(&sealed, NONCE);
    Some(device::to_base64(&whole))
}

/// The text of a sealed one; `None` when the code does not open it.
pub(super) async fn open(code: &AccessCode, sealed: &str) -> Option<String> {
    let whole = device::from_base64(sealed)?;
    let nonce = whole.slice(0, NONCE);
    let text = run("decrypt", code, &nonce, &whole.slice(NONCE, whole.length())).await?;
    String::from_utf8(text.to_vec()).ok()
}

async fn run(
    what: &str,
    code: &AccessCode,
    nonce: &Uint8Array,
    bytes: &Uint8Array,
) -> Option<Uint8Array> {
    let subtle = device::subtle_crypto()?;
    let with = Object::new();
    Reflect::set(&with, &"name".into(), &"AES-GCM".into()).ok()?;
    let raw = Uint8Array::from(derived("key", code).as_slice());
    let import = device::method(&subtle, "importKey")?;
    let arguments = Array::of5(
        &"raw".into(),
        &raw,
        &with,
        &JsValue::FALSE,
        &Array::of1(&what.into()),
    );
    let key: Promise = import.apply(&subtle, &arguments).ok()?.dyn_into().ok()?;
    let key = JsFuture::from(key).await.ok()?;
    Reflect::set(&with, &"iv".into(), nonce).ok()?;
    let work: Promise = device::method(&subtle, what)?
        .call3(&subtle, &with, &key, bytes)
        .ok()?
        .dyn_into()
        .ok()?;
    Some(Uint8Array::new(&JsFuture::from(work).await.ok()?))
}
