//! Free and cheaper services, and rewards for reviews, where a jurisdiction has rules for them.
//!
//! "Free parking" is no offer of care, so only phrases about care are looked for, and they only warn.

use std::sync::LazyLock;

use super::super::case::{Case, Say, Told};
use super::super::reading::{Phrases, is_denied};
use super::super::shown::Shown;
use super::{Check, Look};

pub(super) static CHECK: Check = Check {
    id: "offers",
    rank: 23,
    what: "offers care for free or for less, or asks for reviews, without the words that belong to it",
    why: "Such offers have terms that the law wants told with them, and a bought review deceives.",
    instead: "State the terms beside the offer, and ask everybody alike for reviews, without a reward.",
    source: "s. 456.062, Fla. Stat.; National Law s. 133; 22 TAC 164.3; 16 CFR 465; Consumer Review Fairness Act",
    looks: &[Look::Page(page)],
    flags: &[
        "practice.jurisdiction = [\"us-fl\"]\n=== content/offer.md\n+++\ntitle = \"Offer\"\n+++\nA free consultation for new patients.\n",
        "=== content/reviews.md\n+++\ntitle = \"Reviews\"\n+++\nGet a gift card in exchange for a review.\n",
        "=== content/terms.md\n+++\ntitle = \"Terms\"\n+++\nI agree not to post reviews about the practice.\n",
    ],
    passes: &[
        "practice.jurisdiction = [\"us-fl\"]\n=== content/offer.md\n+++\ntitle = \"Visit\"\n+++\nFree parking behind the house, and a fragrance-free waiting room.\n",
    ],
};

pub(super) static OFFERS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "free consultation",
        "free consultations",
        "free visit",
        "free exam",
        "free examination",
        "free screening",
        "free treatment",
        "free first visit",
        "discount",
        "discounted",
        "% off",
        "special offer",
        "new patient special",
        "coupon",
        "half price",
    ])
});

pub(super) static REVIEWS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "in exchange for a review",
        "for leaving a review",
        "for a five-star review",
        "for a positive review",
        "review and receive",
        "agree not to post",
        "agree not to review",
        "not to post reviews",
        "if you were happy with",
        "if you had a great experience",
        "if you are satisfied, leave",
    ])
});

fn page(case: &Case<'_>, shown: &Shown<'_>, told: &mut Told<'_>) {
    let offers = ["us-fl-free", "au-offers", "us-tx-free"]
        .iter()
        .filter_map(|id| case.entry(id));
    let offers: Vec<_> = offers.collect();
    for block in shown.blocks.iter().filter(|block| shown.is_content(block)) {
        if let Some(range) = block.first(&REVIEWS)
            && let Some(entry) = case.entry("us-reviews-honest")
        {
            let what = format!(
                "`{}` bends what people write about the practice",
                &block.text[range.clone()]
            );
            told.block(shown, block.part(range), Say::asked(entry, what));
        }
        let Some(range) = block.first(&OFFERS) else {
            continue;
        };
        if is_denied(&block.text, range.start) {
            continue;
        }
        let text = shown.lower_text();
        for entry in &offers {
            let has_terms = !entry.phrases.is_empty()
                && entry.phrases.iter().any(|phrase| text.contains(phrase));
            if !has_terms {
                let what = format!(
                    "`{}` is an offer without its terms",
                    &block.text[range.clone()]
                );
                told.block(shown, block.part(range.clone()), Say::asked(entry, what));
            }
        }
    }
}
