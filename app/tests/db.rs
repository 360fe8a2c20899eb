//! The IndexedDB room in a real browser: what it promises about drafts, submit and receipts.
#![allow(clippy::unwrap_used)]
#![cfg(target_arch = "wasm32")]

use app::db::files::{FilesRecord, Over, change_files, is_here, load_files, save_piece};
use app::db::transfer::{ImportError, import};
use app::db::{
    self, CaseGlance, CaseRecord, DraftRecord, OutboxRecord, SaveOutcome, SubmitOutcome,
};
use app::device;
use domain::request::{Attachment, Draft, Language, check};
use domain::sync::wire::Receipt;
use domain::sync::{AccessCode, Digest, Item, ItemState, NoAnswer, ParkReason};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn draft(text: &str) -> DraftRecord {
    DraftRecord {
        v: 1,
        id: device::new_id(),
        revision: 1,
        updated_at: 1_800_000_000_000,
        draft: Draft {
            text: text.into(),
            name: "Олена Вигадана".into(),
            email: "olena@poshta.example".into(),
            ..Draft::default()
        },
    }
}

fn outgoing(record: &DraftRecord) -> (OutboxRecord, CaseRecord) {
    let code = AccessCode::from_random(device::random());
    let submission = check(&record.draft, 0, Language::Uk, &code.hash()).unwrap();
    let body = serde_json::to_string(&submission).unwrap();
    let item = Item {
        id: record.id,
        digest: Digest::of(body.as_bytes()),
        queued_at: 1,
        state: ItemState::Queued,
        attempts: 0,
        not_before: 0,
        trouble: None,
    };
    let case = CaseRecord {
        v: 1,
        id: record.id,
        access_code: code.as_str().into(),
        kept_at: 1,
        submission: Some(submission),
        receipt: None,
        view: None,
        lost: false,
    };
    (OutboxRecord { v: 1, item, body }, case)
}

/// The frozen receipt of the wire tests, echoing this submission.
fn receipt(outgoing: &OutboxRecord) -> Receipt {
    let frozen = include_str!("../../domain/tests/wire_frozen/receipt_ordinary.json");
    let mut receipt: Receipt = serde_json::from_str(frozen).unwrap();
    receipt.id = outgoing.item.id;
    receipt.digest = outgoing.item.digest.clone();
    receipt
}

async fn stored(id: uuid::Uuid) -> Option<DraftRecord> {
    db::load_drafts()
        .await
        .unwrap()
        .into_iter()
        .find(|draft| draft.id == id)
}

#[wasm_bindgen_test]
async fn a_draft_reads_back_as_it_was_typed() {
    let record = draft("Прошу надати <b>кошторис</b> 🦊\n'; DROP TABLE drafts; --");
    assert_eq!(db::save_draft(&record).await.unwrap(), SaveOutcome::Saved);
    assert_eq!(stored(record.id).await, Some(record));
}

#[wasm_bindgen_test]
async fn a_save_made_on_an_older_revision_overwrites_nothing() {
    let first = draft("перша вкладка");
    db::save_draft(&first).await.unwrap();
    let mut second = first.clone();
    second.revision = 2;
    second.draft.text = "друга вкладка".into();
    assert_eq!(db::save_draft(&second).await.unwrap(), SaveOutcome::Saved);
    let mut stale = first.clone();
    stale.revision = 2;
    stale.draft.text = "перша вкладка, далі".into();
    assert_eq!(db::save_draft(&stale).await.unwrap(), SaveOutcome::Changed);
    assert_eq!(stored(first.id).await, Some(second));
}

#[wasm_bindgen_test]
async fn submit_takes_the_draft_away_and_queues_it_once() {
    let record = draft("запит");
    db::save_draft(&record).await.unwrap();
    let (out, case) = outgoing(&record);
    assert_eq!(
        db::submit(&record, &out, &case).await.unwrap(),
        SubmitOutcome::Queued
    );
    assert_eq!(stored(record.id).await, None);
    assert_eq!(
        db::outgoing_body(record.id).await.unwrap(),
        Some(out.clone())
    );
    // A second tab submits the same draft: nothing is queued again, nothing is overwritten.
    let (other, other_case) = outgoing(&record);
    assert_eq!(
        db::submit(&record, &other, &other_case).await.unwrap(),
        SubmitOutcome::Changed
    );
    assert_eq!(db::outgoing_body(record.id).await.unwrap(), Some(out));
}

#[wasm_bindgen_test]
async fn submit_refuses_a_draft_that_changed_meanwhile() {
    let record = draft("запит");
    db::save_draft(&record).await.unwrap();
    let mut newer = record.clone();
    newer.revision = 2;
    newer.draft.text = "змінений запит".into();
    db::save_draft(&newer).await.unwrap();
    let (out, case) = outgoing(&record);
    assert_eq!(
        db::submit(&record, &out, &case).await.unwrap(),
        SubmitOutcome::Changed
    );
    assert_eq!(stored(record.id).await, Some(newer));
    assert_eq!(db::outgoing_body(record.id).await.unwrap(), None);
}

#[wasm_bindgen_test]
async fn an_entry_leaves_the_outbox_only_with_its_receipt() {
    let record = draft("запит");
    db::save_draft(&record).await.unwrap();
    let (out, mut case) = outgoing(&record);
    db::submit(&record, &out, &case).await.unwrap();
    let mut item = out.item.clone();
    item.attempts = 3;
    item.trouble = Some(NoAnswer::Timeout);
    db::save_item(&item).await.unwrap();
    let kept = db::outgoing_body(record.id).await.unwrap().unwrap();
    assert_eq!(
        (kept.item.attempts, kept.body),
        (3, out.body.clone()),
        "the bytes never change"
    );

    case.receipt = Some(receipt(&out));
    db::complete(&case).await.unwrap();
    assert_eq!(db::outgoing_body(record.id).await.unwrap(), None);
    let cases = db::load_cases().await.unwrap();
    assert_eq!(
        cases.into_iter().find(|found| found.id == record.id),
        Some(case)
    );

    // A late save of the item's state must not bring the entry back.
    db::save_item(&item).await.unwrap();
    assert_eq!(db::outgoing_body(record.id).await.unwrap(), None);
}

#[wasm_bindgen_test]
async fn only_a_parked_entry_can_become_a_draft_again() {
    let record = draft("запит");
    db::save_draft(&record).await.unwrap();
    let (out, case) = outgoing(&record);
    db::submit(&record, &out, &case).await.unwrap();
    let again = draft("запит, виправлений");
    db::drop_parked(&out.item, &again).await.unwrap();
    assert!(
        db::outgoing_body(record.id).await.unwrap().is_some(),
        "queued: stays"
    );
    let mut parked = out.item.clone();
    parked.state = ItemState::Parked(ParkReason::Rejected);
    db::drop_parked(&parked, &again).await.unwrap();
    assert_eq!(db::outgoing_body(record.id).await.unwrap(), None);
    assert_eq!(stored(again.id).await, Some(again));
}

#[wasm_bindgen_test]
async fn the_export_has_everything_and_can_be_read() {
    let record = draft("для експорту");
    db::save_draft(&record).await.unwrap();
    let exported: serde_json::Value =
        serde_json::from_str(&db::export(None).await.unwrap()).unwrap();
    for store in ["drafts", "outbox", "receipts", "replica"] {
        assert!(exported[store].is_array(), "{store}");
    }
    let drafts = exported["drafts"].as_array().unwrap();
    assert!(
        drafts
            .iter()
            .any(|draft| draft["id"] == record.id.to_string())
    );
}

#[wasm_bindgen_test]
async fn what_is_known_of_the_council_is_kept() {
    assert_eq!(db::load_meta::<String>("nothing").await.unwrap(), None);
    db::save_meta("greeting", &"вітаю").await.unwrap();
    assert_eq!(
        db::load_meta::<String>("greeting")
            .await
            .unwrap()
            .as_deref(),
        Some("вітаю")
    );
}

#[wasm_bindgen_test]
async fn what_was_exported_is_taken_in_again_and_twice_is_once() {
    let written = draft("Експорт і назад");
    db::save_draft(&written).await.unwrap();
    let sent = draft("Черга, що переїздить");
    db::save_draft(&sent).await.unwrap();
    let (outgoing, case) = outgoing(&sent);
    db::submit(&sent, &outgoing, &case).await.unwrap();
    let saved = db::transfer::export_with_files().await.unwrap();
    assert_eq!(import(&saved).await, Ok(0), "all of it is here");

    db::erase().await.unwrap();
    let taken = import(&saved).await.unwrap();
    assert!(taken >= 2, "{taken}");
    assert_eq!(stored(written.id).await, Some(written));
    let again = db::outgoing_body(sent.id).await.unwrap().unwrap();
    assert_eq!(
        again.body, outgoing.body,
        "the very same bytes under the very same id"
    );
    assert_eq!(import(&saved).await, Ok(0));
}

#[wasm_bindgen_test]
async fn a_damaged_or_foreign_file_changes_nothing() {
    let sent = draft("Підроблена черга");
    let (mut outgoing, case) = outgoing(&sent);
    outgoing.body.push(' ');
    let write = |value: &_| serde_json::to_string(value).unwrap();
    let forged = format!(
        r#"{{"vidkryta_rada":2,"outbox":[{}],"replica":[{}]}}"#,
        serde_json::to_string(&outgoing).unwrap(),
        write(&case)
    );
    let before = db::export(None).await.unwrap();
    let table = [
        "",
        "null",
        "[]",
        "{}",
        r#"{"vidkryta_rada":"2"}"#,
        r#"{"vidkryta_rada":99}"#,
        r#"{"vidkryta_rada":2,"drafts":[{"v":1}]}"#,
        r#"{"vidkryta_rada":2,"chunks":{"a/0":"%%%"}}"#,
        &before[..before.floor_char_boundary(before.len() / 2)],
        &forged,
    ];
    for text in table {
        assert_eq!(import(text).await, Err(ImportError::Unreadable), "{text}");
    }
    assert_eq!(db::export(None).await.unwrap(), before);
}

#[wasm_bindgen_test]
async fn a_draft_that_differs_becomes_a_second_one() {
    let here = draft("Тут");
    db::save_draft(&here).await.unwrap();
    let mut there = here.clone();
    there.draft.text = "Там".into();
    let text = serde_json::to_string(&there).unwrap();
    let saved = format!(r#"{{"vidkryta_rada":2,"drafts":[{text}]}}"#);
    assert_eq!(import(&saved).await, Ok(1));
    let drafts = db::load_drafts().await.unwrap();
    let texts: Vec<_> = drafts.iter().map(|d| d.draft.text.as_str()).collect();
    assert!(
        texts.contains(&"Тут") && texts.contains(&"Там"),
        "{texts:?}"
    );
}

fn file_of(drafts: &[&DraftRecord], waiting: &[&OutboxRecord], cases: &[&CaseRecord]) -> String {
    serde_json::json!({
        "vidkryta_rada": 2, "drafts": drafts, "outbox": waiting, "replica": cases,
    })
    .to_string()
}

async fn drafts_that_ask(text: &str) -> Vec<DraftRecord> {
    let mut drafts = db::load_drafts().await.unwrap();
    drafts.retain(|draft| draft.draft.text == text);
    drafts
}

async fn case(id: uuid::Uuid) -> Option<CaseRecord> {
    let cases = db::load_cases().await.unwrap();
    cases.into_iter().find(|case| case.id == id)
}

#[wasm_bindgen_test]
async fn a_draft_that_was_sent_is_not_taken_in_again() {
    let record = draft("Надіслано звідси");
    db::save_draft(&record).await.unwrap();
    let (out, case_there) = outgoing(&record);
    db::submit(&record, &out, &case_there).await.unwrap();
    assert_eq!(import(&file_of(&[&record], &[], &[])).await, Ok(0));
    assert_eq!(stored(record.id).await, None);

    let mut changed = record.clone();
    changed.draft.text = "Надіслано звідси, а потім змінено там".into();
    assert_eq!(import(&file_of(&[&changed], &[], &[])).await, Ok(1));
    assert_eq!(stored(record.id).await, None, "the id is the request's own");
    let [kept] = &drafts_that_ask(&changed.draft.text).await[..] else {
        panic!("it is not there once");
    };
    assert_eq!(kept.draft, changed.draft);
    assert_eq!(case(record.id).await, Some(case_there));
}

#[wasm_bindgen_test]
async fn a_draft_that_was_sent_from_the_other_device_gives_way_to_the_request() {
    let (same, mut typed_on) = (draft("Надіслано там"), draft("Дописано тут"));
    db::save_draft(&same).await.unwrap();
    let (out, case_there) = outgoing(&same);
    let (typed_out, typed_case) = outgoing(&typed_on);
    typed_on.draft.text.push_str(", після надсилання");
    db::save_draft(&typed_on).await.unwrap();
    let file = file_of(&[], &[&out, &typed_out], &[&case_there, &typed_case]);
    import(&file).await.unwrap();
    assert_eq!(drafts_that_ask("Надіслано там").await, []);
    assert_eq!(stored(typed_on.id).await, None);
    let [kept] = &drafts_that_ask(&typed_on.draft.text).await[..] else {
        panic!("what was typed here is not there once");
    };
    assert_ne!(kept.id, typed_on.id);
    assert_eq!(case(typed_on.id).await, Some(typed_case));
}

#[wasm_bindgen_test]
async fn submit_puts_nothing_in_the_place_of_a_request() {
    let record = draft("Перший під цим номером");
    db::save_draft(&record).await.unwrap();
    let (out, mut registered) = outgoing(&record);
    db::submit(&record, &out, &registered).await.unwrap();
    let again = draft("Другий під тим самим номером");
    let again = DraftRecord {
        id: record.id,
        ..again
    };
    for is_registered in [false, true] {
        if is_registered {
            registered.receipt = Some(receipt(&out));
            db::complete(&registered).await.unwrap();
        }
        let _ = db::delete_draft(again.id).await;
        db::save_draft(&again).await.unwrap();
        let (other, other_case) = outgoing(&again);
        let outcome = db::submit(&again, &other, &other_case).await.unwrap();
        assert_eq!(outcome, SubmitOutcome::Changed);
        assert_eq!(case(record.id).await, Some(registered.clone()));
        assert_eq!(stored(again.id).await, Some(again.clone()));
    }
}

#[wasm_bindgen_test]
async fn a_receipt_for_other_words_loses_none() {
    let here = draft("Чекає тут");
    db::save_draft(&here).await.unwrap();
    let (waiting, waiting_case) = outgoing(&here);
    db::submit(&here, &waiting, &waiting_case).await.unwrap();
    let mut there = here.clone();
    there.draft.text = "Зареєстровано там".into();
    let (sent, mut registered) = outgoing(&there);
    registered.receipt = Some(receipt(&sent));
    import(&file_of(&[], &[], &[&registered])).await.unwrap();
    assert_eq!(case(here.id).await, Some(registered));
    assert_eq!(db::outgoing_body(here.id).await.unwrap(), None);
    let [kept] = &drafts_that_ask("Чекає тут").await[..] else {
        panic!("what waited here is not there once");
    };
    assert_ne!(kept.id, here.id);

    // The other way round: it is registered here, and other words wait in the file.
    let file = file_of(&[], &[&waiting], &[&waiting_case]);
    assert_eq!(
        import(&file).await,
        Ok(0),
        "these words are a draft already"
    );
    db::delete_draft(kept.id).await.unwrap();
    assert_eq!(import(&file).await, Ok(1));
    assert_eq!(drafts_that_ask("Чекає тут").await.len(), 1);
}

#[wasm_bindgen_test]
async fn a_receipt_for_the_same_words_ends_the_waiting() {
    let here = draft("Чекає тут, зареєстровано там");
    db::save_draft(&here).await.unwrap();
    let (waiting, mut registered) = outgoing(&here);
    db::submit(&here, &waiting, &registered).await.unwrap();
    registered.receipt = Some(receipt(&waiting));
    import(&file_of(&[], &[], &[&registered])).await.unwrap();
    assert_eq!(db::outgoing_body(here.id).await.unwrap(), None);
    assert_eq!(case(here.id).await, Some(registered));
    assert_eq!(drafts_that_ask(&here.draft.text).await, []);
}

fn two_files() -> Vec<Attachment> {
    let file = |name: &str, size| Attachment {
        name: name.into(),
        media: "text/plain".into(),
        size,
        digest: Digest::of(name.as_bytes()),
    };
    vec![file("перший.txt", 5), file("другий.txt", 300_000)]
}

#[wasm_bindgen_test]
async fn a_wish_and_an_answer_at_the_same_moment_are_both_kept() {
    let id = device::new_id();
    let change = |at: usize| async move {
        let withdraw = |record: &mut FilesRecord| record.change(at, |file| file.withdrawn = true);
        change_files(id, withdraw).await.unwrap();
    };
    for at in 1..10 {
        wasm_bindgen_futures::spawn_local(change(at));
    }
    change(0).await;
    device::pause(300).await;
    let record = load_files(id).await.unwrap();
    assert!((0..10).all(|at| record.file(at).withdrawn), "{record:?}");
}

#[wasm_bindgen_test]
async fn a_file_is_here_when_its_last_piece_is() {
    let [short, long] = &two_files()[..] else {
        unreachable!()
    };
    let bytes = js_sys::Uint8Array::new_with_length(5);
    assert_eq!(is_here(short).await, Ok(false));
    save_piece(short, 0, &bytes, true).await.unwrap();
    assert_eq!(is_here(short).await, Ok(true));
    save_piece(long, 0, &bytes, false).await.unwrap();
    save_piece(long, 1, &bytes, false).await.unwrap();
    assert_eq!(is_here(long).await, Ok(false));
    save_piece(long, 2, &bytes, true).await.unwrap();
    assert_eq!(is_here(long).await, Ok(true));
}

/// What the news say of one file.
fn told(cursor: u64, arrival: Option<&str>) -> CaseGlance {
    serde_json::from_value(serde_json::json!({
        "id": device::new_id(), "access_code": "", "kept_at": 1,
        "view": { "cursor": cursor, "attachments": [
            { "n": 1, "name": "акт.txt", "media": "text/plain", "size": 5, "arrival": arrival },
        ] },
    }))
    .unwrap()
}

#[wasm_bindgen_test]
fn a_file_is_with_the_council_until_later_news_know_nothing_of_it() {
    let mut record = FilesRecord::default();
    record.change(0, |file| {
        (file.over, file.heard) = (Some(Over::Received), 2);
    });
    let same = told(2, None);
    assert_eq!(record.over(&same, 0), Some(Over::Received));
    assert!(record.needs_bytes(&same, 0), "the news do not say it yet");
    let confirmed = told(3, Some("received"));
    assert_eq!(record.over(&confirmed, 0), Some(Over::Received));
    assert!(!record.needs_bytes(&confirmed, 0));
    // Of a restored backup, whose events count anew.
    for cursor in [1, 3] {
        assert_eq!(record.over(&told(cursor, None), 0), None);
        assert!(record.needs_bytes(&told(cursor, None), 0));
    }
    let refused = Some(Over::Refused);
    record.change(0, |file| file.over = refused);
    assert_eq!(record.over(&told(3, None), 0), refused);
}
