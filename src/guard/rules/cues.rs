//! Patterns gathered for a rule: what it looks for, and what makes it keep quiet.

use crate::prose::{Pattern, Patterns, View};

use super::Findings;

/// Patterns to look for, unless others fit somewhere in the same words.
#[derive(Debug)]
pub(super) struct Cues {
    find: Patterns,
    unless: Patterns,
}

impl Cues {
    pub(super) fn new(find: &[&str], unless: &[&str]) -> Self {
        Self {
            find: Patterns::new(find),
            unless: Patterns::new(unless),
        }
    }

    /// Adds everything found to `found`.
    pub(super) fn look(&self, view: &View<'_>, found: &mut Findings) {
        let before = found.len();
        for pattern in self.find.of(view) {
            found.extend(pattern.find(view));
        }
        if found.len() > before && is_in(&self.unless, view) {
            found.truncate(before);
        }
    }

    /// Whether something is found at the very beginning of the statement.
    pub(super) fn begins(&self, view: &View<'_>) -> bool {
        let found = self
            .find
            .of(view)
            .any(|pattern| pattern.is_at(view, view.own));
        found && !is_in(&self.unless, view)
    }

    /// Whether anything is found.
    pub(super) fn fits(&self, view: &View<'_>) -> bool {
        let mut found = Findings::new();
        self.look(view, &mut found);
        !found.is_empty()
    }
}

fn is_in(patterns: &Patterns, view: &View<'_>) -> bool {
    patterns.of(view).any(|pattern| pattern.is_in(view))
}

/// Cues that mean little alone and much together: enough groups of them must fit.
#[derive(Debug)]
pub(super) struct Sum {
    groups: Vec<Patterns>,
    least: usize,
    unless: Patterns,
}

impl Sum {
    pub(super) fn new(least: usize, groups: &[&[&str]], unless: &[&str]) -> Self {
        Self {
            groups: groups.iter().map(|group| Patterns::new(group)).collect(),
            least,
            unless: Patterns::new(unless),
        }
    }

    /// Adds the stretch from the first cue to the last, if enough groups fit.
    pub(super) fn look(&self, view: &View<'_>, found: &mut Findings) {
        let first = |group: &Patterns| {
            group
                .of(view)
                .find_map(|pattern: &Pattern| pattern.find(view))
        };
        let fit: Vec<_> = self.groups.iter().filter_map(first).collect();
        if fit.len() < self.least || is_in(&self.unless, view) {
            return;
        }
        let start = fit
            .iter()
            .map(|range| range.start)
            .min()
            .unwrap_or_default();
        let end = fit.iter().map(|range| range.end).max().unwrap_or_default();
        found.push(start..end);
    }
}

/// What hands a matter on to somebody who can know: then an order is a referral.
pub(super) const HANDED_ON: &[&str] = &[
    "ask|tell|call|phone|contact|consult|see|message your|a|the|our|us|with ..2 @clinician|us|office|pharmacy|team|nurse|front",
    "ask|tell|call|phone|contact|consult|message|let us|@clinician",
    "talk|speak|discuss|check|review|decide ..3 with|to ..2 @clinician|us|team|office",
    "without|unless|until|before .. @clinician|us|office|talking|asking|calling|checking|we",
    "your|the|our @clinician|surgeon|team|nurse ..1 will|may|might|can|could|decides|decide|says|tells|explains",
    "we will|may|might|can|could .. tell|explain|discuss|decide|review|talk|go|let|suggest|recommend|ask|give|send|help",
    "as|the prescribed|directed|instructed|advised",
    "your|a|the @clinician orders|prescribes|prescribed|says|advises|recommends|approves|agrees",
    "under ..3 supervision|guidance",
    "depends on",
];
