//! Official numbers and seals: one digit off is a stranger's telephone, and a seal of a body that is gone vouches for
//! nothing.
//!
//! What is official stands in a dated file with sources; only what was found at a source is in it.

use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use super::super::case::{Case, Say, Told};
use super::super::reading::{DIGITS, Phrases, dialled, phone_numbers};
use super::super::shown::Shown;
use super::{Check, Look};

pub(super) static CHECK: Check = Check {
    id: "official-facts",
    rank: 11,
    what: "shows a wrong official number, or a number or seal that is no longer in use",
    why: "Somebody who calls a wrong or dead number in need gets no help.",
    instead: "Write the number as the agency gives it.",
    source: "Seen live: 1-800-982-3059 in place of 1-800-985-3059; numbers and seals that were given up",
    looks: &[Look::Page(page)],
    flags: &[
        "=== content/surprise.md\n+++\ntitle = \"Surprise bills\"\n+++\nQuestions about the No Surprises Act: 1-800-982-3059.\n",
        "=== content/help.md\n+++\ntitle = \"Help\"\n+++\nThe lifeline is at 1-800-273-8255.\n",
        "=== content/seal.md\n+++\ntitle = \"Quality\"\n+++\nWe comply with the HONcode standard.\n",
    ],
    passes: &[
        "=== content/surprise.md\n+++\ntitle = \"Surprise bills\"\n+++\nQuestions about the No Surprises Act: [1-800-985-3059](tel:+18009853059), or us at (512) 555-0100.\n",
    ],
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Official {
    #[expect(dead_code, reason = "a date that people read")]
    checked_on: crate::config::Day,
    numbers: Vec<Number>,
    retired: Vec<Retired>,
    over: Vec<Over>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Number {
    name: String,
    near: Vec<String>,
    number: String,
    #[expect(dead_code, reason = "a source that people read")]
    source: String,
    #[expect(dead_code, reason = "a source that people read")]
    url: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Retired {
    words: String,
    what: String,
    instead: String,
    #[expect(dead_code, reason = "a source that people read")]
    source: String,
    #[expect(dead_code, reason = "a source that people read")]
    url: String,
}

/// Words that only fit a time that is over.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Over {
    /// The words.
    pub(super) words: Vec<String>,
    /// What is over.
    pub(super) what: String,
    /// Its last day.
    pub(super) ended: crate::config::Day,
    #[expect(dead_code, reason = "a source that people read")]
    source: String,
    #[expect(dead_code, reason = "a source that people read")]
    url: String,
}

static OFFICIAL: LazyLock<Official> = LazyLock::new(|| {
    #[expect(
        clippy::unwrap_used,
        reason = "the file is part of the program, and a test reads it"
    )]
    toml::from_str(include_str!("../official.toml")).unwrap()
});

pub(super) static GONE: LazyLock<Phrases> = LazyLock::new(|| {
    let words: Vec<_> = OFFICIAL
        .retired
        .iter()
        .map(|one| one.words.as_str())
        .collect();
    Phrases::new(&words)
});

/// The times that are over.
pub(super) fn times_over() -> &'static [Over] {
    &OFFICIAL.over
}

/// Whether a number is an official one.
pub(super) fn is_official(number: &str) -> bool {
    let number = dialled(number);
    OFFICIAL
        .numbers
        .iter()
        .any(|one| dialled(&one.number) == number)
}

fn page(_: &Case<'_>, shown: &Shown<'_>, told: &mut Told<'_>) {
    for block in &shown.blocks {
        for range in block.all(&GONE) {
            let words = &block.text[range.clone()];
            let gone = OFFICIAL
                .retired
                .iter()
                .find(|one| one.words.eq_ignore_ascii_case(words));
            if let Some(Retired { what, instead, .. }) = gone {
                let say = Say::error(format!("`{words}` is {what}")).instead(instead.clone());
                told.block(shown, block.part(range), say);
            }
        }
        let slips = (block.figures >= DIGITS).then(|| slips(&block.text));
        for (range, official) in slips.into_iter().flatten() {
            let what = format!(
                "`{}` is not the number of the {}",
                &block.text[range.clone()],
                official.name
            );
            let say = Say::error(what).instead(format!("Write {}.", official.number));
            told.block(shown, block.part(range), say);
        }
    }
}

/// Whether this check speaks of a number in a text, so that no other has to.
pub(super) fn speaks_of(text: &str, number: &Range<usize>) -> bool {
    let holds = |found: &Range<usize>| found.start <= number.start && number.end <= found.end;
    slips(text).iter().any(|(found, _)| holds(found)) || GONE.all(text).any(|found| holds(&found))
}

/// Numbers that are a digit or two away from that of the agency the text speaks of.
fn slips(text: &str) -> Vec<(Range<usize>, &'static Number)> {
    if phone_numbers(text).is_empty() {
        return Vec::new();
    }
    let lower = text.to_lowercase();
    let named = OFFICIAL
        .numbers
        .iter()
        .filter(|official| official.near.iter().any(|near| lower.contains(near)));
    let slips = named.flat_map(|official| {
        let right = dialled(&official.number);
        let all = phone_numbers(text).into_iter();
        all.filter(move |range| is_slip(&dialled(&text[range.clone()]), &right))
            .map(move |range| (range, official))
    });
    slips.collect()
}

fn is_slip(number: &str, right: &str) -> bool {
    let differing = number.bytes().zip(right.bytes()).filter(|(a, b)| a != b);
    number.len() == right.len() && (1..=2).contains(&differing.count())
}
