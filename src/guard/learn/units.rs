//! Units: the words of a sentence with what the model needs to know of each.
//!
//! A unit is a word or a listed phrase of several words. It has a stem, classes (from the word lists, and cue words of
//! the model's own in `cues.txt`), a part of speech guessed from its neighbour, and a symbol: the one thing it stands
//! for when exact words are too rare to learn from.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::lists::{FUNCTION, IRREGULAR, LISTS, sense_of};

/// A word or a mark, as the model reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The word in lower case, or the mark.
    pub text: String,
    /// Which word of the view it is.
    pub word: Option<usize>,
}

impl Token {
    /// A word of a view.
    pub fn word(text: &str, at: usize) -> Self {
        Self {
            text: text.to_owned(),
            word: Some(at),
        }
    }

    /// A mark between words.
    pub fn mark(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            word: None,
        }
    }
}

/// A word or phrase with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The word as it stands; words of a phrase joined by `_`.
    pub word: String,
    /// Its basic form.
    pub stem: String,
    /// What it is; the first counts most.
    pub classes: Vec<&'static str>,
    /// What it stands for.
    pub sym: String,
    /// Whether it is used as a verb.
    pub verb: bool,
    /// Whether it is used as a noun.
    pub noun: bool,
    /// `n`, `v`, `a`, `r`, `#` for a number, `.` for a mark.
    pub pos: char,
    /// Which words of the view it covers.
    pub words: Option<(usize, usize)>,
}

/// The sentence as units; at most 120 tokens of it.
pub fn units(tokens: &[Token]) -> Vec<Unit> {
    let tokens = &tokens[..tokens.len().min(120)];
    let mut units = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let (unit, length) = phrase(&tokens[at..]).unwrap_or_else(|| (single(tokens, at), 1));
        let covered: Vec<usize> = tokens[at..at + length]
            .iter()
            .filter_map(|token| token.word)
            .collect();
        let words = covered
            .first()
            .zip(covered.last())
            .map(|(first, last)| (*first, *last + 1));
        units.push(Unit { words, ..unit });
        at += length;
    }
    units
}

const LONGEST: usize = 5;

/// The longest listed phrase of at least two words that the tokens begin with.
fn phrase(tokens: &[Token]) -> Option<(Unit, usize)> {
    let lists = &*LISTS;
    if !lists.heads.contains(tokens[0].text.as_str()) {
        return None;
    }
    for length in (2..=LONGEST.min(tokens.len())).rev() {
        let words: Vec<&str> = tokens[..length]
            .iter()
            .map(|token| token.text.as_str())
            .collect();
        let (last, front) = words.split_last()?;
        let mut key = front.join(" ");
        key.push(' ');
        let before = key.len();
        let found = stems(last, |stem| {
            key.truncate(before);
            key.push_str(stem);
            lists.classes.get(key.as_str())
        });
        if let Some(classes) = found {
            let word = key.replace(' ', "_");
            let activity = classes[0] == "ACT";
            let unit = Unit {
                stem: word.clone(),
                word,
                sym: classes[0].to_owned(),
                classes: classes.clone(),
                verb: activity,
                noun: !activity,
                pos: 'n',
                words: None,
            };
            return Some((unit, length));
        }
    }
    None
}

fn single(tokens: &[Token], at: usize) -> Unit {
    let word = tokens[at].text.as_str();
    let first = word.chars().next().unwrap_or(' ');
    if first.is_ascii_digit() {
        return plain(word, "#", vec!["NUM"], "NUM", '#');
    }
    if !first.is_alphabetic() && word != "'s" {
        return plain(word, word, Vec::new(), word, '.');
    }
    let known = look(word);
    let previous = if at == 0 {
        "."
    } else {
        tokens[at - 1].text.as_str()
    };
    let next = tokens.get(at + 1).map_or("", |token| token.text.as_str());
    let pos = part_of_speech(word, &known, previous, next);
    let classes = classes_used(word, &known, previous, pos);
    let sym = symbol(word, &known, &classes, pos);
    let verb = pos == 'v' && (known.verb != "-" || VERBS.contains(&sym.as_str()));
    Unit {
        word: word.to_owned(),
        stem: known.stem,
        classes,
        sym,
        verb,
        noun: pos == 'n',
        pos,
        words: None,
    }
}

fn plain(word: &str, stem: &str, classes: Vec<&'static str>, sym: &str, pos: char) -> Unit {
    Unit {
        word: word.to_owned(),
        stem: stem.to_owned(),
        classes,
        sym: sym.to_owned(),
        verb: false,
        noun: false,
        pos,
        words: None,
    }
}

fn part_of_speech(word: &str, known: &Known, previous: &str, next: &str) -> char {
    let base = word == known.stem;
    let acts = known.usual == 'v'
        || known
            .cues
            .first()
            .is_some_and(|class| VERBS.contains(class))
        || known.listed == ["ACT"]
        || POSSESSIVES.contains(&next);
    if POSSESSIVES.contains(&previous) {
        if known.noun != "-" || !known.listed.is_empty() {
            'n'
        } else {
            known.usual
        }
    } else if known.verb != "-"
        && (BEFORE_VERBS.contains(&previous)
            || (STARTS.contains(&previous) && base && acts)
            || word.ends_with("ed"))
    {
        'v'
    } else {
        known.usual
    }
}

fn classes_used(word: &str, known: &Known, previous: &str, pos: char) -> Vec<&'static str> {
    let mut classes = known.cues.clone();
    classes.extend(
        known
            .listed
            .iter()
            .filter(|class| !known.cues.contains(class)),
    );
    match pos {
        'n' => {
            let nouns: Vec<_> = classes
                .iter()
                .copied()
                .filter(|class| !VERBS.contains(class))
                .collect();
            let plural = word != known.stem && word.ends_with('s');
            if !nouns.is_empty() || POSSESSIVES.contains(&previous) || plural {
                nouns
            } else {
                classes
            }
        }
        'v' => {
            classes.sort_by_key(|class| !VERBS.contains(class));
            classes
        }
        _ => classes,
    }
}

fn symbol(word: &str, known: &Known, classes: &[&'static str], pos: char) -> String {
    if FUNCTION.contains(word) && classes.first() != Some(&"NEG") {
        return word.to_owned();
    }
    if let Some(class) = classes.first() {
        return (*class).to_owned();
    }
    let sense = match pos {
        'v' => known.verb,
        'n' => known.noun,
        'a' => "adj",
        'r' => "adv",
        _ => "-",
    };
    let sense = if sense != "-" {
        sense
    } else if known.noun != "-" {
        known.noun
    } else {
        known.verb
    };
    match sense {
        "-" if word.len() < 5 => word.to_owned(),
        "-" => "UNK".to_owned(),
        sense => sense.to_owned(),
    }
}

/// What the tables say of a word.
#[derive(Debug, Clone)]
pub(super) struct Known {
    stem: String,
    cues: Vec<&'static str>,
    listed: Vec<&'static str>,
    noun: &'static str,
    verb: &'static str,
    usual: char,
}

impl Known {
    /// Whether the word is a verb more often than not.
    pub(super) fn is_mostly_verb(&self) -> bool {
        self.usual == 'v'
    }
}

thread_local! {
    static SEEN: RefCell<FxHashMap<String, Known>> = RefCell::default();
}

/// What is known of a word, remembered for the next time.
pub(super) fn look(word: &str) -> Known {
    SEEN.with_borrow_mut(|seen| {
        if let Some(known) = seen.get(word) {
            return known.clone();
        }
        if seen.len() > 50_000 {
            seen.clear();
        }
        let known = look_up(word);
        seen.insert(word.to_owned(), known.clone());
        known
    })
}

fn look_up(word: &str) -> Known {
    let lists = &*LISTS;
    let (mut stem, mut cues, mut listed, mut sense) = (None, Vec::new(), Vec::new(), None);
    stems::<()>(word, |candidate| {
        let mut known = false;
        for (class, exact) in lists.cues.get(candidate).into_iter().flatten() {
            if (!exact || candidate == word) && !cues.contains(class) {
                cues.push(*class);
                known = true;
            }
        }
        if let Some(classes) = lists.classes.get(candidate).filter(|_| listed.is_empty()) {
            listed.clone_from(classes);
            known = true;
        }
        if sense.is_none() {
            sense = sense_of(candidate);
            known |= sense.is_some();
        }
        if known && stem.is_none() {
            stem = Some(candidate.to_owned());
        }
        None
    });
    if listed.is_empty() && word.len() > 5 {
        listed.extend(by_ending(word));
    }
    let (noun, verb, usual) = sense.unwrap_or(("-", "-", '-'));
    Known {
        stem: stem.unwrap_or_else(|| word.to_owned()),
        cues,
        listed,
        noun,
        verb,
        usual,
    }
}

/// Offers the word and everything it may be a form of until `known` answers.
fn stems<T>(word: &str, mut known: impl FnMut(&str) -> Option<T>) -> Option<T> {
    let mut offer = |base: &str, ending: &str| known(&format!("{base}{ending}"));
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
fn by_ending(word: &str) -> Option<&'static str> {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if ends(&MEDICINE_ENDINGS) {
        Some("MED")
    } else if ends(&[
        "itis", "osis", "oma", "emia", "aemia", "pathy", "algia", "iasis", "plegia",
    ]) {
        Some("COND")
    } else if ends(&[
        "ectomy", "otomy", "ostomy", "plasty", "scopy", "pexy", "centesis",
    ]) {
        Some("PROC")
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

/// Classes of verbs.
pub(super) const VERBS: [&str; 19] = [
    "STOPV", "STARTV", "CHANGEV", "TAKEV", "AVOID", "KEEP", "SEEK", "SENDV", "SHOW", "SUFFER",
    "RECOMM", "ACT", "RECOV", "WORSE", "SEEM", "THINKV", "TREATV", "CHECKV", "DIAGV",
];

/// Words behind which a noun stands.
pub(super) const POSSESSIVES: [&str; 21] = [
    "your", "my", "his", "her", "our", "their", "its", "the", "a", "an", "this", "that", "these",
    "those", "of", "any", "some", "another", "every", "each", "'s",
];

const BEFORE_VERBS: [&str; 19] = [
    "to", "not", "you", "i", "we", "they", "he", "she", "can", "could", "may", "might", "would",
    "should", "must", "shall", "will", "never", "let",
];

const STARTS: [&str; 17] = [
    ".", "?", "!", ":", ";", ",", "-", "\"", "(", "and", "or", "then", "please", "yes", "no",
    "but", "so",
];
