//! People with real browsers: they write and submit, and their browsers are killed under them.

mod writing;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;
use serde_json::json;
use uuid::Uuid;

use crate::chance::Chance;
use crate::ledger::Ledger;
use crate::words::UK;
use crate::{Browser, Kind, PHONE};

/// The longest a person tries to do one thing.
const TRY: Duration = Duration::from_secs(40);
/// How long a page may take to show something that is there.
const SHOWN: Duration = Duration::from_secs(20);

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
        chance.draw();
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
                // A wait that the server asked for outlives a start. The queue may run empty by
                // itself between the look and the press.
                b.press_if_there(Kind::Button, "Надіслати зараз").await?;
            }
            Ok((said[2] == json!(true)).then_some(()))
        })
        .await?;
        // News may draw the page anew while it is read.
        b.until("an index", SHOWN, async || Ok(Some(b.index().await?)))
            .await
    }
}
