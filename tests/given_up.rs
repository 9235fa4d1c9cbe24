//! A build that is given up for a newer one leaves nothing out of the next: what was judged meanwhile is told where it was
//! written, and only there.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::cell::Cell;
use std::fs;
use std::path::Path;

use brassplate::diagnostic::Diagnostic;
use brassplate::output::OutputPlan;
use brassplate::pipeline::{Loaded, Memo, Outcome, Request, Sources, Stop, Waiting, run_from};
use preview::{Preview, page};

mod preview;

const PAGE: &str = "content/faq/billing.md";

/// Somebody who asks for something newer when a build has asked that often whether to go on.
struct Hurried {
    patience: usize,
    asked: Cell<usize>,
}

impl Waiting for Hurried {
    fn is_old(&self) -> bool {
        self.asked.set(self.asked.get() + 1);
        self.asked.get() > self.patience
    }

    fn is_old_now(&self) -> &(dyn Fn() -> bool + Sync) {
        match self.patience {
            usize::MAX => &|| false,
            _ => &|| true,
        }
    }

    fn looked_at(&self) -> Vec<String> {
        Vec::new()
    }

    fn glimpsed(&mut self, _: &OutputPlan, _: &[Diagnostic], _: &Loaded) {}

    fn rendered(&mut self, _: &OutputPlan, _: &[Diagnostic], _: &Loaded) {}
}

fn build(root: &Path, memo: &mut Memo, patience: usize) -> Result<Outcome, Stop> {
    let request = Request {
        root: root.to_owned(),
        today: Some("2026-11-22".parse().unwrap()),
        ..Request::default()
    };
    let asked = Cell::new(0);
    run_from(
        &request,
        &Sources::read(root),
        memo,
        &mut Hurried { patience, asked },
    )
}

fn said(outcome: &Outcome) -> Vec<String> {
    let said = outcome.verdict.said().iter();
    said.map(|one| format!("{} {} {}", one.path, one.rule, one.what))
        .collect()
}

#[test]
fn what_was_judged_before_a_build_was_given_up_is_told_once() {
    let site = Preview::site();
    let root = site.path();
    fs::create_dir_all(root.join("content/faq")).unwrap();
    let write = |text: &str| fs::write(root.join(PAGE), page("Billing", text)).unwrap();
    for patience in 0..3 {
        let mut memo = Memo::keeping();
        write("On Mondays.");
        let first = build(root, &mut memo, usize::MAX).unwrap();
        assert_eq!(said(&first), [""; 0]);

        write("Stop your Plavix tonight.");
        let given_up = build(root, &mut memo, patience);
        assert!(matches!(given_up, Err(Stop::Superseded)), "{patience}");
        let next = build(root, &mut memo, usize::MAX).unwrap();
        let alone = build(root, &mut Memo::default(), usize::MAX).unwrap();
        assert_eq!(said(&next), said(&alone), "{patience}");
        assert!(said(&next)[0].starts_with(PAGE), "{:?}", said(&next));

        write("On Tuesdays.");
        let mended = build(root, &mut memo, usize::MAX).unwrap();
        assert_eq!(said(&mended), [""; 0], "{patience}");
    }
}
