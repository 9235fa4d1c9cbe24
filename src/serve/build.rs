//! From a picture of the disk to the next snapshot, one build after the other.
//!
//! The watcher puts its newest picture where the builder finds it; a picture that nobody came to build is replaced by
//! the next one, so a batch is built once and an old one never.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Instant, SystemTime};

use super::scan::Picture;
use super::snapshot::{Snapshot, snapshot};
use crate::pipeline::{self, Memo, Request, Stop};

/// Makes snapshots.
#[derive(Debug)]
pub(super) struct Builder {
    request: Request,
    memo: Memo,
    picture: Arc<Picture>,
    last: Arc<Snapshot>,
}

impl Builder {
    /// A builder for the site that the request names.
    pub(super) fn new(request: Request) -> Self {
        Self {
            request,
            memo: Memo::keeping(),
            picture: Arc::default(),
            last: Arc::default(),
        }
    }

    /// Builds what the picture shows.
    pub(super) fn build(&mut self, picture: Arc<Picture>) -> Result<Arc<Snapshot>, Stop> {
        let start = Instant::now();
        let changes = picture.changes(&self.picture);
        let sources = picture.sources();
        let read = start.elapsed();
        let outcome = pipeline::run_from(&self.request, &sources, &mut self.memo)?;
        let before = start.elapsed();
        let exists = |source: &str| picture.has(source);
        let mut next = snapshot(&outcome, &self.last, &exists);
        next.edited = if self.last.build == 0 {
            Vec::new()
        } else {
            changes.into_keys().collect()
        };
        next.at = Some(SystemTime::now());
        next.took = start.elapsed();
        let mut steps = vec![("sources", read)];
        steps.extend(&outcome.timings);
        steps.push(("snapshot", next.took.saturating_sub(before)));
        next.remember(&self.last, &steps);
        self.picture = picture;
        self.last = Arc::new(next);
        Ok(self.last.clone())
    }
}

/// Where the watcher leaves pictures and the builder takes them.
#[derive(Debug, Default)]
pub(super) struct Desk {
    waiting: Mutex<Waiting>,
    arrived: Condvar,
    generation: AtomicU64,
}

#[derive(Debug, Default)]
struct Waiting {
    picture: Option<Arc<Picture>>,
    closed: bool,
}

impl Desk {
    /// Leaves a picture; one that still lay there is thrown away.
    pub(super) fn put(&self, picture: Arc<Picture>) {
        self.with(|waiting| waiting.picture = Some(picture));
        self.generation.fetch_add(1, Ordering::Release);
    }

    /// Nothing more will come.
    pub(super) fn close(&self) {
        self.with(|waiting| waiting.closed = true);
    }

    /// Waits for the next picture; none once the desk is closed.
    pub(super) fn take(&self) -> Option<Arc<Picture>> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if waiting.closed {
                return None;
            }
            if let Some(picture) = waiting.picture.take() {
                return Some(picture);
            }
            waiting = self
                .arrived
                .wait(waiting)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn with(&self, change: impl FnOnce(&mut Waiting)) {
        change(&mut self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        self.arrived.notify_all();
    }
}
