//! Whether a rendered page shows the notices it owes: each once, visibly, with its words and its links.
//!
//! The proof reads the HTML as a browser does, not the template: a notice in a comment, a hidden box, a closed
//! `<details>` or a `<template>`, or one whose words were changed on the way, is no notice.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::html::{self, Mark, Names, Tag, Text, VOID, elements, single_spaced};
use crate::output::{RenderedPage, RequiredNotice};
use crate::source::Mapped;

/// What the page lacks, one clause each; `heard` is what somebody heard who listened while it was read.
pub(super) fn lacking(page: &RenderedPage, heard: Option<Heard>) -> Vec<String> {
    if page.notices.is_empty() {
        return Vec::new();
    }
    let Heard(shown) = heard.unwrap_or_else(|| read(&page.html));
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
    fn words(&self) -> Cow<'_, str> {
        single_spaced(&self.text)
    }
}

/// An element that is open while the page is read.
#[derive(Debug)]
struct Open {
    name: html::Name,
    hidden: bool,
    notice: Option<Rc<str>>,
}

/// Every notice of a page by its name.
#[derive(Debug)]
pub struct Heard(BTreeMap<String, Vec<Shown>>);

/// Reads a page to which nobody listened.
fn read(html: &str) -> Heard {
    let mut listener = Listener::default();
    html::read(&Mapped::verbatim(html, 0), |mark| listener.hear(&mark));
    listener.done()
}

/// Listens to a page and keeps track of what is open.
#[derive(Debug, Default)]
pub struct Listener {
    shown: BTreeMap<String, Vec<Shown>>,
    open: Vec<Open>,
}

impl Listener {
    /// Everything that was heard, once the page is read.
    pub fn done(mut self) -> Heard {
        for one in self.shown.values_mut().flatten() {
            one.text.retain(|c| c != '\u{200b}');
        }
        Heard(self.shown)
    }

    /// Hears one piece of the page.
    pub fn hear(&mut self, mark: &Mark<'_, '_>) {
        match mark {
            Mark::Open(tag) => self.opens(tag),
            Mark::Close(name, _) => self.closes(name),
            Mark::Text(text) => self.words(text),
            Mark::Comment(..) => {}
        }
    }

    fn opens(&mut self, tag: &Tag<'_, '_>) {
        let shown = &mut self.shown;
        let above = self.open.last().is_some_and(|outer| outer.hidden);
        let hidden = above || hides(tag);
        let within = self.open.last().and_then(|outer| outer.notice.clone());
        let notice: Option<Rc<str>> = tag.attribute("data-notice").map(Rc::from);
        if let Some(id) = &notice {
            shown.entry(String::from(&**id)).or_default().push(Shown {
                hidden,
                ..Shown::default()
            });
        }
        if let Some(id) = &within {
            with_last(shown, id, |last| {
                last.links
                    .extend(tag.attribute("href").map(Cow::into_owned));
                last.text.push(match INLINE.has(&tag.name) {
                    true => '\u{200b}',
                    false => ' ',
                });
            });
        }
        if !VOID.has(&tag.name) && !tag.closes_itself() {
            self.open.push(Open {
                name: tag.name.clone(),
                hidden,
                notice: notice.or(within),
            });
        }
    }

    fn closes(&mut self, name: &html::Name) {
        let is_it = |outer: &Open| outer.name == *name;
        let Some(at) = self.open.iter().rposition(is_it) else {
            return;
        };
        if self.stays_hidden(at) {
            return;
        }
        let notice = self.open[at].notice.clone();
        if let Some(id) = notice.filter(|_| !INLINE.has(&self.open[at].name)) {
            with_last(&mut self.shown, &id, |last| last.text.push(' '));
        }
        self.open.truncate(at);
    }

    /// Whether what follows the end of an element is still hidden, because something that hides began in the element and
    /// did not end there: browsers pass over such an end, or hide what follows again. Some honest HTML is taken for hidden
    /// too; it has an end tag to add.
    fn stays_hidden(&self, at: usize) -> bool {
        let (outer, inner) = (&self.open[at], &self.open[at + 1..]);
        if outer.hidden || matches!(&*outer.name, "svg" | "math") {
            return false;
        }
        let ends_others = ENDS_OTHERS.has(&outer.name);
        let is_ended = |open: &Open| ends_others && ENDS_WITH_OTHERS.has(&open.name);
        // What is in a hidden element is hidden too.
        inner.iter().any(|open| open.hidden && !is_ended(open))
    }

    fn words(&mut self, text: &Text<'_>) {
        let Some(open) = self.open.last().filter(|open| !open.hidden) else {
            return;
        };
        if let Some(id) = &open.notice {
            with_last(&mut self.shown, id, |last| {
                last.text.push_str(text.read());
            });
        }
    }
}

fn with_last(shown: &mut BTreeMap<String, Vec<Shown>>, id: &str, change: impl FnOnce(&mut Shown)) {
    if let Some(last) = shown.get_mut(id).and_then(|all| all.last_mut()) {
        change(last);
    }
}

/// Elements that keep what is in them from being seen, whatever their attributes say.
const HIDING: Names = elements![
    "template", "noscript", "script", "style", "dialog", "head", "title", "iframe", "noembed",
    "noframes", "audio", "video", "canvas", "datalist",
];

/// Whether an element keeps what is in it from being seen.
fn hides(tag: &Tag<'_, '_>) -> bool {
    HIDING.has(&tag.name)
        || (&*tag.name == "details" && tag.attribute("open").is_none())
        || has_hiding_attribute(tag)
}

/// Whether an attribute hides an element; of two with one name the first counts, as in browsers.
fn has_hiding_attribute(tag: &Tag<'_, '_>) -> bool {
    let (mut is_quiet, mut has_style) = (false, false);
    for name in tag.names() {
        match name {
            b"hidden" | b"inert" => return true,
            b"aria-hidden" => is_quiet = true,
            b"style" => has_style = true,
            _ => {}
        }
    }
    (is_quiet && tag.value("aria-hidden") == "true")
        || (has_style && style_hides(&tag.value("style")))
}

fn style_hides(style: &str) -> bool {
    let style = style.to_lowercase().replace(char::is_whitespace, "");
    let hidden = [
        "display:none",
        "visibility:hidden",
        "opacity:0",
        "font-size:0",
        "clip:rect",
        "clip-path:",
        "text-indent:-",
    ];
    hidden.iter().any(|hidden| style.contains(hidden))
}

/// Elements that notices may have within a line.
const INLINE: Names = elements!["a", "b", "em", "i", "small", "span", "strong", "wbr"];

/// Elements whose end tags may be left out, because they end with those around them.
const ENDS_WITH_OTHERS: Names = elements![
    "dd", "dt", "li", "optgroup", "option", "p", "rp", "rt", "tbody", "td", "tfoot", "th", "tr",
];

/// Elements that end those, and are ended by them.
const ENDS_OTHERS: Names = elements![
    "article",
    "aside",
    "blockquote",
    "details",
    "div",
    "dl",
    "fieldset",
    "figure",
    "footer",
    "form",
    "header",
    "main",
    "menu",
    "nav",
    "ol",
    "section",
    "select",
    "table",
    "tbody",
    "tfoot",
    "tr",
    "ul",
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
        lacking(&page, None)
    }

    #[test]
    fn a_visible_notice_is_enough() {
        let drawing = "<ul><li hidden>x</ul><div><p hidden>x</div><span hidden><b>x</b></span><svg hidden/><svg><path hidden/><g hidden><path/></g></svg><br hidden/>";
        for html in [FINE.to_owned(), format!("{drawing}{FINE}")] {
            assert_eq!(lacks(&html), Vec::<String>::new(), "{html}");
        }
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
            (
                FINE.replace("<main>", "<main style=\"display:none\" style=a>"),
                hidden,
            ),
            (FINE.replace("<main>", "<main><details>"), hidden),
            (format!("<span><div hidden></span>{FINE}"), hidden),
            (format!("<p><b hidden>x</p>{FINE}"), hidden),
            (format!("<noframe><div hidden></noframe>{FINE}"), hidden),
            (format!("<span><p hidden>x</span>{FINE}"), hidden),
            (format!("<body><p hidden></body>{FINE}"), hidden),
            (FINE.replace("<main>", "<template>"), hidden),
            (FINE.replace("<main>", "<main><div hidden/>"), hidden),
            (FINE.replace("<main>", "<main><SPAN hidden />"), hidden),
            (FINE.replace("<main>", "<main><noframes>"), missing),
            (FINE.replace("<main>", "<main><canvas>"), hidden),
            (FINE.replace("<main>", "<main><iframe>"), missing),
            (
                FINE.replace("Questions?", "<iframe>Questions?</iframe>"),
                "the words of the notice `office` were changed",
            ),
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
