//! Item 8: the questionnaire on paper. Sheets of the newspaper that came back, typed in by staff.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::item_8::survey_window;
use super::survey::{AnswerProblem, Asked, Reply, check_reply};

/// The highest number a sheet can have.
pub const MAX_SHEET: u32 = 9_999;

/// A sheet as it is typed in. Its number is written on the paper, so the same sheet is typed once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PaperSheet {
    /// The day the council got it, Kyiv. It decides whether the sheet counts, not the day of typing.
    pub received_on: NaiveDate,
    /// The replies by the question's number, from 0. What was not answered is left out.
    #[serde(with = "keys")]
    pub replies: BTreeMap<u8, Reply>,
}

/// Keys of an object are text, and the office's writer of JSON takes none else.
mod keys {
    use std::collections::BTreeMap;

    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Reply;

    pub(super) fn serialize<S: Serializer>(
        replies: &BTreeMap<u8, Reply>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        let named = replies.iter().map(|(n, reply)| (n.to_string(), reply));
        named.collect::<BTreeMap<_, _>>().serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<BTreeMap<u8, Reply>, D::Error> {
        let named = BTreeMap::<String, Reply>::deserialize(from)?;
        let numbered = named.into_iter().map(|(name, reply)| {
            let n = name.parse();
            Ok((
                n.map_err(|_| D::Error::custom("no number of a question"))?,
                reply,
            ))
        });
        numbered.collect()
    }
}

/// A sheet that was typed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TypedSheet {
    /// The number on the paper.
    pub n: u32,
    /// Who typed it.
    pub by: String,
    /// What stands on it.
    pub sheet: PaperSheet,
}

/// The sheets of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Sheets {
    /// How many are typed in.
    pub total: u32,
    /// The number for the next one: one more than the highest.
    pub next: u32,
    /// The latest, the highest number first.
    pub latest: Vec<TypedSheet>,
}

/// Why a sheet is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum SheetRefused {
    /// The number is 0 or higher than [`MAX_SHEET`].
    #[error("no such number")]
    Number,
    /// Received before the survey was opened.
    #[error("received before the survey")]
    Early,
    /// Received after the survey's last day.
    #[error("received after the survey")]
    Late,
    /// Received on a day that is still to come.
    #[error("received in the future")]
    Future,
}

/// Whether a sheet counts: by the day on which the council got it.
///
/// Order of 16.05.2016 № 255, annex, item 8: the questionnaire is printed in the newspaper too, and
/// the survey ends «за 10 днів» before the day. Staff may type in later what came in time.
///
/// ```
/// use domain::open_day::{SheetRefused, in_time};
/// let on = |text: &str| text.parse().unwrap();
/// let (day, opened, today) = (on("2026-12-09"), on("2026-11-03"), on("2026-12-01"));
/// assert_eq!(in_time(day, opened, on("2026-11-29"), today), Ok(()));
/// assert_eq!(in_time(day, opened, on("2026-11-30"), today), Err(SheetRefused::Late));
/// assert_eq!(in_time(day, opened, on("2026-11-02"), today), Err(SheetRefused::Early));
/// assert_eq!(in_time(day, opened, on("2026-12-02"), today), Err(SheetRefused::Future));
/// ```
///
/// # Errors
/// Why it does not.
pub fn in_time(
    day: NaiveDate,
    opened_on: NaiveDate,
    received_on: NaiveDate,
    today: NaiveDate,
) -> Result<(), SheetRefused> {
    if received_on > today {
        Err(SheetRefused::Future)
    } else if received_on < opened_on {
        Err(SheetRefused::Early)
    } else if received_on > survey_window(day).last_day {
        Err(SheetRefused::Late)
    } else {
        Ok(())
    }
}

/// Reads what a clerk typed for a question: the numbers of options as the blank prints them, from 1;
/// a grade; or words. Themes stand in the order of the wish. Nothing typed is no reply.
///
/// ```
/// use domain::open_day::{read_typed, survey::{Asked, Reply}};
/// let options = ["Дороги", "Вода", "Школи"].map(str::to_owned).to_vec();
/// let themes = Asked::Themes { options: options.clone() };
/// // Fewer than ten options: each digit is one.
/// assert_eq!(read_typed(&themes, "31"), Ok(Some(Reply::Themes(vec![2, 0]))));
/// assert_eq!(read_typed(&themes, "3, 1"), Ok(Some(Reply::Themes(vec![2, 0]))));
/// assert!(read_typed(&themes, "4").is_err());
/// assert!(read_typed(&themes, "11").is_err());
/// assert_eq!(read_typed(&Asked::Single { options }, " "), Ok(None));
/// ```
///
/// # Errors
/// When it does not fit the question.
pub fn read_typed(asked: &Asked, typed: &str) -> Result<Option<Reply>, AnswerProblem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let options = asked.options().len();
    let reply = match asked {
        Asked::Text => Reply::Text(typed.to_owned()),
        Asked::Rating { .. } => Reply::Rating(typed.parse().map_err(|_| AnswerProblem::Unfitting)?),
        Asked::Multiple { .. } => Reply::Multiple(numbers(typed, options)?),
        Asked::Themes { .. } => Reply::Themes(numbers(typed, options)?),
        Asked::Single { .. } => match numbers(typed, options)?[..] {
            [one] => Reply::Single(one),
            _ => return Err(AnswerProblem::Unfitting),
        },
    };
    check_reply(asked, &reply)?;
    Ok(Some(reply))
}

/// Numbers from 1 as indices from 0.
fn numbers(typed: &str, options: usize) -> Result<Vec<u8>, AnswerProblem> {
    let between = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.' | '+');
    if !typed.chars().all(|c| c.is_ascii_digit() || between(c)) {
        return Err(AnswerProblem::Unfitting);
    }
    let parts: Vec<&str> = if options < 10 {
        // Every kept character is ASCII where it is a digit, so a slice of one byte is whole.
        let digits = typed.match_indices(|c: char| c.is_ascii_digit());
        digits.map(|(_, digit)| digit).collect()
    } else {
        typed
            .split(between)
            .filter(|part| !part.is_empty())
            .collect()
    };
    let index = |part: &str| part.parse::<u8>().ok()?.checked_sub(1);
    let indices: Option<Vec<u8>> = parts.into_iter().map(index).collect();
    indices.ok_or(AnswerProblem::Unfitting)
}

/// What would be typed to give this reply.
#[must_use]
pub fn typed(reply: &Reply) -> String {
    let number = |n: &u8| (u32::from(*n) + 1).to_string();
    match reply {
        Reply::Single(one) => number(one),
        Reply::Multiple(some) | Reply::Themes(some) => {
            some.iter().map(number).collect::<Vec<_>>().join(" ")
        }
        Reply::Rating(grade) => grade.to_string(),
        Reply::Text(text) => text.clone(),
    }
}
