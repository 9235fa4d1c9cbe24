//! A small fingerprint of the words in a statement, so that most patterns are refused at a glance.

use super::class::Classes;
use super::words::Word;

/// Which words and classes there are; it may say yes to a word that is not there, never no to one that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Marks {
    pub(super) classes: Classes,
    words: [u64; 8],
}

impl Marks {
    /// The fingerprint of some words.
    pub(super) fn of(words: &[Word]) -> Self {
        let mut marks = Self::default();
        for word in words {
            marks.classes |= word.classes;
            marks.add(word.form);
            marks.add(word.lemma);
        }
        marks
    }

    /// Adds a word by its hash.
    pub(super) fn add(&mut self, hash: u32) {
        self.words[(hash >> 6 & 7) as usize] |= 1 << (hash & 63);
    }

    /// Whether the two may have a word or a class in common.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.classes.meets(other.classes)
            || self.words.iter().zip(&other.words).any(|(a, b)| a & b != 0)
    }
}
