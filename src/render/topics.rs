//! The pages that people look for whatever a practice calls them: what to bring, appointments, the portal.
//!
//! A template that leads to one of them asks for its topic, so no theme has to guess a file name.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use crate::site::{Site, SitePage};

#[derive(Serialize)]
struct Topic<'a> {
    title: &'a str,
    url: &'a str,
    headings: Vec<Heading<'a>>,
}

#[derive(Serialize)]
struct Heading<'a> {
    title: &'a str,
    url: String,
}

/// The first page of each topic, by the topic's name, with its headings; in that language where it is translated.
pub(super) fn topics(site: &Site, language: Option<&str>) -> Value {
    let mut topics = BTreeMap::new();
    let own = |page: &&SitePage| page.is_listed() && page.language().is_none();
    for page in site.pages.iter().filter(own) {
        let Some(topic) = page.page.meta.topic else {
            continue;
        };
        let page = site.translation(page, language).unwrap_or(page);
        let headings = page.outline.headings.iter().map(|heading| Heading {
            title: &heading.title,
            url: format!("{}#{}", page.url, heading.id),
        });
        topics.entry(topic.name()).or_insert_with(|| Topic {
            title: &page.page.meta.title,
            url: &page.url,
            headings: headings.collect(),
        });
    }
    Value::from_serializable(&topics)
}
