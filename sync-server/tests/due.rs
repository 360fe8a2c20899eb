//! `sync-server due`, as a lawyer calls it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

use std::process::{Command, Output};

use serde_json::Value;

const TABLE: &str = include_str!("../../domain/tests/due_dates.csv");

fn due(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sync-server"))
        .arg("due")
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn every_row_of_the_lawyers_table() {
    let mut rows = 0;
    for line in TABLE.lines().skip(1).filter(|line| !line.is_empty()) {
        let cells: Vec<&str> = line.splitn(5, ',').collect();
        let [received, regime, class, expected, _] = cells[..] else {
            panic!("{line}")
        };
        let arguments = [
            "--received",
            received,
            "--regime",
            regime,
            "--class",
            class,
            "--json",
        ];
        let output = due(&arguments);
        assert!(output.status.success(), "{line}");
        let found: Value = serde_json::from_slice(&output.stdout).unwrap();
        let expected = match class {
            "urgent" => format!("{}:00{}", &expected[..16], &expected[16..]),
            _ => expected.to_owned(),
        };
        assert_eq!(found["due"], expected, "{line}");
        assert_eq!(found["class"], class);
        let account = found["account"].as_array().unwrap();
        assert_eq!(account.last().unwrap()["date"], expected[..10]);
        assert!(
            account
                .iter()
                .all(|day| !day["why"].as_str().unwrap().is_empty())
        );
        let counted = account.iter().filter(|day| day["counted"] == true).count();
        match class {
            "ordinary" => assert_eq!(counted, 5, "{line}"),
            "extended" => assert_eq!(counted, 20, "{line}"),
            _ => assert!(counted >= 3, "{line}"),
        }
        rows += 1;
    }
    assert_eq!(rows, 75);
}

#[test]
fn a_table_in_either_language() {
    let arguments = [
        "--received",
        "2026-11-27T20:30+02:00",
        "--class",
        "ordinary",
    ];
    let uk = String::from_utf8(due(&arguments).stdout).unwrap();
    assert!(
        uk.contains("Відповідь до: 2026-12-04") && uk.contains("ч. 1 ст. 20"),
        "{uk}"
    );
    assert!(uk.contains("  5  2026-12-04  пт  робочий день"), "{uk}");
    let en = due(&[&arguments[..], &["--lang", "en"]].concat());
    let en = String::from_utf8(en.stdout).unwrap();
    assert!(
        en.contains("Answer due: 2026-12-04") && en.contains("weekly day off"),
        "{en}"
    );
}

#[test]
fn nonsense_ends_with_two_and_a_sentence() {
    let long = "9".repeat(100_000);
    let cases: &[(&str, &str)] = &[
        ("2026-11-27T20:30", "ordinary"),
        ("2026-11-27", "ordinary"),
        ("yesterday", "ordinary"),
        ("", "ordinary"),
        ("-1", "ordinary"),
        ("2026-02-30T10:00Z", "ordinary"),
        ("2026-11-27T24:00Z", "urgent"),
        ("0000-00-00T00:00:00Z", "ordinary"),
        ("9999-12-31T23:59:59Z", "ordinary"),
        ("9999-12-31T23:59:60Z", "urgent"),
        ("0000-01-01T00:00:00+23:59", "extended"),
        ("+262142-12-31T23:59:59Z", "ordinary"),
        ("2015-12-31T12:00Z", "ordinary"),
        ("2030-12-30T12:00Z", "extended"),
        ("2030-12-30T10:00Z", "urgent"),
        ("2031-01-01T00:00Z", "urgent"),
        ("2026-11-27T20:30+99:99", "ordinary"),
        ("двадцять сьоме", "ordinary"),
        ("😀😀😀😀😀😀😀😀😀", "ordinary"),
        (&long, "ordinary"),
        ("2026-11-27T20:30Z", "sometime"),
        ("2026-11-27T20:30Z", ""),
    ];
    for (received, class) in cases {
        for more in [&[][..], &["--json"][..]] {
            let output = due(&[&["--received", received, "--class", class], more].concat());
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{received} {class}");
            assert!(output.stdout.is_empty(), "{received}");
            assert!(
                !said.trim().is_empty() && !said.contains("panicked"),
                "{said}"
            );
        }
    }
    assert_eq!(due(&[]).status.code(), Some(2));
    assert_eq!(due(&["--regime", "peace"]).status.code(), Some(2));
}

#[test]
fn a_leap_second_is_a_moment_like_any_other() {
    let arguments = [
        "--received",
        "2016-12-31T23:59:60Z",
        "--class",
        "urgent",
        "--json",
    ];
    let output = due(&arguments);
    assert!(output.status.success(), "{output:?}");
}
