//! What a run says in the end.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use super::plan::Plan;

/// How many breaches are named.
const NAMED: usize = 10;

/// What came of a run.
#[derive(Debug)]
pub struct Report {
    /// What was asked for.
    pub plan: Plan,
    /// How long the queues took to run empty after the storm.
    pub drained: Option<Duration>,
    /// The whole run.
    pub took: Duration,
    /// Registrations that the run made.
    pub registered: usize,
    /// What was done and what happened to it.
    pub counts: BTreeMap<&'static str, u64>,
    /// What the line did.
    pub line: BTreeMap<&'static str, u64>,
    /// What must not have happened.
    pub breaches: Vec<String>,
}

impl Report {
    fn verdict(&self) -> String {
        match self.breaches.len() {
            0 => "nothing lost, nothing doubled, nothing stuck".into(),
            many => format!("{many} BREACHES"),
        }
    }

    fn facts(&self) -> Vec<(String, String)> {
        let plan = &self.plan;
        let mut facts = vec![
            ("seed".into(), plan.seed.to_string()),
            ("storm".into(), format!("{} s", plan.storm.as_secs())),
            (
                "whole run".into(),
                format!("{:.0} s", self.took.as_secs_f32()),
            ),
            ("devices without a browser".into(), plan.phones.to_string()),
            ("browsers".into(), plan.people.to_string()),
            (
                "servers".into(),
                format!("{} on {}", plan.servers, plan.database.name()),
            ),
            ("registered in the run".into(), self.registered.to_string()),
        ];
        let drained = self
            .drained
            .map_or("not within a back-off".into(), |drained| {
                format!("{:.1} s", drained.as_secs_f32())
            });
        facts.push(("every queue of the devices empty after".into(), drained));
        facts
    }

    /// As plain text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = format!("Torture: {}\n", self.verdict());
        for (what, value) in self.facts() {
            let _ = writeln!(out, "  {what:<42} {value}");
        }
        for (title, counts) in [("Done", &self.counts), ("The line", &self.line)] {
            let _ = writeln!(out, "{title}");
            for (what, times) in counts {
                let _ = writeln!(out, "  {what:<42} {times}");
            }
        }
        for breach in self.breaches.iter().take(NAMED) {
            let _ = writeln!(out, "BREACH {breach}");
        }
        let _ = write!(out, "Again: {}", self.plan.command());
        out
    }

    /// As Markdown, to be published.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = format!("# Torture run: {}\n\n", self.verdict());
        let mut table = |title: &str, rows: Vec<(String, String)>| {
            let _ = writeln!(out, "| {title} | |\n|---|---:|");
            for (what, value) in rows {
                let _ = writeln!(out, "| {what} | {value} |");
            }
            out.push('\n');
        };
        let rows = |counts: &BTreeMap<&'static str, u64>| {
            let row = |(what, times): (&&str, &u64)| ((*what).to_owned(), times.to_string());
            counts.iter().map(row).collect()
        };
        table("run", self.facts());
        table("done, and what came of it", rows(&self.counts));
        table("the line", rows(&self.line));
        for breach in self.breaches.iter().take(NAMED) {
            let _ = writeln!(out, "- **breach**: {breach}");
        }
        let _ = writeln!(out, "Again: `{}`", self.plan.command());
        out
    }
}
