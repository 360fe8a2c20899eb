//! Problems in the language the client asked for, and no error without a problem.

use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::request::Language;

use super::problem::Problem;
use super::problem_text::Kind;

/// The better liked of our two languages by `Accept-Language`; Ukrainian when neither is named.
#[must_use]
pub fn preferred(headers: &HeaderMap) -> Language {
    let value = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    let mut best = (Language::Uk, 0_u32);
    for part in value.unwrap_or_default().split(',').take(20) {
        let (tag, rest) = part.split_once(';').unwrap_or((part, ""));
        let primary = tag.trim().split('-').next().unwrap_or_default();
        let language = match primary.to_ascii_lowercase().as_str() {
            "uk" => Language::Uk,
            "en" => Language::En,
            _ => continue,
        };
        let weight = thousandths(rest);
        if weight > best.1 {
            best = (language, weight);
        }
    }
    best.0
}

fn thousandths(parameter: &str) -> u32 {
    let Some(q) = parameter.trim().strip_prefix("q=") else {
        return 1_000;
    };
    let (whole, fraction) = q.split_once('.').unwrap_or((q, ""));
    let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
    whole.parse::<u32>().unwrap_or(0).min(1) * 1_000 + digits.parse::<u32>().unwrap_or(0)
}

/// Headers that a problem keeps in any language.
const KEPT: [HeaderName; 4] = [
    header::ALLOW,
    header::WWW_AUTHENTICATE,
    HeaderName::from_static("tus-resumable"),
    HeaderName::from_static("tus-version"),
];

/// Renders problems in the reader's language, and turns errors of the framework into problems.
pub(super) fn translate(answer: Response, language: Language, api: bool) -> Response {
    let problem = match answer.extensions().get::<Problem>() {
        Some(_) if language == Language::Uk => return answer,
        Some(problem) => problem.clone(),
        None => match kind_of(answer.status()).filter(|_| api) {
            Some(kind) => kind.into(),
            None => return answer,
        },
    };
    let mut rendered = problem.render(language);
    for name in KEPT {
        if let Some(value) = answer.headers().get(&name) {
            rendered.headers_mut().insert(name, value.clone());
        }
    }
    rendered
}

/// The problem behind an error answer that the framework made.
fn kind_of(status: StatusCode) -> Option<Kind> {
    match status {
        StatusCode::NOT_FOUND => Some(Kind::NotFound),
        StatusCode::METHOD_NOT_ALLOWED => Some(Kind::WrongMethod),
        StatusCode::REQUEST_TIMEOUT => Some(Kind::TimedOut),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Kind::TooLarge),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Some(Kind::WrongMedia),
        status if status.is_client_error() => Some(Kind::Malformed),
        status if status.is_server_error() => Some(Kind::Internal),
        _ => None,
    }
}

/// What the client sees of a panic.
pub(super) fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    Problem::from(Kind::Internal).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_better_liked_language() {
        let ask = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, value.parse().unwrap());
            preferred(&headers)
        };
        for (value, expect) in [
            ("en", Language::En),
            ("en-GB,uk;q=0.9", Language::En),
            ("uk-UA,en;q=0.9", Language::Uk),
            ("en;q=0.5, uk;q=0.8", Language::Uk),
            ("de, EN;q=0.1", Language::En),
            ("de", Language::Uk),
            ("en;q=0", Language::Uk),
            (";;;,q=9", Language::Uk),
        ] {
            assert_eq!(ask(value), expect, "{value}");
        }
        assert_eq!(preferred(&HeaderMap::new()), Language::Uk);
    }
}
