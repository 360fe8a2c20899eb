//! How all of it is called, in both languages: pages, tables and problems say the same.

use super::access::{AccessFault, AccessPart, Duty};
use super::document::{
    DocumentCarrier, DocumentFault, DocumentField, DocumentKind, DocumentProblem,
};
use super::table::{LINES, TableFault};
use super::visit::{LONGEST_KEPT, RulesFault, Standing, VisitRefused};
use crate::request::Language;

const fn pick(language: Language, uk: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Uk => uk,
        Language::En => en,
    }
}

/// A duty, as something still to be published.
#[rustfmt::skip]
#[must_use]
pub const fn duty(duty: Duty, language: Language) -> &'static str {
    match duty {
        Duty::Officer => pick(language, "Посада й ім’я відповідальної особи", "Position and name of the responsible officer"),
        Duty::Contacts => pick(language, "Телефон і електронна адреса", "Phone and e-mail"),
        Duty::Hours => pick(language, "Години прийому", "Hours of reception"),
        Duty::Place => pick(language, "Місце для роботи з документами", "The place to work with documents"),
        Duty::Forms => pick(language, "Де взяти бланк запиту", "Where forms are to be had"),
        Duty::Request => pick(language, "Порядок подання запиту", "How a request is made"),
        Duty::Appeal => pick(language, "Порядок оскарження", "How to appeal"),
        Duty::Rules => pick(language, "Правила роботи із запитами", "Rules on work with requests"),
        Duty::Reports => pick(language, "Хоча б один оприлюднений звіт", "At least one published report"),
        Duty::Register => pick(language, "Хоча б один документ у реєстрі", "At least one document in the register"),
    }
}

/// A part of the page on access.
#[rustfmt::skip]
#[must_use]
pub const fn part(part: AccessPart, language: Language) -> &'static str {
    match part {
        AccessPart::Officer => pick(language, "Відповідальна особа", "Responsible officer"),
        AccessPart::Place => pick(language, "Місце для роботи з документами", "Place to work with documents"),
        AccessPart::Forms => pick(language, "Бланк запиту", "Form of a request"),
        AccessPart::Request => pick(language, "Як подати запит", "How to make a request"),
        AccessPart::Appeal => pick(language, "Як оскаржити", "How to appeal"),
        AccessPart::Rules => pick(language, "Правила ради", "The council’s rules"),
        AccessPart::Acts => pick(language, "Акти", "Acts"),
    }
}

/// What is wrong with a field of the page on access.
#[rustfmt::skip]
#[must_use]
pub const fn access_fault(what: AccessFault, language: Language) -> &'static str {
    match what {
        AccessFault::TooLong => pick(language, "Скоротіть текст", "Shorten the text"),
        AccessFault::NotAnEmail => pick(language, "Перевірте електронну адресу", "Check the e-mail address"),
        AccessFault::NotALink => pick(language, "Адреса має починатися з https://", "The address has to begin with https://"),
        AccessFault::NoTitle => pick(language, "Назвіть акт", "Name the act"),
        AccessFault::TooMany => pick(language, "Посилань забагато: лишіть до 50", "Too many links: leave 50 at most"),
    }
}

/// A field of an entry; the heading of its column too.
#[rustfmt::skip]
#[must_use]
pub const fn field(field: DocumentField, language: Language) -> &'static str {
    match field {
        DocumentField::Name => pick(language, "Назва документа", "Name of the document"),
        DocumentField::Number => pick(language, "Номер", "Number"),
        DocumentField::Created => pick(language, "Дата створення", "Date of creation"),
        DocumentField::Received => pick(language, "Дата надходження", "Date of receipt"),
        DocumentField::Source => pick(language, "Джерело (автор, підрозділ)", "Source (author, unit)"),
        DocumentField::Ground => pick(language, "Підстава обмеження доступу", "Ground of the restriction"),
        DocumentField::Term => pick(language, "Строк обмеження доступу", "Term of the restriction"),
        DocumentField::Field => pick(language, "Галузь", "Field"),
        DocumentField::Keywords => pick(language, "Ключові слова", "Keywords"),
        DocumentField::Carrier => pick(language, "Тип, носій", "Type, carrier"),
        DocumentField::Kind => pick(language, "Вид документа", "Kind of document"),
        DocumentField::Form => pick(language, "Форма зберігання", "Form of keeping"),
        DocumentField::Place => pick(language, "Місце зберігання", "Place of keeping"),
    }
}

/// A carrier.
#[rustfmt::skip]
#[must_use]
pub const fn carrier(carrier: DocumentCarrier, language: Language) -> &'static str {
    match carrier {
        DocumentCarrier::Text => pick(language, "Текстовий документ", "Text document"),
        DocumentCarrier::Electronic => pick(language, "Електронний документ", "Electronic document"),
        DocumentCarrier::Film => pick(language, "Плівка", "Film"),
        DocumentCarrier::Video => pick(language, "Відеозапис", "Video recording"),
        DocumentCarrier::Audio => pick(language, "Аудіозапис", "Audio recording"),
        DocumentCarrier::Other => pick(language, "Інший носій", "Another carrier"),
    }
}

/// A kind of document.
#[rustfmt::skip]
#[must_use]
pub const fn kind(kind: DocumentKind, language: Language) -> &'static str {
    match kind {
        DocumentKind::Act => pick(language, "Нормативний акт", "Normative act"),
        DocumentKind::Agreement => pick(language, "Угода", "Agreement"),
        DocumentKind::Decision => pick(language, "Рішення", "Decision"),
        DocumentKind::Minutes => pick(language, "Протокол", "Minutes"),
        DocumentKind::Report => pick(language, "Звіт", "Report"),
        DocumentKind::PressRelease => pick(language, "Прес-реліз", "Press release"),
        DocumentKind::Memo => pick(language, "Доповідна записка", "Memo"),
        DocumentKind::Appeal => pick(language, "Звернення", "Appeal"),
        DocumentKind::Statement => pick(language, "Заява", "Statement"),
        DocumentKind::Submission => pick(language, "Подання", "Submission"),
        DocumentKind::Proposal => pick(language, "Пропозиція", "Proposal"),
        DocumentKind::Letter => pick(language, "Лист", "Letter"),
        DocumentKind::Other => pick(language, "Інший документ", "Another document"),
    }
}

/// What is wrong with a field of an entry, and what to do.
#[rustfmt::skip]
#[must_use]
pub fn document_problem(problem: &DocumentProblem, language: Language) -> String {
    let name = field(problem.field, language);
    let said = match &problem.what {
        DocumentFault::Missing => pick(language, "заповніть", "fill it in").to_owned(),
        DocumentFault::TooLong { most } => match language {
            Language::Uk => format!("щонайбільше {most} знаків одним рядком"),
            Language::En => format!("at most {most} characters on one line"),
        },
        DocumentFault::TooMany { most } => match language {
            Language::Uk => format!("щонайбільше {most}"),
            Language::En => format!("at most {most}"),
        },
        DocumentFault::NotADate => pick(language, "напишіть дату так: 2026-12-04 або 04.12.2026", "write the date as 2026-12-04 or 04.12.2026").to_owned(),
        DocumentFault::Future => pick(language, "цей день ще не настав", "this day has not come yet").to_owned(),
        DocumentFault::BeforeCreated => pick(language, "раніше, ніж документ створено", "earlier than the document was made").to_owned(),
        DocumentFault::Unknown => pick(language, "такого слова реєстр не знає; візьміть слово зі списку", "the register does not know this word; take one of its list").to_owned(),
        DocumentFault::Repeated { line } => match language {
            Language::Uk => format!("повторює рядок {line}"),
            Language::En => format!("repeats line {line}"),
        },
    };
    format!("{name}: {said}")
}

/// Why a table can't be read, and what to do.
#[must_use]
pub fn table_fault(what: TableFault, language: Language) -> String {
    match (what, language) {
        (TableFault::NoColumn { field: missing }, Language::Uk) => format!(
            "У першому рядку немає стовпця «{}». Додайте його й виберіть файл знову.",
            field(missing, language)
        ),
        (TableFault::NoColumn { field: missing }, Language::En) => format!(
            "The first line has no column “{}”. Add it and choose the file again.",
            field(missing, language)
        ),
        (TableFault::TooLong, Language::Uk) => {
            format!("Рядків більше, ніж {LINES}. Поділіть файл на кілька.")
        }
        (TableFault::TooLong, Language::En) => {
            format!("There are more than {LINES} lines. Split the file.")
        }
        (TableFault::Unreadable, Language::Uk) => {
            "Файл не вдалося прочитати як таблицю. Збережіть його як «CSV UTF-8» і виберіть знову."
                .to_owned()
        }
        (TableFault::Unreadable, Language::En) => {
            "The file could not be read as a table. Save it as “CSV UTF-8” and choose it again."
                .to_owned()
        }
    }
}

/// How a booking stands, to its visitor and to the office.
#[rustfmt::skip]
#[must_use]
pub const fn standing(standing: Standing, language: Language) -> &'static str {
    match standing {
        Standing::Asked => pick(language, "Місце за вами, чекає на підтвердження", "The seat is yours, to be confirmed"),
        Standing::Confirmed => pick(language, "Підтверджено", "Confirmed"),
        Standing::Refused => pick(language, "Відмовлено", "Refused"),
        Standing::Cancelled => pick(language, "Скасовано", "Cancelled"),
    }
}

/// Why something can't be done with a booking, and what to do.
#[rustfmt::skip]
#[must_use]
pub const fn visit_refused(why: VisitRefused, language: Language) -> &'static str {
    match why {
        VisitRefused::Time => pick(language, "Виберіть час.", "Choose a time."),
        VisitRefused::Closed => pick(language, "Цей час уже не записують. Виберіть інший.", "This time can’t be booked any more. Choose another one."),
        VisitRefused::Full => pick(language, "На цей час місць уже немає. Виберіть інший.", "No seat is left at this time. Choose another one."),
        VisitRefused::Name => pick(language, "Напишіть, як до вас звертатися, одним рядком.", "Write your name, on one line."),
        VisitRefused::Contact => pick(language, "Напишіть телефон або електронну адресу, одним рядком.", "Write a phone or an e-mail address, on one line."),
        VisitRefused::Documents => pick(language, "Напишіть, з якими документами працюватимете, не довше 2000 знаків.", "Write which documents you want to see, in 2,000 characters at most."),
        VisitRefused::Reason => pick(language, "Напишіть причину відмови: її прочитає відвідувач.", "Write the reason: the visitor reads it."),
        VisitRefused::Over => pick(language, "Цього запису вже не змінити.", "This booking can’t be changed any more."),
        VisitRefused::NotYet => pick(language, "Час відвідування ще не настав.", "The time of the visit has not come."),
        VisitRefused::Conflict => pick(language, "Цю форму вже надіслано з іншими даними. Перевірте їх і надішліть ще раз: це буде новий запис.", "This form was sent with other data already. Check them and send it again: that will be a new booking."),
    }
}

/// What is wrong with the rules of the place.
#[must_use]
pub fn rules_fault(what: RulesFault, language: Language) -> String {
    let said = match what {
        RulesFault::Seats => pick(
            language,
            "Місць щонайбільше 50; 0 закриває запис",
            "At most 50 seats; 0 closes booking",
        ),
        RulesFault::Place => pick(
            language,
            "Напишіть, де це місце, одним рядком",
            "Write where the place is, on one line",
        ),
        RulesFault::Hours => pick(
            language,
            "Кінець має бути після початку, а перерва – між ними",
            "The end has to be after the start, and the pause between them",
        ),
        RulesFault::Slot => pick(
            language,
            "Одне відвідування – від 10 хвилин до 8 годин, і щонайменше одне має вміститися в день",
            "One visit is of 10 minutes to 8 hours, and one at least has to fit into the day",
        ),
        RulesFault::Ahead => pick(
            language,
            "Записувати можна на 1–60 робочих днів наперед",
            "Booked may be 1 to 60 working days ahead",
        ),
        RulesFault::Keep => {
            return match language {
                Language::Uk => format!("Дані зберігають від 1 до {LONGEST_KEPT} днів"),
                Language::En => format!("Data are kept for 1 to {LONGEST_KEPT} days"),
            };
        }
    };
    said.to_owned()
}
