//! Facts for search engines, as schema.org has them since its release 24 (2024): an office is a `MedicalClinic` with
//! hours, a physician an `IndividualPhysician`, other clinicians a `Person`.
//!
//! Everything is made from the same facts and the same text that visitors see; nothing is said here only. No ratings.

use serde_json::{Value as Json, json};

use super::Ingredients;
use super::body::Body;
use crate::config::{PageKind, Scope};
use crate::html::{self, Mark, single_spaced};
use crate::practice::{DAYS, Location, SpecialDays};
use crate::site::SitePage;
use crate::source::Mapped;

/// The script element with the facts of a page.
pub(super) fn script(ingredients: &Ingredients<'_>, at: usize, body: &Body) -> String {
    let page = &ingredients.site.pages[at];
    let mut graph = vec![web_page(ingredients, page)];
    match page.kind() {
        PageKind::Home => {
            graph.push(organization(ingredients, page));
            graph.extend(
                ingredients
                    .practice
                    .locations
                    .iter()
                    .map(|location| clinic(ingredients, location, None)),
            );
        }
        PageKind::Location => {
            let own = page
                .page
                .meta
                .location
                .as_ref()
                .and_then(|id| ingredients.practice.location(id));
            graph.extend(
                own.map(|location| clinic(ingredients, location, location.typed.fax.as_ref())),
            );
        }
        PageKind::Clinician if !page.is_section => graph.extend(clinician(ingredients, page)),
        _ => {}
    }
    let mut data = json!({ "@context": "https://schema.org", "@graph": graph });
    prune(&mut data);
    if page.kind() == PageKind::Faq && !page.is_section && !body.questions.is_empty() {
        questions(&mut data["@graph"][0], body);
    }
    // `</script>` inside a string would end the element.
    format!(
        "<script type=\"application/ld+json\">{}</script>",
        data.to_string().replace('<', "\\u003c")
    )
}

fn web_page(ingredients: &Ingredients<'_>, page: &SitePage) -> Json {
    let meta = &page.page.meta;
    let base = &ingredients.practice.base_url;
    let health = page.scope() == Scope::Health && !page.is_section;
    let kind = match page.kind() {
        PageKind::Faq if health => json!(["MedicalWebPage", "FAQPage"]),
        PageKind::Faq if !page.is_section => json!("FAQPage"),
        _ if health => json!("MedicalWebPage"),
        _ => json!("WebPage"),
    };
    let reviewer = meta
        .reviewed_by
        .as_ref()
        .and_then(|stem| ingredients.site.clinician(stem));
    // The first page shows the name of the practice in place of its title.
    let name = match page.kind() {
        PageKind::Home => &ingredients.practice.typed.practice.name,
        _ => &meta.title,
    };
    // Pages that list others show no sources.
    let cited = meta.sources.iter().filter(|_| !page.is_section);
    let reviewer = reviewer.map(|person| json!({ "@id": format!("{base}/{}#person", person.url) }));
    json!({
        "@type": kind,
        "@id": format!("{base}/{}", page.url),
        "url": format!("{base}/{}", page.url),
        "name": name,
        "description": meta.description,
        "inLanguage": page.language().unwrap_or(&ingredients.practice.typed.practice.language),
        "datePublished": meta.date.map(|day| day.to_string()),
        "dateModified": page.changed().map(|day| day.to_string()),
        "lastReviewed": meta.last_reviewed.map(|day| day.to_string()),
        "reviewedBy": reviewer,
        "citation": cited.map(|source| source.url.clone().unwrap_or_else(|| source.title.clone())).collect::<Vec<_>>(),
    })
}

/// The practice: the office of physicians where a physician works, else a medical organization of another kind. Hours
/// belong to its offices, because neither is a place.
fn organization(ingredients: &Ingredients<'_>, home: &SitePage) -> Json {
    let physicians = ingredients.site.pages.iter().any(|page| {
        let table = page.page.meta.clinician.as_ref();
        page.left.is_none() && table.is_some_and(|table| table.physician)
    });
    let kind = match physicians {
        true => "PhysiciansOffice",
        false => "MedicalOrganization",
    };
    let practice = ingredients.practice;
    let typed = &practice.typed.practice;
    let base = &practice.base_url;
    json!({
        "@type": kind,
        "@id": format!("{base}/#practice"),
        "name": typed.name,
        "legalName": typed.legal_name,
        "description": home.page.meta.description.as_ref().unwrap_or(&typed.description),
        "url": format!("{base}/"),
        "telephone": practice.phone.href.trim_start_matches("tel:"),
        "faxNumber": typed.fax,
        "knowsLanguage": typed.languages_spoken,
        "department": practice.locations.iter().map(|location| json!({ "@id": clinic_id(base, location) })).collect::<Vec<_>>(),
    })
}

fn clinic_id(base: &str, location: &Location) -> String {
    format!("{base}/#{}", location.typed.id)
}

/// An office, with its fax where the page shows that.
fn clinic(ingredients: &Ingredients<'_>, location: &Location, fax: Option<&String>) -> Json {
    let practice = ingredients.practice;
    let typed = &location.typed;
    let base = &practice.base_url;
    let url = ingredients
        .site
        .location_page(&typed.id)
        .map(|page| format!("{base}/{}", page.url));
    let special = practice
        .special
        .iter()
        .filter(|days| days.until >= ingredients.today);
    let special =
        special.filter(|days| days.locations.is_empty() || days.locations.contains(&typed.id));
    json!({
        "@type": "MedicalClinic",
        "@id": clinic_id(base, location),
        "name": format!("{}, {}", practice.typed.practice.name, typed.name),
        "url": url,
        "parentOrganization": { "@id": format!("{base}/#practice") },
        "telephone": location.phone.href.trim_start_matches("tel:"),
        "faxNumber": fax,
        "hasMap": typed.map_url,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": typed.street,
            "addressLocality": typed.city,
            "addressRegion": typed.region,
            "postalCode": typed.postal_code,
            "addressCountry": typed.country,
        },
        "geo": typed.geo.map(|[latitude, longitude]| json!({ "@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude })),
        "openingHoursSpecification": weekly(location),
        "specialOpeningHoursSpecification": special.flat_map(special_hours).collect::<Vec<_>>(),
    })
}

fn weekly(location: &Location) -> Vec<Json> {
    let days = DAYS.into_iter().zip(&location.week.0);
    let ranges = days.flat_map(|(day, hours)| hours.0.iter().map(move |range| (day, range)));
    ranges
        .map(|(day, range)| {
            json!({
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": format!("https://schema.org/{day}"),
                "opens": range.opens.strftime("%H:%M").to_string(),
                "closes": range.closes.strftime("%H:%M").to_string(),
            })
        })
        .collect()
}

/// A closed day has the same time twice, as schema.org asks.
fn special_hours(days: &SpecialDays) -> Vec<Json> {
    let spec = |opens: String, closes: String| {
        json!({
            "@type": "OpeningHoursSpecification",
            "validFrom": days.from.to_string(),
            "validThrough": days.until.to_string(),
            "opens": opens,
            "closes": closes,
            "description": days.reason,
        })
    };
    if days.hours.is_closed() {
        return vec![spec("00:00".to_owned(), "00:00".to_owned())];
    }
    let time = |time: jiff::civil::Time| time.strftime("%H:%M").to_string();
    days.hours
        .0
        .iter()
        .map(|range| spec(time(range.opens), time(range.closes)))
        .collect()
}

fn clinician(ingredients: &Ingredients<'_>, page: &SitePage) -> Option<Json> {
    let table = page.page.meta.clinician.as_ref()?;
    let practice = ingredients.practice;
    let base = &practice.base_url;
    let at = table
        .locations
        .iter()
        .filter_map(|id| practice.location(id));
    let at: Vec<_> = at.map(|location| json!({ "@id": clinic_id(base, location), "@type": "MedicalClinic", "name": location.typed.name })).collect();
    let name = table.name.as_deref().unwrap_or(&page.page.meta.title);
    if page.left.is_some() {
        return None;
    }
    let certified = table.certified();
    let credentials = certified.iter().map(|name| {
        json!({ "@type": "EducationalOccupationalCredential", "credentialCategory": "certification", "name": name })
    });
    let credentials: Vec<_> = credentials.collect();
    let mut person = json!({
        "@id": format!("{base}/{}#person", page.url),
        "name": name,
        "honorificSuffix": table.degrees,
        "url": format!("{base}/{}", page.url),
        "description": page.page.meta.description,
        "knowsLanguage": table.languages,
        "hasCredential": credentials,
    });
    let hospitals: Vec<_> = table
        .hospital_affiliations
        .iter()
        .filter(|name| !name.eq_ignore_ascii_case("none"))
        .map(|name| json!({ "@type": "Hospital", "name": name }))
        .collect();
    let fields: Vec<_> = table.specialties.iter().map(|one| one.address()).collect();
    let more = if table.physician {
        json!({ "@type": "IndividualPhysician", "practicesAt": at, "usNPI": table.npi, "isAcceptingNewPatients": table.accepting_new, "hospitalAffiliation": hospitals, "medicalSpecialty": fields })
    } else {
        json!({ "@type": "Person", "jobTitle": table.role, "workLocation": at })
    };
    if let (Some(person), Json::Object(more)) = (person.as_object_mut(), more) {
        person.extend(more);
    }
    Some(person)
}

/// The questions and answers of the page, in the very words that visitors read.
fn questions(page: &mut Json, body: &Body) {
    let entries = body.questions.iter().map(|question| {
        json!({
            "@type": "Question",
            "name": question.title,
            "acceptedAnswer": { "@type": "Answer", "text": lines(&question.answer) },
        })
    });
    page["mainEntity"] = entries.collect();
}

/// Takes out what nothing is known of: nulls and empty lists.
fn prune(value: &mut Json) {
    match value {
        Json::Object(map) => {
            map.values_mut().for_each(prune);
            map.retain(|_, value| {
                !value.is_null() && value.as_array().is_none_or(|items| !items.is_empty())
            });
        }
        Json::Array(items) => items.iter_mut().for_each(prune),
        _ => {}
    }
}

/// The text of a piece of HTML as a visitor reads it: no tags, single spaces.
pub fn plain_text(html: &str) -> String {
    lines(html).replace('\n', " ")
}

/// The same, with each paragraph, item and cell in a line of its own.
fn lines(html: &str) -> String {
    let (mut lines, mut line) = (String::with_capacity(html.len()), String::new());
    let mut end = |line: &mut String| {
        let words = single_spaced(line);
        if !lines.is_empty() && !words.is_empty() {
            lines.push('\n');
        }
        lines.push_str(&words);
        line.clear();
    };
    html::read(&Mapped::verbatim(html, 0), |mark| match mark {
        Mark::Text(words) => line.push_str(words.read()),
        Mark::Open(tag) if !INLINE.contains(&&*tag.name) => end(&mut line),
        Mark::Close(name, _) if !INLINE.contains(&&*name) => end(&mut line),
        _ => {}
    });
    end(&mut line);
    lines
}

/// Elements that stand within a line and do not part words.
const INLINE: [&str; 16] = [
    "a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "small", "span",
    "strong", "sub", "sup",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_within_a_line_do_not_part_words() {
        assert!(INLINE.is_sorted());
        for name in INLINE {
            assert_eq!(lines(&format!("H<{name}>2</{name}>O")), "H2O", "{name}");
        }
        assert_eq!(
            lines("<p>One &amp; two</p>\n<ul><li>three</li></ul>"),
            "One & two\nthree"
        );
    }
}
