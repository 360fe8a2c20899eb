//! To another device, or back from a file: everything this one keeps.

use std::cell::RefCell;
use std::rc::Rc;

use domain::sync::AccessCode;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, Element, HtmlInputElement};

use super::dom::{Node, button, draw, el, focus, paragraph};
use super::qr;
use crate::api::files::{ParcelError, drop_parcel, put_parcel, take_parcel};
use crate::db::files::piece_names;
use crate::db::transfer::{ImportError, export_with_files, import};
use crate::db::{StorageError, export};
use crate::device;
use crate::picture;
use crate::sync::tell_other_tabs;
use crate::text::{Text, extra as say, t};

/// What the place shows beside its buttons.
#[derive(Default)]
struct State {
    code: Option<AccessCode>,
    told: Option<(bool, String)>,
    has_files: bool,
    typed: String,
}

type Shared = Rc<RefCell<State>>;

pub(super) fn fill_settings(place: Element) {
    let shared = Shared::default();
    // A QR code of another device leads here with the code in the fragment.
    if let Some(code) = device::take_fragment().and_then(|typed| AccessCode::parse(&typed)) {
        shared.borrow_mut().typed = code.grouped();
    }
    show(&place, &shared);
    spawn_local(async move {
        let has_files = piece_names().await.is_ok_and(|names| !names.is_empty());
        if has_files {
            shared.borrow_mut().has_files = true;
            show(&place, &shared);
        }
    });
}

fn show(place: &Element, shared: &Shared) {
    let state = shared.borrow();
    let mut nodes = vec![
        el("h2").text(t(say::TRANSFER)),
        paragraph("hint", t(say::TRANSFER_HINT)),
    ];
    match &state.code {
        Some(code) => nodes.extend(shown_code(code)),
        None => nodes.push(el("p").add(press(place, shared, say::TRANSFER_SEND, "send", send))),
    }
    nodes.extend(entry(place, shared, &state.typed));
    let mut files = el("p").attr("class", "actions");
    if state.has_files {
        files = files.add(press(place, shared, say::FILE_SAVE, "save", save));
    }
    nodes.push(files.add(opener(place, shared)));
    let (bad, told) = state.told.clone().unwrap_or_default();
    let class = if bad { "error" } else { "" };
    let said = paragraph(class, &told).attr("role", if bad { "alert" } else { "status" });
    nodes.push(said.attr("id", "transfer-told"));
    draw(place, nodes);
}

fn press<F: Future<Output = ()> + 'static>(
    place: &Element,
    shared: &Shared,
    text: Text,
    key: &str,
    work: fn(Element, Shared) -> F,
) -> Node {
    let (place, shared) = (place.clone(), shared.clone());
    let run = move || spawn_local(work(place.clone(), shared.clone()));
    button("btn btn--second", t(text), run).attr("data-key", key)
}

fn shown_code(code: &AccessCode) -> Vec<Node> {
    let picture = el("div")
        .attr("class", "qr")
        .attr("role", "img")
        .attr("aria-label", t(say::TRANSFER_QR));
    if let Some(place) = &picture.0 {
        let link = format!("{}/settings#{}", device::origin(), code.as_str());
        qr::fill(place, &link);
    }
    vec![
        paragraph("hint", t(say::TRANSFER_CODE)),
        paragraph("receipt__code", &code.grouped()).attr("id", "transfer-code"),
        picture,
    ]
}

/// The field for another device's code.
fn entry(place: &Element, shared: &Shared, typed: &str) -> Vec<Node> {
    let label = el("label")
        .attr("for", "transfer-enter")
        .text(t(say::TRANSFER_ENTER));
    let input = el("input")
        .attr("id", "transfer-enter")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "characters")
        .attr("spellcheck", "false")
        .attr("value", typed);
    let field: Option<HtmlInputElement> = input.0.clone().and_then(|input| input.dyn_into().ok());
    let (place, shared) = (place.clone(), shared.clone());
    let take = move || {
        let typed = field
            .as_ref()
            .map(HtmlInputElement::value)
            .unwrap_or_default();
        shared.borrow_mut().typed.clone_from(&typed);
        spawn_local(take(place.clone(), shared.clone(), typed));
    };
    vec![
        el("div").attr("class", "field").add(label).add(input),
        el("p")
            .add(button("btn btn--second", t(say::TRANSFER_TAKE), take).attr("data-key", "take")),
    ]
}

/// A button that opens the system's own choice of a file.
fn opener(place: &Element, shared: &Shared) -> Vec<Node> {
    let input = el("input")
        .attr("type", "file")
        .attr("hidden", "hidden")
        .attr("id", "transfer-file")
        .attr("accept", ".json,application/json");
    let field: Option<HtmlInputElement> = input.0.clone().and_then(|input| input.dyn_into().ok());
    let (opened, place, shared) = (field.clone(), place.clone(), shared.clone());
    let input = input.on("change", move |_| {
        let file = field
            .as_ref()
            .and_then(HtmlInputElement::files)
            .and_then(|list| list.item(0));
        let Some(file) = file else { return };
        let (place, shared) = (place.clone(), shared.clone());
        spawn_local(async move { open(place, shared, &file).await });
    });
    let press = button("btn btn--second", t(say::FILE_OPEN), move || {
        if let Some(field) = &opened {
            field.click();
        }
    });
    vec![press.attr("data-key", "open"), input]
}

fn tell(place: &Element, shared: &Shared, bad: bool, text: String) {
    shared.borrow_mut().told = Some((bad, text));
    show(place, shared);
}

async fn send(place: Element, shared: Shared) {
    let Ok(everything) = export(None).await else {
        return tell(&place, &shared, true, t(say::FILE_NO_ROOM).into());
    };
    let code = AccessCode::from_random(device::random());
    match put_parcel(&code, &everything).await {
        Ok(()) => {
            let mut state = shared.borrow_mut();
            state.code = Some(code);
            state.told = None;
            drop(state);
            show(&place, &shared);
        }
        Err(ParcelError::TooLarge) => tell(&place, &shared, true, t(say::TRANSFER_LARGE).into()),
        Err(_) => tell(&place, &shared, true, t(say::TRANSFER_OFFLINE).into()),
    }
}

async fn take(place: Element, shared: Shared, typed: String) {
    let Some(code) = AccessCode::parse(&typed) else {
        tell(&place, &shared, true, t(say::TRANSFER_BAD).into());
        return focus(place.query_selector("#transfer-enter").ok().flatten());
    };
    match take_parcel(&code).await {
        Ok(text) => {
            let taken = import(&text).await;
            if taken.is_ok() {
                // What it held is here for good: only now may the server forget it.
                drop_parcel(&code).await;
            }
            told_of(&place, &shared, taken);
        }
        Err(ParcelError::Unknown) => tell(&place, &shared, true, t(say::TRANSFER_BAD).into()),
        Err(_) => tell(&place, &shared, true, t(say::TRANSFER_OFFLINE).into()),
    }
}

async fn open(place: Element, shared: Shared, file: &Blob) {
    let Some(bytes) = picture::bytes_of(file).await else {
        return tell(&place, &shared, true, t(say::FILE_BAD).into());
    };
    let taken = match String::from_utf8(bytes.to_vec()) {
        Ok(text) => import(&text).await,
        Err(_) => Err(ImportError::Unreadable),
    };
    told_of(&place, &shared, taken);
}

fn told_of(place: &Element, shared: &Shared, taken: Result<usize, ImportError>) {
    match taken {
        Ok(records) => {
            tell_other_tabs();
            tell(place, shared, false, say::taken(records));
        }
        Err(ImportError::Unreadable) => tell(place, shared, true, t(say::FILE_BAD).into()),
        Err(ImportError::Storage(StorageError::Full)) => {
            tell(place, shared, true, t(say::FILE_NO_ROOM).into());
        }
        Err(ImportError::Storage(error)) => {
            let text = crate::text::citizen::storage_error(error);
            tell(place, shared, true, t(text).into());
        }
    }
}

async fn save(place: Element, shared: Shared) {
    match export_with_files().await {
        Ok(text) => device::save_file("vidkryta-rada.json", &text),
        Err(error) => {
            let text = crate::text::citizen::storage_error(error);
            tell(&place, &shared, true, t(text).into());
        }
    }
}
