//! Registration indexes: what a council may set, and how what a person types is found.
#![allow(clippy::unwrap_used)]

use domain::kyiv;
use domain::request::{IndexTemplate, TemplateError, normalise_index};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

fn template(pattern: &str, nomenclature: &str, prefix: &str) -> IndexTemplate {
    IndexTemplate {
        pattern: pattern.into(),
        nomenclature: nomenclature.into(),
        prefix: prefix.into(),
    }
}

#[test]
fn templates_render_as_tabled() {
    let table = [
        ("{n}/{nomenclature}", "02-19", "", 2026, 15, "15/02-19"),
        ("{nomenclature}/{n}", "1-9", "", 2026, 57, "1-9/57"),
        ("{prefix}{n}", "", "ЗПІ-", 2026, 15, "ЗПІ-15"),
        ("{prefix}/{n}/{yy}", "", "ЗПІ", 2024, 176, "ЗПІ/176/24"),
        ("{n}-{yy}", "", "", 2000, 1, "1-00"),
        ("{n}-{yy}", "", "", 2109, 1, "1-09"),
        ("№ {n}", "", "", 2026, 1, "№ 1"),
        ("{n}", "", "", 2026, u32::MAX, "4294967295"),
    ];
    for (pattern, nomenclature, prefix, year, ordinal, expected) in table {
        let template = template(pattern, nomenclature, prefix);
        assert_eq!(template.check(), Ok(()), "{pattern}");
        let index = template.index(year, ordinal);
        assert_eq!(
            (index.text.as_str(), index.year, index.ordinal),
            (expected, year, ordinal)
        );
    }
    assert_eq!(IndexTemplate::default().check(), Ok(()));
}

#[test]
fn a_template_that_cannot_serve_is_refused() {
    let long = "ї".repeat(61);
    let half = "ї".repeat(30);
    let edge = "ї".repeat(50);
    let unknown = |token: &str| Err(TemplateError::UnknownToken(token.into()));
    let table = [
        (template("", "02-19", ""), Err(TemplateError::NoOrdinal)),
        (
            template("{nomenclature}", "02-19", ""),
            Err(TemplateError::NoOrdinal),
        ),
        (template("n/{yy}", "", ""), Err(TemplateError::NoOrdinal)),
        (template("{n}/{N}", "", ""), unknown("N")),
        (template("{n}/{}", "", ""), unknown("")),
        (template("{ n }", "", ""), unknown(" n ")),
        (template("{{n}}", "", ""), unknown("{n")),
        (template("{n", "", ""), Err(TemplateError::Unbalanced)),
        (template("n}", "", ""), Err(TemplateError::Unbalanced)),
        (template("{n}}", "", ""), Err(TemplateError::Unbalanced)),
        (template("{n}/{", "", ""), Err(TemplateError::Unbalanced)),
        (
            template(&format!("{{n}}{long}"), "", ""),
            Err(TemplateError::TooLong),
        ),
        (template("{n}", &long, ""), Err(TemplateError::TooLong)),
        (template("{n}", "", &long), Err(TemplateError::TooLong)),
        // Each part is short enough; together, cut at 60, all requests would have one index.
        (
            template("{prefix}{nomenclature}{n}", &half, &half),
            Err(TemplateError::TooLong),
        ),
        (template("{prefix}{n}", "", &edge), Ok(())),
        (
            template("{prefix}-{n}", "", &edge),
            Err(TemplateError::TooLong),
        ),
        // «ß» is two letters in upper case.
        (
            template("{prefix}{n}", "", &"ß".repeat(30)),
            Err(TemplateError::TooLong),
        ),
    ];
    for (template, expected) in table {
        assert_eq!(template.check(), expected, "{template:?}");
    }
}

/// The ordinal starts again with the Kyiv year, which is two hours ahead of UTC's.
#[test]
fn the_year_of_an_index_is_kyivs() {
    use chrono::Datelike;
    let table = [
        ("2026-12-31T21:59:59Z", "1/26"),
        ("2026-12-31T22:00:00Z", "1/27"),
        ("2027-06-30T21:00:00Z", "1/27"),
        ("2027-12-31T22:00:00Z", "1/28"),
    ];
    let template = template("{n}/{yy}", "", "");
    for (at, expected) in table {
        let year = kyiv::date(at.parse().unwrap()).year();
        assert_eq!(template.index(year, 1).text, expected, "{at}");
    }
    // Without {yy} the text repeats from year to year; the year beside it tells them apart.
    let plain = IndexTemplate::default();
    assert_eq!(plain.index(2026, 1).text, plain.index(2027, 1).text);
    assert_ne!(plain.index(2026, 1), plain.index(2027, 1));
}

#[test]
fn what_a_person_types_is_brought_to_one_form() {
    let table = [
        ("15/02-19", "15/02-19"),
        (" 15/02-19 ", "15/02-19"),
        ("15 / 02 - 19", "15/02-19"),
        ("№15/02-19", "15/02-19"),
        ("№ 15/02-19", "15/02-19"),
        ("No 15/02-19", "15/02-19"),
        ("no. 15/02-19", "15/02-19"),
        ("#15/02-19", "15/02-19"),
        ("15\\02–19", "15/02-19"),
        ("15/02\u{2011}19", "15/02-19"),
        ("15/02—19", "15/02-19"),
        ("15/02−19", "15/02-19"),
        ("15⁄02-19", "15/02-19"),
        ("15\u{a0}/\t02-19\r\n", "15/02-19"),
        ("15/\u{0}02-19", "15/02-19"),
        ("зпі-15", "ЗПІ-15"),
        ("ЗПІ-15", "ЗПІ-15"),
        ("зпі – 15", "ЗПІ-15"),
        // A mark before anything but a number belongs to the index.
        ("№ЗПІ-15", "№ЗПІ-15"),
        ("NORD-7", "NORD-7"),
        ("##15", "##15"),
        // Cyrillic letters that look like Latin ones stay what they are, and the other way round.
        ("зпi-15", "ЗПI-15"),
        ("НО 15", "НО15"),
        ("AВС-1", "AВС-1"),
        ("", ""),
        ("   ", ""),
        ("№", "№"),
        ("'; DROP TABLE", "';DROPTABLE"),
    ];
    for (typed, expected) in table {
        assert_eq!(normalise_index(typed), expected, "{typed:?}");
    }
    assert_ne!(
        normalise_index("ЗПІ-15"),
        normalise_index("ЗПI-15"),
        "а Latin I is another letter"
    );
    assert_eq!(normalise_index(&"1".repeat(10_000)).len(), 60);
}

/// How a person copies an index from a slip: dashes, slashes, spaces, case, a mark in front.
fn as_typed(index: &str, mark: &str, dash: char, spaces: &str, lower: bool) -> String {
    let spaced: String = index
        .chars()
        .map(|c| match c {
            '-' => format!("{spaces}{dash}{spaces}"),
            '/' => format!("{spaces}/"),
            c => c.to_string(),
        })
        .collect();
    let typed = format!("{spaces}{mark}{spaces}{spaced}{spaces}");
    if lower { typed.to_lowercase() } else { typed }
}

proptest! {
    #![proptest_config(ProptestConfig {
        // A failure prints its seed and keeps it beside this file.
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        cases: 1_000,
        ..ProptestConfig::default()
    })]

    #[test]
    fn once_normal_always_normal(typed in any::<String>(), mark in "(№|No\\.? ?|#)?[0-9]{0,3}") {
        for typed in [typed.clone(), format!("{mark}{typed}")] {
            let once = normalise_index(&typed);
            prop_assert_eq!(normalise_index(&once), once);
        }
    }

    #[test]
    fn every_index_is_found_by_what_a_person_types(
        pattern in prop::sample::select(vec![
            "{n}/{nomenclature}", "{nomenclature}/{n}", "{prefix}{n}", "{n}-{yy}",
            "{prefix}/{n}/{yy}", "№ {n}/{nomenclature}", "{n} / {nomenclature}",
        ]),
        nomenclature in "[0-9]{1,2}[-.][0-9]{1,2}",
        prefix in "(ЗПІ-|ПІ|зі-|Вх-)",
        ordinal in 1_u32..,
        year in 2016_i32..=2030,
        mark in prop::sample::select(vec!["", "№", "#", "No", "no."]),
        dash in prop::sample::select(vec!['-', '–', '—', '−', '\u{2011}']),
        spaces in prop::sample::select(vec!["", " ", "\u{a0}", "\t "]),
        lower in any::<bool>(),
    ) {
        let template = template(pattern, &nomenclature, &prefix);
        prop_assert_eq!(template.check(), Ok(()));
        let index = template.index(year, ordinal).text;
        // A mark stands before a number only; before letters it would be part of the index.
        let mark = if index.starts_with(|c: char| c.is_ascii_digit()) { mark } else { "" };
        let typed = as_typed(&index, mark, dash, spaces, lower);
        prop_assert_eq!(normalise_index(&typed), normalise_index(&index), "{}", typed);
        let other = template.index(year, ordinal ^ 1).text;
        prop_assert_ne!(normalise_index(&other), normalise_index(&index));
    }
}
