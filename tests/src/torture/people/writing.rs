//! What a person does in the pages, and what is noted of what the pages say.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Draft, HEADING, Person, SHOWN};
use crate::Kind;
use crate::chance::Chance;
use crate::ledger::Meant;
use crate::words::UK;

/// How soon the page is asked again whether it has saved.
const POLL: Duration = Duration::from_millis(15);
/// How long a page must say that something is gone to be believed.
const SURELY: Duration = Duration::from_secs(2);
/// What it then says.
const GONE: &str = "Такої чернетки на цьому пристрої немає";

/// What the page says of the field and of its saving, at one moment.
const FIELD: &str = "const field = document.querySelector('main textarea'); \
    const said = [...document.querySelectorAll('[role=status]')].map((el) => el.innerText); \
    return [location.pathname, field?.value ?? null, said.some((text) => text.includes(arguments[0]))];";

impl Person {
    pub(super) async fn begin(&self) -> Result<Uuid> {
        self.browser.visit(&format!("{}/new", self.origin)).await?;
        let id = self
            .browser
            .until("a new draft", SHOWN, async || {
                let (path, value, _) = self.field().await?;
                Ok(value.and(id_of(&path, "/draft/")))
            })
            .await?;
        let mut notes = self.notes();
        notes.drafts.insert(id, Draft::default());
        notes.open = Some(id);
        Ok(id)
    }

    async fn field(&self) -> Result<(String, Option<String>, bool)> {
        let said = self
            .browser
            .script(FIELD, vec![json!(UK.draft_saved)])
            .await?;
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let path = text(&said[0]).context("no path")?;
        Ok((path, text(&said[1]), said[2] == json!(true)))
    }

    /// Opens a draft and holds it against what the page had said; false when it was sent.
    pub(super) async fn open_draft(&self, id: Uuid) -> Result<bool> {
        let address = format!("{}/draft/{id}/text", self.origin);
        self.browser.visit(&address).await?;
        let noted = self.notes().drafts.get(&id).cloned().unwrap_or_default();
        let begun = Instant::now();
        let shown = loop {
            let (path, value, _) = self.field().await?;
            if path.starts_with("/r/") {
                return self.find_sent(id).await.map(|()| false);
            }
            if value.is_some() {
                break value;
            }
            // A page that is still being drawn may say so for a moment.
            let heading = self.browser.script(HEADING, vec![]).await?;
            let gone = heading[1] == json!(GONE) && begun.elapsed() > SURELY;
            if gone || begun.elapsed() > SHOWN {
                break None;
            }
            tokio::time::sleep(POLL).await;
        };
        let Some(shown) = shown else {
            if !noted.safe.is_empty() {
                let page = self.browser.text().await.unwrap_or_default();
                let page: String = page.chars().take(200).collect();
                let name = &self.name;
                self.ledger.breach(format!(
                    "LOST: {name} said draft {id} is saved; now: {page}"
                ));
            }
            self.forget(id);
            return Ok(false);
        };
        self.ledger.count("drafts found again");
        if !shown.starts_with(&noted.safe) || !noted.typed.starts_with(&shown) {
            self.ledger.breach(format!(
                "LOST: {} said «{}» is saved in draft {id}; it holds «{shown}»",
                self.name, noted.safe
            ));
        }
        self.notes().drafts.insert(
            id,
            Draft {
                typed: shown,
                ..noted
            },
        );
        Ok(true)
    }

    fn forget(&self, id: Uuid) {
        let mut notes = self.notes();
        notes.drafts.remove(&id);
        notes.open = notes.open.filter(|open| *open != id);
    }

    /// The draft was submitted before a kill: the page tells so again.
    async fn find_sent(&self, id: Uuid) -> Result<()> {
        let sent = self.notes().drafts.get(&id).is_some_and(|draft| draft.sent);
        if !sent {
            self.ledger
                .breach(format!("{}: {id} was submitted by nobody", self.name));
        }
        self.wait_for_acknowledgement(id).await
    }

    /// Types a few words at the end, and notes each time the page says that all is saved.
    pub(super) async fn type_on(&self, id: Uuid, chance: &mut Chance) -> Result<()> {
        let field = self.browser.find(Kind::Css, "main textarea").await?;
        for _ in 0..chance.within(1, 4) {
            let words = {
                let mut notes = self.notes();
                let draft = notes.drafts.entry(id).or_default();
                let words = if draft.typed.is_empty() {
                    format!("Позначка {:08x}? ", chance.jitter())
                } else {
                    format!(
                        "Скільки дерев посадили {} року? ",
                        chance.within(1991, 2026)
                    )
                };
                draft.typed.push_str(&words);
                words
            };
            field.send_keys(&words).await?;
            let until = Instant::now() + Duration::from_millis(chance.within(0, 900));
            loop {
                self.note_if_saved(id).await?;
                if Instant::now() > until {
                    break;
                }
                tokio::time::sleep(POLL).await;
            }
        }
        Ok(())
    }

    pub(super) async fn note_if_saved(&self, id: Uuid) -> Result<bool> {
        let (path, value, saved) = self.field().await?;
        let Some(value) = value.filter(|_| saved && id_of(&path, "/draft/") == Some(id)) else {
            return Ok(false);
        };
        let mut notes = self.notes();
        let draft = notes.drafts.entry(id).or_default();
        if value.len() > draft.safe.len() {
            draft.safe = value;
            self.ledger.count("drafts acknowledged");
        }
        Ok(true)
    }

    /// From the saved text to the check.
    pub(super) async fn answer_questions_of(&self, id: Uuid) -> Result<()> {
        let b = &self.browser;
        b.until("the draft to be saved", SHOWN, async || {
            Ok(self.note_if_saved(id).await?.then_some(()))
        })
        .await?;
        b.visit(&format!("{}/draft/{id}/who", self.origin)).await?;
        b.fill(UK.name, &self.name).await?;
        b.click(Kind::Button, UK.next).await?;
        // A draft that had an e-mail before a kill goes straight to the check.
        let asked = b
            .until("the next question", SHOWN, async || {
                let said = b.script(HEADING, vec![]).await?;
                let heading = said[1].as_str().unwrap_or_default();
                let next = [UK.contact_title, UK.check_title].contains(&heading);
                Ok(next.then_some(heading == UK.contact_title))
            })
            .await?;
        if asked {
            b.fill(UK.email, "lyst@poshta.example").await?;
            b.click(Kind::Button, UK.next).await?;
        }
        b.find(Kind::Button, UK.submit).await.map(drop)
    }

    /// From now on it may be registered.
    pub(super) async fn press_submit(&self, id: Uuid) -> Result<()> {
        let text = {
            let mut notes = self.notes();
            let draft = notes.drafts.entry(id).or_default();
            draft.sent = true;
            draft.safe.trim().to_owned()
        };
        let meant = Meant {
            by: self.name.clone(),
            text,
            ..Meant::default()
        };
        self.ledger.means(id, meant);
        self.browser.click(Kind::Button, UK.submit).await
    }

    pub(super) async fn wait_for_acknowledgement(&self, id: Uuid) -> Result<()> {
        self.browser
            .until("the acknowledgement", SHOWN, async || {
                let said = self.browser.script(HEADING, vec![]).await?;
                let path = said[0].as_str().unwrap_or_default();
                let heading = said[1].as_str().unwrap_or_default();
                let told = heading == UK.saved_title || said[2] == json!(true);
                Ok((id_of(path, "/r/") == Some(id) && told).then_some(()))
            })
            .await?;
        self.ledger.acknowledged(id);
        self.forget(id);
        Ok(())
    }
}

/// The id in a path that begins so.
fn id_of(path: &str, begins: &str) -> Option<Uuid> {
    path.strip_prefix(begins)?.split('/').next()?.parse().ok()
}
