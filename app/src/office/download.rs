//! Saving what the server makes of a question that no address may carry.

use domain::sync::NoAnswer;
use domain::sync::office::JournalQuery;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::api::ApiError;
use crate::{json, text};

/// The journal as a file of this name, saved by the browser.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn journal(query: &JournalQuery, name: &str) -> Result<(), ApiError> {
    let offline = |_| ApiError::NoAnswer(NoAnswer::Offline);
    let garbled = |_| ApiError::NoAnswer(NoAnswer::Garbled);
    let answer = ask(&format!("/api/v1/office/journal/{name}"), query).map_err(offline)?;
    let answer: web_sys::Response = JsFuture::from(answer)
        .await
        .map_err(offline)?
        .unchecked_into();
    let media = answer.headers().get("content-type").ok().flatten();
    if answer.ok() && media.is_none_or(|media| !media.contains("html")) {
        let blob = answer.blob().map_err(garbled)?;
        let blob = JsFuture::from(blob).await.map_err(garbled)?;
        return save(&blob.unchecked_into(), name).map_err(garbled);
    }
    let text = answer.text().map_err(garbled)?;
    let text = JsFuture::from(text).await.map_err(garbled)?;
    let problem = text.as_string().and_then(|text| json::read(&text));
    Err(problem.map_or(ApiError::NoAnswer(NoAnswer::Garbled), ApiError::Problem))
}

fn ask(path: &str, query: &JournalQuery) -> Result<Promise, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let init = web_sys::RequestInit::new();
    init.set_method("POST");
    init.set_redirect(web_sys::RequestRedirect::Manual);
    let headers = web_sys::Headers::new()?;
    headers.set("accept-language", text::code())?;
    headers.set("content-type", "application/json")?;
    init.set_headers(&headers);
    init.set_body(&json::write(query).into());
    Ok(window.fetch_with_str_and_init(path, &init))
}

fn save(blob: &web_sys::Blob, name: &str) -> Result<(), JsValue> {
    let url = web_sys::Url::create_object_url_with_blob(blob)?;
    let document = web_sys::window().and_then(|window| window.document());
    let link = document.ok_or(JsValue::NULL)?.create_element("a")?;
    link.set_attribute("href", &url)?;
    link.set_attribute("download", name)?;
    link.unchecked_ref::<web_sys::HtmlElement>().click();
    // Later: revoked at once, the download would find nothing.
    gloo::timers::callback::Timeout::new(60_000, move || {
        let _ = web_sys::Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}
