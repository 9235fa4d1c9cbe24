//! From a picture of the disk to the next snapshot, one build after the other.
//!
//! The watcher puts its newest picture where the builder finds it; a picture that nobody came to build is replaced by
//! the next one, so a batch is built once and an old one never.

use std::collections::BTreeSet;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use jiff::Zoned;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::scan::Picture;
use super::snapshot::{Made, Snapshot, snapshot};
use crate::diagnostic::Diagnostic;
use crate::output::OutputPlan;
use crate::pipeline::{self, Loaded, Memo, Outcome, Request, Sources, Stop};
use crate::site::withheld;

/// Makes snapshots.
#[derive(Debug)]
pub(super) struct Builder {
    request: Request,
    memo: Memo,
    picture: Arc<Picture>,
    last: Arc<Snapshot>,
    zone: Option<TimeZone>,
    day: Option<Date>,
    unseen: Unseen,
}

impl Builder {
    /// A builder for the site that the request names.
    pub(super) fn new(request: Request) -> Self {
        Self {
            request,
            memo: Memo::keeping(),
            picture: Arc::default(),
            last: Arc::default(),
            zone: None,
            day: None,
            unseen: Unseen::default(),
        }
    }

    /// Builds what the picture shows. `hurry` says when that is no longer wanted, and is shown the site as soon as it is
    /// rendered, before all of it is judged.
    pub(super) fn build(
        &mut self,
        picture: Arc<Picture>,
        hurry: &Hurry<'_>,
    ) -> Result<Arc<Snapshot>, Stop> {
        let start = Instant::now();
        let changes = picture.changes(&self.picture);
        let sources = picture.sources();
        let steps = vec![("sources", start.elapsed())];
        let mut maker = Maker {
            hurry,
            start,
            steps,
            edited: if self.last.build == 0 {
                Vec::new()
            } else {
                changes.into_keys().collect()
            },
            last: &self.last,
            picture: &picture,
            unseen: &self.unseen,
            early: None,
        };
        let outcome = pipeline::run_from(&self.request, &sources, &mut self.memo, &mut maker);
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(stop) => {
                if let Some(early) = maker.early.take() {
                    self.last = early;
                    self.picture = picture;
                }
                return Err(stop);
            }
        };
        let unseen = Self::unseen(&self.request, &mut self.memo, &outcome, &sources);
        maker.steps.extend(&outcome.timings);
        let mut next = maker.snapshot(&Made::of(&outcome), &unseen);
        self.day = outcome.loaded.as_ref().map(|loaded| loaded.today);
        if let Some(loaded) = outcome.loaded {
            self.zone = Some(loaded.practice.timezone.clone());
            next.loaded = Some(Arc::new(loaded));
        }
        self.last = Arc::new(next);
        self.unseen = unseen;
        self.picture = picture;
        Ok(self.last.clone())
    }

    /// The same again, if another day has begun where the practice is.
    pub(super) fn build_for_new_day(&mut self) -> Option<Arc<Snapshot>> {
        let now = Zoned::now();
        let now = match &self.zone {
            Some(zone) => now.with_time_zone(zone.clone()).date(),
            None => now.date(),
        };
        let has_passed = self.request.today.is_none() && self.day.is_some_and(|day| day != now);
        let picture = self.picture.clone();
        has_passed
            .then(|| self.build(picture, &Hurry::none()).ok())
            .flatten()
    }

    /// What a build of today would say otherwise, because it leaves pages out.
    fn unseen(request: &Request, memo: &mut Memo, outcome: &Outcome, sources: &Sources) -> Unseen {
        let Some(loaded) = outcome.loaded.as_ref().filter(|_| request.drafts) else {
            return Unseen::default();
        };
        Unseen {
            links: pipeline::links_to_withheld(sources, memo, loaded.today),
            sources: withheld_sources(loaded),
        }
    }
}

/// The files of pages that are shown but not published.
fn withheld_sources(loaded: &Loaded) -> BTreeSet<String> {
    let pages = loaded.site.pages.iter();
    let hidden = pages.filter(|page| withheld(&page.page.meta, loaded.today).is_some());
    hidden
        .map(|page| page.page.source.path().to_owned())
        .collect()
}

/// When a build is no longer wanted, and who wants to see it early.
pub(super) struct Hurry<'h> {
    /// Whether a build that shows nothing yet can be given up.
    pub(super) is_old: &'h dyn Fn() -> bool,
    /// Whether a build can be given up that is already shown.
    pub(super) is_old_now: &'h (dyn Fn() -> bool + Sync),
    /// Takes the site as soon as it is rendered.
    pub(super) show: &'h dyn Fn(Arc<Snapshot>),
    /// The files of the pages that are made first if all have to be made again.
    pub(super) looked_at: &'h dyn Fn() -> Vec<String>,
    /// Takes the site as it was, with those pages as they are now.
    pub(super) glimpse: &'h dyn Fn(Arc<Snapshot>),
}

impl Hurry<'static> {
    /// No hurry at all.
    pub(super) fn none() -> Self {
        Self {
            is_old: &|| false,
            is_old_now: &|| false,
            show: &|_| {},
            looked_at: &Vec::new,
            glimpse: &|_| {},
        }
    }
}

/// One build under way.
struct Maker<'m> {
    hurry: &'m Hurry<'m>,
    start: Instant,
    steps: Vec<(&'static str, Duration)>,
    edited: Vec<Arc<str>>,
    last: &'m Snapshot,
    picture: &'m Picture,
    unseen: &'m Unseen,
    early: Option<Arc<Snapshot>>,
}

impl Maker<'_> {
    fn snapshot(&self, made: &Made<'_>, unseen: &Unseen) -> Snapshot {
        let mut next = snapshot(made, self.last, self.picture, unseen);
        next.edited = self.edited.clone();
        next.at = Some(SystemTime::now());
        next.took = self.start.elapsed();
        next.remember(self.last, &self.steps);
        next
    }
}

impl Maker<'_> {
    /// A snapshot of what is made so far. What was said of duties and of rendered pages the last time stands until both are
    /// looked at again.
    fn so_far(
        &self,
        plan: &OutputPlan,
        said: &[Diagnostic],
        loaded: &Loaded,
        put: impl FnOnce(&Made<'_>, &Unseen) -> Snapshot,
    ) -> Arc<Snapshot> {
        let mut said = said.to_vec();
        said.extend(self.last.problems.of_rendered().cloned());
        let last = self.last.loaded.iter();
        said.extend(last.flat_map(|last| last.judged.said.iter().cloned()));
        let unseen = Unseen {
            links: self.unseen.links.clone(),
            sources: withheld_sources(loaded),
        };
        let made = Made {
            plan,
            said: &said,
            loaded: Some(loaded),
        };
        Arc::new(put(&made, &unseen))
    }
}

impl pipeline::Waiting for Maker<'_> {
    fn is_old(&self) -> bool {
        (self.hurry.is_old)()
    }

    fn is_old_now(&self) -> &(dyn Fn() -> bool + Sync) {
        self.hurry.is_old_now
    }

    fn looked_at(&self) -> Vec<String> {
        (self.hurry.looked_at)()
    }

    fn glimpsed(&mut self, plan: &OutputPlan, said: &[Diagnostic], loaded: &Loaded) {
        let first = self.so_far(plan, said, loaded, |made, unseen| {
            self.last.with(made, unseen)
        });
        (self.hurry.glimpse)(first);
    }

    fn rendered(&mut self, plan: &OutputPlan, said: &[Diagnostic], loaded: &Loaded) {
        let early = self.so_far(plan, said, loaded, |made, unseen| {
            self.snapshot(made, unseen)
        });
        self.early = Some(early.clone());
        (self.hurry.show)(early);
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
