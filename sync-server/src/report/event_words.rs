//! What happened to a request, in the words of its papers: every fact an event holds stands there.

use chrono::{DateTime, NaiveDate, Utc};
use domain::kyiv;
use domain::law::{CopyKind, Deadline, DeadlineKind, Interest, TermClass, ThreePartTest};
use domain::report::{Figure, words};
use domain::request::{
    AppealResult, Appellate, Arrival, Assignment, Event, ExtensionGround, Extent, Language,
    Remainder, RequesterType, Sending,
};

/// «05.12.2026».
pub fn date(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

/// «05.12.2026 09:05», Kyiv.
pub fn moment(at: DateTime<Utc>) -> String {
    kyiv::local(at).format("%d.%m.%Y %H:%M").to_string()
}

/// The day, or the minute of a term in hours.
pub fn due(deadline: Deadline) -> String {
    match deadline.kind() {
        DeadlineKind::Day(day) => date(day),
        DeadlineKind::Instant(at) => moment(at),
    }
}

/// «12,50».
pub fn hryvnias(kopecks: u64) -> String {
    format!("{},{:02}", kopecks / 100, kopecks % 100)
}

/// A figure's Ukrainian name.
pub fn figure(figure: Figure) -> String {
    words::figure(&figure, Language::Uk)
}

/// Who asks.
pub const fn requester(kind: RequesterType) -> &'static str {
    match kind {
        RequesterType::Person => "фізична особа",
        RequesterType::LegalPerson => "юридична особа",
        RequesterType::Association => "об’єднання громадян без статусу юридичної особи",
        RequesterType::Media => "засіб масової інформації",
    }
}

/// The two grounds of art. 20 part 4.
pub const fn extension(ground: ExtensionGround) -> &'static str {
    match ground {
        ExtensionGround::LargeVolume => "запит стосується надання великого обсягу інформації",
        ExtensionGround::LargeSearch => {
            "запит потребує пошуку інформації серед значної кількості даних"
        }
    }
}

/// The interests of art. 6 part 2 item 1.
pub const fn interest(interest: Interest) -> &'static str {
    match interest {
        Interest::Security => {
            "національна безпека, територіальна цілісність або громадський порядок"
        }
        Interest::Health => "охорона здоров’я населення",
        Interest::RightsOfOthers => "захист репутації або прав інших людей",
        Interest::Confidence => "запобігання розголошенню інформації, одержаної конфіденційно",
        Interest::Justice => "підтримання авторитету і неупередженості правосуддя",
    }
}

/// The addressees of art. 23 part 1 and the Commissioner.
pub const fn appellate(to: Appellate) -> &'static str {
    match to {
        Appellate::Head => "керівникові розпорядника",
        Appellate::HigherBody => "до вищого органу",
        Appellate::Court => "до суду",
        Appellate::Commissioner => "Уповноваженому Верховної Ради України з прав людини",
    }
}

/// How an appeal ended.
pub const fn appeal_result(result: AppealResult) -> &'static str {
    match result {
        AppealResult::Upheld => "скаргу задоволено",
        AppealResult::Rejected => "скаргу відхилено",
    }
}

/// What is copied.
pub const fn copies(kind: CopyKind) -> &'static str {
    match kind {
        CopyKind::A4 => "А4 і менше",
        CopyKind::A3 => "А3 і більше",
        CopyKind::Redacted => "з вилученням інформації з обмеженим доступом",
        CopyKind::Scan => "сканування",
    }
}

/// The three answers of the test, point by point.
pub fn three_parts(test: &ThreePartTest) -> String {
    let plain = |text: &str| text.trim().trim_end_matches('.').to_owned();
    format!(
        "1) інтерес, який захищає обмеження: {} ({}); 2) істотна шкода, якої може завдати розголошення: {}; 3) чому ця шкода переважає суспільний інтерес: {}.",
        interest(test.interest),
        plain(&test.interest_why),
        plain(&test.harm),
        plain(&test.outweighs),
    )
}

/// What is left open of restricted information.
pub fn open_part(remainder: &Remainder) -> String {
    match remainder {
        Remainder::Given { text } => format!("Відкрита частина інформації: {text}"),
        Remainder::Nothing { why } => {
            format!("Відкритої частини, яку можна надати, немає: {why}")
        }
    }
}

/// How a letter went: «поштою, № 12».
pub fn sent(sending: &Sending) -> String {
    let way = figure(Figure::Channel(sending.way));
    match &sending.index {
        Some(index) => format!("{way}, № {index}"),
        None => way,
    }
}

/// Who is charged, with the control date: «Архів (до 05.12.2026)».
pub fn assigned(assignment: &Assignment) -> String {
    match assignment.control_by {
        Some(by) => format!("{} (до {})", assignment.executor, date(by)),
        None => assignment.executor.clone(),
    }
}

/// What it is called, and everything it says; of none, the registration.
pub fn told(event: Option<&Event>) -> (&'static str, String) {
    let Some(event) = event else {
        return ("Зареєстровано", String::new());
    };
    let lines = match event {
        Event::Extended { .. }
        | Event::Deferred { .. }
        | Event::UrgencyJudged { .. }
        | Event::CalendarMoved { .. } => of_term(event),
        Event::Invoiced { .. } | Event::Paid { .. } | Event::CopyGiven { .. } => of_copies(event),
        Event::Forwarded { .. }
        | Event::PartGiven { .. }
        | Event::Answered { .. }
        | Event::Refused { .. }
        | Event::Explained { .. }
        | Event::Withdrawn { .. } => of_answer(event),
        other => of_work(other),
    };
    (name(event), lines.join("\n"))
}

/// What an event is called.
pub const fn name(event: &Event) -> &'static str {
    match event {
        Event::Assigned { .. } => "Доручено",
        Event::Resolved { .. } => "Резолюція",
        Event::HandedOver { .. } => "Передано",
        Event::Prepared { .. } => "Підготовлено",
        Event::Returned { .. } => "Повернуто на доопрацювання",
        Event::Extended { .. } => "Строк продовжено",
        Event::UrgencyJudged { .. } => "Визначено терміновість",
        Event::Deferred { .. } => "Відстрочено",
        Event::Forwarded { part: None, .. } => "Направлено належному розпорядникові",
        Event::Forwarded { .. } => "Частково направлено належному розпорядникові",
        Event::Invoiced { .. } => "Виставлено рахунок",
        Event::Paid { .. } => "Оплачено",
        Event::PartGiven { .. } => "Надано частину відповіді",
        Event::Answered { .. } => "Надано відповідь",
        Event::Refused { .. } => "Відмовлено",
        Event::Explained { .. } => "Роз’яснено",
        Event::Withdrawn { .. } => "Відкликано",
        Event::CopyGiven { .. } => "Видано копію запиту",
        Event::Noted { .. } => "Нотатка",
        Event::LetterReceived { .. } => "Отримано лист",
        Event::Appealed { .. } => "Скарга",
        Event::AppealDecided { .. } => "Рішення за скаргою",
        Event::Classified { .. } => "Визначено вид інформації",
        Event::CalendarMoved { .. } => "Перенесено строк",
        Event::Attachment { arrival, .. } => match arrival {
            Arrival::Received => "Отримано файл",
            Arrival::NotItsKind => "Файл не прийнято",
            Arrival::Withdrawn => "Файл вилучено",
        },
    }
}

fn of_term(event: &Event) -> Vec<String> {
    match event {
        Event::Extended {
            ground,
            reason,
            deadline,
            sending,
        } => vec![
            format!("До {}; {}.", due(*deadline), extension(*ground)),
            reason.clone(),
            format!("Повідомлено: {}.", sent(sending)),
        ],
        Event::Deferred {
            reason,
            deadline,
            responsible_name,
            responsible_position,
            sending,
        } => vec![
            format!("До {}.", due(*deadline)),
            reason.clone(),
            format!("Відповідальна особа: {responsible_name}, {responsible_position}."),
            format!("Повідомлено: {}.", sent(sending)),
        ],
        Event::UrgencyJudged {
            reason,
            class,
            deadline,
            ..
        } => {
            let term = if *class == TermClass::Urgent {
                "Строк 48 годин"
            } else {
                "Звичайний строк"
            };
            vec![format!("{term}: до {}.", due(*deadline)), reason.clone()]
        }
        Event::CalendarMoved {
            deadline, reason, ..
        } => vec![format!("До {}.", due(*deadline)), reason.clone()],
        _ => Vec::new(),
    }
}

fn of_copies(event: &Event) -> Vec<String> {
    match event {
        Event::Invoiced {
            pages,
            copies: kind,
            kopecks,
            number,
        } => vec![format!(
            "Рахунок № {number}: сторінок {pages} ({}), {} грн.",
            copies(*kind),
            hryvnias(*kopecks)
        )],
        Event::Paid { on } | Event::CopyGiven { on } => vec![date(*on)],
        _ => Vec::new(),
    }
}

fn of_answer(event: &Event) -> Vec<String> {
    match event {
        Event::Forwarded {
            holder,
            address,
            part,
            sending,
        } => {
            let to = [holder.as_str(), address.as_str()];
            let to: Vec<&str> = to.into_iter().filter(|one| !one.is_empty()).collect();
            let part = part.iter().map(|part| format!("У частині: {part}"));
            std::iter::once(to.join(", "))
                .chain(part)
                .chain([format!("Повідомлено: {}.", sent(sending))])
                .collect()
        }
        Event::Answered {
            text,
            extent,
            sending,
        } => {
            let extent = match extent {
                Extent::Whole => "У повному обсязі",
                Extent::Part => "Частково",
            };
            vec![format!("{extent}, {}.", sent(sending)), text.clone()]
        }
        Event::PartGiven { text, sending } | Event::Explained { text, sending } => {
            vec![text.clone(), format!("Надіслано: {}.", sent(sending))]
        }
        Event::Refused {
            ground,
            reason,
            responsible_name,
            responsible_position,
            test,
            remainder,
            sending,
        } => {
            let ground = format!("Підстава: {}.", figure(Figure::Ground(*ground)));
            let by = format!("Відповідальна особа: {responsible_name}, {responsible_position}.");
            [ground, reason.clone()]
                .into_iter()
                .chain(test.as_ref().map(three_parts))
                .chain(remainder.as_ref().map(open_part))
                .chain([by, format!("Надіслано: {}.", sent(sending))])
                .collect()
        }
        Event::Withdrawn { reason } => vec![reason.clone()],
        _ => Vec::new(),
    }
}

fn of_work(event: &Event) -> Vec<String> {
    match event {
        Event::Assigned {
            executor,
            instruction,
        } => vec![executor.clone(), instruction.clone()]
            .into_iter()
            .filter(|line| !line.is_empty())
            .collect(),
        Event::Resolved {
            author,
            position,
            dated,
            text,
            assignments,
        } => {
            let charged: Vec<String> = assignments.iter().map(assigned).collect();
            vec![
                format!("{position} {author}, {}.", date(*dated)),
                text.clone(),
                format!("Виконавці: {}.", charged.join("; ")),
            ]
        }
        Event::HandedOver { from, to, reason } => vec![format!("{from} → {to}"), reason.clone()],
        Event::Prepared { executor, text } => vec![executor.clone(), text.clone()],
        Event::Returned { executor, reason } => vec![executor.clone(), reason.clone()],
        Event::Noted { text } => vec![text.clone()],
        Event::LetterReceived { from, text } => vec![from.clone(), text.clone()],
        Event::Appealed {
            to,
            about,
            dated,
            answer_by,
        } => std::iter::once(format!("Подано {}.", appellate(*to)))
            .chain(dated.map(|day| format!("Від {}.", date(day))))
            .chain(answer_by.map(|day| format!("Відповісти до {}.", date(day))))
            .chain([about.clone()])
            .collect(),
        Event::AppealDecided { result, text } => {
            vec![format!("{}.", appeal_result(*result)), text.clone()]
        }
        Event::Classified { info, topic } => std::iter::once(figure(Figure::Info(Some(*info))))
            .chain(Some(topic.clone()).filter(|topic| !topic.is_empty()))
            .collect(),
        Event::Attachment { n, .. } => vec![format!("Додаток {n}")],
        _ => Vec::new(),
    }
}
