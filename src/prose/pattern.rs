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
//! | `^` and `$` | the beginning of a clause, the end of the statement |
//! | `[` and `]` | the part to mark, if not all of it |
//!
//! In front may stand conditions in braces: `main` (what is matched hangs on no "if" or "when"), `said` (no question),
//! `asked` (a question).

use std::ops::Range;

use super::class::{Class, Classes};
use super::document::View;
use super::inflect::hash;
use super::scan::Pause;
use super::words::Word;

/// A line of words and classes to look for.
#[derive(Debug)]
pub struct Pattern {
    atoms: Vec<Atom>,
    main: bool,
    said: bool,
    asked: bool,
    /// What the view must have somewhere for the pattern to fit at all.
    needs: Vec<Classes>,
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

impl Pattern {
    /// Reads a pattern; a word that names no class can never match, and a test finds it.
    pub fn new(written: &str) -> Self {
        let mut pattern = Self {
            atoms: Vec::new(),
            main: false,
            said: false,
            asked: false,
            needs: Vec::new(),
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
                    _ => pattern.needs.push(Classes::NONE),
                }
            }
            rest = behind;
        }
        for token in rest.split_whitespace() {
            pattern.token(token);
        }
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
        if !optional && !not {
            let classes = choices.iter().map(|choice| match choice {
                Choice::Class(all) => all.first().copied(),
                _ => None,
            });
            if let Some(classes) = classes.collect::<Option<Vec<_>>>() {
                self.needs.push(
                    classes
                        .into_iter()
                        .fold(Classes::NONE, |all, one| all | one),
                );
            }
        }
        self.atoms.push(Atom::Word {
            choices,
            not,
            optional,
        });
    }

    /// The words of every match, from the first to the last.
    pub fn find_all(&self, view: &View<'_>) -> Vec<Range<usize>> {
        let fits = self
            .needs
            .iter()
            .all(|needed| view.classes().meets(*needed));
        if !fits || (self.said && view.asks()) || (self.asked && !view.asks()) {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut at = 0;
        while at < view.words.len() {
            if self.main && view.words[at].is(Class::Hanging) {
                at += 1;
                continue;
            }
            match self.match_at(&view.words, at) {
                Some(range) => {
                    at = range.end.max(at + 1);
                    found.push(range);
                }
                None => at += 1,
            }
        }
        found
    }

    /// Whether it fits anywhere.
    pub fn is_in(&self, view: &View<'_>) -> bool {
        !self.find_all(view).is_empty()
    }

    fn match_at(&self, words: &[Word], start: usize) -> Option<Range<usize>> {
        let mut marks = Marks {
            wanted: self.mark,
            start,
            end: None,
        };
        let end = matches(&self.atoms, 0, words, start, &mut marks)?;
        let range = match self.mark {
            Some(_) => marks.start..marks.end.unwrap_or(end),
            None => start..end,
        };
        (!range.is_empty()).then_some(range)
    }

    /// Whether every class it names exists.
    pub fn is_sound(&self) -> bool {
        !self.needs.contains(&Classes::NONE)
    }
}

struct Marks {
    wanted: Option<(usize, usize)>,
    start: usize,
    end: Option<usize>,
}

/// Where the atoms from `atom` on end when they begin at `at`. Gaps and runs are bounded, so the work at each word is too.
fn matches(
    atoms: &[Atom],
    atom: usize,
    words: &[Word],
    at: usize,
    marks: &mut Marks,
) -> Option<usize> {
    if let Some((from, to)) = marks.wanted {
        if atom == from {
            marks.start = at;
        }
        if atom == to {
            marks.end = Some(at);
        }
    }
    let Some(next) = atoms.get(atom) else {
        return Some(at);
    };
    match next {
        Atom::Begin => begins(words, at)
            .then(|| matches(atoms, atom + 1, words, at, marks))
            .flatten(),
        Atom::End => (at == words.len())
            .then(|| matches(atoms, atom + 1, words, at, marks))
            .flatten(),
        Atom::Gap { most, far } => {
            for skipped in 0..=*most {
                let stops = words
                    .get(at + skipped)
                    .is_some_and(|word| word.pause >= Pause::Stop);
                if stops && !far {
                    return None;
                }
                if let Some(end) = matches(atoms, atom + 1, words, at + skipped, marks) {
                    return Some(end);
                }
                words.get(at + skipped)?;
            }
            None
        }
        Atom::Word {
            choices,
            not,
            optional,
        } => {
            let longest = words
                .get(at)
                .map_or(0, |word| run(choices, *not, word, &words[at..]));
            for length in (1..=longest).rev() {
                if let Some(end) = matches(atoms, atom + 1, words, at + length, marks) {
                    return Some(end);
                }
            }
            optional
                .then(|| matches(atoms, atom + 1, words, at, marks))
                .flatten()
        }
    }
}

/// How many words from the first on the choices may take: several only where a phrase has the class.
fn run(choices: &[Choice], not: bool, word: &Word, words: &[Word]) -> usize {
    let fits = |choice: &Choice, word: &Word| match choice {
        Choice::Form(form) => word.form == *form,
        Choice::Lemma(lemma) => word.lemma == *lemma,
        Choice::Class(all) => all.iter().all(|classes| word.classes.meets(*classes)),
    };
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
