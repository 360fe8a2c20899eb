//! Who is told by e-mail, and of what: whoever waited of the place that came free, whoever comes to a
//! day of its cancellation, and officers of questions that wait for an answer.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use domain::kyiv;
use domain::mail::{About, Mail, is_address};
use domain::open_day::places::{Booking, Places, Standing};
use domain::open_day::question::Question;
use domain::open_day::{DayStatus, OpenDay, question_ages, words};
use domain::report::words::day as say_day;
use domain::request::{Deed, Language, Role};
use uuid::Uuid;

use super::{Days, Fault};
use crate::journal::{Officer, RecordKind};
use crate::mail::queue::Queue;

const UK: Language = Language::Uk;

/// By what the mail of a freed place is found in the queue.
pub(super) fn about(day: Uuid, booking: Uuid) -> About {
    About::FreedPlace { day, booking }
}

/// Whether somebody waited, has a place now, and left an address.
pub(super) fn is_to_be_mailed(booking: &Booking) -> bool {
    booking.promoted
        && booking.standing == Standing::Place
        && booking.came_at.is_none()
        && is_address(booking.contact.trim())
}

/// Queues the mails of places that came free. The queue knows which it has; `told` spares asking it
/// again and again.
///
/// # Errors
/// When the journal fails.
pub async fn freed_places(
    days: Days<'_>,
    queue: Queue<'_>,
    told: &mut HashSet<Uuid>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let today = kyiv::date(now);
    for (id, day) in days.every().await? {
        if day.status != DayStatus::Published || day.date < today {
            continue;
        }
        let places: Places = days.places(id).await?;
        for booking in places.bookings.iter().filter(|one| is_to_be_mailed(one)) {
            if told.contains(&booking.id) {
                continue;
            }
            queue
                .put(freed_place(id, &day, booking, now), None, None)
                .await?;
            told.insert(booking.id);
        }
    }
    Ok(())
}

/// Queues the mails to those who would come to a day that was cancelled, each once.
///
/// # Errors
/// When the journal fails.
pub async fn cancelled_days(
    days: Days<'_>,
    queue: Queue<'_>,
    told: &mut HashSet<Uuid>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let today = kyiv::date(now);
    for (id, day) in days.every().await? {
        if day.called_off.is_none() || day.date < today || told.contains(&id) {
            continue;
        }
        let places: Places = days.places(id).await?;
        for booking in places.bookings.iter().filter(|one| would_come(one)) {
            let mail = cancelled_day(id, &day, booking, now);
            queue.put(mail, None, None).await?;
        }
        // Nobody books for it any more.
        told.insert(id);
    }
    Ok(())
}

/// Whether somebody has a place, or waits for one, and left an address.
fn would_come(booking: &Booking) -> bool {
    matches!(booking.standing, Standing::Place | Standing::Waiting)
        && is_address(booking.contact.trim())
}

fn cancelled_day(id: Uuid, day: &OpenDay, booking: &Booking, now: DateTime<Utc>) -> Mail {
    let date = say_day(day.date, UK);
    let text = format!(
        "День відкритих дверей, на який ви записалися, не відбудеться.\n\nДень відкритих дверей: \
         {}\nКоли мав бути: {date}\nПричина: {}\n\nПро наступний день рада повідомить на своєму \
         сайті; записатися на нього треба буде знову.\n\nThe open day you have booked for is \
         cancelled. The council will announce the next one on its site.",
        day.theme, day.summary
    );
    let about = About::CancelledDay {
        day: id,
        booking: booking.id,
    };
    let to = (booking.contact.trim(), booking.name.as_str());
    let subject = format!("День відкритих дверей скасовано: {}, {date}", day.theme);
    Mail::new(about, to, &subject, text, now)
}

/// The mail about a freed place. It holds no code: that one is known to the visitor only.
fn freed_place(id: Uuid, day: &OpenDay, booking: &Booking, now: DateTime<Utc>) -> Mail {
    let time = day.slot(booking.slot).map_or_else(String::new, |slot| {
        format!(
            ", {}–{}",
            slot.starts.format("%H:%M"),
            slot.ends.format("%H:%M")
        )
    });
    let date = say_day(day.date, UK);
    let place = day.programme.first().map_or("", |item| item.site.as_str());
    let mut text = format!(
        "Місце звільнилося, тепер воно ваше.\n\nДень відкритих дверей: {}\nКоли: {date}{time}\n",
        day.theme
    );
    if !place.is_empty() {
        text += &format!("Де: {place}\n");
    }
    text += "\nЯкщо не зможете прийти, скасуйте запис: на сайті ради відкрийте сторінку цього дня, \
        «Мій запис», і введіть код, який ви записали. Тоді місце отримає наступний у черзі.\n\n\
        Your place: one came free and is yours now. If you can’t come, cancel under “My booking” on \
        the page of the day.";
    let to = (booking.contact.trim(), booking.name.as_str());
    let subject = format!("Місце звільнилося: {}, {date}", day.theme);
    Mail::new(about(id, booking.id), to, &subject, text, now)
}

/// A question that waits, as far as a mail may tell of it.
pub struct Waiting {
    addressee: String,
    line: String,
}

/// Every question of open days that waits for an answer on this day, the oldest first.
///
/// # Errors
/// When the journal fails.
pub async fn waiting(days: Days<'_>, today: NaiveDate) -> Result<Vec<Waiting>, Fault> {
    let mut all: Vec<(u32, Waiting)> = Vec::new();
    for (id, day) in days.every().await? {
        if !day.was_open_to_questions() {
            continue;
        }
        let asked: Vec<Question> = days.asked(id).await?;
        for (question, age) in question_ages(&asked, today) {
            let concern = words::concern(question.asked.concern, UK).to_lowercase();
            let with = match question.addressee.as_str() {
                "" => "ще не передано заступникові".to_owned(),
                deputy => format!("у заступника: {deputy}"),
            };
            let number = &question.number;
            let waiting = Waiting {
                addressee: question.addressee.trim().to_owned(),
                line: format!("№ {number}, {concern}: {with}, чекає днів: {age}"),
            };
            all.push((age, waiting));
        }
    }
    all.sort_by_key(|(age, _)| std::cmp::Reverse(*age));
    Ok(all.into_iter().map(|(_, waiting)| waiting).collect())
}

/// The lines an officer is reminded of: a deputy of the own questions, who answers visitors and is
/// no deputy of all.
#[must_use]
pub fn lines_for<'a>(officer: &Officer, all: &'a [Waiting]) -> Vec<&'a str> {
    if !officer.role.may(Deed::AnswerVisitors) {
        return Vec::new();
    }
    let is_own =
        |one: &&Waiting| officer.role != Role::Deputy || one.addressee == officer.name.trim();
    all.iter()
        .filter(is_own)
        .map(|one| one.line.as_str())
        .collect()
}

impl Days<'_> {
    /// What became of the mails about freed places, by the booking.
    pub(super) async fn mailed(
        self,
        day: Uuid,
        places: &Places,
    ) -> Result<Vec<(Uuid, domain::mail::MailState)>, Fault> {
        let mut all = Vec::new();
        for booking in places.bookings.iter().filter(|one| is_to_be_mailed(one)) {
            let Some(key) = about(day, booking.id).key() else {
                continue;
            };
            let id = crate::mail::queue::id_of(&key);
            if let Some((mail, _)) = self.one::<Mail>(RecordKind::Mail, id).await? {
                all.push((booking.id, mail.state));
            }
        }
        Ok(all)
    }
}
