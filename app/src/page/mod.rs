//! The citizen's pages, a file each: what it shows, and what a person can do on it.

mod case;
mod draft;
mod find;
mod help;
mod home;
mod settings;

use leptos::prelude::*;

use crate::route::Route;
use crate::store::Store;
use crate::text::{Text, citizen as say, t};

/// The page of the present route.
pub fn page(store: Store) -> AnyView {
    match store.route.get() {
        Route::Home => home::page(store),
        Route::New => {
            // A draft's address has its id, so that a reload finds it again.
            request_animation_frame(move || store.begin_draft());
            loading()
        }
        Route::Draft(id, step) => when_loaded(store, move || draft::page(store, id, step)),
        Route::Case(id) => when_loaded(store, move || case::page(store, id)),
        Route::Find => find::page(store),
        Route::Settings => settings::page(store),
        Route::Help => help::page(),
        Route::NotFound => missing(say::NOT_FOUND, say::NOT_FOUND_LEAD, "/", say::TO_HOME),
    }
}

fn when_loaded(store: Store, show: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    let show = move || {
        if store.loaded.get() {
            let page = show();
            crate::component::focus_heading();
            page
        } else {
            loading()
        }
    };
    show.into_any()
}

fn loading() -> AnyView {
    view! { <p class="loading" role="status">{t(say::LOADING)}</p> }.into_any()
}

/// A page that has nothing to show, and where to go instead.
fn missing(title: Text, lead: Text, href: &'static str, action: Text) -> AnyView {
    view! {
        <h1 tabindex="-1">{t(title)}</h1>
        <p class="lead">{t(lead)}</p>
        <p><a class="btn" href=href>{t(action)}</a></p>
    }
    .into_any()
}

fn back(href: String) -> AnyView {
    view! { <a class="back" href=href>{t(say::BACK)}</a> }.into_any()
}
