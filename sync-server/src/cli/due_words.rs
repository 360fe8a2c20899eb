//! What `due` says, in both languages.

use chrono::{Datelike, NaiveDate};
use domain::calendar::Regime;
use domain::law::{Citation, Why};
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

/// Where the term comes from.
pub(super) fn citation(citation: Citation, language: Language) -> String {
    match language {
        Language::Uk => citation.to_string(),
        Language::En => {
            format!(
                "art. {} part {} of Law № 2939-VI",
                citation.article, citation.part
            )
        }
    }
}

/// A day's line of the account.
pub(super) fn why(why: &Why, language: Language) -> String {
    let uk = language == Language::Uk;
    let pick = |uk_text: &str, en_text: &str| (if uk { uk_text } else { en_text }).to_owned();
    match why {
        Why::Receipt => pick(
            "день отримання: строк рахують із наступного дня",
            "day of receipt: the term runs from the next day",
        ),
        Why::WorkingDay => pick("робочий день", "working day"),
        Why::WorkedInsteadOf(day) if uk => format!("робочий день замість {day}"),
        Why::WorkedInsteadOf(day) => format!("working day in place of {day}"),
        Why::HolidayWorked(name, _) if uk => {
            format!("{name}: під час воєнного стану робочий день")
        }
        Why::HolidayWorked(_, name) => format!("{name}: a working day under martial law"),
        Why::Weekend => pick("вихідний день", "weekly day off"),
        Why::Holiday(name, _) if uk => format!("святковий день: {name}"),
        Why::Holiday(_, name) => format!("holiday: {name}"),
        Why::MovedFrom(day) if uk => format!("вихідний, перенесений зі святкового дня {day}"),
        Why::MovedFrom(day) => format!("day off moved from the holiday on {day}"),
        Why::WorkedOn(day) if uk => format!("вихідний, який відпрацьовують {day}"),
        Why::WorkedOn(day) => format!("day off that is worked on {day}"),
        Why::HoursRun => pick(
            "години спливають і в робочі, і у вихідні дні",
            "hours run on working days and days off alike",
        ),
    }
}

/// The weekday's short name.
pub(super) fn weekday(date: NaiveDate, language: Language) -> &'static str {
    const UK: [&str; 7] = ["пн", "вт", "ср", "чт", "пт", "сб", "нд"];
    const EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let names = match language {
        Language::Uk => UK,
        Language::En => EN,
    };
    names
        .get(date.weekday().num_days_from_monday() as usize)
        .copied()
        .unwrap_or_default()
}
