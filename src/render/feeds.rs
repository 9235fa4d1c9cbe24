//! Files for programs: the feed of news, the site map, robots.txt, and pages that lead from old addresses to new ones.
//!
//! They are written by hand because they are a few lines each; every word from the site is escaped.

use std::fmt::Write as _;

use jiff::civil::Date;
use pulldown_cmark_escape::escape_html;

use crate::config::PageKind;
use crate::practice::Practice;
use crate::site::{Site, SitePage, encode, root_of};

/// Newest pages in the feed.
const FEED_LENGTH: usize = 20;

/// All of these files by their path.
pub(super) fn files(site: &Site, practice: &Practice) -> Vec<(String, String)> {
    let mut files = vec![
        ("sitemap.xml".to_owned(), sitemap(site, practice)),
        ("robots.txt".to_owned(), robots(practice)),
    ];
    files.extend(feed(site, practice).map(|feed| ("feed.xml".to_owned(), feed)));
    for page in &site.pages {
        for old in &page.page.meta.redirect_from {
            let old = old.trim_matches('/');
            let path = if old.ends_with(".html") || old.ends_with(".htm") {
                old.to_owned()
            } else {
                format!("{old}/index.html")
            };
            files.push((path.clone(), redirect(practice, page, &path)));
        }
    }
    files
}

/// The addresses of pages to be found. The page for searching is not among them: it says nothing of its own, and who comes
/// from a search engine has searched already.
fn sitemap(site: &Site, practice: &Practice) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in site
        .pages
        .iter()
        .filter(|page| page.is_listed() && !page.page.meta.draft)
    {
        let _ = write!(xml, "<url><loc>{}</loc>", address(practice, page));
        if let Some(day) = page.changed() {
            let _ = write!(xml, "<lastmod>{day}</lastmod>");
        }
        xml.push_str("</url>\n");
    }
    xml + "</urlset>\n"
}

fn robots(practice: &Practice) -> String {
    format!(
        "User-agent: *\nAllow: /\n\nSitemap: {}/sitemap.xml\n",
        practice.base_url
    )
}

fn feed(site: &Site, practice: &Practice) -> Option<String> {
    let is_news = |page: &&SitePage| {
        page.kind() == PageKind::News
            && !page.is_section
            && page.is_listed()
            && page.language().is_none()
    };
    let mut news: Vec<(Date, &SitePage)> = site
        .pages
        .iter()
        .filter(is_news)
        .filter_map(|page| Some((page.page.meta.date?.0, page)))
        .collect();
    news.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.path.cmp(&b.1.path)));
    news.truncate(FEED_LENGTH);
    let newest = news.iter().filter_map(|(_, page)| page.changed()).max()?;
    let base = &practice.base_url;
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<title>{}</title>\n<link href=\"{base}/feed.xml\" rel=\"self\"/>\n<link href=\"{base}/\"/>\n<id>{base}/</id>\n<updated>{newest}T00:00:00Z</updated>\n",
        escaped(&practice.typed.practice.language),
        escaped(&practice.typed.practice.name),
    );
    for (day, page) in news {
        entry(&mut xml, practice, page, day);
    }
    Some(xml + "</feed>\n")
}

fn entry(xml: &mut String, practice: &Practice, page: &SitePage, day: Date) {
    let meta = &page.page.meta;
    let url = address(practice, page);
    let author = meta
        .author
        .as_deref()
        .unwrap_or(&practice.typed.practice.name);
    let _ = writeln!(
        xml,
        "<entry><title>{}</title><link href=\"{url}\"/><id>{url}</id><published>{day}T00:00:00Z</published><updated>{}T00:00:00Z</updated><author><name>{}</name></author><summary>{}</summary></entry>",
        escaped(&meta.title),
        page.changed().unwrap_or(day),
        escaped(author),
        escaped(meta.description.as_deref().unwrap_or_default()),
    );
}

/// A page that leads on at once, also without any rule of the host.
fn redirect(practice: &Practice, page: &SitePage, path: &str) -> String {
    let to = format!("{}{}", root_of(path), encode(&page.url));
    let title = escaped(&page.page.meta.title);
    format!(
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{title}</title><link rel=\"canonical\" href=\"{}\"><meta http-equiv=\"refresh\" content=\"0; url={to}\"><meta name=\"robots\" content=\"noindex\"></head><body><p><a href=\"{to}\">{title}</a></p></body></html>\n",
        escaped(&practice.typed.practice.language),
        address(practice, page),
    )
}

fn address(practice: &Practice, page: &SitePage) -> String {
    escaped(&format!("{}/{}", practice.base_url, encode(&page.url)))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Writing to a string cannot fail.
    let _ = escape_html(&mut out, text);
    out
}
