//! Finding and doing things in a page as a person does: by words, labels and roles. Everything
//! waits until it can be done, up to a deadline; nothing sleeps for a guessed time.

use std::ops::AsyncFnMut;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use thirtyfour::WebElement;
use thirtyfour::prelude::*;

use crate::{Browser, Engine};

const FIND: &str = include_str!("dom.js");
/// Brings an element into view, unless it is, and waits until the page is drawn so.
const SHOW: &str = "const [element, done] = arguments; \
    const { top, bottom } = element.getBoundingClientRect(); \
    if (top < 0 || bottom > innerHeight) \
        element.scrollIntoView({ block: 'center', behavior: 'instant' }); \
    window.pressed = false; \
    const { localName, textContent } = element; \
    const heard = event => window.pressed ||= event.target.closest(localName)?.textContent === textContent; \
    addEventListener('click', heard, { capture: true, once: true }); \
    let still = 0, last = null; \
    const look = () => { \
        const now = element.getBoundingClientRect().top; \
        still = now === last ? still + 1 : 0; \
        last = now; \
        still < 4 ? requestAnimationFrame(look) : done(); \
    }; \
    look();";
/// What the browser still does for a page that seems to stand still: draw, call timers, store.
const ALIVE: &str = "const done = arguments[0], begun = performance.now(), lived = {}; \
    const mark = name => () => lived[name] = `${Math.round(performance.now() - begun)} ms`; \
    requestAnimationFrame(mark('frame')); \
    setTimeout(mark('timer')); \
    const channel = new MessageChannel(); \
    channel.port1.onmessage = mark('message'); channel.port2.postMessage(0); \
    const opening = indexedDB.open('vidkryta-rada'); \
    opening.onsuccess = () => { \
        const stores = [...opening.result.objectStoreNames]; \
        mark('database open')(); \
        if (!stores.length) return; \
        for (const mode of ['readonly', 'readwrite']) \
            for (const store of stores) { \
                const asked = opening.result.transaction(store, mode); \
                asked.objectStore(store).count(); \
                asked.oncomplete = mark(`${mode} ${store}`); \
            } \
    }; \
    const told = setInterval(() => { if (performance.now() - begun > 3000) { clearInterval(told); \
        done(JSON.stringify({ visible: document.visibilityState, focus: document.hasFocus(), lived })); } }, 50);";
/// How long a page may take for anything, on a machine that compiles beside the tests.
const PATIENCE: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(40);

/// What kind of thing is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A button, or what opens a "details".
    Button,
    /// A link.
    Link,
    /// A text field or a select, by its label.
    Field,
    /// A radio button or a checkbox, by its label.
    Choice,
    /// A heading.
    Heading,
    /// A row of a table, by any text in it.
    Row,
    /// By a CSS selector, where there is nothing a person could name.
    Css,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Button => "button",
            Self::Link => "link",
            Self::Field => "field",
            Self::Choice => "choice",
            Self::Heading => "heading",
            Self::Row => "row",
            Self::Css => "css",
        }
    }
}

impl Browser {
    /// Opens an address.
    ///
    /// # Errors
    /// When nothing answers.
    pub async fn visit(&self, url: &str) -> Result<()> {
        self.web()?
            .goto(url)
            .await
            .with_context(|| format!("opening {url}"))
    }

    /// Runs a script in the page; what it returns.
    ///
    /// # Errors
    /// When the script fails.
    pub async fn script(&self, source: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.web()?.execute(source, arguments).await?.json().clone())
    }

    /// Whether the app offers a new build now.
    ///
    /// # Errors
    /// When the page can't be asked.
    pub async fn is_offered_a_build(&self) -> Result<bool> {
        let script = "return document.body.innerText.includes('Готова нова версія')";
        Ok(self.script(script, vec![]).await? == json!(true))
    }

    /// Asks again and again until there is something.
    ///
    /// # Errors
    /// At the deadline, with what the page shows then.
    pub async fn until<T>(
        &self,
        what: &str,
        patience: Duration,
        mut probe: impl AsyncFnMut() -> Result<Option<T>>,
    ) -> Result<T> {
        let deadline = Instant::now() + patience;
        loop {
            let trouble = match probe().await {
                Ok(Some(found)) => return Ok(found),
                Ok(None) => None,
                // The page may be in the middle of drawing itself anew.
                Err(error) => Some(error),
            };
            if Instant::now() > deadline {
                let page = self.describe().await;
                let trouble = trouble
                    .map(|error| format!(" ({error:#})"))
                    .unwrap_or_default();
                bail!("waited {patience:?} for: {what}{trouble}\n{page}");
            }
            tokio::time::sleep(POLL).await;
        }
    }

    async fn describe(&self) -> String {
        let script = "return [location.pathname, document.title, document.body.innerText.slice(0, 3000)].join('\\n')";
        let page = match self.script(script, vec![]).await {
            Ok(text) => text.as_str().unwrap_or_default().to_owned(),
            Err(error) => format!("(the page can't be read: {error:#})"),
        };
        let alive = match self.alive().await {
            Ok(told) => told,
            Err(error) => format!("(the page does not answer: {error:#})"),
        };
        let console = match self.check_console().await {
            Ok(()) => String::new(),
            Err(error) => format!("{error:#}\n"),
        };
        format!("---- the page ----\n{page}\n----\n{alive}\n{console}")
    }

    async fn alive(&self) -> Result<String> {
        let told = self.web()?.execute_async(ALIVE, vec![]).await?;
        Ok(told.json().as_str().unwrap_or_default().to_owned())
    }

    async fn look(&self, kind: Kind, words: &str) -> Result<Option<WebElement>> {
        let found = self
            .web()?
            .execute(FIND, vec![json!(kind.name()), json!(words)])
            .await?;
        Ok(if found.json().is_null() {
            None
        } else {
            Some(found.element()?)
        })
    }

    /// Waits for a thing with these words.
    ///
    /// # Errors
    /// When there is none.
    pub async fn find(&self, kind: Kind, words: &str) -> Result<WebElement> {
        let what = format!("{} «{words}»", kind.name());
        self.until(&what, PATIENCE, async || self.look(kind, words).await)
            .await
    }

    /// Whether there is such a thing now.
    ///
    /// # Errors
    /// When the page can't be asked.
    pub async fn has(&self, kind: Kind, words: &str) -> Result<bool> {
        Ok(self.look(kind, words).await?.is_some())
    }

    /// Presses it.
    ///
    /// # Errors
    /// When there is none, or something lies over it.
    pub async fn click(&self, kind: Kind, words: &str) -> Result<()> {
        let what = format!("to press the {} «{words}»", kind.name());
        self.until(&what, PATIENCE, async || {
            let Some(element) = self.look(kind, words).await? else {
                return Ok(None);
            };
            if self.engine() == Engine::WebKit {
                // Its driver can't press what is just below the edge, nor what still moves.
                let shown = vec![element.to_json()?];
                self.web()?.execute_async(SHOW, shown).await?;
            }
            element.click().await?;
            let hit = self.engine() != Engine::WebKit || self.was_pressed().await?;
            Ok(hit.then_some(()))
        })
        .await
    }

    /// Presses it once, if it is there now: for what may go by itself at any moment.
    ///
    /// # Errors
    /// When the page can't be asked.
    pub async fn press_if_there(&self, kind: Kind, words: &str) -> Result<()> {
        if let Some(element) = self.look(kind, words).await? {
            // It may be gone since the look; who waits for what follows looks again.
            element.click().await.ok();
        }
        Ok(())
    }

    /// WebKit's driver presses a place of the page, a while after it said so; what stood there may
    /// have moved meanwhile.
    async fn was_pressed(&self) -> Result<bool> {
        let patience = Instant::now() + Duration::from_secs(2);
        while self.script("return window.pressed", vec![]).await? == json!(false) {
            if Instant::now() > patience {
                return Ok(false);
            }
            tokio::time::sleep(POLL).await;
        }
        Ok(true)
    }

    /// Replaces what is in a field by typing.
    ///
    /// # Errors
    /// When there is no such field, or it does not hold what was typed.
    pub async fn fill(&self, label: &str, text: &str) -> Result<()> {
        self.empty(label).await?;
        if !text.is_empty() {
            self.find(Kind::Field, label).await?.send_keys(text).await?;
        }
        self.holds(label, text).await
    }

    /// Replaces what is in a field by pasting: for long texts and for letters no keyboard has.
    ///
    /// # Errors
    /// When there is no such field, or it does not hold what was pasted.
    pub async fn paste(&self, label: &str, text: &str) -> Result<()> {
        self.empty(label).await?;
        if self.engine() == Engine::Chromium {
            self.devtools("Input.insertText", json!({ "text": text }))
                .await?;
        } else {
            // Marked as obsolete and the only way: it edits the field as pasting does.
            let insert = "document.execCommand('insertText', false, arguments[0])";
            self.script(insert, vec![json!(text)]).await?;
        }
        self.holds(label, text).await
    }

    /// Puts a date or a time into its field, as the browser's own picker does.
    ///
    /// # Errors
    /// When there is no such field or it does not take the value.
    pub async fn pick(&self, label: &str, value: &str) -> Result<()> {
        let field = self.find(Kind::Field, label).await?;
        let script = "const [field, value] = arguments; field.value = value; \
            field.dispatchEvent(new Event('input', { bubbles: true })); return field.value;";
        let there = self
            .script(script, vec![field.to_json()?, json!(value)])
            .await?;
        ensure!(there == json!(value), "«{label}» holds {there}");
        Ok(())
    }

    /// Selects all of a field and deletes it, by keys. It has the focus afterwards.
    async fn empty(&self, label: &str) -> Result<()> {
        self.click(Kind::Field, label).await?;
        if !self.value(label).await?.is_empty() {
            let field = self.find(Kind::Field, label).await?;
            field.send_keys(Key::Control + "a").await?;
            field.send_keys(Key::Delete + "").await?;
        }
        Ok(())
    }

    async fn holds(&self, label: &str, text: &str) -> Result<()> {
        self.until(
            &format!("field «{label}» to hold what was typed"),
            PATIENCE,
            async || Ok((self.value(label).await? == text).then_some(())),
        )
        .await
    }

    /// What is in a field.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn value(&self, label: &str) -> Result<String> {
        self.until(
            &format!("what is in «{label}»"),
            PATIENCE,
            async || match self.look(Kind::Field, label).await? {
                Some(field) => Ok(Some(field.prop("value").await?.unwrap_or_default())),
                None => Ok(None),
            },
        )
        .await
    }

    /// Chooses an entry of a select.
    ///
    /// # Errors
    /// When there is none.
    pub async fn choose(&self, label: &str, entry: &str) -> Result<()> {
        let select = self.find(Kind::Field, label).await?;
        let script = "const [select, entry] = arguments; \
            const option = [...select.options].find((o) => o.text.trim() === entry); \
            if (!option) return false; \
            select.focus(); option.selected = true; \
            select.dispatchEvent(new Event('change', { bubbles: true })); return true;";
        let chosen = self
            .web()?
            .execute(script, vec![select.to_json()?, json!(entry)])
            .await?;
        ensure!(
            chosen.json() == &json!(true),
            "«{label}» has no entry «{entry}»"
        );
        Ok(())
    }

    /// The text of what this CSS selector finds. The page may be drawn anew between finding and
    /// reading, then it is read again.
    ///
    /// # Errors
    /// When there is none.
    pub async fn text_of(&self, selector: &str) -> Result<String> {
        let what = format!("the text of «{selector}»");
        self.until(&what, PATIENCE, async || {
            match self.look(Kind::Css, selector).await? {
                Some(element) => Ok(Some(element.text().await?)),
                None => Ok(None),
            }
        })
        .await
    }

    /// The page's text as it is shown, spaces run together.
    ///
    /// # Errors
    /// When the page can't be read.
    pub async fn text(&self) -> Result<String> {
        let script = "return document.body.innerText.replace(/[\\s\\u00a0]+/g, ' ')";
        Ok(self
            .script(script, vec![])
            .await?
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    /// Waits until the page shows these words.
    ///
    /// # Errors
    /// When it does not.
    pub async fn sees(&self, words: &str) -> Result<()> {
        self.sees_within(words, PATIENCE).await
    }

    /// Waits until the page shows these words, for as long as said.
    ///
    /// # Errors
    /// When it does not.
    pub async fn sees_within(&self, words: &str, patience: Duration) -> Result<()> {
        self.until(&format!("to see «{words}»"), patience, async || {
            Ok(self.text().await?.contains(words).then_some(()))
        })
        .await
    }

    /// Waits until the page does not show these words any more.
    ///
    /// # Errors
    /// When it still does.
    pub async fn sees_no_more(&self, words: &str) -> Result<()> {
        self.until(&format!("«{words}» to go"), PATIENCE, async || {
            Ok((!self.text().await?.contains(words)).then_some(()))
        })
        .await
    }

    /// Waits for the page with this heading, with the focus on it and in the title.
    ///
    /// # Errors
    /// When it does not come up so.
    pub async fn arrives_at(&self, heading: &str) -> Result<()> {
        let script = "const h1 = document.querySelector('main h1'); const words = arguments[0]; \
            return h1?.textContent.trim() === words && document.title.includes(words) \
                && document.activeElement === h1;";
        self.until(
            &format!("page «{heading}», its title, focus on its heading"),
            PATIENCE,
            async || {
                Ok((self.script(script, vec![json!(heading)]).await? == json!(true)).then_some(()))
            },
        )
        .await
    }

    /// Whether the browser would ask before it leaves the page.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn asks_before_leaving(&self) -> Result<bool> {
        let script = "const leaving = new Event('beforeunload', { cancelable: true }); \
            dispatchEvent(leaving); return leaving.defaultPrevented";
        Ok(self.script(script, vec![]).await? == json!(true))
    }

    /// Waits until a script returns something true.
    ///
    /// # Errors
    /// When it does not.
    pub async fn until_true(&self, what: &str, script: &str) -> Result<()> {
        self.until(what, PATIENCE, async || {
            Ok((self.script(script, vec![]).await? == json!(true)).then_some(()))
        })
        .await
    }

    /// Waits until the app is kept for use without a network.
    ///
    /// # Errors
    /// When it is not.
    pub async fn is_ready_for_offline(&self) -> Result<()> {
        self.until_true(
            "the app to be kept for offline",
            "return !!navigator.serviceWorker?.controller",
        )
        .await
    }

    /// The path in the address bar.
    ///
    /// # Errors
    /// When the browser can't tell.
    pub async fn path(&self) -> Result<String> {
        Ok(self.web()?.current_url().await?.path().to_owned())
    }

    /// The window's title.
    ///
    /// # Errors
    /// When the browser can't tell.
    pub async fn title(&self) -> Result<String> {
        Ok(self.web()?.title().await?)
    }

    /// Presses keys, wherever the focus is.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn press(&self, keys: impl Into<thirtyfour::TypingData>) -> Result<()> {
        self.web()?.action_chain().send_keys(keys).perform().await?;
        Ok(())
    }

    /// Leaves a mark that a reload would wipe away.
    ///
    /// # Errors
    /// When the page can't be marked.
    pub async fn mark(&self) -> Result<()> {
        self.script("window.storyMark = true", vec![])
            .await
            .map(drop)
    }

    /// Whether the page was not reloaded since [`Self::mark`].
    ///
    /// # Errors
    /// When the page can't be asked.
    pub async fn is_marked(&self) -> Result<bool> {
        Ok(self
            .script("return window.storyMark === true", vec![])
            .await?
            == json!(true))
    }
}
