//! Sends the files of registered requests, piece by piece, and keeps how far each has come.
//!
//! One tab at a time, by a Web Lock; where there is none, the server takes each piece at its own
//! offset only. Nothing about a file is deleted here before the server has all of it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use domain::request::Attachment;
use domain::sync::wire::CHUNK_BYTES;
use domain::sync::{Upload, UploadAnswer, UploadStep};
use gloo::events::EventListener;
use js_sys::Uint8Array;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;

use crate::api::files::{FileAddress, upload};
use crate::db::files::{
    FilesRecord, Over, delete_pieces, load_files, load_piece, piece_names, save_files,
};
use crate::db::{CaseGlance, load_drafts, load_glances};
use crate::device;
use crate::sync::tell_other_tabs;

const LOCK: &str = "vr-files";
/// How soon to look again when another tab holds the lock: that tab may be frozen or gone.
const LOCK_RETRY_MS: i64 = 5_000;
/// After so many refusals, longer than a piece may take, the holder is taken for frozen.
const LOCK_REFUSALS: u8 = 30;
/// How long to sleep at a time: a person's wish is heard soon.
const SLICE_MS: i32 = 250;
/// Files chosen this recently may not be in a draft yet.
const FRESH_MS: i64 = 3_600_000;

thread_local! {
    static BUSY: Cell<bool> = const { Cell::new(false) };
    static AGAIN: Cell<bool> = const { Cell::new(false) };
    static HINT: Cell<bool> = const { Cell::new(false) };
    static ARRIVED: RefCell<BTreeMap<(Uuid, usize), u64>> = const { RefCell::new(BTreeMap::new()) };
    static WATCHERS: RefCell<Vec<Box<dyn Fn()>>> = const { RefCell::new(Vec::new()) };
}

/// Calls this whenever an upload has come further.
pub(super) fn watch(call: impl Fn() + 'static) {
    WATCHERS.with_borrow_mut(|watchers| watchers.push(Box::new(call)));
}

fn tell_watchers() {
    WATCHERS.with_borrow(|watchers| watchers.iter().for_each(|call| call()));
}

/// How many bytes of a file are known to have arrived.
pub(super) fn arrived(id: Uuid, at: usize) -> u64 {
    ARRIVED.with_borrow(|arrived| arrived.get(&(id, at)).copied().unwrap_or_default())
}

/// Signs that a path may be up.
pub(super) fn listen() {
    if let Some(window) = web_sys::window() {
        for sign in ["online", "pageshow", "focus"] {
            EventListener::new(&window, sign, |_| pump()).forget();
        }
    }
}

/// Sends what there is to send. Whoever is at it already looks again.
pub(super) fn pump() {
    HINT.set(true);
    if BUSY.replace(true) {
        return AGAIN.set(true);
    }
    spawn_local(async {
        let mut refusals = 0;
        loop {
            AGAIN.set(false);
            let ran = if refusals < LOCK_REFUSALS {
                device::with_lock(LOCK, run).await
            } else {
                // Whoever holds it is frozen. The server takes each piece once, whoever sends it.
                run().await;
                true
            };
            if ran && !AGAIN.get() {
                break;
            }
            if !ran {
                refusals += 1;
                sleep(LOCK_RETRY_MS).await;
            }
        }
        BUSY.set(false);
    });
}

async fn run() {
    let mut sent = false;
    while let Some(work) = find().await {
        sent = true;
        let over = send(&work).await;
        if let Some(over) = over {
            finish(&work, over).await;
        }
    }
    tell_watchers();
    if sent {
        // The first program asks for news, which tell what became of the files.
        tell_other_tabs();
    }
    tidy().await;
}

/// One file that waits to be sent.
struct Work {
    case: CaseGlance,
    file: Attachment,
    at: usize,
    withdrawn: bool,
}

async fn find() -> Option<Work> {
    let mut cases = load_glances().await.ok()?;
    cases.sort_by_key(|case| case.kept_at);
    for case in cases
        .into_iter()
        .filter(|case| case.is_registered() && !case.lost)
    {
        let Some(submission) = &case.submission else {
            continue;
        };
        if submission.attachments.is_empty() {
            continue;
        }
        let record = load_files(case.id).await.ok()?;
        for (at, file) in submission.attachments.iter().enumerate() {
            let state = record.file(at);
            if state.over.is_some() || (record.paused && !state.withdrawn) {
                continue;
            }
            let is_here = matches!(load_piece(file, 0).await, Ok(Some(_)));
            if is_here || state.withdrawn {
                return Some(Work {
                    file: file.clone(),
                    at,
                    withdrawn: state.withdrawn,
                    case,
                });
            }
        }
    }
    None
}

/// Sends one file until nothing more can be done about it; `None` when the person paused it.
async fn send(work: &Work) -> Option<Over> {
    let address = FileAddress {
        id: work.case.id,
        n: work.at + 1,
        size: work.file.size,
        code: &work.case.access_code,
    };
    let mut sending = Upload::new(work.file.size);
    if work.withdrawn {
        sending.withdraw();
    }
    loop {
        let step = sending.next();
        let answer = match step {
            UploadStep::Done(end) => return Some(end.into()),
            UploadStep::Wait(wait) => {
                sleep(wait).await;
                sending.hint();
                if wishes_changed(work).await {
                    return None;
                }
                continue;
            }
            UploadStep::Send { from, to } => match read(&work.file, from, to).await {
                Some(piece) => upload(&address, step, Some(&piece)).await,
                // Its bytes are gone from the device: nothing more can be sent.
                None => return Some(Over::Refused),
            },
            _ => upload(&address, step, None).await,
        };
        sending.answered(step, answer, device::jitter());
        note(work, &sending, answer);
        if wishes_changed(work).await {
            return None;
        }
    }
}

fn note(work: &Work, sending: &Upload, answer: UploadAnswer) {
    if answer.offset.is_some() {
        ARRIVED.with_borrow_mut(|arrived| {
            arrived.insert((work.case.id, work.at), sending.arrived());
        });
        tell_watchers();
    }
}

/// Whether the person paused or took the file back since.
async fn wishes_changed(work: &Work) -> bool {
    let Ok(record) = load_files(work.case.id).await else {
        return false;
    };
    let withdrawn = record.file(work.at).withdrawn;
    withdrawn != work.withdrawn || (record.paused && !withdrawn)
}

/// The bytes from here to here, which lie in one piece.
async fn read(file: &Attachment, from: u64, to: u64) -> Option<Uint8Array> {
    let size = CHUNK_BYTES as u64;
    let piece = load_piece(file, from / size).await.ok()??;
    let start = from / size * size;
    let (from, to) = (
        u32::try_from(from - start).ok()?,
        u32::try_from(to - start).ok()?,
    );
    (to <= piece.length()).then(|| piece.slice(from, to))
}

async fn finish(work: &Work, over: Over) {
    let change = |record: &mut FilesRecord| {
        record.change(work.at, |state| state.over = Some(over));
    };
    update(work.case.id, change).await;
}

/// Changes what is kept of a submission's files.
pub(super) async fn update(id: Uuid, change: impl FnOnce(&mut FilesRecord)) {
    let Ok(mut record) = load_files(id).await else {
        return;
    };
    change(&mut record);
    if let Err(error) = save_files(id, &record).await {
        device::warn(&error.to_string());
    }
    tell_watchers();
}

/// Sleeps this long, or until something is hinted.
async fn sleep(millis: i64) {
    HINT.set(false);
    let until = device::now_ms() + millis;
    while device::now_ms() < until && !HINT.get() {
        device::pause(SLICE_MS).await;
    }
}

/// Deletes pieces that no draft and no unsent file needs.
async fn tidy() {
    let Ok(names) = piece_names().await else {
        return;
    };
    if names.is_empty() || device::now_ms() - device::files_added_at() < FRESH_MS {
        return;
    }
    let (Ok(drafts), Ok(cases)) = (load_drafts().await, load_glances().await) else {
        return;
    };
    let mut needed: Vec<Attachment> = Vec::new();
    for draft in drafts {
        needed.extend(draft.draft.attachments);
    }
    for case in cases {
        let Ok(record) = load_files(case.id).await else {
            return;
        };
        let files = case.submission.map(|submission| submission.attachments);
        let files = files.unwrap_or_default().into_iter().enumerate();
        needed.extend(
            files
                .filter(|(at, _)| record.file(*at).over.is_none())
                .map(|(_, file)| file),
        );
    }
    let is_needed = |name: &String| {
        needed.iter().any(|file| {
            name.rsplit_once('/')
                .is_some_and(|(sum, _)| sum == file.digest.as_str())
        })
    };
    let spare: Vec<String> = names.into_iter().filter(|name| !is_needed(name)).collect();
    if !spare.is_empty() {
        let _ = delete_pieces(spare).await;
    }
}
