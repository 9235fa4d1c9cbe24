//! What pages say of each other and of practice.toml: that every office, clinician and page that is named exists,
//! and that each kind of page says what its kind needs.

use super::{Site, SitePage};
use crate::config::{PageKind, Places, Scope};
use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::practice::Practice;

/// Everything in front matter and practice.toml that names what is not there, or leaves out what must be.
pub fn check_facts(site: &Site, practice: &Practice) -> Vec<Diagnostic> {
    let mut told: Vec<_> = site
        .pages
        .iter()
        .flat_map(|page| check_page(site, practice, page))
        .collect();
    told.extend(check_practice(site, practice));
    told
}

fn no_clinician(stem: &str) -> String {
    format!("there is no clinician's page called `{stem}`")
}

fn check_page(site: &Site, practice: &Practice, page: &SitePage) -> Vec<Diagnostic> {
    let mut teller = Teller {
        page,
        places: None,
        told: Vec::new(),
    };
    let meta = &page.page.meta;
    if meta.title.is_empty() {
        return teller.told;
    }
    if !page.is_section {
        needs(&mut teller);
    }
    language(site, practice, &mut teller);
    let clinic = meta.clinician.iter().flat_map(|table| &table.locations);
    let offered = meta.service.iter().flat_map(|table| &table.locations);
    for id in clinic.chain(offered).chain(&meta.location) {
        if practice.location(id).is_none() {
            let ids: Vec<_> = practice
                .locations
                .iter()
                .map(|location| location.typed.id.as_str())
                .collect();
            let instead = format!("The offices in practice.toml are {}.", ids.join(", "));
            teller.tell(id, format!("there is no office called `{id}`"), instead);
        }
    }
    for stem in meta
        .service
        .iter()
        .flat_map(|table| &table.clinicians)
        .chain(&meta.reviewed_by)
    {
        if site.clinician(stem).is_none() {
            let instead =
                "Write the name of the person's file in content/clinicians, without `.md`.";
            teller.tell(stem, no_clinician(stem), instead.to_owned());
        }
    }
    if meta.image.is_some()
        && meta
            .image_alt
            .as_deref()
            .is_none_or(|alt| alt.trim().is_empty())
    {
        let instead = "Add a line `image_alt = \"...\"` that says what the picture shows.";
        teller.tell(
            "image",
            "the picture has no words for people who cannot see it".into(),
            instead.into(),
        );
    }
    teller.told
}

/// A page in another language is told in practice.toml, and a person answers for what it says.
fn language(site: &Site, practice: &Practice, teller: &mut Teller<'_>) {
    let Some(language) = teller.page.language() else {
        return;
    };
    let Some(table) = practice.typed.languages.get(language) else {
        let instead = format!(
            "Add `[languages.{language}]` with its `name` to practice.toml, or give the folder another name."
        );
        return teller.tell("", format!("the folder content/{language} is for pages in another language, and practice.toml does not know it"), instead);
    };
    let by = teller
        .page
        .page
        .meta
        .language_review
        .as_ref()
        .map(|review| review.by.clone());
    let known = by.as_ref().is_some_and(|by| site.clinician(by).is_some());
    if known {
        return;
    }
    let what = match &by {
        Some(by) => no_clinician(by),
        None => format!(
            "the page is in {}, which the guard does not read, and nobody is named who read it",
            table.name
        ),
    };
    let instead = "Let a clinician who reads the language read the page, and add `language_review = { by = \"...\", on = ... }` with the person's file in clinicians and the day.";
    teller.tell(by.as_deref().unwrap_or_default(), what, instead.to_owned());
}

/// What a page of its kind has to say.
fn needs(teller: &mut Teller<'_>) {
    let (meta, kind) = (&teller.page.page.meta, teller.page.kind());
    let missing = match kind {
        PageKind::Clinician if meta.clinician.is_none() => Some((
            "a table `[clinician]`",
            "Add `[clinician]` with `degrees` and `role`.",
        )),
        PageKind::Location if meta.location.is_none() => Some((
            "`location`",
            "Add a line `location = \"...\"` with an office's id from practice.toml.",
        )),
        PageKind::News if meta.date.is_none() => {
            Some(("`date`", "Add a line such as `date = 2026-12-25`."))
        }
        PageKind::Faq if meta.scope.is_none() => Some((
            "`scope`",
            "Add `scope = \"admin\"` for office matters or `scope = \"health\"` for anything about health.",
        )),
        _ => None,
    };
    if let Some((what, instead)) = missing {
        teller.tell(
            "",
            format!("a page of the kind {} needs {what}", kind.name()),
            instead.to_owned(),
        );
    }
    let (own_clinician, own_service) = (meta.clinician.is_some(), meta.service.is_some());
    let (location, scope) = (meta.location.is_some(), meta.scope);
    for (has, fits, name) in [
        (own_clinician, kind == PageKind::Clinician, "clinician"),
        (
            own_service,
            matches!(kind, PageKind::Service | PageKind::Condition),
            "service",
        ),
        (location, kind == PageKind::Location, "location"),
    ] {
        if has && !fits {
            let instead =
                format!("Remove `{name}`, or say `kind = \"...\"` if the page is of another kind.");
            teller.tell(
                name,
                format!("a page of the kind {} has no `{name}`", kind.name()),
                instead,
            );
        }
    }
    if scope == Some(Scope::Admin) && kind == PageKind::Condition {
        let instead = "Remove the line: a page about a condition is about health.";
        teller.tell(
            "scope",
            "a page about a condition cannot be for office matters only".into(),
            instead.into(),
        );
    }
}

struct Teller<'p> {
    page: &'p SitePage,
    places: Option<Places>,
    told: Vec<Diagnostic>,
}

impl Teller<'_> {
    /// Tells it at the key or value with that name in the front matter.
    fn tell(&mut self, name: &str, what: String, instead: String) {
        let (source, front) = (&self.page.page.source, self.page.page.front);
        let places = self.places.get_or_insert_with(|| Places::of(source, front));
        let at = places.at(name);
        let written = source.slice(front);
        let quoted = format!("\"{name}\"");
        let span = match written.find(&quoted).filter(|_| !name.is_empty()) {
            Some(at) => (front.start + at..front.start + at + quoted.len()).into(),
            None if at.end > 0 => at,
            None => front,
        };
        let words = Words {
            rule: "facts".into(),
            family: "settings",
            what: what.into(),
            why: "Pages, lists and search engines are built from these facts.".into(),
            instead: instead.into(),
        };
        self.told
            .push(Diagnostic::at(source, span, Severity::Error, words));
    }
}

/// What practice.toml names in menus, alerts and insurance plans and is not there.
fn check_practice(site: &Site, practice: &Practice) -> Vec<Diagnostic> {
    let whole = practice.source.whole();
    let places = Places::of(&practice.source, whole);
    let typed = &practice.typed;
    let menus = [("menu", &typed.menu), ("footer", &typed.footer)];
    let entries = menus.into_iter().flat_map(|(name, menu)| {
        menu.iter()
            .enumerate()
            .map(move |(at, entry)| (format!("{name}.{at}.page"), entry.page.as_str()))
    });
    let alerts = typed.alerts.iter().enumerate();
    let alerts = alerts
        .filter_map(|(at, alert)| Some((format!("alerts.{at}.page"), alert.page.as_deref()?)));
    let missing = entries
        .chain(alerts)
        .filter(|(_, page)| menu_target(site, page).is_none())
        .map(|(path, page)| {
            let why = "The entry would lead nowhere on every page of the site.";
            let instead = "Write the page's file below content, such as \"faq/_index.md\".";
            (path, format!("there is no page `{page}`"), why, instead)
        });
    missing
        .chain(calls(practice))
        .chain(people_of_plans(site, practice))
        .map(|(path, what, why, instead)| {
            let words = Words {
                rule: "links".into(),
                family: "links",
                what: what.into(),
                why: why.into(),
                instead: instead.into(),
            };
            Diagnostic::at(&practice.source, places.at(&path), Severity::Error, words)
        })
        .collect()
}

/// Where in practice.toml something is named that is not there: what, why that matters, and what to write instead.
type Nowhere = (String, String, &'static str, &'static str);

fn calls(practice: &Practice) -> impl Iterator<Item = Nowhere> {
    let alerts = practice.typed.alerts.iter().enumerate();
    alerts.filter_map(|(at, alert)| {
        let id = alert.call.as_ref()?;
        practice.location(id).is_none().then(|| {
            let what = format!("there is no office called `{id}`");
            let why = "The alert would name no number to call.";
            let instead = "Write the `id` of one of the `[[locations]]`.";
            (format!("alerts.{at}.call"), what, why, instead)
        })
    })
}

fn people_of_plans(site: &Site, practice: &Practice) -> impl Iterator<Item = Nowhere> {
    let plans = practice.typed.insurance.iter().enumerate();
    plans.flat_map(|(at, plan)| {
        let missing = plan
            .clinicians
            .iter()
            .filter(|stem| site.clinician(stem).is_none());
        missing.map(move |stem| {
            let what = no_clinician(stem);
            let why = "Visitors would not learn with whom the plan pays.";
            let instead =
                "Write the name of the person's file in content/clinicians, without `.md`.";
            (format!("insurance.{at}.clinicians"), what, why, instead)
        })
    })
}

/// The address below the root that a menu entry leads to, or the whole address of another site.
pub fn menu_target(site: &Site, page: &str) -> Option<(String, bool)> {
    if page.starts_with("https://") || page.starts_with("http://") {
        return Some((page.to_owned(), true));
    }
    let (path, anchor) = page.split_once('#').unwrap_or((page, ""));
    let found = &site.pages[site.by_path(path)?];
    match anchor {
        "" => Some((found.url.clone(), false)),
        _ => found
            .outline
            .has_anchor(anchor)
            .then(|| (format!("{}#{anchor}", found.url), false)),
    }
}
