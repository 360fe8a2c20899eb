//! One style sheet instead of one per layer: a page is not painted before all of them are there,
//! and each costs a slow line a round trip. Together they also compress better.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::finish::integrity;
use super::stamp;

/// Joins the page's style sheets in their order and returns the page that names the one.
///
/// # Errors
/// When a sheet the page names is not there.
pub(super) fn join(dist: &Path, page: &str) -> Result<String> {
    let (mut kept, mut joined, mut place) = (String::new(), String::new(), None);
    let mut rest = page;
    while let Some(start) = rest.find("<link ") {
        let (before, from) = rest.split_at(start);
        let end = from.find('>').context("a link without an end")? + 1;
        let (tag, after) = from.split_at(end);
        kept.push_str(before);
        match sheet(tag) {
            None => kept.push_str(tag),
            Some(address) => {
                let (folder, name) = address
                    .rsplit_once('/')
                    .context("a sheet without a folder")?;
                let path = dist.join(name);
                joined += &fs::read_to_string(&path).with_context(|| format!("reading {name}"))?;
                fs::remove_file(&path)?;
                place.get_or_insert((kept.len(), folder.to_owned()));
            }
        }
        rest = after;
    }
    kept.push_str(rest);
    if let Some((at, folder)) = place {
        let name = format!("style-{}.css", stamp::short(joined.as_bytes()));
        let integrity = integrity(joined.as_bytes());
        let tag = format!("<link href={folder}/{name} integrity={integrity} rel=stylesheet>");
        kept.insert_str(at, &tag);
        fs::write(dist.join(name), joined)?;
    }
    Ok(kept)
}

/// The address of a tag's style sheet, if it is one. Trunk has taken the quotes away.
fn sheet(tag: &str) -> Option<&str> {
    let mut parts = tag.trim_end_matches('>').split(' ');
    let is_sheet = parts.clone().any(|part| part == "rel=stylesheet");
    parts
        .find_map(|part| part.strip_prefix("href="))
        .filter(|_| is_sheet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_become_one_in_their_order_and_other_links_stay() {
        let dist = std::env::temp_dir().join(format!("xtask-styles-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        fs::write(dist.join("a-1.css"), "a{}").unwrap();
        fs::write(dist.join("b-2.css"), "b{}").unwrap();
        let page = "<link href=/o/i.svg rel=icon><link href=/o/a-1.css integrity=x rel=stylesheet>\n\
                    <link href=/o/b-2.css media=print rel=stylesheet><p>";
        let page = join(&dist, page).unwrap();
        let name = format!("style-{}.css", stamp::short(b"a{}b{}"));
        let integrity = integrity(b"a{}b{}");
        assert_eq!(
            page,
            format!(
                "<link href=/o/i.svg rel=icon><link href=/o/{name} integrity={integrity} \
                 rel=stylesheet>\n<p>"
            )
        );
        assert_eq!(fs::read_to_string(dist.join(name)).unwrap(), "a{}b{}");
        assert!(!dist.join("a-1.css").exists());
        let _ = fs::remove_dir_all(&dist);
    }
}
