//! Units: the words of a sentence with what the model needs to know of each.
//!
//! A unit is a word or a listed phrase of several words. It has a stem, classes (from the word lists, and cue words of
//! the model's own in `cues.txt`), a part of speech guessed from its neighbour, and a symbol: the one thing it stands
//! for when exact words are too rare to learn from. All of them are numbers, hashes of the words they stand for.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::class::{Name, Names, OBJECTS, VERBS};
use super::known::{Kind, Known, Part, Vocabulary};
use super::lists::{LISTS, Phrase, senses};
use crate::prose::hash;

/// A word or a mark, as the model reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'t> {
    /// The word in lower case, or the mark.
    pub text: &'t str,
    /// The hash of that.
    pub hash: u32,
    /// Which word of the view it is.
    pub word: Option<u32>,
}

impl Token<'static> {
    /// A mark between words.
    pub const fn mark(text: &'static str) -> Self {
        Self {
            text,
            hash: hash(text),
            word: None,
        }
    }
}

/// A word or phrase with what is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Unit {
    /// The word as it stands; words of a phrase joined by `_`.
    pub word: u32,
    /// Its basic form.
    pub stem: u32,
    /// What it stands for.
    pub sym: u32,
    /// What it is.
    pub classes: Names,
    /// What it is above all.
    pub first: Option<Name>,
    /// Whether it is used as a verb.
    pub verb: bool,
    /// Whether it is used as a noun.
    pub noun: bool,
    /// `n`, `v`, `a`, `r`, `#` for a number, `.` for a mark.
    pub pos: char,
    /// The words of a phrase.
    pub(super) phrase: Option<&'static Phrase>,
    pub(super) is: Part,
    pub(super) is_mostly_verb: bool,
    /// Which words of the view it covers.
    pub words: Option<(u32, u32)>,
}

impl Unit {
    /// Whether a verb may act on it.
    pub(super) fn is_thing(&self) -> bool {
        self.noun || self.first.is_some_and(|class| OBJECTS.has(class))
    }

    /// Whether it acts.
    pub(super) fn is_act(&self) -> bool {
        self.verb || self.first.is_some_and(|class| VERBS.has(class))
    }
}

thread_local! {
    static VOCABULARY: RefCell<Vocabulary> = RefCell::default();
}

/// Tokens of a sentence that are read at most.
const LONGEST: usize = 120;

/// Words of a phrase at most.
const LONGEST_PHRASE: usize = 5;

/// The sentence as units; at most 120 tokens of it.
pub fn units(tokens: &[Token<'_>]) -> Vec<Unit> {
    let tokens = &tokens[..tokens.len().min(LONGEST)];
    VOCABULARY.with_borrow_mut(|vocabulary| {
        vocabulary.tidy();
        let places: Vec<u32> = tokens
            .iter()
            .map(|token| vocabulary.place(token.text, token.hash))
            .collect();
        let mut units = Vec::with_capacity(tokens.len());
        let mut at = 0;
        while at < tokens.len() {
            let known = |at: usize| vocabulary.at(places[at]);
            let goes_on = |next: usize| {
                let mut forms = known(next).stems.iter();
                forms.any(|form| known(at).seconds.may_have(*form))
            };
            let found = match known(at).phrases {
                all if at + 1 < tokens.len() && !all.is_empty() && goes_on(at + 1) => {
                    phrase(all, &tokens[at..], |length| &known(at + length - 1).stems)
                }
                _ => None,
            };
            let (unit, length) = match found {
                Some(phrase) => (of_phrase(phrase), phrase.words.len()),
                None => {
                    let previous = at.checked_sub(1).map_or(Part::START, |at| known(at).is);
                    let next = places.get(at + 1).map(|_| known(at + 1).is);
                    let unit = single(known(at), tokens[at].hash, previous, next);
                    (unit, 1)
                }
            };
            let covered = &tokens[at..at + length];
            let first = covered.iter().find_map(|token| token.word);
            let last = covered.iter().rev().find_map(|token| token.word);
            let words = first.zip(last).map(|(first, last)| (first, last + 1));
            units.push(Unit { words, ..unit });
            at += length;
        }
        units
    })
}

thread_local! {
    static SPELT: RefCell<FxHashMap<u32, String>> = RefCell::default();
}

/// The text of a word, stem, phrase or symbol that units of this thread were made of.
pub fn spelling(wanted: u32) -> String {
    SPELT.with_borrow_mut(|spelt| {
        if spelt.is_empty() {
            let own = ["#", "<", ">", "-", "NOOBJ", "UNK"];
            let fixed = super::class::NAMES.into_iter().chain(own).chain(senses());
            spelt.extend(fixed.map(|name| (hash(name), name.to_owned())));
            let phrases = LISTS.phrases.values().flatten();
            spelt.extend(phrases.map(|phrase| (phrase.hash, phrase.text.clone())));
        }
        let known = || VOCABULARY.with_borrow(|known| known.spelling(wanted).map(str::to_owned));
        let text = spelt.entry(wanted);
        text.or_insert_with(|| known().unwrap_or_default()).clone()
    })
}

/// The longest of the phrases that the tokens begin with; `stems` tells what the last of so many tokens may be a form of.
fn phrase<'k>(
    mut rest: &'static [Phrase],
    tokens: &[Token<'_>],
    stems: impl Fn(usize) -> &'k [u32],
) -> Option<&'static Phrase> {
    while let Some(longest) = rest.first() {
        let length = longest.words.len();
        let same = rest
            .iter()
            .take_while(|phrase| phrase.words.len() == length);
        let same = &rest[..same.count()];
        rest = &rest[same.len()..];
        if length > LONGEST_PHRASE.min(tokens.len()) {
            continue;
        }
        let front = |phrase: &&Phrase| {
            let mut front = phrase.words[..length - 1].iter().zip(tokens);
            front.all(|(word, token)| *word == token.hash)
        };
        if !same.iter().any(|phrase| front(&phrase)) {
            continue;
        }
        let found = stems(length).iter().find_map(|stem| {
            let mut fits = same.iter().filter(front);
            fits.find(|phrase| phrase.words[length - 1] == *stem)
        });
        if found.is_some() {
            return found;
        }
    }
    None
}

fn of_phrase(phrase: &'static Phrase) -> Unit {
    let mut classes = Names::default();
    phrase.classes.iter().for_each(|class| classes.add(*class));
    let first = phrase.classes[0];
    let activity = first == const { Name::of("ACT") };
    Unit {
        word: phrase.hash,
        stem: phrase.hash,
        sym: first.hash(),
        classes,
        first: Some(first),
        verb: activity,
        noun: !activity,
        pos: 'n',
        phrase: Some(phrase),
        is: Part::default(),
        is_mostly_verb: false,
        words: None,
    }
}

fn single(known: &Known, word: u32, previous: Part, next: Option<Part>) -> Unit {
    let bare = Unit {
        word,
        stem: word,
        sym: word,
        classes: Names::default(),
        first: None,
        verb: false,
        noun: false,
        pos: '.',
        phrase: None,
        is: known.is,
        is_mostly_verb: known.usual == 'v',
        words: None,
    };
    match known.kind {
        Kind::Mark => bare,
        Kind::Number => Unit {
            stem: const { hash("#") },
            sym: const { hash("NUM") },
            classes: const { Names::of(&["NUM"]) },
            first: Some(const { Name::of("NUM") }),
            pos: '#',
            ..bare
        },
        Kind::Word => {
            let pos = part_of_speech(known, previous, next);
            let (classes, first) = classes_used(known, previous, pos);
            let class = first.filter(|class| {
                !known.is.any(Part::FUNCTION) || *class == const { Name::of("NEG") }
            });
            let sym = symbol(known, word, class, pos);
            let acts = known.verb_sense.is_some() || class.is_some_and(|class| VERBS.has(class));
            Unit {
                stem: known.stem,
                sym,
                classes,
                first,
                verb: pos == 'v' && acts,
                noun: pos == 'n',
                pos,
                ..bare
            }
        }
    }
}

fn part_of_speech(known: &Known, previous: Part, next: Option<Part>) -> char {
    if previous.any(Part::POSSESSIVE) {
        return if known.noun_sense.is_some() || known.is_listed {
            'n'
        } else {
            known.usual
        };
    }
    let acts = || known.is.any(Part::ACTS) || next.is_some_and(|next| next.any(Part::POSSESSIVE));
    let verb = known.verb_sense.is_some()
        && (previous.any(Part::BEFORE_VERB)
            || (previous.any(Part::START) && known.is.any(Part::BASE) && acts())
            || known.is.any(Part::PAST));
    if verb { 'v' } else { known.usual }
}

/// The classes a word has in this place, and the first of them.
fn classes_used(known: &Known, previous: Part, pos: char) -> (Names, Option<Name>) {
    match pos {
        'n' => {
            let nouns = known.classes.without(VERBS);
            let is_noun = previous.any(Part::POSSESSIVE) || known.is.any(Part::PLURAL);
            if !nouns.is_empty() || is_noun {
                (nouns, known.first_noun)
            } else {
                (known.classes, known.first)
            }
        }
        'v' => (known.classes, known.first_verb.or(known.first)),
        _ => (known.classes, known.first),
    }
}

fn symbol(known: &Known, word: u32, class: Option<Name>, pos: char) -> u32 {
    if let Some(class) = class {
        return class.hash();
    }
    if known.is.any(Part::FUNCTION) {
        return word;
    }
    let sense = match pos {
        'v' => known.verb_sense,
        'n' => known.noun_sense,
        'a' => Some(const { hash("adj") }),
        'r' => Some(const { hash("adv") }),
        _ => None,
    };
    match sense.or(known.noun_sense).or(known.verb_sense) {
        Some(sense) => sense,
        None if known.is.any(Part::SHORT) => word,
        None => const { hash("UNK") },
    }
}
