//! What was said of the site, sorted to its pages, and in the shape that the open page reads it in.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use serde::Serialize;

use super::build::Unseen;
use super::snapshot::{Made, PageNote};
use crate::diagnostic::Diagnostic;
use crate::report::Count;

/// At most so many problems of other pages are sent to one page; the start page has all of them.
const SENT: usize = 100;

/// Everything that was said of one build.
#[derive(Debug, Clone, Default)]
pub struct Problems {
    /// The problems in their order.
    pub all: Vec<Problem>,
    /// How many there are.
    pub count: Count,
    by_page: HashMap<String, Vec<usize>>,
}

/// One problem, and the page that shows it.
#[derive(Debug, Clone)]
pub struct Problem {
    /// What was said.
    pub said: Diagnostic,
    /// Whether it keeps the site from being published today.
    pub stops: bool,
    /// What stands in the file at that place.
    pub written: String,
    /// The address of the page it belongs to, below the base.
    pub url: Option<String>,
}

/// A problem as the script in the page gets it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Shown {
    /// `error` or `warning`.
    severity: &'static str,
    rule: String,
    what: String,
    why: String,
    instead: String,
    path: String,
    line: usize,
    column: usize,
    /// The statement before, in and after the marked words.
    statement: Option<[String; 3]>,
    written: String,
    url: Option<String>,
    editor: Option<String>,
}

impl Problems {
    /// Sorts what a build said to the pages.
    pub(super) fn of(
        made: &Made<'_>,
        pages: &BTreeMap<String, Arc<PageNote>>,
        unseen: &Unseen,
    ) -> Self {
        let mut said = made.said.to_vec();
        said.extend(unseen.links.iter().cloned());
        said.sort();
        said.dedup();
        // Few of the pages are spoken of, so only these are looked for.
        let spoken: HashSet<&str> = said.iter().map(|said| &*said.path).collect();
        let by_source: HashMap<&str, &str> = pages
            .iter()
            .flat_map(|(path, note)| [(&*note.source, &*note.url), (path, &note.url)])
            .filter(|(path, _)| spoken.contains(path))
            .collect();
        let sources: HashMap<&str, &crate::source::SourceFile> = made
            .loaded
            .iter()
            .flat_map(|loaded| &loaded.site.pages)
            .map(|page| (page.page.source.path(), &page.page.source))
            .filter(|(path, _)| spoken.contains(path))
            .collect();
        let problems = said.iter().map(|said| Problem {
            written: sources
                .get(&*said.path)
                .map_or_else(String::new, |source| short(source.slice(said.span))),
            url: by_source.get(&*said.path).map(|url| (*url).to_owned()),
            // What is wrong with a page that is not published does not keep the others from it.
            stops: said.is_error() && !unseen.sources.contains(&*said.path),
            said: said.clone(),
        });
        let all: Vec<_> = problems.collect();
        let mut by_page: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, problem) in all.iter().enumerate() {
            if let Some(url) = &problem.url {
                by_page.entry(url.clone()).or_default().push(at);
            }
        }
        Self {
            count: Count {
                errors: all.iter().filter(|problem| problem.stops).count(),
                warnings: all.iter().filter(|problem| !problem.stops).count(),
            },
            all,
            by_page,
        }
    }

    /// The problems of the page at an address below the base.
    pub fn of_page(&self, url: &str) -> impl Iterator<Item = &Problem> {
        let own = self.by_page.get(url).into_iter().flatten();
        own.map(|&at| &self.all[at])
    }

    /// What was said of rendered pages and not of any source.
    pub(super) fn of_rendered(&self) -> impl Iterator<Item = &Diagnostic> {
        let is_source = |path: &str| {
            ["content/", "themes/", "practice.toml"]
                .iter()
                .any(|start| path.starts_with(start))
        };
        let said = self.all.iter().map(|problem| &problem.said);
        said.filter(move |said| !is_source(&said.path))
    }

    /// How many there are on a page.
    pub fn count_of(&self, url: &str) -> Count {
        let errors = self.of_page(url).filter(|one| one.said.is_error()).count();
        Count {
            errors,
            warnings: self.of_page(url).count() - errors,
        }
    }

    /// The problems elsewhere, errors first, as many as are sent.
    pub(super) fn elsewhere(&self, url: Option<&str>) -> impl Iterator<Item = &Problem> {
        let own = move |problem: &&Problem| problem.url.is_none() || problem.url.as_deref() != url;
        let graver = |errors: bool| {
            self.all
                .iter()
                .filter(own)
                .filter(move |one| one.said.is_error() == errors)
        };
        graver(true).chain(graver(false)).take(SENT)
    }
}

impl Problem {
    /// The problem for the page's script; `editor` makes the address that opens the file.
    pub(super) fn shown(&self, editor: &dyn Fn(&Diagnostic) -> Option<String>) -> Shown {
        let said = &self.said;
        let statement = said.excerpt.as_ref().and_then(|excerpt| {
            let (text, marked) = (&excerpt.text, &excerpt.marked);
            let before = text.get(..marked.start)?.to_owned();
            let words = text.get(marked.clone())?.to_owned();
            Some([before, words, text.get(marked.end..)?.to_owned()])
        });
        Shown {
            severity: said.severity.name(),
            rule: said.rule.to_string(),
            what: said.what.to_string(),
            why: said.why.to_string(),
            instead: said.instead.to_string(),
            path: said.path.to_string(),
            line: said.start.line,
            column: said.start.column,
            statement,
            written: self.written.clone(),
            url: self.url.clone(),
            editor: editor(said),
        }
    }
}

fn short(text: &str) -> String {
    text.chars().take(300).collect()
}
