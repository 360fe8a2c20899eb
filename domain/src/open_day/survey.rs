//! Item 8: the questionnaire, its answers, how they are merged and counted.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::event::DayRefused;
use super::life::{few, short};

/// The most options of a question.
const MAX_OPTIONS: usize = 30;
/// The longest free answer, in characters.
pub const MAX_ANSWER: usize = 2_000;
/// The highest grade a rating can have.
const MAX_GRADE: u8 = 10;

/// A survey.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Survey {
    /// The questions, in their order.
    pub questions: Vec<SurveyQuestion>,
    /// Where it is asked.
    pub channels: Channels,
    /// The Kyiv date it was opened on.
    pub opened_on: Option<NaiveDate>,
}

/// Where a survey is asked, and which unit asks there (item 8 names both).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Channels {
    /// The newspaper and its number or date.
    pub newspaper: String,
    /// The unit that has it printed: the information department.
    pub newspaper_unit: String,
    /// The unit that puts it on the council's site: public relations.
    pub site_unit: String,
}

impl Channels {
    /// Whether both ways are recorded, each with its unit.
    #[must_use]
    pub fn are_both(&self) -> bool {
        [&self.newspaper, &self.newspaper_unit, &self.site_unit]
            .iter()
            .all(|text| !text.trim().is_empty())
    }
}

/// A question of a questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SurveyQuestion {
    /// What is asked.
    pub text: String,
    /// How it is answered.
    pub answer: Asked,
}

/// How a question is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Asked {
    /// One of these.
    Single {
        /// The options.
        options: Vec<String>,
    },
    /// Any of these.
    Multiple {
        /// The options.
        options: Vec<String>,
    },
    /// In words.
    Text,
    /// A grade from 1.
    Rating {
        /// The highest grade.
        highest: u8,
    },
    /// Themes in the order of one's wish; of their votes a theme is proposed.
    Themes {
        /// The themes.
        options: Vec<String>,
    },
}

impl Asked {
    /// The options, where there are any.
    #[must_use]
    pub fn options(&self) -> &[String] {
        match self {
            Self::Single { options } | Self::Multiple { options } | Self::Themes { options } => {
                options
            }
            Self::Text | Self::Rating { .. } => &[],
        }
    }
}

/// Checks a questionnaire before it is kept.
pub(super) fn check_questionnaire(
    questions: &[SurveyQuestion],
    channels: &Channels,
) -> Result<(), DayRefused> {
    few(questions.len())?;
    for text in [
        &channels.newspaper,
        &channels.newspaper_unit,
        &channels.site_unit,
    ] {
        short(text)?;
    }
    let fits = |question: &SurveyQuestion| {
        let texts = question.answer.options().iter().chain([&question.text]);
        let mut texts = texts.map(|text| !text.trim().is_empty() && short(text).is_ok());
        let right = match &question.answer {
            Asked::Text => true,
            Asked::Rating { highest } => (2..=MAX_GRADE).contains(highest),
            Asked::Single { options } | Asked::Multiple { options } | Asked::Themes { options } => {
                (2..=MAX_OPTIONS).contains(&options.len())
            }
        };
        right && texts.all(|fine| fine)
    };
    if questions.iter().all(fits) {
        Ok(())
    } else {
        Err(DayRefused::Questionnaire)
    }
}

/// What was answered to one question. Options are numbered from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum Reply {
    /// One option.
    Single(u8),
    /// Some options, each once.
    Multiple(Vec<u8>),
    /// Words.
    Text(String),
    /// A grade.
    Rating(u8),
    /// Themes, the most wanted first.
    Themes(Vec<u8>),
}

/// By which way an answer came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = AnswerChannel))]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The council's site.
    #[default]
    Web,
    /// A tablet in the hall.
    Kiosk,
    /// A paper blank, typed in by staff.
    Paper,
}

/// An answer to a survey: made on a device under an id of its own, nameless.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SurveyAnswer {
    /// Version of the type: 1.
    pub v: u32,
    /// By which way it came.
    #[serde(default)]
    pub channel: Channel,
    /// When it was finished, by the device's clock: milliseconds since 1970, UTC.
    pub finished_at: i64,
    /// The replies by the question's number, from 0. What was not answered is left out.
    pub replies: BTreeMap<u8, Reply>,
}

/// Why an answer is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum AnswerProblem {
    /// Nothing is answered.
    #[error("nothing is answered")]
    Empty,
    /// A reply does not fit its question.
    #[error("a reply does not fit its question")]
    Unfitting,
    /// Words longer than [`MAX_ANSWER`].
    #[error("too long")]
    TooLong,
}

/// Whether an answer fits its questionnaire.
///
/// # Errors
/// What is wrong.
pub fn check(questions: &[SurveyQuestion], answer: &SurveyAnswer) -> Result<(), AnswerProblem> {
    if answer.replies.is_empty() {
        return Err(AnswerProblem::Empty);
    }
    for (n, reply) in &answer.replies {
        let question = questions.get(usize::from(*n));
        let question = question.ok_or(AnswerProblem::Unfitting)?;
        check_reply(&question.answer, reply)?;
    }
    Ok(())
}

pub(super) fn check_reply(asked: &Asked, reply: &Reply) -> Result<(), AnswerProblem> {
    let options = asked.options().len();
    let each_once = |chosen: &[u8]| {
        let known = chosen.iter().all(|one| usize::from(*one) < options);
        let once = (1..chosen.len()).all(|n| !chosen[..n].contains(&chosen[n]));
        known && once && !chosen.is_empty()
    };
    let fits = match (asked, reply) {
        (Asked::Single { .. }, Reply::Single(one)) => usize::from(*one) < options,
        (Asked::Multiple { .. }, Reply::Multiple(some)) => each_once(some),
        (Asked::Themes { .. }, Reply::Themes(ranked)) => each_once(ranked),
        (Asked::Rating { highest }, Reply::Rating(grade)) => (1..=*highest).contains(grade),
        (Asked::Text, Reply::Text(text)) if text.chars().count() > MAX_ANSWER => {
            return Err(AnswerProblem::TooLong);
        }
        (Asked::Text, Reply::Text(text)) => !text.trim().is_empty(),
        _ => false,
    };
    if fits {
        Ok(())
    } else {
        Err(AnswerProblem::Unfitting)
    }
}

/// What became of an answer that was merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merged {
    /// It is new.
    New,
    /// The very same was there.
    Same,
    /// Another one was there under its id, which stays.
    Conflict,
}

/// Answers by their ids: what comes twice, by whichever way, is there once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<Uuid, SurveyAnswer>);

impl Answers {
    /// Takes an answer in.
    ///
    /// ```
    /// use domain::open_day::survey::{Answers, Channel, Merged, Reply, SurveyAnswer};
    /// let answer = SurveyAnswer {
    ///     v: 1, channel: Channel::Kiosk, finished_at: 0,
    ///     replies: [(0, Reply::Rating(5))].into(),
    /// };
    /// let (id, mut all) = (uuid::Uuid::nil(), Answers::default());
    /// assert_eq!(all.merge(id, answer.clone()), Merged::New);
    /// assert_eq!(all.merge(id, answer), Merged::Same);
    /// assert_eq!(all.len(), 1);
    /// ```
    pub fn merge(&mut self, id: Uuid, answer: SurveyAnswer) -> Merged {
        match self.0.get(&id) {
            Some(known) if *known == answer => Merged::Same,
            Some(_) => Merged::Conflict,
            None => {
                self.0.insert(id, answer);
                Merged::New
            }
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The answers, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &SurveyAnswer> {
        self.0.values()
    }
}

/// How one question was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Counted {
    /// How many answered it.
    pub answered: u32,
    /// A number per option, or per grade from 1. For themes their points: the first wish of `n`
    /// themes has `n`, the next `n − 1`; a theme that is not named has none.
    pub votes: Vec<u32>,
    /// Free answers that say the same, letter case and spaces aside, with how many do; the most first.
    pub texts: Vec<(String, u32)>,
}

/// What answers come to, question by question.
#[must_use]
pub fn tally<'a>(
    questions: &[SurveyQuestion],
    answers: impl IntoIterator<Item = &'a SurveyAnswer>,
) -> Vec<Counted> {
    let empty = |question: &SurveyQuestion| Counted {
        answered: 0,
        votes: match &question.answer {
            Asked::Rating { highest } => vec![0; usize::from(*highest)],
            asked => vec![0; asked.options().len()],
        },
        texts: Vec::new(),
    };
    let mut counted: Vec<Counted> = questions.iter().map(empty).collect();
    let mut words: Vec<BTreeMap<String, (String, u32)>> = vec![BTreeMap::new(); questions.len()];
    for answer in answers {
        if check(questions, answer).is_err() {
            continue;
        }
        for (n, reply) in &answer.replies {
            let n = usize::from(*n);
            counted[n].answered += 1;
            count(&mut counted[n].votes, &mut words[n], reply);
        }
    }
    for (one, words) in counted.iter_mut().zip(words) {
        one.texts = words.into_values().collect();
        one.texts
            .sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    }
    counted
}

fn count(votes: &mut [u32], words: &mut BTreeMap<String, (String, u32)>, reply: &Reply) {
    let best = u32::try_from(votes.len()).unwrap_or(u32::MAX);
    let mut add = |n: u8, points: u32| {
        if let Some(votes) = votes.get_mut(usize::from(n)) {
            *votes += points;
        }
    };
    match reply {
        Reply::Single(one) => add(*one, 1),
        Reply::Rating(grade) => add(grade.saturating_sub(1), 1),
        Reply::Multiple(some) => some.iter().for_each(|one| add(*one, 1)),
        Reply::Themes(ranked) => {
            for (place, one) in (0_u32..).zip(ranked) {
                add(*one, best.saturating_sub(place));
            }
        }
        Reply::Text(text) => {
            let said: Vec<&str> = text.split_whitespace().collect();
            let said = said.join(" ");
            words.entry(said.to_lowercase()).or_insert((said, 0)).1 += 1;
        }
    }
}

/// The theme the votes propose: those with the most points of the first question for themes. More
/// than one when they are level; none when nobody voted.
#[must_use]
pub fn proposed<'a>(questions: &'a [SurveyQuestion], counted: &[Counted]) -> Vec<&'a str> {
    let of_themes = |(question, _): &(&SurveyQuestion, &Counted)| {
        matches!(question.answer, Asked::Themes { .. })
    };
    let Some((question, counted)) = questions.iter().zip(counted).find(of_themes) else {
        return Vec::new();
    };
    let most = counted.votes.iter().copied().max().unwrap_or(0);
    let themes = question.answer.options().iter().zip(&counted.votes);
    themes
        .filter(|(_, votes)| most > 0 && **votes == most)
        .map(|(theme, _)| theme.as_str())
        .collect()
}
