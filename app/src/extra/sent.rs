//! The files of a request that was sent: how far each has come, and what a person can do.

use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use super::dom::{Node, button, draw, el, paragraph};
use super::uploads;
use crate::db::files::{FilesRecord, Over, is_here, load_files};
use crate::db::{CaseGlance, load_glances};
use crate::text::{extra as say, fill, t};

pub(super) async fn fill_case(place: Element, id: Uuid) {
    show(&place, id).await;
    uploads::watch(move || {
        // A page that was left keeps its place for nobody.
        if place.is_connected() {
            let place = place.clone();
            spawn_local(async move { show(&place, id).await });
        }
    });
}

/// What is known of one file.
struct Row {
    name: String,
    size: u64,
    arrived: u64,
    /// What became of it, once that is known.
    over: Option<Over>,
    is_here: bool,
}

async fn show(place: &Element, id: Uuid) {
    let Ok(cases) = load_glances().await else {
        return;
    };
    let Some(case) = cases.into_iter().find(|case| case.id == id) else {
        return;
    };
    let Ok(record) = load_files(id).await else {
        return;
    };
    let rows = rows(&case, &record).await;
    draw(place, nodes(id, case.is_registered(), &record, &rows));
}

async fn rows(case: &CaseGlance, record: &FilesRecord) -> Vec<Row> {
    let named = case
        .submission
        .iter()
        .flat_map(|sent| sent.attachments.iter());
    let mut rows = Vec::new();
    for (at, file) in named.enumerate() {
        let withdrawn = record.file(at).withdrawn.then_some(Over::Withdrawn);
        let over = record.over(case, at).or(withdrawn);
        rows.push(Row {
            name: file.name.clone(),
            size: file.size,
            arrived: match over {
                Some(Over::Received) => file.size,
                _ => uploads::arrived(case.id, at),
            },
            // What can't be read just now is not gone.
            is_here: over.is_some() || is_here(file).await != Ok(false),
            over,
        });
    }
    rows
}

fn nodes(id: Uuid, registered: bool, record: &FilesRecord, rows: &[Row]) -> Vec<Node> {
    if rows.is_empty() {
        return Vec::new();
    }
    let wanted = rows
        .iter()
        .filter(|row| matches!(row.over, None | Some(Over::Received)));
    let (all, arrived) = wanted.fold((0, 0), |(all, arrived), row| {
        (all + row.size, arrived + row.arrived)
    });
    let open = rows.iter().any(|row| row.over.is_none());
    let state = match () {
        () if !open => t(say::SENT_ALL).to_owned(),
        () if !registered => t(say::SENT_WAITS).to_owned(),
        () => of(arrived, all),
    };
    let all_received = rows.iter().all(|row| row.over == Some(Over::Received));
    let mut nodes = vec![el("h2").text(t(say::SENT_FILES))];
    if open && registered {
        nodes.push(bar(t(say::SENT_FILES), arrived, all));
    }
    if open || all_received {
        nodes.push(paragraph("", &state));
    }
    let list = rows.iter().enumerate().map(|(at, row)| file(id, at, row));
    nodes.push(
        el("ul")
            .attr("class", "files")
            .add(list.collect::<Vec<_>>()),
    );
    if open && registered {
        nodes.push(pause(id, record.paused));
    }
    nodes
}

fn of(arrived: u64, all: u64) -> String {
    let part = fill(say::OF, &say::size(arrived));
    fill(say::SENT_SOME, &format!("{part} {}", say::size(all)))
}

fn bar(label: &str, arrived: u64, all: u64) -> Node {
    el("progress")
        .attr("max", &all.max(1).to_string())
        .attr("value", &arrived.to_string())
        .attr("aria-label", label)
}

fn file(id: Uuid, at: usize, row: &Row) -> Node {
    let state = match row.over {
        Some(Over::Received) => t(say::FILE_RECEIVED).to_owned(),
        Some(Over::NotItsKind) => t(say::FILE_NOT_ITS_KIND).to_owned(),
        Some(Over::Withdrawn) => t(say::FILE_WITHDRAWN).to_owned(),
        Some(Over::Refused) => t(say::FILE_REFUSED).to_owned(),
        None if !row.is_here => t(say::FILE_MISSING).to_owned(),
        None if row.arrived > 0 => of(row.arrived, row.size),
        None => t(say::FILE_WAITS).to_owned(),
    };
    let text = format!("{} · {state}", say::size(row.size));
    let item = el("li")
        .add(el("span").attr("class", "files__name").text(&row.name))
        .add(el("span").attr("class", "hint").text(&text));
    if row.over.is_some() {
        return item;
    }
    let remove = move || {
        spawn_local(async move {
            uploads::update(id, |record| record.change(at, |file| file.withdrawn = true)).await;
            uploads::pump();
        });
    };
    let partly = (row.arrived > 0).then(|| bar(&row.name, row.arrived, row.size));
    item.add(partly).add(
        button("btn btn--quiet", t(say::REMOVE), remove)
            .attr("data-key", &format!("remove-{at}"))
            .attr("aria-label", &fill(say::FILES_REMOVE, &row.name)),
    )
}

fn pause(id: Uuid, paused: bool) -> Node {
    let text = if paused { say::RESUME } else { say::PAUSE };
    let press = move || {
        spawn_local(async move {
            uploads::update(id, |record| record.paused = !paused).await;
            uploads::pump();
        });
    };
    el("p").add(button("btn btn--second", t(text), press).attr("data-key", "pause"))
}
