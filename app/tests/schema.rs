//! A database of every released version, as its phones still have it, is opened by this build and
//! loses nothing. `schema/N.json` holds version N; a file there is never changed.
#![allow(clippy::unwrap_used)]
#![cfg(target_arch = "wasm32")]

use app::db::survey::{self, SurveyState};
use app::db::{self, files};
use domain::request::media_of;
use domain::sync::wire::Council;
use domain::sync::{Digest, ItemState};
use js_sys::{Function, Promise, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Makes the database as the build of that version did.
const MAKE: &str = "
    const { version, stores } = JSON.parse(said);
    return new Promise((done, failed) => {
        indexedDB.deleteDatabase('vidkryta-rada').onsuccess = () => {
            const opening = indexedDB.open('vidkryta-rada', version);
            opening.onerror = () => failed(opening.error);
            opening.onupgradeneeded = () =>
                Object.keys(stores).forEach((name) => opening.result.createObjectStore(name));
            opening.onsuccess = () => {
                const database = opening.result;
                const change = database.transaction(Object.keys(stores), 'readwrite');
                for (const [name, records] of Object.entries(stores))
                    for (const [key, said] of Object.entries(records)) {
                        const bytes = said.base64 && Uint8Array.from(atob(said.base64), (c) => c.charCodeAt(0));
                        change.objectStore(name).put(bytes ? bytes.buffer : said, key);
                    }
                change.oncomplete = () => { database.close(); done(); };
                change.onabort = () => failed(change.error);
            };
        };
    });";

async fn make(said: &str) {
    let made = Function::new_with_args("said", MAKE)
        .call1(&JsValue::NULL, &said.into())
        .unwrap();
    JsFuture::from(Promise::from(made)).await.unwrap();
}

#[wasm_bindgen_test]
async fn fault_28_a_database_of_version_1_is_opened_and_nothing_is_lost() {
    db::close();
    make(include_str!("schema/1.json")).await;
    let drafts = db::load_drafts().await.unwrap();
    assert_eq!(drafts.len(), 1);
    assert_eq!(drafts[0].draft.text, "Прошу кошторис 🦊");
    assert!(drafts[0].draft.attachments.is_empty());
    assert_eq!(drafts[0].revision, 3);
    let outbox = db::load_outbox().await.unwrap();
    assert_eq!((outbox.len(), outbox[0].state), (1, ItemState::Queued));
    let waiting = db::outgoing_body(outbox[0].id).await.unwrap().unwrap();
    assert_eq!(
        Digest::of(waiting.body.as_bytes()),
        waiting.item.digest,
        "the bytes are frozen"
    );
    let cases = db::load_cases().await.unwrap();
    assert_eq!(cases.len(), 2);
    assert_eq!(
        cases.iter().filter(|case| case.receipt.is_some()).count(),
        1
    );
    let council: Council = db::load_meta("council").await.unwrap().unwrap();
    assert_eq!(council.name_uk, "Рада");

    // What is new since works in it.
    let file = domain::request::Attachment {
        name: "a.pdf".into(),
        media: media_of("a.pdf").unwrap().into(),
        size: 3,
        digest: Digest::of(b"abc"),
    };
    let bytes = Uint8Array::from(b"abc".as_slice());
    files::save_piece(&file, 0, &bytes, true).await.unwrap();
    let read = files::load_piece(&file, 0).await.unwrap().unwrap();
    assert_eq!(read.to_vec(), b"abc");
}

/// Which version the database has now.
const VERSION: &str = "
    return new Promise((done) => {
        const opening = indexedDB.open('vidkryta-rada');
        opening.onsuccess = () => { const { version } = opening.result; opening.result.close(); done(version); };
    });";

#[wasm_bindgen_test]
async fn a_database_of_version_2_is_opened_and_nothing_is_lost() {
    db::close();
    make(include_str!("schema/2.json")).await;
    let drafts = db::load_drafts().await.unwrap();
    let file = &drafts[0].draft.attachments[0];
    assert_eq!(file.name, "a.pdf");
    assert!(files::is_here(file).await.unwrap());
    let read = files::load_piece(file, 0).await.unwrap().unwrap();
    assert_eq!(read.to_vec(), b"abc");
    let outbox = db::load_outbox().await.unwrap();
    let states = files::load_files(outbox[0].id).await.unwrap();
    assert!(states.paused && states.file(0).withdrawn);
    let answers = survey::load_surveys().await.unwrap();
    assert_eq!((answers.len(), answers[0].state), (1, SurveyState::Waiting));
    let written = survey::load_survey_draft(answers[0].day).await.unwrap();
    assert_eq!(written.unwrap().fields["q4"], "Карти");

    // The version this build makes has its file here too.
    db::close();
    let version = JsFuture::from(begin(VERSION)).await.unwrap();
    assert_eq!(version.as_f64(), Some(2.0), "schema/N.json is missing");
}

/// Begins the upgrade and breaks it off half-way, as a kill does.
const INTERRUPT: &str = "
    return new Promise((done) => {
        const opening = indexedDB.open('vidkryta-rada', 2);
        opening.onupgradeneeded = () => {
            opening.result.createObjectStore('files');
            opening.transaction.abort();
        };
        opening.onerror = () => done();
    });";

#[wasm_bindgen_test]
async fn fault_29_an_upgrade_that_is_broken_off_leaves_the_old_version_whole() {
    db::close();
    make(include_str!("schema/1.json")).await;
    run(INTERRUPT).await;
    assert_eq!(db::load_drafts().await.unwrap().len(), 1);
    assert_eq!(db::load_cases().await.unwrap().len(), 2);
    assert_eq!(db::load_outbox().await.unwrap().len(), 1);
}

/// Holds the old database open, deaf to wishes to upgrade it, as no build of ours was.
const HOLD: &str = "
    return new Promise((done) => {
        const opening = indexedDB.open('vidkryta-rada', 1);
        opening.onsuccess = () => { window.held = opening.result; done(); };
    });";
const TOLD: &str = "
    return new Promise((done) => addEventListener('vr:blocked', () => done(), { once: true }));";
const LET_GO: &str = "window.held.close(); return Promise.resolve();";

#[wasm_bindgen_test]
async fn fault_28_an_old_tab_in_the_way_is_told_and_waited_for() {
    db::close();
    make(include_str!("schema/1.json")).await;
    run(HOLD).await;
    let told = begin(TOLD);
    let (tell, loaded) = futures_channel::oneshot::channel();
    wasm_bindgen_futures::spawn_local(async move {
        let _ = tell.send(db::load_drafts().await);
    });
    JsFuture::from(told).await.unwrap();
    run(LET_GO).await;
    assert_eq!(loaded.await.unwrap().unwrap().len(), 1);
}

fn begin(script: &str) -> Promise {
    let promise = Function::new_no_args(script).call0(&JsValue::NULL).unwrap();
    Promise::from(promise)
}

async fn run(script: &str) {
    JsFuture::from(begin(script)).await.unwrap();
}
