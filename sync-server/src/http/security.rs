//! What every answer says to browsers, and who may change anything in the office.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::problem::Problem;
use super::problem_text::Kind;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types default sw survey";

/// What pages may use of a device.
pub(super) const PERMISSIONS: &str = "permissions-policy";
/// As everywhere, and the camera.
pub(super) const WITH_CAMERA: &str =
    "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()";

const HEADERS: [(&str, &str); 6] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    (
        PERMISSIONS,
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    ),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// Puts them on an answer. What the API says is not to be kept by any cache.
pub(super) fn add_headers(headers: &mut HeaderMap) {
    for (name, value) in HEADERS {
        // A handler's own policy is the stricter one.
        headers
            .entry(HeaderName::from_static(name))
            .or_insert(HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

/// Refuses changes that another site makes a signed-in browser ask for. The cookie's SameSite
/// does that already; this holds where a browser is too old for it.
pub(super) async fn same_site(request: Request, next: Next) -> Response {
    if request.method().is_safe() || is_ours(request.headers()) {
        next.run(request).await
    } else {
        Problem::from(Kind::CrossSite).into_response()
    }
}

fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match (text("origin"), text("host")) {
        // No browser sends neither: a program with the officer's own cookie.
        (None, _) => true,
        (Some(origin), Some(host)) => origin
            .split_once("://")
            .is_some_and(|(_, origin)| origin.eq_ignore_ascii_case(host)),
        (Some(_), None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_sites_are_told_by_their_headers() {
        let ours = |pairs: &[(&'static str, &'static str)]| {
            let headers = pairs.iter().map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            });
            is_ours(&headers.collect())
        };
        assert!(ours(&[]));
        assert!(ours(&[
            ("sec-fetch-site", "same-origin"),
            ("origin", "https://other.example")
        ]));
        assert!(ours(&[
            ("origin", "https://rada.example"),
            ("host", "rada.example")
        ]));
        assert!(!ours(&[("sec-fetch-site", "cross-site")]));
        assert!(!ours(&[("sec-fetch-site", "same-site")]));
        assert!(!ours(&[
            ("origin", "https://other.example"),
            ("host", "rada.example")
        ]));
        assert!(!ours(&[("origin", "null"), ("host", "rada.example")]));
    }
}
