//! The summary of an open day in figures, as the page for everybody shows it.

use domain::open_day::DaySummary;
use domain::open_day::survey::{Asked, Counted, SurveyQuestion};
use domain::request::Language;

use super::days_text;
use crate::open_day::report;
use crate::paper::{Cell, Table};

/// A table of figures, to be read on a phone too.
pub(super) struct Figures {
    pub(super) title: String,
    pub(super) heads: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Figures {
    fn of(table: Table) -> Self {
        let text = |cell: Cell| match cell {
            Cell::Text(text) => text,
            Cell::Count(number) => number.to_string(),
            Cell::Day(day) => day.to_string(),
            Cell::Empty => "–".to_owned(),
        };
        let row = |row: Vec<Cell>| row.into_iter().map(text).collect();
        Self {
            title: table.title,
            heads: table.headings,
            rows: table.rows.into_iter().map(row).collect(),
        }
    }
}

/// Who came, how people answered, what was asked.
pub(super) fn figures(summary: &DaySummary, language: Language) -> Vec<Figures> {
    let visitors = report::visitors(&summary.visitors, language);
    let asked = report::questions(&summary.questions, language);
    let all = visitors
        .into_iter()
        .chain([report::ways(summary, language)]);
    all.chain(asked).map(Figures::of).collect()
}

/// What the survey came to; of words only how many wrote some.
pub(super) fn results(summary: &DaySummary, language: Language) -> Vec<Figures> {
    let say = days_text::of(language);
    let questions = summary.survey.questions.iter().zip(&summary.survey.counted);
    let table = |(question, counted): (&SurveyQuestion, &Counted)| {
        let options = question.answer.options();
        let name = |n: usize| match options.get(n) {
            Some(option) => option.clone(),
            None => (n + 1).to_string(),
        };
        let votes = counted.votes.iter().enumerate();
        let mut rows: Vec<Vec<String>> = votes
            .map(|(n, votes)| vec![name(n), votes.to_string()])
            .collect();
        if question.answer == Asked::Text {
            rows.push(vec![say.in_words.to_owned(), counted.answered.to_string()]);
        }
        Figures {
            title: format!("{} ({} {})", question.text, say.answered, counted.answered),
            heads: vec![say.reply.to_owned(), say.number_of.to_owned()],
            rows,
        }
    };
    questions.map(table).collect()
}
