//! A questionnaire as a form: how its fields are named and what is read from them. The page of the
//! server and the program on a citizen's phone read the same form by these rules.

use std::collections::BTreeMap;

use super::survey::{Asked, Reply, SurveyQuestion};

/// How many wishes a form asks for where themes are put in order.
pub const WISHES: usize = 3;

/// The name of a question's field, by the question's number from 0.
#[must_use]
pub fn field(question: usize) -> String {
    format!("q{question}")
}

/// The name of a part of a question: of an option that can be ticked, or of a wish, from 0.
#[must_use]
pub fn part(question: usize, part: usize) -> String {
    format!("q{question}-{part}")
}

/// The replies of a form; what was left empty is none. `value` gives what stands in the field of a
/// name, and nothing for one that is not there or not ticked.
///
/// ```
/// use domain::open_day::form::replies;
/// use domain::open_day::survey::{Asked, Reply, SurveyQuestion};
/// let themes = Asked::Themes { options: vec!["Дороги".into(), "Вода".into()] };
/// let questions = [SurveyQuestion { text: "Про що?".into(), answer: themes }];
/// // Wished for twice, it is wished for once.
/// let typed = [("q0-0", "1"), ("q0-1", "1"), ("q0-2", "0")];
/// let value = |name: &str| typed.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned());
/// assert_eq!(replies(&questions, &value), [(0, Reply::Themes(vec![1, 0]))].into());
/// assert!(replies(&questions, &|_| None).is_empty());
/// ```
#[must_use]
pub fn replies(
    questions: &[SurveyQuestion],
    value: &dyn Fn(&str) -> Option<String>,
) -> BTreeMap<u8, Reply> {
    let number = |name: &str| value(name).and_then(|value| value.parse::<u8>().ok());
    let mut replies = BTreeMap::new();
    for (n, question) in (0_u8..).zip(questions) {
        let at = usize::from(n);
        let reply = match &question.answer {
            Asked::Single { .. } => number(&field(at)).map(Reply::Single),
            Asked::Rating { .. } => number(&field(at)).map(Reply::Rating),
            Asked::Text => {
                let text = value(&field(at)).map(|text| text.trim().to_owned());
                text.filter(|text| !text.is_empty()).map(Reply::Text)
            }
            Asked::Multiple { options } => {
                let ticked = (0..options.len()).filter(|m| value(&part(at, *m)).is_some());
                let ticked: Vec<u8> = ticked.filter_map(|m| u8::try_from(m).ok()).collect();
                (!ticked.is_empty()).then_some(Reply::Multiple(ticked))
            }
            Asked::Themes { .. } => {
                let mut ranked = Vec::new();
                for theme in (0..WISHES).filter_map(|rank| number(&part(at, rank))) {
                    if !ranked.contains(&theme) {
                        ranked.push(theme);
                    }
                }
                (!ranked.is_empty()).then_some(Reply::Themes(ranked))
            }
        };
        if let Some(reply) = reply {
            replies.insert(n, reply);
        }
    }
    replies
}
