//! The places a journal can be kept in, so that one story runs on all of them.

use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex, Weak};

use sync_server::journal::Place;
use tempfile::TempDir;
use tokio_postgres::{Client, NoTls};
use uuid::Uuid;

use super::cluster::Cluster;

/// A kind of journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

pub const EVERY_KIND: [Kind; 2] = [Kind::Sqlite, Kind::Postgres];

/// A new, empty place for a journal; what is in it goes when the test ends.
pub enum Store {
    Folder(TempDir),
    Database(Arc<Cluster>, String),
}

impl Store {
    pub fn new(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => Self::Folder(TempDir::new().unwrap()),
            Kind::Postgres => Self::on(shared()),
        }
    }

    /// On a cluster of the test's own.
    pub fn on(cluster: Arc<Cluster>) -> Self {
        let url = cluster.database().unwrap_or_else(|why| panic!("{why}"));
        Self::Database(cluster, url)
    }

    /// The same place, for a second server on it.
    pub fn shared(&self) -> Self {
        match self {
            Self::Folder(_) => panic!("a folder serves one server"),
            Self::Database(cluster, url) => Self::Database(cluster.clone(), url.clone()),
        }
    }

    pub fn place(&self) -> Place {
        match self {
            Self::Folder(folder) => Place::Folder(folder.path().to_owned()),
            Self::Database(_, url) => Place::Database(url.parse().unwrap()),
        }
    }

    pub fn folder(&self) -> &Path {
        match self {
            Self::Folder(folder) => folder.path(),
            Self::Database(..) => panic!("a database has no folder"),
        }
    }

    pub fn url(&self) -> &str {
        match self {
            Self::Folder(_) => panic!("a folder has no address"),
            Self::Database(_, url) => url,
        }
    }

    /// Tells a command where the journal is, as an operator does.
    pub fn tell(&self, command: &mut Command) {
        command.env_remove("VR_DATA").env_remove("DATABASE_URL");
        match self {
            Self::Folder(folder) => command.arg("--data").arg(folder.path()),
            Self::Database(_, url) => command.env("DATABASE_URL", url),
        };
    }

    /// A way past the program, for tests that look or tamper.
    pub async fn sql(&self) -> Client {
        let (client, connection) = tokio_postgres::connect(self.url(), NoTls).await.unwrap();
        tokio::spawn(connection);
        client
    }
}

/// A cluster that nobody else uses, to be killed.
pub fn own() -> Arc<Cluster> {
    let cluster = Cluster::start(&std::env::temp_dir().join(format!("rada-{}", Uuid::now_v7())));
    Arc::new(cluster.unwrap_or_else(|why| panic!("{why}")))
}

/// The cluster of this test program, as long as one of its tests uses it.
fn shared() -> Arc<Cluster> {
    static SHARED: Mutex<Weak<Cluster>> = Mutex::new(Weak::new());
    let mut shared = SHARED.lock().unwrap_or_else(|broken| broken.into_inner());
    shared.upgrade().unwrap_or_else(|| {
        let made = own();
        *shared = Arc::downgrade(&made);
        made
    })
}
