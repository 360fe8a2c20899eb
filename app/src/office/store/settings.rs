//! The council's settings: loading, typing, looking at what a change would do, changing.

mod form;

use domain::request::Deed;
use domain::sync::settings::{LONGEST_REASON, Moved, NewSettings, SettingsView};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Load, Store};
use crate::api::ApiError;
use crate::office::{api, browser};
use crate::text::{settings as words, t};

use form::{Form, Wrong};
pub use form::{
    HOLIDAYS, LISTS, List, MARTIAL_LAW, MOVED, READINGS, REASON, TICKED, What, field_of, id_of,
};

const CHANGED: &str = "/problems/settings-changed";

/// What the page of the settings shows and what is typed there.
#[derive(Clone, Copy)]
pub struct SettingsPage {
    /// The settings that what is typed started from, once loaded.
    pub base: RwSignal<Option<SettingsView>>,
    /// How far loading has come.
    pub load: RwSignal<Load>,
    /// What is typed.
    pub form: RwSignal<Form>,
    /// What is wrong with it.
    pub wrong: RwSignal<Vec<Wrong>>,
    /// The dates it would move, once looked at and as long as nothing else is typed.
    pub preview: RwSignal<Option<Vec<Moved>>>,
    /// The reason being typed.
    pub reason: RwSignal<String>,
    /// Whether the settings are others meanwhile.
    pub stale: RwSignal<bool>,
    /// The dates the last change moved.
    pub done: RwSignal<Option<Vec<Moved>>>,
    /// How far what was asked has come.
    pub sending: RwSignal<Load>,
}

impl SettingsPage {
    pub(super) fn new() -> Self {
        Self {
            base: RwSignal::new(None),
            load: RwSignal::new(Load::Loading),
            form: RwSignal::new(Form::default()),
            wrong: RwSignal::new(Vec::new()),
            preview: RwSignal::new(None),
            reason: RwSignal::new(String::new()),
            stale: RwSignal::new(false),
            done: RwSignal::new(None),
            sending: RwSignal::new(Load::Ready),
        }
    }

    /// What stands in a field.
    #[must_use]
    pub fn text(self, field: &str) -> String {
        if field == REASON {
            return self.reason.get();
        }
        self.form.with(|form| form.text(field))
    }

    /// Takes what is typed into a field.
    pub fn type_in(self, field: &str, text: String) {
        if field == REASON {
            return self.reason.set(text);
        }
        self.change(|form| form.set(field, text));
    }

    /// Adds a row to a list and goes to it.
    pub fn add_row(self, list: List) {
        self.change(|form| {
            let row = form.add_row(list);
            let first = LISTS.iter().find(|(one, _)| *one == list);
            if let Some((_, [name, ..])) = first {
                browser::focus(&format!("#{}", id_of(&field_of(list, row, name))));
            }
        });
    }

    /// Takes a row out of a list.
    pub fn take_out(self, list: List, row: u32) {
        self.change(|form| form.take_out(list, row));
        let gone = format!("{list}.{row}.");
        self.wrong
            .update(|all| all.retain(|one| !one.field.starts_with(&gone)));
        // The button that was pressed is gone.
        browser::focus(&format!("#{}", id_of(&format!("{list}.add"))));
    }

    /// What was looked at is not what is typed any more.
    fn change(self, change: impl FnOnce(&mut Form)) {
        self.form.update(change);
        if self.preview.with_untracked(Option::is_some) {
            self.preview.set(None);
        }
        if self.done.with_untracked(Option::is_some) {
            self.done.set(None);
        }
    }

    /// Whether something is typed that is not set.
    #[must_use]
    pub fn is_touched(self) -> bool {
        let reason = self
            .reason
            .with_untracked(|reason| !reason.trim().is_empty());
        let form = self.base.with_untracked(|base| {
            base.as_ref().is_some_and(|base| {
                self.form
                    .with_untracked(|form| *form != Form::of(&base.settings))
            })
        });
        reason || form
    }

    fn take(self, view: SettingsView) {
        self.form.set(Form::of(&view.settings));
        self.base.set(Some(view));
        self.wrong.set(Vec::new());
        self.preview.set(None);
        self.stale.set(false);
    }

    fn point_out(self, wrong: Vec<Wrong>) {
        self.preview.set(None);
        self.wrong.set(wrong);
        browser::focus(".errors");
    }

    /// Somebody else sits down.
    pub(super) fn forget(self) {
        self.base.set(None);
        self.form.set(Form::default());
        self.wrong.set(Vec::new());
        self.preview.set(None);
        self.reason.set(String::new());
        self.stale.set(false);
        self.done.set(None);
        self.sending.set(Load::Ready);
    }
}

impl Store {
    /// Loads the settings; what is typed stays, and with it the state it started from, so that
    /// another officer's change in between is not undone unseen.
    pub fn load_settings(self) {
        let page = self.settings;
        page.load.set(Load::Loading);
        page.sending.set(Load::Ready);
        page.done.set(None);
        spawn_local(async move {
            match api::settings().await {
                Ok(view) => {
                    self.set_clock(view.server_time);
                    let version = page
                        .base
                        .with_untracked(|base| base.as_ref().map(|base| base.version.clone()));
                    if version.is_none() || !page.is_touched() {
                        page.take(view);
                    } else {
                        page.stale.set(version != Some(view.version));
                    }
                    page.load.set(Load::Ready);
                }
                Err(error) if self.is_expiry(&error) => {}
                Err(error) => page.load.set(Load::Failed(error)),
            }
        });
    }

    /// Gives up what is typed for the settings as they are now.
    pub fn take_their_settings(self) {
        let page = self.settings;
        self.ask_settings(async move {
            let view = api::settings().await?;
            page.take(view);
            browser::focus("main h1");
            self.say(t(words::TAKEN));
            Ok(())
        });
    }

    /// Goes back from what is typed to what is set.
    pub fn undo_settings(self) {
        let page = self.settings;
        let sure = !page.is_touched() || browser::confirm(t(words::UNDO_SURE));
        if let Some(base) = page.base.get_untracked().filter(|_| sure) {
            page.take(base);
            page.done.set(None);
            browser::focus("main h1");
        }
    }

    /// Looks at what the settings that are typed would do.
    pub fn preview_settings(self) {
        let page = self.settings;
        let Some((base, new)) = self.typed_settings() else {
            return;
        };
        if new.settings == base.settings {
            page.wrong.set(Vec::new());
            page.preview.set(None);
            return self.say(t(words::NOTHING_TYPED));
        }
        self.ask_settings(async move {
            let seen = page.form.get_untracked();
            let told = api::preview_settings(&new).await?;
            if page.form.with_untracked(|form| *form != seen) {
                // Of something else than what is typed by now.
                return Ok(());
            }
            if told.problems.is_empty() {
                page.wrong.set(Vec::new());
                page.preview.set(Some(told.moved));
                browser::focus("#preview-title");
            } else {
                page.point_out(seen.place(&new.settings, told.problems));
            }
            Ok(())
        });
    }

    /// Sets what is typed, as it was looked at.
    pub fn apply_settings(self) {
        let page = self.settings;
        let reason = page.reason.get_untracked().trim().to_owned();
        let length = reason.chars().count();
        if length == 0 || length > LONGEST_REASON {
            page.wrong.set(vec![Wrong::new(REASON, What::NoReason)]);
            return browser::focus(".errors");
        }
        let Some((_, new)) = self.typed_settings() else {
            return;
        };
        let new = NewSettings { reason, ..new };
        self.ask_settings(async move {
            let done = api::put_settings(&new).await?;
            page.take(done.view);
            page.reason.set(String::new());
            page.done.set(Some(done.moved));
            browser::focus("#done-title");
            // The executors an act can name are among them.
            self.find_out_again();
            Ok(())
        });
    }

    /// What is typed, if it is right; else what is wrong is shown.
    fn typed_settings(self) -> Option<(SettingsView, NewSettings)> {
        let page = self.settings;
        let base = page.base.get_untracked()?;
        match page.form.with_untracked(|form| form.read(&base.settings)) {
            Ok(settings) => {
                let new = NewSettings {
                    version: base.version.clone(),
                    settings,
                    reason: String::new(),
                };
                Some((base, new))
            }
            Err(wrong) => {
                page.point_out(wrong);
                None
            }
        }
    }

    fn ask_settings(self, ask: impl Future<Output = Result<(), ApiError>> + 'static) {
        let page = self.settings;
        if page.sending.get_untracked() == Load::Loading {
            return;
        }
        page.sending.set(Load::Loading);
        spawn_local(async move {
            match ask.await {
                Ok(()) => page.sending.set(Load::Ready),
                Err(error) if self.is_expiry(&error) => page.sending.set(Load::Ready),
                Err(ApiError::Problem(problem)) if problem.kind == CHANGED => {
                    page.sending.set(Load::Ready);
                    page.preview.set(None);
                    page.stale.set(true);
                    browser::focus("#stale-title");
                }
                Err(error) => page.sending.set(Load::Failed(error)),
            }
        });
    }

    /// Whether the officer sees what the council sets.
    #[must_use]
    pub fn sees_settings(self) -> bool {
        self.me().is_some_and(|me| me.role.may(Deed::SeeAll))
    }
}
