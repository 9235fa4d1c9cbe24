//! Source files, spans in them, and the way from a byte to a line and a column.
//!
//! Everything brassplate says points at a place in a file that a person can open. A [`Span`] is a range of
//! bytes in the file as it was read, never in a copy that was cut or changed on the way, so that no later room
//! has to search for the place again. Lines and columns exist only at the edge, where a person reads them.

mod kept;
mod mapped;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

pub use kept::{Kept, Mark, Marker, Renewed};
pub use mapped::Mapped;

/// A range of bytes in one [`SourceFile`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, and without, `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Whether the two have a byte in common.
    pub fn touches(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies inside this span.
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self {
            start: range.start,
            end: range.end,
        }
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

/// A line and a column, both counted from 1; columns count characters, as editors show them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// One file as it was read: its path, its text, and where its lines begin. It never changes after.
#[derive(Debug, Clone)]
pub struct SourceFile {
    path: Arc<str>,
    text: Arc<str>,
    /// Found out once somebody asks for a line; most files are never asked.
    lines: OnceLock<LineIndex>,
}

impl SourceFile {
    /// Takes a path, relative to the site's root and with `/` between its parts, and the file's text.
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
            lines: OnceLock::new(),
        }
    }

    /// The path that people are shown.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The span of the whole text.
    pub fn whole(&self) -> Span {
        Span::new(0, self.text.len())
    }

    /// The text of a span, cut to what the file holds and widened to whole characters.
    pub fn slice(&self, span: Span) -> &str {
        let span = self.on_characters(span);
        &self.text[span.start..span.end]
    }

    /// The line and column of a byte; a byte past the end is the end.
    pub fn position(&self, byte: usize) -> Position {
        let lines = self.lines.get_or_init(|| LineIndex::new(&self.text));
        lines.position(&self.text, byte)
    }

    /// The same span, moved outward to character boundaries and inside the file.
    pub fn on_characters(&self, span: Span) -> Span {
        let end = ceil_boundary(&self.text, span.end);
        let start = floor_boundary(&self.text, span.start.min(end));
        Span { start, end }
    }
}

/// The nearest character boundary at or before `byte`.
pub fn floor_boundary(text: &str, byte: usize) -> usize {
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The nearest character boundary at or after `byte`, the end of the text at most.
pub fn ceil_boundary(text: &str, byte: usize) -> usize {
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// Where each line of a text begins.
#[derive(Debug, Clone)]
struct LineIndex {
    starts: Arc<[u32]>,
    /// How many characters begin before each block of bytes, so that a column in a very long line is found at once.
    characters: Arc<[u32]>,
}

/// How many bytes lie between two counts of characters.
const BLOCK: usize = 4096;

impl LineIndex {
    fn new(text: &str) -> Self {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1);
        Self {
            starts: std::iter::once(0).chain(breaks).collect(),
            characters: counted(text.as_bytes()),
        }
    }

    fn position(&self, text: &str, byte: usize) -> Position {
        let byte = floor_boundary(text, byte);
        let line = self.starts.partition_point(|&start| start as usize <= byte) - 1;
        let start = self.starts[line] as usize;
        Position {
            line: line + 1,
            column: self.before(text, byte) - self.before(text, start) + 1,
        }
    }

    /// How many characters begin before a byte.
    fn before(&self, text: &str, byte: usize) -> usize {
        let block = byte / BLOCK;
        self.characters[block] as usize + beginnings(&text.as_bytes()[block * BLOCK..byte])
    }
}

fn counted(bytes: &[u8]) -> Arc<[u32]> {
    let mut sum = 0;
    let counts = bytes.chunks(BLOCK).map(|block| {
        sum += beginnings(block) as u32;
        sum
    });
    std::iter::once(0).chain(counts).collect()
}

/// How many characters begin in some bytes.
fn beginnings(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_becomes_a_line_and_a_column_in_characters() {
        let file = SourceFile::new("a.md", "one\ntwö three\n");
        assert_eq!(file.position(0), Position { line: 1, column: 1 });
        assert_eq!(file.position(4), Position { line: 2, column: 1 });
        assert_eq!(file.position(9), Position { line: 2, column: 5 });
        assert_eq!(file.position(999), Position { line: 3, column: 1 });
    }

    #[test]
    fn a_slice_never_cuts_a_character() {
        let file = SourceFile::new("a.md", "twö");
        assert_eq!(file.slice(Span::new(3, 3)), "ö");
        assert_eq!(file.slice(Span::new(1, 99)), "wö");
    }
}
