//! Duties as a practice meets them: days before, during and after a closure, reviews, waivers, and the commands that
//! tell of them.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[path = "duties/small.rs"]
mod small;

use std::fs;
use std::process::Command;

use brassplate::diagnostic::Severity;
use brassplate::duties::changes;
use brassplate::output::{Output, OutputPlan};
use jiff::ToSpan;
use jiff::civil::date;
use small::{Small, said};

/// Every file that was made, as text.
fn texts(plan: &OutputPlan) -> Vec<(&str, String)> {
    let files = plan.files.iter().filter_map(|(path, output)| match output {
        Output::Page(page) => Some((path.as_str(), page.html.clone())),
        Output::Made(bytes) => Some((path.as_str(), String::from_utf8_lossy(bytes).into_owned())),
        Output::Copy(_) | Output::Picture(_) => None,
    });
    files.collect()
}

/// A holiday with its closure, and the alert that tells of it.
const HOLIDAY: &str = "special_hours = [{ date = 2026-12-24, until = 2026-12-26, hours = \"closed\", reason = \"Christmas\" }, { date = 2027-01-01, hours = \"closed\", reason = \"New Year\" }]\nalerts = [{ text = \"The office is closed from December 24 to 26.\", level = \"closure\", starts = 2026-12-21, ends = 2026-12-26 }]\n";

#[test]
fn the_site_is_right_before_during_and_after_a_closure() {
    let site = Small::with(HOLIDAY);
    let home = |day| {
        let outcome = site.run_on(day);
        let told: Vec<_> = outcome.verdict.said().iter().map(|one| &one.what).collect();
        assert!(told.is_empty(), "{day}: {told:?}");
        texts(outcome.verdict.plan())
            .into_iter()
            .find(|(path, _)| *path == "index.html")
            .unwrap()
            .1
    };
    let (before, during, after) = (
        home(date(2026, 12, 20)),
        home(date(2026, 12, 25)),
        home(date(2026, 12, 27)),
    );
    let alert = "The office is closed from December 24 to 26.";
    assert!(!before.contains(alert) && during.contains(alert) && !after.contains(alert));
    for page in [&before, &during] {
        assert!(page.contains("December 24, 2026 to December 26, 2026"));
        assert!(page.contains("\"validFrom\":\"2026-12-24\""));
    }
    assert!(!after.contains("2026-12-24") && after.contains("2027-01-01"));
}

#[test]
fn next_change_names_exactly_the_days_on_which_the_pages_differ() {
    let site = Small::with(HOLIDAY);
    let mut day = date(2026, 12, 19);
    let mut before = site.run_on(day);
    let named: Vec<_> = {
        let loaded = before.loaded.as_ref().unwrap();
        let all = changes(&loaded.case());
        all.into_iter()
            .filter(|change| change.shows)
            .map(|change| change.day.0)
            .collect()
    };
    assert_eq!(
        named,
        [
            date(2026, 12, 21),
            date(2026, 12, 27),
            date(2026, 12, 27),
            date(2027, 1, 2)
        ]
    );
    while day < date(2027, 1, 3) {
        day = day.checked_add(1.day()).unwrap();
        let now = site.run_on(day);
        let differs = texts(now.verdict.plan()) != texts(before.verdict.plan());
        assert_eq!(differs, named.contains(&day), "{day}");
        before = now;
    }
}

/// A condition, reviewed by somebody who works here.
fn reviewed(next: &str, more: &str) -> String {
    format!(
        "{more}\n=== content/clinicians/a.md\n+++\ntitle = \"A. Sample\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\nphysician = true\n+++\nHello.\n=== content/conditions/cold.md\n+++\ntitle = \"Colds\"\nreviewed_by = \"a\"\nlast_reviewed = 2024-01-01\nnext_review = {next}\nsources = [{{ title = \"MedlinePlus\", url = \"https://medlineplus.gov\" }}]\n+++\nA cold is an infection.\n"
    )
}

#[test]
fn an_overdue_review_warns_first_and_fails_after_the_grace() {
    let grave = |next: &str, more: &str| {
        let outcome = Small::with(&reviewed(next, more)).run();
        let told = said(&outcome, "review");
        told.first().map(|one| one.severity)
    };
    assert_eq!(grave("2026-11-22", ""), None);
    assert_eq!(grave("2026-11-21", ""), Some(Severity::Warning));
    assert_eq!(grave("2026-08-01", ""), Some(Severity::Error));
    assert_eq!(
        grave("2026-11-10", "reviews.grace_days = 10"),
        Some(Severity::Error)
    );
}

fn brassplate(site: &Small, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_brassplate"))
        .args(arguments)
        .arg("--root")
        .arg(site.folder.path())
        .output()
        .unwrap();
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stdout).into_owned(),
    )
}

#[test]
fn a_page_that_was_changed_after_its_review_is_told() {
    let site = Small::with(&reviewed("2027-01-01", ""));
    assert!(said(&site.run(), "review").is_empty());
    let (status, told) = brassplate(&site, &["reviewed"]);
    assert_eq!(status, Some(0), "{told}");
    assert!(told.contains("conditions/cold.md"));
    assert!(said(&site.run(), "review").is_empty());
    let page = site.folder.path().join("content/conditions/cold.md");
    let text = fs::read_to_string(&page).unwrap();
    fs::write(&page, text.replace("an infection", "a\n  viral infection")).unwrap();
    let outcome = site.run();
    assert_eq!(
        said(&outcome, "review")[0].what,
        "the page was changed after its review on 2024-01-01"
    );
    fs::write(&page, text.replace("an infection", "an\ninfection")).unwrap();
    assert!(
        said(&site.run(), "review").is_empty(),
        "lines wrapped anew are no change"
    );
}

#[test]
fn a_waiver_holds_until_its_day_and_must_be_needed() {
    let page = |until: &str, body: &str| {
        format!(
            "=== content/about.md\n+++\ntitle = \"About\"\n[[waive]]\ncheck = \"placeholder\"\nreason = \"The sign painter comes next week.\"\nuntil = {until}\n+++\n{body}\n"
        )
    };
    let fine = Small::with(&page("2026-11-22", "Ask [name of the painter].")).run();
    assert!(said(&fine, "placeholder").is_empty() && said(&fine, "waiver").is_empty());
    assert_eq!(fine.loaded.unwrap().judged.waived.len(), 1);
    let ended = Small::with(&page("2026-11-21", "Ask [name of the painter].")).run();
    assert_eq!(
        (
            said(&ended, "placeholder").len(),
            said(&ended, "waiver").len()
        ),
        (1, 1)
    );
    let idle = Small::with(&page("2026-12-31", "Hello.")).run();
    assert_eq!(
        said(&idle, "waiver")[0].what,
        "nothing needs the waiver of `placeholder`"
    );
    let odd = Small::with(
        "waive = [{ check = \"placholder\", reason = \"Some good reason.\", until = 2027-01-01 }]",
    )
    .run();
    assert!(said(&odd, "waiver")[0].is_error());
}

#[test]
fn of_a_person_who_left_only_that_is_told() {
    let person = "=== content/clinicians/_index.md\n+++\ntitle = \"People\"\n+++\nWho works here.\n=== content/clinicians/a.md\n+++\ntitle = \"A. Sample\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\nphysician = true\naccepting_new = true\nends = 2026-11-30\n+++\nShe likes bees.\n";
    let site = Small::with(person);
    let pages = |day| {
        let plan = site.run_on(day).verdict.plan().clone();
        let all = texts(&plan)
            .into_iter()
            .map(|(path, text)| (path.to_owned(), text));
        all.collect::<std::collections::BTreeMap<_, _>>()
    };
    let (before, after) = (pages(date(2026, 11, 30)), pages(date(2026, 12, 1)));
    assert!(before["clinicians/a/index.html"].contains("bees"));
    assert!(before["clinicians/index.html"].contains("A. Sample"));
    let page = &after["clinicians/a/index.html"];
    assert!(page.contains("has not worked here since November 30, 2026") && !page.contains("bees"));
    assert!(!page.contains("IndividualPhysician"));
    assert!(!after["clinicians/index.html"].contains("A. Sample"));
}

#[test]
fn care_cards_stand_behind_the_opening_words_with_the_gravest_first() {
    let change = reviewed("2027-01-01", "").replace(
        "sources =",
        "acute = true\nsources =",
    ).replace(
        "\n+++\nA cold is an infection.",
        "\n[[service.when_to_seek_care]]\nlevel = \"office\"\nsigns = [\"A cough for more than three weeks\"]\nsource = \"MedlinePlus\"\n[[service.when_to_seek_care]]\nlevel = \"emergency\"\nsigns = [\"Severe trouble breathing\"]\nsource = \"MedlinePlus\"\n+++\nA cold is an infection.\n\n## What it is\n\nCommon.",
    );
    let outcome = Small::with(&change).run();
    assert!(
        said(&outcome, "settings").is_empty(),
        "{:?}",
        said(&outcome, "settings")
    );
    let pages = texts(outcome.verdict.plan());
    let (_, page) = pages
        .iter()
        .find(|(path, _)| path.contains("cold"))
        .unwrap();
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("no {words}"));
    assert!(at("A cold is an infection") < at("data-care=\"emergency\""));
    assert!(at("data-care=\"emergency\"") < at("data-care=\"office\""));
    assert!(at("data-care=\"office\"") < at("What it is"));
    assert!(page.contains("href=\"tel:911\">911</a></h2>"));
}

#[test]
fn the_commands_tell_people_and_programs() {
    let site = Small::with(HOLIDAY);
    let (status, told) = brassplate(&site, &["next-change", "--as-of", "2026-12-19"]);
    assert_eq!(status, Some(0));
    assert_eq!(
        told,
        "2026-12-21  an alert begins: The office is closed from December 24 to 26.\n"
    );
    let (_, told) = brassplate(
        &site,
        &["next-change", "--as-of", "2026-12-19", "--format", "json"],
    );
    let json: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(json[0]["day"], "2026-12-21");
    let (status, told) = brassplate(&site, &["status", "--as-of", "2026-12-19"]);
    assert_eq!(status, Some(0));
    for words in [
        "Elm Family Medicine, December 19, 2026",
        "The site can be published.",
        "December 24 to 26, 2026: closed (Christmas; all offices)",
        "Comes on December 21, 2026, until December 26, 2026: The office is closed",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    let (_, told) = brassplate(&site, &["status", "--format", "json"]);
    assert!(serde_json::from_str::<serde_json::Value>(&told).unwrap()["parts"].is_array());
    let (_, told) = brassplate(&site, &["status", "--format", "html"]);
    assert!(told.starts_with("<!doctype html>") && !told.contains("compliant"));
}

#[test]
fn a_price_is_shown_with_the_day_it_was_checked() {
    let site = Small::with(
        "=== content/services/forms.md\n+++\ntitle = \"Forms\"\nscope = \"admin\"\n[service]\nprice = { amount = \"$25\", as_of = 2026-10-01 }\n+++\nBy appointment.\n",
    );
    let outcome = site.run();
    let pages = texts(outcome.verdict.plan());
    let page = pages.iter().find(|(path, _)| path.contains("forms"));
    let words = brassplate::render::plain_text(&page.unwrap().1);
    assert!(words.contains("$25, checked on October 1, 2026"), "{words}");
}

#[test]
fn a_new_notice_has_its_parts_and_is_not_published_with_gaps() {
    let settings = "practice.hipaa_covered = true\npractice.federal_funds = true\nfooter = [{ title = \"HIPAA notice\", page = \"notices/privacy-practices.md\" }]\n";
    for (kind, gaps) in [
        ("privacy-practices", true),
        ("nondiscrimination", true),
        ("good-faith-estimate", false),
        ("accessibility", true),
        ("website-privacy", true),
        ("board-complaint", true),
    ] {
        let site = Small::with(settings);
        let arguments = ["new", "notice", kind, "--notice", kind];
        let (status, told) = brassplate(&site, &arguments);
        assert_eq!(status, Some(0), "{told}");
        assert!(told.contains("[[footer]]"), "{told}");
        let page = site
            .folder
            .path()
            .join(format!("content/notices/{kind}.md"));
        let text = fs::read_to_string(&page).unwrap();
        let text = text
            .replace("draft = true\n", "")
            .replace("# effective", "effective");
        fs::write(&page, &text).unwrap();
        let path = format!("content/notices/{kind}.md");
        let outcome = site.run();
        let here = |check: &str| {
            let all = said(&outcome, check).into_iter();
            all.filter(|one| *one.path == *path).count()
        };
        assert_eq!(here("placeholder") > 0, gaps, "{kind}");
        let filled = text.split('[').map(|part| {
            part.strip_prefix("insert").map_or(part.to_owned(), |_| {
                let rest = part.split_once(']').unwrap().1;
                format!("As the practice has it{rest}")
            })
        });
        let filled = filled.collect::<Vec<_>>().join("[");
        fs::write(&page, filled.replace("[As the", "As the")).unwrap();
        let outcome = site.run();
        let left: Vec<_> = outcome
            .verdict
            .said()
            .iter()
            .filter(|one| *one.path == *path)
            .filter(|one| !one.what.contains("stands there in 2 languages"))
            .map(|one| (&one.rule, &one.what))
            .collect();
        assert!(left.is_empty(), "{kind}: {left:?}");
    }
}

/// A site with something in every part of the status.
const BUSY: &str = "practice.jurisdiction = [\"us\", \"us-tx\"]\nspecial_hours = [{ date = 2026-12-24, until = 2026-12-26, hours = \"closed\", reason = \"Christmas\" }, { date = 2026-12-31, until = 2027-01-01, hours = \"closed\", reason = \"New Year\", locations = [\"main\"] }]\nalerts = [{ text = \"The lobby is being painted.\", starts = 2026-11-20, ends = 2026-12-05 }]\n=== content/clinicians/a.md\n+++\ntitle = \"A. Sample\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\nphysician = true\nlicenses = [{ state = \"TX\", type = \"Physician\", expires = 2027-02-10 }]\n+++\nHello.\n=== content/conditions/cold.md\n+++\ntitle = \"Colds\"\nreviewed_by = \"a\"\nlast_reviewed = 2024-01-01\nnext_review = 2026-11-01\nsources = [{ title = \"MedlinePlus\" }]\n+++\nA cold is an infection.\n=== content/conditions/hives.md\n+++\ntitle = \"Hives\"\nreviewed_by = \"a\"\nlast_reviewed = 2026-01-01\nnext_review = 2028-01-01\nsources = [{ title = \"MedlinePlus\" }]\n+++\nHives are a rash.\n=== content/news/fair.md\n+++\ntitle = \"Health fair\"\ndate = 2026-11-01\nexpires = 2026-12-10\n[[waive]]\ncheck = \"placeholder\"\nreason = \"The town names the hall next week.\"\nuntil = 2026-11-30\n+++\nIn the [name of the hall].\n=== content/news/plan.md\n+++\ntitle = \"Plan\"\ndate = 2026-11-01\ndraft = true\n+++\nSoon.\n";

const BUSY_STATUS: &str = r#"Elm Family Medicine, November 22, 2026: 7 pages
The site can be published. One thing is worth a look.
Duties of United States, last checked on November 22, 2026.
Duties of Texas, last checked on November 22, 2026.

Duties that are open
  - To look at: the review was due on 2026-11-01 (content/conditions/cold.md, line 5)

Waived for now
  - content/news/fair.md: The town names the hall next week. (check `placeholder`, until November 30, 2026)

Drafts, coming pages and pages that end
  - content/news/plan.md is a draft
  - "Health fair" is shown until December 10, 2026

Reviews of pages about health
  - "Colds": overdue since November 1, 2026 (last reviewed by A. Sample)
  - Then: "Hives" by January 1, 2028

Closures and days with other hours
  - December 24 to 26, 2026: closed (Christmas; all offices)
  - December 31, 2026 to January 1, 2027: closed (New Year; Main office)

Alerts
  - Shown now, until December 5, 2026: The lobby is being painted.

Notices
  - "Good-faith estimate": in effect since January 5, 2026; never compared with its source

Licences
  - A. Sample, Physician in TX: ends soon, on February 10, 2027

Days on which the site changes by itself, and has to be built again
  - December 6, 2026: an alert ends: The lobby is being painted.
  - December 11, 2026: "Health fair" is no longer shown
  - December 27, 2026: the hours for Christmas are over
  - January 2, 2027: the hours for New Year are over
  - January 2, 2028: the review of "Hives" is overdue

What comes due later
  - December 1, 2026: the waiver of `placeholder` for "Health fair" has ended
  - January 31, 2027: the overdue review of "Colds" keeps the site from being published
  - February 11, 2027: the licence of A. Sample in TX has ended
  - April 1, 2028: the overdue review of "Hives" keeps the site from being published
"#;

#[test]
fn the_status_is_a_page_that_an_office_can_read() {
    let site = Small::with(BUSY);
    let (status, told) = brassplate(&site, &["status", "--as-of", "2026-11-22"]);
    assert_eq!(status, Some(0));
    snapbox::assert_data_eq!(told, snapbox::Data::text(BUSY_STATUS).raw());
}

#[test]
fn a_build_leaves_a_record_that_only_changes_with_the_site() {
    let site = Small::with("");
    let path = site.folder.path().join("brassplate.build.json");
    let build = || {
        let (status, told) = brassplate(&site, &["build", "--as-of", "2026-11-22"]);
        assert_eq!(status, Some(0), "{told}");
        fs::read_to_string(&path).unwrap()
    };
    let first = build();
    let record: serde_json::Value = serde_json::from_str(&first).unwrap();
    assert_eq!(record["day"], "2026-11-22");
    assert_eq!(record["notices"][0]["kind"], "good-faith-estimate");
    assert!(record["files"]["index.html"].is_string());
    assert!(
        !site
            .folder
            .path()
            .join("public/brassplate.build.json")
            .exists()
    );
    assert_eq!(build(), first);
    site.lay("practice.tagline = \"By the door\"");
    assert_ne!(build(), first);
}

#[test]
fn schemas_are_written_for_every_kind_of_page() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_brassplate"))
        .args(["schema", "--output"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success());
    let read = |name: &str| -> serde_json::Value {
        serde_json::from_str(&fs::read_to_string(folder.path().join(name)).unwrap()).unwrap()
    };
    let (condition, news) = (read("condition.json"), read("news.json"));
    assert!(condition["properties"]["service"].is_object());
    assert!(news["properties"]["service"].is_null());
    assert!(
        news["required"]
            .as_array()
            .unwrap()
            .contains(&"date".into())
    );
    let reference = fs::read_to_string(folder.path().join("reference.md")).unwrap();
    assert!(reference.contains(
        "| `federal_funds` | `true` or `false` | Whether the practice takes money from the federal government"
    ));
}

#[test]
fn the_reference_page_is_current() {
    let folder = tempfile::tempdir().unwrap();
    let made = folder.path().join("reference.md");
    let output = Command::new(env!("CARGO_BIN_EXE_brassplate"))
        .args(["schema", "--reference"])
        .arg(&made)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/reference.md");
    let (made, kept) = (
        fs::read_to_string(made).unwrap(),
        fs::read_to_string(kept).unwrap(),
    );
    assert!(
        made == kept,
        "settings have changed: run `cargo run -- schema --reference docs/reference.md`"
    );
}

#[test]
fn answers_that_begin_alike_are_all_seen() {
    let answer = |at: usize| {
        format!(
            "## Is door {at} open?\n\n{}Ask at {at}.\n\n",
            "Yes.\n\n".repeat(30)
        )
    };
    let answers: String = (0..30).map(answer).collect();
    let page = format!(
        "=== content/faq/doors.md\n+++\ntitle = \"Doors\"\nscope = \"admin\"\n+++\n{answers}"
    );
    let outcome = Small::with(&page).run();
    let told = said(&outcome, "structured-data");
    assert!(told.is_empty(), "{told:#?}");
}
