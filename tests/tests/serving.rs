//! How the built app comes over the line: compressed, kept by the browser, asked for in vain.

use anyhow::{Context, Result, ensure};
use reqwest::{Client, Response, StatusCode, header};
use tests::{Server, Story};

async fn get(url: &str, headers: &[(header::HeaderName, &str)]) -> Result<Response> {
    let mut request = Client::new().get(url);
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    Ok(request.send().await?)
}

fn said<'a>(answer: &'a Response, name: &header::HeaderName) -> &'a str {
    let value = answer.headers().get(name);
    value.and_then(|value| value.to_str().ok()).unwrap_or("")
}

/// Addresses of the files with a hash in their name that a page asks for.
fn hashed(page: &str) -> Vec<&str> {
    page.split([' ', '"', '=', '>'])
        .filter(|part| part.starts_with('/') && !part.contains(char::is_whitespace))
        .filter(|part| {
            part.split(['-', '.', '_'])
                .any(|part| part.len() >= 16 && part.bytes().all(|b| b.is_ascii_hexdigit()))
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn files_come_compressed_and_are_kept_for_ever() -> Result<()> {
    let story = Story::begin("files come compressed and are kept for ever");
    let server = Server::start().await?;
    for page in ["/", "/office"] {
        let url = format!("{}{page}", server.origin());
        let answer = get(&url, &[]).await?;
        ensure!(
            said(&answer, &header::CACHE_CONTROL) == "no-cache",
            "{page} is kept"
        );
        let text = answer.text().await?;
        let files = hashed(&text);
        ensure!(files.len() >= 2, "{page} names few files: {files:?}");
        for file in files {
            is_served_well(&format!("{}{file}", server.origin())).await?;
        }
    }
    story.step("an unchanged page is not sent again");
    let answer = get(&server.origin(), &[]).await?;
    let tag = said(&answer, &header::ETAG).to_owned();
    ensure!(!tag.is_empty(), "a page without a tag");
    let again = get(&server.origin(), &[(header::IF_NONE_MATCH, &tag)]).await?;
    ensure!(
        again.status() == StatusCode::NOT_MODIFIED,
        "{}",
        again.status()
    );
    ensure!(again.bytes().await?.is_empty(), "a 304 with a body");

    story.step("a file of an older build is missing, and is no page");
    let gone = format!("{}/citizen-0123456789abcdef.js", server.origin());
    let answer = get(&gone, &[]).await?;
    ensure!(
        answer.status() == StatusCode::NOT_FOUND,
        "{}",
        answer.status()
    );
    ensure!(
        !said(&answer, &header::CONTENT_TYPE).contains("html"),
        "a page instead"
    );
    story.end();
    Ok(())
}

async fn is_served_well(url: &str) -> Result<()> {
    let plain = get(url, &[]).await?.error_for_status()?;
    ensure!(
        said(&plain, &header::CACHE_CONTROL).contains("immutable"),
        "{url} is asked for anew"
    );
    let media = said(&plain, &header::CONTENT_TYPE).to_owned();
    ensure!(
        !media.is_empty() && media != "application/octet-stream",
        "{url}: {media}"
    );
    let whole = plain.bytes().await?.len();
    for coding in ["br", "gzip"] {
        let packed = get(url, &[(header::ACCEPT_ENCODING, coding)]).await?;
        ensure!(
            said(&packed, &header::CONTENT_ENCODING) == coding,
            "{url} not as {coding}"
        );
        ensure!(
            said(&packed, &header::VARY).contains("accept-encoding"),
            "{url}"
        );
        ensure!(
            said(&packed, &header::CONTENT_TYPE) == media,
            "{url} as {coding}"
        );
        let size = packed.bytes().await?.len();
        ensure!(size < whole, "{url} as {coding}: {size} of {whole} bytes");
    }
    let tag = get(url, &[(header::ACCEPT_ENCODING, "br")]).await?;
    let tag = tag
        .headers()
        .get(header::ETAG)
        .context("no tag")?
        .to_str()?
        .to_owned();
    let known = [
        (header::ACCEPT_ENCODING, "br"),
        (header::IF_NONE_MATCH, &*tag),
    ];
    let again = get(url, &known).await?;
    ensure!(
        again.status() == StatusCode::NOT_MODIFIED,
        "{url} is sent again"
    );
    Ok(())
}
