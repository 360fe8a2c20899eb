use axum::extract::{Path, State};
use domain::mail::{MailState, Mailbox, MailboxField};
use domain::request::Deed;
use domain::sync::mail::{MailOrder, MailPage, MailRow};
use domain::sync::wire::ProblemDetails;

use super::card::read_id;
use super::session::SignedIn;
use crate::http::answer::Answer;
use crate::http::body::Sent;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::http::{App, AppState};
use crate::journal::{HolderSettings, JournalError};
use crate::mail::contact;
use crate::mail::queue::{Ordered, Queue};

impl App {
    /// The queue of e-mail.
    pub(super) fn queue(&self) -> Queue<'_> {
        Queue {
            journal: &*self.journal,
            holder: self.holder,
        }
    }

    /// The council's settings.
    pub(super) async fn settings(&self) -> Result<HolderSettings, Problem> {
        let settings = self.journal.holder(self.holder).await?;
        Ok(settings.ok_or(JournalError::NoHolder)?)
    }
}

/// Shows the e-mail of the office: what waits, what went, and the mailbox to who may change it.
#[utoipa::path(
    get,
    path = "/api/v1/office/mail",
    tag = "office",
    security(("session" = [])),
    responses(
        (status = 200, description = "The page", body = MailPage,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn page(
    State(app): State<AppState>,
    signed_in: SignedIn,
) -> Result<Answer<MailPage>, Problem> {
    describe(&app, &signed_in).await
}

async fn describe(app: &App, signed_in: &SignedIn) -> Result<Answer<MailPage>, Problem> {
    let settings = app.settings().await?;
    let role = signed_in.officer.role;
    let number = signed_in.officer.id;
    let own = contact::get(&*app.journal, app.holder, number).await?.email;
    let mut page = MailPage {
        ready: settings.mail.is_set(),
        mailbox: role.may(Deed::Administer).then_some(settings.mail),
        password: app.post.has_password(),
        own,
        waiting: Vec::new(),
        failed: Vec::new(),
        sent: Vec::new(),
        server_time: app.clock.now(),
    };
    // Addresses of requesters stand there.
    if role.may(Deed::SeeAll) {
        let queue = app.queue();
        page.waiting = queue.list(MailState::Waiting).await?;
        page.failed = queue.list(MailState::Failed).await?;
        page.failed.extend(queue.list(MailState::Cancelled).await?);
        page.failed.sort_by_key(|row| std::cmp::Reverse(row.at));
        page.sent = queue.list(MailState::Sent).await?;
    }
    Ok(Answer(page))
}

/// Changes the council's mailbox; without a host the council sends no e-mail.
#[utoipa::path(
    put,
    path = "/api/v1/office/mail/mailbox",
    tag = "office",
    security(("session" = [])),
    request_body(content = Mailbox, content_type = "application/json"),
    responses(
        (status = 200, description = "The page as it is now", body = MailPage,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role does not include it, or asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "A setting is wrong", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn put_mailbox(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Sent(new): Sent<Mailbox>,
) -> Result<Answer<MailPage>, Problem> {
    signed_in.may(Deed::Administer)?;
    let new = new.trimmed();
    let found = new.wrong();
    if !found.is_empty() {
        return Err(wrong(&found));
    }
    app.journal.put_mailbox(app.holder, new).await?;
    app.post.wake();
    describe(&app, &signed_in).await
}

/// Names everything that is wrong with a mailbox.
fn wrong(found: &[MailboxField]) -> Problem {
    let say = |field: &MailboxField| match field {
        MailboxField::Host => ("назва поштового сервера", "the mail server’s name"),
        MailboxField::Port => ("порт", "the port"),
        MailboxField::Security => (
            "захист: без шифрування – лише до сервера на цій самій машині",
            "security: without encryption only to a server on this very machine",
        ),
        MailboxField::Login => ("ім’я для входу", "the login"),
        MailboxField::From => ("адреса, з якої надсилають", "the address to send from"),
        MailboxField::FromName => ("назва відправника", "the sender’s name"),
        MailboxField::ReplyTo => ("адреса для відповідей", "the address for answers"),
        MailboxField::ByThemselves => (
            "супровідний лист не може піти сам: адреси розпорядника немає",
            "a cover letter can’t go by itself: the holder’s address is not known",
        ),
        MailboxField::ReminderHour => ("година нагадувань", "the hour of reminders"),
    };
    let (uk, en): (Vec<&str>, Vec<&str>) = found.iter().map(say).unzip();
    let (uk, en) = (uk.join("; "), en.join("; "));
    Problem::from(Kind::WrongMailbox).saying(
        format!("Виправте й збережіть ще раз: {uk}."),
        format!("Correct and save again: {en}."),
    )
}

/// Sends a mail to the officer's own address, to see whether the mailbox works.
#[utoipa::path(
    post,
    path = "/api/v1/office/mail/test",
    tag = "office",
    security(("session" = [])),
    responses(
        (status = 200, description = "It is queued; the page as it is now", body = MailPage,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role does not include it, or asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "There is no mailbox, or no address of the officer", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn test(
    State(app): State<AppState>,
    signed_in: SignedIn,
) -> Result<Answer<MailPage>, Problem> {
    signed_in.may(Deed::Administer)?;
    let (settings, officer) = (app.settings().await?, &signed_in.officer);
    if !settings.mail.is_set() {
        return Err(Kind::NoMailbox.into());
    }
    let own = contact::get(&*app.journal, app.holder, officer.id).await?;
    if own.email.is_empty() {
        return Err(Kind::NoAddress.into());
    }
    let council = &settings.council.name_uk;
    let mail = crate::mail::test(officer, &own.email, council, app.clock.now());
    app.queue().put(mail, None, Some(officer)).await?;
    app.post.wake();
    describe(&app, &signed_in).await
}

/// Tries a mail at once, or takes it back before it goes.
#[utoipa::path(
    post,
    path = "/api/v1/office/mail/{id}",
    tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "The mail's id")),
    request_body(content = MailOrder, content_type = "application/json"),
    responses(
        (status = 200, description = "The mail as it is now", body = MailRow,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role does not include it, or asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 404, description = "No such mail", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 409, description = "It was sent, or is being sent", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn order(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Sent(asked): Sent<MailOrder>,
) -> Result<Answer<MailRow>, Problem> {
    signed_in.may(Deed::SeeAll)?;
    signed_in.may(Deed::Keep)?;
    let id = read_id(&id)?;
    let ordered = app.queue().order(id, asked.order, &signed_in.officer);
    match ordered.await? {
        Ordered::Done(row) => {
            app.post.wake();
            Ok(Answer(row))
        }
        Ordered::Unknown => Err(Kind::NotFound.into()),
        Ordered::TooLate => Err(Kind::MailTooLate.into()),
    }
}
