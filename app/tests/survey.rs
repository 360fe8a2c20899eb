//! What a phone keeps of surveys, in a real browser: nothing typed is lost, nothing finished twice.
#![allow(clippy::unwrap_used)]
#![cfg(target_arch = "wasm32")]

use app::db::survey::{
    Fields, NotTaken, SurveyDraft, SurveyRecord, SurveyState, drop_survey_draft, drop_surveys,
    finish_survey, load_survey_draft, load_surveys, mend_survey, save_survey_fields, settle_survey,
};
use app::device;
use domain::open_day::Arrival;
use uuid::Uuid;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn fields(pairs: &[(&str, &str)]) -> Fields {
    let pairs = pairs.iter();
    pairs
        .map(|(name, value)| ((*name).into(), (*value).into()))
        .collect()
}

async fn save(day: Uuid, pairs: &[(&str, &str)]) -> Option<SurveyDraft> {
    save_survey_fields(day, &fields(pairs)).await.unwrap()
}

fn finished(draft: &SurveyDraft) -> SurveyRecord {
    SurveyRecord {
        v: 1,
        id: draft.id,
        day: draft.day,
        finished_at: 1_800_000_000_000,
        state: SurveyState::Waiting,
        body: "{\"v\":1}".into(),
        fields: draft.fields.clone(),
    }
}

async fn answer_of(day: Uuid) -> Vec<SurveyRecord> {
    let mut records = load_surveys().await.unwrap();
    records.retain(|record| record.day == day);
    records
}

#[wasm_bindgen_test]
async fn two_tabs_fill_in_one_draft_field_by_field() {
    let day = device::new_id();
    let first = save(day, &[("q0", "1"), ("q4", "Архів \"№ 1\"")]);
    let first = first.await.unwrap();
    let second = save(day, &[("q1-2", "1"), ("q0", "0")]).await.unwrap();
    assert_eq!(second.id, first.id, "one draft has one id");
    let both = fields(&[("q0", "0"), ("q1-2", "1"), ("q4", "Архів \"№ 1\"")]);
    assert_eq!(second.fields, both);
    assert_eq!(load_survey_draft(day).await.unwrap(), Some(second));

    let none = [("q0", ""), ("q1-2", ""), ("q4", "")];
    assert_eq!(save(day, &none).await, None);
    assert_eq!(load_survey_draft(day).await.unwrap(), None);
}

#[wasm_bindgen_test]
async fn a_draft_is_finished_once_and_leaves_no_word_when_it_arrived() {
    let day = device::new_id();
    let record = finished(&save(day, &[("q0", "1")]).await.unwrap());
    assert!(finish_survey(&record).await.unwrap());
    assert!(
        !finish_survey(&record).await.unwrap(),
        "another tab was quicker"
    );
    assert_eq!(load_survey_draft(day).await.unwrap(), None);
    assert_eq!(answer_of(day).await, std::slice::from_ref(&record));

    drop_surveys(std::slice::from_ref(&record)).await.unwrap();
    assert_eq!(answer_of(day).await.len(), 1, "what waits stays");

    let arrived = SurveyState::Arrived {
        arrival: Arrival::Late,
        counted: false,
    };
    settle_survey(&record, arrived).await.unwrap();
    // A second tab was told something else, later.
    let refused = SurveyState::NotTaken {
        why: NotTaken::Closed,
    };
    settle_survey(&record, refused).await.unwrap();
    let kept = answer_of(day).await;
    assert_eq!(kept[0].state, arrived);
    assert!(kept[0].body.is_empty() && kept[0].fields.is_empty());
    drop_surveys(&kept).await.unwrap();
    assert!(answer_of(day).await.is_empty());
}

#[wasm_bindgen_test]
async fn what_was_not_taken_is_mended_under_a_new_id_and_never_over_a_draft() {
    let day = device::new_id();
    let record = finished(&save(day, &[("q0", "1")]).await.unwrap());
    assert!(finish_survey(&record).await.unwrap());
    let why = NotTaken::Unfitting;
    settle_survey(&record, SurveyState::NotTaken { why })
        .await
        .unwrap();

    save(day, &[("q0", "0")]).await;
    let kept = answer_of(day).await.remove(0);
    assert!(
        !mend_survey(&kept).await.unwrap(),
        "somebody else is answering"
    );
    drop_survey_draft(day).await.unwrap();
    assert!(mend_survey(&kept).await.unwrap());
    let mended = load_survey_draft(day).await.unwrap().unwrap();
    assert_eq!(mended.fields, record.fields);
    assert_ne!(mended.id, record.id);
    assert!(answer_of(day).await.is_empty());
}
