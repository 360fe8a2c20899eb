//! Server-side sessions in a `__Host-` cookie.
//!
//! Not a session library: the ones for axum keep a bag of data under the cookie's own value, while
//! here the journal keeps only a hash of the token beside the officer it belongs to, so that a
//! copy of the database opens no session, and one officer's sessions can be ended.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use chrono::TimeDelta;
use domain::request::Deed;
use sha2::{Digest as _, Sha256};

use crate::http::AppState;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::journal::people::SESSION_HOURS;
use crate::journal::{CaseRecord, Officer, Session};
use crate::password;

/// The cookie's name.
pub(in crate::http) const COOKIE: &str = "__Host-vr";
const RULES: &str = "; Path=/; Secure; HttpOnly; SameSite=Strict";

/// Uses are noted at most once a minute: each note is a write.
const NOTE_EVERY: TimeDelta = TimeDelta::minutes(1);

/// The officer of a request.
pub(in crate::http) struct SignedIn {
    pub(super) officer: Officer,
    pub(super) token_hash: [u8; 32],
}

/// A new session for this officer, and its cookie.
pub(super) async fn open(app: &AppState, officer: &Officer) -> Result<HeaderValue, Problem> {
    let token: [u8; 32] = password::random().map_err(|error| {
        tracing::error!(%error, "no session could be opened");
        Kind::Internal
    })?;
    let token = hex(&token);
    let now = app.clock.now();
    let session = Session {
        token_hash: Sha256::digest(&token).into(),
        officer: officer.id,
        opened_at: now,
        seen_at: now,
    };
    app.journal.open_session(app.holder, session).await?;
    cookie(&token, SESSION_HOURS * 3_600)
}

/// The cookie that takes the cookie away.
pub(super) fn gone() -> Result<HeaderValue, Problem> {
    cookie("", 0)
}

fn cookie(value: &str, seconds: i64) -> Result<HeaderValue, Problem> {
    HeaderValue::from_str(&format!("{COOKIE}={value}; Max-Age={seconds}{RULES}"))
        .map_err(|_| Kind::Internal.into())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// SHA-256 of the token the browser shows, if it shows one.
pub(super) fn token_hash(headers: &HeaderMap) -> Option<[u8; 32]> {
    let cookies = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let token = cookies
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='))?;
    let is_token = token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_token.then(|| Sha256::digest(token).into())
}

impl SignedIn {
    /// Lets only those go on whose role includes this.
    ///
    /// # Errors
    /// [`Kind::NotYours`].
    pub(super) fn may(&self, deed: Deed) -> Result<(), Problem> {
        if self.officer.role.may(deed) {
            Ok(())
        } else {
            Err(Kind::NotYours.into())
        }
    }

    /// Whether this case may be seen: an executor sees the own ones only.
    pub(super) fn sees(&self, record: &CaseRecord) -> bool {
        let own = &self.officer.department;
        self.officer.role.may(Deed::SeeAll)
            || record
                .case
                .charges
                .iter()
                .any(|charge| charge.executor == *own)
    }
}

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Problem> {
        let token_hash = token_hash(&parts.headers).ok_or(Kind::NotSignedIn)?;
        let found = app.journal.session(app.holder, token_hash).await?;
        let (session, officer) = found.ok_or(Kind::NotSignedIn)?;
        let now = app.clock.now();
        if session.is_over(now) {
            app.journal.close_session(app.holder, token_hash).await?;
            return Err(Kind::NotSignedIn.into());
        }
        if now - session.seen_at >= NOTE_EVERY {
            app.journal
                .touch_session(app.holder, token_hash, now)
                .await?;
        }
        Ok(Self {
            officer,
            token_hash,
        })
    }
}
