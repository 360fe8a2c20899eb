//! Questions, proposals and remarks: numbered, charged, answered; some become requests.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::kyiv;
use domain::open_day::question::{self, NewQuestion, Question, QuestionEvent, QuestionStatus};
use domain::open_day::survey::Channel as Way;
use domain::open_day::{
    BecomeRequest, DayStatus, FindQuestion, FoundQuestion, OfficeQuestion, OpenDay, QuestionAsk,
    QuestionTold, question_ages,
};
use domain::request::{Channel, Draft, Intake, Language, Submission};
use domain::sync::{AccessCode, Digest};
use uuid::Uuid;

use super::{Days, Fault, json, same};
use crate::journal::{Officer, Push, Pushed, RecordKind, RecordWrite};

impl Days<'_> {
    /// Takes a question in and numbers it; the same again has the same number.
    ///
    /// # Errors
    /// When none are taken, it is not right, or its id stands for another.
    pub async fn ask(self, day: Uuid, id: Uuid, asked: NewQuestion) -> Result<QuestionTold, Fault> {
        self.ask_at(day, id, asked, None).await
    }

    /// As [`Days::ask`], of a question that reached the council at this moment already.
    ///
    /// # Errors
    /// When none are taken, it is not right, or its id stands for another.
    pub async fn ask_at(
        self,
        day: Uuid,
        id: Uuid,
        asked: NewQuestion,
        arrived: Option<DateTime<Utc>>,
    ) -> Result<QuestionTold, Fault> {
        let (found, _) = self.day(day).await?;
        question::check(&asked)?;
        if let Some((known, _)) = self.one::<Question>(RecordKind::Question, id).await? {
            return told(id, day, &known, &asked);
        }
        if !takes_questions(&found) {
            return Err(Fault::Closed);
        }
        let number = self.number(id).await?;
        let decide = move |known: Option<(Question, u64)>, now| {
            if let Some((known, _)) = known {
                return Ok((None, told(id, day, &known, &asked)?));
            }
            let question = Question {
                number,
                day,
                asked,
                received_at: arrived.unwrap_or(now).min(now),
                status: QuestionStatus::Received,
                addressee: String::new(),
                answer: String::new(),
                answered_at: None,
                published: false,
                request: String::new(),
            };
            let number = question.number.clone();
            let write = write(&question, "\"asked\"".to_owned())?;
            Ok((Some(write), QuestionTold { id, number }))
        };
        self.change(RecordKind::Question, id, None, decide).await
    }

    /// The number of a question, in its own transaction before the question is written: whoever
    /// breaks off between the two and comes again gets the same.
    async fn number(self, id: Uuid) -> Result<String, Fault> {
        let settings = self.journal.holder(self.holder).await?;
        settings.ok_or(crate::journal::JournalError::NoHolder)?;
        let decide = move |known: Option<(BTreeMap<Uuid, String>, u64)>, now: DateTime<Utc>| {
            let mut given = known.map(|(given, _)| given).unwrap_or_default();
            if let Some(number) = given.get(&id) {
                return Ok((None, number.clone()));
            }
            let year = kyiv::date(now).year();
            let of_year = format!("/{year}");
            let count = given.values().filter(|one| one.ends_with(&of_year)).count();
            let number = format!("{}{of_year}", count + 1);
            given.insert(id, number.clone());
            let write = RecordWrite {
                parent: "numbers".to_owned(),
                body: json(&given)?,
                ..RecordWrite::default()
            };
            Ok((Some(write), number))
        };
        // No question has this id: theirs are made by devices.
        self.change(RecordKind::Question, Uuid::nil(), None, decide)
            .await
    }

    /// A question for whoever knows its number, or its id, and its code.
    ///
    /// # Errors
    /// When there is none, or the code is another.
    pub async fn find_question(self, asked: &FindQuestion) -> Result<FoundQuestion, Fault> {
        let found = match asked.id.filter(|id| !id.is_nil()) {
            Some(id) => self.journal.record(self.holder, RecordKind::Question, id),
            None => {
                let number = asked.number.chars();
                let number = number.filter(|c| c.is_ascii_digit() || *c == '/').take(20);
                let (holder, kind) = (self.holder, RecordKind::Question);
                self.journal.record_by_key(holder, kind, number.collect())
            }
        };
        let found: Question = super::read(&found.await?.ok_or(Fault::Unknown)?)?;
        let code = AccessCode::parse(&asked.code).ok_or(Fault::Unknown)?;
        if same(&code.hash(), &found.asked.code_hash) {
            Ok(shown(&found))
        } else {
            Err(Fault::Unknown)
        }
    }

    /// The questions of a day, as the office sees them.
    ///
    /// # Errors
    /// When there is no such day.
    pub async fn questions(
        self,
        day: Uuid,
        now: DateTime<Utc>,
    ) -> Result<Vec<OfficeQuestion>, Fault> {
        self.day(day).await?;
        let all = self.all(RecordKind::Question, day.to_string()).await?;
        let today = kyiv::date(now);
        let one = |(id, version, question)| office(id, version, &question, today);
        Ok(all.into_iter().map(one).collect())
    }

    /// Records what an officer does with a question.
    ///
    /// # Errors
    /// When there is none, it has moved on, or it can't be.
    pub async fn act_on_question(
        self,
        id: Uuid,
        asked: QuestionAsk,
        by: &Officer,
    ) -> Result<OfficeQuestion, Fault> {
        let decide = move |known: Option<(Question, u64)>, now| {
            let (question, version) = known.ok_or(Fault::Unknown)?;
            if version != asked.version {
                return Err(Fault::Stale);
            }
            let next = question::apply(&question, &asked.event, now)?;
            let write = write(&next, json(&asked.event)?)?;
            let now = kyiv::date(now);
            Ok((Some(write), office(id, version + 1, &next, now)))
        };
        if id.is_nil() {
            return Err(Fault::Unknown);
        }
        self.change(RecordKind::Question, id, Some(by), decide)
            .await
    }

    /// Registers a question that asks for information there is as a request. Its term runs from the
    /// day the question came, and the asker's own code opens it.
    ///
    /// # Errors
    /// When it is closed or has moved on, or the request lacks something.
    pub async fn into_request(
        self,
        id: Uuid,
        with: BecomeRequest,
        by: &Officer,
    ) -> Result<OfficeQuestion, Fault> {
        let found = self.one::<Question>(RecordKind::Question, id).await?;
        let (question, version) = found.filter(|_| !id.is_nil()).ok_or(Fault::Unknown)?;
        if version != with.version {
            return Err(Fault::Stale);
        }
        // Whether it may become one is known before anything is registered.
        let may = QuestionEvent::BecameRequest {
            index: "–".into()
        };
        question::apply(&question, &may, question.received_at)?;
        let submission = submission(&question, &with)?;
        let bytes = json(&submission)?.into_bytes();
        let push = Push {
            id,
            digest: Digest::of(&bytes),
            bytes,
            submission,
            arrived: Some(question.received_at),
        };
        let registered = match self.journal.register(self.holder, push).await? {
            Pushed::New(registered) | Pushed::Replayed(registered) => registered,
            Pushed::Conflict | Pushed::Erased(_) => return Err(Fault::Conflict),
        };
        let index = registered.index.text.clone();
        let event = QuestionEvent::BecameRequest { index };
        self.act_on_question(id, QuestionAsk { version, event }, by)
            .await
    }
}

fn submission(question: &Question, with: &BecomeRequest) -> Result<Submission, Fault> {
    let or = |given: &str, known: &str| match given.trim() {
        "" => known.to_owned(),
        given => given.to_owned(),
    };
    let draft = Draft {
        name: or(&with.name, &question.asked.name),
        email: with.email.clone(),
        postal_address: with.postal_address.clone(),
        phone: with.phone.clone(),
        text: question.asked.text.clone(),
        ..Draft::default()
    };
    let written_at = question.received_at.timestamp_millis();
    let hash = &question.asked.code_hash;
    let checked = domain::request::check(&draft, written_at, Language::Uk, hash);
    let submission = checked.map_err(Fault::Invalid)?;
    // What was typed on a phone or a kiosk came by the app; a sheet was handed in.
    let intake = (question.asked.channel == Way::Paper).then(|| Intake {
        channel: Channel::InPerson,
        received_at: question.received_at,
        collective: false,
        dated: Some(kyiv::date(question.received_at)),
        signed: false,
        unclear: false,
        sender_index: None,
        drawn_up: None,
    });
    Ok(Submission {
        intake,
        ..submission
    })
}

/// Whether a day takes questions: from its announcement on, and after it too.
pub(super) fn takes_questions(day: &OpenDay) -> bool {
    matches!(day.status, DayStatus::Published | DayStatus::Held)
}

fn told(id: Uuid, day: Uuid, known: &Question, asked: &NewQuestion) -> Result<QuestionTold, Fault> {
    if known.asked == *asked && known.day == day {
        let number = known.number.clone();
        Ok(QuestionTold { id, number })
    } else {
        Err(Fault::Conflict)
    }
}

/// What its asker sees.
pub(super) fn shown(question: &Question) -> FoundQuestion {
    FoundQuestion {
        number: question.number.clone(),
        concern: question.asked.concern,
        text: question.asked.text.clone(),
        status: question.status,
        addressee: question.addressee.clone(),
        answer: question.answer.clone(),
        request: question.request.clone(),
    }
}

fn office(id: Uuid, version: u64, question: &Question, today: NaiveDate) -> OfficeQuestion {
    let ages = question_ages(std::slice::from_ref(question), today);
    OfficeQuestion {
        waits_days: ages.first().map(|(_, days)| *days),
        id,
        version,
        question: shown(question),
        name: question.asked.name.clone(),
        contact: question.asked.contact.clone(),
        received_on: kyiv::date(question.received_at),
        published: question.published,
    }
}

fn write(question: &Question, event: String) -> Result<RecordWrite, Fault> {
    Ok(RecordWrite {
        key: Some(question.number.clone()),
        parent: question.day.to_string(),
        place: question.received_at.timestamp_millis(),
        found_by: vec![question.asked.text.clone(), question.asked.name.clone()],
        body: json(question)?,
        event: Some(event),
        ..RecordWrite::default()
    })
}
