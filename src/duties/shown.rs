//! A rendered page as the checks read it: its elements, and the words a visitor sees, block by block.
//!
//! The pages are our own output, ten thousand of them at times, so this reader copies nothing it does not have to:
//! names and attributes are slices of the page, and only words are put together. What a page owes (its disclaimers)
//! is proved by the gate with a full HTML parser; here honest mistakes are looked for.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::checks::GLANCE;
use super::element::{Element, MAIN, RAW, hides};
use super::markup::{decoded, is_inline, is_void, name_number, single_spaced, tag_end, words_of};
use super::reading::Phrases;
use crate::output::RenderedPage;
use crate::site::SitePage;

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
    /// Where the elements of each name stand.
    places: OnceCell<FxHashMap<u64, Vec<usize>>>,
    links: OnceCell<Vec<Link<'h>>>,
    lower_text: OnceCell<String>,
}

/// Words that stand together.
#[derive(Debug, Clone)]
pub struct Block {
    /// The words, single spaces between.
    pub text: String,
    /// The element they stand in.
    pub at: usize,
    /// Whether any phrase that a check looks for may be among the words.
    pub telling: bool,
    /// How many figures stand among the words.
    pub figures: usize,
}

/// Some of the words of a block.
#[derive(Debug)]
pub struct Part<'b> {
    /// The block.
    pub block: &'b Block,
    /// The words in its text.
    pub range: Range<usize>,
}

impl Block {
    fn new(text: String, at: usize) -> Self {
        Self {
            telling: GLANCE.any(&text),
            figures: text.bytes().filter(u8::is_ascii_digit).count(),
            text,
            at,
        }
    }

    /// The first of the phrases among its words; they are phrases that [`GLANCE`] looks for.
    pub(super) fn first(&self, phrases: &Phrases) -> Option<Range<usize>> {
        self.all(phrases).next()
    }

    /// All of them.
    pub(super) fn all<'b>(
        &'b self,
        phrases: &'b Phrases,
    ) -> impl Iterator<Item = Range<usize>> + 'b {
        let text = self.telling.then_some(&*self.text);
        text.into_iter().flat_map(|text| phrases.all(text))
    }

    /// Some of its words.
    pub fn part(&self, range: Range<usize>) -> Part<'_> {
        Part { block: self, range }
    }
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
        let mut reader = Reader {
            html: &page.html,
            elements: Vec::with_capacity(256),
            blocks: Vec::with_capacity(128),
            open: Vec::with_capacity(32),
            words: String::new(),
            within: 0,
        };
        reader.read();
        let Reader {
            elements, blocks, ..
        } = reader;
        Self {
            page,
            of,
            elements,
            blocks,
            places: OnceCell::new(),
            links: OnceCell::new(),
            lower_text: OnceCell::new(),
        }
    }

    /// The elements around one, the nearest first.
    pub fn around(&self, at: usize) -> impl Iterator<Item = &Element<'h>> {
        std::iter::successors(self.elements[at].parent, |&at| self.elements[at].parent)
            .map(|at| &self.elements[at])
    }

    /// Whether an element stands in one of that name.
    pub fn is_within(&self, at: usize, names: &[&str]) -> bool {
        self.elements[at].is(names) || self.around(at).any(|outer| outer.is(names))
    }

    /// The elements of these names with their numbers.
    pub fn all(
        &self,
        names: &'static [&'static str],
    ) -> impl Iterator<Item = (usize, &Element<'h>)> {
        let places = self.places.get_or_init(|| {
            let mut places: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
            for (at, element) in self.elements.iter().enumerate() {
                places.entry(element.number).or_default().push(at);
            }
            places
        });
        let found = names
            .iter()
            .filter_map(|name| places.get(&name_number(name)));
        let mut found: Vec<usize> = found.flatten().copied().collect();
        if names.len() > 1 {
            found.sort_unstable();
        }
        found.into_iter().map(|at| (at, &self.elements[at]))
    }

    /// The links that visitors can follow.
    pub fn links(&self) -> impl Iterator<Item = &Link<'h>> {
        let read = || {
            let links = self.all(&["a"]).filter(|(_, a)| !a.hidden);
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

    /// The elements that may be notices, since `-notice` stands among their attributes.
    pub fn notices(&self) -> Vec<usize> {
        let html = self.page.html.as_bytes();
        let place =
            |element: &Element<'_>| element.attributes.as_ptr().addr() - html.as_ptr().addr();
        let names = memchr::memchr_iter(b'-', html).filter(|at| {
            let name = html.get(at + 1..at + 7);
            name.is_some_and(|name| name.eq_ignore_ascii_case(b"notice"))
        });
        let elements = names.filter_map(|name| {
            let behind = self
                .elements
                .partition_point(|element| place(element) <= name);
            let at = behind.checked_sub(1)?;
            let element = &self.elements[at];
            (name < place(element) + element.attributes.len()).then_some(at)
        });
        let mut elements: Vec<_> = elements.collect();
        elements.dedup();
        elements
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
    let mut to = url[..up(url)].to_owned();
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

struct Reader<'h> {
    html: &'h str,
    elements: Vec<Element<'h>>,
    blocks: Vec<Block>,
    open: Vec<(usize, usize)>,
    words: String,
    within: usize,
}

impl<'h> Reader<'h> {
    fn read(&mut self) {
        let mut at = 0;
        while let Some(found) = memchr::memchr(b'<', &self.html.as_bytes()[at..]) {
            self.text(&self.html[at..at + found]);
            at = self.markup(at + found);
        }
        self.text(&self.html[at..]);
        self.flush();
    }

    /// Reads what begins with `<` at `start`; says where it ends.
    fn markup(&mut self, start: usize) -> usize {
        let rest = &self.html[start..];
        if rest.starts_with("<!--") {
            let end = memchr::memmem::find(rest.as_bytes(), b"-->");
            return end.map_or(self.html.len(), |end| start + end + 3);
        }
        let end = start + tag_end(rest);
        let tag = self.html[start..end].trim_end_matches('>');
        let closing = tag.strip_prefix("</");
        let body = closing.unwrap_or(&tag[1.min(tag.len())..]);
        let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'-';
        let length = body.as_bytes().iter().take_while(is_name).count();
        let (name, attributes) = body.split_at(length);
        if name.is_empty() {
            if !body.starts_with(['!', '?']) {
                self.text("<");
                return start + 1;
            }
            return end;
        }
        if closing.is_some() {
            self.close(name, start);
            return end;
        }
        self.open_tag(name, attributes, end)
    }

    fn open_tag(&mut self, name: &'h str, attributes: &'h str, end: usize) -> usize {
        let parent = self.open.last().map(|(at, _)| *at);
        let number = name_number(name);
        let mut element = Element {
            name,
            number,
            attributes,
            parent,
            hidden: parent.is_some_and(|parent| self.elements[parent].hidden),
            content: number == MAIN || parent.is_some_and(|parent| self.elements[parent].content),
            inside: "",
        };
        element.hidden |= hides(&element);
        if !is_inline(name) {
            self.flush();
        }
        let raw = RAW.contains(&number);
        let at = self.elements.len();
        self.spoken(&element, at);
        self.elements.push(element);
        if raw {
            return self.raw(at, end);
        }
        if !is_void(name) && !attributes.ends_with('/') {
            self.open.push((at, end));
        }
        end
    }

    /// Words that stand in attributes.
    fn spoken(&mut self, element: &Element<'h>, at: usize) {
        let mut say = |name: &str| {
            if let Some(text) = element.attribute(name) {
                let text = single_spaced(&text);
                if !text.is_empty() {
                    self.blocks.push(Block::new(text.into_owned(), at));
                }
            }
        };
        match element.name {
            "img" => say("alt"),
            "input" => say("placeholder"),
            "meta" if element.attribute("name").as_deref() == Some("description") => say("content"),
            _ => {}
        }
    }

    /// An element whose inside is no HTML.
    fn raw(&mut self, at: usize, start: usize) -> usize {
        let name = self.elements[at].name;
        let close = format!("</{}", name.to_ascii_lowercase());
        let end = self.html[start..]
            .find(&close)
            .map_or(self.html.len(), |end| start + end);
        self.elements[at].inside = &self.html[start..end];
        if name == "title" {
            let text = words_of(self.elements[at].inside);
            self.blocks.push(Block::new(text.into_owned(), at));
        }
        end + tag_end(&self.html[end..])
    }

    fn close(&mut self, name: &str, start: usize) {
        let number = name_number(name);
        let found = self
            .open
            .iter()
            .rposition(|(at, _)| self.elements[*at].number == number);
        let Some(found) = found else { return };
        if !is_inline(name) {
            self.flush();
        }
        for (at, from) in self.open.drain(found..) {
            self.elements[at].inside = &self.html[from..start.max(from)];
        }
    }

    fn text(&mut self, words: &str) {
        let Some(&(within, _)) = self.open.last() else {
            return;
        };
        if words.is_empty() || self.elements[within].hidden {
            return;
        }
        if self.words.is_empty() {
            if words.trim_ascii_start().is_empty() {
                return;
            }
            let mut at = within;
            while is_inline(self.elements[at].name)
                && let Some(parent) = self.elements[at].parent
            {
                at = parent;
            }
            self.within = at;
        }
        self.words.push_str(&decoded(words));
    }

    fn flush(&mut self) {
        if self.words.is_empty() {
            return;
        }
        let text = single_spaced(&self.words);
        if !text.is_empty() {
            let block = Block::new(text.into_owned(), self.within);
            self.blocks.push(block);
        }
        self.words.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_a_notice_is_found_by_its_attributes() {
        let html = "<!-- <p data-notice> --><main><p>a-notice</p><aside data-notice=\"x\" class=\"big-notice\">One</aside><p DATA-NOTICE=y>Two</p><p-notice><b class=a-b>Three</b></main>";
        let page = RenderedPage {
            html: html.into(),
            url: String::new(),
            source: "a".into(),
            kind: crate::config::PageKind::Page,
            notices: [].into(),
        };
        let shown = Shown::read(&page, None);
        let found = shown.notices();
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
