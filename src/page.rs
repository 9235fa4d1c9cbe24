//! A page as it was written: its file, its kind, its front matter, and where its body begins.
//!
//! A page owns its source and parses it on demand, so the guard and the renderer read the same events with the
//! same places. Front matter is split off by its offset and never cut away, so no line number is ever wrong.

use std::ops::Range;

use pulldown_cmark::Event;

use crate::config::{self, FrontMatter, PageKind, SchemaOf};
use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::markdown;
use crate::source::{SourceFile, Span};

/// One Markdown file of the site, or a loose one that is only judged.
#[derive(Debug, Clone)]
pub struct Page {
    /// The file.
    pub source: SourceFile,
    /// What kind of page it is.
    pub kind: PageKind,
    /// What it says about itself; empty where the front matter is missing or faulty.
    pub meta: FrontMatter,
    /// The bytes of the TOML between the `+++` lines.
    pub front: Span,
    /// The first byte of the Markdown.
    pub body: usize,
}

impl Page {
    /// Reads a page. `kind` is what its folder says; its front matter may say otherwise.
    pub fn parse(
        source: SourceFile,
        kind: PageKind,
        schema: &SchemaOf<FrontMatter>,
    ) -> (Self, Vec<Diagnostic>) {
        let (front, body) = split(source.text());
        let Some(front) = front else {
            let mut told = vec![];
            if source.text().starts_with("+++") {
                told.push(unclosed(&source));
            }
            return (
                Self {
                    source,
                    kind,
                    meta: FrontMatter::default(),
                    front: Span::default(),
                    body,
                },
                told,
            );
        };
        let (meta, told) = match config::read(&source, front, schema) {
            Ok(meta) => (meta, Vec::new()),
            Err(told) => (FrontMatter::default(), told),
        };
        let kind = meta.kind.unwrap_or(kind);
        (
            Self {
                source,
                kind,
                meta,
                front,
                body,
            },
            told,
        )
    }

    /// A page that is only judged: front matter of other programs is no fault here.
    pub fn loose(source: SourceFile, kind: PageKind) -> Self {
        let (front, body) = split(source.text());
        Self {
            source,
            kind,
            meta: FrontMatter::default(),
            front: front.unwrap_or_default(),
            body,
        }
    }

    /// The Markdown of the page, without front matter.
    pub fn markdown(&self) -> &str {
        &self.source.text()[self.body..]
    }

    /// The events of the Markdown, each with its range of bytes in the file.
    pub fn events(&self) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
        markdown::events(self.source.text(), self.body)
    }

    /// Whether the page has front matter at all.
    pub fn has_front(&self) -> bool {
        self.front.end > 0
    }
}

/// The TOML between two `+++` lines on top of a text, and where the body begins.
fn split(text: &str) -> (Option<Span>, usize) {
    let mark = text
        .strip_prefix('\u{feff}')
        .map_or(0, |_| '\u{feff}'.len_utf8());
    let Some(first) = fence_length(&text[mark..]) else {
        return (None, mark);
    };
    let start = mark + first;
    let mut at = start;
    while at < text.len() {
        if let Some(length) = fence_length(&text[at..]) {
            return (Some(Span::new(start, at)), at + length);
        }
        at = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |end| at + end + 1);
    }
    (None, mark)
}

/// The length of a `+++` line that the text begins with, its line end included.
fn fence_length(text: &str) -> Option<usize> {
    let line = text.split_inclusive('\n').next()?;
    (line.trim_end() == "+++").then_some(line.len())
}

fn unclosed(source: &SourceFile) -> Diagnostic {
    let words = Words {
        rule: "settings".into(),
        family: "settings",
        what: "the settings on top of the page are not closed".into(),
        why: "Without a second line of three plus signs the settings would be printed as text."
            .into(),
        instead: "Put a line `+++` under the last setting.".into(),
    };
    Diagnostic::at(source, Span::new(0, 3), Severity::Error, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> (Page, Vec<Diagnostic>) {
        Page::parse(
            SourceFile::new("content/a.md", text),
            PageKind::Page,
            &SchemaOf::new(),
        )
    }

    #[test]
    fn the_front_matter_keeps_its_place() {
        let (page, told) = page("+++\r\ntitle = \"A\"\r\n+++\r\nBody\r\n");
        assert!(told.is_empty(), "{told:?}");
        assert_eq!(
            (page.meta.title.as_str(), page.markdown()),
            ("A", "Body\r\n")
        );
        assert_eq!(page.source.slice(page.front), "title = \"A\"\r\n");
    }

    #[test]
    fn an_unclosed_front_matter_is_told() {
        let (page, told) = page("+++\ntitle = \"A\"\n");
        assert_eq!(
            told[0].what,
            "the settings on top of the page are not closed"
        );
        assert_eq!(page.body, 0);
    }
}
