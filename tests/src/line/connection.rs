//! One connection through the line.

use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::{Fate, Path, Shared, Weather};
use crate::chance::Chance;

/// What TCP sends at once over most lines, in bytes.
const PIECE: usize = 1_400;
/// The first pause before a lost piece is sent again, in milliseconds; it doubles with each loss.
const RESEND_MS: u64 = 200;
/// In which exchange of a connection, and at which byte of it, harm is done at the latest. Clients
/// that open a connection for each request have only a first exchange.
const LAST_TURN: u64 = 3;
const LAST_BYTE: u64 = 900;

const PAGE: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\n\
    content-length: 52\r\nconnection: close\r\n\r\n<!doctype html><title>Wi-Fi</title><h1>Wi-Fi</h1>   ";
const REDIRECT: &str = "HTTP/1.1 302 Found\r\nlocation: http://portal.example/\r\n\
    content-length: 0\r\nconnection: close\r\n\r\n";

/// How a connection ends before its time.
enum Strike {
    Reset,
    Cut,
}

pub(super) async fn carry(
    client: TcpStream,
    shared: Arc<Shared>,
    weather: Weather,
    mut chance: Chance,
) {
    // Pieces go as they come; small ones are not gathered.
    let _ = client.set_nodelay(true);
    match weather.fate(&mut chance) {
        fate @ Fate::ResetAtOnce => {
            shared.count(fate.name());
            let _ = client.set_zero_linger();
        }
        fate @ Fate::Mute => {
            shared.count(fate.name());
            let mut healed = shared.healed.subscribe();
            let _ = healed.changed().await;
            let _ = client.set_zero_linger();
        }
        fate @ (Fate::PortalPage | Fate::PortalRedirect) => {
            shared.count(fate.name());
            let page = if fate == Fate::PortalPage {
                PAGE
            } else {
                REDIRECT
            };
            answer_as_portal(client, page).await;
        }
        fate => pass(client, &shared, &weather, fate, chance).await,
    }
}

/// Reads what there is of the request and answers in the server's place.
async fn answer_as_portal(mut client: TcpStream, page: &str) {
    let mut buffer = [0; 64 * 1024];
    if client.read(&mut buffer).await.is_ok_and(|read| read > 0) {
        let _ = client.write_all(page.as_bytes()).await;
        let _ = client.shutdown().await;
        // Closed with unread bytes, the system would send a reset that may overtake the page.
        let rest = async { while client.read(&mut buffer).await.is_ok_and(|read| read > 0) {} };
        let _ = tokio::time::timeout(Duration::from_secs(1), rest).await;
    }
}

async fn pass(
    client: TcpStream,
    shared: &Shared,
    weather: &Weather,
    fate: Fate,
    mut chance: Chance,
) {
    let upstream = {
        let all = shared
            .upstreams
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *chance.one_of(&all)
    };
    let Ok(server) = TcpStream::connect(upstream).await else {
        shared.count("no server behind the line");
        let _ = client.set_zero_linger();
        return;
    };
    let _ = server.set_nodelay(true);
    let lag = Lag::draw(weather, &mut chance);
    let mark = Mutex::new(Mark::draw(fate, weather.at_first, &mut chance));
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let struck = {
        let see = |seen: fn(&mut Mark, usize) -> ControlFlow<(usize, Strike)>| {
            let mark = &mark;
            move |read| {
                seen(
                    &mut mark.lock().unwrap_or_else(PoisonError::into_inner),
                    read,
                )
            }
        };
        let chances = (chance.fork("up", 0), chance.fork("down", 0));
        let up = pump(
            &mut from_client,
            &mut to_server,
            shared,
            lag.with(chances.0),
            see(Mark::up),
        );
        let down = pump(
            &mut from_server,
            &mut to_client,
            shared,
            lag.with(chances.1),
            see(Mark::down),
        );
        let mut cut = shared.cut.subscribe();
        tokio::select! {
            ended = async { tokio::try_join!(up, down) } => ended.err(),
            _ = cut.changed() => Some(Strike::Reset),
        }
    };
    match struck {
        Some(Strike::Reset) => {
            if fate != Fate::Whole {
                shared.count(fate.name());
            }
            let _ = to_client.as_ref().set_zero_linger();
            // A server that was sent a whole request must be left to deal with it.
            if fate == Fate::ResetInRequest {
                let _ = to_server.as_ref().set_zero_linger();
            }
        }
        Some(Strike::Cut) => {
            shared.count(fate.name());
            let _ = to_client.shutdown().await;
        }
        None => {}
    }
}

/// How slow a connection is.
#[derive(Clone)]
struct Lag {
    delay: Duration,
    bytes_per_second: Option<u64>,
    loss_percent: u64,
    chance: Chance,
    last: Instant,
}

impl Lag {
    fn draw(weather: &Weather, chance: &mut Chance) -> Self {
        let (least, most) = weather.delay_ms;
        Self {
            delay: Duration::from_millis(chance.within(least, most)),
            bytes_per_second: weather.bytes_per_second,
            loss_percent: weather.loss_percent,
            chance: chance.clone(),
            last: Instant::now(),
        }
    }

    fn with(&self, chance: Chance) -> Self {
        Self {
            chance,
            ..self.clone()
        }
    }

    /// When a piece that came now arrives: after everything before it.
    fn arrives(&mut self, bytes: usize, shared: &Shared) -> Instant {
        let mut due = (Instant::now() + self.delay).max(self.last);
        if let Some(rate) = self.bytes_per_second {
            due += Duration::from_micros(bytes as u64 * 1_000_000 / rate.max(1));
        }
        let mut pause = RESEND_MS;
        while pause < 4_000 && self.chance.percent(self.loss_percent) {
            shared.count("pieces lost");
            due += Duration::from_millis(pause);
            pause *= 2;
        }
        self.last = due;
        due
    }
}

/// Where in the connection harm is done.
struct Mark {
    fate: Fate,
    turn: u64,
    byte: usize,
    now_turn: u64,
    now_bytes: usize,
    upwards: bool,
}

impl Mark {
    fn draw(fate: Fate, at_first: bool, chance: &mut Chance) -> Self {
        Self {
            fate,
            // Mostly the first exchange: most connections have no other.
            turn: if at_first || chance.percent(70) {
                1
            } else {
                chance.within(1, LAST_TURN)
            },
            byte: usize::try_from(chance.within(1, LAST_BYTE)).unwrap_or(1),
            now_turn: 0,
            now_bytes: 0,
            upwards: false,
        }
    }

    /// The client sent so many bytes: pass them all, or so many and then strike.
    fn up(&mut self, read: usize) -> ControlFlow<(usize, Strike)> {
        if !self.upwards {
            self.upwards = true;
            self.now_turn += 1;
            self.now_bytes = 0;
        }
        self.strike(read, self.fate == Fate::ResetInRequest, Strike::Reset)
    }

    /// The server sent so many bytes.
    fn down(&mut self, read: usize) -> ControlFlow<(usize, Strike)> {
        if self.upwards {
            self.upwards = false;
            self.now_bytes = 0;
        }
        match self.fate {
            Fate::ResetBeforeAnswer if self.now_turn >= self.turn => {
                ControlFlow::Break((0, Strike::Reset))
            }
            Fate::ResetInAnswer => self.strike(read, true, Strike::Reset),
            Fate::CutAnswer => self.strike(read, true, Strike::Cut),
            _ => ControlFlow::Continue(()),
        }
    }

    fn strike(&mut self, read: usize, meant: bool, how: Strike) -> ControlFlow<(usize, Strike)> {
        let before = self.now_bytes;
        self.now_bytes += read;
        if meant && self.now_turn >= self.turn && self.now_bytes >= self.byte {
            return ControlFlow::Break((self.byte.saturating_sub(before), how));
        }
        ControlFlow::Continue(())
    }
}

type Piece = (Instant, Vec<u8>, Option<Strike>);

/// Carries one direction to its end, or to a strike.
async fn pump(
    from: &mut OwnedReadHalf,
    to: &mut OwnedWriteHalf,
    shared: &Shared,
    mut lag: Lag,
    mut see: impl FnMut(usize) -> ControlFlow<(usize, Strike)>,
) -> Result<(), Strike> {
    let (sender, mut pieces) = mpsc::channel::<Piece>(64);
    let read = async {
        let mut buffer = [0; PIECE];
        // An end or an error of this side: what is under way still arrives.
        while let Ok(read @ 1..) = from.read(&mut buffer).await {
            let (length, strike) = match see(read) {
                ControlFlow::Continue(()) => (read, None),
                ControlFlow::Break((length, strike)) => (length, Some(strike)),
            };
            let last = strike.is_some();
            let due = lag.arrives(length, shared);
            let piece = (due, buffer[..length].to_vec(), strike);
            if sender.send(piece).await.is_err() || last {
                break;
            }
        }
        drop(sender);
        Ok(())
    };
    let write = async {
        let mut weather = shared.weather.subscribe();
        while let Some((due, bytes, strike)) = pieces.recv().await {
            tokio::time::sleep_until(due).await;
            // Through a hole nothing comes until it is over.
            let path = weather
                .wait_for(|weather| weather.path != Path::Silent)
                .await;
            if path.is_ok_and(|weather| weather.path == Path::Refused) {
                return Err(Strike::Reset);
            }
            if to.write_all(&bytes).await.is_err() {
                break;
            }
            if let Some(strike) = strike {
                return Err(strike);
            }
        }
        let _ = to.shutdown().await;
        Ok(())
    };
    tokio::try_join!(read, write).map(drop)
}
