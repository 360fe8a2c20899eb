//! The page «Електронна пошта»: one's own address, the council's mailbox, the queue.

use domain::mail::{About, MailState};
use domain::request::Deed;
use domain::sync::mail::{MailPage, MailRow, Order};
use leptos::prelude::*;

use super::route::Route;
use super::store::{Load, Store};
use super::{mailbox, parts};
use crate::text::{Text, mail as words, t};

/// Draws the page.
pub(super) fn page(store: Store) -> AnyView {
    let mail = store.mail;
    let there = Memo::new(move |_| mail.page.with(Option::is_some));
    let state = move || match (mail.load.get(), there.get()) {
        (Load::Failed(error), _) => parts::failure(&error, move || store.load_mail()),
        (Load::Loading, false) => parts::loading(),
        _ => ().into_any(),
    };
    // Whole once; the queue alone is drawn anew, so that forms keep the focus.
    let body = move || there.get().then(|| body(store));
    view! {
        <main class="page" id="main">
            <h1 tabindex="-1">{t(words::TITLE)}</h1>
            <p class="hint">{t(words::ABOUT)}</p>
            {state}
            {parts::errors(store)}
            {failed(store)}
            {body}
        </main>
    }
    .into_any()
}

fn failed(store: Store) -> AnyView {
    parts::not_done(store.mail.sending)
}

fn body(store: Store) -> AnyView {
    let of = |look: fn(&MailPage) -> bool| {
        Memo::new(move |_| store.mail.page.with(|page| page.as_ref().is_some_and(look)))
    };
    let ready = of(|page| page.ready);
    let administers = of(|page| page.mailbox.is_some());
    let sees = store.me().is_some_and(|me| me.role.may(Deed::SeeAll));
    view! {
        {move || (!ready.get()).then(|| view! { <p class="notice">{t(words::NOT_READY)}</p> })}
        {own(store)}
        {move || administers.get().then(|| mailbox::form(store))}
        {sees.then(|| queue(store))}
    }
    .into_any()
}

/// Whether something is being saved, as a button says it.
pub(super) fn busy(store: Store) -> impl Fn() -> Option<&'static str> {
    parts::busy(store.mail.sending)
}

fn own(store: Store) -> AnyView {
    let value = move || {
        store.mail.own.get().unwrap_or_else(|| {
            let page = store.mail.page;
            page.with(|page| page.as_ref().map(|page| page.own.clone()))
                .unwrap_or_default()
        })
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        store.save_own_address();
    };
    view! {
        <section aria-labelledby="own-title">
            <h2 id="own-title">{t(words::OWN)}</h2>
            <form novalidate on:submit=submit>
                <div class=parts::field_class(store, "own", "field")>
                    <label for="own">{t(words::OWN_ADDRESS)}</label>
                    <p class="hint" id="own-hint">{t(words::OWN_HINT)}</p>
                    {parts::error(store, "own")}
                    <input
                        id="own"
                        type="email"
                        autocomplete="email"
                        aria-describedby=parts::described_by(store, "own", true)
                        aria-invalid=move || parts::is_wrong(store, "own").then_some("true")
                        prop:value=value
                        on:input=move |event| store.mail.own.set(Some(event_target_value(&event)))
                    />
                </div>
                <div class="actions">
                    <button class="btn" id="own-save" aria-busy=busy(store)>{t(words::OWN_SAVE)}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

type Part = fn(&MailPage) -> &[MailRow];

fn queue(store: Store) -> AnyView {
    let parts: [(&'static str, Text, Text, Part); 3] = [
        ("waiting", words::WAITING, words::NONE_WAITS, |page| {
            &page.waiting
        }),
        ("failed", words::FAILED, words::NONE_FAILED, |page| {
            &page.failed
        }),
        ("sent", words::SENT, words::NONE_SENT, |page| &page.sent),
    ];
    let parts: Vec<AnyView> = parts
        .map(|(id, title, none, of)| part(store, id, (title, none), of))
        .into();
    view! {
        <section aria-labelledby="queue">
            <h2 id="queue" tabindex="-1">{t(words::QUEUE)}</h2>
            {parts}
        </section>
    }
    .into_any()
}

fn part(store: Store, id: &'static str, (title, none): (Text, Text), of: Part) -> AnyView {
    let rows = Memo::new(move |_| {
        let page = store.mail.page;
        page.with(|page| {
            page.as_ref()
                .map(|page| of(page).to_vec())
                .unwrap_or_default()
        })
    });
    let table = move || {
        let rows = rows.get();
        if rows.is_empty() {
            return view! { <p class="hint">{t(none)}</p> }.into_any();
        }
        let rows: Vec<AnyView> = rows.iter().map(|one| row(store, one)).collect();
        view! {
            <table class="table" role="table" aria-labelledby=id>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader">{t(words::MAIL)}</th>
                        <th role="columnheader">{t(words::TO)}</th>
                        <th role="columnheader">{t(words::STATE)}</th>
                        <th role="columnheader">{t(words::ACTS)}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! { <h3 id=id>{t(title)}</h3> {table} }.into_any()
}

fn row(store: Store, one: &MailRow) -> AnyView {
    let about = match &one.about {
        About::Letter { request, index, .. } => {
            let path = Route::Card(*request).path();
            view! { {words::about(&one.about)} <a class="nowrap" href=path>{index.clone()}</a> }
                .into_any()
        }
        about => words::about(about).into_any(),
    };
    let keeps = store.me().is_some_and(|me| me.role.may(Deed::Keep));
    let button = |order: Order, label: Text| {
        let id = one.id;
        let named = format!("{}: {}", t(label), words::about(&one.about));
        view! {
            <button
                type="button"
                class="btn btn--second"
                aria-label=named
                on:click=move |_| store.order_mail(id, order)
            >
                {t(label)}
            </button>
        }
        .into_any()
    };
    let waits = one.state == MailState::Waiting && !one.taken;
    let over = matches!(one.state, MailState::Failed | MailState::Cancelled);
    let retry = (keeps && (waits || over)).then(|| button(Order::Retry, words::RETRY));
    let cancel = (keeps && waits).then(|| button(Order::Cancel, words::CANCEL));
    view! {
        <tr role="row">
            <td role="cell" data-label=t(words::MAIL)><span>{about}</span></td>
            <td role="cell" data-label=t(words::TO)><span class="break">{one.to.clone()}</span></td>
            <td role="cell" data-label=t(words::STATE)><span class="break">{words::state(one)}</span></td>
            <td role="cell" data-label=t(words::ACTS)><div class="actions">{retry} {cancel}</div></td>
        </tr>
    }
    .into_any()
}
