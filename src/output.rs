//! The plan: every file the site will consist of, before any of them is written.
//!
//! A plan is complete in memory and sorted by path, so that it can be judged as a whole, shown in the preview
//! without touching the disk, and written in one go. What the gate must know of a page travels with it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::config::PageKind;
use crate::pictures::Recipe;

/// Every file of the site by its path below the output folder, with `/` between its parts.
#[derive(Debug, Clone, Default)]
pub struct OutputPlan {
    /// The files.
    pub files: BTreeMap<String, Output>,
}

/// One file of the plan.
#[derive(Debug, Clone)]
pub enum Output {
    /// A page that people read, and what it must carry.
    Page(Arc<RenderedPage>),
    /// Anything else that was made: feeds, the site map, styles of the theme.
    Made(Arc<[u8]>),
    /// A file of the site that is copied as it is.
    Copy(PathBuf),
    /// A picture that is made when it is asked for.
    Picture(Arc<Recipe>),
}

/// A page as visitors will get it.
#[derive(Debug, Clone)]
pub struct RenderedPage {
    /// The whole HTML.
    pub html: String,
    /// Its address below the site's root, such as `faq/billing/`.
    pub url: String,
    /// The file it was made from, or the template where there is none.
    pub source: Arc<str>,
    /// How strictly it is judged.
    pub kind: PageKind,
    /// The notices it must show.
    pub notices: Arc<[RequiredNotice]>,
}

/// A disclaimer or call to action that a page must show once, visibly, with these words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequiredNotice {
    /// Its name, such as `health`.
    pub id: String,
    /// Its words as a visitor reads them, single spaces between.
    pub text: String,
    /// Addresses that must be links in it, such as `tel:911`.
    pub links: Vec<String>,
}

impl OutputPlan {
    /// Adds a file that was made.
    pub fn make(&mut self, path: impl Into<String>, bytes: impl Into<Arc<[u8]>>) {
        self.files.insert(path.into(), Output::Made(bytes.into()));
    }

    /// The pages of the plan with their paths.
    pub fn pages(&self) -> impl Iterator<Item = (&str, &Arc<RenderedPage>)> {
        self.files.iter().filter_map(|(path, output)| match output {
            Output::Page(page) => Some((path.as_str(), page)),
            _ => None,
        })
    }
}
