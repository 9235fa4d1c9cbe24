//! What a visitor reads in HTML: text and the attributes that are shown or spoken, each with its place.
//!
//! The same reader serves raw HTML inside Markdown, templates and rendered pages. It makes no tree: whoever listens
//! hears opening tags, closing tags, texts and comments in order, with entities resolved and every byte accounted for.
//! What nobody sees (comments, scripts, styles) is told apart here, once, for every room to the right.

mod entities;
mod json;
mod names;

use std::borrow::Cow;
use std::convert::Infallible;

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

use crate::source::{Mapped, Span};

pub use entities::decode;
pub use json::{json_strings, unescape};
pub use names::of as name_of;

/// The name of an element or attribute; those that pages are made of take no room.
pub type Name = Cow<'static, str>;

/// Something met while reading HTML from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark<'h> {
    /// A tag that opens, or an element without content.
    Open(Tag),
    /// A tag that closes; the name is in lower case.
    Close(Name),
    /// Text, entities resolved.
    Text(Text<'h>),
    /// A comment, without its marks.
    Comment(String, Span),
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
    /// The text with its places, as one of its own.
    pub fn mapped(self) -> Mapped {
        match self {
            Self::Plain(html, span) => html.part(span.into()),
            Self::Decoded(text) => text,
        }
    }
}

/// An opening tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// The name in lower case.
    pub name: Name,
    /// The bytes of the whole tag.
    pub span: Span,
    /// Those of its attributes that people read or that tell how others are meant, in the order of their names.
    pub attributes: Vec<(Name, Mapped)>,
}

impl Tag {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&Mapped> {
        let found = self.attributes.iter().find(|(key, _)| key == name)?;
        Some(&found.1)
    }

    /// The value of an attribute as bare text; empty where there is none.
    pub fn value(&self, name: &str) -> &str {
        self.attribute(name).map_or("", Mapped::text)
    }

    /// What of its attributes a visitor sees or hears: the attribute's name and its text.
    pub fn read_attributes(&self) -> impl Iterator<Item = (&str, &Mapped)> {
        self.attributes
            .iter()
            .filter(|(name, value)| !value.is_empty() && self.is_read(name))
            .map(|(name, value)| (&**name, value))
    }

    fn is_read(&self, name: &str) -> bool {
        match name {
            "alt" | "title" | "placeholder" | "label" | "summary" | "srcdoc" | "abbr" => true,
            "value" => matches!(
                &*self.name,
                "input" | "button" | "option" | "data" | "meter"
            ),
            "content" => self.name == "meta" && self.is_read_meta(),
            name => {
                let spoken = [
                    "aria-label",
                    "aria-description",
                    "aria-valuetext",
                    "aria-placeholder",
                ];
                spoken.contains(&name) || name == "aria-roledescription"
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

/// Elements whose content no visitor sees.
pub fn is_hidden(name: &str) -> bool {
    matches!(name, "script" | "style" | "template")
}

/// Whether a script holds data that search engines show, rather than a program.
pub fn is_shown_data(tag: &Tag) -> bool {
    tag.name == "script"
        && tag
            .value("type")
            .eq_ignore_ascii_case("application/ld+json")
}

/// Somebody who listens to the tokenizer while a page is read for somebody else, so that it is read only once.
pub type Along<'l> = dyn FnMut(&CallbackEvent<'_>) + 'l;

/// Reads `html` and tells `hear` everything in it, in order.
pub fn read<'h>(html: &'h Mapped, hear: impl FnMut(Mark<'h>)) {
    read_along(html, hear, &mut |_| {});
}

/// The same, with somebody who listens along.
pub fn read_along<'h>(html: &'h Mapped, hear: impl FnMut(Mark<'h>), along: &mut Along<'_>) {
    let mut reader = Reader {
        html,
        hear,
        open: None,
        raw: false,
    };
    let listen = |event: CallbackEvent<'_>, span: html5gum::Span<usize>| -> Option<Infallible> {
        along(&event);
        reader.event(event, span.into());
        None
    };
    let mut emitter = CallbackEmitter::new(listen);
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(html.text(), emitter).for_each(drop);
}

/// Puts tags together from what the tokenizer tells piece by piece.
struct Reader<'h, F> {
    html: &'h Mapped,
    hear: F,
    /// The opening tag that is being read: its name, where it begins, and where each attribute stands that is told.
    open: Option<Opening>,
    /// Whether text is to be taken as it stands.
    raw: bool,
}

struct Opening {
    name: Name,
    start: usize,
    attributes: Vec<(Name, Span)>,
    /// Whether the attribute that was read last is told.
    told: bool,
}

impl<'h, F: FnMut(Mark<'h>)> Reader<'h, F> {
    fn event(&mut self, event: CallbackEvent<'_>, span: Span) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.open = Some(Opening {
                    name: names::of(name),
                    start: span.start,
                    attributes: Vec::new(),
                    told: false,
                });
            }
            CallbackEvent::AttributeName { name } => {
                if let Some(open) = &mut self.open {
                    let mut told = open.attributes.iter();
                    open.told = is_told(name) && !told.any(|(own, _)| own.as_bytes() == name);
                    if open.told {
                        open.attributes.push((names::of(name), span));
                    }
                }
            }
            CallbackEvent::AttributeValue { .. } => {
                if let Some(open) = self.open.as_mut().filter(|open| open.told)
                    && let Some((_, whole)) = open.attributes.last_mut()
                {
                    whole.end = span.end + 1;
                }
            }
            CallbackEvent::CloseStartTag { .. } => self.opened(span.end),
            CallbackEvent::EndTag { name } => {
                self.open = None;
                self.raw = false;
                (self.hear)(Mark::Close(names::of(name)));
            }
            CallbackEvent::String { .. } => {
                let text = heard(self.html, span, self.raw);
                (self.hear)(Mark::Text(text));
            }
            CallbackEvent::Comment { value } => {
                let span = self.html.span(within(self.html.text(), span).into());
                let text = String::from_utf8_lossy(value).into_owned();
                (self.hear)(Mark::Comment(text, span));
            }
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn opened(&mut self, end: usize) {
        let Some(open) = self.open.take() else {
            return;
        };
        let html = self.html;
        let attributes = open.attributes.into_iter().map(|(name, span)| {
            let range = value_range(html.text(), within(html.text(), span));
            (name, decode(html, range.into()))
        });
        let mut attributes: Vec<_> = attributes.collect();
        attributes.sort_by(|a, b| a.0.cmp(&b.0));
        let whole = within(html.text(), Span::new(open.start, end));
        let tag = Tag {
            name: open.name,
            span: html.span(whole.into()),
            attributes,
        };
        self.raw = matches!(
            &*tag.name,
            "script" | "style" | "xmp" | "iframe" | "noembed"
        );
        (self.hear)(Mark::Open(tag));
    }
}

fn heard(html: &Mapped, span: Span, raw: bool) -> Text<'_> {
    let span = within(html.text(), span);
    let has_entities = || html.text().as_bytes()[span.start..span.end].contains(&b'&');
    match !raw && has_entities() {
        true => Text::Decoded(decode(html, span.into())),
        false => Text::Plain(html, span),
    }
}

/// Whether an attribute can be read by people, or tells how others are meant; places and looks are not told.
fn is_told(name: &[u8]) -> bool {
    matches!(
        name,
        b"type"
            | b"name"
            | b"property"
            | b"itemprop"
            | b"alt"
            | b"title"
            | b"placeholder"
            | b"label"
            | b"summary"
            | b"srcdoc"
            | b"abbr"
            | b"value"
            | b"content"
    ) || name.starts_with(b"aria-")
}

/// The bytes of an attribute's value within `name = "value"`, without its quotes.
fn value_range(text: &str, whole: Span) -> Span {
    let written = &text[whole.start..whole.end];
    let Some(equals) = memchr::memchr(b'=', written.as_bytes()) else {
        return Span::new(whole.end, whole.end);
    };
    let value = written[equals + 1..].trim_start();
    let start = whole.end - value.len();
    match value.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let inner = &value[1..];
            let length = inner.find(quote).unwrap_or(inner.len());
            Span::new(start + 1, start + 1 + length)
        }
        _ => {
            let length = value.find(|c: char| c.is_ascii_whitespace() || c == '>');
            Span::new(start, start + length.unwrap_or(value.len()))
        }
    }
}

fn within(text: &str, span: Span) -> Span {
    let end = crate::source::ceil_boundary(text, span.end);
    Span::new(
        crate::source::floor_boundary(text, span.start.min(end)),
        end,
    )
}

impl From<html5gum::Span<usize>> for Span {
    fn from(span: html5gum::Span<usize>) -> Self {
        Self::new(span.start, span.end)
    }
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
                    format!("<{}{}>", tag.name, read.collect::<String>())
                }
                Mark::Close(name) => format!("</{name}>"),
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

    #[test]
    fn a_meta_element_is_read_only_where_it_holds_words() {
        assert_eq!(
            marks("<meta name=viewport content=width><meta property='og:description' content=Hi>"),
            ["<meta>", "<meta content=Hi@Hi>"]
        );
    }
}
