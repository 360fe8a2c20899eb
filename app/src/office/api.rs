//! The office's addresses of the API.

use std::time::Duration;

use chrono::NaiveDate;
use domain::mail::Mailbox;
use domain::open_day::{
    BecomeRequest, DayAsk, DayCard, DayList, DaySummary, FILE_HEADER, FileEvent, NewDay, NewShown,
    OfficeQuestion, OfficeQuestions, PaperSheet, Participants, PlaceAsk, QuestionAsk, Sheets,
    ShownFiles, SurveyResults,
};
use domain::register::{
    AccessCard, DocumentActAsk, DocumentCard, DocumentsAsk, DocumentsPage, ImportAsk, ImportTold,
    NewAccess, NewDocument, NewVisitRules, VisitAsk, VisitDay, VisitRulesCard, VisitsBoard,
};
use domain::report::{Period, Report};
use domain::request::{LetterKind, Submission};
use domain::sync::NoAnswer;
use domain::sync::control::ControlBoard;
use domain::sync::journal_view::{ChosenColumns, JournalDesk, JournalView};
use domain::sync::kiosk::{EndKiosk, KioskList, PutAtDoor, TakeIn};
use domain::sync::letter::{LetterPreview, NewTemplate, Preview, Templates};
use domain::sync::mail::{
    CaseMail, MailOrder, MailPage, MailRow, OfficerContact, Order, SendLetter,
};
use domain::sync::office::{ActRequest, Card, JournalPage, JournalQuery, Me, SignIn};
use domain::sync::paper::{CasePapers, NewPaper, PAPER_HEADER, PaperMark, PublishPaper};
use domain::sync::people::{
    About, Access, BeginFactor, Block, EndFactor, FactorCode, FactorSecret, Invitee, Join, Link,
    LinkCode, NewColleague, NewPassword, RecoveryCodes, Staff, StaffHistory,
};
use domain::sync::report::{Publish, Published};
use domain::sync::settings::{NewSettings, SettingsChanged, SettingsPreview, SettingsView};
use serde::Serialize;
use uuid::Uuid;
use wasm_bindgen::JsValue;

use crate::api::{ApiError, call, send, send_within};
use crate::json;

/// Signs in; the server keeps the session and gives the browser a cookie no script can read.
///
/// # Errors
/// When no answer came, or login or password is wrong (401), or there were too many tries (429).
pub(super) async fn sign_in(form: &SignIn) -> Result<Me, ApiError> {
    call("POST", "/api/v1/office/session", Some(form)).await
}

/// Ends the session.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn sign_out() -> Result<(), ApiError> {
    let sent = send("DELETE", "/api/v1/office/session", &[], None).await;
    let reply = sent.map_err(ApiError::NoAnswer)?;
    if reply.is_empty_success() {
        Ok(())
    } else {
        reply.read()
    }
}

/// Who is signed in.
///
/// # Errors
/// When no answer came or nobody is (401).
pub(super) async fn me() -> Result<Me, ApiError> {
    call("GET", "/api/v1/office/me", None::<&()>).await
}

/// A page of the journal. The question rides in the body: a search text is personal data.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn journal(query: &JournalQuery) -> Result<JournalPage, ApiError> {
    call("POST", "/api/v1/office/journal", Some(query)).await
}

const JOURNAL_DESK: &str = "/api/v1/office/me/journal";

/// One's own columns and views of the journal.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn journal_desk() -> Result<JournalDesk, ApiError> {
    call("GET", JOURNAL_DESK, None::<&()>).await
}

/// Chooses the columns of one's own journal.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn put_columns(columns: &ChosenColumns) -> Result<JournalDesk, ApiError> {
    call("PUT", &format!("{JOURNAL_DESK}/columns"), Some(columns)).await
}

/// Keeps a view of the journal.
///
/// # Errors
/// When no answer came, the name is wrong or there are too many (422).
pub(super) async fn put_view(id: Uuid, view: &JournalView) -> Result<JournalDesk, ApiError> {
    call("PUT", &format!("{JOURNAL_DESK}/views/{id}"), Some(view)).await
}

/// Forgets a view of the journal.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn delete_view(id: Uuid) -> Result<(), ApiError> {
    let path = format!("{JOURNAL_DESK}/views/{id}");
    order("DELETE", &path, None::<&()>).await
}

/// The control board.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn control() -> Result<ControlBoard, ApiError> {
    call("GET", "/api/v1/office/control", None::<&()>).await
}

const REPORT: &str = "/api/v1/office/report";

/// The report of these days, or of the last half-year.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn report(period: Option<Period>) -> Result<Report, ApiError> {
    let of = period.map_or_else(String::new, |period| format!("?period={period}"));
    call("GET", &format!("{REPORT}{of}"), None::<&()>).await
}

/// Where a browser gets the report as a document.
pub(super) fn document(name: &str, period: Period) -> String {
    format!("{REPORT}/{name}?period={period}")
}

/// What is published.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn publications() -> Result<Published, ApiError> {
    call("GET", &format!("{REPORT}/publications"), None::<&()>).await
}

/// Publishes the report of these days.
///
/// # Errors
/// When no answer came, the role does not include it (403), or the days are not over (422).
pub(super) async fn publish(period: Period) -> Result<Published, ApiError> {
    let url = format!("{REPORT}/publications");
    call("POST", &url, Some(&Publish { period })).await
}

/// Where a browser gets a letter: `html` to be printed, `docx` to be saved. `n` is the number of the
/// event it tells of, from 1.
pub(super) fn letter(id: Uuid, n: usize, kind: LetterKind, form: &str) -> String {
    let kind = kind.code();
    format!("/api/v1/office/requests/{id}/letters/{n}-{kind}.{form}")
}

/// Where a browser gets a paper of a request: `sheet.html` or `card.html` to be printed, the id of a
/// file to be saved.
pub(super) fn paper(id: Uuid, name: &str) -> String {
    format!("/api/v1/office/requests/{id}/papers/{name}")
}

fn papers_of(id: Uuid) -> String {
    format!("/api/v1/office/requests/{id}/papers")
}

/// A file of 20 MB on the slowest line an office has.
const PAPER_TIMEOUT: Duration = Duration::from_secs(600);

/// The papers of a request.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn papers(id: Uuid) -> Result<CasePapers, ApiError> {
    call("GET", &papers_of(id), None::<&()>).await
}

/// Puts a file to a request.
///
/// # Errors
/// When no answer came, the role does not include it (403), or the file is not taken (413, 422).
pub(super) async fn add_paper(
    id: Uuid,
    new: &NewPaper,
    file: &web_sys::File,
) -> Result<CasePapers, ApiError> {
    let told = json::write(new).ok_or(ApiError::NoAnswer(NoAnswer::Garbled))?;
    let told = String::from(js_sys::encode_uri_component(&told));
    let headers = [
        ("content-type", "application/octet-stream"),
        (PAPER_HEADER, told.as_str()),
    ];
    send_within(PAPER_TIMEOUT, "POST", &papers_of(id), &headers, Some(file))
        .await
        .map_err(ApiError::NoAnswer)?
        .read()
}

/// Says what a paper is.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn mark_paper(
    id: Uuid,
    paper: Uuid,
    mark: &PaperMark,
) -> Result<CasePapers, ApiError> {
    call("PUT", &format!("{}/{paper}", papers_of(id)), Some(mark)).await
}

/// Takes a paper away.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn take_paper_away(id: Uuid, paper: Uuid) -> Result<CasePapers, ApiError> {
    call("DELETE", &format!("{}/{paper}", papers_of(id)), None::<&()>).await
}

/// Publishes a redacted copy.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn publish_paper(
    id: Uuid,
    paper: Uuid,
    asked: &PublishPaper,
) -> Result<CasePapers, ApiError> {
    let path = format!("{}/{paper}/publication", papers_of(id));
    call("PUT", &path, Some(asked)).await
}

/// Withdraws a paper from publication.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn withdraw_paper(id: Uuid, paper: Uuid) -> Result<CasePapers, ApiError> {
    let path = format!("{}/{paper}/publication", papers_of(id));
    call("DELETE", &path, None::<&()>).await
}

/// What a text would make of a letter.
///
/// # Errors
/// When no answer came, or the text is wrong (422).
pub(super) async fn preview_letter(asked: &Preview) -> Result<LetterPreview, ApiError> {
    call("POST", &format!("{LETTERS}/preview"), Some(asked)).await
}

const LETTERS: &str = "/api/v1/office/letters";

/// The templates of letters.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn templates() -> Result<Templates, ApiError> {
    call("GET", LETTERS, None::<&()>).await
}

/// Changes a template; an empty text goes back to the standard one.
///
/// # Errors
/// When no answer came, the role does not include it (403), or the text is wrong (422).
pub(super) async fn put_template(new: &NewTemplate) -> Result<Templates, ApiError> {
    call("PUT", LETTERS, Some(new)).await
}

/// A card.
///
/// # Errors
/// When no answer came or the server states a problem; an unknown id is one of status 404.
pub(super) async fn card(id: Uuid) -> Result<Card, ApiError> {
    call("GET", &format!("/api/v1/office/requests/{id}"), None::<&()>).await
}

/// Records an act.
///
/// # Errors
/// When no answer came, the case has moved on (409), or the Law does not allow the act (422).
pub(super) async fn act(id: Uuid, request: &ActRequest) -> Result<Card, ApiError> {
    call(
        "POST",
        &format!("/api/v1/office/requests/{id}/acts"),
        Some(request),
    )
    .await
}

/// Registers a request that did not come from the app.
///
/// # Errors
/// When no answer came, the role does not include it (403), or a field is wrong (422).
pub(super) async fn enter(id: Uuid, submission: &Submission) -> Result<Card, ApiError> {
    let url = format!("/api/v1/office/intake/{id}");
    call("PUT", &url, Some(submission)).await
}

/// Where a browser gets a file of a request that was received; `n` from 1.
pub(super) fn file(id: Uuid, n: usize) -> String {
    format!("/api/v1/office/requests/{id}/attachments/{n}")
}

const PEOPLE: &str = "/api/v1/office/people";
const MINE: &str = "/api/v1/office/me";

/// Asks for something that is answered by nothing.
async fn order(method: &str, path: &str, body: Option<&impl Serialize>) -> Result<(), ApiError> {
    let garbled = ApiError::NoAnswer(NoAnswer::Garbled);
    let body = body.map(|body| json::write(body).ok_or(garbled));
    let body = body.transpose()?.map(JsValue::from);
    let headers: &[(&str, &str)] = if body.is_some() {
        &[("content-type", "application/json")]
    } else {
        &[]
    };
    let sent = send(method, path, headers, body.as_ref()).await;
    let reply = sent.map_err(ApiError::NoAnswer)?;
    if reply.is_empty_success() {
        Ok(())
    } else {
        reply.read()
    }
}

/// One's own ways in.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn access() -> Result<Access, ApiError> {
    call("GET", &format!("{MINE}/access"), None::<&()>).await
}

/// Changes one's own password.
///
/// # Errors
/// When no answer came, the old one is wrong or the new one weak (422).
pub(super) async fn put_password(form: &NewPassword) -> Result<(), ApiError> {
    order("PUT", &format!("{MINE}/password"), Some(form)).await
}

/// Begins to set up the second factor.
///
/// # Errors
/// When no answer came or the password is wrong (422).
pub(super) async fn begin_factor(form: &BeginFactor) -> Result<FactorSecret, ApiError> {
    call("POST", &format!("{MINE}/factor"), Some(form)).await
}

/// Switches the second factor on.
///
/// # Errors
/// When no answer came or the code is wrong (422).
pub(super) async fn confirm_factor(form: &FactorCode) -> Result<RecoveryCodes, ApiError> {
    call("PUT", &format!("{MINE}/factor"), Some(form)).await
}

/// Switches the second factor off.
///
/// # Errors
/// When no answer came, or password or code is wrong (422).
pub(super) async fn end_factor(form: &EndFactor) -> Result<(), ApiError> {
    order("POST", &format!("{MINE}/factor/off"), Some(form)).await
}

/// Ends one of one's own sessions, or all others.
///
/// # Errors
/// When no answer came or there is no such session (404).
pub(super) async fn end_session(id: Option<&str>) -> Result<(), ApiError> {
    let path = id.map_or_else(
        || format!("{MINE}/sessions"),
        |id| format!("{MINE}/sessions/{id}"),
    );
    order("DELETE", &path, None::<&()>).await
}

/// Whose link has this code.
///
/// # Errors
/// When no answer came or the link no longer works (410).
pub(super) async fn invitee(code: &str) -> Result<Invitee, ApiError> {
    let code = code.to_owned();
    call("POST", "/api/v1/office/join", Some(&LinkCode { code })).await
}

/// Sets the password by a link.
///
/// # Errors
/// When no answer came, the link no longer works (410), or the password is weak (422).
pub(super) async fn join(form: &Join) -> Result<(), ApiError> {
    order("PUT", "/api/v1/office/join", Some(form)).await
}

/// Everybody of the staff.
///
/// # Errors
/// When no answer came or the role does not include it (403).
pub(super) async fn staff() -> Result<Staff, ApiError> {
    call("GET", PEOPLE, None::<&()>).await
}

/// What happened to somebody's rights and ways in.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn staff_history(id: i64) -> Result<StaffHistory, ApiError> {
    call("GET", &format!("{PEOPLE}/{id}/history"), None::<&()>).await
}

/// Invites somebody.
///
/// # Errors
/// When no answer came, the login is taken (409), or a field is wrong (422).
pub(super) async fn invite(new: &NewColleague) -> Result<Link, ApiError> {
    call("POST", PEOPLE, Some(new)).await
}

/// Changes name, position and rights of somebody.
///
/// # Errors
/// When no answer came, nobody could administer after it (409), or a field is wrong (422).
pub(super) async fn put_person(id: i64, about: &About) -> Result<(), ApiError> {
    order("PUT", &format!("{PEOPLE}/{id}"), Some(about)).await
}

/// Keeps somebody out, or lets them in again.
///
/// # Errors
/// When no answer came or nobody could administer after it (409).
pub(super) async fn block(id: i64, blocked: bool) -> Result<(), ApiError> {
    let path = format!("{PEOPLE}/{id}/block");
    order("PUT", &path, Some(&Block { blocked })).await
}

/// Makes a link by which somebody sets a password.
///
/// # Errors
/// When no answer came or the person is kept out (409).
pub(super) async fn make_link(id: i64) -> Result<Link, ApiError> {
    call("POST", &format!("{PEOPLE}/{id}/link"), None::<&()>).await
}

/// Takes the link of somebody back.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn revoke_link(id: i64) -> Result<(), ApiError> {
    order("DELETE", &format!("{PEOPLE}/{id}/link"), None::<&()>).await
}

/// Ends every session of somebody.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn end_sessions_of(id: i64) -> Result<(), ApiError> {
    order("DELETE", &format!("{PEOPLE}/{id}/sessions"), None::<&()>).await
}

/// Switches off the second factor of somebody.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn reset_factor(id: i64) -> Result<(), ApiError> {
    order("DELETE", &format!("{PEOPLE}/{id}/factor"), None::<&()>).await
}

const MAIL: &str = "/api/v1/office/mail";

/// The office's e-mail.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn mail() -> Result<MailPage, ApiError> {
    call("GET", MAIL, None::<&()>).await
}

/// Changes the council's mailbox.
///
/// # Errors
/// When no answer came, the role does not include it (403), or a field is wrong (422).
pub(super) async fn put_mailbox(mailbox: &Mailbox) -> Result<MailPage, ApiError> {
    call("PUT", &format!("{MAIL}/mailbox"), Some(mailbox)).await
}

/// Sends a mail to the officer's own address.
///
/// # Errors
/// When no answer came, the role does not include it (403), or there is no address (422).
pub(super) async fn test_mail() -> Result<MailPage, ApiError> {
    call("POST", &format!("{MAIL}/test"), None::<&()>).await
}

/// Has a mail tried now, or takes it back.
///
/// # Errors
/// When no answer came, the role does not include it (403), or it went already (409).
pub(super) async fn order_mail(id: Uuid, order: Order) -> Result<MailRow, ApiError> {
    call("POST", &format!("{MAIL}/{id}"), Some(&MailOrder { order })).await
}

/// Sets where the officer is reminded.
///
/// # Errors
/// When no answer came, or it is no address (422).
pub(super) async fn put_contact(contact: &OfficerContact) -> Result<OfficerContact, ApiError> {
    call("PUT", "/api/v1/office/me/contact", Some(contact)).await
}

/// What became by e-mail of the letters of a request.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn case_mail(id: Uuid) -> Result<CaseMail, ApiError> {
    let url = format!("/api/v1/office/requests/{id}/mail");
    call("GET", &url, None::<&()>).await
}

/// Sends a letter to the requester by e-mail.
///
/// # Errors
/// When no answer came, the role does not include it (403), or there is no address (422).
pub(super) async fn post_letter(id: Uuid, letter: &SendLetter) -> Result<CaseMail, ApiError> {
    let url = format!("/api/v1/office/requests/{id}/mail");
    call("POST", &url, Some(letter)).await
}

const DAYS: &str = "/api/v1/office/days";

/// The open days.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn days() -> Result<DayList, ApiError> {
    call("GET", DAYS, None::<&()>).await
}

/// Plans an open day.
///
/// # Errors
/// When no answer came, or the order does not allow the date (422).
pub(super) async fn begin_day(new: &NewDay) -> Result<DayCard, ApiError> {
    call("POST", DAYS, Some(new)).await
}

/// An open day.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn day(id: Uuid) -> Result<DayCard, ApiError> {
    call("GET", &format!("{DAYS}/{id}"), None::<&()>).await
}

/// Records what is done with an open day.
///
/// # Errors
/// When no answer came, it has moved on (409), or the order does not allow it (422).
pub(super) async fn act_on_day(id: Uuid, ask: &DayAsk) -> Result<DayCard, ApiError> {
    call("POST", &format!("{DAYS}/{id}/acts"), Some(ask)).await
}

/// What its survey came to.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn day_results(id: Uuid) -> Result<SurveyResults, ApiError> {
    call("GET", &format!("{DAYS}/{id}/results"), None::<&()>).await
}

/// Who wants to come.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn day_people(id: Uuid) -> Result<Participants, ApiError> {
    call("GET", &format!("{DAYS}/{id}/participants"), None::<&()>).await
}

/// Lets somebody in.
///
/// # Errors
/// When no answer came, or there is no place (422).
pub(super) async fn at_the_door(id: Uuid, ask: &PlaceAsk) -> Result<Participants, ApiError> {
    call("POST", &format!("{DAYS}/{id}/participants"), Some(ask)).await
}

/// What was asked.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn day_questions(id: Uuid) -> Result<OfficeQuestions, ApiError> {
    call("GET", &format!("{DAYS}/{id}/questions"), None::<&()>).await
}

/// Records what is done with a question.
///
/// # Errors
/// When no answer came, it has moved on (409), or it can't be (422).
pub(super) async fn act_on_question(
    id: Uuid,
    ask: &QuestionAsk,
) -> Result<OfficeQuestion, ApiError> {
    call("POST", &format!("{DAYS}/questions/{id}"), Some(ask)).await
}

/// Makes a request for information of a question.
///
/// # Errors
/// When no answer came, or the request lacks something (422).
pub(super) async fn question_into_request(
    id: Uuid,
    with: &BecomeRequest,
) -> Result<OfficeQuestion, ApiError> {
    call(
        "POST",
        &format!("{DAYS}/questions/{id}/request"),
        Some(with),
    )
    .await
}

/// Where a browser gets a paper of an open day.
pub(super) fn day_paper(id: Uuid, name: &str) -> String {
    format!("{DAYS}/{id}/papers/{name}")
}

/// The sheets of paper that are typed in.
///
/// # Errors
/// When no answer came, or the role does not include it (403).
pub(super) async fn sheets(id: Uuid) -> Result<Sheets, ApiError> {
    call("GET", &format!("{DAYS}/{id}/sheets"), None::<&()>).await
}

/// Types a sheet in.
///
/// # Errors
/// When no answer came, another has its number (409), or it does not fit (422).
pub(super) async fn type_sheet(id: Uuid, n: u32, sheet: &PaperSheet) -> Result<Sheets, ApiError> {
    call("PUT", &format!("{DAYS}/{id}/sheets/{n}"), Some(sheet)).await
}

/// Takes a sheet out.
///
/// # Errors
/// When no answer came, there is none (404), or the day is over (422).
pub(super) async fn take_sheet_out(id: Uuid, n: u32) -> Result<(), ApiError> {
    order("DELETE", &format!("{DAYS}/{id}/sheets/{n}"), None::<&()>).await
}

/// What came of a day.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn day_summary(id: Uuid) -> Result<DaySummary, ApiError> {
    call("GET", &format!("{DAYS}/{id}/summary"), None::<&()>).await
}

/// The photos and materials of a day.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn day_files(id: Uuid) -> Result<ShownFiles, ApiError> {
    call("GET", &format!("{DAYS}/{id}/files"), None::<&()>).await
}

/// Where a browser gets a photo or material.
pub(super) fn day_file(id: Uuid, file: Uuid) -> String {
    format!("{DAYS}/{id}/files/{file}")
}

/// Puts a file to a day.
///
/// # Errors
/// When no answer came, the role does not include it (403), or the file is not taken (413, 422).
pub(super) async fn add_day_file(
    id: Uuid,
    new: &NewShown,
    bytes: &JsValue,
) -> Result<ShownFiles, ApiError> {
    let told = json::write(new).ok_or(ApiError::NoAnswer(NoAnswer::Garbled))?;
    let told = String::from(js_sys::encode_uri_component(&told));
    let headers = [
        ("content-type", "application/octet-stream"),
        (FILE_HEADER, told.as_str()),
    ];
    let path = format!("{DAYS}/{id}/files");
    send_within(PAPER_TIMEOUT, "POST", &path, &headers, Some(bytes))
        .await
        .map_err(ApiError::NoAnswer)?
        .read()
}

/// Confirms, hides, describes a file or takes it away.
///
/// # Errors
/// When no answer came, there is none (404), or its description is none (422).
pub(super) async fn act_on_day_file(
    id: Uuid,
    file: Uuid,
    event: &FileEvent,
) -> Result<ShownFiles, ApiError> {
    call("POST", &day_file(id, file), Some(event)).await
}

const ACCESS: &str = "/api/v1/office/access";

/// The page on access.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn access_page() -> Result<AccessCard, ApiError> {
    call("GET", ACCESS, None::<&()>).await
}

/// Publishes the page on access, changed.
///
/// # Errors
/// When no answer came, it was changed meanwhile (409), or something in it is wrong (422).
pub(super) async fn put_access(new: &NewAccess) -> Result<AccessCard, ApiError> {
    call("PUT", ACCESS, Some(new)).await
}

const DOCUMENTS: &str = "/api/v1/office/documents";

/// A page of the register of documents.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn documents(asked: &DocumentsAsk) -> Result<DocumentsPage, ApiError> {
    call("POST", DOCUMENTS, Some(asked)).await
}

/// A document of the register.
///
/// # Errors
/// When no answer came, or there is none (404).
pub(super) async fn held_document(id: Uuid) -> Result<DocumentCard, ApiError> {
    call("GET", &format!("{DOCUMENTS}/{id}"), None::<&()>).await
}

/// Enters a document, or changes it.
///
/// # Errors
/// When no answer came, it was changed meanwhile (409), or something in it is wrong (422).
pub(super) async fn put_document(id: Uuid, new: &NewDocument) -> Result<DocumentCard, ApiError> {
    call("PUT", &format!("{DOCUMENTS}/{id}"), Some(new)).await
}

/// Takes a document out of the register, or puts it back.
///
/// # Errors
/// When no answer came, the role does not include it (403), or it was changed meanwhile (409).
pub(super) async fn act_on_document(
    id: Uuid,
    ask: &DocumentActAsk,
) -> Result<DocumentCard, ApiError> {
    call("POST", &format!("{DOCUMENTS}/{id}/acts"), Some(ask)).await
}

/// Looks at a table of documents, or takes it in.
///
/// # Errors
/// When no answer came, or it is too large (413).
pub(super) async fn import_documents(asked: &ImportAsk) -> Result<ImportTold, ApiError> {
    call("POST", &format!("{DOCUMENTS}/import"), Some(asked)).await
}

const VISITS: &str = "/api/v1/office/visits";

/// The place to work with documents.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn visits() -> Result<VisitsBoard, ApiError> {
    call("GET", VISITS, None::<&()>).await
}

/// Sets the rules of the place.
///
/// # Errors
/// When no answer came, they were changed meanwhile (409), or wrong (422).
pub(super) async fn put_visit_rules(new: &NewVisitRules) -> Result<VisitRulesCard, ApiError> {
    call("PUT", VISITS, Some(new)).await
}

/// The bookings of a day.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn visit_day(day: NaiveDate) -> Result<VisitDay, ApiError> {
    call("GET", &format!("{VISITS}/{day}"), None::<&()>).await
}

/// Records what is done with a booking.
///
/// # Errors
/// When no answer came, it stands otherwise now (409), or the rules do not allow it (422).
pub(super) async fn act_on_visit(day: NaiveDate, ask: &VisitAsk) -> Result<VisitDay, ApiError> {
    call("POST", &format!("{VISITS}/{day}"), Some(ask)).await
}

const KIOSKS: &str = "/api/v1/office/kiosks";

/// The kiosks, and what of theirs was put aside.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn kiosks() -> Result<KioskList, ApiError> {
    call("GET", KIOSKS, None::<&()>).await
}

/// Takes in the tablet that shows this code.
///
/// # Errors
/// When no answer came, the role does not include it (403), or no tablet shows the code (422).
pub(super) async fn take_kiosk_in(sent: &TakeIn) -> Result<KioskList, ApiError> {
    call("POST", KIOSKS, Some(sent)).await
}

/// Ends a kiosk.
///
/// # Errors
/// When no answer came, or the role does not include it (403).
pub(super) async fn end_kiosk(id: Uuid, how: &EndKiosk) -> Result<KioskList, ApiError> {
    call("POST", &format!("{KIOSKS}/{id}/end"), Some(how)).await
}

/// Puts a kiosk at the door of an open day, or gives it back to the visitors.
///
/// # Errors
/// When no answer came, or the role does not include it (403).
pub(super) async fn put_at_door(id: Uuid, door: &PutAtDoor) -> Result<KioskList, ApiError> {
    call("POST", &format!("{KIOSKS}/{id}/door"), Some(door)).await
}

/// Tries again what was put aside.
///
/// # Errors
/// When no answer came, or the role does not include it (403).
pub(super) async fn try_aside() -> Result<KioskList, ApiError> {
    call("POST", &format!("{KIOSKS}/aside"), None::<&()>).await
}

/// Makes a new key to seal to.
///
/// # Errors
/// When no answer came, or the role does not include it (403).
pub(super) async fn change_kiosk_key() -> Result<KioskList, ApiError> {
    call("POST", &format!("{KIOSKS}/key"), None::<&()>).await
}

const SETTINGS: &str = "/api/v1/office/settings";

/// The council's settings.
///
/// # Errors
/// When no answer came or the role does not include it (403).
pub(super) async fn settings() -> Result<SettingsView, ApiError> {
    call("GET", SETTINGS, None::<&()>).await
}

/// What new settings would do.
///
/// # Errors
/// When no answer came, the role does not include it (403), or they are others meanwhile (409).
pub(super) async fn preview_settings(new: &NewSettings) -> Result<SettingsPreview, ApiError> {
    call("POST", &format!("{SETTINGS}/preview"), Some(new)).await
}

/// Changes the settings.
///
/// # Errors
/// When no answer came, the role does not include it (403), they are others meanwhile (409), or
/// wrong (422).
pub(super) async fn put_settings(new: &NewSettings) -> Result<SettingsChanged, ApiError> {
    call("PUT", SETTINGS, Some(new)).await
}
