//! The device's end of the line: HTTP/1.1, a connection for each request, short patience.

use std::time::Duration;

use anyhow::Result;
use domain::sync::wire::{
    Changes, ChangesQuery, PROTOCOL, PROTOCOL_HEADER, Receipt, SUBMISSION_MEDIA,
};
use domain::sync::{Answer, Digest, NoAnswer, classify};
use reqwest::{Response, header, redirect};
use uuid::Uuid;

/// Speaks to one address.
#[derive(Debug, Clone)]
pub struct Transport {
    origin: String,
    client: reqwest::Client,
}

/// What came back of a push, and the HTTP status if there was one.
#[derive(Debug)]
pub struct Reply {
    /// For the outbox.
    pub answer: Answer,
    /// For the ledger.
    pub status: Option<u16>,
}

impl Transport {
    /// To this address; gives up after so long.
    ///
    /// # Errors
    /// When there can be no client.
    pub fn to(origin: &str, patience: Duration) -> Result<Self> {
        let client = reqwest::Client::builder()
            .http1_only()
            .pool_max_idle_per_host(0)
            .redirect(redirect::Policy::none())
            .timeout(patience)
            .build()?;
        Ok(Self {
            origin: origin.to_owned(),
            client,
        })
    }

    /// Pushes a submission's bytes.
    pub async fn push(&self, id: Uuid, digest: &Digest, body: Vec<u8>) -> Reply {
        let sent = self
            .client
            .put(format!("{}/api/v1/submissions/{id}", self.origin))
            .header(header::CONTENT_TYPE, SUBMISSION_MEDIA)
            .header("content-digest", digest.as_str())
            .header(PROTOCOL_HEADER, PROTOCOL.to_string())
            .body(body)
            .send()
            .await;
        match sent {
            Ok(response) => read(response).await,
            Err(error) => Reply {
                answer: Answer::None(lost(&error, NoAnswer::Offline), None),
                status: None,
            },
        }
    }

    /// Asks for news.
    ///
    /// # Errors
    /// When none came, or somebody else answered.
    pub async fn changes(&self, query: &ChangesQuery) -> Result<Changes> {
        let asked = self
            .client
            .post(format!("{}/api/v1/changes", self.origin))
            .json(query);
        Ok(asked.send().await?.error_for_status()?.json().await?)
    }
}

async fn read(response: Response) -> Reply {
    let status = response.status().as_u16();
    let text = |name: header::HeaderName| {
        let value = response.headers().get(name)?.to_str().ok()?;
        Some(value.to_owned())
    };
    let media = text(header::CONTENT_TYPE).unwrap_or_default();
    let retry_after = text(header::RETRY_AFTER).and_then(|seconds| seconds.parse().ok());
    let answer = match response.bytes().await {
        Ok(body) => {
            let receipt = serde_json::from_slice::<Receipt>(&body).ok();
            classify(status, &media, retry_after, receipt)
        }
        Err(error) => Answer::None(lost(&error, NoAnswer::Garbled), None),
    };
    Reply {
        answer,
        status: Some(status),
    }
}

fn lost(error: &reqwest::Error, otherwise: NoAnswer) -> NoAnswer {
    if error.is_timeout() {
        NoAnswer::Timeout
    } else {
        otherwise
    }
}
