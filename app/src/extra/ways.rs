//! Other ways out for a request that does not go: a letter or paper, marked here so that it is not
//! registered twice.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use domain::request::Submission;
use domain::sync::wire::Council;
use domain::sync::{Action, Input, Item, ItemState, Outbox, ParkReason};
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use super::dom::{Node, button, draw, el, paragraph};
use crate::db;
use crate::device;
use crate::sync::{LOCK, tell_other_tabs};
use crate::text::{extra as say, fill, t};

/// Longer links are cut by mail programs.
const LONGEST_LINK: usize = 1_900;

thread_local! {
    /// Requests for which another way was opened on this page: whether it was gone to its end,
    /// only the person knows.
    static OPENED: RefCell<Vec<Uuid>> = const { RefCell::new(Vec::new()) };
    /// Those of them whose text is to be copied by hand.
    static UNCOPIED: RefCell<Vec<Uuid>> = const { RefCell::new(Vec::new()) };
}

pub(super) async fn fill_case(place: Element, id: Uuid) {
    let Ok(items) = db::load_outbox().await else {
        return;
    };
    let Some(item) = items.into_iter().find(|item| item.id == id) else {
        return draw(&place, Vec::new());
    };
    let cases = db::load_glances().await.unwrap_or_default();
    let Some(submission) = cases
        .into_iter()
        .find(|case| case.id == id)
        .and_then(|case| case.submission)
    else {
        return;
    };
    let council = db::load_meta::<Council>("council").await;
    let council = council.ok().flatten().unwrap_or_default();
    draw(&place, nodes(&place, &item, &submission, &council));
}

fn nodes(place: &Element, item: &Item, submission: &Submission, council: &Council) -> Vec<Node> {
    let letter = letter(item.id, submission, council);
    if item.state == ItemState::Parked(ParkReason::TakenOut) {
        let (id, shown) = (item.id, place.clone());
        let back = move || act(id, shown.clone(), false);
        return vec![
            el("p")
                .add(button("btn btn--second", t(say::WAYS_BACK), back).attr("data-key", "back")),
            sheet(&letter),
        ];
    }
    if item.state != ItemState::Queued {
        return Vec::new();
    }
    let notice = el("div")
        .attr("class", "notice no-print")
        .attr("data-tone", "info")
        .add(el("h2").text(t(say::WAYS)))
        .add(paragraph("hint", t(say::WAYS_HINT)))
        .add(files(submission).map(|names| paragraph("", &fill(say::WAYS_FILES, &names))))
        .add(ways(place, item.id, &letter, council))
        .add(went(place, item.id, &letter));
    vec![notice, sheet(&letter)]
}

/// The buttons that open another way. Each opens it in the press itself: later, browsers let no
/// page open a mail program or copy a text.
fn ways(place: &Element, id: Uuid, letter: &str, council: &Council) -> Node {
    let opened = move |shown: &Element| {
        OPENED.with_borrow_mut(|opened| opened.push(id));
        spawn_local(fill_case(shown.clone(), id));
    };
    let (text, to, shown) = (letter.to_owned(), council.email.clone(), place.clone());
    let mail = (!council.email.is_empty()).then(|| {
        button("btn btn--second", t(say::WAYS_MAIL), move || {
            mail(id, &to, &text, &shown);
            opened(&shown);
        })
        .attr("data-key", "mail")
    });
    let shown = place.clone();
    let print = button("btn btn--second", t(say::WAYS_PRINT), move || {
        device::print();
        opened(&shown);
    });
    el("p")
        .attr("class", "actions")
        .add(mail)
        .add(print.attr("data-key", "print"))
}

/// Once a way was opened: did it go? Until the person says so, the app goes on trying.
fn went(place: &Element, id: Uuid, letter: &str) -> Vec<Node> {
    if !OPENED.with_borrow(|opened| opened.contains(&id)) {
        return Vec::new();
    }
    let shown = place.clone();
    let sent = move || act(id, shown.clone(), true);
    let mut nodes = Vec::new();
    if UNCOPIED.with_borrow(|uncopied| uncopied.contains(&id)) {
        nodes.push(paragraph("error", t(say::WAYS_UNCOPIED)).attr("role", "alert"));
        nodes.push(el("pre").attr("class", "typed").text(letter));
    }
    nodes.push(paragraph("", t(say::WAYS_ASK)).attr("role", "status"));
    nodes.push(el("p").add(button("btn", t(say::WAYS_SENT), sent).attr("data-key", "sent")));
    nodes
}

/// What the printer gets, and nothing else of the page (`style/print.css`). A paper request bears
/// a date and a signature (Law № 2939-VI, art. 19 part 5 item 3).
fn sheet(letter: &str) -> Node {
    let signed = format!("{letter}\n\n{}", t(say::MAIL_SIGN));
    el("pre").attr("class", "typed print-only").text(&signed)
}

/// The names of the request's files: the person has them, and no letter takes them along by itself.
fn files(submission: &Submission) -> Option<String> {
    let names: Vec<&str> = submission
        .attachments
        .iter()
        .map(|file| file.name.as_str())
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// The whole request as a person reads it, with the mark by which it is known again.
fn letter(id: Uuid, submission: &Submission, council: &Council) -> String {
    let name = if crate::text::language() == domain::request::Language::En {
        &council.name_en
    } else {
        &council.name_uk
    };
    let contacts: Vec<&str> = [&submission.email, &submission.postal_address]
        .into_iter()
        .filter_map(|contact| contact.as_deref())
        .collect();
    let mut lines = vec![
        fill(say::MAIL_TO, name),
        fill(say::MAIL_FROM, &submission.name),
        fill(say::MAIL_ANSWER_TO, &contacts.join("; ")),
    ];
    lines.extend(
        submission
            .phone
            .as_ref()
            .map(|phone| fill(say::MAIL_PHONE, phone)),
    );
    lines.push(String::new());
    lines.push(t(say::MAIL_SUBJECT).to_owned());
    lines.push(String::new());
    lines.push(submission.text.clone());
    if let Some(ground) = submission.urgency {
        lines.push(String::new());
        lines.push(crate::text::law::urgency(ground).to_owned());
        lines.extend(submission.urgency_reason.clone());
    }
    if let Some(names) = files(submission) {
        lines.push(String::new());
        lines.push(fill(say::MAIL_FILES, &names));
    }
    lines.push(String::new());
    lines.push(fill(say::MAIL_MARK, &id.to_string()));
    lines.join("\n")
}

fn mail(id: Uuid, to: &str, letter: &str, place: &Element) {
    let coded = |text: &str| String::from(js_sys::encode_uri_component(text));
    let start = format!("mailto:{to}?subject={}", coded(t(say::MAIL_SUBJECT)));
    let whole = format!("{start}&body={}", coded(&letter.replace('\n', "\r\n")));
    if whole.len() <= LONGEST_LINK {
        return device::open(&whole);
    }
    let copied = device::copy(letter);
    device::open(&format!("{start}&body={}", coded(t(say::WAYS_LONG))));
    let place = place.clone();
    spawn_local(async move {
        if !copied.await {
            UNCOPIED.with_borrow_mut(|uncopied| uncopied.push(id));
            fill_case(place, id).await;
        }
    });
}

/// Takes the request out of the queue, or puts it back, where no tab is sending it.
fn act(id: Uuid, place: Element, out: bool) {
    spawn_local(async move {
        let done = Rc::new(Cell::new(false));
        let mark = done.clone();
        device::with_lock(LOCK, move || async move { mark.set(change(id, out).await) }).await;
        if done.get() {
            OPENED.with_borrow_mut(|opened| opened.retain(|known| *known != id));
            tell_other_tabs();
        } else {
            let _ = place.append_with_node_1(
                &paragraph("error", t(say::WAYS_BUSY))
                    .attr("role", "alert")
                    .0
                    .unwrap_or(place.clone()),
            );
        }
    });
}

async fn change(id: Uuid, out: bool) -> bool {
    let Ok(items) = db::load_outbox().await else {
        return false;
    };
    let now = device::now_ms();
    let input = if out {
        Input::TakenOut(id)
    } else {
        Input::PutBack { id, now }
    };
    for action in Outbox::load(items).step(input) {
        if let Action::Save(item) = action {
            return db::save_item(&item).await.is_ok();
        }
    }
    false
}
