//! From what was typed to the act it asks for, or to what is missing.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::kyiv;
use domain::law::ThreePartTest;
use domain::request::{
    Assignment, Channel, DrawnUp, Extent, Intake, Language, MAX_TOPIC, Remainder, Sending,
    Submission,
};
use domain::sync::office::{Me, OfficeAct};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::form::{EXECUTORS, Field, Kind, fields};
use super::{ActKind, CHOSEN};
use crate::json;
use crate::office::store::{FieldError, OTHER, Typed};
use crate::text::acts as words;

/// The longest text of an act, in characters.
const MAX_TEXT: usize = 50_000;

/// Reads one form.
struct Form<'a> {
    typed: &'a Typed,
    kind: ActKind,
}

impl Form<'_> {
    fn raw(&self, id: &'static str) -> &str {
        self.typed.get(self.kind, id)
    }

    /// What stands in a field that is in sight.
    fn text(&self, id: &'static str) -> String {
        let shown = fields(self.kind)
            .iter()
            .find(|field| field.id == id)
            .is_some_and(|field| self.typed.shows(self.kind, field));
        if shown {
            self.raw(id).trim().to_owned()
        } else {
            String::new()
        }
    }

    fn maybe(&self, id: &'static str) -> Option<String> {
        Some(self.text(id)).filter(|text| !text.is_empty())
    }

    fn ticked(&self, id: &'static str) -> bool {
        self.text(id) == CHOSEN
    }

    fn executor(&self, id: &'static str) -> String {
        match self.text(id).as_str() {
            OTHER => self.typed.own(self.kind, id).trim().to_owned(),
            listed => listed.to_owned(),
        }
    }

    fn date(&self, id: &'static str) -> Option<NaiveDate> {
        self.text(id).parse().ok()
    }

    /// The enum with the name that was chosen.
    fn named<T: DeserializeOwned>(&self, id: &'static str) -> Option<T> {
        json::read(&json::write(&self.text(id))?)
    }

    /// What is wrong, field by field.
    fn errors(&self) -> Vec<FieldError> {
        let shown = fields(self.kind)
            .iter()
            .filter(|field| self.typed.shows(self.kind, field));
        shown.filter_map(|field| self.error(field)).collect()
    }

    fn error(&self, field: &Field) -> Option<FieldError> {
        let text = self.text(field.id);
        let (id, text) = match field.kind {
            Kind::Executor if text == OTHER => (Typed::own_id(field.id), self.executor(field.id)),
            // The first button of a group is where its error leads.
            Kind::Choice(_) => (first_of(field.id), text),
            _ => (field.id, text),
        };
        if text.is_empty() {
            // Another executor was chosen, and then not named.
            let missing = field
                .missing
                .or((id != field.id).then_some(words::EXECUTOR_MISSING));
            return Some((id, missing?))
                .filter(|_| field.missing.is_some() || matches!(field.kind, Kind::Executor));
        }
        let wrong = match field.kind {
            Kind::Date => text
                .parse::<NaiveDate>()
                .is_err()
                .then_some(words::DATE_WRONG),
            Kind::Time => text
                .parse::<NaiveTime>()
                .is_err()
                .then_some(words::TIME_WRONG),
            Kind::Number => {
                let number = text.parse::<u32>().ok().filter(|number| *number > 0);
                number.is_none().then_some(words::NUMBER_WRONG)
            }
            _ if self.kind == ActKind::Classify => {
                (text.chars().count() > MAX_TOPIC).then_some(words::TOPIC_TOO_LONG)
            }
            _ => (text.chars().count() > MAX_TEXT).then_some(words::TOO_LONG),
        };
        wrong.map(|wrong| (id, wrong))
    }

    fn sending(&self, asked: &Submission) -> Sending {
        Sending {
            way: self.named("way").unwrap_or_else(|| usual_way(asked)),
            index: self.maybe("out-index"),
        }
    }

    fn assignments(&self) -> Vec<Assignment> {
        EXECUTORS
            .into_iter()
            .map(|(executor, control)| Assignment {
                executor: self.executor(executor),
                control_by: self.date(control),
            })
            .filter(|assignment| !assignment.executor.is_empty())
            .collect()
    }
}

/// The id of a group's first button.
pub(in crate::office) fn first_of(id: &'static str) -> &'static str {
    match id {
        "extension" => "extension-0",
        "refusal" => "refusal-0",
        "interest" => "interest-0",
        "remainder" => "remainder-0",
        "how-much" => "how-much-0",
        "urgent" => "urgent-0",
        "copies" => "copies-0",
        "to" => "to-0",
        "result" => "result-0",
        "channel" => "channel-0",
        other => other,
    }
}

/// How the requester is answered unless something else is chosen: the way the request came.
fn usual_way(asked: &Submission) -> Channel {
    match asked.channel() {
        Channel::App => Channel::App,
        _ if asked.email.is_some() => Channel::Email,
        _ => Channel::Post,
    }
}

/// The act that was typed, or what is missing in it.
///
/// # Errors
/// Every field that is wrong.
pub fn read(
    typed: &Typed,
    kind: ActKind,
    asked: &Submission,
) -> Result<OfficeAct, Vec<FieldError>> {
    let form = Form { typed, kind };
    let errors = form.errors();
    if !errors.is_empty() {
        return Err(errors);
    }
    act(&form, asked).ok_or_else(|| vec![("act-title", words::TEXT_MISSING)])
}

fn act(form: &Form<'_>, asked: &Submission) -> Option<OfficeAct> {
    let text = |id| form.text(id);
    let sending = || form.sending(asked);
    Some(match form.kind {
        ActKind::Assign => OfficeAct::Assign {
            executor: form.executor("executor"),
            instruction: text("instruction"),
        },
        ActKind::Resolve => OfficeAct::Resolve {
            author: text("author"),
            position: text("position"),
            dated: form.date("dated")?,
            text: text("resolution"),
            assignments: form.assignments(),
        },
        ActKind::HandOver => OfficeAct::HandOver {
            from: text("from"),
            to: form.executor("executor"),
            reason: text("reason"),
        },
        ActKind::Prepare => OfficeAct::Prepare {
            executor: text("executor"),
            text: text("text"),
        },
        ActKind::Return => OfficeAct::Return {
            executor: text("executor"),
            reason: text("reason"),
        },
        ActKind::Extend => OfficeAct::Extend {
            ground: form.named("extension")?,
            reason: text("extension-reason"),
            sending: sending(),
        },
        ActKind::JudgeUrgency => OfficeAct::JudgeUrgency {
            urgent: form.ticked("urgent"),
            reason: text("reason"),
        },
        ActKind::Defer => OfficeAct::Defer {
            reason: text("reason"),
            until: form.date("until")?,
            sending: sending(),
        },
        ActKind::Forward => OfficeAct::Forward {
            holder: text("holder"),
            address: text("address"),
            part: form.maybe("part"),
            sending: sending(),
        },
        ActKind::Invoice => OfficeAct::Invoice {
            pages: text("pages").parse().ok()?,
            copies: form.named("copies")?,
            number: text("number"),
        },
        ActKind::Pay => OfficeAct::Pay {
            on: form.date("on")?,
        },
        ActKind::GiveCopy => OfficeAct::GiveCopy {
            on: form.date("on")?,
        },
        ActKind::Classify => OfficeAct::Classify {
            info: form.named("info")?,
            topic: text("topic"),
        },
        ActKind::Appeal => OfficeAct::Appeal {
            to: form.named("to")?,
            about: text("about"),
            dated: form.date("dated"),
            answer_by: form.date("answer-by"),
        },
        ActKind::DecideAppeal => OfficeAct::DecideAppeal {
            result: form.named("result")?,
            text: text("text"),
        },
        ActKind::Answer
        | ActKind::GivePart
        | ActKind::Refuse
        | ActKind::Explain
        | ActKind::Withdraw
        | ActKind::Note
        | ActKind::ReceiveLetter
        | ActKind::TakeIn => return said(form, asked),
    })
}

/// Acts that are mostly a text.
fn said(form: &Form<'_>, asked: &Submission) -> Option<OfficeAct> {
    let text = |id| form.text(id);
    let sending = || form.sending(asked);
    Some(match form.kind {
        ActKind::Answer => OfficeAct::Answer {
            text: text("answer"),
            extent: if form.ticked("in-part") {
                Extent::Part
            } else {
                Extent::Whole
            },
            sending: sending(),
        },
        ActKind::GivePart => OfficeAct::GivePart {
            text: text("text"),
            sending: sending(),
        },
        ActKind::Refuse => OfficeAct::Refuse {
            ground: form.named("refusal")?,
            reason: text("refusal-reason"),
            test: form.named("interest").map(|interest| ThreePartTest {
                interest,
                interest_why: text("interest-why"),
                harm: text("harm"),
                outweighs: text("outweighs"),
            }),
            remainder: form.maybe("remainder").map(|kind| match kind.as_str() {
                "given" => Remainder::Given {
                    text: text("remainder-text"),
                },
                _ => Remainder::Nothing {
                    why: text("remainder-text"),
                },
            }),
            sending: sending(),
        },
        ActKind::Explain => OfficeAct::Explain {
            text: text("text"),
            sending: sending(),
        },
        ActKind::Withdraw => OfficeAct::Withdraw {
            reason: text("reason"),
        },
        ActKind::Note => OfficeAct::Note { text: text("text") },
        ActKind::ReceiveLetter => OfficeAct::ReceiveLetter {
            from: text("from"),
            text: text("text"),
        },
        _ => return None,
    })
}

/// The submission number that an officer copied from a letter, if there is one.
///
/// # Errors
/// When it is none.
pub fn submission_number(typed: &Typed) -> Result<Option<Uuid>, FieldError> {
    let form = Form {
        typed,
        kind: ActKind::TakeIn,
    };
    let Some(number) = form.maybe("submission") else {
        return Ok(None);
    };
    let id = Uuid::try_parse(&number).ok();
    let id = id.filter(|id| number.len() == 36 && id.get_version_num() == 7);
    id.map(Some).ok_or(("submission", words::SUBMISSION_WRONG))
}

/// The request that an officer entered, or what is missing in the form.
///
/// # Errors
/// Every field that is wrong.
pub fn entered(
    typed: &Typed,
    me: &Me,
    code_hash: String,
    now: DateTime<Utc>,
) -> Result<Submission, Vec<FieldError>> {
    let form = Form {
        typed,
        kind: ActKind::TakeIn,
    };
    let mut errors = form.errors();
    errors.extend(submission_number(typed).err());
    let at = form
        .date("received-on")
        .zip(form.text("received-at").parse::<NaiveTime>().ok())
        .map(|(day, time)| kyiv::instant(day.and_time(time)));
    if at.is_some_and(|at| at > now) {
        errors.push(("received-on", words::RECEIVED_LATER));
    }
    let received = form.date("received-on").zip(form.date("dated"));
    if received.is_some_and(|(received, dated)| dated > received) {
        errors.push(("dated", words::DATED_LATER));
    }
    let Some((received_at, channel)) = at.zip(form.named("channel")) else {
        return Err(errors);
    };
    if !errors.is_empty() {
        return Err(errors);
    }
    let urgency = form.named("urgency");
    Ok(Submission {
        v: 1,
        requester_type: form.named("type").unwrap_or_default(),
        name: form.text("name"),
        email: form.maybe("email"),
        postal_address: form.maybe("postal"),
        phone: form.maybe("phone"),
        text: form.text("text"),
        urgency,
        urgency_reason: urgency.and_then(|_| form.maybe("urgency-reason")),
        written_at: received_at.timestamp_millis(),
        language: Language::Uk,
        access_code_hash: code_hash,
        attachments: Vec::new(),
        intake: Some(Intake {
            channel,
            received_at,
            collective: form.ticked("collective"),
            dated: form.date("dated"),
            signed: form.ticked("signed"),
            unclear: form.ticked("unclear"),
            sender_index: form.maybe("sender-index"),
            drawn_up: form.ticked("drawn-up").then(|| DrawnUp {
                name: me.name.clone(),
                phone: form.text("drafter-phone"),
            }),
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked() -> Submission {
        let draft = domain::request::Draft {
            name: "Орися Криничанка".into(),
            email: "orysia@example.org".into(),
            text: "Прошу надати рішення".into(),
            ..Default::default()
        };
        domain::request::check(&draft, 0, Language::Uk, &"0".repeat(64)).unwrap()
    }

    #[test]
    fn an_empty_form_names_every_field() {
        let ids = |kind| -> Vec<&str> {
            let errors = read(&Typed::default(), kind, &asked()).unwrap_err();
            errors.into_iter().map(|(id, _)| id).collect()
        };
        assert_eq!(ids(ActKind::Assign), ["executor"]);
        assert_eq!(ids(ActKind::Answer), ["answer"]);
        assert_eq!(ids(ActKind::Extend), ["extension-0", "extension-reason"]);
        assert_eq!(ids(ActKind::Refuse), ["refusal-0", "refusal-reason"]);
        assert_eq!(ids(ActKind::Forward), ["holder", "how-much-0"]);
        assert_eq!(ids(ActKind::Defer), ["reason", "until"]);
        assert_eq!(ids(ActKind::Pay), ["on"]);
    }

    #[test]
    fn a_refusal_of_restricted_information_asks_for_the_whole_test() {
        let mut typed = Typed::default();
        typed.set(ActKind::Refuse, "refusal", "restricted".into());
        let errors = read(&typed, ActKind::Refuse, &asked()).unwrap_err();
        let ids: Vec<&str> = errors.into_iter().map(|(id, _)| id).collect();
        let test = [
            "interest-0",
            "interest-why",
            "harm",
            "outweighs",
            "remainder-0",
        ];
        assert_eq!(ids[..5], test);
    }

    #[test]
    fn what_is_out_of_sight_is_not_sent() {
        let mut typed = Typed::default();
        for (id, value) in [
            ("holder", "Обласна рада"),
            ("how-much", "whole"),
            ("part", "про дороги"),
        ] {
            typed.set(ActKind::Forward, id, value.into());
        }
        let act = read(&typed, ActKind::Forward, &asked());
        assert!(matches!(act, Ok(OfficeAct::Forward { part: None, .. })));
    }
}
