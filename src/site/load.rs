//! From the content folder to a [`Site`]: walk, read, parse, give addresses, put in order.
//!
//! Files are read and parsed on all cores and sorted by path, so the site is the same however the disk lists it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use walkdir::WalkDir;

use super::{Outline, Site, SitePage, Withheld, slug};
use crate::config::{FrontMatter, PageKind, SchemaOf};
use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::page::Page;
use crate::source::{SourceFile, Span};

/// What to load.
#[derive(Debug, Clone, Copy)]
pub struct Load<'a> {
    /// The content folder.
    pub content: &'a Path,
    /// Whether drafts, pages of coming days and ended ones are part of the site.
    pub drafts: bool,
    /// The day the site is built for.
    pub today: Date,
}

/// Loads every page, and tells what is wrong with any of them.
pub fn load(ask: &Load<'_>) -> (Site, Vec<Diagnostic>) {
    let mut told = Vec::new();
    let (pages, files) = walk(ask.content, &mut told);
    let schema = SchemaOf::<FrontMatter>::new();
    let read: Vec<_> = pages
        .par_iter()
        .map(|(path, file)| read(path, file, &schema))
        .collect();
    let mut site = Site {
        files,
        ..Site::default()
    };
    for (page, mut said) in read {
        told.append(&mut said);
        let Some(page) = page else { continue };
        match withheld(&page.page.meta, ask.today).filter(|_| !ask.drafts) {
            Some(why) => drop(site.withheld.insert(page.path, why)),
            None => site.pages.push(as_of(page, ask.today)),
        }
    }
    index(&mut site, &mut told);
    arrange(&mut site);
    (site, told)
}

type Found = (Vec<(String, PathBuf)>, std::collections::BTreeSet<String>);

fn walk(content: &Path, told: &mut Vec<Diagnostic>) -> Found {
    let (mut pages, mut files) = (Vec::new(), std::collections::BTreeSet::new());
    let entries = WalkDir::new(content)
        .min_depth(1)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| !is_scratch(&entry.file_name().to_string_lossy()));
    for entry in entries {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                let path = relative(content, entry.path());
                match path.rsplit_once('.') {
                    Some((_, "md")) => pages.push((path, entry.into_path())),
                    _ => drop(files.insert(path)),
                }
            }
            Ok(_) => {}
            Err(error) => {
                let path = error
                    .path()
                    .map_or_else(String::new, |path| relative(content, path));
                told.push(unreadable(&path, &error.to_string()));
            }
        }
    }
    (pages, files)
}

/// Whether a file or folder of that name belongs to an editor or a system and never to the site: hidden files, copies
/// for safety, files that are being written.
pub fn is_scratch(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with(['~', '#'])
        || matches!(name, "Thumbs.db" | "desktop.ini" | "4913")
        || [".swp", ".swx", ".tmp", ".part", ".crdownload"]
            .iter()
            .any(|end| name.ends_with(end))
}

fn relative(content: &Path, path: &Path) -> String {
    let path = path.strip_prefix(content).unwrap_or(path);
    let parts: Vec<_> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

fn read(
    path: &str,
    file: &Path,
    schema: &SchemaOf<FrontMatter>,
) -> (Option<SitePage>, Vec<Diagnostic>) {
    let text = match fs::read(file).map(String::from_utf8) {
        Ok(Ok(text)) => text,
        Ok(Err(_)) => {
            return (
                None,
                vec![unreadable(path, "it is not saved as UTF-8 text")],
            );
        }
        Err(error) => return (None, vec![unreadable(path, &error.to_string())]),
    };
    let source = SourceFile::new(format!("content/{path}"), text);
    let (page, mut told) = Page::parse(source, PageKind::of_path(path), schema);
    if !page.has_front() && told.is_empty() {
        told.push(untitled(&page.source));
    }
    let outline = Outline::of(&page);
    let url = url_of(path, page.meta.slug.as_deref());
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_section = name == "_index.md";
    let page = SitePage {
        page,
        path: path.to_owned(),
        url,
        is_section,
        outline,
        left: None,
        parent: None,
        children: Vec::new(),
    };
    (Some(page), told)
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

/// Why a page is not published on that day, if it is not.
pub fn withheld(meta: &FrontMatter, today: Date) -> Option<Withheld> {
    if meta.draft {
        return Some(Withheld::Draft);
    }
    let starts = meta.clinician.as_ref().and_then(|table| table.starts);
    let coming = meta
        .date
        .or(starts)
        .filter(|day| day.0 > today)
        .map(|day| Withheld::Until(day.0));
    coming.or_else(|| {
        meta.expires
            .filter(|day| day.0 < today)
            .map(|day| Withheld::Since(day.0))
    })
}

/// A page as it is on that day: of a person who left, no list speaks any more.
fn as_of(mut page: SitePage, today: Date) -> SitePage {
    if let Some(table) = &mut page.page.meta.clinician
        && let Some(last) = table.ends.filter(|last| last.0 < today)
    {
        page.left = Some(last.0);
        page.page.meta.listed = Some(false);
        table.accepting_new = Some(false);
    }
    page
}

fn index(site: &mut Site, told: &mut Vec<Diagnostic>) {
    for (at, page) in site.pages.iter().enumerate() {
        site.by_path.insert(page.path.clone(), at);
        if let Some(&other) = site.by_url.get(&page.url) {
            told.push(same_address(page, &site.pages[other]));
        } else {
            site.by_url.insert(page.url.clone(), at);
        }
    }
}

/// Gives every page its parent, the page of the nearest folder around it, and every parent its children in order.
fn arrange(site: &mut Site) {
    for at in 0..site.pages.len() {
        let mut folder: &str = &site.pages[at].path;
        let mut parent = None;
        while parent.is_none() && !folder.is_empty() {
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
            let index = if folder.is_empty() {
                "_index.md".to_owned()
            } else {
                format!("{folder}/_index.md")
            };
            parent = site
                .by_path
                .get(&index)
                .copied()
                .filter(|&found| found != at);
        }
        site.pages[at].parent = parent;
        if let Some(parent) = parent {
            site.pages[parent].children.push(at);
        }
    }
    for at in 0..site.pages.len() {
        let mut children = std::mem::take(&mut site.pages[at].children);
        children.sort_by_cached_key(|&child| order_of(&site.pages[child]));
        site.pages[at].children = children;
    }
}

fn order_of(page: &SitePage) -> (i64, std::cmp::Reverse<Option<Date>>, String, Arc<str>) {
    let meta = &page.page.meta;
    let date = meta.date.map(|day| day.0);
    (
        meta.order.unwrap_or(0),
        std::cmp::Reverse(date),
        meta.title.to_lowercase(),
        page.path.as_str().into(),
    )
}

fn unreadable(path: &str, why: &str) -> Diagnostic {
    let words = Words {
        rule: "files".into(),
        family: "files",
        what: format!("this file cannot be read: {why}").into(),
        why: "A page that cannot be read would be missing from the site.".into(),
        instead: "Save it as plain text in UTF-8, in a place you may open, or remove it.".into(),
    };
    Diagnostic::about(format!("content/{path}"), Severity::Error, words)
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

fn same_address(page: &SitePage, other: &SitePage) -> Diagnostic {
    let words = Words {
        rule: "address".into(),
        family: "files",
        what: format!(
            "the page has the same address as content/{}: /{}",
            other.path, page.url
        )
        .into(),
        why: "Only one of the two could be published.".into(),
        instead: "Rename one of the files, or give one of them a `slug` of its own.".into(),
    };
    Diagnostic::at(&page.page.source, page.page.front, Severity::Error, words)
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
}
