//! The files that go with a request, and what became of each.

use domain::request::{Arrival, Attachment, Event};
use domain::sync::office::Card;
use leptos::prelude::*;

use super::api;
use crate::text::{Text, decimal, fill, office as words, t};

/// Bytes of a kilobyte and of a megabyte, as people's phones count them.
const KB: u64 = 1024;
const MB: u64 = 1024 * KB;

/// The list, in the submission's order; nothing when there are none.
pub(super) fn list(card: &Card) -> Option<AnyView> {
    let files = &card.submission.attachments;
    if files.is_empty() {
        return None;
    }
    let lines: Vec<AnyView> = (1..)
        .zip(files)
        .map(|(n, file)| line(card, n, file))
        .collect();
    let list = view! {
        <h2>{t(words::FILES)}</h2>
        <ol class="files" id="files">{lines}</ol>
    };
    Some(list.into_any())
}

fn line(card: &Card, n: usize, file: &Attachment) -> AnyView {
    let arrival = arrival(card, n);
    let (tone, state) = match arrival {
        None => ("wait", words::FILE_AWAITED),
        Some(Arrival::Received) => ("ok", words::FILE_RECEIVED),
        Some(Arrival::NotItsKind) => ("late", words::FILE_NOT_ITS_KIND),
        Some(Arrival::Withdrawn) => ("end", words::FILE_WITHDRAWN),
    };
    let name = file.name.clone();
    let name = if arrival == Some(Arrival::Received) {
        let path = api::file(card.row.id, n);
        view! { <a href=path download="">{name}</a> }.into_any()
    } else {
        view! { <span>{name}</span> }.into_any()
    };
    view! {
        <li>
            {name} " " <small>{size(file.size)}</small> " "
            <span class="tag" data-tone=tone>{t(state)}</span>
        </li>
    }
    .into_any()
}

/// What became of the file at this place, from 1.
fn arrival(card: &Card, n: usize) -> Option<Arrival> {
    let mut events = card.history.iter().filter_map(|entry| entry.event.as_ref());
    events.find_map(|event| match event {
        Event::Attachment { n: of, arrival } if usize::from(*of) == n => Some(*arrival),
        _ => None,
    })
}

pub(super) fn size(bytes: u64) -> String {
    let (unit, text): (u64, Text) = if bytes < MB {
        (KB, words::KILOBYTES)
    } else {
        (MB, words::MEGABYTES)
    };
    let tenths = (bytes * 10).div_ceil(unit);
    fill(text, &decimal(tenths))
}
