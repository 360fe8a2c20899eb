//! What came of a day, as tables. Each total is the last row of what it is the sum of.

use domain::open_day::survey::Channel;
use domain::open_day::{
    ByStatus, CategoryTurnout, DayEvent, DayStatus, DaySummary, Turnout, Ways, words as names,
};
use leptos::prelude::*;
use uuid::Uuid;

use super::part::failed;
use super::section::clock;
use super::{around, failed as day_failed};
use crate::office::api;
use crate::office::store::Store;
use crate::text::{Text, fill, language, open_day as words, t};

/// Draws the summary.
pub(super) fn body(store: Store, id: Uuid) -> AnyView {
    let shown = move || {
        store
            .day_parts
            .summary
            .get()
            .map(|summary| tables(&summary))
    };
    view! {
        <p class="hint">{t(words::SUMMARY_ABOUT)}</p>
        {failed(store)}
        {day_failed(store)}
        {publication(store)}
        <p class="no-print">
            <a class="btn btn--second" href=api::day_paper(id, "summary.docx") download="">{t(words::SUMMARY_DOCX)}</a>
        </p>
        {shown}
    }
    .into_any()
}

/// Whether everybody sees the figures, and the button that changes it once the day was held.
fn publication(store: Store) -> AnyView {
    let shown = move || {
        let card = store.days.card.get()?;
        if card.day.status != DayStatus::Held {
            return None;
        }
        let published = card.day.summary_published;
        let (says, label, event) = if published {
            (
                words::SUMMARY_IS_SHOWN,
                words::SUMMARY_HIDE,
                DayEvent::SummaryHidden,
            )
        } else {
            (
                words::SUMMARY_IS_HIDDEN,
                words::SUMMARY_PUBLISH,
                DayEvent::SummaryPublished,
            )
        };
        let button = store.holds_days().then(|| {
            let change = move |_| store.act_on_day(event.clone(), None);
            view! { <button type="button" class="btn" id="summary-publish" on:click=change>{t(label)}</button> }
        });
        Some(view! {
            <p>{t(says)}</p>
            <div class="actions no-print">{button}</div>
        })
    };
    view! { {shown} }.into_any()
}

fn tables(summary: &DaySummary) -> AnyView {
    let text =
        (!summary.text.is_empty()).then(|| view! { <p class="asked">{summary.text.clone()}</p> });
    let slots: Vec<AnyView> = summary
        .visitors
        .slots
        .iter()
        .map(|slot| {
            let time = format!("{}–{}", clock(slot.starts), clock(slot.ends));
            visitors(fill(words::VISITORS_OF, &time), &slot.rows, &slot.total)
        })
        .collect();
    view! {
        {text}
        {visitors(t(words::VISITORS).to_owned(), &summary.visitors.rows, &summary.visitors.total)}
        {slots}
        {ways(summary.survey.ways)}
        {around::tables(&summary.survey)}
        {questions(summary)}
    }
    .into_any()
}

fn visitors(title: String, rows: &[CategoryTurnout], total: &Turnout) -> AnyView {
    let heads = [
        words::CATEGORY,
        words::BOOKED,
        words::CANCELLED,
        words::WAITED,
        words::ABSENT,
        words::THEY_CAME,
        words::WALKED_IN,
        words::THERE,
    ];
    let line = |name: &str, one: &Turnout| {
        let counts = [
            one.booked,
            one.cancelled,
            one.waited,
            one.absent,
            one.came,
            one.walked_in,
            one.there(),
        ];
        let name = std::iter::once(name.to_owned());
        name.chain(counts.map(|count| count.to_string())).collect()
    };
    let mut lines: Vec<Vec<String>> = rows
        .iter()
        .map(|row| line(names::category(row.category, language()), &row.turnout))
        .collect();
    lines.push(line(t(words::TOTAL), total));
    table(title, &heads, lines)
}

fn ways(ways: Ways) -> AnyView {
    let all = [
        (Channel::Web, ways.web),
        (Channel::Kiosk, ways.kiosk),
        (Channel::Paper, ways.paper),
    ];
    let mut lines: Vec<Vec<String>> = all
        .iter()
        .map(|(way, number)| vec![names::way(*way, language()).to_owned(), number.to_string()])
        .collect();
    let total: u32 = all.iter().map(|(_, number)| number).sum();
    lines.push(vec![t(words::TOTAL).to_owned(), total.to_string()]);
    let heads = [words::WAY, words::NUMBER];
    table(t(words::BY_WAY).to_owned(), &heads, lines)
}

fn questions(summary: &DaySummary) -> AnyView {
    let asked = &summary.questions;
    let heads = [
        words::DEPUTY,
        words::NOT_GIVEN,
        words::WAITING,
        words::HAVE_ANSWER,
        words::BECAME_REQUESTS,
        words::TOTAL,
        words::MEDIAN,
    ];
    let line = |name: &str, one: &ByStatus, median: Option<u32>| {
        vec![
            name.to_owned(),
            one.received.to_string(),
            one.addressed.to_string(),
            one.answered.to_string(),
            one.became_request.to_string(),
            one.total().to_string(),
            median.map_or_else(|| "–".to_owned(), |days| days.to_string()),
        ]
    };
    let mut lines: Vec<Vec<String>> = Vec::new();
    for one in &asked.deputies {
        let name = match one.deputy.as_str() {
            "" => t(words::NOT_GIVEN),
            deputy => deputy,
        };
        lines.push(line(name, &one.by_status, one.median_days));
    }
    lines.push(line(t(words::TOTAL), &asked.total, asked.median_days));
    let mut concerns: Vec<Vec<String>> = asked
        .concerns
        .iter()
        .map(|(concern, number)| {
            vec![
                names::concern(*concern, language()).to_owned(),
                number.to_string(),
            ]
        })
        .collect();
    concerns.push(vec![
        t(words::TOTAL).to_owned(),
        asked.total.total().to_string(),
    ]);
    view! {
        {table(t(words::BY_DEPUTY).to_owned(), &heads, lines)}
        {table(t(words::BY_CONCERN).to_owned(), &[words::KIND, words::NUMBER], concerns)}
    }
    .into_any()
}

/// A table that a phone shows as cards.
fn table(title: String, heads: &[Text], lines: Vec<Vec<String>>) -> AnyView {
    let columns: Vec<AnyView> = heads
        .iter()
        .map(|head| view! { <th scope="col" role="columnheader">{t(*head)}</th> }.into_any())
        .collect();
    let rows: Vec<AnyView> = lines
        .into_iter()
        .map(|line| {
            let cells: Vec<AnyView> = line
                .into_iter()
                .zip(heads)
                .map(|(cell, head)| {
                    view! { <td role="cell" data-label=t(*head)>{cell}</td> }.into_any()
                })
                .collect();
            view! { <tr role="row">{cells}</tr> }.into_any()
        })
        .collect();
    view! {
        <table class="table" role="table">
            <caption>{title}</caption>
            <thead role="rowgroup"><tr role="row">{columns}</tr></thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}
