//! The register of documents: search, and the ways in and out.

use domain::register::{DocumentKind, DocumentRow, words as names};
use leptos::prelude::*;

use super::DutyPage;
use super::field::{Field, Kind, field};
use crate::office::route::Route;
use crate::office::store::{Load, Store, TypedFilter};
use crate::text::{duties as words, format, language, t};

static FIELDS: [Field<TypedFilter>; 5] = [
    Field {
        id: "filter-words",
        label: || words::WORDS,
        hint: None,
        kind: Kind::Line("search"),
        get: |filter| &filter.words,
        set: |filter, text| filter.words = text,
    },
    Field {
        id: "filter-keyword",
        label: || words::KEYWORD,
        hint: None,
        kind: Kind::Line("text"),
        get: |filter| &filter.keyword,
        set: |filter, text| filter.keyword = text,
    },
    Field {
        id: "filter-kind",
        label: || words::KIND,
        hint: None,
        kind: Kind::Choice(|| {
            let any = ("", t(words::ANY));
            std::iter::once(any).chain(kinds()).collect()
        }),
        get: |filter| &filter.kind,
        set: |filter, text| filter.kind = text,
    },
    Field {
        id: "filter-year",
        label: || words::YEAR,
        hint: None,
        kind: Kind::Line("number"),
        get: |filter| &filter.year,
        set: |filter, text| filter.year = text,
    },
    Field {
        id: "filter-out",
        label: || words::SHOWN,
        hint: None,
        kind: Kind::Choice(|| vec![("", t(words::SHOWN_IN)), ("out", t(words::SHOWN_OUT))]),
        get: |filter| &filter.out,
        set: |filter, text| filter.out = text,
    },
];

/// The kinds of documents: code and name.
pub(super) fn kinds() -> [(&'static str, &'static str); 13] {
    DocumentKind::ALL.map(|kind| (kind.code(), names::kind(kind, language())))
}

/// Draws the page.
pub(super) fn body(store: Store) -> AnyView {
    let duties = store.duties;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        store.search_documents();
    };
    let fields: Vec<AnyView> = FIELDS
        .iter()
        .map(|one| field(store, one, duties.filter))
        .collect();
    let enter = move || {
        store.keeps_register().then(|| {
            let new = Route::Duty(DutyPage::Document(None)).path();
            let import = Route::Duty(DutyPage::Import).path();
            view! {
                <a class="btn" href=new>{t(words::NEW_DOCUMENT)}</a>
                <a class="btn btn--second" href=import>{t(words::IMPORT)}</a>
            }
        })
    };
    let rows = move || rows(&duties.rows.get(), duties.load.get() == Load::Ready);
    let more = move || {
        duties.next.get().map(|_| {
            view! {
                <p>
                    <button type="button" class="btn btn--second" on:click=move |_| store.more_documents()>
                        {t(words::MORE)}
                    </button>
                </p>
            }
        })
    };
    view! {
        <div class="actions no-print">
            {enter}
            <a class="btn btn--second" href="/documents/register.csv" download="">{t(words::EXPORT)}</a>
            <a class="btn btn--second" href="/documents" target="_blank">{t(words::PUBLIC_PAGE)}</a>
        </div>
        <form class="filters filters--more no-print" role="search" novalidate on:submit=submit>
            {fields}
            <button class="btn">{t(words::SEARCH)}</button>
        </form>
        {rows}
        {more}
    }
    .into_any()
}

fn rows(rows: &[DocumentRow], ready: bool) -> AnyView {
    if rows.is_empty() {
        return ready
            .then(|| view! { <p class="empty" role="status">{t(words::NONE)}</p> })
            .into_any();
    }
    let lines: Vec<AnyView> = rows.iter().map(row).collect();
    view! { <ul class="tiles" id="documents">{lines}</ul> }.into_any()
}

fn row(row: &DocumentRow) -> AnyView {
    let document = &row.document;
    let to = Route::Duty(DutyPage::Document(Some(row.id))).path();
    let number = (!document.number.is_empty()).then(|| format!(" № {}", document.number));
    let date = document.day().map(format::date);
    let restricted = document
        .restriction
        .is_some()
        .then(|| view! { " " <span class="tag" data-tone="warn">{t(words::RESTRICTED)}</span> });
    view! {
        <li class="tile">
            <h2><a href=to>{document.name.clone()}</a></h2>
            <p class="hint">
                {names::kind(document.kind, language())} {number} ", " {date} {restricted}
            </p>
        </li>
    }
    .into_any()
}
