//! HTML that renderers write, taken apart without copying: tags, attributes, character references, words.
//!
//! It stands apart from the reader of pages because these few functions know nothing of pages.

use std::borrow::Cow;

use crate::html::{Names, elements, single_spaced};

/// The length of a tag up to and with its `>`, quotes minded.
pub(super) fn tag_end(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr::memchr3(b'>', b'"', b'\'', &bytes[at..]) {
        let byte = bytes[at + found];
        at += found + 1;
        if byte == b'>' {
            return at;
        }
        match memchr::memchr(byte, &bytes[at..]) {
            Some(close) => at += close + 1,
            None => break,
        }
    }
    rest.len()
}

/// The words in a piece of HTML, tags taken out, single spaces between.
pub(super) fn words_of(html: &str) -> Cow<'_, str> {
    if memchr::memchr2(b'<', b'&', html.as_bytes()).is_none() {
        return single_spaced(html);
    }
    let mut text = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let tag = &rest[at..];
        let end = tag_end(tag);
        let name = tag[1..end].trim_start_matches('/');
        let length = name
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(name.len());
        if !INLINE.has_written(&name[..length]) {
            text.push(' ');
        }
        rest = &tag[end..];
    }
    text.push_str(rest);
    Cow::Owned(single_spaced(&decoded(&text)).into_owned())
}

/// The text in a piece of HTML, tags taken out.
pub(super) fn text_of(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        text.push_str(&decoded(&rest[..at]));
        rest = &rest[at..];
        rest = &rest[tag_end(rest)..];
    }
    text.push_str(&decoded(rest));
    text
}

/// Character references as the characters they stand for: the ones that renderers write.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        match end.and_then(|end| Some((reference(&rest[1..end])?, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn reference(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

/// Elements that stand within a line of a page.
pub(super) const INLINE: Names = elements![
    "a", "abbr", "b", "bdi", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s",
    "small", "span", "strong", "sub", "sup", "time", "wbr",
];
