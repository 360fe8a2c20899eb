//! Holidays of art. 73 of the Labour Code («святкові і неробочі дні»), with the years they stood.

use chrono::NaiveDate;

use super::easter::{easter, trinity};

/// A holiday of one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holiday {
    /// The nominal date, which may be a day off anyway.
    pub date: NaiveDate,
    /// Its Ukrainian name, as a clerk writes it.
    pub name: &'static str,
    /// Its English name.
    pub name_en: &'static str,
}

enum Rule {
    Fixed(u32, u32),
    Easter,
    Trinity,
}

/// A row of the table: a rule, the years in which it held, and the act that says so.
struct Row {
    rule: Rule,
    years: std::ops::RangeInclusive<i32>,
    name: &'static str,
    name_en: &'static str,
    /// Kept beside the data so that a reader can check it; not shown anywhere.
    #[allow(dead_code)]
    source: &'static str,
}

const ALWAYS: std::ops::RangeInclusive<i32> = 1900..=2099;

const fn row(
    rule: Rule,
    years: std::ops::RangeInclusive<i32>,
    name: &'static str,
    name_en: &'static str,
    source: &'static str,
) -> Row {
    Row {
        rule,
        years,
        name,
        name_en,
        source,
    }
}

/// In the order of the year's fixed dates; the two moving feasts last.
#[rustfmt::skip]
const ROWS: &[Row] = &[
    row(Rule::Fixed(1, 1), ALWAYS, "Новий рік", "New Year's Day", "КЗпП ст. 73"),
    row(Rule::Fixed(1, 7), 1900..=2023, "Різдво Христове (7 січня)", "Christmas (7 January)", "КЗпП ст. 73; вилучено Законом № 3258-IX від 14.07.2023"),
    row(Rule::Fixed(3, 8), ALWAYS, "Міжнародний жіночий день", "International Women's Day", "КЗпП ст. 73"),
    row(Rule::Fixed(5, 1), 1900..=2017, "День міжнародної солідарності трудящих", "International Workers' Day", "КЗпП ст. 73; назву змінено Законом № 2211-VIII від 16.11.2017"),
    row(Rule::Fixed(5, 1), 2018..=2099, "День праці", "Labour Day", "КЗпП ст. 73; назва за Законом № 2211-VIII"),
    row(Rule::Fixed(5, 2), 1900..=2017, "День міжнародної солідарності трудящих (2 травня)", "International Workers' Day (2 May)", "КЗпП ст. 73; вилучено Законом № 2211-VIII від 16.11.2017"),
    row(Rule::Fixed(5, 8), 2024..=2099, "День пам’яті та перемоги", "Day of Remembrance and Victory", "Закон № 3107-IX від 29.05.2023"),
    row(Rule::Fixed(5, 9), 1900..=2023, "День перемоги (9 травня)", "Victory Day (9 May)", "КЗпП ст. 73; замінено Законом № 3107-IX від 29.05.2023, чинним з 15.06.2023"),
    row(Rule::Fixed(6, 28), ALWAYS, "День Конституції України", "Constitution Day", "КЗпП ст. 73"),
    row(Rule::Fixed(7, 15), 2024..=2099, "День Української Державності", "Statehood Day", "Закон № 3258-IX від 14.07.2023, чинний з 30.07.2023"),
    row(Rule::Fixed(7, 28), 2022..=2023, "День Української Державності (28 липня)", "Statehood Day (28 July)", "Закон № 2295-IX від 31.05.2022"),
    row(Rule::Fixed(8, 24), ALWAYS, "День незалежності України", "Independence Day", "КЗпП ст. 73"),
    row(Rule::Fixed(10, 1), 2023..=2099, "День захисників і захисниць України", "Defenders' Day", "Закон № 3258-IX від 14.07.2023, чинний з 30.07.2023"),
    row(Rule::Fixed(10, 14), 2015..=2022, "День захисників і захисниць України (14 жовтня)", "Defenders' Day (14 October)", "КЗпП ст. 73; замінено Законом № 3258-IX від 14.07.2023"),
    row(Rule::Fixed(12, 25), 2017..=2099, "Різдво Христове (25 грудня)", "Christmas (25 December)", "Закон № 2211-VIII від 16.11.2017"),
    row(Rule::Easter, ALWAYS, "Пасха (Великдень)", "Easter", "КЗпП ст. 73"),
    row(Rule::Trinity, ALWAYS, "Трійця", "Trinity", "КЗпП ст. 73"),
];

/// The nominal holidays of a year in the order of their dates, whatever regime is in force.
#[must_use]
pub fn holidays_of(year: i32) -> Vec<Holiday> {
    let mut found: Vec<Holiday> = ROWS
        .iter()
        .filter(|row| row.years.contains(&year))
        .filter_map(|row| {
            let date = match row.rule {
                Rule::Fixed(month, day) => NaiveDate::from_ymd_opt(year, month, day),
                Rule::Easter => easter(year),
                Rule::Trinity => trinity(year),
            }?;
            Some(Holiday {
                date,
                name: row.name,
                name_en: row.name_en,
            })
        })
        .collect();
    found.sort_by_key(|holiday| holiday.date);
    found
}
