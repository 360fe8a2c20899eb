//! Our JSON in a real browser, held against `serde_json`: the same text, the same values.
#![allow(clippy::unwrap_used)]
#![cfg(target_arch = "wasm32")]

use std::collections::BTreeMap;

use app::json;
use domain::request::Submission;
use domain::sync::wire::{Changes, ChangesQuery, LookUp, LookedUp, ProblemDetails, Receipt};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Every form of type that serde knows and the wire may use.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Everything {
    flag: bool,
    small: i8,
    large: i64,
    count: u64,
    letter: char,
    text: String,
    nothing: Option<u8>,
    something: Option<Option<String>>,
    unit: (),
    pair: (u8, String),
    list: Vec<Form>,
    map: BTreeMap<String, u32>,
    newtype: Newtype,
    tuple: Tuple,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Newtype(String);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Tuple(u8, bool);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Form {
    Bare,
    One(u16),
    Two(u8, String),
    Named { at: i32, why: Option<String> },
}

fn everything() -> Everything {
    Everything {
        flag: true,
        small: -128,
        large: -9_007_199_254_740_991,
        count: 9_007_199_254_740_991,
        letter: 'ї',
        text: "лапки \" похила \\ рядок \n\r\t нуль \0 \u{8} \u{c} \u{1f} \u{7f} \u{2028} \u{2029} 😀 </script>".into(),
        nothing: None,
        something: Some(Some(String::new())),
        unit: (),
        pair: (255, "й".into()),
        list: vec![
            Form::Bare,
            Form::One(0),
            Form::Two(1, "два".into()),
            Form::Named { at: -1, why: None },
        ],
        map: BTreeMap::from([("а \"б\"".into(), 1), (String::new(), 2)]),
        newtype: Newtype("н".into()),
        tuple: Tuple(7, false),
    }
}

#[wasm_bindgen_test]
fn every_form_is_written_as_serde_json_writes_it_and_read_back() {
    let value = everything();
    let text = json::write(&value).unwrap();
    assert_eq!(text, serde_json::to_string(&value).unwrap());
    assert_eq!(json::read::<Everything>(&text), Some(value));
}

fn same<T: DeserializeOwned + Serialize + PartialEq + std::fmt::Debug>(frozen: &str) {
    let theirs: T = serde_json::from_str(frozen).unwrap();
    let ours: T = json::read(frozen).unwrap();
    assert_eq!(ours, theirs);
    assert_eq!(
        json::write(&ours).unwrap(),
        serde_json::to_string(&theirs).unwrap()
    );
}

macro_rules! frozen {
    ($name:literal) => {
        include_str!(concat!("../../domain/tests/wire_frozen/", $name, ".json"))
    };
}

#[wasm_bindgen_test]
fn the_frozen_messages_are_read_and_written_alike() {
    same::<Receipt>(frozen!("receipt_ordinary"));
    same::<Receipt>(frozen!("receipt_urgent"));
    same::<Changes>(frozen!("changes"));
    same::<ChangesQuery>(frozen!("changes_query"));
    same::<LookUp>(frozen!("look_up"));
    same::<LookUp>(frozen!("look_up_code"));
    same::<LookedUp>(frozen!("looked_up_public"));
    same::<LookedUp>(frozen!("looked_up_whole"));
    same::<ProblemDetails>(frozen!("problem_full"));
    same::<ProblemDetails>(frozen!("problem_plain"));
    same::<Submission>(frozen!("submission_full"));
    same::<Submission>(frozen!("submission_least"));
}

#[wasm_bindgen_test]
fn what_does_not_fit_is_no_value() {
    for text in ["", "{", "[1]", "\"\"", "null", "{\"at\":1}", "1e400", "{}"] {
        assert_eq!(json::read::<Everything>(text), None, "{text}");
    }
    for text in ["1.5", "1e16", "-1", "256", "\"1\"", "null", "true", "[1]"] {
        assert_eq!(json::read::<u8>(text), None, "{text}");
    }
    for text in [
        "\"other\"",
        "\"one\"",
        "{\"bare\":1}",
        "{\"one\":1,\"two\":2}",
        "{}",
        "{\"two\":[1]}",
        "{\"named\":{}}",
        "5",
    ] {
        assert_eq!(json::read::<Form>(text), None, "{text}");
    }
}

#[wasm_bindgen_test]
fn fields_of_a_later_version_are_passed_over() {
    let text =
        "{\"later\":{\"deep\":[1.5,null]},\"v\":1,\"cases\":[],\"unknown\":[],\"server_time\":5}";
    let changes: Changes = json::read(text).unwrap();
    assert_eq!(changes.server_time.timestamp_millis(), 5);
}

#[wasm_bindgen_test]
fn what_json_has_no_form_for_is_not_written() {
    assert_eq!(json::write(&1.5), None);
    assert_eq!(json::write(&BTreeMap::from([(1, 2)])), None);
}
