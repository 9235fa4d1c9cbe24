//! The ways in which `check` and `build` tell what was found.

use std::path::Path;

use clap::ValueEnum;

use super::say_raw;
use crate::diagnostic::Diagnostic;
use crate::report;

/// How to tell what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Text,
    /// One JSON array, for programs
    Json,
    /// A SARIF 2.1.0 log, for code hosts and editors
    Sarif,
    /// Annotations for GitHub Actions
    Github,
}

impl Format {
    /// Prints what was said; programs that look for files do so from the folder this one was started in.
    pub(super) fn print(self, said: &[Diagnostic], root: &Path) {
        match self {
            Self::Text => say_raw(&report::text(said)),
            Self::Json => say_raw(&report::json(said)),
            Self::Sarif => say_raw(&report::sarif(&below(said, root))),
            Self::Github => say_raw(&report::github(&below(said, root))),
        }
    }
}

fn below(said: &[Diagnostic], root: &Path) -> Vec<Diagnostic> {
    let mut said = said.to_vec();
    if root != Path::new(".") {
        for one in &mut said {
            let path = root.join(&*one.path);
            one.path = path.to_string_lossy().replace('\\', "/").into();
        }
    }
    said
}
