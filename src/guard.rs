//! The guard: what on a page reads like individual medical advice, and may not be published.
//!
//! Rules see, [`policy`] decides how grave that is on this kind of page, and waivers in the page may allow it with a
//! reason; only then is something said. The guard reads no files, prints nothing and knows no clock.

mod already;
mod cards;
pub mod learn;
mod learned;
mod mistake;
mod own;
mod phrases;
pub mod policy;
mod rewrite;
pub mod rules;
mod signs;
mod telling;
mod template;
pub mod tidy;
mod waivers;

use std::ops::Range;

pub use already::{Already, Passed};
pub use mistake::Mistake;
pub use policy::Family;
pub use rules::{RULES, Rule};
pub use waivers::Waiver;

use crate::config::{Day, GuardTable, PageKind, TomlString};
use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::html::Along;
use crate::page::Page;
use crate::prose::{self, Document, OwnNames};
use crate::source::{Mapped, SourceFile, Span};
use already::{key, keys};
use learned::{Reading, Readings, Tone, Weighed};
use phrases::Phrases;
use policy::Policy;
use telling::Telling;
use waivers::Waivers;

/// Every rule there is: those that find by pattern and those that weigh words, family by family.
pub fn all_rules() -> impl Iterator<Item = &'static Rule> {
    let mut all: Vec<&'static Rule> = RULES.iter().copied().chain(&learned::LEARNED).collect();
    all.sort_by_key(|rule| rule.family);
    all.into_iter()
}

/// Judges pages; made once from the practice's settings and used for all of them.
#[derive(Debug)]
pub struct Guard {
    policy: Policy,
    phrases: Phrases,
    own: OwnNames,
    today: Option<Day>,
}

/// Something a rule saw in a statement.
#[derive(Debug, Clone)]
struct Finding {
    rule: &'static Rule,
    statement: usize,
    marked: Range<usize>,
}

/// What the guard makes of a page.
#[derive(Debug, Default)]
pub struct Judgement {
    /// What it says.
    pub said: Vec<Diagnostic>,
    /// The keys of all statements that were judged.
    pub judged: Vec<u64>,
    /// The waivers of the page, used or not.
    pub waivers: Vec<Waiver>,
}

impl Guard {
    /// A guard with the practice's settings, and every mistake in them.
    pub fn new(table: &GuardTable, today: Option<Day>) -> (Self, Vec<Mistake>) {
        let (policy, mut unknown) = Policy::new(table);
        let mut mistakes = Vec::new();
        let own = own::names(table, &mut mistakes);
        let phrases = Phrases::new(table, &own, &mut unknown);
        mistakes.extend(unknown.into_iter().map(Mistake::unknown));
        (
            Self {
                policy,
                phrases,
                own,
                today,
            },
            mistakes,
        )
    }

    /// Everything the guard has to say about a page.
    pub fn check(&self, page: &Page) -> Vec<Diagnostic> {
        self.judge(page).said
    }

    /// What the guard says about a page, and what it judged there.
    pub fn judge(&self, page: &Page) -> Judgement {
        let document = prose::of_page(page, &self.own);
        let findings = self.findings(&document, &|_| true, None);
        let signs = cards::Signs::of(page);
        let mut waivers = Waivers::of_page(page, &document);
        let place = Place {
            source: &page.source,
            kind: page.kind,
        };
        let mut telling = Telling::new(self, &document, place);
        let said = findings.iter().filter_map(|finding| {
            let severity = self.policy.severity(finding.rule.family, page.kind)?;
            let at = document.span(&document.statements()[finding.statement]);
            let severity = match signs.has(at) {
                true if signs.is_threshold(finding.rule, &document.view(finding.statement), at) => {
                    return None;
                }
                true => Severity::Error,
                false => severity,
            };
            let span =
                document.block_span(document.block(&document.statements()[finding.statement]));
            let waived = !self.policy.is_locked(finding.rule.family)
                && waivers.allow(finding.rule, span, self.today);
            (!waived).then(|| telling.told(finding, severity))
        });
        let mut said: Vec<_> = said.collect();
        said.extend(self.phrases.forbidden(&document, place, &|_| true));
        let waivers = waivers.told(&page.source, &self.policy, self.today);
        said.extend(waivers.iter().filter_map(|waiver| waiver.fault.clone()));
        said.extend(tidy::told(page));
        said.sort();
        Judgement {
            said,
            judged: keys(&document),
            waivers,
        }
    }

    /// What a template shows.
    pub fn judge_template(&self, source: &SourceFile, kind: PageKind) -> Judgement {
        let blanked = template::blanked(source.text());
        let document = prose::of_html(&Mapped::verbatim(&blanked, 0), &self.own);
        self.judge_document(&document, Place { source, kind })
    }

    /// What a rendered page shows that was not judged already. Its frame is the same on every page: what passed once
    /// with all that it may be read with passes again.
    /// `along` hears the page as it is read.
    pub fn judge_rendered(
        &self,
        source: &SourceFile,
        kind: PageKind,
        Already { known, passed }: Already<'_>,
        along: &mut Along<'_>,
    ) -> Judgement {
        let layout = prose::layout_of_html(&Mapped::verbatim(source.text(), 0), along);
        let mut judged = Vec::new();
        let mut new = Vec::new();
        for (block, key) in layout.keys().enumerate() {
            judged.push(key);
            if !known.contains(&key) && !layout.repeats(block, known) {
                let context = layout.context(block) ^ (kind == PageKind::Faq) as u64;
                if !passed.has(context) {
                    new.push((block, context));
                }
            }
        }
        let blocks: Vec<usize> = new.iter().map(|(block, _)| *block).collect();
        if blocks.is_empty() {
            return Judgement {
                judged,
                ..Judgement::default()
            };
        }
        let part = layout.part(&blocks, &self.own);
        let document = &part.document;
        let is_new = |number: usize| {
            let statement = &document.statements()[number];
            part.is_asked(document.block(statement)) && !known.contains(&key(document, number))
        };
        let findings = self.findings(document, &is_new, Some(Tone::none()));
        let said = self.said(document, &findings, Place { source, kind }, &is_new);
        judged.extend(keys(document));
        if said.is_empty() {
            new.iter().for_each(|(_, context)| passed.add(*context));
        }
        Judgement {
            said,
            judged,
            waivers: Vec::new(),
        }
    }

    /// What the strings of a settings file say.
    pub fn judge_strings(
        &self,
        source: &SourceFile,
        strings: &[TomlString],
        kind: PageKind,
    ) -> Judgement {
        let document = prose::of_strings(source, strings, &self.own);
        self.judge_document(&document, Place { source, kind })
    }

    fn judge_document(&self, document: &Document, place: Place<'_>) -> Judgement {
        let all = |_: usize| true;
        let findings = self.findings(document, &all, None);
        Judgement {
            said: self.said(document, &findings, place, &all),
            judged: keys(document),
            waivers: Vec::new(),
        }
    }

    fn said(
        &self,
        document: &Document,
        findings: &[Finding],
        place: Place<'_>,
        asked: &dyn Fn(usize) -> bool,
    ) -> Vec<Diagnostic> {
        let mut telling = Telling::new(self, document, place);
        let said = findings.iter().filter_map(|finding| {
            let severity = self.policy.severity(finding.rule.family, place.kind)?;
            Some(telling.told(finding, severity))
        });
        let mut said: Vec<_> = said.collect();
        said.extend(self.phrases.forbidden(document, place, asked));
        said.sort();
        said
    }

    /// What rules find in the statements that `asked` names; the tone is that of all of them, if none is given.
    fn findings(
        &self,
        document: &Document,
        asked: &dyn Fn(usize) -> bool,
        tone: Option<Tone>,
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        let readings = Readings::of(document);
        let asked = (0..document.statements().len()).filter(|statement| asked(*statement));
        let weighed: Vec<(usize, Weighed<'_>)> = asked
            .map(|statement| (statement, Weighed::of(&readings, statement)))
            .collect();
        let tone = tone.unwrap_or_else(|| Tone::of(&readings, &weighed));
        for (statement, weighed) in &weighed {
            let statement = *statement;
            let reading = readings.get(statement);
            let view = &reading.view;
            if view.words.len() > view.own && !view.waits() && !self.phrases.allowed(view) {
                findings.extend(told_of(reading, weighed, &tone).into_iter().map(
                    |(rule, words)| Finding {
                        rule,
                        statement,
                        marked: view.marked(words),
                    },
                ));
            }
        }
        findings
    }
}

/// What rules find in a statement, by pattern and by weight, each family once.
fn told_of<'d>(
    reading: &Reading<'d>,
    weighed: &Weighed<'d>,
    tone: &Tone,
) -> Vec<(&'static Rule, Range<usize>)> {
    let mut told: Vec<(&'static Rule, Range<usize>)> = Vec::new();
    let asked = |rule: &Rule| !weighed.overrules(rule);
    rules::look(&reading.view, asked, |rule, words| told.push((rule, words)));
    let learned = weighed.found(reading, tone);
    told.extend(learned.filter(|(rule, _)| {
        let known = |other: &Rule| {
            other.family == rule.family
                || other.family.is_advice()
                    && (rule.family.is_advice() || rule.family == Family::Directive)
        };
        !told.iter().any(|(other, _)| known(other))
    }));
    told
}

/// What speaks for each family in one statement, for those who work on the guard.
#[derive(Debug, Clone)]
pub struct Weighing {
    /// The statement.
    pub text: String,
    /// What was learned says, in hundredths, by the order of [`learn::KINDS`].
    pub scores: learn::Scores,
    /// The rules that found something by pattern.
    pub patterns: Vec<&'static Rule>,
}

/// Weighs every statement of a document, without judging any.
pub fn weigh(document: &Document) -> Vec<Weighing> {
    let readings = Readings::of(document);
    (0..document.statements().len())
        .map(|statement| {
            let view = &readings.get(statement).view;
            let mut patterns = Vec::new();
            rules::look(view, |_| true, |rule, _| patterns.push(rule));
            let text = document.text(&document.statements()[statement]).to_owned();
            Weighing {
                text,
                scores: Weighed::of(&readings, statement).scores,
                patterns,
            }
        })
        .collect()
}

/// Reads the word lists, the patterns and the weights, unless that was done; for whoever has something else to do in the
/// meantime, because it takes as long as judging a hundred pages.
pub fn wake() {
    weigh(&prose::of_text("Take two."));
}

/// Where a document comes from.
#[derive(Debug, Clone, Copy)]
struct Place<'s> {
    source: &'s SourceFile,
    kind: PageKind,
}

/// A diagnostic about the way a page or the settings speak to the guard.
fn about_guard(
    source: &SourceFile,
    span: Span,
    severity: Severity,
    sentences: [String; 3],
) -> Diagnostic {
    let [what, why, instead] = sentences.map(Into::into);
    Diagnostic::at(
        source,
        span,
        severity,
        Words {
            rule: "waiver".into(),
            family: "waiver",
            what,
            why,
            instead,
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, table: &GuardTable) -> Vec<String> {
        let (guard, _) = Guard::new(table, Day::parse("2026-06-01"));
        let page = Page::loose(SourceFile::new("a.md", text), PageKind::Page);
        let told = guard.check(&page).into_iter();
        told.map(|one| {
            format!(
                "{}:{} {} {}",
                one.start.line, one.start.column, one.rule, one.what
            )
        })
        .collect()
    }

    #[test]
    fn a_waiver_with_a_reason_covers_the_next_block_only() {
        let text = "<!-- allow(dose) because it is printed on the box -->\n\n- Take 400 mg every six hours.\n- Take 200 mg every hour.\n\nTake 400 mg every six hours.\n";
        let told = said(text, &GuardTable::default());
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("6:1 dose"), "{told:?}");
    }

    #[test]
    fn a_waiver_without_reason_or_use_is_told() {
        let table = GuardTable::default();
        for (comment, wanted) in [
            ("allow(dose)", "this exception gives no reason"),
            (
                "allow(dos) because x",
                "there is no rule or family called `dos`",
            ),
            (
                "allow(dose) because x until 2026-05-31",
                "this exception ran out on May 31, 2026",
            ),
            (
                "allow(claim) because x",
                "this exception allows nothing in the next block",
            ),
        ] {
            let told = said(
                &format!("<!-- {comment} -->\n\nTake 400 mg every six hours.\n"),
                &table,
            );
            assert!(
                told.iter().any(|one| one.ends_with(wanted)),
                "{comment}: {told:?}"
            );
        }
    }

    #[test]
    fn a_locked_family_cannot_be_waived() {
        let table = GuardTable {
            lock: vec!["treatment".into()],
            ..GuardTable::default()
        };
        let told = said(
            "<!-- allow(dose) because x -->\n\nTake 400 mg every six hours.\n",
            &table,
        );
        assert_eq!(told.len(), 2, "{told:?}");
    }

    #[test]
    fn what_was_judged_in_the_source_is_not_told_again() {
        let (guard, _) = Guard::new(&GuardTable::default(), None);
        let page = Page::loose(
            SourceFile::new("a.md", "You have **gout**."),
            PageKind::Page,
        );
        let judged = guard.judge(&page).judged;
        let html = SourceFile::new(
            "a.html",
            "<p>You have <b>gout</b>.</p><img alt='Stop your Plavix'>",
        );
        let passed = Passed::default();
        let known = judged.into_iter().collect();
        let already = Already {
            known: &known,
            passed: &passed,
        };
        let told = guard.judge_rendered(&html, PageKind::Page, already, &mut |_| {});
        let told = told.said;
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(html.slice(told[0].span), "Stop your Plavix");
    }

    #[test]
    fn every_example_of_a_learned_rule_comes_out() {
        let (guard, _) = Guard::new(&GuardTable::default(), None);
        let said = |text: &str| {
            let page = Page::loose(SourceFile::new("a.md", text), PageKind::Faq);
            guard.check(&page)
        };
        let mut wrong = Vec::new();
        for rule in &learned::LEARNED {
            assert!(
                rule.flags.len() >= 3 && rule.passes.len() >= 3,
                "{}",
                rule.id
            );
            for flag in rule.flags {
                let said = said(&flag.replace(['«', '»'], ""));
                // Weights move with what they learn from; the words they mark may grow or shrink with them.
                let marked = flag.find('«').unwrap()..flag.find('»').unwrap() - '«'.len_utf8();
                let fits = |one: &Diagnostic| {
                    one.rule == rule.id && one.span.touches(marked.clone().into())
                };
                if !said.iter().any(fits) {
                    wrong.push(format!("{}: {flag}", rule.id));
                }
            }
            let passing = rule
                .passes
                .iter()
                .filter(|text| said(text).iter().any(Diagnostic::is_error));
            wrong.extend(passing.map(|text| format!("{}: {text}", rule.id)));
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
