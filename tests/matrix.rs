//! The matrix of disclaimers: which kind of page carries which elements, and where they stand, on small sites that are
//! built whole. What a page owes is proved by the gate; here it is shown that pages owe the right things.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[path = "duties/small.rs"]
mod small;

use brassplate::pipeline::Outcome;
use small::{Small, said};

const PEOPLE: &str = "=== content/clinicians/a.md\n+++\ntitle = \"A. Sample\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\nphysician = true\ntelehealth_states = [\"TX\", \"OK\"]\nlicenses = [{ state = \"TX\", type = \"Physician\" }, { state = \"OK\", type = \"Physician\" }]\n+++\nHello.\n";

const REVIEWED: &str = "reviewed_by = \"a\"\nlast_reviewed = 2026-01-01\nnext_review = 2028-01-01\nsources = [{ title = \"MedlinePlus\" }]\n";

/// The HTML of a page, on a site that may be published.
fn html(outcome: &Outcome, url: &str) -> String {
    let told: Vec<_> = outcome
        .verdict
        .said()
        .iter()
        .filter(|one| one.is_error())
        .map(|one| format!("{}: {}", one.path, one.what))
        .collect();
    assert!(told.is_empty(), "{told:#?}");
    let mut pages = outcome.verdict.plan().pages();
    let page = pages.find(|(_, page)| page.url == url);
    page.unwrap_or_else(|| panic!("no {url}")).1.html.clone()
}

fn built(page: &str) -> Outcome {
    Small::with(&format!(
        "practice.emergency.crisis = \"988\"\n{PEOPLE}{page}"
    ))
    .run()
}

/// The names of the notices of a page in their order, with what they say.
fn notices(html: &str) -> Vec<(String, String)> {
    let parts = html.split("data-notice=\"").skip(1);
    let found = parts.map(|part| {
        let (id, rest) = part.split_once('"').unwrap();
        let end = rest
            .find("</aside>")
            .or_else(|| rest.find("</div>"))
            .unwrap();
        let inside = rest[..end].split_once('>').unwrap().1;
        (id.to_owned(), brassplate::render::plain_text(inside))
    });
    found.collect()
}

fn names(html: &str) -> Vec<String> {
    notices(html).into_iter().map(|(id, _)| id).collect()
}

/// A page: its file, its front matter (`REVIEWED` stands for a review), its notices, and words they have to say.
type Row = (
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

#[rustfmt::skip]
const MATRIX: [Row; 11] = [
    ("about.md", "", &["office", "footer"], &["general information", "911"]),
    ("contact.md", "topic = \"contact\"\n", &["contact", "footer"], &["leave out health details", "does not make anyone a patient", "not read around the clock"]),
    ("visits.md", "topic = \"appointments\"\n", &["appointments", "footer"], &["not booked until we confirm"]),
    ("portal.md", "topic = \"portal\"\n", &["portal", "footer"], &["within two business days"]),
    ("video.md", "topic = \"telehealth\"\n", &["telehealth", "footer"], &["in Oklahoma and Texas at the time of the visit", "does not make anyone a patient"]),
    ("policies/refills.md", "topic = \"after-hours\"\n", &["emergency", "footer"], &["In an emergency, call 911 right away"]),
    ("faq/bills.md", "scope = \"admin\"\n", &["office", "footer"], &["glad to help by telephone"]),
    ("faq/colds.md", "scope = \"health\"\nREVIEWED", &["health", "footer"], &["not advice about you", "put off care"]),
    ("faq/chest.md", "acute = true\nscope = \"health\"\nREVIEWED", &["emergency", "health", "footer"], &["call 911 right away"]),
    ("conditions/mood.md", "behavioral = true\nREVIEWED", &["crisis", "health", "footer"], &["988"]),
    ("news/cold.md", "date = 2026-01-01\nscope = \"health\"\nREVIEWED", &["health", "footer"], &["general information"]),
];

#[test]
fn every_kind_of_page_carries_its_elements_in_their_place() {
    for (path, front, wanted, words) in MATRIX {
        let front = front.replace("REVIEWED", REVIEWED);
        let page = format!(
            "=== content/{path}\n+++\ntitle = \"Something\"\n{front}+++\nSome words.\n\n## Hours\n\nFrom eight.\n"
        );
        let url = format!("{}/", path.trim_end_matches(".md"));
        let html = html(&built(&page), &url);
        assert_eq!(names(&html), wanted, "{path}");
        let all: String = notices(&html).into_iter().map(|(_, words)| words).collect();
        for one in words {
            assert!(all.contains(one), "{path}: {one}\n{all}");
        }
        let body = html.find("Some words.").unwrap();
        for place in ["top", "foot", "footer"] {
            for (at, _) in html.match_indices(&format!("class=\"notice notice-{place}\"")) {
                assert_eq!(at < body, place == "top", "{path}: {place}");
            }
        }
    }
}

#[test]
fn a_picture_of_people_and_the_words_of_a_patient_have_their_notice_beside_them() {
    let page = "=== content/services/skin.md\n+++\ntitle = \"Skin\"\nscope = \"admin\"\npictures = [{ file = \"a.svg\", kind = \"model\" }, { file = \"b.svg\", kind = \"before-after\", consent = \"17\" }, { file = \"door.svg\", kind = \"thing\" }]\n[[testimonials]]\ntext = \"They are kind.\"\nshown_as = \"A. B.\"\nauthorization = { id = \"7\", date = 2026-01-01, scope = \"website\", expires = 2028-01-01 }\n+++\nOne.\n\n![A person](a.svg)\n\nTwo.\n\n![An arm](b.svg)\n\n![A door](door.svg)\n\nThree.\n=== content/services/a.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>\n=== content/services/b.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>\n=== content/services/door.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>\n";
    let site = Small::with(&format!("testimonials.allowed = true\n{PEOPLE}{page}"));
    let html = html(&site.run(), "services/skin/");
    assert_eq!(
        names(&html),
        ["model-1", "results-2", "results-3", "office", "footer"]
    );
    let at = |words: &str| html.find(words).unwrap_or_else(|| panic!("no {words}"));
    assert!(at("a.svg") < at("model-1") && at("model-1") < at("Two."));
    assert!(at("b.svg") < at("results-2") && at("results-2") < at("door.svg"));
    assert!(at("They are kind.") < at("results-3") && at("results-3") < at("notice-foot"));
}

#[test]
fn a_theme_that_drops_a_notice_beside_a_picture_is_refused() {
    let page = "=== themes/plate/templates/page.html\n{% extends \"base.html\" %}{% block content %}<p>Words.</p>{% endblock content %}\n=== content/about.md\n+++\ntitle = \"About\"\npictures = [{ file = \"a.svg\", kind = \"model\" }]\n+++\n![A person](a.svg)\n=== content/a.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>\n";
    let outcome = Small::with(page).run();
    let told = said(&outcome, "notice");
    assert!(
        told.iter()
            .any(|one| one.what == "the notice `model-1` is missing from the page"),
        "{told:#?}"
    );
}

#[test]
fn a_video_page_without_states_is_refused() {
    let page = "=== content/video.md\n+++\ntitle = \"Telehealth\"\ntopic = \"telehealth\"\n+++\nBy video.\n";
    let outcome = Small::with(page).run();
    let told = said(&outcome, "telehealth");
    assert!(told.iter().any(|one| one.is_error()), "{told:#?}");
}

#[test]
fn the_page_of_an_overdue_review_says_so_from_the_day_that_was_named() {
    let front = REVIEWED.replace("2028-01-01", "2026-11-30");
    let site = Small::with(&format!(
        "{PEOPLE}=== content/news/cold.md\n+++\ntitle = \"Colds\"\nscope = \"health\"\ndate = 2026-01-01\n{front}+++\nA cold is an infection.\n"
    ));
    let names = |day: i8, month: i8| {
        let outcome = site.run_on(jiff::civil::date(2026, month, day));
        names(&html(&outcome, "news/cold/"))
    };
    assert_eq!(names(30, 11), ["health", "footer"]);
    assert_eq!(names(1, 12), ["health", "outdated", "footer"]);
    let outcome = site.run();
    let all = brassplate::duties::changes(&outcome.loaded.as_ref().unwrap().case());
    let shown: Vec<String> = all
        .iter()
        .filter(|change| change.shows)
        .map(|change| change.day.to_string())
        .collect();
    assert_eq!(shown.first().unwrap(), "2026-12-01");
}

#[test]
fn complaints_go_where_practice_toml_says() {
    let typed = "practice.complaints = { internal = \"office manager\", board = \"Board of Examples\", board_url = \"https://board.example\" }\n=== content/notices/complaints.md\n+++\ntitle = \"Complaints\"\n[notice]\nkind = \"complaints\"\n+++\nWe listen.\n";
    let outcome = Small::with(typed).run();
    let page = html(&outcome, "notices/complaints/");
    assert!(page.contains(
        "In the practice: office manager, <a href=\"tel:+15125550100\">(512) 555-0100</a>"
    ));
    assert!(page.contains("<a href=\"https://board.example\">Board of Examples</a>"));
    let moved = Small::with(&typed.replace("Board of Examples", "Agency of Samples")).run();
    assert_eq!(
        html(&moved, "notices/complaints/"),
        page.replace("Board of Examples", "Agency of Samples")
    );
}

#[test]
fn the_portal_says_when_its_messages_are_read_and_the_office_who_answers_at_night() {
    let site = Small::with(
        "practice.portal.hours = \"from Monday to Friday\"\nlocations = [{ id = \"main\", name = \"Main office\", street = \"1 Elm Street\", city = \"Exampleton\", region = \"TX\", postal_code = \"00000\", hours = { monday = \"8-17\" }, after_hours = \"Call {phone}.\", on_call = { who = \"Nurse line\", phone = \"(512) 555-0177\", fee = \"$20\" } }]\n=== content/portal.md\n+++\ntitle = \"Portal\"\ntopic = \"portal\"\n+++\nWhat it is.\n=== content/locations/main.md\n+++\ntitle = \"Main office\"\nlocation = \"main\"\n+++\nHow to find us.\n",
    );
    let outcome = site.run();
    let portal = html(&outcome, "portal/");
    let said = &notices(&portal)[0].1;
    assert!(
        said.contains("Messages are read from Monday to Friday."),
        "{said}"
    );
    let office = brassplate::render::plain_text(&html(&outcome, "locations/main/"));
    assert!(
        office.contains("Call (512) 555-0100. Nurse line: (512) 555-0177 (a call costs $20)."),
        "{office}"
    );
}

#[test]
fn a_duty_holds_from_its_day_on_and_only_for_those_it_is_for() {
    let federal = Small::with("practice.federal_funds = true\n");
    let asked = |site: &Small, day| {
        let outcome = site.run_on(day);
        let told = said(&outcome, "nondiscrimination");
        let what = told.iter().map(|one| one.what.to_string());
        what.collect::<Vec<_>>()
    };
    let (before, first) = (
        jiff::civil::date(2024, 11, 1),
        jiff::civil::date(2024, 11, 2),
    );
    assert!(asked(&federal, before).is_empty());
    assert_eq!(
        asked(&federal, first),
        ["the site has no notice of nondiscrimination"]
    );
    assert!(asked(&Small::with(""), first).is_empty());
    let outcome = federal.run();
    let told = said(&outcome, "nondiscrimination");
    assert!(!told.is_empty() && told.iter().all(|one| !one.is_error()));
    assert!(
        told[0]
            .why
            .contains("not verified at the primary source; looked up on 2026-11-22"),
        "{}",
        told[0].why
    );
}

#[test]
fn an_alert_names_a_number_a_plan_its_people_and_a_physician_the_fields() {
    let person = "=== content/clinicians/b.md\n+++\ntitle = \"B. Sample\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\nphysician = true\nspecialties = [\"primary-care\", \"pediatric\"]\nlicenses = [{ state = \"TX\", type = \"Physician\" }]\n+++\nHello.\n";
    let billing = "=== content/billing.md\n+++\ntitle = \"Billing\"\ntopic = \"billing\"\n+++\nWe bill plans.\n";
    let facts = |call: &str, who: &str| {
        format!(
            "practice.emergency.crisis = \"988\"\nalerts = [{{ text = \"The lobby is being painted.\", starts = 2026-11-20, ends = 2026-12-05, call = \"{call}\" }}]\ninsurance = [{{ carrier = \"Bluebell\", plans = [\"PPO\"], as_of = 2026-11-01, clinicians = [\"{who}\"] }}]\n{person}{billing}"
        )
    };
    let outcome = Small::with(&facts("main", "b")).run();
    let page = html(&outcome, "billing/");
    assert!(
        page.contains("painted. <a class=\"call\" href=\"tel:+15125550100\">(512) 555-0100</a>")
    );
    assert!(page.contains("PPO (B. Sample)"));
    let page = html(&outcome, "clinicians/b/");
    assert!(page.contains("<dd>Primary care, Pediatric</dd>"));
    assert!(page.contains("https://schema.org/PrimaryCare"));

    let outcome = Small::with(&facts("moon", "nobody")).run();
    let wrong = said(&outcome, "links");
    for what in [
        "no office called `moon`",
        "no clinician's page called `nobody`",
    ] {
        assert!(
            wrong.iter().any(|line| line.what.contains(what)),
            "{wrong:#?}"
        );
    }
}
