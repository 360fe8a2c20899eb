//! From what an officer asks for to the event it is: dates, sums and signatures are the server's.

use chrono::{DateTime, Utc};
use domain::kyiv;
use domain::law::{self, Ruling, TermClass};
use domain::request::{Act, Case, Event, Refused, apply, in_due_form, permit};
use domain::sync::office::OfficeAct;

use super::{HolderSettings, JournalError, Officer};

/// What an officer's act leads to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    /// The event to record.
    pub(super) event: Event,
    /// The state after it.
    pub(super) case: Case,
    /// Why the new date, when the act sets one.
    pub(super) ruling: Option<Ruling>,
}

/// Who asks for an act, when, and by which rules of the council.
#[derive(Clone, Copy)]
pub(super) struct Desk<'a> {
    /// The council's settings.
    pub(super) settings: &'a HolderSettings,
    /// Who acts.
    pub(super) officer: &'a Officer,
    /// The journal's clock, UTC.
    pub(super) now: DateTime<Utc>,
}

/// Turns an officer's act into the event it is and the state it leads to, or a refusal.
///
/// # Errors
/// When a new deadline would be outside the calendar.
pub(super) fn decide(
    desk: Desk<'_>,
    case: &Case,
    act: OfficeAct,
) -> Result<Result<Step, Refused>, JournalError> {
    let (event, ruling) = desk.event(case, act)?;
    let act = Act {
        event,
        at: desk.now,
    };
    let next = permit(desk.officer.role, &act.event)
        .and_then(|()| in_due_form(case, &act))
        .and_then(|()| apply(case, &act));
    Ok(next.map(|case| Step {
        event: act.event,
        case,
        ruling,
    }))
}

type Made = (Event, Option<Ruling>);

impl Desk<'_> {
    fn event(&self, case: &Case, act: OfficeAct) -> Result<Made, JournalError> {
        match act {
            OfficeAct::Extend { .. } | OfficeAct::JudgeUrgency { .. } | OfficeAct::Defer { .. } => {
                self.about_the_term(case, act)
            }
            other => Ok((self.about_the_rest(other), None)),
        }
    }

    /// Acts that set a date, with the account of it.
    fn about_the_term(&self, case: &Case, act: OfficeAct) -> Result<Made, JournalError> {
        let Self { settings, now, .. } = *self;
        let (calendar, policy) = (settings.calendar(), &settings.policy);
        let received = case.received_at;
        let (responsible_name, responsible_position) = self.signed();
        Ok(match act {
            OfficeAct::Extend {
                ground,
                reason,
                sending,
            } => {
                let ruling = law::extended(received, &calendar, policy)?;
                let deadline = ruling.deadline;
                let event = Event::Extended {
                    ground,
                    reason,
                    deadline,
                    sending,
                };
                (event, Some(ruling))
            }
            OfficeAct::JudgeUrgency { urgent, reason } => {
                let class = if urgent {
                    TermClass::Urgent
                } else {
                    TermClass::Ordinary
                };
                let ruling = law::deadline(class, received, &calendar, policy)?;
                let notice = |_| law::extension_notice(received, &calendar, policy);
                let notice = (!urgent).then_some(()).map(notice).transpose()?;
                let event = Event::UrgencyJudged {
                    reason,
                    class,
                    deadline: ruling.deadline,
                    notice_by: notice.map(|notice| notice.deadline),
                };
                (event, Some(ruling))
            }
            OfficeAct::Defer {
                reason,
                until,
                sending,
            } => {
                let ruling = law::deferral(kyiv::date(now), until, &calendar)?;
                let event = Event::Deferred {
                    reason,
                    deadline: ruling.deadline,
                    responsible_name,
                    responsible_position,
                    sending,
                };
                (event, Some(ruling))
            }
            other => (self.about_the_rest(other), None),
        })
    }

    fn signed(&self) -> (String, String) {
        (self.officer.name.clone(), self.officer.position.clone())
    }

    /// Acts that set no date.
    #[allow(
        clippy::too_many_lines,
        reason = "one arm an act, and nothing but its fields"
    )]
    fn about_the_rest(&self, act: OfficeAct) -> Event {
        let (responsible_name, responsible_position) = self.signed();
        match act {
            OfficeAct::Assign {
                executor,
                instruction,
            } => Event::Assigned {
                executor,
                instruction,
            },
            OfficeAct::Resolve {
                author,
                position,
                dated,
                text,
                assignments,
            } => Event::Resolved {
                author,
                position,
                dated,
                text,
                assignments,
            },
            OfficeAct::HandOver { from, to, reason } => Event::HandedOver { from, to, reason },
            OfficeAct::Prepare { executor, text } => Event::Prepared { executor, text },
            OfficeAct::Return { executor, reason } => Event::Returned { executor, reason },
            OfficeAct::Forward {
                holder,
                address,
                part,
                sending,
            } => Event::Forwarded {
                holder,
                address,
                part,
                sending,
            },
            OfficeAct::Invoice {
                pages,
                copies,
                number,
            } => Event::Invoiced {
                pages,
                copies,
                kopecks: law::copying_costs(pages, copies, &self.settings.rates),
                number,
            },
            OfficeAct::Pay { on } => Event::Paid { on },
            OfficeAct::GivePart { text, sending } => Event::PartGiven { text, sending },
            OfficeAct::Answer {
                text,
                extent,
                sending,
            } => Event::Answered {
                text,
                extent,
                sending,
            },
            OfficeAct::Refuse {
                ground,
                reason,
                test,
                remainder,
                sending,
            } => Event::Refused {
                ground,
                reason,
                responsible_name,
                responsible_position,
                test,
                remainder,
                sending,
            },
            OfficeAct::Explain { text, sending } => Event::Explained { text, sending },
            OfficeAct::Withdraw { reason } => Event::Withdrawn { reason },
            OfficeAct::GiveCopy { on } => Event::CopyGiven { on },
            OfficeAct::Note { text } => Event::Noted { text },
            OfficeAct::ReceiveLetter { from, text } => Event::LetterReceived { from, text },
            OfficeAct::Classify { info, topic } => Event::Classified { info, topic },
            OfficeAct::Appeal {
                to,
                about,
                dated,
                answer_by,
            } => Event::Appealed {
                to,
                about,
                dated,
                answer_by,
            },
            OfficeAct::DecideAppeal { result, text } => Event::AppealDecided { result, text },
            // Dates are set above; one without its account is no date.
            OfficeAct::Extend { reason, .. }
            | OfficeAct::Defer { reason, .. }
            | OfficeAct::JudgeUrgency { reason, .. } => Event::Noted { text: reason },
        }
    }
}
