//! What is left of a request whose text was erased.

use std::sync::Arc;

use domain::request::{Arrival, Outcome};
use domain::sync::office::{JournalQuery, OfficeAct, Show};
use sync_server::clock::SetClock;
use sync_server::journal::{
    Erased, FileId, FileWrite, FileWritten, Journal, Officer, Pushed, Stored,
};
use uuid::Uuid;

use super::{HERE, THERE, done, new};
use crate::common::tus::{named, photo, with_files};
use crate::common::{at, push};

pub async fn a_closed_request_is_erased(
    journal: &Arc<dyn Journal>,
    clock: &SetClock,
    clerk: &Officer,
) {
    let (file, erase) = (photo(300_000), |id, reason: &str| {
        journal.erase(HERE, id, reason.to_owned())
    });
    clock.set(at("2028-03-01T08:00:00Z"));
    let mut submission = with_files(vec![named("паспорт.jpg", &file)]);
    submission.name = "Стиральна Меланія Остапівна".into();
    submission.text = "Перелік фонтанів".into();
    let one = push(submission);
    let id = new(&**journal, HERE, &one).await.id;
    let whole = FileId { request: id, n: 1 };
    let write = FileWrite::Complete {
        after: Stored::default(),
        bytes: file.clone(),
    };
    let written = journal.write_file(HERE, whole, write).await.unwrap();
    assert!(matches!(written, FileWritten::Done(_)));

    let ask = |search: &str| {
        let query = JournalQuery {
            search: search.to_owned(),
            show: Show::All,
            ..JournalQuery::default()
        };
        async move { journal.page(HERE, query, None).await.unwrap().rows }
    };
    assert_eq!(ask("тиральн").await.len(), 1, "a part of the name");

    // What the council still needs is not erased, nor what is not its.
    assert_eq!(erase(id, "Строк").await.unwrap(), Erased::Open);
    assert_eq!(
        erase(Uuid::now_v7(), "Строк").await.unwrap(),
        Erased::Unknown
    );
    let answer = OfficeAct::Answer {
        text: "Додано.".into(),
        extent: domain::request::Extent::Whole,
        sending: domain::request::Sending::default(),
    };
    done(&**journal, id, 2, answer, clerk).await;
    let elsewhere = journal.erase(THERE, id, "Строк".into()).await.unwrap();
    assert_eq!(elsewhere, Erased::Unknown);
    let before = journal.cases(HERE, vec![id]).await.unwrap().pop().unwrap();
    assert_eq!(erase(id, "Строк зберігання").await.unwrap(), Erased::Done);
    assert_eq!(erase(id, "Знову").await.unwrap(), Erased::Before);

    let after = journal.cases(HERE, vec![id]).await.unwrap().pop().unwrap();
    assert_eq!(
        (&after.case, &after.history),
        (&before.case, &before.history)
    );
    assert_eq!(after.registered.index, before.registered.index);
    assert_eq!(after.registered.digest, before.registered.digest);
    assert_eq!(after.arrival(1), Some(Arrival::Received));
    assert_eq!(after.file(1), None);
    assert_eq!(journal.stored(HERE, whole).await.unwrap().bytes, 0);
    assert_eq!(journal.piece(HERE, whole, 0).await.unwrap(), None);
    let left = serde_json::to_string(&after.submission).unwrap();
    for gone in ["Стиральна", "тиральн", "фонтанів", "паспорт"] {
        assert!(!left.contains(gone), "{gone} is in {left}");
        assert_eq!(ask(gone).await, [], "{gone}");
    }
    assert!(after.submission.text.contains("01.03.2028"), "{left}");
    assert!(after.submission.text.contains("Строк зберігання"), "{left}");

    // The id stays taken, whatever comes under it.
    for push in [one.clone(), crate::common::push(one.submission.clone())] {
        let push = sync_server::journal::Push { id, ..push };
        match journal.register(HERE, push).await.unwrap() {
            Pushed::Erased(rest) => {
                assert_eq!(rest.index, before.registered.index.text);
                assert_eq!(rest.outcome, Some(Outcome::Answered));
            }
            other => panic!("{other:?}"),
        }
    }
    let write = FileWrite::Add {
        after: Stored::default(),
        bytes: b"x".to_vec(),
    };
    let written = journal.write_file(HERE, whole, write).await.unwrap();
    assert_eq!(written, FileWritten::Unknown);
}
