//! What docs/theming.md promises: slots, a sheet and a template of one's own, the small theme, and located errors.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod folders;
#[path = "duties/small.rs"]
mod small;

use std::path::Path;

use brassplate::output::Output;
use brassplate::pipeline::{self, Outcome, Request};
use folders::copy;
use jiff::civil::date;
use small::{Small, said};

/// A page of what was made.
fn page(outcome: &Outcome, path: &str) -> String {
    match &outcome.verdict.plan().files[path] {
        Output::Page(page) => page.html.clone(),
        other => panic!("{other:?}"),
    }
}

fn is_clear(outcome: &Outcome) {
    let told: Vec<_> = outcome.verdict.said().iter().collect();
    assert!(told.is_empty(), "{told:#?}");
}

#[test]
fn a_slot_stands_on_every_page() {
    let outcome =
        Small::with("=== themes/plate/templates/slots/foot.html\n<p>We speak Spanish.</p>\n").run();
    is_clear(&outcome);
    for path in ["index.html", "notices/estimate/index.html", "404.html"] {
        assert!(page(&outcome, path).contains("<p>We speak Spanish.</p>"));
    }
}

#[test]
fn rules_of_the_site_follow_those_of_the_theme_in_one_sheet() {
    let outcome =
        Small::with("=== themes/plate/static/site.css\n.plate h1 { letter-spacing: 0 }\n").run();
    is_clear(&outcome);
    let files = &outcome.verdict.plan().files;
    let sheets: Vec<_> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".css"))
        .collect();
    let [(path, Output::Made(bytes))] = sheets.as_slice() else {
        panic!("{sheets:?}");
    };
    let css = String::from_utf8_lossy(bytes);
    assert!(
        css.contains("--set-ink") && css.trim_end().ends_with(".plate h1 { letter-spacing: 0 }")
    );
    assert!(page(&outcome, "index.html").contains(path.as_str()));
}

#[test]
fn a_template_of_the_site_takes_the_place_of_one_and_no_other() {
    let template = "{% extends \"base.html\" %}{% block head %}<h1>Notice: {{ page.title }}</h1>{% endblock head %}";
    let outcome = Small::with(&format!(
        "=== themes/plate/templates/notice.html\n{template}\n"
    ))
    .run();
    is_clear(&outcome);
    let notice = page(&outcome, "notices/estimate/index.html");
    assert!(notice.contains("<h1>Notice: Good-faith estimate</h1>"));
    assert!(notice.contains("class=\"callbar\""));
    assert!(page(&outcome, "notices/index.html").contains("<h1>Notices</h1>"));
}

#[test]
fn components_take_values_and_bodies() {
    let slot = "{{ <phone to={practice.phone} /> }}{% <callout title=\"Doors\"> %}<p>Step-free.</p>{% </callout> %}\
                {% <columns> %}<div>One</div>{% </columns> %}\
                {{ <care_card level=\"office\" title=\"Office visits\" signs={[\"A check-up\"]} /> }}";
    let outcome = Small::with(&format!(
        "=== themes/plate/templates/slots/after-content.html\n{slot}\n"
    ))
    .run();
    let html = page(&outcome, "notices/index.html");
    for part in [
        "<a class=\"phone\" href=\"tel:+15125550100\">(512) 555-0100</a>",
        "<div class=\"callout\"><p class=\"callout-title\">Doors</p><p>Step-free.</p></div>",
        "<div class=\"columns\"><div>One</div></div>",
        "<section class=\"care care-office\"><h2>Office visits</h2>",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
}

#[test]
fn what_a_template_calls_and_nobody_knows_is_told_at_its_place() {
    for call in [
        "{{ practice.name | shine }}",
        "{{ <nothing /> }}",
        "{{ polish() }}",
        "{{ practice.nam }}",
        "{% if 1 is shiny %}{% endif %}",
        "{% include \"nothing.html\" %}",
    ] {
        let path = "themes/plate/templates/slots/foot.html";
        let outcome = Small::with(&format!("=== {path}\n<p>One</p>\n<p>{call}</p>\n")).run();
        let told = said(&outcome, "template");
        let [told] = told.as_slice() else {
            panic!("{call}: {:#?}", outcome.verdict.said());
        };
        assert_eq!(told.path, path, "{call}: {told:#?}");
        assert_eq!(told.start.line, 2, "{call}: {told:#?}");
    }
}

#[test]
fn the_small_theme_shows_the_whole_site_of_this_repository() {
    let house = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = tempfile::tempdir().unwrap();
    let facts = std::fs::read_to_string(house.join("practice.toml")).unwrap();
    let facts = facts.replace("name = \"plate\"", "name = \"card\"");
    std::fs::write(root.path().join("practice.toml"), facts).unwrap();
    copy(&house.join("content"), &root.path().join("content"));
    let request = Request {
        root: root.path().to_owned(),
        today: Some(date(2026, 11, 22)),
        ..Request::default()
    };
    let outcome = pipeline::run(&request).unwrap();
    is_clear(&outcome);
    assert!(outcome.verdict.plan().pages().count() > 40);
    assert!(page(&outcome, "locations/elm-street/index.html").contains("8 am to noon, 1 to 5 pm"));
    assert!(page(&outcome, "faq/index.html").contains("faq/billing/"));
}
