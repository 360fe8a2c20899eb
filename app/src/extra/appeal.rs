//! After the answer: the files of it, and a complaint ready to send where there is something to
//! complain of (art. 23).

use std::cell::Cell;
use std::rc::Rc;

use domain::law::{AppealGround, Handling, appeal_grounds};
use domain::request::Outcome;
use domain::sync::wire::{ChangesQuery, Council, Milestone, PROTOCOL};
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use super::complaint::{Addressee, Facts, letter};
use super::dom::{Node, button, draw, el, paragraph, print_alone};
use super::given;
use crate::api;
use crate::db::{AppealGlance, load_appeals, load_meta};
use crate::device;
use crate::text::{complaint as say, fill, t};

/// Longer links are cut by mail programs.
const LONGEST_LINK: usize = 1_900;

pub(super) async fn fill_case(place: Element, id: Uuid) {
    let Ok(cases) = load_appeals().await else {
        return;
    };
    let Some(case) = cases.into_iter().find(|case| case.id == id) else {
        return draw(&place, Vec::new());
    };
    if handling(&case).is_some_and(|handling| handling.ended_at.is_none()) {
        learn_time().await;
    }
    let council = load_meta::<Council>("council").await;
    let council = council.ok().flatten().unwrap_or_default();
    let (files, offer) = (el("div"), el("div").attr("class", "flow"));
    let parts = (files.0.clone(), offer.0.clone());
    draw(&place, vec![files, offer]);
    if let Some(offer) = parts.1 {
        draw(&offer, offered(&case, council));
    }
    if let Some(files) = parts.0.filter(|_| has_news(&case)) {
        given::fill_case(files, id, case.access_code).await;
    }
}

thread_local! {
    static LEARNED: Cell<bool> = const { Cell::new(false) };
}

/// Learns the server's clock, once: what the first program learned of it is not known here. By a
/// clock that is wrong a phone would speak of silence too early, or never.
async fn learn_time() {
    if LEARNED.get() {
        return;
    }
    let nothing = ChangesQuery {
        v: PROTOCOL,
        cases: Vec::new(),
    };
    if let Ok(told) = api::changes(&nothing).await {
        device::learn_time(told.server_time);
        LEARNED.set(true);
    }
}

/// Whether the council did anything after the receipt. Before it there are no files to ask for, and
/// a registration that was lost with a restored backup has none at all.
fn has_news(case: &AppealGlance) -> bool {
    let view = case.view.as_ref();
    view.is_some_and(|view| {
        let mut history = view.public.history.iter();
        history.any(|item| item.what != Milestone::Registered)
    })
}

/// How the request was dealt with, by what the council said last.
fn handling(case: &AppealGlance) -> Option<Handling> {
    let Some(public) = case.view.as_ref().map(|view| &view.public) else {
        // Nothing came after the receipt.
        let receipt = case.receipt.as_ref()?;
        return Some(Handling {
            deadline: receipt.term.deadline,
            ended_at: None,
            refused: false,
            in_part: false,
            deferred_at: None,
        });
    };
    let last = |wanted: fn(&Milestone) -> bool| {
        let mut history = public.history.iter().rev();
        history.find(|item| wanted(&item.what)).map(|item| item.at)
    };
    let ended = last(|what| {
        use Milestone::{Answered, Explained, Refused};
        matches!(what, Answered | Explained | Refused)
    });
    let is = |outcome| public.outcome == Some(outcome);
    // What was forwarded is another holder's, what was withdrawn the requester's own doing.
    if is(Outcome::Forwarded) || is(Outcome::Withdrawn) {
        return None;
    }
    Some(Handling {
        deadline: public.term.deadline,
        ended_at: ended.filter(|_| public.outcome.is_some()),
        // With the open part given, the rest is refused all the same.
        refused: is(Outcome::Refused)
            || is(Outcome::AnsweredInPart)
                && case
                    .view
                    .as_ref()
                    .is_some_and(|view| view.refusal.is_some()),
        in_part: is(Outcome::AnsweredInPart),
        deferred_at: last(|what| matches!(what, Milestone::Deferred(_))),
    })
}

fn offered(case: &AppealGlance, council: Council) -> Vec<Node> {
    let Some(handling) = handling(case) else {
        return Vec::new();
    };
    let grounds = appeal_grounds(&handling, device::now());
    let Some(facts) = facts(case, council, handling, &grounds) else {
        return Vec::new();
    };
    let facts = Rc::new(facts);
    let why: Vec<Node> = grounds
        .iter()
        .map(|ground| el("li").text(t(say::ground(*ground))))
        .collect();
    let sheet = el("div");
    let host = sheet.0.clone();
    let chosen = Rc::new(Cell::new(None));
    let choices = Addressee::ALL.map(|to| {
        let (facts, host, chosen) = (facts.clone(), host.clone(), chosen.clone());
        let press = move || {
            chosen.set(Some(to));
            if let Some(host) = &host {
                draw(host, written(to, &facts));
                super::dom::focus(host.query_selector("h3").ok().flatten());
            }
        };
        button("btn btn--second", t(say::to(to)), press).attr("data-key", to.code())
    });
    let notice = el("div")
        .attr("class", "notice no-print")
        .attr("data-tone", "info")
        .add(el("h2").text(t(say::TITLE)))
        .add(paragraph("", t(say::GROUNDS)))
        .add(el("ul").add(why))
        .add(paragraph("", t(say::TERMS)))
        .add(paragraph("hint", &say::claim(&facts.claim_by())))
        .add(paragraph("", t(say::CHOOSE)))
        .add(el("div").attr("class", "actions").add(choices));
    vec![notice, sheet]
}

fn facts(
    case: &AppealGlance,
    council: Council,
    handling: Handling,
    grounds: &[AppealGround],
) -> Option<Facts> {
    let ground = *grounds.first()?;
    let (index, received_at) = match (&case.view, &case.receipt) {
        (Some(view), _) => (view.public.index.clone(), view.public.received_at),
        (None, Some(receipt)) => (receipt.index.clone(), receipt.received_at),
        (None, None) => return None,
    };
    let sent = case.submission.as_ref();
    let view = case.view.as_ref();
    let refusal = view.and_then(|view| view.refusal.clone());
    let reason = refusal.as_ref().map(|refusal| {
        let who = format!(
            "{} {}",
            refusal.responsible_position, refusal.responsible_name
        );
        (refusal.reason.clone(), who)
    });
    let asked = sent.map(|sent| sent.text.clone());
    let asked = asked.or_else(|| view.map(|view| view.text.clone()));
    Some(Facts {
        council,
        name: sent.map(|sent| sent.name.clone()).unwrap_or_default(),
        address: sent.and_then(|sent| sent.postal_address.clone().or_else(|| sent.email.clone())),
        phone: sent.and_then(|sent| sent.phone.clone()),
        index: index.text,
        received_at,
        asked: asked.unwrap_or_default(),
        reason,
        handling,
        ground,
        grounds: grounds.to_vec(),
        now: device::now(),
    })
}

/// The complaint to somebody, and how it leaves the device.
fn written(to: Addressee, facts: &Rc<Facts>) -> Vec<Node> {
    let text = letter(to, facts);
    let shown = el("pre")
        .attr("class", "typed")
        .attr("lang", "uk")
        .attr("role", "group")
        .attr("tabindex", "0")
        .attr("aria-label", t(say::to(to)))
        .text(&text);
    let page = shown.0.clone();
    let said = paragraph("hint", "").attr("role", "status");
    let told = said.0.clone();
    let copied = text.clone();
    let copy = button("btn", t(say::COPY), move || {
        let (copied, told) = (device::copy(&copied), told.clone());
        spawn_local(async move {
            let text = if copied.await {
                say::COPIED
            } else {
                say::UNCOPIED
            };
            if let Some(told) = told {
                told.set_text_content(Some(t(text)));
            }
        });
    });
    let print = button("btn btn--second", t(say::PRINT), move || {
        if let Some(page) = &page {
            print_alone(page);
        }
    });
    let address = match to {
        Addressee::Head => facts.council.email.clone(),
        Addressee::Commissioner | Addressee::Court => String::new(),
    };
    // A claim goes to court signed, on paper or through the court's own system.
    let mail = (to != Addressee::Court).then(|| {
        button("btn btn--second", t(say::MAIL), move || {
            mail(&address, &text);
        })
        .attr("data-key", "appeal-mail")
    });
    vec![
        el("h3").attr("tabindex", "-1").text(t(say::to(to))),
        paragraph("hint no-print", t(say::hint(to))),
        shown,
        el("div")
            .attr("class", "actions")
            .add(copy.attr("data-key", "appeal-copy"))
            .add(print.attr("data-key", "appeal-print"))
            .add(mail),
        said,
        paragraph("hint no-print", &fill(say::EDIT, "[ ]")),
    ]
}

fn mail(to: &str, text: &str) {
    let coded = |text: &str| String::from(js_sys::encode_uri_component(text));
    let start = format!("mailto:{to}?subject={}", coded(say::SUBJECT_UK));
    let whole = format!("{start}&body={}", coded(&text.replace('\n', "\r\n")));
    if whole.len() <= LONGEST_LINK {
        return device::open(&whole);
    }
    let copied = device::copy(text);
    device::open(&format!("{start}&body={}", coded(t(say::LONG))));
    // The text stands on the page for who can't paste it.
    spawn_local(async move {
        let _ = copied.await;
    });
}
