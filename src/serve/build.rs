//! From a picture of the disk to the next snapshot, one build after the other.
//!
//! The watcher puts its newest picture where the builder finds it; a picture that nobody came to build is replaced by
//! the next one, so a batch is built once and an old one never.

use std::collections::BTreeSet;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use jiff::civil::Date;

use super::scan::Picture;
use super::snapshot::{Snapshot, snapshot};
use crate::diagnostic::Diagnostic;
use crate::pipeline::{self, Memo, Outcome, Request, Sources, Stop};
use crate::practice::Practice;

/// Makes snapshots.
#[derive(Debug)]
pub(super) struct Builder {
    request: Request,
    memo: Memo,
    picture: Arc<Picture>,
    last: Arc<Snapshot>,
    practice: Option<Practice>,
    day: Option<Date>,
}

impl Builder {
    /// A builder for the site that the request names.
    pub(super) fn new(request: Request) -> Self {
        Self {
            request,
            memo: Memo::keeping(),
            picture: Arc::default(),
            last: Arc::default(),
            practice: None,
            day: None,
        }
    }

    /// Builds what the picture shows, until `is_old` says that it is no longer wanted.
    pub(super) fn build(
        &mut self,
        picture: Arc<Picture>,
        is_old: &dyn Fn() -> bool,
    ) -> Result<Arc<Snapshot>, Stop> {
        let start = Instant::now();
        let changes = picture.changes(&self.picture);
        let sources = picture.sources();
        let read = start.elapsed();
        let outcome = pipeline::run_from(&self.request, &sources, &mut self.memo, is_old)?;
        let unseen = self.unseen(&outcome, &sources);
        let before = start.elapsed();
        let exists = |source: &str| picture.has(source);
        let mut next = snapshot(&outcome, &self.last, &exists, &unseen);
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
        self.day = outcome.loaded.as_ref().map(|loaded| loaded.today);
        self.practice = outcome.loaded.map(|loaded| loaded.practice);
        Ok(self.last.clone())
    }

    /// The same again, if another day has begun where the practice is.
    pub(super) fn build_for_new_day(&mut self) -> Option<Arc<Snapshot>> {
        let now = pipeline::today(self.practice.as_ref());
        let has_passed = self.request.today.is_none() && self.day.is_some_and(|day| day != now);
        let picture = self.picture.clone();
        has_passed
            .then(|| self.build(picture, &|| false).ok())
            .flatten()
    }

    /// What a build of today would say otherwise, because it leaves pages out.
    fn unseen(&mut self, outcome: &Outcome, sources: &Sources) -> Unseen {
        let Some(loaded) = outcome.loaded.as_ref().filter(|_| self.request.drafts) else {
            return Unseen::default();
        };
        let (links, site) = pipeline::links_to_withheld(sources, &mut self.memo, loaded.today);
        let sources = site.withheld.keys().map(|path| format!("content/{path}"));
        Unseen {
            links,
            sources: sources.collect(),
        }
    }
}

/// Pages that visitors do not see today, and links that lead to them.
#[derive(Debug, Default)]
pub(super) struct Unseen {
    /// What a build says of the links.
    pub(super) links: Vec<Diagnostic>,
    /// The files of the pages.
    pub(super) sources: BTreeSet<String>,
}

/// Where the watcher leaves pictures and the builder takes them.
#[derive(Debug, Default)]
pub(super) struct Desk {
    waiting: Mutex<Waiting>,
    arrived: Condvar,
}

/// What lay on the desk.
#[derive(Debug)]
pub(super) enum Taken {
    /// A picture to build.
    Picture(Arc<Picture>),
    /// Nothing so far.
    Nothing,
    /// Nothing ever again.
    Closed,
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
    }

    /// Nothing more will come.
    pub(super) fn close(&self) {
        self.with(|waiting| waiting.closed = true);
    }

    /// Whether a picture lies there.
    pub(super) fn has_more(&self) -> bool {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.picture.is_some()
    }

    /// Waits for the next picture, but not for ever.
    pub(super) fn take(&self, patience: Duration) -> Taken {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if waiting.closed {
                return Taken::Closed;
            }
            if let Some(picture) = waiting.picture.take() {
                return Taken::Picture(picture);
            }
            let (now, waited) = self
                .arrived
                .wait_timeout(waiting, patience)
                .unwrap_or_else(PoisonError::into_inner);
            waiting = now;
            if waited.timed_out() && waiting.picture.is_none() {
                return Taken::Nothing;
            }
        }
    }

    fn with(&self, change: impl FnOnce(&mut Waiting)) {
        change(&mut self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        self.arrived.notify_all();
    }
}
