//! When what happened: about sixty requests over the last four months, most of them answered in
//! time, a few late or due today.

use chrono::{DateTime, Datelike, NaiveTime, TimeDelta, Utc, Weekday};
use domain::kyiv;
use domain::request::{
    ExtensionGround, Extent, Language, RefusalGround, RequesterType, Sending, Submission,
};
use domain::sync::AccessCode;
use domain::sync::office::OfficeAct;
use uuid::Uuid;

use super::council::EXECUTORS;
use super::requests::{FIRST_ORGANISATION, PEOPLE, PLACES, SUBJECTS, Subject};

/// Something that happened.
pub(super) struct Step {
    pub(super) at: DateTime<Utc>,
    pub(super) what: What,
}

pub(super) enum What {
    Receive(Uuid, Box<Submission>),
    /// An act on a request that is at this version.
    Act(Uuid, u64, OfficeAct),
}

/// How a request of the demo went on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Waiting,
    Assigned,
    Extended,
    Answered,
    AnsweredLate,
    AnsweredAfterExtension,
    Refused,
}

/// Days ago and fate of what is still in the memory of everyone.
const RECENT: &[(i64, Fate)] = &[
    (13, Fate::Assigned),
    (12, Fate::Extended),
    (11, Fate::Waiting),
    (10, Fate::Answered),
    (9, Fate::Extended),
    (8, Fate::Answered),
    (7, Fate::Assigned),
    (7, Fate::Waiting),
    (6, Fate::Refused),
    (6, Fate::Assigned),
    (5, Fate::Assigned),
    (4, Fate::Answered),
    (4, Fate::Assigned),
    (3, Fate::Waiting),
    (2, Fate::Assigned),
    (2, Fate::Waiting),
    (1, Fate::Assigned),
    (1, Fate::Waiting),
    (1, Fate::Waiting),
];
/// How many older ones, and how many days they reach back beyond the recent ones.
const OLDER: i64 = 42;
const OLDER_DAYS: i64 = 105;

/// Everything up to now, in the order it happened.
pub(super) fn steps(now: DateTime<Utc>) -> Vec<Step> {
    let older = (0..OLDER).map(|n| {
        let fate = match n % 14 {
            4 => Fate::Refused,
            7 => Fate::AnsweredAfterExtension,
            11 if n > 20 => Fate::AnsweredLate,
            _ => Fate::Answered,
        };
        (14 + (OLDER - n) * OLDER_DAYS / OLDER, fate)
    });
    let mut steps = Vec::new();
    for (n, (days_ago, fate)) in older.chain(RECENT.iter().copied()).enumerate() {
        story(&mut steps, n, days_ago, fate, now);
    }
    steps.retain(|step| step.at <= now);
    // Stable: what was pushed first of one moment stays first.
    steps.sort_by_key(|step| step.at);
    steps
}

fn story(steps: &mut Vec<Step>, n: usize, days_ago: i64, fate: Fate, now: DateTime<Utc>) {
    // 7 and 13 share no divisor: subjects and people mix.
    let urgent = n.is_multiple_of(19);
    let subject = if urgent {
        &SUBJECTS[0]
    } else {
        &SUBJECTS[1 + n * 7 % (SUBJECTS.len() - 1)]
    };
    let received = moment(
        now,
        -days_ago,
        8 + (n as u32 * 5) % 14,
        (n as u32 * 17) % 60,
    );
    let id = id(n, received);
    let mut version = 0;
    let mut add = |days: i64, hour: u32, what: OfficeAct| {
        version += 1;
        let at = working_hours(received + TimeDelta::days(days), hour).max(received);
        steps.push(Step {
            at,
            what: What::Act(id, version, what),
        });
    };
    let days = |ordinary: i64| if urgent { 1 } else { ordinary };
    if fate != Fate::Waiting {
        let executor = EXECUTORS[subject.executor % EXECUTORS.len()].to_owned();
        let instruction = "Підготувати відповідь у строк, установлений законом.".to_owned();
        add(
            1,
            9,
            OfficeAct::Assign {
                executor,
                instruction,
            },
        );
    }
    if matches!(fate, Fate::Extended | Fate::AnsweredAfterExtension) && !urgent {
        let reason = "Потрібно опрацювати архівні справи за кілька років.".to_owned();
        add(
            4,
            11,
            OfficeAct::Extend {
                ground: ExtensionGround::LargeSearch,
                reason,
                sending: Sending::default(),
            },
        );
    }
    match fate {
        Fate::Waiting | Fate::Assigned | Fate::Extended => {}
        Fate::Answered => add(days(3 + n as i64 % 2), 15, answer(subject)),
        Fate::AnsweredLate => add(days(9), 16, answer(subject)),
        Fate::AnsweredAfterExtension => add(days(20), 14, answer(subject)),
        Fate::Refused => add(
            days(4),
            16,
            OfficeAct::Refuse {
                ground: RefusalGround::NotHeld,
                reason: "Рада не володіє цією інформацією і не зобов’язана нею володіти."
                    .to_owned(),
                test: None,
                remainder: None,
                sending: Sending::default(),
            },
        ),
    }
    let submission = Box::new(submission(n, subject, received));
    steps.push(Step {
        at: received,
        what: What::Receive(id, submission),
    });
}

fn answer(subject: &Subject) -> OfficeAct {
    OfficeAct::Answer {
        text: subject.answer.to_owned(),
        extent: Extent::Whole,
        sending: Sending::default(),
    }
}

fn submission(n: usize, subject: &Subject, received: DateTime<Utc>) -> Submission {
    let person = n * 5 % PEOPLE.len();
    let place = PLACES[n * 3 % PLACES.len()];
    let year = (kyiv::date(received).year() - i32::from(n.is_multiple_of(3))).to_string();
    let requester_type = match person {
        ..FIRST_ORGANISATION => RequesterType::Person,
        FIRST_ORGANISATION => RequesterType::LegalPerson,
        _ => RequesterType::Media,
    };
    // Some were written without a network and sent hours later.
    let written = received - TimeDelta::minutes(if n.is_multiple_of(6) { 400 } else { 3 });
    Submission {
        v: 1,
        requester_type,
        name: PEOPLE[person].to_owned(),
        email: Some(format!("requester{person}@yasnodil.example")),
        postal_address: None,
        phone: None,
        text: ["ій", "ої", "у", "ою"]
            .iter()
            .fold(subject.text.replace("{year}", &year), |text, ending| {
                text.replace(&format!("{{{ending}}}"), &format!("{place}{ending}"))
            }),
        urgency: subject.urgent.map(|(ground, _)| ground),
        urgency_reason: subject.urgent.map(|(_, reason)| reason.to_owned()),
        written_at: written.timestamp_millis(),
        language: Language::Uk,
        access_code_hash: AccessCode::from_random([(n % 32) as u8; 26]).hash(),
        attachments: Vec::new(),
        intake: None,
    }
}

/// A moment of Kyiv's wall clock some days from now.
fn moment(now: DateTime<Utc>, days: i64, hour: u32, minute: u32) -> DateTime<Utc> {
    let date = kyiv::date(now + TimeDelta::days(days));
    kyiv::instant(date.and_time(NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default()))
}

/// The same day, or the Monday after it, at this hour.
fn working_hours(at: DateTime<Utc>, hour: u32) -> DateTime<Utc> {
    let days = match kyiv::local(at).weekday() {
        Weekday::Sat => 2,
        Weekday::Sun => 1,
        _ => 0,
    };
    moment(at, days, hour, 20)
}

fn id(n: usize, received: DateTime<Utc>) -> Uuid {
    let ms = u64::try_from(received.timestamp_millis()).unwrap_or(0);
    let mut rest = [0; 10];
    rest[8..].copy_from_slice(&(n as u16).to_be_bytes());
    uuid::Builder::from_unix_timestamp_millis(ms, &rest).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_request_is_a_proper_one_on_any_day() {
        for day in 0..7 {
            let now = "2026-11-23T09:00:00Z".parse::<DateTime<Utc>>().unwrap();
            let now = now + TimeDelta::days(day);
            let steps = steps(now);
            let received: Vec<_> = steps
                .iter()
                .filter_map(|step| match &step.what {
                    What::Receive(id, submission) => Some((id, submission)),
                    What::Act(..) => None,
                })
                .collect();
            assert_eq!(received.len(), 61);
            assert!(
                received
                    .iter()
                    .all(|(_, submission)| submission.problems().is_empty())
            );
            assert!(received.iter().all(|(_, s)| !s.text.contains(['{', '}'])));
            assert!(steps.iter().all(|step| step.at <= now));
        }
    }
}
