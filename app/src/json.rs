//! Reading and writing JSON.
//!
//! The browser's own `JSON` does the text; serde only takes values out of and puts them into what
//! it made. A second parser in the download cost 14 KB of brotli.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The value of this JSON text; `None` when it is no JSON or not of this shape.
#[must_use]
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_wasm_bindgen::from_value(js_sys::JSON::parse(text).ok()?).ok()
}

/// The JSON text of a value, fields in the order of their declaration; `None` when JSON has no
/// form for it. Nothing of ours is so, but an empty text must never be stored or sent as if it were.
#[must_use]
pub fn write(value: &impl Serialize) -> Option<String> {
    let value = value.serialize(&serde_wasm_bindgen::Serializer::json_compatible());
    let text = js_sys::JSON::stringify(&value.ok()?).ok()?;
    text.as_string()
}
