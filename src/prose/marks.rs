//! A small fingerprint of the words in a statement, so that most patterns are refused at a glance.

use rustc_hash::FxHashMap;

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

/// Which of many triggers fire, found by the words there are instead of by going through the triggers.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// All bits that some trigger looks for.
    known: Vec<u64>,
    /// For each of these bits the triggers that look for it.
    by_bit: FxHashMap<u16, Vec<u16>>,
    /// Classes that triggers look for, with those that do.
    by_classes: Vec<(Classes, Vec<u16>)>,
    /// Triggers that always fire.
    always: Vec<u16>,
}

impl Index {
    /// The index of these triggers.
    pub(super) fn of(triggers: &[Trigger]) -> Self {
        let mut index = Self {
            known: vec![0; 64],
            ..Self::default()
        };
        for (number, trigger) in (0..).zip(triggers) {
            if trigger.weight == u32::MAX {
                index.always.push(number);
                continue;
            }
            for bit in &trigger.words[..usize::from(trigger.count)] {
                index.known[usize::from(bit >> 6)] |= 1 << (bit & 63);
                index.by_bit.entry(*bit).or_default().push(number);
            }
            if trigger.classes == Classes::NONE {
                continue;
            }
            let mut same = index.by_classes.iter_mut();
            match same.find(|(classes, _)| *classes == trigger.classes) {
                Some((_, all)) => all.push(number),
                None => index.by_classes.push((trigger.classes, vec![number])),
            }
        }
        index
    }

    /// The triggers that may fire at these words, in their order.
    pub(super) fn fires(&self, words: &[Word]) -> Vec<u16> {
        let mut found = self.always.clone();
        let mut classes = Classes::NONE;
        for word in words {
            classes |= word.classes;
            for bit in [bit(word.form), bit(word.lemma)] {
                let is_known = |known: &u64| known & (1 << (bit & 63)) != 0;
                if self.known.get(usize::from(bit >> 6)).is_some_and(is_known) {
                    found.extend(self.by_bit.get(&bit).into_iter().flatten());
                }
            }
        }
        for (wanted, all) in &self.by_classes {
            if wanted.meets(classes) {
                found.extend(all);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
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
