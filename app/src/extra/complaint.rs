//! The complaint itself: in Ukrainian whatever the interface speaks, because who gets it does.

use chrono::{DateTime, NaiveDate, Utc};
use domain::kyiv;
use domain::law::{AppealGround, DeadlineKind, Handling, claim_after_violation, learned_on};
use domain::sync::wire::Council;

/// Who a complaint is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addressee {
    /// The head of the council.
    Head,
    /// The Parliamentary Commissioner for Human Rights (art. 17 part 1).
    Commissioner,
    /// The administrative court: an outline of the claim.
    Court,
}

impl Addressee {
    /// Everyone.
    pub const ALL: [Self; 3] = [Self::Head, Self::Commissioner, Self::Court];

    /// Its name in the page.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Head => "appeal-head",
            Self::Commissioner => "appeal-commissioner",
            Self::Court => "appeal-court",
        }
    }
}

/// What the complaint says of the case.
pub(super) struct Facts {
    pub(super) council: Council,
    pub(super) name: String,
    pub(super) address: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) index: String,
    pub(super) received_at: DateTime<Utc>,
    pub(super) asked: String,
    /// The reason of a refusal, and who signed it.
    pub(super) reason: Option<(String, String)>,
    pub(super) handling: Handling,
    /// The heaviest ground.
    pub(super) ground: AppealGround,
    pub(super) grounds: Vec<AppealGround>,
    pub(super) now: DateTime<Utc>,
}

impl Facts {
    /// Until when a claim can be brought without a complaint before it.
    pub(super) fn claim_by(&self) -> NaiveDate {
        claim_after_violation(learned_on(&self.handling, self.ground)).date()
    }
}

const MONTHS: [&str; 12] = [
    "січня",
    "лютого",
    "березня",
    "квітня",
    "травня",
    "червня",
    "липня",
    "серпня",
    "вересня",
    "жовтня",
    "листопада",
    "грудня",
];

fn day(date: NaiveDate) -> String {
    use chrono::Datelike;
    let month = MONTHS[date.month0() as usize];
    format!("{} {month} {} р.", date.day(), date.year())
}

fn at(instant: DateTime<Utc>) -> String {
    day(kyiv::date(instant))
}

/// What happened, a sentence a ground.
fn happened(facts: &Facts, ground: AppealGround) -> String {
    let handling = &facts.handling;
    let due = match handling.deadline.kind() {
        DeadlineKind::Day(date) => day(date),
        DeadlineKind::Instant(instant) => {
            use chrono::Timelike;
            let local = kyiv::local(instant);
            format!("{}, {:02}:{:02}", at(instant), local.hour(), local.minute())
        }
    };
    let ended = handling.ended_at.map(at).unwrap_or_default();
    match ground {
        AppealGround::Refusal => {
            let why = facts
                .reason
                .as_ref()
                .map_or_else(String::new, |(reason, who)| {
                    format!("\nВідповідальна особа: {who}. Підстава, яку названо: {reason}")
                });
            format!(
                "{ended} у задоволенні запиту відмовлено (пункт 1 частини другої статті 23 Закону).{why}"
            )
        }
        AppealGround::NoAnswer => format!(
            "Строк відповіді закінчився {due}, і станом на {} відповіді немає (пункт 3 частини другої статті 23 Закону).",
            at(facts.now)
        ),
        AppealGround::Deferral => format!(
            "{} задоволення запиту відстрочено до {due} (пункт 2 частини другої статті 23 Закону).",
            handling.deferred_at.map(at).unwrap_or_default()
        ),
        AppealGround::Incomplete => format!(
            "{ended} інформацію надано не повністю (пункт 4 частини другої статті 23 Закону)."
        ),
        AppealGround::Late => format!(
            "Строк відповіді закінчився {due}, а відповідь надійшла {ended}, тобто несвоєчасно (пункт 5 частини другої статті 23 Закону)."
        ),
    }
}

/// Why it is unlawful, to be completed by who complains.
fn argued(ground: AppealGround) -> &'static str {
    match ground {
        AppealGround::Refusal => {
            "Перелік підстав для відмови в частині першій статті 22 Закону вичерпний. Обмежити доступ можна лише за сукупністю трьох вимог частини другої статті 6, і відкрита частина інформації має бути надана (частина восьма статті 6). Відмову вважаю неправомірною, бо [поясніть чому]."
        }
        AppealGround::NoAnswer => {
            "Стаття 20 Закону зобов’язує надати відповідь не пізніше п’яти робочих днів (48 годин – у випадках частини другої). Ненадання відповіді порушує статтю 24 Закону."
        }
        AppealGround::Deferral => {
            "Відстрочка допустима лише через обставини непереборної сили, окремим рішенням із причинами й строком (частини шоста і сьома статті 22 Закону). Вважаю її необґрунтованою, бо [поясніть чому]."
        }
        AppealGround::Incomplete => {
            "Розпорядник зобов’язаний надавати достовірну, точну й повну інформацію (пункт 6 частини першої статті 14 Закону). Не надано: [опишіть, чого бракує]."
        }
        AppealGround::Late => {
            "Несвоєчасне надання інформації порушує статтю 20 і пункт 6 частини першої статті 24 Закону."
        }
    }
}

fn asks(to: Addressee, facts: &Facts) -> Vec<String> {
    let index = &facts.index;
    let gives = format!("надати інформацію за запитом № {index} у повному обсязі");
    let late_only = facts.ground == AppealGround::Late;
    match to {
        Addressee::Head => {
            let mut asks = vec![
                "Розглянути скаргу й повідомити мене про рішення".to_owned(),
                "Установити, хто відповідає за порушення, і не допускати його надалі".to_owned(),
            ];
            if !late_only {
                asks.insert(1, format!("Доручити {gives}"));
            }
            asks
        }
        Addressee::Commissioner => {
            let mut asks = vec![
                "Перевірити додержання мого права на доступ до публічної інформації".to_owned(),
                "За наявності підстав скласти протокол за статтею 212³ Кодексу України про адміністративні правопорушення".to_owned(),
            ];
            if !late_only {
                asks.insert(1, format!("Вимагати від розпорядника {gives}"));
            }
            asks
        }
        Addressee::Court => vec![
            match facts.ground {
                AppealGround::Refusal => {
                    format!("Визнати протиправною відмову в задоволенні запиту № {index}")
                }
                AppealGround::Deferral => {
                    format!("Визнати протиправним рішення про відстрочку за запитом № {index}")
                }
                AppealGround::NoAnswer | AppealGround::Incomplete | AppealGround::Late => {
                    format!("Визнати протиправною бездіяльність щодо розгляду запиту № {index}")
                }
            },
            format!("Зобов’язати відповідача {gives}"),
            "Стягнути судові витрати з відповідача".to_owned(),
        ],
    }
}

/// The complaint, or the outline of a claim, as a text.
pub(super) fn letter(to: Addressee, facts: &Facts) -> String {
    let or = |text: &str, blank: &str| {
        if text.trim().is_empty() {
            blank.to_owned()
        } else {
            text.trim().to_owned()
        }
    };
    let council = or(&facts.council.name_uk, "[назва ради]");
    let who = [
        Some(or(&facts.name, "[прізвище, ім’я, по батькові]")),
        Some(facts.address.clone().unwrap_or("[адреса]".into())),
        facts.phone.as_ref().map(|phone| format!("тел. {phone}")),
    ];
    let who: Vec<String> = who.into_iter().flatten().collect();
    let who = who.join("\n");
    let (head, title) = match to {
        Addressee::Head => (
            format!("Керівникові розпорядника інформації\n{council}\n\nСкаржник:\n{who}"),
            "СКАРГА",
        ),
        Addressee::Commissioner => (
            format!(
                "Уповноваженому Верховної Ради України з прав людини\n\nЗаявник:\n{who}\n\nРозпорядник інформації:\n{council}\n{}",
                facts.council.address
            ),
            "СКАРГА",
        ),
        Addressee::Court => (
            format!(
                "[назва окружного адміністративного суду]\n\nПозивач:\n{who}\n[РНОКПП або паспорт]\n\nВідповідач:\n{council}\n{}\n[код ЄДРПОУ]",
                facts.council.address
            ),
            "ПОЗОВНА ЗАЯВА (начерк)",
        ),
    };
    let about = match facts.ground {
        AppealGround::Refusal => "на відмову в задоволенні запиту на інформацію",
        AppealGround::NoAnswer => "на ненадання відповіді на запит на інформацію",
        AppealGround::Deferral => "на відстрочку в задоволенні запиту на інформацію",
        AppealGround::Incomplete => "на надання неповної інформації",
        AppealGround::Late => "на несвоєчасне надання інформації",
    };
    let about = match to {
        Addressee::Court => "про захист права на доступ до публічної інформації",
        _ => about,
    };
    let mut lines = vec![
        head,
        String::new(),
        title.to_owned(),
        about.to_owned(),
        String::new(),
        format!(
            "{} рада отримала мій запит на інформацію, зареєстрований за № {}:",
            at(facts.received_at),
            facts.index
        ),
        format!("«{}»", facts.asked.trim()),
        String::new(),
    ];
    lines.extend(facts.grounds.iter().map(|ground| happened(facts, *ground)));
    lines.push(String::new());
    lines.extend(
        facts
            .grounds
            .iter()
            .map(|ground| argued(*ground).to_owned()),
    );
    lines.push(String::new());
    if to == Addressee::Court {
        lines.push(format!(
            "Строк звернення до суду не пропущено: шість місяців від дня, коли стало відомо про порушення ({}), закінчуються {} (частина друга статті 122 КАС України). Справа незначної складності (пункт 2 частини шостої статті 12 КАС України).",
            day(learned_on(&facts.handling, facts.ground)),
            day(facts.claim_by())
        ));
        lines.push(String::new());
    }
    let basis = match to {
        Addressee::Head => {
            "На підставі статті 23 Закону України «Про доступ до публічної інформації» прошу:"
        }
        Addressee::Commissioner => {
            "На підставі статей 17 і 23 Закону України «Про доступ до публічної інформації» прошу:"
        }
        Addressee::Court => {
            "На підставі статті 23 Закону України «Про доступ до публічної інформації», статей 5 і 19 КАС України прошу суд:"
        }
    };
    lines.push(basis.to_owned());
    let asks = asks(to, facts);
    lines.extend((1..).zip(asks).map(|(n, ask)| format!("{n}. {ask}.")));
    lines.push(String::new());
    lines.push("Додатки: копія запиту; копія відповіді, якщо вона є.".to_owned());
    lines.push(String::new());
    lines.push(format!("{}          [підпис]", at(facts.now)));
    lines.join("\n")
}
