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

/// The JSON text of a value; fields in the order of their declaration.
#[must_use]
pub fn write(value: &impl Serialize) -> String {
    let value = value.serialize(&serde_wasm_bindgen::Serializer::json_compatible());
    let text = value
        .ok()
        .and_then(|value| js_sys::JSON::stringify(&value).ok());
    text.map(String::from).unwrap_or_default()
}
