//! Everything with words in it brought before the guard: pages, templates, practice.toml, and then the rendered pages.
//!
//! What was judged at its source, with its exact place, is not told again at the page it ends up on. What was judged
//! for an ordinary page is judged again where a FAQ page shows it, because FAQ pages are stricter.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::config::{Day, PageKind, Places, strings};
use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::guard::{Guard, Judgement};
use crate::output::RenderedPage;
use crate::practice::Practice;
use crate::render::Theme;
use crate::site::Site;
use crate::source::{SourceFile, Span};

/// The guard, and what it has judged so far.
#[derive(Debug)]
pub(super) struct Judge {
    guard: Guard,
    strict: FxHashSet<u64>,
    plain: FxHashSet<u64>,
}

impl Judge {
    /// A judge with the practice's settings; mistakes in them are told in practice.toml.
    pub(super) fn new(practice: &Practice, today: Day, said: &mut Vec<Diagnostic>) -> Self {
        let (guard, mistakes) = Guard::new(&practice.typed.guard, Some(today));
        said.extend(
            mistakes
                .into_iter()
                .map(|mistake| setting(practice, mistake)),
        );
        Self {
            guard,
            strict: FxHashSet::default(),
            plain: FxHashSet::default(),
        }
    }

    /// Judges every page as it was written.
    pub(super) fn pages(&mut self, site: &Site) -> Vec<Diagnostic> {
        let judged: Vec<_> = site
            .pages
            .par_iter()
            .map(|page| (page.kind(), self.guard.judge(&page.page)))
            .collect();
        judged
            .into_iter()
            .flat_map(|(kind, judgement)| self.remember(kind, judgement))
            .collect()
    }

    /// Judges the words of practice.toml; what speaks only to brassplate is no text of the site.
    pub(super) fn practice(&mut self, practice: &Practice) -> Vec<Diagnostic> {
        let source = &practice.source;
        let mut shown = strings(source, Span::new(0, source.text().len()));
        let silent = ["guard.", "build.", "waive.", "outside."];
        shown.retain(|string| !silent.iter().any(|start| string.key.starts_with(start)));
        let judgement = self.guard.judge_strings(source, &shown, PageKind::Page);
        self.remember(PageKind::Page, judgement)
    }

    /// Judges the words of the theme where they stand in its templates.
    pub(super) fn theme(&mut self, theme: &Theme) -> Vec<Diagnostic> {
        let none = FxHashSet::default();
        let mut said = Vec::new();
        for template in theme
            .templates
            .iter()
            .filter(|file| file.path().ends_with(".html"))
        {
            let kind = if template.path().ends_with("/faq.html") {
                PageKind::Faq
            } else {
                PageKind::Page
            };
            let judgement = self.guard.judge_html(template, kind, &none);
            said.extend(self.remember(kind, judgement));
        }
        said
    }

    /// Judges what a rendered page shows besides.
    pub(super) fn rendered(&self, path: &str, page: &RenderedPage) -> Vec<Diagnostic> {
        let known = if page.kind == PageKind::Faq {
            &self.strict
        } else {
            &self.plain
        };
        let source = SourceFile::new(path, page.html.as_str());
        self.guard.judge_html(&source, page.kind, known).said
    }

    fn remember(&mut self, kind: PageKind, judgement: Judgement) -> Vec<Diagnostic> {
        if kind == PageKind::Faq {
            self.strict.extend(&judgement.judged);
        }
        self.plain.extend(judgement.judged);
        judgement.said
    }
}

fn setting(practice: &Practice, mistake: String) -> Diagnostic {
    let whole = Span::new(0, practice.source.text().len());
    let at = Places::of(&practice.source, whole).at("guard");
    let words = Words {
        rule: "settings".into(),
        family: "settings",
        what: mistake.into(),
        why: "A setting that the guard does not know would do nothing.".into(),
        instead: "See `brassplate rules` for the families and rules.".into(),
    };
    Diagnostic::at(&practice.source, at, Severity::Error, words)
}
