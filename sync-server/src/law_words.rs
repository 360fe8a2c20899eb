//! Citations and reasons of counting in words, in both languages.

use chrono::{Datelike, NaiveDate};
use domain::law::{Citation, Why};
use domain::request::Language;

/// Where the term comes from.
pub(crate) fn citation(citation: Citation, language: Language) -> String {
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
pub(crate) fn why(why: &Why, language: Language) -> String {
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
pub(crate) fn weekday(date: NaiveDate, language: Language) -> &'static str {
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
