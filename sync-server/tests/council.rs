//! `sync-server council` beside a running server: the next request goes by the new settings.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use common::{Site, bytes, receipt, submission};
use serde_json::{Value, json};
use sync_server::journal::HolderId;
use uuid::Uuid;

fn council(site: &Site, set: Option<&Value>) -> Output {
    council_with(site, set, &[])
}

fn council_with(site: &Site, set: Option<&Value>, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sync-server"));
    command
        .args(["council", "--data"])
        .arg(site.store.folder())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if set.is_some() {
        command.args(["--set", "-"]);
    }
    command.args(more);
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    if let Some(settings) = set {
        input.write_all(settings.to_string().as_bytes()).unwrap();
    }
    drop(input);
    child.wait_with_output().unwrap()
}

fn printed(output: &Output) -> Value {
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_next_registration_goes_by_what_was_set() {
    let site = Site::start().await;
    let before = receipt(
        &site
            .put(Uuid::now_v7(), &bytes(&submission("Перший")))
            .await,
    );
    assert_eq!(before.index.text, "1/02-19");

    let mut settings = printed(&council(&site, None));
    settings["index"] =
        json!({ "pattern": "{prefix}{n}-{yy}", "nomenclature": "01-30", "prefix": "ЗПІ-" });
    // The due date itself becomes a day off.
    let due = before.term.deadline.to_string();
    settings["moved_days"] = json!([{
        "off": due, "worked": "2027-11-27", "source": "розпорядження голови № 1"
    }]);
    // A date of an open request would move: the change is shown, and asks why.
    let refused = council(&site, Some(&settings));
    assert!(!refused.status.success());
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        said.contains("1/02-19: ") && said.contains("--reason"),
        "{said}"
    );
    let shown = council_with(&site, Some(&settings), &["--preview"]);
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(
        shown.starts_with(&format!("- 1/02-19: {due} -> ")),
        "{shown}"
    );
    assert_ne!(
        printed(&council(&site, None)),
        settings,
        "nothing is changed yet"
    );
    let reason = ["--reason", "Розпорядження голови № 1"];
    let set = printed(&council_with(&site, Some(&settings), &reason));
    assert_eq!(set, settings);
    let moved = site
        .running
        .journal()
        .cases(HolderId(1), vec![before.id])
        .await;
    let moved = moved.unwrap().pop().unwrap();
    assert!(moved.case.term.deadline.ends_before() > before.term.deadline.ends_before());
    assert_eq!(moved.ruling.deadline, moved.case.term.deadline);
    assert_eq!(moved.version(), 2);
    assert_eq!(printed(&council(&site, None)), settings);

    let after = receipt(
        &site
            .put(Uuid::now_v7(), &bytes(&submission("Другий")))
            .await,
    );
    let year = after.index.year % 100;
    assert_eq!(after.index.text, format!("ЗПІ-2-{year}"));
    assert!(after.term.deadline.ends_before() > before.term.deadline.ends_before());
    let skipped = after
        .ruling
        .account
        .iter()
        .find(|day| day.date.to_string() == due);
    assert!(!skipped.unwrap().counted);
}

#[tokio::test]
async fn wrong_settings_change_nothing_and_every_problem_is_said() {
    let site = Site::start().await;
    let good = printed(&council(&site, None));
    let day = |off: &str, worked: &str, source: &str| json!({ "off": off, "worked": worked, "source": source });
    let rows: &[(&str, Value, &str)] = &[
        ("/council/name_uk", json!(" "), "council.name_uk: is empty"),
        ("/index/pattern", json!("{nomenclature}"), "has no {n}"),
        (
            "/index/pattern",
            json!("{n}/{month}"),
            "unknown token {month}",
        ),
        (
            "/weekend",
            json!(["Sun", "Sun"]),
            "the two days off are one",
        ),
        (
            "/policy/office_hours",
            json!({ "opens": "17:00:00", "closes": "08:00:00" }),
            "closes before it opens",
        ),
        (
            "/moved_days",
            json!([day("2031-01-02", "2030-01-05", "№ 1")]),
            "2031-01-02 is not within",
        ),
        (
            "/moved_days",
            json!([day("2027-01-04", "2027-01-04", "№ 1")]),
            "2027-01-04 is moved twice",
        ),
        (
            "/moved_days",
            json!([day("2027-01-04", "2027-01-09", " ")]),
            "names no act",
        ),
        (
            "/regimes/martial_law",
            json!([{ "from": "2024-01-01", "until": "2023-01-01", "source": "Закон" }]),
            "ends before it begins",
        ),
        (
            "/moved_days",
            json!([day("2027-01-03", "2027-01-09", "№ 1")]),
            "2027-01-03 is a day off as it is",
        ),
        (
            "/moved_days",
            json!([day("2027-01-04", "2027-01-05", "№ 1")]),
            "2027-01-05 is a working day as it is",
        ),
        (
            "/council/name_en",
            json!("x".repeat(301)),
            "council.name_en: at most 300",
        ),
        ("/index/prefix", json!("а\nб"), "index.prefix: at most"),
        (
            "/executors",
            json!(["Відділ", "Відділ"]),
            "stands there twice",
        ),
        ("/executors", json!("Відділ"), "these are no settings"),
    ];
    for (place, value, said) in rows {
        let mut bad = good.clone();
        *bad.pointer_mut(place).unwrap() = value.clone();
        let refused = council(&site, Some(&bad));
        let stderr = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(!refused.status.success(), "{place}: {value}");
        assert!(stderr.contains(said), "{place}: {stderr}");
    }
    for (place, name, said) in [
        ("", "indx", "unknown field"),
        (
            "/regimes",
            "holidays_observd",
            "regimes.holidays_observd is no setting",
        ),
        (
            "/regimes/martial_law/0",
            "untill",
            "martial_law.untill is no setting",
        ),
    ] {
        let mut unknown = good.clone();
        unknown.pointer_mut(place).unwrap()[name] = json!("2026-01-01");
        let refused = council(&site, Some(&unknown));
        let stderr = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(
            !refused.status.success() && stderr.contains(said),
            "{stderr}"
        );
    }
    assert_eq!(printed(&council(&site, None)), good);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_template_that_would_stop_every_registration_is_refused() {
    let site = Site::start().await;
    let mut settings = printed(&council(&site, None));
    settings["index"]["pattern"] = json!("2{n}");
    printed(&council(&site, Some(&settings)));
    let push = async || {
        let reply = site.put(Uuid::now_v7(), &bytes(&submission("Запит"))).await;
        receipt(&reply).index.text
    };
    assert_eq!(push().await, "21");
    // The twenty-first request would ask for the index of the first.
    let mut plain = settings.clone();
    plain["index"]["pattern"] = json!("{n}");
    for more in [&["--preview"][..], &[], &["--reason", "Без двійки"]] {
        let refused = council_with(&site, Some(&plain), more);
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(!refused.status.success(), "{more:?}");
        assert!(said.contains("has the index 21 already"), "{said}");
    }
    assert_eq!(printed(&council(&site, None)), settings);
    assert_eq!(push().await, "22");
}
