//! What statuses, outcomes, grounds and reasons of counting are called, for citizen and office.

use domain::law::{AccountDay, TermClass, Why};
use domain::request::{ExtensionGround, Outcome, RefusalGround, Status, UrgencyGround};

use super::{Text, format, language, t};
use domain::request::Language;

/// A status.
#[must_use]
pub fn status(status: Status, outcome: Option<Outcome>) -> &'static str {
    t(match (status, outcome) {
        (_, Some(Outcome::Answered)) => Text {
            uk: "Відповідь надано",
            en: "Answered",
        },
        (_, Some(Outcome::Refused)) => Text {
            uk: "Відмовлено",
            en: "Refused",
        },
        (_, Some(Outcome::AnsweredInPart)) => Text {
            uk: "Надано частково",
            en: "Answered in part",
        },
        (_, Some(Outcome::Forwarded)) => Text {
            uk: "Направлено",
            en: "Forwarded",
        },
        (_, Some(Outcome::Explained)) => Text {
            uk: "Роз’яснено",
            en: "Explained",
        },
        (_, Some(Outcome::Withdrawn)) => Text {
            uk: "Відкликано",
            en: "Taken back",
        },
        (Status::Registered, None) => Text {
            uk: "Зареєстровано",
            en: "Registered",
        },
        (Status::InWork, None) => Text {
            uk: "У роботі",
            en: "In work",
        },
        (Status::Closed, None) => Text {
            uk: "Закрито",
            en: "Closed",
        },
    })
}

/// A class of term.
#[must_use]
pub fn class(class: TermClass) -> &'static str {
    t(match class {
        TermClass::Ordinary => Text {
            uk: "5 робочих днів",
            en: "5 working days",
        },
        TermClass::Urgent => Text {
            uk: "48 годин",
            en: "48 hours",
        },
        TermClass::Extended => Text {
            uk: "20 робочих днів (продовжено)",
            en: "20 working days (extended)",
        },
    })
}

/// A ground of refusal, as art. 22 part 1 has it.
#[must_use]
pub fn refusal(ground: RefusalGround) -> &'static str {
    t(match ground {
        RefusalGround::NotHeld => Text {
            uk: "рада не володіє інформацією і не зобов’язана нею володіти (п. 1 ч. 1 ст. 22)",
            en: "the council neither holds the information nor is obliged to (art. 22(1)(1))",
        },
        RefusalGround::Restricted => Text {
            uk: "інформація з обмеженим доступом за ч. 2 ст. 6 (п. 2 ч. 1 ст. 22)",
            en: "information with restricted access under art. 6(2) (art. 22(1)(2))",
        },
        RefusalGround::CostsNotPaid => Text {
            uk: "не оплачено витрати на копіювання або друк (п. 3 ч. 1 ст. 22)",
            en: "the costs of copying or printing were not paid (art. 22(1)(3))",
        },
        RefusalGround::RequirementsNotMet => Text {
            uk: "не дотримано вимог до запиту за ч. 5 ст. 19 (п. 4 ч. 1 ст. 22)",
            en: "the requirements of art. 19(5) are not met (art. 22(1)(4))",
        },
    })
}

/// A ground of extension, as art. 20 part 4 has it.
#[must_use]
pub fn extension(ground: ExtensionGround) -> &'static str {
    t(match ground {
        ExtensionGround::LargeVolume => Text {
            uk: "запит стосується великого обсягу інформації",
            en: "the request is for a large volume of information",
        },
        ExtensionGround::LargeSearch => Text {
            uk: "запит потребує пошуку серед значної кількості даних",
            en: "the request needs a search among a large amount of data",
        },
    })
}

/// A subject of art. 20 part 2.
#[must_use]
pub fn urgency(ground: UrgencyGround) -> &'static str {
    t(match ground {
        UrgencyGround::LifeOrLiberty => Text {
            uk: "захист життя чи свободи особи",
            en: "protecting a person’s life or liberty",
        },
        UrgencyGround::Environment => Text {
            uk: "стан довкілля",
            en: "the state of the environment",
        },
        UrgencyGround::FoodAndGoods => Text {
            uk: "якість харчових продуктів і предметів побуту",
            en: "the quality of food and household goods",
        },
        UrgencyGround::Emergency => Text {
            uk: "аварії, катастрофи, небезпечні природні явища та інші надзвичайні події",
            en: "accidents, catastrophes, dangerous natural phenomena and other emergencies",
        },
    })
}

/// Why a day was counted or skipped.
#[must_use]
pub fn why(day: &AccountDay) -> String {
    let plain = |uk, en| t(Text { uk, en }).to_owned();
    let with = |uk, en, value: &str| t(Text { uk, en }).replacen("{}", value, 1);
    let name = |uk: &str, en: &str| {
        if language() == Language::Uk {
            uk.to_owned()
        } else {
            en.to_owned()
        }
    };
    match &day.why {
        Why::Receipt => plain(
            "день отримання: строк іде з наступного дня",
            "day of receipt: the term runs from the next day",
        ),
        Why::WorkingDay => plain("робочий день", "working day"),
        Why::WorkedInsteadOf(off) => with(
            "робочий день замість {}",
            "worked instead of {}",
            &format::short_date(*off),
        ),
        Why::HolidayWorked(uk, en) => with(
            "робочий день: {} (воєнний стан)",
            "working day: {} (martial law)",
            &name(uk, en),
        ),
        Why::Weekend => plain("вихідний", "weekly day off"),
        Why::Holiday(uk, en) => with("святковий день: {}", "holiday: {}", &name(uk, en)),
        Why::MovedFrom(date) => with(
            "вихідний, перенесений зі свята {}",
            "day off moved from the holiday of {}",
            &format::short_date(*date),
        ),
        Why::WorkedOn(date) => with(
            "вихідний, відпрацьовано {}",
            "day off, worked on {}",
            &format::short_date(*date),
        ),
        Why::HoursRun => plain("години йдуть безперервно", "hours run without a break"),
    }
}

/// A citation for a reader: «ч. 1 ст. 20 Закону № 2939-VI».
#[must_use]
pub fn citation(citation: domain::law::Citation) -> String {
    match language() {
        Language::Uk => citation.to_string(),
        Language::En => {
            format!(
                "art. {}({}) of Law No. 2939-VI",
                citation.article, citation.part
            )
        }
    }
}
