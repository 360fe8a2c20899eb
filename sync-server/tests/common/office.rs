//! The council's staff over real TCP.

use std::sync::Arc;

use domain::request::Role;
use serde_json::{Value, json as j};
use sync_server::journal::{HolderId, NewOfficer};
use sync_server::password;
use uuid::Uuid;

use super::client::Reply;
use super::{Site, bytes, receipt, submission};

/// A browser of the staff, signed in.
pub struct Office {
    pub site: Arc<Site>,
    pub cookie: String,
}

/// Asks for a session.
pub async fn sign_in(site: &Site, login: &str, password: &str) -> Reply {
    site.post(
        "/api/v1/office/session",
        j!({"login": login, "password": password}),
    )
    .await
}

/// The cookie of a session, by its rules.
pub fn cookie_of(reply: &Reply) -> String {
    let cookie = reply.headers["set-cookie"].to_str().unwrap();
    for rule in [
        "__Host-vr=",
        "; Secure",
        "; HttpOnly",
        "; SameSite=Strict",
        "; Path=/",
    ] {
        assert!(cookie.contains(rule), "{cookie}");
    }
    cookie.split(';').next().unwrap().to_owned()
}

impl Office {
    pub async fn open() -> Self {
        Self::of(Site::start().await).await
    }

    /// The account of the first start, signed in at this server.
    pub async fn of(site: Site) -> Self {
        let account = site.running.account.clone().unwrap();
        let reply = sign_in(&site, &account.login, &account.password).await;
        assert_eq!(reply.status, 200);
        Self {
            cookie: cookie_of(&reply),
            site: Arc::new(site),
        }
    }

    /// Signs in anew, after the session has ended.
    pub async fn again(self) -> Self {
        let account = self.site.running.account.clone().unwrap();
        let reply = sign_in(&self.site, &account.login, &account.password).await;
        Self {
            cookie: cookie_of(&reply),
            site: self.site,
        }
    }

    /// Somebody else of this role, signed in at the same server.
    pub async fn colleague(&self, role: Role) -> Self {
        let login = format!("{role:?}").to_lowercase();
        let officer = NewOfficer {
            login: login.clone(),
            name: "Зоряна Вигадана".into(),
            position: "спеціалістка".into(),
            role,
            department: "Юридичний відділ".into(),
            password_hash: password::hash("kvitka-na-stoli").unwrap(),
        };
        let journal = self.site.running.journal();
        assert!(journal.add_officer(HolderId(1), officer).await.unwrap());
        let reply = sign_in(&self.site, &login, "kvitka-na-stoli").await;
        assert_eq!(reply.status, 200);
        Self {
            cookie: cookie_of(&reply),
            site: self.site.clone(),
        }
    }

    pub async fn ask(&self, method: &str, path: &str, body: Option<Value>) -> Reply {
        let mut headers = vec![
            ("cookie", self.cookie.as_str()),
            ("sec-fetch-site", "same-origin"),
        ];
        if body.is_some() {
            headers.push(("content-type", "application/json"));
        }
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        self.site
            .send(method, &format!("/api/v1/office/{path}"), &headers, body)
            .await
    }

    pub async fn act(&self, id: Uuid, version: u64, act: Value) -> Reply {
        let body = j!({"version": version, "act": act});
        self.ask("POST", &format!("requests/{id}/acts"), Some(body))
            .await
    }

    pub async fn journal(&self, query: Value) -> Reply {
        self.ask("POST", "journal", Some(query)).await
    }

    pub async fn register(&self, text: &str) -> Uuid {
        receipt(
            &self
                .site
                .put(Uuid::now_v7(), &bytes(&submission(text)))
                .await,
        )
        .id
    }
}
