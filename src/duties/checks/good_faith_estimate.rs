//! The right to a good-faith estimate: a web page of its own, complete, and linked where people book and ask for prices.
//!
//! Practices publish the federal model with its instructions in it, or a wrong number, or a PDF nobody finds. The
//! elements are checked, not the wording.

use super::super::case::{Case, Say, Told};
use super::super::shown::Shown;
use super::{Check, Look};
use crate::config::NoticeKind::{BalanceBilling, GoodFaithEstimate};
use crate::config::Topic;

pub(super) static CHECK: Check = Check {
    id: "good-faith-estimate",
    rank: 15,
    what: "lacks the notice on good-faith estimates, a link to it, or something the notice has to say",
    why: "People without insurance have a right to know the price before, and few know of it.",
    instead: "Add a page with `[notice]` and `kind = \"good-faith-estimate\"`, and link to it from the first page and where people book or ask about costs.",
    source: "No Surprises Act, 45 CFR 149.610, and the CMS model notice",
    looks: &[Look::Facts(facts), Look::Page(page)],
    flags: &[
        "=== content/notices/estimate.md\n+++\ntitle = \"Estimates\"\n+++\nAsk us.\n",
        "=== content/notices/estimate.md\n+++\ntitle = \"Good-faith estimate\"\n[notice]\nkind = \"good-faith-estimate\"\n+++\nYou have a right to an estimate.\n",
        "=== content/appointments.md\n+++\ntitle = \"Appointments\"\ntopic = \"appointments\"\n+++\nCall us.\n",
        "practice.facility_care = true\n",
    ],
    passes: &[
        "=== content/appointments.md\n+++\ntitle = \"Appointments\"\ntopic = \"appointments\"\n+++\nCall us. Ask for a [good-faith estimate](notices/estimate.md).\n",
    ],
};

fn facts(case: &Case<'_>, told: &mut Told<'_>) {
    if let Some(entry) = case.entry("us-estimate-posted")
        && case.notices(GoodFaithEstimate).next().is_none()
    {
        told.fact(
            "practice",
            Say::asked(entry, "the site has no notice on good-faith estimates"),
        );
    }
    if let Some(entry) = case.entry("us-balance-billing")
        && case.notices(BalanceBilling).next().is_none()
    {
        let say = Say::asked(
            entry,
            "the site has no notice on protection against surprise bills",
        );
        told.fact(
            "practice.facility_care",
            say.instead(
                "Add the notice in its official words as a page with `kind = \"balance-billing\"`.",
            ),
        );
    }
}

fn page(case: &Case<'_>, shown: &Shown<'_>, told: &mut Told<'_>) {
    let (Some(of), Some(notice)) = (shown.of, case.notices(GoodFaithEstimate).next()) else {
        return;
    };
    let is_notice = of.page.meta.notice.as_ref().map(|own| own.kind) == Some(GoodFaithEstimate);
    if let (true, Some(entry)) = (is_notice, case.entry("us-estimate-elements")) {
        let text = shown.lower_text();
        for (words, what) in ELEMENTS {
            if !words.iter().any(|word| text.contains(word)) {
                told.page(
                    shown,
                    Say::asked(entry, format!("the notice does not {what}"))
                        .instead("Add it in plain words."),
                );
            }
        }
    }
    let title = of.page.meta.title.to_lowercase();
    let asks = of.url.is_empty()
        || of.page.meta.topic == Some(Topic::Appointments)
        || ["billing", "cost", "prices", "insurance"]
            .iter()
            .any(|word| title.contains(word))
            && !of.is_section;
    if let (true, Some(entry)) = (asks, case.entry("us-estimate-posted"))
        && !shown
            .links()
            .any(|link| link.to.as_deref() == Some(&notice.url))
    {
        let say = Say::asked(
            entry,
            "the page has no link to the notice on good-faith estimates",
        );
        told.page(
            shown,
            say.instead("Link to it where the page speaks of booking or costs."),
        );
    }
}

/// What the notice has to say, and words of which one shows that it does.
const ELEMENTS: [(&[&str], &str); 6] = [
    (&["right to"], "name the right to an estimate"),
    (
        &["one business day", "1 business day"],
        "say that it comes within one business day",
    ),
    (
        &["three business days", "3 business days"],
        "say that it comes within three business days",
    ),
    (&["$400"], "name the $400 threshold for a dispute"),
    (&["copy", "picture of"], "ask people to keep a copy"),
    (&["985-3059"], "give the federal help line, 1-800-985-3059"),
];
