//! A citizen's journey, step by step.

use std::time::Duration;

use anyhow::{Context, Result};

use crate::words::Words;
use crate::{Browser, Kind};

/// The longest a queue may wait once the server is back, in a story that tried only a few times:
/// the back-off has not grown far by then.
const GOES_OUT: Duration = Duration::from_secs(90);

/// What a citizen writes.
#[derive(Debug, Clone)]
pub struct Request {
    /// The text.
    pub text: String,
    /// The name; each story has its own, by which the journal finds it.
    pub name: String,
    /// The e-mail.
    pub email: String,
}

impl Request {
    /// A plain request by this person.
    #[must_use]
    pub fn by(name: &str) -> Self {
        Self {
            text: "Прошу надати копію рішення про ремонт дороги на вулиці Ґонти й кошторис цього \
                   ремонту: скільки це коштувало, п’ять цифр?"
                .into(),
            name: name.into(),
            email: "zapytuvach@poshta.example".into(),
        }
    }
}

impl Browser {
    /// Opens the app for the first time and waits until it works offline.
    ///
    /// # Errors
    /// When it does not come up.
    pub async fn first_visit(&self, origin: &str, w: &Words) -> Result<()> {
        self.visit(origin).await?;
        self.find(Kind::Heading, w.home).await?;
        // The heading stands in index.html; the footer's links only the app draws.
        self.find(Kind::Link, w.nav_help).await?;
        self.is_ready_for_offline().await
    }

    /// Writes the text, and waits until it is kept on the device.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn write_text(&self, w: &Words, text: &str) -> Result<()> {
        self.click(Kind::Link, w.write).await?;
        self.arrives_at(w.text_title).await?;
        self.fill(w.text_label, text).await?;
        self.sees(w.draft_saved).await
    }

    /// Chooses files as the system's own window would.
    ///
    /// # Errors
    /// When the page does not take them.
    pub async fn choose_files(&self, w: &Words, paths: &[String]) -> Result<()> {
        // Drawn by the second program, which may still be on its way.
        self.find(Kind::Button, w.files_add).await?;
        let field = self.web()?.find(thirtyfour::By::Id("files-choose")).await?;
        field.send_keys(paths.join("\n")).await?;
        Ok(())
    }

    /// Goes from the text to the check.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn answer_questions(&self, w: &Words, request: &Request) -> Result<()> {
        self.click(Kind::Button, w.next).await?;
        self.arrives_at(w.urgency_title).await?;
        self.click(Kind::Button, w.next).await?;
        self.arrives_at(w.who_title).await?;
        self.fill(w.name, &request.name).await?;
        self.click(Kind::Button, w.next).await?;
        self.arrives_at(w.contact_title).await?;
        self.fill(w.email, &request.email).await?;
        self.click(Kind::Button, w.next).await?;
        self.arrives_at(w.check_title).await
    }

    /// Writes a request from the home page up to the check.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn write_request(&self, w: &Words, request: &Request) -> Result<()> {
        self.write_text(w, &request.text).await?;
        self.answer_questions(w, request).await
    }

    /// Submits without a network: saved here, and said so.
    ///
    /// # Errors
    /// When it is not.
    pub async fn submit_offline(&self, w: &Words) -> Result<()> {
        self.click(Kind::Button, w.submit).await?;
        self.sees(w.saved_title).await?;
        self.sees(w.waiting_tag).await
    }

    /// Waits until the request shown is registered.
    ///
    /// # Errors
    /// When it is not within the time a back-off may take.
    pub async fn sees_it_registered(&self, w: &Words) -> Result<()> {
        // The heading and not any text: what is announced of an earlier request stays for a while.
        self.until(w.registered_title, GOES_OUT, async || {
            let there = self.has(Kind::Heading, w.registered_title).await?;
            Ok(there.then_some(()))
        })
        .await
    }

    /// Writes and sends a request with a network.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn send_request(&self, w: &Words, request: &Request) -> Result<()> {
        self.write_request(w, request).await?;
        self.click(Kind::Button, w.submit).await?;
        self.sees_it_registered(w).await
    }

    /// What a summary list says of a term.
    ///
    /// # Errors
    /// When it says nothing.
    pub async fn fact(&self, term: &str) -> Result<String> {
        let script = "const dt = [...document.querySelectorAll('main dt')] \
            .find((dt) => dt.innerText.trim() === arguments[0]); \
            return dt?.nextElementSibling?.innerText.trim() ?? null;";
        let value = self.script(script, vec![serde_json::json!(term)]).await?;
        Ok(value
            .as_str()
            .with_context(|| format!("the page says nothing of «{term}»"))?
            .to_owned())
    }

    /// The registration index the page shows.
    ///
    /// # Errors
    /// When it shows none.
    pub async fn index(&self) -> Result<String> {
        let shown = self.text_of(".receipt__index").await?;
        let index = shown.trim_start_matches("№ ").split_whitespace().next();
        Ok(index.context("no index")?.to_owned())
    }

    /// The access code of the receipt, as it is printed.
    ///
    /// # Errors
    /// When it is not shown.
    pub async fn access_code(&self, w: &Words) -> Result<String> {
        self.click(Kind::Button, w.show_code).await?;
        let shown = self.text_of(".receipt__code").await?;
        Ok(shown.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Looks a request up; the form must be open.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn look_up(&self, w: &Words, index: &str, code: &str) -> Result<()> {
        self.fill(w.index, index).await?;
        self.fill(w.access_code, code).await?;
        self.click(Kind::Button, w.find).await
    }

    /// Switches the language by the header's button, unless it is this one.
    ///
    /// # Errors
    /// When it stays.
    pub async fn speak(&self, w: &Words) -> Result<()> {
        let now = format!("return document.documentElement.lang === '{}'", w.code);
        if self.script(&now, vec![]).await? != serde_json::json!(true) {
            self.click(Kind::Css, ".lang button").await?;
        }
        self.until_true("the language to switch", &now).await
    }
}
