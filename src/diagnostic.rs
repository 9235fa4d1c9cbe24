//! What any part of the program says about a place in a file, and in which order it is said.
//!
//! A [`Diagnostic`] is a value. Who found it (the guard, the link check, the configuration, the gate) and who
//! shows it (terminal, JSON, preview) are other rooms; here stands only what they exchange: the three sentences
//! *what*, *why* and *what to write instead*, the narrowest place, and an edit where one is known.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;

use crate::source::{Position, SourceFile, Span};

/// How grave a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site is not published.
    Error,
    /// The site is published; a person should look.
    Warning,
}

impl Severity {
    /// The word that people and programs read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A replacement that would mend the problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes to replace.
    pub span: Span,
    /// Line and column of the first of them.
    pub start: Position,
    /// Line and column behind the last of them.
    pub end: Position,
    /// What to write there.
    pub text: String,
    /// What the edit does, as a button would say it.
    pub title: String,
    /// Whether it may be made without a person looking at it: it never changes what a text means.
    pub safe: bool,
}

impl Edit {
    /// An edit of a file that was read.
    pub fn new(
        source: &SourceFile,
        span: Span,
        text: impl Into<String>,
        title: impl Into<String>,
        safe: bool,
    ) -> Self {
        let span = source.on_characters(span);
        Self {
            span,
            start: source.position(span.start),
            end: source.position(span.end),
            text: text.into(),
            title: title.into(),
            safe,
        }
    }
}

/// The words a diagnostic is about, as a reader sees them, with the narrowest part marked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Excerpt {
    /// The statement, without markup.
    pub text: String,
    /// The bytes of `text` that the diagnostic is about.
    pub marked: Range<usize>,
}

/// Something said about a place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file, relative to the site's root.
    pub path: Cow<'static, str>,
    /// The bytes in that file.
    pub span: Span,
    /// Line and column of the first byte.
    pub start: Position,
    /// Line and column behind the last byte.
    pub end: Position,
    /// The rule's name, as `explain` takes it.
    pub rule: Cow<'static, str>,
    /// The family the rule belongs to, such as `treatment` or `links`.
    pub family: &'static str,
    /// How grave it is here.
    pub severity: Severity,
    /// What is wrong, one clause in plain English, without a full stop.
    pub what: Cow<'static, str>,
    /// Why it matters.
    pub why: Cow<'static, str>,
    /// What to do or write instead.
    pub instead: Cow<'static, str>,
    /// The statement it is about, if there is one.
    pub excerpt: Option<Excerpt>,
    /// Edits that would mend it.
    pub edits: Vec<Edit>,
}

/// The three sentences of a diagnostic and the rule that says them.
#[derive(Debug, Clone)]
pub struct Words {
    /// The rule's name.
    pub rule: Cow<'static, str>,
    /// The rule's family.
    pub family: &'static str,
    /// What is wrong.
    pub what: Cow<'static, str>,
    /// Why it matters.
    pub why: Cow<'static, str>,
    /// What to do instead.
    pub instead: Cow<'static, str>,
}

impl Diagnostic {
    /// A diagnostic about a place in a file that was read.
    pub fn at(source: &SourceFile, span: Span, severity: Severity, words: Words) -> Self {
        let span = source.on_characters(span);
        Self {
            path: source.path().to_owned().into(),
            span,
            start: source.position(span.start),
            end: source.position(span.end),
            ..Self::about(String::new(), severity, words)
        }
    }

    /// A diagnostic about a file or folder as a whole.
    pub fn about(path: impl Into<Cow<'static, str>>, severity: Severity, words: Words) -> Self {
        Self {
            path: path.into(),
            span: Span::default(),
            start: Position { line: 1, column: 1 },
            end: Position { line: 1, column: 1 },
            rule: words.rule,
            family: words.family,
            severity,
            what: words.what,
            why: words.why,
            instead: words.instead,
            excerpt: None,
            edits: Vec::new(),
        }
    }

    /// The same diagnostic with the statement it is about.
    #[must_use]
    pub fn with_excerpt(mut self, text: impl Into<String>, marked: Range<usize>) -> Self {
        self.excerpt = Some(Excerpt {
            text: text.into(),
            marked,
        });
        self
    }

    /// The same diagnostic with one more edit.
    #[must_use]
    pub fn with_edit(mut self, edit: Edit) -> Self {
        self.edits.push(edit);
        self
    }

    /// Whether it keeps the site from being published.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    fn key(&self) -> (&str, Span, Severity, &str, &str) {
        (&self.path, self.span, self.severity, &self.rule, &self.what)
    }
}

/// Diagnostics are told file by file, from the top of each file to its end.
impl Ord for Diagnostic {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl PartialOrd for Diagnostic {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
