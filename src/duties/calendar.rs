//! The days on which the site changes by itself, and why: hours, alerts, pages that begin or end, people who leave.
//!
//! A static page knows no clock. It is right on the day it was built for, so a host has to build it again on each of
//! these days; `next-change` names them. Days on which only a check begins to complain are told apart, because on them
//! the published site stays right.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::case::Case;
use crate::config::{Day, PlanStatus, Scope};
use crate::site::Withheld;

/// A day on which something is different from the day before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Change {
    /// The day.
    pub day: Day,
    /// What is different, one clause.
    pub why: String,
    /// Whether the published pages differ; otherwise only a check begins to speak.
    pub shows: bool,
}

/// Every change after today, the next first.
pub fn changes(case: &Case<'_>) -> Vec<Change> {
    let mut found = Vec::new();
    hours(case, &mut found);
    alerts(case, &mut found);
    pages(case, &mut found);
    people(case, &mut found);
    duties(case, &mut found);
    found.retain(|change: &Change| change.day.0 > case.today);
    found.sort();
    found.dedup();
    found
}

fn note(found: &mut Vec<Change>, day: Option<Date>, why: String, shows: bool) {
    if let Some(day) = day {
        let day = Day(day);
        found.push(Change { day, why, shows });
    }
}

fn after(day: Date) -> Option<Date> {
    day.checked_add(1.day()).ok()
}

fn hours(case: &Case<'_>, found: &mut Vec<Change>) {
    for days in &case.practice.special {
        let why = format!("the hours for {} are over", days.reason);
        note(found, after(days.until), why, true);
    }
    for location in &case.practice.typed.locations {
        let why = format!("{} has closed for good", location.name);
        note(
            found,
            location.closes.and_then(|last| after(last.0)),
            why,
            false,
        );
    }
}

fn alerts(case: &Case<'_>, found: &mut Vec<Change>) {
    for alert in &case.practice.typed.alerts {
        let text = beginning(&alert.text);
        note(
            found,
            Some(alert.starts.0),
            format!("an alert begins: {text}"),
            true,
        );
        note(
            found,
            after(alert.ends.0),
            format!("an alert ends: {text}"),
            true,
        );
    }
}

/// The first words of a text, never half a word.
fn beginning(text: &str) -> String {
    let room = text.char_indices().nth(60).map_or(text.len(), |(at, _)| at);
    if room == text.len() {
        return text.to_owned();
    }
    let end = text[..room].rfind(' ').unwrap_or(room);
    format!("{} ...", text[..end].trim_end_matches([',', ';', ':', ' ']))
}

fn pages(case: &Case<'_>, found: &mut Vec<Change>) {
    for (path, why) in &case.site.withheld {
        if let Withheld::Until(day) = why {
            note(
                found,
                Some(*day),
                format!("content/{path} goes online"),
                true,
            );
        }
    }
    for page in &case.site.pages {
        let meta = &page.page.meta;
        let ends = meta.expires.and_then(|last| after(last.0));
        let why = format!("\"{}\" is no longer shown", meta.title);
        note(found, ends, why, true);
        let overdue = meta.next_review.and_then(|next| after(next.0));
        let why = format!("the review of \"{}\" is overdue", meta.title);
        note(found, overdue, why, page.scope() == Scope::Health);
        let grace = i64::from(case.practice.typed.reviews.grace_days);
        let last = meta
            .next_review
            .and_then(|next| next.0.checked_add(grace.days()).ok());
        let why = format!(
            "the overdue review of \"{}\" keeps the site from being published",
            meta.title
        );
        note(found, last.and_then(after), why, false);
        for waiver in &meta.waive {
            let why = format!(
                "the waiver of `{}` for \"{}\" has ended",
                waiver.check, meta.title
            );
            note(found, after(waiver.until.0), why, false);
        }
    }
}

fn people(case: &Case<'_>, found: &mut Vec<Change>) {
    for (page, table) in case.everyone() {
        let name = table.name.as_ref().unwrap_or(&page.page.meta.title);
        let gone = table.ends.and_then(|last| after(last.0));
        note(found, gone, format!("{name} no longer works here"), true);
        for license in &table.licenses {
            let over = license.expires.and_then(|last| after(last.0));
            note(
                found,
                over,
                format!("the licence of {name} in {} has ended", license.state),
                false,
            );
        }
    }
}

fn duties(case: &Case<'_>, found: &mut Vec<Change>) {
    for entry in case.packs.entries().filter(|entry| case.applies(entry)) {
        let from = entry.effective_from.map(|from| from.0);
        note(
            found,
            from,
            format!("a duty begins: {} ({})", entry.asks, entry.source),
            false,
        );
        let over = entry.effective_to.and_then(|last| after(last.0));
        note(
            found,
            over,
            format!("a duty ends: {} ({})", entry.asks, entry.source),
            false,
        );
    }
    let months = i64::from(case.practice.typed.reviews.plans_months);
    for plan in &case.practice.typed.insurance {
        let old = plan
            .as_of
            .0
            .checked_add(months.months())
            .ok()
            .and_then(after);
        note(
            found,
            old,
            format!("the plans of {} were checked too long ago", plan.carrier),
            false,
        );
        if plan.status == PlanStatus::Ending {
            let over = plan.ends.and_then(|last| after(last.0));
            note(
                found,
                over,
                format!("the contract with {} has ended", plan.carrier),
                false,
            );
        }
    }
    for waiver in &case.practice.typed.waive {
        let why = format!("the waiver of `{}` has ended", waiver.check);
        note(found, after(waiver.until.0), why, false);
    }
}
