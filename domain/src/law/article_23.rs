//! Art. 23: appeal («Право на оскарження рішень, дій чи бездіяльності розпорядників інформації»),
//! and the terms of the Code of Administrative Procedure (КАС) for going to court.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use super::account::Deadline;
use crate::kyiv;

/// Months in which a claim is brought after the requester learned of the violation.
pub const CLAIM_MONTHS: u32 = 6;
/// Months in which a claim is brought after the decision on a complaint was served.
pub const CLAIM_MONTHS_AFTER_DECISION: u32 = 3;

/// To whom the Law lets a requester appeal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AppealTo {
    /// The head of the holder.
    Head,
    /// The body above the holder. A council of local self-government has none.
    HigherBody,
    /// The administrative court.
    Court,
}

/// What a requester may appeal, by the items of art. 23 part 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AppealGround {
    /// Item 1: the request was refused.
    Refusal,
    /// Item 2: the answer was put off.
    Deferral,
    /// Item 3: no answer was given.
    NoAnswer,
    /// Item 4: the information is untrue or incomplete.
    Incomplete,
    /// Item 5: the information came late.
    Late,
}

impl AppealGround {
    /// The item of art. 23 part 2.
    #[must_use]
    pub const fn item(self) -> u8 {
        match self {
            Self::Refusal => 1,
            Self::Deferral => 2,
            Self::NoAnswer => 3,
            Self::Incomplete => 4,
            Self::Late => 5,
        }
    }
}

/// How a request was dealt with, as far as an appeal depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handling {
    /// The term in force.
    pub deadline: Deadline,
    /// When the requester got an answer or a refusal, if one came.
    pub ended_at: Option<DateTime<Utc>>,
    /// Whether it was refused.
    pub refused: bool,
    /// Whether only a part was given.
    pub in_part: bool,
    /// When the answer was put off, if it was.
    pub deferred_at: Option<DateTime<Utc>>,
}

/// Everyone to whom a requester may appeal.
///
/// Law № 2939-VI, art. 23 part 1, edition of 21.02.2026: «Рішення, дії чи бездіяльність
/// розпорядників інформації можуть бути оскаржені до керівника розпорядника, вищого органу або
/// суду.»
///
/// ```
/// use domain::law::{AppealTo, appeal_bodies};
/// let of_a_council = appeal_bodies(false);
/// assert_eq!(of_a_council, [AppealTo::Head, AppealTo::Court]);
/// assert_eq!(appeal_bodies(true).len(), 3);
/// ```
#[must_use]
pub fn appeal_bodies(has_higher_body: bool) -> Vec<AppealTo> {
    let all = [AppealTo::Head, AppealTo::HigherBody, AppealTo::Court];
    all.into_iter()
        .filter(|body| has_higher_body || *body != AppealTo::HigherBody)
        .collect()
}

/// What of this handling may be appealed now, the heaviest first.
///
/// Law № 2939-VI, art. 23 part 2, edition of 21.02.2026: «Запитувач має право оскаржити: 1) відмову
/// в задоволенні запиту на інформацію; 2) відстрочку задоволення запиту на інформацію;
/// 3) ненадання відповіді на запит на інформацію; 4) надання недостовірної або неповної інформації;
/// 5) несвоєчасне надання інформації; …». Items 6 and 7 can't be told by the course of a request.
///
/// ```
/// use domain::{calendar::{Regimes, WorkingCalendar}, law};
/// let calendar = WorkingCalendar::new(Regimes::actual());
/// let received = "2026-11-27T10:00:00+02:00".parse().unwrap();
/// let ruling = law::ordinary(received, &calendar, &law::Policy::default()).unwrap();
/// let silent = law::Handling {
///     deadline: ruling.deadline, ended_at: None, refused: false, in_part: false, deferred_at: None,
/// };
/// let last_day = "2026-12-04T23:59:00+02:00".parse().unwrap();
/// assert!(law::appeal_grounds(&silent, last_day).is_empty());
/// let day_after = "2026-12-05T00:00:00+02:00".parse().unwrap();
/// assert_eq!(law::appeal_grounds(&silent, day_after), [law::AppealGround::NoAnswer]);
/// ```
#[must_use]
pub fn appeal_grounds(handling: &Handling, now: DateTime<Utc>) -> Vec<AppealGround> {
    let late_by = |at| handling.deadline.is_past(at);
    let open = handling.ended_at.is_none();
    let table = [
        (AppealGround::Refusal, handling.refused),
        (AppealGround::NoAnswer, open && late_by(now)),
        (
            AppealGround::Deferral,
            open && handling.deferred_at.is_some(),
        ),
        (AppealGround::Incomplete, handling.in_part),
        (AppealGround::Late, handling.ended_at.is_some_and(late_by)),
    ];
    table
        .into_iter()
        .filter_map(|(ground, holds)| holds.then_some(ground))
        .collect()
}

/// The day on which the requester learned of the violation, or should have: the day of the refusal,
/// deferral or late answer; of silence, the day after the term.
///
/// КАС, art. 122 part 2, edition of 21.02.2026: the term «…обчислюється з дня, коли особа дізналася
/// або повинна була дізнатися про порушення своїх прав, свобод чи інтересів».
///
/// ```
/// use domain::{calendar::{Regimes, WorkingCalendar}, law};
/// let calendar = WorkingCalendar::new(Regimes::actual());
/// let received = "2026-11-27T10:00:00+02:00".parse().unwrap();
/// let ruling = law::ordinary(received, &calendar, &law::Policy::default()).unwrap();
/// let silent = law::Handling {
///     deadline: ruling.deadline, ended_at: None, refused: false, in_part: false, deferred_at: None,
/// };
/// let learned = law::learned_on(&silent, law::AppealGround::NoAnswer);
/// assert_eq!(learned.to_string(), "2026-12-05");
/// ```
#[must_use]
pub fn learned_on(handling: &Handling, ground: AppealGround) -> NaiveDate {
    let last = handling.deadline.date();
    let told = match ground {
        AppealGround::NoAnswer => None,
        AppealGround::Deferral => handling.deferred_at,
        AppealGround::Refusal | AppealGround::Incomplete | AppealGround::Late => handling.ended_at,
    };
    told.map_or_else(|| last.succ_opt().unwrap_or(last), kyiv::date)
}

/// A claim is brought within six months from the day the requester learned of the violation.
///
/// КАС, art. 122 part 2, edition of 21.02.2026: «Для звернення до адміністративного суду за
/// захистом прав, свобод та інтересів особи встановлюється шестимісячний строк…». The strict
/// reading: if the last day is a day off, the claim goes before it, though art. 120 part 6 would
/// let it go on the next working day.
///
/// ```
/// use domain::law::claim_after_violation;
/// let learned = "2026-08-31".parse().unwrap();
/// assert_eq!(claim_after_violation(learned).to_string(), "2027-02-28");
/// ```
#[must_use]
pub fn claim_after_violation(learned_on: NaiveDate) -> Deadline {
    after_months(learned_on, CLAIM_MONTHS)
}

/// Who complained first brings the claim within three months from the service of the decision.
///
/// КАС, art. 122 part 4, edition of 21.02.2026: «Якщо законом передбачена можливість досудового
/// порядку вирішення спору і позивач скористався цим порядком … то для звернення до
/// адміністративного суду встановлюється тримісячний строк, який обчислюється з дня вручення
/// позивачу рішення за результатами розгляду його скарги…».
///
/// ```
/// use domain::law::claim_after_decision;
/// let served = "2026-11-30".parse().unwrap();
/// assert_eq!(claim_after_decision(served).to_string(), "2027-02-28");
/// ```
#[must_use]
pub fn claim_after_decision(served_on: NaiveDate) -> Deadline {
    after_months(served_on, CLAIM_MONTHS_AFTER_DECISION)
}

/// Who complained and got no decision brings the claim within six months from the complaint.
///
/// КАС, art. 122 part 4, edition of 21.02.2026: if the decision «не було прийнято та (або) вручено
/// суб’єктом владних повноважень позивачу у строки, встановлені законом, то для звернення до
/// адміністративного суду встановлюється шестимісячний строк, який обчислюється з дня звернення
/// позивача … із відповідною скаргою…».
///
/// ```
/// use domain::law::claim_after_unheard_complaint;
/// let complained = "2026-12-07".parse().unwrap();
/// assert_eq!(claim_after_unheard_complaint(complained).to_string(), "2027-06-07");
/// ```
#[must_use]
pub fn claim_after_unheard_complaint(complained_on: NaiveDate) -> Deadline {
    after_months(complained_on, CLAIM_MONTHS)
}

/// The same day of the month that many months later, or the month's last day where it has no such
/// day (КАС, art. 120).
fn after_months(from: NaiveDate, months: u32) -> Deadline {
    let month = from.month0() + months;
    let year = from.year() + i32::try_from(month / 12).unwrap_or(0);
    let day = (1..=from.day())
        .rev()
        .find_map(|day| NaiveDate::from_ymd_opt(year, month % 12 + 1, day));
    Deadline::day(day.unwrap_or(from))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text)
            .map(|at| at.to_utc())
            .unwrap_or_default()
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    fn handled(ended: Option<&str>) -> Handling {
        Handling {
            deadline: Deadline::day(date("2026-12-04")),
            ended_at: ended.map(at),
            refused: false,
            in_part: false,
            deferred_at: None,
        }
    }

    #[test]
    fn each_ground_by_the_course_of_a_request() {
        use AppealGround::{Deferral, Incomplete, Late, NoAnswer, Refusal};
        let in_time = handled(Some("2026-12-04T23:59:59+02:00"));
        let late = handled(Some("2026-12-05T00:00:00+02:00"));
        let silent = handled(None);
        let deferred = Handling {
            deferred_at: Some(at("2026-12-03T10:00:00+02:00")),
            ..silent
        };
        let refuses = |handling| Handling {
            refused: true,
            ..handling
        };
        let in_part = |handling| Handling {
            in_part: true,
            ..handling
        };
        let (before, after) = ("2026-12-04T12:00:00+02:00", "2026-12-05T12:00:00+02:00");
        let table: [(Handling, &str, &[AppealGround]); 9] = [
            (in_time, after, &[]),
            (late, after, &[Late]),
            (silent, before, &[]),
            (silent, after, &[NoAnswer]),
            (deferred, before, &[Deferral]),
            (deferred, after, &[NoAnswer, Deferral]),
            (refuses(in_time), after, &[Refusal]),
            (refuses(late), after, &[Refusal, Late]),
            (in_part(in_time), after, &[Incomplete]),
        ];
        for (handling, now, grounds) in table {
            assert_eq!(appeal_grounds(&handling, at(now)), grounds, "{handling:?}");
        }
    }

    #[test]
    fn the_day_it_was_learned() {
        let refused = handled(Some("2026-12-03T23:30:00+02:00"));
        let deferred = Handling {
            deferred_at: Some(at("2026-12-01T10:00:00+02:00")),
            ..handled(None)
        };
        let table = [
            (refused, AppealGround::Refusal, "2026-12-03"),
            (deferred, AppealGround::Deferral, "2026-12-01"),
            (handled(None), AppealGround::NoAnswer, "2026-12-05"),
        ];
        for (handling, ground, learned) in table {
            assert_eq!(learned_on(&handling, ground), date(learned), "{ground:?}");
        }
    }

    #[test]
    fn months_end_on_the_same_day_or_on_the_last_one() {
        let table = [
            ("2026-12-05", 6, "2027-06-05"),
            ("2026-08-31", 6, "2027-02-28"),
            ("2027-08-29", 6, "2028-02-29"),
            ("2026-11-30", 3, "2027-02-28"),
            ("2026-06-15", 6, "2026-12-15"),
            ("2026-07-01", 6, "2027-01-01"),
        ];
        for (from, months, ends) in table {
            assert_eq!(after_months(date(from), months).to_string(), ends, "{from}");
        }
    }
}
