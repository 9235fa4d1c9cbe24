//! The signs on care cards, read as what they are: typed, sourced, and about people in general.
//!
//! A sign that names a measure ("blood sugar above 300 mg/dL") looks like a dose to rules that see words alone. On a card
//! that sends people to care and names its source it is a threshold, and passes. An order to the reader is never a sign:
//! what would be a warning in the text of a page is an error there, because people act on a card.

use std::sync::LazyLock;

use super::policy::Family;
use super::rules::Rule;
use crate::config::{CareLevel, Places};
use crate::page::Page;
use crate::prose::{Class, Pattern, View};
use crate::source::Span;

/// The signs of a page's care cards.
#[derive(Debug, Default)]
pub(super) struct Signs {
    all: Vec<Span>,
    thresholds: Vec<Span>,
}

impl Signs {
    /// Reads the care cards of a page.
    pub(super) fn of(page: &Page) -> Self {
        let Some(table) = page.meta.service.as_ref() else {
            return Self::default();
        };
        let cards = &table.when_to_seek_care;
        if cards.is_empty() {
            return Self::default();
        }
        let places = Places::of(&page.source, page.front);
        let mut signs = Self::default();
        for (at, card) in cards.iter().enumerate() {
            let leads_to_care = card.level != CareLevel::Own && !card.source.trim().is_empty();
            for sign in 0..card.signs.len() {
                let span = places.at(&format!("service.when_to_seek_care.{at}.signs.{sign}"));
                signs.all.push(span);
                signs.thresholds.extend(leads_to_care.then_some(span));
            }
        }
        signs
    }

    /// Whether what stands there is a sign.
    pub(super) fn has(&self, at: Span) -> bool {
        holds(&self.all, at)
    }

    /// Whether a finding is only the threshold that a sign names.
    pub(super) fn is_threshold(&self, rule: &Rule, view: &View<'_>, at: Span) -> bool {
        rule.family == Family::Treatment
            && holds(&self.thresholds, at)
            && !speaks(view)
            && ABOVE.iter().any(|pattern| pattern.is_in(view))
            && !LIMIT.iter().any(|pattern| pattern.is_in(view))
    }
}

fn holds(spans: &[Span], at: Span) -> bool {
    spans
        .iter()
        .any(|span| span.start <= at.start && at.end <= span.end)
}

/// Whether a sign turns to the reader or tells somebody what to do.
fn speaks(view: &View<'_>) -> bool {
    let orders = |class: Class| view.words[view.own].is(class);
    view.classes().has(Class::You)
        || orders(Class::Take)
        || orders(Class::Stop)
        || orders(Class::Start)
}

/// How thresholds are told.
static ABOVE: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    read(&[
        "above|over|below|under|beyond|exceeding",
        "more|less|fewer|higher|lower|longer than",
        "or higher|more|lower|less",
    ])
});

/// How a dose is limited, which is advice.
static LIMIT: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    read(&[
        "no|not|never ..2 more|less|fewer|higher|longer|over|above",
        "up to",
    ])
});

fn read(written: &[&str]) -> Vec<Pattern> {
    written.iter().map(|line| Pattern::new(line)).collect()
}

#[cfg(test)]
mod tests {
    use crate::config::{Day, GuardTable, PageKind, SchemaOf};
    use crate::diagnostic::Severity;
    use crate::guard::Guard;
    use crate::page::Page;
    use crate::source::SourceFile;

    /// What is said of a sign on a card of that level.
    fn said(level: &str, sign: &str) -> Vec<(String, Severity)> {
        let text = format!(
            "+++\ntitle = \"Sugar\"\n[[service.when_to_seek_care]]\nlevel = \"{level}\"\nsigns = [\"{sign}\"]\nsource = \"MedlinePlus\"\n+++\nText.\n"
        );
        let source = SourceFile::new("content/conditions/sugar.md", text);
        let (page, faults) = Page::parse(source, PageKind::Condition, &SchemaOf::new());
        assert!(faults.is_empty(), "{faults:?}");
        let (guard, _) = Guard::new(&GuardTable::default(), Day::parse("2026-11-22"));
        let told = guard.check(&page).into_iter();
        told.map(|one| (one.rule.to_string(), one.severity))
            .collect()
    }

    #[test]
    fn thresholds_pass_where_they_send_people_to_care() {
        for sign in [
            "Blood sugar above 300 mg/dL twice in a row",
            "A fever of 104 \u{b0}F (40 \u{b0}C) or higher",
            "More than 4 g of acetaminophen in one day",
            "Needing the inhaler more often than every four hours",
            "A seizure that lasts longer than five minutes",
        ] {
            for level in ["emergency", "urgent", "office"] {
                assert_eq!(said(level, sign), [], "{sign}");
            }
        }
    }

    #[test]
    fn advice_does_not_pass_because_it_stands_on_a_card() {
        for sign in [
            "Take 400 mg of ibuprofen every six hours",
            "No more than 4 g of acetaminophen a day",
            "You probably have pneumonia",
            "Stop your blood thinner",
            "You do not need to see a doctor for this",
            "Rest and take Tylenol",
            "Apply ice for twenty minutes",
        ] {
            for level in ["emergency", "self"] {
                let told = said(level, sign);
                assert!(!told.is_empty(), "{level}: {sign}");
                let grave = told
                    .iter()
                    .all(|(_, severity)| *severity == Severity::Error);
                assert!(grave, "{sign}: {told:?}");
            }
        }
    }
}
