//! Spaces as browsers show them: many in a row are one, and none begins or ends a line.
//!
//! Most texts need no change at all, which is found out without looking at their characters one by one.

use std::borrow::Cow;

/// The words of a text with single spaces between.
pub fn single_spaced(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if is_single_spaced(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    Cow::Owned(out)
}

/// Whether a trimmed text has nothing but single plain spaces between its words, as most have.
fn is_single_spaced(text: &str) -> bool {
    let bytes = text.as_bytes();
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    // Every byte is looked at and no look depends on another, so that a processor takes many at once.
    let odd = pairs.fold(0, |odd, (&byte, &next)| {
        odd | u8::from(byte < b' ') | (u8::from(byte == b' ') & u8::from(next == b' '))
    });
    odd == 0 && (text.is_ascii() || !has_odd_spaces(text))
}

/// Whether a text has spaces of other kinds than those below 128.
fn has_odd_spaces(text: &str) -> bool {
    let begins = |byte: u8| byte == 0xc2 || (0xe1..=0xe3).contains(&byte);
    let mut bytes = text.bytes().enumerate();
    bytes.any(|(at, byte)| begins(byte) && text[at..].starts_with(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_parted_by_one_space_each() {
        for (text, words) in [
            ("One two", "One two"),
            (" One  two\n", "One two"),
            ("One\ttwo", "One two"),
            ("One\u{a0}two", "One two"),
            ("One\u{2003}\u{e9}t\u{e9}", "One \u{e9}t\u{e9}"),
            (" \n ", ""),
            ("", ""),
        ] {
            assert_eq!(single_spaced(text), words, "{text:?}");
        }
        assert!(matches!(
            single_spaced(" caf\u{e9} \u{2013} tea "),
            Cow::Borrowed(_)
        ));
    }
}
