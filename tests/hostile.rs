//! No text makes the guard panic, hang, or point outside the file.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![allow(missing_docs, reason = "a test speaks for itself")]
#![allow(
    clippy::print_stderr,
    reason = "the heavy test tells how long each text took"
)]

#[path = "duties/small.rs"]
mod small;

use std::time::{Duration, Instant};

use brassplate::config::{GuardTable, PageKind};
use brassplate::guard::{Already, Guard, Passed, tidy};
use brassplate::page::Page;
use brassplate::report;
use brassplate::source::SourceFile;
use proptest::prelude::*;
use rustc_hash::FxHashSet;
use small::{Small, said};

fn judge(text: &str) {
    judge_with(&GuardTable::default(), text);
}

fn judge_with(table: &GuardTable, text: &str) {
    let (guard, _) = Guard::new(table, None);
    let page = Page::loose(SourceFile::new("a.md", text), PageKind::Faq);
    let said = guard.check(&page);
    let template = guard.judge_template(&page.source, PageKind::Page).said;
    let (known, passed) = (FxHashSet::default(), Passed::default());
    let already = Already {
        known: &known,
        passed: &passed,
    };
    let html = guard
        .judge_rendered(&page.source, PageKind::Page, already, &mut |_| {})
        .said;
    for edit in said
        .iter()
        .flat_map(|one| &one.edits)
        .chain(&tidy::doubled_spaces(&page))
    {
        assert!(edit.span.end <= text.len() && edit.span.start <= edit.span.end);
        assert!(text.is_char_boundary(edit.span.start) && text.is_char_boundary(edit.span.end));
    }
    assert!(
        report::text(&said).len() >= said.len()
            && report::github(&said).lines().count() == said.len()
    );
    for one in said.iter().chain(&template).chain(&html) {
        assert!(one.span.end <= text.len() && one.span.start <= one.span.end);
        assert!(text.is_char_boundary(one.span.start) && text.is_char_boundary(one.span.end));
        let excerpt = one
            .excerpt
            .as_ref()
            .map(|excerpt| &excerpt.text[excerpt.marked.clone()]);
        assert!(excerpt.is_none_or(|marked| marked.len() <= text.len() * 12));
    }
}

fn quickly(text: &str) {
    timed(text, judge);
}

/// Builds a small site with a change; what was said of it under a name.
fn quickly_built(change: &str, rule: &str) -> usize {
    let mut count = 0;
    timed(change, |change| {
        let outcome = Small::with(change).run();
        count = said(&outcome, rule).len();
    });
    count
}

fn timed(text: &str, work: impl FnOnce(&str)) {
    let begun = Instant::now();
    work(text);
    let took = begun.elapsed();
    let start: String = text.chars().take(80).collect();
    let megabytes = text.len() as f64 / 1e6;
    eprintln!("{took:>10.2?} {megabytes:>6.2} MB {start:?}");
    let most = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 6 });
    assert!(took < most, "{took:?} for {start:?}");
}

proptest! {
    #[test]
    fn any_text_is_judged(text in "\\PC{0,200}") {
        judge(&text);
    }

    #[test]
    fn any_markup_is_judged(parts in prop::collection::vec(prop::sample::select(vec![
        "You ", "have ", "gout", "stop ", "your ", "warfarin", "**", "*", "`", "\n\n", "\n", "- ", "> ", "| ", "|---|\n", "<b>",
        "</b>", "<!-- ", " -->", "<td>", "<table>", "</table>", "<li>", "<script>", "&nbsp;", "&#x6f;", "&", "\\", "\u{200b}", "é", "𝐲", "½",
        "[a](b \"c\")", "![d](e 'f')", "[^1]", "[^1]: ", ": ", "? ", "No. ", "+++\n", "title = \"You have \\u0063roup\"\n", "{{", "}}", "'", "500mg ",
        "<img alt=\"", "\">", "S.t.o.p. ", "# ", "\r\n", "\t", "1. ", "<dl><dt>", "<dd>", "…", "allow(dose) because x",
    ]), 0..40)) {
        judge(&parts.concat());
    }
}

proptest! {
    #[test]
    fn any_list_of_names_is_taken_or_told(names in prop::collection::vec("\\PC{0,20}", 0..6), text in "\\PC{0,80}") {
        let text = format!("Stop {} and {text}, {}.", names.concat(), names.join(" twice. "));
        let (medicines, procedures) = (names.clone(), names);
        judge_with(&GuardTable { medicines, procedures, ..GuardTable::default() }, &text);
    }

    #[test]
    fn listed_names_are_judged_in_any_markup(parts in prop::collection::vec(prop::sample::select(vec![
        "You ", "stop ", "your ", "Zorvanex", "zorvnaex ", "Z0rvanex ", "Vellu-", "mab", " ", "plus", "es ", "**", "\n\n", "- ", ": ", "? ",
        "<b>", "</b>", "&nbsp;", "&#x7a;", "\u{200b}", "é", "𝐳", "½", ", ", "'s ", "7", "M&", "| ", "|---|\n", "![d](e 'Zorvanex')",
    ]), 0..40)) {
        let names = ["Zorvanex", "Vellu-mab plus", "é7", "½ Zorvanex"].map(str::to_owned).to_vec();
        judge_with(&GuardTable { medicines: names, ..GuardTable::default() }, &parts.concat());
    }
}

#[test]
#[ignore = "heavy; run with --release"]
fn great_texts_take_seconds() {
    quickly(&"You have gout and take two aspirin ".repeat(300_000));
    quickly(&"a".repeat(10_000_000));
    quickly(&">".repeat(100_000));
    quickly(&"\u{200b}".repeat(1_000_000));
    quickly(&"<p>".repeat(200_000));
    quickly(&"<div><li>".repeat(100_000));
    quickly(&"<table><tr><td>You".repeat(50_000));
    quickly(&"- a\n".repeat(200_000));
    quickly(&"stop: ".repeat(200_000));
    quickly(&"&amp".repeat(500_000));
    quickly(&format!("&#{}", "0".repeat(5_000_000)));
    let attributes = (0..200_000).map(|number| format!(" a{number}"));
    quickly(&format!("<p{}>One.</p>", attributes.collect::<String>()));
    quickly(&"<!-- allow(dose) because x -->\n\na\n\n".repeat(20_000));
    quickly(&"<!-- allow(dose) because x -->\n\nTake 400 mg every six hours.\n\n".repeat(10_000));
    quickly(&"<!-- alow(dsoe) because x -->\n\nTake 400 mg every six hours.\n\n".repeat(10_000));
    quickly(&"You need antibiotics. ".repeat(20_000));
    quickly(&"You need antibiotics.\n\n".repeat(20_000));
    quickly(&"a\u{200b}".repeat(300_000));
    quickly(&"a  ".repeat(500_000));
    quickly(&"*a ".repeat(500_000));
    quickly(&"a ".repeat(2_000_000));
    quickly(&"|a".repeat(500_000));
    quickly(&format!(
        "|{}\n|{}\n|{}\n",
        "a|".repeat(2_000),
        "-|".repeat(2_000),
        "b|".repeat(2_000)
    ));
}

#[test]
#[ignore = "heavy; run with --release"]
fn great_sites_take_seconds() {
    let answer = |at: usize| {
        format!(
            "## Is door {at} open?\n\n{}Ok {at}.\n\n",
            "Yes.\n\n".repeat(1_000)
        )
    };
    let faq = "=== content/faq/a.md\n+++\ntitle = \"Doors\"\nscope = \"admin\"\n+++\n";
    let answers = format!("{faq}{}", (0..32).map(answer).collect::<String>());
    assert_eq!(quickly_built(&answers, "structured-data"), 0);
    let slot = "=== themes/plate/templates/slots/foot.html\n";
    let attributes: String = (0..30_000).map(|number| format!(" a{number}")).collect();
    let quiet = " aria-hidden=false".repeat(30_000);
    let tag = format!("{slot}<p{attributes}{quiet}>One.</p>");
    assert_eq!(quickly_built(&tag, "page-security"), 0);
    let angles = format!("{slot}{}", "<".repeat(100_000));
    assert_eq!(quickly_built(&angles, "page-security"), 0);
}

#[test]
fn a_letter_that_is_read_as_several_is_marked_whole() {
    judge("\u{23a}L\u{16b57}\u{fe6a}\u{7f0c}\u{103c9}\u{1f7b2}?\u{d03}");
    judge(" 0?A\u{fe6a}\u{32cb}0");
}
