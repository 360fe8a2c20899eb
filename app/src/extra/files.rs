//! The files of a draft: chosen, made smaller if the person agrees, stored in pieces.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use domain::request::{
    Attachment, MAX_FILE_BYTES, MAX_FILES, MAX_FILES_BYTES, harmless_name, media_of,
};
use domain::sync::Digest;
use domain::sync::wire::CHUNK_BYTES;
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use js_sys::Uint8Array;
use uuid::Uuid;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, Element, File, HtmlInputElement};

use super::dom::{Node, button, draw, el, paragraph};
use super::{FileChange, dom};
use crate::db::StorageError;
use crate::db::files::{drop_half, is_here, save_piece};
use crate::picture;
use crate::text::{Text, extra as say, fill, t};
use crate::{device, json};

/// Photos from this size on are worth a question.
const LARGE_PHOTO: f64 = 600.0 * 1024.0;

/// A database takes more than what is put into it.
const ROOM_TO_SPARE: f64 = 1.5;

/// What the place shows.
struct State {
    place: Element,
    id: Uuid,
    files: Vec<Attachment>,
    /// Those of them whose bytes are not on this device.
    missing: Vec<Attachment>,
    /// Chosen, and the question about the photos among them is open.
    asked: Vec<File>,
    /// Photos that could not be made smaller: whether they go as they are is asked too.
    stubborn: Vec<File>,
    storing: bool,
    problems: Vec<String>,
    /// How many more bytes the browser keeps, where that is little.
    room: Option<f64>,
}

type Shared = Rc<RefCell<State>>;

thread_local! {
    /// Photos of a draft whose question is open: a person who follows a link meanwhile and comes
    /// back finds it open still. First those not asked for yet, then those that stay large.
    static OPEN: RefCell<HashMap<Uuid, [Vec<File>; 2]>> = RefCell::default();
}

pub(super) fn fill_draft(place: Element, id: Uuid) {
    let files = place.get_attribute("data-files").unwrap_or_default();
    let [asked, stubborn] = OPEN.with_borrow(|open| open.get(&id).cloned().unwrap_or_default());
    let state = State {
        files: json::read(&files).unwrap_or_default(),
        place,
        id,
        missing: Vec::new(),
        asked,
        stubborn,
        storing: false,
        problems: Vec::new(),
        room: None,
    };
    let shared = Rc::new(RefCell::new(state));
    show(&shared);
    listen(&shared);
    spawn_local(async move {
        look_for_missing(&shared).await;
        look_for_room(&shared).await;
    });
}

/// Hears what was added and removed, here or by a place that was left while it was still storing;
/// and stops a person who would go on before the files are settled.
fn listen(shared: &Shared) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let heard = shared.clone();
    EventListener::new(&window, super::FILES, move |event| {
        let change = event.dyn_ref::<web_sys::CustomEvent>();
        let change = change.and_then(|event| event.detail().as_string());
        if let Some(change) = change.and_then(|text| json::read::<FileChange>(&text)) {
            take_change(&heard, change);
        }
    })
    .forget();
    ask_before_leaving(&window, shared);
    let asked = shared.clone();
    let options = EventListenerOptions {
        phase: EventListenerPhase::Capture,
        passive: false,
    };
    EventListener::new_with_options(&window, "submit", options, move |event| {
        if let Some(why) = unsettled(&asked) {
            event.prevent_default();
            event.stop_propagation();
            asked.borrow_mut().problems = vec![t(why).to_owned()];
            show(&asked);
            let place = asked.borrow().place.clone();
            dom::focus(place.query_selector("[data-key]").ok().flatten());
        }
    })
    .forget();
}

/// Lets the browser ask while what was chosen is on no disk yet.
fn ask_before_leaving(window: &web_sys::Window, shared: &Shared) {
    let leaving = shared.clone();
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(window, "beforeunload", options, move |event| {
        let state = leaving.borrow();
        let is_settled = state.asked.is_empty() && state.stubborn.is_empty() && !state.storing;
        if state.place.is_connected() && !is_settled {
            event.prevent_default();
        }
    })
    .forget();
}

fn take_change(shared: &Shared, (id, added, file): FileChange) {
    let mut state = shared.borrow_mut();
    if state.id != id || !state.place.is_connected() {
        return;
    }
    state.files.retain(|known| *known != file);
    if added {
        state.missing.retain(|known| *known != file);
        state.files.push(file);
    }
    drop(state);
    show(shared);
}

/// Why a person can't go on yet.
fn unsettled(shared: &Shared) -> Option<Text> {
    let state = shared.borrow();
    let is_missing = |file| state.missing.contains(file);
    match () {
        () if !state.place.is_connected() => None,
        () if state.storing => Some(say::STILL_STORING),
        () if !(state.asked.is_empty() && state.stubborn.is_empty()) => Some(say::STILL_ASKED),
        () if state.files.iter().any(is_missing) => Some(say::STILL_MISSING),
        () => None,
    }
}

/// Looks which files have come without their bytes: a code moves words only.
async fn look_for_missing(shared: &Shared) {
    let files = shared.borrow().files.clone();
    let mut missing = Vec::new();
    for file in files {
        // What can't be read just now is not gone.
        if is_here(&file).await == Ok(false) {
            missing.push(file);
        }
    }
    if !missing.is_empty() {
        shared.borrow_mut().missing = missing;
        show(shared);
    }
}

/// Says so, where the files a request may have would not find room: a full phone, a private window.
async fn look_for_room(shared: &Shared) {
    let room = device::room().await;
    let room = room.filter(|room| *room < MAX_FILES_BYTES as f64 * ROOM_TO_SPARE);
    let before = std::mem::replace(&mut shared.borrow_mut().room, room);
    if before != room {
        show(shared);
    }
}

/// Keeps the open questions for whoever comes back to this draft.
fn keep_open(state: &State) {
    let both = [state.asked.clone(), state.stubborn.clone()];
    OPEN.with_borrow_mut(|open| match both.iter().all(Vec::is_empty) {
        true => drop(open.remove(&state.id)),
        false => drop(open.insert(state.id, both)),
    });
}

fn show(shared: &Shared) {
    let state = shared.borrow();
    keep_open(&state);
    let rows = state
        .files
        .iter()
        .enumerate()
        .map(|(at, file)| row(shared, at, file, state.missing.contains(file)));
    let rows: Vec<Node> = rows.collect();
    let list = (!rows.is_empty()).then(|| el("ul").attr("class", "files").add(rows));
    let problems = state
        .problems
        .iter()
        .map(|problem| paragraph("error", problem));
    let problems = el("div")
        .attr("role", "alert")
        .add(problems.collect::<Vec<_>>());
    let mut nodes = vec![
        el("h2").text(t(say::FILES)),
        paragraph("hint", t(say::FILES_HINT)),
    ];
    nodes.extend(list);
    let little = |room: f64| fill(say::LITTLE_ROOM, &say::size(room as u64));
    nodes.extend(state.room.map(|room| {
        let warning = el("div").attr("class", "notice").attr("data-tone", "warn");
        warning.add(paragraph("", &little(room)))
    }));
    nodes.push(problems);
    if state.storing {
        nodes.push(paragraph("hint", t(say::STORING)).attr("role", "status"));
    } else if !state.asked.is_empty() {
        nodes.push(question(shared, &state.asked));
    } else if !state.stubborn.is_empty() {
        nodes.push(as_they_are(shared, &state.stubborn));
    } else if state.files.len() < MAX_FILES {
        nodes.extend(chooser(shared));
    }
    draw(&state.place, nodes);
}

fn row(shared: &Shared, at: usize, file: &Attachment, is_missing: bool) -> Node {
    let (id, removed) = (shared.borrow().id, file.clone());
    let remove = move || tell(&(id, false, removed.clone()));
    let size = say::size(file.size);
    let (class, about) = if is_missing {
        ("error", format!("{size} · {}", t(say::FILE_MISSING)))
    } else {
        ("hint", size)
    };
    let button = button("btn btn--quiet", t(say::REMOVE), remove)
        .attr("data-key", &format!("remove-{at}"))
        .attr("aria-label", &fill(say::FILES_REMOVE, &file.name));
    el("li")
        .add(el("span").attr("class", "files__name").text(&file.name))
        .add(el("span").attr("class", class).text(&about))
        .add(button)
}

/// A button that opens the system's own choice of files.
fn chooser(shared: &Shared) -> Vec<Node> {
    let endings = domain::request::KINDS
        .iter()
        .flat_map(|(_, endings)| endings.iter());
    let accept: Vec<String> = endings.map(|ending| format!(".{ending}")).collect();
    let input = el("input")
        .attr("type", "file")
        .attr("multiple", "multiple")
        .attr("hidden", "hidden")
        .attr("id", "files-choose")
        .attr("accept", &accept.join(","));
    let field: Option<HtmlInputElement> = input.0.clone().and_then(|input| input.dyn_into().ok());
    let (opened, shared) = (field.clone(), shared.clone());
    let input = input.on("change", move |_| {
        let Some(list) = field.as_ref().and_then(HtmlInputElement::files) else {
            return;
        };
        let chosen = (0..list.length()).filter_map(|at| list.item(at)).collect();
        take(&shared, chosen);
    });
    let open = button("btn btn--second", t(say::FILES_ADD), move || {
        if let Some(field) = &opened {
            field.click();
        }
    });
    vec![el("p").add(open.attr("data-key", "add")).add(input)]
}

fn question(shared: &Shared, asked: &[File]) -> Node {
    let photos = asked.iter().filter(|file| is_large_photo(file));
    let bytes: f64 = photos.map(|photo| photo.size()).sum();
    let answer = |class, text: Text, key, how| {
        let shared = shared.clone();
        button(class, t(text), move || {
            let chosen = std::mem::take(&mut shared.borrow_mut().asked);
            store(&shared, chosen, how);
        })
        .attr("data-key", key)
    };
    let text = format!("{} ({})", t(say::SMALLER_ASK), say::size(bytes as u64));
    let yes = answer("btn", say::SMALLER_YES, "add", How::Smaller);
    let no = answer("btn btn--second", say::SMALLER_NO, "as-is", How::AsIs);
    notice(&text, yes, no)
}

/// Nothing is added against a person's word: what can't be made smaller keeps what it tells.
fn as_they_are(shared: &Shared, photos: &[File]) -> Node {
    let names: Vec<String> = photos.iter().map(File::name).collect();
    let answer = |class, text: Text, key, add: bool| {
        let shared = shared.clone();
        button(class, t(text), move || {
            let photos = std::mem::take(&mut shared.borrow_mut().stubborn);
            store(&shared, if add { photos } else { Vec::new() }, How::AsIs);
        })
        .attr("data-key", key)
    };
    let yes = answer("btn btn--second", say::STUBBORN_YES, "as-is", true);
    let no = answer("btn btn--second", say::STUBBORN_NO, "add", false);
    notice(&fill(say::STUBBORN_ASK, &names.join(", ")), yes, no)
}

fn notice(text: &str, yes: Node, no: Node) -> Node {
    let answers = el("p").attr("class", "actions").add(yes).add(no);
    el("div")
        .attr("class", "notice")
        .attr("data-tone", "info")
        .attr("role", "status")
        .add(paragraph("", text))
        .add(answers)
}

fn is_photo(file: &File) -> bool {
    media_of(&file.name()).is_some_and(|media| media.starts_with("image/"))
}

fn is_large_photo(file: &File) -> bool {
    is_photo(file) && file.size() > LARGE_PHOTO
}

fn take(shared: &Shared, chosen: Vec<File>) {
    shared.borrow_mut().problems.clear();
    if chosen.iter().any(is_large_photo) {
        shared.borrow_mut().asked = chosen;
        return show(shared);
    }
    store(shared, chosen, How::AsIs);
}

/// How a person wants photos to go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    AsIs,
    Smaller,
}

fn store(shared: &Shared, chosen: Vec<File>, how: How) {
    device::note_files_added();
    shared.borrow_mut().storing = true;
    shared.borrow_mut().problems.clear();
    show(shared);
    let shared = shared.clone();
    spawn_local(async move {
        for file in chosen {
            let made = match how {
                How::Smaller if is_photo(&file) => picture::smaller(&file).await,
                _ => None,
            };
            if how == How::Smaller && is_photo(&file) && made.is_none() {
                shared.borrow_mut().stubborn.push(file);
                continue;
            }
            let (id, before) = (shared.borrow().id, shared.borrow().files.clone());
            match keep(&file, made, &before).await {
                Ok(kept) => tell(&(id, true, kept)),
                Err(problem) => {
                    let problem = fill(problem, &harmless_name(&file.name()));
                    shared.borrow_mut().problems.push(problem);
                }
            }
        }
        shared.borrow_mut().storing = false;
        show(&shared);
        look_for_room(&shared).await;
    });
}

/// Stores one file, or what was made of it; it goes into the draft only when all of it is on the
/// device.
async fn keep(
    file: &File,
    made: Option<Uint8Array>,
    before: &[Attachment],
) -> Result<Attachment, Text> {
    let mut name = harmless_name(&file.name());
    let blob: &Blob = file;
    if made.is_some() {
        name = harmless_name(&picture::jpeg_name(&name));
    }
    let media = media_of(&name).ok_or(say::NOT_TAKEN_KIND)?;
    // Asked before it is read: a film would fill the phone's memory.
    if made.is_none() && file.size() > MAX_FILE_BYTES as f64 {
        return Err(say::NOT_TAKEN_LARGE);
    }
    let bytes = match made {
        Some(bytes) => bytes,
        None => picture::bytes_of(blob).await.ok_or(say::NOT_TAKEN_READ)?,
    };
    let size = u64::from(bytes.length());
    let sum = device::sha256_base64(&bytes).await;
    let kept = Attachment {
        name,
        media: media.to_owned(),
        size,
        digest: Digest::parse(&format!("sha-256=:{sum}:")).ok_or(say::NOT_TAKEN_READ)?,
    };
    // The same once more counts once: it may be back for one whose bytes are missing.
    let others = || before.iter().filter(|other| **other != kept);
    let together: u64 = others().map(|other| other.size).sum();
    match () {
        () if size == 0 => return Err(say::NOT_TAKEN_EMPTY),
        () if size > MAX_FILE_BYTES => return Err(say::NOT_TAKEN_LARGE),
        () if others().count() >= MAX_FILES => return Err(say::NOT_TAKEN_MANY),
        () if together + size > MAX_FILES_BYTES => return Err(say::NOT_TAKEN_ALL),
        () => {}
    }
    if let Err(error) = store_pieces(&kept, &bytes).await {
        // What there was room for would leave none for anything else.
        let _ = drop_half(&kept).await;
        return Err(match error {
            StorageError::Full => say::NOT_TAKEN_ROOM,
            _ => say::NOT_TAKEN_READ,
        });
    }
    Ok(kept)
}

pub(super) async fn store_pieces(
    file: &Attachment,
    bytes: &Uint8Array,
) -> Result<(), StorageError> {
    let size = bytes.length();
    let step = CHUNK_BYTES as u32;
    for nth in 0..size.div_ceil(step) {
        let end = size.min((nth + 1) * step);
        let piece = bytes.subarray(nth * step, end);
        save_piece(file, u64::from(nth), &piece, end == size).await?;
    }
    Ok(())
}

/// Tells the first program, which writes the draft, and every place that shows its files.
fn tell(change: &FileChange) {
    let Some(detail) = json::write(change) else {
        return;
    };
    let init = web_sys::CustomEventInit::new();
    init.set_detail(&detail.into());
    if let Some(window) = web_sys::window()
        && let Ok(event) = web_sys::CustomEvent::new_with_event_init_dict(super::FILES, &init)
    {
        let _ = window.dispatch_event(&event);
    }
}
