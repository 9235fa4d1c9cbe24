//! Which pages were reviewed, when, and how they read then.
//!
//! A review date says little if the page was changed after it. `brassplate reviewed` writes down a fingerprint of each
//! reviewed page in a small file beside practice.toml that belongs under version control; from then on a page whose
//! words differ from what was reviewed is told. A fingerprint leaves out spaces, so wrapping lines anew is no change.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;

use crate::config::Day;
use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::site::SitePage;

/// The name of the file, beside practice.toml.
const FILE: &str = "brassplate.reviews.toml";

/// Every reviewed page with its day and fingerprint.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewLock {
    /// By the page's file below content.
    #[serde(default)]
    pub pages: BTreeMap<String, Reviewed>,
}

/// A page as it was reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reviewed {
    /// The day of the review.
    pub on: Day,
    /// The fingerprint of its words.
    pub words: String,
}

impl ReviewLock {
    /// Reads the file; a site without one has nothing written down yet.
    pub fn load(root: &Path) -> Result<Self, String> {
        match fs::read_to_string(root.join(FILE)) {
            Ok(text) => toml::from_str(&text).map_err(|error| error.message().to_owned()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Reads the file, or begins anew and tells why.
    pub fn read(root: &Path) -> (Self, Option<Diagnostic>) {
        match Self::load(root) {
            Ok(lock) => (lock, None),
            Err(why) => {
                let words = Words {
                    rule: "review".into(),
                    family: "duties",
                    what: format!("the record of reviews cannot be read: {why}").into(),
                    why: "It shows which pages were changed after their review.".into(),
                    instead: "Bring it back from version control, or remove it and run `brassplate reviewed`.".into(),
                };
                (
                    Self::default(),
                    Some(Diagnostic::about(FILE, Severity::Error, words)),
                )
            }
        }
    }

    /// Writes the file.
    pub fn save(&self, root: &Path) -> io::Result<()> {
        fs::write(root.join(FILE), self.text())
    }

    /// Writes down every page whose review is newer than what is known of it; says which.
    pub fn record<'p>(&mut self, pages: impl Iterator<Item = &'p SitePage>) -> Vec<String> {
        let mut recorded = Vec::new();
        for page in pages {
            let Some(on) = page.page.meta.last_reviewed else {
                continue;
            };
            if self
                .pages
                .get(&page.path)
                .is_some_and(|known| known.on >= on)
            {
                continue;
            }
            let words = fingerprint(page);
            self.pages.insert(page.path.clone(), Reviewed { on, words });
            recorded.push(page.path.clone());
        }
        recorded
    }

    fn text(&self) -> String {
        let mut text = String::from(
            "# How each page about health read on the day of its review. Written by `brassplate reviewed`; keep it with the site.\n",
        );
        for (path, Reviewed { on, words }) in &self.pages {
            let _ = write!(
                text,
                "\n[pages.\"{path}\"]\non = {on}\nwords = \"{words}\"\n"
            );
        }
        text
    }
}

/// The fingerprint of what a page says: its words and care cards, without spaces and settings.
pub fn fingerprint(page: &SitePage) -> String {
    let mut hasher = blake3::Hasher::new();
    let cards = page
        .page
        .meta
        .service
        .iter()
        .flat_map(|table| &table.when_to_seek_care);
    let signs = cards.flat_map(|card| card.signs.iter().map(String::as_str));
    for text in std::iter::once(page.page.markdown()).chain(signs) {
        for word in text.split_whitespace() {
            hasher.update(word.as_bytes());
            hasher.update(b" ");
        }
    }
    hasher.finalize().to_hex()[..16].to_owned()
}
