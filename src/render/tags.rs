//! The tags of a finished page: read one by one, and written anew where something has to be added.
//!
//! Pages are finished here and not by themes, so that every theme gets what keeps visitors safe and pictures small,
//! and none can forget it.

use std::borrow::Cow;

/// A start tag as it stands in a page.
#[derive(Debug, Clone)]
pub(super) struct StartTag<'h> {
    /// Its name in small letters.
    pub(super) name: String,
    /// Its attributes in order, names in small letters, values without entities.
    pub(super) attributes: Vec<(String, Cow<'h, str>)>,
    /// The whole of it, from `<` to `>`.
    pub(super) text: &'h str,
}

impl StartTag<'_> {
    /// The value of an attribute; empty where it has none.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let own = self.attributes.iter().find(|(own, _)| own == name);
        own.map(|(_, value)| &**value)
    }

    /// The tag with these attributes added, or put in the place of those it had.
    pub(super) fn with(&self, more: &[(&str, &str)]) -> String {
        let mut out = format!("<{}", self.name);
        let old = self
            .attributes
            .iter()
            .map(|(name, value)| (name.as_str(), &**value));
        let old = old.filter(|(name, _)| more.iter().all(|(new, _)| new != name));
        for (name, value) in old.chain(more.iter().copied()) {
            out.push(' ');
            out.push_str(name);
            if !value.is_empty() || matches!(name, "alt" | "content") {
                out.push_str("=\"");
                escape(value, &mut out);
                out.push('"');
            }
        }
        out.push('>');
        out
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
pub(super) fn rewritten(html: &str, change: impl FnMut(&StartTag<'_>) -> Option<String>) -> String {
    translated(html, change, |_| None)
}

/// The same, and every text between tags to `say`, which may say it otherwise.
pub(super) fn translated(
    html: &str,
    mut change: impl FnMut(&StartTag<'_>) -> Option<String>,
    mut say: impl FnMut(&str) -> Option<String>,
) -> String {
    let mut said = |out: &mut String, text: &str| match say(text) {
        Some(other) => out.push_str(&other),
        None => out.push_str(text),
    };
    let mut out = String::with_capacity(html.len() + 1024);
    let mut rest = html;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        said(&mut out, &rest[..at]);
        rest = &rest[at..];
        if let Some(length) = passed(rest) {
            out.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        }
        let Some(tag) = start_tag(rest) else {
            out.push('<');
            rest = &rest[1..];
            continue;
        };
        match change(&tag) {
            Some(text) => out.push_str(&text),
            None => out.push_str(tag.text),
        }
        rest = &rest[tag.text.len()..];
        let raw = raw_text(&tag.name, rest);
        if tag.name == "title" {
            said(&mut out, &rest[..raw]);
        } else {
            out.push_str(&rest[..raw]);
        }
        rest = &rest[raw..];
    }
    said(&mut out, rest);
    out
}

/// The length of a comment or of an end tag.
fn passed(text: &str) -> Option<usize> {
    let end = |mark: &str| text.find(mark).map_or(text.len(), |at| at + mark.len());
    if text.starts_with("<!--") {
        Some(end("-->"))
    } else if text.starts_with("<!") || text.starts_with("</") {
        Some(end(">"))
    } else {
        None
    }
}

/// The length of the text behind a tag in which there are no tags.
fn raw_text(name: &str, text: &str) -> usize {
    if !matches!(
        name,
        "script" | "style" | "textarea" | "title" | "xmp" | "iframe" | "noembed"
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

fn start_tag(text: &str) -> Option<StartTag<'_>> {
    let is_end = |c: char| c.is_ascii_whitespace() || c == '/' || c == '>';
    let name_end = text[1..].find(is_end)? + 1;
    let name = text[1..name_end].to_ascii_lowercase();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut attributes: Vec<(String, Cow<'_, str>)> = Vec::new();
    let mut at = name_end;
    loop {
        at += text[at..].find(|c: char| !c.is_ascii_whitespace() && c != '/')?;
        if text[at..].starts_with('>') {
            let text = &text[..=at];
            return Some(StartTag {
                name,
                attributes,
                text,
            });
        }
        let (own, value, length) = attribute(&text[at..])?;
        // The first of two equal names counts, as in a browser.
        if attributes.iter().all(|(name, _)| *name != own) {
            attributes.push((own, value));
        }
        at += length;
    }
}

/// An attribute, its value, and how long both are.
fn attribute(text: &str) -> Option<(String, Cow<'_, str>, usize)> {
    let end = text[1..].find(|c: char| c.is_ascii_whitespace() || "=/>".contains(c))? + 1;
    let name = text[..end].to_ascii_lowercase();
    let after = text[end..].trim_ascii_start();
    let Some(value) = after.strip_prefix('=') else {
        return Some((name, Cow::Borrowed(""), end));
    };
    let value = value.trim_ascii_start();
    let start = text.len() - value.len();
    let (value, length) = match value.chars().next()? {
        quote @ ('"' | '\'') => {
            let close = value[1..].find(quote)?;
            (&value[1..=close], close + 2)
        }
        _ => {
            let close = value.find(|c: char| c.is_ascii_whitespace() || c == '>')?;
            (&value[..close], close)
        }
    };
    Some((name, unescaped(value), start + length))
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
                .attributes
                .iter()
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
        assert_eq!(seen("<a x=1 X=2>"), ["a x=1"]);
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
