//! What can stand between the app and its server. It listens where the app believes the server to
//! be, and passes everything on until it is told to do harm.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use std::time::{Duration, Instant};

use anyhow::Result;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, Response, StatusCode, header};
use futures_util::stream;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// More than any file of the app.
const LARGEST: usize = 16 * 1024 * 1024;

/// What the proxy does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    #[default]
    None,
    /// Every address answers 200 with a page of its own, as a captive portal's does.
    PortalPage,
    /// Every address redirects to a page of its own, as a captive portal's does.
    PortalRedirect,
    /// The server gets each push and answers it; the answer is cut in its middle.
    CutPushAnswers,
    /// The push of the submission that says this is refused with 422, whatever the server thinks.
    Refuse(String),
    /// Every push is answered with this status and a problem, whatever the server thinks.
    Status(u16),
    /// The service worker is of another build: this text in it becomes that one.
    NewBuild(String, String),
    /// What ends so is never answered.
    Silent(&'static str),
}

struct Shared {
    upstream: String,
    client: reqwest::Client,
    fault: Mutex<Fault>,
    pushes: Mutex<Vec<String>>,
}

/// A proxy of one server. It ends with its value.
pub struct Proxy {
    address: SocketAddr,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

impl Proxy {
    /// Stands before this server, at an address of its own.
    ///
    /// # Errors
    /// When it can't listen.
    pub async fn before(upstream: &str) -> Result<Self> {
        Self::listen(upstream, 0).await
    }

    /// Takes this port of a server that is stopped.
    ///
    /// # Errors
    /// When it can't listen.
    pub async fn in_place_of(port: u16, fault: Fault) -> Result<Self> {
        let proxy = Self::listen("http://127.0.0.1:9", port).await?;
        proxy.set(fault);
        Ok(proxy)
    }

    async fn listen(upstream: &str, port: u16) -> Result<Self> {
        let listener = bind(port).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            upstream: upstream.to_owned(),
            client: reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .build()?,
            fault: Mutex::default(),
            pushes: Mutex::default(),
        });
        let service = Router::new().fallback(handle).with_state(shared.clone());
        let task = tokio::spawn(async move {
            let _ = axum::serve(listener, service).await;
        });
        Ok(Self {
            address,
            shared,
            task,
        })
    }

    /// Its address without a slash at the end.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Does this from now on.
    pub fn set(&self, fault: Fault) {
        *self
            .shared
            .fault
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = fault;
    }

    /// The addresses of all pushes so far, one for each attempt.
    #[must_use]
    pub fn pushes(&self) -> Vec<String> {
        self.shared
            .pushes
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn handle(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let fault = shared
        .fault
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    let path = request.uri().path().to_owned();
    let is_push = request.method() == Method::PUT && path.starts_with("/api/v1/submissions/");
    if is_push {
        shared
            .pushes
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(path.clone());
    }
    match &fault {
        Fault::PortalPage => return portal_page(),
        Fault::PortalRedirect => return portal_redirect(&path),
        Fault::Silent(end) if path.ends_with(end) => std::future::pending().await,
        _ => {}
    }
    let Ok((status, mut headers, mut body)) = pass_on(&shared, request, &fault).await else {
        return plain(StatusCode::BAD_GATEWAY, "no server behind this proxy");
    };
    match fault {
        Fault::CutPushAnswers if is_push => {
            let half = body.slice(..body.len() / 2);
            let cut = [Ok(half), Err(std::io::Error::other("cut"))];
            let mut answer = Response::new(Body::from_stream(stream::iter(cut)));
            *answer.status_mut() = status;
            headers.remove(header::CONTENT_LENGTH);
            *answer.headers_mut() = headers;
            return answer;
        }
        Fault::NewBuild(from, to) if path == "/sw.js" => {
            body = String::from_utf8_lossy(&body).replace(&from, &to).into();
            headers.remove(header::ETAG);
        }
        _ => {}
    }
    headers.remove(header::CONTENT_LENGTH);
    headers.remove(header::TRANSFER_ENCODING);
    let mut answer = Response::new(Body::from(body));
    *answer.status_mut() = status;
    *answer.headers_mut() = headers;
    answer
}

async fn pass_on(
    shared: &Shared,
    request: Request,
    fault: &Fault,
) -> Result<(StatusCode, axum::http::HeaderMap, Bytes)> {
    let (mut parts, body) = request.into_parts();
    let body = to_bytes(body, LARGEST).await?;
    if let Fault::Refuse(said) = fault
        && parts.method == Method::PUT
        && String::from_utf8_lossy(&body).contains(said.as_str())
    {
        return Ok(problem(StatusCode::UNPROCESSABLE_ENTITY));
    }
    if let Fault::Status(status) = fault
        && parts.method == Method::PUT
    {
        return Ok(problem(StatusCode::from_u16(*status)?));
    }
    if parts.uri.path() == "/sw.js" {
        // Rewritten here, so it must come as plain text and whole.
        parts.headers.remove(header::ACCEPT_ENCODING);
        parts.headers.remove(header::IF_NONE_MATCH);
    }
    let target = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let answer = shared
        .client
        .request(parts.method, format!("{}{target}", shared.upstream))
        .headers(parts.headers)
        .body(body)
        .send()
        .await?;
    Ok((
        answer.status(),
        answer.headers().clone(),
        answer.bytes().await?,
    ))
}

fn problem(status: StatusCode) -> (StatusCode, axum::http::HeaderMap, Bytes) {
    let said = format!(
        r#"{{"type":"/problems/said","title":"Not taken","status":{}}}"#,
        status.as_u16()
    );
    let mut headers = axum::http::HeaderMap::new();
    let media = HeaderValue::from_static("application/problem+json");
    headers.insert(header::CONTENT_TYPE, media);
    (status, headers, said.into())
}

fn portal_page() -> Response<Body> {
    let mut answer = plain(
        StatusCode::OK,
        "<!doctype html><title>Wi-Fi</title><h1>Увійдіть</h1>",
    );
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    answer.headers_mut().insert(header::CONTENT_TYPE, html);
    answer
}

fn portal_redirect(path: &str) -> Response<Body> {
    if path == "/portal-sign-in" {
        return portal_page();
    }
    let mut answer = plain(StatusCode::FOUND, "");
    answer.headers_mut().insert(
        header::LOCATION,
        HeaderValue::from_static("/portal-sign-in"),
    );
    answer
}

fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    let mut answer = Response::new(Body::from(text));
    *answer.status_mut() = status;
    answer
}

/// Listens on the port as soon as whoever had it before has let go of it: a listener that was
/// dropped is closed by its task a moment later.
async fn bind(port: u16) -> Result<TcpListener> {
    let give_up = Instant::now() + Duration::from_secs(10);
    loop {
        match TcpListener::bind(("127.0.0.1", port)).await {
            Err(error) if error.kind() == ErrorKind::AddrInUse && Instant::now() < give_up => {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            bound => return Ok(bound?),
        }
    }
}
