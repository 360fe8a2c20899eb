//! Many short runs, each with a journal, devices, a line, a seed and a judge of its own.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use futures_util::StreamExt as _;

use super::fleet::Ground;
use super::plan::Plan;
use super::report::Report;
use super::run::run_on;

/// What came of all of them.
#[derive(Debug)]
pub struct Series {
    first: Plan,
    runs: usize,
    took: Duration,
    registered: usize,
    counts: BTreeMap<&'static str, u64>,
    line: BTreeMap<&'static str, u64>,
    longest_drain: Duration,
    /// The runs in which something happened that must not.
    pub failed: Vec<Report>,
}

/// Makes so many runs, the first with this plan and every other with the next seed, a few at a time.
///
/// # Errors
/// When the rig fails, with the seed at which it did.
pub async fn run_series(first: Plan, runs: usize, at_once: usize) -> Result<Series> {
    let begun = Instant::now();
    let ground = Ground::of(first.database)?;
    let mut series = Series {
        first: first.clone(),
        runs: 0,
        took: Duration::ZERO,
        registered: 0,
        counts: BTreeMap::new(),
        line: BTreeMap::new(),
        longest_drain: Duration::ZERO,
        failed: Vec::new(),
    };
    let plans = (0..runs as u64).map(|nth| Plan {
        seed: first.seed.wrapping_add(nth),
        ..first.clone()
    });
    let mut reports = futures_util::stream::iter(plans)
        .map(|plan| {
            let (seed, ground) = (plan.seed, &ground);
            async move {
                let report = run_on(ground, plan).await;
                report.with_context(|| format!("the rig, with seed {seed}"))
            }
        })
        .buffer_unordered(at_once);
    while let Some(report) = reports.next().await {
        series.add(report?);
        if series.runs.is_multiple_of(50) {
            let (seconds, failed) = (begun.elapsed().as_secs(), series.failed.len());
            eprintln!(
                "{seconds:>6} s  {} runs, {failed} with a breach",
                series.runs
            );
        }
    }
    drop(reports);
    series.took = begun.elapsed();
    Ok(series)
}

impl Series {
    fn add(&mut self, report: Report) {
        self.runs += 1;
        self.registered += report.registered;
        for (all, one) in [
            (&mut self.counts, &report.counts),
            (&mut self.line, &report.line),
        ] {
            for (what, times) in one {
                *all.entry(*what).or_default() += times;
            }
        }
        self.longest_drain = self.longest_drain.max(report.drained.unwrap_or_default());
        if !report.breaches.is_empty() {
            eprintln!("{}", report.text());
            self.failed.push(report);
        }
    }

    fn again(&self) -> String {
        format!("{} --runs {}", self.first.command(), self.runs)
    }

    fn facts(&self) -> Vec<(String, String)> {
        let plan = &self.first;
        let last = plan.seed.wrapping_add(self.runs.saturating_sub(1) as u64);
        let storm = plan.storm.as_secs_f32();
        let drained = self.longest_drain.as_secs_f32();
        [
            (
                "runs, each with a journal of its own",
                self.runs.to_string(),
            ),
            ("seeds", format!("{} to {last}", plan.seed)),
            ("a storm lasts", format!("{storm:.1} s")),
            ("devices in a run", plan.phones.to_string()),
            (
                "servers in a run",
                format!("{} on {}", plan.servers, plan.database.name()),
            ),
            ("all of it", format!("{} s", self.took.as_secs())),
            ("registered", self.registered.to_string()),
            (
                "longest time until every queue was empty",
                format!("{drained:.1} s"),
            ),
            ("runs with a breach", self.failed.len().to_string()),
        ]
        .map(|(what, value)| (what.to_owned(), value))
        .into()
    }

    fn counts(&self) -> [(&'static str, &BTreeMap<&'static str, u64>); 2] {
        [
            ("Done, and what came of it", &self.counts),
            ("The line", &self.line),
        ]
    }

    fn breaches(&self) -> impl Iterator<Item = String> {
        let named = |report: &Report| format!("seed {}: {:?}", report.plan.seed, report.breaches);
        self.failed.iter().map(named)
    }

    fn verdict(&self) -> &'static str {
        if self.failed.is_empty() {
            "nothing lost, nothing doubled, nothing stuck"
        } else {
            "BREACHES"
        }
    }

    /// As plain text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = format!("{} runs: {}\n", self.runs, self.verdict());
        for (what, value) in self.facts() {
            let _ = writeln!(out, "  {what:<42} {value}");
        }
        for (title, counts) in self.counts() {
            let _ = writeln!(out, "{title}");
            for (what, times) in counts {
                let _ = writeln!(out, "  {what:<42} {times}");
            }
        }
        for breach in self.breaches() {
            let _ = writeln!(out, "BREACH {breach}");
        }
        let _ = write!(out, "Again: {}", self.again());
        out
    }

    /// As Markdown, to be published.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = format!(
            "# {} runs of kill and partition: {}\n\n| runs | |\n|---|---:|\n",
            self.runs,
            self.verdict()
        );
        for (what, value) in self.facts() {
            let _ = writeln!(out, "| {what} | {value} |");
        }
        for (title, counts) in self.counts() {
            let _ = writeln!(out, "\n| {title} | |\n|---|---:|");
            for (what, times) in counts {
                let _ = writeln!(out, "| {what} | {times} |");
            }
        }
        for breach in self.breaches() {
            let _ = writeln!(out, "- **breach**: {breach}");
        }
        let _ = writeln!(out, "\nAgain: `{}`", self.again());
        out
    }
}
