//! What need not be judged again: statements judged where they were written, and blocks that passed on other pages.
//!
//! A rendered page repeats what its source said and what every page says; both are known by a number made of their
//! words. This stands apart from the judging, which only asks.

use std::sync::{Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashSet;

use crate::prose::{self, Document};

/// What need not be judged on a rendered page.
#[derive(Debug, Clone, Copy)]
pub struct Already<'a> {
    /// The numbers of statements and blocks that were judged where they were written.
    pub known: &'a FxHashSet<u64>,
    /// What passed on other pages with all that it may be read with.
    pub passed: &'a Passed,
}

/// Blocks of rendered pages that passed, each with all that it may be read with; good for one guard.
#[derive(Debug, Default)]
pub struct Passed([Mutex<FxHashSet<u64>>; 16]);

impl Passed {
    fn shard(&self, context: u64) -> MutexGuard<'_, FxHashSet<u64>> {
        let shard = &self.0[(context >> 60) as usize];
        shard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn has(&self, context: u64) -> bool {
        self.shard(context).contains(&context)
    }

    pub(super) fn add(&self, context: u64) {
        self.shard(context).insert(context);
    }
}

/// The statement's normalised words as one number, the same wherever the statement stands.
pub(super) fn key(document: &Document, statement: usize) -> u64 {
    let words = document.words(&document.statements()[statement]);
    words
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |state: u64, word| {
            (state ^ u64::from(word.form))
                .wrapping_mul(0x0100_0000_01b3)
                .rotate_left(17)
        })
}

/// The numbers of all statements and all blocks.
pub(super) fn keys(document: &Document) -> Vec<u64> {
    (0..document.statements().len())
        .map(|statement| key(document, statement))
        .chain(prose::block_keys(document))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::PageKind;
    use crate::guard::Guard;
    use crate::source::SourceFile;

    #[test]
    fn what_passed_on_other_pages_hides_nothing() {
        let guard = Guard::new(&crate::config::GuardTable::default(), None).0;
        let known = FxHashSet::default();
        let judge = |html: &str, passed: &Passed| {
            let page = SourceFile::new("page.html", html);
            let known = &known;
            let already = Already { known, passed };
            let judged = guard.judge_rendered(&page, PageKind::Faq, already, &mut |_| {});
            let said = judged.said.iter().map(|said| said.rule.to_string());
            said.collect::<Vec<_>>()
        };
        let pieces = [
            "",
            "<h2>Do I need to stop my blood thinner?</h2>",
            "<p>Do I need to stop my blood thinner?</p>",
            "<details><summary>Is this rash worth a visit?</summary></details>",
            "<p><b>Warfarin</b></p>",
            "<p>Call us.</p>",
            "<p>Call us</p>",
            "<p>/</p>",
            "<img alt=\"A door\">",
            "<p>Stop five days before:</p>",
        ];
        let lasts = [
            "<p>No.</p>",
            "<p>Not at all. Never.</p>",
            "<ul><li>warfarin</li></ul>",
        ];
        let shared = Passed::default();
        let (mut clear, mut refused) = (0, 0);
        for last in lasts {
            for second in pieces {
                for first in pieces.iter().rev() {
                    let html = format!("{first}{second}{last}");
                    let alone = judge(&html, &Passed::default());
                    assert_eq!(judge(&html, &shared), alone, "{html}");
                    match alone.is_empty() {
                        true => clear += 1,
                        false => refused += 1,
                    }
                }
            }
        }
        assert!(clear > 30 && refused > 30, "{clear} {refused}");
    }
}
