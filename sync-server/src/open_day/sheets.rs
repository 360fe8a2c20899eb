//! Questionnaires on paper: typed in once by the number that is written on the sheet.

use chrono::{DateTime, NaiveDate, Utc};
use domain::kyiv;
use domain::open_day::survey::{Channel, SurveyAnswer, check};
use domain::open_day::{
    Arrival, DayStatus, MAX_SHEET, OpenDay, PaperSheet, SheetRefused, Sheets, TypedSheet, VERSION,
    in_time,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::answers::{Kept, number};
use super::{Days, Fault, json};
use crate::journal::{Officer, RecordKind, RecordWrite};

/// How many of the latest are shown to look something up in.
const SHOWN: usize = 30;

/// What is known of a sheet beside its replies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Typed {
    pub(super) n: u32,
    pub(super) by: String,
    pub(super) received_on: NaiveDate,
}

/// The id of a day's sheet of this number: two clerks with the same sheet write the same record.
fn id_of(day: Uuid, n: u32) -> Uuid {
    let digest = Sha256::new()
        .chain_update("sheet")
        .chain_update(day)
        .chain_update(n.to_be_bytes())
        .finalize();
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(id).into_uuid()
}

impl Days<'_> {
    /// Types a sheet in. The same again changes nothing.
    ///
    /// # Errors
    /// When another sheet was typed under its number, it did not come in time, or it does not fit.
    pub async fn type_sheet(
        self,
        day: Uuid,
        n: u32,
        sheet: PaperSheet,
        by: &Officer,
    ) -> Result<(), Fault> {
        let (found, _) = self.day(day).await?;
        if !(1..=MAX_SHEET).contains(&n) {
            return Err(SheetRefused::Number.into());
        }
        let name = by.name.clone();
        let decide = move |known: Option<(Kept, u64)>, now| {
            if let Some((kept, _)) = known {
                return match of(&kept) {
                    Some(known) if known.sheet == sheet => Ok((None, ())),
                    known => Err(Fault::SheetTyped {
                        n,
                        by: known.map(|known| known.by).unwrap_or_default(),
                    }),
                };
            }
            let kept = kept(&found, n, name, sheet, now)?;
            let write = RecordWrite {
                parent: day.to_string(),
                place: now.timestamp_millis(),
                body: json(&kept)?,
                event: Some(format!("{{\"kind\":\"typed\",\"n\":{n}}}")),
                ..RecordWrite::default()
            };
            Ok((Some(write), ()))
        };
        self.change(RecordKind::Answer, id_of(day, n), Some(by), decide)
            .await
    }

    /// Takes a sheet out again that was typed wrong; its number is free, its history stays.
    ///
    /// # Errors
    /// When there is none, or the day is over.
    pub async fn take_sheet_out(self, day: Uuid, n: u32, by: &Officer) -> Result<(), Fault> {
        let (found, _) = self.day(day).await?;
        takes_sheets(&found)?;
        self.delete(RecordKind::Answer, id_of(day, n), by).await
    }

    /// The sheets of a day.
    ///
    /// # Errors
    /// When there is no such day.
    pub async fn sheets(self, day: Uuid) -> Result<Sheets, Fault> {
        self.day(day).await?;
        let kept = self.kept_answers(day).await?;
        let mut all: Vec<TypedSheet> = kept.iter().filter_map(of).collect();
        all.sort_by_key(|sheet| std::cmp::Reverse(sheet.n));
        let highest = all.first().map_or(0, |sheet| sheet.n);
        let total = number(all.len());
        all.truncate(SHOWN);
        Ok(Sheets {
            total,
            next: highest.saturating_add(1).min(MAX_SHEET),
            latest: all,
        })
    }
}

/// Sheets are typed in until the day is over, for those that came in time.
fn takes_sheets(day: &OpenDay) -> Result<NaiveDate, Fault> {
    let over = matches!(day.status, DayStatus::Held | DayStatus::Cancelled);
    day.survey.opened_on.filter(|_| !over).ok_or(Fault::Closed)
}

fn kept(
    day: &OpenDay,
    n: u32,
    by: String,
    sheet: PaperSheet,
    now: DateTime<Utc>,
) -> Result<Kept, Fault> {
    let opened_on = takes_sheets(day)?;
    let received_on = sheet.received_on;
    in_time(day.date, opened_on, received_on, kyiv::date(now))?;
    let answer = SurveyAnswer {
        v: VERSION,
        channel: Channel::Paper,
        finished_at: kyiv::start_of_day(received_on).timestamp_millis(),
        replies: sheet.replies,
    };
    check(&day.survey.questions, &answer).map_err(Fault::Answer)?;
    Ok(Kept {
        arrival: Arrival::InTime,
        answer,
        typed: Some(Typed { n, by, received_on }),
    })
}

fn of(kept: &Kept) -> Option<TypedSheet> {
    let typed = kept.typed.clone()?;
    Some(TypedSheet {
        n: typed.n,
        by: typed.by,
        sheet: PaperSheet {
            received_on: typed.received_on,
            replies: kept.answer.replies.clone(),
        },
    })
}
