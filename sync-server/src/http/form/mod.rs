//! Plain pages made by the server. The form without the app, for browsers that can't run it or have
//! not loaded it yet: the same rules, the same registration. And what everybody may see: the blank
//! form, statistics, published answers, access to information, the register of documents.
//!
//! The hidden id is made with the page, so that a form that is sent twice is registered once. The
//! access code is made with it too, since nothing on the device could; the server keeps its hash
//! only, as always.

mod access;
mod answers;
mod blank;
mod day_blank;
mod day_figures;
mod day_map;
pub(in crate::http) mod day_papers;
mod day_place;
mod day_question;
mod day_survey;
mod days;
mod days_form;
mod days_text;
mod documents;
mod duties_text;
mod pages;
mod sent;
mod statistics;
mod text;
mod typed;
mod visit;

pub(super) use text::status;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use domain::request::{Language, Problem as FieldProblem, check, normalise_index};
use domain::sync::Digest;

use self::pages::{FormPage, Found, MessagePage, ReceiptPage, StatusPage};
use self::typed::{Typed, pairs};
use super::look_up::opens;
use super::problem::Problem;
use super::problem_text::Kind;
use super::{AppState, body, language, rate, views};
use crate::config::Config;
use crate::journal::{Push, Pushed};

/// A whole form with every letter written as `%D0%96`.
const MAX_BYTES: usize = 512 * 1024;

/// The pages; `config` sets the rates.
pub(super) fn routes(app: AppState, config: &Config) -> Router {
    let gate = |rate| {
        let header = config.trusted_proxy_header.as_deref();
        from_fn_with_state(Arc::new(rate::Gate::new(rate, header)), rate::limit)
    };
    let form = Router::new()
        .route("/form", get(show).post(submit))
        .layer(gate(config.limits.pushes));
    let status = Router::new()
        .route("/form/status", get(ask).post(find))
        .layer(gate(config.limits.look_ups));
    let open = statistics::routes()
        .merge(answers::routes())
        .merge(blank::routes())
        .merge(access::routes())
        .merge(documents::routes())
        .layer(gate(config.limits.look_ups));
    let days = days::forms()
        .merge(day_survey::forms())
        .layer(gate(config.limits.pushes))
        .merge(
            days::looks()
                .merge(day_papers::routes())
                .layer(gate(config.limits.look_ups)),
        )
        // A page may hold dozens of photos, which a browser asks for at once.
        .merge(day_papers::files().layer(gate(config.limits.uploads)));
    let visit = visit::forms()
        .layer(gate(config.limits.pushes))
        .merge(visit::looks().layer(gate(config.limits.look_ups)));
    form.merge(status)
        .merge(open)
        .merge(days)
        .merge(visit)
        .with_state(app)
        .layer(from_fn(in_words))
}

/// Problems as pages: nobody without the app can read JSON.
async fn in_words(request: Request, next: Next) -> Response {
    let language = asked(request.uri(), request.headers());
    let answer = next.run(request).await;
    let Some(problem) = answer.extensions().get::<Problem>() else {
        return answer;
    };
    let details = problem.details(language);
    let page = MessagePage::new(language, details.title, details.detail.unwrap_or_default());
    let mut rendered = (answer.status(), html(&page)).into_response();
    if let Some(wait) = answer.headers().get(header::RETRY_AFTER) {
        rendered
            .headers_mut()
            .insert(header::RETRY_AFTER, wait.clone());
    }
    rendered
}

/// The language of the address (`?lang=en`), or else of the browser.
fn asked(uri: &Uri, headers: &HeaderMap) -> Language {
    let named = pairs(uri.query().unwrap_or_default().as_bytes());
    named
        .get("lang")
        .and_then(|code| typed::language(code))
        .unwrap_or_else(|| language::preferred(headers))
}

fn html(page: &impl Template) -> Response {
    match page.render() {
        Ok(text) => {
            let mut answer = Html(text).into_response();
            let vary = HeaderValue::from_static("accept-language");
            answer.headers_mut().insert(header::VARY, vary);
            answer
        }
        Err(error) => {
            tracing::error!(%error, "a page was not rendered");
            Problem::from(Kind::Internal).into_response()
        }
    }
}

async fn council(app: &AppState, language: Language) -> Result<pages::Council, Problem> {
    let settings = app.journal.holder(app.holder).await?;
    let council = settings
        .map(|settings| settings.council)
        .unwrap_or_default();
    Ok(pages::Council::new(&council, language))
}

async fn show(State(app): State<AppState>, request: Request) -> Result<Response, Problem> {
    let language = asked(request.uri(), request.headers());
    let council = council(&app, language).await?;
    let mut typed = Typed::fresh(language, app.clock.now()).map_err(|_| Kind::Unavailable)?;
    let begun = documents::copy_of(&app, request.uri(), language).await?;
    typed.draft.text = begun.unwrap_or_default();
    Ok(html(&FormPage::new(council, &typed, &[], None)))
}

async fn submit(State(app): State<AppState>, request: Request) -> Result<Response, Problem> {
    let bytes = body::read(request.into_body(), MAX_BYTES).await?;
    let typed = Typed::read(&bytes, app.clock.now()).map_err(|_| Kind::Unavailable)?;
    let language = typed.language;
    let council = council(&app, language).await?;
    let written_at = typed::moment(typed.id);
    let submission = match check(&typed.draft, written_at, language, &typed.code.hash()) {
        Ok(submission) => submission,
        Err(problems) => return Ok(wrong(council, &typed, &problems, None)),
    };
    let bytes = serde_json::to_vec(&submission).map_err(|_| Kind::Internal)?;
    let push = Push {
        id: typed.id,
        digest: Digest::of(&bytes),
        bytes,
        submission,
        arrived: None,
    };
    match app.journal.register(app.holder, push).await? {
        Pushed::New(registered) | Pushed::Replayed(registered) => {
            app.post.recorded(typed.id);
            Ok(html(&ReceiptPage::new(council, &typed, &registered)))
        }
        Pushed::Conflict | Pushed::Erased(_) => {
            // The next press sends it as a request of its own.
            let fresh = Typed::fresh(language, app.clock.now()).map_err(|_| Kind::Unavailable)?;
            let typed = Typed {
                draft: typed.draft,
                ..fresh
            };
            let said = text::of(language).sent_before;
            Ok(wrong(council, &typed, &[], Some(said)))
        }
    }
}

fn wrong(
    council: pages::Council,
    typed: &Typed,
    problems: &[FieldProblem],
    said: Option<&'static str>,
) -> Response {
    let page = FormPage::new(council, typed, problems, said);
    (StatusCode::UNPROCESSABLE_ENTITY, html(&page)).into_response()
}

async fn ask(State(app): State<AppState>, request: Request) -> Result<Response, Problem> {
    let language = asked(request.uri(), request.headers());
    let council = council(&app, language).await?;
    let year = pages::year(app.clock.now());
    Ok(html(&StatusPage::new(council, String::new(), year)))
}

async fn find(State(app): State<AppState>, request: Request) -> Result<Response, Problem> {
    let header_language = asked(request.uri(), request.headers());
    let bytes = body::read(request.into_body(), MAX_BYTES).await?;
    let mut sent = pairs(&bytes);
    let mut take = |name: &str| sent.remove(name).unwrap_or_default();
    let language = typed::language(&take("lang")).unwrap_or(header_language);
    let (index, year, code) = (take("index"), take("year"), take("code"));
    let council = council(&app, language).await?;
    let page = StatusPage::new(council, index.clone(), year.clone());
    let Some(year) = year
        .trim()
        .parse()
        .ok()
        .filter(|year| (1991..=9999).contains(year))
    else {
        let page = page.with_problem(text::of(language).year_bad.to_owned());
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)).into_response());
    };
    let found = app
        .journal
        .by_index(app.holder, year, normalise_index(&index))
        .await?;
    let Some(record) = found else {
        let details = Problem::from(Kind::UnknownIndex).details(language);
        let page = page.with_problem(details.title);
        return Ok((StatusCode::NOT_FOUND, html(&page)).into_response());
    };
    let opens = opens(&app, &code, &record).await?;
    let public = views::public(&record);
    let whole = opens.then(|| views::whole(record));
    Ok(html(&page.with_found(Found::new(
        &public,
        whole.as_ref(),
        language,
    ))))
}
