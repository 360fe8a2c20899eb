//! A short torture run; `cargo xtask torture` makes long ones. `TORTURE_SEED=n` repeats it.

use std::time::Duration;

use anyhow::{Result, ensure};
use tests::chance::Chance;
use tests::torture::{Database, Plan, UNHURRIED, run};

#[tokio::test(flavor = "multi_thread")]
async fn everything_broken_at_once_loses_doubles_and_leaves_nothing() -> Result<()> {
    storm(Database::Sqlite, 1).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_with_three_servers_on_postgres() -> Result<()> {
    storm(Database::Postgres, 3).await
}

async fn storm(database: Database, servers: usize) -> Result<()> {
    let seed = Chance::seed_of("TORTURE_SEED");
    eprintln!("TORTURE_SEED={seed}");
    let report = run(Plan {
        storm: Duration::from_secs(12),
        seed,
        phones: 12,
        people: 1,
        database,
        servers,
        pause_percent: UNHURRIED,
    })
    .await?;
    eprintln!("{}", report.text());
    ensure!(
        report.breaches.is_empty(),
        "seed {seed}: {:#?}",
        report.breaches
    );
    // Or the storm was none.
    for what in [
        "server kills",
        "device kills",
        "receipts, replayed",
        "pushes after a failure",
    ] {
        ensure!(report.counts.contains_key(what), "seed {seed}: no {what}");
    }
    Ok(())
}
