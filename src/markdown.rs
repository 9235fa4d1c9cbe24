//! The one Markdown dialect, so that the guard judges exactly what the renderer shows.
//!
//! CommonMark with tables, footnotes, strikethrough, task lists, definition lists, heading attributes and smart
//! punctuation. Every event comes with its range of bytes in the file, also when the body starts below front matter.

use std::ops::Range;

use pulldown_cmark::{Event, OffsetIter, Options, Parser};

/// The extensions of the dialect.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
}

/// The events of `text[start..]`, each with its range in `text`.
pub fn events(text: &str, start: usize) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    parser(text, start).map(move |(event, range)| (event, range.start + start..range.end + start))
}

/// The parser itself, for who needs its reference definitions; its ranges count from `start`.
pub fn parser(text: &str, start: usize) -> OffsetIter<'_> {
    Parser::new_ext(&text[start..], options()).into_offset_iter()
}
