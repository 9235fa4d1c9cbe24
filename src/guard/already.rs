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
    /// What passed on other pages with all that stands around it.
    pub passed: &'a Passed,
}

/// Blocks of rendered pages that passed, each with all that stands around it; good for one guard.
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
