//! When to look at the disk: when the system says that something happened, and every now and then in any case.
//!
//! Native events are quick but not to be trusted: network drives, containers and cloud folders lose them, and editors
//! make five for one save. So an event only wakes the watcher; it waits for a quiet moment, looks once, and hands the
//! picture on if it differs. A slow poll of everything always runs beside the events; so where events name nothing but
//! files that are known, the look may begin with these.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::scan::{Change, Picture};

/// So long nothing may happen before a look.
const QUIET: Duration = Duration::from_millis(40);

/// So long the first event of a batch waits at most.
const CAP: Duration = Duration::from_millis(300);

/// The time between two looks without an event.
const POLL: Duration = Duration::from_millis(1000);

/// The same where the system gives no events.
const POLL_ALONE: Duration = Duration::from_millis(300);

/// Watches a site until `stop` is set, and hands on every new picture.
pub(super) fn watch(
    root: &Path,
    first: Arc<Picture>,
    stop: &AtomicBool,
    give: impl Fn(Arc<Picture>),
) {
    let (sender, woken) = channel::<Named>();
    let mut native = Native::start(root, sender);
    // A long build fills the common threads; looking must not wait for it, or it could not be overtaken.
    let own = rayon::ThreadPoolBuilder::new().num_threads(2).build().ok();
    let look = |last: &Picture| match &own {
        Some(own) => own.install(|| Picture::take(root, last)),
        None => Picture::take(root, last),
    };
    let mut last = first;
    let mut cost = Duration::ZERO;
    let mut whole = Instant::now();
    while !stop.load(Ordering::Relaxed) {
        let poll = native.poll().max(cost * 20);
        let named = wait(&woken, poll, stop);
        let by_event = named.is_some();
        if stop.load(Ordering::Relaxed) {
            return;
        }
        native.meet();
        let start = Instant::now();
        // Events that never rest must not keep the look at everything off for ever.
        let named = named.flatten().filter(|_| whole.elapsed() < poll * 2);
        let quick = named.and_then(|named| last.with(root, &named));
        if quick.is_none() {
            whole = start;
        }
        let now = settled(quick, &look, &last, &woken);
        if !by_event {
            cost = start.elapsed();
        }
        if let Some(now) = now {
            native.follow(by_event);
            last = Arc::new(now);
            give(last.clone());
        }
    }
}

/// The files that events named; none if more may have changed than that.
type Named = Option<BTreeSet<PathBuf>>;

/// Waits for an event and the quiet moment after it, and says what was named; or until the time for a look without one
/// has come.
fn wait(woken: &Receiver<Named>, poll: Duration, stop: &AtomicBool) -> Option<Named> {
    let start = Instant::now();
    while start.elapsed() < poll && !stop.load(Ordering::Relaxed) {
        match woken.recv_timeout(Duration::from_millis(100).min(poll)) {
            Ok(named) => return Some(quiet(woken, named)),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => std::thread::sleep(Duration::from_millis(50)),
        }
    }
    None
}

/// Waits until nothing happens for a moment, but not for ever.
fn quiet(woken: &Receiver<Named>, first: Named) -> Named {
    let since = Instant::now();
    let mut all = first;
    while since.elapsed() < CAP {
        match woken.recv_timeout(QUIET) {
            Ok(more) => {
                all = all.zip(more).map(|(mut all, more)| {
                    all.extend(more);
                    all
                });
            }
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => {
                std::thread::sleep(QUIET);
                break;
            }
        }
    }
    all
}

/// The picture now, if it differs. A file that was just emptied or is just gone is most often being saved: a second
/// look has to see the same, and an empty file gets all the time there is. The first picture may have been taken already.
fn settled(
    mut first: Option<Picture>,
    look: &dyn Fn(&Picture) -> Picture,
    last: &Picture,
    woken: &Receiver<Named>,
) -> Option<Picture> {
    let since = Instant::now();
    let mut seen = None;
    loop {
        let now = first.take().unwrap_or_else(|| look(last));
        let changes = now.changes(last);
        if changes.is_empty() {
            return None;
        }
        let has = |what: Change| changes.values().any(|change| *change == what);
        let sure = !has(Change::Emptied) && (!has(Change::Gone) || seen.as_ref() == Some(&changes));
        if sure || since.elapsed() + QUIET > CAP {
            return Some(now);
        }
        seen = Some(changes);
        std::thread::sleep(QUIET);
        while woken.try_recv().is_ok() {}
    }
}

/// The system's events, as far as it gives any.
struct Native {
    root: PathBuf,
    sender: Sender<Named>,
    watcher: Option<RecommendedWatcher>,
    /// The folders that were there when it began.
    known: Vec<PathBuf>,
}

impl Native {
    fn start(root: &Path, sender: Sender<Named>) -> Self {
        let mut native = Self {
            root: root.to_owned(),
            sender,
            watcher: None,
            known: Vec::new(),
        };
        native.begin();
        native
    }

    /// Watches the folders anew: what was renamed or made since is then watched too.
    fn begin(&mut self) {
        let sender = self.sender.clone();
        let heard = move |event: notify::Result<notify::Event>| {
            let named = match event {
                Ok(event) if !is_change(event.kind) => return,
                Ok(event) if event.need_rescan() || event.paths.is_empty() => None,
                Ok(event) => Some(event.paths.into_iter().collect()),
                Err(_) => None,
            };
            // The receiver is gone only when the watcher itself is.
            let _ = sender.send(named);
        };
        let folders = self.folders();
        let started = notify::recommended_watcher(heard).and_then(|mut watcher| {
            watcher.watch(&self.root, RecursiveMode::NonRecursive)?;
            for folder in &folders {
                watcher.watch(folder, RecursiveMode::Recursive)?;
            }
            Ok(watcher)
        });
        self.watcher = started.ok();
        self.known = folders;
    }

    /// The folders that pages and templates are in, where they are there.
    fn folders(&self) -> Vec<PathBuf> {
        let folders = ["content", "themes"].map(|folder| self.root.join(folder));
        folders
            .into_iter()
            .filter(|folder| folder.is_dir())
            .collect()
    }

    /// A folder that was just made is watched from now on, so that what is put into it is seen at once.
    fn meet(&mut self) {
        if self.known != self.folders() {
            self.begin();
        }
    }

    /// A change that came without an event says that some folder is not watched.
    fn follow(&mut self, by_event: bool) {
        if !by_event {
            self.begin();
        }
    }

    fn poll(&self) -> Duration {
        if self.watcher.is_some() {
            POLL
        } else {
            POLL_ALONE
        }
    }
}

/// Reading a file is no change; ours would wake ourselves.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}
