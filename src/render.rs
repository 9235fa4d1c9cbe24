//! From the site, the practice and the theme to the plan: every page and every other file, in memory.
//!
//! Pages are independent of each other here and are made on all cores. Whatever goes wrong with one page is told
//! for that page, and the others are still made, so that a writer sees all problems in one run.

mod abroad;
mod beside;
mod blocks;
mod body;
mod colour;
mod feeds;
mod figure;
mod finish;
mod json_ld;
mod lone;
mod memory;
mod office;
mod page_view;
mod palette;
mod policy;
mod reports;
mod sheet;
mod tags;
mod theme;
mod tongue;
mod topics;
mod value_mark;
mod view;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use tera::{Context, Map, Value};

use crate::config::PageKind;
use crate::diagnostic::Diagnostic;
use crate::duties::{Notice, Notices, Place};
use crate::output::{Output, OutputPlan};
use crate::pictures::Pictures;
use crate::practice::Practice;
use crate::site::{Site, SitePage, root_of};
use crate::source::{Mark, Marker};
use finish::{Finished, Sheet};
use memory::{KeptBody, Reach};
use policy::Policy;
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
    /// The pictures among the files of the site.
    pub pictures: &'a Pictures,
    /// The content folder, for the files that are copied.
    pub content: &'a Path,
    /// The day the site is built for.
    pub today: Date,
}

/// Makes the plan, and tells what kept any page out of it. Pages that would come out as before are taken from `memory`.
/// Nothing comes of it if `give_up` says meanwhile that something newer is wanted.
pub fn render(
    ingredients: &Ingredients<'_>,
    memory: &mut Memory,
    give_up: &(dyn Fn() -> bool + Sync),
) -> Option<(OutputPlan, Vec<Diagnostic>)> {
    let shared = SharedContext::again(ingredients, memory);
    let pages = &ingredients.site.pages;
    let names: Vec<_> = pages.iter().map(|page| page.path.clone()).collect();
    let kept = &mut memory.pages;
    let (made, (lone, feeds)) = rayon::join(
        || kept.renew_unless(&names, give_up, |at, last| shared.page_again(at, last)),
        || {
            let feeds = feeds::files(ingredients.site, ingredients.practice);
            (shared.lone_pages(), feeds)
        },
    );
    let made = made?;
    let mut plan = OutputPlan::default();
    let mut told = palette::check(ingredients.theme, ingredients.practice);
    for (page, made) in pages.iter().zip(made) {
        match &made.made {
            Ok(finished) => {
                finished.add_to(format!("{}index.html", page.url), &mut plan, &mut told)
            }
            Err(said) => told.push(said.clone()),
        }
    }
    let missing = abroad::missing(ingredients);
    let fallbacks = memory.fallbacks.renew(&missing, |at, last| match last {
        Some(last) if last.world == shared.world => last.clone(),
        _ => Arc::new(memory::Fallback {
            world: shared.world,
            made: shared
                .fallback(&missing[at])
                .map_err(|error| ingredients.theme.tell(&error)),
        }),
    });
    for ((language, at), fallback) in missing.iter().zip(fallbacks.all) {
        match &fallback.made {
            Ok(finished) => {
                let path = format!("{language}/{}index.html", pages[*at].url);
                finished.add_to(path, &mut plan, &mut told);
            }
            Err(said) => told.push(said.clone()),
        }
    }
    for (path, made) in lone {
        match made {
            Ok(finished) => finished.add_to(path, &mut plan, &mut told),
            Err(error) => told.push(ingredients.theme.tell(&error)),
        }
    }
    extras(ingredients, &shared, &mut plan);
    for (path, text) in feeds {
        let feed = || Output::Made(text.into_bytes().into());
        plan.files.entry(path).or_insert_with(feed);
    }
    told.sort();
    told.dedup();
    Some((plan, told))
}

/// The pages served from these files, and what all pages load, if so much changed that every page has to be looked at
/// again: whoever looks at one of them need not wait for all the others.
pub fn render_first(
    ingredients: &Ingredients<'_>,
    memory: &mut Memory,
    files: &[String],
) -> Option<OutputPlan> {
    let last = memory.shared.as_ref().map(|last| last.world);
    if last.is_none() || files.is_empty() {
        return None;
    }
    let shared = SharedContext::again(ingredients, memory);
    if last == Some(shared.world) {
        return None;
    }
    let mut plan = OutputPlan::default();
    for (at, page) in ingredients.site.pages.iter().enumerate() {
        let path = format!("{}index.html", page.url);
        if files.contains(&path)
            && let Ok(finished) = &shared.page_again(at, None).made
        {
            finished.add_to(path, &mut plan, &mut Vec::new());
        }
    }
    assets(ingredients, &shared, &mut plan);
    Some(plan)
}

/// The files that are no pages: the theme's, and the site's own.
fn extras(ingredients: &Ingredients<'_>, shared: &SharedContext<'_>, plan: &mut OutputPlan) {
    assets(ingredients, shared, plan);
    for file in &ingredients.site.files {
        let picture = ingredients
            .pictures
            .at(file)
            .filter(|picture| picture.is_of_pixels());
        let output = match picture {
            Some(picture) => Output::Picture(ingredients.pictures.whole(picture).into()),
            None => Output::Copy(ingredients.content.join(file)),
        };
        plan.files.insert(file.clone(), output);
    }
    let headers = shared.policy.headers(ingredients.practice);
    plan.files
        .entry("_headers".to_owned())
        .or_insert_with(|| Output::Made(headers.into_bytes().into()));
}

/// The theme's styles and scripts.
fn assets(ingredients: &Ingredients<'_>, shared: &SharedContext<'_>, plan: &mut OutputPlan) {
    for (path, bytes) in &ingredients.theme.files {
        // A style or a script that another one loads is found by its own name too.
        if !shared.policy.assets.contains_key(path) || shared.policy.is_named(path) {
            plan.make(path.clone(), bytes.clone());
        }
    }
    for asset in shared.policy.assets.values() {
        plan.make(asset.path.clone(), asset.bytes.clone());
    }
}

/// What all pages share while they are rendered.
struct SharedContext<'a> {
    ingredients: Ingredients<'a>,
    policy: Arc<Policy>,
    world: Mark,
    shared: Arc<Shared>,
}

/// What of that is made from the world alone, so that it is made again only when the world changes.
#[derive(Debug)]
struct Shared {
    world: Mark,
    facts: Mark,
    context: Context,
    policy: Arc<Policy>,
    /// What pages in other languages see instead, by language.
    abroad: BTreeMap<String, Vec<(&'static str, Value)>>,
    /// What the marks of templates are, where pages are kept.
    reach: Option<Reach>,
}

impl<'a> SharedContext<'a> {
    fn again(ingredients: &Ingredients<'a>, memory: &mut Memory) -> Self {
        let world = memory::world(ingredients);
        let last = memory.shared.take().filter(|last| last.world == world);
        let keeps = memory.pages.is_on();
        let shared = last.unwrap_or_else(|| Shared::new(ingredients, world, keeps).into());
        memory.shared = keeps.then(|| shared.clone());
        Self {
            ingredients: *ingredients,
            policy: shared.policy.clone(),
            world,
            shared,
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
        let body = KeptBody::of(
            self.ingredients.site,
            self.shared.facts,
            page,
            last.map(|last| &**last),
        );
        let own = self.own(at, &body.body);
        let inputs = self
            .shared
            .reach
            .as_ref()
            .map_or_else(Mark::default, |reach| {
                let mut marker = Marker::default();
                marker.mark(reach.mark(self.template(page)));
                marker.add(&page.url).add(page.kind().name());
                marker.mark(self.ingredients.pictures.mark);
                own.notices.iter().for_each(|notice| {
                    marker.add(&notice.id).add(&notice.text);
                });
                for (name, value) in &own.values {
                    marker.add(name);
                    value_mark::add(&mut marker, value);
                }
                marker.done()
            });
        let made = match last.filter(|last| last.inputs == inputs && self.shared.reach.is_some()) {
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
            body: self.shared.reach.is_some().then_some(body),
            made,
        })
    }

    /// What the template of one page is given besides what all pages share.
    fn own(&self, at: usize, body: &Body) -> Own<'a> {
        let Ingredients { site, notices, .. } = self.ingredients;
        let page = &site.pages[at];
        let notices = notices.in_language(page.language());
        let notices = notices.for_page(page.kind(), page.scope(), &page.page.meta);
        let children = if page.is_section {
            view::cards(site, page)
        } else {
            Value::from(Vec::<Value>::new())
        };
        let beside = beside::with_notices(page, body, &notices);
        let body = beside.as_ref().unwrap_or(body);
        let json_ld = json_ld::script(&self.ingredients, at, body);
        let mut values = self.spoken_values(page.language());
        values.extend([
            ("root", root_of(&page.url).into()),
            ("page", page_view::page_view(&self.ingredients, at, body)),
            ("children", children),
            ("notices", notices_view(&notices)),
            ("json_ld", Value::safe_string(&json_ld)),
        ]);
        Own { values, notices }
    }

    fn page(&self, at: usize, own: Own<'_>) -> Result<Finished, tera::Error> {
        let page = &self.ingredients.site.pages[at];
        let mut context = self.shared.context.clone();
        for (name, value) in own.values {
            context.insert_value(name, value);
        }
        let html = self
            .ingredients
            .theme
            .tera
            .render(self.template(page), &context)?;
        let sheet = Sheet {
            html,
            url: page.url.clone(),
            source: page.page.source.path(),
            kind: page.kind(),
            root: root_of(&page.url),
            place: Some(abroad::Place::of(page)),
        };
        Ok(self.finish(sheet, &own.notices))
    }

    /// The template of a page: the one of its kind, or the plain one where the theme has none for the kind.
    fn template(&self, page: &SitePage) -> &'static str {
        self.ingredients.theme.own_or_page(template(page))
    }
}

impl Shared {
    fn new(ingredients: &Ingredients<'_>, world: Mark, keeps: bool) -> Self {
        let Ingredients {
            site,
            practice,
            theme,
            today,
            ..
        } = *ingredients;
        let policy = Policy::of(practice, theme, palette::style(theme, practice));
        let style = policy.assets.get(palette::STYLE);
        let style = style.map_or_else(String::new, |style| style.path.clone());
        let mut values = view::shared(site, practice, today);
        let site_view = site_view(ingredients, &style);
        let abroad = abroad::values(ingredients, &site_view);
        values.insert("site", site_view);
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
            world,
            facts: memory::facts(site),
            context,
            abroad,
            policy: policy.into(),
            reach,
        }
    }
}

/// What belongs to one page alone.
struct Own<'a> {
    values: Vec<(&'static str, Value)>,
    notices: Vec<Cow<'a, Notice>>,
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

fn notices_view(notices: &[Cow<'_, Notice>]) -> Value {
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

/// The picture of the first page, which stands for the whole site where others point to it. Few of those can show one
/// that is made of lines.
fn site_image(site: &Site) -> Option<view::Image> {
    let home = &site.pages[site.by_url("")?];
    view::image(site, home).filter(|image| !image.is_of_lines())
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
    let search = lone::offers_search(ingredients).then_some(policy::SEARCH);
    map.insert("home".into(), "".into());
    map.insert("image".into(), Value::from_serializable(&site_image(site)));
    map.insert("search".into(), search.into());
    map.insert("settings".into(), Value::from_serializable(&settings));
    Value::from(map)
}
