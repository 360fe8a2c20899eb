//! Reading and writing JSON.
//!
//! The browser's own `JSON` reads the text; serde only takes values out of what it made. Writing
//! goes straight to text. A second parser in the download cost 14 KB of brotli, and so did general
//! crates for either way: their errors explain themselves, and nobody on a phone would read that.

mod read;
mod write;

use std::fmt::{Debug, Display, Formatter};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The value of this JSON text; `None` when it is no JSON or not of this shape.
///
/// Numbers are whole and at most 2⁵³ either way, as in JavaScript; the wire has no others.
#[must_use]
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    let value = js_sys::JSON::parse(text).ok()?;
    T::deserialize(read::Value(value)).ok()
}

/// The JSON text of a value, fields in the order of their declaration; `None` when it holds what the
/// wire has no form for (fractions, bytes). Nothing of ours is so, but an empty text must never be
/// stored or sent as if it were.
#[must_use]
pub fn write(value: &impl Serialize) -> Option<String> {
    let mut text = write::Text::default();
    value.serialize(&mut text).ok()?;
    Some(text.into_string())
}

/// The one error of either way. It says nothing, so the code that would say it is not downloaded.
struct Misfit;

impl Debug for Misfit {
    fn fmt(&self, _: &mut Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}

impl Display for Misfit {
    fn fmt(&self, _: &mut Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Misfit {}

impl serde::de::Error for Misfit {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

impl serde::ser::Error for Misfit {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}
