//! What `due` says, in both languages.

use domain::calendar::Regime;
use domain::law::Citation;
use domain::request::Language;

/// The words of one language.
pub(super) struct Words {
    pub(super) received: &'static str,
    pub(super) term: &'static str,
    pub(super) ground: &'static str,
    pub(super) regime: &'static str,
    pub(super) due: &'static str,
    pub(super) not_a_moment: &'static str,
    pub(super) outside: fn(i32, i32) -> String,
    pub(super) term_of: fn(Citation) -> &'static str,
    pub(super) regime_of: fn(Regime) -> &'static str,
}

pub(super) fn of(language: Language) -> &'static Words {
    match language {
        Language::Uk => &UK,
        Language::En => &EN,
    }
}

const UK: Words = Words {
    received: "Отримано",
    term: "Строк",
    ground: "Підстава",
    regime: "Режим днів",
    due: "Відповідь до",
    not_a_moment: "Час отримання має бути записаний за RFC 3339 зі зміщенням від UTC, \
        наприклад 2026-11-27T20:30+02:00.",
    outside: |from, to| {
        format!("Календар охоплює лише {from}–{to} роки, а цей строк виходить за них.")
    },
    term_of: |citation| match citation.part {
        2 => "48 годин",
        4 => "20 робочих днів",
        _ => "5 робочих днів",
    },
    regime_of: |regime| match regime {
        Regime::Ordinary => "звичайний: святкові дні неробочі",
        Regime::MartialLaw => "воєнний стан: святкові дні робочі",
        Regime::Actual => "який справді діяв на кожну дату",
    },
};

const EN: Words = Words {
    received: "Received",
    term: "Term",
    ground: "Ground",
    regime: "Regime of days",
    due: "Answer due",
    not_a_moment: "The time of receipt must be written as RFC 3339 with an offset from UTC, \
        for example 2026-11-27T20:30+02:00.",
    outside: |from, to| {
        format!("The calendar covers only the years {from}–{to}, and this term leaves them.")
    },
    term_of: |citation| match citation.part {
        2 => "48 hours",
        4 => "20 working days",
        _ => "5 working days",
    },
    regime_of: |regime| match regime {
        Regime::Ordinary => "ordinary: holidays are days off",
        Regime::MartialLaw => "martial law: holidays are worked",
        Regime::Actual => "the one really in force on each date",
    },
};
