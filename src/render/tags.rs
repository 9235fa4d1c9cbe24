//! The tags of a finished page: read one by one, and written anew where something has to be added.
//!
//! Pages are finished here and not by themes, so that every theme gets what keeps visitors safe and pictures small,
//! and none can forget it.

use std::borrow::Cow;
use std::ops::Range;

use crate::html::{Attribute, Attributes};

/// A start tag as it stands in a page.
#[derive(Debug, Clone)]
pub(super) struct StartTag<'t, 'h> {
    /// Its name in small letters.
    pub(super) name: Cow<'h, str>,
    /// The whole of it, from `<` to `>`.
    pub(super) text: &'h str,
    /// Its attributes in order, as they are written.
    pub(super) written: &'t [Attribute<'h>],
    /// Whether browsers read tags in it that all others take for words.
    pub(super) misread: bool,
}

impl<'h> StartTag<'_, 'h> {
    /// Its attributes in order, names in small letters, values without entities; the first of two equal names counts
    /// in a browser, but both are told here.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (Cow<'h, str>, Cow<'h, str>)> {
        let written = self.written.iter();
        written.map(|attribute| (lower(attribute.name), unescaped(attribute.value)))
    }

    /// The value of an attribute, empty where it has none, if the tag has that attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'h, str>> {
        let mut written = self.written.iter();
        let own = written.find(|own| own.name.eq_ignore_ascii_case(name))?;
        Some(unescaped(own.value))
    }

    /// Whether the tag has an attribute.
    pub(super) fn has(&self, name: &str) -> bool {
        let mut written = self.written.iter();
        written.any(|own| own.name.eq_ignore_ascii_case(name))
    }

    /// The tag with these attributes added, or put in the place of those it had.
    pub(super) fn with(&self, more: &[(&str, &str)]) -> String {
        let mut out = format!("<{}", self.name);
        let mut put = |name: &str, value: &str| {
            out.push(' ');
            out.push_str(name);
            if !value.is_empty() || matches!(name, "alt" | "content") {
                out.push_str("=\"");
                escape(value, &mut out);
                out.push('"');
            }
        };
        let mut seen: Vec<Cow<'_, str>> = Vec::new();
        for (name, value) in self.attributes() {
            if !seen.contains(&name) && more.iter().all(|(new, _)| *new != name) {
                put(&name, &value);
            }
            seen.push(name);
        }
        more.iter().for_each(|(name, value)| put(name, value));
        out.push('>');
        out
    }
}

fn lower(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

fn escape(value: &str, out: &mut String) {
    for c in value.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '<' => out.push_str("&lt;"),
            c => out.push(c),
        }
    }
}

/// Shows every start tag of a page to `change`, which may give another text for it.
pub(super) fn rewritten(
    html: &str,
    change: impl FnMut(&StartTag<'_, '_>) -> Option<String>,
) -> String {
    translated(html, change, |_| None)
}

/// The same, and every text between tags to `say`, which may say it otherwise.
pub(super) fn translated(
    html: &str,
    mut change: impl FnMut(&StartTag<'_, '_>) -> Option<String>,
    mut say: impl FnMut(&str) -> Option<String>,
) -> String {
    let mut out = Copy {
        html,
        to: String::with_capacity(html.len() + 1024),
        copied: 0,
    };
    let mut at = 0;
    let mut written = Vec::new();
    let mut drawing = Drawing::default();
    while let Some(length) = memchr::memchr(b'<', &html.as_bytes()[at..]) {
        let start = at + length;
        out.put(at..start, say(&html[at..start]));
        let rest = &html[start..];
        if let Some(length) = passed(rest) {
            drawing.passes(rest);
            at = start + length;
            continue;
        }
        let Some(mut tag) = start_tag(rest, &mut written) else {
            // Behind a tag that is never closed a browser shows nothing more.
            at = match rest.as_bytes().get(1) {
                Some(byte) if !byte.is_ascii_alphabetic() => start + 1,
                _ => html.len(),
            };
            continue;
        };
        let end = start + tag.text.len();
        at = end + raw_text(&tag.name, &html[end..]);
        tag.misread = drawing.misreads(&tag, &html[end..at]);
        out.put(start..end, change(&tag));
        if tag.name == "title" {
            out.put(end..at, say(&html[end..at]));
        }
    }
    out.put(at..html.len(), say(&html[at..]));
    out.done()
}

/// A page that is copied with some of its parts written anew; what stays the same is copied in as few pieces as it can be.
struct Copy<'h> {
    html: &'h str,
    to: String,
    copied: usize,
}

impl Copy<'_> {
    /// Puts another text in the place of a part, if there is one.
    fn put(&mut self, part: Range<usize>, other: Option<String>) {
        if let Some(other) = other {
            self.to.push_str(&self.html[self.copied..part.start]);
            self.to.push_str(&other);
            self.copied = part.end;
        }
    }

    fn done(mut self) -> String {
        self.to.push_str(&self.html[self.copied..]);
        self.to
    }
}

/// The drawings and formulas that are open. In them browsers read as tags what stands in a `<title>` or `<script>`; in the
/// same elements anywhere else there are only words.
#[derive(Default)]
struct Drawing {
    depth: usize,
}

impl Drawing {
    /// Hears a tag that opens; whether what is in its element would be misread.
    fn misreads(&mut self, tag: &StartTag<'_, '_>, inside: &str) -> bool {
        if matches!(&*tag.name, "svg" | "math") {
            // In `a=b/>` the slash belongs to the value.
            let is_part = |last: &Attribute<'_>| last.value.ends_with('/');
            let closes = tag.text.ends_with("/>") && !tag.written.last().is_some_and(is_part);
            self.depth += usize::from(!closes);
        }
        self.depth > 0 && (tag.name == "noscript" || inside.contains('<'))
    }

    /// Hears a comment or a tag that closes.
    fn passes(&mut self, text: &str) {
        let closes = |name: &str| {
            let own = text.get(2..2 + name.len());
            let next = text.as_bytes().get(2 + name.len());
            own.is_some_and(|own| own.eq_ignore_ascii_case(name)) && next.is_some_and(ends_name)
        };
        if self.depth > 0 && text.starts_with("</") && (closes("svg") || closes("math")) {
            self.depth -= 1;
        }
    }
}

/// Whether a byte ends the name of a tag.
fn ends_name(byte: &u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>')
}

/// The length of a comment or of an end tag.
fn passed(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes.starts_with(b"<!--") {
        let end = memchr::memmem::find(bytes, b"-->");
        Some(end.map_or(text.len(), |at| at + 3))
    } else if matches!(bytes.get(1), Some(b'!' | b'/')) {
        let end = memchr::memchr(b'>', bytes);
        Some(end.map_or(text.len(), |at| at + 1))
    } else {
        None
    }
}

/// The length of the text behind a tag in which there are no tags.
fn raw_text(name: &str, text: &str) -> usize {
    if !matches!(
        name,
        "script" | "style" | "textarea" | "title" | "xmp" | "iframe" | "noembed" | "noframes"
    ) {
        return 0;
    }
    let end = format!("</{name}");
    let mut from = 0;
    while let Some(at) = memchr::memmem::find(&text.as_bytes()[from..], b"</") {
        let here = from + at;
        if text
            .get(here..here + end.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(&end))
        {
            return here;
        }
        from = here + 2;
    }
    text.len()
}

/// The start tag that a text begins with; `written` takes its attributes.
fn start_tag<'t, 'h>(
    text: &'h str,
    written: &'t mut Vec<Attribute<'h>>,
) -> Option<StartTag<'t, 'h>> {
    let bytes = text.as_bytes();
    if !bytes.get(1)?.is_ascii_alphabetic() {
        return None;
    }
    let name_end = bytes[1..].iter().position(ends_name)? + 1;
    let mut attributes = Attributes::of(&text[name_end..]);
    written.clear();
    written.extend(attributes.by_ref());
    let behind = attributes.rest();
    if !behind.starts_with('>') {
        return None;
    }
    Some(StartTag {
        name: lower(&text[1..name_end]),
        text: &text[..=text.len() - behind.len()],
        written,
        misread: false,
    })
}

/// The entities that templates and Markdown write.
pub(super) fn unescaped(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    let mut text = value.to_owned();
    for (entity, plain) in [
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#x2F;", "/"),
        ("&#x2f;", "/"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ] {
        text = text.replace(entity, plain);
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(html: &str) -> Vec<String> {
        let mut seen = Vec::new();
        let same = rewritten(html, |tag| {
            let attributes: Vec<_> = tag
                .attributes()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            seen.push(
                format!("{} {}", tag.name, attributes.join(" "))
                    .trim()
                    .to_owned(),
            );
            None
        });
        assert_eq!(same, html);
        seen
    }

    #[test]
    fn tags_are_read_as_a_browser_reads_them() {
        let html = "<!doctype html><P Class=a hidden>a < b<img src='x y.png' alt=\"A &amp; B\"/><!-- <b> --><script>if (a<b) { \"<i>\" }</SCRIPT><br/>";
        assert_eq!(
            seen(html),
            [
                "p class=a hidden=",
                "img src=x y.png alt=A & B",
                "script",
                "br"
            ]
        );
        assert_eq!(seen("<p"), Vec::<String>::new());
        assert_eq!(seen("<a href=\"x"), Vec::<String>::new());
        let twice = rewritten("<a x=1 X=2>", |tag| Some(tag.with(&[])));
        assert_eq!(twice, "<a x=\"1\">");
    }

    #[test]
    fn attributes_are_added_and_replaced() {
        let html = rewritten("<img alt=\"\" src=\"a&amp;b\" width=3>", |tag| {
            Some(tag.with(&[("width", "4"), ("title", "\"<\"")]))
        });
        assert_eq!(
            html,
            "<img alt=\"\" src=\"a&amp;b\" width=\"4\" title=\"&quot;&lt;&quot;\">"
        );
    }
}
