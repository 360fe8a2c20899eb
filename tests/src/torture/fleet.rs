//! The council's servers, behind one line.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Result, ensure};
use clap::ValueEnum;
use tempfile::TempDir;

use crate::Server;
use crate::cluster::Cluster;

/// What the journal is kept in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Database {
    /// One file, one server.
    #[default]
    Sqlite,
    /// A database of its own, and as many servers as are asked for.
    Postgres,
}

impl Database {
    /// What the command line calls it.
    #[must_use]
    pub const fn argument(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }

    /// What a report calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// Where journals are put: for PostgreSQL one cluster, with a database for each run.
pub struct Ground {
    /// The folder after what is in it.
    cluster: Option<(Cluster, TempDir)>,
}

impl Ground {
    /// Makes room for such journals.
    ///
    /// # Errors
    /// When PostgreSQL can't be started.
    pub fn of(database: Database) -> Result<Arc<Self>> {
        let cluster = match database {
            Database::Sqlite => None,
            Database::Postgres => {
                let folder = tempfile::tempdir()?;
                // PostgreSQL runs as somebody else when we are root, who must reach its folder.
                let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
                std::fs::set_permissions(folder.path(), open)?;
                let cluster = Cluster::start(&folder.path().join("cluster"));
                Some((cluster.map_err(anyhow::Error::msg)?, folder))
            }
        };
        Ok(Arc::new(Self { cluster }))
    }
}

/// Servers on one journal; each can be killed and started again.
pub struct Fleet {
    servers: Vec<Server>,
    /// After the servers, which must end first.
    _ground: Arc<Ground>,
}

impl Fleet {
    /// Starts so many servers on an empty journal.
    ///
    /// # Errors
    /// When they can't be started, or can't share such a journal.
    pub async fn start(ground: &Arc<Ground>, servers: usize) -> Result<Self> {
        let mut fleet = Self {
            servers: Vec::new(),
            _ground: Arc::clone(ground),
        };
        if let Some((cluster, _)) = &ground.cluster {
            let url = cluster.database().map_err(anyhow::Error::msg)?;
            // One after the other: the first one makes the demo's council.
            for _ in 0..servers {
                fleet.servers.push(Server::start_on(url.clone()).await?);
            }
        } else {
            ensure!(servers == 1, "SQLite is one server's: ask for --servers 1");
            fleet.servers.push(Server::start().await?);
        }
        Ok(fleet)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.servers.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.servers.is_empty()
    }

    /// Where they listen.
    #[must_use]
    pub fn addresses(&self) -> Vec<SocketAddr> {
        let address = |server: &Server| SocketAddr::from(([127, 0, 0, 1], server.port()));
        self.servers.iter().map(address).collect()
    }

    /// The address of one of them, without a line between.
    #[must_use]
    pub fn origin(&self) -> String {
        self.servers[0].origin()
    }

    /// Kills one with SIGKILL.
    ///
    /// # Errors
    /// When there is nothing to kill.
    pub fn kill(&mut self, nth: usize) -> Result<()> {
        self.servers[nth].kill()
    }

    /// Starts a killed one again.
    ///
    /// # Errors
    /// When it does not come up.
    pub async fn start_again(&mut self, nth: usize) -> Result<()> {
        self.servers[nth].start_again().await
    }

    /// What is wrong with the journal or in the logs, after everything.
    #[must_use]
    pub fn flaws(&self) -> Vec<String> {
        let mut flaws = Vec::new();
        if let Err(error) = self.servers[0].command("verify", &["--lang", "en"]) {
            flaws.push(format!("the journal's own check: {error:#}"));
        }
        for (nth, server) in self.servers.iter().enumerate() {
            let log = server.log();
            let bad = log.lines().filter(|line| {
                let panic = line.contains("panicked");
                panic || (line.contains("status=5") && !line.contains("status=503"))
            });
            flaws.extend(bad.map(|line| format!("log of server {nth}: {line}")));
        }
        flaws
    }
}
