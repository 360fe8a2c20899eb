//! The IndexedDB room in a real browser: what it promises about drafts, submit and receipts.
#![allow(clippy::unwrap_used)]
#![cfg(target_arch = "wasm32")]

use app::db::transfer::{ImportError, import};
use app::db::{self, CaseRecord, DraftRecord, OutboxRecord, SaveOutcome, SubmitOutcome};
use app::device;
use domain::request::{Draft, Language, check};
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
