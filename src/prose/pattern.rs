//! The few ways to match words, written as a rule's author would say them aloud.
//!
//! A pattern is a line of words and classes:
//!
//! | written | means |
//! |---|---|
//! | `stop` | this word |
//! | `*stop` | any form of it: stops, stopped, stopping |
//! | `@medicine` | a word, or a phrase, of that class |
//! | `@order+stop` | a word of both classes |
//! | `can\|may\|@ought` | one of these |
//! | `!not` | one word, but not this |
//! | `not?` | perhaps this word |
//! | `..3` | up to three words (five if no number), within the clause |
//! | `...9` | up to nine words, past colons too |
//! | `^` and `$` | the beginning of a clause, the end of what is read |
//! | `[` and `]` | the part to mark, if not all of it |
//!
//! In front may stand conditions in braces: `main` (what is matched hangs on no "if" or "when"), `said` (what is said; of a
//! question only what stands before it),
//! `asked` (a question), `joint` (what is matched begins in the words that govern the statement).

use std::ops::Range;

use super::class::{Class, Classes};
use super::document::View;
use super::hash::hash;
use super::marks::{Index, Trigger};
use super::scan::Pause;
use super::words::Word;

/// A line of words and classes to look for.
#[derive(Debug)]
pub struct Pattern {
    atoms: Vec<Atom>,
    main: bool,
    said: bool,
    asked: bool,
    joint: bool,
    /// What the view must have somewhere for the pattern to fit at all.
    needs: Vec<Trigger>,
    /// The rarest of these.
    trigger: Trigger,
    sound: bool,
    mark: Option<(usize, usize)>,
}

#[derive(Debug)]
enum Atom {
    Word {
        choices: Vec<Choice>,
        not: bool,
        optional: bool,
    },
    Gap {
        most: usize,
        far: bool,
    },
    Begin,
    End,
}

#[derive(Debug)]
enum Choice {
    Form(u32),
    Lemma(u32),
    Class(Vec<Classes>),
}

/// Names for several classes at once.
const GROUPS: &[(&str, &[Class])] = &[
    (
        "named",
        &[
            Class::Medicine,
            Class::MedicineClass,
            Class::Supplement,
            Class::Vaccine,
        ],
    ),
    ("dosed", &[Class::Unit, Class::Form]),
    ("measure", &[Class::Test, Class::Procedure]),
    ("disease", &[Class::Condition]),
    ("complaint", &[Class::Symptom, Class::Condition]),
    ("bodily", &[Class::Symptom, Class::Condition, Class::Body]),
    (
        "act",
        &[Class::Start, Class::Stop, Class::Change, Class::Take],
    ),
    ("other", &[Class::They, Class::Kin]),
    ("home", &[Class::Remedy, Class::Food, Class::Activity]),
];

/// Many patterns, of which only those are tried that a glance does not rule out.
#[derive(Debug, Default)]
pub struct Patterns {
    all: Vec<Pattern>,
    /// Which of them may fit, by what each must have.
    index: Index,
}

impl Patterns {
    /// Reads one pattern from each line.
    pub fn new(written: &[&str]) -> Self {
        let all: Vec<_> = written.iter().map(|line| Pattern::new(line)).collect();
        debug_assert!(all.iter().all(|pattern| pattern.sound), "{written:?}");
        let triggers: Vec<_> = all.iter().map(|pattern| pattern.trigger).collect();
        Self {
            index: Index::of(&triggers),
            all,
        }
    }

    /// The patterns that may fit somewhere in the view, in their order.
    pub fn of<'p>(&'p self, view: &'p View<'_>) -> impl Iterator<Item = &'p Pattern> {
        let fit = self.index.fires(&view.words).into_iter();
        fit.map(|number| &self.all[usize::from(number)])
    }
}

impl Pattern {
    /// Reads a pattern; a word that names no class can never match, and a test finds it.
    pub fn new(written: &str) -> Self {
        let mut pattern = Self {
            atoms: Vec::new(),
            main: false,
            said: false,
            asked: false,
            joint: false,
            needs: Vec::new(),
            trigger: Trigger::default(),
            sound: true,
            mark: None,
        };
        let mut rest = written.trim();
        if let Some((flags, behind)) = rest
            .strip_prefix('{')
            .and_then(|inner| inner.split_once('}'))
        {
            for flag in flags.split_whitespace() {
                match flag {
                    "main" => pattern.main = true,
                    "said" => pattern.said = true,
                    "asked" => pattern.asked = true,
                    "joint" => pattern.joint = true,
                    _ => pattern.sound = false,
                }
            }
            rest = behind;
        }
        for token in rest.split_whitespace() {
            pattern.token(token);
        }
        let rarest = pattern.needs.iter().min_by_key(|need| need.weight);
        pattern.trigger = rarest.copied().unwrap_or_default();
        pattern
    }

    fn token(&mut self, token: &str) {
        let count = self.atoms.len();
        match token {
            "^" => self.atoms.push(Atom::Begin),
            "$" => self.atoms.push(Atom::End),
            "[" => self.mark = Some((count, usize::MAX)),
            "]" => self.mark = self.mark.map(|(start, _)| (start, count)),
            gap if gap.starts_with("..") => {
                let digits = gap.trim_start_matches('.');
                let most = digits.parse().unwrap_or(5);
                self.atoms.push(Atom::Gap {
                    most,
                    far: gap.starts_with("..."),
                });
            }
            word => self.word(word),
        }
    }

    fn word(&mut self, word: &str) {
        let (word, optional) = word
            .strip_suffix('?')
            .map_or((word, false), |word| (word, true));
        let (word, not) = word
            .strip_prefix('!')
            .map_or((word, false), |word| (word, true));
        let choices: Vec<_> = word.split('|').map(choice).collect();
        let unknown =
            |choice: &Choice| matches!(choice, Choice::Class(all) if all.contains(&Classes::NONE));
        self.sound &= !choices.iter().any(unknown);
        if !optional && !not {
            self.needs.extend(Trigger::of(&choices, word));
        }
        self.atoms.push(Atom::Word {
            choices,
            not,
            optional,
        });
    }

    /// The words of the first match, from its first to its last; of one that reaches the statement itself, if any does.
    pub fn find(&self, view: &View<'_>) -> Option<Range<usize>> {
        let fits = self.needs.iter().all(|needed| needed.fires(view.marks()));
        if !fits || (self.asked && !view.asks()) {
            return None;
        }
        let words = self.words(view);
        let until = if self.joint {
            view.own.min(words.len())
        } else {
            words.len()
        };
        let mut before = None;
        for at in 0..until {
            let word = &words[at];
            if (self.main && word.is(Class::Hanging)) || !self.may_begin(word) {
                continue;
            }
            if let Some(range) = self.match_at(words, at) {
                if view.reaches(&range) {
                    return Some(range);
                }
                before.get_or_insert(range);
            }
        }
        before
    }

    /// Whether a match may begin with the word, as far as one look can tell.
    fn may_begin(&self, word: &Word) -> bool {
        match self.atoms.first() {
            Some(Atom::Word {
                choices,
                not: false,
                optional: false,
            }) => choices.iter().any(|choice| fits(choice, word)),
            _ => true,
        }
    }

    /// Whether it fits from that word on.
    pub fn is_at(&self, view: &View<'_>, at: usize) -> bool {
        let words = self.words(view);
        let may_fit = at <= words.len() && (!self.asked || view.asks());
        may_fit && self.match_at(words, at).is_some()
    }

    /// The words it is held against: what is asked is not said.
    fn words<'v>(&self, view: &'v View<'_>) -> &'v [Word] {
        match self.said {
            true => &view.words[..view.stated()],
            false => &view.words,
        }
    }

    /// Whether it fits anywhere.
    pub fn is_in(&self, view: &View<'_>) -> bool {
        self.find(view).is_some()
    }

    fn match_at(&self, words: &[Word], start: usize) -> Option<Range<usize>> {
        let mut reading = Reading {
            atoms: &self.atoms,
            words,
            mark: self.mark,
            from: start,
            to: None,
        };
        let end = reading.fits(0, start)?;
        let range = match self.mark {
            Some(_) => reading.from..reading.to.unwrap_or(end),
            None => start..end,
        };
        (!range.is_empty()).then_some(range)
    }
}

/// A pattern held against words. Gaps and runs are bounded, so the work at each word is too.
struct Reading<'r> {
    atoms: &'r [Atom],
    words: &'r [Word],
    mark: Option<(usize, usize)>,
    from: usize,
    to: Option<usize>,
}

impl Reading<'_> {
    /// Where the atoms from `atom` on end when they begin at `at`.
    fn fits(&mut self, atom: usize, at: usize) -> Option<usize> {
        if let Some((from, to)) = self.mark {
            if atom == from {
                self.from = at;
            }
            if atom == to {
                self.to = Some(at);
            }
        }
        let atoms = self.atoms;
        let Some(next) = atoms.get(atom) else {
            return Some(at);
        };
        match next {
            Atom::Begin => begins(self.words, at)
                .then(|| self.fits(atom + 1, at))
                .flatten(),
            Atom::End => (at == self.words.len())
                .then(|| self.fits(atom + 1, at))
                .flatten(),
            Atom::Gap { most, far } if atom + 1 == atoms.len() => {
                let goes_on = |word: &&Word| *far || word.pause < Pause::Stop;
                Some(
                    at + self.words[at..]
                        .iter()
                        .take(*most)
                        .take_while(goes_on)
                        .count(),
                )
            }
            Atom::Gap { most, far } => self.gap(atom, at, (*most, *far)),
            Atom::Word {
                choices,
                not,
                optional,
            } => {
                let word = self.words.get(at);
                let longest = word.map_or(0, |word| run(choices, *not, word, &self.words[at..]));
                let taken = (1..=longest)
                    .rev()
                    .find_map(|length| self.fits(atom + 1, at + length));
                taken.or_else(|| optional.then(|| self.fits(atom + 1, at)).flatten())
            }
        }
    }

    fn gap(&mut self, atom: usize, at: usize, (most, far): (usize, bool)) -> Option<usize> {
        for place in at..=at + most {
            let stops = self
                .words
                .get(place)
                .is_some_and(|word| word.pause >= Pause::Stop);
            if stops && !far {
                return None;
            }
            if let Some(end) = self.fits(atom + 1, place) {
                return Some(end);
            }
            self.words.get(place)?;
        }
        None
    }
}

/// How many words from the first on the choices may take: several only where a phrase has the class.
fn run(choices: &[Choice], not: bool, word: &Word, words: &[Word]) -> usize {
    let fit = choices.iter().find(|choice| fits(choice, word));
    match (fit, not) {
        (Some(_), true) | (None, false) => 0,
        (None, true) => 1,
        (Some(choice @ Choice::Class(_)), false) => words
            .iter()
            .take(4)
            .take_while(|word| fits(choice, word))
            .count(),
        (Some(_), false) => 1,
    }
}

fn fits(choice: &Choice, word: &Word) -> bool {
    match choice {
        Choice::Form(form) => word.form == *form,
        Choice::Lemma(lemma) => word.lemma == *lemma,
        Choice::Class(all) => all.iter().all(|classes| word.classes.meets(*classes)),
    }
}

fn begins(words: &[Word], at: usize) -> bool {
    let Some(word) = words.get(at) else {
        return false;
    };
    at == 0
        || word.pause >= Pause::Comma
        || words[at - 1]
            .classes
            .meets(Classes::from(Class::Filler) | Class::Conjunction.into())
}

impl Trigger {
    /// What a word of a pattern needs; nothing if that is too much to look for at a glance.
    fn of(choices: &[Choice], written: &str) -> Option<Self> {
        let mut trigger = Self::default();
        for choice in choices {
            match choice {
                Choice::Form(hash) | Choice::Lemma(hash) => trigger.add_word(*hash)?,
                Choice::Class(all) => {
                    trigger.classes |= all.first().copied().unwrap_or_default();
                }
            }
        }
        let common = written
            .split('|')
            .filter(|word| COMMON.contains(word))
            .count();
        let classes = trigger.classes.iter().count();
        trigger.weight = (choices.len() + 50 * common + 60 * classes) as u32;
        Some(trigger)
    }
}

/// Words that are in most sentences.
const COMMON: [&str; 32] = [
    "a", "an", "and", "are", "as", "at", "be", "by", "can", "for", "from", "have", "if", "in",
    "is", "it", "may", "not", "of", "on", "or", "our", "that", "the", "this", "to", "we", "when",
    "will", "with", "you", "your",
];

fn choice(written: &str) -> Choice {
    if let Some(names) = written.strip_prefix('@') {
        return Choice::Class(names.split('+').map(classes_named).collect());
    }
    match written.strip_prefix('*') {
        Some(lemma) => Choice::Lemma(hash(lemma)),
        None => Choice::Form(hash(written)),
    }
}

fn classes_named(name: &str) -> Classes {
    let group = GROUPS
        .iter()
        .find(|(group, _)| *group == name)
        .map(|(_, classes)| *classes);
    let one = Class::ALL.into_iter().find(|class| class.name() == name);
    let all = group.unwrap_or_default().iter().copied().chain(one);
    all.fold(Classes::NONE, |all, class| all | class.into())
}
