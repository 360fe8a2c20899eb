//! Everything at once: phones, browsers and servers that are killed, on a line that fails in every
//! way, from one seed; then quiet, and a judge.

mod fleet;
mod judge;
mod people;
mod plan;
mod report;
mod run;
mod scene;
mod series;
mod settle;
mod storm;

pub use fleet::{Database, Fleet, Ground};
pub use judge::{Journal, judge_device, judge_journal, read_journal};
pub use people::{Death, Person};
pub use plan::{Plan, UNHURRIED};
pub use report::Report;
pub use run::{run, run_on};
pub use scene::Scene;
pub use series::{Series, run_series};
pub use settle::settle;
