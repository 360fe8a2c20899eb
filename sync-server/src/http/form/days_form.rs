//! Fields of the forms of open days, and what is read from a survey's.

use std::collections::{BTreeMap, HashMap};

use domain::open_day::form::{self, WISHES};
use domain::open_day::survey::{Asked, Reply, SurveyQuestion};
use domain::request::Language;

use super::days_text;

/// Something to choose.
pub(super) struct Choice {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) value: String,
    pub(super) label: String,
    pub(super) chosen: bool,
}

impl Choice {
    /// An option of a list.
    pub(super) fn of(name: &str, value: &str, label: String, typed: &str) -> Self {
        Self {
            id: format!("{name}-{value}"),
            name: name.to_owned(),
            value: value.to_owned(),
            label,
            chosen: typed == value,
        }
    }
}

/// One question of a form.
pub(super) struct Field {
    pub(super) kind: &'static str,
    pub(super) name: String,
    pub(super) label: String,
    pub(super) value: String,
    pub(super) autocomplete: &'static str,
    pub(super) optional: bool,
    pub(super) choices: Vec<Choice>,
}

impl Field {
    fn new(kind: &'static str, name: &str, label: &str, value: String) -> Self {
        Self {
            kind,
            name: name.to_owned(),
            label: label.to_owned(),
            value,
            autocomplete: "off",
            optional: false,
            choices: Vec::new(),
        }
    }

    /// One line.
    pub(super) fn line(name: &str, label: &str, value: String, autocomplete: &'static str) -> Self {
        Self {
            autocomplete,
            ..Self::new("text", name, label, value)
        }
    }

    /// Several lines.
    pub(super) fn area(name: &str, label: &str, value: String) -> Self {
        Self::new("area", name, label, value)
    }

    /// A list to choose from.
    pub(super) fn select(name: &str, label: &str, choices: Vec<Choice>) -> Self {
        Self {
            choices,
            ..Self::new("select", name, label, String::new())
        }
    }

    /// The same, and it may stay empty.
    pub(super) fn optional(self) -> Self {
        Self {
            optional: true,
            ..self
        }
    }

    /// The id of what takes the focus first.
    pub(super) fn first(&self) -> String {
        match self.choices.first() {
            Some(choice) if self.kind != "select" => choice.id.clone(),
            _ => self.name.clone(),
        }
    }
}

/// What the button of a question says.
pub(super) const fn send(language: Language) -> &'static str {
    match language {
        Language::Uk => "Надіслати",
        Language::En => "Send",
    }
}

/// The fields of a survey, with what was typed.
pub(super) fn survey(
    questions: &[SurveyQuestion],
    typed: &HashMap<String, String>,
    language: Language,
) -> Vec<Field> {
    let fields = questions.iter().enumerate();
    fields
        .flat_map(|(n, question)| of_question(n, question, typed, language))
        .collect()
}

fn of_question(
    n: usize,
    question: &SurveyQuestion,
    typed: &HashMap<String, String>,
    language: Language,
) -> Vec<Field> {
    let name = form::field(n);
    let value = |name: &str| typed.get(name).cloned().unwrap_or_default();
    let group = |kind, choices| Field {
        choices,
        ..Field::new(kind, &name, &question.text, String::new())
    };
    match &question.answer {
        Asked::Text => vec![Field::area(&name, &question.text, value(&name))],
        Asked::Single { options } => {
            let chosen = value(&name);
            let choice = |(n, label): (usize, &String)| {
                Choice::of(&name, &n.to_string(), label.clone(), &chosen)
            };
            vec![group(
                "radio",
                options.iter().enumerate().map(choice).collect(),
            )]
        }
        Asked::Rating { highest } => {
            let chosen = value(&name);
            let choice = |grade: u8| {
                let grade = grade.to_string();
                Choice::of(&name, &grade, grade.clone(), &chosen)
            };
            vec![group("radio", (1..=*highest).map(choice).collect())]
        }
        Asked::Multiple { options } => {
            let choice = |(m, label): (usize, &String)| {
                let name = form::part(n, m);
                Choice {
                    chosen: typed.contains_key(&name),
                    id: name.clone(),
                    name,
                    value: "1".to_owned(),
                    label: label.clone(),
                }
            };
            vec![group(
                "checkbox",
                options.iter().enumerate().map(choice).collect(),
            )]
        }
        Asked::Themes { options } => ranks(n, &question.text, options, typed, language),
    }
}

/// A list for the first wish, one for the second and one for the third.
fn ranks(
    n: usize,
    label: &str,
    options: &[String],
    typed: &HashMap<String, String>,
    language: Language,
) -> Vec<Field> {
    let say = days_text::of(language);
    let rank = |rank: usize| {
        let name = form::part(n, rank);
        let chosen = typed.get(&name).cloned().unwrap_or_default();
        let none = Choice::of(&name, "", say.not_chosen.to_owned(), &chosen);
        let options = options.iter().enumerate();
        let options =
            options.map(|(n, label)| Choice::of(&name, &n.to_string(), label.clone(), &chosen));
        let label = format!("{label} ({}-е {})", rank + 1, say.wish);
        let label = if language == Language::En {
            label.replace("-е ", ". ")
        } else {
            label
        };
        Field::select(
            &name,
            &label,
            std::iter::once(none).chain(options).collect(),
        )
    };
    (0..options.len().min(WISHES)).map(rank).collect()
}

/// The replies of a survey's form; what was left empty is none.
pub(super) fn replies(
    questions: &[SurveyQuestion],
    typed: &HashMap<String, String>,
) -> BTreeMap<u8, Reply> {
    form::replies(questions, &|name| typed.get(name).cloned())
}
