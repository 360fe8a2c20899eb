//! The templates of letters: loading, typing, saving.

use std::collections::HashMap;

use domain::request::{Deed, LetterKind};
use domain::sync::letter::{LetterPreview, NewTemplate, Preview, Template, TemplateProblem, check};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Load, Store};
use crate::office::{api, browser};
use crate::text::{letters as words, t};

/// What the page of the templates shows and what is typed there.
#[derive(Clone, Copy)]
pub struct LettersPage {
    /// The templates, once loaded.
    pub all: RwSignal<Vec<Template>>,
    /// How far loading has come.
    pub load: RwSignal<Load>,
    /// What is typed and not saved.
    pub typed: RwSignal<HashMap<LetterKind, String>>,
    /// What is wrong with it.
    pub wrong: RwSignal<HashMap<LetterKind, Vec<TemplateProblem>>>,
    /// What texts would make of letters.
    pub shown: RwSignal<HashMap<LetterKind, LetterPreview>>,
    /// How far saving has come.
    pub sending: RwSignal<Load>,
}

impl LettersPage {
    pub(super) fn new() -> Self {
        Self {
            all: RwSignal::new(Vec::new()),
            load: RwSignal::new(Load::Loading),
            typed: RwSignal::new(HashMap::new()),
            wrong: RwSignal::new(HashMap::new()),
            shown: RwSignal::new(HashMap::new()),
            sending: RwSignal::new(Load::Ready),
        }
    }
}

impl Store {
    /// Loads the templates; what is typed stays.
    pub fn load_letters(self) {
        let page = self.letters;
        page.load.set(Load::Loading);
        page.sending.set(Load::Ready);
        spawn_local(async move {
            match api::templates().await {
                Ok(found) => {
                    page.all.set(found.templates);
                    page.load.set(Load::Ready);
                }
                Err(error) if self.is_expiry(&error) => {}
                Err(error) => page.load.set(Load::Failed(error)),
            }
        });
    }

    /// Whether the officer may change templates.
    #[must_use]
    pub fn edits_letters(self) -> bool {
        self.me().is_some_and(|me| me.role.may(Deed::EditLetters))
    }

    /// Takes what is typed into a template.
    pub fn type_letter(self, kind: LetterKind, text: String) {
        self.letters
            .typed
            .update(|typed| drop(typed.insert(kind, text)));
    }

    /// Saves what is typed into a template, if it is right.
    pub fn save_letter(self, template: &Template) {
        if let Some(text) = self.right_text(template) {
            self.send_letter(template.kind, text);
        }
    }

    /// Shows what the text would make of a letter: of the request whose card was open last, or of a
    /// made-up one.
    pub fn preview_letter(self, template: &Template) {
        let kind = template.kind;
        let Some(text) = self.right_text(template) else {
            return;
        };
        let page = self.letters;
        page.wrong.update(|wrong| drop(wrong.remove(&kind)));
        let request = self
            .card
            .with_untracked(|card| card.as_ref().map(|card| card.row.id));
        let asked = Preview {
            kind,
            text,
            request,
        };
        spawn_local(async move {
            match api::preview_letter(&asked).await {
                Ok(shown) => {
                    page.sending.set(Load::Ready);
                    page.shown.update(|all| drop(all.insert(kind, shown)));
                    browser::focus(&format!("#{}-preview-title", kind.code()));
                }
                Err(error) if self.is_expiry(&error) => {}
                Err(error) => page.sending.set(Load::Failed(error)),
            }
        });
    }

    /// What is typed into a template, if it is right; else what is wrong is shown.
    fn right_text(self, template: &Template) -> Option<String> {
        let kind = template.kind;
        let typed = self
            .letters
            .typed
            .with_untracked(|typed| typed.get(&kind).cloned());
        let text = typed.unwrap_or_else(|| template.text.clone());
        let names = |all: &[String]| -> Vec<String> { all.to_vec() };
        let (known, required) = (names(&template.known), names(&template.required));
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let required: Vec<&str> = required.iter().map(String::as_str).collect();
        // Empty, it goes back to the standard text.
        if !text.trim().is_empty()
            && let Err(problems) = check(text.trim(), &known, &required)
        {
            self.letters
                .wrong
                .update(|wrong| drop(wrong.insert(kind, problems)));
            browser::focus(&format!("#{}", kind.code()));
            return None;
        }
        Some(text)
    }

    /// Goes back to the standard text.
    pub fn standard_letter(self, kind: LetterKind) {
        self.send_letter(kind, String::new());
    }

    fn send_letter(self, kind: LetterKind, text: String) {
        let page = self.letters;
        let send = async move { api::put_template(&NewTemplate { kind, text }).await };
        let sent = self.send_one(page.sending, send, move |found| {
            page.typed.update(|typed| drop(typed.remove(&kind)));
            page.all.set(found.templates);
            // The list is drawn anew; who pressed stays where they were.
            browser::focus(&format!("#{}-save", kind.code()));
            self.say(t(words::SAVED));
        });
        if sent {
            page.wrong.update(|wrong| drop(wrong.remove(&kind)));
        }
    }
}
