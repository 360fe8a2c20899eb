//! An officer's own columns and views of the journal.

use domain::sync::journal_view::{
    ChosenColumns, Column, JournalDesk, JournalView, SavedView, columns,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::{Load, Store};
use crate::api::ApiError;
use crate::office::route::{self, Filter, Route};
use crate::office::{api, browser};
use crate::text::{fill, journal_view as words};

/// What is set of the journal, and what is typed about it.
#[derive(Clone, Copy)]
pub struct ViewsPage {
    /// Columns and views, once loaded.
    pub desk: RwSignal<JournalDesk>,
    /// Whether they are loaded: once for a session, so that the columns of an opened view stay.
    loaded: RwSignal<bool>,
    /// The name being typed for what is shown.
    pub name: RwSignal<String>,
    /// How far the last change has come.
    pub sending: RwSignal<Load>,
}

impl ViewsPage {
    pub(super) fn new() -> Self {
        Self {
            desk: RwSignal::new(JournalDesk::default()),
            loaded: RwSignal::new(false),
            name: RwSignal::new(String::new()),
            sending: RwSignal::new(Load::Ready),
        }
    }

    /// Forgets what is somebody's own.
    pub(super) fn forget(self) {
        self.desk.set(JournalDesk::default());
        self.loaded.set(false);
        self.name.set(String::new());
        self.sending.set(Load::Ready);
    }
}

impl Store {
    /// Loads columns and views. Without them the journal is shown as a new officer sees it.
    pub fn load_views(self) {
        if self.views.loaded.get_untracked() {
            return;
        }
        spawn_local(async move {
            match api::journal_desk().await {
                Ok(desk) => {
                    self.views.loaded.set(true);
                    self.take_desk(desk);
                }
                Err(error) => drop(self.is_expiry(&error)),
            }
        });
    }

    /// What is the same is not set, so that nothing is drawn anew under somebody's hands.
    fn take_desk(self, desk: JournalDesk) {
        if self.views.desk.with_untracked(|there| *there != desk) {
            self.views.desk.set(desk);
        }
    }

    /// The columns that are shown beside the index.
    #[must_use]
    pub fn columns(self) -> Vec<Column> {
        self.views.desk.with(|desk| columns(&desk.columns))
    }

    /// Shows or hides a column; the last one stays.
    pub fn show_column(self, column: Column, shown: bool) {
        let mut chosen = untrack(|| self.columns());
        chosen.retain(|there| *there != column);
        if shown {
            chosen.push(column);
        }
        if chosen.is_empty() {
            // The box has to show it still.
            return self.views.desk.update(|_| {});
        }
        let columns = columns(&chosen);
        self.views
            .desk
            .update(|desk| desk.columns.clone_from(&columns));
        self.change_views(
            async move { api::put_columns(&ChosenColumns { columns }).await.map(Some) },
            |_| {},
        );
    }

    /// Keeps what is shown under the name that is typed.
    pub fn keep_view(self) {
        let name = self.views.name.get_untracked().trim().to_owned();
        if name.is_empty() {
            return self.point_out(vec![("view-name", words::NAME_MISSING)]);
        }
        self.errors.set(Vec::new());
        let id = crate::device::new_id();
        let said = fill(words::KEPT, &name);
        let view = JournalView {
            name,
            query: self.question(None),
            columns: untrack(|| self.columns()),
        };
        self.change_views(
            async move { api::put_view(id, &view).await.map(Some) },
            move |store| {
                store.views.name.set(String::new());
                store.say(&said);
            },
        );
    }

    /// Forgets a view.
    pub fn forget_view(self, id: Uuid) {
        let name = self.views.desk.with_untracked(|desk| {
            let mut views = desk.views.iter();
            views
                .find(|saved| saved.id == id)
                .map(|saved| saved.view.name.clone())
        });
        let said = fill(words::FORGOTTEN, &name.unwrap_or_default());
        self.change_views(
            async move { api::delete_view(id).await.map(|()| None) },
            move |store| {
                store.views.desk.update(|desk| desk.forget(id));
                store.say(&said);
                // The button that was pressed is gone.
                browser::focus("#views summary");
            },
        );
    }

    fn change_views(
        self,
        asked: impl Future<Output = Result<Option<JournalDesk>, ApiError>> + 'static,
        done: impl FnOnce(Self) + 'static,
    ) {
        let then = move |desk: Option<JournalDesk>| {
            if let Some(desk) = desk {
                self.take_desk(desk);
            }
            done(self);
        };
        // Two columns pressed one after the other are both sent.
        self.follow(self.views.sending, asked, then, |_| {});
    }

    /// Shows the journal as it was kept.
    pub fn open_view(self, saved: &SavedView) {
        let JournalView { query, columns, .. } = &saved.view;
        self.search.set(query.search.clone());
        self.executor.set(query.executor.clone());
        self.views
            .desk
            .update(|desk| desk.columns.clone_from(columns));
        let filter = Filter {
            show: query.show,
            class: query.class,
            channel: query.channel,
            requester: query.requester,
            from: query.from,
            to: query.to,
            slice: None,
        };
        if filter == self.last_filter.get_untracked() {
            self.rows.set(Vec::new());
            self.next.set(None);
            self.load_journal();
        } else {
            route::go(self.route, Route::Journal(filter), false);
        }
        self.say(&fill(words::OPENED, &saved.view.name));
    }

    /// Whether the journal is shown as this view keeps it.
    #[must_use]
    pub fn is_shown(self, view: &JournalView) -> bool {
        let filter = match self.route.get() {
            Route::Journal(filter) => filter,
            _ => return false,
        };
        let query = &view.query;
        filter.slice.is_none()
            && self.search.with(|search| search.trim() == query.search)
            && self.executor.with(|executor| *executor == query.executor)
            && (filter.show, filter.class, filter.channel)
                == (query.show, query.class, query.channel)
            && (filter.requester, filter.from, filter.to) == (query.requester, query.from, query.to)
            && self.columns() == columns(&view.columns)
    }
}
