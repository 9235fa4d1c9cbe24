//! What templates see: small values with plain names, made once and shared where pages share them.
//!
//! A template never gets the whole site, and a page's text only on its own page: that is what keeps ten thousand
//! pages quick. All addresses here are relative to the site's root; a template puts `root` before them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;
use serde::Serialize;
use tera::{Map, Value};

use super::office::{LocationView, SpecialView, alert_text, location_view, special_days};
use super::topics;
use crate::config::practice::MenuTable;
use crate::config::{Day, PageKind, Scope, without_language};
use crate::practice::{Phone, Practice};
use crate::site::{Site, SitePage, Target, menu_target, root_of};

/// A day for people and for programs.
#[derive(Debug, Clone, Serialize)]
pub(super) struct DayView {
    iso: String,
    long: String,
}

impl From<Day> for DayView {
    fn from(day: Day) -> Self {
        Self {
            iso: day.to_string(),
            long: day.long(),
        }
    }
}

/// A page in a list.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Card {
    /// The page's title.
    pub title: String,
    description: Option<String>,
    /// Its address below the root.
    pub url: String,
    kind: &'static str,
    date: Option<DayView>,
    image: Option<Image>,
    clinician: Option<ClinicianCard>,
    location: Option<String>,
    scope: &'static str,
    tags: Vec<String>,
}

/// A picture.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Image {
    url: String,
    alt: String,
}

impl Image {
    /// Whether it is made of lines, and not of pixels.
    pub(super) fn is_of_lines(&self) -> bool {
        self.url.to_ascii_lowercase().ends_with(".svg")
    }
}

#[derive(Debug, Clone, Serialize)]
struct ClinicianCard {
    name: String,
    degrees: String,
    role: String,
    accepting_new: Option<bool>,
    languages: Vec<String>,
    locations: Vec<String>,
}

/// A link of a menu or a trail.
#[derive(Debug, Clone, Serialize)]
pub(super) struct LinkView {
    title: String,
    url: String,
    external: bool,
}

/// A question in a list of questions.
#[derive(Debug, Clone, Serialize)]
struct QuestionView {
    title: String,
    id: String,
    url: String,
    topic: String,
    scope: &'static str,
}

#[derive(Debug, Clone, Serialize)]
struct Section {
    title: String,
    description: Option<String>,
    url: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    questions: Vec<QuestionView>,
}

/// The card of a page.
pub(super) fn card(site: &Site, page: &SitePage) -> Card {
    let meta = &page.page.meta;
    let clinician = meta.clinician.as_ref().map(|table| ClinicianCard {
        name: table.name.clone().unwrap_or_else(|| meta.title.clone()),
        degrees: table.degrees.clone(),
        role: table.role.clone(),
        accepting_new: table.accepting_new,
        languages: table.languages.clone(),
        locations: table.locations.clone(),
    });
    Card {
        title: meta.title.clone(),
        description: meta.description.clone(),
        url: page.url.clone(),
        kind: page.kind().name(),
        date: meta.date.map(Into::into),
        image: image(site, page),
        clinician,
        location: meta.location.clone(),
        scope: scope_name(page.scope()),
        tags: meta.tags.clone(),
    }
}

/// The picture of a page, with its address below the root.
pub(super) fn image(site: &Site, page: &SitePage) -> Option<Image> {
    let meta = &page.page.meta;
    let url = match site.resolve(page, meta.image.as_deref()?) {
        Target::Here(url) => url.trim_start_matches(&root_of(&page.url)).to_owned(),
        Target::Elsewhere(_) | Target::Nowhere { .. } => return None,
    };
    Some(Image {
        url,
        alt: meta.image_alt.clone().unwrap_or_default(),
    })
}

/// The word for a scope.
pub(super) fn scope_name(scope: Scope) -> &'static str {
    match scope {
        Scope::Admin => "admin",
        Scope::Health => "health",
    }
}

/// The entries of a menu that lead somewhere.
pub(super) fn menu(site: &Site, entries: &[MenuTable]) -> Value {
    let links = entries.iter().filter_map(|entry| {
        let (url, external) = menu_target(site, &entry.page)?;
        Some(LinkView {
            title: entry.title.clone(),
            url,
            external,
        })
    });
    Value::from_serializable(&links.collect::<Vec<_>>())
}

/// Everything that all pages share, by the name templates know it by.
pub(super) fn shared(
    site: &Site,
    practice: &Practice,
    today: Date,
) -> BTreeMap<&'static str, Value> {
    BTreeMap::from([
        ("practice", practice_view(site, practice, today, None)),
        ("menu", menu(site, &practice.typed.menu)),
        ("footer", menu(site, &practice.typed.footer)),
        ("alerts", alerts(site, practice, today, None)),
        ("sections", sections(site, None)),
        ("topics", topics::topics(site, None)),
    ])
}

#[expect(
    clippy::too_many_lines,
    reason = "a list of fields, each named once as a template knows it"
)]
pub(super) fn practice_view(
    site: &Site,
    practice: &Practice,
    today: Date,
    language: Option<&str>,
) -> Value {
    #[derive(Serialize)]
    struct Emergency<'a> {
        number: &'a str,
        href: &'a str,
        crisis: Option<&'a str>,
        crisis_href: Option<&'a str>,
    }
    #[derive(Serialize)]
    struct PortalView<'a> {
        url: &'a str,
        name: &'a str,
        response_time: &'a str,
    }
    #[derive(Serialize)]
    struct Insurance<'a> {
        carrier: &'a str,
        plans: &'a [String],
        as_of: DayView,
    }
    #[derive(Serialize)]
    struct View<'a> {
        name: &'a str,
        legal_name: Option<&'a str>,
        tagline: Option<&'a str>,
        description: &'a str,
        specialty: &'a [String],
        specialty_text: String,
        language: &'a str,
        phone: &'a Phone,
        fax: Option<&'a str>,
        email: Option<&'a str>,
        booking_url: Option<&'a str>,
        pay_url: Option<&'a str>,
        founded: Option<i32>,
        languages_spoken: &'a [String],
        portal: Option<PortalView<'a>>,
        emergency: Emergency<'a>,
        locations: Vec<LocationView>,
        special_hours: Vec<SpecialView>,
        insurance: Vec<Insurance<'a>>,
    }
    let typed = &practice.typed.practice;
    let locations = practice.locations.iter();
    let locations =
        locations.map(|location| location_view(site, practice, location, today, language));
    let portal = typed.portal.as_ref().map(|portal| PortalView {
        url: &portal.url,
        name: portal.name.as_deref().unwrap_or("patient portal"),
        response_time: &portal.response_time,
    });
    let insurance = practice.typed.insurance.iter();
    let insurance = insurance.map(|row| Insurance {
        carrier: &row.carrier,
        plans: &row.plans,
        as_of: row.as_of.into(),
    });
    Value::from_serializable(&View {
        name: &typed.name,
        legal_name: typed.legal_name.as_deref(),
        tagline: typed.tagline.as_deref(),
        description: &typed.description,
        specialty: &typed.specialty,
        specialty_text: typed.specialty.join(", "),
        language: &typed.language,
        phone: &practice.phone,
        fax: typed.fax.as_deref(),
        email: typed.email.as_deref(),
        booking_url: typed.booking_url.as_deref(),
        pay_url: typed.pay_url.as_deref(),
        founded: typed.founded,
        languages_spoken: &typed.languages_spoken,
        portal,
        emergency: Emergency {
            number: &practice.emergency.display,
            href: &practice.emergency.href,
            crisis: practice.crisis.as_ref().map(|phone| phone.display.as_str()),
            crisis_href: practice.crisis.as_ref().map(|phone| phone.href.as_str()),
        },
        locations: locations.collect(),
        special_hours: special_days(practice, today),
        insurance: insurance.collect(),
    })
}

/// Alerts of that day; they lead to pages in that language where there are any.
pub(super) fn alerts(
    site: &Site,
    practice: &Practice,
    today: Date,
    language: Option<&str>,
) -> Value {
    #[derive(Serialize)]
    struct Alert {
        level: &'static str,
        text: String,
        url: Option<String>,
        phone: Option<Phone>,
    }
    let current = practice
        .typed
        .alerts
        .iter()
        .filter(|alert| alert.starts.0 <= today && today <= alert.ends.0);
    let views = current.map(|alert| Alert {
        level: alert.level.name(),
        text: alert_text(practice, alert),
        phone: (alert.call.as_ref()).and_then(|id| Some(practice.location(id)?.phone.clone())),
        url: alert
            .page
            .as_ref()
            .and_then(|page| {
                let translated = language.map(|language| format!("{language}/{page}"));
                let translated = translated.and_then(|page| menu_target(site, &page));
                translated.or_else(|| menu_target(site, page))
            })
            .map(|(url, _)| url),
    });
    Value::from_serializable(&views.collect::<Vec<_>>())
}

/// The folders below content, or below the folder of a language, that have a page of their own, with cards of what is in
/// them.
pub(super) fn sections(site: &Site, language: Option<&str>) -> Value {
    let tops = site
        .pages
        .iter()
        .filter(|page| page.is_section && page.language() == language)
        .filter(|page| without_language(&page.path).matches('/').count() == 1);
    let mut sections = Map::new();
    for page in tops {
        let own = without_language(&page.path);
        let folder = own.split('/').next().unwrap_or_default();
        let section = Section {
            title: page.page.meta.title.clone(),
            description: page.page.meta.description.clone(),
            url: page.url.clone(),
            questions: if page.kind() == PageKind::Faq {
                questions(site, page)
            } else {
                Vec::new()
            },
        };
        let section = Value::from_serializable(&section);
        let mut section: Map = section.into_map().unwrap_or_default();
        section.insert("pages".into(), cards(site, page));
        sections.insert(folder.to_owned().into(), Value::from(section));
    }
    Value::from(sections)
}

/// Cards of the pages in a folder, all levels of it for news.
pub(super) fn cards(site: &Site, section: &SitePage) -> Value {
    let listed = section
        .children
        .iter()
        .map(|&child| &site.pages[child])
        .filter(|page| page.is_listed());
    let listed: Vec<_> = listed.collect();
    let cards = listed
        .par_iter()
        .map(|page| Value::from_serializable(&card(site, page)));
    Value::from(cards.collect::<Vec<_>>())
}

fn questions(site: &Site, section: &SitePage) -> Vec<QuestionView> {
    let pages = section
        .children
        .iter()
        .map(|&child| &site.pages[child])
        .filter(|page| page.is_listed());
    pages
        .flat_map(|page| {
            page.outline.questions().map(|heading| QuestionView {
                title: heading.title.clone(),
                id: heading.id.clone(),
                url: format!("{}#{}", page.url, heading.id),
                topic: page.page.meta.title.clone(),
                scope: scope_name(heading.scope.unwrap_or_else(|| page.scope())),
            })
        })
        .collect()
}

/// The trail from the first page to this one.
pub(super) fn breadcrumbs(site: &Site, at: usize) -> Vec<LinkView> {
    let line = site.ancestors(at).into_iter().map(|page| &site.pages[page]);
    line.map(|page| LinkView {
        title: if page.kind() == PageKind::Home {
            "Home".to_owned()
        } else {
            page.page.meta.title.clone()
        },
        url: page.url.clone(),
        external: false,
    })
    .collect()
}
