//! Words: what a token means once it is spelt out, with the classes it has.
//!
//! One token may be several words ("don't", "500mg"), each with the place of the token. Words are compared by the hash
//! of their form or of their basic form, so that a rule with hundreds of words costs a few comparisons.

use std::cell::RefCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::class::{Class, Classes};
use super::hash::hash;
use super::lexicon::{Entry, LEXICON, Phrase};
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
    begins: Begins,
}

/// The phrases that begin with a word, in this form or as its basic form.
#[derive(Debug, Clone, Copy)]
struct Begins {
    phrases: [&'static [Phrase]; 2],
    /// What may come second.
    seconds: Seconds,
}

/// Two bits for the hash of each of some words, so that most others are told apart from them at once.
#[derive(Debug, Clone, Copy, Default)]
pub struct Seconds(u64, u64);

impl Seconds {
    /// The same with a word more.
    #[must_use]
    pub fn with(self, word: u32) -> Self {
        Self(self.0 | 1 << (word >> 26), self.1 | 1 << (word >> 20 & 63))
    }

    /// Whether a word may be among them; false is certain.
    #[inline]
    pub fn may_have(self, word: u32) -> bool {
        self.0 >> (word >> 26) & self.1 >> (word >> 20 & 63) & 1 != 0
    }
}

impl Begins {
    fn of(form: u32, lemma: u32) -> Self {
        let other = if form == lemma {
            &[]
        } else {
            LEXICON.phrases(lemma)
        };
        let phrases = [LEXICON.phrases(form), other];
        let seconds = phrases.iter().copied().flatten();
        Self {
            phrases,
            seconds: seconds.fold(Seconds::default(), |all, phrase| all.with(phrase.rest[0])),
        }
    }

    /// Whether a word may come second.
    fn may_go_on(&self, next: &Word) -> bool {
        self.seconds.may_have(next.form) || self.seconds.may_have(next.lemma)
    }

    /// The phrases whose second word it is.
    fn going_on(&self, next: &Word) -> impl Iterator<Item = &'static Phrase> {
        let lemma = Some(next.lemma).filter(|lemma| *lemma != next.form);
        let seconds = [Some(next.form), lemma].into_iter().flatten();
        let phrases = self.phrases;
        seconds.flat_map(move |second| {
            let going_on = move |all: &'static [Phrase]| {
                let from = all.partition_point(|phrase| phrase.rest[0] < second);
                let behind = all[from..].iter();
                behind.take_while(move |phrase| phrase.rest[0] == second)
            };
            phrases.into_iter().flat_map(going_on)
        })
    }
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
            begins: Begins::of(form, lemma),
        }
    }

    /// A number in figures.
    fn number(form: u32) -> Self {
        let lemma = hash(NUMBER.lemma);
        Self {
            respelt: None,
            mended: None,
            form,
            lemma,
            classes: NUMBER.classes,
            ordinary: true,
            begins: Begins::of(form, lemma),
        }
    }
}

/// The words that a thread has met, and what the word lists say of each.
#[derive(Debug, Default)]
struct Met {
    places: FxHashMap<u32, u32>,
    all: Vec<(Box<str>, Spelt)>,
    /// The phrases that begin with each of the words that were added last.
    begins: Vec<Begins>,
}

/// Different words remembered at most, on each thread.
const REMEMBERED: usize = 50_000;

impl Met {
    /// Forgets everything if that has become too much; places are good until the next call.
    fn tidy(&mut self) {
        if self.all.len() > REMEMBERED {
            self.places.clear();
            self.all.clear();
        }
        self.begins.clear();
    }

    /// The place of a run of letters, whose hash is known.
    fn place(&mut self, read: &str, form: u32) -> usize {
        if let Some(&place) = self.places.get(&form)
            && *self.all[place as usize].0 == *read
        {
            return place as usize;
        }
        let place = self.all.len();
        self.all.push((read.into(), Spelt::of(read, form)));
        self.places.entry(form).or_insert(place as u32);
        place
    }
}

thread_local! {
    static MET: RefCell<Met> = RefCell::default();
}

/// Words and the letters of their forms.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) words: Vec<Word>,
    pub(super) forms: String,
    /// Where the folded text that is being added begins among the forms.
    base: usize,
}

/// What a word is read as.
#[derive(Clone, Copy)]
enum Form<'r> {
    /// The folded text of its token, which stands among the forms already.
    Token(&'r str),
    /// Anything else.
    Other(&'r str),
}

impl<'r> Form<'r> {
    fn text(self) -> &'r str {
        match self {
            Self::Token(text) | Self::Other(text) => text,
        }
    }
}

impl Words {
    /// Nothing yet, with room for the words of texts that have so many bytes together.
    pub(super) fn with_room(length: usize) -> Self {
        Self {
            words: Vec::with_capacity(length / 5),
            forms: String::with_capacity(length + length / 8),
            base: 0,
        }
    }

    /// Adds the words of a scanned text, in which the practice's own names are known.
    pub(super) fn add(&mut self, scanned: &Scanned, own: &OwnNames) -> Range<usize> {
        let first = self.words.len();
        self.words.reserve(scanned.tokens.len() + 4);
        self.base = self.forms.len();
        self.forms.push_str(&scanned.folded);
        MET.with_borrow_mut(|met| {
            met.tidy();
            for token in &scanned.tokens {
                self.token(scanned.read(token), token, met);
            }
            mark_phrases(&mut self.words[first..], &met.begins);
        });
        if !own.is_empty() {
            own.mark(self, first);
        }
        first..self.words.len()
    }

    fn token(&mut self, read: &str, token: &Token, met: &mut Met) {
        let before = self.words.len();
        let shouted = token.capital && read.len() <= 2;
        let place = met.place(read, token.hashed.done());
        if let Some(meant) = met.all[place].1.respelt.filter(|_| !shouted) {
            meant
                .split(' ')
                .for_each(|part| self.spelt(part, token, met));
        } else if token.plain {
            self.known(Form::Token(read), place, token, met);
        } else {
            self.spelt(read, token, met);
        }
        for later in self.words.iter_mut().skip(before + 1) {
            later.pause = Pause::None;
            later.asked = false;
        }
    }

    /// A word that may still be a contraction, or have digits in it.
    fn spelt(&mut self, read: &str, token: &Token, met: &mut Met) {
        if let Some((base, ending)) = read.split_once('\'') {
            return self.contraction(base, ending, token, met);
        }
        if read.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return self.plain(read, token, met);
        }
        self.with_digits(read, token, met);
    }

    fn contraction(&mut self, base: &str, ending: &str, token: &Token, met: &mut Met) {
        if ending == "t" && base.ends_with('n') {
            let verb = match base {
                "can" => "can",
                "won" => "will",
                "shan" => "shall",
                "ain" => "is",
                base => &base[..base.len() - 1],
            };
            self.plain(verb, token, met);
            return self.plain("not", token, met);
        }
        self.plain(base, token, met);
        let is_short = [
            "it", "that", "he", "she", "what", "there", "here", "who", "how", "where", "this",
        ]
        .contains(&base);
        for part in ending.split('\'') {
            match part {
                "ve" => self.plain("have", token, met),
                "ll" => self.plain("will", token, met),
                "re" => self.plain("are", token, met),
                "m" => self.plain("am", token, met),
                "d" => self.plain("would", token, met),
                "s" if base == "let" => self.plain("us", token, met),
                "s" if is_short => self.plain("is", token, met),
                _ => {}
            }
        }
    }

    fn with_digits(&mut self, read: &str, token: &Token, met: &mut Met) {
        let digits = read
            .bytes()
            .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'/'))
            .count();
        let (number, rest) = read.split_at(digits);
        if rest.is_empty() {
            return self.number(number, token, met);
        }
        let mut stem = String::new();
        let known = |word: &str| {
            LEXICON.respelt(word).is_some()
                || LEXICON.entry(word, &mut stem).classes != Classes::NONE
        };
        if let Some(letters) = unmasked(read, known) {
            return self.spelt(&letters, token, met);
        }
        let is_unit = !number.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphabetic());
        if is_unit && (LEXICON.knows(rest) || LEXICON.respelt(rest).is_some()) {
            self.number(number, token, met);
            return self.plain(LEXICON.respelt(rest).unwrap_or(rest), token, met);
        }
        self.plain(read, token, met);
    }

    fn plain(&mut self, read: &str, token: &Token, met: &mut Met) {
        let place = met.place(read, hash(read));
        self.known(Form::Other(read), place, token, met);
    }

    fn known(&mut self, form: Form<'_>, place: usize, token: &Token, met: &mut Met) {
        let read = form.text();
        if read == "i" && token.tight {
            return self.number("#", token, met);
        }
        let known = &met.all[place].1;
        if let Some(meant) = known.mended {
            let other = met.place(meant, hash(meant));
            let other = &met.all[other].1;
            met.begins.push(other.begins);
            return self.add_word(Form::Other(meant), other, other.classes, token);
        }
        let classes = cased(known, read, token);
        met.begins.push(known.begins);
        self.add_word(form, known, classes, token);
    }

    fn number(&mut self, form: &str, token: &Token, met: &mut Met) {
        let known = Spelt::number(hash(form));
        met.begins.push(known.begins);
        self.add_word(Form::Other(form), &known, known.classes, token);
    }

    fn add_word(&mut self, form: Form<'_>, known: &Spelt, classes: Classes, token: &Token) {
        let read = match form {
            Form::Token(_) => (self.base + token.folded.0, self.base + token.folded.1),
            Form::Other(text) => {
                let start = self.forms.len();
                self.forms.push_str(text);
                (start, self.forms.len())
            }
        };
        self.words.push(Word {
            form: known.form,
            lemma: known.lemma,
            classes,
            pause: token.pause,
            asked: token.asked,
            capital: token.capital,
            own: OwnPart::None,
            read: (read.0 as u32, read.1 as u32),
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

/// Gives the words of every phrase the classes of the phrase; `begins` tells which may begin where.
fn mark_phrases(words: &mut [Word], begins: &[Begins]) {
    for (at, here) in begins.iter().enumerate() {
        let Some(next) = words.get(at + 1).copied() else {
            break;
        };
        if next.pause >= Pause::Stop || !here.may_go_on(&next) {
            continue;
        }
        for phrase in here.going_on(&next) {
            let (rest, behind) = (&phrase.rest[1..], &words[at + 2..]);
            let fits = rest.len() <= behind.len()
                && rest.iter().zip(behind).all(|(meant, word)| {
                    (word.form == *meant || word.lemma == *meant) && word.pause < Pause::Stop
                });
            if fits {
                let end = at + 1 + phrase.rest.len();
                words[at..end]
                    .iter_mut()
                    .for_each(|word| word.classes |= phrase.classes);
            }
        }
    }
}
