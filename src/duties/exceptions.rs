//! Every exception of a site on one list: comments that allow a sentence, and checks that are waived for a while.
//!
//! Whoever answers for the site sees at one glance what was let through, why, by whom and until when. The list goes into
//! the build record too, so that it can still be told later what was allowed on which day.

use serde::Serialize;

use crate::config::Day;
use crate::diagnostic::Diagnostic;
use crate::guard::Waiver;
use crate::source::SourceFile;

/// An exception, wherever it was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Exception {
    /// The file.
    pub path: String,
    /// The line it begins on.
    pub line: usize,
    /// The rules, families or checks it allows.
    pub rules: Vec<String>,
    /// Why.
    pub reason: String,
    /// Who answers for it, if that is said.
    pub by: Option<String>,
    /// The last day it holds, if it has one.
    pub until: Option<Day>,
    /// Whether there was something for it to allow.
    pub used: bool,
    /// What is wrong with it, if anything is.
    pub fault: Option<String>,
    /// Whether that keeps the site from being published.
    pub fails: bool,
    /// What would mend it, if a program can tell.
    pub mend: Option<String>,
}

impl Exception {
    /// The same with what was said about it.
    pub(super) fn with_fault(mut self, fault: Option<&Diagnostic>) -> Self {
        self.fails = fault.is_some_and(Diagnostic::is_error);
        self.mend = fault
            .and_then(|fault| fault.edits.first())
            .map(|edit| edit.title.clone());
        self.fault = fault.map(|fault| fault.what.to_string());
        self
    }

    /// The waivers that stand in a page as comments.
    pub fn of_page(source: &SourceFile, waivers: &[Waiver]) -> Vec<Self> {
        let all = waivers.iter().map(|waiver| {
            let exception = Self {
                path: source.path().to_owned(),
                line: source.position(waiver.span.start).line,
                rules: waiver.names.clone(),
                reason: waiver.reason.clone(),
                by: waiver.by.clone(),
                until: waiver.until,
                used: waiver.used,
                fault: None,
                fails: false,
                mend: None,
            };
            exception.with_fault(waiver.fault.as_ref())
        });
        all.collect()
    }
}
