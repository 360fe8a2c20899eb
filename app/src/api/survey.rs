//! Answers to surveys of open days on their way.

use domain::open_day::AnswerTold;
use domain::sync::NoAnswer;
use domain::sync::wire::ProblemDetails;
use uuid::Uuid;

use super::{ApiError, send};

/// What came of sending an answer.
pub enum Answered {
    /// The council has it.
    Told(AnswerTold),
    /// The council does not take it, and would say the same tomorrow.
    Refused(Box<ProblemDetails>),
    /// Nothing usable came, or the server asks for patience: milliseconds, where it says how much.
    Later(NoAnswer, Option<i64>),
}

/// Sends an answer's frozen bytes.
pub async fn send_answer(day: Uuid, id: Uuid, body: &str) -> Answered {
    let path = format!("/api/v1/open-days/{day}/answers/{id}");
    let headers = [("content-type", "application/json")];
    let reply = match send("PUT", &path, &headers, Some(&body.into())).await {
        Ok(reply) => reply,
        Err(reason) => return Answered::Later(reason, None),
    };
    let wait = reply.retry_after.map(|seconds| i64::from(seconds) * 1_000);
    match reply.read::<AnswerTold>() {
        // Whatever answers for another id is no answer to this.
        Ok(told) if told.id == id => Answered::Told(told),
        Ok(_) => Answered::Later(NoAnswer::Garbled, wait),
        Err(ApiError::Problem(problem)) if is_final(problem.status) => Answered::Refused(problem),
        Err(ApiError::Problem(_)) => Answered::Later(NoAnswer::Busy, wait),
        Err(ApiError::NoAnswer(reason)) => Answered::Later(reason, wait),
    }
}

const fn is_final(status: u16) -> bool {
    matches!(status, 400 | 404 | 409 | 410 | 413 | 415 | 422)
}
