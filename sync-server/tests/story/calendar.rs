//! A changed calendar moves the dates of open requests, each with an event, and nothing else.

use domain::calendar::MovedDay;
use domain::request::{Event, Sending};
use domain::sync::office::OfficeAct;
use sync_server::clock::SetClock;
use sync_server::journal::{Change, Changed, HolderSettings, Journal, Officer};

use super::{HERE, done, new};
use crate::common::{at, push, submission, urgent};

pub async fn a_changed_calendar_moves_open_requests(
    journal: &dyn Journal,
    clock: &SetClock,
    clerk: &Officer,
) {
    // Monday; five working days end on the Monday after.
    clock.set(at("2029-03-05T08:00:00Z"));
    let open = new(journal, HERE, &push(submission("Відкритий"))).await;
    let hours = new(journal, HERE, &push(urgent("Терміновий"))).await;
    let put_off = new(journal, HERE, &push(submission("Відстрочений")))
        .await
        .id;
    let ended = new(journal, HERE, &push(submission("Закритий"))).await;
    clock.set(at("2029-03-06T08:00:00Z"));
    let defer = OfficeAct::Defer {
        reason: "Обстріл".into(),
        until: "2029-03-30".parse().unwrap(),
        sending: Sending::default(),
    };
    done(journal, put_off, 1, defer, clerk).await;
    let withdraw = OfficeAct::Withdraw {
        reason: "Заява".into(),
    };
    done(journal, ended.id, 1, withdraw, clerk).await;

    let mut settings: HolderSettings = journal.holder(HERE).await.unwrap().unwrap();
    settings.moved_days = vec![MovedDay {
        off: "2029-03-09".parse().unwrap(),
        worked: "2029-03-17".parse().unwrap(),
        source: "розпорядження голови № 7".into(),
    }];
    let change = Change {
        settings: settings.clone(),
        reason: "Перенесено робочий день: розпорядження голови № 7".into(),
        officer: Some(clerk.clone()),
        known: None,
    };
    let Changed::Done(shown) = journal.moves(HERE, change.clone()).await.unwrap() else {
        panic!("it is possible");
    };
    let ours = shown.iter().find(|one| one.id == open.id).unwrap();
    assert_eq!(
        (ours.from.to_string(), ours.to.to_string()),
        ("2029-03-12".into(), "2029-03-13".into())
    );
    assert!(
        [hours.id, put_off, ended.id]
            .iter()
            .all(|id| shown.iter().all(|one| one.id != *id))
    );
    assert_eq!(shown.len(), 1, "{shown:?}");
    let untouched = journal
        .cases(HERE, vec![open.id])
        .await
        .unwrap()
        .pop()
        .unwrap();
    assert_eq!(untouched.version(), 1, "a look changes nothing");

    let moved = journal.change_holder(HERE, change.clone()).await.unwrap();
    assert_eq!(moved, Changed::Done(shown.clone()));
    let record = journal
        .cases(HERE, vec![open.id])
        .await
        .unwrap()
        .pop()
        .unwrap();
    assert_eq!(record.case.term.deadline, ours.to);
    assert_eq!(record.case.notice_by.unwrap().to_string(), "2029-03-13");
    assert_eq!(record.ruling.deadline, ours.to);
    let last = record.history.last().unwrap();
    assert_eq!(last.actor, clerk.name);
    assert!(
        matches!(&last.event, Some(Event::CalendarMoved { reason, .. }) if *reason == change.reason)
    );
    assert_eq!(journal.holder(HERE).await.unwrap(), Some(settings));
    assert_eq!(
        journal.change_holder(HERE, change).await.unwrap(),
        Changed::Done(vec![]),
        "nothing moves twice"
    );
}
