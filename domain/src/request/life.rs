//! The life of a registered request: an event in, the next state or a refusal out.

use chrono::{DateTime, Utc};

use super::case::{Case, Charge, Fee, Outcome, Refused, Status, Term};
use super::event::{Act, AppealResult, Assignment, Event, Extent, RefusalGround, Remainder};
use super::info_kind::{InfoKind, MAX_TOPIC, topic};
use crate::law::{self, Deadline, TermClass};

/// The longest text of an event, in characters.
const MAX_TEXT: usize = 50_000;
/// The most executors of one resolution.
const MAX_EXECUTORS: usize = 20;

/// The state after an act.
///
/// # Errors
/// Why the act would make an unlawful or senseless record; the state is then unchanged.
pub fn apply(case: &Case, act: &Act) -> Result<Case, Refused> {
    if act.at < case.received_at {
        return Err(Refused::BeforeReceipt);
    }
    let mut next = case.clone();
    if !happens_at_any_time(&act.event) && !case.is_open() {
        return Err(Refused::AlreadyClosed);
    }
    match &act.event {
        Event::Attachment { .. } => {}
        Event::Noted { text } => require(&[text])?,
        Event::Classified { info, topic } => classify(&mut next, *info, topic)?,
        Event::LetterReceived { from, text } => require(&[from, text])?,
        Event::Appealed { .. } | Event::AppealDecided { .. } => appeal(&mut next, &act.event)?,
        Event::CopyGiven { .. } => give_copy(&mut next)?,
        Event::Assigned { .. }
        | Event::Resolved { .. }
        | Event::HandedOver { .. }
        | Event::Prepared { .. }
        | Event::Returned { .. } => charge(&mut next, &act.event)?,
        Event::Extended { .. }
        | Event::Deferred { .. }
        | Event::UrgencyJudged { .. }
        | Event::CalendarMoved { .. } => move_term(&mut next, &act.event, act.at)?,
        Event::Invoiced { .. } | Event::Paid { .. } => pay(&mut next, &act.event)?,
        Event::PartGiven { text, .. } => require(&[text])?,
        Event::Answered { .. }
        | Event::Refused { .. }
        | Event::Forwarded { .. }
        | Event::Explained { .. }
        | Event::Withdrawn { .. } => end(&mut next, &act.event, act.at)?,
    }
    Ok(next)
}

/// Whether it changes nothing that ends with the answer.
const fn happens_at_any_time(event: &Event) -> bool {
    matches!(
        event,
        Event::Attachment { .. }
            | Event::Noted { .. }
            | Event::Classified { .. }
            | Event::LetterReceived { .. }
            | Event::CopyGiven { .. }
            | Event::Appealed { .. }
            | Event::AppealDecided { .. }
    )
}

fn charge(next: &mut Case, event: &Event) -> Result<(), Refused> {
    match event {
        Event::Assigned {
            executor,
            instruction,
        } => {
            require(&[executor])?;
            limit(instruction)?;
            next.charges = vec![Charge::new(&Assignment {
                executor: executor.clone(),
                control_by: None,
            })];
            next.status = Status::InWork;
        }
        Event::Resolved {
            author,
            position,
            text,
            assignments,
            dated: _,
        } => {
            require(&[author, position, text])?;
            next.charges = charges(assignments, next.term.deadline)?;
            next.status = Status::InWork;
        }
        Event::HandedOver { from, to, reason } => {
            require(&[from, to, reason])?;
            if next.charges.iter().any(|one| one.executor == to.trim()) {
                return Err(Refused::NotCharged);
            }
            let charge = charge_of(next, from)?;
            to.trim().clone_into(&mut charge.executor);
            charge.prepared = false;
        }
        Event::Prepared { executor, text } => {
            require(&[text])?;
            let charge = charge_of(next, executor)?;
            if std::mem::replace(&mut charge.prepared, true) {
                return Err(Refused::NothingPrepared);
            }
        }
        Event::Returned { executor, reason } => {
            require(&[reason])?;
            let charge = charge_of(next, executor)?;
            if !std::mem::replace(&mut charge.prepared, false) {
                return Err(Refused::NothingPrepared);
            }
        }
        _ => {}
    }
    Ok(())
}

/// Who a resolution charges: everybody once, and nobody for later than the deadline.
fn charges(assignments: &[Assignment], deadline: Deadline) -> Result<Vec<Charge>, Refused> {
    if assignments.is_empty() || assignments.len() > MAX_EXECUTORS {
        return Err(Refused::NotCharged);
    }
    let mut charges: Vec<Charge> = Vec::new();
    for assignment in assignments {
        require(&[&assignment.executor])?;
        let charge = Charge::new(assignment);
        if charges
            .iter()
            .any(|other| other.executor == charge.executor)
        {
            return Err(Refused::NotCharged);
        }
        if assignment.control_by.is_some_and(|by| by > deadline.date()) {
            return Err(Refused::ControlAfterDeadline);
        }
        charges.push(charge);
    }
    Ok(charges)
}

fn charge_of<'a>(case: &'a mut Case, executor: &str) -> Result<&'a mut Charge, Refused> {
    let of = |charge: &&mut Charge| charge.executor == executor.trim();
    case.charges.iter_mut().find(of).ok_or(Refused::NotCharged)
}

fn move_term(next: &mut Case, event: &Event, at: DateTime<Utc>) -> Result<(), Refused> {
    let is_later = |deadline: &Deadline, than: &Case| {
        deadline.ends_before() > than.term.deadline.ends_before()
    };
    match event {
        Event::Extended {
            reason, deadline, ..
        } => {
            next.may_extend(at)?;
            require(&[reason])?;
            if !is_later(deadline, next) {
                return Err(Refused::DeadlineNotLater);
            }
            next.term = Term {
                class: TermClass::Extended,
                deadline: *deadline,
            };
        }
        Event::Deferred {
            reason,
            deadline,
            responsible_name,
            responsible_position,
            sending: _,
        } => {
            require(&[reason, responsible_name, responsible_position])?;
            if next.term.deadline.is_past(at) {
                return Err(Refused::TermOver);
            }
            if !is_later(deadline, next) {
                return Err(Refused::DeadlineNotLater);
            }
            next.term.deadline = *deadline;
            next.deferred = true;
            // What is put off to a named date is not extended beside it.
            next.notice_by = None;
        }
        Event::UrgencyJudged {
            reason,
            class,
            deadline,
            notice_by,
        } => {
            require(&[reason])?;
            if *class == next.term.class {
                return Err(Refused::SameClass);
            }
            if next.deferred || [*class, next.term.class].contains(&TermClass::Extended) {
                return Err(Refused::AlreadyExtended);
            }
            next.term = Term {
                class: *class,
                deadline: *deadline,
            };
            next.notice_by = *notice_by;
        }
        Event::CalendarMoved {
            deadline,
            notice_by,
            reason,
        } => {
            require(&[reason])?;
            next.term.deadline = *deadline;
            next.notice_by = *notice_by;
        }
        _ => {}
    }
    Ok(())
}

fn pay(next: &mut Case, event: &Event) -> Result<(), Refused> {
    match event {
        Event::Invoiced {
            kopecks, number, ..
        } => {
            require(&[number])?;
            if *kopecks == 0 {
                return Err(Refused::FreeOfCharge);
            }
            if next.fee.is_some_and(|fee| fee.paid_on.is_some()) {
                return Err(Refused::NoUnpaidCosts);
            }
            next.fee = Some(Fee {
                kopecks: *kopecks,
                paid_on: None,
            });
        }
        Event::Paid { on } => match &mut next.fee {
            Some(fee) if fee.paid_on.is_none() => fee.paid_on = Some(*on),
            _ => return Err(Refused::NoUnpaidCosts),
        },
        _ => {}
    }
    Ok(())
}

fn end(next: &mut Case, event: &Event, at: DateTime<Utc>) -> Result<(), Refused> {
    let outcome = match event {
        Event::Answered { text, extent, .. } => {
            require(&[text])?;
            match extent {
                Extent::Whole => Outcome::Answered,
                Extent::Part => Outcome::AnsweredInPart,
            }
        }
        Event::Refused { .. } => refuse(next, event)?,
        Event::Forwarded {
            holder,
            address,
            part,
            ..
        } => {
            require(&[holder])?;
            limit(address)?;
            if let Some(part) = part {
                // The rest is still ours to answer.
                require(&[part])?;
                next.forwarded_in_part = true;
                return Ok(());
            }
            Outcome::Forwarded
        }
        Event::Explained { text, .. } => {
            require(&[text])?;
            Outcome::Explained
        }
        Event::Withdrawn { reason } => {
            require(&[reason])?;
            Outcome::Withdrawn
        }
        _ => return Ok(()),
    };
    if next.facts.drawn_up && !next.copy_given {
        return Err(Refused::CopyNotGiven);
    }
    next.status = Status::Closed;
    next.outcome = Some(outcome);
    next.closed_at = Some(at);
    next.ground = match event {
        Event::Refused { ground, .. } => Some(*ground),
        _ => None,
    };
    Ok(())
}

fn refuse(case: &Case, event: &Event) -> Result<Outcome, Refused> {
    let Event::Refused {
        ground,
        reason,
        responsible_name,
        responsible_position,
        test,
        remainder,
        sending: _,
    } = event
    else {
        return Err(Refused::TextMissing);
    };
    require(&[reason, responsible_name, responsible_position])?;
    case.may_refuse(*ground)?;
    if *ground != RefusalGround::Restricted {
        return Ok(Outcome::Refused);
    }
    match test {
        Some(test) if law::may_restrict(test) => {
            for text in [&test.interest_why, &test.harm, &test.outweighs] {
                limit(text)?;
            }
        }
        _ => return Err(Refused::TestFails),
    }
    match remainder {
        Some(Remainder::Given { text }) => {
            require(&[text])?;
            Ok(Outcome::AnsweredInPart)
        }
        Some(Remainder::Nothing { why }) => {
            require(&[why])?;
            Ok(Outcome::Refused)
        }
        None => Err(Refused::RemainderMissing),
    }
}

fn appeal(next: &mut Case, event: &Event) -> Result<(), Refused> {
    match event {
        Event::Appealed {
            to,
            about,
            dated: _,
            answer_by,
        } => {
            require(&[about])?;
            if next.appeal.replace(*to).is_some() {
                return Err(Refused::NoSuchAppeal);
            }
            next.appeal_by = *answer_by;
        }
        Event::AppealDecided { result, text } => {
            require(&[text])?;
            next.appeal.take().ok_or(Refused::NoSuchAppeal)?;
            next.appeal_by = None;
            if *result == AppealResult::Upheld && !next.is_open() {
                // Under control again until what is owed is given.
                next.outcome = None;
                next.closed_at = None;
                next.ground = None;
                next.status = if next.charges.is_empty() {
                    Status::Registered
                } else {
                    Status::InWork
                };
            }
        }
        _ => {}
    }
    Ok(())
}

fn classify(next: &mut Case, info: InfoKind, typed: &str) -> Result<(), Refused> {
    if typed.chars().count() > MAX_TOPIC {
        return Err(Refused::TextMissing);
    }
    next.info = Some(info);
    next.topic = Some(topic(typed)).filter(|topic| !topic.is_empty());
    Ok(())
}

fn give_copy(next: &mut Case) -> Result<(), Refused> {
    if !next.facts.drawn_up || std::mem::replace(&mut next.copy_given, true) {
        return Err(Refused::NoCopyDue);
    }
    Ok(())
}

fn require(texts: &[&String]) -> Result<(), Refused> {
    for text in texts {
        if text.trim().is_empty() {
            return Err(Refused::TextMissing);
        }
        limit(text)?;
    }
    Ok(())
}

fn limit(text: &str) -> Result<(), Refused> {
    if text.chars().count() > MAX_TEXT {
        Err(Refused::TextMissing)
    } else {
        Ok(())
    }
}
