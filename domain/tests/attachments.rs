//! Which files a request may name, and how a name is made harmless.
#![allow(clippy::unwrap_used)]

use domain::request::{
    Attachment, Draft, Field, Issue, MAX_FILE_BYTES, MAX_FILES, Problem, Submission, check,
    harmless_name, media_of,
};
use domain::sync::Digest;

fn file(name: &str, size: u64) -> Attachment {
    Attachment {
        name: name.into(),
        media: media_of(name).unwrap_or("image/jpeg").into(),
        size,
        digest: Digest::of(name.as_bytes()),
    }
}

fn with(attachments: Vec<Attachment>) -> Submission {
    let draft = Draft {
        name: "Особа".into(),
        email: "osoba@poshta.example".into(),
        text: "Прошу копію".into(),
        ..Draft::default()
    };
    let submission = check(&draft, 0, Default::default(), &"0".repeat(64)).unwrap();
    Submission {
        attachments,
        ..submission
    }
}

#[test]
fn names_are_made_harmless() {
    let table = [
        ("Фото двору.jpg", "Фото двору.jpg"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Документи\\лист.docx", "лист.docx"),
        ("акт\r\nSet-Cookie: x.pdf", "актSet-Cookie x.pdf"),
        ("\u{202e}gpj.pdf", "gpj.pdf"),
        ("a\"b<c>|?*.png", "abc.png"),
        (".htaccess", "htaccess"),
        ("  .. ", "file"),
        ("", "file"),
        ("план.pdf. ", "план.pdf"),
    ];
    for (raw, harmless) in table {
        assert_eq!(harmless_name(raw), harmless, "{raw:?}");
        assert_eq!(harmless_name(harmless), harmless, "made twice: {raw:?}");
    }
}

#[test]
fn a_long_name_is_cut_and_keeps_its_ending() {
    let name = harmless_name(&format!("{}.jpg", "ї".repeat(500)));
    assert_eq!(name.chars().count(), 120);
    assert_eq!(media_of(&name), Some("image/jpeg"));
    let without_ending = harmless_name(&"ї".repeat(500));
    assert_eq!(without_ending.chars().count(), 120);
}

#[test]
fn what_a_submission_may_name() {
    let ok = || file("a.pdf", 5);
    let table: [(&str, Vec<Attachment>, Option<Issue>); 11] = [
        ("none", vec![], None),
        ("one", vec![ok()], None),
        ("the largest", vec![file("a.pdf", MAX_FILE_BYTES)], None),
        ("as many as may be", vec![ok(); MAX_FILES], None),
        (
            "one too many",
            vec![ok(); MAX_FILES + 1],
            Some(Issue::TooLong),
        ),
        (
            "too much in all",
            vec![file("a.pdf", MAX_FILE_BYTES); 3],
            Some(Issue::TooLong),
        ),
        (
            "sums that overflow",
            vec![file("a.pdf", u64::MAX); 2],
            Some(Issue::TooLong),
        ),
        ("empty", vec![file("a.pdf", 0)], Some(Issue::Malformed)),
        ("a program", vec![file("a.exe", 5)], Some(Issue::Malformed)),
        (
            "a name with a folder",
            vec![Attachment {
                name: "../a.pdf".into(),
                ..ok()
            }],
            Some(Issue::Malformed),
        ),
        (
            "another kind than its name says",
            vec![Attachment {
                media: "image/png".into(),
                ..ok()
            }],
            Some(Issue::Malformed),
        ),
    ];
    for (what, files, issue) in table {
        let field = Field::Attachments;
        let expected: Vec<_> = issue
            .map(|issue| Problem { field, issue })
            .into_iter()
            .collect();
        assert_eq!(with(files).problems(), expected, "{what}");
    }
}

#[test]
fn a_digest_that_is_none_is_seen() {
    let good = Digest::of(b"x");
    for (bytes, well_formed) in [
        (good.as_str().to_owned(), true),
        ("sha-256=:AAAA:".into(), false),
        (
            "sha-1=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:".into(),
            false,
        ),
        (String::new(), false),
        ("sha-256=:-----:".into(), false),
    ] {
        let read: Digest = serde_json::from_value(bytes.clone().into()).unwrap();
        assert_eq!(read.is_well_formed(), well_formed, "{bytes}");
    }
}
