//! Signing in and out.

use domain::sync::office::{Me, SignIn};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Load, Session, Store};
use crate::api::ApiError;
use crate::office::{api, browser};
use crate::text::{office as words, people, t};

fn is_401(error: &ApiError) -> bool {
    matches!(error, ApiError::Problem(problem) if problem.status == 401)
}

const SECOND_NEEDED: &str = "/problems/second-factor-needed";
const SECOND_WRONG: &str = "/problems/second-factor-wrong";

fn is_kind(error: &ApiError, kind: &str) -> bool {
    matches!(error, ApiError::Problem(problem) if problem.kind == kind)
}

fn typist_of(me: &Me) -> Option<(String, String)> {
    Some((me.name.clone(), me.position.clone()))
}

impl Store {
    /// Asks the server who is signed in.
    pub fn find_out_who(self) {
        self.session.set(Session::Asking);
        spawn_local(async move {
            match api::me().await {
                Ok(me) => self.enter(me),
                Err(error) if is_401(&error) => self.session.set(Session::Out),
                Err(error) => self.session.set(Session::Unreachable(error)),
            }
        });
    }

    /// Sends login and password.
    pub fn sign_in(self) {
        if self.entering.get_untracked() == Load::Loading {
            return;
        }
        let form = SignIn {
            login: self.login.get_untracked().trim().to_owned(),
            password: self.password.get_untracked(),
            code: self
                .asks_code
                .get_untracked()
                .then(|| self.code_typed.get_untracked().trim().to_owned()),
        };
        let mut errors = Vec::new();
        if form.login.is_empty() {
            errors.push(("login", words::LOGIN_MISSING));
        }
        if form.password.is_empty() {
            errors.push(("password", words::PASSWORD_MISSING));
        }
        if form.code.as_ref().is_some_and(String::is_empty) {
            errors.push(("code", people::CODE_MISSING));
        }
        self.entering.set(Load::Ready);
        if !errors.is_empty() {
            return self.point_out(errors);
        }
        self.errors.set(Vec::new());
        self.entering.set(Load::Loading);
        spawn_local(async move {
            match api::sign_in(&form).await {
                Ok(me) => self.enter(me),
                Err(error) if is_kind(&error, SECOND_NEEDED) => {
                    self.entering.set(Load::Ready);
                    self.asks_code.set(true);
                    browser::focus("#code");
                }
                Err(error) if is_kind(&error, SECOND_WRONG) => {
                    self.entering.set(Load::Ready);
                    self.code_typed.set(String::new());
                    self.point_out(vec![("code", people::SECOND_WRONG)]);
                }
                Err(error) if is_401(&error) => {
                    self.back_to_password();
                    self.entering.set(Load::Ready);
                    self.password.set(String::new());
                    self.point_out(vec![("password", words::SIGN_IN_WRONG)]);
                }
                Err(error) => {
                    self.entering.set(Load::Failed(error));
                    browser::focus(".errors");
                }
            }
        });
    }

    /// Goes from the second step of signing in back to the first.
    pub fn back_to_password(self) {
        self.asks_code.set(false);
        self.code_typed.set(String::new());
        self.errors.set(Vec::new());
        self.entering.set(Load::Ready);
    }

    /// Asks again who is signed in, and shows nothing of it unless it changed.
    pub(super) fn find_out_again(self) {
        spawn_local(async move {
            match api::me().await {
                Ok(me) if self.typist.get_untracked() == typist_of(&me) => {
                    self.session.set(Session::In(me));
                }
                Ok(me) => self.enter(me),
                Err(error) => drop(self.is_expiry(&error)),
            }
        });
    }

    fn enter(self, me: Me) {
        let who = typist_of(&me);
        if self.typist.get_untracked() != who {
            // Somebody else's words, and a search may name a person.
            self.forget_everything();
            self.typist.set(who);
        }
        self.entering.set(Load::Ready);
        self.login.set(String::new());
        self.password.set(String::new());
        self.back_to_password();
        self.session.set(Session::In(me));
    }

    fn forget_everything(self) {
        self.typed.update(std::collections::HashMap::clear);
        self.days.forget();
        self.day_parts.forget();
        self.duties.forget();
        self.search.set(String::new());
        self.executor.set(None);
        self.rows.set(Vec::new());
        self.next.set(None);
        self.card.set(None);
        self.row.set(None);
        self.people.forget();
        self.views.forget();
        self.mail.forget();
        self.settings.forget();
        self.letters.typed.update(std::collections::HashMap::clear);
        self.board.set(None);
        self.entry.set(None);
        // A requester's access code is shown once, to whoever entered the request.
        self.code.set(None);
    }

    /// Signs out; asks first when text would be lost.
    pub fn sign_out(self) {
        if self.has_unsent() && !browser::confirm(t(words::SIGN_OUT_UNSENT)) {
            return;
        }
        spawn_local(async move {
            match api::sign_out().await {
                Err(error) if !is_401(&error) => self.say(t(words::SIGN_OUT_FAILED)),
                _ => {
                    self.forget_everything();
                    self.typist.set(None);
                    self.session.set(Session::Out);
                    self.say(t(words::SIGNED_OUT));
                }
            }
        });
    }

    /// The officer who is signed in.
    #[must_use]
    pub fn me(self) -> Option<Me> {
        match self.session.get() {
            Session::In(me) => Some(me),
            _ => None,
        }
    }
}
