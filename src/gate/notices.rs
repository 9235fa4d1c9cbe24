//! Whether a rendered page shows the notices it owes: each once, visibly, with its words and its links.
//!
//! The proof reads the HTML as a browser does, not the template: a notice in a comment, a hidden box, a closed
//! `<details>` or a `<template>`, or one whose words were changed on the way, is no notice.

use std::collections::BTreeMap;

use html5gum::{Token, Tokenizer};

use crate::output::{RenderedPage, RequiredNotice};

/// What the page lacks, one clause each.
pub(super) fn lacking(page: &RenderedPage) -> Vec<String> {
    if page.notices.is_empty() {
        return Vec::new();
    }
    let shown = read(&page.html);
    let mut lacks = Vec::new();
    for notice in page.notices.iter() {
        lacks.extend(fault(notice, shown.get(&notice.id)));
    }
    for (id, found) in &shown {
        if page.notices.iter().all(|notice| notice.id != *id) && !found.is_empty() {
            lacks.push(format!(
                "the page shows a notice `{id}` that does not belong on it"
            ));
        }
    }
    lacks.sort();
    lacks
}

fn fault(notice: &RequiredNotice, found: Option<&Vec<Shown>>) -> Option<String> {
    let id = &notice.id;
    let visible: Vec<_> = found
        .into_iter()
        .flatten()
        .filter(|shown| !shown.hidden)
        .collect();
    match visible.as_slice() {
        [] if found.is_some() => Some(format!("the notice `{id}` is on the page but hidden")),
        [] => Some(format!("the notice `{id}` is missing from the page")),
        [shown] if shown.words() != notice.text => {
            Some(format!("the words of the notice `{id}` were changed"))
        }
        [shown] if notice.links.iter().any(|link| !shown.links.contains(link)) => {
            Some(format!("a link of the notice `{id}` is missing"))
        }
        [_] => None,
        _ => Some(format!("the notice `{id}` is on the page more than once")),
    }
}

/// A notice as it stands in the page.
#[derive(Debug, Default)]
struct Shown {
    text: String,
    links: Vec<String>,
    hidden: bool,
}

impl Shown {
    fn words(&self) -> String {
        self.text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// An element that is open while the page is read.
struct Open {
    name: Vec<u8>,
    hidden: bool,
    notice: Option<String>,
}

/// Every notice of a page by its name.
#[expect(
    clippy::too_many_lines,
    reason = "one arm for each kind of token, all of them on the same stack"
)]
fn read(html: &str) -> BTreeMap<String, Vec<Shown>> {
    let mut shown: BTreeMap<String, Vec<Shown>> = BTreeMap::default();
    let mut open: Vec<Open> = Vec::new();
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                let attribute = |name: &str| {
                    tag.attributes
                        .get(name.as_bytes())
                        .map(|value| String::from_utf8_lossy(value).into_owned())
                };
                let above = open.last().is_some_and(|outer| outer.hidden);
                let hidden = above || hides(&tag.name, &attribute);
                let within = open.last().and_then(|outer| outer.notice.clone());
                let notice = attribute("data-notice").inspect(|id| {
                    shown.entry(id.clone()).or_default().push(Shown {
                        hidden,
                        ..Shown::default()
                    });
                });
                if let (Some(id), Some(href)) = (&within, attribute("href")) {
                    with_last(&mut shown, id, |last| last.links.push(href));
                }
                if let Some(id) = &within {
                    with_last(&mut shown, id, |last| {
                        last.text.push(if is_inline(&tag.name) {
                            '\u{200b}'
                        } else {
                            ' '
                        })
                    });
                }
                if !tag.self_closing && !VOID.contains(&tag.name.0.as_slice()) {
                    open.push(Open {
                        name: tag.name.0.clone(),
                        hidden,
                        notice: notice.or(within),
                    });
                }
            }
            Token::EndTag(tag) => {
                if let Some(at) = open.iter().rposition(|outer| outer.name == tag.name.0) {
                    if let Some(id) = open[at].notice.clone().filter(|_| !is_inline(&tag.name)) {
                        with_last(&mut shown, &id, |last| last.text.push(' '));
                    }
                    open.truncate(at);
                }
            }
            Token::String(words) => {
                let Some(Open {
                    notice: Some(id),
                    hidden,
                    ..
                }) = open.last()
                else {
                    continue;
                };
                let (id, hidden) = (id.clone(), *hidden);
                with_last(&mut shown, &id, |last| {
                    if !hidden {
                        last.text.push_str(&String::from_utf8_lossy(&words));
                    }
                });
            }
            _ => {}
        }
    }
    for one in shown.values_mut().flatten() {
        one.text.retain(|c| c != '\u{200b}');
    }
    shown
}

fn with_last(shown: &mut BTreeMap<String, Vec<Shown>>, id: &str, change: impl FnOnce(&mut Shown)) {
    if let Some(last) = shown.get_mut(id).and_then(|all| all.last_mut()) {
        change(last);
    }
}

/// Whether an element keeps what is in it from being seen.
fn hides(name: &[u8], attribute: &dyn Fn(&str) -> Option<String>) -> bool {
    let style = attribute("style")
        .unwrap_or_default()
        .to_lowercase()
        .replace(char::is_whitespace, "");
    let by_style = [
        "display:none",
        "visibility:hidden",
        "opacity:0",
        "font-size:0",
        "clip:rect",
        "clip-path:",
        "text-indent:-",
    ];
    matches!(
        name,
        b"template" | b"noscript" | b"script" | b"style" | b"dialog" | b"head" | b"title"
    ) || (name == b"details" && attribute("open").is_none())
        || attribute("hidden").is_some()
        || attribute("inert").is_some()
        || attribute("aria-hidden").is_some_and(|value| value == "true")
        || by_style.iter().any(|hidden| style.contains(hidden))
}

fn is_inline(name: &[u8]) -> bool {
    matches!(
        name,
        b"a" | b"b" | b"em" | b"i" | b"small" | b"span" | b"strong" | b"wbr"
    )
}

const VOID: [&[u8]; 14] = [
    b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"param",
    b"source", b"track", b"wbr",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::PageKind;

    const FINE: &str = "<main><aside data-notice=\"office\"><p>Questions?</p><p>Call <a href=\"tel:1\">one</a>.</p></aside></main>";

    fn lacks(html: &str) -> Vec<String> {
        let notice = RequiredNotice {
            id: "office".into(),
            text: "Questions? Call one.".into(),
            links: vec!["tel:1".into()],
        };
        let page = RenderedPage {
            html: html.into(),
            url: String::new(),
            source: "a.md".into(),
            kind: PageKind::Page,
            notices: [notice].into(),
        };
        lacking(&page)
    }

    #[test]
    fn a_visible_notice_is_enough() {
        assert_eq!(lacks(FINE), Vec::<String>::new());
    }

    #[test]
    fn every_way_to_lose_a_notice_is_seen() {
        let missing = "the notice `office` is missing from the page";
        let hidden = "the notice `office` is on the page but hidden";
        let cases = [
            ("<main></main>".to_owned(), missing),
            (format!("<!-- {FINE} -->"), missing),
            (FINE.replace("<main>", "<main hidden>"), hidden),
            (
                FINE.replace("<main>", "<main style=\"Display: none\">"),
                hidden,
            ),
            (
                FINE.replace("<aside", "<aside aria-hidden=\"true\""),
                hidden,
            ),
            (FINE.replace("<main>", "<main><details>"), hidden),
            (FINE.replace("<main>", "<template>"), hidden),
            (
                FINE.replace("Call", "Do not call"),
                "the words of the notice `office` were changed",
            ),
            (
                FINE.replace("<p>Call", "<p hidden>Call"),
                "the words of the notice `office` were changed",
            ),
            (
                FINE.replace("tel:1", "tel:2"),
                "a link of the notice `office` is missing",
            ),
            (
                format!("{FINE}{FINE}"),
                "the notice `office` is on the page more than once",
            ),
        ];
        for (html, expected) in cases {
            assert_eq!(lacks(&html), [expected], "{html}");
        }
    }
}
