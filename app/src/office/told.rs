//! Any event in words: one line, and the texts that belong to it.

use domain::law::TermClass;
use domain::request::{AppealResult, Appellate, Arrival, Event, Extent, Remainder, Sending};

use super::card::channel;
use crate::text::{Text, acts as texts, fill, format, law, office as words, t};

type Told = (String, Vec<String>);

/// A sum as a Ukrainian clerk writes it: «66,50 грн».
pub(super) fn hryvnias(kopecks: u64) -> String {
    let sum = format!("{},{:02}", kopecks / 100, kopecks % 100);
    fill(texts::KOPECKS, &sum)
}

/// How a letter went, if anything but the app is said of it.
fn sent(sending: &Sending) -> Vec<String> {
    if sending.is_plain() {
        return Vec::new();
    }
    let way = fill(texts::SENT_BY, t(channel(sending.way)));
    let index = sending.index.as_deref();
    let index = index.map(|index| fill(texts::SENT_NUMBER, index));
    [way].into_iter().chain(index).collect()
}

fn responsible(name: &str, position: &str) -> String {
    fill(words::EV_RESPONSIBLE, &format!("{name}, {position}"))
}

fn plain(line: Text, texts: Vec<String>) -> Told {
    (t(line).to_owned(), texts)
}

/// An event in one line, and the texts that belong to it.
pub(super) fn told(event: Option<&Event>) -> Told {
    let Some(event) = event else {
        return plain(words::EV_REGISTERED, Vec::new());
    };
    match event {
        Event::Assigned { .. }
        | Event::Resolved { .. }
        | Event::HandedOver { .. }
        | Event::Prepared { .. }
        | Event::Returned { .. } => of_work(event),
        Event::Extended { .. }
        | Event::UrgencyJudged { .. }
        | Event::Deferred { .. }
        | Event::CalendarMoved { .. } => of_the_term(event),
        Event::Answered { .. }
        | Event::Refused { .. }
        | Event::Forwarded { .. }
        | Event::PartGiven { .. }
        | Event::Explained { .. }
        | Event::Withdrawn { .. } => of_the_answer(event),
        _ => of_the_file(event),
    }
}

fn of_work(event: &Event) -> Told {
    match event {
        Event::Assigned {
            executor,
            instruction,
        } => (
            fill(words::EV_ASSIGNED, executor),
            vec![instruction.clone()],
        ),
        Event::Resolved {
            author,
            position,
            dated,
            text,
            assignments,
        } => {
            let names: Vec<&str> = assignments
                .iter()
                .map(|one| one.executor.as_str())
                .collect();
            let who = format!("{position} {author}, {}", format::date(*dated));
            (
                fill(texts::EV_RESOLVED, &names.join(", ")),
                vec![text.clone(), who],
            )
        }
        Event::HandedOver { from, to, reason } => (
            fill(texts::EV_HANDED_OVER, to),
            vec![from.clone(), reason.clone()],
        ),
        Event::Prepared { executor, text } => {
            (fill(texts::EV_PREPARED, executor), vec![text.clone()])
        }
        Event::Returned { executor, reason } => {
            (fill(texts::EV_RETURNED, executor), vec![reason.clone()])
        }
        _ => Told::default(),
    }
}

fn of_the_term(event: &Event) -> Told {
    match event {
        Event::Extended {
            ground,
            reason,
            deadline,
            sending,
        } => {
            let mut lines = vec![law::extension(*ground).to_owned(), reason.clone()];
            lines.extend(sent(sending));
            (
                fill(words::EV_EXTENDED, &format::deadline(*deadline)),
                lines,
            )
        }
        Event::UrgencyJudged {
            reason,
            class,
            deadline,
            ..
        } => {
            let line = if *class == TermClass::Urgent {
                texts::EV_URGENT
            } else {
                texts::EV_ORDINARY
            };
            (
                fill(line, &format::deadline(*deadline)),
                vec![reason.clone()],
            )
        }
        Event::Deferred {
            reason,
            deadline,
            responsible_name,
            responsible_position,
            sending,
        } => {
            let mut lines = vec![
                reason.clone(),
                responsible(responsible_name, responsible_position),
            ];
            lines.extend(sent(sending));
            (
                fill(texts::EV_DEFERRED, &format::deadline(*deadline)),
                lines,
            )
        }
        Event::CalendarMoved {
            deadline, reason, ..
        } => (
            fill(texts::EV_MOVED, &format::deadline(*deadline)),
            vec![reason.clone()],
        ),
        _ => Told::default(),
    }
}

fn of_the_answer(event: &Event) -> Told {
    let with = |text: &String, sending: &Sending| {
        let mut lines = vec![text.clone()];
        lines.extend(sent(sending));
        lines
    };
    match event {
        Event::Answered {
            text,
            extent,
            sending,
        } => {
            let line = match extent {
                Extent::Whole => words::EV_ANSWERED,
                Extent::Part => texts::EV_ANSWERED_PART,
            };
            plain(line, with(text, sending))
        }
        Event::Refused { .. } => refusal(event),
        Event::Forwarded {
            holder,
            address,
            part,
            sending,
        } => {
            let line = if part.is_some() {
                texts::EV_FORWARDED_PART
            } else {
                texts::EV_FORWARDED
            };
            let mut lines: Vec<String> = part.iter().cloned().collect();
            lines.extend(with(address, sending));
            (fill(line, holder), lines)
        }
        Event::PartGiven { text, sending } => plain(texts::EV_PART, with(text, sending)),
        Event::Explained { text, sending } => plain(texts::EV_EXPLAINED, with(text, sending)),
        Event::Withdrawn { reason } => plain(texts::EV_WITHDRAWN, vec![reason.clone()]),
        _ => Told::default(),
    }
}

fn refusal(event: &Event) -> Told {
    let Event::Refused {
        ground,
        reason,
        responsible_name,
        responsible_position,
        test,
        remainder,
        sending,
    } = event
    else {
        return Told::default();
    };
    let mut lines = vec![law::refusal(*ground).to_owned(), reason.clone()];
    if let Some(test) = test {
        for (question, answer) in [
            (texts::INTEREST_WHY, &test.interest_why),
            (texts::HARM, &test.harm),
            (texts::OUTWEIGHS, &test.outweighs),
        ] {
            lines.push(format!("{}: {answer}", t(question)));
        }
    }
    lines.extend(remainder.iter().map(|remainder| match remainder {
        Remainder::Given { text } => format!("{}: {text}", t(texts::REMAINDER_GIVEN)),
        Remainder::Nothing { why } => format!("{}: {why}", t(texts::REMAINDER_NOTHING)),
    }));
    lines.push(responsible(responsible_name, responsible_position));
    lines.extend(sent(sending));
    plain(words::EV_REFUSED, lines)
}

fn of_the_file(event: &Event) -> Told {
    match event {
        Event::Attachment { n, arrival } => {
            let line = match arrival {
                Arrival::Received => words::EV_FILE_RECEIVED,
                Arrival::NotItsKind => words::EV_FILE_NOT_ITS_KIND,
                Arrival::Withdrawn => words::EV_FILE_WITHDRAWN,
            };
            (fill(line, &n.to_string()), Vec::new())
        }
        Event::Invoiced {
            kopecks, number, ..
        } => (
            fill(texts::EV_INVOICED, &hryvnias(*kopecks)),
            vec![format!("№ {number}")],
        ),
        Event::Paid { on } => plain(texts::EV_PAID, vec![format::date(*on)]),
        Event::CopyGiven { on } => plain(texts::EV_COPY, vec![format::date(*on)]),
        Event::Classified { info, topic } => {
            let (uk, en) = info.names();
            let line = fill(texts::EV_CLASSIFIED, t(Text { uk, en }));
            let topic = Some(topic.clone()).filter(|topic| !topic.is_empty());
            (line, topic.into_iter().collect())
        }
        Event::Noted { text } => plain(texts::EV_NOTED, vec![text.clone()]),
        Event::LetterReceived { from, text } => (fill(texts::EV_LETTER, from), vec![text.clone()]),
        Event::Appealed {
            to,
            about,
            dated,
            answer_by,
        } => {
            let to = match to {
                Appellate::Head => texts::TO_HEAD,
                Appellate::HigherBody => texts::TO_HIGHER,
                Appellate::Court => texts::TO_COURT,
                Appellate::Commissioner => texts::TO_COMMISSIONER,
            };
            let day = |text, day: &Option<_>| day.map(|day| fill(text, &format::date(day)));
            let dated = day(texts::EV_APPEAL_DATED, dated);
            let by = day(texts::EV_APPEAL_BY, answer_by);
            let lines = std::iter::once(about.clone()).chain(dated).chain(by);
            (fill(texts::EV_APPEALED, t(to)), lines.collect())
        }
        Event::AppealDecided { result, text } => {
            let line = match result {
                AppealResult::Upheld => texts::EV_UPHELD,
                AppealResult::Rejected => texts::EV_REJECTED,
            };
            plain(line, vec![text.clone()])
        }
        _ => Told::default(),
    }
}
