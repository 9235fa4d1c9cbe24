//! Diagnostics as people and programs read them. Nothing here prints; `cli` does.

mod exceptions;
mod github;
mod json;
mod rules;
mod sarif;
mod text;

use std::fmt;

use crate::diagnostic::{Diagnostic, Severity};

pub use exceptions::{exceptions, exceptions_json};
pub use github::github;
pub use json::json;
pub use rules::rules_page;
pub use sarif::sarif;
pub use text::{clean, text};

/// How many errors and warnings there are, said as people say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// What keeps the site from being published.
    pub errors: usize,
    /// What a person should look at.
    pub warnings: usize,
}

impl Count {
    /// Counts diagnostics.
    pub fn of(said: &[Diagnostic]) -> Self {
        let errors = said
            .iter()
            .filter(|one| one.severity == Severity::Error)
            .count();
        Self {
            errors,
            warnings: said.len() - errors,
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{}, {}",
            several(self.errors, "error"),
            several(self.warnings, "warning")
        )
    }
}

/// `1 page`, `2 pages`, `no pages`.
pub fn several(count: usize, what: &str) -> String {
    match count {
        0 => format!("no {what}s"),
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}
