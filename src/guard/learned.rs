//! What was learned, as rules: one for each family, found by weight and told with the words that weighed most.
//!
//! A statement is weighed by itself, with the sentence before it, and, if it opens the text below a heading, with that
//! heading, because "No." is only advice below a question. What the weights see may also overrule a pattern that knows
//! less of the sentence than they do.

mod rules;
mod tone;

use std::cell::{OnceCell, RefCell};
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::learn::{Kind, MEDICAL, OFFICE, Scores, Token, Unit, WEIGHTS, joined, tokens_of, units};
use super::policy::Family;
use super::rules::{Rule, asks_office, is_preparation};
use crate::prose::{Document, View};
pub(super) use rules::LEARNED;
pub(super) use tone::Tone;

/// The statements of a document as they are weighed, each read once, and only if somebody asks.
pub(super) struct Readings<'d> {
    document: &'d Document,
    all: Vec<OnceCell<Reading<'d>>>,
}

/// A statement with all that governs it, and as tokens.
pub(super) struct Reading<'d> {
    pub(super) view: View<'d>,
    tokens: Vec<Token<'d>>,
}

impl<'d> Readings<'d> {
    pub(super) fn of(document: &'d Document) -> Self {
        let count = document.statements().len();
        Self {
            document,
            all: std::iter::repeat_with(OnceCell::new).take(count).collect(),
        }
    }

    /// A statement by its number.
    pub(super) fn get(&self, number: usize) -> &Reading<'d> {
        self.all[number].get_or_init(|| {
            let view = self.document.view(number);
            let tokens = tokens_of(&view);
            Reading { view, tokens }
        })
    }
}

impl<'d> Reading<'d> {
    /// Its own tokens, without those of what governs it.
    fn own(&self) -> &[Token<'d>] {
        let own = Some(self.view.own as u32);
        let first = self.tokens.iter().position(|token| token.word == own);
        &self.tokens[first.unwrap_or(0)..]
    }

    /// How much its own words sound as if written to one person, and how many words and marks these are.
    fn personal(&self) -> (i32, u32) {
        let own = self.own();
        let scores = score(own, is_lower(&self.view)).scores;
        (scores.of(Kind::Personal), own.len() as u32)
    }
}

/// A statement weighed.
pub(super) struct Weighed<'d> {
    pub(super) scores: Scores,
    /// The score for advice of the statement by itself.
    alone: i32,
    is_medical: bool,
    /// The tokens that were weighed, if those before it belong to them.
    together: Option<Vec<Token<'d>>>,
}

/// How much more must speak for a finding that needs the heading or lead-in above, in hundredths.
const ABOVE: i32 = 25;

/// The same where the neighbour is only the sentence before.
const BEFORE: i32 = 60;

/// More than this, in hundredths, the advice of one statement cannot say of the others.
const CLEAR: i32 = 300;

/// How little may speak for what a pattern found, in hundredths. Patterns for quarrels are never overruled: sneers have too
/// few words to be weighed. That somebody is a patient is named by few words that mean little else, boasts are short,
/// invitations are found by three things at once, and answers of a word weigh little themselves.
fn least(rule: &Rule) -> i32 {
    match rule.family {
        Family::Conduct => i32::MIN,
        Family::Privacy => -300,
        Family::Claim | Family::Solicitation => -120,
        _ if rule.id == "answer" => -160,
        _ => -80,
    }
}

thread_local! {
    static SCORED: RefCell<FxHashMap<u64, Scored>> = RefCell::default();
}

/// What the weights say of a sentence, and whether it is about medicine.
#[derive(Clone, Copy)]
struct Scored {
    scores: Scores,
    is_medical: bool,
}

/// Sentences remembered at most, on each thread.
const REMEMBERED: usize = 100_000;

/// What the weights say of a sentence; sites say many sentences on many pages.
fn score(tokens: &[Token<'_>], lower: bool) -> Scored {
    let key = tokens.iter().fold(u64::from(lower), |state, token| {
        (state.rotate_left(29) ^ u64::from(token.hash)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    });
    SCORED.with_borrow_mut(|scored| {
        if scored.len() > REMEMBERED {
            scored.clear();
        }
        *scored.entry(key).or_insert_with(|| {
            let units = units(tokens);
            Scored {
                scores: WEIGHTS.score(&units, lower),
                is_medical: is_medical(&units),
            }
        })
    })
}

/// How much more must speak for a finding in two parts that name nothing of medicine.
const UNNAMED: i32 = 100;

/// Whether a statement of some length is so clearly general that no neighbour will change that.
fn is_plainly_general(scores: &Scores, own: &[Token<'_>]) -> bool {
    let best = TOLD.iter().map(|(kind, _)| scores.of(*kind)).max();
    own.len() > 5 && best < Some(-30)
}

/// Whether two parts parted by a bar are about medicine: some word of it is there, and the second part does not turn to
/// the office.
fn is_medical(units: &[Unit]) -> bool {
    let mark = const { Token::mark("|").hash };
    let bar = units.iter().position(|unit| unit.word == mark).unwrap_or(0);
    let medical = |unit: &Unit| unit.classes.meets(MEDICAL);
    let office = |unit: &Unit| unit.classes.has(OFFICE);
    units.iter().any(medical)
        && (units[bar..].iter().any(medical) || !units[bar..].iter().any(office))
}

/// Kinds that findings are told for, with the family; advice is told by the best of its five.
const TOLD: [(Kind, Family); 6] = [
    (Kind::Advice, Family::Case),
    (Kind::Directive, Family::Directive),
    (Kind::Claim, Family::Claim),
    (Kind::Privacy, Family::Privacy),
    (Kind::Conduct, Family::Conduct),
    (Kind::Solicitation, Family::Solicitation),
];

impl<'d> Weighed<'d> {
    /// Weighs a statement in every way it is read.
    pub(super) fn of(readings: &Readings<'d>, number: usize) -> Self {
        let Reading { view, tokens: own } = readings.get(number);
        let lower = is_lower(view);
        let Scored {
            mut scores,
            is_medical,
        } = score(own, lower);
        if view.own > 0 && !is_medical {
            scores = Scores(scores.0.map(|score| score - UNNAMED));
        }
        let alone = scores.of(Kind::Advice).clamp(-CLEAR, CLEAR);
        let mut together = None;
        if is_plainly_general(&scores, own) {
            return Self {
                scores,
                alone,
                is_medical,
                together,
            };
        }
        for (before, bar) in neighbours(view).into_iter().flatten() {
            let both = joined(readings.get(before).own(), bar, own);
            let theirs = score(&both, lower);
            if bar && !theirs.is_medical {
                continue;
            }
            let best = |scores: &Scores| {
                TOLD.iter()
                    .map(|(kind, _)| scores.of(*kind) - WEIGHTS.limits.of(*kind))
                    .max()
            };
            let more = if bar { ABOVE } else { BEFORE };
            let theirs = Scores(theirs.scores.0.map(|score| score - more));
            if best(&theirs) > best(&scores) {
                (scores, together) = (theirs, Some(both));
            }
        }
        Self {
            scores,
            alone,
            is_medical,
            together,
        }
    }

    /// How far the statement passes the limit of a kind, whatever the text around it.
    fn passes_by(&self, kind: Kind, beyond: &Beyond) -> i32 {
        let asked = match kind {
            Kind::Advice | Kind::Directive => beyond.asked,
            _ => 0,
        };
        self.scores.of(kind) - WEIGHTS.limits.of(kind) - beyond.short - asked
    }

    /// Whether the statement is told as advice if that much more speaks for it.
    fn passes(&self, view: &View<'_>, more: i32) -> bool {
        let beyond = Beyond::of(view).filter(|_| !view.waits());
        beyond.is_some_and(|beyond| self.passes_by(Kind::Advice, &beyond) + more > 0)
    }

    /// The family that passes its limit by most, and the words that weighed for it.
    pub(super) fn found(
        &self,
        reading: &Reading<'d>,
        tone: &Tone,
    ) -> Option<(&'static Rule, Range<usize>)> {
        let view = &reading.view;
        let is_near = |kind: Kind| self.scores.of(kind) + tone.most() > WEIGHTS.limits.of(kind);
        if !TOLD.iter().any(|(kind, _)| is_near(*kind)) {
            return None;
        }
        let beyond = Beyond::of(view)?;
        let over = |kind: Kind| {
            let by = self.passes_by(kind, &beyond);
            match kind {
                Kind::Advice => by + tone.shift(view, self),
                _ => by,
            }
        };
        let (kind, family) = TOLD
            .into_iter()
            .filter(|(kind, _)| over(*kind) > 0)
            .max_by_key(|(kind, _)| over(*kind))
            .filter(|(kind, _)| match kind {
                Kind::Advice | Kind::Privacy => !asks_office(view),
                Kind::Directive => orders(view),
                _ => true,
            })?;
        let weighed = self.together.as_ref().unwrap_or(&reading.tokens);
        let family = match kind {
            Kind::Advice => family_of(WEIGHTS.family(weighed, is_lower(view))),
            _ => family,
        };
        let (first, last) = WEIGHTS
            .marked(weighed, kind)
            .unwrap_or((view.own, view.words.len()));
        let first = first.clamp(view.own, view.words.len());
        let last = last.clamp(first, view.words.len());
        let words = if first == last {
            view.own..view.words.len()
        } else {
            first..last
        };
        rule(family).map(|rule| (rule, words))
    }

    /// Whether hardly anything but a pattern speaks for what a rule tells.
    pub(super) fn overrules(&self, rule: &Rule) -> bool {
        let kind = TOLD
            .iter()
            .find(|(_, told)| *told == rule.family)
            .map_or(Kind::Advice, |(kind, _)| *kind);
        self.scores.of(kind) < least(rule)
    }
}

/// What must speak against a statement beyond the limits.
struct Beyond {
    short: i32,
    asked: i32,
}

impl Beyond {
    /// Nothing is told of a statement without words.
    fn of(view: &View<'_>) -> Option<Self> {
        let short = brevity(view)?;
        let asked = if asks_for_itself(view) { ASKED } else { 0 };
        Some(Self { short, asked })
    }
}

/// How much more must speak against a question that somebody asks about themselves: it is the visitor who speaks, and what
/// the practice says to it follows. Who does not begin by asking, but with what somebody has, has told of a case.
const ASKED: i32 = 60;

fn asks_for_itself(view: &View<'_>) -> bool {
    let mut own = view.own..view.words.len();
    let tells = own.start < own.end && matches!(view.form(own.start), "i" | "my" | "he" | "she");
    let asks = view.asks() && !tells;
    asks && own.any(|at| matches!(view.form(at), "i" | "my" | "me" | "mine" | "myself"))
}

/// How much more must speak against a statement of one or two words; nothing at all can against one without words.
fn brevity(view: &View<'_>) -> Option<i32> {
    let own = view.own..view.words.len();
    let words = own
        .filter(|at| view.form(*at).starts_with(|c: char| c.is_alphabetic()))
        .count();
    match words {
        0 => None,
        1 => Some(80),
        2 => Some(40),
        _ => Some(0),
    }
}

/// Whether a statement can be an order about health: not one that only says how to get ready for a visit, and not "Cool
/// compresses help".
fn orders(view: &View<'_>) -> bool {
    !is_preparation(view) && !view.only_describes()
}

/// Whether the first of a statement's own words begins with a small letter.
fn is_lower(view: &View<'_>) -> bool {
    view.words.get(view.own).is_some_and(|word| !word.capital)
}

fn family_of(kind: Kind) -> Family {
    match kind {
        Kind::Diagnosis => Family::Diagnosis,
        Kind::Treatment => Family::Treatment,
        Kind::Prognosis => Family::Prognosis,
        Kind::Triage => Family::Triage,
        _ => Family::Case,
    }
}

/// What a statement is read together with: the sentence before it, and the heading or question it answers; each with
/// whether a bar stands between.
fn neighbours(view: &View<'_>) -> [Option<(usize, bool)>; 2] {
    if view.own > 0 {
        return [None; 2];
    }
    let document = view.document;
    let before = document.previous(view.number);
    let above = document
        .question(view.number)
        .or_else(|| document.heading(view.number))
        .filter(|above| before != Some(*above) && view.statement.place < 2);
    [
        before.map(|before| (before, false)),
        above.map(|above| (above, true)),
    ]
}

fn rule(family: Family) -> Option<&'static Rule> {
    LEARNED.iter().find(|rule| rule.family == family)
}
