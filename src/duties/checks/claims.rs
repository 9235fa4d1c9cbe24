//! Promises and superlatives: guarantees, cures, "best" and "painless", where a jurisdiction asks for restraint.
//!
//! Such words are common in innocent sentences too, so this only warns, and a claim with its evidence in front matter
//! is left alone.

use std::sync::LazyLock;

use super::super::case::{Case, Say, Told};
use super::super::reading::{Phrases, is_denied};
use super::super::shown::Shown;
use super::{Check, Look};

pub(super) static CHECK: Check = Check {
    id: "claims",
    rank: 19,
    what: "promises a result or claims to be better than others",
    why: "A promise about results misleads, and medical boards treat it as false advertising.",
    instead: "Say what the practice does, or add the claim with its evidence as `claims` in `[service]`.",
    source: "22 TAC 164.3; Cal. Bus. & Prof. Code 651; Fla. Admin. Code 64B8-11.001; O. Reg. 114/94; National Law s. 133",
    looks: &[Look::Page(page)],
    flags: &[
        "practice.jurisdiction = [\"us-tx\"]\n=== content/about.md\n+++\ntitle = \"About\"\n+++\nWe offer painless treatment and guaranteed results.\n",
        "practice.jurisdiction = [\"au\"]\npractice.emergency = { number = \"000\" }\n=== content/about.md\n+++\ntitle = \"About\"\n+++\nThe leading practice in town.\n",
    ],
    passes: &[
        "practice.jurisdiction = [\"us-tx\"]\n=== content/about.md\n+++\ntitle = \"About\"\n+++\nThe best time to call is the afternoon. We cannot guarantee a result.\n",
    ],
};

pub(super) static CLAIMS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "guarantee",
        "guaranteed",
        "guarantees",
        "painless",
        "pain-free",
        "risk-free",
        "miracle",
        "miracle cure",
        "we cure",
        "cures",
        "permanent cure",
        "the best doctors",
        "the best doctor",
        "the best care",
        "best clinic",
        "best practice in town",
        "number one",
        "#1",
        "top-rated",
        "world-class",
        "leading practice",
        "leading clinic",
        "leading provider",
        "second to none",
        "unmatched",
        "unrivaled",
        "one of a kind",
        "only practice that",
        "100% safe",
        "completely safe",
    ])
});

fn page(case: &Case<'_>, shown: &Shown<'_>, told: &mut Told<'_>) {
    let Some(entry) = case
        .asked(told.check())
        .max_by_key(|entry| entry.severity() == crate::diagnostic::Severity::Error)
    else {
        return;
    };
    let service = shown.of.and_then(|page| page.page.meta.service.as_ref());
    for block in shown.blocks.iter().filter(|block| shown.is_content(block)) {
        for range in block.all(&CLAIMS) {
            let words = block.text[range.clone()].to_owned();
            let supported = service.is_some_and(|table| {
                table.claims.iter().any(|claim| {
                    claim.text.to_lowercase().contains(&words.to_lowercase())
                        && !claim.evidence.trim().is_empty()
                })
            });
            if !supported && !is_denied(&block.text, range.start) {
                told.block(
                    shown,
                    block.part(range),
                    Say::asked(entry, format!("`{words}` promises or boasts"))
                        .instead(CHECK.instead),
                );
            }
        }
    }
}
