//! The API's document, generated from the handlers themselves.

use std::path::PathBuf;
use std::sync::OnceLock;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::law::TermClass;
use domain::sync::office::Show;
use domain::sync::wire::PROBLEM_MEDIA;
use serde_json::json;
use utoipa::openapi::RefOr;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;

use super::AppState;
use super::office::session::COOKIE;
use crate::config::Config;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Відкрита рада / Vidkryta Rada",
        description = "Запити на публічну інформацію до міської ради. \
            Requests for public information to a city council. \
            Instants are milliseconds since 1970 in UTC, dates are Kyiv dates.",
    ),
    tags(
        (name = "citizen", description = "What a citizen's device asks"),
        (name = "kiosk", description = "What a tablet in the hall asks"),
        (name = "office", description = "What the council's staff do"),
        (name = "operation", description = "For who runs the server"),
    ),
    components(schemas(Show, TermClass)),
    modifiers(&Keys),
)]
struct Document;

/// What opens an address.
struct Keys;

impl Modify for Keys {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_with(Default::default);
        let cookie = ApiKey::Cookie(ApiKeyValue::new(COOKIE));
        components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
        let code = Http::builder()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The case's access code"));
        let token = Http::builder()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The kiosk's token"));
        components.add_security_scheme("kiosk", SecurityScheme::Http(token.build()));
        components.add_security_scheme("code", SecurityScheme::Http(code.build()));
    }
}

pub(super) fn base() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(Document::openapi())
}

/// An instant in a deadline crosses the network as milliseconds. The derive can say so of a named
/// field, not of a variant's unnamed one.
fn correct_deadline(document: &mut utoipa::openapi::OpenApi) {
    let one = |name: &str, value: serde_json::Value| json!({"type": "object", "required": [name], "properties": {name: value}});
    let schema = json!({"oneOf": [
        one("day", json!({"type": "string", "format": "date",
            "description": "The whole of this Kyiv date is still in time."})),
        one("instant", json!({"type": "integer", "format": "int64",
            "description": "This instant is the last one in time."})),
    ]});
    if let (Some(components), Ok(schema)) =
        (&mut document.components, serde_json::from_value(schema))
    {
        components.schemas.insert("DeadlineKind".into(), schema);
    }
}

/// What the edge may answer in any handler's place: too slow, or more than can be worked on.
const EDGE: [(&str, &str); 2] = [
    ("408", "It took too long: send it again"),
    ("503", "It can't be done now: try again later"),
];

fn add_answers_of_the_edge(document: &mut utoipa::openapi::OpenApi) {
    for item in document.paths.paths.values_mut() {
        let operations = [
            &mut item.get,
            &mut item.put,
            &mut item.post,
            &mut item.delete,
            &mut item.head,
            &mut item.patch,
            &mut item.options,
        ];
        for operation in operations.into_iter().flatten() {
            for (status, what) in EDGE {
                let answer = json!({"description": what, "content": {PROBLEM_MEDIA: {"schema":
                    {"$ref": "#/components/schemas/ProblemDetails"}}}});
                let answers = &mut operation.responses.responses;
                if let (false, Ok(answer)) =
                    (answers.contains_key(status), serde_json::from_value(answer))
                {
                    answers.insert(status.into(), RefOr::T(answer));
                }
            }
        }
    }
}

/// The document as JSON.
#[must_use]
pub fn document() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| {
        // No limit changes the document, so any configuration gives the same.
        let mut document = super::api(&Config::local(PathBuf::new())).to_openapi();
        correct_deadline(&mut document);
        add_answers_of_the_edge(&mut document);
        document.to_pretty_json().unwrap_or_default()
    })
}

/// Gives this document.
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    tag = "operation",
    responses((status = 200, description = "OpenAPI 3.1", body = serde_json::Value,
        content_type = "application/json")),
)]
pub(super) async fn openapi() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], document()).into_response()
}
