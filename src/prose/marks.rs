//! A small fingerprint of the words in a statement, so that most patterns are refused at a glance.

use super::class::Classes;
use super::words::Word;

/// Which words and classes there are; it may say yes to a word that is not there, never no to one that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) classes: Classes,
    words: [u64; 64],
}

impl Marks {
    /// The fingerprint of some words.
    pub(super) fn of(words: &[Word]) -> Self {
        let mut marks = Self {
            classes: Classes::NONE,
            words: [0; 64],
        };
        for word in words {
            marks.classes |= word.classes;
            marks.add(word.form);
            marks.add(word.lemma);
        }
        marks
    }

    /// Adds a word by its hash.
    fn add(&mut self, hash: u32) {
        let bit = bit(hash);
        self.words[usize::from(bit >> 6)] |= 1 << (bit & 63);
    }

    fn has(&self, bit: u16) -> bool {
        self.words[usize::from(bit >> 6)] & (1 << (bit & 63)) != 0
    }
}

fn bit(hash: u32) -> u16 {
    ((hash ^ hash >> 13) & 4095) as u16
}

/// Words and classes of which one must be there; by default nothing must.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trigger {
    pub(super) classes: Classes,
    words: [u16; MOST],
    count: u8,
    /// How common it is, by rough guess.
    pub(super) weight: u32,
}

/// Words looked for at most; what has more is looked for word by word.
const MOST: usize = 12;

impl Default for Trigger {
    fn default() -> Self {
        Self {
            classes: Classes::NONE,
            words: [0; MOST],
            count: 0,
            weight: u32::MAX,
        }
    }
}

impl Trigger {
    /// Adds a word by its hash, if there is room.
    pub(super) fn add_word(&mut self, hash: u32) -> Option<()> {
        *self.words.get_mut(usize::from(self.count))? = bit(hash);
        self.count += 1;
        Some(())
    }

    /// Whether some of it may be among the marks.
    pub(super) fn fires(&self, marks: &Marks) -> bool {
        self.weight == u32::MAX
            || self.classes.meets(marks.classes)
            || self.words[..usize::from(self.count)]
                .iter()
                .any(|bit| marks.has(*bit))
    }
}
