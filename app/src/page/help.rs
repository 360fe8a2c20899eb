//! How requests work, in plain words with the articles.

use super::{heading, link_button};
use crate::component::{Part, el};
use crate::text::{citizen as say, t};

/// Shows the questions people ask first.
pub(super) fn page() -> Part {
    let parts = [
        (say::HELP_1, say::HELP_1_TEXT),
        (say::HELP_2, say::HELP_2_TEXT),
        (say::HELP_3, say::HELP_3_TEXT),
        (say::HELP_4, say::HELP_4_TEXT),
        (say::APPEAL, say::APPEAL_TEXT),
    ];
    parts
        .into_iter()
        .fold(
            heading(t(say::HELP_TITLE)).into(),
            |page: Part, (title, text)| {
                page.add(el("h2").text(t(title))).add(el("p").text(t(text)))
            },
        )
        .add(link_button("/new", say::WRITE))
}
