//! What came of a day, summed up when it is asked for.

use domain::open_day::question::Question;
use domain::open_day::{DaySummary, OpenDay, summarise};
use uuid::Uuid;

use super::{Days, Fault};
use crate::journal::RecordKind;

impl Days<'_> {
    /// The summary of a day as the office sees it.
    ///
    /// # Errors
    /// When there is no such day.
    pub async fn summary(self, id: Uuid) -> Result<DaySummary, Fault> {
        let (day, _) = self.day(id).await?;
        self.sum_up(id, &day).await
    }

    /// The figures for everybody: without anybody's own words, which may name somebody.
    pub(super) async fn figures(
        self,
        id: Uuid,
        day: &OpenDay,
    ) -> Result<Option<DaySummary>, Fault> {
        if !day.summary_published {
            return Ok(None);
        }
        let mut summary = self.sum_up(id, day).await?;
        let survey = &mut summary.survey;
        for counted in survey.counted.iter_mut().chain(&mut survey.late_counted) {
            counted.texts.clear();
        }
        Ok(Some(summary))
    }

    async fn sum_up(self, id: Uuid, day: &OpenDay) -> Result<DaySummary, Fault> {
        let asked = self.asked(id).await?;
        let survey = self.results(id).await?;
        Ok(summarise(day, &self.places(id).await?, &asked, survey))
    }

    /// The questions of a day, in the order they came.
    pub(super) async fn asked(self, day: Uuid) -> Result<Vec<Question>, Fault> {
        let all = self
            .all::<Question>(RecordKind::Question, day.to_string())
            .await?;
        Ok(all.into_iter().map(|(_, _, question)| question).collect())
    }
}
