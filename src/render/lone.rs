//! Pages that no file of the site stands for: the one for addresses that do not exist, and those for searching, one in
//! each language.

use tera::{Error, Value};

use super::abroad::Place;
use super::finish::{Finished, Sheet};
use super::{Ingredients, SharedContext, notices_view, page_view, policy};
use crate::config::{FrontMatter, PageKind, Scope};
use crate::site::root_of;

const NOT_FOUND: &str = "404.html";
const SEARCH: &str = "search.html";

/// Whether the site asks for a search, and its theme has one.
pub(super) fn offers_search(ingredients: &Ingredients<'_>) -> bool {
    let mut templates = ingredients.theme.tera.get_template_names();
    ingredients.practice.typed.build.search && templates.any(|name| name == SEARCH)
}

/// What one of these pages is made from.
struct Lone {
    template: &'static str,
    path: String,
    url: String,
    root: String,
    language: Option<String>,
    view: Value,
    place: Option<Place>,
}

impl SharedContext<'_> {
    /// These pages, by their path.
    pub(super) fn lone_pages(&self) -> Vec<(String, Result<Finished, Error>)> {
        let all = self.search_pages().into_iter().chain([self.not_found()]);
        all.map(|lone| (lone.path.clone(), self.lone(lone)))
            .collect()
    }

    /// The pages for searching, where the theme has one, and the site has none of its own there.
    fn search_pages(&self) -> Vec<Lone> {
        let ingredients = &self.ingredients;
        let has_own = ingredients.site.by_url(policy::SEARCH).is_some();
        if has_own || !offers_search(ingredients) {
            return Vec::new();
        }
        let others = ingredients.practice.typed.languages.keys().cloned();
        let languages = [None].into_iter().chain(others.map(Some));
        let pages = languages.map(|language| {
            let prefix = language
                .as_ref()
                .map_or_else(String::new, |code| format!("{code}/"));
            let url = prefix + policy::SEARCH;
            Lone {
                template: SEARCH,
                path: format!("{url}index.html"),
                root: root_of(&url),
                view: page_view::search_view(ingredients, language.as_deref(), &url),
                place: Some(Place::of_search(language.as_deref())),
                language,
                url,
            }
        });
        pages
            .filter(|lone| ingredients.site.by_url(&lone.url).is_none())
            .collect()
    }

    /// It is shown at any address, so that its links begin at the root of the host. Of the languages it offers the
    /// first pages.
    fn not_found(&self) -> Lone {
        let ingredients = &self.ingredients;
        let view = page_view::lone_view(ingredients, "Page not found", NOT_FOUND);
        let base = ingredients.practice.base_path();
        Lone {
            template: NOT_FOUND,
            path: NOT_FOUND.to_owned(),
            url: NOT_FOUND.to_owned(),
            root: format!("{}/", base.trim_end_matches('/')),
            view: page_view::in_language(ingredients, view, "_index.md", None),
            language: None,
            place: None,
        }
    }

    fn lone(&self, lone: Lone) -> Result<Finished, Error> {
        let notices = self.ingredients.notices;
        let notices = notices.in_language(lone.language.as_deref());
        let own = notices.for_page(PageKind::Home, Scope::Admin, &FrontMatter::default());
        let mut context = self.shared.context.clone();
        for (name, value) in self.spoken_values(lone.language.as_deref()) {
            context.insert_value(name, value);
        }
        context.insert("root", &lone.root);
        context.insert_value("page", lone.view);
        context.insert_value("children", Value::from(Vec::<Value>::new()));
        context.insert_value("notices", notices_view(&own));
        context.insert_value("json_ld", Value::safe_string(""));
        let theme = self.ingredients.theme;
        let html = theme
            .tera
            .render(theme.own_or_page(lone.template), &context)?;
        let sheet = Sheet {
            html,
            url: lone.url,
            source: lone.template,
            kind: PageKind::Page,
            root: lone.root,
            place: lone.place,
        };
        Ok(self.finish(sheet, &own))
    }
}
