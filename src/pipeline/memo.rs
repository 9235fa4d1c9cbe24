//! What the pipeline needs besides a request: what the disk holds, and what it remembers of the last time.
//!
//! A build and a check read the disk and remember nothing. The preview hands in what it has read already, and a memory;
//! then what did not change is not parsed, judged or rendered again, and settings or a theme that cannot be understood
//! are replaced by the last ones that could, so that a half-typed line does not take the preview away.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::judged;
use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::duties;
use crate::gate;
use crate::pictures::Pictures;
use crate::practice::Practice;
use crate::render::{self, Theme};
use crate::site::{CheckedLinks, Leaf, Tree};
use crate::source::{Kept, Mark};

/// What the disk holds.
#[derive(Debug)]
pub struct Sources {
    /// The text of practice.toml.
    pub practice: io::Result<Arc<str>>,
    /// The content folder.
    pub tree: Tree,
    /// A mark of all files in the folder of themes; none if it was not looked at.
    pub themes: Option<Mark>,
    /// How long reading took, if it was done for this build.
    pub took: Option<Duration>,
}

impl Sources {
    /// Reads the site in `root`.
    pub fn read(root: &Path) -> Self {
        let start = Instant::now();
        Self {
            practice: fs::read_to_string(root.join("practice.toml")).map(Into::into),
            tree: Tree::read(&root.join("content")),
            themes: None,
            took: Some(start.elapsed()),
        }
    }
}

/// What is remembered from one build to the next.
#[derive(Debug, Default)]
pub struct Memo {
    pub(super) is_on: bool,
    pub(super) leaves: Kept<Arc<str>, Leaf>,
    pub(super) links: Kept<String, CheckedLinks>,
    pub(super) judged: judged::Memory,
    pub(super) rendered: render::Memory,
    pub(super) duties: duties::Memory,
    pub(super) gate: gate::Memory,
    pub(super) pictures: Pictures,
    pub(super) theme: LastTheme,
    practice: Option<Practice>,
}

/// The theme that was loaded last.
#[derive(Debug, Default)]
pub(super) struct LastTheme(Option<(String, Option<Mark>, Arc<Theme>)>);

/// What of the site is shown as it was before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Behind {
    /// The facts of practice.toml.
    pub practice: bool,
    /// The theme.
    pub theme: bool,
}

impl Memo {
    /// A memory for many builds.
    pub fn keeping() -> Self {
        Self {
            is_on: true,
            leaves: Kept::new(true),
            links: Kept::new(true),
            judged: judged::Memory::keeping(),
            rendered: render::Memory::keeping(),
            duties: Kept::new(true),
            gate: Kept::new(true),
            ..Self::default()
        }
    }

    /// Whether a site whose practice.toml is gone can still be shown.
    pub(super) fn has_practice(&self) -> bool {
        self.practice.is_some()
    }

    /// The practice as it is, or else as it was.
    pub(super) fn practice(
        &mut self,
        read: Result<Practice, Vec<Diagnostic>>,
        said: &mut Vec<Diagnostic>,
    ) -> Option<(Practice, bool)> {
        match read {
            Ok(practice) => {
                self.practice = self.is_on.then(|| practice.clone());
                Some((practice, false))
            }
            Err(told) => {
                said.extend(told);
                self.practice.clone().map(|practice| (practice, true))
            }
        }
    }
}

impl LastTheme {
    /// The theme as it is, or else as it was, and what is wrong with it.
    pub(super) fn load(
        &mut self,
        root: &Path,
        (name, themes): (&str, Option<Mark>),
    ) -> (Option<(Arc<Theme>, bool)>, Vec<Diagnostic>) {
        if let Some((own, mark, theme)) = &self.0
            && themes.is_some()
            && (own.as_str(), *mark) == (name, themes)
        {
            return (Some((theme.clone(), false)), Vec::new());
        }
        match Theme::load(root, name) {
            Ok(theme) => {
                let theme = Arc::new(theme);
                self.0 = Some((name.to_owned(), themes, theme.clone()));
                (Some((theme, false)), Vec::new())
            }
            Err(told) => {
                let last = self.0.as_ref();
                (last.map(|(_, _, theme)| (theme.clone(), true)), told)
            }
        }
    }
}

/// practice.toml is gone while the site is being shown.
pub(super) fn gone(why: &str) -> Diagnostic {
    let words = Words {
        rule: "files".into(),
        family: "files",
        what: why.to_owned().into(),
        why: "Every page is made from what it says.".into(),
        instead: "Put the file back beside the content folder.".into(),
    };
    Diagnostic::about("practice.toml", Severity::Error, words)
}
