//! The colours of a style sheet: its custom properties as they hold for the whole page, in the light and the dark view.
//!
//! Contrast is measured on what the sheet itself says, so that a theme's colours are mixed in one place only. This reads
//! as much of CSS as such properties need; what it does not understand has no colour here, and is not measured.

use std::collections::BTreeMap;

use super::colour::Colour;

/// The light or the dark view of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    Light,
    Dark,
}

/// Custom properties by name, as written.
pub(super) type Properties = BTreeMap<String, String>;

/// The custom properties that hold for the root of a page, whose attributes `data-NAME` have the given values.
pub(super) fn properties(css: &str, view: View, data: &BTreeMap<String, String>) -> Properties {
    let css = without_comments(css);
    let mut found = Properties::new();
    read(&css, view, data, &mut found);
    found
}

/// The colour of an expression such as `var(--ink)` or `color-mix(in oklab, var(--ink) 55%, #141414)`.
pub(super) fn colour(expression: &str, properties: &Properties) -> Option<Colour> {
    evaluate(expression.trim(), properties, 0)
}

fn evaluate(text: &str, properties: &Properties, depth: usize) -> Option<Colour> {
    if depth > 24 {
        return None;
    }
    let again = |text: &str| evaluate(text.trim(), properties, depth + 1);
    if let Some(inside) = call(text, "var") {
        let parts = split(inside, ',');
        let own = properties.get(parts.first()?.trim());
        return match (own, parts.get(1)) {
            (Some(own), _) => again(own),
            (None, Some(otherwise)) => again(otherwise),
            (None, None) => None,
        };
    }
    if let Some(inside) = call(text, "color-mix") {
        let parts = split(inside, ',');
        let [space, one, two] = parts.as_slice() else {
            return None;
        };
        if space.trim() != "in oklab" {
            return None;
        }
        let ((one, share), (two, other)) = (shared(one), shared(two));
        let share = share.or(other.map(|other| 1.0 - other)).unwrap_or(0.5);
        return Some(again(one)?.mixed(share, again(two)?));
    }
    Colour::plain(text)
}

/// `#fff 12%` as the colour and its share.
fn shared(text: &str) -> (&str, Option<f64>) {
    let text = text.trim();
    let share = text
        .strip_suffix('%')
        .and_then(|rest| rest.rsplit_once(' '))
        .and_then(|(colour, share)| Some((colour, share.parse::<f64>().ok()? / 100.0)));
    share.map_or((text, None), |(colour, share)| (colour, Some(share)))
}

fn call<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    text.strip_prefix(name)?
        .strip_prefix('(')?
        .strip_suffix(')')
}

/// Splits where no parenthesis is open.
fn split(text: &str, at: char) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0_usize, 0, Vec::new());
    for (index, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if c == at && depth == 0 => {
                parts.push(&text[start..index]);
                start = index + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out + rest
}

fn read(css: &str, view: View, data: &BTreeMap<String, String>, found: &mut Properties) {
    let mut rest = css;
    while let Some(open) = rest.find('{') {
        let before = &rest[..open];
        let prelude = before[before.rfind(';').map_or(0, |at| at + 1)..].trim();
        let inside = block(&rest[open + 1..]);
        let is_rule = !prelude.starts_with('@');
        if prelude.starts_with("@supports")
            || (prelude.starts_with("@media") && holds(prelude, view))
        {
            read(inside, view, data, found);
        } else if is_rule
            && split(prelude, ',')
                .into_iter()
                .any(|part| is_root(part, data))
        {
            for declaration in split(inside, ';') {
                if let Some((name, value)) = declaration.split_once(':')
                    && name.trim().starts_with("--")
                {
                    found.insert(name.trim().to_owned(), value.trim().to_owned());
                }
            }
        }
        rest = rest.get(open + 1 + inside.len() + 1..).unwrap_or_default();
    }
}

/// What stands before the brace that closes a block.
fn block(text: &str) -> &str {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return &text[..at],
            '}' => depth -= 1,
            _ => {}
        }
    }
    text
}

/// Whether a media query asks for nothing but this view.
fn holds(prelude: &str, view: View) -> bool {
    let query: String = prelude.split_whitespace().collect();
    match query.as_str() {
        "@media(prefers-color-scheme:dark)" | "@mediascreenand(prefers-color-scheme:dark)" => {
            view == View::Dark
        }
        "@media(prefers-color-scheme:light)" => view == View::Light,
        "@mediascreen" => true,
        _ => false,
    }
}

/// Whether a selector is about the root of the page as its data attributes are.
fn is_root(selector: &str, data: &BTreeMap<String, String>) -> bool {
    let selector = selector.trim();
    for name in [":is", ":where"] {
        if let Some(inside) = call(selector, name) {
            return split(inside, ',')
                .into_iter()
                .any(|part| is_root(part, data));
        }
    }
    let mut rest = selector.strip_prefix("html").unwrap_or(selector);
    rest = rest.strip_prefix(":root").unwrap_or(rest);
    while let Some((attribute, after)) = rest
        .strip_prefix("[data-")
        .and_then(|rest| rest.split_once(']'))
    {
        let Some((name, value)) = attribute.split_once('=') else {
            return false;
        };
        let value = value.trim_matches(['"', '\'']);
        if data.get(name).is_none_or(|own| own != value) {
            return false;
        }
        rest = after;
    }
    rest.is_empty() && !selector.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &str = "/* { */ @import \"a.css\";\n:root { color: red; --ink: var(--set-ink, #000000); --paper: #fff }\n.card { --paper: #123456 }\n[data-variation=\"calm\"] { --ink: #222222 }\n@supports (color: red) { :is([data-variation=\"calm\"], [data-variation=\"x\"]) { --link: color-mix(in oklab, var(--ink) 100%, #fff) }\n@media (prefers-color-scheme: dark) { :root { --paper: #111 } } }\n@media print { :root { --paper: #f00 } }";

    fn written(name: &str, view: View, variation: &str, set: &str) -> Option<String> {
        let data = BTreeMap::from([("variation".to_owned(), variation.to_owned())]);
        let sheet = format!("{SHEET}\n:root{{{set}}}");
        let properties = properties(&sheet, view, &data);
        colour(&format!("var({name})"), &properties).map(Colour::written)
    }

    #[test]
    fn properties_are_those_of_the_view_and_the_settings() {
        assert_eq!(
            written("--paper", View::Light, "", "").as_deref(),
            Some("#ffffff")
        );
        assert_eq!(
            written("--paper", View::Dark, "", "").as_deref(),
            Some("#111111")
        );
        assert_eq!(
            written("--ink", View::Light, "", "").as_deref(),
            Some("#000000")
        );
        assert_eq!(
            written("--ink", View::Light, "", "--set-ink:#010203").as_deref(),
            Some("#010203")
        );
        assert_eq!(
            written("--link", View::Dark, "calm", "").as_deref(),
            Some("#222222")
        );
        assert_eq!(written("--link", View::Dark, "family", ""), None);
    }

    #[test]
    fn a_property_that_means_itself_has_no_colour() {
        assert_eq!(
            written("--a", View::Light, "", "--a:var(--b);--b:var(--a)"),
            None
        );
    }
}
