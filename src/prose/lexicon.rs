//! The word lists, read once into one table: which classes a word or phrase has, and what a misspelt word meant.
//!
//! The lists are files in `words/`, embedded in the program: one entry a line, `#` begins a comment. A class list names
//! what belongs to the class; `spelling` and `irregular` pair what is written with what is meant.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::class::{Class, Classes};
use super::hash::hash;
use super::inflect::stems;
use super::lists;
use super::scan::scan;

/// All word lists of the program.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::embedded);

/// Words and phrases with their classes.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    words: FxHashMap<&'static str, Classes>,
    phrases: FxHashMap<u32, Vec<Phrase>>,
    spelling: FxHashMap<&'static str, &'static str>,
    irregular: FxHashMap<&'static str, &'static str>,
    ordinary: FxHashSet<&'static str>,
    /// Words worth mending, by each way of leaving one letter out.
    mends: FxHashMap<u32, &'static str>,
}

/// A phrase by the hashes of its words after the first.
#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) rest: Vec<u32>,
    pub(super) classes: Classes,
}

/// What the lexicon knows of one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry<'w> {
    pub(super) lemma: &'w str,
    pub(super) classes: Classes,
}

impl Lexicon {
    fn embedded() -> Self {
        let mut lexicon = Self::default();
        let lists = lists::CLASSES.iter();
        let lines = |text: &str| memchr::memchr_iter(b'\n', text.as_bytes()).count();
        lexicon
            .words
            .reserve(lists.map(|(_, text)| lines(text)).sum());
        for (class, text) in lists::CLASSES {
            for entry in entries(text) {
                lexicon.add(entry, (*class).into());
            }
        }
        lexicon.spelling = entries(lists::SPELLING)
            .filter_map(|line| line.split_once(' '))
            .collect();
        lexicon.irregular = entries(lists::IRREGULAR)
            .filter_map(|line| line.split_once(' '))
            .collect();
        lexicon.ordinary = entries(lists::ORDINARY).collect();
        lexicon.learn_mends();
        let phrases = lexicon.phrases.values_mut();
        phrases.for_each(|all| all.sort_by_key(|phrase| phrase.rest[0]));
        lexicon
    }

    fn add(&mut self, entry: &'static str, classes: Classes) {
        if entry.bytes().all(|byte| byte.is_ascii_lowercase()) {
            *self.words.entry(entry).or_default() |= classes;
            return;
        }
        if is_plain(entry) {
            return self.add_words(entry.split(' '), classes);
        }
        let scanned = scan(entry);
        let bare = |word| scanned.read(word).split('\'').next().unwrap_or_default();
        self.add_words(scanned.tokens.iter().map(bare), classes);
    }

    fn add_words<'w>(&mut self, mut words: impl Iterator<Item = &'w str>, classes: Classes) {
        let Some(first) = words.next() else { return };
        let rest: Vec<u32> = words.map(hash).collect();
        if rest.is_empty() {
            let first: &'static str = Box::leak(first.to_owned().into_boxed_str());
            *self.words.entry(first).or_default() |= classes;
        } else {
            self.phrases
                .entry(hash(first))
                .or_default()
                .push(Phrase { rest, classes });
        }
    }

    /// Remembers every word worth mending under each of its forms with one letter left out.
    fn learn_mends(&mut self) {
        let worth = Classes::from(Class::Medicine)
            | Class::MedicineClass.into()
            | Class::Condition.into()
            | Class::Stop.into()
            | Class::Ought.into();
        let mut words: Vec<_> = self
            .words
            .iter()
            .filter(|(word, classes)| word.len() >= 6 && classes.meets(worth))
            .collect();
        words.sort_unstable_by_key(|(word, _)| **word);
        self.mends
            .reserve(words.iter().map(|(word, _)| word.len()).sum());
        let mut cut = String::new();
        for (word, _) in words {
            self.mends.insert(hash(word), word);
            for at in 1..word.len() {
                without(word, at, &mut cut);
                self.mends.entry(hash(&cut)).or_insert(word);
            }
        }
    }

    /// What is meant by a word that is commonly misspelt, shortened or spelt the British way.
    pub(super) fn respelt(&self, word: &str) -> Option<&'static str> {
        self.spelling.get(word).copied()
    }

    /// Whether any list knows the word as it stands.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.words.contains_key(word) || self.phrases.contains_key(&hash(word))
    }

    /// The word's basic form and its classes.
    pub(super) fn entry<'w>(&self, word: &'w str, stem: &'w mut String) -> Entry<'w> {
        let classes = self.words.get(word).copied().unwrap_or_default();
        let lemma = self.irregular.get(word).copied();
        if let Some(lemma) = lemma {
            let more = self.words.get(lemma).copied().unwrap_or_default();
            return Entry {
                lemma,
                classes: classes | more | Class::Inflected.into(),
            };
        }
        if classes != Classes::NONE && !word.ends_with("ing") && !word.ends_with('s') {
            return Entry {
                lemma: word,
                classes,
            };
        }
        let found = stems(word, stem, |stem| {
            self.words
                .get(stem)
                .copied()
                .filter(|found| *found != Classes::NONE)
        });
        match found {
            Some(more) => Entry {
                lemma: stem,
                classes: classes | more | Class::Inflected.into(),
            },
            None if word.len() > 4 && word.ends_with("ed") => Entry {
                lemma: word,
                classes: classes | Class::Inflected.into(),
            },
            None => Entry {
                lemma: singular(word),
                classes,
            },
        }
    }

    /// The word that was meant by one that no list knows and that is one letter off.
    pub(super) fn mended(&self, word: &str) -> Option<&'static str> {
        if word.len() < 6 || word.len() > 24 || !word.is_ascii() || self.is_ordinary(word) {
            return None;
        }
        let first = word.as_bytes()[0];
        let fits = |found: &&'static str| {
            found.as_bytes()[0] == first && found.len().abs_diff(word.len()) <= 1
        };
        if let Some(found) = self.mends.get(&hash(word)).copied().filter(fits) {
            return Some(found);
        }
        let mut cut = String::with_capacity(word.len());
        (1..word.len()).find_map(|at| {
            without(word, at, &mut cut);
            self.mends
                .get(&hash(&cut))
                .copied()
                .filter(fits)
                .filter(|found| is_near(found, word))
        })
    }

    pub(super) fn is_ordinary(&self, word: &str) -> bool {
        self.ordinary.contains(word) || {
            let mut stem = String::new();
            stems(word, &mut stem, |stem| {
                (self.ordinary.contains(stem) || self.words.contains_key(stem)).then_some(())
            })
            .is_some()
        }
    }

    /// The phrases that begin with a word of that hash, in the order of their second words.
    pub(super) fn phrases(&self, first: u32) -> &[Phrase] {
        self.phrases.get(&first).map_or(&[], Vec::as_slice)
    }
}

/// A word no list knows, without the ending of a plural.
fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(base) if base.len() > 2 && !base.ends_with(['s', 'u', 'i']) => base,
        _ => word,
    }
}

/// Two words of the same length with one letter changed or two swapped must be long, to be sure.
pub(super) fn is_near(found: &str, word: &str) -> bool {
    let swapped = |at: usize| {
        let (a, b) = (found.as_bytes(), word.as_bytes());
        a[at] == b[at + 1] && a[at + 1] == b[at]
    };
    let mut differ =
        (0..found.len().min(word.len())).filter(|&at| found.as_bytes()[at] != word.as_bytes()[at]);
    match found.len() == word.len() {
        false => true,
        true => match (differ.next(), differ.next(), differ.next()) {
            (Some(_), None, _) => found.len() >= 8,
            (Some(at), Some(next), None) => next == at + 1 && swapped(at),
            _ => false,
        },
    }
}

fn without(word: &str, at: usize, cut: &mut String) {
    cut.clear();
    cut.push_str(&word[..at]);
    cut.push_str(&word[at + 1..]);
}

/// Whether an entry is words of two small letters from a to z and more, single spaces between: such words stand for
/// themselves.
fn is_plain(entry: &str) -> bool {
    let mut words = entry.split(' ');
    words.all(|word| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase()))
}

/// The entries of a list, without comments.
fn entries(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(word: &str) -> (String, Classes) {
        let mut stem = String::new();
        let entry = LEXICON.entry(word, &mut stem);
        (entry.lemma.to_owned(), entry.classes)
    }

    #[test]
    fn inflected_words_have_the_classes_of_their_stem() {
        for (word, lemma, class) in [
            ("antibiotics", "antibiotic", Class::MedicineClass),
            ("stopping", "stop", Class::Stop),
            ("biopsies", "biopsy", Class::Test),
            ("took", "take", Class::Take),
        ] {
            let (found, classes) = known(word);
            assert_eq!(found, lemma);
            assert!(classes.has(class), "{word} {classes:?}");
        }
    }

    #[test]
    fn plain_entries_are_read_as_any_text() {
        for (_, text) in lists::CLASSES {
            for entry in entries(text).filter(|entry| is_plain(entry)) {
                let scanned = scan(entry);
                let words = scanned.tokens.iter().map(|token| scanned.read(token));
                assert!(words.eq(entry.split(' ')), "{entry}");
            }
        }
    }

    #[test]
    fn near_misses_are_mended_and_ordinary_words_left_alone() {
        assert_eq!(LEXICON.mended("predisone"), Some("prednisone"));
        assert_eq!(LEXICON.mended("warfarni"), Some("warfarin"));
        for word in ["station", "shoulder", "creation", "medicate", "restart"] {
            assert_eq!(LEXICON.mended(word), None, "{word}");
        }
    }
}
