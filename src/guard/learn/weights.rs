//! The table of weights: read once, added up for each sentence.

use std::sync::{LazyLock, OnceLock};

use super::class::{FORMS, NAMES, Name, Names, OBJECTS, PERSONS};
use super::features::{Feature, crossed, features, key, one, pair, with_part};
use super::units::{Token, Unit, units};
use crate::prose::{hash, hash_of};

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

/// The weights of a feature, with room so that they are added in one go.
type Row = [i16; 8];

/// The learned weights.
#[derive(Debug)]
pub struct Weights {
    bias: [i32; KINDS.len()],
    /// The score from which on a sentence counts, by kind.
    pub limits: Scores,
    rows: Vec<Row>,
    /// The lines of the table.
    text: &'static str,
    /// For each row what it says of the families of advice; read once somebody asks, which on a site without advice nobody
    /// does.
    families: OnceLock<Vec<Row>>,
    /// Two bits for each feature there is; most that are asked for are not there, and these few bits stay near the processor.
    known: Vec<u64>,
    /// Open addressing: the upper half of a feature's number, and its row; zero where there is none.
    slots: Vec<(u32, u32)>,
    /// The rows of single names, of pairs, and of who, what and how; the first row is empty.
    names: Vec<u32>,
    pairs: Vec<u32>,
    /// For each name those with which it has a row as a pair.
    paired: Vec<Names>,
    crossed: Vec<u32>,
}

/// The weights that come with the program.
pub static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!("weights.tsv")));

const COUNT: usize = NAMES.len();

/// Bits of [`Weights::known`], as a power of two: a dozen for each feature.
const KNOWN_BITS: u32 = 20;

/// Where the two bits of a feature stand: in one word, since each word that is looked at may be far from the processor.
fn known_bits(key: u64) -> (usize, u64) {
    let at = (key >> (64 - KNOWN_BITS)) as usize;
    (at >> 6, (1 << (at & 63)) | (1 << ((key >> 32) & 63)))
}

impl Weights {
    /// Reads a table: `feature<TAB>weights`, one a line; `*bias` and `*limit` first.
    pub fn parse(text: &'static str) -> Self {
        let lines = memchr::memchr_iter(b'\n', text.as_bytes()).count();
        let mut weights = Self {
            bias: [0; KINDS.len()],
            limits: Scores::default(),
            rows: Vec::with_capacity(lines + 1),
            text,
            families: OnceLock::new(),
            known: vec![0; 1 << (KNOWN_BITS - 6)],
            slots: vec![(0, 0); (2 * lines).next_power_of_two().max(64)],
            names: Vec::new(),
            pairs: Vec::new(),
            paired: Vec::new(),
            crossed: Vec::new(),
        };
        weights.rows.push(Row::default());
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            let (line, behind) = rest.split_at(end);
            rest = behind.get(1..).unwrap_or_default();
            weights.read(line);
        }
        weights.lay_out();
        weights
    }

    fn read(&mut self, line: &[u8]) {
        let Some(tab) = memchr::memchr(b'\t', line) else {
            return;
        };
        let (name, written) = (&line[..tab], &line[tab + 1..]);
        match name {
            [b'#', ..] => {}
            b"*bias" => self.bias = numbers_of(written).map(i32::from),
            b"*limit" => self.limits = Scores(numbers_of(written).map(i32::from)),
            name => self.insert(key_of(name), row_of::<SCORES>(written)),
        }
    }

    fn insert(&mut self, key: u64, row: Row) {
        let (mut at, tag) = self.slot(key);
        while self.slots[at].1 != 0 && self.slots[at].0 != tag {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at] = (tag, self.rows.len() as u32);
        self.rows.push(row);
        let (word, bits) = known_bits(key);
        self.known[word] |= bits;
    }

    fn slot(&self, key: u64) -> (usize, u32) {
        (key as usize & (self.slots.len() - 1), (key >> 32) as u32)
    }

    /// The row of a feature; zero if it has none.
    fn row(&self, key: u64) -> u32 {
        match self.may_have(key) {
            true => self.found(key),
            false => 0,
        }
    }

    /// Whether there may be a row for a feature.
    #[inline]
    fn may_have(&self, key: u64) -> bool {
        let (word, bits) = known_bits(key);
        self.known[word] & bits == bits
    }

    /// The row of a feature that may have one.
    #[inline]
    fn found(&self, key: u64) -> u32 {
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
        self.paired = all()
            .map(|first| {
                let mut paired = Names::default();
                let second = all().filter(|second| self.pairs[at_pair(first, *second)] != 0);
                second.for_each(|second| paired.add(second));
                paired
            })
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
                    let text = |name: Option<Name>| name.map_or(const { hash("-") }, Name::hash);
                    let parts = [text(person), text(object), text(form)];
                    places[place(person, object, form)] = self.row(key(hash("pof"), &parts));
                }
            }
        }
        self.crossed = places;
    }

    /// The scores of a sentence, whose units are given; `lower` tells whether it begins with a small letter.
    pub fn score(&self, units: &[Unit], lower: bool) -> Scores {
        let mut sums = [0_i32; 8];
        self.each(units, lower, |row| {
            let row = &self.rows[row as usize];
            for at in 0..8 {
                sums[at] += i32::from(row[at]);
            }
        });
        Scores(std::array::from_fn(|at| self.bias[at] + sums[at]))
    }

    /// The family of advice that fits a sentence best.
    pub fn family(&self, tokens: &[Token<'_>], lower: bool) -> Kind {
        let mut sums: [i32; KINDS.len() - SCORES] =
            std::array::from_fn(|at| self.bias[SCORES + at]);
        let families = self.families();
        self.each(&units(tokens), lower, |row| {
            let row = &families[row as usize];
            sums.iter_mut()
                .zip(row)
                .for_each(|(sum, weight)| *sum += i32::from(*weight));
        });
        let families = KINDS[SCORES..].iter().zip(sums);
        families
            .max_by_key(|(_, sum)| *sum)
            .map_or(Kind::Case, |(kind, _)| *kind)
    }

    /// Tells the row of each feature of a sentence, once.
    #[inline]
    fn each(&self, units: &[Unit], lower: bool, mut tell: impl FnMut(u32)) {
        // First all keys, then those that may have a row, then their rows: each step on its own waits least for memory.
        let mut keys = Vec::with_capacity(units.len() * 32);
        let bag = features(units, lower, |feature| keys.push(feature.key));
        let mut kept = 0;
        for at in 0..keys.len() {
            let key = keys[at];
            keys[kept] = key;
            kept += usize::from(self.may_have(key));
        }
        let mut seen = Seen::with_room(kept);
        for key in &keys[..kept] {
            let row = self.found(*key);
            if row != 0 && seen.is_new(row) {
                tell(row);
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
            let row = self.crossed[place(person, object, form)];
            if row != 0 {
                tell(row);
            }
        });
    }

    fn families(&self) -> &[Row] {
        self.families.get_or_init(|| {
            let lines = self
                .text
                .lines()
                .filter(|line| !line.starts_with(['#', '*']));
            let families = lines.filter_map(|line| {
                let written = line.split_once('\t')?.1.as_bytes();
                let behind = memchr::memchr_iter(b' ', written).nth(SCORES - 1)?;
                Some(row_of::<{ KINDS.len() - SCORES }>(&written[behind + 1..]))
            });
            std::iter::once(Row::default()).chain(families).collect()
        })
    }

    fn weight(&self, row: u32, kind: Kind) -> i16 {
        match (kind as usize).checked_sub(SCORES) {
            None => self.rows[row as usize][kind as usize],
            Some(family) => self.families()[row as usize][family],
        }
    }

    /// The words of the view that speak most for a kind: from the first to behind the last of the three heaviest.
    pub fn marked(&self, tokens: &[Token<'_>], kind: Kind) -> Option<(usize, usize)> {
        let units = units(tokens);
        let mut heavy: Vec<(i16, (u32, u32))> = Vec::new();
        features(&units, false, |feature: Feature| {
            let weight = self.weight(self.row(feature.key), kind);
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

/// The rows that were told of a sentence, so that none is told twice.
struct Seen {
    /// A bit for some rows each: most that are new are known to be so by it.
    bits: [u64; 32],
    rows: Vec<u32>,
}

impl Seen {
    fn with_room(rows: usize) -> Self {
        Self {
            bits: [0; 32],
            rows: Vec::with_capacity(rows),
        }
    }

    #[inline]
    fn is_new(&mut self, row: u32) -> bool {
        let (word, bit) = ((row >> 6) as usize & 31, 1 << (row & 63));
        if self.bits[word] & bit != 0 && self.rows.contains(&row) {
            return false;
        }
        self.bits[word] |= bit;
        self.rows.push(row);
        true
    }
}

/// Where the row of a pair of names stands.
fn at_pair(first: Name, second: Name) -> usize {
    first.0 as usize * COUNT + second.0 as usize
}

/// The first whole numbers of some with a space between, zeros where there are fewer. There are hundreds of thousands in the
/// table, which is read at every start; so they are read byte by byte.
fn numbers_of<const N: usize>(written: &[u8]) -> [i16; N] {
    let mut numbers = [0; N];
    let (mut at, mut size, mut sign) = (0, 0_i32, 1);
    for byte in written.iter().chain(b" ") {
        match byte {
            b'-' => sign = -1,
            b'0'..=b'9' => size = (size * 10 + i32::from(byte - b'0')).min(i32::from(i16::MAX)),
            _ => {
                numbers[at] = (sign * size) as i16;
                (at, size, sign) = (at + 1, 0, 1);
                if at == N {
                    break;
                }
            }
        }
    }
    numbers
}

/// The first numbers as a row.
fn row_of<const N: usize>(written: &[u8]) -> Row {
    let mut row = Row::default();
    row[..N].copy_from_slice(&numbers_of::<N>(written));
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
fn key_of(name: &[u8]) -> u64 {
    let equals = memchr::memchr(b'=', name).unwrap_or(name.len());
    let (kind, parts) = (&name[..equals], name.get(equals + 1..).unwrap_or_default());
    let parts = parts.split(|byte| *byte == b' ').map(hash_of);
    parts.fold(u64::from(hash_of(kind)), with_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_holds_its_numbers_and_zeros_behind_them() {
        assert_eq!(numbers_of(b"0 -12 300 -7"), [0, -12, 300, -7, 0, 0]);
        assert_eq!(numbers_of(b"99999"), [i16::MAX]);
        assert_eq!(numbers_of("1 ".repeat(40).as_bytes()), [1; 10]);
        assert_eq!(row_of::<2>(b"1 2 3"), [1, 2, 0, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn the_table_of_the_program_is_whole() {
        let lines = include_str!("weights.tsv").lines();
        let rows = lines.filter(|line| !line.starts_with(['#', '*'])).count();
        assert_eq!(WEIGHTS.rows.len(), rows + 1);
        assert_eq!(WEIGHTS.families().len(), rows + 1);
        let told = &KINDS[..Kind::Personal as usize];
        assert!(told.iter().all(|kind| WEIGHTS.limits.of(*kind) > 0));
    }
}
