//! What is known of a word: its basic form, its classes, its senses, and the little a sentence's grammar asks of it.
//!
//! Everything is found once for each different word and remembered, in numbers, so that a sentence costs one look for
//! each of its words.

use rustc_hash::FxHashMap;

use super::class::{Name, Names, VERBS};
use super::lists::{FUNCTION, IRREGULAR, LISTS, Phrase, sense_of};
use super::units::Unit;
use crate::prose::{Seconds, hash};

/// A word as the tables know it.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) text: Box<str>,
    pub(super) stem_text: Box<str>,
    pub(super) stem: u32,
    pub(super) kind: Kind,
    /// All classes; the first of all, of the nouns and of the verbs among them.
    pub(super) classes: Names,
    pub(super) first: Option<Name>,
    pub(super) first_noun: Option<Name>,
    pub(super) first_verb: Option<Name>,
    /// What it stands for as a noun, as a verb, as anything else.
    pub(super) noun_sense: Option<u32>,
    pub(super) verb_sense: Option<u32>,
    pub(super) usual: char,
    /// Whether any list of things has it.
    pub(super) is_listed: bool,
    pub(super) is: Part,
    /// The phrases that begin with it, the longest first.
    pub(super) phrases: &'static [Phrase],
    /// What may come second in them.
    pub(super) seconds: Seconds,
    /// The hashes of itself and of all that it may be a form of.
    pub(super) stems: Box<[u32]>,
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Number,
    Mark,
}

/// The parts that words play in a sentence, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Part(u32);

macro_rules! parts {
    ($($bit:literal $name:ident $words:expr),* $(,)?) => {
        impl Part {
            $(pub(super) const $name: Self = Self(1 << $bit);)*

            fn of(word: &str) -> Self {
                let mut part = Self(0);
                $(if $words.contains(&word) {
                    part.0 |= 1 << $bit;
                })*
                part
            }
        }
    };
}

parts! {
    0 POSSESSIVE [
        "your", "my", "his", "her", "our", "their", "its", "the", "a", "an", "this", "that", "these",
        "those", "of", "any", "some", "another", "every", "each", "'s",
    ],
    1 BEFORE_VERB [
        "to", "not", "you", "i", "we", "they", "he", "she", "can", "could", "may", "might", "would",
        "should", "must", "shall", "will", "never", "let",
    ],
    2 START [
        ".", "?", "!", ":", ";", ",", "-", "\"", "(", "and", "or", "then", "please", "yes", "no",
        "but", "so",
    ],
    3 CLAUSE [
        ".", "?", "!", ":", ";", "-", "\"", "(", "and", "or", "then", "please", "yes", "no", "but",
    ],
    4 LEAD [
        "if", "when", "for", "before", "after", "to", "until", "once", "while", "during", "in", "on",
        "at", "with", "unless",
    ],
    5 FINITE [
        "is", "are", "was", "were", "has", "have", "had", "can", "may", "might", "will", "would",
        "should", "must", "could", "do", "does", "did", "'s",
    ],
    6 BEFORE_ORDER [
        "do", "not", "never", "always", "also", "first", "simply", "gently", "try", "to", "just",
    ],
    7 TAKEN ["it", "them", "her", "him", "me", "us", "yourself"],
    8 ENDS_CLAUSE [
        ",", "if", "when", "that", "which", "who", "you", "because", "until", "while",
    ],
    9 OWNER ["your", "my", "her", "his", "our", "yours"],
    10 ABOVE [
        "your", "my", "you", "i", "is", "do", "should", "can", "will", "why", "what", "how", "when",
        "symptom", "score", "dose", "plan", "result",
    ],
    11 MAYBE ["may", "can", "might", "often", "usually", "sometimes"],
    12 ENDS [".", "?", "!"],
    13 BREAKS ["|", ":", "="],
    14 DENIES ["not", "never"],
    15 YOU ["you"],
    16 YOURS ["your", "yours"],
    17 FUNCTION [],
    18 SHORT [],
    19 BASE [],
    20 PLURAL [],
    21 PAST [],
    22 ACTS [],
    23 ASKS ["?"],
    24 COLON [":"],
    25 IF ["if"],
    26 QUOTES ["\""],
    27 BAR ["|"],
}

impl Part {
    /// Whether it plays one of these parts.
    pub(super) fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    /// The parts of all of these.
    pub(super) fn of_all(units: &[Unit]) -> Self {
        Self(units.iter().fold(0, |all, unit| all | unit.is.0))
    }

    fn set(&mut self, part: Self, holds: bool) {
        if holds {
            self.0 |= part.0;
        }
    }
}

impl Known {
    /// Everything the tables say of a word or mark.
    pub(super) fn of(word: &str) -> Self {
        let first = word.chars().next().unwrap_or(' ');
        let kind = if first.is_ascii_digit() {
            Kind::Number
        } else if !first.is_alphabetic() && word != "'s" {
            Kind::Mark
        } else {
            Kind::Word
        };
        let found = look_up(word);
        let mut classes = found.cues.clone();
        for class in &found.listed {
            if !found.cues.contains(class) {
                classes.push(*class);
            }
        }
        let mut all = Names::default();
        classes.iter().for_each(|class| all.add(*class));
        let verb = |class: &Name| VERBS.has(*class);
        let (noun_sense, verb_sense, usual) = found.sense.unwrap_or(("-", "-", '-'));
        let sense = |name: &str| (name != "-").then(|| hash(name));
        let stem = found.stem.unwrap_or_else(|| word.to_owned());
        let mut is = Part::of(word);
        is.set(Part::FUNCTION, FUNCTION.contains(word));
        is.set(Part::SHORT, word.len() < 5);
        is.set(Part::BASE, word == stem);
        is.set(Part::PLURAL, word != stem && word.ends_with('s'));
        is.set(Part::PAST, word.ends_with("ed"));
        let mut forms = Vec::new();
        stems(word, |form| {
            forms.push(hash(form));
            None::<()>
        });
        let acts = usual == 'v'
            || found.cues.first().is_some_and(verb)
            || found.listed == [const { Name::of("ACT") }];
        is.set(Part::ACTS, acts);
        let phrases: &[Phrase] = LISTS.phrases.get(&hash(word)).map_or(&[], Vec::as_slice);
        let seconds = phrases.iter().map(|phrase| phrase.words[1]);
        Self {
            text: word.into(),
            stem: hash(&stem),
            stem_text: stem.into(),
            kind,
            classes: all,
            first: classes.first().copied(),
            first_noun: classes.iter().copied().find(|class| !verb(class)),
            first_verb: classes.iter().copied().find(verb),
            noun_sense: sense(noun_sense),
            verb_sense: sense(verb_sense),
            usual,
            is_listed: !found.listed.is_empty(),
            is,
            phrases,
            seconds: seconds.fold(Seconds::default(), Seconds::with),
            stems: forms.into(),
        }
    }
}

/// The words a thread has met.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    places: FxHashMap<u32, u32>,
    known: Vec<Known>,
}

/// Different words remembered at most.
const REMEMBERED: usize = 50_000;

impl Vocabulary {
    /// Forgets everything if that has become too much; places are good until the next call.
    pub(super) fn tidy(&mut self) {
        if self.known.len() > REMEMBERED {
            self.places.clear();
            self.known.clear();
        }
    }

    /// The place of a word, whose hash is known.
    pub(super) fn place(&mut self, word: &str, hash: u32) -> u32 {
        if let Some(&place) = self.places.get(&hash)
            && *self.known[place as usize].text == *word
        {
            return place;
        }
        let place = self.known.len() as u32;
        self.known.push(Known::of(word));
        self.places.entry(hash).or_insert(place);
        place
    }

    /// What stands at a place.
    pub(super) fn at(&self, place: u32) -> &Known {
        &self.known[place as usize]
    }

    /// The text of a word or stem with that hash, for those who read what was learned.
    pub(super) fn spelling(&self, wanted: u32) -> Option<&str> {
        let word = self.places.get(&wanted).map(|place| &*self.at(*place).text);
        word.or_else(|| {
            let known = self.known.iter().find(|known| known.stem == wanted)?;
            Some(&*known.stem_text)
        })
    }
}

#[derive(Default)]
struct Found {
    stem: Option<String>,
    cues: Vec<Name>,
    listed: Vec<Name>,
    sense: Option<(&'static str, &'static str, char)>,
}

fn look_up(word: &str) -> Found {
    let lists = &*LISTS;
    let mut found = Found::default();
    stems::<()>(word, |candidate| {
        let mut known = false;
        for (class, exact) in lists.cues.get(candidate).into_iter().flatten() {
            if (!exact || candidate == word) && !found.cues.contains(class) {
                found.cues.push(*class);
                known = true;
            }
        }
        if let Some(classes) = lists
            .classes
            .get(candidate)
            .filter(|_| found.listed.is_empty())
        {
            found.listed.clone_from(classes);
            known = true;
        }
        if found.sense.is_none() {
            found.sense = sense_of(candidate);
            known |= found.sense.is_some();
        }
        if known && found.stem.is_none() {
            found.stem = Some(candidate.to_owned());
        }
        None
    });
    if found.listed.is_empty() && word.len() > 5 {
        found.listed.extend(by_ending(word));
    }
    found
}

/// Offers the word and everything it may be a form of until `known` answers.
pub(super) fn stems<T>(word: &str, mut known: impl FnMut(&str) -> Option<T>) -> Option<T> {
    let mut offered = String::with_capacity(word.len() + 2);
    let mut offer = |base: &str, ending: &str| {
        offered.clear();
        offered.push_str(base);
        offered.push_str(ending);
        known(&offered)
    };
    if let Some(found) = offer(word, "") {
        return Some(found);
    }
    if let Some(found) = IRREGULAR.get(word).and_then(|stem| offer(stem, "")) {
        return Some(found);
    }
    let cut = |ending: &str, least: usize| word.strip_suffix(ending).filter(|_| word.len() > least);
    let found = cut("ies", 4).and_then(|base| offer(base, "y"));
    let found = found.or_else(|| {
        cut("s", 3)
            .filter(|base| !base.ends_with('s'))
            .and_then(|base| offer(base, ""))
    });
    let mut found = found.or_else(|| cut("es", 4).and_then(|base| offer(base, "")));
    for ending in ["ed", "ing"] {
        if let Some(base) = cut(ending, ending.len() + 2).filter(|_| found.is_none()) {
            found = offer(base, "e").or_else(|| offer(base, ""));
            found = found.or_else(|| undoubled(base).and_then(|base| offer(base, "")));
            found = found.or_else(|| {
                base.strip_suffix('i')
                    .filter(|_| ending == "ed")
                    .and_then(|base| offer(base, "y"))
            });
        }
    }
    let found = found
        .or_else(|| cut("er", 5).and_then(|base| offer(base, "").or_else(|| offer(base, "e"))));
    let found = found.or_else(|| cut("est", 6).and_then(|base| offer(base, "")));
    found.or_else(|| cut("ly", 5).and_then(|base| offer(base, "")))
}

fn undoubled(base: &str) -> Option<&str> {
    let bytes = base.as_bytes();
    let doubled = bytes.len() > 2 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
    doubled.then(|| &base[..base.len() - 1])
}

/// What the ending of an unlisted word gives away.
fn by_ending(word: &str) -> Option<Name> {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if ends(&MEDICINE_ENDINGS) {
        Some(const { Name::of("MED") })
    } else if ends(&[
        "itis", "osis", "oma", "emia", "aemia", "pathy", "algia", "iasis", "plegia",
    ]) {
        Some(const { Name::of("COND") })
    } else if ends(&[
        "ectomy", "otomy", "ostomy", "plasty", "scopy", "pexy", "centesis",
    ]) {
        Some(const { Name::of("PROC") })
    } else {
        None
    }
}

/// The stems that the WHO gives to groups of medicines.
const MEDICINE_ENDINGS: [&str; 41] = [
    "olol",
    "pril",
    "sartan",
    "statin",
    "azole",
    "cillin",
    "mycin",
    "oxacin",
    "cycline",
    "idine",
    "triptan",
    "setron",
    "gliptin",
    "gliflozin",
    "glutide",
    "parin",
    "xaban",
    "mab",
    "nib",
    "vir",
    "zepam",
    "zolam",
    "dipine",
    "thiazide",
    "oxetine",
    "pramine",
    "triptyline",
    "apine",
    "profen",
    "coxib",
    "solone",
    "terol",
    "tropium",
    "lukast",
    "dronate",
    "caine",
    "codone",
    "morphone",
    "phylline",
    "glitazone",
    "floxacin",
];
