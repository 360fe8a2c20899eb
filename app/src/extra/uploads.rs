//! Sends the files of registered requests, piece by piece, and keeps how far each has come.
//!
//! One tab at a time, by a Web Lock; where there is none, the server takes each piece at its own
//! offset only. Nothing about a file is deleted here before the server has all of it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use domain::request::Attachment;
use domain::sync::wire::CHUNK_BYTES;
use domain::sync::{BACKOFF_CAP_MS, Upload, UploadAnswer, UploadStep};
use gloo::events::EventListener;
use js_sys::Uint8Array;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;

use crate::api::files::{FileAddress, upload};
use crate::db::files::{
    FilesRecord, Over, change_files, delete_pieces, is_here, load_files, load_piece, piece_names,
};
use crate::db::{CaseGlance, StorageError, load_drafts, load_glances};
use crate::device;
use crate::sync::tell_other_tabs;

const LOCK: &str = "vr-files";
/// How soon to look again when another tab holds the lock: that tab may be frozen or gone.
const LOCK_RETRY_MS: i32 = 5_000;
/// After so many refusals without a sign of life, longer than a piece may take, the holder is taken
/// for frozen.
const LOCK_REFUSALS: u8 = 30;
/// How soon to look again when the storage can't be read or written.
const STORAGE_RETRY_MS: i64 = 30_000;
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
        loop {
            AGAIN.set(false);
            run().await;
            if !AGAIN.get() {
                break;
            }
        }
        BUSY.set(false);
    });
}

/// Uploads under way by request and position, each with the moment before which it rests.
type UnderWay = BTreeMap<(Uuid, usize), (Upload, i64)>;

/// Sends until nothing is left. A file that must wait lets the others go first.
async fn run() {
    let (mut under_way, mut sent, mut refusals) = (UnderWay::new(), false, 0);
    loop {
        match find(&under_way).await {
            Ok(Next::Send(work)) => {
                let key = work.key();
                let known = under_way.remove(&key).map(|(upload, _)| upload);
                let known = known.unwrap_or_else(|| Upload::new(work.file.size));
                match send_alone(work, known, &mut refusals).await {
                    Sent::Rests(upload, until) => {
                        under_way.insert(key, (upload, until));
                    }
                    Sent::Ended => sent = true,
                    // Whoever holds the lock hears of a person's wishes from the storage.
                    Sent::ByAnother(upload) => {
                        under_way.insert(key, (upload, 0));
                        device::pause(LOCK_RETRY_MS).await;
                    }
                }
            }
            Ok(Next::Wait(until)) => {
                sleep(until - device::now_ms()).await;
                if HINT.get() {
                    under_way.values_mut().for_each(|(_, until)| *until = 0);
                }
            }
            Ok(Next::Nothing) => break,
            Err(_) => sleep(STORAGE_RETRY_MS).await,
        }
    }
    tell_watchers();
    if sent {
        // The first program asks for news, which tell what became of the files.
        tell_other_tabs();
    }
    tidy().await;
}

/// What came of sending a file for a while.
enum Sent {
    /// It has come to an end, or the person wishes something else.
    Ended,
    /// It rests until this moment of the device's clock.
    Rests(Upload, i64),
    /// Another tab is at it; what is known here of the line is kept.
    ByAnother(Upload),
}

/// Sends a file while no other tab sends any. The lock is held while something is sent, not while
/// it rests, and a holder that shows no life for longer than a piece may take is frozen: the
/// server takes each piece once, whoever sends it.
async fn send_alone(work: Box<Work>, upload: Upload, refusals: &mut u8) -> Sent {
    if shows_life() {
        *refusals = 0;
    }
    if *refusals >= LOCK_REFUSALS {
        return send(&work, upload).await;
    }
    let done = Rc::new(Cell::new(None));
    let (mark, given) = (done.clone(), upload.clone());
    let ran = device::with_lock(LOCK, move || async move {
        mark.set(Some(send(&work, given).await));
    });
    *refusals = if ran.await { 0 } else { *refusals + 1 };
    done.take().unwrap_or(Sent::ByAnother(upload))
}

thread_local! {
    static LAST_LIFE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Whether another tab has had an answer to a piece since this was last asked.
fn shows_life() -> bool {
    let mark = device::sign_of_sending();
    let before = LAST_LIFE.replace(mark.clone());
    before != mark
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

async fn find(under_way: &UnderWay) -> Result<Next, StorageError> {
    let mut cases = load_glances().await?;
    cases.sort_by_key(|case| case.kept_at);
    let (now, mut rests) = (device::now_ms(), None);
    for case in cases {
        for work in works(case).await? {
            let until = under_way.get(&work.key()).map_or(0, |(_, until)| *until);
            // A moment further away than any back-off was set by a clock that has jumped since.
            if !(1..=BACKOFF_CAP_MS).contains(&(until - now)) {
                return Ok(Next::Send(Box::new(work)));
            }
            rests = Some(rests.map_or(until, |rests: i64| rests.min(until)));
        }
    }
    Ok(rests.map_or(Next::Nothing, Next::Wait))
}

/// The files of a case that are to be sent, or taken back.
async fn works(case: CaseGlance) -> Result<Vec<Work>, StorageError> {
    let files = case
        .submission
        .as_ref()
        .map(|sent| sent.attachments.clone());
    let files = files.filter(|_| case.is_registered() && !case.lost);
    let record = load_files(case.id).await?;
    let mut works = Vec::new();
    for (at, file) in files.unwrap_or_default().into_iter().enumerate() {
        let withdrawn = record.file(at).withdrawn;
        if record.over(&case, at).is_some() || (record.paused && !withdrawn) {
            continue;
        }
        // What can't be read just now rests when it is its turn: it holds up no other file.
        if withdrawn || is_here(&file).await != Ok(false) {
            works.push(Work {
                file,
                at,
                withdrawn,
                case: case.clone(),
            });
        }
    }
    Ok(works)
}

impl Work {
    fn key(&self) -> (Uuid, usize) {
        (self.case.id, self.at)
    }
}

/// Sends one file until it has come to an end, must rest, or the person wishes something else.
async fn send(work: &Work, mut sending: Upload) -> Sent {
    let address = FileAddress {
        id: work.case.id,
        n: work.at + 1,
        size: work.file.size,
        code: &work.case.access_code,
    };
    sending.hint();
    if work.withdrawn {
        sending.withdraw();
    }
    loop {
        let step = sending.next();
        let answer = match step {
            UploadStep::Done(end) => return finish(work, sending, end.into()).await,
            UploadStep::Wait(wait) => return Sent::Rests(sending, device::now_ms() + wait),
            UploadStep::Send { from, to } => match read(&work.file, from, to).await {
                Ok(Some(piece)) => upload(&address, step, Some(&piece)).await,
                // Its bytes are gone from the device: nothing more can be sent.
                Ok(None) => return finish(work, sending, Over::Refused).await,
                Err(_) => return rest(sending),
            },
            _ => upload(&address, step, None).await,
        };
        sending.answered(step, answer, device::jitter());
        note(work, &sending, answer);
        if wishes_changed(work).await {
            return Sent::Ended;
        }
    }
}

/// The storage fails, which may pass: nothing is said of the file that can't be kept.
fn rest(sending: Upload) -> Sent {
    Sent::Rests(sending, device::now_ms() + STORAGE_RETRY_MS)
}

fn note(work: &Work, sending: &Upload, answer: UploadAnswer) {
    let sign = device::jitter().to_string();
    device::note_sending(&sign);
    LAST_LIFE.set(Some(sign));
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

/// The bytes from here to here, which lie in one piece; `None` when they are not there.
async fn read(file: &Attachment, from: u64, to: u64) -> Result<Option<Uint8Array>, StorageError> {
    let size = CHUNK_BYTES as u64;
    let Some(piece) = load_piece(file, from / size).await? else {
        return Ok(None);
    };
    let start = from / size * size;
    let within = |offset: u64| u32::try_from(offset - start).unwrap_or(u32::MAX);
    let (from, to) = (within(from), within(to));
    Ok((to <= piece.length()).then(|| piece.slice(from, to)))
}

async fn finish(work: &Work, sending: Upload, over: Over) -> Sent {
    let heard = work.case.view.as_ref().map_or(0, |view| view.cursor);
    let change = |record: &mut FilesRecord| {
        record.change(work.at, |state| {
            (state.over, state.heard) = (Some(over), heard);
        });
    };
    if change_files(work.case.id, change).await.is_err() {
        return rest(sending);
    }
    tell_watchers();
    Sent::Ended
}

/// Changes what is kept of a submission's files, as a person wishes.
pub(super) async fn update(id: Uuid, change: impl FnOnce(&mut FilesRecord)) {
    if let Err(error) = change_files(id, change).await {
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
        let files = case.submission.clone().map(|sent| sent.attachments);
        let files = files.unwrap_or_default().into_iter().enumerate();
        needed.extend(
            files
                .filter(|(at, _)| record.needs_bytes(&case, *at))
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
