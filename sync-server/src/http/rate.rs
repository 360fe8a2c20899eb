//! How often one address may ask.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::extract::{Request, State};
use axum::http::{Extensions, HeaderMap, HeaderName};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::problem::Problem;
use super::problem_text::Kind;
use crate::config::Rate;

/// The other end of the connection, put into every request by the server's accept loop.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peer(pub(super) SocketAddr);

/// The address that a request counts for, put into the request by its gate.
#[derive(Debug, Clone, Copy)]
pub(super) struct Whose(IpAddr);

impl Whose {
    /// All whose address isn't known are one.
    pub(super) fn of(extensions: &Extensions) -> IpAddr {
        let known = extensions.get::<Self>().map(|whose| whose.0);
        known.unwrap_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED))
    }
}

/// Addresses seen between two clean-ups of those that have rested.
const CLEAN_EVERY: u32 = 4_096;

/// Keeps count for one group of handlers.
pub(super) struct Gate {
    limiter: Option<DefaultKeyedRateLimiter<IpAddr>>,
    proxy_header: Option<HeaderName>,
    asked: AtomicU32,
}

impl Gate {
    pub(super) fn new(rate: Rate, proxy_header: Option<&str>) -> Self {
        let quota = NonZeroU32::new(rate.per_minute).map(|per_minute| {
            Quota::per_minute(per_minute)
                .allow_burst(NonZeroU32::new(rate.burst).unwrap_or(NonZeroU32::MIN))
        });
        Self::of(quota, proxy_header)
    }

    /// So many in an hour, all of them at once if need be; 0 is no limit.
    pub(super) fn hourly(number: u32, proxy_header: Option<&str>) -> Self {
        Self::of(NonZeroU32::new(number).map(Quota::per_hour), proxy_header)
    }

    fn of(quota: Option<Quota>, proxy_header: Option<&str>) -> Self {
        Self {
            limiter: quota.map(RateLimiter::keyed),
            proxy_header: proxy_header.and_then(|name| name.parse().ok()),
            asked: AtomicU32::new(0),
        }
    }

    /// Whose request it is. A trusted proxy appends the address it sees, so the last one counts;
    /// the others are the client's own word.
    fn key(&self, headers: &HeaderMap, peer: Option<&Peer>) -> IpAddr {
        let named = self.proxy_header.as_ref().and_then(|name| {
            let last = headers.get_all(name).iter().next_back()?.to_str().ok()?;
            last.rsplit(',').next()?.trim().parse().ok()
        });
        let unknown = IpAddr::V6(Ipv6Addr::UNSPECIFIED);
        let address: IpAddr = named.or(peer.map(|peer| peer.0.ip())).unwrap_or(unknown);
        match address.to_canonical() {
            // A household or a phone gets a whole /64.
            IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64)).into(),
            v4 => v4,
        }
    }
}

/// Answers 429 to who asks too often.
pub(super) async fn limit(
    State(gate): State<Arc<Gate>>,
    mut request: Request,
    next: Next,
) -> Response {
    let key = gate.key(request.headers(), request.extensions().get::<Peer>());
    request.extensions_mut().insert(Whose(key));
    let Some(limiter) = &gate.limiter else {
        return next.run(request).await;
    };
    if gate.asked.fetch_add(1, Ordering::Relaxed) % CLEAN_EVERY == CLEAN_EVERY - 1 {
        limiter.retain_recent();
    }
    match limiter.check_key(&key) {
        Ok(()) => next.run(request).await,
        Err(early) => {
            let wait = early.wait_time_from(DefaultClock::default().now());
            Problem::from(Kind::TooMany)
                .retry_after(wait.as_secs() + 1)
                .into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_request_it_is() {
        let rate = Rate {
            per_minute: 1,
            burst: 1,
        };
        let peer = |text: &str| Peer(SocketAddr::new(text.parse().unwrap(), 1));
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "10.9.9.9, 192.0.2.7".parse().unwrap());
        let plain = Gate::new(rate, None);
        let proxied = Gate::new(rate, Some("x-forwarded-for"));
        let here = peer("127.0.0.1");
        assert_eq!(plain.key(&headers, Some(&here)).to_string(), "127.0.0.1");
        assert_eq!(proxied.key(&headers, Some(&here)).to_string(), "192.0.2.7");
        assert_eq!(
            proxied.key(&HeaderMap::new(), Some(&here)).to_string(),
            "127.0.0.1"
        );
        let v6 = peer("2001:db8:1:2:3:4:5:6");
        assert_eq!(plain.key(&headers, Some(&v6)).to_string(), "2001:db8:1:2::");
        let mapped = peer("::ffff:192.0.2.7");
        assert_eq!(plain.key(&headers, Some(&mapped)).to_string(), "192.0.2.7");
    }
}
