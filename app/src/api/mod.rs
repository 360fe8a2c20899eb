//! The only addresses and the only `fetch`.

pub mod files;
#[cfg(feature = "kiosk")]
pub mod kiosk;
mod seal;
pub mod survey;

use std::time::Duration;

use domain::sync::wire::{
    Changes, ChangesQuery, Council, LookUp, LookedUp, PROTOCOL, PROTOCOL_HEADER, ProblemDetails,
    Receipt, SUBMISSION_MEDIA, VIEWS, VIEWS_HEADER,
};
use domain::sync::{Answer, Digest, NoAnswer, classify};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::{json, text};

/// A server that accepted the connection and says nothing for this long is given up.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Why there is no answer to show.
#[derive(Debug, Clone, PartialEq)]
pub enum ApiError {
    /// No usable answer came.
    NoAnswer(NoAnswer),
    /// The server explained what is wrong.
    Problem(Box<ProblemDetails>),
}

/// An HTTP answer, read to its end.
pub struct Reply {
    status: u16,
    media: String,
    retry_after: Option<u32>,
    headers: web_sys::Headers,
    body: String,
}

/// Sends one request of the API. Redirects are not followed: nobody but a captive portal
/// redirects these addresses.
///
/// # Errors
/// When no answer came to its end.
pub async fn send(
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: Option<&JsValue>,
) -> Result<Reply, NoAnswer> {
    send_within(TIMEOUT, method, path, headers, body).await
}

/// Sends one request of the API that may take this long.
///
/// # Errors
/// When no answer came to its end.
pub async fn send_within(
    timeout: Duration,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: Option<&JsValue>,
) -> Result<Reply, NoAnswer> {
    let window = web_sys::window().ok_or(NoAnswer::Offline)?;
    let abort = web_sys::AbortController::new().map_err(|_| NoAnswer::Offline)?;
    let init = web_sys::RequestInit::new();
    init.set_method(method);
    init.set_redirect(web_sys::RequestRedirect::Manual);
    init.set_cache(web_sys::RequestCache::NoStore);
    init.set_signal(Some(&abort.signal()));
    let fields = web_sys::Headers::new().map_err(|_| NoAnswer::Offline)?;
    let _ = fields.set("accept-language", text::code());
    for (name, value) in headers {
        let _ = fields.set(name, value);
    }
    init.set_headers(&fields);
    if let Some(body) = body {
        init.set_body(body);
    }
    let timed_out = std::rc::Rc::new(std::cell::Cell::new(false));
    let mark = timed_out.clone();
    // Dropped with this function, which stops the timer.
    let _timer = gloo::timers::callback::Timeout::new(timeout.as_millis() as u32, move || {
        mark.set(true);
        abort.abort();
    });
    let lost = |_| {
        if timed_out.get() {
            NoAnswer::Timeout
        } else {
            NoAnswer::Offline
        }
    };
    let answer = JsFuture::from(window.fetch_with_str_and_init(path, &init))
        .await
        .map_err(lost)?;
    let answer: web_sys::Response = answer.unchecked_into();
    if answer.type_() == web_sys::ResponseType::Opaqueredirect {
        return Err(NoAnswer::CaptivePortal);
    }
    let reading = answer.text().map_err(|_| NoAnswer::Garbled)?;
    let cut = |_| {
        if timed_out.get() {
            NoAnswer::Timeout
        } else {
            NoAnswer::Garbled
        }
    };
    let body = JsFuture::from(reading).await.map_err(cut)?;
    let headers = answer.headers();
    let header = |name: &str| headers.get(name).ok().flatten();
    Ok(Reply {
        status: answer.status(),
        media: header("content-type").unwrap_or_default(),
        retry_after: header("retry-after").and_then(|seconds| seconds.parse().ok()),
        body: body.as_string().unwrap_or_default(),
        headers,
    })
}

impl Reply {
    /// The body of a success, or the problem the server states.
    ///
    /// # Errors
    /// When it is a problem, or not our server's answer at all.
    pub fn read<T: DeserializeOwned>(self) -> Result<T, ApiError> {
        if (200..300).contains(&self.status) {
            return json::read(&self.body).ok_or_else(|| {
                let html = self.media.contains("html");
                ApiError::NoAnswer(if html {
                    NoAnswer::CaptivePortal
                } else {
                    NoAnswer::Garbled
                })
            });
        }
        match json::read(&self.body) {
            Some(problem) => Err(ApiError::Problem(problem)),
            None if self.status >= 500 => Err(ApiError::NoAnswer(NoAnswer::ServerError)),
            None => Err(ApiError::NoAnswer(NoAnswer::CaptivePortal)),
        }
    }

    /// A header of the answer.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).ok().flatten()
    }

    /// Whether the server took the request and had nothing to say (204).
    #[must_use]
    pub fn is_empty_success(&self) -> bool {
        self.status == 204
    }
}

/// Asks our API and reads its JSON.
///
/// # Errors
/// When no answer came or the server states a problem.
pub async fn call<T: DeserializeOwned>(
    method: &str,
    path: &str,
    body: Option<&impl Serialize>,
) -> Result<T, ApiError> {
    let write = |body| json::write(body).ok_or(ApiError::NoAnswer(NoAnswer::Garbled));
    let body = body.map(write).transpose()?;
    let views = VIEWS.to_string();
    let headers: &[(&str, &str)] = if body.is_some() {
        &[("content-type", "application/json"), (VIEWS_HEADER, &views)]
    } else {
        &[]
    };
    let body = body.map(JsValue::from);
    send(method, path, headers, body.as_ref())
        .await
        .map_err(ApiError::NoAnswer)?
        .read()
}

/// Pushes a submission's frozen bytes.
pub async fn push(id: Uuid, digest: &Digest, body: &str) -> Answer {
    let path = format!("/api/v1/submissions/{id}");
    let protocol = PROTOCOL.to_string();
    let headers = [
        ("content-type", SUBMISSION_MEDIA),
        ("content-digest", digest.as_str()),
        (PROTOCOL_HEADER, protocol.as_str()),
    ];
    match send("PUT", &path, &headers, Some(&body.into())).await {
        Err(reason) => Answer::None(reason, None),
        Ok(reply) => {
            let receipt: Option<Receipt> = json::read(&reply.body);
            classify(reply.status, &reply.media, reply.retry_after, receipt)
        }
    }
}

/// Asks for news of the device's cases.
///
/// # Errors
/// When no answer came or the server states a problem.
pub async fn changes(query: &ChangesQuery) -> Result<Changes, ApiError> {
    call("POST", "/api/v1/changes", Some(query)).await
}

/// Looks a case up by its index.
///
/// # Errors
/// When no answer came or the server states a problem; an unknown index is a problem of status 404.
pub async fn look_up(query: &LookUp) -> Result<LookedUp, ApiError> {
    call("POST", "/api/v1/look-ups", Some(query)).await
}

/// Asks which council this is.
///
/// # Errors
/// When no answer came or the server states a problem.
pub async fn council() -> Result<Council, ApiError> {
    call("GET", "/api/v1/council", None::<&()>).await
}
