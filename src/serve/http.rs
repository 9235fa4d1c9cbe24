//! The server: a request in, an answer from the snapshot of this moment out.

use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, Response, StatusCode, header};
use tokio::sync::watch;

use super::address::{Answer, decode, encode, look_up, media_type};
use super::callers::Callers;
use super::events::Teller;
use super::recent::Recent;
use super::snapshot::{Served, Snapshot};
use super::{inject, start_page};
use crate::output::Output;

/// What every answer is made from.
#[derive(Debug)]
pub(super) struct Desk {
    /// The newest snapshot.
    pub(super) snapshots: watch::Receiver<Arc<Snapshot>>,
    /// Which pages were asked for last.
    pub(super) recent: Arc<Recent>,
    /// Who may ask.
    pub(super) callers: Callers,
    /// What open pages are told.
    pub(super) teller: Teller,
    /// The address for a phone, if there is one.
    pub(super) phone: Option<String>,
}

/// The server's only route.
pub(super) fn router(desk: Arc<Desk>) -> Router {
    Router::new().fallback(answer).with_state(desk)
}

/// The address of this machine in its network, as far as the system tells without sending anything.
pub fn own_address() -> Option<IpAddr> {
    let socket = std::net::UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_unspecified() && !address.is_loopback()).then_some(address)
}

async fn answer(State(desk): State<Arc<Desk>>, request: Request) -> Response<Body> {
    if !desk.callers.may_ask(request.headers()) {
        let words = "This preview answers only to its own address.";
        return plain(StatusCode::FORBIDDEN, words);
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return plain(
            StatusCode::METHOD_NOT_ALLOWED,
            "Only reading is possible here.",
        );
    }
    let snapshot = desk.snapshots.borrow().clone();
    let path = request.uri().path();
    match path.strip_prefix("/__preview") {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => own(
            &desk,
            &snapshot,
            rest,
            request.uri().query().unwrap_or_default(),
        ),
        _ => {
            let mut response = site(&snapshot, path, &desk.recent).await;
            add_headers(&snapshot, path, &mut response);
            response
        }
    }
}

/// The headers that the site asks of its host.
fn add_headers(snapshot: &Snapshot, path: &str, response: &mut Response<Body>) {
    let path = decode(path);
    let Some(inside) = path.strip_prefix(snapshot.base.as_str()) else {
        return;
    };
    for (name, value) in snapshot.rules.headers(&format!("/{inside}")) {
        let name = header::HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(&value)) {
            response.headers_mut().insert(name, value);
        }
    }
}

/// What belongs to the preview itself.
fn own(desk: &Desk, snapshot: &Snapshot, path: &str, query: &str) -> Response<Body> {
    let of_page = || decode(query.strip_prefix("page=").unwrap_or_default());
    match path {
        "" => moved("/__preview/"),
        "/" => {
            let html = start_page::html(snapshot, desk.phone.as_deref());
            page(StatusCode::OK, &html, snapshot.build.to_string())
        }
        "/events" => {
            let lines = desk.teller.stream(desk.snapshots.clone(), of_page());
            typed("text/event-stream", Body::from_stream(lines))
        }
        "/state" => {
            let state = desk.teller.state(snapshot, &of_page());
            let json = serde_json::to_vec(&state).unwrap_or_default();
            typed("application/json", json.into())
        }
        "/builds" => {
            let json = serde_json::to_vec(&snapshot.history).unwrap_or_default();
            typed("application/json", json.into())
        }
        path => match inject::file(path.trim_start_matches('/')) {
            Some(text) => typed(media_type(path), text.into()),
            None => plain(StatusCode::NOT_FOUND, "The preview has nothing here."),
        },
    }
}

/// What belongs to the site.
async fn site(snapshot: &Snapshot, path: &str, recent: &Recent) -> Response<Body> {
    match look_up(snapshot, path) {
        Answer::File(path, served) => {
            if matches!(served.output, Output::Page(_)) {
                recent.saw(path);
            }
            file(StatusCode::OK, path, served).await
        }
        Answer::Moved(to) => moved(&to),
        Answer::Led(to, status) => led(&to, status),
        Answer::Missing => match snapshot.files.get_key_value("404.html") {
            Some((path, served)) => file(StatusCode::NOT_FOUND, path, served).await,
            None => {
                let html = start_page::waiting(snapshot);
                page(
                    StatusCode::SERVICE_UNAVAILABLE,
                    &html,
                    snapshot.build.to_string(),
                )
            }
        },
    }
}

async fn file(status: StatusCode, path: &str, served: &Served) -> Response<Body> {
    match &served.output {
        Output::Page(rendered) => page(status, &rendered.html, served.version.text()),
        Output::Made(bytes) if path.ends_with(".html") => page(
            status,
            &String::from_utf8_lossy(bytes),
            served.version.text(),
        ),
        Output::Made(bytes) => typed(media_type(path), Body::from(bytes.to_vec())),
        Output::Copy(from) => {
            let from = from.clone();
            later(path, move || std::fs::read(from)).await
        }
        Output::Picture(recipe) => {
            let recipe = recipe.clone();
            later(path, move || recipe.bytes()).await
        }
    }
}

/// A file of the site that is not kept in memory, or a picture that is made now, on nobody's way. Its path comes from the
/// plan, never from the request.
async fn later(
    path: &str,
    read: impl FnOnce() -> std::io::Result<Vec<u8>> + Send + 'static,
) -> Response<Body> {
    match tokio::task::spawn_blocking(read).await {
        Ok(Ok(bytes)) => typed(media_type(path), bytes.into()),
        _ => plain(StatusCode::NOT_FOUND, "The file cannot be read."),
    }
}

fn page(status: StatusCode, html: &str, version: String) -> Response<Body> {
    let mut response = typed(
        "text/html; charset=utf-8",
        inject::page(html, &version).into(),
    );
    *response.status_mut() = status;
    response
}

fn moved(to: &str) -> Response<Body> {
    let mut response = plain(StatusCode::MOVED_PERMANENTLY, "");
    let to = encode(&decode(to));
    if let Ok(to) = HeaderValue::from_str(&to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

/// To another address, as the site asks of its host; it may be on another site.
fn led(to: &str, status: u16) -> Response<Body> {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::FOUND);
    let mut response = plain(status, "");
    if let Ok(to) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

fn plain(status: StatusCode, words: &str) -> Response<Body> {
    let mut response = typed("text/plain; charset=utf-8", words.to_owned().into());
    *response.status_mut() = status;
    response
}

/// Nothing of a preview is kept by the browser or handed to other sites.
fn typed(media_type: &'static str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (
            header::HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
