//! Words of patients without a written permission, or where the law bans them.
//!
//! Both federal cases about a practice's own website are about this: testimonials with names and faces, and "success
//! stories" of 150 patients, none with an authorization. So testimonials are a typed thing here, off until allowed;
//! what merely looks like one in a text is told as a warning.

use std::sync::LazyLock;

use super::super::case::{Case, Say, Told};
use super::super::reading::{Phrases, is_denied};
use super::super::shown::Shown;
use super::{Check, Look};
use crate::config::TestimonialTable;
use crate::site::SitePage;

pub(super) static CHECK: Check = Check {
    id: "patient-story",
    rank: 2,
    what: "publishes words of a patient without what the law asks for",
    why: "That somebody is a patient is private; publishing it needs a written authorization, and some states ban it altogether.",
    instead: "Take the words out, or write down the authorization: its number, date, scope and last day.",
    source: "HIPAA Privacy Rule as enforced against Complete P.T. (2016) and Cadia Healthcare (2025); rules of states",
    looks: &[Look::Facts(facts), Look::Page(page)],
    flags: &[
        "=== content/about.md\n+++\ntitle = \"About\"\n[[testimonials]]\ntext = \"They are kind.\"\nshown_as = \"A. B.\"\n+++\nHello.\n",
        "testimonials.allowed = true\n=== content/about.md\n+++\ntitle = \"About\"\n[[testimonials]]\ntext = \"They are kind.\"\nshown_as = \"A. B.\"\n+++\nHello.\n",
        "testimonials.allowed = true\n=== content/about.md\n+++\ntitle = \"About\"\n[[testimonials]]\ntext = \"They are kind.\"\nshown_as = \"A. B.\"\nauthorization = { id = \"7\", date = 2020-01-01, scope = \"website\", expires = 2021-01-01 }\n+++\nHello.\n",
        "practice.jurisdiction = [\"us-ny\"]\ntestimonials.allowed = true\n=== content/about.md\n+++\ntitle = \"About\"\n[[testimonials]]\ntext = \"They are kind.\"\nshown_as = \"A. B.\"\nauthorization = { id = \"7\", date = 2026-01-01, scope = \"website\", expires = 2028-01-01 }\n+++\nHello.\n",
        "=== content/success.md\n+++\ntitle = \"Success stories\"\n+++\nRead on.\n",
    ],
    passes: &[
        "testimonials.allowed = true\n=== content/about.md\n+++\ntitle = \"About\"\n[[testimonials]]\ntext = \"They are kind.\"\nshown_as = \"A. B.\"\nauthorization = { id = \"7\", date = 2026-01-01, scope = \"website\", expires = 2028-01-01 }\n+++\nHello.\n",
        "=== content/about.md\n+++\ntitle = \"About\"\n+++\nWe publish no testimonials.\n",
    ],
};

pub(super) static STORIES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "success story",
        "success stories",
        "testimonials",
        "patient testimonial",
        "what our patients say",
        "what patients say about us",
        "cured me",
        "healed me",
        "saved my life",
        "changed my life",
        "gave me my life back",
    ])
});

fn facts(case: &Case<'_>, told: &mut Told<'_>) {
    for page in &case.site.pages {
        for (at, story) in page.page.meta.testimonials.iter().enumerate() {
            let path = format!("testimonials.{at}");
            typed(case, (page, &path), story, told);
        }
    }
}

fn typed(
    case: &Case<'_>,
    (page, path): (&SitePage, &str),
    story: &TestimonialTable,
    told: &mut Told<'_>,
) {
    for entry in case.asked(told.check()).filter(|entry| entry.bans) {
        let say = Say::asked(entry, "words of patients may not be published here");
        told.front(page, path, say.instead("Take them out."));
    }
    if !case.practice.typed.testimonials.allowed {
        let say = Say::error("words of patients are not published unless practice.toml allows it");
        let instead = "Take them out, or set `allowed = true` in `[testimonials]` once every authorization is on file.";
        told.front(page, path, say.instead(instead));
    }
    match &story.authorization {
        None => {
            let say = Say::error("there is no written authorization for these words of a patient");
            told.front(page, path, say);
        }
        Some(paper) if paper.expires.0 < case.today => {
            let what = format!("the patient's authorization ended on {}", paper.expires);
            told.front(page, &format!("{path}.authorization"), Say::error(what));
        }
        Some(_) => {}
    }
    if let Some(entry) = case.entry("us-tx-testimonials") {
        for (has, key, what) in [
            (
                story.compensation.is_some(),
                "compensation",
                "what was paid for it",
            ),
            (
                story.credentials_note.is_some(),
                "credentials_note",
                "anything about credentials",
            ),
        ] {
            if !has {
                let say = Say::asked(entry, format!("the testimonial does not say {what}"));
                told.front(
                    page,
                    path,
                    say.instead(format!("Add a line `{key} = \"...\"`.")),
                );
            }
        }
    }
}

fn page(_: &Case<'_>, shown: &Shown<'_>, told: &mut Told<'_>) {
    for block in shown.blocks.iter().filter(|block| shown.is_content(block)) {
        let Some(range) = block.first(&STORIES) else {
            continue;
        };
        if !is_denied(&block.text, range.start) {
            let what = format!(
                "`{}` reads like the story of a patient",
                &block.text[range.clone()]
            );
            told.block(shown, block.part(range), Say::warning(what));
        }
    }
}
