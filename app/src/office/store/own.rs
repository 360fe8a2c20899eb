//! One's own password, second factor and sessions, and joining by a link.

use domain::sync::people::{BeginFactor, EndFactor, FactorCode, Join, NewPassword, check_password};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Load, Session, Store};
use crate::office::{api, browser};
use crate::text::{people as words, t};

impl Store {
    fn own_words(self) -> [String; 2] {
        let login = self
            .people
            .access
            .with_untracked(|access| access.as_ref().map(|access| access.login.clone()));
        let name = untrack(|| self.me()).map(|me| me.name);
        [login.unwrap_or_default(), name.unwrap_or_default()]
    }

    /// Changes one's own password.
    pub fn change_password(self) {
        let page = self.people;
        let form = NewPassword {
            old: page.peek("old"),
            new: page.peek("new"),
        };
        let mut errors = Vec::new();
        if form.old.is_empty() {
            errors.push(("old", words::OLD_MISSING));
        }
        let [login, name] = self.own_words();
        if let Err(why) = check_password(&form.new, &[&login, &name]) {
            errors.push(("new", words::weak(why)));
        }
        if !errors.is_empty() {
            return self.point_out(errors);
        }
        let ask = async move { api::put_password(&form).await };
        self.change_people(ask, move |()| {
            page.clear(&["old", "new"]);
            Some(words::PASSWORD_DONE)
        });
    }

    /// Begins to set up the second factor.
    pub fn begin_factor(self) {
        let page = self.people;
        let password = page.peek("f-password");
        if password.is_empty() {
            return self.point_out(vec![("f-password", words::OLD_MISSING)]);
        }
        let ask = async move { api::begin_factor(&BeginFactor { password }).await };
        self.change_people(ask, move |secret| {
            page.clear(&["f-password"]);
            page.secret.set(Some(secret));
            browser::focus("#f-code");
            None
        });
    }

    /// Switches the second factor on.
    pub fn confirm_factor(self) {
        let page = self.people;
        let code = page.peek("f-code");
        if code.trim().is_empty() {
            return self.point_out(vec![("f-code", words::CODE_MISSING)]);
        }
        let ask = async move { api::confirm_factor(&FactorCode { code }).await };
        self.change_people(ask, move |made| {
            page.clear(&["f-code"]);
            page.secret.set(None);
            page.codes.set(made.codes);
            browser::focus("#codes-title");
            Some(words::FACTOR_DONE)
        });
    }

    /// Takes the recovery codes out of sight.
    pub fn codes_kept(self) {
        self.people.codes.set(Vec::new());
        browser::focus("#factor-title");
    }

    /// Switches the second factor off.
    pub fn end_factor(self) {
        let page = self.people;
        let form = EndFactor {
            password: page.peek("f-password"),
            code: page.peek("f-code"),
        };
        let mut errors = Vec::new();
        if form.password.is_empty() {
            errors.push(("f-password", words::OLD_MISSING));
        }
        if form.code.trim().is_empty() {
            errors.push(("f-code", words::CODE_MISSING));
        }
        if !errors.is_empty() {
            return self.point_out(errors);
        }
        let ask = async move { api::end_factor(&form).await };
        self.change_people(ask, move |()| {
            page.clear(&["f-password", "f-code"]);
            browser::focus("#factor-title");
            Some(words::FACTOR_ENDED)
        });
    }

    /// Ends one of one's own sessions, or all others.
    pub fn end_session(self, id: Option<String>) {
        let ask = async move { api::end_session(id.as_deref()).await };
        self.change_people(ask, move |()| {
            browser::focus("#sessions-title");
            Some(words::SESSIONS_ENDED)
        });
    }

    /// Finds out whose link one came by. Its code goes out of the address bar.
    pub fn open_link(self) {
        let page = self.people;
        if let Some(code) = browser::take_fragment() {
            page.join_code.set(Some(code));
        }
        page.sending.set(Load::Ready);
        let Some(code) = page.join_code.get_untracked() else {
            return page.load.set(Load::Ready);
        };
        page.load.set(Load::Loading);
        spawn_local(async move {
            match api::invitee(&code).await {
                Ok(invitee) => {
                    page.invitee.set(Some(invitee));
                    page.load.set(Load::Ready);
                }
                Err(error) => page.load.set(Load::Failed(error)),
            }
        });
    }

    /// Loads the page behind the link again.
    pub fn open_link_again(self) {
        self.open_link();
    }

    /// Sets the password by the link.
    pub fn join(self) {
        let page = self.people;
        let found = page.invitee.get_untracked();
        let Some((invitee, code)) = found.zip(page.join_code.get_untracked()) else {
            return;
        };
        if page.sending.get_untracked() == Load::Loading {
            return;
        }
        let password = page.peek("new");
        if let Err(why) = check_password(&password, &[&invitee.login, &invitee.name]) {
            return self.point_out(vec![("new", words::weak(why))]);
        }
        self.errors.set(Vec::new());
        page.sending.set(Load::Loading);
        spawn_local(async move {
            match api::join(&Join { code, password }).await {
                Ok(()) => {
                    page.sending.set(Load::Ready);
                    page.clear(&["new"]);
                    page.join_code.set(None);
                    page.invitee.set(None);
                    self.login.set(invitee.login);
                    self.session.set(Session::Out);
                    self.back_to_journal();
                    self.say(t(words::JOIN_DONE));
                }
                Err(error) => {
                    page.sending.set(Load::Failed(error));
                    browser::focus(".errors");
                }
            }
        });
    }
}
