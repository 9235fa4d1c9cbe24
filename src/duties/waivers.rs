//! Waivers: a check that does not have to hold for a while, because a person said why and until when.
//!
//! A waiver stands in practice.toml or on the page it is for. One that has ended counts no longer and is told; so is
//! one that nothing needed, because it would hide the next fault. What a program can mend comes as an edit.

use crate::config::{Places, WaiveTable};
use crate::diagnostic::{Diagnostic, Edit, Severity, Words};
use crate::source::{SourceFile, Span};

use super::case::Case;
use super::checks::CHECKS;
use super::exceptions::Exception;

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
    /// Where the name of the check stands.
    check: Span,
    page: Option<String>,
    used: bool,
    /// Whether it would be used if the check were spelt as it is meant.
    would_be_used: bool,
}

impl<'a> Waiver<'a> {
    fn new(
        typed: &'a WaiveTable,
        source: &'a SourceFile,
        places: &Places,
        at: usize,
        page: Option<String>,
    ) -> Self {
        Self {
            typed,
            source,
            span: places.at(&format!("waive.{at}")),
            check: places.at(&format!("waive.{at}.check")),
            page,
            used: false,
            would_be_used: false,
        }
    }

    /// Whether it holds for a fault, if it is for the check of that name.
    fn holds(&self, check: &str, said: &Diagnostic, case: &Case<'_>) -> bool {
        check == said.rule
            && self.typed.until.0 >= case.today
            && self.page.as_ref().is_none_or(|page| *page == said.path)
    }

    /// What is wrong with the waiver itself.
    fn fault(&self, case: &Case<'_>) -> Option<Diagnostic> {
        let WaiveTable {
            check,
            until,
            reason,
            ..
        } = self.typed;
        let (severity, what, instead, edit) = if !is_known(check) {
            let names: Vec<_> = CHECKS.iter().map(|check| check.id).collect();
            let what = format!("there is no check called `{check}`");
            let instead = match meant(check) {
                Some(near) => format!("Did you mean `{near}`?"),
                None => format!("The checks are {}.", names.join(", ")),
            };
            (Severity::Error, what, instead, self.respelt())
        } else if reason.trim().len() < 10 {
            let what = format!("the waiver of `{check}` gives no reason");
            let instead = "Say in a sentence why it may stay so for now.".to_owned();
            (Severity::Error, what, instead, None)
        } else if until.0 < case.today {
            let what = format!("the waiver of `{check}` ended on {until}");
            let instead = "Mend what it was for, or give it a new day and say why.".to_owned();
            (Severity::Error, what, instead, None)
        } else if !self.used {
            let what = format!("nothing needs the waiver of `{check}`");
            (
                Severity::Warning,
                what,
                "Remove it.".to_owned(),
                self.removed(),
            )
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
        let said = Diagnostic::at(self.source, self.span, severity, words);
        Some(match edit {
            Some(edit) => said.with_edit(edit),
            None => said,
        })
    }

    /// The name of the check as it is meant; safe only if the waiver is then needed.
    fn respelt(&self) -> Option<Edit> {
        let near = meant(&self.typed.check)?;
        let quote = self.source.slice(self.check).chars().next()?;
        let text = format!("{quote}{near}{quote}");
        let safe = self.would_be_used && matches!(quote, '"' | '\'');
        let title = format!("Write `{near}`");
        Some(Edit::new(self.source, self.check, text, title, safe))
    }

    /// The table taken out, if it is written as `[[waive]]` with one setting a line.
    fn removed(&self) -> Option<Edit> {
        const HEADER: &str = "[[waive]]";
        let text = self.source.text();
        let start = text[..self.span.start + 1]
            .rfind('\n')
            .map_or(0, |at| at + 1);
        let mut lines = text.get(start..)?.split_inclusive('\n');
        let header = lines.next().filter(|line| line.trim() == HEADER)?;
        let is_setting = |line: &&str| {
            let key = line.split_once('=').map(|(key, _)| key.trim());
            let plain = !line.contains("\"\"\"") && !line.contains("'''");
            plain && key.is_some_and(|key| ["check", "reason", "until", "page"].contains(&key))
        };
        let settings: usize = lines.take_while(is_setting).map(str::len).sum();
        let span = Span::new(start, start + header.len() + settings);
        let whole = text[span.start..span.end].contains(&self.typed.check);
        whole.then(|| Edit::new(self.source, span, "", "Take the waiver out", true))
    }
}

fn is_known(check: &str) -> bool {
    CHECKS.iter().any(|known| known.id == check)
}

/// The check that is meant by a name a slip or two away.
fn meant(name: &str) -> Option<&'static str> {
    let near = CHECKS
        .iter()
        .map(|check| (strsim::osa_distance(check.id, name), check.id));
    near.min()
        .filter(|(distance, _)| *distance <= 2)
        .map(|(_, id)| id)
}

impl<'a> Waivers<'a> {
    pub(super) fn of(case: &Case<'a>) -> Self {
        let practice = &case.practice.source;
        let whole = practice.whole();
        let places = Places::of(practice, whole);
        let mut all: Vec<Waiver<'a>> = Vec::new();
        for (at, typed) in case.practice.typed.waive.iter().enumerate() {
            let page = typed.page.as_ref().map(|page| format!("content/{page}"));
            all.push(Waiver::new(typed, practice, &places, at, page));
        }
        for page in &case.site.pages {
            let source = &page.page.source;
            for (at, typed) in page.page.meta.waive.iter().enumerate() {
                let places = Places::of(source, page.page.front);
                let page = Some(source.path().to_owned());
                all.push(Waiver::new(typed, source, &places, at, page));
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
            let fits = |waiver: &&mut Waiver<'_>| waiver.holds(&waiver.typed.check, &one, case);
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
                None => {
                    for waiver in &mut self.all {
                        waiver.would_be_used |= meant(&waiver.typed.check)
                            .is_some_and(|check| waiver.holds(check, &one, case));
                    }
                    stays.push(one);
                }
            }
        }
        (stays, waived)
    }

    /// All of them, for the record, and what is wrong with each.
    pub(super) fn told(&self, case: &Case<'_>) -> (Vec<Exception>, Vec<Diagnostic>) {
        let (mut all, mut said) = (Vec::new(), Vec::new());
        for waiver in &self.all {
            let fault = waiver.fault(case);
            let exception = Exception {
                path: waiver.source.path().to_owned(),
                line: waiver.source.position(waiver.span.start).line,
                rules: vec![waiver.typed.check.clone()],
                reason: waiver.typed.reason.clone(),
                by: None,
                until: Some(waiver.typed.until),
                used: waiver.used,
                fault: None,
                fails: false,
                mend: None,
            };
            all.push(exception.with_fault(fault.as_ref()));
            said.extend(fault);
        }
        (all, said)
    }
}
