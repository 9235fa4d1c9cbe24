//! The small sites in the checks themselves: each of `flags` is flagged by its check, each of `passes` is not.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[path = "duties/small.rs"]
mod small;

use brassplate::duties::CHECKS;
use rayon::prelude::*;
use small::{Small, said};

#[test]
fn the_sound_site_is_left_in_peace() {
    let outcome = Small::with("").run();
    let told: Vec<_> = outcome.verdict.said().iter().collect();
    assert!(told.is_empty(), "{told:#?}");
}

#[test]
fn every_flagged_example_is_flagged() {
    let failed: Vec<String> = CHECKS
        .par_iter()
        .flat_map_iter(|check| check.flags.iter().map(move |example| (check, example)))
        .filter_map(|(check, example)| {
            let outcome = Small::with(example).run();
            let told = said(&outcome, check.id);
            let others: Vec<_> = outcome.verdict.said().iter().map(|one| &one.what).collect();
            for one in &told {
                assert!(!one.path.is_empty(), "{}: {}", check.id, one.what);
                let said = one.instead.len() > 8 && one.why.len() > 8;
                assert!(
                    said && !one.what.ends_with('.'),
                    "{}: {}",
                    check.id,
                    one.what
                );
            }
            (told.is_empty()).then(|| format!("{}:\n{example}\n{others:?}\n", check.id))
        })
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn every_passing_example_passes() {
    let failed: Vec<String> = CHECKS
        .par_iter()
        .flat_map_iter(|check| check.passes.iter().map(move |example| (check, example)))
        .filter_map(|(check, example)| {
            let outcome = Small::with(example).run();
            let told = said(&outcome, check.id);
            let settings = said(&outcome, "settings");
            (!told.is_empty() || !settings.is_empty())
                .then(|| format!("{}:\n{example}\n{told:#?}\n{settings:#?}\n", check.id))
        })
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
