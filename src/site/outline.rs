//! The headings of a page, their words, their ids, and which of them are questions; and the links in it.
//!
//! Ids are made here once, for the renderer, the link check and the list of questions alike, so an anchor that the
//! check accepts is an anchor that the page has.

use pulldown_cmark::{Event, HeadingLevel, LinkType, Tag, TagEnd};
use rustc_hash::FxHashMap;

use crate::config::Scope;
use crate::page::Page;
use crate::source::Span;

/// The headings of a page in order, and what else a first look tells.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// The headings.
    pub headings: Vec<Heading>,
    /// Links and pictures, as they were written.
    pub links: Vec<Link>,
    /// Ids that stand in raw HTML.
    pub html_ids: Vec<String>,
    /// Whether the page has HTML of its own, which must be cleaned.
    pub has_html: bool,
}

/// One heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its anchor, without `#`.
    pub id: String,
    /// Its words, without markup.
    pub title: String,
    /// From 1 to 6.
    pub level: u8,
    /// Its bytes in the file.
    pub span: Span,
    /// On a FAQ page: what the answer is about, where `{.health}` or `{.admin}` says so.
    pub scope: Option<Scope>,
}

/// A link or a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The bytes in the file that hold it.
    pub span: Span,
    /// Where it leads, as it was written.
    pub to: String,
}

impl Outline {
    /// Reads the headings of a page.
    pub fn of(page: &Page) -> Self {
        let mut outline = Self::default();
        let mut open: Option<Heading> = None;
        let mut taken = FxHashMap::default();
        for (event, range) in page.events() {
            match event {
                Event::Start(Tag::Heading {
                    level, id, classes, ..
                }) => {
                    let scope = classes.iter().find_map(|class| scope_named(class));
                    let id = id.map(|id| id.to_string()).unwrap_or_default();
                    open = Some(Heading {
                        id,
                        title: String::new(),
                        level: level_of(level),
                        span: range.into(),
                        scope,
                    });
                }
                Event::End(TagEnd::Heading(_)) => {
                    if let Some(mut heading) = open.take() {
                        heading.title = heading.title.trim().to_owned();
                        heading.id = unique(&heading, &mut taken);
                        outline.headings.push(heading);
                    }
                }
                Event::Text(text) | Event::Code(text) => {
                    if let Some(heading) = &mut open {
                        heading.title.push_str(&text);
                    }
                }
                Event::SoftBreak | Event::HardBreak => {
                    if let Some(heading) = &mut open {
                        heading.title.push(' ');
                    }
                }
                Event::Start(Tag::Link {
                    link_type: LinkType::Email,
                    ..
                }) => {}
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    outline.links.push(Link {
                        span: range.into(),
                        to: dest_url.into_string(),
                    });
                }
                Event::Html(html) | Event::InlineHtml(html) => outline.html(&html, range.start),
                _ => {}
            }
        }
        outline
    }

    /// Whether something on the page has that anchor.
    pub fn has_anchor(&self, id: &str) -> bool {
        self.headings.iter().any(|heading| heading.id == id)
            || self.html_ids.iter().any(|own| own == id)
    }

    /// The headings that are questions of a FAQ page.
    pub fn questions(&self) -> impl Iterator<Item = &Heading> {
        self.headings.iter().filter(|heading| heading.level == 2)
    }

    fn html(&mut self, html: &str, start: usize) {
        self.links
            .extend(html_links(html).into_iter().map(|at| Link {
                span: Span::new(start + at.start, start + at.end),
                to: html[at].to_owned(),
            }));
        self.has_html |= !is_only_comments(html);
        for part in html.split("id=").skip(1) {
            let quote = part.chars().next().filter(|c| "\"'".contains(*c));
            let id = quote.and_then(|quote| part[1..].split(quote).next());
            self.html_ids.extend(id.map(str::to_owned));
        }
    }
}

/// The ranges of the addresses in `href` and `src` attributes of a piece of HTML.
fn html_links(html: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    for name in ["href=", "src="] {
        for (at, _) in html.match_indices(name) {
            let start = at + name.len();
            let Some(quote) = html[start..].chars().next().filter(|c| "\"'".contains(*c)) else {
                continue;
            };
            let inside = start + 1;
            if let Some(end) = html[inside..].find(quote) {
                found.push(inside..inside + end);
            }
        }
    }
    found
}

/// Whether a piece of HTML shows nothing to a reader and holds no element.
pub fn is_only_comments(html: &str) -> bool {
    let mut rest = html.trim();
    while let Some(inside) = rest.strip_prefix("<!--") {
        match inside.find("-->") {
            Some(end) => rest = inside[end + 3..].trim_start(),
            None => return true,
        }
    }
    rest.is_empty()
}

fn scope_named(class: &str) -> Option<Scope> {
    match class {
        "health" => Some(Scope::Health),
        "admin" => Some(Scope::Admin),
        _ => None,
    }
}

/// The level of a heading as a number.
fn level_of(level: HeadingLevel) -> u8 {
    level as u8
}

fn unique(heading: &Heading, taken: &mut FxHashMap<String, usize>) -> String {
    let base = if heading.id.is_empty() {
        slug(&heading.title)
    } else {
        heading.id.clone()
    };
    let base = if base.is_empty() {
        "section".to_owned()
    } else {
        base
    };
    let mut id = base.clone();
    let mut count = taken.get(&base).copied().unwrap_or(0);
    while taken.contains_key(&id) {
        count += 1;
        id = format!("{base}-{count}");
    }
    taken.insert(base, count);
    taken.insert(id.clone(), 0);
    id
}

/// Words for an address: lower case, letters and digits, hyphens between. `Où & when?` becomes `où-when`.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if "'\u{2019}\u{2018}".contains(c) {
            // An apostrophe joins: "what's" is one word.
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::PageKind;
    use crate::source::SourceFile;

    fn ids(text: &str) -> Vec<String> {
        let page = Page::loose(SourceFile::new("a.md", text), PageKind::Page);
        Outline::of(&page)
            .headings
            .into_iter()
            .map(|heading| heading.id)
            .collect()
    }

    #[test]
    fn headings_get_ids_that_are_unique_and_can_be_chosen() {
        assert_eq!(
            ids("## What's *new*?\n## What's new?\n## Fees {#money}\n## ???\n"),
            ["whats-new", "whats-new-1", "money", "section"]
        );
        assert_eq!(ids("## a\n## a-1\n## a\n"), ["a", "a-1", "a-2"]);
    }

    #[test]
    fn comments_alone_are_no_html() {
        assert!(is_only_comments("<!-- a --> <!-- b -->\n"));
        assert!(!is_only_comments("<!-- a --><p>"));
    }
}
