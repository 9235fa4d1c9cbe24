//! The attributes of a tag as they are written, one by one, without copying any.
//!
//! This reads a tag whose text somebody has in hand, whoever wrote it; it stands apart from the reader of whole pages, which
//! tells tags that are put together already.

/// An attribute as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribute<'h> {
    /// Its name, in the case it has there.
    pub name: &'h str,
    /// What stands between its quotes, character references as they stand; empty where it has no value.
    pub value: &'h str,
}

/// Reads attributes one by one, up to the end of their tag.
#[derive(Debug, Clone)]
pub struct Attributes<'h>(&'h str);

impl<'h> Attributes<'h> {
    /// The attributes in a text that begins behind the name of a tag.
    pub fn of(text: &'h str) -> Self {
        Self(text)
    }

    /// What was not read yet.
    pub fn rest(&self) -> &'h str {
        self.0
    }
}

impl<'h> Iterator for Attributes<'h> {
    type Item = Attribute<'h>;

    fn next(&mut self) -> Option<Attribute<'h>> {
        let text = self.0;
        let bytes = text.as_bytes();
        let start = past(bytes, 0, GAP);
        self.0 = &text[start..];
        if bytes.get(start).is_none_or(|byte| *byte == b'>') {
            return None;
        }
        let end = past(bytes, start + 1, NAME);
        let name = &text[start..end];
        let equals = past(bytes, end, SPACE);
        if bytes.get(equals) != Some(&b'=') {
            self.0 = &text[end..];
            return Some(Attribute { name, value: "" });
        }
        let from = past(bytes, equals + 1, SPACE);
        let value = match bytes.get(from) {
            Some(quote @ (b'"' | b'\'')) => {
                let inner = &text[from + 1..];
                // A quote that nobody closes takes the rest of the page with it.
                let close = memchr::memchr(*quote, inner.as_bytes()).unwrap_or(inner.len());
                self.0 = inner.get(close + 1..).unwrap_or("");
                &inner[..close]
            }
            _ => {
                let close = past(bytes, from, PLAIN);
                self.0 = &text[close..];
                &text[from..close]
            }
        };
        Some(Attribute { name, value })
    }
}

/// What a byte can be a part of: spaces, the gaps between attributes, names, values without quotes.
const SPACE: u8 = 1;
const GAP: u8 = 2;
const NAME: u8 = 4;
const PLAIN: u8 = 8;

const BYTES: [u8; 256] = {
    let mut all = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let is_space = (byte as u8).is_ascii_whitespace();
        let is_gap = is_space || byte as u8 == b'/';
        let is_end = byte as u8 == b'>';
        let is_name = !is_gap && !is_end && byte as u8 != b'=';
        all[byte] = (is_space as u8 * SPACE)
            | (is_gap as u8 * GAP)
            | (is_name as u8 * NAME)
            | ((!is_space && !is_end) as u8 * PLAIN);
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
    use super::*;

    #[test]
    fn attributes_are_read_as_a_browser_reads_them() {
        let text = " a b=1 C = 'x > y'/d=\"e\" f/ =g h=i'j k/l=m/n><p o=p>";
        let mut all = Attributes::of(text);
        let told: Vec<_> = all.by_ref().map(|one| (one.name, one.value)).collect();
        assert_eq!(
            told,
            [
                ("a", ""),
                ("b", "1"),
                ("C", "x > y"),
                ("d", "e"),
                ("f", ""),
                ("=g", ""),
                ("h", "i'j"),
                ("k", ""),
                ("l", "m/n")
            ]
        );
        assert_eq!(all.rest(), "><p o=p>");
        let open: Vec<_> = Attributes::of("a='b>").collect();
        assert_eq!((open.len(), open[0].value), (1, "b>"));
    }
}
