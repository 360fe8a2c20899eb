//! What an officer can do on a card: the buttons, what stops them, and what became of the last act.

use domain::kyiv;
use domain::request::{Refused, Status};
use leptos::prelude::*;
use uuid::Uuid;

use super::route::Route;
use super::store::{ActKind, CONFIRM, Sent, Store};
use super::{forms, keys, parts};
use crate::api::ApiError;
use crate::text::{Text, fill, format, office as words, t};

/// Draws the acts of a card.
pub(super) fn acts(store: Store, id: Uuid) -> AnyView {
    let closed = Memo::new(move |_| {
        store.card.with(|card| {
            card.as_ref()
                .is_some_and(|card| card.row.status == Status::Closed)
        })
    });
    view! {
        <div class="flow" id="acts">
            {not_sent(store, id)}
            {move || if closed.get() { kept(store, id) } else { open(store, id) }}
        </div>
    }
    .into_any()
}

/// Why the last act was not recorded.
fn not_sent(store: Store, id: Uuid) -> AnyView {
    let notice = move || match store.sent.get() {
        Sent::Changed => Some((words::CHANGED, t(words::CHANGED_WHAT).to_owned(), false)),
        Sent::Failed(error) => {
            // What the Law does not allow now it will not allow a second later.
            let refused = matches!(&error, ApiError::Problem(problem) if problem.refused.is_some());
            Some((words::NOT_SENT, parts::explain(&error), !refused))
        }
        Sent::Not | Sent::Sending => None,
    };
    let draw = move || {
        notice().map(|(title, what, retry)| {
            let kind = store.typed_untracked(id).open.filter(|_| retry);
            let again = kind.map(|kind| {
                view! {
                    <button type="button" class="btn btn--second" on:click=move |_| store.send(id, kind)>
                        {t(words::RETRY)}
                    </button>
                }
            });
            view! {
                <div class="notice" data-tone="late" role="alert" id="not-sent" tabindex="-1">
                    <h3>{t(title)}</h3>
                    <p>{what}</p>
                    {again}
                </div>
            }
        })
    };
    draw.into_any()
}

/// On a closed card: what was typed and can't be sent any more.
fn kept(store: Store, id: Uuid) -> AnyView {
    let draw = move || {
        let typed = store.typed_of(id);
        let texts: Vec<AnyView> = typed
            .texts()
            .map(|text| view! { <p class="asked">{text.to_owned()}</p> }.into_any())
            .collect();
        if texts.is_empty() {
            return view! { <p class="hint">{words::refused_sentence(Refused::AlreadyClosed)}</p> }
                .into_any();
        }
        view! {
            <div class="notice" data-tone="warn" id="kept">
                <h3>{t(words::KEPT)}</h3>
                <p>{t(words::KEPT_WHY)}</p>
                {texts}
                <button type="button" class="btn btn--second" on:click=move |_| store.discard(id)>
                    {t(words::DISCARD)}
                </button>
            </div>
        }
        .into_any()
    };
    draw.into_any()
}

fn open(store: Store, id: Uuid) -> AnyView {
    let form = Memo::new(move |_| store.typed_of(id).open);
    view! {
        {notice_timer(store)}
        {bar(store, id, form)}
        {move || form.get().map(|kind| forms::form(store, id, kind))}
    }
    .into_any()
}

/// Until when an extension may be notified, as long as it may.
fn notice_timer(store: Store) -> AnyView {
    let until = Memo::new(move |_| {
        store.card.with(|card| {
            let card = card.as_ref()?;
            card.notice_by.filter(|_| card.extension_refused.is_none())
        })
    });
    let draw = move || {
        until.get().map(|until| {
            let days = (until - kyiv::date(store.now.get())).num_days();
            let tone = if days <= 1 { "late" } else { "warn" };
            view! {
                <div class="notice" data-tone=tone id="notice">
                    <p>
                        <strong>{fill(words::NOTICE, &format::date(until))}</strong>
                        " "
                        {words::notice_left(days)}
                    </p>
                </div>
            }
        })
    };
    draw.into_any()
}

fn bar(store: Store, id: Uuid, form: Memo<Option<ActKind>>) -> AnyView {
    let refused = Memo::new(move |_| {
        store
            .card
            .with(|card| card.as_ref().and_then(|card| card.extension_refused))
    });
    let assigned = Memo::new(move |_| {
        store.card.with(|card| {
            card.as_ref()
                .is_some_and(|card| card.row.executor.is_some())
        })
    });
    let button = move |kind: ActKind, name: &'static str, label: Memo<&'static str>| {
        let stopped = move || kind == ActKind::Extend && refused.get().is_some();
        let press = move |_| {
            if !stopped() {
                store.open_form(id, Some(kind));
            }
        };
        let class = if kind == ActKind::Answer {
            "btn"
        } else {
            "btn btn--second"
        };
        view! {
            <button
                type="button"
                class=class
                id=format!("do-{name}")
                aria-expanded=move || if form.get() == Some(kind) { "true" } else { "false" }
                aria-disabled=move || stopped().then_some("true")
                aria-describedby=move || stopped().then_some("extend-not")
                on:click=press
            >
                {label}
                {hint_of_key(store, kind)}
            </button>
        }
        .into_any()
    };
    let label = |text: Text| Memo::new(move |_| t(text));
    let assign = Memo::new(move |_| {
        t(if assigned.get() {
            words::ASSIGN_AGAIN
        } else {
            words::ASSIGN
        })
    });
    view! {
        <div class="bar" role="group" aria-labelledby="acts-title">
            {button(ActKind::Assign, "assign", assign)}
            {button(ActKind::Answer, "answer", label(words::ANSWER))}
            {button(ActKind::Extend, "extend", label(words::EXTEND))}
            {button(ActKind::Refuse, "refuse", label(words::REFUSE))}
        </div>
        {move || refused.get().map(|why| view! {
            <p class="hint" id="extend-not">{fill(words::EXTEND_NOT, words::refused(why))}</p>
        })}
    }
    .into_any()
}

fn hint_of_key(store: Store, kind: ActKind) -> AnyView {
    let hint = move || {
        store
            .keys_on
            .get()
            .then(|| view! { " " <kbd class="kbd" aria-hidden="true">{keys::of_act(kind)}</kbd> })
    };
    hint.into_any()
}

/// Asks once more before what can't be undone (WCAG 3.3.4). It stands outside of the card, so that
/// a card drawn anew does not close it.
pub(super) fn confirm_dialog(store: Store) -> AnyView {
    let kind = move || match store.route.get() {
        Route::Card(id) => store.typed_of(id).open.map(|kind| (id, kind)),
        _ => None,
    };
    let title = move || match kind() {
        Some((_, ActKind::Refuse)) => t(words::CONFIRM_REFUSE),
        Some((_, ActKind::Extend)) => t(words::CONFIRM_EXTEND),
        _ => t(words::CONFIRM_ANSWER),
    };
    let what = move || match kind() {
        Some((_, ActKind::Extend)) => t(words::CONFIRM_EXTENDS),
        _ => t(words::CONFIRM_CLOSES),
    };
    let send = move |_| {
        if let Some((id, kind)) = untrack(kind) {
            store.send(id, kind);
        }
    };
    view! {
        <dialog class="dialog" id=CONFIRM aria-labelledby="confirm-title" aria-describedby="confirm-what">
            <h2 id="confirm-title">{title}</h2>
            <p id="confirm-what">{what}</p>
            <div class="actions">
                <button type="button" class="btn" id="confirm-yes" on:click=send>{t(words::CONFIRM_YES)}</button>
                <button type="button" class="btn btn--second" id="confirm-no" on:click=move |_| store.take_back()>
                    {t(words::CONFIRM_NO)}
                </button>
            </div>
        </dialog>
    }
    .into_any()
}
