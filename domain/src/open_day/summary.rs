//! After the day: who came, what was answered before it, what was asked and how it was answered.
//!
//! Every figure is counted over the same bookings and questions the office's lists show; a total is
//! always the sum of the rows above it, never counted apart.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use super::day::OpenDay;
use super::item_9::Category;
use super::places::{Booking, Places, Standing};
use super::question::{Concern, Question, QuestionStatus};
use super::wire::SurveyResults;
use crate::kyiv;

/// What became of those who wanted to come. Whoever booked is in exactly one of the four that follow
/// `booked`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Turnout {
    /// Booked.
    pub booked: u32,
    /// Of them: cancelled and did not come.
    pub cancelled: u32,
    /// Of them: still waited for a place at the end.
    pub waited: u32,
    /// Of them: had a place and did not come.
    pub absent: u32,
    /// Of them: came.
    pub came: u32,
    /// Came without booking.
    pub walked_in: u32,
}

impl Turnout {
    /// How many were there.
    #[must_use]
    pub const fn there(&self) -> u32 {
        self.came + self.walked_in
    }

    fn add(&mut self, other: &Self) {
        self.booked += other.booked;
        self.cancelled += other.cancelled;
        self.waited += other.waited;
        self.absent += other.absent;
        self.came += other.came;
        self.walked_in += other.walked_in;
    }

    fn note(&mut self, booking: &Booking) {
        // Only who was let in at the door has no secret to cancel with.
        if booking.secret_hash.is_empty() {
            // Let in by mistake, nobody came.
            self.walked_in += u32::from(booking.came_at.is_some());
            return;
        }
        self.booked += 1;
        let of = match (booking.came_at, booking.standing) {
            (Some(_), _) => &mut self.came,
            (None, Standing::Waiting) => &mut self.waited,
            (None, Standing::Place) => &mut self.absent,
            (None, Standing::Cancelled | Standing::Kept) => &mut self.cancelled,
        };
        *of += 1;
    }
}

/// One category of item 9.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CategoryTurnout {
    /// Which.
    pub category: Category,
    /// What became of them.
    pub turnout: Turnout,
}

/// One time of visits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SlotTurnout {
    /// Its number.
    pub n: u16,
    /// From when, Kyiv.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub starts: NaiveTime,
    /// Until when.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub ends: NaiveTime,
    /// By category, those nobody was of left out.
    pub rows: Vec<CategoryTurnout>,
    /// The sum of the rows.
    pub total: Turnout,
}

/// Everybody who wanted to come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Visitors {
    /// By category, all times together; those nobody was of left out.
    pub rows: Vec<CategoryTurnout>,
    /// The sum of the rows, and of the totals of the times.
    pub total: Turnout,
    /// By the time of the visit.
    pub slots: Vec<SlotTurnout>,
}

/// Where questions stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = QuestionsByStatus))]
pub struct ByStatus {
    /// Nobody has been charged with them.
    pub received: u32,
    /// A deputy has them.
    pub addressed: u32,
    /// They are answered.
    pub answered: u32,
    /// They went on as requests for information.
    pub became_request: u32,
}

impl ByStatus {
    /// All of them.
    #[must_use]
    pub const fn total(&self) -> u32 {
        self.received + self.addressed + self.answered + self.became_request
    }

    fn note(&mut self, status: QuestionStatus) {
        let of = match status {
            QuestionStatus::Received => &mut self.received,
            QuestionStatus::Addressed => &mut self.addressed,
            QuestionStatus::Answered => &mut self.answered,
            QuestionStatus::BecameRequest => &mut self.became_request,
        };
        *of += 1;
    }

    fn add(&mut self, other: &Self) {
        self.received += other.received;
        self.addressed += other.addressed;
        self.answered += other.answered;
        self.became_request += other.became_request;
    }
}

/// The questions of one deputy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = QuestionsByDeputy))]
pub struct ByDeputy {
    /// The deputy; empty for what nobody was charged with.
    pub deputy: String,
    /// Where they stand.
    pub by_status: ByStatus,
    /// The median of calendar days from question to answer; none without an answer.
    pub median_days: Option<u32>,
}

/// What was asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct QuestionsSummary {
    /// By deputy, those nobody was charged with last.
    pub deputies: Vec<ByDeputy>,
    /// The sum of the deputies' rows.
    pub total: ByStatus,
    /// Of all, by what they are: questions, proposals, remarks.
    pub concerns: Vec<(Concern, u32)>,
    /// The median of calendar days from question to answer over all answers.
    pub median_days: Option<u32>,
}

/// What came of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DaySummary {
    /// The day's theme.
    pub theme: String,
    /// Its date.
    pub date: NaiveDate,
    /// What the council wrote of it.
    pub text: String,
    /// Whether the figures are on the public page.
    pub published: bool,
    /// Who came.
    pub visitors: Visitors,
    /// What the survey came to.
    pub survey: SurveyResults,
    /// What was asked.
    pub questions: QuestionsSummary,
}

/// Sums a day up.
///
/// Order of 16.05.2016 № 255, annex, items 8, 9 and 16 say what there is to be summed up; the order
/// asks for no form of it.
#[must_use]
pub fn summarise(
    day: &OpenDay,
    places: &Places,
    questions: &[Question],
    survey: SurveyResults,
) -> DaySummary {
    DaySummary {
        theme: day.theme.clone(),
        date: day.date,
        text: day.summary.clone(),
        published: day.summary_published,
        visitors: visitors(day, places),
        survey,
        questions: of_questions(questions),
    }
}

fn visitors(day: &OpenDay, places: &Places) -> Visitors {
    let mut all: BTreeMap<Category, Turnout> = BTreeMap::new();
    let mut slots = Vec::new();
    for slot in &day.slots {
        let mut of_slot: BTreeMap<Category, Turnout> = BTreeMap::new();
        for booking in places.bookings.iter().filter(|one| one.slot == slot.n) {
            of_slot.entry(booking.category).or_default().note(booking);
        }
        for (category, turnout) in &of_slot {
            all.entry(*category).or_default().add(turnout);
        }
        let (rows, total) = rows(&of_slot);
        slots.push(SlotTurnout {
            n: slot.n,
            starts: slot.starts,
            ends: slot.ends,
            rows,
            total,
        });
    }
    let (rows, total) = rows(&all);
    Visitors { rows, total, slots }
}

fn rows(by_category: &BTreeMap<Category, Turnout>) -> (Vec<CategoryTurnout>, Turnout) {
    let mut total = Turnout::default();
    let row = |(category, turnout): (&Category, &Turnout)| {
        total.add(turnout);
        CategoryTurnout {
            category: *category,
            turnout: *turnout,
        }
    };
    let rows = by_category.iter().map(row).collect();
    (rows, total)
}

fn of_questions(all: &[Question]) -> QuestionsSummary {
    let mut by_deputy: BTreeMap<(bool, &str), (ByStatus, Vec<u32>)> = BTreeMap::new();
    let mut days_of_all = Vec::new();
    for one in all {
        let deputy = one.addressee.trim();
        let (status, days) = by_deputy.entry((deputy.is_empty(), deputy)).or_default();
        status.note(one.status);
        if let Some(answered) = one.answered_at {
            let taken = days_between(one.received_at, answered);
            days.push(taken);
            days_of_all.push(taken);
        }
    }
    let mut total = ByStatus::default();
    let mut deputies = Vec::new();
    for ((_, deputy), (by_status, days)) in by_deputy {
        total.add(&by_status);
        deputies.push(ByDeputy {
            deputy: deputy.to_owned(),
            by_status,
            median_days: median(days),
        });
    }
    let of = |concern: Concern| {
        all.iter()
            .filter(|one| one.asked.concern == concern)
            .count()
    };
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    QuestionsSummary {
        deputies,
        total,
        concerns: Concern::ALL.map(|one| (one, number(of(one)))).into(),
        median_days: median(days_of_all),
    }
}

/// Calendar days in Kyiv from one instant to a later one; 0 within a day.
fn days_between(from: DateTime<Utc>, to: DateTime<Utc>) -> u32 {
    let days = (kyiv::date(to) - kyiv::date(from)).num_days();
    u32::try_from(days).unwrap_or(0)
}

/// The middle value, the lower of two: of a number that somebody really waited.
fn median(mut days: Vec<u32>) -> Option<u32> {
    days.sort_unstable();
    days.get(days.len().checked_sub(1)? / 2).copied()
}

/// A question that waits, and how many calendar days it has waited in Kyiv on this day.
///
/// Order of 16.05.2016 № 255, annex, item 16: every question goes to a deputy «для реагування та
/// надання відповіді». The order names no term, so a question is recalled on every working morning
/// until it is answered.
#[must_use]
pub fn question_ages(all: &[Question], today: NaiveDate) -> Vec<(&Question, u32)> {
    let waits = |one: &&Question| {
        matches!(
            one.status,
            QuestionStatus::Received | QuestionStatus::Addressed
        )
    };
    let age = |one: &Question| {
        let days = (today - kyiv::date(one.received_at)).num_days();
        u32::try_from(days).unwrap_or(0)
    };
    all.iter()
        .filter(waits)
        .map(|one| (one, age(one)))
        .collect()
}
