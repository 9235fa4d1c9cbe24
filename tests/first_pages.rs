//! When every page has to be made again, those somebody looks at are made first, and come out as they will in the end.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::path::Path;

use brassplate::diagnostic::Diagnostic;
use brassplate::output::{Output, OutputPlan};
use brassplate::pipeline::{Loaded, Memo, Outcome, Request, Sources, Waiting, run_from};

const LOOKED_AT: &str = "faq/billing/index.html";

/// Somebody who looks at one page.
#[derive(Default)]
struct Visitor {
    first: Option<String>,
}

impl Waiting for Visitor {
    fn is_old(&self) -> bool {
        false
    }

    fn is_old_now(&self) -> &(dyn Fn() -> bool + Sync) {
        &|| false
    }

    fn looked_at(&self) -> Vec<String> {
        vec![LOOKED_AT.to_owned(), "no/such/page.html".to_owned()]
    }

    fn glimpsed(&mut self, plan: &OutputPlan, _: &[Diagnostic], _: &Loaded) {
        self.first = Some(html(plan));
    }

    fn rendered(&mut self, _: &OutputPlan, _: &[Diagnostic], _: &Loaded) {}
}

fn html(plan: &OutputPlan) -> String {
    match &plan.files[LOOKED_AT] {
        Output::Page(page) => page.html.clone(),
        _ => panic!("it is a page"),
    }
}

fn build(root: &Path, memo: &mut Memo) -> (Option<String>, Outcome) {
    let request = Request {
        root: root.to_owned(),
        today: Some("2026-11-22".parse().unwrap()),
        ..Request::default()
    };
    let sources = Sources::read(root);
    let mut visitor = Visitor::default();
    let outcome = run_from(&request, &sources, memo, &mut visitor).unwrap();
    (visitor.first, outcome)
}

fn edit(root: &Path, file: &str, from: &str, to: &str) {
    let path = root.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    fs::write(path, text.replace(from, to)).unwrap();
}

#[test]
fn a_page_that_is_looked_at_comes_first_and_as_it_will_be() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("site");
    let made = std::process::Command::new(env!("CARGO_BIN_EXE_brassplate"))
        .arg("init")
        .arg(&root)
        .args(["--name", "Elm Clinic", "--phone", "(512) 555-0100"])
        .args(["--street", "1 Elm Street", "--city", "Exampleton"])
        .args(["--region", "TX", "--postal-code", "78701"])
        .args(["--hours", "8:00-12:00", "--clinician", "Ada Sampleton, MD"])
        .args(["--specialty", "Family medicine"])
        .output()
        .unwrap();
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    let page = "content/faq/billing.md";
    fs::write(root.join(page), "+++\ntitle = \"Billing\"\nscope = \"admin\"\n+++\n## When do bills go out?\n\nOn Mondays.\n").unwrap();
    let mut memo = Memo::keeping();

    let (first, _) = build(&root, &mut memo);
    assert_eq!(
        first, None,
        "the first time there is nothing to show meanwhile"
    );

    edit(&root, page, "On Mondays.", "On Tuesdays.");
    let (first, _) = build(&root, &mut memo);
    assert_eq!(first, None, "one page is made again as quickly as first");

    edit(&root, "practice.toml", "Elm Clinic", "Oak Clinic");
    let (first, outcome) = build(&root, &mut memo);
    let first = first.unwrap();
    assert!(first.contains("Oak Clinic") && first.contains("On Tuesdays."));
    assert_eq!(first, html(outcome.verdict.plan()));
}
