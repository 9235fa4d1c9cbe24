//! Character references resolved one by one, so that each keeps the bytes it was written with.

use std::ops::Range;

use html5gum::{Token, Tokenizer};

use crate::source::Mapped;

/// The text of a range of `html` with its character references resolved.
pub fn decode(html: &Mapped, range: Range<usize>) -> Mapped {
    resolved(html, range, false)
}

/// The same of the value of an attribute, where a name is no reference if it goes on or stands before `=`, so that
/// `?a=1&copy=2` stays what it is.
pub(super) fn decode_value(html: &Mapped, range: Range<usize>) -> Mapped {
    resolved(html, range, true)
}

fn resolved(html: &Mapped, range: Range<usize>, is_value: bool) -> Mapped {
    let raw = &html.text()[range.clone()];
    if memchr::memchr(b'&', raw.as_bytes()).is_none() {
        return html.part(range);
    }
    let mut text = Mapped::default();
    let mut done = 0;
    for at in memchr::memchr_iter(b'&', raw.as_bytes()) {
        let length = reference_length(&raw[at..]);
        if at < done || length < 2 {
            continue;
        }
        let reference = &raw[at..at + length];
        let read = resolve(reference);
        let is_open = is_value && !reference.ends_with(';') && !reference.starts_with("&#");
        let goes_on = || {
            raw.as_bytes().get(at + length) == Some(&b'=')
                || read.chars().count() > 1 && read.ends_with(|c: char| c.is_ascii_alphanumeric())
        };
        if is_open && goes_on() {
            continue;
        }
        push_part(&mut text, html, range.start + done..range.start + at);
        let span = html.span(range.start + at..range.start + at + length);
        text.push_for(&read, span);
        done = at + length;
    }
    push_part(&mut text, html, range.start + done..range.end);
    text
}

fn push_part(text: &mut Mapped, html: &Mapped, range: Range<usize>) {
    if !range.is_empty() {
        text.append(&html.part(range));
    }
}

/// How many bytes the reference that `text` begins with could have.
fn reference_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let zeros = match bytes {
        [b'&', b'#', b'x' | b'X', rest @ ..] | [b'&', b'#', rest @ ..] => {
            rest.iter().take_while(|byte| **byte == b'0').count()
        }
        _ => 0,
    };
    let body = bytes.iter().skip(1).take(40 + zeros);
    let length = 1 + body
        .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#')
        .count();
    length + usize::from(text.as_bytes().get(length) == Some(&b';'))
}

fn resolve(reference: &str) -> String {
    let known = match reference {
        "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        "&quot;" => "\"",
        "&nbsp;" => "\u{a0}",
        "&#39;" => "'",
        _ => "",
    };
    if !known.is_empty() {
        return known.to_owned();
    }
    let mut resolved = String::new();
    for token in Tokenizer::new(reference).flatten() {
        if let Token::String(text) = token {
            resolved.push_str(&String::from_utf8_lossy(&text.value));
        }
    }
    resolved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reference_keeps_its_place() {
        let html = "ha&#x76;e&nbsp;g&#x6f;ut & &nosuch; AT&T";
        let text = decode(&Mapped::verbatim(html, 0), 0..html.len());
        assert_eq!(text.text(), "have\u{a0}gout & &nosuch; AT&T");
        let span = text.span(0..4);
        assert_eq!(&html[span.start..span.end], "ha&#x76;e");
        let span = text.span(6..10);
        assert_eq!(&html[span.start..span.end], "g&#x6f;ut");
    }
}
