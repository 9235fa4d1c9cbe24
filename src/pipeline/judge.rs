//! Everything with words in it brought before the guard: pages, templates, practice.toml, and then the rendered pages.
//!
//! What was judged at its source, with its exact place, is not told again at the page it ends up on. What was judged
//! for an ordinary page is judged again where a FAQ page shows it, because FAQ pages are stricter.

use std::sync::Arc;

use super::judged::{Judged, Memory, Read};
use super::settings;
use crate::config::{Day, PageKind, strings};
use crate::diagnostic::Diagnostic;
use crate::duties::{Exception, Hearing, Notices};
use crate::gate::{Ears, Listener};
use crate::guard::{Already, Guard, Judgement, Passed};
use crate::output::OutputPlan;
use crate::practice::Practice;
use crate::render::Theme;
use crate::site::Site;
use crate::source::{Mark, Marker, Renewed, SourceFile};
use rustc_hash::FxHashSet;

/// The guard, and what it has judged so far.
#[derive(Debug)]
pub(super) struct Judge<'m> {
    guard: Guard,
    settings: Mark,
    memory: &'m mut Memory,
    /// What was judged and not counted yet.
    uncounted: Vec<Renewed<Judged>>,
    /// The waivers that stand in the pages.
    pub(super) exceptions: Vec<Exception>,
    /// Whether some rendered pages were not judged; then nothing may be published.
    pub(super) gave_up: bool,
}

impl<'m> Judge<'m> {
    /// A judge with the practice's settings; mistakes in them are told in practice.toml. What it judged the last time
    /// and did not change is taken from `memory`.
    pub(super) fn new(
        practice: &Practice,
        today: Day,
        memory: &'m mut Memory,
        said: &mut Vec<Diagnostic>,
    ) -> Self {
        let table = &practice.typed.guard;
        Self {
            guard: settings::guard(&practice.source, table, Some(today), said),
            settings: Mark::of(format!("{table:?} {today}")),
            memory,
            uncounted: Vec::new(),
            exceptions: Vec::new(),
            gave_up: false,
        }
    }

    /// Judges every page as it was written.
    pub(super) fn pages(&mut self, site: &Site) -> Vec<Diagnostic> {
        let pages = &site.pages;
        let names: Vec<_> = pages.iter().map(|page| page.path.clone()).collect();
        let (guard, settings) = (&self.guard, self.settings);
        let judged = self.memory.pages.renew(&names, |at, last| {
            let page = &pages[at];
            let from = Marker::default().mark(settings).mark(page.mark).done();
            Judged::again(last, from, || (page.kind(), guard.judge(&page.page)))
        });
        let each = pages.iter().zip(&judged.all);
        self.exceptions = each
            .flat_map(|(page, judged)| {
                Exception::of_page(&page.page.source, &judged.judgement.waivers)
            })
            .collect();
        let said = said(&judged);
        self.uncounted.push(judged);
        said
    }

    /// Judges the words of practice.toml; what speaks only to brassplate is no text of the site.
    pub(super) fn practice(&mut self, practice: &Practice) -> Vec<Diagnostic> {
        let source = &practice.source;
        let mut shown = strings(source, source.whole());
        let silent = ["guard.", "build.", "waive.", "outside."];
        shown.retain(|string| !silent.iter().any(|start| string.key.starts_with(start)));
        let judged = self.memory.practice.renew(&[()], |_, _| {
            let judgement = self.guard.judge_strings(source, &shown, PageKind::Page);
            Judged::new(Mark::default(), PageKind::Page, judgement)
        });
        let said = said(&judged);
        self.uncounted.push(judged);
        said
    }

    /// Judges the disclaimers and calls to action once, as strictly as on a FAQ page; what has nothing against it need not
    /// be judged again on every page.
    pub(super) fn notices(&mut self, notices: &Notices) {
        let all: Vec<_> = notices.all().collect();
        let names: Vec<_> = all.iter().map(|notice| notice.id.clone()).collect();
        let (guard, settings) = (&self.guard, self.settings);
        let judged = self.memory.notices.renew(&names, |at, last| {
            let from = Marker::default().mark(settings).add(&all[at].html).done();
            Judged::again(last, from, || {
                let source = SourceFile::new("notice", all[at].html.as_str());
                let already = Already {
                    known: &FxHashSet::default(),
                    passed: &Passed::default(),
                };
                let judgement = guard.judge_rendered(&source, PageKind::Faq, already, &mut |_| {});
                let is_clear = judgement.said.is_empty();
                let judged = is_clear.then_some(judgement.judged);
                let judged = judged.unwrap_or_default();
                let judgement = Judgement {
                    judged,
                    ..Judgement::default()
                };
                (PageKind::Faq, judgement)
            })
        });
        self.uncounted.push(judged);
    }

    /// Judges the words of the theme where they stand in its templates.
    pub(super) fn theme(&mut self, theme: &Theme) -> Vec<Diagnostic> {
        let is_page = |file: &&SourceFile| file.path().ends_with(".html");
        let templates: Vec<_> = theme.templates.iter().filter(is_page).collect();
        let names: Vec<_> = templates
            .iter()
            .map(|file| file.path().to_owned())
            .collect();
        let (guard, settings) = (&self.guard, self.settings);
        let judged = self.memory.templates.renew(&names, |at, last| {
            let template = templates[at];
            let kind = if template.path().ends_with("/faq.html") {
                PageKind::Faq
            } else {
                PageKind::Page
            };
            let from = Marker::default().mark(settings).add(template.text()).done();
            Judged::again(last, from, || (kind, guard.judge_template(template, kind)))
        });
        let said = said(&judged);
        self.uncounted.push(judged);
        said
    }

    /// Takes note of all that was judged, before rendered pages are.
    pub(super) fn count(&mut self) {
        for judged in self.uncounted.drain(..) {
            self.memory.known.change(&judged);
        }
    }

    /// Judges what the rendered pages show besides, until `is_old` says that it is no longer wanted. The gate and the
    /// checks of duties listen to each page that is read.
    pub(super) fn rendered(
        &mut self,
        plan: &OutputPlan,
        heard: &[Ears],
        hearing: &Hearing<'_>,
        is_old: &(dyn Fn() -> bool + Sync),
    ) -> Vec<Diagnostic> {
        self.count();
        let pages: Vec<_> = plan.pages().collect();
        let names: Vec<_> = pages.iter().map(|(path, _)| (*path).to_owned()).collect();
        let (guard, settings) = (&self.guard, self.settings);
        self.memory.known.begin();
        let known = &self.memory.known;
        let passed = Passed::default();
        let read = self.memory.rendered.renew(&names, |at, last| {
            let (path, page) = pages[at];
            let holds = |last: &&Arc<Read>| {
                let is_same = Arc::ptr_eq(&last.page, page)
                    || (last.page.html == page.html && last.page.kind == page.kind);
                is_same
                    && last.settings == Some(settings)
                    && known.is_as_before(&last.judgement.judged)
            };
            if let Some(last) = last.filter(holds) {
                return last.clone();
            }
            if is_old() {
                return Read::unfinished(page);
            }
            let source = SourceFile::new(path, page.html.as_str());
            let already = Already {
                known: known.of(page.kind),
                passed: &passed,
            };
            let (mut listener, mut duties) = (Listener::default(), hearing.begin(page));
            let judgement = guard.judge_rendered(&source, page.kind, already, &mut |mark| {
                listener.hear(mark);
                duties.hear(mark);
            });
            hearing.end(at, page, duties);
            let _ = heard[at].set(listener.done());
            Arc::new(Read {
                page: page.clone(),
                settings: Some(settings),
                judgement,
            })
        });
        self.gave_up = read.all.iter().any(|read| read.settings.is_none());
        if !self.gave_up {
            self.memory.known.settle();
        }
        let said = read.all.iter().flat_map(|read| &read.judgement.said);
        said.cloned().collect()
    }
}

/// What was judged is remembered, so it is counted also where a build is given up.
impl Drop for Judge<'_> {
    fn drop(&mut self) {
        self.count();
    }
}

fn said(judged: &Renewed<Judged>) -> Vec<Diagnostic> {
    let said = judged.all.iter().flat_map(|judged| &judged.judgement.said);
    said.cloned().collect()
}
