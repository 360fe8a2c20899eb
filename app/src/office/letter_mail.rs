//! E-mail on the card: what became of a letter, and the button that sends it.

use domain::mail::{About, MailState};
use domain::request::LetterKind;
use domain::sync::mail::MailRow;
use leptos::prelude::*;
use uuid::Uuid;

use super::parts;
use super::store::Store;
use crate::text::{fill, letters, mail as words, t};

/// What became by e-mail of a letter on the card, or the button that sends it.
pub(super) fn of_letter(store: Store, request: Uuid, n: usize, kind: LetterKind) -> AnyView {
    if kind == LetterKind::Cover {
        return ().into_any();
    }
    let known = Memo::new(move |_| {
        store.mail.case.with(|case| {
            let (id, case) = case.as_ref()?;
            let of_this = |row: &&MailRow| {
                matches!(row.about, About::Letter { n: at, letter, .. } if (at, letter) == (n, kind))
            };
            let row = case.letters.iter().find(of_this).cloned();
            (*id == request).then_some((case.ready && case.to.is_some(), row))
        })
    });
    let id = format!("mail-{n}-{}", kind.code());
    let shown = move || {
        let (possible, row) = known.get()?;
        let over = row
            .as_ref()
            .is_none_or(|row| matches!(row.state, MailState::Failed | MailState::Cancelled));
        let label = if row.is_some() {
            words::AGAIN
        } else {
            words::SEND
        };
        let send = (possible && over && store.sends_letters()).then(|| {
            let named = fill(words::SEND_ONE, letters::kind(kind));
            let busy = parts::busy(store.mail.posting);
            view! {
                <button
                    type="button"
                    class="btn btn--second"
                    aria-label=named
                    aria-busy=busy
                    on:click=move |_| store.post_letter(request, n, kind)
                >
                    {t(label)}
                </button>
            }
        });
        let state = row.map(|row| fill(words::IN_MAIL, &words::state(&row)));
        let state = state.map(|text| view! { <span class="hint break">{text}</span> });
        Some(view! { {state} " " {send} })
    };
    view! { <span id=id tabindex="-1">{shown}</span> }.into_any()
}

/// Where letters of the card go by e-mail, and what went wrong when one was to.
pub(super) fn on_card(store: Store, request: Uuid) -> AnyView {
    let to = move || {
        store.mail.case.with(|case| {
            let (id, case) = case.as_ref()?;
            let text = match (&case.to, case.ready) {
                (Some(to), true) => fill(words::GOES_TO, to),
                (Some(_), false) => t(words::NOT_READY).to_owned(),
                (None, _) => t(words::NO_ADDRESS).to_owned(),
            };
            (*id == request).then(|| view! { <p class="hint break">{text}</p> })
        })
    };
    let failed = parts::not_done(store.mail.posting);
    view! { {to} {failed} }.into_any()
}
