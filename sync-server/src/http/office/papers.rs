use askama::Template as _;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use domain::kyiv;
use domain::law::TermClass;
use domain::report::words;
use domain::request::{Arrival, Language};
use domain::sync::paper::CasePapers;
use domain::sync::wire::ProblemDetails;

use super::card::read_id;
use super::file::disposition;
use super::paper::cabinet;
use super::session::SignedIn;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::http::{AppState, assets};
use crate::journal::{CaseRecord, FileId, HolderSettings, JournalError, Officer};
use crate::letter::Letter;
use crate::paper::Cell;
use crate::report::event_words::date;
use crate::report::{case_file, journal};

/// The registration stamp («реєстраційний штамп»).
struct Stamp {
    council: String,
    index: String,
    /// With the time where hours count.
    received: String,
}

impl Stamp {
    fn of(record: &CaseRecord, settings: &HolderSettings) -> Self {
        let at = record.registered.received_at;
        let mut received = words::day(kyiv::date(at), Language::Uk);
        let urgent = [record.registered.term.class, record.case.term.class];
        if urgent.contains(&TermClass::Urgent) {
            received += &kyiv::local(at).format(", %H:%M").to_string();
        }
        Self {
            council: settings.council.name_uk.clone(),
            index: record.registered.index.text.clone(),
            received,
        }
    }
}

/// The request's first sheet with the stamp at its lower right.
#[derive(askama::Template)]
#[template(path = "sheet.html")]
struct SheetPage {
    style: Option<String>,
    stamp: Stamp,
    from: Vec<String>,
    text: String,
    signed: String,
}

/// The registration-control card («реєстраційно-контрольна картка»).
#[derive(askama::Template)]
#[template(path = "control_card.html")]
struct CardPage {
    style: Option<String>,
    stamp: Stamp,
    rows: Vec<(&'static str, String)>,
}

/// The whole file («справа»), to be printed.
#[derive(askama::Template)]
#[template(path = "case.html")]
struct CasePage {
    style: Option<String>,
    stamp: Stamp,
    from: Vec<String>,
    text: String,
    signed: String,
    rows: Vec<(&'static str, String)>,
    letters: Vec<Letter>,
    course: Vec<[String; 4]>,
    files: Vec<String>,
}

/// A paper of a request: its first sheet with the registration stamp, its registration-control card
/// or the whole file of the case, to be printed; the whole file with everything that was received as
/// an archive with an inventory; or a file that an officer put there, to be saved.
#[utoipa::path(
    get,
    path = "/api/v1/office/requests/{id}/papers/{paper}",
    tag = "office",
    security(("session" = [])),
    params(
        ("id" = uuid::Uuid, Path, description = "The submission's id"),
        ("paper" = String, Path, description = "sheet.html, card.html, case.html, case.zip, or the id of a file"),
    ),
    responses(
        (status = 200, description = "The paper", body = Vec<u8>,
            content_type = "application/octet-stream"),
        (status = 400, description = "The address is no text", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 404, description = "No such request or paper", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn show(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path((id, paper)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let id = read_id(&id)?;
    let mut found = app.journal.cases(app.holder, vec![id]).await?;
    let record = found.pop().filter(|record| signed_in.sees(record));
    let record = record.ok_or(Kind::NotFound)?;
    let settings = app.journal.holder(app.holder).await?;
    let settings = settings.ok_or(JournalError::NoHolder)?;
    if paper == "case.zip" {
        return archive(&app, &record, &settings, &signed_in.officer).await;
    }
    let stamp = Stamp::of(&record, &settings);
    let style = assets::office_style();
    let page = match paper.as_str() {
        "sheet.html" => sheet(&record, stamp, style).render(),
        "case.html" => {
            let told = cabinet(&app).whole(id).await?;
            whole(&record, &settings, &signed_in.officer, &told, style).render()
        }
        "card.html" => card(&record, &settings, stamp, style).render(),
        file => return super::paper::download(&app, id, file).await,
    };
    let page = page.map_err(|error| {
        tracing::error!(%error, "a paper was not rendered");
        Kind::Internal
    })?;
    Ok(Html(page).into_response())
}

/// The whole file of a case, with the files that were received.
async fn archive(
    app: &AppState,
    record: &CaseRecord,
    settings: &HolderSettings,
    officer: &Officer,
) -> Result<Response, Problem> {
    // Its files stand in memory meanwhile.
    let _place = app.looks.acquire().await.map_err(|_| Kind::Unavailable)?;
    let mut files = Vec::new();
    for (n, _) in (1_u8..).zip(&record.submission.attachments) {
        let received = record.arrival(n) == Some(Arrival::Received);
        let Some(file) = record.file(n).filter(|_| received) else {
            continue;
        };
        let id = FileId {
            request: record.registered.id,
            n,
        };
        let mut bytes = Vec::new();
        while (bytes.len() as u64) < file.size {
            let piece = app
                .journal
                .piece(app.holder, id, bytes.len() as u64)
                .await?;
            let piece = piece.filter(|piece| !piece.is_empty());
            bytes.extend(piece.ok_or_else(|| JournalError::Unreadable("a file".into()))?);
        }
        files.push((usize::from(n), bytes));
    }
    let index = record.registered.index.text.replace('/', "-");
    let headers = [
        (header::CONTENT_TYPE, case_file::MEDIA.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            disposition(&format!("Справа {index}.zip")),
        ),
    ];
    let papers = cabinet(app).whole(record.registered.id).await?;
    let mut filed = Vec::new();
    for view in &papers.papers {
        filed.push(cabinet(app).bytes(view.id, &view.paper.digest).await?);
    }
    let papers = case_file::Papers {
        told: papers,
        bytes: filed,
    };
    let bytes = case_file::archive(record, settings, officer, files, papers)?;
    Ok((headers, bytes).into_response())
}

fn whole(
    record: &CaseRecord,
    settings: &HolderSettings,
    officer: &Officer,
    told: &CasePapers,
    style: Option<String>,
) -> CasePage {
    let first = sheet(record, Stamp::of(record, settings), None);
    let letters = case_file::letters(record, settings, officer, &told.papers);
    let sent = record.submission.attachments.iter();
    let put = told.papers.iter();
    CasePage {
        style,
        stamp: first.stamp,
        from: first.from,
        text: first.text,
        signed: first.signed,
        rows: card(record, settings, Stamp::of(record, settings), None).rows,
        letters: letters.into_iter().map(|(_, letter)| letter).collect(),
        course: case_file::course(record, &told.history),
        files: sent
            .map(|file| format!("Додаток запиту {}", file.name))
            .chain(put.map(|view| case_file::called(view, &told.papers)))
            .collect(),
    }
}

fn sheet(record: &CaseRecord, stamp: Stamp, style: Option<String>) -> SheetPage {
    let asked = &record.submission;
    let from = [
        Some(&asked.name),
        asked.postal_address.as_ref(),
        asked.email.as_ref(),
        asked.phone.as_ref(),
    ];
    // Who drew it up for somebody else stands in it (art. 19 part 7).
    let intake = asked.intake();
    let drawn_up = intake.and_then(|intake| intake.drawn_up.as_ref());
    let drawn_up = drawn_up.map(|by| format!("Запит оформив(ла): {}, тел. {}", by.name, by.phone));
    let dated = intake.and_then(|intake| intake.dated);
    let dated = dated.map(|day| format!("Дата запиту: {}", words::day(day, Language::Uk)));
    let signed: Vec<String> = drawn_up.into_iter().chain(dated).collect();
    SheetPage {
        style,
        stamp,
        from: from.into_iter().flatten().cloned().collect(),
        text: asked.text.clone(),
        signed: signed.join("\n"),
    }
}

fn card(
    record: &CaseRecord,
    settings: &HolderSettings,
    stamp: Stamp,
    style: Option<String>,
) -> CardPage {
    let value = |cell: Cell| match cell {
        Cell::Text(text) => text,
        Cell::Count(number) => number.to_string(),
        Cell::Day(day) => date(day),
        Cell::Empty => String::new(),
    };
    let lines = journal::card(record, settings).into_iter();
    CardPage {
        style,
        stamp,
        rows: lines
            .map(|(heading, cell)| (heading, value(cell)))
            .collect(),
    }
}
