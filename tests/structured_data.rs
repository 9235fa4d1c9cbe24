//! Facts for search engines on the repository's own site, read back and held against what visitors read.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::path::PathBuf;

use brassplate::config::Day;
use brassplate::output::RenderedPage;
use brassplate::pipeline::{self, Outcome, Request};
use brassplate::practice::{DAYS, DayHours};
use serde_json::Value as Json;

/// The kinds of things the site may speak of. `Physician` is not among them: it lost its hours in release 24.
const KINDS: [&str; 21] = [
    "Answer",
    "BreadcrumbList",
    "ContactPoint",
    "EducationalOccupationalCredential",
    "FAQPage",
    "GeoCoordinates",
    "Hospital",
    "ImageObject",
    "IndividualPhysician",
    "ListItem",
    "MedicalClinic",
    "MedicalOrganization",
    "MedicalWebPage",
    "OpeningHoursSpecification",
    "Person",
    "PostalAddress",
    "Question",
    "WebPage",
    "WebSite",
    "NewsArticle",
    "PhysiciansOffice",
];

fn built() -> Outcome {
    let request = Request {
        root: PathBuf::from(env!("CARGO_MANIFEST_DIR")),
        today: Some(jiff::civil::date(2026, 11, 22)),
        ..Request::default()
    };
    pipeline::run(&request).unwrap()
}

/// Every thing with a kind, on every page.
fn things(outcome: &Outcome) -> Vec<(&RenderedPage, Json)> {
    let mut found = Vec::new();
    for (path, page) in outcome.verdict.plan().pages() {
        let start = "<script type=\"application/ld+json\">";
        for part in page.html.split(start).skip(1) {
            let text = part.split("</script>").next().unwrap();
            let data: Json =
                serde_json::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            gather(page, &data, &mut found);
        }
    }
    found
}

fn gather<'p>(page: &'p RenderedPage, data: &Json, found: &mut Vec<(&'p RenderedPage, Json)>) {
    match data {
        Json::Object(map) => {
            if map.contains_key("@type") {
                found.push((page, data.clone()));
            }
            map.values().for_each(|value| gather(page, value, found));
        }
        Json::Array(items) => items.iter().for_each(|item| gather(page, item, found)),
        _ => {}
    }
}

fn of_kind<'a>(
    things: &'a [(&'a RenderedPage, Json)],
    kind: &'a str,
) -> impl Iterator<Item = (&'a RenderedPage, &'a Json)> {
    let fitting = things
        .iter()
        .filter(move |(_, thing)| kinds(thing).any(|one| one == kind));
    fitting.map(|(page, thing)| (*page, thing))
}

/// The kinds of a thing; some have two.
fn kinds(thing: &Json) -> impl Iterator<Item = &str> {
    let many = thing["@type"].as_array().into_iter().flatten();
    many.chain([&thing["@type"]]).filter_map(Json::as_str)
}

/// The words of a page, without tags.
fn words(page: &RenderedPage) -> String {
    brassplate::render::plain_text(&page.html)
}

#[test]
fn every_kind_is_one_that_fits_and_nobody_rates_themselves() {
    let outcome = built();
    for (page, thing) in things(&outcome) {
        assert!(kinds(&thing).count() > 0, "{}", page.url);
        for kind in kinds(&thing) {
            assert!(KINDS.contains(&kind), "{}: {kind}", page.url);
        }
        assert!(thing.get("aggregateRating").is_none() && thing.get("review").is_none());
    }
}

#[test]
fn the_hours_of_an_office_are_the_hours_in_its_table() {
    let outcome = built();
    let things = things(&outcome);
    let mut seen = 0;
    let own = of_kind(&things, "MedicalClinic");
    // In another language the days have other names; there the table is made from these very hours.
    for (page, clinic) in own.filter(|(page, _)| !page.url.starts_with("es/")) {
        let Some(weekly) = clinic["openingHoursSpecification"].as_array() else {
            continue;
        };
        for day in DAYS {
            let ranges: Vec<String> = weekly
                .iter()
                .filter(|spec| spec["dayOfWeek"].as_str().unwrap().ends_with(day))
                .map(|spec| {
                    format!(
                        "{}-{}",
                        spec["opens"].as_str().unwrap(),
                        spec["closes"].as_str().unwrap()
                    )
                })
                .collect();
            let hours = DayHours::parse(&ranges.join(",")).unwrap();
            let told = match hours.is_closed() {
                true => ["Closed".to_owned(), "Closed".to_owned()],
                false => [hours.words(), hours.short()],
            };
            let row = |words: &String| page.html.contains(&format!("{day}</th><td>{words}</td>"));
            assert!(told.iter().any(row), "{}: {day} {told:?}", page.url);
            seen += 1;
        }
        for special in clinic["specialOpeningHoursSpecification"]
            .as_array()
            .into_iter()
            .flatten()
        {
            let day = Day::parse(special["validFrom"].as_str().unwrap()).unwrap();
            assert!(words(page).contains(&day.long()), "{}: {day}", page.url);
        }
    }
    assert!(
        seen >= 28,
        "two offices on their pages and on the first page"
    );
}

#[test]
fn people_reviews_and_answers_are_told_as_visitors_read_them() {
    let outcome = built();
    let things = things(&outcome);
    for kind in ["IndividualPhysician", "Person"] {
        for (page, person) in
            of_kind(&things, kind).filter(|(_, person)| person["name"].is_string())
        {
            let text = words(page);
            let credentials = person["hasCredential"].as_array().into_iter().flatten();
            let told = credentials
                .map(|one| &one["name"])
                .chain([&person["name"], &person["honorificSuffix"]]);
            for words in told.filter_map(Json::as_str) {
                assert!(text.contains(words), "{}: {words}", page.url);
            }
        }
    }
    let pages = ["MedicalWebPage", "FAQPage", "WebPage"];
    for (page, about) in pages.iter().flat_map(|kind| of_kind(&things, kind)) {
        if let Some(day) = about["lastReviewed"].as_str().and_then(Day::parse) {
            assert!(words(page).contains(&day.long()), "{}: {day}", page.url);
            assert!(about["reviewedBy"].is_object(), "{}", page.url);
        }
    }
    let squeezed = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
    };
    for (page, question) in of_kind(&things, "Question") {
        let answer = question["acceptedAnswer"]["text"].as_str().unwrap();
        let asked = question["name"].as_str().unwrap();
        let text = squeezed(&words(page));
        assert!(
            text.contains(&squeezed(answer)) && text.contains(&squeezed(asked)),
            "{}: {asked}",
            page.url
        );
    }
}

#[test]
fn the_practice_is_an_office_of_physicians_whose_hours_hang_on_its_places() {
    let outcome = built();
    let things = things(&outcome);
    let mut offices = of_kind(&things, "PhysiciansOffice");
    let (page, office) = offices.find(|(page, _)| page.url.is_empty()).unwrap();
    assert!(office.get("openingHoursSpecification").is_none());
    let text = words(page);
    for name in ["name", "telephone"] {
        let told = office[name].as_str().unwrap();
        let link = page.html.contains(&format!("href=\"tel:{told}\""));
        assert!(text.contains(told) || link, "{name}: {told}");
    }
    let places: Vec<&str> = office["department"]
        .as_array()
        .unwrap()
        .iter()
        .map(|place| place["@id"].as_str().unwrap())
        .collect();
    let clinics: Vec<_> = of_kind(&things, "MedicalClinic")
        .filter(|(on, clinic)| on.url.is_empty() && clinic["address"].is_object())
        .map(|(_, clinic)| clinic["@id"].as_str().unwrap())
        .collect();
    assert_eq!(places, clinics);
}

#[test]
fn every_page_about_health_says_to_search_engines_what_visitors_read_of_its_review() {
    let outcome = built();
    let things = things(&outcome);
    let site = &outcome.loaded.as_ref().unwrap().site;
    let mut faq = 0;
    for page in site
        .pages
        .iter()
        .filter(|page| !page.is_section && page.scope() == brassplate::config::Scope::Health)
    {
        let (shown, about) = of_kind(&things, "MedicalWebPage")
            .find(|(shown, _)| shown.url == page.url)
            .unwrap_or_else(|| panic!("{} is no MedicalWebPage", page.url));
        let text = words(shown);
        let day = Day::parse(about["lastReviewed"].as_str().unwrap()).unwrap();
        assert!(text.contains(&day.long()), "{}: {day}", page.url);
        let stem = page.page.meta.reviewed_by.as_ref().unwrap();
        let person = site.clinician(stem).unwrap();
        let id = about["reviewedBy"]["@id"].as_str().unwrap();
        assert!(id.ends_with(&format!("/{}#person", person.url)), "{id}");
        let table = person.page.meta.clinician.as_ref().unwrap();
        let name = table.name.as_ref().unwrap_or(&person.page.meta.title);
        assert!(text.contains(name.as_str()), "{}: {name}", page.url);
        faq += usize::from(kinds(about).any(|kind| kind == "FAQPage"));
    }
    assert!(faq > 0, "the site has FAQ pages about health");
}

/// What the structured data has for programs alone: where things are, in which language, and times that another test
/// holds against the table of hours.
const FOR_PROGRAMS: [&str; 10] = [
    "addressCountry",
    "url",
    "inLanguage",
    "dayOfWeek",
    "opens",
    "closes",
    "validFrom",
    "validThrough",
    "credentialCategory",
    "position",
];

/// Everything that is told without a name of a kind, by its key.
fn told<'d>(data: &'d Json, key: &'d str, found: &mut Vec<(&'d str, &'d Json)>) {
    match data {
        Json::Object(map) => map.iter().for_each(|(key, value)| told(value, key, found)),
        Json::Array(items) => items.iter().for_each(|item| told(item, key, found)),
        _ if key.starts_with('@') || FOR_PROGRAMS.contains(&key) => {}
        _ => found.push((key, data)),
    }
}

#[test]
fn whatever_programs_are_told_visitors_can_read_or_follow() {
    let outcome = built();
    let squeezed = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
    };
    let (mut seen, mut missing) = (0, Vec::new());
    // The facts of the practice are in one language; pages in another show them translated.
    let pages = outcome.verdict.plan().pages();
    for (path, page) in pages.filter(|(path, _)| !path.starts_with("es/")) {
        let start = "<script type=\"application/ld+json\">";
        let Some((head, rest)) = page.html.split_once(start) else {
            continue;
        };
        let (data, body) = rest.split_once("</script>").unwrap();
        let data: Json = serde_json::from_str(data).unwrap();
        let (mut all, text) = (Vec::new(), squeezed(&words_of(head, body)));
        told(&data, "", &mut all);
        seen += all.len();
        for (key, value) in all {
            let shown = match value {
                Json::Bool(true) if key == "isAcceptingNewPatients" => {
                    body.contains("Taking new patients")
                }
                Json::Bool(false) if key == "isAcceptingNewPatients" => {
                    !body.contains("Taking new patients") && body.contains("new patients")
                }
                // A field of medicine, which people read as words.
                Json::String(field) if key == "medicalSpecialty" => {
                    let name = field.trim_start_matches("https://schema.org/");
                    text.to_lowercase().contains(&name.to_lowercase())
                }
                Json::String(words) => {
                    let mark = words.replace('&', "&amp;");
                    let parts = || words.split(", ").map(squeezed);
                    parts().all(|part| text.contains(&part))
                        || body.contains(&format!("=\"{mark}\""))
                        || body.contains(&format!("=\"tel:{mark}\""))
                }
                other => text.contains(&squeezed(&other.to_string())),
            };
            if !shown {
                missing.push(format!("{path}: {key} = {value}"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    assert!(seen > 300, "only {seen} values were held against pages");
}

/// The words of a page, with its title and the description that search engines show.
fn words_of(head: &str, body: &str) -> String {
    let meta = head.split("<meta name=\"description\" content=\"").nth(1);
    let meta = meta.and_then(|rest| rest.split('"').next());
    let words = [head, meta.unwrap_or_default(), body];
    words.map(brassplate::render::plain_text).join(" ")
}

#[test]
fn nothing_is_referred_to_that_no_page_tells_of() {
    let outcome = built();
    let things = things(&outcome);
    let told: std::collections::BTreeSet<&str> = things
        .iter()
        .filter(|(_, thing)| thing["name"].is_string())
        .filter_map(|(_, thing)| thing["@id"].as_str())
        .collect();
    fn references<'d>(data: &'d Json, found: &mut Vec<&'d str>) {
        match data {
            Json::Object(map) => {
                found.extend(map.get("@id").and_then(Json::as_str));
                map.values().for_each(|value| references(value, found));
            }
            Json::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    for (page, thing) in &things {
        let mut all = Vec::new();
        references(thing, &mut all);
        for id in all {
            assert!(told.contains(id), "{}: {id}", page.url);
        }
    }
}
