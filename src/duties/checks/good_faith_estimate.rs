//! The right to a good-faith estimate: a web page of its own, complete, and linked where people book and ask for prices.
//!
//! Practices publish the federal model with its instructions in it, or a wrong number, or a PDF nobody finds. What
//! it has to say is held against the pack by `notice-parts`.

use super::super::case::{Case, Say, Told};
use super::super::shown::Shown;
use super::{Check, Look};
use crate::config::NoticeKind::{BalanceBilling, GoodFaithEstimate};
use crate::config::Topic;

pub(super) static CHECK: Check = Check {
    id: "good-faith-estimate",
    rank: 15,
    what: "lacks the notice on good-faith estimates, or a link to it",
    why: "People without insurance have a right to know the price before, and few know of it.",
    instead: "Add a page with `[notice]` and `kind = \"good-faith-estimate\"`, and link to it from the first page and where people book or ask about costs.",
    source: "No Surprises Act, 45 CFR 149.610, and the CMS model notice",
    looks: &[Look::Facts(facts), Look::Page(page)],
    flags: &[
        "=== content/notices/estimate.md\n+++\ntitle = \"Estimates\"\n+++\nAsk us.\n",
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
