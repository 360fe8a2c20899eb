//! The questionnaire as a blank («анкета», item 8): for the newspaper, for print, for the hall. Options
//! are numbered as staff type them in later.

use domain::open_day::survey::{Asked, SurveyQuestion};
use domain::open_day::{OpenDay, survey_window};
use domain::report::words::day as say_day;
use domain::request::Language;
use domain::sync::wire::Council;

use crate::paper::PaperError;
use crate::paper::docx::{Document, Style};

/// A questionnaire to be filled in by hand, in Ukrainian.
pub struct Questionnaire {
    /// The council's name.
    pub council: String,
    /// What stands under the title.
    pub lead: [String; 2],
    /// Where sheets go, and until when.
    pub back: String,
    /// The questions.
    pub questions: Vec<Blank>,
}

/// A question of a blank.
pub struct Blank {
    /// Its number, from 1.
    pub n: usize,
    /// What is asked.
    pub text: String,
    /// How it is answered, in words.
    pub hint: String,
    /// What there is to choose from, with its number.
    pub options: Vec<(usize, String)>,
    /// Grades stand in one line.
    pub in_a_line: bool,
    /// Lines to write on.
    pub lines: usize,
}

/// Lines for an answer in words.
const LINES: usize = 3;
const RULED: &str = "________________________________________________________________";
/// The title of the blank.
pub const TITLE: &str = "АНКЕТА";
/// Where the office writes the number by which the sheet is typed in.
pub const NUMBER: &str = "Аркуш № ________ (заповнює рада)";

impl Questionnaire {
    /// The questionnaire of a day.
    #[must_use]
    pub fn of(day: &OpenDay, council: &Council) -> Self {
        let last = say_day(survey_window(day.date).last_day, Language::Uk);
        let place = match council.address.as_str() {
            "" => "до ради".to_owned(),
            address => format!("за адресою: {address}"),
        };
        Self {
            council: council.name_uk.clone(),
            lead: [
                format!(
                    "Опитування перед Днем відкритих дверей {}",
                    say_day(day.date, Language::Uk)
                ),
                "Відповідайте на ті питання, на які хочете. Анкета анонімна: не підписуйте її."
                    .to_owned(),
            ],
            back: format!("Принесіть або надішліть аркуш {place}, не пізніше {last}"),
            questions: (1..)
                .zip(&day.survey.questions)
                .map(|(n, question)| Blank::of(n, question))
                .collect(),
        }
    }

    /// The same as DOCX, for the newspaper.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn docx(&self) -> Result<Vec<u8>, PaperError> {
        let mut blank = Document::new()
            .letterhead(&self.council, &[])
            .paragraph(TITLE, Style::TITLE);
        for line in &self.lead {
            blank = blank.paragraph(line, Style::CENTRE);
        }
        for question in &self.questions {
            let asked = format!("{}. {} ({})", question.n, question.text, question.hint);
            blank = blank.paragraph(&asked, Style::LEFT.bold().after_gap(12));
            let options = question.options.iter();
            let options = options.map(|(n, option)| match question.in_a_line {
                true => format!("☐ {option}"),
                false => format!("☐ {n}. {option}"),
            });
            let options: Vec<String> = options.collect();
            if question.in_a_line {
                blank = blank.paragraph(&options.join("     "), Style::LEFT);
            } else {
                for option in options {
                    blank = blank.paragraph(&option, Style::LEFT);
                }
            }
            for _ in 0..question.lines {
                blank = blank.paragraph(RULED, Style::LEFT);
            }
        }
        blank
            .paragraph(&self.back, Style::LEFT.after_gap(18))
            .paragraph(NUMBER, Style::NOTE.after_gap(12))
            .bytes()
    }
}

impl Blank {
    fn of(n: usize, question: &SurveyQuestion) -> Self {
        let hint = match &question.answer {
            Asked::Single { .. } => "позначте один варіант".to_owned(),
            Asked::Multiple { .. } => "позначте один або кілька варіантів".to_owned(),
            Asked::Text => "напишіть своїми словами".to_owned(),
            Asked::Rating { highest } => {
                format!("позначте оцінку від 1 до {highest}, де {highest} – найкраще")
            }
            Asked::Themes { .. } => {
                "напишіть у клітинках 1 біля найбажанішої теми, 2 біля наступної і так далі"
                    .to_owned()
            }
        };
        let options = match &question.answer {
            Asked::Rating { highest } => (1..=*highest).map(|n| n.to_string()).collect(),
            asked => asked.options().to_vec(),
        };
        Self {
            n,
            text: question.text.clone(),
            hint,
            options: (1..).zip(options).collect(),
            in_a_line: matches!(question.answer, Asked::Rating { .. }),
            lines: if question.answer == Asked::Text {
                LINES
            } else {
                0
            },
        }
    }
}
