//! The memo to the head («доповідна записка») with the tables of a report.

use chrono::NaiveDate;
use domain::report::words::{self, plural};
use domain::report::{Figure, Figures, Report, Section};
use domain::request::{Language, Outcome};
use domain::sync::wire::Council;

use super::tables::tables;
use crate::journal::Officer;
use crate::paper::PaperError;
use crate::paper::docx::{Document, Style};

/// The memo as DOCX: written on this Kyiv day by this officer.
///
/// # Errors
/// When the archive can't be written.
pub fn docx(
    report: &Report,
    council: &Council,
    officer: &Officer,
    today: NaiveDate,
) -> Result<Vec<u8>, PaperError> {
    let date = words::day(today, Language::Uk);
    let mut memo = Document::new()
        .letterhead(&council.name_uk, &[])
        .sides(&[&date], &["Голові ради"])
        .paragraph("ДОПОВІДНА ЗАПИСКА", Style::TITLE)
        .paragraph(
            &format!(
                "про розгляд запитів на публічну інформацію за {}",
                words::period(report.figures.period, Language::Uk)
            ),
            Style::CENTRE,
        );
    for (at, text) in paragraphs(report).iter().enumerate() {
        let style = if at == 0 {
            Style::BODY.after_gap(12)
        } else {
            Style::BODY
        };
        memo = memo.paragraph(text, style);
    }
    for table in tables(report, Language::Uk) {
        memo = memo.table(&table);
    }
    memo.signature(&officer.position, &officer.name).bytes()
}

/// What the memo says in sentences.
pub fn paragraphs(report: &Report) -> Vec<String> {
    let figures = &report.figures;
    let total = figures.of(&Figure::Total);
    let mut all = vec![format!(
        "На виконання Закону України «Про доступ до публічної інформації» доповідаю: за {} {} {total} {}.",
        words::period(figures.period, Language::Uk),
        plural(total, ["надійшов", "надійшло", "надійшло"]),
        plural(
            total,
            [
                "запит на інформацію",
                "запити на інформацію",
                "запитів на інформацію"
            ]
        ),
    )];
    all.extend(
        report
            .earlier
            .iter()
            .map(|earlier| compared(total, earlier)),
    );
    if total == 0 {
        return all;
    }
    all.push(enumerated("Запити надійшли", figures, Section::Channels));
    all.push(enumerated("Запитували", figures, Section::Requesters));
    all.push(enumerated("За видами інформації", figures, Section::Kinds));
    all.push(enumerated("Результати розгляду", figures, Section::Results));
    let refused = figures.of(&Figure::Outcome(Outcome::Refused));
    if refused > 0 {
        all.push(enumerated("Підстави відмов", figures, Section::Grounds));
    }
    all.push(terms(figures));
    all
}

/// «На 3 більше (на 25 %), ніж за I півріччя 2025 року (12)».
fn compared(total: u64, earlier: &Figures) -> String {
    let before = earlier.of(&Figure::Total);
    let period = words::period(earlier.period, Language::Uk);
    let (differ, word) = if total >= before {
        (total - before, "більше")
    } else {
        (before - total, "менше")
    };
    match (differ, before) {
        (0, _) => format!("Стільки ж запитів було за {period}."),
        (_, 0) => format!("За {period} запитів не було."),
        _ => format!(
            "Це на {differ} {word} (на {} %), ніж за {period} ({before}).",
            percent(differ, before)
        ),
    }
}

/// Of the whole, rounded to the nearest.
fn percent(part: u64, whole: u64) -> u64 {
    (part * 100 + whole / 2) / whole.max(1)
}

/// The figures of a table that are not nothing, the greatest first.
fn enumerated(begins: &str, figures: &Figures, section: Section) -> String {
    let mut found: Vec<_> = figures
        .section(section)
        .filter(|one| one.count > 0)
        .collect();
    found.sort_by_key(|one| std::cmp::Reverse(one.count));
    let listed: Vec<String> = found
        .into_iter()
        .map(|one| {
            format!(
                "{} – {}",
                words::figure(&one.figure, Language::Uk),
                one.count
            )
        })
        .collect();
    format!("{begins}: {}.", listed.join("; "))
}

fn terms(figures: &Figures) -> String {
    let (ended, late) = (figures.ended(), figures.of(&Figure::Late));
    let (open, overdue) = (figures.of(&Figure::Open), figures.of(&Figure::Overdue));
    let mut text = format!(
        "Розглянуто {ended} {}, з порушенням строку – {late}. На розгляді {open}, строк минув – {overdue}.",
        plural(ended, ["запит", "запити", "запитів"])
    );
    if let Some(days) = figures.days {
        text += &format!(
            " Половину запитів розглянуто не довше ніж за {} {}, дев’ять із десяти – не довше ніж за {}.",
            days.median,
            plural(
                u64::from(days.median),
                ["робочий день", "робочі дні", "робочих днів"]
            ),
            days.ninetieth
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use domain::law::TermClass;
    use domain::report::{Request, Tally};
    use domain::request::{Channel, RefusalGround, RequesterType};

    use super::*;

    fn figures(period: &str, count: usize, outcome: Option<Outcome>) -> Figures {
        let mut tally = Tally::default();
        for n in 0..count {
            tally.add(&Request {
                channel: if n == 0 {
                    Channel::Post
                } else {
                    Channel::Email
                },
                requester: RequesterType::Media,
                info: None,
                topic: None,
                outcome,
                ground: outcome
                    .filter(|one| *one == Outcome::Refused)
                    .map(|_| RefusalGround::NotHeld),
                class: TermClass::Ordinary,
                deferred: false,
                forwarded_in_part: false,
                late: n == 0,
                days: outcome.map(|_| 2),
            });
        }
        tally.figures(period.parse().unwrap())
    }

    fn report(now: usize, before: usize, outcome: Option<Outcome>) -> Report {
        Report {
            figures: figures("2026-01-01..2026-06-30", now, outcome),
            earlier: vec![figures("2025-01-01..2025-06-30", before, outcome)],
            counted_at: "2026-07-01T09:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn sentences_agree_with_their_numbers() {
        // (now, a year before, the first sentence ends, the second one)
        let table = [
            (
                0,
                0,
                "надійшло 0 запитів на інформацію.",
                "Стільки ж запитів було за I півріччя 2025 року.",
            ),
            (
                1,
                0,
                "надійшов 1 запит на інформацію.",
                "За I півріччя 2025 року запитів не було.",
            ),
            (
                2,
                3,
                "надійшло 2 запити на інформацію.",
                "Це на 1 менше (на 33 %), ніж за I півріччя 2025 року (3).",
            ),
            (
                11,
                8,
                "надійшло 11 запитів на інформацію.",
                "Це на 3 більше (на 38 %), ніж за I півріччя 2025 року (8).",
            ),
            (
                21,
                21,
                "надійшов 21 запит на інформацію.",
                "Стільки ж запитів було за I півріччя 2025 року.",
            ),
        ];
        for (now, before, first, second) in table {
            let said = paragraphs(&report(now, before, None));
            assert!(said[0].ends_with(first), "{}", said[0]);
            assert_eq!(said[1], second);
        }
    }

    #[test]
    fn what_is_not_nothing_is_told_with_its_number() {
        let said = paragraphs(&report(3, 0, Some(Outcome::Refused))).join("\n");
        for wanted in [
            "Запити надійшли: електронною поштою – 2; поштою – 1.",
            "Запитували: засоби масової інформації – 3.",
            "Результати розгляду: відмовлено – 3.",
            "Підстави відмов: рада не володіє інформацією (п. 1 ч. 1 ст. 22) – 3.",
            "Розглянуто 3 запити, з порушенням строку – 1. На розгляді 0, строк минув – 0.",
            "не довше ніж за 2 робочі дні, дев’ять із десяти – не довше ніж за 2.",
        ] {
            assert!(said.contains(wanted), "{wanted}\n{said}");
        }
        assert!(!said.contains("факсом"), "{said}");
    }
}
