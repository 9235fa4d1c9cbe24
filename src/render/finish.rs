//! The last step of a page: pictures framed, the policy put in, and a look at whether the page keeps it.
//!
//! It is the same for every theme, so that none can leave it out.

use std::borrow::Cow;
use std::sync::Arc;

use super::SharedContext;
use super::abroad;
use super::figure::Framer;
use super::policy::{Breach, breach, with_meta};
use super::tags::rewritten;
use crate::config::PageKind;
use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::duties::Notice;
use crate::output::{Output, OutputPlan, RenderedPage, RequiredNotice};
use crate::pictures::Recipe;
use crate::source::Span;

/// A page as its template made it.
pub(super) struct Sheet<'a> {
    /// The whole HTML.
    pub(super) html: String,
    /// Its address below the site's root.
    pub(super) url: String,
    /// The file it was made from, or the template.
    pub(super) source: &'a str,
    /// Its kind.
    pub(super) kind: PageKind,
    /// The way from it to the site's root.
    pub(super) root: String,
    /// Which page of the site it is, and in which language; none for a page that exists in one language only.
    pub(super) place: Option<abroad::Place>,
}

/// A page as it is published, with the pictures it shows and what is wrong with it.
#[derive(Debug)]
pub(super) struct Finished {
    page: Arc<RenderedPage>,
    pictures: Vec<Arc<Recipe>>,
    told: Vec<Diagnostic>,
}

impl Finished {
    /// Puts the page and its pictures into the plan.
    pub(super) fn add_to(&self, path: String, plan: &mut OutputPlan, told: &mut Vec<Diagnostic>) {
        plan.files.insert(path, Output::Page(self.page.clone()));
        for recipe in &self.pictures {
            let picture = || Output::Picture(recipe.clone());
            plan.files.entry(recipe.path()).or_insert_with(picture);
        }
        told.extend(self.told.iter().cloned());
    }
}

/// A page whose tags were gone through: with its policy, its pictures framed, and what the policy forbids.
struct Tags {
    html: String,
    pictures: Vec<Recipe>,
    breaches: Vec<Breach>,
}

impl SharedContext<'_> {
    /// Finishes a page that must show these notices.
    pub(super) fn finish(&self, sheet: Sheet<'_>, own: &[Cow<'_, Notice>]) -> Finished {
        let required = own.iter().map(|notice| RequiredNotice {
            id: notice.id.clone(),
            text: notice.text.clone(),
            links: notice.links.clone(),
        });
        let settings = &self.ingredients.theme.settings;
        let sizes = settings
            .get("picture_sizes")
            .and_then(|sizes| sizes.as_str());
        let framer = Framer::new(self.ingredients.pictures, &sheet.root, sizes);
        let html = match &sheet.place {
            Some(place) => self.spoken(sheet.html, place),
            None => sheet.html,
        };
        let Tags {
            html,
            pictures,
            mut breaches,
        } = self.tags(&html, &sheet.url, &framer, &sheet.root);
        breaches.sort();
        breaches.dedup();
        let told = breaches
            .into_iter()
            .map(|(what, by)| self.breach(what, &by, sheet.source));
        Finished {
            told: told.collect(),
            pictures: pictures.into_iter().map(Arc::new).collect(),
            page: Arc::new(RenderedPage {
                html,
                url: sheet.url,
                source: Arc::from(sheet.source),
                kind: sheet.kind,
                notices: required.collect(),
            }),
        }
    }

    /// All tags of a page gone through once.
    fn tags(&self, html: &str, url: &str, framer: &Framer<'_>, root: &str) -> Tags {
        let meta = self.policy.meta(url);
        let (mut pictures, mut breaches) = (Vec::new(), Vec::new());
        let mut has_meta = false;
        let html = rewritten(html, |tag| {
            breaches.extend(breach(tag));
            if !has_meta && tag.name == "meta" && tag.has("charset") {
                has_meta = true;
                return Some(format!("{}\n{meta}", tag.text));
            }
            framer
                .framed(tag, &mut pictures)
                .or_else(|| self.policy.kept(tag, root))
        });
        let html = match has_meta {
            true => html,
            false => with_meta(&html, &meta).unwrap_or_else(|| {
                breaches.push((
                    "the page has no `<head>` for its policy".to_owned(),
                    "<html".to_owned(),
                ));
                html
            }),
        };
        Tags {
            html,
            pictures,
            breaches,
        }
    }

    /// What breaks the policy, at its place in a template if one holds it.
    fn breach(&self, what: String, by: &str, source: &str) -> Diagnostic {
        let words = Words {
            rule: "page-security".into(),
            family: "theme",
            what: what.into(),
            why: "The page's own policy tells browsers not to obey it, because whoever smuggles something into a page would do it this way.".into(),
            instead: "Put styles and scripts into files in the theme's folder `static`, and load them from there.".into(),
        };
        let templates = self.ingredients.theme.templates.iter();
        let found = templates.filter_map(|file| {
            let at = file.text().to_ascii_lowercase().find(by)?;
            Some((file, Span::new(at, at + by.len())))
        });
        match found.min_by_key(|(file, _)| file.path().to_owned()) {
            Some((file, span)) => Diagnostic::at(file, span, Severity::Error, words),
            None => Diagnostic::about(source.to_owned(), Severity::Error, words),
        }
    }
}
