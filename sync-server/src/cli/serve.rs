//! `sync-server serve`.

use std::io::IsTerminal as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::ValueEnum;
use domain::sync::wire::Council;

use super::place::PlaceArgs;
use super::print;
use crate::clock::SystemClock;
use crate::config::{Config, Limits, MailConfig, Rate};
use crate::journal::Place;
use crate::mail::Secret;
use crate::start::{self, Running};

/// What can be set.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: PlaceArgs,
    /// Address to listen on
    #[arg(long, env = "VR_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Fill an empty database with an invented council, its staff and requests
    #[arg(long)]
    demo: bool,
    /// Address people reach the server by, to be printed
    #[arg(long, env = "VR_BASE_URL")]
    base_url: Option<String>,
    /// Form of the log on standard error; VR_LOG sets what is logged (e.g. debug)
    #[arg(long, env = "VR_LOG_FORM", default_value = "text")]
    log: Log,
    /// File with the password of the council's mailbox; or the password itself in VR_SMTP_PASSWORD,
    /// which is no option, so that no list of processes shows it
    #[arg(long, env = "VR_SMTP_PASSWORD_FILE")]
    smtp_password_file: Option<PathBuf>,
    #[command(flatten)]
    council: CouncilArgs,
    #[command(flatten)]
    limits: LimitArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Log {
    Json,
    Text,
}

/// The council of a first start.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "The council, for the first start")]
struct CouncilArgs {
    /// Its name in Ukrainian
    #[arg(long, env = "VR_COUNCIL_NAME", default_value = "Міська рада")]
    council_name: String,
    /// Its name in English
    #[arg(long, env = "VR_COUNCIL_NAME_EN", default_value = "City council")]
    council_name_en: String,
    /// Its postal address
    #[arg(long, env = "VR_COUNCIL_ADDRESS", default_value = "")]
    council_address: String,
    /// E-mail for requests
    #[arg(long, env = "VR_COUNCIL_EMAIL", default_value = "")]
    council_email: String,
    /// Phone of the responsible officer
    #[arg(long, env = "VR_COUNCIL_PHONE", default_value = "")]
    council_phone: String,
}

/// How much is allowed, from one address unless said otherwise.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Limits")]
struct LimitArgs {
    /// Submissions a minute; 0 is no limit
    #[arg(long, env = "VR_PUSH_RATE", default_value_t = 120)]
    push_rate: u32,
    /// Submissions at once
    #[arg(long, env = "VR_PUSH_BURST", default_value_t = 60)]
    push_burst: u32,
    /// Look-ups and questions for news a minute; 0 is no limit
    #[arg(long, env = "VR_LOOK_UP_RATE", default_value_t = 60)]
    look_up_rate: u32,
    /// Look-ups and questions for news at once
    #[arg(long, env = "VR_LOOK_UP_BURST", default_value_t = 30)]
    look_up_burst: u32,
    /// Parcels for other devices an hour; 0 is no limit
    #[arg(long, env = "VR_PARCELS_PER_HOUR", default_value_t = 6)]
    parcels_per_hour: u32,
    /// Attempts to sign in a minute; 0 is no limit
    #[arg(long, env = "VR_SIGN_IN_RATE", default_value_t = 10)]
    sign_in_rate: u32,
    /// Attempts to sign in at once
    #[arg(long, env = "VR_SIGN_IN_BURST", default_value_t = 5)]
    sign_in_burst: u32,
    /// Pieces of files and questions about them a minute; 0 is no limit
    #[arg(long, env = "VR_UPLOAD_RATE", default_value_t = 600)]
    upload_rate: u32,
    /// Pieces of files and questions about them at once
    #[arg(long, env = "VR_UPLOAD_BURST", default_value_t = 300)]
    upload_burst: u32,
    /// Pieces of files taken in at once, of all addresses
    #[arg(long, env = "VR_UPLOADS_AT_ONCE", default_value_t = 64)]
    uploads_at_once: usize,
    /// Seconds a request may take; of a piece of a file, seconds in which nothing comes
    #[arg(long, env = "VR_REQUEST_SECONDS", default_value_t = 20)]
    request_seconds: u64,
    /// Requests worked on at once, of all addresses
    #[arg(long, env = "VR_CONCURRENT", default_value_t = 512)]
    concurrent: usize,
    /// Open connections, of all addresses
    #[arg(long, env = "VR_CONNECTIONS", default_value_t = 4_096)]
    connections: usize,
    /// Header in which the one proxy before this server names the client, e.g. x-forwarded-for
    #[arg(long, env = "VR_TRUSTED_PROXY_HEADER", value_parser = header_name)]
    trusted_proxy_header: Option<String>,
}

/// A slip of the pen here would count the whole city as one address.
fn header_name(text: &str) -> Result<String, String> {
    let name = axum::http::HeaderName::try_from(text);
    name.map(|name| name.to_string())
        .map_err(|_| "this is no name of a header".into())
}

impl Args {
    fn config(&self, journal: Place) -> Result<Config> {
        let (limits, council) = (&self.limits, &self.council);
        let rate = |per_minute, burst| Rate { per_minute, burst };
        Ok(Config {
            mail: MailConfig {
                password: self.smtp_password()?,
                ..MailConfig::default()
            },
            journal,
            listen: self.listen,
            demo: self.demo,
            council: Council {
                name_uk: council.council_name.clone(),
                name_en: council.council_name_en.clone(),
                address: council.council_address.clone(),
                email: council.council_email.clone(),
                phone: council.council_phone.clone(),
            },
            base_url: self.base_url.clone(),
            trusted_proxy_header: limits.trusted_proxy_header.clone(),
            limits: Limits {
                pushes: rate(limits.push_rate, limits.push_burst),
                look_ups: rate(limits.look_up_rate, limits.look_up_burst),
                parcels_per_hour: limits.parcels_per_hour,
                sign_ins: rate(limits.sign_in_rate, limits.sign_in_burst),
                uploads: rate(limits.upload_rate, limits.upload_burst),
                uploads_at_once: limits.uploads_at_once.max(1),
                request: Duration::from_secs(limits.request_seconds.max(1)),
                concurrent: limits.concurrent.max(1),
                connections: limits.connections.max(1),
                ..Limits::default()
            },
        })
    }

    fn smtp_password(&self) -> Result<Secret> {
        let text = match &self.smtp_password_file {
            Some(file) => std::fs::read_to_string(file)
                .with_context(|| format!("cannot read {}", file.display()))?,
            None => std::env::var("VR_SMTP_PASSWORD").unwrap_or_default(),
        };
        Ok(Secret::new(&text))
    }
}

/// Serves until the process is told to stop.
///
/// # Errors
/// When the server can't start.
pub fn run(args: &Args) -> Result<()> {
    let place = args.place.place()?;
    let filter = tracing_subscriber::EnvFilter::try_from_env("VR_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    match args.log {
        Log::Json => log.json().init(),
        Log::Text => log.compact().with_target(false).init(),
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        // Questions to the journal and passwords: more threads would only hold memory.
        .max_blocking_threads(16)
        .build()
        .context("the runtime did not start")?;
    runtime.block_on(serve(&args.config(place)?))
}

async fn serve(config: &Config) -> Result<()> {
    let running = start::serve(config, Arc::new(SystemClock)).await?;
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "serving");
    greet(config, &running);
    wait_for_the_end().await?;
    tracing::info!("stopping");
    running.stop().await;
    Ok(())
}

/// Says where the server is and, once, how to sign in. Not through the log: logs are kept.
fn greet(config: &Config, running: &Running) {
    let own = format!("http://{}", running.address);
    let address = config
        .base_url
        .as_deref()
        .unwrap_or(&own)
        .trim_end_matches('/');
    let mut text =
        format!("Відкрита рада: {address}/\nРобоче місце ради / office: {address}/office/");
    if let Some(account) = &running.account {
        text += &format!(
            "\nВхід / sign-in: {}\nПароль / password: {}",
            account.login, account.password
        );
    }
    let _ = print(&text);
}

async fn wait_for_the_end() -> Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate()).context("no signals")?;
        tokio::select! {
            _ = terminate.recv() => {}
            interrupt = tokio::signal::ctrl_c() => interrupt.context("no signals")?,
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await.context("no signals")?;
    Ok(())
}
