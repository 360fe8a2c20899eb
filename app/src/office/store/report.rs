//! Loading the report, choosing its days, and publishing it.

use chrono::NaiveDate;
use domain::kyiv;
use domain::report::{Period, Report};
use domain::request::Deed;
use domain::sync::report::Publication;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Load, Store};
use crate::api::ApiError;
use crate::office::api;
use crate::office::route::Route;
use crate::text::{report as words, t};

/// What the page of the report shows and what is typed there.
#[derive(Clone, Copy)]
pub struct ReportPage {
    /// The report, once counted.
    pub report: RwSignal<Option<Report>>,
    /// How far counting has come.
    pub load: RwSignal<Load>,
    /// What is published.
    pub published: RwSignal<Vec<Publication>>,
    /// How far publishing has come.
    pub sending: RwSignal<Load>,
    /// The first day being typed.
    pub from: RwSignal<String>,
    /// The last day being typed.
    pub to: RwSignal<String>,
}

impl ReportPage {
    pub(super) fn new() -> Self {
        Self {
            report: RwSignal::new(None),
            load: RwSignal::new(Load::Loading),
            published: RwSignal::new(Vec::new()),
            sending: RwSignal::new(Load::Ready),
            from: RwSignal::new(String::new()),
            to: RwSignal::new(String::new()),
        }
    }
}

impl Store {
    /// Counts the report of these days, or of the last half-year; what is shown stays until then.
    pub fn load_report(self, period: Option<Period>) {
        let page = self.report;
        page.load.set(Load::Loading);
        page.sending.set(Load::Ready);
        spawn_local(async move {
            let answer = api::report(period).await;
            if self.route.get_untracked() != Route::Report(period) {
                return;
            }
            match answer {
                Ok(report) => {
                    self.set_clock(report.counted_at);
                    let shown = report.figures.period;
                    page.from.set(shown.from().to_string());
                    page.to.set(shown.to().to_string());
                    page.report.set(Some(report));
                    page.load.set(Load::Ready);
                    self.load_published().await;
                }
                Err(error) if self.is_expiry(&error) => {}
                Err(error) => page.load.set(Load::Failed(error)),
            }
        });
    }

    async fn load_published(self) {
        // Without it the page only does not say when the report was published.
        if let Ok(published) = api::publications().await {
            self.report.published.set(published.publications);
        }
    }

    /// Shows the report of the days that were typed.
    pub fn choose_period(self) {
        let day = |typed: RwSignal<String>| typed.get_untracked().parse::<NaiveDate>().ok();
        let mut errors = Vec::new();
        let (from, to) = (day(self.report.from), day(self.report.to));
        if from.is_none() {
            errors.push(("from", words::FROM_MISSING));
        }
        if to.is_none() {
            errors.push(("to", words::TO_MISSING));
        }
        let period = from.zip(to).map(|(from, to)| Period::new(from, to));
        if let Some(Err(_)) = period {
            errors.push(("to", words::TO_WRONG));
        }
        match period {
            Some(Ok(period)) => {
                self.errors.set(Vec::new());
                self.go(Route::Report(Some(period)));
            }
            _ => self.point_out(errors),
        }
    }

    /// Whether the officer may publish reports.
    #[must_use]
    pub fn publishes(self) -> bool {
        self.me().is_some_and(|me| me.role.may(Deed::Publish))
    }

    /// Whether the days of a report are over.
    #[must_use]
    pub fn is_over(self, period: Period) -> bool {
        period.to() < kyiv::date(self.now.get_untracked())
    }

    /// Publishes the report of these days.
    pub fn publish(self, period: Period) {
        let page = self.report;
        if page.sending.get_untracked() == Load::Loading {
            return;
        }
        page.sending.set(Load::Loading);
        spawn_local(async move {
            match api::publish(period).await {
                Ok(published) => {
                    page.published.set(published.publications);
                    page.sending.set(Load::Ready);
                    self.say(t(words::PUBLISHED_NOW));
                }
                Err(error) => self.not_published(error),
            }
        });
    }

    fn not_published(self, error: ApiError) {
        if self.is_expiry(&error) {
            return self.report.sending.set(Load::Ready);
        }
        self.report.sending.set(Load::Failed(error));
    }
}
