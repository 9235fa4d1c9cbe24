//! The table of weights: read where it lies, added up for each sentence.

use std::sync::LazyLock;

use super::class::{FORMS, NAMES, Name, Names, OBJECTS, PERSONS};
use super::features::{Feature, crossed, features, key, one, pair};
use super::table::{self, COLUMNS, HEAD, NUMBERS, SLOT, WORDS};
use super::units::{Token, Unit, units};
use crate::prose::hash;

/// What a sentence can be, as the model tells it apart: advice as a whole, its five families, and the other five; and
/// whether it sounds as if written to one person, which says more of a whole text than of the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    missing_docs,
    reason = "the families explain themselves in the taxonomy of the guard"
)]
pub enum Kind {
    Advice,
    Directive,
    Claim,
    Privacy,
    Conduct,
    Solicitation,
    Personal,
    Diagnosis,
    Treatment,
    Prognosis,
    Triage,
    Case,
}

/// Every kind, in the order of the table's columns.
pub const KINDS: [Kind; 12] = [
    Kind::Advice,
    Kind::Directive,
    Kind::Claim,
    Kind::Privacy,
    Kind::Conduct,
    Kind::Solicitation,
    Kind::Personal,
    Kind::Diagnosis,
    Kind::Treatment,
    Kind::Prognosis,
    Kind::Triage,
    Kind::Case,
];

/// What weights are counted in, in hundredths: finer steps tell nothing more.
pub const STEP: i32 = 4;

/// How much more scores count for than the sums of their weights: the more features there are, the smaller weights become,
/// and what the guard holds scores against was found when there were fewer.
const SCALE: (i32, i32) = (11, 10);

/// The kinds that every sentence is scored for: all but the families of advice.
const SCORES: usize = Kind::Diagnosis as usize;

/// How much speaks for each kind and against general text, in hundredths, by the order of [`KINDS`]; what family a piece
/// of advice is of, [`Weights::family`] tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scores(pub [i32; SCORES]);

impl Scores {
    /// The score of one kind; families of advice have none.
    pub fn of(&self, kind: Kind) -> i32 {
        self.0.get(kind as usize).copied().unwrap_or_default()
    }
}

/// The learned weights, read where they lie in the program; [`super::table`] tells how.
pub struct Weights {
    bias: [i32; KINDS.len()],
    /// The score from which on a sentence counts, by kind.
    pub limits: Scores,
    homes: u32,
    /// Two bits for each feature there is.
    known: &'static [[u8; 8]],
    slots: &'static [[u8; SLOT]],
    /// The slots of single names, of pairs, and of who, what and how.
    names: Vec<u32>,
    pairs: Vec<u32>,
    /// For each name those with which it has a slot as a pair.
    paired: Vec<Names>,
    crossed: Vec<u32>,
}

/// The weights that come with the program.
pub static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::of(&TABLE.0));

/// Bytes that begin with a line of the processor's memory, so that no slot is in two of them.
#[repr(align(64))]
struct Aligned<T: ?Sized>(T);

static TABLE: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/weights.bin")));

const COUNT: usize = NAMES.len();

const _: () = assert!(KINDS.len() == COLUMNS);

impl Weights {
    /// The weights of a table.
    fn of(table: &'static [u8]) -> Self {
        let (head, rest) = table.split_at(HEAD);
        let (known, slots) = rest.split_at(8 * WORDS);
        let (numbers, homes) = head.split_at(NUMBERS);
        let numbers = numbers.as_chunks::<2>().0;
        let number = |at: usize| i32::from(i16::from_le_bytes(numbers[at]));
        let mut weights = Self {
            bias: std::array::from_fn(number),
            limits: Scores(std::array::from_fn(|at| number(COLUMNS + at))),
            homes: homes
                .first_chunk()
                .map_or(0, |homes| u32::from_le_bytes(*homes)),
            known: known.as_chunks().0,
            slots: slots.as_chunks().0,
            names: Vec::new(),
            pairs: Vec::new(),
            paired: Vec::new(),
            crossed: Vec::new(),
        };
        weights.lay_out();
        weights
    }

    /// The slot of a feature; that of none is free.
    fn slot(&self, feature: u64) -> u32 {
        match self.may_have(feature) {
            true => self.found(feature),
            false => self.none(),
        }
    }

    /// A slot that is free.
    fn none(&self) -> u32 {
        self.slots.len() as u32 - 1
    }

    /// Whether there may be a slot for a feature.
    #[inline]
    fn may_have(&self, feature: u64) -> bool {
        let (word, bits) = table::bits(feature);
        u64::from_le_bytes(self.known[word]) & bits == bits
    }

    /// The slot of a feature that may have one; a free one, if it has none.
    #[inline]
    fn found(&self, feature: u64) -> u32 {
        let mut at = table::home(feature, self.homes);
        let tag = table::tag(feature);
        loop {
            let slot = u128::from_le_bytes(self.slots[at]);
            if slot as u32 == tag || slot == 0 {
                return at as u32;
            }
            at += 1;
        }
    }

    /// Adds the weights that a slot has from a column on, in steps.
    #[inline]
    fn add<const N: usize>(&self, slot: u32, first: usize, sums: &mut [i32; N]) {
        let weights = &self.slots[slot as usize][4 + first..][..N];
        for (sum, weight) in sums.iter_mut().zip(weights) {
            *sum += i32::from(i8::from_le_bytes([*weight]));
        }
    }

    /// Lays out the slots of bags, so that they are found by place.
    fn lay_out(&mut self) {
        let none = self.none();
        let all = || (0..COUNT as u8).map(Name);
        self.names = all().map(|name| self.slot(one(name))).collect();
        self.pairs = all()
            .flat_map(|first| all().map(move |second| (first, second)))
            .map(|(first, second)| self.slot(pair(first, second)))
            .collect();
        self.paired = all()
            .map(|first| {
                let mut paired = Names::default();
                let second = all().filter(|second| self.pairs[at_pair(first, *second)] != none);
                second.for_each(|second| paired.add(second));
                paired
            })
            .collect();
        let everything = |names: Names| {
            let mut all: Vec<Option<Name>> = names.iter().map(Some).collect();
            all.push(None);
            all
        };
        let mut places = vec![none; CROSSED];
        for person in everything(PERSONS) {
            for object in everything(OBJECTS) {
                for form in everything(FORMS) {
                    let text = |name: Option<Name>| name.map_or(const { hash("-") }, Name::hash);
                    let parts = [text(person), text(object), text(form)];
                    places[place(person, object, form)] = self.slot(key(hash("pof"), &parts));
                }
            }
        }
        self.crossed = places;
    }

    /// The scores of a sentence, whose units are given; `lower` tells whether it begins with a small letter.
    pub fn score(&self, units: &[Unit], lower: bool) -> Scores {
        // One column more than is wanted, because eight numbers are added in one go.
        let mut sums = [0_i32; 8];
        self.each(units, lower, |slot| self.add(slot, 0, &mut sums));
        let (more, than) = SCALE;
        Scores(std::array::from_fn(|at| {
            (self.bias[at] + STEP * sums[at]) * more / than
        }))
    }

    /// The family of advice that fits a sentence best.
    pub fn family(&self, tokens: &[Token<'_>], lower: bool) -> Kind {
        let mut sums = [0; KINDS.len() - SCORES];
        self.each(&units(tokens), lower, |slot| {
            self.add(slot, SCORES, &mut sums);
        });
        let bias = self.bias[SCORES..].iter();
        let sums = sums.iter().zip(bias).map(|(sum, bias)| bias + STEP * sum);
        let families = KINDS[SCORES..].iter().zip(sums);
        families
            .max_by_key(|(_, sum)| *sum)
            .map_or(Kind::Case, |(kind, _)| *kind)
    }

    /// Tells the slot of each feature of a sentence, once, and some that are free.
    #[inline]
    fn each(&self, units: &[Unit], lower: bool, mut tell: impl FnMut(u32)) {
        // First all keys, then those that may have a slot, then their slots: each step on its own waits least for memory.
        let mut keys = Vec::with_capacity(units.len() * 32);
        let bag = features(units, lower, |feature| keys.push(feature.key));
        let mut kept = 0;
        for at in 0..keys.len() {
            let key = keys[at];
            keys[kept] = key;
            kept += usize::from(self.may_have(key));
        }
        let found = keys[..kept].iter().map(|key| self.found(*key));
        let found: Vec<u32> = found.collect();
        let mut seen = Seen::with_room(kept);
        for slot in found {
            if seen.is_new(slot) {
                tell(slot);
            }
        }
        for first in bag.iter() {
            tell(self.names[first.0 as usize]);
            let behind = bag.both(self.paired[first.0 as usize]);
            let behind = Names(behind.0 & !(u128::MAX >> (127 - first.0)));
            behind
                .iter()
                .for_each(|second| tell(self.pairs[at_pair(first, second)]));
        }
        crossed(bag, |person, object, form| {
            tell(self.crossed[place(person, object, form)]);
        });
    }

    /// The words of the view that speak most for a kind: from the first to behind the last of the three heaviest.
    pub fn marked(&self, tokens: &[Token<'_>], kind: Kind) -> Option<(usize, usize)> {
        let units = units(tokens);
        let mut heavy: Vec<(i32, (u32, u32))> = Vec::new();
        features(&units, false, |feature: Feature| {
            let mut weight = [0];
            self.add(self.slot(feature.key), kind as usize, &mut weight);
            let [weight] = weight;
            let (first, last) = feature.units;
            let words = |units: &[Unit]| {
                let words = units.iter().filter_map(|unit| unit.words);
                words.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
            };
            if weight > 0 {
                let span = words(&units[first..last.min(units.len())]);
                heavy.extend(span.map(|span| (weight, span)));
            }
        });
        heavy.sort_by(|a, b| b.cmp(a));
        heavy
            .into_iter()
            .take(3)
            .map(|(_, span)| (span.0 as usize, span.1 as usize))
            .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }
}

/// The slots that were told of a sentence, so that none is told twice.
struct Seen {
    /// A bit for some slots each: most that are new are known to be so by it.
    bits: [u64; 32],
    slots: Vec<u32>,
}

impl Seen {
    fn with_room(slots: usize) -> Self {
        Self {
            bits: [0; 32],
            slots: Vec::with_capacity(slots),
        }
    }

    #[inline]
    fn is_new(&mut self, slot: u32) -> bool {
        let (word, bit) = ((slot >> 6) as usize & 31, 1 << (slot & 63));
        if self.bits[word] & bit != 0 && self.slots.contains(&slot) {
            return false;
        }
        self.bits[word] |= bit;
        self.slots.push(slot);
        true
    }
}

/// Where the slot of a pair of names stands.
fn at_pair(first: Name, second: Name) -> usize {
    first.0 as usize * COUNT + second.0 as usize
}

/// Room for every person, object and form by their places among the names, and for none of them.
const CROSSED: usize = 16 * 16 * 32;

fn place(person: Option<Name>, object: Option<Name>, form: Option<Name>) -> usize {
    let among = |names: Names, name: Option<Name>| match name {
        Some(name) => 1 + (names.0 & ((1 << name.0) - 1)).count_ones() as usize,
        None => 0,
    };
    (among(PERSONS, person) * 16 + among(OBJECTS, object)) * 32 + among(FORMS, form)
}

#[cfg(test)]
mod tests {
    use super::super::table::with_part;
    use super::*;

    #[test]
    fn the_table_of_the_program_says_what_its_text_says() {
        let lines = include_str!("weights.tsv").lines();
        let mut features = 0;
        for (name, numbers) in lines.filter_map(|line| line.split_once('\t')) {
            let numbers: Vec<i32> = numbers.split(' ').map(|one| one.parse().unwrap()).collect();
            match name {
                "*bias" => assert_eq!(WEIGHTS.bias[..], numbers),
                "*limit" => assert_eq!(WEIGHTS.limits.0[..numbers.len()], numbers),
                name => {
                    let (kind, parts) = name.split_once('=').unwrap();
                    let parts = parts.split(' ').map(hash);
                    let feature = parts.fold(u64::from(hash(kind)), with_part);
                    let mut found = [0; COLUMNS];
                    WEIGHTS.add(WEIGHTS.slot(feature), 0, &mut found);
                    assert_eq!(found[..numbers.len()], numbers, "{name}");
                    assert_eq!(found[numbers.len()..], [0; COLUMNS][numbers.len()..]);
                    features += 1;
                }
            }
        }
        let used = |slot: &&[u8; SLOT]| **slot != [0; SLOT];
        assert_eq!(WEIGHTS.slots.iter().filter(used).count(), features);
        let told = &KINDS[..Kind::Personal as usize];
        assert!(told.iter().all(|kind| WEIGHTS.limits.of(*kind) > 0));
    }

    #[test]
    fn what_is_in_no_table_weighs_nothing() {
        for number in 0..1000_u64 {
            let slot = WEIGHTS.slot(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
            let mut found = [0; COLUMNS];
            WEIGHTS.add(slot, 0, &mut found);
            assert_eq!(found, [0; COLUMNS], "{number}");
        }
        let mut found = [0; COLUMNS];
        WEIGHTS.add(WEIGHTS.none(), 0, &mut found);
        assert_eq!(found, [0; COLUMNS]);
    }
}
