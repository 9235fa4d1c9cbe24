//! Duties as a practice meets them: defects seen live and their mending, one change in one place, days before, during
//! and after, reviews, waivers, and the commands that tell of them.
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

/// Defects seen on live sites: the check that finds each, the page as it was, and the page as it should be.
const SEEN_LIVE: [(&str, &str, &str); 11] = [
    (
        "placeholder",
        "=== content/crisis.md\n+++\ntitle = \"In a crisis\"\n+++\nGo to the emergency room, call 911, or call [local suicide hotline].\n",
        "practice.emergency.crisis = \"988\"\n=== content/crisis.md\n+++\ntitle = \"In a crisis\"\n+++\nGo to the emergency room, call 911, or call <phone:crisis>.\n",
    ),
    (
        "placeholder",
        "=== content/disclaimer.md\n+++\ntitle = \"Disclaimer\"\n+++\nLast Updated: [January 2025]\n",
        "=== content/disclaimer.md\n+++\ntitle = \"Disclaimer\"\n+++\nLast updated in January 2026.\n",
    ),
    (
        "placeholder",
        "=== content/estimate.md\n+++\ntitle = \"Estimates\"\n+++\n## Instructions for Providers\n\nPost this notice where patients can see it.\n",
        "=== content/estimate.md\n+++\ntitle = \"Estimates\"\n+++\n## Estimates\n\nPeople can ask for one.\n",
    ),
    (
        "placeholder",
        "=== content/billing/surprise.md\n+++\ntitle = \"Surprise bills\"\n+++\nOMB Control Number 0938-1401, expired 05/31/2025.\n",
        "=== content/billing/surprise.md\n+++\ntitle = \"Surprise bills\"\n+++\nThe law protects people against some bills.\n",
    ),
    (
        "placeholder",
        "=== content/new-page-1.md\n+++\ntitle = \"Estimates\"\n+++\nPeople can ask for one.\n",
        "=== content/estimates.md\n+++\ntitle = \"Estimates\"\nredirect_from = [\"/new-page-1\"]\n+++\nPeople can ask for one.\n",
    ),
    (
        "placeholder",
        "=== content/blank-2.md\n+++\ntitle = \"Policies\"\n+++\nOur policies.\n",
        "=== content/our-policies.md\n+++\ntitle = \"Policies\"\n+++\nOur policies.\n",
    ),
    (
        "official-facts",
        "=== content/surprise.md\n+++\ntitle = \"No surprises\"\n+++\nThe No Surprises help desk is at 1-800-982-3059.\n",
        "=== content/surprise.md\n+++\ntitle = \"No surprises\"\n+++\nThe No Surprises help desk is at 1-800-985-3059.\n",
    ),
    (
        "official-facts",
        "=== content/crisis.md\n+++\ntitle = \"In a crisis\"\n+++\nThe lifeline is at 1-800-273-8255.\n",
        "practice.emergency.crisis = \"988\"\n=== content/crisis.md\n+++\ntitle = \"In a crisis\"\n+++\nThe lifeline is at <phone:crisis>.\n",
    ),
    (
        "expired",
        "insurance = [{ carrier = \"Bluebell\", as_of = 2019-01-01 }]\n",
        "insurance = [{ carrier = \"Bluebell\", as_of = 2026-10-01 }]\n",
    ),
    (
        "expired",
        "=== content/policies/late.md\n+++\ntitle = \"Late visits\"\neffective = 2014-11-10\n+++\nPlease call.\n",
        "=== content/policies/late.md\n+++\ntitle = \"Late visits\"\neffective = 2026-01-10\n+++\nPlease call.\n",
    ),
    (
        "credentials",
        "=== content/about.md\n+++\ntitle = \"About\"\n+++\nOur physicians are Board Certified.\n",
        "=== content/clinicians/a.md\n+++\ntitle = \"A. Sample, MD\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\nphysician = true\nboard_certifications = [\"American Board of Family Medicine: Family Medicine\"]\n+++\nA. Sample is board certified.\n",
    ),
];

#[test]
fn defects_seen_live_are_told_and_their_mending_is_not() {
    for (check, broken, mended) in SEEN_LIVE {
        let told = Small::with(broken).run();
        assert!(!said(&told, check).is_empty(), "{check}: {broken}");
        let left = Small::with(mended).run();
        assert!(
            said(&left, check).is_empty(),
            "{check}: {:?}",
            said(&left, check)
        );
        assert!(said(&left, "links").is_empty(), "{check}: {mended}");
    }
}

/// The repository's own site with a change in practice.toml.
fn own_site(from: &str, to: &str) -> OutputPlan {
    let root = env!("CARGO_MANIFEST_DIR");
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(format!("{root}/practice.toml")).unwrap();
    assert!(text.contains(from), "practice.toml has no {from}");
    fs::write(folder.path().join("practice.toml"), text.replace(from, to)).unwrap();
    copy(&format!("{root}/content"), &folder.path().join("content"));
    let request = brassplate::pipeline::Request {
        root: folder.path().to_owned(),
        today: Some(date(2026, 11, 22)),
        ..Default::default()
    };
    let outcome = brassplate::pipeline::run(&request).unwrap();
    let duties: Vec<_> = outcome
        .verdict
        .said()
        .iter()
        .filter(|one| one.family == "duties")
        .collect();
    assert!(duties.is_empty(), "{duties:#?}");
    outcome.verdict.plan().clone()
}

fn copy(from: &str, to: &std::path::Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().map(Result::unwrap) {
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target).unwrap();
        } else {
            fs::copy(entry.path(), &target).unwrap();
        }
    }
}

/// Every file that was made, as text.
fn texts(plan: &OutputPlan) -> Vec<(&str, String)> {
    let files = plan.files.iter().filter_map(|(path, output)| match output {
        Output::Page(page) => Some((path.as_str(), page.html.clone())),
        Output::Made(bytes) => Some((path.as_str(), String::from_utf8_lossy(bytes).into_owned())),
        Output::Copy(_) | Output::Picture(_) => None,
    });
    files.collect()
}

#[test]
fn one_change_of_the_number_changes_every_page_and_nothing_else() {
    let before = own_site("", "");
    let after = own_site("phone = \"(512) 555-0100\"", "phone = \"(512) 555-0188\"");
    let mut changed = 0;
    for ((path, old), (_, new)) in texts(&before).into_iter().zip(texts(&after)) {
        let expected = old
            .replace("(512) 555-0100", "(512) 555-0188")
            .replace("+15125550100", "+15125550188");
        assert_eq!(new, expected, "{path}");
        assert!(!new.contains("555-0100"), "{path}");
        changed += usize::from(new != old);
    }
    assert_eq!(
        changed,
        before.pages().count(),
        "every page names the number"
    );
}

#[test]
fn one_change_of_fridays_hours_changes_them_everywhere_and_nothing_else() {
    let before = own_site("", "");
    let after = own_site("friday = \"8:00-12:00\"", "friday = \"8:00-11:00\"");
    for ((path, old), (_, new)) in texts(&before).into_iter().zip(texts(&after)) {
        assert!(!new.contains("Friday 8:00 am to 12:00 pm"), "{path}");
        assert_eq!(old.lines().count(), new.lines().count(), "{path}");
        for (was, is) in old.lines().zip(new.lines()).filter(|(was, is)| was != is) {
            let back = is
                .replace("Friday 8:00 am to 11:00 am", "Friday 8:00 am to 12:00 pm")
                .replace(
                    "<b>Friday</b> <span>8:00 am to 11:00 am",
                    "<b>Friday</b> <span>8:00 am to 12:00 pm",
                )
                .replace(
                    ">Friday</th><td>8:00 am to 11:00 am",
                    ">Friday</th><td>8:00 am to 12:00 pm",
                )
                .replace("8 to 11 am", "8 am to noon")
                .replace(
                    "viernes 8:00 a. m. a 11:00 a. m.",
                    "viernes 8:00 a. m. a 12:00 p. m.",
                )
                .replace("8 a 11 a.\u{a0}m.", "8 a.\u{a0}m. a mediodía")
                .replace(
                    "&quot;11:00&quot;,&quot;8 a.\u{a0}m.&quot;,&quot;11 a.\u{a0}m.&quot;",
                    "&quot;12:00&quot;,&quot;8 a.\u{a0}m.&quot;,&quot;mediodía&quot;",
                )
                .replace(
                    "&quot;11:00&quot;,&quot;8 am&quot;,&quot;11 am&quot;",
                    "&quot;12:00&quot;,&quot;8 am&quot;,&quot;noon&quot;",
                )
                .replace("\"closes\":\"11:00\"", "\"closes\":\"12:00\"");
            assert_eq!(back, was, "{path}");
        }
    }
    assert_ne!(texts(&before), texts(&after));
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
        "2026-12-24 to 2026-12-26: closed (Christmas; all offices)",
        "coming, 2026-12-21 to 2026-12-26",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    let (_, told) = brassplate(&site, &["status", "--format", "json"]);
    assert!(serde_json::from_str::<serde_json::Value>(&told).unwrap()["parts"].is_array());
    let (_, told) = brassplate(&site, &["status", "--format", "html"]);
    assert!(told.starts_with("<!doctype html>") && !told.contains("compliant"));
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
