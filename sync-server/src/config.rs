//! What can be set when the server is started.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use domain::sync::wire::Council;

use crate::journal::Place;
use crate::mail::Secret;

/// So many requests a minute from one address, and so many at once; 0 a minute is no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// In the long run.
    pub per_minute: u32,
    /// At once.
    pub burst: u32,
}

/// What the server allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Submissions.
    pub pushes: Rate,
    /// Look-ups by index and questions for news.
    pub look_ups: Rate,
    /// Parcels that one address may leave for other devices in an hour, and at once; 0 is no limit.
    /// A person moves once in years, and no address may take the room of all.
    pub parcels_per_hour: u32,
    /// Attempts to sign in.
    pub sign_ins: Rate,
    /// Everything asked about the files of a request.
    pub uploads: Rate,
    /// Pieces of files taken in at once, of all addresses; one address gets a quarter of them.
    pub uploads_at_once: usize,
    /// How long a request may take from its last header to the answer. A piece of a file may take
    /// longer, as long as bytes keep coming: this is how long none may come.
    pub request: Duration,
    /// How long a client may take to send its headers.
    pub headers: Duration,
    /// Requests worked on at once.
    pub concurrent: usize,
    /// Open connections.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            pushes: Rate {
                per_minute: 120,
                burst: 60,
            },
            look_ups: Rate {
                per_minute: 60,
                burst: 30,
            },
            parcels_per_hour: 6,
            sign_ins: Rate {
                per_minute: 10,
                burst: 5,
            },
            // 25 MB in pieces of 128 KiB are 200 of them.
            uploads: Rate {
                per_minute: 600,
                burst: 300,
            },
            uploads_at_once: 64,
            request: Duration::from_secs(20),
            headers: Duration::from_secs(10),
            concurrent: 512,
            connections: 4_096,
        }
    }
}

/// How the queue of e-mail is emptied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailConfig {
    /// The password of the council's mailbox.
    pub password: Secret,
    /// How often the queue is looked at when nobody says that something is due.
    pub every: Duration,
}

impl Default for MailConfig {
    fn default() -> Self {
        Self {
            password: Secret::default(),
            every: Duration::from_secs(5),
        }
    }
}

/// The whole configuration of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Where the journal is.
    pub journal: Place,
    /// The address to listen on; port 0 takes any free one.
    pub listen: SocketAddr,
    /// Fill an empty database with an invented council.
    pub demo: bool,
    /// The council of a first start without the demo.
    pub council: Council,
    /// The address people reach the server by, printed at the start.
    pub base_url: Option<String>,
    /// The header in which one trusted proxy names the client's address.
    pub trusted_proxy_header: Option<String>,
    /// What is allowed.
    pub limits: Limits,
    /// How the queue of e-mail is emptied.
    pub mail: MailConfig,
}

impl Config {
    /// A server with this data folder on any free port of this machine, for tests and bench.
    #[must_use]
    pub fn local(data: PathBuf) -> Self {
        Self {
            journal: Place::Folder(data),
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            demo: false,
            council: Council {
                name_uk: "Рада".into(),
                name_en: "Council".into(),
                ..Council::default()
            },
            base_url: None,
            trusted_proxy_header: None,
            limits: Limits::default(),
            mail: MailConfig::default(),
        }
    }
}
