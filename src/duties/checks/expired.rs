//! What is past its day: plan lists, prices, fees, policies, words about new patients, alerts nobody took out.
//!
//! Data is held to its dates. For prose there is only a hint: a year long gone behind "as of", "effective" or
//! "updated", or rules of a time that is over.

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;

use super::super::block::Block;
use super::super::case::{Case, Say, Told};
use super::super::reading::{Phrases, years};
use super::super::shown::Shown;
use super::official_facts::{Over, times_over};
use super::{Check, Look};
use crate::config::{PageKind, PlanStatus};
use crate::site::SitePage;

pub(super) static CHECK: Check = Check {
    id: "expired",
    rank: 10,
    what: "shows something whose day is past",
    why: "An old list of plans or an old rule costs people money, and an old date costs the page its trust.",
    instead: "Check it, and write the day of the check.",
    source: "NHS standard for review dates; URAC WS 15; FSMB on current information; NHS England on yearly updates",
    looks: &[Look::Facts(facts), Look::Page(page)],
    flags: &[
        "insurance = [{ carrier = \"Bluebell\", as_of = 2019-01-01 }]\n",
        "insurance = [{ carrier = \"Bluebell\", as_of = 2026-11-01, status = \"ending\", ends = 2026-11-10 }]\n",
        "alerts = [{ text = \"The lobby is being painted.\", starts = 2026-01-02, ends = 2026-01-05 }]\n",
        "=== content/policies/late.md\n+++\ntitle = \"Late visits\"\neffective = 2014-11-10\n+++\nPlease call.\n",
        "=== content/plans.md\n+++\ntitle = \"Plans\"\n+++\nWe take these plans as of January 1, 2019.\n",
        "=== content/visits.md\n+++\ntitle = \"Visits\"\n+++\n## Our COVID-19 protocol\n\nOne visitor at a time.\n",
    ],
    passes: &[
        "insurance = [{ carrier = \"Bluebell\", as_of = 2026-11-01 }]\n",
        "=== content/about.md\n+++\ntitle = \"About\"\n+++\nThe practice opened in 2009.\n",
        "=== content/news/masks.md\n+++\ntitle = \"Masks\"\ndate = 2021-03-01\n+++\nOur COVID-19 protocol has changed.\n",
    ],
};

fn facts(case: &Case<'_>, told: &mut Told<'_>) {
    plans(case, told);
    for (at, alert) in case.practice.typed.alerts.iter().enumerate() {
        if past(alert.ends.0, 1) < case.today {
            let what = format!("an alert ended on {}", alert.ends);
            let say = Say::warning(what).instead("Take it out of practice.toml.");
            told.fact(&format!("alerts.{at}"), say);
        }
    }
    for page in &case.site.pages {
        fees(page, case.today, told);
        let meta = &page.page.meta;
        let verified = meta.notice.as_ref().and_then(|notice| notice.verified_on);
        let accepting = meta
            .clinician
            .as_ref()
            .and_then(|table| table.accepting_as_of);
        let price = meta.service.as_ref().and_then(|table| table.price.as_ref());
        for (key, day, months, what) in [
            ("effective", meta.effective, 48, "the rule took effect"),
            (
                "notice.verified_on",
                verified,
                12,
                "the text was last held against its source",
            ),
            (
                "clinician.accepting_as_of",
                accepting,
                12,
                "the word about new patients was last checked",
            ),
            (
                "service.price.as_of",
                price.map(|price| price.as_of),
                12,
                "the price was last checked",
            ),
        ] {
            if let Some(day) = day.filter(|day| past(day.0, months) < case.today) {
                told.front(
                    page,
                    key,
                    Say::warning(format!("{what} on {day}, which is long ago")),
                );
            }
        }
    }
}

/// Fees that nobody has checked for a year.
fn fees(page: &SitePage, today: Date, told: &mut Told<'_>) {
    let table = page.page.meta.policy.iter();
    for (at, fee) in table.flat_map(|table| &table.fees).enumerate() {
        if past(fee.as_of.0, 12) < today {
            let what = format!(
                "the fee for `{}` was last checked on {}, which is long ago",
                fee.what, fee.as_of
            );
            told.front(page, &format!("policy.fees.{at}.as_of"), Say::warning(what));
        }
    }
}

fn plans(case: &Case<'_>, told: &mut Told<'_>) {
    let months = case.practice.typed.reviews.plans_months;
    for (at, plan) in case.practice.typed.insurance.iter().enumerate() {
        if past(plan.as_of.0, i64::from(months)) < case.today {
            let what = format!(
                "the plans of {} were last checked on {}",
                plan.carrier, plan.as_of
            );
            told.fact(&format!("insurance.{at}.as_of"), Say::error(what));
        }
        match (plan.status, plan.ends) {
            (PlanStatus::Ending, None) => {
                let what = format!(
                    "the contract with {} ends, but no day is given",
                    plan.carrier
                );
                told.fact(
                    &format!("insurance.{at}"),
                    Say::error(what).instead("Add `ends` with the last day."),
                );
            }
            (PlanStatus::Ending, Some(last)) if last.0 < case.today => {
                let what = format!("the contract with {} ended on {last}", plan.carrier);
                let say = Say::error(what).instead("Say `status = \"out\"`, or take the plan out.");
                told.fact(&format!("insurance.{at}.ends"), say);
            }
            _ => {}
        }
    }
}

/// The day that many months after.
fn past(day: Date, months: i64) -> Date {
    day.checked_add(months.months()).unwrap_or(Date::MAX)
}

fn page(case: &Case<'_>, shown: &Shown<'_>, told: &mut Told<'_>) {
    let marks = [
        "as of",
        "effective",
        "last updated",
        "updated on",
        "revised",
        "valid until",
    ];
    for block in shown.blocks.iter().filter(|block| shown.is_content(block)) {
        past_times(case, shown, block, told);
        if block.figures < 4 {
            continue;
        }
        for (year, range) in years(&block.text) {
            if year >= case.today.year() - 3 {
                continue;
            }
            let from = crate::source::floor_boundary(&block.text, range.start.saturating_sub(40));
            let before = block.text[from..range.start].to_lowercase();
            if marks.iter().any(|mark| before.contains(mark)) {
                let what = format!("the text still speaks as of {year}");
                told.block(shown, block.part(range), Say::warning(what));
            }
        }
    }
}

pub(super) static TIMES_OVER: LazyLock<Vec<(&Over, Phrases)>> = LazyLock::new(|| {
    let times = times_over().iter();
    times.map(|one| (one, Phrases::new(&one.words))).collect()
});

/// Rules for a time that is over; news has a date of its own and may speak of its day.
fn past_times(case: &Case<'_>, shown: &Shown<'_>, block: &Block, told: &mut Told<'_>) {
    if shown.page.kind == PageKind::News {
        return;
    }
    for (time, phrases) in TIMES_OVER
        .iter()
        .filter(|(time, _)| time.ended.0 < case.today)
    {
        if let Some(range) = block.first(phrases) {
            let words = &block.text[range.clone()];
            let what = format!(
                "`{words}` is about {}, which ended on {}",
                time.what, time.ended
            );
            let say = Say::warning(what).instead("Take it out, or say what holds today.");
            told.block(shown, block.part(range), say);
        }
    }
}
