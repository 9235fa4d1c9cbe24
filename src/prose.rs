//! Prose: what a page says, as statements with roles, neighbours and words.
//!
//! From bytes to words in five steps, each in a file of its own: [`blocks`] are laid out from Markdown or HTML, cut into
//! tokens (`scan`, letters folded by `fold`), spelt out as [`Word`]s with classes from the word lists (`words`,
//! `lexicon`), and gathered into a [`Document`] of statements. Every step keeps the way back to the bytes of the file.

mod blocks;
mod class;
mod document;
mod fold;
mod from_html;
mod from_markdown;
mod grammar;
mod hash;
mod inflect;
mod layout;
mod lexicon;
mod lists;
mod marks;
mod own;
mod pattern;
mod role;
mod scan;
mod words;

pub use class::{Class, Classes};
pub use document::{Document, Statement, View};
pub use hash::hash;
pub use layout::{Layout, Part};
pub use own::{OwnKind, OwnNames, OwnPart, words_of};
pub use pattern::{Pattern, Patterns};
pub use role::Role;
pub use scan::Pause;
pub use words::{Seconds, Word};

use crate::config::{self, TomlString};
use crate::html::{self, Along};
use crate::page::Page;
use crate::source::{Mapped, SourceFile};

/// The statements of a page: its front matter's words first, then its body.
pub fn of_page(page: &Page, own: &OwnNames) -> Document {
    let mut blocks = string_blocks(&page.source, &config::strings(&page.source, page.front));
    let first = blocks.len();
    blocks.extend(from_markdown::blocks(page.source.text(), page.body));
    for block in &mut blocks[first..] {
        block.links.shift(first);
    }
    Document::new(blocks, own)
}

/// The statements of a rendered page, or of a template whose own marks are blanked.
pub fn of_html(html: &Mapped, own: &OwnNames) -> Document {
    Document::new(html_blocks(html, &mut |_| {}), own)
}

/// The blocks of a rendered page, not yet cut into statements; `along` hears the page as it is read.
pub fn layout_of_html(html: &Mapped, along: &mut Along<'_>) -> Layout {
    Layout::new(html_blocks(html, along))
}

/// A number for each block of a document, the same as on the rendered page.
pub fn block_keys(document: &Document) -> impl Iterator<Item = u64> {
    document.blocks().map(layout::block_key)
}

/// Bytes of HTML for each block of it, or fewer.
const BYTES: usize = 100;

fn html_blocks(html: &Mapped, along: &mut Along<'_>) -> Vec<blocks::Block> {
    let mut into = blocks::Collector::with_room(html.text().len() / BYTES);
    from_html::HtmlReader::default().read_along(html, &mut into, along);
    into.finish()
}

/// The statements of strings in a TOML file.
pub fn of_strings(source: &SourceFile, strings: &[TomlString], own: &OwnNames) -> Document {
    Document::new(string_blocks(source, strings), own)
}

/// The statement of a bare text, for examples and tests.
pub fn of_text(text: &str) -> Document {
    of_text_with(text, &OwnNames::default())
}

/// The statement of a bare text, in which the practice's own names are known.
pub fn of_text_with(text: &str, own: &OwnNames) -> Document {
    Document::new(from_markdown::blocks(text, 0), own)
}

/// The hashes of the normalised words of a phrase.
pub fn word_hashes(phrase: &str, own: &OwnNames) -> Vec<u32> {
    let mut words = words::Words::default();
    words.add(&scan::scan(phrase), own);
    words.words.iter().map(|word| word.form).collect()
}

fn string_blocks(source: &SourceFile, strings: &[TomlString]) -> Vec<blocks::Block> {
    let mut into = blocks::Collector::default();
    for string in strings.iter().filter(|string| is_read(&string.key)) {
        let role = match string.key.rsplit('.').next().unwrap_or_default() {
            "title" if !string.key.contains('.') => Role::Title,
            "description" => Role::Description,
            "image_alt" | "alt" => Role::Alt,
            _ => Role::Data,
        };
        into.aside(role, written(source, string));
    }
    into.finish()
}

/// Settings that no visitor reads.
fn is_read(key: &str) -> bool {
    let last = key.rsplit('.').next().unwrap_or_default();
    ![
        "kind",
        "slug",
        "draft",
        "date",
        "url",
        "image",
        "page",
        "email",
        "phone",
        "npi",
        "base_url",
        "redirect_from",
    ]
    .contains(&last)
}

/// What a string says, each character at its place; the whole value where that cannot be told.
fn written(source: &SourceFile, string: &TomlString) -> Mapped {
    let raw = source.slice(string.span);
    let quotes = ["\"\"\"", "'''", "\"", "'"];
    let quote = quotes
        .into_iter()
        .find(|quote| raw.starts_with(quote) && raw.len() >= 2 * quote.len());
    let mut text = Mapped::default();
    if let Some(quote) = quote {
        let inner = &raw[quote.len()..raw.len() - quote.len()];
        let start = string.span.start + quote.len();
        let whole = Mapped::verbatim(inner, start);
        text = match quote.starts_with('"') {
            true => html::unescape(&whole, 0..inner.len()),
            false => whole,
        };
    }
    let same = text
        .text()
        .split_whitespace()
        .eq(string.value.split_whitespace());
    if !same {
        text = Mapped::default();
        text.push_for(&string.value, string.span);
    }
    text
}
