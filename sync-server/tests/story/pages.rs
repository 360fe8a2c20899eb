//! Search, tabs and pages.

use std::sync::Arc;

use domain::law::TermClass;
use domain::request::RequesterType;
use domain::sync::office::{JournalQuery, JournalRow, OfficeAct, Show};
use sync_server::clock::SetClock;
use sync_server::journal::{HolderId, HolderSettings, Journal, Officer, PAGE, Pushed};
use uuid::Uuid;

use super::{HERE, done, new};
use crate::common::{at, push, submission, urgent};

pub(super) async fn the_journal_is_searched_and_paged(
    journal: &dyn Journal,
    clock: &SetClock,
    clerk: &Officer,
) {
    clock.set(at("2027-02-03T08:00:00Z"));
    let hours = new(journal, HERE, &push(urgent("Якість води в криницях"))).await;
    let ask = |show, search: &str| {
        let query = JournalQuery {
            show,
            search: search.into(),
            ..JournalQuery::default()
        };
        async move { journal.page(HERE, query, None).await.unwrap() }
    };
    let found = ask(Show::Open, "КРИНИЦЮ").await.rows;
    assert_eq!(found.len(), 1, "another form of the word");
    let found = ask(Show::Open, "ниц").await.rows;
    assert_eq!(found.len(), 0, "three letters are a beginning only");
    for typed in [
        "риниц",
        "иницях якість",
        "ерболіз ість",
        "якості води",
        "криницею",
        "криниц",
        "Якіст вод",
        "верболі крин",
        hours.index.text.as_str(),
        " № 3 / 02–19",
    ] {
        let found = ask(Show::Open, typed).await.rows;
        assert!(found.iter().any(|row| row.id == hours.id), "{typed}");
    }
    for typed in [
        "\"",
        "* OR *",
        "крин AND NOT",
        "'; DROP TABLE requests;--",
        "(((",
        "😀",
    ] {
        let page = ask(Show::All, typed).await;
        assert!(page.rows.iter().all(|row| row.id != hours.id), "{typed}");
    }
    let counts = ask(Show::Open, "").await.counts;
    assert_eq!((counts.open, counts.overdue, counts.today), (85, 84, 0));
    assert_eq!(counts.unassigned, 85);
    assert_eq!(ask(Show::Closed, "").await.rows.len(), 1);
    let executor = "Загальний відділ".to_owned();
    done(
        journal,
        hours.id,
        1,
        OfficeAct::Assign {
            executor,
            instruction: "".into(),
        },
        clerk,
    )
    .await;
    assert_eq!(ask(Show::Unassigned, "").await.counts.unassigned, 84);
    clock.set(at("2027-02-05T07:00:00Z"));
    assert_eq!(ask(Show::Today, "").await.rows[0].id, hours.id);

    for show in [Show::Open, Show::All] {
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let query = JournalQuery {
                show,
                ..JournalQuery::default()
            };
            let page = journal.page(HERE, query, after).await.unwrap();
            assert!(page.rows.len() <= PAGE);
            seen.extend(page.rows);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), if show == Show::All { 86 } else { 85 });
        let sorted = |ok: fn(&[JournalRow]) -> bool| seen.windows(2).all(ok);
        assert!(match show {
            Show::All => sorted(|pair| pair[0].received_at >= pair[1].received_at),
            _ => sorted(|pair| {
                pair[0].term.deadline.ends_before() <= pair[1].term.deadline.ends_before()
            }),
        });
        seen.sort_by_key(|row| row.id);
        seen.dedup_by_key(|row| row.id);
        assert_eq!(
            seen.len(),
            if show == Show::All { 86 } else { 85 },
            "no row twice"
        );
    }
}

/// More requests than a search goes through without its index, with a word that all have, one that
/// only the oldest have, and one of every hundredth; twenty of media, one of them urgent.
const MANY: usize = 1_300;
const FULL: HolderId = HolderId(7);

/// Whichever way a search takes, it finds the same.
pub(super) async fn a_full_journal_is_searched(
    journal: &Arc<dyn Journal>,
    clock: &SetClock,
    clerk: &Officer,
) {
    clock.set(at("2028-04-03T08:00:00Z"));
    let settings = HolderSettings::new(Default::default());
    journal.put_holder(FULL, settings).await.unwrap();
    let register = |from: usize, to: usize| {
        let pushed = (from..to).map(|n| {
            let old = if n < 70 { "криниця" } else { "" };
            let rare = if n % 100 == 0 { "міст" } else { "" };
            let text = format!("Вуличні ліхтарі {old} {rare}");
            let mut one = if n == 0 {
                urgent(&text)
            } else {
                submission(&text)
            };
            if n % 65 == 0 {
                one.requester_type = RequesterType::Media;
            }
            let one = push(one);
            let journal = journal.clone();
            tokio::spawn(async move {
                match journal.register(FULL, one).await.unwrap() {
                    Pushed::New(new) => new.id,
                    other => panic!("{other:?}"),
                }
            })
        });
        pushed.collect::<Vec<_>>()
    };
    let mut ids: Vec<Uuid> = Vec::new();
    // Fewer at a time than wait at once for the writer.
    for from in (0..MANY).step_by(500) {
        for one in register(from, MANY.min(from + 500)) {
            ids.push(one.await.unwrap());
        }
    }
    let executor = "Відділ криниць";
    for id in &ids[..3] {
        let act = OfficeAct::Assign {
            executor: executor.into(),
            instruction: "".into(),
        };
        let acted = journal.act(FULL, *id, 1, act, clerk.clone()).await;
        assert!(matches!(acted, Ok(sync_server::journal::Acted::Done(_))));
    }
    let of = |executor: &str| Some(executor.to_owned());
    let urgent = (Some(TermClass::Urgent), None);
    let media = (None, Some(RequesterType::Media));
    let both = (urgent.0, media.1);
    let usual = (Some(TermClass::Ordinary), Some(RequesterType::Person));
    let extended = (Some(TermClass::Extended), media.1);
    let any = (None, None);
    for (show, search, executor, (class, requester), count) in [
        (Show::All, "ліхтарів", None, any, MANY),
        (Show::Open, "ліхтар", None, any, MANY),
        (Show::All, "криниці", None, any, 70),
        (Show::Open, "криниці", None, any, 70),
        (Show::All, "вулична криниця", None, any, 70),
        (Show::All, "риниц", None, any, 70),
        (Show::Open, "хтарі риниц", None, any, 70),
        (Show::All, "міст криниця", None, any, 1),
        (Show::All, "мости", None, any, 13),
        (Show::All, "колодязь", None, any, 0),
        (Show::Closed, "ліхтар", None, any, 0),
        (Show::All, "ліхтар", of(executor), any, 3),
        (Show::Open, "ліхтар", of(executor), any, 3),
        (Show::All, "", of(executor), any, 3),
        (Show::All, "", of("Відділ"), any, 0),
        (Show::All, "ліхтар", of("Відділ"), any, 0),
        (Show::All, "", None, urgent, 1),
        (Show::Open, "", None, urgent, 1),
        (Show::Closed, "", None, urgent, 0),
        (Show::All, "ліхтар", None, urgent, 1),
        (Show::All, "ліхтар", of(executor), urgent, 1),
        (Show::All, "колодязь", None, urgent, 0),
        (Show::All, "", None, media, 20),
        (Show::Open, "", None, media, 20),
        (Show::All, "криниці", None, media, 2),
        (Show::All, "ліхтарі", of(executor), media, 1),
        (Show::All, "", None, both, 1),
        (Show::All, "", None, extended, 0),
        (Show::All, "", None, usual, MANY - 20),
        (Show::All, "мости", None, usual, 12),
    ] {
        let query = JournalQuery {
            show,
            search: search.into(),
            executor,
            class,
            requester,
            ..JournalQuery::default()
        };
        let rows = all_pages(journal, &query).await;
        assert_eq!(rows.len(), count, "{query:?}");
        assert!(
            rows.windows(2).all(|pair| match show {
                Show::Open => {
                    let [one, next] = [0, 1].map(|n| pair[n].term.deadline.ends_before());
                    one <= next
                }
                _ => pair[0].index.ordinal > pair[1].index.ordinal,
            }),
            "{query:?}"
        );
        let mut once: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), count, "none twice: {query:?}");
    }
}

async fn all_pages(journal: &Arc<dyn Journal>, query: &JournalQuery) -> Vec<JournalRow> {
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let page = journal.page(FULL, query.clone(), after).await.unwrap();
        rows.extend(page.rows);
        after = page.next;
        if after.is_none() {
            return rows;
        }
    }
}
