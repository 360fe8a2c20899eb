//! People with real browsers: they write and submit, and their browsers are killed under them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::chance::Chance;
use crate::ledger::{Ledger, Meant};
use crate::words::UK;
use crate::{Browser, Kind, PHONE};

/// The longest a person tries to do one thing.
const TRY: Duration = Duration::from_secs(40);
/// How soon the page is asked again whether it has saved.
const POLL: Duration = Duration::from_millis(15);
/// How long a page may take to show something that is there.
const SHOWN: Duration = Duration::from_secs(20);

/// How long a page must say that something is gone to be believed.
const SURELY: Duration = Duration::from_secs(2);
/// What it then says.
const GONE: &str = "Такої чернетки на цьому пристрої немає";

/// What the page says of the field and of its saving, at one moment.
const FIELD: &str = "const field = document.querySelector('main textarea'); \
    const said = [...document.querySelectorAll('[role=status]')].map((el) => el.innerText); \
    return [location.pathname, field?.value ?? null, said.some((text) => text.includes(arguments[0]))];";
/// The path, the main heading, and whether an index is shown.
const HEADING: &str = "return [location.pathname, \
    document.querySelector('main h1')?.textContent.trim() ?? '', \
    !!document.querySelector('main .receipt__index')];";

/// A draft somebody works on.
#[derive(Debug, Clone, Default)]
struct Draft {
    /// What the page said is saved.
    safe: String,
    /// Everything typed, saved or not.
    typed: String,
    /// Whether "send" was pressed.
    sent: bool,
}

#[derive(Debug, Default)]
struct Notes {
    drafts: BTreeMap<Uuid, Draft>,
    /// The latest draft that was not sent.
    open: Option<Uuid>,
}

/// What a browser is killed in the middle of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Death {
    /// It is not killed.
    None,
    /// Typing and saving by itself.
    Typing,
    /// "Send" was pressed a moment ago.
    Submitting,
}

/// One person with one browser.
pub struct Person {
    name: String,
    browser: Browser,
    origin: String,
    ledger: Arc<Ledger>,
    notes: Mutex<Notes>,
    running: bool,
}

impl Person {
    /// Opens the app for the first time; the line must be clear.
    ///
    /// # Errors
    /// When it does not come up.
    pub async fn arrive(name: &str, origin: &str, ledger: &Arc<Ledger>) -> Result<Self> {
        let browser = Browser::open(PHONE).await?;
        browser.first_visit(origin, &UK).await?;
        Ok(Self {
            name: name.to_owned(),
            browser,
            origin: origin.to_owned(),
            ledger: ledger.clone(),
            notes: Mutex::default(),
            running: true,
        })
    }

    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes, submits and is interrupted, until this moment.
    ///
    /// # Errors
    /// When the browser does not start again.
    pub async fn live(&mut self, until: Instant, chance: &mut Chance) -> Result<()> {
        while Instant::now() < until {
            let what = match chance.within(0, 99) {
                0..=44 => Death::Typing,
                45..=79 => Death::Submitting,
                _ => Death::None,
            };
            self.once(what, chance).await?;
        }
        Ok(())
    }

    /// Does something and is killed in the middle of it, or not.
    ///
    /// # Errors
    /// When the browser does not start again.
    pub async fn once(&mut self, death: Death, chance: &mut Chance) -> Result<()> {
        self.wake().await?;
        let mut own = chance.fork("once", 0);
        chance.next();
        match tokio::time::timeout(TRY, self.act(death, &mut own)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => {
                self.ledger.count("browser journeys that did not end");
                let error = format!("{error:#}");
                let error = error.lines().next().unwrap_or_default();
                eprintln!("{}: {error}", self.name);
            }
            Err(_) => self.ledger.count("browser journeys that did not end"),
        }
        if death != Death::None {
            self.kill().await?;
        }
        Ok(())
    }

    /// Kills the browser where it is.
    ///
    /// # Errors
    /// When it lives on.
    pub async fn kill(&mut self) -> Result<()> {
        self.browser.kill().await?;
        self.ledger.count("browser kills");
        self.running = false;
        Ok(())
    }

    /// Starts the browser again on the same profile.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn wake(&mut self) -> Result<()> {
        if !self.running {
            self.browser.launch().await?;
            self.running = true;
        }
        Ok(())
    }

    /// Goes on with what is open, or begins something; stops where it is to be killed.
    async fn act(&self, death: Death, chance: &mut Chance) -> Result<()> {
        let open = self.notes().open;
        let id = match open {
            Some(id) if self.open_draft(id).await? => id,
            _ => self.begin().await?,
        };
        let moment = |most| Duration::from_millis(chance.fork("moment", 0).within(0, most));
        if death == Death::Typing {
            let moment = moment(2_500);
            self.ledger.count("browser kills in the middle of typing");
            return match tokio::time::timeout(moment, self.type_on(id, chance)).await {
                Ok(done) => done,
                Err(_) => Ok(()),
            };
        }
        let moment = (death == Death::Submitting).then(|| moment(600));
        self.type_on(id, chance).await?;
        self.answer_questions_of(id).await?;
        self.press_submit(id).await?;
        let Some(moment) = moment else {
            self.wait_for_acknowledgement(id).await?;
            // So that it is pushed while the app is open.
            tokio::time::sleep(Duration::from_millis(chance.within(0, 2_000))).await;
            return Ok(());
        };
        self.ledger
            .count("browser kills in the middle of submitting");
        let told = async {
            self.wait_for_acknowledgement(id).await?;
            std::future::pending().await
        };
        match tokio::time::timeout(moment, told).await {
            Ok(done) => done,
            Err(_) => Ok(()),
        }
    }

    async fn begin(&self) -> Result<Uuid> {
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
    async fn open_draft(&self, id: Uuid) -> Result<bool> {
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
    async fn type_on(&self, id: Uuid, chance: &mut Chance) -> Result<()> {
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

    async fn note_if_saved(&self, id: Uuid) -> Result<bool> {
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
    async fn answer_questions_of(&self, id: Uuid) -> Result<()> {
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
    async fn press_submit(&self, id: Uuid) -> Result<()> {
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

    async fn wait_for_acknowledgement(&self, id: Uuid) -> Result<()> {
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

    /// After the storm: everything acknowledged is registered, under this index; every draft that
    /// was said to be saved is there.
    ///
    /// # Errors
    /// When the browser does not start.
    pub async fn settle(&mut self) -> Result<BTreeMap<Uuid, String>> {
        self.wake().await?;
        let drafts: Vec<Uuid> = self.notes().drafts.keys().copied().collect();
        for id in drafts {
            // A draft that was sent and not acknowledged may be either; both are told by the page.
            if let Err(error) = self.open_draft(id).await {
                self.ledger
                    .breach(format!("{}: draft {id}: {error:#}", self.name));
            }
        }
        let mut indices = BTreeMap::new();
        for (id, meant) in self.ledger.meant() {
            if meant.by != self.name || !meant.acknowledged {
                continue;
            }
            match self.find_registered(id).await {
                Ok(index) => {
                    indices.insert(id, index);
                }
                Err(error) => {
                    let name = &self.name;
                    self.ledger
                        .breach(format!("STUCK: {name}: {id}: {error:#}"));
                }
            }
        }
        self.kill().await?;
        Ok(indices)
    }

    async fn find_registered(&self, id: Uuid) -> Result<String> {
        let b = &self.browser;
        b.visit(&format!("{}/r/{id}", self.origin)).await?;
        b.until("the request", SHOWN, async || {
            let said = b.script(HEADING, vec![]).await?;
            let heading = said[1].as_str().unwrap_or_default();
            if heading == UK.saved_title {
                // A wait that the server asked for outlives a start.
                b.click(Kind::Button, "Надіслати зараз").await?;
            }
            Ok((said[2] == json!(true)).then_some(()))
        })
        .await?;
        // News may draw the page anew while it is read.
        b.until("an index", SHOWN, async || Ok(Some(b.index().await?)))
            .await
    }
}

/// The id in a path that begins so.
fn id_of(path: &str, begins: &str) -> Option<Uuid> {
    path.strip_prefix(begins)?.split('/').next()?.parse().ok()
}
