//! The strings in JSON that search engines show, each with its place.
//!
//! Only the strings are wanted, also from data that is not quite JSON, so nothing is parsed but quotes and escapes.

use std::ops::Range;

use crate::source::Mapped;

/// Every string in `json` that is a value (and no key, address or type name), escapes resolved.
pub fn json_strings(json: &Mapped) -> Vec<Mapped> {
    let text = json.text();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'"', &text.as_bytes()[at..]) {
        let start = at + open + 1;
        let end = closing_quote(text, start);
        at = (end + 1).min(text.len());
        let is_key = text[at..].trim_start().starts_with(':');
        let value = &text[start..end];
        if !is_key && value.contains(' ') {
            found.push(unescape(json, start..end));
        }
    }
    found
}

fn closing_quote(text: &str, start: usize) -> usize {
    let mut escaped = false;
    let close = text.as_bytes()[start..].iter().position(|&byte| {
        let closes = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        closes
    });
    close.map_or(text.len(), |length| start + length)
}

/// The range of `source` with `\n`, `\"`, `\u0061` and their kind resolved; each keeps its place.
pub fn unescape(source: &Mapped, range: Range<usize>) -> Mapped {
    let text = &source.text()[range.clone()];
    let mut read = Mapped::default();
    let mut done = 0;
    while let Some(slash) = memchr::memchr(b'\\', &text.as_bytes()[done..]) {
        let at = done + slash;
        read.append(&source.part(range.start + done..range.start + at));
        let (character, length) = escape(&text[at..]);
        let span = source.span(range.start + at..range.start + at + length);
        if let Some(character) = character {
            read.push_for(character.encode_utf8(&mut [0; 4]), span);
        }
        done = at + length;
    }
    read.append(&source.part(range.start + done..range.end));
    read
}

/// The character that the escape at the beginning of `text` stands for, and the escape's length.
fn escape(text: &str) -> (Option<char>, usize) {
    let Some(kind) = text[1..].chars().next() else {
        return (None, 1);
    };
    let coded = |digits: usize| {
        let code = text
            .get(2..2 + digits)
            .and_then(|hex| u32::from_str_radix(hex, 16).ok());
        match code {
            Some(code) => (char::from_u32(code), 2 + digits),
            None => (None, 2),
        }
    };
    match kind {
        'u' => coded(4),
        'U' => coded(8),
        'x' => coded(2),
        'n' | 'r' | 't' | 'b' | 'f' => (Some(' '), 2),
        '\n' | '\r' => (None, 1 + text[1..].len() - text[1..].trim_start().len()),
        other => (Some(other), 1 + other.len_utf8()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_and_escapes_keep_their_place() {
        let json = r#"{"@type": "Question", "text": "You have \u0067out", "n": "a \"b\" c"}"#;
        let found = json_strings(&Mapped::verbatim(json, 0));
        let texts: Vec<_> = found.iter().map(Mapped::text).collect();
        assert_eq!(texts, ["You have gout", "a \"b\" c"]);
        let span = found[0].span(9..13);
        assert_eq!(&json[span.start..span.end], "\\u0067out");
    }
}
