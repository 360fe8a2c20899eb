//! Bookings raced at the journal, and the register of documents searched.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};
use domain::register::visit::{Standing, VisitEvent, VisitRefused, VisitRules, Wish};
use domain::register::{
    Document, DocumentFilter, DocumentKind, DocumentsAsk, NewDocument, NewVisitRules, VisitAsk,
};
use domain::sync::AccessCode;
use sync_server::clock::{Clock, SetClock};
use sync_server::duties::{Duties, Fault, PAGE};
use sync_server::journal::{Journal, Officer};
use uuid::Uuid;

use super::HERE;
use crate::common::at;

const CODE: &str = "0123456789ABCDEFGHJKMNPQRS";

fn ten() -> NaiveTime {
    NaiveTime::from_hms_opt(10, 0, 0).unwrap()
}

fn wish(id: Uuid, name: &str) -> Wish {
    Wish {
        id,
        starts: ten(),
        name: name.into(),
        contact: "hist@example.com".into(),
        documents: "Протоколи комісії".into(),
        secret_hash: AccessCode::parse(CODE).unwrap().hash(),
    }
}

pub async fn a_place_is_given_once(journal: &Arc<dyn Journal>, clock: &SetClock, clerk: &Officer) {
    let before = clock.now();
    clock.set(at("2027-03-10T08:00:00Z"));
    let duties = Duties::of(&**journal, HERE);
    let day: NaiveDate = "2027-03-12".parse().unwrap();
    let closed = duties.book_visit(day, wish(Uuid::now_v7(), "Зарано")).await;
    assert!(matches!(closed, Err(Fault::Visit(VisitRefused::Closed))));
    let rules = VisitRules {
        seats: 2,
        place: "Кімната 12".into(),
        ..VisitRules::default()
    };
    let new = NewVisitRules { version: 0, rules };
    duties.put_visit_rules(new.clone(), clerk).await.unwrap();
    let stale = duties.put_visit_rules(new, clerk).await;
    assert!(matches!(stale, Err(Fault::Stale)));
    let saturday = "2027-03-13".parse().unwrap();
    let off = duties
        .book_visit(saturday, wish(Uuid::now_v7(), "Субота"))
        .await;
    assert!(matches!(off, Err(Fault::Visit(VisitRefused::Closed))));

    let fifty: Vec<Uuid> = (0..50).map(|_| Uuid::now_v7()).collect();
    // Each presses the button twice.
    let crowd: Vec<_> = fifty
        .iter()
        .chain(&fifty)
        .map(|id| {
            let (journal, id) = (journal.clone(), *id);
            tokio::spawn(async move {
                let wish = wish(id, &format!("Гість {id}"));
                (id, Duties::of(&*journal, HERE).book_visit(day, wish).await)
            })
        })
        .collect();
    let mut booked = Vec::new();
    for one in crowd {
        match one.await.unwrap() {
            (id, Ok(own)) => booked.push((id, own.number)),
            (_, Err(Fault::Visit(VisitRefused::Full))) => {}
            (_, other) => panic!("{:?}", other.err()),
        }
    }
    booked.sort_by(|a, b| a.1.cmp(&b.1));
    booked.dedup();
    assert_eq!(booked.len(), 2, "two seats, two people: {booked:?}");

    let (id, number) = booked[0].clone();
    let other = duties.book_visit(day, wish(id, "Хтось інший")).await;
    assert!(matches!(other, Err(Fault::Visit(VisitRefused::Conflict))));
    let wrong = duties
        .own_visit(&number, "ZZZZZZZZZZZZZZZZZZZZZZZZZZ", clock.now())
        .await;
    assert!(matches!(wrong, Err(Fault::Unknown)));
    let own = duties.cancel_visit(&number, CODE.into()).await.unwrap();
    assert_eq!(own.standing, Standing::Cancelled);
    let third = wish(Uuid::now_v7(), "Третій");
    duties.book_visit(day, third).await.unwrap();

    let seen = duties.visit_day(day, clock.now()).await.unwrap();
    assert_eq!(seen.visits.len(), 3, "a cancelled one stays in the day");
    let ask = |n, standing, event| VisitAsk { n, standing, event };
    let (asked, confirm) = (Standing::Asked, VisitEvent::Confirm);
    let act = |ask| duties.act_on_visit(day, ask, clerk);
    act(ask(3, asked, confirm.clone())).await.unwrap();
    let late = act(ask(3, asked, confirm)).await;
    assert!(
        matches!(late, Err(Fault::Stale)),
        "decided on what was not so"
    );
    let no_reason = VisitEvent::Refuse { reason: " ".into() };
    let refused = act(ask(2, asked, no_reason)).await;
    assert!(matches!(refused, Err(Fault::Visit(VisitRefused::Reason))));
    let early = act(ask(3, Standing::Confirmed, VisitEvent::Came)).await;
    assert!(matches!(early, Err(Fault::Visit(VisitRefused::NotYet))));

    clock.set(at("2027-03-12T21:59:59Z"));
    act(ask(3, Standing::Confirmed, VisitEvent::Came))
        .await
        .unwrap();
    assert_eq!(
        duties.erase_visits(clock.now()).await.unwrap(),
        0,
        "still the day"
    );
    clock.set(at("2027-03-12T22:00:00Z"));
    assert_eq!(
        duties.erase_visits(clock.now()).await.unwrap(),
        1,
        "midnight in Kyiv"
    );
    let erased = duties.visit_day(day, clock.now()).await.unwrap();
    let whole = format!("{erased:?}");
    assert!(
        !whole.contains("Гість") && !whole.contains("hist@"),
        "{whole}"
    );
    assert_eq!(erased.visits[2].came, Some(true), "what counts stays");
    let gone = duties.own_visit(&booked[1].1, CODE, clock.now()).await;
    assert!(matches!(gone, Err(Fault::Unknown)));
    clock.set(before);
}

fn document(n: u32, name: &str, kind: DocumentKind, keyword: &str) -> Document {
    Document {
        name: name.into(),
        number: n.to_string(),
        created: NaiveDate::from_ymd_opt(2020 + n as i32 % 5, 3, 1 + n % 28),
        source: "Загальний відділ".into(),
        field: "Містобудування".into(),
        keywords: vec![keyword.into()],
        kind,
        form: "паперова".into(),
        place: "архівний відділ".into(),
        ..Document::default()
    }
}

pub async fn documents_are_found(journal: &dyn Journal, clerk: &Officer) {
    let duties = Duties::of(journal, HERE);
    let put = |document: Document| {
        let new = NewDocument {
            version: 0,
            document,
        };
        duties.put_document(Uuid::now_v7(), new, clerk)
    };
    for n in 0..60 {
        let (name, kind, keyword) = match n % 3 {
            0 => ("Про ремонт доріг", DocumentKind::Decision, "Дороги"),
            1 => ("Протокол земельної комісії", DocumentKind::Minutes, "земля"),
            _ => ("Звіт про озеленення", DocumentKind::Report, "Сад і  парк"),
        };
        put(document(n, name, kind, keyword)).await.unwrap();
    }
    let all = |filter: DocumentFilter| async move {
        let (mut found, mut after) = (Vec::new(), None);
        loop {
            let asked = DocumentsAsk {
                filter: filter.clone(),
                after,
            };
            let page = duties.documents(asked).await.unwrap();
            assert!(page.rows.len() <= PAGE);
            found.extend(page.rows);
            after = page.next;
            if after.is_none() {
                return found;
            }
        }
    };
    let none = DocumentFilter::default;
    let words = |words: &str| DocumentFilter {
        words: words.into(),
        ..none()
    };
    let keyword = |keyword: &str| DocumentFilter {
        keyword: keyword.into(),
        ..none()
    };
    for (filter, count) in [
        (none(), 60),
        (words("дорога"), 20),
        (words("дорогами ремонти"), 20),
        (words("комісія землі"), 20),
        (words("дорога комісія"), 0),
        (words("№ —"), 0),
        (keyword("дороги"), 20),
        (keyword(" сад і парк "), 20),
        (keyword("сад"), 0),
        (
            DocumentFilter {
                year: Some(2021),
                kind: Some(DocumentKind::Report),
                ..none()
            },
            4,
        ),
        (
            DocumentFilter {
                year: Some(1999),
                ..none()
            },
            0,
        ),
    ] {
        let found = all(filter.clone()).await;
        assert_eq!(found.len(), count, "{filter:?}");
        let mut ids: Vec<Uuid> = found.iter().map(|row| row.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count, "none twice: {filter:?}");
        let days: Vec<_> = found.iter().map(|row| row.document.day()).collect();
        assert!(days.is_sorted_by(|a, b| a >= b), "the latest first");
    }
    let mut wrong = document(1, "Без джерела", DocumentKind::Act, "х");
    wrong.source = " ".into();
    assert!(matches!(put(wrong).await, Err(Fault::Document(_))));
}
