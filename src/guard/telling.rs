//! A finding put into words: what, why with the words that made it, and what to write instead, with a sentence that could
//! stand there.
//!
//! Rules see and policy weighs; only here does a finding become something that is said. A sentence is offered only if the
//! guard itself would let it pass on the strictest kind of page.

use rustc_hash::FxHashMap;

use super::{Family, Finding, Guard, Place, rewrite, signs};
use crate::diagnostic::{Diagnostic, Edit, Severity, Words};
use crate::prose::{self, Document, View};
use crate::source::Span;

/// Says the findings of one document.
pub(super) struct Telling<'g> {
    guard: &'g Guard,
    document: &'g Document,
    place: Place<'g>,
    /// Sentences that were thought of, and whether they pass.
    passes: FxHashMap<String, bool>,
}

impl<'g> Telling<'g> {
    pub(super) fn new(guard: &'g Guard, document: &'g Document, place: Place<'g>) -> Self {
        Self {
            guard,
            document,
            place,
            passes: FxHashMap::default(),
        }
    }

    /// A finding as it is said.
    pub(super) fn told(&mut self, finding: &Finding, severity: Severity) -> Diagnostic {
        let rule = finding.rule;
        let view = self.document.view(finding.statement);
        let text = self.document.text(view.statement);
        let rewrite = rewrite::of(rule, &view).filter(|rewrite| self.passes(rewrite));
        let learned = rule.id.starts_with("reads-like-");
        // All words of a sentence are weighed for advice; for the other families those that are marked.
        let whole = rule.family.is_advice() || rule.family == Family::Directive;
        let part = if whole {
            0..text.len()
        } else {
            finding.marked.clone()
        };
        let signs = learned.then(|| signs::named(&view, &part)).flatten();
        let words = Words {
            rule: rule.id.into(),
            family: rule.family.name(),
            what: rule.what.into(),
            why: match signs {
                Some(signs) => format!("{signs} {}", rule.why).into(),
                None => rule.why.into(),
            },
            instead: match &rewrite {
                Some(rewrite) => format!("{} For example: \"{rewrite}\"", rule.instead).into(),
                None => rule.instead.into(),
            },
        };
        let span = self
            .document
            .part_span(view.statement, finding.marked.clone());
        let said = Diagnostic::at(self.place.source, span, severity, words)
            .with_excerpt(text, finding.marked.clone());
        match rewrite.and_then(|rewrite| self.edit(&view, rewrite)) {
            Some(edit) => said.with_edit(edit),
            None => said,
        }
    }

    fn passes(&mut self, rewrite: &str) -> bool {
        if let Some(known) = self.passes.get(rewrite) {
            return *known;
        }
        let document = prose::of_text_with(rewrite, &self.guard.own);
        let passes = self.guard.findings(&document, &|_| true, None).is_empty();
        self.passes.insert(rewrite.to_owned(), passes);
        passes
    }

    /// The edit that puts the sentence there, if the whole statement stands in the file as it is read.
    fn edit(&self, view: &View<'_>, rewrite: String) -> Option<Edit> {
        let text = self.document.text(view.statement);
        let (lead, plain) = (text.len() - text.trim_start().len(), text.trim());
        let part = lead..lead + plain.len();
        let span: Span = self.document.part_span(view.statement, part);
        let title = format!("Write \"{rewrite}\"");
        let source = self.place.source;
        (source.slice(span) == plain).then(|| Edit::new(source, span, rewrite, title, false))
    }
}
