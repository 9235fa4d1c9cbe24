//! The state of a site as an office manager reads it: what is hidden, what ends soon, what is overdue, what was waived.
//!
//! It is data first, so that the terminal, a program and a page in the browser say the same.

use jiff::civil::Date;
use serde::Serialize;

use super::calendar::{Change, changes};
use super::case::Case;
use super::checks::{CHECKS, Judged};
use crate::config::Day;
use crate::diagnostic::Severity;
use crate::site::Withheld;

/// The state of a site on one day.
#[derive(Debug, Clone, Serialize)]
pub struct Status {
    /// The practice.
    pub practice: String,
    /// The day.
    pub day: Day,
    /// How many pages are published.
    pub pages: usize,
    /// The packs whose duties were asked, with the day each was last checked.
    pub packs: Vec<(String, Day)>,
    /// The parts, each a heading with lines; empty ones are kept, so that one sees that nothing is there.
    pub parts: Vec<Part>,
}

/// One part.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    /// Its heading.
    pub title: &'static str,
    /// What is said if there are no lines.
    pub none: &'static str,
    /// Its lines.
    pub lines: Vec<String>,
}

impl Status {
    /// Gathers the state.
    pub fn of(case: &Case<'_>, judged: &Judged) -> Self {
        let changes = changes(case);
        let packs = case.packs.chosen.iter().map(|(_, pack)| {
            let checked = pack.entries.iter().map(|entry| entry.checked_on).max();
            (pack.name.clone(), checked.unwrap_or(Day(case.today)))
        });
        Self {
            practice: case.practice.typed.practice.name.clone(),
            day: Day(case.today),
            pages: case.site.pages.len(),
            packs: packs.collect(),
            parts: vec![
                open(judged),
                part("Waived for now", "Nothing is waived.", waived(judged)),
                part(
                    "Drafts and coming pages",
                    "No page is waiting.",
                    waiting(case),
                ),
                part(
                    "Reviews of pages about health",
                    "No page about health is due.",
                    reviews(case),
                ),
                part(
                    "Closures and days with other hours",
                    "None are entered.",
                    closures(case),
                ),
                part("Alerts", "None are entered.", alerts(case)),
                part("Notices", "The site has no notices.", notices(case)),
                part("Licences", "No licence is entered.", licences(case)),
                part(
                    "Changes that need a new build",
                    "No page changes by itself.",
                    coming(&changes, true),
                ),
                part(
                    "Days on which a check will speak",
                    "None are in sight.",
                    coming(&changes, false),
                ),
            ],
        }
    }
}

fn part(title: &'static str, none: &'static str, lines: Vec<String>) -> Part {
    Part { title, none, lines }
}

fn open(judged: &Judged) -> Part {
    let lines = judged.said.iter().map(|one| {
        let grave = match one.severity {
            Severity::Error => "Keeps the site from being published",
            Severity::Warning => "To look at",
        };
        format!("{grave}: {} ({}:{})", one.what, one.path, one.start.line)
    });
    part(
        "Duties that are open",
        "Every duty that is asked is done.",
        lines.collect(),
    )
}

fn waived(judged: &Judged) -> Vec<String> {
    let checks = judged.waived.iter().map(|one| {
        format!(
            "`{}` until {}, {}: {}",
            one.said.rule, one.until, one.said.path, one.reason
        )
    });
    let is_check = |rule: &String| CHECKS.iter().any(|check| check.id == rule);
    let sentences = judged
        .exceptions
        .iter()
        .filter(|one| one.used && !one.fails && !one.rules.iter().any(is_check));
    let sentences = sentences.map(|one| {
        let until = one.until.map_or("without a last day".to_owned(), |day| {
            format!("until {day}")
        });
        let by = one
            .by
            .as_ref()
            .map_or(String::new(), |by| format!(" (by {by})"));
        format!(
            "`{}` {until}, {}:{}: {}{by}",
            one.rules.join(", "),
            one.path,
            one.line,
            one.reason
        )
    });
    checks.chain(sentences).collect()
}

fn waiting(case: &Case<'_>) -> Vec<String> {
    let lines = case.site.withheld.iter().map(|(path, why)| match why {
        Withheld::Draft => format!("content/{path} is a draft"),
        Withheld::Until(day) => format!("content/{path} goes live on {day}"),
        Withheld::Since(day) => format!("content/{path} ended on {day}"),
    });
    let ending = case.site.pages.iter().filter_map(|page| {
        let last = page.page.meta.expires?;
        Some(format!("content/{} is shown until {last}", page.path))
    });
    lines.chain(ending).collect()
}

/// Reviews in the order they are due, at most twelve.
fn reviews(case: &Case<'_>) -> Vec<String> {
    let mut due: Vec<(Date, String)> = case
        .site
        .pages
        .iter()
        .filter_map(|page| {
            let meta = &page.page.meta;
            let next = meta.next_review?.0;
            let by = meta.reviewed_by.as_deref().unwrap_or("nobody yet");
            let late = if next < case.today {
                "overdue since"
            } else {
                "due"
            };
            Some((
                next,
                format!("{} {late} {next}, reviewed by {by}", meta.title),
            ))
        })
        .collect();
    due.sort();
    due.into_iter().take(12).map(|(_, line)| line).collect()
}

fn closures(case: &Case<'_>) -> Vec<String> {
    let coming = case
        .practice
        .special
        .iter()
        .filter(|days| days.until >= case.today);
    coming
        .map(|days| {
            let until = if days.until > days.from {
                format!(" to {}", days.until)
            } else {
                String::new()
            };
            let offices = match days.locations.as_slice() {
                [] => "all offices".to_owned(),
                some => some
                    .iter()
                    .map(|id| {
                        let office = case.practice.location(id);
                        office.map_or(id.as_str(), |office| office.typed.name.as_str())
                    })
                    .collect::<Vec<_>>()
                    .join(", "),
            };
            format!(
                "{}{until}: {} ({}; {offices})",
                days.from,
                days.hours.words(),
                days.reason
            )
        })
        .collect()
}

fn alerts(case: &Case<'_>) -> Vec<String> {
    let alerts = case.practice.typed.alerts.iter();
    alerts
        .map(|alert| {
            let state = if alert.ends.0 < case.today {
                "ended"
            } else if alert.starts.0 > case.today {
                "coming"
            } else {
                "shown now"
            };
            format!(
                "{state}, {} to {}: {}",
                alert.starts, alert.ends, alert.text
            )
        })
        .collect()
}

fn notices(case: &Case<'_>) -> Vec<String> {
    let pages = case.site.pages.iter();
    pages
        .filter_map(|page| {
            let notice = page.page.meta.notice.as_ref()?;
            let mut line = page.page.meta.title.clone();
            if let Some(day) = page.page.meta.effective {
                line.push_str(&format!(", in effect since {day}"));
            }
            match notice.verified_on {
                Some(day) => line.push_str(&format!(", held against its source on {day}")),
                None => line.push_str(", never held against its source"),
            }
            Some(line)
        })
        .collect()
}

fn licences(case: &Case<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for (page, table) in case.clinicians() {
        for license in &table.licenses {
            let name = table.name.as_ref().unwrap_or(&page.page.meta.title);
            let until = license
                .expires
                .map_or("without a last day".to_owned(), |day| {
                    format!("until {day}")
                });
            lines.push(format!(
                "{name}, {} in {}, {until}",
                license.kind, license.state
            ));
        }
    }
    lines
}

fn coming(changes: &[Change], shows: bool) -> Vec<String> {
    let fitting = changes.iter().filter(|change| change.shows == shows);
    fitting
        .take(10)
        .map(|change| format!("{}: {}", change.day, change.why))
        .collect()
}
