//! The papers of the card that is open: loading, adding one by one, marking, publishing.

use std::collections::HashMap;

use domain::request::{Filed, MAX_PAPER_BYTES, PaperDesk, PaperRole};
use domain::sync::paper::{CasePapers, NewPaper, PaperMark, PublishPaper};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::{Load, Store};
use crate::api::ApiError;
use crate::device;
use crate::office::{api, browser};
use crate::text::{Text, papers as words, t};

/// How far adding has come.
#[derive(Debug, Clone, PartialEq)]
pub enum Adding {
    /// Nothing is on its way.
    Rests,
    /// This file is.
    Sends(String),
    /// This one was not added; it and those behind it wait.
    Stopped(String, Stop),
}

/// Why a file was not added.
#[derive(Debug, Clone, PartialEq)]
pub enum Stop {
    /// It is too large to be tried.
    TooLarge,
    /// The server did not take it, or was not reached.
    Failed(ApiError),
}

/// What a paper is to be, as it is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chosen {
    /// The role's name.
    pub role: String,
    /// The paper it stands beside.
    pub of: String,
    /// Whether it goes to the requester.
    pub goes: bool,
}

/// What is typed to publish a paper.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Publishing {
    /// The subject.
    pub subject: String,
    /// Nothing personal is left in it.
    pub confirmed: bool,
}

/// The papers of the card that is open, and what is chosen and typed there.
#[derive(Clone, Copy)]
pub struct PapersPage {
    /// Whose they are, and the papers, once loaded.
    pub all: RwSignal<Option<(Uuid, CasePapers)>>,
    /// How far loading has come.
    pub load: RwSignal<Load>,
    /// What the next files are.
    pub next: RwSignal<Chosen>,
    /// The files that are chosen, each with the id it is sent under.
    pub files: RwSignal<Vec<(Uuid, web_sys::File)>, LocalStorage>,
    /// How far adding has come.
    pub adding: RwSignal<Adding>,
    /// What is wrong in the form of the next files.
    pub wrong: RwSignal<Option<(&'static str, Text)>>,
    /// What is chosen for papers that are there, and not saved.
    pub marks: RwSignal<HashMap<Uuid, Chosen>>,
    /// What is typed to publish papers.
    pub publishing: RwSignal<HashMap<Uuid, Publishing>>,
    /// What is wrong with a change of a paper.
    pub failed: RwSignal<Option<(Uuid, String)>>,
}

impl PapersPage {
    pub(super) fn new() -> Self {
        Self {
            all: RwSignal::new(None),
            load: RwSignal::new(Load::Loading),
            next: RwSignal::new(Chosen::default()),
            files: RwSignal::new_local(Vec::new()),
            adding: RwSignal::new(Adding::Rests),
            wrong: RwSignal::new(None),
            marks: RwSignal::new(HashMap::new()),
            publishing: RwSignal::new(HashMap::new()),
            failed: RwSignal::new(None),
        }
    }
}

/// The name of a role in a list of choices.
#[must_use]
pub fn name_of(role: PaperRole) -> &'static str {
    match role {
        PaperRole::Scan => "scan",
        PaperRole::Answer => "answer",
        PaperRole::Letter => "letter",
        PaperRole::Other => "other",
        PaperRole::Signature { .. } => "signature",
        PaperRole::Redacted { .. } => "redacted",
    }
}

impl Chosen {
    /// What a paper is.
    #[must_use]
    pub fn of(role: PaperRole, goes: bool) -> Self {
        Self {
            role: name_of(role).to_owned(),
            of: role.of().map(|of| of.to_string()).unwrap_or_default(),
            goes,
        }
    }

    /// Whether another paper has to be named.
    #[must_use]
    pub fn stands_beside(&self) -> bool {
        matches!(self.role.as_str(), "signature" | "redacted")
    }

    /// The role; none when the other paper is missing.
    #[must_use]
    pub fn read(&self) -> Option<PaperRole> {
        let of = Uuid::try_parse(&self.of).ok();
        Some(match self.role.as_str() {
            "scan" => PaperRole::Scan,
            "answer" => PaperRole::Answer,
            "letter" => PaperRole::Letter,
            "signature" => PaperRole::Signature { of: of? },
            "redacted" => PaperRole::Redacted { of: of? },
            _ => PaperRole::Other,
        })
    }
}

impl Store {
    /// Loads the papers of a card; what is chosen and typed stays.
    pub fn load_papers(self, id: Uuid) {
        let page = self.papers;
        let another = page
            .all
            .with_untracked(|all| all.as_ref().is_none_or(|(of, _)| *of != id));
        if another {
            page.all.set(None);
            page.files.set(Vec::new());
            page.next.set(Chosen::default());
            page.adding.set(Adding::Rests);
            page.wrong.set(None);
            page.failed.set(None);
        }
        page.load.set(Load::Loading);
        spawn_local(async move {
            match api::papers(id).await {
                Ok(papers) => self.take_papers(id, papers),
                Err(error) if self.is_expiry(&error) => {}
                Err(error) => page.load.set(Load::Failed(error)),
            }
        });
    }

    fn take_papers(self, id: Uuid, papers: CasePapers) {
        let here = self.row.get_untracked() == Some(id);
        if here {
            self.papers.all.set(Some((id, papers)));
            self.papers.load.set(Load::Ready);
        }
    }

    /// Asks the rules about the papers of the open card, for who is signed in.
    pub fn with_paper_desk<T>(self, ask: impl FnOnce(&PaperDesk<'_>) -> T) -> Option<T> {
        let role = self.me()?.role;
        let outcome = self
            .card
            .with(|card| card.as_ref().map(|card| card.row.outcome))?;
        self.papers.all.with(|all| {
            let (_, papers) = all.as_ref()?;
            let filed: Vec<Filed> = papers
                .papers
                .iter()
                .map(|view| Filed {
                    id: view.id,
                    paper: view.paper.clone(),
                })
                .collect();
            Some(ask(&PaperDesk {
                role,
                outcome,
                papers: &filed,
            }))
        })
    }

    /// Notes the files that were chosen, each under an id of its own: sent twice, it is kept once.
    pub fn choose_papers(self, files: Vec<web_sys::File>) {
        let page = self.papers;
        page.adding.set(Adding::Rests);
        page.wrong.set(None);
        let files = files.into_iter().map(|file| (device::new_id(), file));
        page.files.set(files.collect());
    }

    /// Sends the chosen files, one after the other.
    pub fn add_papers(self, id: Uuid) {
        let page = self.papers;
        if matches!(page.adding.get_untracked(), Adding::Sends(_)) {
            return;
        }
        let chosen = page.next.get_untracked();
        let wrong = if page.files.with_untracked(Vec::is_empty) {
            Some(("paper-files", words::FILES_MISSING))
        } else if chosen.read().is_none() {
            Some(("paper-of", words::OF_MISSING))
        } else {
            None
        };
        page.wrong.set(wrong);
        if let Some((field, _)) = wrong {
            return browser::focus(&format!("#{field}"));
        }
        spawn_local(async move { self.send_papers(id).await });
    }

    async fn send_papers(self, id: Uuid) {
        let page = self.papers;
        loop {
            let first = page.files.with_untracked(|files| files.first().cloned());
            let Some((paper, file)) = first else { break };
            let name = file.name();
            if file.size() > MAX_PAPER_BYTES as f64 {
                page.adding.set(Adding::Stopped(name, Stop::TooLarge));
                return;
            }
            page.adding.set(Adding::Sends(name.clone()));
            let new = self.described(paper, &name);
            match api::add_paper(id, &new, &file).await {
                Ok(papers) => {
                    self.take_papers(id, papers);
                    page.files
                        .update(|files| files.retain(|(of, _)| *of != paper));
                }
                Err(error) if self.is_expiry(&error) => return page.adding.set(Adding::Rests),
                Err(error) => {
                    return page.adding.set(Adding::Stopped(name, Stop::Failed(error)));
                }
            }
        }
        page.adding.set(Adding::Rests);
        browser::clear_files("paper-files");
        browser::focus("#paper-add");
        self.say(t(words::ADDED));
    }

    /// A signature stands beside the document of its name, whatever was chosen for the others.
    fn described(self, id: Uuid, name: &str) -> NewPaper {
        let chosen = self.papers.next.get_untracked();
        let stem = name.strip_suffix(".p7s");
        let signed = stem.and_then(|stem| {
            self.papers.all.with_untracked(|all| {
                let (_, papers) = all.as_ref()?;
                let found = papers.papers.iter().find(|view| view.paper.name == stem)?;
                Some((found.id, found.paper.to_requester))
            })
        });
        let (role, to_requester) = match signed {
            Some((of, goes)) if chosen.role != "signature" => (PaperRole::Signature { of }, goes),
            _ => (chosen.read().unwrap_or(PaperRole::Other), chosen.goes),
        };
        NewPaper {
            id,
            name: name.to_owned(),
            role,
            to_requester,
        }
    }

    /// Gives the file up that could not be added.
    pub fn drop_paper(self) {
        self.papers.files.update(|files| {
            if !files.is_empty() {
                files.remove(0);
            }
        });
        if self.papers.files.with_untracked(Vec::is_empty) {
            browser::clear_files("paper-files");
        }
        self.papers.adding.set(Adding::Rests);
        browser::focus("#paper-add");
    }

    /// Saves what a paper was marked as.
    pub fn mark_paper(self, id: Uuid, paper: Uuid) {
        let chosen = self
            .papers
            .marks
            .with_untracked(|all| all.get(&paper).cloned());
        let Some(chosen) = chosen else { return };
        let Some(role) = chosen.read() else {
            return self.paper_wrong(paper, words::OF_MISSING);
        };
        let mark = PaperMark {
            role,
            to_requester: chosen.goes,
        };
        spawn_local(async move {
            let answer = api::mark_paper(id, paper, &mark).await;
            if self.paper_changed(id, paper, answer, words::SAVED) {
                self.papers.marks.update(|all| drop(all.remove(&paper)));
            }
        });
    }

    /// Takes a paper away, once it is confirmed.
    pub fn take_paper_away(self, id: Uuid, paper: Uuid, name: &str) {
        if !browser::confirm(&crate::text::fill(words::TAKE_AWAY_ASK, name)) {
            return;
        }
        spawn_local(async move {
            let answer = api::take_paper_away(id, paper).await;
            if self.paper_changed(id, paper, answer, words::TAKEN_AWAY) {
                browser::focus("#papers-title");
            }
        });
    }

    /// Publishes a redacted copy.
    pub fn publish_paper(self, id: Uuid, paper: Uuid) {
        let typed = self
            .papers
            .publishing
            .with_untracked(|all| all.get(&paper).cloned());
        let typed = typed.unwrap_or_default();
        if typed.subject.trim().is_empty() {
            return self.paper_wrong(paper, words::SUBJECT_MISSING);
        }
        if !typed.confirmed {
            return self.paper_wrong(paper, words::CONFIRM_MISSING);
        }
        let asked = PublishPaper {
            subject: typed.subject.trim().to_owned(),
            no_personal_data: true,
        };
        spawn_local(async move {
            let answer = api::publish_paper(id, paper, &asked).await;
            if self.paper_changed(id, paper, answer, words::DONE_PUBLISHED) {
                self.papers
                    .publishing
                    .update(|all| drop(all.remove(&paper)));
            }
        });
    }

    /// Withdraws a paper from publication.
    pub fn withdraw_paper(self, id: Uuid, paper: Uuid) {
        spawn_local(async move {
            let answer = api::withdraw_paper(id, paper).await;
            self.paper_changed(id, paper, answer, words::WITHDRAWN);
        });
    }

    fn paper_wrong(self, paper: Uuid, what: Text) {
        self.papers.failed.set(Some((paper, t(what).to_owned())));
    }

    fn paper_changed(
        self,
        id: Uuid,
        paper: Uuid,
        answer: Result<CasePapers, ApiError>,
        done: Text,
    ) -> bool {
        match answer {
            Ok(papers) => {
                self.papers.failed.set(None);
                self.take_papers(id, papers);
                self.say(t(done));
                return true;
            }
            Err(error) if self.is_expiry(&error) => {}
            Err(error) => {
                let why = crate::office::parts::explain(&error);
                self.papers.failed.set(Some((paper, why)));
            }
        }
        false
    }
}
