//! `sync-server due`: any case a lawyer wants to check.

use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::ValueEnum;
use domain::calendar::{HORIZON, Regime, WorkingCalendar};
use domain::kyiv;
use domain::law::{self, Policy, Ruling, TermClass};
use domain::request::Language;
use serde::Serialize;

use super::due_words::{self, Words};
use super::{Lang, moment, print};
use crate::law_words;

/// What is asked.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// When the request was received: RFC 3339 with an offset, e.g. 2026-11-27T20:30+02:00
    #[arg(long, allow_hyphen_values = true)]
    received: String,
    /// The term: 5 working days, 48 hours, or 20 working days
    #[arg(long)]
    class: Class,
    /// Whether holidays are days off: always, never, or as they really were
    #[arg(long, default_value = "actual")]
    regime: RegimeName,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// The language of the explanation
    #[arg(long, default_value = "uk")]
    lang: Lang,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Class {
    Ordinary,
    Urgent,
    Extended,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
enum RegimeName {
    Ordinary,
    MartialLaw,
    Actual,
}

#[derive(Serialize)]
struct Report {
    due: String,
    received_at: String,
    regime: Regime,
    class: TermClass,
    citation: String,
    account: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    date: String,
    counted: bool,
    why: String,
}

/// Prints the answer; a question that has none ends with exit code 2 and a sentence.
#[must_use]
pub fn run(args: &Args) -> ExitCode {
    let language = args.lang.into();
    let words = due_words::of(language);
    match answer(args, language, words) {
        Ok(text) => print(&text),
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::from(2)
        }
    }
}

fn answer(args: &Args, language: Language, words: &Words) -> Result<String, String> {
    let received_at = moment::parse(&args.received).ok_or(words.not_a_moment)?;
    let class = match args.class {
        Class::Ordinary => TermClass::Ordinary,
        Class::Urgent => TermClass::Urgent,
        Class::Extended => TermClass::Extended,
    };
    let regime = match args.regime {
        RegimeName::Ordinary => Regime::Ordinary,
        RegimeName::MartialLaw => Regime::MartialLaw,
        RegimeName::Actual => Regime::Actual,
    };
    let calendar = WorkingCalendar::new(regime.regimes());
    let ruling = law::deadline(class, received_at, &calendar, &Policy::default())
        .map_err(|_| (words.outside)(*HORIZON.start(), *HORIZON.end()))?;
    if args.json {
        let report = report(received_at, regime, class, &ruling, language);
        serde_json::to_string_pretty(&report).map_err(|error| error.to_string())
    } else {
        Ok(table(received_at, regime, &ruling, language, words))
    }
}

fn report(
    received_at: DateTime<Utc>,
    regime: Regime,
    class: TermClass,
    ruling: &Ruling,
    language: Language,
) -> Report {
    let line = |day: &law::AccountDay| Line {
        date: day.date.to_string(),
        counted: day.counted,
        why: law_words::why(&day.why, language),
    };
    Report {
        due: ruling.deadline.to_string(),
        received_at: kyiv::rfc3339(received_at),
        regime,
        class,
        citation: law_words::citation(ruling.citation, language),
        account: ruling.account.iter().map(line).collect(),
    }
}

fn table(
    received_at: DateTime<Utc>,
    regime: Regime,
    ruling: &Ruling,
    language: Language,
    words: &Words,
) -> String {
    use std::fmt::Write as _;

    let mut out = String::new();
    let citation = law_words::citation(ruling.citation, language);
    let _ = writeln!(out, "{}: {}", words.received, kyiv::rfc3339(received_at));
    let _ = writeln!(out, "{}: {}", words.term, (words.term_of)(ruling.citation));
    let _ = writeln!(out, "{}: {citation}", words.ground);
    let _ = writeln!(out, "{}: {}", words.regime, (words.regime_of)(regime));
    let _ = writeln!(out, "{}: {}\n", words.due, ruling.deadline);
    let hours = matches!(ruling.deadline.kind(), law::DeadlineKind::Instant(_));
    let mut number = 0;
    for day in &ruling.account {
        number += u32::from(day.counted);
        let mark = if day.counted && !hours {
            number.to_string()
        } else {
            "–".to_owned()
        };
        let weekday = law_words::weekday(day.date, language);
        let why = law_words::why(&day.why, language);
        let _ = writeln!(out, "{mark:>3}  {}  {weekday}  {why}", day.date);
    }
    out.trim_end().to_owned()
}
