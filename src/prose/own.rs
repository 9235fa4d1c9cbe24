//! Names of medicines, procedures and tests that a practice lists besides the word lists of the program.
//!
//! A second, small lexicon: it is asked only behind the first, and only for a practice that lists something. It reads
//! what the first one made of a text, so that capitals, look-alikes and words pulled apart are the same to both. Plurals
//! and slips of one letter are found as they are for the names that come with the program.

use rustc_hash::{FxHashMap, FxHashSet};

use super::class::{Class, Classes};
use super::hash::hash;
use super::inflect::stems;
use super::lexicon::{LEXICON, is_near};
use super::scan::{Pause, scan};
use super::words::{Word, Words, unmasked};

/// What a practice's own name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OwnKind {
    /// A medicine.
    Medicine,
    /// A procedure or therapy.
    Procedure,
    /// A test.
    Test,
}

impl OwnKind {
    /// The class of the word list it would stand in.
    pub fn class(self) -> Class {
        match self {
            Self::Medicine => Class::Medicine,
            Self::Procedure => Class::Procedure,
            Self::Test => Class::Test,
        }
    }
}

/// The part a word plays in a name of the practice's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OwnPart {
    /// None.
    #[default]
    None,
    /// The first word of one, or all of it.
    First(OwnKind),
    /// A later word of one.
    Later,
}

/// The words of a text by themselves, each with its normalised form.
pub fn words_of(text: &str) -> Vec<(String, Word)> {
    let mut words = Words::default();
    words.add(&scan(text), &OwnNames::default());
    let form = |word: &Word| words.forms[word.read.0 as usize..word.read.1 as usize].to_owned();
    let all = words.words.iter();
    all.map(|word| (form(word), *word)).collect()
}

/// The names a practice lists.
#[derive(Debug, Clone)]
pub struct OwnNames {
    /// By the hash of their first word, the longest first.
    names: FxHashMap<u32, Vec<Name>>,
    /// The hashes of all their words.
    words: FxHashSet<u32>,
    /// Medicines of one word that may be misspelt, by their first letter.
    mends: FxHashMap<u8, Vec<String>>,
    /// Whether a dictionary has a word, in whatever form: then it is no slip.
    is_english: fn(&str) -> bool,
}

impl Default for OwnNames {
    fn default() -> Self {
        Self::new(|_| false)
    }
}

/// A name by the hashes of its words after the first.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Name {
    rest: Vec<u32>,
    kind: OwnKind,
}

impl OwnNames {
    /// No names yet; words that `is_english` says so of are never taken for misspelt ones.
    pub fn new(is_english: fn(&str) -> bool) -> Self {
        Self {
            names: FxHashMap::default(),
            words: FxHashSet::default(),
            mends: FxHashMap::default(),
            is_english,
        }
    }

    /// Whether nothing is listed.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Adds a name by its words, as [`words_of`] gives them; whether it was not listed yet.
    pub fn add(&mut self, words: &[(String, Word)], kind: OwnKind) -> bool {
        let meant: Vec<u32> = words.iter().map(|(_, word)| word.form).collect();
        let Some((&first, rest)) = meant.split_first() else {
            return false;
        };
        let mut rest = rest.to_vec();
        if let (Some(last), Some((form, word))) = (rest.last_mut(), words.last())
            && form.ends_with('s')
        {
            *last = word.lemma;
        }
        let same = self.names.entry(first).or_default();
        if same.iter().any(|name| name.rest == rest) {
            return false;
        }
        self.words.extend(rest.iter().chain([&first]));
        if let ([(form, _)], OwnKind::Medicine) = (words, kind)
            && form.len() >= SHORTEST_MENDED
            && form.is_ascii()
        {
            let begins = self.mends.entry(form.as_bytes()[0]).or_default();
            begins.push(form.clone());
        }
        same.push(Name { rest, kind });
        same.sort_by_key(|name| std::cmp::Reverse(name.rest.len()));
        true
    }

    /// Gives the words of every name from `first` on the class of the name.
    pub(super) fn mark(&self, into: &mut Words, first: usize) {
        for at in first..into.words.len() {
            self.spell_out(into, at);
        }
        let words = &mut into.words[first..];
        let mut at = 0;
        while at < words.len() {
            let Some(name) = self.begins(&words[at..]) else {
                at += 1;
                continue;
            };
            let end = at + 1 + name.rest.len();
            for word in &mut words[at..end] {
                let other = word.classes.0 & !Classes::of(Class::Name).0;
                word.classes = Classes(other) | name.kind.class().into();
                word.own = OwnPart::Later;
            }
            words[at].own = OwnPart::First(name.kind);
            at = end;
        }
    }

    /// The longest name that the words begin with.
    fn begins(&self, words: &[Word]) -> Option<&Name> {
        let (first, behind) = words.split_first()?;
        let fits = |name: &&Name| {
            let mut both = name.rest.iter().zip(behind);
            name.rest.len() <= behind.len()
                && both.all(|(meant, word)| {
                    (word.form == *meant || word.lemma == *meant) && word.pause < Pause::Stop
                })
        };
        let named = |word: u32| self.names.get(&word)?.iter().find(fits);
        named(first.form).or_else(|| named(first.lemma))
    }

    /// What is meant by a word that no list of the program knows: an inflected, masked or misspelt one of a name.
    fn spell_out(&self, into: &mut Words, at: usize) {
        let word = into.words[at];
        let told = Classes::of(Class::Name) | Class::Inflected.into();
        if word.classes.0 & !told.0 != 0 || self.words.contains(&word.form) {
            return;
        }
        let read = &into.forms[word.read.0 as usize..word.read.1 as usize];
        let knows = |word: &str| self.words.contains(&hash(word));
        let mut stem = String::new();
        if stems(read, &mut stem, |stem| knows(stem).then_some(())).is_some() {
            into.words[at].lemma = hash(&stem);
            into.words[at].classes |= Class::Inflected.into();
            return;
        }
        let masked = read.bytes().any(|byte| byte.is_ascii_digit());
        let meant = match masked {
            true => unmasked(read, knows),
            false => self.mended(read).map(str::to_owned),
        };
        if let Some(meant) = meant {
            let start = into.forms.len() as u32;
            into.forms.push_str(&meant);
            let word = &mut into.words[at];
            word.read = (start, into.forms.len() as u32);
            word.form = hash(&meant);
            word.lemma = word.form;
        }
    }

    /// The medicine that was meant by a word that is one letter off.
    fn mended(&self, word: &str) -> Option<&str> {
        if word.len() < SHORTEST_MENDED || !word.is_ascii() {
            return None;
        }
        let begins = self.mends.get(&word.as_bytes()[0])?;
        let found = begins.iter().find(|found| is_slip(found, word))?;
        let other = LEXICON.is_ordinary(word) || (self.is_english)(word);
        (!other).then_some(found)
    }
}

/// Shorter names are too near to other words.
const SHORTEST_MENDED: usize = 6;

/// Whether a word of ASCII is a name with one letter left out, added, changed or swapped with the next.
fn is_slip(name: &str, word: &str) -> bool {
    let (long, short) = match name.len() > word.len() {
        true => (name, word),
        false => (word, name),
    };
    match long.len() - short.len() {
        0 => is_near(name, word),
        1 => (1..long.len()).any(|at| {
            let (before, behind) = (&long[..at], &long[at + 1..]);
            short.strip_prefix(before) == Some(behind)
        }),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::{Document, of_text_with};

    fn own() -> OwnNames {
        let mut own = OwnNames::new(|word| word == "zorvanes");
        for (name, kind) in [
            ("Zorvanex", OwnKind::Medicine),
            ("Zorvanex Plus", OwnKind::Medicine),
            ("ZV-7", OwnKind::Medicine),
            ("Glow lasers", OwnKind::Procedure),
            ("Brello scan", OwnKind::Test),
        ] {
            assert!(own.add(&words_of(name), kind), "{name}");
        }
        own
    }

    /// The words of all names that are found, each with its class.
    fn found(text: &str) -> Vec<(String, Class)> {
        let document: Document = of_text_with(text, &own());
        let mut found: Vec<(String, Class)> = Vec::new();
        for word in document
            .statements()
            .iter()
            .flat_map(|one| document.words(one))
        {
            let form = document.form(word);
            match word.own {
                OwnPart::None => {}
                OwnPart::First(kind) => {
                    assert!(word.is(kind.class()) && !word.is(Class::Name), "{text}");
                    found.push((form.to_owned(), kind.class()));
                }
                OwnPart::Later => {
                    let (name, class) = found.last_mut().unwrap();
                    assert!(word.is(*class), "{text}");
                    *name += " ";
                    *name += form;
                }
            }
        }
        found
    }

    #[test]
    fn a_name_is_found_however_it_is_written() {
        let medicine = |name: &str| vec![(name.to_owned(), Class::Medicine)];
        for (text, name) in [
            ("Take Zorvanex.", "zorvanex"),
            ("take ZORVANEX", "zorvanex"),
            ("Take two Zorvanexes.", "zorvanexes"),
            ("Take z0rvanex.", "zorvanex"),
            ("Take Z\u{43e}rvanex.", "zorvanex"),
            ("Take Z-o-r-v-a-n-e-x.", "zorvanex"),
            ("Take Zorvnex.", "zorvanex"),
            ("Take Zorvannex.", "zorvanex"),
            ("Take Zorvanxe.", "zorvanex"),
            ("Take Zorvanix.", "zorvanex"),
            ("Take zorvanex plus.", "zorvanex plus"),
            ("Take zorvanex-plus.", "zorvanex plus"),
            ("Take ZV-7.", "zv 7"),
        ] {
            assert_eq!(found(text), medicine(name), "{text}");
        }
        assert_eq!(
            found("A glow laser."),
            [("glow laser".to_owned(), Class::Procedure)]
        );
        assert_eq!(
            found("Brello scans."),
            [("brello scans".to_owned(), Class::Test)]
        );
    }

    #[test]
    fn what_is_no_name_is_left_alone() {
        for text in [
            "Zorvanes.",
            "Norvanex.",
            "Zorva.",
            "Zorbanix.",
            "A glow. Laser.",
            "A laser glow.",
            "Brella scan.",
            "ZV 8",
            "The door is green.",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn a_name_is_added_once() {
        let mut own = own();
        for again in ["zorvanex", "glow laser", "zv 7", "ZORVANEX, plus"] {
            assert!(!own.add(&words_of(again), OwnKind::Procedure), "{again}");
        }
        assert!(!own.add(&words_of(" ... "), OwnKind::Medicine));
    }
}
