//! The office's e-mail: loading, the mailbox being typed, sending a letter from the card.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::mail::{MailState, Mailbox, MailboxField, Security, is_address};
use domain::request::{Deed, LetterKind};
use domain::sync::mail::{CaseMail, MailPage, MailRow, OfficerContact, Order, SendLetter};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::{Load, Store};
use crate::api::ApiError;
use crate::office::route::Route;
use crate::office::{api, browser};
use crate::text::{Text, mail as words, t};

/// How often is looked after a mail that is on its way.
const LOOK_AGAIN: Duration = Duration::from_secs(2);
/// How often at most, so that a page that is left open asks no more.
const LOOKS: u32 = 30;

/// The mailbox as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedMailbox {
    /// As [`Mailbox`], with the numbers as texts.
    pub mailbox: Mailbox,
    /// The port.
    pub port: String,
    /// The hour of reminders.
    pub hour: String,
}

impl TypedMailbox {
    fn of(mailbox: Mailbox) -> Self {
        Self {
            port: mailbox.port.to_string(),
            hour: mailbox.reminder_hour.to_string(),
            mailbox,
        }
    }

    /// What is typed, with numbers that are none as wrong ones.
    fn read(&self) -> Mailbox {
        let mut mailbox = self.mailbox.clone().trimmed();
        mailbox.port = self.port.trim().parse().unwrap_or(0);
        mailbox.reminder_hour = self.hour.trim().parse().unwrap_or(u8::MAX);
        mailbox
    }
}

/// What the page of e-mail shows and what is typed there.
#[derive(Clone, Copy)]
pub struct MailDesk {
    /// The page, once loaded.
    pub page: RwSignal<Option<MailPage>>,
    /// How far loading has come.
    pub load: RwSignal<Load>,
    /// The mailbox as it is typed, once something is.
    pub typed: RwSignal<Option<TypedMailbox>>,
    /// The officer's own address as it is typed, once something is.
    pub own: RwSignal<Option<String>>,
    /// How far saving has come.
    pub sending: RwSignal<Load>,
    /// The letters of the card, once known.
    pub case: RwSignal<Option<(Uuid, CaseMail)>>,
    /// How far sending one of them has come.
    pub posting: RwSignal<Load>,
    looks: RwSignal<u32>,
}

impl MailDesk {
    pub(super) fn new() -> Self {
        Self {
            page: RwSignal::new(None),
            load: RwSignal::new(Load::Loading),
            typed: RwSignal::new(None),
            own: RwSignal::new(None),
            sending: RwSignal::new(Load::Ready),
            case: RwSignal::new(None),
            posting: RwSignal::new(Load::Ready),
            looks: RwSignal::new(0),
        }
    }

    /// Whether something is typed and not saved.
    pub(super) fn is_touched(self) -> bool {
        let mailbox = self.typed.with_untracked(Option::is_some);
        mailbox || self.own.with_untracked(Option::is_some)
    }

    /// Somebody else sits down.
    pub(super) fn forget(self) {
        self.page.set(None);
        self.typed.set(None);
        self.own.set(None);
        self.case.set(None);
    }
}

fn on_its_way(row: &MailRow) -> bool {
    row.state == MailState::Waiting && (row.taken || row.tries == 0)
}

impl Store {
    /// Loads the page; what is typed stays.
    pub fn load_mail(self) {
        self.mail.load.set(Load::Loading);
        self.mail.sending.set(Load::Ready);
        self.mail.looks.set(0);
        self.refresh_mail();
    }

    fn refresh_mail(self) {
        let page = self.mail;
        spawn_local(async move {
            match api::mail().await {
                Ok(found) => self.take_mail(found),
                Err(error) if self.is_expiry(&error) => {}
                Err(error) => page.load.set(Load::Failed(error)),
            }
        });
    }

    fn take_mail(self, found: MailPage) {
        let page = self.mail;
        self.set_clock(found.server_time);
        page.load.set(Load::Ready);
        let again = found.waiting.iter().any(on_its_way);
        let same = page.page.with_untracked(|shown| {
            shown.as_ref().is_some_and(|shown| {
                let now = found.server_time;
                MailPage {
                    server_time: now,
                    ..shown.clone()
                } == found
            })
        });
        // Drawing the same again would take the focus off a button.
        if !same {
            page.page.set(Some(found));
        }
        if again {
            self.look_again(move || {
                if self.route.get_untracked() == Route::Mail {
                    self.refresh_mail();
                }
            });
        }
    }

    fn look_again(self, look: impl FnOnce() + 'static) {
        let looks = self.mail.looks.get_untracked();
        if looks < LOOKS {
            self.mail.looks.set(looks + 1);
            set_timeout(look, LOOK_AGAIN);
        }
    }

    /// The mailbox as the form shows it: typed, or as it is.
    #[must_use]
    pub fn mailbox(self) -> TypedMailbox {
        self.mail.typed.get().unwrap_or_else(|| {
            let saved = self
                .mail
                .page
                .with(|page| page.as_ref().and_then(|page| page.mailbox.clone()));
            TypedMailbox::of(saved.unwrap_or_default())
        })
    }

    /// Takes what is typed into the mailbox.
    pub fn type_mailbox(self, change: impl FnOnce(&mut TypedMailbox)) {
        let mut typed = untrack(|| self.mailbox());
        change(&mut typed);
        self.mail.typed.set(Some(typed));
    }

    /// Chooses how the way to the mail server is kept private.
    pub fn choose_security(self, code: &str) {
        let chosen = Security::ALL.into_iter().find(|one| one.code() == code);
        if let Some(security) = chosen {
            self.type_mailbox(|typed| typed.mailbox.security = security);
        }
    }

    /// Lets a kind of letter go by itself, or not.
    pub fn let_go(self, kind: LetterKind, alone: bool) {
        self.type_mailbox(|typed| {
            let kinds: &mut BTreeSet<LetterKind> = &mut typed.mailbox.by_themselves;
            if alone {
                kinds.insert(kind);
            } else {
                kinds.remove(&kind);
            }
        });
    }

    /// Saves the mailbox, if it is right.
    pub fn save_mailbox(self) {
        let mailbox = untrack(|| self.mailbox()).read();
        let wrong = mailbox.wrong();
        if !wrong.is_empty() {
            let errors = wrong
                .into_iter()
                .map(|one| (field_id(one), words::wrong(one)));
            return self.point_out(errors.collect());
        }
        self.errors.set(Vec::new());
        self.send_mail(words::SAVED, async move {
            let found = api::put_mailbox(&mailbox).await?;
            self.mail.typed.set(None);
            Ok(found)
        });
    }

    /// Saves the officer's own address, if it is one.
    pub fn save_own_address(self) {
        let email = self.mail.own.get_untracked().unwrap_or_else(|| {
            let saved = self
                .mail
                .page
                .with_untracked(|page| page.as_ref().map(|page| page.own.clone()));
            saved.unwrap_or_default()
        });
        let email = email.trim().to_owned();
        if !email.is_empty() && !is_address(&email) {
            return self.point_out(vec![("own", words::OWN_WRONG)]);
        }
        self.errors.set(Vec::new());
        self.send_mail(words::OWN_SAVED, async move {
            api::put_contact(&OfficerContact { email }).await?;
            self.mail.own.set(None);
            api::mail().await
        });
    }

    /// Sends a mail to oneself.
    pub fn send_test(self) {
        self.send_mail(words::TEST_SENT, api::test_mail());
    }

    /// Has a mail tried now, or takes it back.
    pub fn order_mail(self, id: Uuid, order: Order) {
        let done = match order {
            Order::Retry => words::RETRIED,
            Order::Cancel => words::CANCELLED,
        };
        self.send_mail(done, async move {
            api::order_mail(id, order).await?;
            browser::focus("#queue");
            api::mail().await
        });
    }

    fn send_mail(
        self,
        done: Text,
        act: impl Future<Output = Result<MailPage, ApiError>> + 'static,
    ) {
        let page = self.mail;
        if page.sending.get_untracked() == Load::Loading {
            return;
        }
        page.sending.set(Load::Loading);
        page.looks.set(0);
        spawn_local(async move {
            match act.await {
                Ok(found) => {
                    page.sending.set(Load::Ready);
                    self.take_mail(found);
                    self.say(t(done));
                }
                Err(error) if self.is_expiry(&error) => page.sending.set(Load::Ready),
                Err(error) => page.sending.set(Load::Failed(error)),
            }
        });
    }

    /// Whether the officer may send letters by e-mail.
    #[must_use]
    pub fn sends_letters(self) -> bool {
        self.me().is_some_and(|me| me.role.may(Deed::Decide))
    }

    /// Finds out what became by e-mail of the letters of this card.
    pub(super) fn load_case_mail(self, id: Uuid) {
        spawn_local(async move {
            // Without it the card only does not say what went by e-mail.
            if let Ok(found) = api::case_mail(id).await {
                self.take_case_mail(id, found);
            }
        });
    }

    fn take_case_mail(self, id: Uuid, found: CaseMail) {
        if self.route.get_untracked() != Route::Card(id) {
            return;
        }
        let again = found.letters.iter().any(on_its_way);
        let known = Some((id, found));
        if self.mail.case.with_untracked(|shown| *shown != known) {
            self.mail.case.set(known);
        }
        if again {
            self.look_again(move || {
                if self.route.get_untracked() == Route::Card(id) {
                    self.load_case_mail(id);
                }
            });
        }
    }

    /// Sends a letter of this card by e-mail.
    pub fn post_letter(self, id: Uuid, n: usize, letter: LetterKind) {
        let posting = self.mail.posting;
        if posting.get_untracked() == Load::Loading {
            return;
        }
        posting.set(Load::Loading);
        self.mail.looks.set(0);
        spawn_local(async move {
            match api::post_letter(id, &SendLetter { n, letter }).await {
                Ok(found) => {
                    posting.set(Load::Ready);
                    self.take_case_mail(id, found);
                    // The button is gone; what became of it stands in its place.
                    browser::focus(&format!("#mail-{n}-{}", letter.code()));
                    self.say(t(words::QUEUED));
                }
                Err(error) if self.is_expiry(&error) => posting.set(Load::Ready),
                Err(error) => posting.set(Load::Failed(error)),
            }
        });
    }
}

/// The id of a field of the mailbox.
#[must_use]
pub const fn field_id(field: MailboxField) -> &'static str {
    match field {
        MailboxField::Host => "host",
        MailboxField::Port => "port",
        MailboxField::Security => "security",
        MailboxField::Login => "mail-login",
        MailboxField::From => "from",
        MailboxField::FromName => "from-name",
        MailboxField::ReplyTo => "reply-to",
        MailboxField::ByThemselves => "alone-acknowledgement",
        MailboxField::ReminderHour => "hour",
    }
}
