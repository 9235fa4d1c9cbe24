//! Reviews of pages about health: by whom, when, when again, from which sources; and that the page still reads as it
//! was reviewed.
//!
//! Trusted publishers share these four facts, and practices rarely show any. An overdue review warns first and keeps
//! the site from being published after the days of grace that the practice sets.

use std::sync::LazyLock;

use jiff::ToSpan;

use super::super::case::{Case, Say, Told};
use super::super::notices::listed;
use super::super::reading::Phrases;
use super::super::reviews::fingerprint;
use super::super::shown::Shown;
use super::{Check, Look};
use crate::config::{PageKind, Scope};
use crate::html::single_spaced;
use crate::site::SitePage;

pub(super) static CHECK: Check = Check {
    id: "review",
    rank: 18,
    what: "has a page about health without a current review by somebody who works here",
    why: "Readers trust a page about health that says who checked it and when, and an old one can do harm.",
    instead: "Let a clinician read the page, then set `reviewed_by`, `last_reviewed` and `next_review`.",
    source: "NHS standard for health content; URAC WS 15; JAMA benchmarks; COM(2002) 667",
    looks: &[Look::Facts(facts), Look::Page(page)],
    flags: &[
        "=== content/conditions/cold.md\n+++\ntitle = \"Colds\"\n+++\nA cold is an infection.\n",
        "=== content/clinicians/a.md\n+++\ntitle = \"A\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\nphysician = true\n+++\nHello.\n=== content/conditions/cold.md\n+++\ntitle = \"Colds\"\nreviewed_by = \"a\"\nlast_reviewed = 2022-01-01\nnext_review = 2024-01-01\nsources = [{ title = \"MedlinePlus\" }]\n+++\nA cold is an infection.\n",
        "=== content/clinicians/a.md\n+++\ntitle = \"A\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\nphysician = true\nends = 2026-01-31\n+++\nHello.\n=== content/conditions/cold.md\n+++\ntitle = \"Colds\"\nreviewed_by = \"a\"\nlast_reviewed = 2026-01-01\nnext_review = 2028-01-01\nsources = [{ title = \"MedlinePlus\" }]\n+++\nA cold is an infection.\n",
        "=== content/about.md\n+++\ntitle = \"About\"\n+++\nThis page was medically reviewed.\n",
        "=== themes/plate/templates/condition.html\n{% extends \"base.html\" %}{% block content %}{{ page.body }}{% endblock content %}\n=== content/clinicians/a.md\n+++\ntitle = \"A\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\nphysician = true\n+++\nHello.\n=== content/conditions/cold.md\n+++\ntitle = \"Colds\"\nreviewed_by = \"a\"\nlast_reviewed = 2026-01-01\nnext_review = 2028-01-01\nsources = [{ title = \"MedlinePlus\" }]\n+++\nA cold is an infection.\n",
        "=== content/clinicians/a.md\n+++\ntitle = \"A\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\nphysician = true\n+++\nHello.\n=== content/conditions/cold.md\n+++\ntitle = \"Colds\"\nreviewed_by = \"a\"\nlast_reviewed = 2026-01-01\nnext_review = 2028-01-01\nsources = [{ title = \"MedlinePlus\" }]\n+++\nA cold is an infection.\n=== brassplate.reviews.toml\n[pages.\"conditions/cold.md\"]\non = 2026-01-01\nwords = \"0000000000000000\"\n",
    ],
    passes: &[
        "=== content/clinicians/a.md\n+++\ntitle = \"A\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\nphysician = true\n+++\nHello.\n=== content/news/cold.md\n+++\ntitle = \"Colds\"\nscope = \"health\"\ndate = 2026-01-01\nauthor = \"A\"\ncommercial_interest = \"A maker of handkerchiefs\"\nreviewed_by = \"a\"\nlast_reviewed = 2026-01-01\nnext_review = 2028-01-01\nsources = [{ title = \"MedlinePlus\" }]\n+++\nA cold is an infection.\n",
        "=== content/clinicians/a.md\n+++\ntitle = \"A\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\nphysician = true\n+++\nHello.\n=== content/conditions/cold.md\n+++\ntitle = \"Colds\"\nreviewed_by = \"a\"\nlast_reviewed = 2026-01-01\nnext_review = 2028-01-01\nsources = [{ title = \"MedlinePlus\" }]\n+++\nA cold is an infection.\n",
    ],
};

fn facts(case: &Case<'_>, told: &mut Told<'_>) {
    for page in case.site.pages.iter().filter(|page| !page.is_section) {
        let meta = &page.page.meta;
        if page.scope() == Scope::Health {
            needs(case, page, told);
        }
        if let Some(next) = meta.next_review {
            due(case, page, next.0, told);
        }
        if let (Some(last), Some(next)) = (meta.last_reviewed, meta.next_review)
            && next <= last
        {
            told.front(
                page,
                "next_review",
                Say::error("the next review is before the last one"),
            );
        }
        if meta.last_reviewed.is_some_and(|last| last.0 > case.today) {
            told.front(
                page,
                "last_reviewed",
                Say::error("the last review is still to come"),
            );
        }
        reviewer(case, page, told);
        changed(case, page, told);
    }
}

/// One message names everything that is missing, so that one page about health is one thing to do.
fn needs(case: &Case<'_>, page: &SitePage, told: &mut Told<'_>) {
    let meta = &page.page.meta;
    let sourced = !meta.sources.is_empty() || case.site.by_path(&page.path).is_none();
    let parts = [
        (meta.reviewed_by.is_some(), "who reviewed it", "reviewed_by"),
        (
            meta.last_reviewed.is_some(),
            "on which day",
            "last_reviewed",
        ),
        (
            meta.next_review.is_some(),
            "when the next review is due",
            "next_review",
        ),
        (sourced, "where its facts come from", "[[sources]]"),
    ];
    let missing = || parts.iter().filter(|(has, ..)| !has);
    if missing().next().is_none() {
        return;
    }
    let words: Vec<&str> = missing().map(|(_, words, _)| *words).collect();
    let keys: Vec<String> = missing().map(|(.., key)| format!("`{key}`")).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let what = format!(
        "a page about health does not say {}",
        match words.as_slice() {
            ["on which day"] => "when it was reviewed".to_owned(),
            words => listed(words),
        }
    );
    let strict = meta.scope == Some(Scope::Health) || page.kind() != PageKind::Service;
    let unreviewed = parts[..3].iter().any(|(has, ..)| !has);
    let say = if strict && unreviewed {
        Say::error(what)
    } else {
        Say::warning(what)
    };
    let whom = if unreviewed {
        "Let a clinician read the page, then add"
    } else {
        "Add"
    };
    told.front(page, "", say.instead(format!("{whom} {}.", listed(&keys))));
}

fn due(case: &Case<'_>, page: &SitePage, next: jiff::civil::Date, told: &mut Told<'_>) {
    if next >= case.today {
        return;
    }
    let grace = i64::from(case.practice.typed.reviews.grace_days);
    let last = next.checked_add(grace.days()).unwrap_or(next);
    let what = format!("the review was due on {next}");
    let say = if last < case.today {
        Say::error(what)
    } else {
        Say::warning(what)
    };
    told.front(page, "next_review", say);
}

fn reviewer(case: &Case<'_>, page: &SitePage, told: &mut Told<'_>) {
    let Some(stem) = &page.page.meta.reviewed_by else {
        return;
    };
    let Some((_, table)) = case.clinician(stem) else {
        return;
    };
    let last = page.page.meta.last_reviewed;
    let what = if table.reviewer == Some(false) {
        format!("`{stem}` is not among those who review pages")
    } else if table.ends.is_some_and(|ends| ends.0 < case.today) {
        format!("`{stem}` no longer works here")
    } else if table
        .starts
        .zip(last)
        .is_some_and(|(starts, last)| last < starts)
    {
        format!("`{stem}` did not work here yet on the day of the review")
    } else {
        return;
    };
    told.front(page, "reviewed_by", Say::error(what));
}

fn changed(case: &Case<'_>, page: &SitePage, told: &mut Told<'_>) {
    let (Some(known), Some(last)) = (
        case.reviews.pages.get(&page.path),
        page.page.meta.last_reviewed,
    ) else {
        return;
    };
    if known.on == last && known.words != fingerprint(page) {
        let say = Say::warning(format!("the page was changed after its review on {last}"));
        told.front(
            page,
            "last_reviewed",
            say.instead(
                "Let the reviewer read it again, set the new days, and run `brassplate reviewed`.",
            ),
        );
    } else if known.on < last {
        let say = Say::warning(format!("the review on {last} is not written down yet"));
        told.front(
            page,
            "last_reviewed",
            say.instead("Run `brassplate reviewed`."),
        );
    }
}

pub(super) static CLAIMED: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "medically reviewed",
        "reviewed by a physician",
        "reviewed by our physicians",
    ])
});

/// Whether visitors can read who reviewed the page and when, where its facts come from, and who gains by it.
fn visible(case: &Case<'_>, page: &SitePage, shown: &Shown<'_>, told: &mut Told<'_>) {
    let meta = &page.page.meta;
    let reviewer = meta.reviewed_by.as_ref().and_then(|stem| {
        let (page, table) = case.clinician(stem)?;
        Some(
            table
                .name
                .clone()
                .unwrap_or_else(|| page.page.meta.title.clone()),
        )
    });
    let mut owed: Vec<(&str, String)> = Vec::new();
    owed.extend(reviewer.map(|name| ("who reviewed the page", name)));
    owed.extend(
        meta.last_reviewed
            .map(|day| ("when the page was reviewed", day.long())),
    );
    owed.extend(
        meta.next_review
            .map(|day| ("when the next review is due", day.long())),
    );
    let sources = meta.sources.iter().map(|source| source.title.clone());
    owed.extend(sources.map(|title| ("where its facts come from", title)));
    owed.extend(meta.author.clone().map(|name| ("who wrote it", name)));
    let interest = meta.commercial_interest.clone();
    owed.extend(interest.map(|words| ("who gains by it", words)));
    let people = meta.clinician.iter().filter(|_| page.left.is_none());
    let interests = people.flat_map(|table| table.disclosures.iter().cloned());
    owed.extend(interests.map(|words| ("the person's interests", words)));
    if owed.is_empty() {
        return;
    }
    let content: Vec<&str> = shown
        .blocks
        .iter()
        .filter(|block| shown.is_content(block))
        .map(|block| &*block.text)
        .collect();
    let mut missing: Vec<&str> = Vec::new();
    for (what, words) in owed {
        let words = single_spaced(&words);
        let finder = memchr::memmem::Finder::new(words.as_bytes());
        let is_read = |text: &&str| finder.find(text.as_bytes()).is_some();
        if !missing.contains(&what) && !content.iter().any(is_read) {
            missing.push(what);
        }
    }
    for what in missing {
        let say = Say::error(format!("visitors cannot read on the page {what}"));
        told.page(
            shown,
            say.instead("Let the theme print `page.author`, `page.review`, `page.sources`, `page.clinician` and `page.body`."),
        );
    }
}

fn page(case: &Case<'_>, shown: &Shown<'_>, told: &mut Told<'_>) {
    if let Some(page) = shown.of.filter(|page| !page.is_section) {
        visible(case, page, shown, told);
    }
    let reviewed = shown
        .of
        .is_some_and(|page| page.page.meta.reviewed_by.is_some());
    if reviewed {
        return;
    }
    for block in shown.blocks.iter().filter(|block| shown.is_content(block)) {
        if let Some(range) = block.first(&CLAIMED) {
            let say = Say::error("the page claims a medical review and names nobody");
            told.block(shown, block.part(range), say);
        }
    }
}
