//! The state of a site as an office manager reads it: what is hidden, what ends soon, what is overdue, what was waived.
//!
//! It is data first, so that the terminal, a program and a page in the browser say the same. The words are for people
//! who have never seen practice.toml: days as one writes them in a letter, people and pages by their names.

mod lines;

use serde::Serialize;

use super::calendar::changes;
use super::case::Case;
use super::checks::Judged;
use crate::config::Day;
use crate::diagnostic::{Diagnostic, Severity};

/// The state of a site on one day.
#[derive(Debug, Clone, Serialize)]
pub struct Status {
    /// The practice.
    pub practice: String,
    /// The day.
    pub day: Day,
    /// How many pages are published.
    pub pages: usize,
    /// Whether the site may be published, and what there is to do, in a sentence or two.
    pub summary: String,
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
    /// Gathers the state. `said` is everything that anybody says of the site, the duties among it.
    pub fn of(case: &Case<'_>, judged: &Judged, said: &[Diagnostic]) -> Self {
        let changes = changes(case);
        let packs = case.packs.chosen.iter().map(|(_, pack)| {
            let checked = pack.entries.iter().map(|entry| entry.checked_on).max();
            (pack.name.clone(), checked.unwrap_or(Day(case.today)))
        });
        let rows = [
            ("Duties that are open", "None.", lines::open(judged)),
            (
                "Waived for now",
                "Nothing is waived.",
                lines::waived(judged),
            ),
            (
                "Drafts, coming pages and pages that end",
                "No page is waiting or about to end.",
                lines::waiting(case),
            ),
            (
                "Reviews of pages about health",
                "No page about health has a day for its next review.",
                lines::reviews(case),
            ),
            (
                "Closures and days with other hours",
                "None are entered.",
                lines::closures(case),
            ),
            ("Alerts", "None are entered.", lines::alerts(case)),
            ("Notices", "The site has no notices.", lines::notices(case)),
            ("Licences", "No licence is entered.", lines::licences(case)),
            (
                "Days on which the site changes by itself, and has to be built again",
                "No page changes by itself.",
                lines::coming(&changes, true),
            ),
            (
                "What comes due later",
                "Nothing is in sight.",
                lines::coming(&changes, false),
            ),
        ];
        let parts = rows.map(|(title, none, lines)| Part { title, none, lines });
        Self {
            practice: case.practice.typed.practice.name.clone(),
            day: Day(case.today),
            pages: case.site.pages.len(),
            summary: summary(said),
            packs: packs.collect(),
            parts: parts.into(),
        }
    }
}

fn summary(said: &[Diagnostic]) -> String {
    let count = |severity| said.iter().filter(|one| one.severity == severity).count();
    let faults = match count(Severity::Error) {
        0 => "The site can be published.".to_owned(),
        1 => "One fault keeps the site from being published.".to_owned(),
        many => format!("{many} faults keep the site from being published."),
    };
    let looks = match count(Severity::Warning) {
        0 => "",
        1 => " One thing is worth a look.",
        many => &format!(" {many} things are worth a look."),
    };
    let more = match said.iter().any(|one| one.family != "duties") {
        true => " `brassplate check` tells each with its place.",
        false => "",
    };
    format!("{faults}{looks}{more}")
}
