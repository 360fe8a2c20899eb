//! Another date for a day: what it moves is told before it is moved.

use domain::open_day::{DayCard, DayStatus, Moving, moving, words as names};
use leptos::prelude::*;

use super::month::month;
use crate::office::store::Store;
use crate::text::{fill, format, language, open_day as words, t};

/// Draws the section, as long as the day can be moved.
pub(super) fn section(store: Store, card: &DayCard) -> AnyView {
    let movable = card.day.status == DayStatus::Preparing && card.day.survey.opened_on.is_none();
    if !movable || !store.holds_days() {
        return ().into_any();
    }
    let date = store.days.new_date;
    let day = card.day.clone();
    let told = Memo::new(move |_| {
        let date = date.get().parse().ok()?;
        Some(moving(&day, date, store.now.get()).map(|moved| (date, moved)))
    });
    let shown = move || match told.get() {
        None => view! { <p class="hint">{t(words::MOVE_HINT)}</p> }.into_any(),
        Some(Err(why)) => {
            view! { <p class="notice" data-tone="warn">{names::refused(&why, language())}</p> }
                .into_any()
        }
        Some(Ok((date, moved))) => {
            let go = move |_| store.move_day(date);
            view! {
                {tell(&moved)}
                <div class="actions">
                    <button type="button" class="btn" id="move-now" on:click=go>
                        {t(words::MOVE_NOW)} ": " {format::date(date)}
                    </button>
                </div>
            }
            .into_any()
        }
    };
    view! {
        <section class="measure no-print" aria-labelledby="move-title">
            <h2 id="move-title">{t(words::MOVE)}</h2>
            <div class="field">
                <label for="move-date">{t(words::MOVE_TO)}</label>
                <input
                    id="move-date"
                    type="date"
                    aria-describedby="move-told"
                    prop:value=date
                    on:input=move |event| date.set(event_target_value(&event))
                />
            </div>
            {month(store, "move", date)}
            <div id="move-told" aria-live="polite">{shown}</div>
        </section>
    }
    .into_any()
}

fn tell(moved: &Moving) -> AnyView {
    let (before, after) = (&moved.survey_before, &moved.survey_after);
    let was = |date| fill(words::MOVE_INSTEAD, &format::date(date));
    let survey = format!(
        "{} {}; {} {}.",
        fill(words::MOVE_SURVEY, &format::date(after.opens_by)),
        was(before.opens_by),
        fill(words::MOVE_UNTIL, &format::date(after.last_day)),
        was(before.last_day)
    );
    let late = moved
        .too_late_to_ask
        .then(|| view! { <li><strong>{t(words::MOVE_LATE)}</strong></li> });
    let week = format!("{}/{}", moved.plan_after.week, moved.plan_after.year);
    let plan = t(if moved.loses_plan {
        words::MOVE_PLAN_LOST
    } else {
        words::MOVE_PLAN_KEPT
    });
    let plan = if moved.has_plan {
        format!("{}. {plan}", fill(words::MOVE_PLAN, &week))
    } else {
        format!("{}.", fill(words::MOVE_PLAN, &week))
    };
    let gaps: Vec<String> = moved
        .gaps
        .iter()
        .map(|gap| names::gap(gap, language()))
        .collect();
    let gaps = (!gaps.is_empty()).then(|| {
        let all = fill(words::MOVE_GAPS, &gaps.join("; "));
        view! { <li>{all}</li> }
    });
    view! { <ul id="moves"><li>{survey}</li>{late}<li>{plan}</li>{gaps}</ul> }.into_any()
}
