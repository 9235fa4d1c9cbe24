//! The site: all pages by file and by address, what belongs to what, and where links lead.
//!
//! A site is plain data once it is loaded. It knows nothing of templates and writes nothing; the rooms after it
//! read it from many threads at once.

mod facts;
mod leaf;
mod links;
mod load;
mod outline;
mod spoken;
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::config::practice::InsuranceTable;
use crate::config::{PageKind, Scope, language_of, without_language};
use crate::page::Page;
use crate::source::Mark;

pub use facts::{check_facts, menu_target};
pub use leaf::Leaf;
pub use links::{CheckedLinks, Target, check_links, decode, encode};
pub use load::{Load, load, withheld};
pub use outline::{Heading, Link, Outline, is_only_comments, slug};
pub use spoken::{Complaints, Spoken};
pub use tree::{PageText, Tree, is_page, is_scratch, walk};

/// Every page and file below content.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// The pages, sorted by their file's path.
    pub pages: Vec<SitePage>,
    /// The files that are copied along, by their path below content.
    pub files: BTreeSet<String>,
    /// Pages that exist but are not published now, by their path below content, with the reason.
    pub withheld: BTreeMap<String, Withheld>,
    /// What text may say of the practice's facts, such as `phone:main`.
    pub spoken: BTreeMap<String, Spoken>,
    /// The insurance plans, for the page about billing.
    pub plans: Vec<InsuranceTable>,
    /// Where complaints go, for the page about them.
    pub complaints: Option<Complaints>,
    /// A mark of everything that pages can see of each other: names, settings, headings, but not their text.
    pub faces: Mark,
    by_path: FxHashMap<String, usize>,
    by_url: FxHashMap<String, usize>,
    /// The pages of offices in the site's own language, by the office's id.
    by_location: FxHashMap<String, usize>,
}

/// A page and its place in the site.
#[derive(Debug, Clone)]
pub struct SitePage {
    /// The page as it was written.
    pub page: Arc<Page>,
    /// Its file below content, such as `faq/billing.md`.
    pub path: String,
    /// Its address below the site's root, such as `faq/billing/`; the first page's is empty.
    pub url: String,
    /// Whether it is the page of a folder (`_index.md`).
    pub is_section: bool,
    /// Its headings.
    pub outline: Arc<Outline>,
    /// On the page of a person who no longer works here: the last day.
    pub left: Option<Date>,
    /// A mark of its file's text.
    pub mark: Mark,
    /// Whether some of it is from before, because what stands in the file now cannot be understood.
    pub is_behind: bool,
    /// The page of the folder it belongs to.
    pub parent: Option<usize>,
    /// The pages that belong to it, in their order.
    pub children: Vec<usize>,
}

/// Why a page is not published now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withheld {
    /// It is a draft.
    Draft,
    /// It goes live on that day.
    Until(Date),
    /// It ended after that day.
    Since(Date),
}

impl Site {
    /// The page made from that file below content.
    pub fn by_path(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// The page with that address below the root.
    pub fn by_url(&self, url: &str) -> Option<usize> {
        self.by_url.get(url).copied()
    }

    /// The page of a clinician, by the name of the file in clinicians.
    pub fn clinician(&self, stem: &str) -> Option<&SitePage> {
        let path = format!("clinicians/{}.md", stem.trim_end_matches(".md"));
        let page = &self.pages[self.by_path(&path)?];
        page.page.meta.clinician.is_some().then_some(page)
    }

    /// The page of an office, by its id in practice.toml.
    pub fn location_page(&self, id: &str) -> Option<&SitePage> {
        self.by_location.get(id).map(|at| &self.pages[*at])
    }

    /// The page of an office in that language, or in the site's own where it is not translated.
    pub fn location_page_in(&self, id: &str, language: Option<&str>) -> Option<&SitePage> {
        let own = self.location_page(id)?;
        let translated = language.and_then(|language| self.translation(own, Some(language)));
        Some(translated.unwrap_or(own))
    }

    /// The same page in another language, or in the site's own where none is given.
    pub fn translation(&self, page: &SitePage, language: Option<&str>) -> Option<&SitePage> {
        let own = without_language(&page.path);
        let path = language.map_or(own.to_owned(), |language| format!("{language}/{own}"));
        self.by_path(&path).map(|at| &self.pages[at])
    }

    /// From the first page down to the page's own folder.
    pub fn ancestors(&self, at: usize) -> Vec<usize> {
        let mut line: Vec<usize> =
            std::iter::successors(self.pages[at].parent, |&page| self.pages[page].parent).collect();
        line.reverse();
        line
    }
}

impl SitePage {
    /// Its language, where that is not the site's own.
    pub fn language(&self) -> Option<&str> {
        language_of(&self.path)
    }

    /// The page's kind.
    pub fn kind(&self) -> PageKind {
        self.page.kind
    }

    /// Whether the page is about health: by its own word, else by its kind; a question may differ.
    pub fn scope(&self) -> Scope {
        let by_kind = match self.kind() {
            PageKind::Condition | PageKind::Service if !self.is_section => Scope::Health,
            _ => Scope::Admin,
        };
        let own = self.page.meta.scope.unwrap_or(by_kind);
        let any = self
            .outline
            .headings
            .iter()
            .any(|heading| heading.scope == Some(Scope::Health));
        if any { Scope::Health } else { own }
    }

    /// Whether lists and the site map show it.
    pub fn is_listed(&self) -> bool {
        self.page.meta.listed.unwrap_or(true)
    }

    /// The day the page was changed last, as far as it says.
    pub fn changed(&self) -> Option<Date> {
        let meta = &self.page.meta;
        [meta.updated, meta.last_reviewed, meta.date]
            .into_iter()
            .flatten()
            .map(|day| day.0)
            .max()
    }
}

/// The way from a page back to the site's root: `./`, `../`, `../../`.
pub fn root_of(url: &str) -> String {
    match url.matches('/').count() {
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    }
}
