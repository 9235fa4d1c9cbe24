//! Pages in other languages: what their templates see, how each page finds its translations, and a page with a notice
//! where there is no translation.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Map, Value};

use super::finish::{Finished, Sheet};
use super::tags::rewritten;
use super::{Ingredients, SharedContext, notices_view, page_view, policy, topics, view};
use crate::config::practice::MenuTable;
use crate::config::{FrontMatter, PageKind, Scope, direction, without_language};
use crate::site::{Site, SitePage, root_of};

/// A page in one of the site's languages, for a switch between them.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Translation {
    language: String,
    direction: &'static str,
    /// What the language calls itself.
    name: String,
    url: String,
    /// Whether the page itself is there, and not only a notice that it is missing.
    is_there: bool,
    current: bool,
}

/// Which page of the site a rendered page is.
#[derive(Debug, Clone)]
pub(super) struct Place {
    path: String,
    language: Option<String>,
    is_fallback: bool,
}

/// Where a file of the page for searching would stand.
pub(super) const SEARCH: &str = "search.md";

impl Place {
    /// The place of the page for searching.
    pub(super) fn of_search(language: Option<&str>) -> Self {
        let prefix = language.map_or_else(String::new, |language| format!("{language}/"));
        Self {
            path: prefix + SEARCH,
            language: language.map(str::to_owned),
            is_fallback: false,
        }
    }

    /// The place of a page.
    pub(super) fn of(page: &SitePage) -> Self {
        Self {
            path: page.path.clone(),
            language: page.language().map(str::to_owned),
            is_fallback: false,
        }
    }
}

/// The page in all languages of the site, the site's own first; nothing where there is only one language.
pub(super) fn translations(
    ingredients: &Ingredients<'_>,
    path: &str,
    current: Option<&str>,
) -> Vec<Translation> {
    let Ingredients { site, practice, .. } = *ingredients;
    let typed = &practice.typed;
    let own = without_language(path);
    let first = site.by_path(own).map(|at| &site.pages[at]);
    // The page for searching is made in every language, without a file.
    let first_url = match first {
        _ if typed.languages.is_empty() => return Vec::new(),
        Some(page) => page.url.as_str(),
        None if own == SEARCH => policy::SEARCH,
        None => return Vec::new(),
    };
    let own_language = &typed.practice.language;
    let one = |language: &str, name: &str, url: String, is_there: bool| Translation {
        direction: direction(language),
        name: name.to_owned(),
        url,
        is_there,
        current: current.unwrap_or(own_language) == language,
        language: language.to_owned(),
    };
    let others = typed.languages.iter().map(|(language, table)| {
        let there = first.and_then(|first| site.translation(first, Some(language)));
        let url = there.map_or_else(
            || format!("{language}/{first_url}"),
            |page| page.url.clone(),
        );
        one(
            language,
            &table.name,
            url,
            there.is_some() || first.is_none(),
        )
    });
    let name = name_of(own_language);
    let mut all = vec![one(own_language, name, first_url.to_owned(), true)];
    all.extend(others);
    all
}

/// What the site's own language calls itself.
fn name_of(language: &str) -> &str {
    match language.split('-').next() {
        Some("en") => "English",
        Some("es") => "Español",
        _ => language,
    }
}

/// What templates of pages in each language see in place of what all pages share.
pub(super) fn values(
    ingredients: &Ingredients<'_>,
    site_view: &Value,
) -> BTreeMap<String, Vec<(&'static str, Value)>> {
    let languages = ingredients.practice.typed.languages.keys();
    languages
        .map(|language| {
            (
                language.clone(),
                values_in(ingredients, language, site_view),
            )
        })
        .collect()
}

fn values_in(
    ingredients: &Ingredients<'_>,
    language: &str,
    site_view: &Value,
) -> Vec<(&'static str, Value)> {
    let Ingredients {
        site,
        practice,
        today,
        ..
    } = *ingredients;
    let translated = |menu: &[MenuTable]| -> Vec<MenuTable> {
        let entries = menu.iter().filter_map(|entry| {
            let page = &site.pages[site.by_path(&entry.page)?];
            let page = site.translation(page, Some(language))?;
            let title = page.page.meta.title.clone();
            Some(MenuTable {
                title,
                page: page.path.clone(),
            })
        });
        entries.collect()
    };
    let table = practice.typed.languages.get(language);
    let menu = match table {
        Some(table) if !table.menu.is_empty() => table.menu.clone(),
        _ => translated(&practice.typed.menu),
    };
    vec![
        ("site", of_language(site_view, language)),
        (
            "practice",
            view::practice_view(site, practice, today, Some(language)),
        ),
        (
            "alerts",
            view::alerts(site, practice, today, Some(language)),
        ),
        ("topics", topics::topics(site, Some(language))),
        ("menu", view::menu(site, &menu)),
        (
            "footer",
            view::menu(site, &translated(&practice.typed.footer)),
        ),
        ("sections", sections(site, language)),
    ]
}

/// The folders in that language. The people are the same in every language, so they are never missing.
fn sections(site: &Site, language: &str) -> Value {
    let sections = |language| {
        let all = view::sections(site, language);
        all.into_map().unwrap_or_default()
    };
    let mut translated = sections(Some(language));
    let people = "clinicians".into();
    if !translated.contains_key(&people)
        && let Some(own) = sections(None).get(&people)
    {
        translated.insert(people, own.clone());
    }
    Value::from(translated)
}

/// What is told of the site, with the first page and the page for searching in that language.
fn of_language(site_view: &Value, language: &str) -> Value {
    let mut map: Map = site_view.clone().into_map().unwrap_or_default();
    map.insert("home".into(), format!("{language}/").into());
    let searches = map
        .get(&"search".into())
        .is_some_and(|to| to.as_str().is_some());
    let search = searches.then(|| format!("{language}/{}", policy::SEARCH));
    map.insert("search".into(), search.into());
    Value::from(map)
}

/// Pages that are missing in a language: the language, and the page in the site's own.
pub(super) fn missing(ingredients: &Ingredients<'_>) -> Vec<(String, usize)> {
    let Ingredients { site, practice, .. } = *ingredients;
    let languages = practice.typed.languages.keys();
    let pages = |language: &String| {
        let own = site
            .pages
            .iter()
            .enumerate()
            .filter(|(_, page)| page.language().is_none());
        let gone = own.filter(|(_, page)| site.translation(page, Some(language)).is_none());
        gone.map(|(at, _)| (language.clone(), at))
            .collect::<Vec<_>>()
    };
    languages.flat_map(pages).collect()
}

impl SharedContext<'_> {
    /// What templates of pages in that language see in place of what all pages share.
    pub(super) fn spoken_values(&self, language: Option<&str>) -> Vec<(&'static str, Value)> {
        let found = language.and_then(|language| self.shared.abroad.get(language));
        found.cloned().unwrap_or_default()
    }

    /// A page that says, in its language, that the page asked for is not translated, and leads to it.
    pub(super) fn fallback(
        &self,
        (language, at): &(String, usize),
    ) -> Result<Finished, tera::Error> {
        let Ingredients {
            site,
            notices,
            theme,
            ..
        } = self.ingredients;
        let page = &site.pages[*at];
        let url = format!("{language}/{}", page.url);
        let root = root_of(&url);
        let notices = notices.in_language(Some(language));
        let notices = notices.for_page(PageKind::Page, Scope::Admin, &FrontMatter::default());
        let view = page_view::fallback_view(&self.ingredients, page, language, &url);
        let mut context = self.shared.context.clone();
        for (name, value) in self.spoken_values(Some(language)) {
            context.insert_value(name, value);
        }
        context.insert("root", &root);
        context.insert_value("page", view);
        context.insert_value("children", Value::from(Vec::<Value>::new()));
        context.insert_value("notices", notices_view(&notices));
        context.insert_value("json_ld", Value::safe_string(""));
        let html = theme.tera.render("page.html", &context)?;
        let place = Place {
            path: page.path.clone(),
            language: Some(language.clone()),
            is_fallback: true,
        };
        let sheet = Sheet {
            html: noindex(&html),
            url,
            source: "page.html",
            kind: PageKind::Page,
            root,
            place: Some(place),
        };
        Ok(self.finish(sheet, &notices))
    }

    /// The page in its language: its root says which, its head names its translations, and what the theme says is said
    /// in it.
    pub(super) fn spoken(&self, html: String, place: &Place) -> String {
        let Ingredients {
            theme, practice, ..
        } = self.ingredients;
        let html = match &place.language {
            Some(language) => {
                let strings = theme.strings.get(language).cloned().unwrap_or_default();
                let own = practice
                    .typed
                    .languages
                    .get(language)
                    .map(|table| &table.words);
                let strings = own.map_or_else(|| strings.clone(), |own| strings.clone().with(own));
                let html = strings.page(&html);
                rewritten(&html, |tag| {
                    let attributes = [("lang", language.as_str()), ("dir", direction(language))];
                    (tag.name == "html").then(|| tag.with(&attributes))
                })
            }
            None => html,
        };
        let all = translations(&self.ingredients, &place.path, place.language.as_deref());
        if place.is_fallback || all.iter().filter(|one| one.is_there).count() < 2 {
            return html;
        }
        let links = all
            .iter()
            .filter(|one| one.is_there)
            .map(|one| alternate(&practice.base_url, &one.language, &one.url));
        let default = alternate(&practice.base_url, "x-default", &all[0].url);
        let links: String = links.chain([default]).collect();
        html.replacen("</head>", &format!("{links}</head>"), 1)
    }
}

fn alternate(base: &str, language: &str, url: &str) -> String {
    format!("<link rel=\"alternate\" hreflang=\"{language}\" href=\"{base}/{url}\">\n")
}

/// Search engines list the page itself, not the notice that it is not translated.
fn noindex(html: &str) -> String {
    let meta = "<meta name=\"robots\" content=\"noindex\">";
    if html.contains(meta) {
        return html.to_owned();
    }
    html.replacen("</head>", &format!("{meta}\n</head>"), 1)
}
