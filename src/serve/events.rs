//! What the open page is told, as server-sent events: the build, the version of this page, and the problems.
//!
//! The page compares and decides; nothing depends on having heard every event. A page that was asleep, or that was open
//! while the program was started anew, is right again after the next one.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Bytes;
use futures_core::Stream;
use serde::Serialize;
use tokio::sync::{mpsc, watch};

use super::editor::Editor;
use super::problems::Shown;
use super::snapshot::{PageNote, Snapshot, Version};

/// So often a line without meaning is sent, so that a broken connection is noticed.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The state of one page, and of the site around it.
#[derive(Debug, Serialize)]
pub(super) struct State<'s> {
    session: &'s str,
    build: u64,
    base: &'s str,
    /// The version of what the page that asks would get now.
    version: String,
    page: Option<Note<'s>>,
    style: Option<&'s str>,
    changed: Vec<&'s str>,
    /// Where a page that follows the writer should go.
    go: Option<&'s str>,
    errors: usize,
    warnings: usize,
    here: Vec<Shown>,
    elsewhere: Vec<Shown>,
}

#[derive(Debug, Serialize)]
struct Note<'s> {
    title: &'s str,
    source: &'s str,
    ribbon: Option<&'s str>,
    stale: Option<&'static str>,
}

/// What every state is made with.
#[derive(Debug, Clone)]
pub(super) struct Teller {
    /// Tells one run of the program from the next.
    pub(super) session: Arc<str>,
    /// The editor's addresses.
    pub(super) editor: Arc<Editor>,
    /// Whether open pages go to the page that was edited.
    pub(super) follow: bool,
}

impl Teller {
    /// The state of the page at `path`, as the browser names it.
    pub(super) fn state<'s>(&'s self, snapshot: &'s Snapshot, path: &str) -> State<'s> {
        let path = super::address::decode(path);
        let url = path.strip_prefix(snapshot.base.as_str());
        let page = url.and_then(|url| snapshot.page(url));
        let version = url
            .and_then(|url| snapshot.version(url))
            .or_else(|| snapshot.version("404.html"))
            .filter(|_| !path.starts_with("/__preview"))
            .map_or_else(|| snapshot.build.to_string(), Version::text);
        let url = page.map(|page| page.url.as_str());
        let editor = |said: &crate::diagnostic::Diagnostic| self.editor.address(said);
        let here = url
            .into_iter()
            .flat_map(|url| snapshot.problems.of_page(url));
        State {
            session: &self.session,
            build: snapshot.build,
            base: &snapshot.base,
            version,
            page: page.map(|page| note(page)),
            style: snapshot.style.as_deref(),
            changed: snapshot
                .changed
                .iter()
                .map(String::as_str)
                .take(500)
                .collect(),
            go: self.follow.then(|| edited_page(snapshot)).flatten(),
            errors: snapshot.problems.count.errors,
            warnings: snapshot.problems.count.warnings,
            here: here.map(|problem| problem.shown(&editor)).collect(),
            elsewhere: snapshot
                .problems
                .elsewhere(url)
                .map(|problem| problem.shown(&editor))
                .collect(),
        }
    }

    /// The stream of states for one open page.
    pub(super) fn stream(
        &self,
        mut snapshots: watch::Receiver<Arc<Snapshot>>,
        path: String,
    ) -> Lines {
        let (sender, lines) = mpsc::channel(2);
        let teller = self.clone();
        tokio::spawn(async move {
            snapshots.mark_changed();
            loop {
                let line = match tokio::time::timeout(HEARTBEAT, snapshots.changed()).await {
                    Err(_) => ": still here\n\n".to_owned(),
                    Ok(Err(_)) => return,
                    Ok(Ok(())) => teller.line(&snapshots.borrow_and_update().clone(), &path),
                };
                if sender.send(Bytes::from(line)).await.is_err() {
                    return;
                }
            }
        });
        Lines(lines)
    }

    fn line(&self, snapshot: &Snapshot, path: &str) -> String {
        let state = serde_json::to_string(&self.state(snapshot, path)).unwrap_or_default();
        format!(
            "id: {}\nretry: 400\nevent: state\ndata: {state}\n\n",
            snapshot.build
        )
    }
}

impl Version {
    /// The version as pages carry it.
    pub fn text(self) -> String {
        format!("{:016x}", self.0)
    }
}

fn note(page: &PageNote) -> Note<'_> {
    Note {
        title: &page.title,
        source: &page.source,
        ribbon: page.ribbon.as_deref(),
        stale: page.stale,
    }
}

/// The address of the one page whose source was edited, if it was one.
fn edited_page(snapshot: &Snapshot) -> Option<&str> {
    let [source] = snapshot.edited.as_slice() else {
        return None;
    };
    let mut pages = snapshot.pages.values();
    pages
        .find(|page| *page.source == **source)
        .map(|page| page.url.as_str())
}

/// Pieces of an answer that has no end.
#[derive(Debug)]
pub(super) struct Lines(mpsc::Receiver<Bytes>);

impl Stream for Lines {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context).map(|line| line.map(Ok))
    }
}
