//! A phone that sends files by tus, and files to send.

use std::net::SocketAddr;

use base64ct::{Base64, Encoding};
use domain::request::{Attachment, Submission, media_of};
use domain::sync::Digest;
use domain::sync::wire::CaseView;
use serde_json::json as j;
use uuid::Uuid;

use super::client::{Broken, Client, Reply};
use super::{bytes, code, json, put, receipt, submission};

pub const BASE: &str = "/api/v1/attachments";

/// Noise of this length, the same for the same seed.
pub fn noise(length: usize, seed: u64) -> Vec<u8> {
    let mut state = seed | 1;
    let mut step = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    (0..length).map(|_| step()).collect()
}

/// What a program that looks at the first bytes takes for a photo of this length.
pub fn photo(length: usize) -> Vec<u8> {
    let mut bytes = noise(length, 7);
    bytes[..4].copy_from_slice(&[0xff, 0xd8, 0xff, 0xe0]);
    bytes
}

pub fn named(name: &str, bytes: &[u8]) -> Attachment {
    Attachment {
        name: name.into(),
        media: media_of(name).unwrap().into(),
        size: bytes.len() as u64,
        digest: Digest::of(bytes),
    }
}

pub fn with_files(files: Vec<Attachment>) -> Submission {
    Submission {
        attachments: files,
        ..submission("Чому не вивозять сміття? Фото додаю.")
    }
}

/// A registered request and its code.
#[derive(Clone)]
pub struct Phone {
    pub address: SocketAddr,
    pub id: Uuid,
    pub code: String,
}

impl Phone {
    /// Registers a request that names these files.
    pub async fn register(address: SocketAddr, files: &[(&str, &[u8])]) -> Self {
        let files = files.iter().map(|(name, bytes)| named(name, bytes));
        let body = bytes(&with_files(files.collect()));
        let id = Uuid::now_v7();
        let mut client = Client::connect(address).await.unwrap();
        receipt(&put(&mut client, id, &body).await.unwrap());
        Self {
            address,
            id,
            code: code(7).as_str().to_owned(),
        }
    }

    pub fn path(&self, n: u8) -> String {
        format!("{BASE}/{}/{n}", self.id)
    }

    pub async fn try_ask(
        &self,
        method: &str,
        path: &str,
        more: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Reply, Broken> {
        let bearer = format!("Bearer {}", self.code);
        let mut headers = vec![("tus-resumable", "1.0.0"), ("accept-language", "en")];
        if !self.code.is_empty() {
            headers.push(("authorization", &bearer));
        }
        headers.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
        headers.extend_from_slice(more);
        let mut client = Client::connect(self.address).await?;
        client.send(method, path, &headers, body.to_vec()).await
    }

    /// Asks with the code and the protocol's version, unless `more` has its own.
    pub async fn ask(&self, method: &str, path: &str, more: &[(&str, &str)]) -> Reply {
        self.try_ask(method, path, more, b"").await.unwrap()
    }

    pub async fn create(&self, n: u8, size: usize) -> Reply {
        let base64 = |text: String| Base64::encode_string(text.as_bytes());
        let metadata = format!(
            "submission {},n {}",
            base64(self.id.to_string()),
            base64(n.to_string())
        );
        let size = size.to_string();
        let headers = [
            ("upload-length", size.as_str()),
            ("upload-metadata", metadata.as_str()),
        ];
        self.ask("POST", BASE, &headers).await
    }

    pub async fn head(&self, n: u8) -> Reply {
        self.ask("HEAD", &self.path(n), &[]).await
    }

    /// What the server says is stored.
    pub async fn offset(&self, n: u8) -> usize {
        let reply = self.head(n).await;
        assert_eq!(reply.status, 200);
        assert_eq!(reply.headers["cache-control"], "no-store");
        offset(&reply)
    }

    pub async fn piece(&self, n: u8, at: usize, bytes: &[u8]) -> Reply {
        self.piece_with(n, at, bytes, &[]).await
    }

    pub async fn piece_with(&self, n: u8, at: usize, bytes: &[u8], more: &[(&str, &str)]) -> Reply {
        self.try_piece(n, at, bytes, more).await.unwrap()
    }

    pub async fn try_piece(
        &self,
        n: u8,
        at: usize,
        bytes: &[u8],
        more: &[(&str, &str)],
    ) -> Result<Reply, Broken> {
        let at = at.to_string();
        let mut headers = vec![
            ("content-type", "application/offset+octet-stream"),
            ("upload-offset", at.as_str()),
        ];
        headers.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
        headers.extend_from_slice(more);
        self.try_ask("PATCH", &self.path(n), &headers, bytes).await
    }

    /// Sends the rest of a file in pieces.
    pub async fn send_rest(&self, n: u8, bytes: &[u8], piece: usize) {
        let mut at = self.offset(n).await;
        while at < bytes.len() {
            let end = bytes.len().min(at + piece);
            let reply = self.piece(n, at, &bytes[at..end]).await;
            assert_eq!(reply.status, 204, "{reply:?}");
            assert_eq!(offset(&reply), end);
            at = end;
        }
    }

    /// The case as the phone sees it.
    pub async fn case(&self) -> CaseView {
        self.news(0).await.unwrap()
    }

    /// The case, if it is not what a device with this cursor knows.
    pub async fn news(&self, cursor: u64) -> Option<CaseView> {
        let known = j!({"id": self.id, "access_code": self.code, "cursor": cursor});
        let body = j!({"v": 1, "cases": [known]}).to_string();
        let headers = [("content-type", "application/json")];
        let mut client = Client::connect(self.address).await.unwrap();
        let reply = client
            .send("POST", "/api/v1/changes", &headers, body.into())
            .await;
        let mut changes: domain::sync::wire::Changes = json(&reply.unwrap());
        changes.cases.pop()
    }
}

pub fn offset(reply: &Reply) -> usize {
    assert_eq!(reply.headers["tus-resumable"], "1.0.0");
    let text = reply.headers["upload-offset"].to_str().unwrap();
    text.parse().unwrap()
}
