//! Elements of the page, each of one and the same type.
//!
//! `view!` makes a Rust type of every shape of markup and the compiler a copy of Leptos's building
//! and updating code for each; on a phone that weighed more than the pages themselves (figures in
//! ARCHITECTURE.md). Here every element is the same Leptos type, with its attributes, children and
//! closures boxed; signals work as everywhere in Leptos. The office, which no phone loads, is
//! written with `view!`.

use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::attr::custom::custom_attribute;
use leptos::ev;
use leptos::html::custom;
use leptos::prelude::*;
use leptos::tachys::html::event::on;
use leptos::tachys::html::property::prop;
#[cfg(feature = "kiosk")]
use leptos::tachys::html::style::style;
use leptos::tachys::view::iterators::StaticVec;

/// An element being described. Boxed, so that a chain of calls passes one pointer along; each call
/// stays a call, because inlined a hundred times it would weigh more than it saves.
pub struct El(Box<Inner>);

struct Inner {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// An element of this tag.
#[must_use]
#[inline(never)]
pub fn el(tag: &'static str) -> El {
    El(Box::new(Inner {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    }))
}

#[allow(clippy::should_implement_trait)] // `add` of a builder, not of arithmetic.
impl El {
    /// Sets an attribute.
    #[must_use]
    #[inline(never)]
    pub fn attr(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.0
            .attributes
            .push(custom_attribute(name, value.into()).into_any_attr());
        self
    }

    /// Sets its classes.
    #[must_use]
    #[inline(never)]
    pub fn class(self, names: &'static str) -> Self {
        self.attr("class", names)
    }

    /// Sets its id.
    #[must_use]
    #[inline(never)]
    pub fn id(self, id: impl Into<String>) -> Self {
        self.attr("id", id)
    }

    /// Sets an attribute if there is a value for it.
    #[must_use]
    #[inline(never)]
    pub fn maybe(self, name: &'static str, value: Option<&'static str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Keeps an attribute in step with signals; `None` takes it away.
    #[must_use]
    #[inline(never)]
    pub fn bind(
        mut self,
        name: &'static str,
        value: impl Fn() -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        let value: Box<dyn Fn() -> Option<String> + Send + Sync> = Box::new(value);
        self.0
            .attributes
            .push(custom_attribute(name, value).into_any_attr());
        self
    }

    /// Sets a property of its style through the style sheet's own interface, which the page's policy
    /// allows where an attribute is forbidden.
    #[cfg(feature = "kiosk")]
    #[must_use]
    #[inline(never)]
    pub fn style(mut self, name: &'static str, value: String) -> Self {
        self.0.attributes.push(style((name, value)).into_any_attr());
        self
    }

    /// Sets what is typed in a field at first.
    #[must_use]
    #[inline(never)]
    pub fn value(mut self, value: String) -> Self {
        self.0.attributes.push(prop("value", value).into_any_attr());
        self
    }

    /// Sets whether a radio is chosen at first.
    #[must_use]
    #[inline(never)]
    pub fn checked(mut self, checked: bool) -> Self {
        self.0
            .attributes
            .push(prop("checked", checked).into_any_attr());
        self
    }

    /// Calls back on an event.
    #[must_use]
    #[inline(never)]
    pub fn on(mut self, name: &'static str, call: impl FnMut(web_sys::Event) + 'static) -> Self {
        let call: Box<dyn FnMut(web_sys::Event)> = Box::new(call);
        self.0
            .attributes
            .push(on(ev::Custom::new(name), call).into_any_attr());
        self
    }

    /// Calls back when it is pressed.
    #[must_use]
    #[inline(never)]
    pub fn click(self, mut call: impl FnMut() + 'static) -> Self {
        self.on("click", move |_| call())
    }

    /// Adds text.
    #[must_use]
    #[inline(never)]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.0.children.push(text.into().into_any());
        self
    }

    /// Adds a child; `None` adds nothing.
    #[must_use]
    #[inline(never)]
    pub fn add(mut self, child: impl Into<Part>) -> Self {
        self.extend(child.into());
        self
    }

    #[inline(never)]
    fn extend(&mut self, part: Part) {
        self.0.children.extend(part.0);
    }

    /// Adds what a closure makes, anew whenever a signal it reads changes.
    #[must_use]
    #[inline(never)]
    pub fn live(self, make: impl FnMut() -> Part + Send + 'static) -> Self {
        self.add(live(make))
    }

    /// The finished view.
    #[must_use]
    #[inline(never)]
    pub fn view(self) -> AnyView {
        custom(self.0.tag)
            .child(StaticVec::from(self.0.children))
            .add_any_attr(self.0.attributes)
            .into_any()
    }
}

/// Something that can stand inside an element: any number of views.
pub struct Part(Vec<AnyView>);

/// What a closure makes, anew whenever a signal it reads changes.
#[inline(never)]
pub fn live(mut make: impl FnMut() -> Part + Send + 'static) -> Part {
    let make: Box<dyn FnMut() -> AnyView + Send> = Box::new(move || make().view());
    Part(vec![make.into_any()])
}

#[allow(clippy::should_implement_trait)] // As above.
impl Part {
    /// Nothing.
    #[must_use]
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// One view after the other.
    #[must_use]
    #[inline(never)]
    pub fn view(self) -> AnyView {
        StaticVec::from(self.0).into_any()
    }

    /// With more after it.
    #[must_use]
    #[inline(never)]
    pub fn add(mut self, more: impl Into<Self>) -> Self {
        self.0.extend(more.into().0);
        self
    }
}

impl From<El> for Part {
    #[inline(never)]
    fn from(element: El) -> Self {
        Self(vec![element.view()])
    }
}

impl From<AnyView> for Part {
    fn from(view: AnyView) -> Self {
        Self(vec![view])
    }
}

impl<T: Into<Self>> From<Option<T>> for Part {
    fn from(part: Option<T>) -> Self {
        part.map_or_else(Self::none, Into::into)
    }
}

impl<T: Into<Self>> From<Vec<T>> for Part {
    fn from(parts: Vec<T>) -> Self {
        Self(parts.into_iter().flat_map(|part| part.into().0).collect())
    }
}

impl From<String> for Part {
    fn from(text: String) -> Self {
        Self(vec![text.into_any()])
    }
}

impl From<&'static str> for Part {
    fn from(text: &'static str) -> Self {
        text.to_owned().into()
    }
}
