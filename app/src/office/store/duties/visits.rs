//! The place to work with documents: its rules, its days, its bookings.

use chrono::{NaiveDate, NaiveTime};
use domain::register::visit::{RulesFault, Standing, VisitEvent, VisitRules};
use domain::register::{NewVisitRules, VisitAsk, VisitDay, VisitRulesCard};
use leptos::prelude::*;

use super::super::Store;
use super::DutiesPage;
use crate::office::api;
use crate::office::duties::rules_field;
use crate::text::{duties as words, format, t};

/// The rules of the place, as they are typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "they are the fields of `VisitRules`")]
pub struct TypedRules {
    pub seats: String,
    pub place: String,
    pub opens: String,
    pub closes: String,
    pub pause_starts: String,
    pub pause_ends: String,
    pub slot_minutes: String,
    pub ahead: String,
    pub keep_days: String,
}

impl TypedRules {
    fn of(rules: &VisitRules) -> Self {
        let time = format::hours;
        Self {
            seats: rules.seats.to_string(),
            place: rules.place.clone(),
            opens: time(rules.opens),
            closes: time(rules.closes),
            pause_starts: time(rules.pause_starts),
            pause_ends: time(rules.pause_ends),
            slot_minutes: rules.slot_minutes.to_string(),
            ahead: rules.ahead.to_string(),
            keep_days: rules.keep_days.to_string(),
        }
    }

    /// The rules, or every fault of what is typed.
    fn read(&self) -> Result<VisitRules, Vec<RulesFault>> {
        let time = |text: &str| text.parse::<NaiveTime>().map_err(|_| RulesFault::Hours);
        let number = |text: &str, fault| text.trim().parse::<u16>().map_err(|_| fault);
        let read = || {
            Ok(VisitRules {
                seats: number(&self.seats, RulesFault::Seats)?,
                place: self.place.trim().to_owned(),
                opens: time(&self.opens)?,
                closes: time(&self.closes)?,
                pause_starts: time(&self.pause_starts)?,
                pause_ends: time(&self.pause_ends)?,
                slot_minutes: number(&self.slot_minutes, RulesFault::Slot)?,
                ahead: number(&self.ahead, RulesFault::Ahead)?,
                keep_days: number(&self.keep_days, RulesFault::Keep)?,
            })
        };
        let rules = read().map_err(|fault| vec![fault])?;
        rules.check()?;
        Ok(rules)
    }
}

impl DutiesPage {
    /// The reason being typed for a booking.
    #[must_use]
    pub fn reason(self, n: u32) -> String {
        self.reasons
            .with(|all| all.get(&n).cloned().unwrap_or_default())
    }

    /// Types a reason for a booking.
    pub fn type_reason(self, n: u32, text: String) {
        self.reasons.update(|all| drop(all.insert(n, text)));
    }

    fn show_rules(self, card: &VisitRulesCard, replace: bool) {
        let typed = TypedRules::of(&card.rules);
        let base = self.rules_base;
        let untouched =
            base.with_untracked(|(_, base)| self.rules.with_untracked(|typed| typed == base));
        if replace || untouched {
            self.rules.set(typed.clone());
            base.set((card.version, typed));
        }
    }
}

impl Store {
    pub(super) fn load_visits(self) {
        let page = self.duties;
        self.fetch_duty(api::visits(), move |board| {
            page.show_rules(&board.rules, false);
            page.board.set(Some(board));
        });
    }

    /// Saves the rules that are typed.
    pub fn save_rules(self) {
        let page = self.duties;
        let rules = match page.rules.with_untracked(TypedRules::read) {
            Ok(rules) => rules,
            Err(faults) => {
                let at = |fault: &RulesFault| (rules_field(*fault), words::rules_fault(*fault));
                return self.point_out(faults.iter().map(at).collect());
            }
        };
        let version = page.rules_base.with_untracked(|(version, _)| *version);
        let new = NewVisitRules { version, rules };
        self.send_duty(
            async move { api::put_visit_rules(&new).await },
            move |card: VisitRulesCard| {
                page.show_rules(&card, true);
                self.say(t(words::SAVED));
            },
        );
    }

    pub(super) fn load_visit_day(self, day: NaiveDate) {
        let page = self.duties;
        if !untrack(|| self.receives_readers()) {
            page.load.set(super::Load::Ready);
            return;
        }
        let other = page
            .day
            .with_untracked(|known| known.as_ref().map(|known| known.day) != Some(day));
        if other {
            page.reasons.update(std::collections::BTreeMap::clear);
        }
        self.fetch_duty(async move { api::visit_day(day).await }, move |found| {
            page.day.set(Some(found))
        });
    }

    /// Records what is done with a booking.
    pub fn act_on_visit(self, day: NaiveDate, n: u32, standing: Standing, event: VisitEvent) {
        let page = self.duties;
        let ask = VisitAsk { n, standing, event };
        self.send_duty(
            async move { api::act_on_visit(day, &ask).await },
            move |found: VisitDay| {
                page.reasons.update(|all| drop(all.remove(&n)));
                page.day.set(Some(found));
                self.say(t(words::SAVED));
            },
        );
    }
}
