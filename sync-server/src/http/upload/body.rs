//! A body that may come slowly, but not for ever.

use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use http_body_util::BodyExt;
use hyper::body::Body as _;

/// Bytes a second, over the whole time: half of the slowest phone line there still is. Who sends
/// less holds a place for nothing.
const SLOWEST: u64 = 512;

/// Why no more comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum Cut {
    /// The connection broke.
    Broken,
    /// Nothing came for too long, or too little.
    TooSlow,
    /// The same file comes by another request.
    Displaced,
}

pub(in crate::http) struct Incoming {
    body: Body,
    silence: Duration,
    waited: Duration,
    seen: u64,
}

impl Incoming {
    /// Takes a body in which nothing may come for as long as `silence`.
    pub(in crate::http) fn new(body: Body, silence: Duration) -> Self {
        Self {
            body,
            silence,
            waited: Duration::ZERO,
            seen: 0,
        }
    }

    /// The bytes the client says it sends, if it does.
    pub(in crate::http) fn told(&self) -> Option<u64> {
        self.body.size_hint().exact()
    }

    /// The next bytes; `None` at the end. Only the time of waiting for them counts.
    pub(in crate::http) async fn next(&mut self) -> Result<Option<Bytes>, Cut> {
        loop {
            let earned = Duration::from_secs(self.seen / SLOWEST);
            let left = (self.silence + earned).saturating_sub(self.waited);
            let began = Instant::now();
            let frame = tokio::time::timeout(left.min(self.silence), self.body.frame()).await;
            self.waited += began.elapsed();
            match frame.map_err(|_| Cut::TooSlow)? {
                None => return Ok(None),
                Some(Err(_)) => return Err(Cut::Broken),
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        self.seen = self.seen.saturating_add(data.len() as u64);
                        return Ok(Some(data));
                    }
                }
            }
        }
    }

    /// Throws away what is left, up to so many bytes and only for a while: a client that is still
    /// sending sees no answer, only a broken connection.
    pub(in crate::http) async fn drain(&mut self, most: u64) {
        let (end, time) = (self.seen.saturating_add(most), self.silence);
        let rest = async { while self.seen < end && matches!(self.next().await, Ok(Some(_))) {} };
        let _ = tokio::time::timeout(time, rest).await;
    }
}
