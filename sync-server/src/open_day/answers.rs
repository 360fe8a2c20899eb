//! Answers to a day's survey: taken in once by their ids, whichever way and how often they come.

use chrono::{DateTime, Utc};
use domain::kyiv;
use domain::open_day::survey::{AnswerProblem, Channel, SurveyAnswer, check, proposed, tally};
use domain::open_day::{
    AnswerTold, Arrival, OpenDay, SurveyResults, VERSION, Ways, arrival, survey_window,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::sheets::Typed;
use super::{Days, Fault, json};
use crate::journal::{JournalError, RecordKind, RecordWrite};

/// An answer as it is kept: nameless, whoever gave it.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) arrival: Arrival,
    pub(super) answer: SurveyAnswer,
    /// Of a sheet of paper: its number and who typed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) typed: Option<Typed>,
}

impl Days<'_> {
    /// Takes an answer in and tells where it stands. The same again changes nothing and is told the
    /// same; another of the same id is refused. What
    /// came on paper has a way of its own.
    ///
    /// # Errors
    /// When the survey is not open, the answer does not fit, or its id stands for another.
    pub async fn answer(
        self,
        day: Uuid,
        id: Uuid,
        answer: SurveyAnswer,
    ) -> Result<AnswerTold, Fault> {
        self.answer_at(day, id, answer, None).await
    }

    /// [`Self::answer`] for one that came at an earlier moment and could not be read then.
    ///
    /// # Errors
    /// As that.
    pub async fn answer_at(
        self,
        day: Uuid,
        id: Uuid,
        answer: SurveyAnswer,
        arrived: Option<DateTime<Utc>>,
    ) -> Result<AnswerTold, Fault> {
        let (found, _) = self.day(day).await?;
        let settings = self.journal.holder(self.holder).await?;
        let counts_late = settings.ok_or(JournalError::NoHolder)?.counts_late_answers;
        let told = move |arrival| AnswerTold {
            id,
            arrival,
            counted: counts_late || arrival == Arrival::InTime,
        };
        if answer.v != VERSION || answer.channel == Channel::Paper {
            return Err(Fault::Answer(AnswerProblem::Unfitting));
        }
        let finished_at = DateTime::from_timestamp_millis(answer.finished_at)
            .ok_or(Fault::Answer(AnswerProblem::Unfitting))?;
        let decide = move |known: Option<(Kept, u64)>, now| {
            if let Some((known, _)) = known {
                let same = known.answer == answer;
                return if same {
                    Ok((None, told(known.arrival)))
                } else {
                    Err(Fault::Conflict)
                };
            }
            if !was_opened(&found, now) {
                return Err(Fault::Closed);
            }
            check(&found.survey.questions, &answer).map_err(Fault::Answer)?;
            let came = arrived.unwrap_or(now).min(now);
            let arrival = arrival(&survey_window(found.date), finished_at, came);
            if arrival == Arrival::After {
                return Err(Fault::Closed);
            }
            let write = RecordWrite {
                parent: day.to_string(),
                place: now.timestamp_millis(),
                body: json(&Kept {
                    arrival,
                    answer,
                    typed: None,
                })?,
                ..RecordWrite::default()
            };
            Ok((Some(write), told(arrival)))
        };
        self.change(RecordKind::Answer, id, None, decide).await
    }

    /// What a day's survey came to.
    ///
    /// # Errors
    /// When there is no such day.
    pub async fn results(self, day: Uuid) -> Result<SurveyResults, Fault> {
        let (found, _) = self.day(day).await?;
        let settings = self.journal.holder(self.holder).await?;
        let counts_late = settings.ok_or(JournalError::NoHolder)?.counts_late_answers;
        let kept = self.kept_answers(day).await?;
        let late = |one: &&Kept| one.arrival == Arrival::Late;
        let (late_ones, in_time): (Vec<&Kept>, Vec<&Kept>) = kept.iter().partition(late);
        let questions = found.survey.questions;
        let of = |some: &[&Kept]| tally(&questions, some.iter().map(|one| &one.answer));
        let all: Vec<&Kept> = kept.iter().collect();
        let counted = of(if counts_late { &all } else { &in_time });
        let themes = proposed(&questions, &counted);
        Ok(SurveyResults {
            in_time: number(in_time.len()),
            late: number(late_ones.len()),
            ways: ways(&kept),
            counts_late,
            late_counted: of(&late_ones),
            proposed: themes.into_iter().map(str::to_owned).collect(),
            counted,
            questions,
        })
    }

    pub(super) async fn kept_answers(self, day: Uuid) -> Result<Vec<Kept>, Fault> {
        let all = self.all(RecordKind::Answer, day.to_string()).await?;
        Ok(all.into_iter().map(|(_, _, kept)| kept).collect())
    }
}

fn ways(kept: &[Kept]) -> Ways {
    let of = |channel| {
        let came = kept.iter().filter(|one| one.answer.channel == channel);
        number(came.count())
    };
    Ways {
        web: of(Channel::Web),
        kiosk: of(Channel::Kiosk),
        paper: of(Channel::Paper),
    }
}

fn was_opened(day: &OpenDay, now: DateTime<Utc>) -> bool {
    let opened = day.survey.opened_on;
    day.is_public() && opened.is_some_and(|opened| opened <= kyiv::date(now))
}

pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
