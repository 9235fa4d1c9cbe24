//! The body of a page: Markdown events to HTML, with ids on headings and links that work in any folder.
//!
//! HTML that a writer put into a page is cleaned with a list of what is allowed, so a page can never bring a script,
//! a style or a form of its own. Questions of a FAQ page come out one by one, for themes that show them as entries.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};

use html5gum::{Token, Tokenizer};
use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd, html};
use pulldown_cmark_escape::escape_html;

use super::blocks;
use crate::config::{PageKind, Scope};
use crate::site::{Site, SitePage, Target, is_only_comments};

/// The body of a page as HTML.
#[derive(Debug, Clone, Default)]
pub struct Body {
    /// All of it.
    pub html: String,
    /// On a FAQ page: what stands before the first question.
    pub intro: String,
    /// On a FAQ page: the questions with their answers.
    pub questions: Vec<Question>,
}

/// A question and its answer.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its anchor.
    pub id: String,
    /// Its words.
    pub title: String,
    /// The answer as HTML.
    pub answer: String,
    /// What it is about.
    pub scope: Scope,
}

/// Stands before each question while the page is rendered as one; private to this file, and taken out of what
/// writers type.
const MARK: char = '\u{F8D0}';

/// Renders the body of a page, whose links are resolved by `links` and by nothing else.
pub(super) fn body_with(page: &SitePage, links: &Links<'_>) -> Body {
    let is_faq = page.kind() == PageKind::Faq && !page.is_section;
    let mut out = String::with_capacity(page.page.markdown().len() * 3 / 2);
    let clean = page.outline.has_html;
    html::push_html(&mut out, Writer::new(links, page, is_faq));
    if clean {
        out = cleaned(links, &out);
    }
    if out.contains("<table>") {
        out = plain_cells(&out);
    }
    if !is_faq {
        let out = blocks::with_blocks(links.site, page, out);
        return Body {
            html: out,
            ..Body::default()
        };
    }
    split_questions(page, &out)
}

/// The events of a page, with ids, addresses and marks put in.
struct Writer<'s, I> {
    links: &'s Links<'s>,
    page: &'s SitePage,
    events: I,
    heading: usize,
    is_faq: bool,
    waiting: VecDeque<Event<'s>>,
}

impl<'s> Writer<'s, ()> {
    fn new(
        links: &'s Links<'s>,
        page: &'s SitePage,
        is_faq: bool,
    ) -> Writer<'s, impl Iterator<Item = Event<'s>>> {
        let events = page.page.events().map(|(event, _)| event);
        Writer {
            links,
            page,
            events,
            heading: 0,
            is_faq,
            waiting: VecDeque::new(),
        }
    }
}

impl<'s, I: Iterator<Item = Event<'s>>> Iterator for Writer<'s, I> {
    type Item = Event<'s>;

    fn next(&mut self) -> Option<Event<'s>> {
        if let Some(event) = self.waiting.pop_front() {
            return Some(event);
        }
        loop {
            let event = match self.events.next()? {
                Event::Html(html) | Event::InlineHtml(html) if is_only_comments(&html) => continue,
                Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => continue,
                Event::Start(Tag::Heading { level, attrs, .. }) => self.heading_tag(level, attrs),
                Event::Start(Tag::Link {
                    link_type: LinkType::Autolink,
                    dest_url,
                    ..
                }) if self.links.site.spoken.contains_key(&*dest_url) => {
                    self.fact(&dest_url);
                    continue_with(&mut self.waiting)
                }
                Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    title,
                    id,
                }) => {
                    let dest_url = self.address(dest_url);
                    Event::Start(Tag::Link {
                        link_type,
                        dest_url,
                        title,
                        id,
                    })
                }
                Event::Start(Tag::Image {
                    link_type,
                    dest_url,
                    title,
                    id,
                }) => {
                    let dest_url = self.address(dest_url);
                    Event::Start(Tag::Image {
                        link_type,
                        dest_url,
                        title,
                        id,
                    })
                }
                table @ Event::Start(Tag::Table(_)) => self.table(table),
                end @ Event::End(TagEnd::Table) => {
                    self.waiting.push_back(Event::Html("</section>\n".into()));
                    end
                }
                Event::TaskListMarker(done) => Event::Html(task_mark(done).into()),
                Event::Text(text) if text.contains(MARK) => {
                    Event::Text(text.replace(MARK, "").into())
                }
                other => other,
            };
            return Some(event);
        }
    }
}

impl<'s, I: Iterator<Item = Event<'s>>> Writer<'s, I> {
    /// A reference such as `<phone:main>`: what it stands for, as a link where it leads somewhere.
    fn fact(&mut self, name: &str) {
        let spoken = &self.links.site.spoken[name];
        let text = Event::Text(spoken.text.as_str().into());
        while self
            .events
            .next()
            .is_some_and(|event| !matches!(event, Event::End(TagEnd::Link)))
        {}
        let Some(href) = &spoken.href else {
            return self.waiting.push_back(text);
        };
        let (link_type, title, id) = (LinkType::Inline, "".into(), "".into());
        let dest_url = href.as_str().into();
        self.waiting.extend([
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }),
            text,
            Event::End(TagEnd::Link),
        ]);
    }
}

/// The first of the events that were put in; there is always one.
fn continue_with<'s>(waiting: &mut VecDeque<Event<'s>>) -> Event<'s> {
    waiting.pop_front().unwrap_or(Event::Text("".into()))
}

impl<'s, I> Writer<'s, I> {
    fn heading_tag(
        &mut self,
        level: pulldown_cmark::HeadingLevel,
        attrs: Attributes<'s>,
    ) -> Event<'s> {
        let heading = &self.page.outline.headings[self.heading];
        self.heading += 1;
        let id = Some(CowStr::Borrowed(heading.id.as_str()));
        let start = Event::Start(Tag::Heading {
            level,
            id,
            classes: Vec::new(),
            attrs,
        });
        if self.is_faq && heading.level == 2 {
            self.waiting.push_back(start);
            return Event::Text(MARK.to_string().into());
        }
        start
    }

    /// A wide table scrolls in a box of its own, which people can reach and which says what it is.
    fn table(&mut self, table: Event<'s>) -> Event<'s> {
        let above = self
            .heading
            .checked_sub(1)
            .map(|at| &self.page.outline.headings[at].title);
        let name = above.unwrap_or(&self.page.page.meta.title);
        let mut html = String::from("<section class=\"table\" tabindex=\"0\" aria-label=\"Table: ");
        // Writing to a string cannot fail.
        let _ = escape_html(&mut html, name);
        html.push_str("\">");
        self.waiting.push_back(table);
        Event::Html(html.into())
    }

    /// In a page with HTML of its own, addresses are put in by the cleaning, once for all.
    fn address(&self, link: CowStr<'s>) -> CowStr<'s> {
        if self.page.outline.has_html && !link.starts_with("phone:") {
            return link;
        }
        self.links.address(&link).map_or(link, |to| to.into())
    }
}

/// Cells without styles of their own, which a strict policy forbids, and header cells that say what they head. Only
/// Markdown makes them like this; in HTML of writers the cleaning leaves no styles.
fn plain_cells(html: &str) -> String {
    let mut styled = html.split(" style=\"text-align: ");
    let mut html = styled.next().unwrap_or_default().to_owned();
    for part in styled {
        let is_cell = html.ends_with("<th") || html.ends_with("<td");
        let name = if is_cell {
            " class=\""
        } else {
            " style=\"text-align: "
        };
        html.extend([name, part]);
    }
    let mut parts = html.split("<thead>");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (head, rest) = part.split_once("</thead>").unwrap_or((part, ""));
        let head = head.replace("<th></th>", "<td></td>");
        let head = head.replace("<th>", "<th scope=\"col\">");
        let head = head.replace("<th class=", "<th scope=\"col\" class=");
        out.extend(["<thead>", &head, "</thead>", rest]);
    }
    out
}

/// A box of a task list, with a name for people who cannot see it.
fn task_mark(done: bool) -> &'static str {
    if done {
        "<input type=\"checkbox\" disabled checked aria-label=\"done\">\n"
    } else {
        "<input type=\"checkbox\" disabled aria-label=\"to do\">\n"
    }
}

type Attributes<'s> = Vec<(CowStr<'s>, Option<CowStr<'s>>)>;

/// Where the links of a page lead, and which of them were asked for.
#[derive(Debug)]
pub(super) struct Links<'s> {
    site: &'s Site,
    page: &'s SitePage,
    asked: RefCell<Vec<Answer>>,
}

/// A link as it was written, and where it leads.
pub(super) type Answer = (String, Option<String>);

impl<'s> Links<'s> {
    /// The links of a page.
    pub(super) fn new(site: &'s Site, page: &'s SitePage) -> Self {
        Self {
            site,
            page,
            asked: RefCell::default(),
        }
    }

    /// Whether a link still leads where it led.
    pub(super) fn is_as_before(&self, (link, to): &Answer) -> bool {
        self.resolve(link) == *to
    }

    /// Every link that was asked for, with the answer.
    pub(super) fn into_answers(self) -> Vec<Answer> {
        self.asked.into_inner()
    }

    fn address(&self, link: &str) -> Option<String> {
        let to = self.resolve(link);
        self.asked.borrow_mut().push((link.to_owned(), to.clone()));
        to
    }

    fn resolve(&self, link: &str) -> Option<String> {
        match self.site.resolve(self.page, link) {
            Target::Here(to) | Target::Elsewhere(to) => Some(to),
            Target::Nowhere { .. } => None,
        }
    }
}

/// Elements of pictures that are drawn in the page; everything else SVG can do stays out.
const DRAWING: [&str; 10] = [
    "svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "title",
];

fn cleaned(links: &Links<'_>, html: &str) -> String {
    let addresses = addresses(links, html);
    let mut builder = ammonia::Builder::default();
    builder
        .add_tags(DRAWING)
        .add_tags(["section", "input"])
        .add_generic_attributes(COMMON)
        .add_tag_attributes("input", ["type", "checked", "disabled"])
        .add_tag_attributes("details", ["open"])
        .add_tag_attributes("section", ["tabindex"])
        .add_tag_attributes("th", ["scope"])
        .link_rel(None)
        .url_relative(ammonia::UrlRelative::PassThrough)
        .add_url_schemes(["sms"])
        .attribute_filter(move |_, name, value| match name {
            "href" | "src" => Some(
                addresses
                    .get(value)
                    .cloned()
                    .map_or(Cow::Borrowed(value), Cow::Owned),
            ),
            _ => Some(Cow::Borrowed(value)),
        });
    for tag in DRAWING {
        builder.add_tag_attributes(tag, STROKES);
    }
    builder.clean(html).to_string()
}

/// Attributes any element may have.
const COMMON: [&str; 10] = [
    "id",
    "class",
    "title",
    "lang",
    "dir",
    "aria-label",
    "aria-describedby",
    "role",
    "width",
    "height",
];

/// Attributes that drawings need.
const STROKES: [&str; 17] = [
    "viewBox",
    "d",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "x",
    "y",
    "x1",
    "x2",
    "y1",
    "y2",
    "points",
    "fill",
    "stroke",
    "stroke-width",
];

/// Where each link and picture in the HTML leads. The cleaning asks for it attribute by attribute and may not borrow
/// the site, so it gets the answers beforehand.
fn addresses(links: &Links<'_>, html: &str) -> HashMap<String, String> {
    let mut found = HashMap::new();
    for Ok(token) in Tokenizer::new(html) {
        let Token::StartTag(tag) = token else {
            continue;
        };
        for name in ["href", "src"] {
            let Some(value) = tag.attributes.get(name.as_bytes()) else {
                continue;
            };
            let link = String::from_utf8_lossy(value).into_owned();
            if let Some(to) = links.address(&link) {
                found.insert(link, to);
            }
        }
    }
    found
}

fn split_questions(page: &SitePage, html: &str) -> Body {
    let mut parts = html.split(MARK);
    let intro = parts.next().unwrap_or_default().to_owned();
    let asked = page.outline.questions().zip(parts);
    let questions = asked.map(|(heading, part)| Question {
        id: heading.id.clone(),
        title: heading.title.clone(),
        answer: part
            .split_once("</h2>")
            .map_or(part, |(_, answer)| answer)
            .trim()
            .to_owned(),
        scope: heading
            .scope
            .or(page.page.meta.scope)
            .unwrap_or(Scope::Admin),
    });
    Body {
        intro,
        questions: questions.collect(),
        html: html.replace(MARK, ""),
    }
}
