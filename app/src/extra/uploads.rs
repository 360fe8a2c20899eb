//! Sends the files of registered requests, piece by piece, and keeps how far each has come.
//!
//! One tab at a time, by a Web Lock; where there is none, the server takes each piece at its own
//! offset only. Nothing about a file is deleted here before the server has all of it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use domain::request::Attachment;
use domain::sync::wire::CHUNK_BYTES;
use domain::sync::{BACKOFF_CAP_MS, Upload, UploadAnswer, UploadStep};
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

/// Uploads under way by request and position, each with the moment before which it rests.
type UnderWay = BTreeMap<(Uuid, usize), (Upload, i64)>;

/// Sends until nothing is left. A file that must wait lets the others go first.
async fn run() {
    let (mut under_way, mut sent) = (UnderWay::new(), false);
    loop {
        match find(&under_way).await {
            Next::Send(work) => {
                sent = true;
                send(&work, &mut under_way).await;
            }
            Next::Wait(until) => {
                sleep(until - device::now_ms()).await;
                if HINT.get() {
                    under_way.values_mut().for_each(|(_, until)| *until = 0);
                }
            }
            Next::Nothing => break,
        }
    }
    tell_watchers();
    if sent {
        // The first program asks for news, which tell what became of the files.
        tell_other_tabs();
    }
    tidy().await;
}

/// What to do next.
enum Next {
    Send(Box<Work>),
    /// All that is left rests until this moment of the device's clock.
    Wait(i64),
    Nothing,
}

/// One file that waits to be sent.
struct Work {
    case: CaseGlance,
    file: Attachment,
    at: usize,
    withdrawn: bool,
}

async fn find(under_way: &UnderWay) -> Next {
    let Ok(mut cases) = load_glances().await else {
        return Next::Nothing;
    };
    cases.sort_by_key(|case| case.kept_at);
    let (now, mut rests) = (device::now_ms(), None);
    for case in cases {
        for work in works(case).await {
            let until = under_way.get(&work.key()).map_or(0, |(_, until)| *until);
            // A moment further away than any back-off was set by a clock that has jumped since.
            if !(1..=BACKOFF_CAP_MS).contains(&(until - now)) {
                return Next::Send(Box::new(work));
            }
            rests = Some(rests.map_or(until, |rests: i64| rests.min(until)));
        }
    }
    rests.map_or(Next::Nothing, Next::Wait)
}

/// The files of a case that are to be sent, or taken back.
async fn works(case: CaseGlance) -> Vec<Work> {
    let files = case
        .submission
        .as_ref()
        .map(|sent| sent.attachments.clone());
    let files = files.filter(|_| case.is_registered() && !case.lost);
    let mut works = Vec::new();
    let Ok(record) = load_files(case.id).await else {
        return works;
    };
    for (at, file) in files.unwrap_or_default().into_iter().enumerate() {
        let state = record.file(at);
        if state.over.is_some() || (record.paused && !state.withdrawn) {
            continue;
        }
        if state.withdrawn || matches!(load_piece(&file, 0).await, Ok(Some(_))) {
            works.push(Work {
                file,
                at,
                withdrawn: state.withdrawn,
                case: case.clone(),
            });
        }
    }
    works
}

impl Work {
    fn key(&self) -> (Uuid, usize) {
        (self.case.id, self.at)
    }
}

/// Sends one file until it has come to an end, must rest, or the person wishes something else.
async fn send(work: &Work, under_way: &mut UnderWay) {
    let address = FileAddress {
        id: work.case.id,
        n: work.at + 1,
        size: work.file.size,
        code: &work.case.access_code,
    };
    let known = under_way.remove(&work.key());
    let mut sending = known.map_or_else(|| Upload::new(work.file.size), |(upload, _)| upload);
    sending.hint();
    if work.withdrawn {
        sending.withdraw();
    }
    loop {
        let step = sending.next();
        let answer = match step {
            UploadStep::Done(end) => return finish(work, end.into()).await,
            UploadStep::Wait(wait) => {
                under_way.insert(work.key(), (sending, device::now_ms() + wait));
                return;
            }
            UploadStep::Send { from, to } => match read(&work.file, from, to).await {
                Some(piece) => upload(&address, step, Some(&piece)).await,
                // Its bytes are gone from the device: nothing more can be sent.
                None => return finish(work, Over::Refused).await,
            },
            _ => upload(&address, step, None).await,
        };
        sending.answered(step, answer, device::jitter());
        note(work, &sending, answer);
        if wishes_changed(work).await {
            return;
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
                .filter(|(at, _)| matches!(record.file(*at).over, None | Some(Over::Refused)))
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
