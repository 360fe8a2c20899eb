//! The names of figures, tables and periods, the same on a page, in a letter and in open data.

use chrono::{Datelike, NaiveDate};

use super::figure::{Figure, Section};
use super::period::{Period, Span};
use crate::request::{Channel, InfoKind, Language, Outcome, RefusalGround, RequesterType};

type Pair = (&'static str, &'static str);

fn pick((uk, en): Pair, language: Language) -> &'static str {
    match language {
        Language::Uk => uk,
        Language::En => en,
    }
}

/// The heading of a table.
#[must_use]
pub fn section(section: Section, language: Language) -> &'static str {
    let words = match section {
        Section::Total => ("Усього", "In all"),
        Section::Channels => ("Як надійшли", "How they came"),
        Section::Requesters => ("Хто запитував", "Who asked"),
        Section::Kinds => ("Види інформації", "Kinds of information"),
        Section::Topics => ("Теми", "Topics"),
        Section::Results => ("Результати розгляду", "Results"),
        Section::Grounds => ("Підстави відмов", "Grounds of refusal"),
        Section::Procedure => ("Рух запитів", "On the way"),
        Section::Terms => ("Дотримання строків", "Terms"),
    };
    pick(words, language)
}

/// The name of a figure.
#[must_use]
pub fn figure(figure: &Figure, language: Language) -> String {
    let words: Pair = match figure {
        Figure::Topic(Some(topic)) => return topic.clone(),
        Figure::Total => ("Усього запитів", "Requests in all"),
        Figure::Channel(one) => channel(*one),
        Figure::Requester(one) => requester(*one),
        Figure::Info(Some(kind)) => kind.names(),
        Figure::Info(None) => ("вид не визначено", "kind not stated"),
        Figure::Topic(None) => ("тему не визначено", "topic not stated"),
        Figure::Open => ("на розгляді", "in work"),
        Figure::Outcome(one) => outcome(*one),
        Figure::Ground(one) => ground(*one),
        Figure::Urgent => ("зі строком 48 годин", "with a term of 48 hours"),
        Figure::Extended => (
            "строк продовжено до 20 робочих днів",
            "term extended to 20 working days",
        ),
        Figure::Deferred => ("доступ відстрочено", "access deferred"),
        Figure::ForwardedInPart => (
            "частково направлено іншому розпорядникові",
            "forwarded in part to another holder",
        ),
        Figure::InTime => ("розглянуто у строк", "ended in time"),
        Figure::Late => ("розглянуто з порушенням строку", "ended late"),
        Figure::Overdue => ("на розгляді, строк минув", "in work, and the term is over"),
    };
    pick(words, language).to_owned()
}

const fn channel(channel: Channel) -> Pair {
    match channel {
        Channel::App => (
            "через застосунок або форму на сайті",
            "app or form on the site",
        ),
        Channel::Email => ("електронною поштою", "e-mail"),
        Channel::Post => ("поштою", "post"),
        Channel::Fax => ("факсом", "fax"),
        Channel::Phone => ("телефоном", "phone"),
        Channel::InPerson => ("особисто", "in person"),
    }
}

const fn requester(kind: RequesterType) -> Pair {
    match kind {
        RequesterType::Person => ("фізичні особи", "natural persons"),
        RequesterType::LegalPerson => ("юридичні особи", "legal persons"),
        RequesterType::Association => (
            "об’єднання громадян без статусу юридичної особи",
            "associations without legal-person status",
        ),
        RequesterType::Media => ("засоби масової інформації", "media"),
    }
}

const fn outcome(outcome: Outcome) -> Pair {
    match outcome {
        Outcome::Answered => ("задоволено", "satisfied"),
        Outcome::AnsweredInPart => ("задоволено частково", "satisfied in part"),
        Outcome::Refused => ("відмовлено", "refused"),
        Outcome::Forwarded => (
            "направлено належному розпорядникові",
            "forwarded to the proper holder",
        ),
        Outcome::Explained => ("надано роз’яснення", "explained"),
        Outcome::Withdrawn => ("відкликано запитувачем", "withdrawn by the requester"),
    }
}

const fn ground(ground: RefusalGround) -> Pair {
    match ground {
        RefusalGround::NotHeld => (
            "рада не володіє інформацією (п. 1 ч. 1 ст. 22)",
            "the council does not hold it (art. 22(1)(1))",
        ),
        RefusalGround::Restricted => (
            "інформація з обмеженим доступом (п. 2 ч. 1 ст. 22)",
            "restricted information (art. 22(1)(2))",
        ),
        RefusalGround::CostsNotPaid => (
            "не оплачено витрати на копії (п. 3 ч. 1 ст. 22)",
            "costs of copying not paid (art. 22(1)(3))",
        ),
        RefusalGround::RequirementsNotMet => (
            "не дотримано вимог до запиту (п. 4 ч. 1 ст. 22)",
            "requirements to a request not met (art. 22(1)(4))",
        ),
    }
}

/// The kinds of information a council chooses from, as `(code, Ukrainian, English)`.
#[must_use]
pub fn kinds() -> [(&'static str, &'static str, &'static str); 11] {
    InfoKind::ALL.map(|kind| (kind.code(), kind.names().0, kind.names().1))
}

const MONTHS: [Pair; 12] = [
    ("січень", "January"),
    ("лютий", "February"),
    ("березень", "March"),
    ("квітень", "April"),
    ("травень", "May"),
    ("червень", "June"),
    ("липень", "July"),
    ("серпень", "August"),
    ("вересень", "September"),
    ("жовтень", "October"),
    ("листопад", "November"),
    ("грудень", "December"),
];

const OF_MONTHS: [&str; 12] = [
    "січня",
    "лютого",
    "березня",
    "квітня",
    "травня",
    "червня",
    "липня",
    "серпня",
    "вересня",
    "жовтня",
    "листопада",
    "грудня",
];

fn nth<T: Copy>(all: &[T], at: u32, or: T) -> T {
    all.get(at.saturating_sub(1) as usize)
        .copied()
        .unwrap_or(or)
}

/// A day in words: «23 листопада 2026 р.», "23 November 2026".
#[must_use]
pub fn day(day: NaiveDate, language: Language) -> String {
    let (number, year) = (day.day(), day.year());
    match language {
        Language::Uk => format!("{number} {} {year} р.", nth(&OF_MONTHS, day.month(), "")),
        Language::En => format!("{number} {} {year}", nth(&MONTHS, day.month(), ("", "")).1),
    }
}

/// A period in words, as it stands after «за»: «I півріччя 2026 року», "January–June 2026".
///
/// ```
/// use domain::report::{Period, words};
/// use domain::request::Language;
/// let half: Period = "2026-01-01..2026-06-30".parse()?;
/// assert_eq!(words::period(half, Language::Uk), "I півріччя 2026 року");
/// let days: Period = "2026-01-12..2026-02-01".parse()?;
/// assert_eq!(words::period(days, Language::Uk), "12 січня 2026 р. – 1 лютого 2026 р.");
/// # Ok::<(), domain::report::NotAPeriod>(())
/// ```
#[must_use]
pub fn period(period: Period, language: Language) -> String {
    const ROMAN: [&str; 4] = ["I", "II", "III", "IV"];
    let uk = language == Language::Uk;
    match period.span() {
        Span::Year(year) if uk => format!("{year} рік"),
        Span::Year(year) => year.to_string(),
        Span::HalfYear(year, half) if uk => {
            format!("{} півріччя {year} року", nth(&ROMAN, half, ""))
        }
        Span::HalfYear(year, half) => {
            format!(
                "{} {year}",
                nth(&["January–June", "July–December"], half, "")
            )
        }
        Span::Quarter(year, quarter) if uk => {
            format!("{} квартал {year} року", nth(&ROMAN, quarter, ""))
        }
        Span::Quarter(year, quarter) => {
            const MONTHS: [&str; 4] = [
                "January–March",
                "April–June",
                "July–September",
                "October–December",
            ];
            format!("{} {year}", nth(&MONTHS, quarter, ""))
        }
        Span::Month(year, month) => {
            let name = pick(nth(&MONTHS, month, ("", "")), language);
            let of = if uk { " року" } else { "" };
            format!("{name} {year}{of}")
        }
        Span::Days(from, to) => format!("{} – {}", day(from, language), day(to, language)),
    }
}

/// The Ukrainian form of a noun after this number: «1 запит», «2 запити», «5 запитів», «11 запитів».
///
/// ```
/// use domain::report::words::plural;
/// let of = |n| plural(n, ["запит", "запити", "запитів"]);
/// assert_eq!([of(1), of(2), of(5), of(11), of(21), of(112)],
///     ["запит", "запити", "запитів", "запитів", "запит", "запитів"]);
/// ```
#[must_use]
pub const fn plural(number: u64, [one, few, many]: [&'static str; 3]) -> &'static str {
    match (number % 100, number % 10) {
        (11..=14, _) => many,
        (_, 1) => one,
        (_, 2..=4) => few,
        _ => many,
    }
}
