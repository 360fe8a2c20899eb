//! Accepting connections, and ending without breaking one off.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt;

use super::rate::Peer;
use crate::config::Limits;

/// How long a stop waits for answers that are under way.
const LAST_ANSWERS: Duration = Duration::from_secs(10);
/// How long to wait when the system has no more file handles.
const BREATH: Duration = Duration::from_millis(100);
/// The most headers, and the most bytes of them.
const HEADERS: usize = 64;
const HEADER_BYTES: usize = 32 * 1024;

/// Serves until told to stop. axum's own loop has no limit on how slowly headers may come in.
pub(crate) async fn serve(
    listener: TcpListener,
    service: Router,
    limits: &Limits,
    mut stop: watch::Receiver<bool>,
) {
    let connections = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.headers)
        .max_headers(HEADERS)
        .max_buf_size(HEADER_BYTES);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection was not accepted");
                tokio::time::sleep(BREATH).await;
                continue;
            }
        };
        // Over the limit it is closed at once: a client tries again, a waiting one only holds on.
        let Ok(place) = connections.clone().try_acquire_owned() else {
            continue;
        };
        let _ = stream.set_nodelay(true);
        let connection = graceful.watch(connect(&http, stream, peer, service.clone()));
        tokio::spawn(async move {
            let _place = place;
            // Broken connections are the network's way, not an error of ours.
            let _ = connection.await;
        });
    }
    drop(listener);
    if tokio::time::timeout(LAST_ANSWERS, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("connections were cut off that did not end in time");
    }
}

fn connect(
    http: &http1::Builder,
    stream: TcpStream,
    peer: SocketAddr,
    service: Router,
) -> http1::Connection<
    TokioIo<TcpStream>,
    impl hyper::service::Service<
        hyper::Request<Incoming>,
        Response = axum::response::Response,
        Error = Infallible,
        Future: Send,
    > + use<>,
> {
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request: Request = request.map(Body::new);
        request.extensions_mut().insert(Peer(peer));
        service.clone().oneshot(request)
    });
    http.serve_connection(TokioIo::new(stream), service)
}
