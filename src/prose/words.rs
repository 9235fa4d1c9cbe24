//! Words: what a token means once it is spelt out, with the classes it has.
//!
//! One token may be several words ("don't", "500mg"), each with the place of the token. Words are compared by the hash
//! of their form or of their basic form, so that a rule with hundreds of words costs a few comparisons.

use std::cell::RefCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::class::{Class, Classes};
use super::inflect::hash;
use super::lexicon::{Entry, LEXICON, Lexicon};
use super::own::{OwnNames, OwnPart};
use super::scan::{Pause, Scanned, Token};

/// One word of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// The hash of the normalised word.
    pub form: u32,
    /// The hash of its basic form: "stopped" and "stops" have that of "stop".
    pub lemma: u32,
    /// What the word is.
    pub classes: Classes,
    /// What stands between it and the word before.
    pub pause: Pause,
    /// The sentence before it ended in a question mark.
    pub asked: bool,
    /// It is written with a capital.
    pub capital: bool,
    /// Its part in a name that the practice lists.
    pub own: OwnPart,
    /// Whether a phrase of the word lists may begin with it.
    pub(super) opens: bool,
    /// Where its normalised form stands among the forms of its document.
    pub(super) read: (u32, u32),
    /// Where it stands in the text of its block.
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Word {
    /// Whether the word is of a class.
    pub fn is(&self, class: Class) -> bool {
        self.classes.has(class)
    }
}

/// Every number in figures has the same basic form.
const NUMBER: Entry<'static> = Entry {
    lemma: "#",
    classes: Classes::of(Class::Number),
};

/// What the word lists say of a run of letters, remembered for the next time.
#[derive(Debug, Clone, Copy)]
struct Spelt {
    /// What is meant instead, where it is commonly misspelt or shortened.
    respelt: Option<&'static str>,
    /// What is meant where it is one letter off.
    mended: Option<&'static str>,
    form: u32,
    lemma: u32,
    classes: Classes,
    /// Whether it is an ordinary word of English.
    ordinary: bool,
    /// Whether a phrase may begin with it.
    opens: bool,
}

impl Spelt {
    fn of(read: &str, form: u32) -> Self {
        let respelt = LEXICON.respelt(read);
        let mut stem = String::new();
        let entry = LEXICON.entry(read, &mut stem);
        let mended = match entry.classes {
            Classes::NONE => LEXICON.mended(read),
            _ => None,
        };
        let lemma = hash(entry.lemma);
        Self {
            respelt,
            mended,
            form,
            lemma,
            classes: entry.classes,
            ordinary: entry.classes != Classes::NONE || LEXICON.is_ordinary(read),
            opens: opens(form, lemma),
        }
    }
}

thread_local! {
    static SPELT: RefCell<FxHashMap<u32, (Box<str>, Spelt)>> = RefCell::default();
}

/// Different words remembered at most, on each thread.
const REMEMBERED: usize = 50_000;

/// What the word lists say of a run of letters.
fn spelt(read: &str) -> Spelt {
    let form = hash(read);
    SPELT.with_borrow_mut(|all| {
        match all.get(&form) {
            Some((text, spelt)) if **text == *read => return *spelt,
            Some(_) => return Spelt::of(read, form),
            None => {}
        }
        if all.len() > REMEMBERED {
            all.clear();
        }
        let spelt = Spelt::of(read, form);
        all.insert(form, (read.into(), spelt));
        spelt
    })
}

/// Words and the letters of their forms.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) words: Vec<Word>,
    pub(super) forms: String,
}

impl Words {
    /// Adds the words of a scanned text, in which the practice's own names are known.
    pub(super) fn add(&mut self, scanned: &Scanned, own: &OwnNames) -> Range<usize> {
        let first = self.words.len();
        for token in &scanned.tokens {
            self.token(scanned.read(token), token);
        }
        mark_phrases(&mut self.words[first..], &LEXICON);
        if !own.is_empty() {
            own.mark(self, first);
        }
        first..self.words.len()
    }

    fn token(&mut self, read: &str, token: &Token) {
        let before = self.words.len();
        let shouted = token.capital && read.len() <= 2;
        let known = spelt(read);
        if let Some(meant) = known.respelt.filter(|_| !shouted) {
            meant.split(' ').for_each(|part| self.spelt(part, token));
        } else if read.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            self.known(read, known, token);
        } else {
            self.spelt(read, token);
        }
        for later in self.words.iter_mut().skip(before + 1) {
            later.pause = Pause::None;
            later.asked = false;
        }
    }

    /// A word that may still be a contraction, or have digits in it.
    fn spelt(&mut self, read: &str, token: &Token) {
        if let Some((base, ending)) = read.split_once('\'') {
            return self.contraction(base, ending, token);
        }
        if read.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return self.plain(read, token);
        }
        self.with_digits(read, token);
    }

    fn contraction(&mut self, base: &str, ending: &str, token: &Token) {
        if ending == "t" && base.ends_with('n') {
            let verb = match base {
                "can" => "can",
                "won" => "will",
                "shan" => "shall",
                "ain" => "is",
                base => &base[..base.len() - 1],
            };
            self.plain(verb, token);
            return self.plain("not", token);
        }
        self.plain(base, token);
        let is_short = [
            "it", "that", "he", "she", "what", "there", "here", "who", "how", "where", "this",
        ]
        .contains(&base);
        for part in ending.split('\'') {
            match part {
                "ve" => self.plain("have", token),
                "ll" => self.plain("will", token),
                "re" => self.plain("are", token),
                "m" => self.plain("am", token),
                "d" => self.plain("would", token),
                "s" if base == "let" => self.plain("us", token),
                "s" if is_short => self.plain("is", token),
                _ => {}
            }
        }
    }

    fn with_digits(&mut self, read: &str, token: &Token) {
        let digits = read
            .bytes()
            .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'/'))
            .count();
        let (number, rest) = read.split_at(digits);
        if rest.is_empty() {
            return self.push(number, NUMBER, token);
        }
        let mut stem = String::new();
        let known = |word: &str| {
            LEXICON.respelt(word).is_some()
                || LEXICON.entry(word, &mut stem).classes != Classes::NONE
        };
        if let Some(letters) = unmasked(read, known) {
            return self.spelt(&letters, token);
        }
        let is_unit = !number.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphabetic());
        if is_unit && (LEXICON.knows(rest) || LEXICON.respelt(rest).is_some()) {
            self.push(number, NUMBER, token);
            return self.plain(LEXICON.respelt(rest).unwrap_or(rest), token);
        }
        self.plain(read, token);
    }

    fn plain(&mut self, read: &str, token: &Token) {
        self.known(read, spelt(read), token);
    }

    fn known(&mut self, read: &str, known: Spelt, token: &Token) {
        if read == "i" && token.tight {
            return self.push("#", NUMBER, token);
        }
        if let Some(meant) = known.mended {
            let other = spelt(meant);
            return self.add_word(meant, other, other.classes, token);
        }
        let classes = cased(&known, read, token);
        self.add_word(read, known, classes, token);
    }

    fn push(&mut self, form: &str, entry: Entry<'_>, token: &Token) {
        let known = Spelt {
            respelt: None,
            mended: None,
            form: hash(form),
            lemma: hash(entry.lemma),
            classes: entry.classes,
            ordinary: true,
            opens: opens(hash(form), hash(entry.lemma)),
        };
        self.add_word(form, known, entry.classes, token);
    }

    fn add_word(&mut self, text: &str, known: Spelt, classes: Classes, token: &Token) {
        let start = self.forms.len() as u32;
        self.forms.push_str(text);
        self.words.push(Word {
            form: known.form,
            lemma: known.lemma,
            classes,
            pause: token.pause,
            asked: token.asked,
            capital: token.capital,
            own: OwnPart::None,
            opens: known.opens,
            read: (start, self.forms.len() as u32),
            start: token.start as u32,
            end: token.end as u32,
        });
    }
}

/// Short names of societies and trades are ordinary words unless they are written in capitals.
fn cased(known: &Spelt, read: &str, token: &Token) -> Classes {
    let classes = known.classes;
    let within = token.pause == Pause::None && token.start > 0;
    if token.capital && within && !known.ordinary {
        return Class::Name.into();
    }
    if token.capital || read.len() > 5 {
        return classes;
    }
    let only_capital = Classes::from(Class::PublicBody).0;
    let short = if read.len() <= 3 {
        Classes::from(Class::Clinician).0
    } else {
        0
    };
    Classes(classes.0 & !only_capital & !short)
}

/// A word whose digits stand for letters, such as "st0p" or "2night"; only if it is `known` then.
pub(super) fn unmasked(read: &str, mut known: impl FnMut(&str) -> bool) -> Option<String> {
    let letters = read.bytes().filter(u8::is_ascii_alphabetic).count();
    if letters < 2 {
        return None;
    }
    let plain = |one: char| -> String {
        let letter = |c| match c {
            '0' => 'o',
            '1' => one,
            '3' => 'e',
            '4' => 'a',
            '5' => 's',
            '7' => 't',
            '8' => 'b',
            '9' => 'g',
            other => other,
        };
        read.chars().map(letter).collect()
    };
    [plain('i'), plain('l')]
        .into_iter()
        .find(|word| word.bytes().all(|b| b.is_ascii_alphabetic()) && known(word))
}

/// Whether a phrase may begin with a word, in this form or as its basic form.
fn opens(form: u32, lemma: u32) -> bool {
    [form, lemma]
        .into_iter()
        .any(|first| !LEXICON.phrases(first).is_empty())
}

/// Gives the words of every phrase the classes of the phrase.
fn mark_phrases(words: &mut [Word], lexicon: &Lexicon) {
    for at in 0..words.len() {
        if !words[at].opens {
            continue;
        }
        for first in [words[at].form, words[at].lemma] {
            for phrase in lexicon.phrases(first) {
                let behind = &words[at + 1..];
                let fits = phrase.rest.len() <= behind.len()
                    && phrase.rest.iter().zip(behind).all(|(meant, word)| {
                        (word.form == *meant || word.lemma == *meant) && word.pause < Pause::Stop
                    });
                if fits {
                    let end = at + 1 + phrase.rest.len();
                    words[at..end]
                        .iter_mut()
                        .for_each(|word| word.classes |= phrase.classes);
                }
            }
            if words[at].form == words[at].lemma {
                break;
            }
        }
    }
}
