//! A month to choose a day of, beside the browser's own field: the date grid of the ARIA Authoring
//! Practices. Days that can't be are grey, can be walked to, and say why.

use chrono::{Datelike, Days, Months, NaiveDate};
use domain::kyiv;
use domain::open_day::{wednesday, words as names};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::office::browser;
use crate::office::store::Store;
use crate::text::{format, language, open_day as words, t};

/// A week.
const WEEK: usize = 7;

/// Where somebody stands in the grid.
#[derive(Clone, Copy)]
struct Grid {
    store: Store,
    /// What the days' ids begin with.
    name: &'static str,
    /// The field's text.
    chosen: RwSignal<String>,
    is_open: RwSignal<bool>,
    at: RwSignal<NaiveDate>,
}

/// Draws the button that opens the grid, and the grid. A day that is chosen goes into `chosen` as
/// browsers write dates.
pub(super) fn month(store: Store, name: &'static str, chosen: RwSignal<String>) -> AnyView {
    let today = kyiv::date(store.now.get_untracked());
    let grid = Grid {
        store,
        name,
        chosen,
        is_open: RwSignal::new(false),
        at: RwSignal::new(today),
    };
    let label = move || {
        t(if grid.is_open.get() {
            words::CALENDAR_CLOSE
        } else {
            words::CALENDAR
        })
    };
    let id = format!("{name}-month");
    let controls = id.clone();
    let open = move || grid.is_open.get().then(|| grid.draw(&id));
    view! {
        <div class="month">
            <button
                type="button"
                class="btn btn--second"
                id=format!("{name}-calendar")
                aria-expanded=move || grid.is_open.get().to_string()
                aria-controls=move || grid.is_open.get().then(|| controls.clone())
                on:click=move |_| grid.toggle()
            >
                {label}
            </button>
            {open}
        </div>
    }
    .into_any()
}

impl Grid {
    fn toggle(self) {
        if self.is_open.get_untracked() {
            return self.is_open.set(false);
        }
        let typed = self.chosen.with_untracked(|text| text.parse().ok());
        let today = kyiv::date(self.store.now.get_untracked());
        self.is_open.set(true);
        self.go(typed.unwrap_or(today));
    }

    fn day_id(self, date: NaiveDate) -> String {
        format!("{}-{date}", self.name)
    }

    /// Goes to a day, which takes the focus.
    fn go(self, date: NaiveDate) {
        self.at.set(date);
        browser::focus(&format!("[id='{}']", self.day_id(date)));
    }

    fn close(self) {
        self.is_open.set(false);
        browser::focus(&format!("#{}-calendar", self.name));
    }

    /// Why a day can't be; nothing when it can.
    fn why_not(self, date: NaiveDate) -> Option<&'static str> {
        // Untracked: a month drawn anew every minute would lose the focus.
        if date <= kyiv::date(self.store.now.get_untracked()) {
            return Some(t(words::DAY_OVER));
        }
        wednesday(date)
            .err()
            .map(|which| names::prohibited(which, language()))
    }

    fn choose(self, date: NaiveDate) {
        self.at.set(date);
        if untrack(|| self.why_not(date)).is_none() {
            self.chosen.set(date.to_string());
            self.close();
        }
    }

    fn pressed(self, event: &KeyboardEvent) {
        let at = self.at.get_untracked();
        let (day, week) = (Days::new(1), Days::new(WEEK as u64));
        let months = Months::new(if event.shift_key() { 12 } else { 1 });
        let from_monday = Days::new(u64::from(at.weekday().num_days_from_monday()));
        let next = match event.key().as_str() {
            "ArrowLeft" => at.checked_sub_days(day),
            "ArrowRight" => at.checked_add_days(day),
            "ArrowUp" => at.checked_sub_days(week),
            "ArrowDown" => at.checked_add_days(week),
            "PageUp" => at.checked_sub_months(months),
            "PageDown" => at.checked_add_months(months),
            "Home" => at.checked_sub_days(from_monday),
            "End" => at
                .checked_sub_days(from_monday)
                .and_then(|monday| monday.checked_add_days(Days::new(WEEK as u64 - 1))),
            "Enter" | " " => {
                event.prevent_default();
                return self.choose(at);
            }
            "Escape" => {
                event.prevent_default();
                event.stop_propagation();
                return self.close();
            }
            _ => return,
        };
        event.prevent_default();
        if let Some(next) = next {
            self.go(next);
        }
    }

    /// Turns to another month without leaving the button that does it.
    fn turn(self, forward: bool) {
        let at = self.at.get_untracked();
        let next = if forward {
            at.checked_add_months(Months::new(1))
        } else {
            at.checked_sub_months(Months::new(1))
        };
        if let Some(next) = next {
            self.at.set(next);
        }
    }

    fn draw(self, id: &str) -> AnyView {
        let heading = format!("{}-month-name", self.name);
        let (of_group, of_table) = (heading.clone(), heading.clone());
        let month = Memo::new(move |_| {
            let at = self.at.get();
            (at.year(), at.month())
        });
        let name = move || {
            let (year, month) = month.get();
            format!("{} {year}", t(words::MONTHS[month as usize - 1]))
        };
        let heads: Vec<AnyView> = format::weekdays()
            .map(|day| view! { <th scope="col" role="columnheader">{day}</th> }.into_any())
            .into();
        let rows = move || {
            let (year, month) = month.get();
            self.weeks(year, month)
        };
        let said = move || self.why_not(self.at.get()).map(|why| format!("{why}."));
        view! {
            <div class="month__box" id=id.to_owned() role="group" aria-labelledby=of_group>
                <div class="month__head">
                    <button type="button" class="btn btn--quiet" on:click=move |_| self.turn(false)>
                        <span aria-hidden="true">"←"</span>
                        <span class="sr">{t(words::MONTH_BEFORE)}</span>
                    </button>
                    <strong id=heading aria-live="polite">{name}</strong>
                    <button type="button" class="btn btn--quiet" on:click=move |_| self.turn(true)>
                        <span aria-hidden="true">"→"</span>
                        <span class="sr">{t(words::MONTH_AFTER)}</span>
                    </button>
                </div>
                <table role="grid" aria-labelledby=of_table on:keydown=move |event| self.pressed(&event)>
                    <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
                <p class="month__why" role="status">{said}</p>
                <p class="hint">{t(words::CALENDAR_KEYS)}</p>
            </div>
        }
        .into_any()
    }

    /// The weeks of a month, Monday first; days of other months leave their cells empty.
    fn weeks(self, year: i32, month: u32) -> Vec<AnyView> {
        let Some(first) = NaiveDate::from_ymd_opt(year, month, 1) else {
            return Vec::new();
        };
        let lead = first.weekday().num_days_from_monday() as usize;
        let days = first.iter_days().take_while(|day| day.month() == month);
        let cells = std::iter::repeat_n(None, lead).chain(days.map(Some));
        let mut cells: Vec<Option<NaiveDate>> = cells.collect();
        cells.resize(cells.len().next_multiple_of(WEEK), None);
        let week = |days: &[Option<NaiveDate>]| {
            let cells: Vec<AnyView> = days.iter().map(|day| self.cell(*day)).collect();
            view! { <tr role="row">{cells}</tr> }.into_any()
        };
        cells.chunks(WEEK).map(week).collect()
    }

    fn cell(self, day: Option<NaiveDate>) -> AnyView {
        let Some(date) = day else {
            return view! { <td role="gridcell"></td> }.into_any();
        };
        let why_not = self.why_not(date);
        let label = match why_not {
            Some(why) => format!("{}. {why}", format::weekday_date(date)),
            None => format::weekday_date(date),
        };
        let is_chosen =
            move || (self.chosen.with(|text| *text == date.to_string())).then_some("true");
        let tab = move || if self.at.get() == date { "0" } else { "-1" };
        view! {
            <td
                role="gridcell"
                id=self.day_id(date)
                tabindex=tab
                aria-label=label
                aria-selected=is_chosen
                aria-disabled=why_not.is_some().then_some("true")
                title=why_not
                on:click=move |_| self.choose(date)
            >
                {date.day()}
            </td>
        }
        .into_any()
    }
}
