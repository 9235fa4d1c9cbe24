//! The names of medicines, procedures and tests that a practice lists: which the guard takes, and what is wrong with the
//! others.
//!
//! A name is taken if it can mean little else: a word that half of all sentences have would make half of all sentences
//! speak of a medicine.

use std::collections::BTreeMap;

use super::learn::{is_english, is_function};
use super::mistake::Mistake;
use crate::config::GuardTable;
use crate::diagnostic::Severity;
use crate::prose::{Class, Classes, OwnKind, OwnNames, Pause, Word, words_of};

/// Longer names are sentences, in words and in letters.
const MOST_WORDS: usize = 6;
const MOST_LETTERS: usize = 80;

/// Letters of a name that a message repeats.
const QUOTED: usize = 40;

/// What the guard names already where it stands.
const KNOWN: [Class; 8] = [
    Class::Medicine,
    Class::MedicineClass,
    Class::Drug,
    Class::Ambiguous,
    Class::Supplement,
    Class::Vaccine,
    Class::Test,
    Class::Procedure,
];

/// What a name of several words may be made of, although each word by itself means something else.
const MATTER: [Class; 12] = [
    Class::Unit,
    Class::Form,
    Class::Condition,
    Class::Symptom,
    Class::Body,
    Class::Ailing,
    Class::Food,
    Class::Remedy,
    Class::Activity,
    Class::Care,
    Class::Vital,
    Class::Value,
];

/// What grammar says of a word; no list has it.
const FOUND: [Class; 4] = [Class::Name, Class::Inflected, Class::Order, Class::Hanging];

/// The names that the practice lists; what is wrong with one is added to `mistakes`.
pub(super) fn names(table: &GuardTable, mistakes: &mut Vec<Mistake>) -> OwnNames {
    let mut reader = Reader {
        names: OwnNames::new(is_english),
        places: BTreeMap::new(),
        mistakes,
    };
    let lists = [
        ("medicines", "a medicine", &table.medicines),
        ("procedures", "a test or procedure", &table.procedures),
    ];
    for (list, sort, entries) in lists {
        for (at, entry) in entries.iter().enumerate() {
            let at = format!("guard.{list}.{at}");
            reader.entry(Entry {
                at,
                list,
                sort,
                written: entry.trim(),
            });
        }
    }
    reader.names
}

/// One name as it is listed.
struct Entry<'t> {
    at: String,
    /// The list it stands in.
    list: &'static str,
    /// What it is meant to be.
    sort: &'static str,
    written: &'t str,
}

impl Entry<'_> {
    /// The name for a message.
    fn quoted(&self) -> String {
        let mut letters = self.written.chars();
        let begin: String = letters.by_ref().take(QUOTED).collect();
        match letters.next() {
            Some(_) => format!("`{begin}...`"),
            None => format!("`{begin}`"),
        }
    }

    fn mistake(&self, severity: Severity, [what, why, instead]: [String; 3]) -> Mistake {
        Mistake {
            at: self.at.clone(),
            severity,
            what,
            why,
            instead,
        }
    }

    fn kind(&self, words: &[(String, Word)]) -> OwnKind {
        let is_test = |(form, word): &(String, Word)| {
            let endings = ["scan", "test", "gram", "graphy"];
            word.is(Class::Test) || endings.iter().any(|ending| form.ends_with(ending))
        };
        match self.list {
            "medicines" => OwnKind::Medicine,
            _ if words.last().is_some_and(is_test) => OwnKind::Test,
            _ => OwnKind::Procedure,
        }
    }
}

struct Reader<'m> {
    names: OwnNames,
    /// Where a name was listed first, by its normalised words.
    places: BTreeMap<Vec<u32>, &'static str>,
    mistakes: &'m mut Vec<Mistake>,
}

impl Reader<'_> {
    fn entry(&mut self, entry: Entry<'_>) {
        let words = words_of(entry.written);
        if let Some(mistake) = no_name(&entry, &words).or_else(|| too_common(&entry, &words)) {
            self.mistakes.push(mistake);
            return;
        }
        let forms: Vec<u32> = words.iter().map(|(_, word)| word.form).collect();
        let idle = self.again(&entry, &forms).or_else(|| known(&entry, &words));
        if let Some(mistake) = idle {
            self.mistakes.push(mistake);
            return;
        }
        self.mistakes.extend(english(&entry, &words));
        self.places.insert(forms, entry.list);
        self.names.add(&words, entry.kind(&words));
    }

    fn again(&self, entry: &Entry<'_>, forms: &[u32]) -> Option<Mistake> {
        let list = self.places.get(forms)?;
        Some(idle(
            entry,
            format!("{} stands in `{list}` already", entry.quoted()),
        ))
    }
}

/// What has no letters, is no name, or is several.
fn no_name(entry: &Entry<'_>, words: &[(String, Word)]) -> Option<Mistake> {
    let letters = entry.written.chars().filter(|c| c.is_alphabetic()).count();
    let name = entry.quoted();
    let mut later = words.iter().skip(1);
    let parted = later.any(|(_, word)| word.pause > Pause::None && word.pause < Pause::End);
    let sentences = if letters < 2 {
        [
            match letters {
                0 => format!("an entry of `{}` has no letters in it", entry.list),
                _ => format!("{name} is too short for the name of {}", entry.sort),
            },
            "The guard would not know what to look for.".to_owned(),
            "Write the whole name, or take the entry out.".to_owned(),
        ]
    } else if parted || entry.written.contains(" / ") {
        [
            format!("{name} holds more than one name"),
            "The guard would look for all of them in one piece.".to_owned(),
            "Give each name quotes of its own, with a comma between: [\"one name\", \"another\"]."
                .to_owned(),
        ]
    } else if words.len() > MOST_WORDS || entry.written.chars().count() > MOST_LETTERS {
        [
            format!("{name} is too long for the name of {}", entry.sort),
            format!(
                "A name has at most {MOST_WORDS} words and {MOST_LETTERS} letters; a longer one would hardly stand on a page just so."
            ),
            "Write the short name that the pages use.".to_owned(),
        ]
    } else {
        return None;
    };
    Some(entry.mistake(Severity::Error, sentences))
}

/// Words that mean something else in most sentences.
fn too_common(entry: &Entry<'_>, words: &[(String, Word)]) -> Option<Mistake> {
    let listed = |word: &Word| Classes(word.classes.0 & !all(&FOUND).0);
    let is_common = match words {
        [(form, word)] => {
            let classes = listed(word);
            is_function(form) || classes != Classes::NONE && !classes.meets(all(&KNOWN))
        }
        words => words.iter().all(|(form, word)| {
            let classes = listed(word);
            let matters = classes.meets(all(&KNOWN) | all(&MATTER));
            is_function(form) || classes != Classes::NONE && !matters
        }),
    };
    let sentences = || {
        [
            format!(
                "{} is too common for the name of {}",
                entry.quoted(),
                entry.sort
            ),
            format!(
                "The guard would take every sentence with it for one about {}.",
                entry.sort
            ),
            "Write the whole name, with the words that go with it, or take the entry out."
                .to_owned(),
        ]
    };
    is_common.then(|| entry.mistake(Severity::Error, sentences()))
}

/// Names that the guard has in its own lists.
fn known(entry: &Entry<'_>, words: &[(String, Word)]) -> Option<Mistake> {
    if !words
        .iter()
        .all(|(_, word)| word.classes.meets(all(&KNOWN)))
    {
        return None;
    }
    let read: Vec<_> = words.iter().map(|(form, _)| form.as_str()).collect();
    let read = read.join(" ");
    let what = match read == entry.written.to_lowercase().replace('-', " ") {
        true => format!("the guard knows {} already", entry.quoted()),
        false => format!(
            "the guard reads {} as \"{read}\", which it knows already",
            entry.quoted()
        ),
    };
    Some(idle(entry, what))
}

fn idle(entry: &Entry<'_>, what: String) -> Mistake {
    let why = "The entry changes nothing, and somebody has to look after it.".to_owned();
    let instead = "Take the entry out.".to_owned();
    entry.mistake(Severity::Warning, [what, why, instead])
}

/// A single word that English has for other things, too.
fn english(entry: &Entry<'_>, words: &[(String, Word)]) -> Option<Mistake> {
    let [(form, _)] = words else { return None };
    is_english(form).then(|| {
        let sentences = [
            format!(
                "{} is an English word for other things, too",
                entry.quoted()
            ),
            format!(
                "The guard takes every sentence with it for one about {}.",
                entry.sort
            ),
            "If that finds too much, write the whole name, with the words that go with it."
                .to_owned(),
        ];
        entry.mistake(Severity::Warning, sentences)
    })
}

fn all(classes: &[Class]) -> Classes {
    let each = classes.iter().map(|class| Classes::of(*class));
    each.fold(Classes::NONE, |all, class| all | class)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::PageKind;
    use crate::guard::{Guard, weigh};
    use crate::page::Page;
    use crate::prose::of_text_with;
    use crate::source::SourceFile;

    fn table(medicines: &[&str], procedures: &[&str]) -> GuardTable {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        GuardTable {
            medicines: owned(medicines),
            procedures: owned(procedures),
            ..GuardTable::default()
        }
    }

    /// What is said of a FAQ page: the rule, and the words it points at.
    fn said(table: &GuardTable, text: &str) -> Vec<(String, String)> {
        let (guard, mistakes) = Guard::new(table, None);
        assert!(mistakes.is_empty(), "{mistakes:?}");
        let page = Page::loose(SourceFile::new("a.md", text), PageKind::Faq);
        let told = guard.check(&page).into_iter();
        told.map(|one| (one.rule.to_string(), page.source.slice(one.span).to_owned()))
            .collect()
    }

    fn mistakes(medicines: &[&str], procedures: &[&str]) -> Vec<String> {
        let mut mistakes = Vec::new();
        names(&table(medicines, procedures), &mut mistakes);
        let told = mistakes.iter().map(|one| {
            let word = match one.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            };
            format!("{word} {}: {}", one.at, one.what)
        });
        told.collect()
    }

    #[test]
    fn names_that_cannot_be_taken_are_told_where_they_stand() {
        let long = "a gel for the knee of a person who runs far";
        let told = mistakes(
            &[
                "Zorvanex",
                "",
                " ?! 12",
                "the",
                "call",
                "Q",
                "Zorvanex, Brellotil",
                "Zorvanex / Brellotil",
                long,
            ],
            &["knee", "call us", "our office"],
        );
        assert_eq!(
            told,
            [
                "error guard.medicines.1: an entry of `medicines` has no letters in it",
                "error guard.medicines.2: an entry of `medicines` has no letters in it",
                "error guard.medicines.3: `the` is too common for the name of a medicine",
                "error guard.medicines.4: `call` is too common for the name of a medicine",
                "error guard.medicines.5: `Q` is too short for the name of a medicine",
                "error guard.medicines.6: `Zorvanex, Brellotil` holds more than one name",
                "error guard.medicines.7: `Zorvanex / Brellotil` holds more than one name",
                "error guard.medicines.8: `a gel for the knee of a person who runs ...` is too long for the name of a medicine",
                "error guard.procedures.0: `knee` is too common for the name of a test or procedure",
                "error guard.procedures.1: `call us` is too common for the name of a test or procedure",
                "error guard.procedures.2: `our office` is too common for the name of a test or procedure",
            ]
        );
    }

    #[test]
    fn names_that_change_nothing_or_mean_more_are_warned_of() {
        let told = mistakes(
            &["Zorvanex", "zorvanex", "Aspirin", "lisinoprel"],
            &[
                "ZORVANEX",
                "root canal",
                "Halo",
                "Halo laser",
                "cold knee wrap",
            ],
        );
        assert_eq!(
            told,
            [
                "warning guard.medicines.1: `zorvanex` stands in `medicines` already",
                "warning guard.medicines.2: the guard knows `Aspirin` already",
                "warning guard.medicines.3: the guard reads `lisinoprel` as \"lisinopril\", which it knows already",
                "warning guard.procedures.0: `ZORVANEX` stands in `medicines` already",
                "warning guard.procedures.1: the guard knows `root canal` already",
                "warning guard.procedures.2: `Halo` is an English word for other things, too",
            ]
        );
    }

    /// Sentences with a name at X.
    const SENTENCES: [&str; 8] = [
        "You should stop taking X.",
        "Take two X tonight.",
        "Is X right for you? Yes, you need X.",
        "You need X.",
        "Your X shows that you are fine.",
        "X is offered on Mondays.",
        "Skip the X, and call us before X-related visits.",
        "With X you will surely get better.",
    ];

    /// What is found in all the sentences, with the words it points at, and how they are weighed. The names get the same
    /// letters, so that what is said is the same, too.
    fn judged(table: &GuardTable, name: &str) -> Vec<String> {
        let own = names(table, &mut Vec::new());
        let each = SENTENCES.iter().flat_map(|sentence| {
            let text = sentence.replace('X', name);
            let found = said(table, &text).into_iter();
            let found =
                found.map(|(rule, marked)| format!("{rule}: {}", marked.replace(name, "X")));
            let weighed = weigh(&of_text_with(&text, &own)).into_iter();
            let weighed = weighed.map(|one| format!("{:?}", one.scores));
            found.chain(weighed).collect::<Vec<_>>()
        });
        each.collect()
    }

    #[test]
    fn a_listed_name_is_judged_as_one_that_comes_with_the_guard() {
        // No dictionary has these, and nothing was learned of them but their class.
        for (known, name, own) in [
            ("Tepezza", "Zorvanex", table(&["Zorvanex"], &[])),
            ("dermaplaning", "glimmaplany", table(&[], &["glimmaplany"])),
            ("fibroscan", "brelloscan", table(&[], &["Brelloscan"])),
        ] {
            let plain = GuardTable::default();
            let wanted = judged(&plain, known);
            assert_eq!(judged(&own, name), wanted, "{name}");
            assert_ne!(
                judged(&plain, name),
                wanted,
                "{name} is known without a list"
            );
        }
    }

    #[test]
    fn all_names_of_several_words_are_weighed_alike_and_marked_whole() {
        let own = table(&["Zorvanex Plus", "Ultra Mega Vellumab"], &[]);
        let wanted = judged(&own, "Zorvanex Plus");
        assert_eq!(judged(&own, "Ultra Mega Vellumab"), wanted);
        assert_ne!(judged(&GuardTable::default(), "Zorvanex Plus"), wanted);
        let told = said(&own, "You can stop Ultra-Mega Vellumab.");
        assert!(
            told.iter().any(|(_, marked)| marked.ends_with("Vellumab")),
            "{told:?}"
        );
    }

    #[test]
    fn a_forbidden_phrase_may_have_a_listed_name() {
        let mut own = table(&["Zorvanex", "Vellumab"], &[]);
        own.forbid = toml::from_str::<GuardTable>(
            "[[forbid]]\nphrase = \"our Zorvanex\"\nreason = \"It is not ours.\"\n",
        )
        .unwrap()
        .forbid;
        assert_eq!(said(&own, "We stock our Vellumab here."), []);
        let told = said(&own, "We stock our zorvanex here.");
        assert_eq!(
            told,
            [("forbidden-phrase".to_owned(), "our zorvanex".to_owned())]
        );
    }
}
