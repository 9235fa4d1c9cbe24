//! The pages that people look for whatever a practice calls them: what to bring, appointments, the portal.
//!
//! A template that leads to one of them asks for its topic, so no theme has to guess a file name.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use crate::site::Site;

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

/// The first page of each topic, by the topic's name, with its headings.
pub(super) fn topics(site: &Site) -> Value {
    let mut topics = BTreeMap::new();
    for page in site.pages.iter().filter(|page| page.is_listed()) {
        let Some(topic) = page.page.meta.topic else {
            continue;
        };
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
