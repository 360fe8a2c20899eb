//! Pieces of pages: values in, callbacks out.

mod case_parts;
mod el;
mod field;
mod frame;

pub use case_parts::{account, appeal, case_tag, deadline_meter, summary_row, timeline};
pub use el::{El, Part, el, live};
pub use field::{Choice, Entry, Problem, error_summary, field, radios};
pub use frame::frame;

use wasm_bindgen::JsCast;

use crate::device;
use crate::extra::WAKE;
use crate::text::{citizen as say, t};

/// Puts the focus on the page's heading, so that a screen reader reads where it is. After the
/// page is drawn, hence the next frame.
pub fn focus_heading() {
    leptos::prelude::request_animation_frame(|| {
        let Some(window) = web_sys::window() else {
            return;
        };
        let Some(document) = window.document() else {
            return;
        };
        window.scroll_to_with_x_and_y(0.0, 0.0);
        if let Ok(Some(heading)) = document.query_selector("main h1")
            && let Some(heading) = heading.dyn_ref::<web_sys::HtmlElement>()
        {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = heading.focus_with_options(&options);
        }
    });
}

/// Puts the focus on the error summary and says so in the window's title.
pub fn focus_errors() {
    leptos::prelude::request_animation_frame(|| {
        let Some(document) = web_sys::window().and_then(|window| window.document()) else {
            return;
        };
        if let Ok(Some(summary)) = document.query_selector(".errors")
            && let Some(summary) = summary.dyn_ref::<web_sys::HtmlElement>()
        {
            let title = document.title();
            if !title.starts_with(t(say::ERROR_PREFIX)) {
                document.set_title(&format!("{}{title}", t(say::ERROR_PREFIX)));
            }
            let _ = summary.focus();
        }
    });
}

/// A place that the second program fills ([`crate::extra`]), with what it is told. Until it is
/// there, and where it can't be had, the place says so.
pub fn extra(kind: &'static str, id: impl Into<String>) -> El {
    device::dispatch(WAKE);
    el("div")
        .attr("data-extra", kind)
        .attr("data-id", id)
        .add(el("p").class("hint").text(t(say::EXTRA_LATER)))
}

/// Sets the window's title from the page's heading.
pub fn set_title(heading: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(&format!("{heading} – {}", t(say::BRAND)));
    }
}
