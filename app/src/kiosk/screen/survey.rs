//! The survey of an open day, one question at a time.

use domain::open_day::survey::{Asked, MAX_ANSWER, Reply, SurveyQuestion};

use super::super::store::Store;
use super::choice::{self, Option as Choice};
use super::{button, failed, form, heading_of, paragraph};
use crate::component::{El, Entry, Part, el, error_summary, field};
use crate::text::{citizen as ask, fill, kiosk as say, t};

/// The question that is asked.
pub(super) fn show(store: Store) -> Part {
    let day = store.day.get_untracked();
    let at = store.at.get_untracked();
    let survey = day.map(|day| day.survey).unwrap_or_default();
    let Some(question) = survey.get(at) else {
        return Part::none();
    };
    let is_last = at + 1 == survey.len();
    let back = button("back", ask::BACK, move || match at.checked_sub(1) {
        Some(previous) => store.ask_survey(previous),
        None => store.go(domain::kiosk::Screen::Welcome),
    });
    let title =
        fill(say::SURVEY_TITLE, &(at + 1).to_string()).replacen("{}", &survey.len().to_string(), 1);
    let lead = (at == 0).then(|| paragraph("hint", t(say::SURVEY_LEAD)));
    let hint = is_last.then(|| paragraph("hint", t(say::SURVEY_HINT)));
    let go = if is_last {
        say::SURVEY_SEND
    } else {
        ask::CONTINUE
    };
    let form = form(move || store.survey_goes_on())
        .add(error_summary(move || store.wrong.get()))
        .add(heading_of(title))
        .add(lead)
        .add(group(store, question))
        .add(failed(store))
        .add(hint)
        .add(
            el("div")
                .class("actions")
                .add(el("button").class("btn").attr("type", "submit").text(t(go))),
        );
    Part::from(back).add(form)
}

fn group(store: Store, question: &SurveyQuestion) -> El {
    let replied = store.replied();
    let legend = question.text.clone();
    match &question.answer {
        Asked::Text => text(store, legend, replied),
        Asked::Single { options } => {
            let chosen = |at| replied == Some(Reply::Single(at));
            let choose = move |at| store.reply(Some(Reply::Single(at)));
            let options = numbered(options, chosen);
            choice::group("radio", (legend, String::new()), options, choose)
        }
        Asked::Rating { highest } => {
            let highest = *highest;
            let grade = |grade: u8| Choice {
                label: grade.to_string(),
                chosen: replied == Some(Reply::Rating(grade)),
            };
            let choose = move |at: u8| store.reply(Some(Reply::Rating(at + 1)));
            let hint = fill(say::SURVEY_RATING, &highest.to_string());
            let options = (1..=highest).map(grade).collect();
            el("div")
                .class("grades")
                .add(choice::group("radio", (legend, hint), options, choose))
        }
        Asked::Multiple { options } => {
            let chosen = |at| matches!(&replied, Some(Reply::Multiple(some)) if some.contains(&at));
            let choose = move |at| store.toggle(at, false);
            let hint = t(say::SURVEY_SOME).to_owned();
            choice::group(
                "checkbox",
                (legend, hint),
                numbered(options, chosen),
                choose,
            )
        }
        Asked::Themes { options } => {
            let n = u8::try_from(store.at.get_untracked()).unwrap_or(u8::MAX);
            let place = move |at| {
                store.replies.with(|replies| match replies.get(&n) {
                    Some(Reply::Themes(ranked)) => ranked.iter().position(|one| *one == at),
                    _ => None,
                })
            };
            let toggle = move |at| store.toggle(at, true);
            let hint = t(say::SURVEY_THEMES).to_owned();
            choice::ranked((legend, hint), options.clone(), place, toggle)
        }
    }
}

fn numbered(options: &[String], chosen: impl Fn(u8) -> bool) -> Vec<Choice> {
    let one = |(at, label): (u8, &String)| Choice {
        label: label.clone(),
        chosen: chosen(at),
    };
    (0_u8..).zip(options).map(one).collect()
}

fn text(store: Store, label: String, replied: Option<Reply>) -> El {
    let value = match replied {
        Some(Reply::Text(text)) => text,
        _ => String::new(),
    };
    let entry = Entry {
        id: "reply",
        label,
        hint: "",
        optional: false,
        kind: "area",
        autocomplete: "off",
        limit: MAX_ANSWER,
        value,
        error: choice::error_of(store, "reply"),
    };
    field(entry, move |typed| {
        let reply = (!typed.trim().is_empty()).then_some(Reply::Text(typed));
        store.reply(reply);
    })
}
