//! The pages in `tests/cases` are the guard's specification; here each block of them is held against the guard.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::path::Path;

use brassplate::config::{Day, GuardTable, PageKind};
use brassplate::diagnostic::Diagnostic;
use brassplate::guard::{Family, Guard};
use brassplate::page::Page;
use brassplate::source::SourceFile;

/// A text and what is expected of it.
struct Case {
    place: String,
    expected: Expected,
    text: String,
}

#[derive(Debug, Clone, Copy)]
enum Expected {
    Refused(Family),
    Passes,
    /// It should be refused, and is not yet.
    Missed(Family),
    /// It should pass, and does not yet.
    Mistaken,
}

#[test]
fn the_guard_does_what_its_specification_says() {
    let mut wrong = Vec::new();
    for page in pages() {
        for case in cases(&page) {
            if let Some(why) = fault(&case) {
                wrong.push(format!("{}: {:?}: {why}", case.place, case.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_family_has_a_page_with_a_dozen_cases() {
    for family in Family::ALL {
        let count = cases(family.name()).len();
        assert!(count >= 12, "{}: {count}", family.name());
    }
}

fn pages() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".md").map(str::to_owned))
        .filter(|name| name != "README")
        .collect();
    names.sort();
    names
}

/// The blocks of a page; each line is a case, unless the block says `together`.
fn cases(page: &str) -> Vec<Case> {
    let path = format!("tests/cases/{page}.md");
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&path)).unwrap();
    let mut cases = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((_, line)) = lines.next() {
        let Some(words) = line.strip_prefix("```") else {
            continue;
        };
        let body: Vec<_> = lines
            .by_ref()
            .take_while(|(_, line)| *line != "```")
            .collect();
        let (expected, together) =
            expectation(words).unwrap_or_else(|| panic!("{path}: ```{words}"));
        let place = |number: usize| format!("{path}:{}", number + 1);
        assert!(!body.is_empty(), "{path}: an empty block");
        if together {
            let text = body.iter().map(|(_, line)| format!("{line}\n")).collect();
            cases.push(Case {
                place: place(body[0].0),
                expected,
                text,
            });
            continue;
        }
        cases.extend(body.iter().map(|(number, line)| Case {
            place: place(*number),
            expected,
            text: (*line).to_owned(),
        }));
    }
    cases
}

fn expectation(words: &str) -> Option<(Expected, bool)> {
    let words: Vec<_> = words.split(' ').collect();
    let (words, together) = match words.as_slice() {
        [words @ .., "together"] => (words, true),
        words => (words, false),
    };
    let expected = match words {
        ["refused", family] => Expected::Refused(Family::named(family)?),
        ["missed", family] => Expected::Missed(Family::named(family)?),
        ["passes"] => Expected::Passes,
        ["mistaken"] => Expected::Mistaken,
        _ => return None,
    };
    Some((expected, together))
}

fn fault(case: &Case) -> Option<String> {
    let (faq, page) = (
        said(&case.text, PageKind::Faq),
        said(&case.text, PageKind::Page),
    );
    let told = || {
        format!(
            "as a FAQ page {:?}, elsewhere {:?}",
            short(&faq),
            short(&page)
        )
    };
    let is_refused = |family: Family| {
        let elsewhere = if family == Family::Directive {
            page.iter().any(|one| one.family == family.name())
                && !page.iter().any(Diagnostic::is_error)
        } else {
            errs(&page, family)
        };
        errs(&faq, family) && elsewhere
    };
    let passes = !faq.iter().chain(&page).any(Diagnostic::is_error);
    let fits = match case.expected {
        Expected::Refused(family) => is_refused(family),
        Expected::Passes => passes,
        Expected::Missed(family) => !is_refused(family),
        Expected::Mistaken => !passes,
    };
    (!fits).then(|| match case.expected {
        Expected::Missed(_) | Expected::Mistaken => {
            "it is right now; move it to its place above".to_owned()
        }
        _ => told(),
    })
}

fn errs(said: &[Diagnostic], family: Family) -> bool {
    said.iter()
        .any(|one| one.is_error() && one.family == family.name())
}

fn said(text: &str, kind: PageKind) -> Vec<Diagnostic> {
    let (guard, _) = Guard::new(&GuardTable::default(), Day::parse("2026-06-01"));
    guard.check(&Page::loose(SourceFile::new("case.md", text), kind))
}

fn short(said: &[Diagnostic]) -> Vec<String> {
    said.iter()
        .map(|one| format!("{} {}", one.severity.name(), one.rule))
        .collect()
}
