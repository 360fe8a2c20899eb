//! The built apps, which are part of this program: the citizen's at `/`, the office's three at
//! `/office/`, the kiosk at `/kiosk/`.

use std::sync::OnceLock;

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use base64ct::{Base64, Encoding};
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest, Sha384};

use super::problem::Problem;
use super::problem_text::Kind;
use super::{AppState, builds};

#[derive(RustEmbed)]
#[folder = "../dist/"]
#[allow_missing = true]
struct Dist;

/// The address of the citizen's style sheet, for pages that are made here.
pub(super) fn style() -> Option<String> {
    static STYLE: OnceLock<Option<String>> = OnceLock::new();
    STYLE.get_or_init(|| style_of("citizen/", "/")).clone()
}

/// The address of the office's style sheet, for pages of tables that are made here.
pub(super) fn office_style() -> Option<String> {
    static STYLE: OnceLock<Option<String>> = OnceLock::new();
    STYLE
        .get_or_init(|| style_of("office/", "/office/"))
        .clone()
}

/// A script of a page that is made here.
#[derive(Clone)]
pub(super) struct Script {
    pub(super) address: String,
    /// What its bytes must digest to.
    pub(super) integrity: String,
    /// Whether it is a module.
    pub(super) module: bool,
}

/// The program that works with a survey's page on a phone, in the order its parts are run; nothing
/// in a server that was built without the app.
pub(super) fn survey() -> Vec<Script> {
    static SCRIPTS: OnceLock<Vec<Script>> = OnceLock::new();
    SCRIPTS
        .get_or_init(|| {
            let boot = script("boot-", false);
            let start = script("survey_start-", true);
            // One without the other would not do.
            boot.zip(start)
                .map_or_else(Vec::new, |(boot, start)| vec![boot, start])
        })
        .clone()
}

fn script(stem: &str, module: bool) -> Option<Script> {
    let file = built("citizen/", stem, ".js")?;
    let digest = Sha384::digest(&Dist::get(&format!("citizen/{file}"))?.data);
    Some(Script {
        address: format!("/{file}"),
        integrity: format!("sha384-{}", Base64::encode_string(&digest)),
        module,
    })
}

fn style_of(folder: &str, address: &str) -> Option<String> {
    let file = built(folder, "style-", ".css")?;
    Some(format!("{address}{file}"))
}

/// The name, with its hash, of a file in a folder.
fn built(folder: &str, stem: &str, ending: &str) -> Option<String> {
    Dist::iter().find_map(|name| {
        let file = name.strip_prefix(folder)?;
        let is_it = file.starts_with(stem) && file.ends_with(ending);
        is_it.then(|| file.to_owned())
    })
}

/// Everything that is no route of the API.
pub(super) async fn serve(State(app): State<AppState>, request: Request) -> Response {
    let mut parts = request
        .uri()
        .path()
        .split('/')
        .filter(|part| !part.is_empty());
    // Whoever asks for these under another spelling is a program, and a page would mislead it.
    if matches!(parts.next(), Some("api" | "healthz")) {
        return Problem::from(Kind::NotFound).into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut answer = Problem::from(Kind::WrongMethod).into_response();
        answer
            .headers_mut()
            .insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return answer;
    }
    match find(request.uri()) {
        Some(name) => file(&name, request.headers()),
        None => of_another_build(&app, request.into_parts().0).await,
    }
}

async fn of_another_build(app: &AppState, asked: Parts) -> Response {
    let (site, rest) = site(asked.uri.path());
    let name = format!("{site}/{rest}");
    match builds::find(app, &name, &asked.headers).await {
        Ok(Some(found)) => found,
        Ok(None) => missing(),
        Err(error) => Problem::from(error).into_response(),
    }
}

/// The files that stay what they are: those with a hash in their name, of the programs that are open
/// for days. Each as it is smallest for every browser.
pub(super) fn lasting() -> impl Iterator<Item = (String, Vec<u8>)> {
    let names = Dist::iter().filter(|name| {
        let site = name.split('/').next();
        matches!(site, Some("citizen" | "kiosk")) && is_lasting(name)
    });
    names.filter_map(|name| {
        let zipped = format!("{name}.gz");
        let (name, found) = match Dist::get(&zipped) {
            Some(found) => (zipped, found),
            None => (name.to_string(), Dist::get(&name)?),
        };
        Some((name, found.data.into_owned()))
    })
}

/// Whether it stays what it is, and is not the compressed form of another.
pub(super) fn is_lasting(name: &str) -> bool {
    caching(name) != "no-cache" && !is_compressed(name)
}

fn is_compressed(name: &str) -> bool {
    name.ends_with(".br") || name.ends_with(".gz")
}

/// Which of the programs an address is of, and what stands there.
fn site(path: &str) -> (&'static str, &str) {
    let under = |app: &'static str| {
        let rest = path.strip_prefix('/')?.strip_prefix(app)?;
        (rest.is_empty() || rest.starts_with('/')).then_some((app, rest))
    };
    let (app, rest) = under("office")
        .or_else(|| under("kiosk"))
        .unwrap_or(("citizen", path));
    let rest = rest.trim_start_matches('/');
    match app {
        "office" => of_office(rest),
        _ => (app, rest),
    }
}

/// The file an address stands for; every address without an extension is a page of the app.
fn find(uri: &Uri) -> Option<String> {
    let (app, rest) = site(uri.path());
    let page = format!("{app}/index.html");
    if rest.is_empty() || rest == "index.html" {
        return Some(page);
    }
    let last = rest.rsplit('/').next().unwrap_or_default();
    if !last.contains('.') {
        return Some(page);
    }
    let name = format!("{app}/{rest}");
    let hidden = last.starts_with('.') || is_compressed(last);
    (!hidden && Dist::get(&name).is_some()).then_some(name)
}

/// The office's pages that are in its second program, by the first part of their address behind
/// `/office/`. What is in which program `app/src/office/route.rs` says too.
const COUNCIL: [&str; 7] = [
    "people",
    "settings",
    "mail",
    "kiosks",
    "access",
    "documents",
    "visits",
];

/// Which of the office's programs an address is of, and what stands there.
fn of_office(rest: &str) -> (&'static str, &str) {
    let (first, inside) = rest.split_once('/').unwrap_or((rest, ""));
    // What pages of a program load lies beside one of them.
    match first {
        "council" => ("council", inside),
        "days" => ("days", inside),
        _ if COUNCIL.contains(&first) => ("council", rest),
        _ => ("office", rest),
    }
}

fn file(name: &str, asked: &HeaderMap) -> Response {
    let Some((found, encoding)) = encoded(name, asked) else {
        return unbuilt();
    };
    let tag = tag(&found, encoding);
    let unchanged = asked.get(header::IF_NONE_MATCH).is_some_and(|known| {
        known.to_str().unwrap_or_default().split(',').any(|known| {
            let known = known.trim();
            known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag
        })
    });
    let mut headers = HeaderMap::new();
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static(caching(name)),
    );
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    if name.starts_with("kiosk/") {
        // At the door of an open day it reads QR codes.
        let camera = HeaderValue::from_static(super::security::WITH_CAMERA);
        headers.insert(super::security::PERMISSIONS, camera);
    }
    if unchanged {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media(name)));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    (headers, found.data).into_response()
}

/// Whether the client takes this form.
pub(super) fn takes(asked: &HeaderMap, encoding: &str) -> bool {
    let value = asked.get(header::ACCEPT_ENCODING);
    let value = value.and_then(|value| value.to_str().ok());
    value.unwrap_or_default().split(',').any(|part| {
        let (coding, q) = part.split_once(';').unwrap_or((part, ""));
        let refused = q.trim().trim_start_matches("q=").parse() == Ok(0.0_f32);
        coding.trim().eq_ignore_ascii_case(encoding) && !refused
    })
}

/// The smallest form of a file that the client takes.
fn encoded(name: &str, asked: &HeaderMap) -> Option<(EmbeddedFile, Option<&'static str>)> {
    for (encoding, ending) in [("br", "br"), ("gzip", "gz")] {
        if takes(asked, encoding)
            && let Some(found) = Dist::get(&format!("{name}.{ending}"))
        {
            return Some((found, Some(encoding)));
        }
    }
    Dist::get(name).map(|found| (found, None))
}

fn tag(file: &EmbeddedFile, encoding: Option<&str>) -> String {
    let hash: String = file.metadata.sha256_hash()[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("\"{hash}{}\"", encoding.unwrap_or_default())
}

/// A file with a hash in its name never changes; all others are asked for anew each time.
pub(super) fn caching(name: &str) -> &'static str {
    let is_hash = |part: &str| part.len() >= 12 && part.bytes().all(|b| b.is_ascii_hexdigit());
    let file = name.rsplit('/').next().unwrap_or_default();
    if file.split(['-', '.', '_']).any(is_hash) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

pub(super) fn media(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn missing() -> Response {
    plain(
        StatusCode::NOT_FOUND,
        "Такого файлу немає. / There is no such file.\n",
    )
}

/// What a server that was built without the web app says.
fn unbuilt() -> Response {
    plain(
        StatusCode::NOT_FOUND,
        "Застосунок не вбудовано в цей сервер. / The app is not built into this server.\n",
    )
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    (
        status,
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
        text,
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        let kept = "public, max-age=31536000, immutable";
        assert_eq!(caching("citizen/citizen-0f3a9c5b7d1e2f40_bg.wasm"), kept);
        assert_eq!(caching("citizen/tokens-0f3a9c5b7d1e2f40.css"), kept);
        for name in [
            "citizen/index.html",
            "citizen/sw.js",
            "office/boot.js",
            "x.webmanifest",
        ] {
            assert_eq!(caching(name), "no-cache", "{name}");
        }
    }

    #[test]
    fn addresses_are_pages_or_files() {
        let find = |path: &str| find(&path.parse().unwrap());
        for page in ["/", "/new", "/request/0190-a", "/index.html", "/officers"] {
            assert_eq!(find(page).as_deref(), Some("citizen/index.html"), "{page}");
        }
        for page in ["/office", "/office/", "/office/r/1", "/office/daylight"] {
            assert_eq!(find(page).as_deref(), Some("office/index.html"), "{page}");
        }
        for page in ["/office/council", "/office/people", "/office/visits/"] {
            assert_eq!(find(page).as_deref(), Some("council/index.html"), "{page}");
        }
        for page in ["/office/days", "/office/days/1/sheets"] {
            assert_eq!(find(page).as_deref(), Some("days/index.html"), "{page}");
        }
        for page in ["/kiosk", "/kiosk/", "/kiosk/follow"] {
            assert_eq!(find(page).as_deref(), Some("kiosk/index.html"), "{page}");
        }
        assert_eq!(find("/kiosks").as_deref(), Some("citizen/index.html"));
        for none in [
            "/no.js",
            "/kiosk/no.js",
            "/office/no.css",
            "/office/council/no.css",
            "/.stamp",
            "/../Cargo.toml",
            "/%2e%2e/x.toml",
        ] {
            assert_eq!(find(none), None, "{none}");
        }
    }
}
