//! The lines of each part of the status, in the words of an office.
//!
//! They stand apart from the state itself, because only they know how days, people and pages are called.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::config::Day;
use crate::diagnostic::Severity;
use crate::duties::calendar::Change;
use crate::duties::case::Case;
use crate::duties::checks::{CHECKS, Judged};
use crate::site::Withheld;

/// How far ahead reviews are told one by one, in days.
const REVIEWS_AHEAD: i64 = 180;

/// How far ahead the end of a licence is soon, in days.
const SOON: i64 = 90;

pub(super) fn open(judged: &Judged) -> Vec<String> {
    let lines = judged.said.iter().map(|one| {
        let grave = match one.severity {
            Severity::Error => "Keeps the site from being published",
            Severity::Warning => "To look at",
        };
        format!(
            "{grave}: {} ({}, line {})",
            one.what, one.path, one.start.line
        )
    });
    lines.collect()
}

/// Checks and sentences that were waived, with the reason first.
pub(super) fn waived(judged: &Judged) -> Vec<String> {
    let checks = judged.waived.iter().map(|one| {
        let until = Day(one.until).long();
        let (rule, path) = (&one.said.rule, &one.said.path);
        format!("{path}: {} (check `{rule}`, until {until})", one.reason)
    });
    let is_check = |rule: &String| CHECKS.iter().any(|check| check.id == rule);
    let used = judged
        .exceptions
        .iter()
        .filter(|one| one.used && !one.fails);
    let sentences = used
        .filter(|one| !one.rules.iter().any(is_check))
        .map(|one| {
            let until = match one.until {
                Some(day) => format!("until {}", day.long()),
                None => "without a last day".to_owned(),
            };
            let by = one
                .by
                .as_ref()
                .map_or(String::new(), |by| format!("by {by}, "));
            format!(
                "{}, line {}: {} (rule `{}`, {by}{until})",
                one.path,
                one.line,
                one.reason,
                one.rules.join("`, `"),
            )
        });
    checks.chain(sentences).collect()
}

pub(super) fn waiting(case: &Case<'_>) -> Vec<String> {
    let lines = case.site.withheld.iter().map(|(path, why)| match why {
        Withheld::Draft => format!("content/{path} is a draft"),
        Withheld::Until(day) => format!("content/{path} goes online on {}", Day(*day).long()),
        Withheld::Since(day) => format!("content/{path} ended on {}", Day(*day).long()),
    });
    let ending = case.site.pages.iter().filter_map(|page| {
        let (title, last) = (&page.page.meta.title, page.page.meta.expires?);
        Some(format!("\"{title}\" is shown until {}", last.long()))
    });
    lines.chain(ending).collect()
}

/// Overdue reviews and those of the next half year, then how it goes on.
pub(super) fn reviews(case: &Case<'_>) -> Vec<String> {
    let pages = case.site.pages.iter().filter_map(|page| {
        let meta = &page.page.meta;
        let by = meta.reviewed_by.as_deref();
        Some((meta.next_review?.0, &meta.title, name(case, by)))
    });
    let mut due: Vec<(Date, &String, String)> = pages.collect();
    due.sort();
    let near = case.today.checked_add(REVIEWS_AHEAD.days());
    let near = near.unwrap_or(case.today);
    let later = due.split_off(due.partition_point(|(next, ..)| *next <= near));
    let line = |(next, title, by): &(Date, &String, String)| {
        let (late, day) = (*next < case.today, Day(*next).long());
        let word = if late { "overdue since" } else { "due by" };
        format!("\"{title}\": {word} {day} (last reviewed by {by})")
    };
    let mut lines: Vec<String> = due.iter().map(line).collect();
    if let Some((next, title, _)) = later.first() {
        let (day, more) = (Day(*next).long(), later.len() - 1);
        let more = match more {
            0 => String::new(),
            1 => ", and one more page later".to_owned(),
            more => format!(", and {more} more pages later"),
        };
        let then = if lines.is_empty() { "The next" } else { "Then" };
        lines.push(format!("{then}: \"{title}\" by {day}{more}"));
    }
    lines
}

/// The name of a clinician.
fn name(case: &Case<'_>, stem: Option<&str>) -> String {
    let Some(stem) = stem else {
        return "nobody yet".to_owned();
    };
    match case.clinician(stem) {
        Some((page, table)) => table.name.as_ref().unwrap_or(&page.page.meta.title).clone(),
        None => stem.to_owned(),
    }
}

pub(super) fn closures(case: &Case<'_>) -> Vec<String> {
    let all = case.practice.special.iter();
    let coming = all.filter(|days| days.until >= case.today);
    coming
        .map(|days| {
            let offices = days.locations.iter().map(|id| {
                let office = case.practice.location(id);
                office.map_or(id.as_str(), |office| office.typed.name.as_str())
            });
            let offices = match days.locations.as_slice() {
                [] => "all offices".to_owned(),
                _ => offices.collect::<Vec<_>>().join(", "),
            };
            let (when, hours) = (span(days.from, days.until), days.hours.words());
            format!("{when}: {hours} ({}; {offices})", days.reason)
        })
        .collect()
}

/// `December 24 to 26, 2026`.
fn span(from: Date, until: Date) -> String {
    if from == until {
        Day(from).long()
    } else if from.year() != until.year() {
        format!("{} to {}", Day(from).long(), Day(until).long())
    } else if from.month() != until.month() {
        format!("{} to {}", from.strftime("%B %-d"), Day(until).long())
    } else {
        format!(
            "{} to {}",
            from.strftime("%B %-d"),
            until.strftime("%-d, %Y")
        )
    }
}

pub(super) fn alerts(case: &Case<'_>) -> Vec<String> {
    let alerts = case.practice.typed.alerts.iter();
    alerts
        .map(|alert| {
            let (starts, ends) = (alert.starts.long(), alert.ends.long());
            let state = if alert.ends.0 < case.today {
                format!("Ended on {ends}, and can be taken out of practice.toml")
            } else if alert.starts.0 > case.today {
                format!("Comes on {starts}, until {ends}")
            } else {
                format!("Shown now, until {ends}")
            };
            format!("{state}: {}", alert.text)
        })
        .collect()
}

pub(super) fn notices(case: &Case<'_>) -> Vec<String> {
    let pages = case.site.pages.iter();
    pages
        .filter_map(|page| {
            let notice = page.page.meta.notice.as_ref()?;
            let since = match page.page.meta.effective {
                Some(day) => format!("in effect since {}", day.long()),
                None => "no day given since when it holds".to_owned(),
            };
            let held = match notice.verified_on {
                Some(day) => format!("last compared with its source on {}", day.long()),
                None => "never compared with its source".to_owned(),
            };
            Some(format!("\"{}\": {since}; {held}", page.page.meta.title))
        })
        .collect()
}

/// Licences, the one that ends first on top.
pub(super) fn licences(case: &Case<'_>) -> Vec<String> {
    let soon = case.today.checked_add(SOON.days()).unwrap_or(case.today);
    let mut lines = Vec::new();
    for (page, table) in case.clinicians() {
        let name = table.name.as_ref().unwrap_or(&page.page.meta.title);
        for license in &table.licenses {
            let last = license.expires.map(|day| day.0);
            let until = match license.expires {
                None => "no last day is entered".to_owned(),
                Some(day) if day.0 < case.today => format!("ended on {}", day.long()),
                Some(day) if day.0 <= soon => format!("ends soon, on {}", day.long()),
                Some(day) => format!("ends on {}", day.long()),
            };
            let line = format!("{name}, {} in {}: {until}", license.kind, license.state);
            lines.push((last.unwrap_or(Date::MAX), line));
        }
    }
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect()
}

/// The next ten days with what changes on them, one line each.
pub(super) fn coming(changes: &[Change], shows: bool) -> Vec<String> {
    let fitting = changes.iter().filter(|change| change.shows == shows);
    let mut days: Vec<(Day, Vec<&str>)> = Vec::new();
    for change in fitting {
        match days.last_mut() {
            Some((day, whys)) if *day == change.day => whys.push(&change.why),
            _ => days.push((change.day, vec![&change.why])),
        }
    }
    let more = days.len().saturating_sub(10);
    let lines = days.iter().take(10);
    let lines = lines.map(|(day, whys)| format!("{}: {}", day.long(), whys.join("; ")));
    let rest = match more {
        0 => None,
        1 => Some("and on one more day".to_owned()),
        more => Some(format!("and on {more} more days")),
    };
    lines.chain(rest).collect()
}
