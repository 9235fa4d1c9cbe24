//! Pairs of small sites, one file for each check in `tests/duties/pairs`: a flawed site where that check speaks and
//! nothing else does, what it says with its place, and the mended twin, of which nobody says anything.
//!
//! Defects found on live sites are among them; their titles begin with "Seen live". `SNAPSHOTS=overwrite cargo test
//! --test duties_pairs` writes down anew what is said; read the difference before you keep it.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[path = "duties/small.rs"]
mod small;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use brassplate::diagnostic::Diagnostic;
use brassplate::duties::CHECKS;
use rayon::prelude::*;
use small::{Small, said};

/// Defects that live sites of practices had when they were read: each has to be among the pairs of its check.
const SEEN_LIVE: [(&str, &str); 15] = [
    ("credentials", "board certified, and nobody named"),
    ("expired", "a COVID protocol"),
    ("expired", "a policy effective November 10, 2014"),
    ("expired", "a policy whose text says since 2014"),
    ("expired", "a text that speaks as of January 1, 2019"),
    ("expired", "plans as of January 1, 2019"),
    ("official-facts", "a seal of a body that is gone"),
    ("official-facts", "one digit of the help desk is wrong"),
    ("official-facts", "the old number of the crisis line"),
    ("placeholder", "a date in brackets"),
    ("placeholder", "an official form past its day"),
    ("placeholder", "an unfilled slot for the crisis line"),
    (
        "placeholder",
        "instructions to providers published as the notice",
    ),
    ("placeholder", "the address a site builder gave, blank-2"),
    ("placeholder", "the address a site builder gave, new-page-1"),
];

/// Two sites and what is said of the first.
struct Pair {
    title: String,
    flawed: String,
    told: String,
    mended: String,
}

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/duties/pairs"))
}

fn file(check: &str) -> PathBuf {
    folder().join(format!("{check}.txt"))
}

fn pairs(check: &str) -> Vec<Pair> {
    let path = file(check);
    let text = fs::read_to_string(&path).unwrap_or_else(|_| panic!("no pairs for `{check}`"));
    let mut pairs: Vec<Pair> = Vec::new();
    let mut part = 0;
    for line in text.lines() {
        match line.strip_prefix("@ ") {
            Some("told") => part = 1,
            Some("mended") => part = 2,
            Some(title) => {
                part = 0;
                pairs.push(Pair {
                    title: title.to_owned(),
                    flawed: String::new(),
                    told: String::new(),
                    mended: String::new(),
                });
            }
            None => {
                let pair = pairs.last_mut().unwrap();
                let into = match part {
                    0 => &mut pair.flawed,
                    1 => &mut pair.told,
                    _ => &mut pair.mended,
                };
                into.push_str(line);
                into.push('\n');
            }
        }
    }
    pairs
}

/// How grave, where and what.
fn line(one: &Diagnostic) -> String {
    let (line, column) = (one.start.line, one.start.column);
    format!(
        "{} {}:{line}:{column} {}\n",
        one.severity.name(),
        one.path,
        one.what
    )
}

/// What is wrong with a pair, and what its check says of the flawed site now.
fn judged(check: &str, pair: &Pair) -> (Vec<String>, String) {
    let mut wrong = Vec::new();
    let (flawed, mended) = (
        Small::with(&pair.flawed).run(),
        Small::with(&pair.mended).run(),
    );
    let told: String = said(&flawed, check).into_iter().map(line).collect();
    if told.is_empty() {
        wrong.push("the flawed site is let through\n".to_owned());
    }
    let others = flawed.verdict.said().iter().filter(|one| one.rule != check);
    wrong.extend(others.map(|one| format!("`{}` speaks too: {}", one.rule, line(one))));
    let left = mended.verdict.said().iter();
    wrong.extend(left.map(|one| format!("mended, `{}`: {}", one.rule, line(one))));
    if pair.mended == pair.flawed {
        wrong.push("the twin is the same\n".to_owned());
    }
    (wrong, told)
}

#[test]
fn every_check_has_pairs_and_every_pair_a_check() {
    let checks: BTreeSet<String> = CHECKS.iter().map(|check| check.id.to_owned()).collect();
    let files = fs::read_dir(folder()).unwrap().map(|entry| {
        let name = entry.unwrap().file_name().into_string().unwrap();
        name.strip_suffix(".txt").unwrap().to_owned()
    });
    assert_eq!(files.collect::<BTreeSet<_>>(), checks);
    let ranks: Vec<u8> = CHECKS.iter().map(|check| check.rank).collect();
    for rank in 1..=25 {
        assert!(ranks.contains(&rank), "no check has the rank {rank}");
    }
    for check in CHECKS {
        let pairs = pairs(check.id);
        let titles: BTreeSet<_> = pairs.iter().map(|pair| &pair.title).collect();
        assert!(
            !pairs.is_empty() && titles.len() == pairs.len(),
            "{}",
            check.id
        );
    }
}

#[test]
fn defects_seen_live_are_among_the_pairs() {
    for (check, defect) in SEEN_LIVE {
        let title = format!("Seen live: {defect}");
        let pairs = pairs(check);
        assert!(pairs.iter().any(|pair| pair.title == title), "{title}");
    }
}

#[test]
fn of_each_pair_only_its_check_speaks_and_the_mended_twin_is_left_in_peace() {
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite");
    let faults: Vec<String> = CHECKS
        .par_iter()
        .map(|check| faults_of(check.id, overwrite))
        .collect();
    let faults = faults.concat();
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn every_check_can_be_waived_with_a_reason_and_a_last_day() {
    let faults: Vec<String> = CHECKS
        .par_iter()
        .filter_map(|check| {
            let pair = &pairs(check.id)[0];
            let waiver = |until: &str| {
                format!(
                    "waive = [{{ check = \"{}\", reason = \"A reason for the record.\", until = {until} }}]\n{}",
                    check.id, pair.flawed
                )
            };
            let (held, ended) = (
                Small::with(&waiver("2026-11-22")).run(),
                Small::with(&waiver("2026-11-21")).run(),
            );
            let left = said(&held, check.id).len();
            let waived = held.loaded.as_ref().unwrap().judged.waived.len();
            let heard = said(&ended, check.id).len();
            (left > 0 || waived == 0 || heard == 0)
                .then(|| format!("{}: {left} left, {waived} waived, {heard} heard", check.id))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn faults_of(check: &str, overwrite: bool) -> String {
    let (mut faults, mut anew) = (String::new(), String::new());
    let pairs = pairs(check);
    let judged: Vec<_> = pairs.par_iter().map(|pair| judged(check, pair)).collect();
    for (pair, (mut wrong, told)) in pairs.iter().zip(judged) {
        let Pair {
            title,
            flawed,
            mended,
            ..
        } = pair;
        if told != pair.told && !overwrite {
            wrong.push(format!("said:\n{told}written down:\n{}", pair.told));
        }
        if !wrong.is_empty() {
            let _ = write!(faults, "\n{check}: {title}\n  {}", wrong.join("  "));
        }
        let _ = write!(anew, "@ {title}\n{flawed}@ told\n{told}@ mended\n{mended}");
    }
    if overwrite {
        fs::write(file(check), anew).unwrap();
    }
    faults
}
