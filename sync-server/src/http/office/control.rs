use std::collections::HashMap;

use axum::extract::State;
use domain::kyiv;
use domain::request::{Deed, charge_stage, stage};
use domain::sync::control::ControlBoard;
use domain::sync::office::JournalQuery;
use domain::sync::wire::ProblemDetails;
use uuid::Uuid;

use super::session::SignedIn;
use crate::http::answer::Answer;
use crate::http::problem::Problem;
use crate::http::{AppState, views};
use crate::journal::{CaseRecord, JournalError};

/// The most requests of a board: who has more under control works by the journal's tabs.
const MOST: usize = 500;

/// Shows everything under control, by executor.
#[utoipa::path(
    get,
    path = "/api/v1/office/control",
    tag = "office",
    security(("session" = [])),
    responses(
        (status = 200, description = "The board", body = ControlBoard,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn control(
    State(app): State<AppState>,
    signed_in: SignedIn,
) -> Result<Answer<ControlBoard>, Problem> {
    let own =
        (!signed_in.officer.role.may(Deed::SeeAll)).then(|| signed_in.officer.department.clone());
    let (ids, more) = open_ids(&app, own.as_deref()).await?;
    let found = app.journal.cases(app.holder, ids.clone()).await?;
    let mut by_id: HashMap<Uuid, CaseRecord> = found
        .into_iter()
        .map(|record| (record.registered.id, record))
        .collect();
    let holder = app.journal.holder(app.holder).await?;
    let calendar = holder.ok_or(JournalError::NoHolder)?.calendar();
    let now = app.clock.now();
    let mut requests = Vec::with_capacity(ids.len());
    for record in ids.iter().filter_map(|id| by_id.remove(id)) {
        let deadline = record.case.term.deadline;
        let stage = stage(record.case.received_at, deadline, now, &calendar)
            .map_err(JournalError::Calendar)?;
        let mut charges = Vec::new();
        for charge in &record.case.charges {
            if own.as_ref().is_some_and(|own| charge.executor != *own) {
                continue;
            }
            let by = charge.control_by.filter(|_| !charge.prepared);
            let part = by.map(|by| charge_stage(by, kyiv::date(now), &calendar));
            let part = part.transpose().map_err(JournalError::Calendar)?;
            charges.push((charge.clone(), part.map_or(stage, |part| part.max(stage))));
        }
        requests.push((views::row(&record), stage, charges));
    }
    Ok(Answer(ControlBoard::of(requests, more, now)))
}

/// The open requests, the earliest deadline first, and whether there are more.
async fn open_ids(app: &AppState, own: Option<&str>) -> Result<(Vec<Uuid>, bool), Problem> {
    let (mut ids, mut after) = (Vec::new(), None);
    loop {
        let query = JournalQuery {
            executor: own.map(str::to_owned),
            ..JournalQuery::default()
        };
        let page = app.journal.page(app.holder, query, after).await?;
        ids.extend(page.rows.iter().map(|row| row.id));
        after = page.next;
        if after.is_none() || ids.len() >= MOST {
            return Ok((ids, after.is_some()));
        }
    }
}
