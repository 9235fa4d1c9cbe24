//! Plain HTML, as renderers and careful people write it, read fast.
//!
//! Nearly every page is nothing else: names of ordinary letters, values that are closed, comments that end where they seem
//! to. That is read here with a few searches. Wherever anything else comes, the tokenizer takes over from the last place
//! that was plain; what odd HTML means is for it alone to say.

use html5gum::State;

use super::emitter::Attribute;
use super::{Mark, Name, Tag, content_of, heard, is_raw};
use crate::source::{Mapped, Span};

/// Reads as far as everything is plain; the place from which the tokenizer has to go on, if there is one.
pub(super) fn read<'h>(html: &'h Mapped, hear: &mut impl FnMut(Mark<'_, 'h>)) -> Option<usize> {
    let text = html.text();
    let bytes = text.as_bytes();
    let mut parts = Parts::default();
    let mut at = 0;
    loop {
        let Some(length) = memchr::memchr(b'<', &bytes[at..]) else {
            tell_text(html, Span::new(at, bytes.len()), false, hear);
            return None;
        };
        let start = at + length;
        let Some(piece) = parts.piece(bytes, start) else {
            return Some(at);
        };
        tell_text(html, Span::new(at, start), false, hear);
        let whole = Span::new(start, piece.end());
        at = whole.end;
        match piece {
            Piece::Open {
                name,
                self_closing,
                content,
                ..
            } => {
                let raw = is_raw(&name);
                hear(Mark::Open(Tag {
                    name,
                    span: html.span(whole.into()),
                    self_closing,
                    html,
                    names: parts.names(bytes, whole),
                    attributes: &parts.attributes,
                }));
                if let Some(end) = content {
                    tell_text(html, Span::new(at, end), raw, hear);
                    at = end;
                }
            }
            Piece::Close { name, .. } => hear(Mark::Close(name, html.span(whole.into()))),
            Piece::Comment { .. } => {
                let inner = &text[start + COMMENT.len()..at - COMMENT_END.len()];
                hear(Mark::Comment(inner, html.span(whole.into())));
            }
            Piece::Nothing { .. } => {}
        }
    }
}

fn tell_text<'h>(html: &'h Mapped, span: Span, raw: bool, hear: &mut impl FnMut(Mark<'_, 'h>)) {
    if span.start < span.end {
        hear(Mark::Text(heard(html, span, raw)));
    }
}

const COMMENT: &str = "<!--";
const COMMENT_END: &str = "-->";

/// Something that begins with `<`, and the place behind it.
enum Piece {
    Open {
        name: Name,
        self_closing: bool,
        /// Where the text ends that is all there is in the element, if no tag can stand in it.
        content: Option<usize>,
        end: usize,
    },
    Close {
        name: Name,
        end: usize,
    },
    Comment {
        end: usize,
    },
    Nothing {
        end: usize,
    },
}

impl Piece {
    fn end(&self) -> usize {
        match self {
            Self::Open { end, .. }
            | Self::Close { end, .. }
            | Self::Comment { end }
            | Self::Nothing { end } => *end,
        }
    }
}

/// The parts of the tag that is being read.
#[derive(Default)]
struct Parts {
    /// Its attributes; the names are places within the tag.
    attributes: Vec<Attribute>,
    /// The whole tag in small letters, if names in it have others.
    lower: Vec<u8>,
}

impl Parts {
    /// The bytes in which the names of attributes stand.
    fn names<'b>(&'b self, bytes: &'b [u8], whole: Span) -> &'b [u8] {
        match self.lower.is_empty() {
            true => &bytes[whole.start..whole.end],
            false => &self.lower,
        }
    }

    /// What begins at `start`, if it is plain.
    fn piece(&mut self, bytes: &[u8], start: usize) -> Option<Piece> {
        match bytes.get(start + 1)? {
            b'/' => {
                let (name, behind) = name(bytes, start + 2)?;
                let end = past(bytes, behind, SPACE);
                (bytes.get(end) == Some(&b'>')).then_some(Piece::Close { name, end: end + 1 })
            }
            b'!' => not_a_tag(bytes, start),
            _ => self.tag(bytes, start),
        }
    }

    fn tag(&mut self, bytes: &[u8], start: usize) -> Option<Piece> {
        let (name, mut at) = name(bytes, start + 1)?;
        self.attributes.clear();
        self.lower.clear();
        let mut has_capitals = false;
        let self_closing = loop {
            let gap = at;
            at = past(bytes, at, SPACE);
            match bytes.get(at)? {
                b'>' => break false,
                b'/' if bytes.get(at + 1) == Some(&b'>') => break true,
                _ if at == gap => return None,
                _ => at = self.attribute(bytes, start, at, &mut has_capitals)?,
            }
        };
        let end = at + 1 + usize::from(self_closing);
        if has_capitals {
            self.lower.extend_from_slice(&bytes[start..end]);
            self.lower.make_ascii_lowercase();
        }
        let content = match content_of(name.as_bytes()) {
            None => None,
            Some(State::PlainText) => return None,
            Some(_) => Some(end_of_content(bytes, end, &name)?),
        };
        Some(Piece::Open {
            name,
            self_closing,
            content,
            end,
        })
    }

    /// Reads an attribute of the tag that begins at `start`; where it ends.
    fn attribute(
        &mut self,
        bytes: &[u8],
        start: usize,
        at: usize,
        has_capitals: &mut bool,
    ) -> Option<usize> {
        let end = past(bytes, at, NAME);
        *has_capitals |= bytes[at..end].iter().any(u8::is_ascii_uppercase);
        let equals = past(bytes, end, SPACE);
        let (value, behind) = match bytes.get(equals)? {
            _ if end == at => return None,
            b'=' => value(bytes, past(bytes, equals + 1, SPACE))?,
            _ => (Span::new(end, end), end),
        };
        let name = Span::new(at - start, end - start);
        self.attributes.push(Attribute { name, value });
        Some(behind)
    }
}

/// The value of an attribute, without its quotes, and the place behind it.
fn value(bytes: &[u8], at: usize) -> Option<(Span, usize)> {
    match *bytes.get(at)? {
        quote @ (b'"' | b'\'') => {
            let end = at + 1 + memchr::memchr(quote, &bytes[at + 1..])?;
            Some((Span::new(at + 1, end), end + 1))
        }
        _ => {
            let end = past(bytes, at, UNQUOTED);
            (end > at).then_some((Span::new(at, end), end))
        }
    }
}

/// The name of an element, in small letters, and the place behind it.
fn name(bytes: &[u8], at: usize) -> Option<(Name, usize)> {
    let end = past(bytes, at, NAME);
    let written = &bytes[at..end];
    if !written.first()?.is_ascii_alphabetic() {
        return None;
    }
    let name = match written.iter().any(u8::is_ascii_uppercase) {
        true => Name::of(&written.to_ascii_lowercase()),
        false => Name::of(written),
    };
    Some((name, end))
}

/// A comment, or the word at the head of a page that says it is HTML.
fn not_a_tag(bytes: &[u8], start: usize) -> Option<Piece> {
    let rest = &bytes[start..];
    if let Some(inner) = rest.strip_prefix(COMMENT.as_bytes()) {
        if inner.starts_with(b">") || inner.starts_with(b"->") {
            return None;
        }
        let length = memchr::memmem::find(inner, b"--")?;
        let end = start + COMMENT.len() + length + COMMENT_END.len();
        return (bytes.get(end - 1) == Some(&b'>')).then_some(Piece::Comment { end });
    }
    const HTML: &[u8] = b"<!doctype html>";
    let head = rest.get(..HTML.len())?;
    let end = start + HTML.len();
    head.eq_ignore_ascii_case(HTML)
        .then_some(Piece::Nothing { end })
}

/// Where the text ends in an element in which no tag can stand: before its own closing tag.
fn end_of_content(bytes: &[u8], from: usize, element: &str) -> Option<usize> {
    let mut at = from;
    loop {
        at += memchr::memchr(b'<', &bytes[at..])?;
        if element == "script" && bytes[at..].starts_with(b"<!") {
            return None;
        }
        if bytes.get(at + 1) == Some(&b'/')
            && let Some((closed, behind)) = name(bytes, at + 2)
            && *closed == *element
        {
            let is_end = bytes.get(past(bytes, behind, SPACE)) == Some(&b'>');
            return is_end.then_some(at);
        }
        at += 1;
    }
}

/// What a byte can be a part of: spaces, plain names, values without quotes.
const SPACE: u8 = 1;
const NAME: u8 = 2;
const UNQUOTED: u8 = 4;

const BYTES: [u8; 256] = {
    let mut all = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let is_space = matches!(byte as u8, b' ' | b'\n' | b'\t');
        let is_name =
            (byte as u8).is_ascii_alphanumeric() || matches!(byte as u8, b'-' | b'_' | b':' | b'.');
        let is_unquoted = is_name || matches!(byte as u8, b'/' | b'#' | b'+' | b'%' | b',' | b';');
        all[byte] =
            (is_space as u8 * SPACE) | (is_name as u8 * NAME) | (is_unquoted as u8 * UNQUOTED);
        byte += 1;
    }
    all
};

/// Where the first byte stands, from a place on, that is no part of such a thing.
#[inline]
fn past(bytes: &[u8], from: usize, part: u8) -> usize {
    let mut at = from;
    while let Some(&byte) = bytes.get(at)
        && BYTES[usize::from(byte)] & part != 0
    {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::read_from;
    use super::*;

    fn told(read: impl FnOnce(&Mapped, &mut dyn FnMut(Mark<'_, '_>)), html: &str) -> Vec<String> {
        let mut told = Vec::new();
        read(&Mapped::verbatim(html, 7), &mut |mark| {
            told.push(match mark {
                Mark::Open(tag) => {
                    let names = tag.names().map(String::from_utf8_lossy);
                    let values = names.map(|name| format!(" {name}={}", tag.value(&name)));
                    let values: String = values.collect();
                    let read = tag.read_attributes();
                    let read = read.map(|(_, value)| value.span(0..value.text().len()));
                    let read: Vec<_> = read.collect();
                    let closes = if tag.self_closing { "/" } else { "" };
                    format!("<{}{values}{closes}>@{:?} {read:?}", &*tag.name, tag.span)
                }
                Mark::Close(name, span) => format!("</{}>@{span:?}", &*name),
                Mark::Text(text) => {
                    let text = text.mapped();
                    format!("{}@{:?}", text.text(), text.span(0..text.text().len()))
                }
                Mark::Comment(text, span) => format!("<!{text}>@{span:?}"),
            });
        });
        told
    }

    fn as_the_tokenizer(html: &str) -> Result<(), TestCaseError> {
        let ours = told(|html, hear| super::super::read(html, hear), html);
        let theirs = told(|html, hear| read_from(html, 0, hear), html);
        prop_assert_eq!(ours, theirs, "{}", html);
        Ok(())
    }

    const PIECES: [&str; 75] = [
        "<p>",
        "</p>",
        "<P CLASS=a>",
        "</P >",
        "<br/>",
        "<br />",
        "<a href=\"x?a=1&amp;b\">",
        "</a>",
        "<img alt='a > b'",
        "<img alt=one title=\"two\">",
        "<a b>",
        "<a b = c d= 'e'f>",
        "<a b='c'd='e'>",
        "<a b=>",
        "<a =b>",
        "<a b==c>",
        "<a b/>",
        "<a/b>",
        "<a / b>",
        "<a b=c/>",
        "<a b=c&amp;d>",
        "<script>",
        "</script>",
        "<style>",
        "</style >",
        "<title>",
        "</title>",
        "<textarea>",
        "</TextArea>",
        "<xmp>",
        "</xmp/>",
        "<iframe srcdoc='<b>x'>",
        "</iframe x>",
        "<plaintext>",
        "<noscript>",
        "</noscript>",
        "<noembed>",
        "<noframe>",
        "<noframes>",
        "</noframes>",
        "<script/>",
        "</script-x>",
        "</scripts>",
        "</title",
        "<!-- one -->",
        "<!--",
        "-->",
        "--!>",
        "--",
        "<!-->",
        "<!--->",
        "<!doctype html>",
        "<!DOCTYPE HTML \"a>b\">",
        "<!x>",
        "<![CDATA[a]]>",
        "<?php ?>",
        "</>",
        "<",
        ">",
        "\"",
        "'",
        "=",
        "&amp;",
        "&lt",
        "&#0;",
        " ",
        "\n",
        "\r\n",
        "\0",
        "\u{c}",
        "one",
        "\u{e9}t\u{e9}",
        "<svg viewBox='0 0 1 1'/>",
        "<x-y:z._1 d_e=f>",
        "<\u{e9}>",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn pieces_are_read_as_the_tokenizer_reads_them(
            html in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..12)
        ) {
            as_the_tokenizer(&html.concat())?;
        }

        #[test]
        fn letters_are_read_as_the_tokenizer_reads_them(
            html in "(<[/!]?|[ab]|[a-z]{2}=|script|-|--|[ \n/>'\"=&;])*"
        ) {
            as_the_tokenizer(&html)?;
        }
    }

    #[test]
    fn what_renderers_write_is_plain() {
        let html = "<!doctype html>\n<html lang=\"en\"><head><title>A &amp; B</title><script type=\"application/ld+json\">{\"a\":\"<b>\"}</script></head><body class=x><!-- one --><svg viewBox=\"0 0 1 1\"/><input disabled value='a>b'><p>One<br>two</p></body></html>";
        let html = Mapped::verbatim(html, 0);
        assert_eq!(read(&html, &mut |_| {}), None);
    }
}
