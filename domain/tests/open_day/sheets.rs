//! What clerks type of a sheet of paper, and what is read of it.

use domain::open_day::survey::{AnswerProblem, Asked, Reply};
use domain::open_day::{PaperSheet, read_typed, typed};

fn options(count: usize) -> Vec<String> {
    (1..=count).map(|n| format!("Варіант {n}")).collect()
}

#[test]
fn what_is_typed_is_read_as_it_was_meant_or_refused() {
    let single = Asked::Single {
        options: options(3),
    };
    let multiple = Asked::Multiple {
        options: options(3),
    };
    let themes = Asked::Themes {
        options: options(3),
    };
    let many = Asked::Multiple {
        options: options(12),
    };
    let rating = Asked::Rating { highest: 5 };
    let text = |text: &str| Reply::Text(text.into());
    // (question, typed, what it is read as: nothing where it is refused)
    let rows: [(&Asked, &str, Option<Reply>); 20] = [
        (&single, "2", Some(Reply::Single(1))),
        (&single, " 2 ", Some(Reply::Single(1))),
        (&single, "12", None),
        (&single, "4", None),
        (&single, "0", None),
        (&single, "так", None),
        (&multiple, "13", Some(Reply::Multiple(vec![0, 2]))),
        (&multiple, "1, 3", Some(Reply::Multiple(vec![0, 2]))),
        (&multiple, "11", None),
        (&multiple, "-1", None),
        (&themes, "3 1 2", Some(Reply::Themes(vec![2, 0, 1]))),
        (&themes, "312", Some(Reply::Themes(vec![2, 0, 1]))),
        // With ten options and more, a number may have two digits.
        (&many, "12", Some(Reply::Multiple(vec![11]))),
        (&many, "1 2", Some(Reply::Multiple(vec![0, 1]))),
        (&many, "13", None),
        (&many, "999", None),
        (&rating, "5", Some(Reply::Rating(5))),
        (&rating, "6", None),
        (&rating, "5.", None),
        (&Asked::Text, " Архів ", Some(text("Архів"))),
    ];
    for (asked, written, expected) in rows {
        let read = read_typed(asked, written);
        match expected {
            Some(reply) => {
                assert_eq!(read, Ok(Some(reply.clone())), "{written}");
                // What is shown of it can be typed again.
                assert_eq!(
                    read_typed(asked, &typed(&reply)),
                    Ok(Some(reply)),
                    "{written}"
                );
            }
            None => assert_eq!(read, Err(AnswerProblem::Unfitting), "{written}"),
        }
        assert_eq!(read_typed(asked, "  "), Ok(None));
    }
    let long = "о".repeat(2_001);
    assert_eq!(read_typed(&Asked::Text, &long), Err(AnswerProblem::TooLong));
}

#[test]
fn a_sheet_is_one_on_the_wire_whoever_writes_it() {
    let written = r#"{"received_on":"2026-11-05","replies":{"0":{"kind":"rating","value":5},"12":{"kind":"text","value":"Архів"}}}"#;
    let sheet: PaperSheet = serde_json::from_str(written).unwrap();
    assert_eq!(sheet.replies[&12], Reply::Text("Архів".into()));
    assert_eq!(serde_json::to_string(&sheet).unwrap(), written);
    for wrong in ["256", "-1", "x"] {
        let written = written.replace("\"12\"", &format!("\"{wrong}\""));
        assert!(
            serde_json::from_str::<PaperSheet>(&written).is_err(),
            "{wrong}"
        );
    }
}
