//! Elements of the page without a framework: what is drawn here is drawn whole, and drawn again
//! when it changes.

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::device;

/// An element being made. Where the browser makes none, every call does nothing.
pub(crate) struct Node(pub(crate) Option<Element>);

/// An element of this tag.
pub(crate) fn el(tag: &str) -> Node {
    let document = web_sys::window().and_then(|window| window.document());
    Node(document.and_then(|document| document.create_element(tag).ok()))
}

/// An SVG element of this tag.
pub(crate) fn svg(tag: &str) -> Node {
    let document = web_sys::window().and_then(|window| window.document());
    let space = Some("http://www.w3.org/2000/svg");
    Node(document.and_then(|document| document.create_element_ns(space, tag).ok()))
}

/// A button that does something.
pub(crate) fn button(class: &str, text: &str, press: impl Fn() + 'static) -> Node {
    el("button")
        .attr("type", "button")
        .attr("class", class)
        .text(text)
        .on("click", move |_| press())
}

/// A paragraph.
pub(crate) fn paragraph(class: &str, text: &str) -> Node {
    el("p").attr("class", class).text(text)
}

impl Node {
    pub(crate) fn attr(self, name: &str, value: &str) -> Self {
        if let Some(element) = &self.0
            && !value.is_empty()
        {
            let _ = element.set_attribute(name, value);
        }
        self
    }

    pub(crate) fn text(self, text: &str) -> Self {
        if let Some(element) = &self.0 {
            element.set_text_content(Some(text));
        }
        self
    }

    pub(crate) fn add(self, child: impl IntoIterator<Item = Self>) -> Self {
        if let Some(element) = &self.0 {
            for child in child.into_iter().filter_map(|child| child.0) {
                let _ = element.append_child(&child);
            }
        }
        self
    }

    pub(crate) fn on(self, event: &'static str, call: impl Fn(web_sys::Event) + 'static) -> Self {
        if let Some(element) = &self.0 {
            EventListener::new(element, event, move |event| call(event.clone())).forget();
        }
        self
    }
}

impl IntoIterator for Node {
    type Item = Self;
    type IntoIter = std::option::IntoIter<Self>;

    fn into_iter(self) -> Self::IntoIter {
        Some(self).into_iter()
    }
}

/// Draws these in the place of what the host holds. The focus stays on a control of the same name.
pub(crate) fn draw(host: &Element, nodes: Vec<Node>) {
    let document = host.owner_document();
    let focused = document
        .as_ref()
        .and_then(web_sys::Document::active_element)
        .filter(|active| host.contains(Some(active)))
        .and_then(|active| active.get_attribute("data-key"));
    host.set_text_content(None);
    for node in nodes.into_iter().filter_map(|node| node.0) {
        let _ = host.append_child(&node);
    }
    if let Some(key) = focused {
        let again = host.query_selector(&format!("[data-key=\"{key}\"]")).ok();
        focus(
            again
                .flatten()
                .or_else(|| host.query_selector("[data-key]").ok().flatten()),
        );
    }
}

/// Prints this and nothing else of the page: what stands beside it and beside all it stands in is
/// hidden from paper meanwhile.
pub(crate) fn print_alone(sheet: &Element) {
    const HIDDEN: &str = "no-print";
    let mut hidden = Vec::new();
    let mut at = sheet.clone();
    while let Some(parent) = at
        .parent_element()
        .filter(|parent| parent.tag_name() != "HTML")
    {
        let children = parent.children();
        for n in 0..children.length() {
            if let Some(child) = children.item(n)
                && child != at
                && !child.class_list().contains(HIDDEN)
                && child.class_list().add_1(HIDDEN).is_ok()
            {
                hidden.push(child);
            }
        }
        at = parent;
    }
    device::print();
    // Some browsers print after this returned; none waits for long.
    Timeout::new(60_000, move || {
        for element in hidden {
            let _ = element.class_list().remove_1(HIDDEN);
        }
    })
    .forget();
}

/// Puts the focus there.
pub(crate) fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
