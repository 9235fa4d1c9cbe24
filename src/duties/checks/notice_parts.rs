//! What each kind of notice has to say, as the packs have it.
//!
//! A page can be called a notice and say nothing that makes it one. The parts are data: what each asks, and words of
//! which one shows that it is there. `brassplate new notice --notice KIND` begins a page with a heading for each.

use super::super::case::{Case, Say, Told};
use super::super::packs::PHONE;
use super::super::shown::Shown;
use super::{Check, Look};
use crate::html::elements;

pub(super) static CHECK: Check = Check {
    id: "notice-parts",
    rank: 28,
    what: "leaves out something that a notice of its kind has to say",
    why: "A notice that leaves out a part does not tell people what it is for.",
    instead: "Add it in plain words of the practice's own.",
    source: "45 CFR 164.520(b)(1); Section 1557, 45 CFR 92.10; W3C on accessibility statements",
    looks: &[Look::Page(page)],
    flags: &[
        "=== content/notices/estimate.md\n+++\ntitle = \"Good-faith estimate\"\n[notice]\nkind = \"good-faith-estimate\"\n+++\nYou have a right to an estimate.\n",
        "=== content/notices/site.md\n+++\ntitle = \"Website privacy\"\n[notice]\nkind = \"website-privacy\"\n+++\nWe respect privacy.\n",
        "=== content/notices/access.md\n+++\ntitle = \"Accessibility\"\n[notice]\nkind = \"accessibility\"\n+++\nEveryone is welcome.\n",
        "practice.hipaa_covered = true\n=== content/notices/privacy.md\n+++\ntitle = \"Notice of Privacy Practices\"\neffective = 2026-02-16\n[notice]\nkind = \"privacy-practices\"\n+++\nWe keep things private.\n",
    ],
    passes: &[
        "=== content/notices/site.md\n+++\ntitle = \"Website privacy\"\n[notice]\nkind = \"website-privacy\"\n+++\nThis website sets no cookies and has no trackers. The server keeps each request for 14 days. Links to other companies lead away from here. Questions: <phone:main>.\n",
    ],
};

fn page(case: &Case<'_>, shown: &Shown<'_>, told: &mut Told<'_>) {
    let kind = shown.of.and_then(|of| of.page.meta.notice.as_ref());
    let Some(kind) = kind.map(|notice| notice.kind) else {
        return;
    };
    for entry in case
        .asked(told.check())
        .filter(|entry| entry.notice == Some(kind))
    {
        let missing: Vec<&str> = entry
            .parts
            .iter()
            .filter(|part| !part.any.iter().any(|words| says(case, shown, words)))
            .map(|part| part.asks.as_str())
            .collect();
        if let [first, more @ ..] = missing.as_slice() {
            let what = more
                .iter()
                .fold(format!("the notice does not say {first}"), |what, one| {
                    format!("{what}; nor {one}")
                });
            told.page(shown, Say::asked(entry, what).instead(CHECK.instead));
        }
    }
}

/// Whether the notice's own words have these; `{phone}` stands for any number of the practice.
fn says(case: &Case<'_>, shown: &Shown<'_>, words: &str) -> bool {
    let has = |words: &str| {
        shown.blocks.iter().any(|block| {
            let own =
                shown.is_in_content(block.at) && !shown.is_within(block.at, elements!["aside"]);
            own && block.text.to_lowercase().contains(words)
        })
    };
    if words != PHONE {
        return has(words);
    }
    let offices = case.practice.locations.iter().map(|office| &office.phone);
    let mut all = offices.chain([&case.practice.phone]);
    all.any(|phone| has(&phone.display))
}
