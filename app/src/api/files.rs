//! The addresses of uploads (tus 1.0.0) and of parcels between two devices of one person.

use std::time::Duration;

use domain::sync::paper::{AnswerFiles, ShowCode};
use domain::sync::{AccessCode, FILE_DAMAGED, TUS_HEADER, TUS_VERSION, UploadAnswer, UploadStep};
use js_sys::Uint8Array;
use uuid::Uuid;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::{ApiError, Reply, call, seal, send, send_within};
use crate::{device, json};

/// A piece of 128 KiB takes a line of 1 KB a second this long.
const TIMEOUT: Duration = Duration::from_secs(130);

/// A file of a registered request, as its upload is addressed.
pub struct FileAddress<'a> {
    /// The submission's id.
    pub id: Uuid,
    /// The file's place in it, from 1.
    pub n: usize,
    /// Its length in bytes.
    pub size: u64,
    /// The case's access code.
    pub code: &'a str,
}

/// Carries out one step of an upload; `piece` is what a [`UploadStep::Send`] sends.
pub async fn upload(
    file: &FileAddress<'_>,
    step: UploadStep,
    piece: Option<&Uint8Array>,
) -> UploadAnswer {
    let bearer = format!("Bearer {}", file.code);
    let mut headers = vec![
        (TUS_HEADER, TUS_VERSION),
        ("authorization", bearer.as_str()),
    ];
    let own = format!("/api/v1/attachments/{}/{}", file.id, file.n);
    let (size, metadata, offset, checksum);
    let (method, path) = match step {
        UploadStep::Create => {
            size = file.size.to_string();
            let (id, n) = (base64(&file.id.to_string()), base64(&file.n.to_string()));
            metadata = format!("submission {id},n {n}");
            headers.push(("upload-length", size.as_str()));
            headers.push(("upload-metadata", metadata.as_str()));
            ("POST", "/api/v1/attachments")
        }
        UploadStep::Send { from, .. } => {
            let Some(piece) = piece else {
                return UploadAnswer::default();
            };
            offset = from.to_string();
            checksum = format!("sha256 {}", device::sha256_base64(piece).await);
            headers.push(("content-type", "application/offset+octet-stream"));
            headers.push(("upload-offset", offset.as_str()));
            headers.push(("upload-checksum", checksum.as_str()));
            ("PATCH", own.as_str())
        }
        UploadStep::Withdraw => ("DELETE", own.as_str()),
        _ => ("HEAD", own.as_str()),
    };
    let body = piece.map(JsValue::from);
    match send_within(TIMEOUT, method, path, &headers, body.as_ref()).await {
        Ok(reply) => UploadAnswer {
            status: Some(reply.status),
            is_tus: reply.header(TUS_HEADER).as_deref() == Some(TUS_VERSION),
            offset: reply
                .header("upload-offset")
                .and_then(|text| text.parse().ok()),
            retry_after: reply.retry_after.map(|seconds| i64::from(seconds) * 1_000),
            spoiled: reply.body.contains(FILE_DAMAGED),
        },
        Err(_) => UploadAnswer::default(),
    }
}

fn base64(text: &str) -> String {
    web_sys::window()
        .and_then(|window| window.btoa(text).ok())
        .unwrap_or_default()
}

/// The files of a request's answer.
///
/// # Errors
/// When no answer came or the server states a problem.
pub async fn answer_files(id: Uuid, code: &str) -> Result<AnswerFiles, ApiError> {
    let shown = ShowCode {
        access_code: code.to_owned(),
    };
    let path = format!("/api/v1/submissions/{id}/answer");
    call("POST", &path, Some(&shown)).await
}

/// A file of an answer; `None` when it did not come. The code rides in the body.
pub async fn answer_file(id: Uuid, paper: Uuid, code: &str) -> Option<web_sys::Blob> {
    let shown = ShowCode {
        access_code: code.to_owned(),
    };
    let init = web_sys::RequestInit::new();
    init.set_method("POST");
    init.set_redirect(web_sys::RequestRedirect::Manual);
    let headers = web_sys::Headers::new().ok()?;
    headers.set("content-type", "application/json").ok()?;
    init.set_headers(&headers);
    init.set_body(&json::write(&shown)?.into());
    let path = format!("/api/v1/submissions/{id}/answer/{paper}");
    let asked = web_sys::window()?.fetch_with_str_and_init(&path, &init);
    let answer: web_sys::Response = JsFuture::from(asked).await.ok()?.unchecked_into();
    // A portal's page is no file of ours: those come to be saved.
    let saved = answer.headers().get("content-disposition").ok()?;
    if !answer.ok() || saved.is_none() {
        return None;
    }
    let blob = JsFuture::from(answer.blob().ok()?).await.ok()?;
    Some(blob.unchecked_into())
}

/// Why a parcel did not go or come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParcelError {
    /// The server has none under this code.
    Unknown,
    /// It is larger than the server takes.
    TooLarge,
    /// No usable answer came.
    NoAnswer,
}

/// Leaves a parcel for another device with the server, sealed with a key that only the code gives.
///
/// # Errors
/// When the server did not take it.
pub async fn put_parcel(code: &AccessCode, text: &str) -> Result<(), ParcelError> {
    let sealed = seal::seal(code, text).await.ok_or(ParcelError::NoAnswer)?;
    answer(code, "PUT", Some(&sealed.into())).await.map(|_| ())
}

/// What another device has left under this code.
///
/// # Errors
/// When there is nothing, or nothing this code opens.
pub async fn take_parcel(code: &AccessCode) -> Result<String, ParcelError> {
    let reply = answer(code, "GET", None).await?;
    seal::open(code, &reply.body)
        .await
        .ok_or(ParcelError::Unknown)
}

/// Lets the server forget a parcel that has arrived; it would anyhow, after a day.
pub async fn drop_parcel(code: &AccessCode) {
    let _ = answer(code, "DELETE", None).await;
}

async fn answer(
    code: &AccessCode,
    method: &str,
    body: Option<&JsValue>,
) -> Result<Reply, ParcelError> {
    let path = format!("/api/v1/parcels/{}", seal::name(code));
    let headers: &[(&str, &str)] = match body {
        Some(_) => &[("content-type", "text/plain")],
        None => &[],
    };
    let reply = send(method, &path, headers, body).await;
    let reply = reply.map_err(|_| ParcelError::NoAnswer)?;
    // A portal's page is no parcel: ours come as what they are.
    match reply.status {
        200..=299 if !reply.media.contains("html") => Ok(reply),
        404 | 410 => Err(ParcelError::Unknown),
        413 => Err(ParcelError::TooLarge),
        _ => Err(ParcelError::NoAnswer),
    }
}
