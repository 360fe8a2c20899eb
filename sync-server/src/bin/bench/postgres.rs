//! Pushes with PostgreSQL as the journal, at one server and at three on one database.

use std::path::Path;
use std::time::Duration;

use crate::line::Broken;
use crate::process::Server;
use crate::{CLIENTS, load, median};

#[allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "the tests use all of it"
)]
#[path = "../../../tests/common/cluster.rs"]
mod cluster;

const ROUNDS: usize = 3;

/// Prints them beside `sqlite`, the pushes a second of a server with SQLite on the same disk.
pub(crate) async fn pushes(
    server: &Path,
    folder: &Path,
    time: Duration,
    sqlite: f64,
) -> Result<(), Broken> {
    let cluster = cluster::Cluster::start(&folder.join("postgres"))?;
    let mut rounds = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (rounds, count) in rounds.iter_mut().zip([1, 3]) {
            rounds.push(round(server, &cluster.database()?, count, time).await?);
        }
    }
    for (rounds, servers) in rounds.iter().zip(["1 server", "3 servers"]) {
        let pushes = median(rounds.iter().map(|(pushes, _)| *pushes));
        println!(
            "durable pushes, {CLIENTS} clients, PostgreSQL, {servers}: {pushes:.0}/s, {:.0} a \
             commit; medians of {ROUNDS} rounds; {:.2} times those with SQLite",
            median(rounds.iter().map(|(_, batch)| *batch)),
            pushes / sqlite,
        );
    }
    Ok(())
}

/// Pushes a second, and how many of them a commit had.
async fn round(
    server: &Path,
    url: &str,
    count: usize,
    time: Duration,
) -> Result<(f64, f64), Broken> {
    let mut running = Vec::new();
    for _ in 0..count {
        running.push(Server::start_on(server, url).await?);
    }
    let addresses: Vec<_> = running.iter().map(|server| server.address).collect();
    load::pushes(&addresses, CLIENTS, Duration::from_secs(1)).await?;
    let pushes = load::pushes(&addresses, CLIENTS, time).await?;
    let (mut commits, mut writes) = (0, 0);
    for server in running {
        let (more, written) = server.stop().await?;
        commits += more;
        writes += written;
    }
    Ok((pushes, writes as f64 / commits.max(1) as f64))
}
