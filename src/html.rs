//! What a visitor reads in HTML: text and the attributes that are shown or spoken, each with its place.
//!
//! The same reader serves raw HTML inside Markdown, templates and rendered pages. It makes no tree: whoever listens
//! hears opening tags, closing tags, texts and comments in order, with entities resolved and every byte accounted for.
//! What nobody sees (comments, scripts, styles) is told apart here, once, for every room to the right.

mod emitter;
mod entities;
mod json;
mod names;
mod plain;
mod spaces;
mod written;

use std::borrow::Cow;

use html5gum::{State, Tokenizer, naive_next_state};

use crate::source::{Mapped, Span};
use emitter::Emitter;
use entities::decode_value;

pub use emitter::Tag;
pub use entities::decode;
pub use json::{json_strings, unescape};
pub(crate) use names::elements;
pub use names::{COMMON, Name, Names, VOID};
pub use spaces::single_spaced;
pub use written::{Attribute, Attributes};

/// Something met while reading HTML from top to bottom.
#[derive(Debug)]
pub enum Mark<'e, 'h> {
    /// A tag that opens, or an element without content.
    Open(Tag<'e, 'h>),
    /// A tag that closes, with the bytes of the file that hold it; the name is in lower case.
    Close(Name, Span),
    /// Text, entities resolved.
    Text(Text<'h>),
    /// A comment, without its marks.
    Comment(&'h str, Span),
}

/// A text as a visitor reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text<'h> {
    /// It stands in the HTML as it is read.
    Plain(&'h Mapped, Span),
    /// It had entities in it.
    Decoded(Mapped),
}

impl Text<'_> {
    /// The text.
    pub fn read(&self) -> &str {
        match self {
            Self::Plain(html, span) => &html.text()[span.start..span.end],
            Self::Decoded(text) => text.text(),
        }
    }

    /// The text with its places, as one of its own.
    pub fn mapped(&self) -> Mapped {
        match self {
            Self::Plain(html, span) => html.part((*span).into()),
            Self::Decoded(text) => text.clone(),
        }
    }
}

impl<'h> Tag<'_, 'h> {
    /// The value of an attribute, if the tag has it.
    pub fn attribute(&self, name: &str) -> Option<Cow<'h, str>> {
        let mut all = self.attributes();
        let (_, value) = all.find(|(own, _)| *own == name.as_bytes())?;
        let written = &self.html.text()[value.start..value.end];
        if memchr::memchr(b'&', written.as_bytes()).is_none() {
            return Some(Cow::Borrowed(written));
        }
        let decoded = decode_value(self.html, value.into());
        Some(Cow::Owned(decoded.text().to_owned()))
    }

    /// The names of its attributes, in lower case.
    pub fn names(&self) -> impl Iterator<Item = &[u8]> {
        self.attributes().map(|(name, _)| name)
    }

    /// The value of an attribute; empty where there is none.
    pub fn value(&self, name: &str) -> Cow<'h, str> {
        self.attribute(name).unwrap_or_default()
    }

    /// What of its attributes a visitor sees or hears, in the order of their names: the name and the text.
    pub fn read_attributes(&self) -> impl Iterator<Item = (&str, Mapped)> {
        let all = self
            .attributes()
            .filter(|(name, value)| value.start < value.end && may_be_read(name));
        let names = all.filter_map(|(name, value)| Some((std::str::from_utf8(name).ok()?, value)));
        let mut read: Vec<_> = names.filter(|(name, _)| self.is_read(name)).collect();
        read.sort_by_key(|(name, _)| *name);
        read.dedup_by_key(|(name, _)| *name);
        let read = read.into_iter();
        read.map(|(name, value)| (name, decode_value(self.html, value.into())))
    }

    fn is_read(&self, name: &str) -> bool {
        match name {
            "alt" | "title" | "placeholder" | "label" | "summary" | "srcdoc" | "abbr" => true,
            "value" => matches!(
                &*self.name,
                "input" | "button" | "option" | "data" | "meter"
            ),
            "content" => &*self.name == "meta" && self.is_read_meta(),
            name => {
                let spoken = [
                    "aria-label",
                    "aria-description",
                    "aria-valuetext",
                    "aria-placeholder",
                    "aria-roledescription",
                ];
                name.starts_with("aria-") && spoken.contains(&name)
            }
        }
    }

    /// Whether a meta element holds words for people rather than settings for browsers.
    fn is_read_meta(&self) -> bool {
        let named = [
            self.value("name"),
            self.value("property"),
            self.value("itemprop"),
        ];
        named.iter().any(|name| {
            let name = name.to_ascii_lowercase();
            let last = name.rsplit(':').next().unwrap_or_default();
            [
                "description",
                "title",
                "alt",
                "keywords",
                "abstract",
                "subject",
                "name",
            ]
            .contains(&last)
        })
    }
}

/// A glance at the name of an attribute, which says no to most that nobody reads.
fn may_be_read(name: &[u8]) -> bool {
    match name {
        [b'a', b'l' | b'b' | b'r', ..] => true,
        [b't' | b'p' | b'l' | b's' | b'v', _, ..] => name.len() != 4,
        [b'c', b'o', ..] => true,
        _ => false,
    }
}

/// Elements whose content no visitor sees.
pub fn is_hidden(name: &str) -> bool {
    matches!(name, "script" | "style" | "template")
}

/// Whether a script holds data that search engines show, rather than a program.
pub fn is_shown_data(tag: &Tag<'_, '_>) -> bool {
    &*tag.name == "script"
        && tag
            .value("type")
            .eq_ignore_ascii_case("application/ld+json")
}

/// Somebody who listens while a page is read for somebody else, so that it is read only once.
pub type Along<'l> = dyn FnMut(&Mark<'_, '_>) + 'l;

/// Reads `html` and tells `hear` everything in it, in order.
pub fn read<'h>(html: &'h Mapped, mut hear: impl FnMut(Mark<'_, 'h>)) {
    if let Some(rest) = plain::read(html, &mut hear) {
        read_from(html, rest, hear);
    }
}

/// Reads `html` from a place on at which no tag is open, whatever it is like.
fn read_from<'h>(html: &'h Mapped, from: usize, hear: impl FnMut(Mark<'_, 'h>)) {
    let emitter = Emitter::new(html, from, hear);
    Tokenizer::new_with_emitter(&html.text()[from..], emitter).for_each(drop);
}

/// Whether the text in an element is to be taken as it stands.
fn is_raw(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "xmp" | "iframe" | "noembed" | "noframes"
    )
}

/// How the content of an element is read where that is not as tags and text; the tokenizer's own answer has the name of one
/// element wrong.
fn content_of(name: &[u8]) -> Option<State> {
    match name {
        b"noframes" => Some(State::RawText),
        b"noframe" => None,
        name => naive_next_state(name),
    }
}

fn heard(html: &Mapped, span: Span, raw: bool) -> Text<'_> {
    let span = within(html.text(), span);
    let has_entities =
        || memchr::memchr(b'&', &html.text().as_bytes()[span.start..span.end]).is_some();
    match !raw && has_entities() {
        true => Text::Decoded(decode(html, span.into())),
        false => Text::Plain(html, span),
    }
}

/// A comment without its marks, as browsers end it; also what they take for one.
fn comment(html: &Mapped, span: Span) -> &str {
    let written = &html.text()[span.start..span.end];
    let Some(inner) = written.strip_prefix("<!--") else {
        let inner = written.trim_start_matches(['<', '!', '/']);
        return inner.strip_suffix('>').unwrap_or(inner);
    };
    if matches!(inner, ">" | "->") {
        return "";
    }
    let ends = ["-->", "--!>", "--!", "--"];
    let inner_of = |end: &&str| inner.strip_suffix(*end);
    ends.iter().find_map(inner_of).unwrap_or(inner)
}

fn within(text: &str, span: Span) -> Span {
    let end = crate::source::ceil_boundary(text, span.end);
    Span::new(
        crate::source::floor_boundary(text, span.start.min(end)),
        end,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(html: &str) -> Vec<String> {
        let mut told = Vec::new();
        let mapped = Mapped::verbatim(html, 0);
        read(&mapped, |mark| {
            told.push(match mark {
                Mark::Open(tag) => {
                    let read = tag.read_attributes().map(|(name, value)| {
                        let span = value.span(0..value.text().len());
                        format!(" {name}={}@{}", value.text(), &html[span.start..span.end])
                    });
                    format!("<{}{}>", &*tag.name, read.collect::<String>())
                }
                Mark::Close(name, _) => format!("</{}>", &*name),
                Mark::Text(text) => {
                    let text = text.mapped();
                    let span = text.span(0..text.text().len());
                    format!("{}@{}", text.text(), &html[span.start..span.end])
                }
                Mark::Comment(text, _) => format!("<!{text}>"),
            });
        });
        told
    }

    #[test]
    fn texts_and_read_attributes_come_with_their_place() {
        assert_eq!(
            marks("<P Title='a &amp; b' class=x>One &lt; two<br/><!-- no --></P>"),
            [
                "<p title=a & b@a &amp; b>",
                "One < two@One &lt; two",
                "<br>",
                "<! no >",
                "</p>"
            ]
        );
    }

    #[test]
    fn scripts_are_one_text() {
        assert_eq!(
            marks("<script>a<b && c</script>x"),
            ["<script>", "a<b && c@a<b && c", "</script>", "x@x"]
        );
    }

    /// The values of these attributes, from all tags that open.
    fn values(html: &str, names: &[&str]) -> Vec<Option<String>> {
        let mapped = Mapped::verbatim(html, 0);
        let mut values = Vec::new();
        read(&mapped, |mark| {
            if let Mark::Open(tag) = mark {
                values.extend(
                    names
                        .iter()
                        .map(|name| tag.attribute(name).map(Cow::into_owned)),
                );
            }
        });
        values
    }

    #[test]
    fn values_are_what_stands_between_their_quotes() {
        let html = "<a b=xyz c=\"q r\" d='' e F = 'G&lt;' b=2><p title=\"unclosed";
        let values = values(html, &["b", "c", "d", "e", "f", "g"]);
        let values: Vec<_> = values.iter().map(|value| value.as_deref()).collect();
        let wanted = ["xyz", "q r", "", "", "G<"].map(Some);
        assert_eq!(values[..5], wanted);
        assert_eq!(values[5..], [None]);
    }

    #[test]
    fn comments_come_without_their_marks() {
        let comment = |html: &str| {
            let marks = marks(html);
            marks
                .iter()
                .find_map(|mark| Some(mark.strip_prefix("<!")?.to_owned()))
        };
        for (html, inner) in [
            ("<!-- a -->", " a "),
            ("<!-- a --!>b", " a "),
            ("<!-->", ""),
            ("<!--->", ""),
            ("<!-- open", " open"),
            ("<!--<!-- twice -->", "<!-- twice "),
            ("<!odd>", "odd"),
        ] {
            assert_eq!(comment(html), Some(format!("{inner}>")), "{html}");
        }
    }

    #[test]
    fn a_closing_tag_without_a_name_is_nothing() {
        assert_eq!(marks("Call </>one"), ["Call @Call ", "one@one"]);
        assert_eq!(marks("</></>one &amp; two"), ["one & two@one &amp; two"]);
        assert_eq!(
            marks("<title>a </> b</title>"),
            ["<title>", "a </> b@a </> b", "</title>"]
        );
    }

    #[test]
    fn a_reference_in_a_value_ends_in_a_semicolon_or_is_none() {
        let html = "<a b='?a=1&copy=2' c='&copyright &copy;' d='no&#000000000000000000000000000000000000000000000000110;e'>";
        let values = values(html, &["b", "c", "d"]);
        let wanted = ["?a=1&copy=2", "&copyright \u{a9}", "none"];
        assert_eq!(values, wanted.map(|value| Some(value.to_owned())));
    }

    #[test]
    fn of_two_attributes_with_one_name_the_first_counts() {
        assert_eq!(marks("<img alt=one ALT=two>"), ["<img alt=one@one>"]);
    }

    #[test]
    fn a_meta_element_is_read_only_where_it_holds_words() {
        assert_eq!(
            marks("<meta name=viewport content=width><meta property='og:description' content=Hi>"),
            ["<meta>", "<meta content=Hi@Hi>"]
        );
    }
}
