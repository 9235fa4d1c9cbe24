//! The table of weights: read once, added up for each sentence.

use std::sync::LazyLock;

use super::class::{FORMS, NAMES, Name, Names, OBJECTS, PERSONS};
use super::features::{Feature, crossed, features, key, one, pair};
use super::units::{Token, Unit, units};
use crate::prose::hash;

/// What a sentence can be, as the model tells it apart: advice as a whole, its five families, and the other five.
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
    Diagnosis,
    Treatment,
    Prognosis,
    Triage,
    Case,
}

/// Every kind, in the order of the table's columns.
pub const KINDS: [Kind; 11] = [
    Kind::Advice,
    Kind::Directive,
    Kind::Claim,
    Kind::Privacy,
    Kind::Conduct,
    Kind::Solicitation,
    Kind::Diagnosis,
    Kind::Treatment,
    Kind::Prognosis,
    Kind::Triage,
    Kind::Case,
];

/// How much speaks for each kind and against general text, in hundredths, by the order of [`KINDS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scores(pub [i32; KINDS.len()]);

impl Scores {
    /// The score of one kind.
    pub fn of(&self, kind: Kind) -> i32 {
        self.0[kind as usize]
    }

    /// The family of advice that fits best.
    pub fn advice(&self) -> Kind {
        let families = &KINDS[Kind::Diagnosis as usize..];
        families
            .iter()
            .copied()
            .max_by_key(|kind| self.of(*kind))
            .unwrap_or(Kind::Case)
    }
}

/// The weights of a feature, with room so that they are added in one go.
type Row = [i16; 16];

/// The learned weights.
#[derive(Debug)]
pub struct Weights {
    bias: Scores,
    /// The score from which on a sentence counts, by kind; only the first six are asked for.
    pub limits: Scores,
    rows: Vec<Row>,
    /// A bit for each feature there is; most that are asked for are not there, and these few bits stay near the processor.
    known: Vec<u64>,
    /// Open addressing: the upper half of a feature's number, and its row; zero where there is none.
    slots: Vec<(u32, u32)>,
    /// The rows of single names, of pairs, and of who, what and how; the first row is empty.
    names: Vec<u32>,
    pairs: Vec<u32>,
    crossed: Vec<u32>,
}

/// The weights that come with the program.
pub static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!("weights.tsv")));

const COUNT: usize = NAMES.len();

/// Bits of [`Weights::known`], as a power of two: a dozen for each feature.
const KNOWN_BITS: u32 = 20;

/// Where the bit of a feature stands.
fn known_bit(key: u64) -> (usize, u64) {
    let at = (key >> (64 - KNOWN_BITS)) as usize;
    (at >> 6, 1 << (at & 63))
}

impl Weights {
    /// Reads a table: `feature<TAB>weights`, one a line; `*bias` and `*limit` first.
    pub fn parse(text: &str) -> Self {
        let lines = text.lines().count();
        let mut weights = Self {
            bias: Scores::default(),
            limits: Scores::default(),
            rows: vec![[0; 16]],
            known: vec![0; 1 << (KNOWN_BITS - 6)],
            slots: vec![(0, 0); (3 * lines).next_power_of_two().max(64)],
            names: Vec::new(),
            pairs: Vec::new(),
            crossed: Vec::new(),
        };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, numbers)) = line.split_once('\t') else {
                continue;
            };
            let row = row_of(numbers);
            let scores = || Scores(std::array::from_fn(|at| i32::from(row[at])));
            match name {
                "*bias" => weights.bias = scores(),
                "*limit" => weights.limits = scores(),
                name => weights.insert(key_of(name), row),
            }
        }
        weights.lay_out();
        weights
    }

    fn insert(&mut self, key: u64, row: Row) {
        let (mut at, tag) = self.slot(key);
        while self.slots[at].1 != 0 && self.slots[at].0 != tag {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at] = (tag, self.rows.len() as u32);
        self.rows.push(row);
        let (word, bit) = known_bit(key);
        self.known[word] |= bit;
    }

    fn slot(&self, key: u64) -> (usize, u32) {
        (key as usize & (self.slots.len() - 1), (key >> 32) as u32)
    }

    /// The row of a feature; zero if it has none.
    #[inline]
    fn row(&self, key: u64) -> u32 {
        let (word, bit) = known_bit(key);
        if self.known[word] & bit == 0 {
            return 0;
        }
        let (mut at, tag) = self.slot(key);
        loop {
            let (found, row) = self.slots[at];
            if row == 0 || found == tag {
                return row;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// Lays out the rows of bags, so that they are found by place.
    fn lay_out(&mut self) {
        let all = || (0..COUNT as u8).map(Name);
        self.names = all().map(|name| self.row(one(name))).collect();
        self.pairs = all()
            .flat_map(|first| all().map(move |second| (first, second)))
            .map(|(first, second)| self.row(pair(first, second)))
            .collect();
        let everything = |names: Names| {
            let mut all: Vec<Option<Name>> = names.iter().map(Some).collect();
            all.push(None);
            all
        };
        let mut places = vec![0; CROSSED];
        for person in everything(PERSONS) {
            for object in everything(OBJECTS) {
                for form in everything(FORMS) {
                    let text =
                        |name: Option<Name>| name.map_or(hash("-"), |name| hash(name.text()));
                    let parts = [text(person), text(object), text(form)];
                    places[place(person, object, form)] = self.row(key(hash("pof"), &parts));
                }
            }
        }
        self.crossed = places;
    }

    /// The scores of a sentence.
    pub fn score(&self, tokens: &[Token<'_>], lower: bool) -> Scores {
        let units = units(tokens);
        let mut seen = Vec::with_capacity(units.len() * 8);
        let bag = features(&units, lower, |feature| {
            let row = self.row(feature.key);
            if row != 0 {
                seen.push(row);
            }
        });
        seen.sort_unstable();
        seen.dedup();
        for first in bag.iter() {
            seen.push(self.names[first.0 as usize]);
            let pairs = &self.pairs[first.0 as usize * COUNT..][..COUNT];
            let behind = Names(bag.0 & !(u128::MAX >> (127 - first.0)));
            seen.extend(behind.iter().map(|second| pairs[second.0 as usize]));
        }
        crossed(bag, |person, object, form| {
            seen.push(self.crossed[place(person, object, form)]);
        });
        let mut sums = [0_i32; 16];
        for row in seen {
            let row = &self.rows[row as usize];
            for at in 0..16 {
                sums[at] += i32::from(row[at]);
            }
        }
        Scores(std::array::from_fn(|at| self.bias.0[at] + sums[at]))
    }

    /// The words of the view that speak most for a kind: from the first to behind the last of the three heaviest.
    pub fn marked(&self, tokens: &[Token<'_>], kind: Kind) -> Option<(usize, usize)> {
        let units = units(tokens);
        let mut heavy: Vec<(i16, (u32, u32))> = Vec::new();
        features(&units, false, |feature: Feature| {
            let weight = self.rows[self.row(feature.key) as usize][kind as usize];
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

/// Whole numbers with a space between, as many as a row has room for. There are hundreds of thousands in the table, which
/// is read at every start; so they are read byte by byte.
fn row_of(numbers: &str) -> Row {
    let mut row = [0; 16];
    let (mut at, mut size, mut sign) = (0, 0_i16, 1);
    for byte in numbers.bytes() {
        match byte {
            b'-' => sign = -1,
            b'0'..=b'9' => {
                size = size
                    .saturating_mul(10)
                    .saturating_add(i16::from(byte - b'0'))
            }
            _ => {
                at += 1;
                (size, sign) = (0, 1);
            }
        }
        if let Some(place) = row.get_mut(at) {
            *place = sign * size;
        }
    }
    row
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

/// `cc=NEG need` as the number it is looked up by.
fn key_of(name: &str) -> u64 {
    let (kind, rest) = name.split_once('=').unwrap_or((name, ""));
    let parts: Vec<u32> = rest.split(' ').map(hash).collect();
    key(hash(kind), &parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_holds_its_numbers_and_zeros_behind_them() {
        let row = row_of("0 -12 300 -7");
        assert_eq!(row[..6], [0, -12, 300, -7, 0, 0]);
        assert_eq!(row_of("99999")[0], i16::MAX);
        assert_eq!(row_of(&"1 ".repeat(40))[15], 1);
    }

    #[test]
    fn the_table_of_the_program_is_whole() {
        let lines = include_str!("weights.tsv").lines();
        let rows = lines.filter(|line| !line.starts_with(['#', '*'])).count();
        assert_eq!(WEIGHTS.rows.len(), rows + 1);
        assert!(WEIGHTS.limits.0[..6].iter().all(|limit| *limit > 0));
    }
}
