//! Measures the server: each figure beside what it can be held against, in one run.
//!
//! The clients and what they are measured against run on the same machine as the server.
#![allow(clippy::print_stdout, reason = "printing is what it is for")]

mod bare;
mod desk;
mod fill;
mod line;
mod load;
mod made_up;
mod postgres;
mod process;

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Parser;
use fill::Known;
use line::Broken;
use made_up::Chance;
use process::Server;
use sync_server::journal::sqlite::FILE;

#[derive(Parser)]
struct Options {
    /// The server's program
    #[arg(long, required_unless_present = "hello")]
    server: Option<PathBuf>,
    /// Requests in the full journal
    #[arg(long, default_value_t = 1_000_000)]
    rows: usize,
    /// Seconds of each measurement under load
    #[arg(long, default_value_t = 8)]
    seconds: u64,
    /// Only what officers ask of a full journal
    #[arg(long)]
    desk: bool,
    /// With --desk: a folder whose journal is asked. It is filled when it has none, and stays
    #[arg(long, requires = "desk")]
    full: Option<PathBuf>,
    /// Serve a bare "hello" and nothing else: what the look-ups are held against
    #[arg(long, hide = true)]
    hello: bool,
}

const CLIENTS: usize = 64;
/// Pushes one after the other, for the cost of one.
const SINGLE: usize = 600;

#[tokio::main]
async fn main() -> Result<(), Broken> {
    let options = Options::parse();
    if options.hello {
        return bare::hello().await;
    }
    let server = options
        .server
        .ok_or("--server names the program to measure")?;
    // Beside the program and not in the system's folder for temporary files, which may be memory.
    let beside = server.parent().unwrap_or(Path::new("."));
    let folder = beside.join(format!("bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let outcome = if options.desk {
        let data = options.full.unwrap_or_else(|| folder.join("full"));
        desk_only(&data, options.rows).await
    } else {
        measure(&server, &folder, options.rows, options.seconds).await
    };
    std::fs::remove_dir_all(&folder)?;
    outcome
}

async fn desk_only(data: &Path, rows: usize) -> Result<(), Broken> {
    if !data.join(FILE).exists() {
        fill::fill(data, 0, rows).await?;
        desk::let_them_end(data)?;
    }
    desk::questions(data, &Chance::new(0).submission().name).await
}

async fn measure(server: &Path, folder: &Path, rows: usize, seconds: u64) -> Result<(), Broken> {
    let time = Duration::from_secs(seconds);
    let pushes = durable_pushes(server, folder, time).await?;
    postgres::pushes(server, folder, time / 2, pushes).await?;
    let mut sizes = vec![1_000, 100_000.min(rows), rows];
    sizes.dedup();
    let data = folder.join("full");
    let (mut costs, mut filled, mut known) = (Vec::new(), 0, Vec::new());
    for size in sizes {
        known.extend(fill::fill(&data, filled, size).await?);
        let one = single_pushes(server, &data).await?;
        costs.push((size, one));
        filled = size + SINGLE;
    }
    let least = costs[0].1;
    for (size, cost) in &costs {
        println!(
            "push, median, {size} rows in the journal: {:.2} ms, {:.2} times that at {}",
            cost.as_secs_f64() * 1e3,
            cost.as_secs_f64() / least.as_secs_f64(),
            costs[0].0,
        );
    }
    look_ups(server, &data, &known, time).await?;
    desk::let_them_end(&data)?;
    desk::questions(&data, &Chance::new(0).submission().name).await
}

/// Gives the median of the server's pushes a second.
async fn durable_pushes(server: &Path, folder: &Path, time: Duration) -> Result<f64, Broken> {
    let at_rest = Server::start(server, &folder.join("rest")).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    println!("memory of the server at rest: {:.1} MB", at_rest.memory()?);
    at_rest.stop().await?;

    // In turns, each time afresh: a shared machine is now quick, now slow.
    let mut rounds = Vec::new();
    for round in 0..ROUNDS {
        rounds.push(round_of_pushes(server, &folder.join(format!("round-{round}")), time).await?);
    }
    let (batches, row) = (rounds.iter().map(|round| round.batch), rounds[0].row);
    let pushes = median(rounds.iter().map(|round| round.pushes));
    println!(
        "durable pushes, {CLIENTS} clients: {pushes:.0}/s, {} a commit; medians of {ROUNDS} rounds",
        median(batches.map(|batch| batch as f64)),
    );
    let against = |what: &str, bare: fn(&Round) -> f64| {
        println!(
            "  {what}, as many a commit: {:.0}/s; ratio {:.2}",
            median(rounds.iter().map(bare)),
            median(rounds.iter().map(|round| round.pushes / bare(round))),
        );
    };
    against("a bare SQLite loop that writes the same rows", |round| {
        round.same
    });
    against("the journal's own code without HTTP", |round| round.own);
    against(
        &format!("a bare SQLite loop of one plain insert of {row} bytes"),
        |round| round.plain,
    );
    Ok(pushes)
}

const ROUNDS: usize = 5;

/// What one round measured, each a second.
struct Round {
    batch: usize,
    row: usize,
    pushes: f64,
    same: f64,
    own: f64,
    plain: f64,
}

async fn round_of_pushes(server: &Path, folder: &Path, time: Duration) -> Result<Round, Broken> {
    let time = time / 2;
    let data = folder.join("pushes");
    let running = Server::start(server, &data).await?;
    let address = [running.address];
    load::pushes(&address, CLIENTS, Duration::from_secs(1)).await?;
    let pushes = load::pushes(&address, CLIENTS, time).await?;
    let (commits, writes) = running.stop().await?;
    let batch = (writes as f64 / commits.max(1) as f64).round().max(1.0) as usize;
    let row = bare::row_bytes(&data)?;
    let empty = folder.join("same");
    fill::empty(&empty).await?;
    Ok(Round {
        batch,
        row,
        pushes,
        same: bare::same_rows(&empty, &data, batch, time)?,
        own: fill::registrations(&folder.join("own"), batch, time).await?,
        plain: bare::group_commits(&folder.join("bare"), batch, row, time)?,
    })
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

async fn single_pushes(server: &Path, data: &Path) -> Result<Duration, Broken> {
    let running = Server::start(server, data).await?;
    let mut times = load::one_by_one(running.address, SINGLE).await?;
    running.stop().await?;
    times.sort_unstable();
    Ok(times[times.len() / 2])
}

async fn look_ups(
    server: &Path,
    data: &Path,
    known: &[Known],
    time: Duration,
) -> Result<(), Broken> {
    let running = Server::start(server, data).await?;
    load::look_ups(running.address, CLIENTS, known, Duration::from_secs(1)).await?;
    let found = load::look_ups(running.address, CLIENTS, known, time).await?;
    println!(
        "memory of the server with that journal, after look-ups: {:.1} MB",
        running.memory()?
    );
    running.stop().await?;
    let hello = Server::hello().await?;
    load::hellos(hello.address, CLIENTS, Duration::from_secs(1)).await?;
    let bare = load::hellos(hello.address, CLIENTS, time).await?;
    hello.end().await?;
    println!(
        "look-ups by index, {CLIENTS} clients: {found:.0}/s; a bare axum hello: {bare:.0}/s; \
         ratio {:.2}",
        found / bare
    );
    Ok(())
}
