//! From the site, the practice and the theme to the plan: every page and every other file, in memory.
//!
//! Pages are independent of each other here and are made on all cores. Whatever goes wrong with one page is told
//! for that page, and the others are still made, so that a writer sees all problems in one run.

mod blocks;
mod body;
mod feeds;
mod json_ld;
mod memory;
mod office;
mod page_view;
mod reports;
mod theme;
mod topics;
mod value_mark;
mod view;

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use tera::{Context, Map, Value};

use crate::config::{FrontMatter, PageKind, Scope};
use crate::diagnostic::Diagnostic;
use crate::duties::{Notice, Notices, Place};
use crate::output::{Output, OutputPlan, RenderedPage, RequiredNotice};
use crate::practice::Practice;
use crate::site::{Site, SitePage, root_of};
use crate::source::{Mark, Marker};
use memory::{KeptBody, Reach};
use value_mark::value_mark;

pub use body::{Body, Question};
pub use json_ld::plain_text;
pub use memory::Memory;
pub use theme::Theme;

/// Everything a plan is made from.
#[derive(Debug, Clone, Copy)]
pub struct Ingredients<'a> {
    /// The pages.
    pub site: &'a Site,
    /// The facts.
    pub practice: &'a Practice,
    /// The filled disclaimers and calls to action.
    pub notices: &'a Notices,
    /// The templates.
    pub theme: &'a Theme,
    /// The content folder, for the files that are copied.
    pub content: &'a Path,
    /// The day the site is built for.
    pub today: Date,
}

/// Makes the plan, and tells what kept any page out of it. Pages that would come out as before are taken from `memory`.
pub fn render(ingredients: &Ingredients<'_>, memory: &mut Memory) -> (OutputPlan, Vec<Diagnostic>) {
    let shared = SharedContext::new(ingredients, memory.pages.is_on());
    let pages = &ingredients.site.pages;
    let names: Vec<_> = pages.iter().map(|page| page.path.clone()).collect();
    let made = memory
        .pages
        .renew(&names, |at, last| shared.page_again(at, last))
        .all;
    let mut plan = OutputPlan::default();
    let mut told = Vec::new();
    for (page, made) in pages.iter().zip(made) {
        match &made.made {
            Ok(rendered) => drop(plan.files.insert(
                format!("{}index.html", page.url),
                Output::Page(rendered.clone()),
            )),
            Err(said) => told.push(said.clone()),
        }
    }
    match shared.not_found() {
        Ok(rendered) => drop(
            plan.files
                .insert("404.html".to_owned(), Output::Page(rendered.into())),
        ),
        Err(error) => told.push(ingredients.theme.tell(&error)),
    }
    extras(ingredients, &shared, &mut plan);
    told.sort();
    told.dedup();
    (plan, told)
}

/// The files that are no pages: the theme's, the site's own, feeds and lists for search engines.
fn extras(ingredients: &Ingredients<'_>, shared: &SharedContext<'_>, plan: &mut OutputPlan) {
    for (path, bytes) in &ingredients.theme.files {
        let path = if path == STYLE { &shared.style } else { path };
        plan.make(path.clone(), bytes.clone());
    }
    for file in &ingredients.site.files {
        plan.files
            .insert(file.clone(), Output::Copy(ingredients.content.join(file)));
    }
    for (path, text) in feeds::files(ingredients.site, ingredients.practice) {
        plan.files
            .entry(path)
            .or_insert_with(|| Output::Made(text.into_bytes().into()));
    }
}

const STYLE: &str = "theme/style.css";

/// What all pages share while they are rendered.
struct SharedContext<'a> {
    ingredients: Ingredients<'a>,
    context: Context,
    style: String,
    world: Mark,
    /// What the marks of templates are, where pages are kept.
    reach: Option<Reach>,
}

impl<'a> SharedContext<'a> {
    fn new(ingredients: &Ingredients<'a>, keeps: bool) -> Self {
        let Ingredients {
            site,
            practice,
            theme,
            today,
            ..
        } = *ingredients;
        let style = theme.files.get(STYLE).map_or_else(String::new, |bytes| {
            let hash = blake3::hash(bytes).to_hex();
            format!("theme/style.{}.css", &hash[..8])
        });
        let mut values = view::shared(site, practice, today);
        values.insert("site", site_view(ingredients, &style));
        let marks = || {
            let marks = values.iter();
            marks
                .map(|(name, value)| (*name, value_mark(value)))
                .collect()
        };
        let reach = keeps.then(|| Reach::of(theme, &marks()));
        let mut context = Context::new();
        for (name, value) in values {
            context.insert_value(name, value);
        }
        Self {
            ingredients: *ingredients,
            context,
            style,
            world: memory::world(ingredients),
            reach,
        }
    }

    /// The page, taken from the last time where it would come out the same.
    fn page_again(&self, at: usize, last: Option<&Arc<memory::Page>>) -> Arc<memory::Page> {
        let page = &self.ingredients.site.pages[at];
        let is_same =
            |last: &&Arc<memory::Page>| last.text == page.mark && last.world == self.world;
        if let Some(last) = last.filter(is_same) {
            return last.clone();
        }
        let body = KeptBody::of(&self.ingredients, page, last.map(|last| &**last));
        let own = self.own(at, &body.body);
        let inputs = self.reach.as_ref().map_or_else(Mark::default, |reach| {
            let mut marker = Marker::default();
            marker.mark(reach.mark(self.template(page)));
            marker.add(&page.url).add(page.kind().name());
            own.notices.iter().for_each(|notice| {
                marker.add(&notice.id).add(&notice.text);
            });
            for (name, value) in &own.values {
                marker.add(name);
                value_mark::add(&mut marker, value);
            }
            marker.done()
        });
        let made = match last.filter(|last| last.inputs == inputs && self.reach.is_some()) {
            Some(last) => last.made.clone(),
            None => self
                .page(at, own)
                .map(Arc::new)
                .map_err(|error| self.ingredients.theme.tell(&error)),
        };
        Arc::new(memory::Page {
            text: page.mark,
            world: self.world,
            inputs,
            body,
            made,
        })
    }

    /// What the template of one page is given besides what all pages share.
    fn own(&self, at: usize, body: &Body) -> Own<'a> {
        let Ingredients { site, notices, .. } = self.ingredients;
        let page = &site.pages[at];
        let notices = notices.for_page(page.kind(), page.scope(), &page.page.meta);
        let children = if page.is_section {
            view::cards(site, page)
        } else {
            Value::from(Vec::<Value>::new())
        };
        let json_ld = json_ld::script(&self.ingredients, at, body);
        let values = vec![
            ("root", root_of(&page.url).into()),
            ("page", page_view::page_view(&self.ingredients, at, body)),
            ("children", children),
            ("notices", notices_view(&notices)),
            ("json_ld", Value::safe_string(&json_ld)),
        ];
        Own { values, notices }
    }

    fn page(&self, at: usize, own: Own<'_>) -> Result<RenderedPage, tera::Error> {
        let page = &self.ingredients.site.pages[at];
        let mut context = self.context.clone();
        for (name, value) in own.values {
            context.insert_value(name, value);
        }
        let html = self
            .ingredients
            .theme
            .tera
            .render(self.template(page), &context)?;
        Ok(self.rendered(
            html,
            page.url.clone(),
            page.page.source.path(),
            page.kind(),
            &own.notices,
        ))
    }

    /// The template of a page: the one of its kind, or the plain one where the theme has none for the kind.
    fn template(&self, page: &SitePage) -> &'static str {
        self.ingredients.theme.own_or_page(template(page))
    }

    fn not_found(&self) -> Result<RenderedPage, tera::Error> {
        let own = self.ingredients.notices.for_page(
            PageKind::Home,
            Scope::Admin,
            &FrontMatter::default(),
        );
        let mut context = self.context.clone();
        let root = format!(
            "{}/",
            self.ingredients.practice.base_path().trim_end_matches('/')
        );
        context.insert("root", &root);
        context.insert_value("page", page_view::not_found_view(&self.ingredients));
        context.insert_value("children", Value::from(Vec::<Value>::new()));
        context.insert_value("notices", notices_view(&own));
        context.insert_value("json_ld", Value::safe_string(""));
        let theme = self.ingredients.theme;
        let html = theme.tera.render(theme.own_or_page("404.html"), &context)?;
        Ok(self.rendered(
            html,
            "404.html".to_owned(),
            "404.html",
            PageKind::Page,
            &own,
        ))
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the five parts of a rendered page, put together in one place"
    )]
    fn rendered(
        &self,
        html: String,
        url: String,
        source: &str,
        kind: PageKind,
        own: &[&Notice],
    ) -> RenderedPage {
        let required = own.iter().map(|notice| RequiredNotice {
            id: notice.id.clone(),
            text: notice.text.clone(),
            links: notice.links.clone(),
        });
        RenderedPage {
            html,
            url,
            source: Arc::from(source),
            kind,
            notices: required.collect(),
        }
    }
}

/// What belongs to one page alone.
struct Own<'a> {
    values: Vec<(&'static str, Value)>,
    notices: Vec<&'a Notice>,
}

fn template(page: &SitePage) -> &'static str {
    match page.kind() {
        PageKind::Home => "home.html",
        _ if page.is_section => "section.html",
        PageKind::Faq => "faq.html",
        PageKind::Service => "service.html",
        PageKind::Condition => "condition.html",
        PageKind::Clinician => "clinician.html",
        PageKind::Location => "location.html",
        PageKind::Policy => "policy.html",
        PageKind::Notice => "notice.html",
        PageKind::News => "news.html",
        PageKind::Page => "page.html",
    }
}

fn notices_view(notices: &[&Notice]) -> Value {
    let at = |place: Place| {
        let html: String = notices
            .iter()
            .filter(|notice| notice.place == place)
            .map(|notice| notice.html.as_str())
            .collect();
        Value::safe_string(&html)
    };
    let mut map = Map::new();
    map.insert("top".into(), at(Place::Top));
    map.insert("foot".into(), at(Place::Foot));
    map.insert("footer".into(), at(Place::Footer));
    Value::from(map)
}

fn site_view(ingredients: &Ingredients<'_>, style: &str) -> Value {
    let Ingredients {
        site,
        practice,
        theme,
        ..
    } = *ingredients;
    let mut settings = theme.settings.clone();
    settings.extend(practice.typed.theme.settings.clone());
    let has_news = site
        .pages
        .iter()
        .any(|page| page.kind() == PageKind::News && !page.is_section);
    let mut map = Map::new();
    map.insert("title".into(), practice.typed.practice.name.as_str().into());
    map.insert("base_url".into(), practice.base_url.as_str().into());
    map.insert(
        "language".into(),
        practice.typed.practice.language.as_str().into(),
    );
    map.insert("feed".into(), has_news.then_some("feed.xml").into());
    map.insert("theme_css".into(), style.into());
    map.insert("settings".into(), Value::from_serializable(&settings));
    Value::from(map)
}
