//! `<!-- allow(rule, ...) because REASON [by CLINICIAN] [until 2026-12-31] -->`: an exception on record.
//!
//! A waiver covers the next block and nothing else. It needs a reason; one that allows nothing, is misspelt or has run out
//! is told, so that no page keeps exceptions that nobody needs.

use crate::config::Day;
use crate::diagnostic::{Diagnostic, Edit, Severity};
use crate::html::{self, Mark};
use crate::page::Page;
use crate::prose::Document;
use crate::source::{Mapped, SourceFile, Span};

use super::about_guard;
use super::policy::{Family, Policy};
use super::rules::{RULES, Rule};

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
    /// Whether it allowed anything.
    pub used: bool,
    /// What is written behind `until`, if it is no day.
    bad_day: Option<String>,
}

impl Waiver {
    /// Whether it allows a finding of that rule in a block; remembers that it did.
    pub(super) fn allows(&mut self, rule: &Rule, block: Span, today: Option<Day>) -> bool {
        let named = self
            .names
            .iter()
            .any(|name| name == rule.id || name == rule.family.name());
        let fits = named && self.covers.touches(block);
        self.used |= fits;
        fits && !self.reason.is_empty() && !self.has_run_out(today) && self.bad_day.is_none()
    }

    fn has_run_out(&self, today: Option<Day>) -> bool {
        matches!((self.until, today), (Some(until), Some(today)) if until < today)
    }

    /// What there is to say about the waiver itself.
    pub(super) fn told(
        &self,
        source: &SourceFile,
        policy: &Policy,
        today: Option<Day>,
    ) -> Option<Diagnostic> {
        let (severity, what, instead) = self.fault(policy, today)?;
        let why =
            "An exception has to say what it allows and why, and goes when it is no longer needed.";
        let said = about_guard(source, self.span, severity, [what, why.to_owned(), instead]);
        Some(match self.edit(source) {
            Some(edit) => said.with_edit(edit),
            None => said,
        })
    }

    fn fault(&self, policy: &Policy, today: Option<Day>) -> Option<(Severity, String, String)> {
        let error = |what: String, instead: &str| Some((Severity::Error, what, instead.to_owned()));
        if let Some(name) = self.unknown() {
            let instead = match nearest(name) {
                Some(near) => format!("Did you mean `{near}`?"),
                None => "Name a rule or a family; `brassplate rules` lists them.".to_owned(),
            };
            return error(
                format!("there is no rule or family called `{name}`"),
                &instead,
            );
        }
        if self.reason.is_empty() {
            return error(
                "this exception gives no reason".into(),
                "Write `because` and the reason behind the brackets.",
            );
        }
        if let Some(day) = &self.bad_day {
            return error(
                format!("`{day}` is not a day"),
                "Write the day as 2026-12-31.",
            );
        }
        if let Some(until) = self.until.filter(|_| self.has_run_out(today)) {
            return error(
                format!("this exception ran out on {}", until.long()),
                "Mend the text, or have it reviewed and give a new day.",
            );
        }
        if let Some(name) = self.names.iter().find(|name| locked(name, policy)) {
            return error(
                format!("this practice lets no comment allow `{name}`"),
                "Mend the text instead.",
            );
        }
        (!self.used).then(|| {
            (
                Severity::Warning,
                "this exception allows nothing in the next block".to_owned(),
                "Take the comment out.".to_owned(),
            )
        })
    }

    fn unknown(&self) -> Option<&str> {
        let known =
            |name: &str| Family::named(name).is_some() || RULES.iter().any(|rule| rule.id == name);
        self.names
            .iter()
            .map(String::as_str)
            .find(|name| !known(name))
    }

    fn edit(&self, source: &SourceFile) -> Option<Edit> {
        if let Some(name) = self.unknown() {
            let near = nearest(name)?;
            let at = source.slice(self.span).find(name)? + self.span.start;
            let span = Span::new(at, at + name.len());
            return Some(Edit {
                span,
                text: near.to_owned(),
                title: format!("Write `{near}`"),
                safe: false,
            });
        }
        let unused = !self.used && !self.reason.is_empty();
        unused.then(|| Edit {
            span: self.span,
            text: String::new(),
            title: "Take the comment out".into(),
            safe: true,
        })
    }
}

fn locked(name: &str, policy: &Policy) -> bool {
    let rule = RULES
        .iter()
        .find(|rule| rule.id == name)
        .map(|rule| rule.family);
    Family::named(name)
        .or(rule)
        .is_some_and(|family| policy.is_locked(family))
}

fn nearest(name: &str) -> Option<&'static str> {
    let known = RULES
        .iter()
        .map(|rule| rule.id)
        .chain(Family::ALL.iter().map(|family| family.name()));
    let near = known.map(|known| (strsim::jaro_winkler(known, name), known));
    let best = near.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))?;
    (best.0 > 0.75).then_some(best.1)
}

/// Every waiver of a page, in order.
pub(super) fn of_page(page: &Page, document: &Document) -> Vec<Waiver> {
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
                        waivers.extend(parse(&comment, span));
                    }
                },
            );
        }
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

fn parse(comment: &str, span: Span) -> Option<Waiver> {
    let rest = comment
        .trim()
        .strip_prefix("allow")?
        .trim_start()
        .strip_prefix('(')?;
    let (names, rest) = rest.split_once(')')?;
    let names = names
        .split(',')
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    let rest = rest.trim();
    let (rest, until) = cut(rest, "until ");
    let (rest, by) = cut(rest, "by ");
    let reason = rest
        .strip_prefix("because")
        .unwrap_or_default()
        .trim()
        .to_owned();
    let day = until.and_then(Day::parse);
    Some(Waiver {
        names,
        reason,
        by: by.map(str::to_owned),
        until: day,
        bad_day: until.filter(|_| day.is_none()).map(str::to_owned),
        span,
        covers: span,
        used: false,
    })
}

/// What stands behind the last ` word`, and what stands before it.
fn cut<'t>(text: &'t str, word: &str) -> (&'t str, Option<&'t str>) {
    match text.rfind(&format!(" {word}")) {
        Some(at) => (
            text[..at].trim_end(),
            Some(text[at + 1 + word.len()..].trim()),
        ),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_a_waiver_is_read() {
        let waiver = parse(
            " allow(dose, claim) because the label says so by Dr. Lee until 2026-12-31 ",
            Span::default(),
        )
        .unwrap();
        assert_eq!(waiver.names, ["dose", "claim"]);
        assert_eq!(waiver.reason, "the label says so");
        assert_eq!(waiver.by.as_deref(), Some("Dr. Lee"));
        assert_eq!(waiver.until, Day::parse("2026-12-31"));
    }
}
