//! Who may sign in: loading, typing and changing it, for an administrator.

use std::collections::HashMap;

use domain::request::{Deed, Role};
use domain::sync::people::{
    About, Access, Colleague, FactorSecret, Invitee, Link, NewColleague, Staff, StaffEntry,
    Standing, Wrong,
};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{FieldError, Load, Store};
use crate::api::ApiError;
use crate::office::{api, browser};
use crate::text::{Text, fill, people as words, t};

/// What is open of the staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Panel {
    /// The form of an invitation.
    Invite,
    /// The form of somebody.
    Edit(i64),
    /// The history of somebody.
    History(i64),
}

/// What the page of the staff and the page behind a link show, and what is typed there.
#[derive(Clone, Copy)]
pub struct PeoplePage {
    /// One's own ways in, once loaded.
    pub access: RwSignal<Option<Access>>,
    /// Everybody, once loaded.
    pub staff: RwSignal<Option<Staff>>,
    /// How far loading has come.
    pub load: RwSignal<Load>,
    /// What stands in the fields, by their ids.
    pub typed: RwSignal<HashMap<&'static str, String>>,
    /// What is open of the staff.
    pub panel: RwSignal<Option<Panel>>,
    /// The history that is open.
    pub history: RwSignal<Vec<StaffEntry>>,
    /// A link that was just made.
    pub link: RwSignal<Option<Link>>,
    /// The second factor that is being set up.
    pub secret: RwSignal<Option<FactorSecret>>,
    /// Recovery codes that were just made.
    pub codes: RwSignal<Vec<String>>,
    /// How far the last change has come.
    pub sending: RwSignal<Load>,
    /// The code of the link one came by.
    pub join_code: RwSignal<Option<String>>,
    /// Whose link that is.
    pub invitee: RwSignal<Option<Invitee>>,
    /// What the fields were filled with.
    base: RwSignal<HashMap<&'static str, String>>,
}

impl PeoplePage {
    pub(super) fn new() -> Self {
        Self {
            access: RwSignal::new(None),
            staff: RwSignal::new(None),
            load: RwSignal::new(Load::Loading),
            typed: RwSignal::new(HashMap::new()),
            panel: RwSignal::new(None),
            history: RwSignal::new(Vec::new()),
            link: RwSignal::new(None),
            secret: RwSignal::new(None),
            codes: RwSignal::new(Vec::new()),
            sending: RwSignal::new(Load::Ready),
            join_code: RwSignal::new(None),
            invitee: RwSignal::new(None),
            base: RwSignal::new(HashMap::new()),
        }
    }

    /// Whether something is typed and not sent.
    pub(super) fn is_touched(self) -> bool {
        self.base.with_untracked(|base| {
            let differs = |(id, text): (&&str, &String)| {
                text.as_str() != base.get(id).map_or("", String::as_str)
            };
            self.typed.with_untracked(|all| all.iter().any(differs))
        })
    }

    /// Forgets everything of one person before another one signs in.
    pub(super) fn forget(self) {
        self.access.set(None);
        self.staff.set(None);
        self.typed.update(HashMap::clear);
        self.panel.set(None);
        self.history.set(Vec::new());
        self.link.set(None);
        self.secret.set(None);
        self.codes.set(Vec::new());
        self.sending.set(Load::Ready);
    }

    /// What stands in a field.
    #[must_use]
    pub fn value(self, id: &'static str) -> String {
        self.typed
            .with(|typed| typed.get(id).cloned().unwrap_or_default())
    }

    /// Puts this into a field.
    pub fn set(self, id: &'static str, value: String) {
        self.typed.update(|typed| drop(typed.insert(id, value)));
    }

    pub(super) fn peek(self, id: &'static str) -> String {
        untrack(|| self.value(id))
    }

    pub(super) fn clear(self, ids: &[&'static str]) {
        self.typed
            .update(|typed| typed.retain(|id, _| !ids.contains(id)));
    }
}

/// The fields of a person.
const FIELDS: [&str; 5] = ["p-login", "p-name", "p-position", "p-role", "p-department"];

/// What a role is called in a list of choices: its place among all. Its `Debug` is empty in what
/// is built for browsers.
#[must_use]
pub fn role_code(role: Role) -> String {
    let place = Role::ALL.iter().position(|one| *one == role);
    place.unwrap_or_default().to_string()
}

impl Store {
    /// Whether the officer may change the staff.
    #[must_use]
    pub fn administers(self) -> bool {
        self.me().is_some_and(|me| me.role.may(Deed::Administer))
    }

    /// Loads one's own ways in and, for an administrator, everybody.
    pub fn load_people(self) {
        let page = self.people;
        page.load.set(Load::Loading);
        page.sending.set(Load::Ready);
        let all = untrack(|| self.administers());
        spawn_local(async move {
            let loaded = self.fetch_people(all).await;
            page.load.set(match loaded {
                Ok(()) => Load::Ready,
                Err(error) if self.is_expiry(&error) => return,
                Err(error) => Load::Failed(error),
            });
        });
    }

    pub(super) async fn fetch_people(self, all: bool) -> Result<(), ApiError> {
        let access = api::access().await?;
        self.people.access.set(Some(access));
        if all {
            let staff = api::staff().await?;
            self.people.staff.set(Some(staff));
        }
        Ok(())
    }

    /// Does something to the page's data: shows that it is under way, loads what it changed, says
    /// what was done, or why it was not.
    pub(super) fn change_people<T: 'static>(
        self,
        ask: impl Future<Output = Result<T, ApiError>> + 'static,
        done: impl FnOnce(T) -> Option<Text> + 'static,
    ) {
        let page = self.people;
        if page.sending.get_untracked() == Load::Loading {
            return;
        }
        self.errors.set(Vec::new());
        page.sending.set(Load::Loading);
        let all = untrack(|| self.administers());
        spawn_local(async move {
            match ask.await {
                Ok(answer) => {
                    // What cannot be loaded anew is shown as it was; the change is made.
                    let _ = self.fetch_people(all).await;
                    page.sending.set(Load::Ready);
                    if let Some(said) = done(answer) {
                        self.say(t(said));
                    }
                }
                Err(error) if self.is_expiry(&error) => page.sending.set(Load::Ready),
                Err(error) => {
                    page.sending.set(Load::Failed(error));
                    browser::focus(".errors");
                }
            }
        });
    }

    /// Opens a form or a history of the staff, or closes what is open.
    pub fn open_panel(self, panel: Option<Panel>) {
        let page = self.people;
        self.errors.set(Vec::new());
        page.sending.set(Load::Ready);
        page.clear(&FIELDS);
        page.base.update(HashMap::clear);
        page.panel.set(panel);
        match panel {
            Some(Panel::Invite) => browser::focus("#p-login"),
            Some(Panel::Edit(id)) => {
                self.fill_person(id);
                browser::focus("#p-name");
            }
            Some(Panel::History(id)) => self.load_history(id),
            None => {}
        }
    }

    fn fill_person(self, id: i64) {
        let page = self.people;
        let found = page.staff.with_untracked(|staff| {
            let people = staff.as_ref().map(|staff| &staff.people);
            people.and_then(|people| people.iter().find(|one| one.id == id).cloned())
        });
        if let Some(one) = found {
            page.set("p-name", one.name);
            page.set("p-position", one.position);
            page.set("p-role", role_code(one.role));
            page.set("p-department", one.department);
            page.base.set(page.typed.get_untracked());
        }
    }

    fn load_history(self, id: i64) {
        let page = self.people;
        page.history.set(Vec::new());
        spawn_local(async move {
            match api::staff_history(id).await {
                Ok(found) if page.panel.get_untracked() == Some(Panel::History(id)) => {
                    page.history.set(found.entries);
                    browser::focus("#staff-history");
                }
                Err(error) if !self.is_expiry(&error) => page.sending.set(Load::Failed(error)),
                _ => {}
            }
        });
    }

    fn typed_about(self) -> About {
        let page = self.people;
        let code = page.peek("p-role");
        let role = Role::ALL.into_iter().find(|role| role_code(*role) == code);
        About {
            name: page.peek("p-name"),
            position: page.peek("p-position"),
            role: role.unwrap_or(Role::Reader),
            department: page.peek("p-department"),
        }
    }

    fn wrong_person(self, wrong: &[Wrong]) {
        let error = |wrong: &Wrong| -> FieldError {
            match wrong {
                Wrong::Login => ("p-login", words::LOGIN_WRONG),
                Wrong::Name => ("p-name", words::NAME_WRONG),
                Wrong::Position => ("p-position", words::POSITION_WRONG),
                Wrong::Department => ("p-department", words::DEPARTMENT_WRONG),
            }
        };
        self.point_out(wrong.iter().map(error).collect());
    }

    /// Invites whoever is typed.
    pub fn invite(self) {
        let about = self.typed_about().tidy();
        let login = self.people.peek("p-login").trim().to_owned();
        let new = NewColleague { login, about };
        if let Err(wrong) = new.check() {
            return self.wrong_person(&wrong);
        }
        let ask = async move { api::invite(&new).await };
        self.change_people(ask, move |link| {
            self.show_link(link);
            None
        });
    }

    fn show_link(self, link: Link) {
        self.open_panel(None);
        self.people.link.set(Some(link));
        browser::focus("#link-title");
    }

    /// Takes the link that was handed over out of sight.
    pub fn link_handed_over(self) {
        self.people.link.set(None);
        browser::focus("#staff-title");
    }

    /// The address of a link.
    #[must_use]
    pub fn link_address(self, link: &Link) -> String {
        format!("{}/office/join#{}", browser::origin(), link.code)
    }

    /// Saves what is typed of somebody.
    pub fn save_person(self, id: i64) {
        let about = self.typed_about().tidy();
        if let Err(wrong) = about.check() {
            return self.wrong_person(&wrong);
        }
        let ask = async move { api::put_person(id, &about).await };
        self.change_people(ask, move |()| {
            self.open_panel(None);
            browser::focus(&format!("#person-{id}"));
            // The officer's own name stands in the header.
            self.find_out_again();
            Some(words::SAVED)
        });
    }

    /// Makes a link for somebody who has forgotten the password.
    pub fn make_link(self, id: i64) {
        self.change_people(async move { api::make_link(id).await }, move |link| {
            self.show_link(link);
            None
        });
    }

    /// Takes the link of somebody back.
    pub fn revoke_link(self, id: i64) {
        self.people.link.set(None);
        let ask = async move { api::revoke_link(id).await };
        self.change_person(id, ask, words::LINK_REVOKED);
    }

    /// Keeps somebody out, or lets them in again.
    pub fn block(self, one: &Colleague) {
        let (id, blocked) = (one.id, one.standing != Standing::Blocked);
        if blocked && !browser::confirm(&fill(words::BLOCK_SURE, &one.name)) {
            return;
        }
        let ask = async move { api::block(id, blocked).await };
        let done = if blocked {
            words::BLOCKED
        } else {
            words::UNBLOCKED
        };
        self.change_person(id, ask, done);
    }

    /// Changes somebody by a button of theirs, which is drawn anew: the focus goes to their name.
    fn change_person(
        self,
        id: i64,
        ask: impl Future<Output = Result<(), ApiError>> + 'static,
        said: Text,
    ) {
        self.change_people(ask, move |()| {
            browser::focus(&format!("#person-{id}"));
            Some(said)
        });
    }

    /// Ends every session of somebody.
    pub fn end_sessions_of(self, id: i64) {
        let ask = async move { api::end_sessions_of(id).await };
        self.change_person(id, ask, words::SESSIONS_ENDED);
    }

    /// Resets the second factor of somebody.
    pub fn reset_factor(self, one: &Colleague) {
        if !browser::confirm(&fill(words::FACTOR_RESET_SURE, &one.name)) {
            return;
        }
        let id = one.id;
        let ask = async move { api::reset_factor(id).await };
        self.change_person(id, ask, words::FACTOR_ENDED);
    }
}
