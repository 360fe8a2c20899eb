//! Dates and times in Kyiv, as a Ukrainian clerk writes them.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc};
use domain::kyiv;
use domain::law::{Deadline, DeadlineKind};
use domain::request::Language;

use super::{Plural, Text, count, language, t};

const MONTHS: [Text; 12] = [
    Text {
        uk: "січня",
        en: "January",
    },
    Text {
        uk: "лютого",
        en: "February",
    },
    Text {
        uk: "березня",
        en: "March",
    },
    Text {
        uk: "квітня",
        en: "April",
    },
    Text {
        uk: "травня",
        en: "May",
    },
    Text {
        uk: "червня",
        en: "June",
    },
    Text {
        uk: "липня",
        en: "July",
    },
    Text {
        uk: "серпня",
        en: "August",
    },
    Text {
        uk: "вересня",
        en: "September",
    },
    Text {
        uk: "жовтня",
        en: "October",
    },
    Text {
        uk: "листопада",
        en: "November",
    },
    Text {
        uk: "грудня",
        en: "December",
    },
];

const WEEKDAYS: [Text; 7] = [
    Text {
        uk: "пн",
        en: "Mon",
    },
    Text {
        uk: "вт",
        en: "Tue",
    },
    Text {
        uk: "ср",
        en: "Wed",
    },
    Text {
        uk: "чт",
        en: "Thu",
    },
    Text {
        uk: "пт",
        en: "Fri",
    },
    Text {
        uk: "сб",
        en: "Sat",
    },
    Text {
        uk: "нд",
        en: "Sun",
    },
];

/// «4 грудня 2026 р.», "4 December 2026".
#[must_use]
pub fn date(date: NaiveDate) -> String {
    let month = t(MONTHS[date.month0() as usize]);
    let tail = if language() == Language::Uk {
        " р."
    } else {
        ""
    };
    format!("{} {month} {}{tail}", date.day(), date.year())
}

/// «пт, 4 грудня», "Fri, 4 December": for rows that stand under their year.
#[must_use]
pub fn weekday_date(date: NaiveDate) -> String {
    let weekday = t(WEEKDAYS[date.weekday().num_days_from_monday() as usize]);
    format!(
        "{weekday}, {} {}",
        date.day(),
        t(MONTHS[date.month0() as usize])
    )
}

/// «пн», "Mon": the days of a week as a calendar is headed, Monday first.
#[must_use]
pub fn weekdays() -> [&'static str; 7] {
    WEEKDAYS.map(t)
}

/// «04.12.2026».
#[must_use]
pub fn short_date(date: NaiveDate) -> String {
    format!("{:02}.{:02}.{}", date.day(), date.month(), date.year())
}

/// «14:32», of a time that is Kyiv's already.
#[must_use]
pub fn hours(at: NaiveTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// «14:32», in Kyiv.
#[must_use]
pub fn time(at: DateTime<Utc>) -> String {
    let local = kyiv::local(at);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// «22 листопада 2026 р., 14:32», in Kyiv.
#[must_use]
pub fn moment(at: DateTime<Utc>) -> String {
    format!("{}, {}", date(kyiv::date(at)), time(at))
}

/// «22.11.2026 14:32», in Kyiv.
#[must_use]
pub fn short_moment(at: DateTime<Utc>) -> String {
    format!("{} {}", short_date(kyiv::date(at)), time(at))
}

/// A deadline: its date, and for a term in hours its time.
#[must_use]
pub fn deadline(deadline: Deadline) -> String {
    match deadline.kind() {
        DeadlineKind::Day(day) => date(day),
        DeadlineKind::Instant(at) => moment(at),
    }
}

/// A deadline in figures.
#[must_use]
pub fn short_deadline(deadline: Deadline) -> String {
    match deadline.kind() {
        DeadlineKind::Day(day) => short_date(day),
        DeadlineKind::Instant(at) => short_moment(at),
    }
}

/// For `datetime` attributes.
#[must_use]
pub fn machine(at: DateTime<Utc>) -> String {
    kyiv::rfc3339(at)
}

const DAYS: Plural = Plural {
    uk: ["день", "дні", "днів"],
    en: ["day", "days"],
};
const HOURS: Plural = Plural {
    uk: ["годину", "години", "годин"],
    en: ["hour", "hours"],
};
const MINUTES: Plural = Plural {
    uk: ["хвилину", "хвилини", "хвилин"],
    en: ["minute", "minutes"],
};

const UNDER_A_MINUTE: Text = Text {
    uk: "менше хвилини",
    en: "less than a minute",
};

/// How much time is left, or by how much it is late: «ще 3 дні», «сьогодні останній день».
#[must_use]
pub fn time_left(deadline: Deadline, now: DateTime<Utc>) -> String {
    let left = Text {
        uk: "ще ",
        en: "left: ",
    };
    let late = Text {
        uk: "прострочено на ",
        en: "overdue by ",
    };
    let (past, amount) = match deadline.kind() {
        DeadlineKind::Day(day) => match (day - kyiv::date(now)).num_days() {
            0 => {
                return t(Text {
                    uk: "сьогодні останній день",
                    en: "today is the last day",
                })
                .into();
            }
            days => (days < 0, count(days.abs(), DAYS)),
        },
        DeadlineKind::Instant(at) => {
            let minutes = (at - now).num_minutes();
            let amount = match minutes.abs() {
                0 => t(UNDER_A_MINUTE).into(),
                1..60 => count(minutes.abs(), MINUTES),
                hours => count(hours / 60, HOURS),
            };
            (now > at, amount)
        }
    };
    if past && amount == t(UNDER_A_MINUTE) {
        return t(Text {
            uk: "щойно прострочено",
            en: "overdue just now",
        })
        .into();
    }
    format!("{}{amount}", t(if past { late } else { left }))
}

/// How long ago by the device's clock: «3 години», "2 days".
#[must_use]
pub fn age(since_ms: i64, now_ms: i64) -> String {
    match (now_ms - since_ms).max(0) / 60_000 {
        0 => t(UNDER_A_MINUTE).into(),
        minutes @ 1..60 => count(minutes, MINUTES),
        minutes @ 60..2_880 => count(minutes / 60, HOURS),
        minutes => count(minutes / 1_440, DAYS),
    }
}
