//! What a template sees of its own page.

use pulldown_cmark_escape::escape_html;
use serde::Serialize;
use tera::{Map, Value};

use super::Ingredients;
use super::abroad::{self, Translation};
use super::body::Body;
use super::office::{self, LocationView};
use super::view::{self, Card, DayView, Image, LinkView};
use crate::config::{PageKind, Scope, Source, direction};
use crate::site::{Site, SitePage, encode, root_of};

#[derive(Serialize)]
struct PageView<'a> {
    title: &'a str,
    head_title: String,
    description: Option<&'a str>,
    kind: &'static str,
    url: &'a str,
    permalink: Option<String>,
    is_home: bool,
    is_section: bool,
    date: Option<DayView>,
    updated: Option<DayView>,
    effective: Option<DayView>,
    author: Option<&'a str>,
    toc: Vec<TocEntry<'a>>,
    image: Option<Image>,
    tags: &'a [String],
    scope: &'static str,
    breadcrumbs: Vec<LinkView>,
    previous: Option<Card>,
    next: Option<Card>,
    clinician: Option<ClinicianView<'a>>,
    service: Option<ServiceView<'a>>,
    location: Option<LocationView>,
    review: Option<ReviewView<'a>>,
    sources: Vec<SourceView<'a>>,
    draft: bool,
    language: &'a str,
    direction: &'static str,
    translations: Vec<Translation>,
}

#[derive(Serialize)]
struct TocEntry<'a> {
    id: &'a str,
    title: &'a str,
    level: u8,
}

#[derive(Serialize)]
struct ClinicianView<'a> {
    name: &'a str,
    degrees: &'a str,
    role: &'a str,
    locations: Vec<LocationView>,
    languages: &'a [String],
    accepting_new: Option<bool>,
    specialties: Vec<String>,
    board_certifications: Vec<String>,
    training: &'a [String],
    licenses: Vec<String>,
    telehealth_states: &'a [String],
    hospital_affiliations: &'a [String],
    supervised_by: Option<Card>,
    disclosures: &'a [String],
}

#[derive(Serialize)]
struct ServiceView<'a> {
    audience: Option<&'a str>,
    price: Option<PriceView<'a>>,
    locations: Vec<LocationView>,
    clinicians: Vec<Card>,
}

/// What a visit costs people who pay themselves.
#[derive(Debug, Serialize)]
struct PriceView<'a> {
    amount: &'a str,
    as_of: DayView,
}

#[derive(Serialize)]
struct ReviewView<'a> {
    by: Option<Reviewer<'a>>,
    last: Option<DayView>,
    next: Option<DayView>,
}

#[derive(Serialize)]
struct Reviewer<'a> {
    name: &'a str,
    degrees: &'a str,
    url: &'a str,
}

#[derive(Serialize)]
struct SourceView<'a> {
    title: &'a str,
    url: Option<&'a str>,
}

/// The value `page` of a page's template.
pub(super) fn page_view(ingredients: &Ingredients<'_>, at: usize, body: &Body) -> Value {
    let site = ingredients.site;
    let page = &site.pages[at];
    let meta = &page.page.meta;
    let (previous, next) = neighbours(site, at);
    let headings = page
        .outline
        .headings
        .iter()
        .filter(|heading| (2..=3).contains(&heading.level));
    let view = PageView {
        title: &meta.title,
        head_title: head_title(ingredients, page),
        description: meta.description.as_deref(),
        kind: page.kind().name(),
        url: &page.url,
        permalink: Some(format!("{}/{}", ingredients.practice.base_url, page.url)),
        is_home: page.kind() == PageKind::Home,
        is_section: page.is_section,
        date: meta.date.map(Into::into),
        updated: meta.updated.map(Into::into),
        effective: meta.effective.map(Into::into),
        author: meta.author.as_deref(),
        toc: headings
            .map(|h| TocEntry {
                id: &h.id,
                title: &h.title,
                level: h.level,
            })
            .collect(),
        image: view::image(site, page),
        tags: &meta.tags,
        scope: view::scope_name(page.scope()),
        breadcrumbs: view::breadcrumbs(site, at),
        previous,
        next,
        clinician: clinician(ingredients, page),
        service: service(ingredients, page),
        location: meta
            .location
            .as_ref()
            .and_then(|id| only(ingredients, std::slice::from_ref(id), page.language()).pop()),
        review: review(site, page),
        sources: meta
            .sources
            .iter()
            .map(|Source { title, url }| SourceView {
                title,
                url: url.as_deref(),
            })
            .collect(),
        draft: meta.draft,
        language: language_of(ingredients, page.language()),
        direction: direction(language_of(ingredients, page.language())),
        translations: abroad::translations(ingredients, &page.path, page.language()),
    };
    with_html(Value::from_serializable(&view), body)
}

/// The value `page` of a page that no file of the site stands for, in the site's own language.
pub(super) fn lone_view(ingredients: &Ingredients<'_>, title: &str, url: &str) -> Value {
    let view = PageView {
        title,
        head_title: format!("{title} | {}", ingredients.practice.typed.practice.name),
        description: None,
        kind: "page",
        url,
        permalink: None,
        is_home: false,
        is_section: false,
        date: None,
        updated: None,
        effective: None,
        author: None,
        toc: Vec::new(),
        image: None,
        tags: &[],
        scope: view::scope_name(Scope::Admin),
        breadcrumbs: Vec::new(),
        previous: None,
        next: None,
        clinician: None,
        service: None,
        location: None,
        review: None,
        sources: Vec::new(),
        draft: false,
        language: language_of(ingredients, None),
        direction: direction(language_of(ingredients, None)),
        translations: Vec::new(),
    };
    with_html(Value::from_serializable(&view), &Body::default())
}

/// The value `page` of a page that says that another is not translated.
pub(super) fn fallback_view(
    ingredients: &Ingredients<'_>,
    page: &SitePage,
    language: &str,
    url: &str,
) -> Value {
    let own = language_of(ingredients, None);
    let mut link = format!(
        "<p>You can read it in the language below, or call us: we are glad to help.</p>\n<p><a class=\"button\" href=\"{}\" hreflang=\"{own}\" lang=\"{own}\">",
        format_args!("{}{}", root_of(url), encode(&page.url))
    );
    // Writing to a string cannot fail.
    let _ = escape_html(&mut link, &page.page.meta.title);
    link.push_str("</a></p>");
    let body = Body {
        html: link,
        ..Body::default()
    };
    let view = lone_view(ingredients, "This page is not in this language yet", url);
    let view = in_language(ingredients, view, &page.path, Some(language));
    with_html(view, &body)
}

/// What people look for when they search for the page that searches.
const SEARCH_WORDS: &str =
    "Find a page of this site by words that are on it. What you type stays in your browser.";

/// The value `page` of the page for searching.
pub(super) fn search_view(
    ingredients: &Ingredients<'_>,
    language: Option<&str>,
    url: &str,
) -> Value {
    let view = lone_view(ingredients, "Search", url);
    let view = in_language(ingredients, view, abroad::SEARCH, language);
    let mut map: Map = view.into_map().unwrap_or_default();
    let address = format!("{}/{url}", ingredients.practice.base_url);
    map.insert("description".into(), SEARCH_WORDS.into());
    map.insert("permalink".into(), address.into());
    Value::from(map)
}

/// A page that no file stands for, in that language, with the switch to the others.
pub(super) fn in_language(
    ingredients: &Ingredients<'_>,
    view: Value,
    path: &str,
    language: Option<&str>,
) -> Value {
    let all = abroad::translations(ingredients, path, language);
    let language = language_of(ingredients, language);
    let mut map: Map = view.into_map().unwrap_or_default();
    map.insert("language".into(), language.into());
    map.insert("direction".into(), direction(language).into());
    map.insert("translations".into(), Value::from_serializable(&all));
    Value::from(map)
}

fn language_of<'a>(ingredients: &Ingredients<'a>, language: Option<&'a str>) -> &'a str {
    language.unwrap_or(&ingredients.practice.typed.practice.language)
}

/// Adds what is HTML already and must not be escaped again.
fn with_html(view: Value, body: &Body) -> Value {
    let mut map: Map = view.into_map().unwrap_or_default();
    map.insert("body".into(), Value::safe_string(&body.html));
    map.insert("intro".into(), Value::safe_string(&body.intro));
    let questions = body.questions.iter().map(|question| {
        let mut map = Map::new();
        map.insert("id".into(), question.id.as_str().into());
        map.insert("title".into(), question.title.as_str().into());
        map.insert("answer".into(), Value::safe_string(&question.answer));
        map.insert("scope".into(), view::scope_name(question.scope).into());
        Value::from(map)
    });
    map.insert(
        "questions".into(),
        Value::from(questions.collect::<Vec<_>>()),
    );
    Value::from(map)
}

fn head_title(ingredients: &Ingredients<'_>, page: &SitePage) -> String {
    let name = &ingredients.practice.typed.practice.name;
    let title = &page.page.meta.title;
    match (
        page.url.is_empty(),
        &ingredients.practice.typed.practice.tagline,
    ) {
        (true, Some(tagline)) => format!("{name} | {tagline}"),
        (true, None) => name.clone(),
        (false, _) => format!("{title} | {name}"),
    }
}

/// The newer and the older page beside a news page.
fn neighbours(site: &Site, at: usize) -> (Option<Card>, Option<Card>) {
    let page = &site.pages[at];
    let Some(parent) = page
        .parent
        .filter(|_| page.page.meta.date.is_some() && !page.is_section)
    else {
        return (None, None);
    };
    let siblings = &site.pages[parent].children;
    let date = std::cmp::Reverse(page.page.meta.date);
    let order = page.page.meta.order.unwrap_or(0);
    let start = siblings.partition_point(|&other| {
        let meta = &site.pages[other].page.meta;
        (meta.order.unwrap_or(0), std::cmp::Reverse(meta.date)) < (order, date)
    });
    let place = siblings[start..]
        .iter()
        .position(|&other| other == at)
        .map(|found| start + found);
    let neighbour = |place: Option<usize>| {
        let other = &site.pages[*siblings.get(place?)?];
        (other.page.meta.date.is_some() && other.is_listed()).then(|| view::card(site, other))
    };
    (
        neighbour(place.and_then(|place| place.checked_sub(1))),
        neighbour(place.map(|place| place + 1)),
    )
}

fn clinician<'a>(ingredients: &Ingredients<'a>, page: &'a SitePage) -> Option<ClinicianView<'a>> {
    let table = page.page.meta.clinician.as_ref()?;
    if page.left.is_some() {
        return None;
    }
    Some(ClinicianView {
        name: table.name.as_deref().unwrap_or(&page.page.meta.title),
        degrees: &table.degrees,
        role: &table.role,
        locations: only(ingredients, &table.locations, page.language()),
        languages: &table.languages,
        accepting_new: table.accepting_new,
        specialties: table.specialties.iter().map(|one| one.words()).collect(),
        board_certifications: table.certified(),
        training: &table.training,
        licenses: table
            .licenses
            .iter()
            .map(|one| format!("{}, {}", one.kind, one.state))
            .collect(),
        telehealth_states: &table.telehealth_states,
        hospital_affiliations: &table.hospital_affiliations,
        supervised_by: table
            .supervised_by
            .as_ref()
            .and_then(|stem| ingredients.site.clinician(stem))
            .map(|page| view::card(ingredients.site, page)),
        disclosures: &table.disclosures,
    })
}

fn service<'a>(ingredients: &Ingredients<'a>, page: &'a SitePage) -> Option<ServiceView<'a>> {
    let table = page.page.meta.service.as_ref()?;
    let site = ingredients.site;
    let clinicians = table
        .clinicians
        .iter()
        .filter_map(|stem| site.clinician(stem));
    Some(ServiceView {
        audience: table.audience.as_deref(),
        price: table.price.as_ref().map(|price| PriceView {
            amount: &price.amount,
            as_of: price.as_of.into(),
        }),
        locations: only(ingredients, &table.locations, page.language()),
        clinicians: clinicians.map(|page| view::card(site, page)).collect(),
    })
}

/// The offices with these ids, in the order of practice.toml, with their pages in that language.
fn only(
    ingredients: &Ingredients<'_>,
    ids: &[String],
    language: Option<&str>,
) -> Vec<LocationView> {
    let named = ingredients
        .practice
        .locations
        .iter()
        .filter(|location| ids.contains(&location.typed.id));
    named
        .map(|location| {
            office::location_view(
                ingredients.site,
                ingredients.practice,
                location,
                ingredients.today,
                language,
            )
        })
        .collect()
}

fn review<'a>(site: &'a Site, page: &'a SitePage) -> Option<ReviewView<'a>> {
    let meta = &page.page.meta;
    let by = meta
        .reviewed_by
        .as_ref()
        .and_then(|stem| site.clinician(stem))
        .and_then(|page| {
            let table = page.page.meta.clinician.as_ref()?;
            let name = table.name.as_deref().unwrap_or(&page.page.meta.title);
            Some(Reviewer {
                name,
                degrees: &table.degrees,
                url: &page.url,
            })
        });
    if by.is_none() && meta.last_reviewed.is_none() {
        return None;
    }
    Some(ReviewView {
        by,
        last: meta.last_reviewed.map(Into::into),
        next: meta.next_review.map(Into::into),
    })
}
