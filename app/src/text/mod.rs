//! Every sentence shown, in Ukrainian and English side by side, so that none can lack its twin.
//!
//! A table of our own and no i18n crate: the phone downloads each byte, a string pair costs its
//! letters and nothing else, and the compiler is the check that both languages are there.

pub mod acts;
pub mod citizen;
pub mod complaint;
pub mod control;
#[cfg(feature = "office")]
pub mod duties;
pub mod extra;
pub mod format;
pub mod journal_view;
#[cfg(feature = "kiosk")]
pub mod kiosk;
pub mod kiosks;
pub mod law;
pub mod letters;
pub mod mail;
pub mod office;
pub mod open_day;
pub mod papers;
pub mod people;
pub mod report;
pub mod settings;
pub mod survey;

use std::sync::atomic::{AtomicBool, Ordering};

use domain::request::Language;

/// A sentence in both languages.
#[derive(Debug, Clone, Copy)]
pub struct Text {
    /// Ukrainian.
    pub uk: &'static str,
    /// English.
    pub en: &'static str,
}

/// Names sentences: `NAME = "українською", "in English";`.
#[macro_export]
macro_rules! texts {
    ($($name:ident = $uk:literal, $en:literal;)*) => {
        $(#[allow(missing_docs)] pub const $name: $crate::text::Text = $crate::text::Text { uk: $uk, en: $en };)*
    };
}

static ENGLISH: AtomicBool = AtomicBool::new(false);

/// Where the choice of language is kept; `boot.js` reads it before the app starts.
const STORED: &str = "vr.lang";

/// The language the interface is in.
#[must_use]
pub fn language() -> Language {
    if ENGLISH.load(Ordering::Relaxed) {
        Language::En
    } else {
        Language::Uk
    }
}

/// Switches the language, for this page and for the next visit. Whoever shows text must draw anew.
pub fn set_language(language: Language) {
    ENGLISH.store(language == Language::En, Ordering::Relaxed);
    let code = code();
    if let Some(window) = web_sys::window() {
        if let Ok(Some(storage)) = window.local_storage() {
            let _ = storage.set_item(STORED, code);
        }
        if let Some(root) = window
            .document()
            .and_then(|document| document.document_element())
        {
            let _ = root.set_attribute("lang", code);
        }
    }
}

/// Speaks the language that the page is in, on this page only: it was made by the server.
pub fn speak_as_the_page() {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    let english = root
        .and_then(|root| root.get_attribute("lang"))
        .is_some_and(|lang| lang == "en");
    ENGLISH.store(english, Ordering::Relaxed);
}

/// Takes up the language of the last visit.
pub fn restore_language() {
    let stored = web_sys::window()
        .and_then(|window| window.local_storage().ok().flatten())
        .and_then(|storage| storage.get_item(STORED).ok().flatten());
    if let Some(stored) = stored {
        // Both ways: the second program takes up each switch that was made since.
        set_language(match stored.as_str() {
            "en" => Language::En,
            _ => Language::Uk,
        });
    }
}

/// The language's code, for `lang` and `Accept-Language`.
#[must_use]
pub fn code() -> &'static str {
    t(Text { uk: "uk", en: "en" })
}

/// The sentence in the language of the interface.
#[must_use]
pub fn t(text: Text) -> &'static str {
    match language() {
        Language::Uk => text.uk,
        Language::En => text.en,
    }
}

/// The sentence with `{}` replaced by the value.
#[must_use]
pub fn fill(text: Text, value: &str) -> String {
    t(text).replacen("{}", value, 1)
}

/// A number of tenths with the language's decimal sign; a whole number without one.
#[must_use]
pub fn decimal(tenths: u64) -> String {
    match (tenths / 10, tenths % 10, language()) {
        (whole, 0, _) => whole.to_string(),
        (whole, rest, Language::Uk) => format!("{whole},{rest}"),
        (whole, rest, Language::En) => format!("{whole}.{rest}"),
    }
}

/// A word in the form that goes with a number.
#[derive(Debug, Clone, Copy)]
pub struct Plural {
    /// Ukrainian: for 1, for 2–4, for 5 and more.
    pub uk: [&'static str; 3],
    /// English: for 1, for others.
    pub en: [&'static str; 2],
}

/// The number with its word: «1 день», «3 дні», «11 днів»; "1 day", "3 days".
#[must_use]
pub fn count(number: i64, word: Plural) -> String {
    let n = number.unsigned_abs();
    let form = match language() {
        Language::En => word.en[usize::from(n != 1)],
        Language::Uk => match (n % 10, n % 100) {
            (1, teen) if teen != 11 => word.uk[0],
            (2..=4, teen) if !(12..=14).contains(&teen) => word.uk[1],
            _ => word.uk[2],
        },
    };
    format!("{number} {form}")
}
