//! Features: what the model can learn a weight for.
//!
//! A feature is a kind and up to four parts, such as `cc=NEG need` or `bb=MED YOU`. At run time only hashes are put
//! together; their text is kept for learning, for the table, and for telling what weighed. What can be said of the
//! sentence as a whole comes as a set of names, whose pairs and triples are features too.

use super::class::{ABOVE, BAG, FORMS, Name, Names, OBJECTS, PERSONS};
use super::known::Part;
use super::table::with_part;
use super::units::{Unit, spelling};
use crate::prose::hash;

/// What kind of feature it is, such as `cc`, and the hash of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort(&'static str, u32);

impl Sort {
    const fn of(name: &'static str) -> Self {
        Self(name, hash(name))
    }
}

/// One feature of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feature {
    /// What kind it is.
    pub sort: Sort,
    /// The number it is looked up by.
    pub key: u64,
    /// Its parts; unused ones are zero.
    pub parts: [u32; 4],
    /// The units it is about, from the first to the one after the last; the whole sentence if there are none.
    pub units: (usize, usize),
}

impl Feature {
    #[inline]
    fn new<const N: usize>(sort: Sort, parts: [u32; N], units: (usize, usize)) -> Self {
        let mut all = [0; 4];
        all[..N].copy_from_slice(&parts);
        Self {
            sort,
            key: key(sort.1, &parts),
            parts: all,
            units,
        }
    }

    /// The feature as the table writes it.
    pub fn name(&self) -> String {
        let parts = self.parts.iter().filter(|part| **part != 0);
        let parts: Vec<String> = parts.map(|part| spelling(*part)).collect();
        format!("{}={}", self.sort.0, parts.join(" "))
    }
}

/// The number of a feature; the table's lines and sentences come to the same.
#[inline]
pub(super) fn key(kind: u32, parts: &[u32]) -> u64 {
    parts.iter().copied().fold(u64::from(kind), with_part)
}

/// The number of a pair of names.
pub(super) fn pair(first: Name, second: Name) -> u64 {
    key(const { hash("bb") }, &[first.hash(), second.hash()])
}

/// The number of one name.
pub(super) fn one(name: Name) -> u64 {
    key(const { hash("b") }, &[name.hash()])
}

/// Tells every feature of a sentence, each once or more, but for those of its bag, which is returned.
pub fn features(units: &[Unit], lower: bool, mut tell: impl FnMut(Feature)) -> Names {
    let mut bag = Names::default();
    words(units, &mut bag, &mut tell);
    neighbours(units, &mut tell);
    clauses(units, &mut bag, &mut tell);
    shape(units, lower, &mut bag, &mut tell);
    let bar = const { hash("|") };
    if let Some(bar) = units.iter().position(|unit| unit.word == bar) {
        across(units, bar, &mut tell);
    }
    bag
}

/// Tells the features of a bag: each name, each pair, and who is meant with what and how.
pub fn bag_features(bag: Names, mut tell: impl FnMut(Feature)) {
    let text = |name: Option<Name>| name.map_or(const { hash("-") }, Name::hash);
    for first in bag.iter() {
        tell(Feature::new(
            const { Sort::of("b") },
            [text(Some(first))],
            (0, 0),
        ));
        for second in bag.iter().filter(|second| *second > first) {
            let parts = [text(Some(first)), text(Some(second))];
            tell(Feature::new(const { Sort::of("bb") }, parts, (0, 0)));
        }
    }
    crossed(bag, |person, object, form| {
        let parts = [text(person), text(object), text(form)];
        tell(Feature::new(const { Sort::of("pof") }, parts, (0, 0)));
    });
}

/// Who is meant, what it is about, how it is said: every combination that the bag holds.
pub(super) fn crossed(bag: Names, mut tell: impl FnMut(Option<Name>, Option<Name>, Option<Name>)) {
    let of = |names: Names| {
        let found = bag.both(names);
        found
            .iter()
            .map(Some)
            .chain(found.is_empty().then_some(None))
    };
    for person in of(PERSONS) {
        for object in of(OBJECTS) {
            of(FORMS).for_each(|form| tell(person, object, form));
        }
    }
}

fn words(units: &[Unit], bag: &mut Names, tell: &mut impl FnMut(Feature)) {
    for (at, unit) in units.iter().enumerate() {
        let mut one = |sort, part| tell(Feature::new(sort, [part], (at, at + 1)));
        one(const { Sort::of("w") }, unit.word);
        if let Some(phrase) = unit.phrase {
            phrase
                .words
                .iter()
                .for_each(|part| one(const { Sort::of("w") }, *part));
        }
        if unit.stem != unit.word {
            one(const { Sort::of("s") }, unit.stem);
        }
        unit.classes
            .iter()
            .for_each(|class| one(const { Sort::of("c") }, class.hash()));
        one(const { Sort::of("y") }, unit.sym);
        bag.extend(unit.classes.both(BAG));
    }
}

fn neighbours(units: &[Unit], tell: &mut impl FnMut(Feature)) {
    let (before, behind) = (const { hash("<") }, const { hash(">") });
    let edge = |part| [part; 3];
    let of =
        |unit: Option<&Unit>| unit.map_or(edge(behind), |unit| [unit.word, unit.stem, unit.sym]);
    let count = units.len();
    // Each with the words, stems and symbols of itself and of the three behind it; it begins before the first unit.
    let mut window = [
        edge(before),
        of(units.first()),
        of(units.get(1)),
        of(units.get(2)),
    ];
    for at in 0..=count {
        let [[w0, s0, c0], [w1, s1, c1], [w2, s2, c2], [.., c3]] = window;
        let span = |length: usize| (at.saturating_sub(1), (at + length - 1).min(count));
        tell(Feature::new(const { Sort::of("ww") }, [w0, w1], span(2)));
        tell(Feature::new(const { Sort::of("cc") }, [c0, c1], span(2)));
        tell(Feature::new(const { Sort::of("sc") }, [s0, c1], span(2)));
        tell(Feature::new(const { Sort::of("cs") }, [c0, s1], span(2)));
        if at < count {
            tell(Feature::new(
                const { Sort::of("www") },
                [w0, w1, w2],
                span(3),
            ));
            tell(Feature::new(
                const { Sort::of("ccc") },
                [c0, c1, c2],
                span(3),
            ));
            tell(Feature::new(
                const { Sort::of("scs") },
                [s0, c1, s2],
                span(3),
            ));
            tell(Feature::new(
                const { Sort::of("ssc") },
                [s0, s1, c2],
                span(3),
            ));
            tell(Feature::new(const { Sort::of("s_s") }, [s0, s2], span(3)));
            tell(Feature::new(const { Sort::of("c_c") }, [c0, c2], span(3)));
        }
        if at + 1 < count {
            tell(Feature::new(
                const { Sort::of("cccc") },
                [c0, c1, c2, c3],
                span(4),
            ));
        }
        window = [window[1], window[2], window[3], of(units.get(at + 3))];
    }
}

/// Verbs with their objects, orders, and whose the thing is.
fn clauses(units: &[Unit], bag: &mut Names, tell: &mut impl FnMut(Feature)) {
    let comma = const { hash(",") };
    let leads = units.first().is_some_and(|unit| unit.is.any(Part::LEAD));
    let mut start = true;
    for (at, unit) in units.iter().enumerate() {
        if unit.is_act() {
            act(units, at, start, bag, tell);
        }
        if unit.is.any(Part::OWNER) {
            owned(units, at, tell);
        }
        if unit.is.any(Part::CLAUSE) || (unit.word == comma && leads) {
            start = true;
        } else if start && unit.is.any(Part::BEFORE_ORDER) {
            if unit.is.any(Part::DENIES) {
                bag.add(const { Name::of("NIMP") });
            }
        } else {
            start = false;
        }
    }
}

fn act(units: &[Unit], at: usize, start: bool, bag: &mut Names, tell: &mut impl FnMut(Feature)) {
    let unit = &units[at];
    let object = object(units, at);
    let span = (at, object.map_or(at + 1, |object| object + 1));
    if let Some(object) = object.map(|object| &units[object]) {
        tell(Feature::new(
            const { Sort::of("vo") },
            [unit.stem, object.sym],
            span,
        ));
        tell(Feature::new(
            const { Sort::of("VO") },
            [unit.sym, object.sym],
            span,
        ));
        tell(Feature::new(
            const { Sort::of("Vo") },
            [unit.sym, object.stem],
            span,
        ));
    }
    if start && unit.word == unit.stem && is_order(units, at) {
        bag.add(const { Name::of("IMP") });
        tell(Feature::new(const { Sort::of("imp") }, [unit.stem], span));
        tell(Feature::new(const { Sort::of("IMPc") }, [unit.sym], span));
        if let Some(object) = object {
            let parts = [unit.sym, units[object].sym];
            tell(Feature::new(const { Sort::of("impo") }, parts, span));
        }
    }
}

/// The first thing named behind a verb, before any mark.
fn object(units: &[Unit], at: usize) -> Option<usize> {
    let end = (at + 6).min(units.len());
    (at + 1..end)
        .take_while(|&next| units[next].pos != '.')
        .find(|&next| units[next].is_thing())
}

fn owned(units: &[Unit], at: usize, tell: &mut impl FnMut(Feature)) {
    let end = (at + 4).min(units.len());
    if let Some(thing) = (at + 1..end).find(|&next| units[next].is_thing()) {
        let (owner, span) = (units[at].word, (at, thing + 1));
        tell(Feature::new(
            const { Sort::of("po") },
            [owner, units[thing].sym],
            span,
        ));
        tell(Feature::new(
            const { Sort::of("pO") },
            [owner, units[thing].stem],
            span,
        ));
    }
}

/// Whether a basic form at the head of a clause is an order and not the subject of one.
fn is_order(units: &[Unit], at: usize) -> bool {
    let Some(next) = units.get(at + 1) else {
        return true;
    };
    if next.is.any(Part::FINITE) || next.is.any(Part::BREAKS) {
        return false;
    }
    let takes = next.is.any(Part::POSSESSIVE) || next.is.any(Part::TAKEN);
    if takes || units[at].is_mostly_verb {
        return true;
    }
    if next.word != next.stem && next.verb {
        return false;
    }
    let ends = |unit: &&Unit| !unit.is.any(Part::CLAUSE) && !unit.is.any(Part::ENDS_CLAUSE);
    let mut clause = units[at + 1..].iter().take_while(ends);
    !clause.any(|unit| unit.is.any(Part::FINITE))
}

/// What stands above or before the bar (a heading, a lead-in, a header) with what stands behind it.
fn across(units: &[Unit], bar: usize, tell: &mut impl FnMut(Feature)) {
    let (before, behind) = (&units[..bar], &units[bar + 1..]);
    let none = const { hash("-") };
    let classes = |units: &[Unit]| {
        let mut all = Names::default();
        units.iter().for_each(|unit| all.extend(unit.classes));
        all
    };
    let names = |names: Names| names.iter().map(|name| name.hash());
    let mut above: Vec<u32> = names(classes(before).both(ABOVE)).collect();
    let words = before.iter().filter(|unit| unit.is.any(Part::ABOVE));
    above.extend(words.map(|unit| unit.word));
    let asks = |unit: &&Unit| unit.word == const { hash("?") };
    above.extend(before.last().filter(asks).map(|unit| unit.word));
    above.push(none);
    let things = classes(behind).both(BAG);
    let mut below: Vec<u32> = names(things).collect();
    if !things.meets(OBJECTS) {
        below.push(const { hash("NOOBJ") });
    }
    above.sort_unstable();
    above.dedup();
    let span = (bar + 1, units.len());
    for one in above {
        for other in &below {
            tell(Feature::new(const { Sort::of("lr") }, [one, *other], span));
        }
        if let Some(first) = behind.first() {
            tell(Feature::new(
                const { Sort::of("lw") },
                [one, first.word],
                span,
            ));
            if let Some(next) = behind.get(1) {
                tell(Feature::new(
                    const { Sort::of("lw2") },
                    [one, first.word, next.word],
                    span,
                ));
            }
        }
    }
    let sym = |units: &[Unit], at: usize| units.get(at).map_or(none, |unit| unit.sym);
    let ends = [
        sym(before, 0),
        sym(before, 1),
        sym(behind, 0),
        sym(behind, 1),
    ];
    tell(Feature::new(const { Sort::of("lf") }, ends, span));
}

/// How the sentence begins and ends, its marks and its length.
fn shape(units: &[Unit], lower: bool, bag: &mut Names, tell: &mut impl FnMut(Feature)) {
    let Some(last) = units.last() else { return };
    let count = units.len();
    let sym = |at: usize| units.get(at).map_or(const { hash(">") }, |unit| unit.sym);
    let before = match count {
        1 => const { hash("<") },
        _ => units[count - 2].sym,
    };
    tell(Feature::new(const { Sort::of("f1") }, [sym(0)], (0, 1)));
    tell(Feature::new(
        const { Sort::of("f2") },
        [sym(0), sym(1)],
        (0, 2.min(count)),
    ));
    let end = (count.saturating_sub(2), count);
    tell(Feature::new(
        const { Sort::of("l2") },
        [before, last.sym],
        end,
    ));
    let begins = BEGINNINGS.iter().find(|(word, _)| *word == units[0].word);
    if let Some((_, name)) = begins {
        bag.add(*name);
    }
    flags(units, last, lower, bag);
    bag.add(match count {
        0..5 => const { Name::of("L0") },
        5..9 => const { Name::of("L1") },
        9..14 => const { Name::of("L2") },
        14..22 => const { Name::of("L3") },
        _ => const { Name::of("L4") },
    });
}

fn flags(units: &[Unit], last: &Unit, lower: bool, bag: &mut Names) {
    let inner = Part::of_all(&units[..units.len() - 1]);
    let behind = Part::of_all(&units[1..]);
    let all = Part::of_all(units);
    let flags = [
        (last.is.any(Part::ASKS), const { Name::of("QEND") }),
        (inner.any(Part::ASKS), const { Name::of("QMID") }),
        (last.word == const { hash("!") }, const { Name::of("EXCL") }),
        (inner.any(Part::COLON), const { Name::of("COLON") }),
        (behind.any(Part::IF), const { Name::of("IF") }),
        (all.any(Part::QUOTES), const { Name::of("QUOTE") }),
        (all.any(Part::BAR), const { Name::of("TABLE") }),
        (!last.is.any(Part::ENDS), const { Name::of("NOEND") }),
        (all.any(Part::YOURS), const { Name::of("YOUR") }),
        (all.any(Part::YOU), const { Name::of("YOU") }),
        (all.any(Part::MAYBE), const { Name::of("GENERIC") }),
        (lower, const { Name::of("LOWER") }),
    ];
    for (holds, name) in flags {
        if holds {
            bag.add(name);
        }
    }
}

const BEGINNINGS: [(u32, Name); 9] = [
    (hash("if"), Name::of("B_if")),
    (hash("when"), Name::of("B_when")),
    (hash("no"), Name::of("B_no")),
    (hash("yes"), Name::of("B_yes")),
    (hash("for"), Name::of("B_for")),
    (hash("with"), Name::of("B_with")),
    (hash("to"), Name::of("B_to")),
    (hash("a"), Name::of("B_a")),
    (hash("the"), Name::of("B_the")),
];
