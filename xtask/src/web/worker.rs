//! The service worker learns what it has to keep: the list of files and a name for this build.

use anyhow::{Result, bail};
use serde_json::json;

const BUILD: &str = "\"__BUILD__\"";
const FILES: &str = "[\"__FILES__\"]";
const LATER: &str = "[\"__LATER__\"]";

/// Writes the build's name and the files' URLs, of now and of later, into the worker's source.
///
/// # Errors
/// When the source does not hold each of the three marks exactly once.
pub(super) fn stamp(source: &str, build: &str, now: &[String], later: &[String]) -> Result<String> {
    for mark in [BUILD, FILES, LATER] {
        if source.matches(mark).count() != 1 {
            bail!("the service worker must hold {mark} exactly once");
        }
    }
    Ok(source
        .replace(BUILD, &json!(build).to_string())
        .replace(FILES, &json!(now).to_string())
        .replace(LATER, &json!(later).to_string()))
}

/// The URL of a file that stands at `path` in the site's folder; the page itself is the folder's.
pub(super) fn url(public_url: &str, path: &str) -> String {
    match path {
        "index.html" => public_url.to_owned(),
        path => format!("{public_url}{path}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "const BUILD = \"__BUILD__\"; const FILES = [\"__FILES__\"]; const LATER = [\"__LATER__\"];";

    #[test]
    fn all_marks_are_filled() {
        let urls = ["/".to_owned(), "/a-\"1.js".to_owned()];
        assert_eq!(
            stamp(SOURCE, "0a1b", &urls, &["/b.js".to_owned()]).unwrap(),
            "const BUILD = \"0a1b\"; const FILES = [\"/\",\"/a-\\\"1.js\"]; const LATER = [\"/b.js\"];"
        );
    }

    #[test]
    fn a_worker_without_marks_is_refused() {
        assert!(stamp("const BUILD = \"__BUILD__\";", "0", &[], &[]).is_err());
        assert!(stamp(&SOURCE.repeat(2), "0", &[], &[]).is_err());
    }

    #[test]
    fn the_page_is_known_by_its_folder() {
        assert_eq!(url("/", "index.html"), "/");
        assert_eq!(url("/", "icons/a.png"), "/icons/a.png");
    }
}
