//! The real server, started and stopped like a council's.

use std::fs::File;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use tempfile::TempDir;

use crate::tools;

const START: Duration = Duration::from_secs(60);
const STOP: Duration = Duration::from_secs(15);
const POLL: Duration = Duration::from_millis(50);

/// No limits of rate.
const UNLIMITED: [&str; 8] = [
    "--push-rate",
    "0",
    "--look-up-rate",
    "0",
    "--sign-in-rate",
    "0",
    "--upload-rate",
    "0",
];

/// A server with data and an address of its own; both stay when it is stopped.
pub struct Server {
    port: u16,
    folder: TempDir,
    arguments: Vec<String>,
    /// The address of its database; none for a file in its folder.
    database: Option<String>,
    /// Whether it begins with the demo's council, or with nothing.
    demo: bool,
    process: Option<Child>,
}

impl Server {
    /// Starts a server with the demo's council and without limits of rate: a story asks more in a
    /// minute than a person does.
    ///
    /// # Errors
    /// When it does not answer in time.
    pub async fn start() -> Result<Self> {
        Self::start_with(&UNLIMITED).await
    }

    /// As [`Self::start`], with its journal in this PostgreSQL database.
    ///
    /// # Errors
    /// When it does not answer in time.
    pub async fn start_on(database: String) -> Result<Self> {
        Self::start_somewhere(&UNLIMITED, Some(database), true).await
    }

    /// Starts a server with the demo's council and these arguments.
    ///
    /// # Errors
    /// When it does not answer in time.
    pub async fn start_with(arguments: &[&str]) -> Result<Self> {
        Self::start_somewhere(arguments, None, true).await
    }

    /// Starts a server as a council first does: with nothing but the account whose login and
    /// password it says.
    ///
    /// # Errors
    /// When it does not answer in time, or says neither.
    pub async fn install(arguments: &[&str]) -> Result<(Self, String, String)> {
        let all = [&UNLIMITED[..], arguments].concat();
        let server = Self::start_somewhere(&all, None, false).await?;
        let said = std::fs::read_to_string(server.folder.path().join("said"))?;
        let of = |label: &str| {
            let line = said.lines().find_map(|line| line.split_once(label));
            line.map(|(_, value)| value.trim().to_owned())
                .with_context(|| format!("no «{label}» in what the server says"))
        };
        let (login, password) = (of("sign-in:")?, of("password:")?);
        Ok((server, login, password))
    }

    async fn start_somewhere(
        arguments: &[&str],
        database: Option<String>,
        demo: bool,
    ) -> Result<Self> {
        let mut server = Self {
            database,
            demo,
            port: free_port()?,
            folder: tempfile::tempdir()?,
            arguments: arguments.iter().map(ToString::to_string).collect(),
            process: None,
        };
        server.start_again().await?;
        Ok(server)
    }

    /// Its address without a slash at the end.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Its port.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Other arguments from the next start on.
    pub fn set_arguments(&mut self, arguments: &[&str]) {
        self.arguments = arguments.iter().map(ToString::to_string).collect();
    }

    /// Starts it on the same data and the same address.
    ///
    /// # Errors
    /// When it does not answer in time.
    pub async fn start_again(&mut self) -> Result<()> {
        ensure!(self.process.is_none(), "the server is running");
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.folder.path().join("log"))?;
        let mut serve = Command::new(tools::server()?);
        serve.arg("serve");
        self.tell(&mut serve);
        if self.demo {
            serve.arg("--demo");
        }
        let said = File::create(self.folder.path().join("said"))?;
        let process = serve
            .args(["--listen", &format!("127.0.0.1:{}", self.port)])
            .args(&self.arguments)
            .stdin(Stdio::null())
            .stdout(said)
            .stderr(log)
            .spawn()
            .context("starting the server")?;
        self.process = Some(process);
        let health = format!("{}/healthz", self.origin());
        let deadline = Instant::now() + START;
        loop {
            if reqwest::get(&health)
                .await
                .is_ok_and(|answer| answer.status().is_success())
            {
                return Ok(());
            }
            let ended = self
                .process
                .as_mut()
                .map(Child::try_wait)
                .transpose()?
                .flatten();
            if ended.is_some() || Instant::now() > deadline {
                bail!("the server did not start ({ended:?}): {}", self.log());
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// Stops it as an administrator does, and waits until its port is free.
    ///
    /// # Errors
    /// When it does not stop in time.
    pub async fn stop(&mut self) -> Result<()> {
        let Some(mut process) = self.process.take() else {
            bail!("the server is not running")
        };
        let told = Command::new("kill")
            .arg("-TERM")
            .arg(process.id().to_string())
            .status()?;
        ensure!(told.success(), "the server could not be told to stop");
        let deadline = Instant::now() + STOP;
        while process.try_wait()?.is_none() {
            if Instant::now() > deadline {
                process.kill()?;
                process.wait()?;
                bail!(
                    "the server did not stop within {STOP:?} of SIGTERM: {}",
                    self.log()
                );
            }
            tokio::time::sleep(POLL).await;
        }
        Ok(())
    }

    /// Kills it with SIGKILL, as a power cut would.
    ///
    /// # Errors
    /// When there is nothing to kill.
    pub fn kill(&mut self) -> Result<()> {
        let Some(mut process) = self.process.take() else {
            bail!("the server is not running")
        };
        process.kill()?;
        process.wait()?;
        Ok(())
    }

    /// Runs another of the program's commands on its data: `backup`, say.
    ///
    /// # Errors
    /// When the command fails.
    pub fn command(&self, command: &str, arguments: &[&str]) -> Result<String> {
        let mut told = Command::new(tools::server()?);
        told.arg(command);
        self.tell(&mut told);
        let output = told
            .args(arguments)
            .current_dir(self.folder.path())
            .output()?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        ensure!(
            output.status.success(),
            "{command}: {said}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(said)
    }

    /// Tells a command where the journal is, as an administrator does.
    fn tell(&self, command: &mut Command) {
        command.env_remove("VR_DATA").env_remove("DATABASE_URL");
        match &self.database {
            Some(database) => command.env("DATABASE_URL", database),
            None => command.arg("--data").arg(self.folder.path().join("data")),
        };
    }

    /// What it has written to its log.
    #[must_use]
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// What the command line says of a term: `sync-server due --json`.
    ///
    /// # Errors
    /// When it refuses.
    pub fn due(received: &str, class: &str) -> Result<Value> {
        let output = Command::new(tools::server()?)
            .args(["due", "--json", "--received", received, "--class", class])
            .output()?;
        ensure!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(serde_json::from_slice(&output.stdout)?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

/// A port nobody listens on.
///
/// # Errors
/// When there is none.
pub(crate) fn free_port() -> Result<u16> {
    // Below the ports that the system gives to clients: while the server is stopped, a browser that
    // keeps knocking could otherwise be given this very port for its own end of the line.
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let start = u16::try_from(std::process::id() % 8_000)?;
    for _ in 0..1_000 {
        let port = 20_000 + (start + NEXT.fetch_add(7, Ordering::Relaxed)) % 10_000;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return Ok(port);
        }
    }
    bail!("no port is free")
}
