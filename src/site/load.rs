//! From the content folder to a [`Site`]: parse, give addresses, put in order.
//!
//! Pages are parsed on all cores and sorted by path, so the site is the same however the disk lists it.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Leaf, Site, SitePage, Tree, Withheld};
use crate::config::{FrontMatter, SchemaOf};
use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::source::{Kept, Marker};

/// What to load.
#[derive(Debug, Clone, Copy)]
pub struct Load<'a> {
    /// What is in the content folder.
    pub tree: &'a Tree,
    /// Whether drafts, pages of coming days and ended ones are part of the site.
    pub drafts: bool,
    /// The day the site is built for.
    pub today: Date,
}

/// Loads every page, and tells what is wrong with any of them. Pages whose text did not change are taken from `kept`.
pub fn load(ask: &Load<'_>, kept: &mut Kept<Arc<str>, Leaf>) -> (Site, Vec<Diagnostic>) {
    let mut told = ask.tree.told.clone();
    let schema = SchemaOf::<FrontMatter>::new();
    let files = &ask.tree.pages;
    let names: Vec<_> = files.iter().map(|file| file.path.clone()).collect();
    let leaves = kept.renew(&names, |at, last| match last {
        Some(last) if last.text == files[at].mark => last.clone(),
        last => Leaf::read(&files[at], &schema, last.map(|last| &**last)).into(),
    });
    let mut site = Site {
        files: ask.tree.files.clone(),
        ..Site::default()
    };
    let mut faces = Marker::default();
    for leaf in leaves.all {
        told.extend(leaf.told.iter().cloned());
        let Some(page) = &leaf.page else { continue };
        faces.mark(leaf.face);
        match withheld(&page.page.meta, ask.today).filter(|_| !ask.drafts) {
            Some(why) => drop(site.withheld.insert(page.path.clone(), why)),
            None => site.pages.push(as_of(page.clone(), ask.today)),
        }
    }
    site.files.iter().for_each(|file| {
        faces.add(file);
    });
    site.withheld.iter().for_each(|(path, why)| {
        faces.add(format!("{path} {why:?}"));
    });
    site.faces = faces.done();
    index(&mut site, &mut told);
    arrange(&mut site);
    (site, told)
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
    let ends = page
        .page
        .meta
        .clinician
        .as_ref()
        .and_then(|table| table.ends);
    if let Some(last) = ends.filter(|last| last.0 < today) {
        page.left = Some(last.0);
        let meta = &mut Arc::make_mut(&mut page.page).meta;
        meta.listed = Some(false);
        meta.clinician
            .iter_mut()
            .for_each(|table| table.accepting_new = Some(false));
    }
    page
}

fn index(site: &mut Site, told: &mut Vec<Diagnostic>) {
    for (at, page) in site.pages.iter().enumerate() {
        site.by_path.insert(page.path.clone(), at);
        if let Some(office) = &page.page.meta.location
            && page.language().is_none()
        {
            site.by_location.entry(office.clone()).or_insert(at);
        }
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
                .filter(|&found| found != at)
                .filter(|&found| site.pages[found].language() == site.pages[at].language());
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
