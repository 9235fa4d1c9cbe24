//! One build of the site as it is served: complete, never changed after, and swapped for the next one as a whole.
//!
//! A reader holds a snapshot for as long as an answer takes, so no request ever sees half a site. What could not be
//! made this time is taken over from the snapshot before and marked, so a mistake never blanks a page.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde::Serialize;

use super::build::Unseen;
use super::host::Rules;
use super::problems::Problems;
use super::scan::Picture;
use crate::diagnostic::Diagnostic;
use crate::output::{Output, OutputPlan};
use crate::pipeline::{Loaded, Outcome};

/// A whole site, as one build made it.
#[derive(Debug, Default, Clone)]
pub struct Snapshot {
    /// The number of the build, from 1.
    pub build: u64,
    /// The path of the site below the host, with a slash at both ends.
    pub base: String,
    /// The name of the practice.
    pub name: String,
    /// Every file by its path below the base.
    pub files: BTreeMap<String, Served>,
    /// The pages, by the path of the file they are served from.
    pub pages: BTreeMap<String, Arc<PageNote>>,
    /// What was said, in order, and which page each belongs to.
    pub problems: Problems,
    /// What differs from the snapshot before, as paths of `files`.
    pub changed: Vec<String>,
    /// The sources that differ, as paths below the site's root.
    pub edited: Vec<Arc<str>>,
    /// The last builds, this one at the end.
    pub history: Vec<BuildNote>,
    /// The style sheet's path below the base.
    pub style: Option<String>,
    /// When it was made.
    pub at: Option<SystemTime>,
    /// How long it took.
    pub took: Duration,
    /// What the site asks of its host.
    pub(super) rules: Arc<Rules>,
    /// What the last whole build was made from, for those who ask how the site stands.
    pub loaded: Option<Arc<Loaded>>,
}

/// What is remembered of a build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BuildNote {
    /// Its number.
    pub build: u64,
    /// The sources that differed.
    pub edited: Vec<String>,
    /// How many files of the site differed.
    pub changed: usize,
    /// How long it took, in milliseconds.
    pub took: u64,
    /// How long each step took, in milliseconds.
    pub steps: Vec<(&'static str, u64)>,
    /// When it was made, in seconds since 1970.
    pub at: u64,
}

/// Said of a page that cannot be made now.
const LAST: &str = "This page cannot be made now, so it is shown as it was.";

/// So many builds are remembered.
const REMEMBERED: usize = 30;

/// A file as it is served.
#[derive(Debug, Clone)]
pub struct Served {
    /// What it is made of.
    pub output: Output,
    /// Changes when what a visitor sees does.
    pub version: Version,
}

/// A short mark of a file's content. The name of the style sheet does not count: it is swapped in the open page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Version(pub u64);

impl Version {
    /// The version for a longer mark.
    pub(super) fn of(mark: &[u8; 32]) -> Self {
        let mut short = [0; 8];
        short.copy_from_slice(&mark[..8]);
        Self(u64::from_le_bytes(short))
    }
}

/// What the preview knows of a page beside its HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageNote {
    /// Its title.
    pub title: String,
    /// Its address below the base.
    pub url: String,
    /// The file it was made from.
    pub source: String,
    /// Its kind.
    pub kind: &'static str,
    /// Why visitors do not see it now: a draft, a page of a coming day, or one that ended.
    pub ribbon: Option<String>,
    /// Why some of it is shown as it was before.
    pub stale: Option<&'static str>,
}

impl Served {
    /// The whole file as text, where it is one.
    pub(super) fn text(&self) -> Option<String> {
        match &self.output {
            Output::Page(page) => Some(page.html.clone()),
            Output::Made(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
            Output::Copy(from) => std::fs::read_to_string(from).ok(),
            Output::Picture(_) => None,
        }
    }
}

impl Snapshot {
    /// The path of the file behind an address below the base, if there is one.
    pub fn file_of(&self, url: &str) -> Option<&str> {
        let path = match url {
            "" => "index.html".to_owned(),
            url if url.ends_with('/') => format!("{url}index.html"),
            url => url.to_owned(),
        };
        self.files
            .get_key_value(&path)
            .map(|(path, _)| path.as_str())
    }

    /// The page behind an address below the base.
    pub fn page(&self, url: &str) -> Option<&Arc<PageNote>> {
        self.pages.get(self.file_of(url)?)
    }

    /// The version of the file behind an address below the base.
    pub fn version(&self, url: &str) -> Option<Version> {
        Some(self.files.get(self.file_of(url)?)?.version)
    }

    /// The same site with some of its files as they are now, while all others are still being made.
    pub(super) fn with(&self, made: &Made<'_>, unseen: &Unseen) -> Self {
        let plan = made.plan;
        let mut next = self.clone();
        next.build += 1;
        next.style = style(plan).or(next.style);
        let notes = made.loaded.map(super::pages::notes).unwrap_or_default();
        let notes = notes.into_iter();
        next.pages
            .extend(notes.filter(|(path, _)| plan.files.contains_key(path)));
        next.problems = Problems::of(made, &next.pages, unseen);
        next.changed.clear();
        for (path, output) in &plan.files {
            let version = version(output, next.style.as_deref());
            let output = output.clone();
            next.files.insert(path.clone(), Served { output, version });
            next.changed.push(path.clone());
        }
        next
    }

    /// Writes itself down behind the builds before it.
    pub(super) fn remember(&mut self, before: &Self, steps: &[(&'static str, Duration)]) {
        let at = self
            .at
            .and_then(|at| at.duration_since(SystemTime::UNIX_EPOCH).ok());
        self.history = before.history.clone();
        self.history.push(BuildNote {
            build: self.build,
            edited: self.edited.iter().map(ToString::to_string).collect(),
            changed: self.changed.len(),
            took: milliseconds(self.took),
            steps: steps
                .iter()
                .map(|(step, time)| (*step, milliseconds(*time)))
                .collect(),
            at: at.map_or(0, |at| at.as_secs()),
        });
        let old = self.history.len().saturating_sub(REMEMBERED);
        self.history.drain(..old);
    }

    /// Whether the site could be published as it is.
    pub fn is_clear(&self) -> bool {
        self.problems.count.errors == 0
    }
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// What a build has made so far.
#[derive(Debug, Clone, Copy)]
pub(super) struct Made<'b> {
    /// The rendered site.
    pub(super) plan: &'b OutputPlan,
    /// What was said.
    pub(super) said: &'b [Diagnostic],
    /// What it was made from.
    pub(super) loaded: Option<&'b Loaded>,
}

impl<'b> Made<'b> {
    /// What a finished build has made.
    pub(super) fn of(outcome: &'b Outcome) -> Self {
        Self {
            plan: outcome.verdict.plan(),
            said: outcome.verdict.said(),
            loaded: outcome.loaded.as_ref(),
        }
    }
}

/// Puts the outcome of a build together with what must be kept of the snapshot before.
pub(super) fn snapshot(
    made: &Made<'_>,
    before: &Snapshot,
    picture: &Picture,
    unseen: &Unseen,
) -> Snapshot {
    let plan = made.plan;
    let style = style(plan).or_else(|| before.style.clone());
    let mut next = Snapshot {
        build: before.build + 1,
        base: before.base.clone(),
        name: before.name.clone(),
        style,
        loaded: before.loaded.clone(),
        ..Snapshot::default()
    };
    for (path, output) in &plan.files {
        let same = before
            .files
            .get(path)
            .filter(|before| is_same(&before.output, output));
        let version = match (same, output) {
            (Some(same), _) => same.version,
            (None, Output::Copy(_)) => picture.version(&format!("content/{path}")),
            (None, output) => version(output, next.style.as_deref()),
        };
        let output = output.clone();
        next.files.insert(path.clone(), Served { output, version });
    }
    if let Some(loaded) = made.loaded {
        let path = loaded.practice.base_path().trim_end_matches('/');
        next.base = format!("{path}/");
        next.name = loaded.practice.typed.practice.name.clone();
        next.pages = super::pages::notes(loaded);
    }
    keep(&mut next, before, made.loaded.is_none(), picture);
    next.learn_rules(before);
    next.problems = Problems::of(made, &next.pages, unseen);
    next.changed = changed(&next, before);
    next
}

/// The path of the theme's style sheet.
fn style(plan: &OutputPlan) -> Option<String> {
    let mut paths = plan.files.keys();
    paths
        .find(|path| path.starts_with("theme/style.") && path.ends_with(".css"))
        .cloned()
}

/// Takes over what could not be made: everything, if nothing could, else the pages whose source is still there.
fn keep(next: &mut Snapshot, before: &Snapshot, all: bool, picture: &Picture) {
    for (path, served) in &before.files {
        if next.files.contains_key(path) {
            continue;
        }
        let note = before.pages.get(path);
        let wanted = match note {
            Some(note) => {
                all || next.pages.contains_key(path)
                    || (note.stale.is_some() && picture.has(&note.source))
            }
            None => all,
        };
        if wanted {
            next.files.insert(path.clone(), served.clone());
            if let Some(note) = note {
                let note = PageNote {
                    stale: Some(LAST),
                    ..(**note).clone()
                };
                next.pages.insert(path.clone(), note.into());
            }
        }
    }
    let files = &next.files;
    next.pages.retain(|path, _| files.contains_key(path));
}

/// Whether two outputs are the very same object, so that nothing has to be read.
fn is_same(one: &Output, other: &Output) -> bool {
    match (one, other) {
        (Output::Page(one), Output::Page(other)) => Arc::ptr_eq(one, other),
        (Output::Made(one), Output::Made(other)) => Arc::ptr_eq(one, other),
        (Output::Picture(one), Output::Picture(other)) => one.key() == other.key(),
        _ => false,
    }
}

fn version(output: &Output, style: Option<&str>) -> Version {
    let hash = match (output, style) {
        (Output::Page(page), Some(style)) => {
            let mut hasher = blake3::Hasher::new();
            page.html.split(style).for_each(|part| {
                hasher.update(part.as_bytes());
            });
            hasher.finalize()
        }
        (Output::Page(page), None) => blake3::hash(page.html.as_bytes()),
        (Output::Made(bytes), _) => blake3::hash(bytes),
        (Output::Copy(file), _) => blake3::hash(file.to_string_lossy().as_bytes()),
        (Output::Picture(recipe), _) => blake3::hash(recipe.key().as_bytes()),
    };
    Version::of(hash.as_bytes())
}

/// Every path that is new, gone, or holds something else.
fn changed(next: &Snapshot, before: &Snapshot) -> Vec<String> {
    let new = next.files.iter().filter(|(path, served)| {
        before.files.get(*path).map(|old| old.version) != Some(served.version)
    });
    let gone = before
        .files
        .keys()
        .filter(|path| !next.files.contains_key(*path));
    let mut changed: Vec<_> = new.map(|(path, _)| path).chain(gone).cloned().collect();
    changed.sort();
    changed
}
