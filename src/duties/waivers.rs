//! Waivers: a check that does not have to hold for a while, because a person said why and until when.
//!
//! A waiver stands in practice.toml or on the page it is for. One that has ended counts no longer and is told; so is
//! one that nothing needed, because it would hide the next fault.

use crate::config::{Places, WaiveTable};
use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::source::{SourceFile, Span};

use super::case::Case;
use super::checks::CHECKS;

/// Something that was found and waived.
#[derive(Debug, Clone)]
pub struct Waived {
    /// What would have been said.
    pub said: Diagnostic,
    /// Why it was waived.
    pub reason: String,
    /// The last day of the waiver.
    pub until: jiff::civil::Date,
}

/// The waivers of a site.
#[derive(Debug)]
pub(super) struct Waivers<'a> {
    all: Vec<Waiver<'a>>,
}

#[derive(Debug)]
struct Waiver<'a> {
    typed: &'a WaiveTable,
    source: &'a SourceFile,
    span: Span,
    page: Option<String>,
    used: bool,
}

impl<'a> Waivers<'a> {
    pub(super) fn of(case: &Case<'a>) -> Self {
        let practice = &case.practice.source;
        let whole = Span::new(0, practice.text().len());
        let places = Places::of(practice, whole);
        let mut all: Vec<Waiver<'a>> = Vec::new();
        for (at, typed) in case.practice.typed.waive.iter().enumerate() {
            all.push(Waiver {
                typed,
                source: practice,
                span: places.at(&format!("waive.{at}")),
                page: typed.page.as_ref().map(|page| format!("content/{page}")),
                used: false,
            });
        }
        for page in &case.site.pages {
            let source = &page.page.source;
            for (at, typed) in page.page.meta.waive.iter().enumerate() {
                let places = Places::of(source, page.page.front);
                all.push(Waiver {
                    typed,
                    source,
                    span: places.at(&format!("waive.{at}")),
                    page: Some(source.path().to_owned()),
                    used: false,
                });
            }
        }
        Self { all }
    }

    /// Parts what was said into what stays and what is waived.
    pub(super) fn part(
        &mut self,
        said: Vec<Diagnostic>,
        case: &Case<'_>,
    ) -> (Vec<Diagnostic>, Vec<Waived>) {
        let (mut stays, mut waived) = (Vec::new(), Vec::new());
        for one in said {
            let fits = |waiver: &&mut Waiver<'_>| {
                waiver.typed.check == one.rule
                    && waiver.typed.until.0 >= case.today
                    && waiver.page.as_ref().is_none_or(|page| *page == one.path)
            };
            match self.all.iter_mut().find(fits) {
                Some(waiver) => {
                    waiver.used = true;
                    let (reason, until) = (waiver.typed.reason.clone(), waiver.typed.until.0);
                    waived.push(Waived {
                        said: one,
                        reason,
                        until,
                    });
                }
                None => stays.push(one),
            }
        }
        (stays, waived)
    }

    /// What is wrong with the waivers themselves.
    pub(super) fn faults(&self, case: &Case<'_>) -> Vec<Diagnostic> {
        let faults = self.all.iter().filter_map(|waiver| {
            let WaiveTable {
                check,
                until,
                reason,
                ..
            } = waiver.typed;
            let (severity, what, instead) = if CHECKS.iter().all(|known| known.id != check) {
                let names: Vec<_> = CHECKS.iter().map(|check| check.id).collect();
                let instead = format!("The checks are {}.", names.join(", "));
                (
                    Severity::Error,
                    format!("there is no check called `{check}`"),
                    instead,
                )
            } else if reason.trim().len() < 10 {
                let what = format!("the waiver of `{check}` gives no reason");
                let instead = "Say in a sentence why it may stay so for now.".to_owned();
                (Severity::Error, what, instead)
            } else if until.0 < case.today {
                let what = format!("the waiver of `{check}` ended on {until}");
                let instead = "Mend what it was for, or give it a new day and say why.".to_owned();
                (Severity::Warning, what, instead)
            } else if !waiver.used {
                let what = format!("nothing needs the waiver of `{check}`");
                (Severity::Warning, what, "Remove it.".to_owned())
            } else {
                return None;
            };
            let words = Words {
                rule: "waiver".into(),
                family: "duties",
                what: what.into(),
                why: "A waiver hides a fault, so each has a reason, a last day and a use.".into(),
                instead: instead.into(),
            };
            Some(Diagnostic::at(waiver.source, waiver.span, severity, words))
        });
        faults.collect()
    }
}
