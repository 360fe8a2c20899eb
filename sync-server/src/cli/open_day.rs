//! `sync-server open-day check`: whether an open day may be held on a date.

use std::process::ExitCode;

use chrono::NaiveDate;
use clap::Subcommand;
use domain::open_day::{Prohibited, survey_window, wednesday, words};
use domain::request::Language;
use serde::Serialize;

use super::{Lang, print};

/// What is asked.
#[derive(Debug, Subcommand)]
pub enum Args {
    /// Whether the order allows this date: exit code 0 if it does, 1 with the reason if not, 2 when
    /// it is no date
    Check(Check),
}

/// Which date.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// The date: 2026-12-09
    #[arg(long)]
    date: String,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// The language of the reason
    #[arg(long, default_value = "uk")]
    lang: Lang,
}

#[derive(Serialize)]
struct Verdict {
    date: NaiveDate,
    allowed: bool,
    prohibited: Option<Prohibited>,
    reason: Option<&'static str>,
    survey_opens_by: NaiveDate,
    survey_last_day: NaiveDate,
}

/// Prints the verdict.
#[must_use]
pub fn run(args: &Args) -> ExitCode {
    let Args::Check(check) = args;
    let language = check.lang.into();
    let Ok(date) = NaiveDate::parse_from_str(check.date.trim(), "%Y-%m-%d") else {
        eprintln!("{}", not_a_date(language));
        return ExitCode::from(2);
    };
    let verdict = verdict(date, language);
    let allowed = verdict.allowed;
    let text = if check.json {
        serde_json::to_string_pretty(&verdict).unwrap_or_default()
    } else {
        sentence(&verdict, language)
    };
    let printed = print(&text);
    if allowed { printed } else { ExitCode::from(1) }
}

fn verdict(date: NaiveDate, language: Language) -> Verdict {
    let prohibited = wednesday(date).err();
    let window = survey_window(date);
    Verdict {
        date,
        allowed: prohibited.is_none(),
        prohibited,
        reason: prohibited.map(|which| words::prohibited(which, language)),
        survey_opens_by: window.opens_by,
        survey_last_day: window.last_day,
    }
}

fn sentence(verdict: &Verdict, language: Language) -> String {
    let (opens, ends) = (verdict.survey_opens_by, verdict.survey_last_day);
    match (verdict.reason, language) {
        (Some(reason), Language::Uk) => format!("{}: не можна. {reason}.", verdict.date),
        (Some(reason), Language::En) => format!("{}: not possible. {reason}.", verdict.date),
        (None, Language::Uk) => format!(
            "{}: можна. Опитування відкривають не пізніше {opens}, останній день – {ends}.",
            verdict.date
        ),
        (None, Language::En) => format!(
            "{}: possible. The survey opens by {opens}, its last day is {ends}.",
            verdict.date
        ),
    }
}

const fn not_a_date(language: Language) -> &'static str {
    match language {
        Language::Uk => "Це не дата. Напишіть її як 2026-12-09.",
        Language::En => "This is no date. Write it like 2026-12-09.",
    }
}
