//! Open days as pages: announcement, survey, booking, questions. No script is needed.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::open_day::places::Told;
use domain::open_day::question::{Concern, NewQuestion};
use domain::open_day::survey::Channel;
use domain::open_day::{
    BookPlace, Category, DayStatus, FileSort, FindQuestion, PlaceTold, PublicDay, VERSION, words,
};
use domain::report::words::day as say_day;
use domain::request::Language;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::{ECL, QRBuilder};

use super::answers::size;
use super::day_figures::{Figures, figures, results};
use super::day_map::{Map, span};
use super::day_survey::Device;
use super::days_form::{self, Choice, Field};
use super::days_text::{self, Words};
use super::sent::Form;
use super::text::{self, Say};
use super::typed::Typed;
use super::{asked, council, html};
use crate::http::open_days::{days, read};
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::http::{AppState, assets};
use crate::journal::JournalError;
use crate::open_day::{Fault, calendar, papers};

/// The pages that are read.
pub(super) fn looks() -> Router<AppState> {
    Router::new()
        .route("/days", get(list))
        .route("/days/question", get(ask_answer).post(find_answer))
        .route("/days/{id}", get(one))
        .route("/days/{id}/event.ics", get(event))
        .route("/days/{id}/mine", get(ask_mine).post(mine))
}

/// The forms.
pub(super) fn forms() -> Router<AppState> {
    Router::new()
        .route("/days/{id}/place", get(place).post(book))
        .route("/days/{id}/question", get(question).post(ask))
}

struct Row {
    id: String,
    theme: String,
    date: String,
    status: &'static str,
}

#[derive(Template)]
#[template(path = "days.html")]
struct ListPage {
    say: &'static Say,
    words: &'static Words,
    style: Option<String>,
    council: String,
    days: Vec<Row>,
}

#[derive(Template)]
#[template(path = "day.html")]
struct DayPage {
    say: &'static Say,
    words: &'static Words,
    style: Option<String>,
    council: String,
    id: String,
    theme: String,
    date: String,
    status: &'static str,
    purpose: String,
    conduct: String,
    /// What the text below it is: how it went, or why it does not take place.
    summary_title: &'static str,
    summary: String,
    links: Vec<(String, &'static str, String)>,
    programme: Vec<(String, String, String)>,
    slots: Vec<(String, String)>,
    answers: Vec<(String, String, String)>,
    map: Map,
    /// Address and description.
    photos: Vec<(String, String)>,
    /// Address, description, and kind with size.
    materials: Vec<(String, String, String)>,
    figures: Vec<Figures>,
    results: Vec<Figures>,
}

#[derive(Template)]
#[template(path = "day_form.html")]
struct FormPage {
    say: &'static Say,
    words: &'static Words,
    style: Option<String>,
    council: String,
    title: &'static str,
    lead: String,
    action: String,
    id: String,
    code: String,
    fields: Vec<Field>,
    problem: String,
    first: String,
    send: &'static str,
    back: Option<String>,
    /// Of a survey.
    device: Option<Device>,
}

#[derive(Template)]
#[template(path = "day_done.html")]
struct DonePage {
    say: &'static Say,
    words: &'static Words,
    style: Option<String>,
    council: String,
    title: &'static str,
    number: String,
    lines: Vec<String>,
    code: String,
    code_hint: &'static str,
    /// The code as a picture, for the camera at the door.
    qr: String,
    cancel: String,
    back: String,
}

fn code_of(language: Language) -> &'static str {
    text::of(language).code
}

fn day_path(id: &str, language: Language) -> String {
    format!("/days/{id}?lang={}", code_of(language))
}

async fn list(State(app): State<AppState>, request: Request) -> Result<Response, Problem> {
    let language = asked(request.uri(), request.headers());
    let all = days(&app).told_list(app.clock.now()).await?;
    let row = |day: PublicDay| Row {
        id: day.id.to_string(),
        theme: day.theme,
        date: say_day(day.date, language),
        status: words::status(day.status, language),
    };
    Ok(html(&ListPage {
        say: text::of(language),
        words: days_text::of(language),
        style: assets::office_style(),
        council: council(&app, language).await?.name,
        days: all.into_iter().map(row).collect(),
    }))
}

async fn one(
    State(app): State<AppState>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let language = asked(request.uri(), request.headers());
    let day = days(&app).public(read(&id)?, app.clock.now()).await?;
    let council = council(&app, language).await?.name;
    Ok(html(&day_page(day, council, language)))
}

fn day_page(day: PublicDay, council: String, language: Language) -> DayPage {
    let say = days_text::of(language);
    let id = day.id.to_string();
    let links = links(&day, &id, language);
    let part = |item: &domain::open_day::ProgrammeItem| {
        let form = words::form(item.form, language);
        let where_and_who = [item.site.as_str(), item.unit.as_str()];
        let rest: Vec<&str> = where_and_who
            .into_iter()
            .filter(|one| !one.is_empty())
            .collect();
        (
            span(item.starts, item.ends),
            format!("{form}: {}", item.title),
            rest.join(", "),
        )
    };
    let slots = day.slots.iter();
    let slots = slots.map(|slot| {
        (
            span(slot.starts, slot.ends),
            format!("{} / {}", slot.free, slot.places),
        )
    });
    let answers = day.answers.iter();
    let answers = answers.map(|one| (one.number.clone(), one.text.clone(), one.answer.clone()));
    let (photos, materials): (Vec<_>, Vec<_>) = day
        .files
        .iter()
        .partition(|file| file.sort == FileSort::Photo);
    let photos = photos.into_iter();
    let photos = photos.map(|file| (file_path(&id, file.id), file.about.clone()));
    let material = |file: &domain::open_day::PublicFile| {
        let ending = file.name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let kind = format!("{}, {}", ending.to_uppercase(), size(file.size, language));
        (file_path(&id, file.id), file.about.clone(), kind)
    };
    let materials = materials.into_iter().map(material);
    let summed_up = day.figures.as_ref();
    DayPage {
        say: text::of(language),
        words: say,
        style: assets::office_style(),
        council,
        date: say_day(day.date, language),
        status: words::status(day.status, language),
        links,
        programme: day.programme.iter().map(part).collect(),
        slots: slots.collect(),
        answers: answers.collect(),
        map: Map::of(&day.programme, &day.maps, language, |map| {
            file_path(&id, map)
        }),
        photos: photos.collect(),
        materials: materials.collect(),
        figures: summed_up.map_or_else(Vec::new, |all| figures(all, language)),
        results: summed_up.map_or_else(Vec::new, |all| results(all, language)),
        id,
        theme: day.theme,
        purpose: day.purpose,
        conduct: day.conduct,
        summary_title: if day.status == DayStatus::Cancelled {
            say.why_cancelled
        } else {
            say.summary
        },
        summary: day.summary,
    }
}

fn file_path(day: &str, file: uuid::Uuid) -> String {
    format!("/days/{day}/files/{file}")
}

fn links(day: &PublicDay, id: &str, language: Language) -> Vec<(String, &'static str, String)> {
    let say = days_text::of(language);
    let to = |what: &str| format!("/days/{id}/{what}?lang={}", code_of(language));
    let mut links = Vec::new();
    if day.survey_open {
        let until = format!(
            "{} {}",
            say.survey_until,
            say_day(day.survey_until, language)
        );
        links.push((to("survey"), say.survey, until));
        links.push((to("blank"), say.blank_link, say.blank_lead.to_owned()));
    }
    if day.booking_open {
        links.push((to("place"), say.place, say.place_lead.to_owned()));
    }
    // Who is a little late needs the code too.
    if day.booking_open || day.status == DayStatus::Published {
        links.push((to("mine"), say.mine, say.mine_lead.to_owned()));
    }
    if day.questions_open {
        links.push((to("question"), say.ask, say.ask_lead.to_owned()));
    }
    links
}

async fn event(State(app): State<AppState>, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = read(&id)?;
    let days = days(&app);
    let public = days.public(id, app.clock.now()).await?;
    let mut day = days.card(id).await?.day;
    // Before it is published there is a survey for everybody to see, and no programme. What stands in
    // somebody's calendar is cancelled at the times it stands there.
    if day.called_off != Some(DayStatus::Published) {
        day.programme = public.programme;
    }
    let settings = app.journal.holder(app.holder).await?;
    let council = settings.ok_or(JournalError::NoHolder)?.council.name_uk;
    let headers = [
        (header::CONTENT_TYPE, papers::CALENDAR),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"open-day.ics\"",
        ),
    ];
    Ok((headers, calendar(id, &day, &council, app.clock.now())).into_response())
}

/// A form to be filled in.
pub(super) struct Blank<'a> {
    pub(super) title: &'static str,
    pub(super) lead: String,
    pub(super) action: String,
    pub(super) fields: Vec<Field>,
    pub(super) send: &'static str,
    pub(super) typed: Option<&'a Typed>,
    pub(super) day: Option<&'a str>,
    pub(super) device: Option<Device>,
}

pub(super) async fn blank(
    app: &AppState,
    language: Language,
    blank: Blank<'_>,
    problem: Option<&Problem>,
) -> Result<Response, Problem> {
    let said = problem.map(|problem| problem.details(language));
    let status = said.as_ref().map_or(200, |said| said.status);
    let problem = said.map(|said| said.detail.unwrap_or(said.title));
    let page = FormPage {
        say: text::of(language),
        words: days_text::of(language),
        style: assets::office_style(),
        council: council(app, language).await?.name,
        title: blank.title,
        lead: blank.lead,
        action: blank.action,
        id: blank
            .typed
            .map(|typed| typed.id.to_string())
            .unwrap_or_default(),
        code: blank
            .typed
            .map(|typed| typed.code.as_str().to_owned())
            .unwrap_or_default(),
        first: blank.fields.first().map(Field::first).unwrap_or_default(),
        fields: blank.fields,
        problem: problem.unwrap_or_default(),
        send: blank.send,
        back: blank.day.map(|id| day_path(id, language)),
        device: blank.device,
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    Ok((status, html(&page)).into_response())
}

/// After a conflict the next press sends it as something of its own.
pub(super) fn renew(app: &AppState, form: &mut Form, problem: &Problem) -> Result<(), Problem> {
    if problem.details(form.language).status == StatusCode::CONFLICT.as_u16() {
        form.typed = Typed::fresh(form.language, app.clock.now()).map_err(|_| Kind::Unavailable)?;
    }
    Ok(())
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

/// Nothing at an address is nothing under a number or code.
fn unknown(fault: Fault) -> Problem {
    match fault {
        Fault::Unknown => Problem::from(Kind::NotFound).saying(
            "Такого номера немає або код не від нього. Перевірте кожну літеру.".to_owned(),
            "There is no such number, or the code is not its. Check each letter.".to_owned(),
        ),
        other => other.into(),
    }
}

fn question_blank<'a>(form: &'a Form, id: &'a str) -> Blank<'a> {
    let (language, say) = (form.language, days_text::of(form.language));
    let concern = form.get("concern");
    let concerns = Concern::ALL.map(|one| {
        let label = words::concern(one, language).to_owned();
        Choice::of("concern", one.code(), label, &concern)
    });
    Blank {
        title: say.ask,
        lead: say.ask_lead.to_owned(),
        action: format!("/days/{id}/question"),
        fields: vec![
            Field::area("text", say.text, form.get("text")),
            Field::select("concern", say.concern, concerns.into()),
            Field::line("name", text::of(language).name, form.get("name"), "name").optional(),
            Field::line("contact", say.contact, form.get("contact"), "off").optional(),
        ],
        send: days_form::send(language),
        typed: Some(&form.typed),
        day: Some(id),
        device: None,
    }
}

async fn question(
    State(app): State<AppState>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let form = Form::fresh(&app, &request)?;
    let day = days(&app).public(read(&id)?, app.clock.now()).await?;
    if !day.questions_open {
        return Err(Kind::DayClosed.into());
    }
    blank(&app, form.language, question_blank(&form, &id), None).await
}

async fn ask(
    State(app): State<AppState>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let mut form = Form::read(&app, request).await?;
    let concern = form.get("concern");
    let concern = Concern::ALL.into_iter().find(|one| one.code() == concern);
    let asked = NewQuestion {
        v: VERSION,
        concern: concern.unwrap_or_default(),
        text: form.get("text"),
        name: form.get("name"),
        contact: form.get("contact"),
        code_hash: form.typed.code.hash(),
        channel: Channel::Web,
    };
    let say = days_text::of(form.language);
    match days(&app).ask(read(&id)?, form.typed.id, asked).await {
        Ok(told) => {
            let code = Some((form.typed.code.grouped(), say.ask_code, Opens::Answer));
            let lines = vec![say.asked_told.to_owned(), form.get("text")];
            done(
                &app,
                form.language,
                &id,
                (say.asked, &told.number),
                lines,
                code,
            )
            .await
        }
        Err(fault) => {
            let problem = Problem::from(fault);
            renew(&app, &mut form, &problem)?;
            let page = question_blank(&form, &id);
            blank(&app, form.language, page, Some(&problem)).await
        }
    }
}

fn find_blank(language: Language, number: String) -> Blank<'static> {
    let say = days_text::of(language);
    Blank {
        title: say.find_title,
        lead: say.find_lead.to_owned(),
        action: "/days/question".to_owned(),
        fields: vec![
            Field::line("number", say.number, number, "off"),
            Field::line("code", text::of(language).code_title, String::new(), "off"),
        ],
        send: text::of(language).find,
        typed: None,
        day: None,
        device: None,
    }
}

async fn ask_answer(State(app): State<AppState>, request: Request) -> Result<Response, Problem> {
    let language = asked(request.uri(), request.headers());
    blank(&app, language, find_blank(language, String::new()), None).await
}

async fn find_answer(State(app): State<AppState>, request: Request) -> Result<Response, Problem> {
    let form = Form::read(&app, request).await?;
    let (language, number) = (form.language, form.get("number"));
    let asked = FindQuestion {
        number: number.clone(),
        id: None,
        code: form.get("code"),
    };
    let found = match days(&app).find_question(&asked).await {
        Ok(found) => found,
        Err(fault) => {
            let page = find_blank(language, number);
            return blank(&app, language, page, Some(&unknown(fault))).await;
        }
    };
    let say = days_text::of(language);
    let mut lines = vec![found.text];
    if !found.addressee.is_empty() {
        lines.push(found.addressee);
    }
    lines.push(match (found.answer.is_empty(), found.request.is_empty()) {
        (false, _) => found.answer,
        (true, false) => format!("{} {}", say.request, found.request),
        (true, true) => say.no_answer.to_owned(),
    });
    let title = words::question_status(found.status, language);
    done(&app, language, "", (title, &found.number), lines, None).await
}

/// What a code opens.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Opens {
    /// The answer to a question.
    #[default]
    Answer,
    /// A booking, which it cancels too.
    Booking,
    /// A booking that has a place, and so the door.
    Door,
}

/// The page that says what came of a form. The code is given with its hint and what it opens.
pub(super) async fn done(
    app: &AppState,
    language: Language,
    day: &str,
    (title, number): (&'static str, &str),
    lines: Vec<String>,
    code: Option<(String, &'static str, Opens)>,
) -> Result<Response, Problem> {
    let (code, code_hint, opens) = code.unwrap_or_default();
    let cancels = opens != Opens::Answer;
    let qr = if opens == Opens::Door {
        qr(&code)
    } else {
        None
    };
    let back = if day.is_empty() {
        format!("/days?lang={}", code_of(language))
    } else {
        day_path(day, language)
    };
    Ok(html(&DonePage {
        say: text::of(language),
        words: days_text::of(language),
        style: assets::office_style(),
        council: council(app, language).await?.name,
        title,
        number: if number.is_empty() {
            String::new()
        } else {
            format!("№ {number}")
        },
        lines,
        code,
        code_hint,
        qr: qr.unwrap_or_default(),
        cancel: if cancels {
            format!("/days/{day}/mine")
        } else {
            String::new()
        },
        back,
    }))
}

/// A code as a QR code in SVG. Without its dashes: what has letters and digits only makes a coarser
/// picture, which a camera reads from further away.
fn qr(code: &str) -> Option<String> {
    let bare: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    let drawn = QRBuilder::new(bare).ecl(ECL::M).build().ok()?;
    Some(SvgBuilder::default().to_str(&drawn))
}
