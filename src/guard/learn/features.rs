//! Features: what the model can learn a weight for.
//!
//! A feature is a kind and up to four parts, such as `cc=NEG need` or `bb=MED YOU`. At run time only hashes of the parts
//! are put together; their text is kept for learning, for the table, and for telling what weighed.

use super::units::{Unit, VERBS, look};
use crate::prose::hash;

/// One feature of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feature<'u> {
    /// The kind, such as `cc`.
    pub kind: &'static str,
    /// Its parts; unused ones are empty.
    pub parts: [&'u str; 4],
    /// The units it is about, from the first to the one after the last; the whole sentence if there are none.
    pub units: (usize, usize),
}

impl Feature<'_> {
    /// The feature as the table writes it.
    pub fn name(&self) -> String {
        let parts: Vec<&str> = self
            .parts
            .iter()
            .copied()
            .filter(|part| !part.is_empty())
            .collect();
        format!("{}={}", self.kind, parts.join(" "))
    }

    /// The number it is looked up by.
    pub fn key(&self) -> u64 {
        key(self.kind, self.parts)
    }
}

/// The number of a feature; the table's lines and sentences come to the same.
pub(super) fn key(kind: &str, parts: [&str; 4]) -> u64 {
    parts.iter().fold(u64::from(hash(kind)), |state, part| {
        let part = if part.is_empty() {
            0
        } else {
            u64::from(hash(part))
        };
        (state.rotate_left(23) ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}

/// Tells every feature of a sentence, each once or more.
pub fn features<'u>(units: &'u [Unit], lower: bool, mut tell: impl FnMut(Feature<'u>)) {
    let mut bag = Vec::with_capacity(24);
    words(units, &mut bag, &mut tell);
    neighbours(units, &mut tell);
    clauses(units, &mut bag, &mut tell);
    shape(units, lower, &mut bag, &mut tell);
    if let Some(bar) = units.iter().position(|unit| unit.word == "|") {
        across(units, bar, &mut tell);
    }
    bag.sort_unstable();
    bag.dedup();
    let whole = |kind, parts| Feature {
        kind,
        parts,
        units: (0, 0),
    };
    for (at, first) in bag.iter().enumerate() {
        tell(whole("b", [first, "", "", ""]));
        for second in &bag[at + 1..] {
            tell(whole("bb", [first, second, "", ""]));
        }
    }
    crossed(&bag, |person, object, form| {
        tell(whole("pof", [person, object, form, ""]))
    });
}

fn words<'u>(units: &'u [Unit], bag: &mut Vec<&'static str>, tell: &mut impl FnMut(Feature<'u>)) {
    for (at, unit) in units.iter().enumerate() {
        let mut one = |kind, part: &'u str| {
            tell(Feature {
                kind,
                parts: [part, "", "", ""],
                units: (at, at + 1),
            })
        };
        one("w", &unit.word);
        if unit.word.contains('_') {
            unit.word.split('_').for_each(|part| one("w", part));
        }
        if unit.stem != unit.word {
            one("s", &unit.stem);
        }
        unit.classes.iter().for_each(|class| one("c", class));
        one("y", &unit.sym);
        bag.extend(
            unit.classes
                .iter()
                .copied()
                .filter(|class| BAG.contains(class)),
        );
    }
}

fn neighbours<'u>(units: &'u [Unit], tell: &mut impl FnMut(Feature<'u>)) {
    let count = units.len() as isize;
    let part = move |at: isize, of: fn(&Unit) -> &str| match at {
        at if at < 0 => "<",
        at if at >= count => ">",
        at => of(&units[at as usize]),
    };
    let word: fn(&Unit) -> &str = |unit| &unit.word;
    let stem: fn(&Unit) -> &str = |unit| &unit.stem;
    let sym: fn(&Unit) -> &str = |unit| &unit.sym;
    let mut say = |kind, at: isize, length: isize, parts| {
        let units = (at.max(0) as usize, (at + length).clamp(0, count) as usize);
        tell(Feature { kind, parts, units });
    };
    for at in -1..count {
        say("ww", at, 2, [part(at, word), part(at + 1, word), "", ""]);
        say("cc", at, 2, [part(at, sym), part(at + 1, sym), "", ""]);
        say("sc", at, 2, [part(at, stem), part(at + 1, sym), "", ""]);
        say("cs", at, 2, [part(at, sym), part(at + 1, stem), "", ""]);
        if at + 1 < count {
            say(
                "www",
                at,
                3,
                [part(at, word), part(at + 1, word), part(at + 2, word), ""],
            );
            say(
                "ccc",
                at,
                3,
                [part(at, sym), part(at + 1, sym), part(at + 2, sym), ""],
            );
            say(
                "scs",
                at,
                3,
                [part(at, stem), part(at + 1, sym), part(at + 2, stem), ""],
            );
            say(
                "ssc",
                at,
                3,
                [part(at, stem), part(at + 1, stem), part(at + 2, sym), ""],
            );
            say("s_s", at, 3, [part(at, stem), part(at + 2, stem), "", ""]);
            say("c_c", at, 3, [part(at, sym), part(at + 2, sym), "", ""]);
        }
        if at + 2 < count {
            say(
                "cccc",
                at,
                4,
                [
                    part(at, sym),
                    part(at + 1, sym),
                    part(at + 2, sym),
                    part(at + 3, sym),
                ],
            );
        }
    }
}

/// Verbs with their objects, orders, and whose the thing is.
fn clauses<'u>(units: &'u [Unit], bag: &mut Vec<&'static str>, tell: &mut impl FnMut(Feature<'u>)) {
    let leads = units
        .first()
        .is_some_and(|unit| LEADS.contains(&unit.word.as_str()));
    let mut start = true;
    for (at, unit) in units.iter().enumerate() {
        if unit.verb
            || unit
                .classes
                .first()
                .is_some_and(|class| VERBS.contains(class))
        {
            let object = object(units, at);
            let end = object.map_or(at + 1, |object| object + 1);
            let mut say = |kind, first: &'u str, second: &'u str| {
                tell(Feature {
                    kind,
                    parts: [first, second, "", ""],
                    units: (at, end),
                });
            };
            if let Some(object) = object.map(|object| &units[object]) {
                say("vo", &unit.stem, &object.sym);
                say("VO", &unit.sym, &object.sym);
                say("Vo", &unit.sym, &object.stem);
            }
            if start && unit.word == unit.stem && is_order(units, at) {
                bag.push("IMP");
                say("imp", &unit.stem, "");
                say("IMPc", &unit.sym, "");
                if let Some(object) = object {
                    say("impo", &unit.sym, &units[object].sym);
                }
            }
        }
        if ["your", "my", "her", "his", "our", "yours"].contains(&unit.word.as_str()) {
            owned(units, at, tell);
        }
        if CLAUSES.contains(&unit.word.as_str()) || (unit.word == "," && leads) {
            start = true;
        } else if start
            && [
                "do", "not", "never", "always", "also", "first", "simply", "gently", "try", "to",
                "just",
            ]
            .contains(&unit.word.as_str())
        {
            if unit.word == "not" || unit.word == "never" {
                bag.push("NIMP");
            }
        } else {
            start = false;
        }
    }
}

fn is_thing(unit: &Unit) -> bool {
    unit.noun
        || unit
            .classes
            .first()
            .is_some_and(|class| OBJECTS.contains(class))
}

/// The first thing named behind a verb, before any mark.
fn object(units: &[Unit], at: usize) -> Option<usize> {
    let end = (at + 6).min(units.len());
    (at + 1..end)
        .take_while(|&next| units[next].pos != '.')
        .find(|&next| is_thing(&units[next]))
}

fn owned<'u>(units: &'u [Unit], at: usize, tell: &mut impl FnMut(Feature<'u>)) {
    let end = (at + 4).min(units.len());
    if let Some(thing) = (at + 1..end).find(|&next| is_thing(&units[next])) {
        let mut say = |kind, part: &'u str| {
            tell(Feature {
                kind,
                parts: [&units[at].word, part, "", ""],
                units: (at, thing + 1),
            });
        };
        say("po", &units[thing].sym);
        say("pO", &units[thing].stem);
    }
}

/// Whether a basic form at the head of a clause is an order and not the subject of one.
fn is_order(units: &[Unit], at: usize) -> bool {
    let Some(next) = units.get(at + 1) else {
        return true;
    };
    if FINITE.contains(&next.word.as_str()) || ["|", ":", "="].contains(&next.word.as_str()) {
        return false;
    }
    let takes = super::units::POSSESSIVES.contains(&next.word.as_str())
        || ["it", "them", "her", "him", "me", "us", "yourself"].contains(&next.word.as_str());
    if takes || look(&units[at].word).is_mostly_verb() {
        return true;
    }
    if next.word != next.stem && next.verb {
        return false;
    }
    let ends = [
        ",", "if", "when", "that", "which", "who", "you", "because", "until", "while",
    ];
    let clause = units[at + 1..].iter().take_while(|unit| {
        !CLAUSES.contains(&unit.word.as_str()) && !ends.contains(&unit.word.as_str())
    });
    !clause
        .into_iter()
        .any(|unit| FINITE.contains(&unit.word.as_str()))
}

/// What stands above or before the bar (a heading, a lead-in, a header) with what stands behind it.
fn across<'u>(units: &'u [Unit], bar: usize, tell: &mut impl FnMut(Feature<'u>)) {
    let (before, behind) = (&units[..bar], &units[bar + 1..]);
    let mut above: Vec<&'u str> = before
        .iter()
        .flat_map(|unit| unit.classes.iter().copied())
        .filter(|class| ABOVE.contains(class))
        .collect();
    above.extend(
        before
            .iter()
            .map(|unit| unit.word.as_str())
            .filter(|word| ABOVE_WORDS.contains(word)),
    );
    above.extend(
        before
            .last()
            .filter(|unit| unit.word == "?")
            .map(|unit| unit.word.as_str()),
    );
    above.push("-");
    let mut below: Vec<&'u str> = behind
        .iter()
        .flat_map(|unit| unit.classes.iter().copied())
        .filter(|class| BAG.contains(class))
        .collect();
    if !below.iter().any(|class| OBJECTS.contains(class)) {
        below.push("NOOBJ");
    }
    for list in [&mut above, &mut below] {
        list.sort_unstable();
        list.dedup();
    }
    let first = |at: usize| behind.get(at).map(|unit| unit.word.as_str());
    let mut say = |kind, parts| {
        tell(Feature {
            kind,
            parts,
            units: (bar + 1, units.len()),
        })
    };
    for one in above {
        below
            .iter()
            .for_each(|other| say("lr", [one, other, "", ""]));
        if let Some(word) = first(0) {
            say("lw", [one, word, "", ""]);
            if let Some(next) = first(1) {
                say("lw2", [one, word, next, ""]);
            }
        }
    }
    let sym = |units: &'u [Unit], at: usize| units.get(at).map_or("-", |unit| unit.sym.as_str());
    say(
        "lf",
        [
            sym(before, 0),
            sym(before, 1),
            sym(behind, 0),
            sym(behind, 1),
        ],
    );
}

/// Classes that count above the bar.
const ABOVE: [&str; 26] = [
    "P2", "P1S", "P1P", "KIN", "STOPV", "STARTV", "CHANGEV", "TAKEV", "AVOID", "KEEP", "NEED",
    "SEEK", "MED", "SUPP", "VAX", "UNIT", "PROC", "TEST", "SYMP", "COND", "BODY", "OFFICE", "DOC",
    "NEG", "WORRY", "REASS",
];

/// Words that count above the bar.
const ABOVE_WORDS: [&str; 18] = [
    "your", "my", "you", "i", "is", "do", "should", "can", "will", "why", "what", "how", "when",
    "symptom", "score", "dose", "plan", "result",
];

/// How the sentence begins and ends, its marks and its length.
fn shape<'u>(
    units: &'u [Unit],
    lower: bool,
    bag: &mut Vec<&'static str>,
    tell: &mut impl FnMut(Feature<'u>),
) {
    let Some(last) = units.last() else { return };
    let count = units.len();
    let sym = |at: usize| units.get(at).map_or(">", |unit| unit.sym.as_str());
    let before = if count > 1 {
        units[count - 2].sym.as_str()
    } else {
        "<"
    };
    let mut say = |kind, parts, units| tell(Feature { kind, parts, units });
    say("f1", [sym(0), "", "", ""], (0, 1));
    say("f2", [sym(0), sym(1), "", ""], (0, 2.min(count)));
    say(
        "l2",
        [before, &last.sym, "", ""],
        (count.saturating_sub(2), count),
    );
    bag.extend(
        BEGINNINGS
            .iter()
            .filter(|(word, _)| units[0].word == *word)
            .map(|(_, flag)| flag),
    );
    let has = |word: &str| units.iter().any(|unit| unit.word == word);
    let inner = |word: &str| units[..count - 1].iter().any(|unit| unit.word == word);
    let flags = [
        (last.word == "?", "QEND"),
        (inner("?"), "QMID"),
        (last.word == "!", "EXCL"),
        (inner(":"), "COLON"),
        (units[1..].iter().any(|unit| unit.word == "if"), "IF"),
        (has("\""), "QUOTE"),
        (has("|"), "TABLE"),
        (![".", "?", "!"].contains(&last.word.as_str()), "NOEND"),
        (has("your") || has("yours"), "YOUR"),
        (has("you"), "YOU"),
        (
            ["may", "can", "might", "often", "usually", "sometimes"]
                .into_iter()
                .any(has),
            "GENERIC",
        ),
        (lower, "LOWER"),
    ];
    bag.extend(
        flags
            .into_iter()
            .filter_map(|(holds, flag)| holds.then_some(flag)),
    );
    bag.push(match count {
        0..5 => "L0",
        5..9 => "L1",
        9..14 => "L2",
        14..22 => "L3",
        _ => "L4",
    });
}

const BEGINNINGS: [(&str, &str); 9] = [
    ("if", "B_if"),
    ("when", "B_when"),
    ("no", "B_no"),
    ("yes", "B_yes"),
    ("for", "B_for"),
    ("with", "B_with"),
    ("to", "B_to"),
    ("a", "B_a"),
    ("the", "B_the"),
];

/// Who is meant, what it is about, how it is said: every combination that the bag holds.
fn crossed(bag: &[&'static str], mut tell: impl FnMut(&'static str, &'static str, &'static str)) {
    let of = |names: &[&'static str]| {
        let found: Vec<&'static str> = names
            .iter()
            .copied()
            .filter(|name| bag.binary_search(name).is_ok())
            .collect();
        if found.is_empty() { vec!["-"] } else { found }
    };
    let (objects, forms) = (of(&OBJECTS), of(&FORMS));
    for person in of(&PERSONS) {
        for object in &objects {
            forms.iter().for_each(|form| tell(person, object, form));
        }
    }
}

const CLAUSES: [&str; 15] = [
    ".", "?", "!", ":", ";", "-", "\"", "(", "and", "or", "then", "please", "yes", "no", "but",
];

const LEADS: [&str; 15] = [
    "if", "when", "for", "before", "after", "to", "until", "once", "while", "during", "in", "on",
    "at", "with", "unless",
];

const FINITE: [&str; 19] = [
    "is", "are", "was", "were", "has", "have", "had", "can", "may", "might", "will", "would",
    "should", "must", "could", "do", "does", "did", "'s",
];

const PERSONS: [&str; 9] = [
    "YOU", "YOUR", "P1S", "P1P", "P3", "KIN", "GROUP", "DOC", "ORG",
];

const OBJECTS: [&str; 13] = [
    "MED", "SUPP", "VAX", "UNIT", "PROC", "TEST", "SYMP", "COND", "BODY", "OFFICE", "FOOD", "REM",
    "TIME",
];

const FORMS: [&str; 16] = [
    "IMP", "NIMP", "QEND", "IF", "NEG", "MODAL", "REASS", "RECOV", "STOPV", "TAKEV", "CHANGEV",
    "STARTV", "SEEK", "SEEM", "HEDGE", "NEED",
];

/// Classes that count wherever in the sentence they stand.
const BAG: [&str; 60] = [
    "P2", "P1S", "P1P", "P3", "PT", "KIN", "GROUP", "PATW", "DOC", "ORG", "OFFICE", "UNIT", "FORM",
    "FREQ", "DUR", "TIME", "NUM", "NEG", "MODAL", "HEDGE", "SEEM", "STOPV", "STARTV", "CHANGEV",
    "TAKEV", "AVOID", "KEEP", "REASS", "WORRY", "RECOV", "WORSE", "SEEK", "RECOMM", "INSULT",
    "REVIEW", "SUPER", "GUAR", "PUBLIC", "PHOTO", "SENDV", "THANKS", "MED", "SUPP", "VAX", "PROC",
    "TEST", "SYMP", "COND", "BODY", "FOOD", "REM", "STORY", "SUFFER", "DEM", "NEED", "RESULT",
    "URG", "ACT", "WANT", "SHOW",
];
