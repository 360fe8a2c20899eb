//! The contract of [`Journal`], told as one story. A new kind of journal runs it and nothing else.
#![allow(
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    async_fn_in_trait
)]

mod calendar;
mod entered;
mod erased;
mod files;
mod pages;
mod people;
mod records;
mod register;
mod reports;

use std::sync::Arc;

use domain::request::{ExtensionGround, Outcome, RefusalGround, Refused, Status, normalise_index};
use domain::sync::Digest;
use domain::sync::office::{JournalQuery, OfficeAct};
use sync_server::clock::SetClock;
use sync_server::journal::{
    Acted, HolderId, HolderSettings, Journal, JournalError, NewOfficer, Officer, Push, Pushed,
    Registered, Session,
};
use uuid::Uuid;

use crate::common::{at, noon, push, submission};

const HERE: HolderId = HolderId(1);
const THERE: HolderId = HolderId(2);

/// Makes journals on one and the same store: what one has acknowledged the next must know.
pub trait Store {
    async fn open(&self, clock: Arc<SetClock>) -> Arc<dyn Journal>;
}

pub async fn run(store: &impl Store) {
    let clock = Arc::new(SetClock::at(noon()));
    let journal = store.open(clock.clone()).await;
    nobody_registers_with_an_unknown_holder(&*journal).await;
    for holder in [HERE, THERE] {
        journal
            .put_holder(holder, HolderSettings::new(Default::default()))
            .await
            .unwrap();
    }
    let first = the_first_request_is_number_one(&*journal).await;
    a_push_is_registered_once(&*journal, &first).await;
    fifty_at_once_are_one(&journal).await;
    holders_do_not_see_each_other(&*journal, &first).await;
    ordinals_have_no_gap_under_a_crowd(&journal).await;
    the_year_begins_at_midnight_in_kyiv(&*journal, &clock).await;
    let clerk = officers_and_sessions(&*journal).await;
    the_life_of_a_request(&*journal, &clock, &clerk).await;
    pages::the_journal_is_searched_and_paged(&*journal, &clock, &clerk).await;
    files::files_come_in_pieces(&journal, &clerk).await;
    records::records_are_kept(&journal, &clerk).await;
    register::a_place_is_given_once(&journal, &clock, &clerk).await;
    register::documents_are_found(&*journal, &clerk).await;
    people::somebody_can_always_administer(&*journal, &clerk).await;
    entered::by_an_officer(&*journal, &clock, &clerk).await;
    outside_the_calendar_nothing_is_registered(&*journal, &clock).await;
    reports::figures_are_the_rows_behind_them(&*journal, &clock, &clerk).await;
    calendar::a_changed_calendar_moves_open_requests(&*journal, &clock, &clerk).await;
    erased::a_closed_request_is_erased(&journal, &clock, &clerk).await;
    pages::a_full_journal_is_searched(&journal, &clock, &clerk).await;
    journal.close().await;
    assert!(matches!(
        journal.health().await,
        Err(JournalError::Database(_))
    ));

    let again = store.open(clock).await;
    again.health().await.unwrap();
    let replay = again.register(HERE, first.clone()).await.unwrap();
    assert!(matches!(replay, Pushed::Replayed(known) if known.index.ordinal == 1));
    again.close().await;
}

async fn new(journal: &dyn Journal, holder: HolderId, push: &Push) -> Registered {
    match journal.register(holder, push.clone()).await.unwrap() {
        Pushed::New(registered) => *registered,
        other => panic!("{other:?}"),
    }
}

async fn nobody_registers_with_an_unknown_holder(journal: &dyn Journal) {
    let outcome = journal
        .register(HERE, push(submission("Копія рішення")))
        .await;
    assert_eq!(outcome, Err(JournalError::NoHolder));
    assert_eq!(journal.holder(HERE).await.unwrap(), None);
}

async fn the_first_request_is_number_one(journal: &dyn Journal) -> Push {
    let first = push(submission("Копія рішення виконкому"));
    let registered = new(journal, HERE, &first).await;
    assert_eq!((registered.index.year, registered.index.ordinal), (2026, 1));
    assert_eq!(registered.index.text, "1/02-19");
    assert_eq!(registered.received_at, noon());
    assert_eq!(registered.term.deadline.to_string(), "2026-12-01");
    let case = journal
        .by_index(HERE, 2026, "1/02-19".into())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(case.registered, registered);
    assert_eq!(case.submission, first.submission);
    assert_eq!((case.case.status, case.version()), (Status::Registered, 1));
    assert_eq!(case.notice_by.unwrap().to_string(), "2026-12-01");
    first
}

async fn a_push_is_registered_once(journal: &dyn Journal, first: &Push) {
    let known = match journal.register(HERE, first.clone()).await.unwrap() {
        Pushed::Replayed(known) => known,
        other => panic!("{other:?}"),
    };
    assert_eq!(known.index.ordinal, 1);
    let other = Push {
        digest: Digest::of(b"other bytes"),
        ..first.clone()
    };
    assert_eq!(
        journal.register(HERE, other).await.unwrap(),
        Pushed::Conflict
    );
    let kept = journal.cases(HERE, vec![first.id]).await.unwrap();
    assert_eq!((kept.len(), &kept[0].registered), (1, &*known));
}

async fn fifty_at_once_are_one(journal: &Arc<dyn Journal>) {
    let one = push(submission("П’ятдесят разів те саме"));
    let pushes: Vec<_> = (0..50)
        .map(|_| {
            let (journal, one) = (journal.clone(), one.clone());
            tokio::spawn(async move { journal.register(HERE, one).await.unwrap() })
        })
        .collect();
    let (mut new, mut replayed) = (Vec::new(), Vec::new());
    for push in pushes {
        match push.await.unwrap() {
            Pushed::New(registered) => new.push(registered),
            Pushed::Replayed(registered) => replayed.push(registered),
            other => panic!("equal bytes are no conflict: {other:?}"),
        }
    }
    assert_eq!((new.len(), replayed.len()), (1, 49));
    assert!(replayed.iter().all(|other| *other == new[0]));
}

async fn holders_do_not_see_each_other(journal: &dyn Journal, first: &Push) {
    assert_eq!(journal.cases(THERE, vec![first.id]).await.unwrap(), []);
    assert_eq!(
        journal
            .by_index(THERE, 2026, "1/02-19".into())
            .await
            .unwrap(),
        None
    );
    let registered = new(journal, THERE, first).await;
    assert_eq!(registered.index.ordinal, 1, "each has its own sequence");
    let query = || JournalQuery {
        search: "рішення".into(),
        ..JournalQuery::default()
    };
    let page = journal.page(THERE, query(), None).await.unwrap();
    assert_eq!((page.rows.len(), page.counts.open), (1, 1));
}

async fn ordinals_have_no_gap_under_a_crowd(journal: &Arc<dyn Journal>) {
    let crowd: Vec<_> = (0..120)
        .map(|n| {
            let journal = journal.clone();
            // Every third one fails after its ordinal was drawn: the holder is unknown.
            let holder = if n % 3 == 2 { HolderId(99) } else { HERE };
            let one = push(submission(&format!("Запит {n}")));
            tokio::spawn(async move { journal.register(holder, one).await })
        })
        .collect();
    let mut ordinals = Vec::new();
    for one in crowd {
        if let Ok(Pushed::New(registered)) = one.await.unwrap() {
            ordinals.push(registered.index.ordinal);
        }
    }
    ordinals.sort_unstable();
    assert_eq!(ordinals, (3..=82).collect::<Vec<u32>>());
}

async fn the_year_begins_at_midnight_in_kyiv(journal: &dyn Journal, clock: &SetClock) {
    clock.set(at("2026-12-31T21:59:59.999Z"));
    let last = new(journal, HERE, &push(submission("Останній у році"))).await;
    assert_eq!((last.index.year, last.index.ordinal), (2026, 83));
    clock.set(at("2026-12-31T22:00:00Z"));
    let first = new(journal, HERE, &push(submission("Перший у році"))).await;
    assert_eq!((first.index.year, first.index.ordinal), (2027, 1));
    assert_eq!(first.registered_on.to_string(), "2027-01-01");
    let key = normalise_index(&first.index.text);
    let old = journal
        .by_index(HERE, 2026, key.clone())
        .await
        .unwrap()
        .unwrap();
    let new = journal.by_index(HERE, 2027, key).await.unwrap().unwrap();
    assert_ne!(old.registered.id, new.registered.id);
}

async fn officers_and_sessions(journal: &dyn Journal) -> Officer {
    let clerk = NewOfficer {
        login: "clerk".into(),
        name: "Довгаль Мирослава Остапівна".into(),
        position: "спеціаліст".into(),
        password_hash: "hash".into(),
        role: domain::request::Role::ResponsibleOfficer,
        department: String::new(),
    };
    assert!(journal.add_officer(HERE, clerk.clone()).await.unwrap());
    assert!(!journal.add_officer(HERE, clerk).await.unwrap());
    assert!(journal.has_officers(HERE).await.unwrap());
    assert_eq!(
        journal
            .officer_by_login(THERE, "clerk".into())
            .await
            .unwrap(),
        None
    );
    let found = journal
        .officer_by_login(HERE, "clerk".into())
        .await
        .unwrap();
    let (clerk, hash) = found.unwrap();
    assert_eq!(hash, "hash");
    let session = Session {
        token_hash: [5; 32],
        officer: clerk.id,
        opened_at: noon(),
        seen_at: noon(),
    };
    journal.open_session(HERE, session).await.unwrap();
    assert_eq!(journal.session(THERE, [5; 32]).await.unwrap(), None);
    let later = at("2026-11-24T10:30:00Z");
    journal.touch_session(HERE, [5; 32], later).await.unwrap();
    let (seen, who) = journal.session(HERE, [5; 32]).await.unwrap().unwrap();
    assert_eq!((seen.seen_at, &who), (later, &clerk));
    journal.close_session(HERE, [5; 32]).await.unwrap();
    assert_eq!(journal.session(HERE, [5; 32]).await.unwrap(), None);
    clerk
}

async fn done(journal: &dyn Journal, id: Uuid, version: u64, act: OfficeAct, by: &Officer) {
    match journal
        .act(HERE, id, version, act, by.clone())
        .await
        .unwrap()
    {
        Acted::Done(record) => assert_eq!(record.version(), version + 1),
        other => panic!("{other:?}"),
    }
}

async fn the_life_of_a_request(journal: &dyn Journal, clock: &SetClock, clerk: &Officer) {
    clock.set(at("2027-02-01T08:00:00Z"));
    let one = push(submission("Кошторис ремонту вулиці Ткацької"));
    let id = new(journal, HERE, &one).await.id;
    clock.set(at("2027-02-02T08:00:00Z"));
    let assign = || OfficeAct::Assign {
        executor: "Юридичний відділ".into(),
        instruction: "".into(),
    };
    done(journal, id, 1, assign(), clerk).await;
    let stale = journal
        .act(HERE, id, 1, assign(), clerk.clone())
        .await
        .unwrap();
    assert_eq!(stale, Acted::Stale);
    let extend = || OfficeAct::Extend {
        ground: ExtensionGround::LargeSearch,
        reason: "Архів".into(),
        sending: domain::request::Sending::default(),
    };
    done(journal, id, 2, extend(), clerk).await;
    let twice = journal
        .act(HERE, id, 3, extend(), clerk.clone())
        .await
        .unwrap();
    assert_eq!(twice, Acted::Refused(Refused::AlreadyExtended));
    done(
        journal,
        id,
        3,
        OfficeAct::Answer {
            text: "Додано.".into(),
            extent: domain::request::Extent::Whole,
            sending: domain::request::Sending::default(),
        },
        clerk,
    )
    .await;
    let reason = "Не володіємо".to_owned();
    let refuse = OfficeAct::Refuse {
        ground: RefusalGround::NotHeld,
        reason,
        test: None,
        remainder: None,
        sending: domain::request::Sending::default(),
    };
    let closed = journal
        .act(HERE, id, 4, refuse, clerk.clone())
        .await
        .unwrap();
    assert_eq!(closed, Acted::Refused(Refused::AlreadyClosed));
    let unknown = journal
        .act(HERE, Uuid::now_v7(), 1, assign(), clerk.clone())
        .await
        .unwrap();
    assert_eq!(unknown, Acted::Unknown);

    let record = journal.cases(HERE, vec![id]).await.unwrap().pop().unwrap();
    assert_eq!(record.case.outcome, Some(Outcome::Answered));
    assert_eq!(record.ruling.citation.part, 4);
    assert_eq!(record.ruling.deadline, record.case.term.deadline);
    assert_eq!(record.registered.term.deadline.to_string(), "2027-02-08");
    assert_eq!(record.history.len(), 4);
    assert_eq!(record.history[0].event, None);
    assert!(
        record.history[1..]
            .iter()
            .all(|entry| entry.actor == clerk.name)
    );
    let replay = journal.register(HERE, one).await.unwrap();
    assert!(matches!(replay, Pushed::Replayed(first) if *first == record.registered));
}

async fn outside_the_calendar_nothing_is_registered(journal: &dyn Journal, clock: &SetClock) {
    clock.set(at("2031-06-01T08:00:00Z"));
    let outcome = journal.register(HERE, push(submission("Запізно"))).await;
    assert!(matches!(outcome, Err(JournalError::Calendar(_))));
    clock.set(at("2028-03-01T08:00:00Z"));
    let next = new(journal, HERE, &push(submission("Наступний"))).await;
    assert_eq!((next.index.year, next.index.ordinal), (2028, 1));
}
