//! The model's word lists: those the whole guard shares, cue words of its own, irregular forms, and the coarse senses of
//! English words from WordNet 3.0 (licence in `senses-licence.txt`). Read once, kept for good.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::LazyLock;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::class::Name;
use super::known::stems;
use crate::prose::hash;

pub(super) static FUNCTION: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    "a an the of in on at to for from with by about into over under than as if when while because so but and or nor \
     whether until till since before after during between through within against above below per via what which who whom \
     whose why where how there here then now just even also too very more most less least much such same other another \
     both either any all some enough up down out off away back again only own well like ever yet still instead rather \
     unless though although anything something everything else together let please yes hi hello dear ok oh not no once soon"
        .split_whitespace()
        .collect()
});

pub(super) static IRREGULAR: LazyLock<FxHashMap<&'static str, &'static str>> =
    LazyLock::new(|| {
        let pairs = include_str!("irregular.txt")
            .lines()
            .filter(|line| !line.starts_with('#'));
        pairs.filter_map(|line| line.split_once(' ')).collect()
    });

/// The model's word lists.
pub(super) struct Lists {
    /// Listed words with their classes; the first counts most.
    pub(super) classes: FxHashMap<Cow<'static, str>, Vec<Name>>,
    /// Phrases by the hash of their first word, the longest first.
    pub(super) phrases: FxHashMap<u32, Vec<Phrase>>,
    /// Cue words with their class, and whether only this very form counts.
    pub(super) cues: FxHashMap<&'static str, Vec<(Name, bool)>>,
}

/// A listed phrase of several words.
#[derive(Debug)]
pub(super) struct Phrase {
    /// The hashes of its words.
    pub(super) words: Vec<u32>,
    /// Its words joined by `_`.
    pub(super) text: String,
    /// The hash of that.
    pub(super) hash: u32,
    /// What it is; the first counts most.
    pub(super) classes: Vec<Name>,
}

/// What stands for every name that a practice lists: no text has such words, and so nothing is learned of them but their
/// class.
pub(super) const OWN: [(&str, &str); 3] = [
    ("own'medicine", "MED"),
    ("own'procedure", "PROC"),
    ("own'test", "TEST"),
];

/// What stands for all words of such a name behind the first.
pub(super) const OWN_LATER: &str = "own'name";

macro_rules! lists {
    ($($name:literal $class:literal),* $(,)?) => {
        [$((include_str!(concat!("../../prose/words/", $name, ".txt")), $class)),*]
    };
}

pub(super) static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let files = lists![
        "medicines-generic" "MED", "medicines-brand" "MED", "medicine-classes" "MED", "supplements" "SUPP",
        "vaccines" "VAX", "tests" "TEST", "procedures" "PROC", "symptoms" "SYMP", "conditions" "COND",
        "body-parts" "BODY", "titles" "DOC", "public-bodies" "ORG", "kin" "KIN", "dose-units" "UNIT",
        "dose-forms" "FORM", "frequencies" "FREQ", "medicines-ambiguous" "MEDQ", "foods" "FOOD", "remedies" "REM",
        "office" "OFFICE", "patient-words" "PATW", "activities" "ACT",
    ];
    let lines = |text: &str| memchr::memchr_iter(b'\n', text.as_bytes()).count();
    let room = files.iter().map(|(text, _)| lines(text)).sum();
    let mut lists = Lists {
        classes: FxHashMap::with_capacity_and_hasher(room, FxBuildHasher),
        phrases: FxHashMap::default(),
        cues: FxHashMap::default(),
    };
    for (text, class) in files {
        let class = Name::of(class);
        for line in text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            lists.add(line.split('\t').next().unwrap_or(line), class, false);
        }
    }
    for line in class_lines(include_str!("more-words.txt")) {
        let class = Name::of(line.0);
        line.1
            .split_whitespace()
            .for_each(|words| lists.add(words.replace('-', " "), class, true));
    }
    for (class, words) in class_lines(include_str!("cues.txt")) {
        let class = Name::of(class);
        for word in words.split_whitespace() {
            let bare = word.trim_end_matches('=');
            lists
                .cues
                .entry(bare)
                .or_default()
                .push((class, bare != word));
        }
    }
    for (name, class) in OWN {
        lists.add(name, Name::of(class), false);
        lists.add(format!("{name} {OWN_LATER}"), Name::of(class), false);
    }
    lists.part();
    lists
});

impl Lists {
    fn add(&mut self, phrase: impl Into<Cow<'static, str>>, class: Name, only_new: bool) {
        let phrase = words_of(phrase.into());
        if phrase.is_empty() {
            return;
        }
        let classes = self.classes.entry(phrase).or_default();
        if !classes.contains(&class) && (classes.is_empty() || !only_new) {
            classes.push(class);
        }
    }

    /// Sets phrases apart from single words.
    fn part(&mut self) {
        let phrases = &mut self.phrases;
        self.classes.retain(|key, classes| {
            let is_phrase = key.contains(' ');
            if is_phrase {
                let words: Vec<u32> = key.split(' ').map(hash).collect();
                let text = key.replace(' ', "_");
                phrases.entry(words[0]).or_default().push(Phrase {
                    words,
                    hash: hash(&text),
                    text,
                    classes: std::mem::take(classes),
                });
            }
            !is_phrase
        });
        let longer = |a: &Phrase, b: &Phrase| b.words.len().cmp(&a.words.len());
        phrases
            .values_mut()
            .for_each(|all| all.sort_unstable_by(|a, b| longer(a, b).then(a.text.cmp(&b.text))));
    }
}

/// `CLASS: word word` lines of a file.
fn class_lines(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(':'))
}

/// The words of an entry in lower case, single spaces between.
fn words_of(phrase: Cow<'static, str>) -> Cow<'static, str> {
    if is_plain(&phrase) {
        return phrase;
    }
    let parts = phrase.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '.' || c == '/'));
    let words = parts
        .map(|part| part.trim_matches(['.', '/', '\'']).to_lowercase())
        .filter(|part| !part.is_empty());
    Cow::Owned(words.collect::<Vec<_>>().join(" "))
}

/// Whether an entry has nothing but small letters from a to z, and single spaces between its words.
fn is_plain(phrase: &str) -> bool {
    let mut before = b' ';
    let plain = phrase.bytes().all(|byte| {
        let fits = byte.is_ascii_lowercase() || (byte == b' ' && before != b' ');
        before = byte;
        fits
    });
    plain && before != b' '
}

/// Whether English has the word, in whatever form.
pub fn is_english(word: &str) -> bool {
    is_function(word) || stems(word, sense_of).is_some()
}

/// Whether it is one of the small words that every text is full of.
pub fn is_function(word: &str) -> bool {
    FUNCTION.contains(word)
}

static SENSES: &str = include_str!("senses.tsv");

/// The coarse senses of a word as noun and as verb, and its usual part of speech, found by halving the sorted lines.
pub(super) fn sense_of(word: &str) -> Option<(&'static str, &'static str, char)> {
    let text = SENSES.as_bytes();
    let end_of = |start: usize, mark: u8| {
        let length = memchr::memchr(mark, &text[start..]);
        length.map_or(text.len(), |length| start + length)
    };
    // Both stand where lines begin; what is looked for begins between them.
    let (mut low, mut high) = (0, text.len());
    while low < high {
        let middle = low.midpoint(high);
        let start = memchr::memrchr(b'\n', &text[low..middle]).map_or(low, |at| low + at + 1);
        match text[start..end_of(start, b'\t')].cmp(word.as_bytes()) {
            Ordering::Less => low = end_of(start, b'\n') + 1,
            Ordering::Greater => high = start,
            Ordering::Equal => {
                let mut fields = SENSES[start..end_of(start, b'\n')].split('\t').skip(1);
                let (noun, verb) = (fields.next()?, fields.next()?);
                return Some((noun, verb, fields.next()?.chars().next()?));
            }
        }
    }
    None
}

/// Every sense there is.
pub(super) fn senses() -> impl Iterator<Item = &'static str> {
    let words = SENSES
        .lines()
        .flat_map(|line| line.split('\t').skip(1).take(2));
    words.chain(["adj", "adv"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_entries_are_taken_as_they_stand() {
        for (entry, words) in [
            ("blood pressure", "blood pressure"),
            ("Crohn's  disease", "crohn's disease"),
            (" x-ray ", "x ray"),
            ("", ""),
        ] {
            assert_eq!(words_of(entry.into()), words);
        }
    }

    #[test]
    fn every_word_with_a_sense_is_found() {
        for line in SENSES.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let found = sense_of(fields[0]).map(|(noun, verb, _)| (noun, verb));
            assert_eq!(found, Some((fields[1], fields[2])), "{line}");
        }
        assert_eq!(sense_of("zzzz"), None);
        assert_eq!(sense_of(""), None);
    }
}
