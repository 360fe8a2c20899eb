use axum::extract::{Path, RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::kyiv;
use domain::report::{Period, Report};
use domain::request::{Deed, Language};
use domain::sync::report::{Publish, Published};
use domain::sync::wire::ProblemDetails;

use super::file::disposition;
use super::session::SignedIn;
use crate::http::AppState;
use crate::http::answer::Answer;
use crate::http::body::Sent;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::journal::JournalError;
use crate::paper::{self, PaperError};
use crate::report::{memo, tables};

/// Earlier years beside the period, unless asked otherwise.
const YEARS: u32 = 2;
/// The most of them.
const MOST_YEARS: u32 = 5;

impl From<PaperError> for Problem {
    fn from(error: PaperError) -> Self {
        tracing::error!(%error, "a document could not be made");
        Kind::Internal.into()
    }
}

/// What a report is asked of; the last half-year when nothing is named.
struct Asked {
    period: Period,
    years: u32,
}

impl Asked {
    fn read(app: &AppState, query: Option<&str>) -> Result<Self, Problem> {
        let (mut period, mut years) = (None, YEARS);
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            match &*name {
                "period" => period = Some(value.parse().map_err(|_| Kind::BadPeriod)?),
                "years" => {
                    let given = value.parse().ok().filter(|years| *years <= MOST_YEARS);
                    years = given.ok_or(Kind::BadPeriod)?;
                }
                _ => {}
            }
        }
        let period = match period {
            Some(period) => period,
            None => {
                Period::last_half_year(kyiv::date(app.clock.now())).map_err(|_| Kind::BadPeriod)?
            }
        };
        Ok(Self { period, years })
    }

    async fn count(&self, app: &AppState) -> Result<Report, Problem> {
        let mut periods = vec![self.period];
        // Before the beginning of the calendar there is nothing to compare with.
        periods.extend((1..=self.years).map_while(|years| self.period.earlier(years).ok()));
        let mut counted = app.journal.figures(app.holder, periods).await?.into_iter();
        let figures = counted.next();
        Ok(Report {
            figures: figures.ok_or_else(|| JournalError::Unreadable("a report".into()))?,
            earlier: counted.collect(),
            counted_at: app.clock.now(),
        })
    }
}

/// Counts the requests of a period beside the same days of earlier years.
#[utoipa::path(
    get,
    path = "/api/v1/office/report",
    tag = "office",
    security(("session" = [])),
    params(
        ("period" = Option<String>, Query, description = "2026-01-01..2026-06-30, Kyiv; the last half-year by default"),
        ("years" = Option<u32>, Query, description = "Earlier years beside it, at most 5; 2 by default"),
    ),
    responses(
        (status = 200, description = "The report", body = Report,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "No such period", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role makes no reports", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn report(
    State(app): State<AppState>,
    signed_in: SignedIn,
    RawQuery(query): RawQuery,
) -> Result<Answer<Report>, Problem> {
    signed_in.may(Deed::Report)?;
    let asked = Asked::read(&app, query.as_deref())?;
    Ok(Answer(asked.count(&app).await?))
}

/// The report as a document: the memo to the head, a workbook with charts, or one table.
#[utoipa::path(
    get,
    path = "/api/v1/office/report/{document}",
    tag = "office",
    security(("session" = [])),
    params(
        ("document" = String, Path, description = "memo.docx, report.xlsx or report.csv"),
        ("period" = Option<String>, Query, description = "As of the report"),
        ("years" = Option<u32>, Query, description = "As of the report"),
    ),
    responses(
        (status = 200, description = "The document, to be saved", body = Vec<u8>,
            content_type = "application/octet-stream"),
        (status = 400, description = "No such period", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role makes no reports", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 404, description = "No such document", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn document(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(document): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    signed_in.may(Deed::Report)?;
    if !["memo.docx", "report.xlsx", "report.csv"].contains(&document.as_str()) {
        return Err(Kind::NotFound.into());
    }
    let asked = Asked::read(&app, query.as_deref())?;
    let report = asked.count(&app).await?;
    let (bytes, media, name) = match document.as_str() {
        "memo.docx" => {
            let settings = app.journal.holder(app.holder).await?;
            let council = settings.ok_or(JournalError::NoHolder)?.council;
            let today = kyiv::date(app.clock.now());
            let bytes = memo::docx(&report, &council, &signed_in.officer, today)?;
            (bytes, paper::docx::MEDIA, "Доповідна записка")
        }
        "report.xlsx" => {
            let all = tables::tables(&report, Language::Uk);
            (paper::xlsx::with_charts(&all)?, paper::xlsx::MEDIA, "Звіт")
        }
        _ => {
            let all = tables::one(&report, Language::Uk);
            (paper::csv::bytes(&all)?, paper::csv::MEDIA, "Звіт")
        }
    };
    let extension = document.rsplit('.').next().unwrap_or_default();
    let name = format!("{name} {}.{extension}", asked.period);
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&name)),
    ];
    Ok((headers, bytes).into_response())
}

/// Publishes the figures of a period as they are at this moment.
#[utoipa::path(
    post,
    path = "/api/v1/office/report/publications",
    tag = "office",
    security(("session" = [])),
    request_body(content = Publish, content_type = "application/json"),
    responses(
        (status = 200, description = "What is published now", body = Published,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed, or no such period", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role publishes nothing, or asked by another site",
            body = ProblemDetails, content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "The period is not over", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn publish(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Sent(asked): Sent<Publish>,
) -> Result<Answer<Published>, Problem> {
    signed_in.may(Deed::Publish)?;
    let period = asked.period;
    if period.to() >= kyiv::date(app.clock.now()) {
        return Err(Kind::PeriodNotOver.into());
    }
    let asked = Asked { period, years: 0 };
    let figures = asked.count(&app).await?.figures;
    app.journal
        .publish(app.holder, figures, signed_in.officer)
        .await?;
    published(&app).await
}

/// What is published.
#[utoipa::path(
    get,
    path = "/api/v1/office/report/publications",
    tag = "office",
    security(("session" = [])),
    responses(
        (status = 200, description = "The periods published", body = Published,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role makes no reports", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn publications(
    State(app): State<AppState>,
    signed_in: SignedIn,
) -> Result<Answer<Published>, Problem> {
    signed_in.may(Deed::Report)?;
    published(&app).await
}

async fn published(app: &AppState) -> Result<Answer<Published>, Problem> {
    let all = app.journal.publications(app.holder).await?;
    let of = |one: crate::journal::Publication| domain::sync::report::Publication {
        period: one.figures.period,
        at: one.at,
    };
    Ok(Answer(Published {
        publications: all.into_iter().map(of).collect(),
    }))
}
