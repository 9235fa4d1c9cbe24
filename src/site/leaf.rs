//! One page by itself: parsed, with its headings and links. Nothing in a leaf depends on any other file, so a leaf whose
//! text did not change need not be made again.
//!
//! While a page is being written its settings are often half typed. Where an earlier leaf is at hand, what cannot be
//! understood now is taken from there: the fault is told, and the page stays what it was.

use std::sync::Arc;

use super::tree::unreadable;
use super::{Outline, PageText, SitePage, slug};
use crate::config::{FrontMatter, PageKind, SchemaOf};
use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::page::Page;
use crate::source::{Mark, Marker, SourceFile, Span};

/// A page by itself.
#[derive(Debug)]
pub struct Leaf {
    /// The mark of the text it was made from.
    pub(super) text: Mark,
    /// The page, if there is any; its place in the site is not known yet.
    pub(super) page: Option<SitePage>,
    /// What is wrong with it.
    pub(super) told: Vec<Diagnostic>,
    /// A mark of what other pages can see of it.
    pub(super) face: Mark,
}

impl Leaf {
    /// Reads a page; `last` is what it was before.
    pub(super) fn read(
        file: &PageText,
        schema: &SchemaOf<FrontMatter>,
        last: Option<&Self>,
    ) -> Self {
        let text = match &file.text {
            Ok(text) => text.clone(),
            Err(why) => {
                let told = vec![unreadable(&file.path, why)];
                return Self::behind(file, told, last);
            }
        };
        let source = SourceFile::new(format!("content/{}", file.path), text);
        let (mut page, mut told) = Page::parse(source, PageKind::of_path(&file.path), schema);
        if !page.has_front() && told.is_empty() {
            told.push(untitled(&page.source));
        }
        if told.is_empty() {
            return Self::of(file, page, Vec::new());
        }
        let Some(before) = last.and_then(|last| last.page.as_ref()) else {
            return Self::of(file, page, told);
        };
        if !page.has_front() {
            return Self::behind(file, told, last);
        }
        page.meta = before.page.meta.clone();
        page.kind = before.page.kind;
        Self::of(file, page, told).after(before)
    }

    fn of(file: &PageText, page: Page, told: Vec<Diagnostic>) -> Self {
        let path = file.path.to_string();
        let name = path.rsplit('/').next().unwrap_or(&path);
        let outline = Outline::of(&page);
        let page = SitePage {
            url: url_of(&path, page.meta.slug.as_deref()),
            is_section: name == "_index.md",
            page: Arc::new(page),
            outline: Arc::new(outline),
            mark: file.mark,
            is_behind: false,
            left: None,
            parent: None,
            children: Vec::new(),
            path,
        };
        Self {
            text: file.mark,
            face: face(&page),
            page: Some(page),
            told,
        }
    }

    /// The same leaf, with settings that come from the leaf before.
    fn after(mut self, before: &SitePage) -> Self {
        if let Some(page) = &mut self.page {
            page.is_behind = true;
            page.mark = Marker::default().mark(page.mark).mark(before.mark).done();
            self.face = Marker::default().mark(self.face).mark(page.mark).done();
        }
        self
    }

    /// What there was before, where nothing can be made of the file now.
    fn behind(file: &PageText, told: Vec<Diagnostic>, last: Option<&Self>) -> Self {
        let page = last.and_then(|last| last.page.clone());
        let face = last.map_or_else(Mark::default, |last| last.face);
        Self {
            text: file.mark,
            page: page.map(|page| SitePage {
                is_behind: true,
                ..page
            }),
            told,
            face,
        }
    }
}

/// Everything that other pages can see of a page: where it is, its settings, its headings.
fn face(page: &SitePage) -> Mark {
    let mut marker = Marker::default();
    marker.add(&page.path).add(&page.url);
    marker.add(page.page.source.slice(page.page.front));
    marker.add(page.kind().name());
    for heading in &page.outline.headings {
        marker.add(&heading.id).add(&heading.title);
        marker.add([heading.level, scope_number(heading.scope)]);
    }
    page.outline.html_ids.iter().for_each(|id| {
        marker.add(id);
    });
    marker.done()
}

fn scope_number(scope: Option<crate::config::Scope>) -> u8 {
    scope.map_or(0, |scope| scope as u8 + 1)
}

/// `faq/billing.md` is at `faq/billing/`, `faq/_index.md` and `faq/index.md` at `faq/`.
fn url_of(path: &str, own: Option<&str>) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.trim_end_matches(".md");
    let mut parts: Vec<String> = folder
        .split('/')
        .filter(|part| !part.is_empty())
        .map(slug)
        .collect();
    if stem != "_index" && stem != "index" {
        parts.push(slug(own.unwrap_or(stem)));
    } else if let (Some(own), Some(last)) = (own, parts.last_mut()) {
        *last = slug(own);
    }
    parts.iter().map(|part| format!("{part}/")).collect()
}

fn untitled(source: &SourceFile) -> Diagnostic {
    let words = Words {
        rule: "settings".into(),
        family: "settings",
        what: "the page has no settings on top".into(),
        why: "Menus, lists and browsers show the page by its title.".into(),
        instead:
            "Begin the file with a line `+++`, a line `title = \"...\"` and another line `+++`."
                .into(),
    };
    Diagnostic::at(
        source,
        Span::new(0, 1.min(source.text().len())),
        Severity::Error,
        words,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_a_clean_address() {
        assert_eq!(url_of("_index.md", None), "");
        assert_eq!(url_of("faq/_index.md", None), "faq/");
        assert_eq!(url_of("faq/Late Fees.md", None), "faq/late-fees/");
        assert_eq!(url_of("faq/billing.md", Some("bills")), "faq/bills/");
        assert_eq!(url_of("services/shots/index.md", None), "services/shots/");
    }

    fn leaf(text: &str, last: Option<&Leaf>) -> Leaf {
        let file = PageText::new("a.md", Ok(text.into()));
        Leaf::read(&file, &SchemaOf::new(), last)
    }

    #[test]
    fn a_half_typed_page_keeps_what_it_had() {
        let good = leaf("+++\ntitle = \"A\"\n+++\nOne.\n", None);
        let typing = leaf("+++\ntitle = \"A\ndraft = tr\n+++\nTwo.\n", Some(&good));
        let page = typing.page.as_ref().unwrap();
        assert_eq!(page.page.meta.title, "A");
        assert_eq!(page.page.markdown(), "Two.\n");
        assert!(page.is_behind && !typing.told.is_empty());
        let empty = leaf("", Some(&typing));
        let page = empty.page.as_ref().unwrap();
        assert_eq!(page.page.markdown(), "Two.\n");
        assert!(page.is_behind && !empty.told.is_empty());
    }

    #[test]
    fn the_face_is_what_others_see() {
        let face = |text| leaf(text, None).face;
        let one = face("+++\ntitle = \"A\"\n+++\n## Q\nOne.\n");
        assert_eq!(one, face("+++\ntitle = \"A\"\n+++\n## Q\nTwo.\n"));
        assert_ne!(one, face("+++\ntitle = \"A\"\n+++\n## R\nOne.\n"));
        assert_ne!(one, face("+++\ntitle = \"B\"\n+++\n## Q\nOne.\n"));
    }
}
