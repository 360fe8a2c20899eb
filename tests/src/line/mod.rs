//! The line between any client and the server, at the level of TCP: delay, narrowness, loss,
//! stalls, resets, cuts, partitions and captive portals, drawn from a seed.
//!
//! It knows nothing of HTTP except what a portal answers. The kernel's own emulator (`sch_netem`)
//! is not everywhere; a lost piece is therefore one that comes after the pause in which TCP would
//! have sent it again, with everything behind it waiting.

mod connection;
mod weather;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Result;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::chance::Chance;
use crate::server::free_port;

pub use weather::{Fate, Path, Weather};

/// How soon a listener is made again after its port was busy.
const REBIND: Duration = Duration::from_millis(50);

/// What all connections of a line share.
struct Shared {
    upstreams: Mutex<Vec<SocketAddr>>,
    weather: watch::Sender<Weather>,
    /// Counts how often the line was healed: what hangs for ever hangs until then.
    healed: watch::Sender<u64>,
    /// Counts how often it was cut: every connection of that moment is reset.
    cut: watch::Sender<u64>,
    tally: Mutex<BTreeMap<&'static str, u64>>,
}

impl Shared {
    fn count(&self, what: &'static str) {
        let mut tally = self.tally.lock().unwrap_or_else(PoisonError::into_inner);
        *tally.entry(what).or_default() += 1;
    }
}

/// A line to one or several servers; each connection gets one of them. It ends with its value.
pub struct Line {
    port: u16,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

impl Line {
    /// A clear line to these servers, at an address of its own.
    ///
    /// # Errors
    /// When it can't listen.
    pub async fn to(upstreams: &[SocketAddr], chance: &Chance) -> Result<Self> {
        let port = free_port()?;
        let shared = Arc::new(Shared {
            upstreams: Mutex::new(upstreams.to_vec()),
            weather: watch::Sender::new(Weather::clear()),
            healed: watch::Sender::new(0),
            cut: watch::Sender::new(0),
            tally: Mutex::default(),
        });
        let listener = TcpListener::bind(("127.0.0.1", port)).await?;
        let task = tokio::spawn(listen(
            listener,
            port,
            shared.clone(),
            chance.fork("line", 0),
        ));
        Ok(Self { port, shared, task })
    }

    /// A clear line to one server on this machine.
    ///
    /// # Errors
    /// When it can't listen.
    pub async fn to_port(port: u16, chance: &Chance) -> Result<Self> {
        Self::to(&[SocketAddr::from(([127, 0, 0, 1], port))], chance).await
    }

    /// Its address without a slash at the end.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// From now on it is so; connections that are open keep their fate.
    pub fn set(&self, weather: Weather) {
        self.shared.count(weather.name());
        self.shared.weather.send_replace(weather);
    }

    /// All clear; what hung is reset.
    pub fn heal(&self) {
        self.shared.weather.send_replace(Weather::clear());
        self.shared.healed.send_modify(|times| *times += 1);
    }

    /// Resets every connection there is.
    pub fn cut(&self) {
        self.shared.count("cuts");
        self.shared.cut.send_modify(|times| *times += 1);
    }

    /// How often each thing happened: weathers, fates that struck, connections, lost pieces.
    #[must_use]
    pub fn tally(&self) -> BTreeMap<&'static str, u64> {
        let tally = self.shared.tally.lock();
        tally.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How often one thing happened.
    #[must_use]
    pub fn count_of(&self, what: &str) -> u64 {
        self.tally().get(what).copied().unwrap_or_default()
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Takes connections while the path is open; while it is refused nothing listens at all.
async fn listen(listener: TcpListener, port: u16, shared: Arc<Shared>, chance: Chance) {
    let mut weather = shared.weather.subscribe();
    let mut listener = Some(listener);
    let mut number = 0;
    loop {
        let now = weather.borrow_and_update().clone();
        if now.path == Path::Refused {
            listener = None;
        } else if listener.is_none() {
            listener = TcpListener::bind(("127.0.0.1", port)).await.ok();
        }
        let accepted = async {
            match &listener {
                Some(listener) if now.path == Path::Open => listener.accept().await.ok(),
                Some(_) => std::future::pending().await,
                None if now.path == Path::Refused => std::future::pending().await,
                None => {
                    tokio::time::sleep(REBIND).await;
                    None
                }
            }
        };
        tokio::select! {
            changed = weather.changed() => if changed.is_err() { return },
            accepted = accepted => if let Some((client, _)) = accepted {
                number += 1;
                shared.count("connections");
                let chance = chance.fork("connection", number);
                tokio::spawn(connection::carry(client, shared.clone(), now, chance));
            },
        }
    }
}
