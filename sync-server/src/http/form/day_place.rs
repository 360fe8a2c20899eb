//! A place at an open day: booked, looked at by its code, cancelled.

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use axum::routing::get;
use domain::open_day::places::Told;
use domain::open_day::{BookPlace, Category, PlaceTold, PublicDay, words};
use domain::request::Language;

use super::asked;
use super::day_blank::{Blank, Opens, blank, done, renew, unknown};
use super::day_map::span;
use super::days_form::{Choice, Field};
use super::days_text;
use super::sent::Form;
use super::text;
use super::typed::Typed;
use crate::http::AppState;
use crate::http::open_days::{days, read};
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;

/// The page that is read.
pub(super) fn looks() -> Router<AppState> {
    Router::new().route("/days/{id}/mine", get(ask_mine).post(mine))
}

/// The form.
pub(super) fn forms() -> Router<AppState> {
    Router::new().route("/days/{id}/place", get(place).post(book))
}

fn place_blank<'a>(form: &'a Form, id: &'a str, day: &PublicDay) -> Blank<'a> {
    let (language, say) = (form.language, days_text::of(form.language));
    let slot = form.get("slot");
    let slots = day.slots.iter().map(|one| {
        let label = format!(
            "{} · {}: {}",
            span(one.starts, one.ends),
            say.free.to_lowercase(),
            one.free
        );
        Choice::of("slot", &one.n.to_string(), label, &slot)
    });
    let category = form.get("category");
    let categories = Category::ALL.map(|one| {
        let label = words::category(one, language).to_owned();
        Choice::of("category", one.code(), label, &category)
    });
    Blank {
        title: say.place,
        lead: say.place_lead.to_owned(),
        action: format!("/days/{id}/place"),
        fields: vec![
            Field::select("slot", say.place_slot, slots.collect()),
            Field::select("category", say.category, categories.into()),
            Field::line("name", text::of(language).name, form.get("name"), "name"),
            Field::line("contact", say.contact, form.get("contact"), "off").optional(),
        ],
        send: say.place_send,
        typed: Some(&form.typed),
        day: Some(id),
        device: None,
    }
}

async fn place(
    State(app): State<AppState>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let form = Form::fresh(&app, &request)?;
    let day = days(&app).public(read(&id)?, app.clock.now()).await?;
    if !day.booking_open {
        return Err(Kind::DayClosed.into());
    }
    blank(&app, form.language, place_blank(&form, &id, &day), None).await
}

async fn book(
    State(app): State<AppState>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let mut form = Form::read(&app, request).await?;
    let day = days(&app).public(read(&id)?, app.clock.now()).await?;
    let asked = BookPlace {
        slot: form.get("slot").parse().unwrap_or_default(),
        category: Category::named(&form.get("category")).unwrap_or_default(),
        name: form.get("name"),
        contact: form.get("contact"),
        secret_hash: form.typed.code.hash(),
    };
    match days(&app).book(day.id, form.typed.id, asked).await {
        Ok(booked) => told(&app, form.language, &id, &form.typed, booked).await,
        Err(fault) => {
            let problem = Problem::from(fault);
            renew(&app, &mut form, &problem)?;
            let page = place_blank(&form, &id, &day);
            blank(&app, form.language, page, Some(&problem)).await
        }
    }
}

async fn told(
    app: &AppState,
    language: Language,
    id: &str,
    typed: &Typed,
    found: PlaceTold,
) -> Result<Response, Problem> {
    let say = days_text::of(language);
    let code = |opens| Some((typed.code.grouped(), say.place_code, opens));
    let (title, line, code) = match found.told {
        Told::Place if found.promoted => (
            say.has_place,
            format!("{} {}", say.freed, say.place_told),
            code(Opens::Door),
        ),
        Told::Place => (say.has_place, say.place_told.to_owned(), code(Opens::Door)),
        Told::Waiting { number } => {
            let line = format!("{} {number}", say.waits_told);
            (say.waits, line, code(Opens::Booking))
        }
        Told::Cancelled => (say.cancelled, String::new(), None),
    };
    let lines = if line.is_empty() {
        Vec::new()
    } else {
        vec![line]
    };
    done(app, language, id, (title, ""), lines, code).await
}

fn mine_blank<'a>(language: Language, id: &'a str) -> Blank<'a> {
    let say = days_text::of(language);
    Blank {
        title: say.mine,
        lead: say.mine_lead.to_owned(),
        action: format!("/days/{id}/mine"),
        fields: vec![Field::line(
            "code",
            text::of(language).code_title,
            String::new(),
            "off",
        )],
        send: text::of(language).find,
        typed: None,
        day: Some(id),
        device: None,
    }
}

async fn ask_mine(
    State(app): State<AppState>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let language = asked(request.uri(), request.headers());
    days(&app).public(read(&id)?, app.clock.now()).await?;
    blank(&app, language, mine_blank(language, &id), None).await
}

/// Shows a booking by its code, or cancels it.
async fn mine(
    State(app): State<AppState>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let form = Form::read(&app, request).await?;
    let (day, code) = (read(&id)?, form.get("code"));
    let found = match days(&app).booked(day, &code).await {
        Ok(found) if form.get("cancel") == "yes" => {
            let cancelled = days(&app).cancel(day, found.id, code).await;
            app.post.wake();
            cancelled
        }
        other => other,
    };
    match found {
        Ok(found) => told(&app, form.language, &id, &form.typed, found).await,
        Err(fault) => {
            let page = mine_blank(form.language, &id);
            blank(&app, form.language, page, Some(&unknown(fault))).await
        }
    }
}
