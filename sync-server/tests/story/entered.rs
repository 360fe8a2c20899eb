//! What an officer enters, and what several charged departments see.

use chrono::TimeDelta;
use domain::request::{
    Assignment, Channel, DrawnUp, Gap, Intake, Refused, Role, Sending, Submission,
};
use domain::sync::office::{JournalQuery, OfficeAct, Show};
use sync_server::clock::SetClock;
use sync_server::journal::{Acted, Journal, Officer};
use uuid::Uuid;

use super::{HERE, done, new};
use crate::common::{at, push, submission};

pub async fn by_an_officer(journal: &dyn Journal, clock: &SetClock, clerk: &Officer) {
    let now = at("2027-04-05T09:00:00Z");
    clock.set(now);
    // A letter of Friday evening, registered on Monday.
    let received = at("2027-04-02T16:30:00Z");
    let letter = Submission {
        email: None,
        intake: Some(Intake {
            channel: Channel::Post,
            received_at: received,
            collective: true,
            dated: None,
            signed: true,
            unclear: false,
            sender_index: None,
            drawn_up: None,
        }),
        ..submission("Перелік приміщень")
    };
    let entered = new(journal, HERE, &push(letter)).await;
    assert_eq!(entered.received_at, received);
    assert_eq!(entered.registered_at, now);
    assert_eq!(entered.registered_on.to_string(), "2027-04-05");
    assert_eq!(entered.term.deadline.to_string(), "2027-04-09");
    let record = journal.cases(HERE, vec![entered.id]).await.unwrap().pop();
    let record = record.unwrap();
    assert_eq!(record.registered, entered);
    assert_eq!(record.case.facts.gaps, [Gap::Address, Gap::Date]);
    assert_eq!(record.history[0].at, now);
    several_are_charged(journal, clerk, entered.id).await;
    dates_are_set_more_than_once(journal, clock, clerk).await;
}

fn resolve(executors: &[&str]) -> OfficeAct {
    let assignment = |name: &&str| Assignment {
        executor: (*name).into(),
        control_by: None,
    };
    OfficeAct::Resolve {
        author: "Левко Шумейко".into(),
        position: "Міський голова".into(),
        dated: "2027-04-05".parse().unwrap(),
        text: "До розгляду".into(),
        assignments: executors.iter().map(assignment).collect(),
    }
}

async fn several_are_charged(journal: &dyn Journal, clerk: &Officer, id: Uuid) {
    done(journal, id, 1, resolve(&["Архів %", "ЖКГ_2"]), clerk).await;
    let seen_by = async |executor: &str| {
        let query = JournalQuery {
            show: Show::All,
            executor: Some(executor.into()),
            ..JournalQuery::default()
        };
        let page = journal.page(HERE, query, None).await.unwrap();
        let open = page.counts.open;
        (page.rows.iter().any(|row| row.id == id), open)
    };
    assert_eq!(seen_by("Архів %").await, (true, 1));
    assert_eq!(seen_by("ЖКГ_2").await, (true, 1));
    // Signs that a pattern is made of stand for themselves.
    for other in ["ЖКГ12", "Архів 7", "ЖКГ", "%", "_____", "\\"] {
        assert_eq!(seen_by(other).await, (false, 0), "{other}");
    }
    let reader = Officer {
        role: Role::Reader,
        ..clerk.clone()
    };
    let note = OfficeAct::Note {
        text: "До справи".into(),
    };
    let refused = journal.act(HERE, id, 2, note, reader).await.unwrap();
    assert_eq!(refused, Acted::Refused(Refused::NotYours));
}

async fn dates_are_set_more_than_once(journal: &dyn Journal, clock: &SetClock, clerk: &Officer) {
    let urgent = push(crate::common::urgent("Вода у криниці"));
    let id = new(journal, HERE, &urgent).await.id;
    let judged = OfficeAct::JudgeUrgency {
        urgent: false,
        reason: "Не загрожує безпеці".into(),
    };
    done(journal, id, 1, judged, clerk).await;
    clock.set(at("2027-04-05T09:00:00Z") + TimeDelta::hours(3));
    let deferred = OfficeAct::Defer {
        reason: "Обстріл".into(),
        until: "2027-05-20".parse().unwrap(),
        sending: Sending::default(),
    };
    done(journal, id, 2, deferred, clerk).await;
    let record = journal.cases(HERE, vec![id]).await.unwrap().pop().unwrap();
    assert_eq!(record.ruling.citation.part, 7);
    assert_eq!(record.case.term.deadline.to_string(), "2027-05-20");
    assert!(record.case.deferred && record.case.notice_by.is_none());

    let drawn_up = Submission {
        intake: Some(Intake {
            channel: Channel::InPerson,
            received_at: at("2027-04-05T09:00:00Z"),
            collective: false,
            dated: None,
            signed: false,
            unclear: false,
            sender_index: None,
            drawn_up: Some(DrawnUp {
                name: clerk.name.clone(),
                phone: "0 800 000".into(),
            }),
        }),
        ..submission("Зі слів")
    };
    let id = new(journal, HERE, &push(drawn_up)).await.id;
    let withdraw = || OfficeAct::Withdraw {
        reason: "Сказано".into(),
    };
    let early = journal.act(HERE, id, 1, withdraw(), clerk.clone()).await;
    assert_eq!(early.unwrap(), Acted::Refused(Refused::CopyNotGiven));
    let on = "2027-04-05".parse().unwrap();
    done(journal, id, 1, OfficeAct::GiveCopy { on }, clerk).await;
    done(journal, id, 2, withdraw(), clerk).await;
}
