//! `<!-- allow(rule, ...) because REASON [by CLINICIAN] [until 2026-12-31] -->`: an exception on record.
//!
//! A waiver covers the next block and nothing else. It needs a reason; one that allows nothing, is misspelt or has run out
//! is told with the edit that mends it, so that no page keeps exceptions that nobody needs.

mod written;

use crate::config::Day;
use crate::diagnostic::{Diagnostic, Edit, Severity};
use crate::html::{self, Mark};
use crate::page::Page;
use crate::prose::Document;
use crate::source::{Mapped, SourceFile, Span};

use super::policy::{Family, Policy};
use super::rules::Rule;
use super::{about_guard, all_rules};
use written::{Written, is_known, meant, mended, nearest};

/// A comment that allows something in the next block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// The rules and families it allows.
    pub names: Vec<String>,
    /// Why.
    pub reason: String,
    /// The clinician who answers for it.
    pub by: Option<String>,
    /// The last day it holds.
    pub until: Option<Day>,
    /// The bytes of the comment.
    pub span: Span,
    /// The bytes of the block it covers.
    pub covers: Span,
    /// Whether there was something for it to allow.
    pub used: bool,
    /// What was said about the waiver itself, if it does not hold or is not needed.
    pub fault: Option<Diagnostic>,
    written: Written,
    /// Whether it would be used if it were spelt as it is meant.
    would_be_used: bool,
}

impl Waiver {
    fn new(written: Written, span: Span) -> Self {
        Self {
            names: written.names.clone(),
            reason: written.reason.clone(),
            by: written.by.clone(),
            until: written.until,
            span,
            covers: span,
            used: false,
            fault: None,
            written,
            would_be_used: false,
        }
    }

    /// Whether it allows a finding of that rule in a block; remembers that it did.
    fn allows(&mut self, rule: &Rule, block: Span, today: Option<Day>) -> bool {
        if !self.covers.touches(block) {
            return false;
        }
        let fits = |name: &str| name == rule.id || name == rule.family.name();
        if !self.names.iter().any(|name| fits(name)) || !self.written.is_allow {
            let mut meant = self.names.iter().filter_map(|name| meant(name));
            self.would_be_used |= meant.any(fits);
            return false;
        }
        self.used = true;
        let sound = !self.reason.is_empty() && self.written.bad_day.is_none();
        sound && !self.has_run_out(today)
    }

    fn has_run_out(&self, today: Option<Day>) -> bool {
        matches!((self.until, today), (Some(until), Some(today)) if until < today)
    }

    /// What there is to say about the waiver itself.
    fn told(&self, source: &SourceFile, policy: &Policy, today: Option<Day>) -> Option<Diagnostic> {
        let fault = self.fault_of(policy, today)?;
        let why =
            "An exception has to say what it allows and why, and goes when it is no longer needed.";
        let sentences = [fault.what, why.to_owned(), fault.instead];
        let said = about_guard(source, self.span, fault.severity, sentences);
        let edit = match fault.mend {
            Mend::ByHand => None,
            Mend::Spell => self.respelt(source, policy, today),
            Mend::Remove => Some(self.removed(source)),
        };
        Some(match edit {
            Some(edit) => said.with_edit(edit),
            None => said,
        })
    }

    /// What is wrong with the way it is written.
    fn misspelt(&self) -> Option<Fault> {
        if !self.written.is_allow {
            let what = "this comment is meant as an exception, but is not written like one";
            return Some(Fault::error(
                what,
                "Begin it with `allow(`, and close the bracket behind the rule.",
                Mend::Spell,
            ));
        }
        if let Some(name) = self.names.iter().find(|name| !is_known(name)) {
            let instead = match meant(name).or_else(|| nearest(name)) {
                Some(near) => format!("Did you mean `{near}`?"),
                None => "Name a rule or a family; `brassplate rules` lists them.".to_owned(),
            };
            let what = format!("there is no rule or family called `{name}`");
            return Some(Fault::error(&what, &instead, Mend::Spell));
        }
        if self.names.is_empty() {
            let instead =
                "Name a rule or a family between the brackets; `brassplate rules` lists them.";
            return Some(Fault::error(
                "this exception names no rule",
                instead,
                Mend::ByHand,
            ));
        }
        None
    }

    fn fault_of(&self, policy: &Policy, today: Option<Day>) -> Option<Fault> {
        if let Some(fault) = self.misspelt() {
            return Some(fault);
        }
        if self.reason.is_empty() {
            let instead = "Write `because` and the reason behind the brackets.";
            return Some(Fault::error(
                "this exception gives no reason",
                instead,
                Mend::ByHand,
            ));
        }
        if let Some(day) = &self.written.bad_day {
            let what = format!("`{day}` is not a day");
            return Some(Fault::error(
                &what,
                "Write the day as 2026-12-31.",
                Mend::ByHand,
            ));
        }
        if let Some(until) = self.until.filter(|_| self.has_run_out(today)) {
            let what = format!("this exception ran out on {}", until.long());
            let instead = "Mend the text, or have it reviewed and give a new day.";
            return Some(Fault::error(&what, instead, Mend::ByHand));
        }
        if let Some(name) = self.names.iter().find(|name| locked(name, policy)) {
            let what = format!("this practice lets no comment allow `{name}`");
            return Some(Fault::error(&what, "Mend the text instead.", Mend::ByHand));
        }
        (!self.used).then(|| Fault {
            severity: Severity::Warning,
            what: "this exception allows nothing in the next block".to_owned(),
            instead: "Take the comment out.".to_owned(),
            mend: Mend::Remove,
        })
    }

    /// The comment written as it is meant; safe only if it then holds and is needed, so that no guess hides a finding.
    fn respelt(&self, source: &SourceFile, policy: &Policy, today: Option<Day>) -> Option<Edit> {
        let text = mended(&self.written)?;
        let waits = !self.reason.is_empty() && self.written.bad_day.is_none();
        let locked = self
            .names
            .iter()
            .filter_map(|name| meant(name))
            .any(|name| locked(name, policy));
        let holds = waits && !locked && !self.has_run_out(today);
        let title = format!("Write `{text}`");
        let safe = holds && self.would_be_used;
        Some(Edit::new(source, self.span, text, title, safe))
    }

    /// The comment taken out, with the rest of its line if nothing else stands there.
    fn removed(&self, source: &SourceFile) -> Edit {
        let (before, behind) = source.text().split_at(self.span.end);
        let before = &before[..self.span.start];
        let mut lines = behind.split_inclusive('\n');
        let rest = lines.next().unwrap_or("");
        let mut end = self.span.end;
        if (before.is_empty() || before.ends_with('\n')) && rest.trim().is_empty() {
            end += rest.len();
            // Of the empty lines before and behind one is enough.
            let is_empty = |line: &&str| line.trim_end_matches(['\r', '\n']).is_empty();
            let parted = before.ends_with("\n\n") || before.ends_with("\n\r\n");
            end += lines
                .next()
                .filter(is_empty)
                .filter(|_| parted)
                .map_or(0, str::len);
        }
        let span = Span::new(self.span.start, end);
        Edit::new(source, span, "", "Take the comment out", true)
    }
}

/// What is wrong with a waiver.
struct Fault {
    severity: Severity,
    what: String,
    instead: String,
    mend: Mend,
}

/// How it can be mended.
enum Mend {
    ByHand,
    Spell,
    Remove,
}

impl Fault {
    fn error(what: &str, instead: &str, mend: Mend) -> Self {
        Self {
            severity: Severity::Error,
            what: what.to_owned(),
            instead: instead.to_owned(),
            mend,
        }
    }
}

fn locked(name: &str, policy: &Policy) -> bool {
    let rule = all_rules()
        .find(|rule| rule.id == name)
        .map(|rule| rule.family);
    Family::named(name)
        .or(rule)
        .is_some_and(|family| policy.is_locked(family))
}

/// The waivers of a page, in order.
pub(super) struct Waivers {
    all: Vec<Waiver>,
    /// How far each waiver and those before it reach.
    reach: Vec<usize>,
}

impl Waivers {
    /// Every waiver of a page.
    pub(super) fn of_page(page: &Page, document: &Document) -> Self {
        let all = of_page(page, document);
        let reach = all.iter().scan(0, |reach, waiver| {
            *reach = waiver.covers.end.max(*reach);
            Some(*reach)
        });
        Self {
            reach: reach.collect(),
            all,
        }
    }

    /// Whether some waiver allows a finding of that rule in a block. Those that cover nothing near it are not asked, so
    /// that a page full of waivers is read as quickly as any other.
    pub(super) fn allow(&mut self, rule: &Rule, block: Span, today: Option<Day>) -> bool {
        let first = self.reach.partition_point(|reach| *reach <= block.start);
        let near = self.all[first..]
            .iter_mut()
            .take_while(|waiver| waiver.covers.start < block.end);
        let mut allowed = false;
        for waiver in near {
            allowed = allowed || waiver.allows(rule, block, today);
        }
        allowed
    }

    /// The waivers, each with what there is to say about itself.
    pub(super) fn told(
        mut self,
        source: &SourceFile,
        policy: &Policy,
        today: Option<Day>,
    ) -> Vec<Waiver> {
        for waiver in &mut self.all {
            waiver.fault = waiver.told(source, policy, today);
        }
        self.all
    }
}

fn of_page(page: &Page, document: &Document) -> Vec<Waiver> {
    let text = page.source.text();
    if memchr::memmem::find(text.as_bytes(), b"<!--").is_none() {
        return Vec::new();
    }
    let mut waivers = Vec::new();
    for (event, range) in page.events() {
        if let pulldown_cmark::Event::Html(_) | pulldown_cmark::Event::InlineHtml(_) = event {
            html::read(
                &Mapped::verbatim(&text[range.clone()], range.start),
                |mark| {
                    if let Mark::Comment(comment, span) = mark {
                        waivers.extend(written::read(comment).map(|read| Waiver::new(read, span)));
                    }
                },
            );
        }
    }
    if waivers.is_empty() {
        return waivers;
    }
    let stretches = document.stretches();
    for waiver in &mut waivers {
        waiver.covers = covered(waiver.span, &stretches);
    }
    waivers
}

/// The block behind a comment, with all that is in it.
fn covered(comment: Span, stretches: &[Span]) -> Span {
    let next = stretches.partition_point(|stretch| stretch.start < comment.end);
    let nothing = Span::new(comment.end, comment.end);
    stretches.get(next).copied().unwrap_or(nothing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{GuardTable, PageKind};
    use crate::guard::Guard;

    fn fault(text: &str) -> (Waiver, Option<Edit>) {
        let (guard, _) = Guard::new(&GuardTable::default(), Day::parse("2026-06-01"));
        let page = Page::loose(SourceFile::new("a.md", text), PageKind::Page);
        let waiver = guard.judge(&page).waivers.remove(0);
        let edit = waiver.fault.as_ref().and_then(|fault| fault.edits.first());
        (waiver.clone(), edit.cloned())
    }

    #[test]
    fn a_misspelt_waiver_is_mended_safely_only_where_it_is_needed() {
        let text = |body: &str| {
            format!("<!-- alow(dsoe) because it is printed on the box -->\n\n{body}\n")
        };
        let (_, edit) = fault(&text("Take 400 mg every six hours."));
        let edit = edit.unwrap();
        assert_eq!(
            edit.text,
            "<!-- allow(dose) because it is printed on the box -->"
        );
        assert!(edit.safe);
        let (_, edit) = fault(&text("The office is on Elm Street."));
        assert!(
            !edit.unwrap().safe,
            "a guess that nothing needs is left to a person"
        );
    }

    #[test]
    fn an_unused_waiver_goes_with_its_line() {
        let text = "One.\n\n<!-- allow(dose) because x -->\n\nThe office is on Elm Street.\n";
        let (waiver, edit) = fault(text);
        let edit = edit.unwrap();
        assert!(!waiver.used && edit.safe);
        assert_eq!(
            &text[edit.span.start..edit.span.end],
            "<!-- allow(dose) because x -->\n\n"
        );
    }

    #[test]
    fn learned_rules_can_be_named() {
        let (waiver, _) = fault("<!-- allow(reads-like-diagnosis) because x -->\n\nHello there.\n");
        assert_eq!(
            waiver.fault.unwrap().what,
            "this exception allows nothing in the next block"
        );
    }
}
