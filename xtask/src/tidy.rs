//! The layering of ARCHITECTURE.md, read off the sources: who may name whom.
//!
//! Runs as a unit test, so a broken rule fails `cargo xtask test` like any other.

#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};

/// Under this folder, no line of code may contain any of these words.
struct Rule {
    folder: &'static str,
    forbidden: &'static [&'static str],
    why: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        folder: "domain/src",
        forbidden: &[
            "std::fs",
            "std::net",
            "std::time",
            "Utc::now",
            "Local::now",
            "async fn",
            "web_sys",
            "rusqlite",
            "tokio",
        ],
        why: "domain has no I/O, no clock and no async",
    },
    Rule {
        folder: "domain/src/calendar",
        forbidden: &["crate::law", "crate::request", "crate::sync"],
        why: "the calendar knows no law",
    },
    Rule {
        folder: "domain/src/law",
        forbidden: &["crate::request", "crate::sync"],
        why: "the law knows no request",
    },
    Rule {
        folder: "domain/src/request",
        forbidden: &["crate::sync"],
        why: "a request knows no network",
    },
    Rule {
        folder: "app/src/page",
        forbidden: &[
            "web_sys",
            "crate::db::{self",
            "crate::db::Store",
            "db::load",
            "db::save",
            "indexed_db_futures",
            "api::send",
            "api::call",
            "crate::api::{self",
            "\"/api/",
        ],
        why: "pages never touch db, api or web_sys",
    },
    Rule {
        folder: "app/src/component",
        forbidden: &[
            "indexed_db_futures",
            "db::load",
            "db::save",
            "crate::api",
            "\"/api/",
        ],
        why: "components take values and callbacks",
    },
    Rule {
        folder: "app/src/store",
        forbidden: &["indexed_db_futures", "\"/api/"],
        why: "IndexedDB stays in db, addresses in api",
    },
    Rule {
        folder: "app/src/survey",
        forbidden: &["indexed_db_futures", "\"/api/"],
        why: "IndexedDB stays in db, addresses in api",
    },
    Rule {
        folder: "app/src/sync",
        forbidden: &["indexed_db_futures", "\"/api/"],
        why: "IndexedDB stays in db, addresses in api",
    },
    Rule {
        folder: "app/src",
        forbidden: &["sync_server", "Utc::now", "Local::now", "inner_html"],
        why: "the app imports no server, reads the clock in device only, and sets no raw HTML",
    },
    Rule {
        folder: "sync-server/src/http",
        forbidden: &[
            "rusqlite",
            "tokio_postgres",
            "SELECT ",
            "INSERT ",
            "UPDATE ",
            "DELETE FROM",
        ],
        why: "handlers never touch SQL",
    },
    Rule {
        folder: "sync-server/src",
        forbidden: &["use app::", "leptos", "web_sys"],
        why: "the server imports no app",
    },
];

/// The one file of each crate that may read the clock.
const CLOCKS: &[&str] = &["app/src/device.rs", "sync-server/src/clock.rs"];
const CLOCK_WORDS: &[&str] = &["Utc::now(", "SystemTime::now(", "Date::now("];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The offending lines of one source: its code, without comments and without its unit tests.
fn offences(name: &str, text: &str, forbidden: &[&str], why: &str) -> Vec<String> {
    text.lines()
        .take_while(|line| !line.starts_with("#[cfg(test)]"))
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .filter(|(_, line)| forbidden.iter().any(|word| line.contains(word)))
        .map(|(at, line)| format!("{name}:{}: {} ({why})", at + 1, line.trim()))
        .collect()
}

fn read(folder: &str) -> Vec<(String, String)> {
    let root = root();
    let mut files = Vec::new();
    sources(&root.join(folder), &mut files);
    assert!(
        !files.is_empty(),
        "no sources under {folder}: the rule looks at nothing"
    );
    let name = |path: &Path| path.strip_prefix(&root).unwrap().display().to_string();
    files
        .iter()
        .map(|path| (name(path), fs::read_to_string(path).unwrap()))
        .collect()
}

#[test]
fn every_room_imports_only_what_it_may() {
    let found: Vec<String> = RULES
        .iter()
        .flat_map(|rule| {
            read(rule.folder)
                .into_iter()
                .flat_map(|(name, text)| offences(&name, &text, rule.forbidden, rule.why))
        })
        .collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn the_clock_is_read_in_one_file_of_each_crate() {
    let found: Vec<String> = ["domain/src", "app/src", "sync-server/src"]
        .into_iter()
        .flat_map(read)
        .filter(|(name, _)| !CLOCKS.contains(&name.as_str()))
        .flat_map(|(name, text)| offences(&name, &text, CLOCK_WORDS, "only the clock module"))
        .collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn a_broken_rule_is_noticed() {
    let text = "use web_sys::window;\n// web_sys in a comment\n#[cfg(test)]\nuse web_sys::x;\n";
    assert_eq!(offences("page.rs", text, &["web_sys"], "why").len(), 1);
}

/// A promise whose proof was renamed away would read as if it were kept.
#[test]
fn every_test_that_the_table_of_faults_names_exists() {
    let table = fs::read_to_string(root().join("docs/faults.md")).unwrap();
    let folders = [
        "tests/tests",
        "sync-server/tests",
        "domain/tests",
        "app/tests",
    ];
    let sources: String = folders
        .into_iter()
        .flat_map(read)
        .map(|(_, text)| text)
        .collect();
    let rows: Vec<&str> = table
        .lines()
        .filter(|line| line.starts_with("| "))
        .collect();
    assert!(rows.len() > 38, "{} rows", rows.len());
    let tests = rows.iter().filter_map(|row| row.split('|').nth(4));
    let names = tests.flat_map(|tests| tests.split('`').skip(1).step_by(2));
    let missing: Vec<&str> = names
        .filter(|name| {
            !sources.contains(&format!("fn {name}(")) && !sources.contains(&format!("{name},"))
        })
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// What the documents link to is in the repository, and not only on the machine they were written on.
#[test]
fn every_file_that_a_document_links_to_is_kept() {
    let listed = std::process::Command::new("git")
        .current_dir(root())
        .args(["ls-files", "-z"])
        .output();
    let listed = listed.ok().filter(|output| output.status.success());
    let listed = listed.map(|output| String::from_utf8(output.stdout).unwrap());
    let is_kept = |path: &str| match &listed {
        Some(listed) => listed
            .split('\0')
            .any(|one| one == path || one.starts_with(&format!("{path}/"))),
        // An archive without its history.
        None => root().join(path).exists(),
    };
    let mut links = 0;
    for document in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"] {
        let text = fs::read_to_string(root().join(document)).unwrap();
        for link in text
            .split("](")
            .skip(1)
            .filter_map(|at| at.split(')').next())
        {
            let path = link.split('#').next().unwrap_or_default();
            if path.is_empty() || path.contains("://") {
                continue;
            }
            links += 1;
            assert!(
                is_kept(path),
                "{document} links to {path}, which is not kept"
            );
        }
    }
    assert!(links > 5, "{links} links");
}
