//! The device's clock and source of chance, and what its browser tells of itself.
//!
//! The clock may be wrong by a year. It is used for what happens on the device alone (age of what
//! waits, back-off); receipt and deadline come from the server's clock, and so do the "days left"
//! as soon as the server has told its time.

use std::cell::Cell;

use chrono::{DateTime, Utc};
use js_sys::{Function, Promise, Reflect, Uint8Array};
use uuid::Uuid;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// The device's clock in milliseconds since 1970, UTC.
#[must_use]
pub fn now_ms() -> i64 {
    js_sys::Date::now() as i64
}

thread_local! {
    static BEHIND_MS: Cell<i64> = const { Cell::new(0) };
}

/// A difference to the server's clock that the network may have made.
const SAME_MS: i64 = 60_000;

/// Takes the server's clock from an answer that just came; whether it differs from what was
/// believed so far. A phone whose clock is a month off would count its days left from there.
pub fn learn_time(server_time: DateTime<Utc>) -> bool {
    let behind = server_time.timestamp_millis() - now_ms();
    let behind = if behind.abs() > SAME_MS { behind } else { 0 };
    (BEHIND_MS.replace(behind) - behind).abs() > SAME_MS
}

/// What time it is: by the server's clock once it has answered, until then by the device's.
#[must_use]
pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(now_ms() + BEHIND_MS.get()).unwrap_or_default()
}

/// Lets other work run for this long.
pub async fn pause(millis: i32) {
    let over = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis);
        }
    });
    let _ = JsFuture::from(over).await;
}

/// Where the browser keeps that something is kept: apart from the database, so that the one can
/// miss the other.
const KEPT: &str = "vr.kept";
/// Where it is noted when a file was added.
const ADDED: &str = "vr.files";
/// Where it is noted that an answer to a survey waits: `start_extra.js` looks at it.
const SURVEY: &str = "vr.survey";
/// Where the tab that sends files shows that it lives.
const SENDING: &str = "vr.sending";

fn marks() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// Marks whether the database holds something.
pub fn mark_kept(kept: bool) {
    let Some(marks) = marks() else { return };
    let _ = if kept {
        marks.set_item(KEPT, "1")
    } else {
        marks.remove_item(KEPT)
    };
}

/// Notes whether an answer to a survey waits to be sent, for whatever page is opened next.
pub fn note_survey(waits: bool) {
    let Some(marks) = marks() else { return };
    let _ = if waits {
        marks.set_item(SURVEY, "1")
    } else {
        marks.remove_item(SURVEY)
    };
}

/// Whether the database held something when this was last looked at.
#[must_use]
pub fn is_marked_kept() -> bool {
    marks().is_some_and(|marks| marks.get_item(KEPT).is_ok_and(|mark| mark.is_some()))
}

/// Bytes nobody can guess.
#[must_use]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        let array = Uint8Array::new_with_length(N as u32);
        if crypto.get_random_values_with_js_u8_array(&array).is_ok() {
            array.copy_to(&mut bytes);
        }
    }
    bytes
}

/// A random number for a back-off.
#[must_use]
pub fn jitter() -> u32 {
    u32::from_le_bytes(random())
}

/// A new UUIDv7 by the device's clock.
#[must_use]
pub fn new_id() -> Uuid {
    let millis = u64::try_from(now_ms()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &random()).into_uuid()
}

/// SHA-256 of these bytes in Base64, by the browser where it can and else by ourselves: it has no
/// crypto on an address without HTTPS.
pub async fn sha256_base64(bytes: &Uint8Array) -> String {
    if let Some(subtle) = subtle_crypto()
        && let Some(digest) = method(&subtle, "digest")
        && let Ok(promise) = digest.call2(&subtle, &"SHA-256".into(), bytes)
        && let Ok(sum) = JsFuture::from(promise.unchecked_into::<Promise>()).await
    {
        return to_base64(&Uint8Array::new(&sum));
    }
    let digest = domain::sync::Digest::of(&bytes.to_vec());
    digest
        .as_str()
        .trim_start_matches("sha-256=:")
        .trim_end_matches(':')
        .to_owned()
}

/// The browser's cryptography; none on an address without HTTPS.
#[must_use]
pub fn subtle_crypto() -> Option<JsValue> {
    let crypto = web_sys::window()?.crypto().ok()?;
    let subtle = Reflect::get(&crypto, &"subtle".into()).ok()?;
    Some(subtle).filter(JsValue::is_object)
}

/// Bytes in Base64.
#[must_use]
pub fn to_base64(bytes: &Uint8Array) -> String {
    let text: String = bytes.to_vec().into_iter().map(char::from).collect();
    let coded = web_sys::window().and_then(|window| window.btoa(&text).ok());
    coded.unwrap_or_default()
}

/// Bytes of Base64; `None` when it is none.
#[must_use]
pub fn from_base64(text: &str) -> Option<Uint8Array> {
    let text = web_sys::window()?.atob(text).ok()?;
    let bytes: Vec<u8> = text.chars().map(|c| c as u8).collect();
    Some(Uint8Array::from(bytes.as_slice()))
}

/// When a file was last added on this device, by its own clock; 0 for never.
#[must_use]
pub fn files_added_at() -> i64 {
    let mark = marks().and_then(|marks| marks.get_item(ADDED).ok().flatten());
    mark.and_then(|mark| mark.parse().ok()).unwrap_or_default()
}

/// Notes that a file is being added.
pub fn note_files_added() {
    if let Some(marks) = marks() {
        let _ = marks.set_item(ADDED, &now_ms().to_string());
    }
}

/// Shows the other tabs that this one gets on with sending files.
pub fn note_sending(sign: &str) {
    if let Some(marks) = marks() {
        let _ = marks.set_item(SENDING, sign);
    }
}

/// The last sign that a tab gets on with sending files.
#[must_use]
pub fn sign_of_sending() -> Option<String> {
    marks()?.get_item(SENDING).ok().flatten()
}

/// Puts a text where the person can paste it from, at once and not when it is first awaited: a
/// browser lets a page do so while a button is being pressed. Whether it is there.
pub fn copy(text: &str) -> impl Future<Output = bool> + use<> {
    let write = |clipboard: JsValue| {
        let write = method(&clipboard, "writeText")?;
        write.call1(&clipboard, &text.into()).ok()?.dyn_into().ok()
    };
    let copied: Option<Promise> = navigator_part("clipboard").and_then(write);
    async move {
        match copied {
            Some(copied) => JsFuture::from(copied).await.is_ok(),
            None => false,
        }
    }
}

/// Opens an address in the program it is for: a letter in the mail program.
pub fn open(address: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_href(address);
    }
}

/// Whether the browser believes there is a network; `true` proves nothing.
#[must_use]
pub fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// A method of a JavaScript object, if it has it.
pub(crate) fn method(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
}

fn navigator_part(name: &str) -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    Reflect::get(&navigator, &name.into())
        .ok()
        .filter(|part| part.is_object())
}

async fn ask(of: &JsValue, name: &str) -> Option<JsValue> {
    let promise: Promise = method(of, name)?.call0(of).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}

/// Asks the browser to keep this site's storage; whether it agreed.
pub async fn persist() -> bool {
    let Some(storage) = navigator_part("storage") else {
        return false;
    };
    ask(&storage, "persist")
        .await
        .is_some_and(|answer| answer.is_truthy())
}

/// Whether the browser can be asked for that promise at all.
#[must_use]
pub fn can_persist() -> bool {
    navigator_part("storage").is_some_and(|storage| method(&storage, "persist").is_some())
}

/// Whether an app installed from this browser would not see this storage: Safari on iOS, which
/// alone says that it is not such an app.
#[must_use]
pub fn installs_apart() -> bool {
    let navigator = web_sys::window().map(|window| window.navigator());
    let told = navigator.and_then(|own| Reflect::get(&own, &"standalone".into()).ok());
    told.is_some_and(|told| told.is_falsy() && !told.is_undefined())
}

/// Whether the browser has promised to keep this site's storage; one that can't tell has not.
pub async fn is_persisted() -> bool {
    let Some(storage) = navigator_part("storage") else {
        return false;
    };
    ask(&storage, "persisted")
        .await
        .is_some_and(|answer| answer.is_truthy())
}

/// How many more bytes the browser lets this site keep, where it tells.
pub async fn room() -> Option<f64> {
    let estimate = ask(&navigator_part("storage")?, "estimate").await?;
    let part = |name: &str| Reflect::get(&estimate, &name.into()).ok()?.as_f64();
    Some((part("quota")? - part("usage")?).max(0.0))
}

/// Asks the browser to wake the app when a network appears, where it can.
pub async fn request_background_sync() {
    let Some(workers) = navigator_part("serviceWorker") else {
        return;
    };
    if Reflect::get(&workers, &"controller".into()).is_ok_and(|worker| worker.is_null()) {
        return;
    }
    let Ok(ready) = Reflect::get(&workers, &"ready".into()) else {
        return;
    };
    let Ok(ready) = ready.dyn_into::<Promise>() else {
        return;
    };
    let Ok(registration) = JsFuture::from(ready).await else {
        return;
    };
    let Ok(sync) = Reflect::get(&registration, &"sync".into()) else {
        return;
    };
    if let Some(register) = method(&sync, "register")
        && let Ok(promise) = register.call1(&sync, &"vr-outbox".into())
    {
        // Refused without permission; the other triggers remain.
        let _ = JsFuture::from(promise.unchecked_into::<Promise>()).await;
    }
}

/// Runs the work while holding the lock of this name, or not at all when another tab holds it.
/// Where the browser has no Web Locks the work simply runs: the server's unique key is what
/// correctness rests on.
pub async fn with_lock<F>(name: &str, work: impl FnOnce() -> F + 'static) -> bool
where
    F: Future<Output = ()> + 'static,
{
    let request =
        navigator_part("locks").and_then(|locks| Some((method(&locks, "request")?, locks)));
    let Some((request, locks)) = request else {
        work().await;
        return true;
    };
    let ran = std::rc::Rc::new(std::cell::Cell::new(false));
    let mark = ran.clone();
    let held = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        if lock.is_null() {
            return JsValue::UNDEFINED;
        }
        mark.set(true);
        wasm_bindgen_futures::future_to_promise(async move {
            work().await;
            Ok(JsValue::UNDEFINED)
        })
        .into()
    });
    let options = js_sys::Object::new();
    let _ = Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE);
    if let Ok(promise) = request.call3(&locks, &name.into(), &options, &held) {
        let _ = JsFuture::from(promise.unchecked_into::<Promise>()).await;
    }
    ran.get()
}

/// Tells the browser's console what a person can't help with.
pub fn warn(message: &str) {
    web_sys::console::warn_1(&message.into());
}

/// Opens the browser's print sheet.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// This app's own address, without a path.
#[must_use]
pub fn origin() -> String {
    web_sys::window()
        .and_then(|window| window.location().origin().ok())
        .unwrap_or_default()
}

/// Dispatches an event without details on the window.
pub fn dispatch(name: &str) {
    if let Some(window) = web_sys::window()
        && let Ok(event) = web_sys::Event::new(name)
    {
        let _ = window.dispatch_event(&event);
    }
}

/// Offers bytes as a file to save; whether the browser took them.
pub fn save_blob(name: &str, blob: &web_sys::Blob) -> bool {
    let save = || {
        let url = web_sys::Url::create_object_url_with_blob(blob)?;
        let document = web_sys::window().and_then(|window| window.document());
        let link = document.ok_or(JsValue::NULL)?.create_element("a")?;
        link.set_attribute("href", &url)?;
        link.set_attribute("download", name)?;
        link.unchecked_ref::<web_sys::HtmlElement>().click();
        // Later: revoked at once, the download would find nothing.
        gloo::timers::callback::Timeout::new(60_000, move || {
            let _ = web_sys::Url::revoke_object_url(&url);
        })
        .forget();
        Ok::<(), JsValue>(())
    };
    save().is_ok()
}

/// Offers the text as a file to save.
pub fn save_file(name: &str, text: &str) {
    let parts = js_sys::Array::of1(&text.into());
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("application/json");
    let saved = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)
        .and_then(|blob| web_sys::Url::create_object_url_with_blob(&blob))
        .and_then(|url| {
            let document = web_sys::window().and_then(|window| window.document());
            let link = document.ok_or(JsValue::NULL)?.create_element("a")?;
            link.set_attribute("href", &url)?;
            link.set_attribute("download", name)?;
            link.unchecked_ref::<web_sys::HtmlElement>().click();
            // Later: revoked at once, the download would find nothing.
            gloo::timers::callback::Timeout::new(60_000, move || {
                let _ = web_sys::Url::revoke_object_url(&url);
            })
            .forget();
            Ok(())
        });
    if saved.is_err() {
        warn("the file could not be offered");
    }
}

/// The address's fragment without its `#`, which is then taken out of the address bar and of the
/// history: an access code rides in it.
#[must_use]
pub fn take_fragment() -> Option<String> {
    let window = web_sys::window()?;
    let location = window.location();
    let fragment = location.hash().ok().filter(|hash| hash.len() > 1)?;
    if let (Ok(history), Ok(path)) = (window.history(), location.pathname()) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
    }
    let decoded = js_sys::decode_uri_component(&fragment[1..]).ok()?;
    Some(decoded.into())
}

/// Waits until the browser has shown that a button was pressed: drawing a whole page takes a slow
/// phone a tenth of a second, and until then the button would look dead. A page out of sight shows
/// nothing and does not wait.
pub async fn painted() {
    let Some(window) = web_sys::window() else {
        return;
    };
    if window.document().is_none_or(|document| document.hidden()) {
        return;
    }
    let shown = js_sys::Promise::new(&mut |resolve, _| {
        let window = window.clone();
        leptos::prelude::request_animation_frame(move || {
            let _ = window.set_timeout_with_callback(&resolve);
        });
    });
    let _ = JsFuture::from(shown).await;
}
