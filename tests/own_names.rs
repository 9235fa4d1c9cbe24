//! Names of medicines, tests and procedures that a practice lists: the same sentence passes without the list and does not
//! pass with it, on a page, in a template, in a loose file, and in a preview that was running before.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::path::Path;
use std::process::Command;

use brassplate::diagnostic::Diagnostic;
use brassplate::output::OutputPlan;
use brassplate::pipeline::{Loaded, Memo, Request, Sources, Waiting, run_from};
use preview::{Preview, page};

mod preview;

const SENTENCE: &str = "Take two Zorvanex tonight.";
const LIST: &str = "\n[guard]\nmedicines = [\"Zorvanex\"]\n";
const PAGE: &str = "content/faq/billing.md";

/// A template that gives advice only once it is filled with a title.
const TEMPLATE: &str = r#"{% extends "base.html" %}{% block content %}<h1>{{ page.title }}</h1>{{ page.body }}<p>Skip the {{ page.title }} on Mondays.</p>{% endblock %}"#;

struct Nobody;

impl Waiting for Nobody {
    fn is_old(&self) -> bool {
        false
    }

    fn is_old_now(&self) -> &(dyn Fn() -> bool + Sync) {
        &|| false
    }

    fn looked_at(&self) -> Vec<String> {
        Vec::new()
    }

    fn glimpsed(&mut self, _: &OutputPlan, _: &[Diagnostic], _: &Loaded) {}

    fn rendered(&mut self, _: &OutputPlan, _: &[Diagnostic], _: &Loaded) {}
}

/// Where the guard finds advice about medicines in a build that remembers the one before.
fn found(root: &Path, memo: &mut Memo) -> Vec<String> {
    let request = Request {
        root: root.to_owned(),
        today: Some("2026-11-22".parse().unwrap()),
        ..Request::default()
    };
    let outcome = run_from(&request, &Sources::read(root), memo, &mut Nobody).unwrap();
    let said = outcome.verdict.said().iter();
    let mut found: Vec<_> = said
        .filter(|one| one.family == "treatment")
        .map(|one| one.path.to_string())
        .collect();
    found.dedup();
    found
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn what_did_not_change_is_judged_again_when_the_list_does() {
    let site = Preview::site();
    let root = site.path();
    write(root, PAGE, &page("Billing", SENTENCE));
    write(
        root,
        "content/faq/portal.md",
        &page("Zorvanex", "On Mondays."),
    );
    write(root, "themes/plate/templates/faq.html", TEMPLATE);
    let practice = fs::read_to_string(root.join("practice.toml")).unwrap();
    let mut memo = Memo::keeping();
    assert_eq!(found(root, &mut memo), [""; 0]);
    for _ in 0..2 {
        write(root, "practice.toml", &(practice.clone() + LIST));
        let both = [PAGE, "faq/portal/index.html"];
        assert_eq!(found(root, &mut memo), both, "it is on the list now");
        assert_eq!(found(root, &mut memo), both, "and it still is");
        let other = LIST.replace("Zorvanex", "Brellotil");
        write(root, "practice.toml", &(practice.clone() + &other));
        assert_eq!(found(root, &mut memo), [""; 0], "another one is");
    }
}

#[test]
fn a_running_preview_takes_the_list_as_it_is_now() {
    let preview = Preview::start();
    let practice = fs::read_to_string(preview.path("practice.toml")).unwrap();
    preview.write(PAGE, &page("Billing", SENTENCE));
    preview.wait_for("/faq/billing/", SENTENCE);
    let errors = |preview: &Preview| preview.state("/faq/billing/")["errors"].clone();
    assert_eq!(errors(&preview), 0);
    preview.write("practice.toml", &(practice.clone() + LIST));
    preview.wait_until(|preview| errors(preview) != 0);
    let told = &preview.state("/faq/billing/")["here"][0];
    assert_eq!(told["path"], PAGE, "{told}");
    preview.write("practice.toml", &practice);
    preview.wait_until(|preview| errors(preview) == 0);
}

#[test]
fn a_loose_file_is_judged_by_the_settings_of_the_site_it_lies_in() {
    let site = Preview::site();
    let root = site.path();
    let practice = fs::read_to_string(root.join("practice.toml")).unwrap();
    write(root, PAGE, &page("Billing", SENTENCE));
    let elsewhere = tempfile::tempdir().unwrap();
    write(elsewhere.path(), "a.md", &page("Billing", SENTENCE));
    let check = |folder: &Path, path: &Path| {
        let told = Command::new(env!("CARGO_BIN_EXE_brassplate"))
            .current_dir(folder)
            .arg("check")
            .arg(path)
            .output()
            .unwrap();
        String::from_utf8(told.stdout).unwrap()
    };
    let clear = "no errors, no warnings.\n";
    assert_eq!(check(root, Path::new(PAGE)), clear);
    write(root, "practice.toml", &(practice.clone() + LIST));
    for (folder, path) in [
        (root, PAGE),
        (root, "content"),
        (&root.join("content"), "faq/billing.md"),
        (&root.join("content/faq"), "billing.md"),
        (elsewhere.path(), &root.join(PAGE).display().to_string()),
    ] {
        let told = check(folder, Path::new(path));
        assert!(told.contains("error[medicine]"), "{path}: {told}");
    }
    let outside = elsewhere.path().join("a.md");
    assert_eq!(check(root, &outside), clear, "it lies in no site");

    // A mistake in the settings is told rather than passed over.
    let bad = LIST.replace("medicines", "medicine");
    write(root, "practice.toml", &(practice + &bad));
    let told = check(&root.join("content"), Path::new("faq"));
    assert!(
        told.contains("there is no setting called `guard.medicine`"),
        "{told}"
    );
    assert!(told.contains("practice.toml:"), "{told}");
}
