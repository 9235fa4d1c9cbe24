//! A rendered page as the checks read it: its elements, and the words a visitor sees, block by block.
//!
//! The pages are our own output, ten thousand of them at times, so nothing is copied that need not be: attributes are
//! slices of the page, and only words are put together. What a page owes (its disclaimers) is proved by the gate; here
//! honest mistakes are looked for.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::block::Block;
use super::element::{Element, Given, hides};
use super::markup::{INLINE, decoded};
use crate::html::{self, Mark, Name, Names, Tag, Text, VOID, elements};
use crate::output::RenderedPage;
use crate::site::SitePage;
use crate::source::{Mapped, Span};

/// A page of the plan, read.
#[derive(Debug)]
pub struct Shown<'h> {
    /// The page of the plan.
    pub page: &'h RenderedPage,
    /// The page of the site it was made from; none for the page of lost addresses.
    pub of: Option<&'h SitePage>,
    /// Its elements, in order.
    pub elements: Vec<Element<'h>>,
    /// What can be read on it, block by block: also titles, descriptions and words for pictures.
    pub blocks: Vec<Block>,
    /// The elements that may be notices, since the name of an attribute ends in `-notice`.
    pub notices: Vec<usize>,
    links: OnceCell<Vec<Link<'h>>>,
    lower_text: OnceCell<String>,
}

/// A link on a page.
#[derive(Debug)]
pub struct Link<'s> {
    /// Where it leads, as written.
    pub href: Cow<'s, str>,
    /// The address below the root it leads to, if it is on this site; without an anchor.
    pub to: Option<String>,
    /// Its words.
    pub text: Cow<'s, str>,
    /// The element.
    pub at: usize,
}

impl<'h> Shown<'h> {
    /// Reads a page.
    pub fn read(page: &'h RenderedPage, of: Option<&'h SitePage>) -> Self {
        Listener::to(&page.html).done(page, of)
    }

    /// The elements around one, the nearest first.
    pub fn around(&self, at: usize) -> impl Iterator<Item = &Element<'h>> {
        std::iter::successors(self.elements[at].parent, |&at| self.elements[at].parent)
            .map(|at| &self.elements[at])
    }

    /// Whether an element stands in one of that name.
    pub fn is_within(&self, at: usize, names: Names) -> bool {
        self.elements[at].is(names) || self.around(at).any(|outer| outer.is(names))
    }

    /// The elements of these names with their numbers.
    pub fn all(&self, names: Names) -> impl Iterator<Item = (usize, &Element<'h>)> {
        let elements = self.elements.iter().enumerate();
        elements.filter(move |(_, element)| names.has(&element.name))
    }

    /// The links that visitors can follow.
    pub fn links(&self) -> impl Iterator<Item = &Link<'h>> {
        let read = || {
            let links = self.all(elements!["a"]).filter(|(_, a)| !a.hidden);
            links.filter_map(|(at, a)| {
                let href = a.attribute("href")?;
                Some(Link {
                    to: inner_address(&self.page.url, &href),
                    text: label(a),
                    href,
                    at,
                })
            })
        };
        self.links.get_or_init(|| read().collect()).iter()
    }

    /// Everything readable in the content, in lower case.
    pub fn lower_text(&self) -> &str {
        self.lower_text.get_or_init(|| {
            let words = self.blocks.iter().map(|block| block.text.to_lowercase());
            words.collect::<Vec<_>>().join("\n")
        })
    }

    /// Whether a block is the page's own content: within `main`.
    pub fn is_content(&self, block: &Block) -> bool {
        self.is_in_content(block.at)
    }

    /// The blocks of the page's own content that have so many figures in them.
    pub fn content_with_figures(&self, least: usize) -> impl Iterator<Item = &Block> {
        let blocks = self.blocks.iter();
        blocks.filter(move |block| block.figures >= least && self.is_content(block))
    }

    /// Whether an element is `main` or stands within it.
    pub fn is_in_content(&self, at: usize) -> bool {
        self.elements[at].content
    }
}

/// The elements of HTML that nobody read yet, such as what is in a `<noscript>`, which is a text on its page.
pub(super) fn elements_of(html: &str) -> Vec<Element<'_>> {
    Listener::to(html).elements
}

/// What a link or button is called: its words, else its label, else the words for its pictures.
pub(super) fn label<'h>(element: &Element<'h>) -> Cow<'h, str> {
    let own = element.attribute("aria-label");
    let own = own.filter(|own| !own.trim().is_empty());
    let text = element.text();
    own.or_else(|| Some(text).filter(|text| !text.is_empty()))
        .or_else(|| {
            let alt = element.inside.find("alt=\"").map(|at| at + 5)?;
            let end = element.inside[alt..].find('"')?;
            let alt = decoded(&element.inside[alt..alt + end]);
            Some(Cow::Owned(alt.trim().to_owned()))
        })
        .unwrap_or_default()
}

/// The address below the root that a link on the page at `url` leads to; none for other sites and other schemes.
pub(super) fn inner_address(url: &str, href: &str) -> Option<String> {
    let end = memchr::memchr2(b'#', b'?', href.as_bytes());
    let path = &href[..end.unwrap_or(href.len())];
    let first = memchr::memchr2(b':', b'/', path.as_bytes()).map(|at| (at, path.as_bytes()[at]));
    if matches!(first, Some((_, b':') | (0, b'/'))) {
        return None;
    }
    if path.is_empty() {
        return Some(url.to_owned());
    }
    let up = |folder: &str| memchr::memrchr(b'/', folder.as_bytes()).unwrap_or(0);
    let mut to = String::with_capacity(url.len() + path.len() + 1);
    to.push_str(&url[..up(url)]);
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => to.truncate(up(&to)),
            part => {
                if !to.is_empty() {
                    to.push('/');
                }
                to.push_str(part);
            }
        }
    }
    if path.ends_with(['/', '.']) && !to.is_empty() {
        to.push('/');
    }
    Some(to)
}

/// Listens while a page is read, and puts together what the checks ask for.
#[derive(Debug)]
pub struct Listener<'h> {
    html: &'h str,
    elements: Vec<Element<'h>>,
    blocks: Vec<Block>,
    notices: Vec<usize>,
    /// The open elements, and where what is in them begins.
    open: Vec<(usize, usize)>,
    words: String,
    within: usize,
}

impl<'h> Listener<'h> {
    /// A listener to this HTML, whose marks have the places they have in it.
    pub(super) fn of(html: &'h str) -> Self {
        Self {
            html,
            elements: Vec::with_capacity(256),
            blocks: Vec::with_capacity(128),
            notices: Vec::new(),
            open: Vec::with_capacity(32),
            words: String::new(),
            within: 0,
        }
    }

    /// A listener who heard all of this HTML.
    fn to(html: &'h str) -> Self {
        let mut listener = Self::of(html);
        html::read(&Mapped::verbatim(html, 0), |mark| listener.hear(&mark));
        listener
    }

    /// The page, once everything was heard.
    pub(super) fn done(mut self, page: &'h RenderedPage, of: Option<&'h SitePage>) -> Shown<'h> {
        self.flush();
        Shown {
            page,
            of,
            elements: self.elements,
            blocks: self.blocks,
            notices: self.notices,
            links: OnceCell::new(),
            lower_text: OnceCell::new(),
        }
    }

    /// Hears one piece of the page.
    pub fn hear(&mut self, mark: &Mark<'_, '_>) {
        match mark {
            Mark::Open(tag) => self.opens(tag),
            Mark::Close(name, span) => self.closes(name, *span),
            Mark::Text(text) => self.text(text),
            Mark::Comment(..) => {}
        }
    }

    fn opens(&mut self, tag: &Tag<'_, '_>) {
        let parent = self.open.last().map(|(at, _)| *at);
        let outer = parent.map(|parent| &self.elements[parent]);
        let given = Given::by(tag);
        let element = Element {
            attributes: self.attributes(tag),
            hidden: outer.is_some_and(|outer| outer.hidden) || given.hidden || hides(&tag.name),
            content: outer.is_some_and(|outer| outer.content) || &*tag.name == "main",
            named: given.named,
            name: tag.name.clone(),
            parent,
            inside: "",
        };
        if !INLINE.has(&element.name) {
            self.flush();
        }
        let at = self.elements.len();
        self.spoken(&element, at);
        if given.notice {
            self.notices.push(at);
        }
        if !VOID.has(&element.name) && !tag.closes_itself() {
            self.open.push((at, tag.span.end));
        }
        self.elements.push(element);
    }

    /// Everything between the name of a tag and its `>`.
    fn attributes(&self, tag: &Tag<'_, '_>) -> &'h str {
        let start = tag.span.start + 1;
        let written = self.html.get(start..tag.span.end.saturating_sub(1));
        let written = written.unwrap_or_default();
        let is_end = |byte: u8| byte.is_ascii_whitespace() || byte == b'/';
        let length = match &tag.name {
            Name::Common(_) => tag.name.len(),
            // Not every name is as long as it is read: where it has a NUL, another character is read.
            Name::Other(_) => written.bytes().position(is_end).unwrap_or(written.len()),
        };
        written.get(length..).unwrap_or_default()
    }

    /// Words that stand in attributes.
    fn spoken(&mut self, element: &Element<'h>, at: usize) {
        let mut say = |name: &str| {
            if let Some(text) = element.attribute(name) {
                self.blocks.extend(Block::new(&text, at));
            }
        };
        match &*element.name {
            "img" => say("alt"),
            "input" => say("placeholder"),
            "meta" if element.attribute("name").as_deref() == Some("description") => say("content"),
            _ => {}
        }
    }

    fn closes(&mut self, name: &Name, span: Span) {
        let is_it = |(at, _): &(usize, usize)| self.elements[*at].name == *name;
        let Some(found) = self.open.iter().rposition(is_it) else {
            return;
        };
        if !INLINE.has(name) {
            self.flush();
        }
        for (at, from) in self.open.drain(found..) {
            let inside = self.html.get(from..span.start);
            self.elements[at].inside = inside.unwrap_or_default();
        }
    }

    fn text(&mut self, text: &Text<'_>) {
        let Some(&(within, _)) = self.open.last() else {
            return;
        };
        if &*self.elements[within].name == "title" {
            self.blocks.extend(Block::new(text.read(), within));
            return;
        }
        if self.elements[within].hidden {
            return;
        }
        let words = text.read();
        if self.words.is_empty() {
            if words.trim_ascii_start().is_empty() {
                return;
            }
            let mut at = within;
            while INLINE.has(&self.elements[at].name)
                && let Some(parent) = self.elements[at].parent
            {
                at = parent;
            }
            self.within = at;
        }
        self.words.push_str(words);
    }

    fn flush(&mut self) {
        if !self.words.is_empty() {
            self.blocks.extend(Block::new(&self.words, self.within));
            self.words.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str) -> RenderedPage {
        RenderedPage {
            html: html.into(),
            url: String::new(),
            source: "a".into(),
            kind: crate::config::PageKind::Page,
            notices: [].into(),
        }
    }

    /// The blocks of a page that are not hidden.
    fn texts(html: &str) -> Vec<String> {
        let page = page(html);
        let blocks = Shown::read(&page, None).blocks;
        blocks
            .into_iter()
            .map(|block| block.text.to_string())
            .collect()
    }

    #[test]
    fn a_slash_closes_nothing_but_drawings_and_formulas() {
        let page = page(
            "<main><script type=\"application/ld+json\"/>{\"a\":1}</script><script src=a.js/>fbq(1)</script><p/>One<div hidden/>Two</main><svg hidden/><math hidden/><p>Three<br/>four",
        );
        let shown = Shown::read(&page, None);
        let inside = shown
            .all(elements!["script"])
            .map(|(_, script)| script.inside);
        assert_eq!(inside.collect::<Vec<_>>(), ["{\"a\":1}", "fbq(1)"]);
        let texts: Vec<_> = shown.blocks.iter().map(|block| &*block.text).collect();
        assert_eq!(texts, ["One", "Three", "four"]);
        let path = "<svg><path hidden/><g/></svg><p>One";
        assert_eq!(self::texts(path), ["One"]);
    }

    #[test]
    fn only_what_browsers_show_is_a_block() {
        for name in ["iframe", "noembed", "noframes", "noscript", "template"] {
            let html = format!("<p>One<{name}><p>Two</p></{name}>");
            assert_eq!(texts(&html), ["One"], "{html}");
        }
        assert_eq!(texts("<p>One<textarea>Two</textarea>"), ["One", "Two"]);
        assert_eq!(texts("<p>One<xmp><p>Two</xmp>"), ["One", "<p>Two"]);
        let quiet =
            "<p aria-hidden=false aria-hidden=true>One<p aria-hidden=true aria-hidden=x>Two";
        assert_eq!(texts(quiet), ["One"]);
    }

    #[test]
    fn attributes_stand_behind_the_name_as_it_is_written() {
        for name in ["a", "A", "x-y", "x\0", "x\0\0y", "x\u{fffd}"] {
            let page = page(&format!("<{name} id=b href='c'>One</{name}>"));
            let shown = Shown::read(&page, None);
            let own = ["id", "href"].map(|own| shown.elements[0].attribute(own));
            let own = own.map(|own| own.unwrap_or_default().into_owned());
            assert_eq!(own, ["b", "c"], "{name:?}");
        }
    }

    #[test]
    fn what_may_be_a_notice_is_found_by_its_attributes() {
        let page = page(
            "<!-- <p data-notice> --><main><p>a-notice</p><aside data-notice=\"x\" class=\"big-notice\">One</aside><p DATA-NOTICE=y>Two</p><p-notice><b class=a-b>Three</b></main>",
        );
        let shown = Shown::read(&page, None);
        let found = &shown.notices;
        let names: Vec<_> = found.iter().map(|at| shown.elements[*at].text()).collect();
        assert_eq!(names, ["One", "Two"]);
    }

    #[test]
    fn addresses_are_followed_from_the_page_they_stand_on() {
        for (url, href, to) in [
            ("faq/bills/", "#pay", Some("faq/bills/")),
            ("faq/bills/", "../forms/?a=b#c", Some("faq/forms/")),
            ("faq/bills/", "../..", Some("")),
            ("faq/bills/", "../../../../news/./", Some("news/")),
            ("faq/bills/", "form.pdf", Some("faq/bills/form.pdf")),
            ("", "about/", Some("about/")),
            ("404.html", "about//team/", Some("about/team/")),
            ("about/", ".", Some("about/")),
            ("about/", "a/b:c", Some("about/a/b:c")),
            ("about/", "tel:911", None),
            ("about/", "/about/", None),
            ("about/", "https://elm.example/", None),
        ] {
            assert_eq!(inner_address(url, href).as_deref(), to, "{href} on {url}");
        }
    }
}
