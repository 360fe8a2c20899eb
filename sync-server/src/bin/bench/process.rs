//! The server as a process of its own.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::line::Broken;

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    process: Child,
}

impl Server {
    pub(crate) async fn start(program: &Path, data: &Path) -> Result<Self, Broken> {
        let mut command = Command::new(program);
        command.arg("serve").arg("--data").arg(data);
        Self::serve(&mut command).await
    }

    /// One of several on a PostgreSQL database.
    pub(crate) async fn start_on(program: &Path, url: &str) -> Result<Self, Broken> {
        let mut command = Command::new(program);
        command.arg("serve").env("DATABASE_URL", url);
        Self::serve(command.env_remove("VR_DATA")).await
    }

    async fn serve(command: &mut Command) -> Result<Self, Broken> {
        command
            .args(["--listen", "127.0.0.1:0", "--log", "json"])
            .args(["--push-rate", "0", "--look-up-rate", "0"])
            .stderr(Stdio::piped());
        Self::spawn(command).await
    }

    pub(crate) async fn hello() -> Result<Self, Broken> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("--hello");
        Self::spawn(&mut command).await
    }

    async fn spawn(command: &mut Command) -> Result<Self, Broken> {
        let mut process = command.stdout(Stdio::piped()).kill_on_drop(true).spawn()?;
        let out = process.stdout.take().ok_or("no standard output")?;
        let mut lines = BufReader::new(out).lines();
        let line = lines.next_line().await?.ok_or("the server said nothing")?;
        let address = line
            .split("http://")
            .nth(1)
            .ok_or("the server named no address")?;
        let address = address.trim_end_matches('/').parse()?;
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Self { address, process })
    }

    /// Resident memory in megabytes.
    pub(crate) fn memory(&self) -> Result<f64, Broken> {
        let id = self.process.id().ok_or("the server has ended")?;
        let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line
            .and_then(|line| line.split_whitespace().next())
            .ok_or("no VmRSS")?;
        Ok(kilobytes.parse::<f64>()? / 1024.0)
    }

    /// Stops it as an operator does; gives its commits and the writes in them.
    pub(crate) async fn stop(mut self) -> Result<(u64, u64), Broken> {
        let id = self.process.id().ok_or("the server has ended")?;
        Command::new("kill")
            .args(["-TERM", &id.to_string()])
            .status()
            .await?;
        let mut log = String::new();
        if let Some(mut errors) = self.process.stderr.take() {
            errors.read_to_string(&mut log).await?;
        }
        self.process.wait().await?;
        let number = |name: &str| {
            log.lines().rev().find_map(|line| {
                let line: serde_json::Value = serde_json::from_str(line).ok()?;
                line["fields"][name].as_u64()
            })
        };
        Ok((
            number("commits").unwrap_or(0),
            number("writes").unwrap_or(0),
        ))
    }

    /// Ends one that knows no other way.
    pub(crate) async fn end(mut self) -> Result<(), Broken> {
        Ok(self.process.kill().await?)
    }
}
