//! The table of weights: read once, added up for each sentence.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::features::{Feature, features, key};
use super::units::{Token, units};

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

/// The learned weights.
#[derive(Debug, Default)]
pub struct Weights {
    bias: Scores,
    /// The score from which on a sentence counts, by kind; only the first six are asked for.
    pub limits: Scores,
    table: FxHashMap<u64, [i16; KINDS.len()]>,
}

/// The weights that come with the program.
pub static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!("weights.tsv")));

impl Weights {
    /// Reads a table: `feature<TAB>weights`, one a line; `*bias` and `*limit` first.
    pub fn parse(text: &str) -> Self {
        let mut weights = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, numbers)) = line.split_once('\t') else {
                continue;
            };
            let mut row = [0_i16; KINDS.len()];
            for (place, number) in row.iter_mut().zip(numbers.split(' ')) {
                *place = number.parse().unwrap_or(0);
            }
            match name {
                "*bias" => weights.bias = Scores(row.map(i32::from)),
                "*limit" => weights.limits = Scores(row.map(i32::from)),
                name => drop(weights.table.insert(key_of(name), row)),
            }
        }
        weights
    }

    /// The scores of a sentence.
    pub fn score(&self, tokens: &[Token], lower: bool) -> Scores {
        let units = units(tokens);
        let mut seen = Vec::with_capacity(units.len() * 16);
        let mut scores = self.bias;
        features(&units, lower, |feature| {
            let key = feature.key();
            if self.table.contains_key(&key) {
                seen.push(key);
            }
        });
        seen.sort_unstable();
        seen.dedup();
        for key in seen {
            scores
                .0
                .iter_mut()
                .zip(&self.table[&key])
                .for_each(|(score, weight)| *score += i32::from(*weight));
        }
        scores
    }

    /// The words of the view that speak most for a kind: from the first to behind the last of the three heaviest.
    pub fn marked(&self, tokens: &[Token], kind: Kind) -> Option<(usize, usize)> {
        let units = units(tokens);
        let mut heavy: Vec<(i16, (usize, usize))> = Vec::new();
        features(&units, false, |feature: Feature<'_>| {
            let weight = self
                .table
                .get(&feature.key())
                .map_or(0, |row| row[kind as usize]);
            let (first, last) = feature.units;
            let words = units[first..last.min(units.len())]
                .iter()
                .filter_map(|unit| unit.words);
            let span = words.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
            if let Some(span) = span.filter(|_| weight > 0) {
                heavy.push((weight, span));
            }
        });
        heavy.sort_by(|a, b| b.cmp(a));
        heavy
            .into_iter()
            .take(3)
            .map(|(_, span)| span)
            .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }
}

/// `cc=NEG need` as the number it is looked up by.
fn key_of(name: &str) -> u64 {
    let (kind, rest) = name.split_once('=').unwrap_or((name, ""));
    let mut parts = [""; 4];
    parts
        .iter_mut()
        .zip(rest.split(' '))
        .for_each(|(place, part)| *place = part);
    key(kind, parts)
}
