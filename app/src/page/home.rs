//! My requests.

use super::{heading, link_button, loading, paragraph};
use crate::component::{El, Part, case_tag, el, live};
use crate::db::{CaseRecord, DraftRecord};
use crate::device;
use crate::route::{Route, Step};
use crate::store::{Queue, Store};
use crate::text::{citizen as say, fill, format, t};

/// Words of a request that stand for its title.
const TITLE_CHARS: usize = 90;

/// Shows the main button, the drafts and the requests of this device.
pub(super) fn page(store: Store) -> Part {
    Part::from(heading(t(say::HOME_TITLE)))
        .add(paragraph("lead", t(say::HOME_LEAD)))
        .add(link_button("/new", say::WRITE))
        .add(live(move || cleared(store)))
        .add(live(move || drafts(store)))
        .add(live(move || apart(store)))
        .add(el("h2").text(t(say::MY_REQUESTS)))
        .add(live(move || requests(store)))
}

/// What was here is gone, and not by this person's wish.
fn cleared(store: Store) -> Part {
    if !store.storage.get().cleared {
        return Part::none();
    }
    el("div")
        .class("notice")
        .attr("data-tone", "late")
        .add(el("h2").text(t(say::CLEARED_TITLE)))
        .add(el("p").text(t(say::CLEARED_TEXT)))
        .into()
}

/// On an iPhone an installed app does not see what was written in the browser.
fn apart(store: Store) -> Part {
    let has_something = !store.drafts.get().is_empty() || !store.cases.get().is_empty();
    if !has_something || !device::installs_apart() {
        return Part::none();
    }
    el("p")
        .class("hint")
        .add(
            el("a")
                .attr("href", "/settings")
                .text(t(say::INSTALL_APART)),
        )
        .into()
}

fn drafts(store: Store) -> Part {
    let drafts = store.drafts.get();
    if drafts.is_empty() {
        return Part::none();
    }
    let rows: Vec<El> = drafts.iter().map(draft_row).collect();
    Part::from(el("h2").text(t(say::DRAFTS))).add(el("ul").class("cases").add(rows))
}

fn draft_row(record: &DraftRecord) -> El {
    let tag = el("span")
        .class("tag")
        .attr("data-tone", "draft")
        .text(t(say::STATE_DRAFT));
    row(
        Route::Draft(record.id, Step::Text),
        &record.draft.text,
        Part::none(),
        tag,
    )
}

fn row(route: Route, text: &str, meta: Part, tag: El) -> El {
    let card = el("a")
        .class("case")
        .attr("href", route.path())
        .add(el("span").class("case__title").text(title(text)))
        .add(el("span").class("case__meta").add(meta))
        .add(tag);
    el("li").add(card)
}

fn requests(store: Store) -> Part {
    if !store.loaded.get() {
        return loading().into();
    }
    let (cases, queue) = (store.cases.get(), store.queue.get());
    if cases.is_empty() {
        return el("div")
            .class("empty")
            .add(el("p").text(t(say::NO_REQUESTS)))
            .into();
    }
    let rows: Vec<El> = cases.iter().map(|case| case_row(case, &queue)).collect();
    el("ul").class("cases").add(rows).into()
}

fn case_row(case: &CaseRecord, queue: &Queue) -> El {
    let public = case
        .view
        .as_ref()
        .map(|view| (&view.public.index, view.public.term));
    let receipt = case
        .receipt
        .as_ref()
        .map(|receipt| (&receipt.index, receipt.term));
    let open = case
        .view
        .as_ref()
        .is_none_or(|view| view.public.outcome.is_none());
    let meta = match public.or(receipt) {
        Some((index, term)) => {
            let left = open.then(|| {
                let due = fill(say::DUE_SHORT, &format::short_deadline(term.deadline));
                let left = format::time_left(term.deadline, device::now());
                el("span").text(format!("{due}, {left}"))
            });
            Part::from(el("span").class("num").text(format!("№ {}", index.text)))
                .add(" ")
                .add(left)
        }
        None => {
            let age = format::age(case.kept_at, device::now_ms());
            el("span").text(fill(say::WAITS_FOR, &age)).into()
        }
    };
    row(
        Route::Case(case.id),
        case.text(),
        meta,
        case_tag(case, queue),
    )
}

/// The first words of a text.
fn title(text: &str) -> String {
    let line = text.trim();
    if line.is_empty() {
        return t(say::UNTITLED).into();
    }
    let mut short: String = line.chars().take(TITLE_CHARS).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}
