//! The site in this repository as the practice in it would meet it: one change in practice.toml and what it changes,
//! the days around a closure, and what the site carries under the duties of its country and state.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod folders;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use brassplate::duties::{Status, changes};
use brassplate::output::Output;
use brassplate::pipeline::{self, Outcome, Request};
use folders::copy;
use jiff::civil::{Date, date};
use tempfile::TempDir;

/// The site with a change in practice.toml, in a folder of its own.
fn own_site(from: &str, to: &str) -> TempDir {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(root.join("practice.toml")).unwrap();
    assert!(text.contains(from), "practice.toml has no {from}");
    fs::write(folder.path().join("practice.toml"), text.replace(from, to)).unwrap();
    for part in ["content", "themes"] {
        copy(&root.join(part), &folder.path().join(part));
    }
    folder
}

/// The site on a day, of which nobody may say anything.
fn built(site: &TempDir, day: Date) -> Outcome {
    let request = Request {
        root: site.path().to_owned(),
        today: Some(day),
        ..Request::default()
    };
    let outcome = pipeline::run(&request).unwrap();
    let said: Vec<_> = outcome.verdict.said().iter().collect();
    assert!(said.is_empty(), "{day}: {said:#?}");
    outcome
}

/// Every file that would be published: its words, or what makes it this file and no other.
fn files(outcome: &Outcome) -> BTreeMap<String, String> {
    let files = outcome.verdict.plan().files.iter().map(|(path, output)| {
        let text = match output {
            Output::Page(page) => page.html.clone(),
            Output::Made(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Output::Copy(file) => String::from_utf8_lossy(&fs::read(file).unwrap()).into_owned(),
            Output::Picture(recipe) => recipe.key(),
        };
        (path.clone(), text)
    });
    files.collect()
}

const DAY: Date = date(2026, 11, 22);

/// Holds two builds against each other: but for the given words they are the same, file for file and byte for byte, and
/// each of the new words is in some file.
fn differ_only_in(before: &Outcome, after: &Outcome, words: &[(&str, &str)]) -> BTreeSet<String> {
    let (old, new) = (files(before), files(after));
    assert!(old.keys().eq(new.keys()), "files come or go");
    for (_, is) in words {
        assert!(new.values().any(|text| text.contains(is)), "nowhere: {is}");
    }
    let mut changed = BTreeSet::new();
    for (path, was) in &old {
        let back = words
            .iter()
            .fold(new[path].clone(), |text, (was, is)| text.replace(is, was));
        assert!(back == *was, "{path} differs in something else");
        if new[path] != *was {
            changed.insert(path.clone());
        }
    }
    changed
}

#[test]
fn one_change_of_the_number_changes_every_page_and_nothing_else() {
    let was = own_site("", "");
    let before = built(&was, DAY);
    let site = own_site("phone = \"(512) 555-0100\"", "phone = \"(512) 555-0188\"");
    let after = built(&site, DAY);
    let words = [
        (
            "\"telephone\":\"+15125550100\"",
            "\"telephone\":\"+15125550188\"",
        ),
        ("href=\"tel:+15125550100\"", "href=\"tel:+15125550188\""),
        ("+15125550100", "+15125550188"),
        ("(512) 555-0100", "(512) 555-0188"),
    ];
    let changed = differ_only_in(&before, &after, &words);
    let pages: BTreeSet<String> = before
        .verdict
        .plan()
        .pages()
        .map(|(path, _)| path.to_owned())
        .collect();
    assert!(pages.is_subset(&changed), "every page names the number");
    for (path, text) in files(&after) {
        assert!(
            !text.contains("555-0100") && !text.contains("5550100"),
            "{path}"
        );
    }
}

#[test]
fn one_change_of_fridays_hours_changes_them_everywhere_and_nothing_else() {
    let was = own_site("", "");
    let before = built(&was, DAY);
    let site = own_site("friday = \"8:00-12:00\"", "friday = \"8:00-11:00\"");
    let after = built(&site, DAY);
    // The table of a page, its short form, sentences, the banner that says what is open, structured data, Spanish.
    let words = [
        ("Friday 8:00 am to 12:00 pm", "Friday 8:00 am to 11:00 am"),
        ("8 am to noon", "8 to 11 am"),
        (
            "&quot;12:00&quot;,&quot;8 am&quot;,&quot;noon&quot;",
            "&quot;11:00&quot;,&quot;8 am&quot;,&quot;11 am&quot;",
        ),
        ("\"closes\":\"12:00\"", "\"closes\":\"11:00\""),
        (
            "viernes 8:00 a. m. a 12:00 p. m.",
            "viernes 8:00 a. m. a 11:00 a. m.",
        ),
        ("8 a.\u{a0}m. a mediodía", "8 a 11 a.\u{a0}m."),
        (
            "&quot;12:00&quot;,&quot;8 a.\u{a0}m.&quot;,&quot;mediodía&quot;",
            "&quot;11:00&quot;,&quot;8 a.\u{a0}m.&quot;,&quot;11 a.\u{a0}m.&quot;",
        ),
    ];
    let changed = differ_only_in(&before, &after, &words);
    for path in [
        "index.html",
        "contact/index.html",
        "locations/elm-street/index.html",
        "es/index.html",
    ] {
        assert!(changed.contains(path), "{path} has the old hours");
    }
    for (path, text) in files(&after) {
        assert!(!text.contains("Friday 8:00 am to 12:00 pm"), "{path}");
    }
}

/// The first day after on which the pages differ.
fn next_change(outcome: &Outcome) -> Date {
    let case = outcome.loaded.as_ref().unwrap().case();
    let all = changes(&case).into_iter();
    all.filter(|change| change.shows)
        .map(|change| change.day.0)
        .min()
        .unwrap()
}

#[test]
fn the_site_is_right_before_during_and_after_thanksgiving() {
    let site = own_site("", "");
    let on = |day| built(&site, date(2026, 11, day));
    let (before, during, last, after) = (on(18), on(19), on(27), on(28));
    assert_eq!(next_change(&before), date(2026, 11, 19), "the alert begins");
    assert_eq!(
        next_change(&during),
        date(2026, 11, 28),
        "alert and closure are over"
    );
    assert_eq!(files(&during), files(&last), "no day between was named");
    let (alert, closed) = (
        "Both offices are closed on Thursday, November 26",
        "\"validFrom\":\"2026-11-26\"",
    );
    for (outcome, has_alert, has_closure) in [
        (&before, false, true),
        (&during, true, true),
        (&after, false, false),
    ] {
        let home = &files(outcome)["index.html"];
        assert_eq!(home.contains(alert), has_alert);
        assert_eq!(home.contains(closed), has_closure);
        assert_eq!(home.contains("November 26, 2026"), has_closure);
    }
}

#[test]
fn the_site_carries_what_its_country_and_its_state_ask() {
    let outcome = built(&own_site("", ""), DAY);
    let loaded = outcome.loaded.as_ref().unwrap();
    let (case, judged) = (loaded.case(), &loaded.judged);
    let asked: BTreeSet<&str> = judged
        .in_force
        .iter()
        .map(|entry| entry.id.as_str())
        .collect();
    for id in [
        "us-privacy-notice-posted",
        "us-privacy-notice-part-2",
        "us-nondiscrimination",
        "us-language-help",
        "us-estimate-posted",
        "us-trackers",
        "us-tx-board-complaint",
        "us-tx-supervision",
    ] {
        assert!(asked.contains(id), "{id} is not asked: {asked:?}");
    }
    let pages = case.site.pages.iter();
    let notices: BTreeSet<&str> = pages
        .filter_map(|page| Some(page.page.meta.notice.as_ref()?.kind.name()))
        .collect();
    for kind in [
        "privacy-practices",
        "nondiscrimination",
        "good-faith-estimate",
        "accessibility",
        "website-privacy",
        "board-complaint",
    ] {
        assert!(notices.contains(kind), "no {kind}: {notices:?}");
    }
    let waived: Vec<&str> = judged
        .waived
        .iter()
        .map(|one| one.said.rule.as_ref())
        .collect();
    assert_eq!(
        waived,
        ["verbatim"],
        "the board's own words are for the practice to copy"
    );
    let status = Status::of(&case, judged, outcome.verdict.said());
    assert_eq!(status.summary, "The site can be published.");
    assert!(status.parts[0].lines.is_empty());
    for part in &status.parts[1..] {
        assert!(!part.lines.is_empty(), "{} is empty", part.title);
    }
}
