//! Search, tabs and pages.

use domain::sync::office::{JournalQuery, JournalRow, OfficeAct, Show};
use sync_server::clock::SetClock;
use sync_server::journal::{Journal, Officer, PAGE};

use super::{HERE, done, new};
use crate::common::{at, push, urgent};

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
    let found = ask(Show::Open, "риниц").await.rows;
    assert_eq!(found.len(), 0, "the middle of a word is not searched");
    for typed in [
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
