//! Loading the journal and walking in it.

use std::time::Duration;

use domain::law::TermClass;
use domain::sync::office::{JournalPage, JournalQuery};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Load, Store};
use crate::office::route::{self, Filter, Route};
use crate::office::{api, browser, download};

/// How long a pause in typing starts a search.
const PAUSE: Duration = Duration::from_millis(350);

/// The journal page one came from, kept for the tab: the address of it names nobody.
const LAST: &str = "vr.office.journal";

/// The journal page this tab was on last, in whichever program.
pub(super) fn last_filter() -> Filter {
    let kept = browser::kept_for_tab(LAST).unwrap_or_default();
    let query = kept.split_once('?').map_or("", |(_, query)| query);
    Filter::read(query)
}

impl Store {
    /// Keeps what the journal shows, to come back to.
    pub fn keep_filter(self, filter: Filter) {
        if self.last_filter.get_untracked() != filter {
            // Rows of another tab must not pass for this one's while it loads.
            self.rows.set(Vec::new());
            self.next.set(None);
        }
        browser::keep_for_tab(LAST, &filter.path());
        self.last_filter.set(filter);
    }

    fn filter(self) -> Filter {
        self.last_filter.get_untracked()
    }

    pub(super) fn question(self, after: Option<String>) -> JournalQuery {
        let filter = self.filter();
        JournalQuery {
            show: filter.show,
            search: self.search.get_untracked().trim().to_owned(),
            class: filter.class,
            executor: self.executor.get_untracked(),
            channel: filter.channel,
            requester: filter.requester,
            from: filter.from,
            to: filter.to,
            slice: filter.slice,
            after,
        }
    }

    fn ask(self, after: Option<String>) {
        let number = self.asked.get_untracked().wrapping_add(1);
        self.asked.set(number);
        self.journal.set(Load::Loading);
        let query = self.question(after);
        spawn_local(async move {
            let answer = api::journal(&query).await;
            if self.asked.get_untracked() != number {
                return;
            }
            match answer {
                Ok(page) => self.take_page(page, query.after.is_some()),
                Err(error) if self.is_expiry(&error) => {}
                Err(error) => self.journal.set(Load::Failed(error)),
            }
        });
    }

    fn take_page(self, page: JournalPage, further: bool) {
        self.set_clock(page.server_time);
        self.counts.set(page.counts);
        self.next.set(page.next);
        let first = page.rows.first().map(|row| row.id);
        if further {
            self.rows.update(|rows| {
                // A row that moved between two pages is shown once.
                rows.retain(|old| page.rows.iter().all(|new| new.id != old.id));
                rows.extend(page.rows);
            });
        } else {
            self.rows.set(page.rows);
        }
        self.journal.set(Load::Ready);
        if let (true, Some(first)) = (further, first) {
            browser::focus(&format!("#row-{first} a"));
        }
    }

    /// Loads the journal from its start.
    pub fn load_journal(self) {
        self.ask(None);
    }

    /// Loads the next page.
    pub fn load_more(self) {
        if let Some(after) = self.next.get_untracked() {
            self.ask(Some(after));
        }
    }

    /// Saves everything the journal finds now as a file: `journal.xlsx` or `journal.csv`.
    pub fn save_journal(self, name: &'static str) {
        if self.saving.get_untracked() == Load::Loading {
            return;
        }
        self.saving.set(Load::Loading);
        let query = self.question(None);
        spawn_local(async move {
            match download::journal(&query, name).await {
                Ok(()) => self.saving.set(Load::Ready),
                Err(error) if self.is_expiry(&error) => self.saving.set(Load::Ready),
                Err(error) => self.saving.set(Load::Failed(error)),
            }
        });
    }

    /// Takes what is typed into the search field, and searches once the typing pauses.
    pub fn search_for(self, typed: String) {
        self.search.set(typed.clone());
        set_timeout(
            move || {
                let on_journal = matches!(self.route.get_untracked(), Route::Journal(_));
                if on_journal && self.search.get_untracked() == typed {
                    self.load_journal();
                }
            },
            PAUSE,
        );
    }

    /// Empties the search.
    pub fn clear_search(self) {
        self.search.set(String::new());
        self.load_journal();
        browser::focus("#search");
    }

    /// Narrows the journal to a class.
    pub fn narrow(self, class: Option<TermClass>) {
        self.narrow_by(|filter| filter.class = class);
    }

    /// Narrows the journal by something that stands in its address.
    pub fn narrow_by(self, change: impl FnOnce(&mut Filter)) {
        let mut filter = self.filter();
        change(&mut filter);
        route::go(self.route, Route::Journal(filter), true);
    }

    /// Narrows the journal to what this department or person is charged with.
    pub fn narrow_to_executor(self, executor: Option<String>) {
        self.executor.set(executor);
        self.rows.set(Vec::new());
        self.next.set(None);
        self.load_journal();
    }

    /// Whether the journal is narrowed by more than tab, class and search.
    #[must_use]
    pub fn narrows(self) -> bool {
        let by_address = match self.route.get() {
            Route::Journal(filter) => filter.narrows(),
            _ => false,
        };
        by_address || self.executor.with(Option::is_some)
    }

    /// Takes back what the journal is narrowed by, except tab, class and search.
    pub fn clear_filters(self) {
        let before = self.filter();
        let after = Filter {
            channel: None,
            requester: None,
            from: None,
            to: None,
            ..before.clone()
        };
        self.executor.set(None);
        if after == before {
            self.load_journal();
        } else {
            route::go(self.route, Route::Journal(after), true);
        }
        // The button that was pressed is gone.
        browser::focus("#more-filters summary");
    }

    /// Moves the row focus up or down.
    pub fn step(self, by: isize) {
        let next = self.rows.with_untracked(|rows| {
            let at = self.row.get_untracked();
            let at = rows.iter().position(|row| Some(row.id) == at);
            let to = match at {
                Some(at) => at
                    .saturating_add_signed(by)
                    .min(rows.len().saturating_sub(1)),
                None => 0,
            };
            rows.get(to).map(|row| row.id)
        });
        if let Some(id) = next {
            self.row.set(Some(id));
            browser::focus(&format!("#row-{id} a"));
        }
    }
}
