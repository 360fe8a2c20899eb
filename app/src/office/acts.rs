//! What an officer can do on a card: the buttons, what stops them, and what became of the last act.

use domain::kyiv;
use domain::request::{Refused, Status};
use leptos::prelude::*;
use uuid::Uuid;

use super::act::ActKind;
use super::route::Route;
use super::store::{CONFIRM, Sent, Store, Typed};
use super::{forms, keys, parts};
use crate::api::ApiError;
use crate::text::{acts as texts, fill, format, office as words, t};

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
            {move || if closed.get() { kept(store, id) } else { ().into_any() }}
            {move || if closed.get() { afterwards(store, id) } else { open(store, id) }}
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
    let forget = move |_| store.change(id, Typed::forget_answers);
    let draw = move || {
        let typed = store.typed_of(id);
        let texts: Vec<AnyView> = typed
            .answers()
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
                <button type="button" class="btn btn--second" on:click=forget>
                    {t(words::DISCARD)}
                </button>
            </div>
        }
        .into_any()
    };
    draw.into_any()
}

/// What can still be noted once the request is closed.
fn afterwards(store: Store, id: Uuid) -> AnyView {
    let form = Memo::new(move |_| store.typed_of(id).open);
    let draw = move || {
        let kind = form.get()?;
        let possible = |card: &domain::sync::office::Card| kind.is_possible(card);
        let possible = store.card.with(|card| card.as_ref().is_some_and(possible));
        possible.then(|| forms::form(store, id, kind))
    };
    view! {
        {others(store, id, form)}
        {draw}
    }
    .into_any()
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
    let first: Vec<AnyView> = ActKind::FIRST
        .into_iter()
        .filter(|kind| is_mine(store, *kind))
        .map(|kind| button(store, id, form, kind))
        .collect();
    let extends = is_mine(store, ActKind::Extend);
    view! {
        <div class="bar" role="group" aria-labelledby="acts-title">{first}</div>
        {move || refused.get().filter(|_| extends).map(|why| view! {
            <p class="hint" id="extend-not">{fill(words::EXTEND_NOT, words::refused(why))}</p>
        })}
        {others(store, id, form)}
    }
    .into_any()
}

/// Whether the officer's role includes it.
fn is_mine(store: Store, kind: ActKind) -> bool {
    store.me().is_some_and(|me| me.role.may(kind.deed()))
}

fn button(store: Store, id: Uuid, form: Memo<Option<ActKind>>, kind: ActKind) -> AnyView {
    let stopped = Memo::new(move |_| {
        let possible = |card: &domain::sync::office::Card| kind.is_possible(card);
        store.card.with(|card| !card.as_ref().is_some_and(possible))
    });
    let label = move || {
        let assigned = store.card.with(|card| {
            card.as_ref()
                .is_some_and(|card| card.row.executor.is_some())
        });
        t(if kind == ActKind::Assign && assigned {
            words::ASSIGN_AGAIN
        } else {
            kind.label()
        })
    };
    let press = move |_| {
        if !stopped.get_untracked() {
            store.open_form(id, Some(kind));
        }
    };
    let class = if kind == ActKind::Answer {
        "btn"
    } else {
        "btn btn--second"
    };
    let why = move || (stopped.get() && kind == ActKind::Extend).then_some("extend-not");
    view! {
        <button
            type="button"
            class=class
            id=format!("do-{}", kind.name())
            aria-expanded=move || if form.get() == Some(kind) { "true" } else { "false" }
            aria-disabled=move || stopped.get().then_some("true")
            aria-describedby=why
            on:click=press
        >
            {label}
            {hint_of_key(store, kind)}
        </button>
    }
    .into_any()
}

/// The acts that are needed seldom: only those that are possible now.
fn others(store: Store, id: Uuid, form: Memo<Option<ActKind>>) -> AnyView {
    let possible = Memo::new(move |_| {
        store.card.with(|card| {
            let kinds = ActKind::OTHERS.into_iter();
            let fits = |kind: &ActKind| {
                is_mine(store, *kind) && card.as_ref().is_some_and(|card| kind.is_possible(card))
            };
            kinds.filter(fits).collect::<Vec<_>>()
        })
    });
    let draw = move || {
        let kinds = possible.get();
        let buttons: Vec<AnyView> = kinds
            .into_iter()
            .map(|kind| button(store, id, form, kind))
            .collect();
        (!buttons.is_empty()).then(|| {
            view! {
                <details class="more" id="more-acts">
                    <summary>{t(texts::MORE)}</summary>
                    <div class="bar">{buttons}</div>
                </details>
            }
        })
    };
    draw.into_any()
}

fn hint_of_key(store: Store, kind: ActKind) -> AnyView {
    let hint = move || {
        let key = keys::of_act(kind).filter(|_| store.keys_on.get());
        key.map(|key| view! { " " <kbd class="kbd" aria-hidden="true">{key}</kbd> })
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
    let title = move || {
        let question = kind().and_then(|(_, kind)| kind.question());
        t(question.unwrap_or(texts::CONFIRM_ANSWER))
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
