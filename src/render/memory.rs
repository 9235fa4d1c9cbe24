//! What is kept of rendering for the next time, so that a page is rendered again only if it would come out differently.
//!
//! Three steps, from cheap to dear. If neither the page's text nor anything it can see of the world changed, the page
//! is what it was. If something in the world did, everything its template is given is made and marked; with an equal
//! mark, and an equal template, the page is what it was. Only then is the template run.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::finish::Finished;
use super::{Body, Ingredients, Shared, Theme, body};
use crate::diagnostic::Diagnostic;
use crate::site::{Site, SitePage};
use crate::source::{Kept, Mark, Marker};

/// What is kept between two renderings.
#[derive(Debug, Default)]
pub struct Memory {
    pub(super) pages: Kept<String, Page>,
    pub(super) fallbacks: Kept<(String, usize), Fallback>,
    pub(super) shared: Option<Arc<Shared>>,
}

impl Memory {
    /// A memory that keeps everything for the next time.
    pub fn keeping() -> Self {
        Self {
            pages: Kept::new(true),
            fallbacks: Kept::new(true),
            shared: None,
        }
    }
}

/// A page that stands for one that is not translated, and what it was rendered from.
#[derive(Debug)]
pub(super) struct Fallback {
    pub(super) world: Mark,
    pub(super) made: Result<Finished, Diagnostic>,
}

/// A page as it was rendered, and what it was rendered from.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) text: Mark,
    pub(super) world: Mark,
    pub(super) inputs: Mark,
    /// Only where pages are kept, and then for the next time.
    pub(super) body: Option<Arc<KeptBody>>,
    pub(super) made: Result<Arc<Finished>, Diagnostic>,
}

/// A body, and where its links led.
#[derive(Debug)]
pub(super) struct KeptBody {
    pub(super) body: Body,
    facts: Mark,
    links: Vec<body::Answer>,
}

impl KeptBody {
    /// The body of a page: the last one, if its text is the same and every link still leads to the same place.
    pub(super) fn of(site: &Site, facts: Mark, page: &SitePage, last: Option<&Page>) -> Arc<Self> {
        let links = body::Links::new(site, page);
        let facts = Marker::default()
            .mark(facts)
            .add(format!("{:?}", page.left))
            .done();
        let same = |last: &&Page| last.text == page.mark;
        let body = last.filter(same).and_then(|last| last.body.as_ref());
        let as_before = |last: &&Arc<Self>| {
            last.facts == facts && last.links.iter().all(|link| links.is_as_before(link))
        };
        if let Some(last) = body.filter(as_before) {
            return last.clone();
        }
        let body = body::body_with(page, &links);
        Arc::new(Self {
            body,
            facts,
            links: links.into_answers(),
        })
    }
}

/// A mark of the facts that the text of any page may speak of.
pub(super) fn facts(site: &Site) -> Mark {
    let mut marker = Marker::default();
    marker.add(format!(
        "{:?} {:?} {:?}",
        site.spoken, site.plans, site.complaints
    ));
    marker.done()
}

/// A mark of everything that any page can see besides its own text.
pub(super) fn world(ingredients: &Ingredients<'_>) -> Mark {
    let Ingredients {
        site,
        practice,
        theme,
        today,
        pictures,
        ..
    } = *ingredients;
    let mut marker = Marker::default();
    marker.mark(site.faces).mark(theme.mark).mark(pictures.mark);
    marker.add(practice.source.text()).add(&practice.base_url);
    marker.add(today.to_string());
    marker.done()
}

/// For each template, a mark of all files that it can use; and which values all pages share it can name.
#[derive(Debug, Default)]
pub(super) struct Reach {
    marks: BTreeMap<String, Mark>,
}

impl Reach {
    /// Follows every name of a template that stands in quotes in another; components can be used everywhere.
    pub(super) fn of(theme: &Theme, shared: &BTreeMap<&'static str, Mark>) -> Self {
        let texts: BTreeMap<String, &str> = theme
            .templates
            .iter()
            .map(|file| (super::theme::short(file.path()), file.text()))
            .collect();
        let marks = texts.keys().map(|name| {
            let mut used: Vec<&str> = vec![name];
            used.extend(
                texts
                    .iter()
                    .filter(|(_, text)| text.contains("component"))
                    .map(|(name, _)| name.as_str()),
            );
            let mut at = 0;
            while at < used.len() {
                let text = texts[used[at]];
                let named = texts.keys().filter(|name| {
                    text.contains(&format!("\"{name}\"")) || text.contains(&format!("'{name}'"))
                });
                let new: Vec<_> = named
                    .map(String::as_str)
                    .filter(|name| !used.contains(name))
                    .collect();
                used.extend(new);
                at += 1;
            }
            let texts: Vec<&str> = used.iter().map(|name| texts[*name]).collect();
            (name.clone(), mark(&texts, shared))
        });
        Self {
            marks: marks.collect(),
        }
    }

    /// The mark for the template of that name.
    pub(super) fn mark(&self, template: &str) -> Mark {
        self.marks.get(template).copied().unwrap_or_default()
    }
}

fn mark(texts: &[&str], shared: &BTreeMap<&'static str, Mark>) -> Mark {
    let mut marker = Marker::default();
    texts.iter().for_each(|text| {
        marker.add(text);
    });
    let all = texts.iter().any(|text| text.contains("__tera_context"));
    for (name, value) in shared {
        if all || texts.iter().any(|text| names(text, name)) {
            marker.add(name).mark(*value);
        }
    }
    marker.done()
}

/// Whether a text has that word in it, in whatever place.
fn names(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        !text[..at].ends_with(is_part) && !text[at + word.len()..].starts_with(is_part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_named_only_as_a_whole() {
        assert!(names("{% for s in sections.faq %}", "sections"));
        assert!(!names("{% block subsections %}", "sections"));
        assert!(!names("{{ page.sections_2 }}", "sections"));
    }
}
