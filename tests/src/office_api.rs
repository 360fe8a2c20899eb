//! The office's API, for what a story needs to know or to prepare beside the browser.

use anyhow::{Context, Result, ensure};
use reqwest::header;
use serde_json::{Value, json};

use crate::Server;
use crate::clerk::{LOGIN, PASSWORD};

/// A signed-in clerk without a browser.
pub struct OfficeApi {
    origin: String,
    cookie: String,
    client: reqwest::Client,
}

impl OfficeApi {
    /// Signs the demo's clerk in.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn sign_in(server: &Server) -> Result<Self> {
        Self::sign_in_at(&server.origin()).await
    }

    /// Signs the demo's clerk in at an address.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn sign_in_at(origin: &str) -> Result<Self> {
        let client = reqwest::Client::new();
        let answer = client
            .post(format!("{origin}/api/v1/office/session"))
            .json(&json!({ "login": LOGIN, "password": PASSWORD }))
            .send()
            .await?
            .error_for_status()?;
        let cookie = answer
            .headers()
            .get(header::SET_COOKIE)
            .context("no cookie was set")?;
        let cookie = cookie
            .to_str()?
            .split(';')
            .next()
            .unwrap_or_default()
            .to_owned();
        Ok(Self {
            origin: origin.to_owned(),
            cookie,
            client,
        })
    }

    /// A file of a request, with the headers it came with.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn file(&self, id: &str, n: u8) -> Result<(header::HeaderMap, Vec<u8>)> {
        let url = format!(
            "{}/api/v1/office/requests/{id}/attachments/{n}",
            self.origin
        );
        let asked = self.client.get(&url).header(header::COOKIE, &self.cookie);
        let answer = asked.send().await?.error_for_status()?;
        Ok((answer.headers().clone(), answer.bytes().await?.to_vec()))
    }

    /// The journal's rows that match these words.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn search(&self, words: &str) -> Result<Vec<Value>> {
        let page = self.page(words, &Value::Null).await?;
        Ok(page["rows"].as_array().context("no rows")?.clone())
    }

    /// Every row of the journal.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn journal(&self) -> Result<Vec<Value>> {
        let (mut rows, mut after) = (Vec::new(), Value::Null);
        loop {
            let mut page = self.page("", &after).await?;
            rows.append(page["rows"].as_array_mut().context("no rows")?);
            after = page["next"].take();
            if after.is_null() {
                return Ok(rows);
            }
        }
    }

    async fn page(&self, words: &str, after: &Value) -> Result<Value> {
        let url = format!("{}/api/v1/office/journal", self.origin);
        let query = json!({ "show": "all", "search": words, "class": null, "after": after });
        let asked = self
            .client
            .post(&url)
            .json(&query)
            .header(header::COOKIE, &self.cookie);
        Ok(asked.send().await?.error_for_status()?.json().await?)
    }

    /// The only row that matches these words.
    ///
    /// # Errors
    /// When it is registered twice, or not at all.
    pub async fn registered_once(&self, words: &str) -> Result<Value> {
        let mut rows = self.search(words).await?;
        ensure!(
            rows.len() == 1,
            "«{words}» is registered {} times: {rows:#?}",
            rows.len()
        );
        rows.pop().context("no row")
    }

    /// A request's card.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn card(&self, id: &str) -> Result<Value> {
        let answer = self
            .client
            .get(format!("{}/api/v1/office/requests/{id}", self.origin))
            .header(header::COOKIE, &self.cookie)
            .send()
            .await?
            .error_for_status()?;
        Ok(answer.json().await?)
    }

    /// Does something with a request, as it stands now.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn act(&self, id: &str, act: Value) -> Result<()> {
        let version = self.card(id).await?["version"].clone();
        self.client
            .post(format!("{}/api/v1/office/requests/{id}/acts", self.origin))
            .header(header::COOKIE, &self.cookie)
            .json(&json!({ "version": version, "act": act }))
            .send()
            .await?
            .error_for_status()?;
        Ok(())
    }

    /// Asks the office's API for anything else: `POST`, `days/…`.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn ask(&self, method: reqwest::Method, path: &str, body: &Value) -> Result<Value> {
        let url = format!("{}/api/v1/office/{path}", self.origin);
        let mut asked = self.client.request(method, &url);
        if !body.is_null() {
            asked = asked.json(body);
        }
        let answer = asked.header(header::COOKIE, &self.cookie).send().await?;
        let status = answer.status();
        let text = answer.text().await?;
        ensure!(status.is_success(), "{path}: {status} {text}");
        Ok(serde_json::from_str(&text)?)
    }

    /// Takes in the tablet that shows this code.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn take_kiosk_in(&self, code: &str, name: &str) -> Result<()> {
        self.client
            .post(format!("{}/api/v1/office/kiosks", self.origin))
            .header(header::COOKIE, &self.cookie)
            .json(&json!({ "code": code, "name": name }))
            .send()
            .await?
            .error_for_status()?;
        Ok(())
    }
}
