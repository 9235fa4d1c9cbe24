//! What the guard has learned from examples: a small table of weights over words, word classes and their order.
//!
//! Rules name what a linguist can name; language has more ways than that. From labelled sentences of its own
//! (`learn/examples`) a linear model learns how much each word, pair or class speaks for one of the families and against
//! general text. The table (`learn/weights.tsv`) is made anew by `cargo run --release --example learn`, and laid
//! out by `build.rs` as the program reads it; a finding says which words weighed most, so that a writer sees what to change.

mod class;
mod features;
mod known;
mod lists;
mod table;
mod units;
mod weights;

use crate::prose::{OwnKind, OwnPart, View, hash};
use lists::{OWN, OWN_LATER};

pub use class::{MEDICAL, NAMES, Name, Names, OFFICE};
pub use features::{Feature, bag_features, features};
pub use lists::{is_english, is_function};
pub use units::{Token, Unit, spelling, units};
pub use weights::{KINDS, Kind, STEP, Scores, WEIGHTS, Weights};

/// The tokens of a view: its words, the marks between them, and a bar where what governs it ends.
pub fn tokens_of<'v>(view: &View<'v>) -> Vec<Token<'v>> {
    let mut tokens = Vec::with_capacity(view.words.len() + 8);
    for (at, word) in view.words.iter().enumerate() {
        if word.own == OwnPart::Later {
            later(&mut tokens, at as u32);
            continue;
        }
        if at == view.own && at > 0 {
            tokens.push(const { Token::mark("|") });
        } else if at > 0 && !view.is_spaced(at) {
            marks(view.gap(at), &mut tokens);
        }
        let (text, hash) = match word.own {
            OwnPart::First(kind) => stand_in(kind),
            _ => (view.document.form(word), word.form),
        };
        tokens.push(Token {
            text,
            hash,
            word: Some(at as u32),
        });
    }
    marks(view.tail(), &mut tokens);
    tokens
}

/// What is read in place of a name that the practice lists: all names of a kind are one word to the model.
fn stand_in(kind: OwnKind) -> (&'static str, u32) {
    let text = match kind {
        OwnKind::Medicine => OWN[0].0,
        OwnKind::Procedure => OWN[1].0,
        OwnKind::Test => OWN[2].0,
    };
    (text, hash(text))
}

/// Takes in another word of such a name: all but the first are one word to the model, too.
fn later(tokens: &mut Vec<Token<'_>>, at: u32) {
    match tokens.last_mut() {
        Some(last) if last.text == OWN_LATER => last.word = Some(at),
        _ => tokens.push(Token {
            word: Some(at),
            ..const { Token::mark(OWN_LATER) }
        }),
    }
}

/// The tokens of one statement behind those of another that it is read together with.
pub fn joined<'t>(before: &[Token<'t>], bar: bool, own: &[Token<'t>]) -> Vec<Token<'t>> {
    let mut tokens = Vec::with_capacity(before.len() + own.len() + 1);
    tokens.extend(before.iter().map(|token| Token {
        word: None,
        ..*token
    }));
    if bar {
        tokens.push(const { Token::mark("|") });
    }
    tokens.extend(own);
    tokens
}

/// Adds the marks of a gap between words that mean something to the model.
fn marks(gap: &str, tokens: &mut Vec<Token<'_>>) {
    for c in gap.chars() {
        let mark = match c {
            '?' | '\u{ff1f}' => "?",
            '!' => "!",
            ':' => ":",
            ';' => ";",
            ',' => ",",
            '.' => ".",
            '"' | '\u{201c}' | '\u{201d}' => "\"",
            '(' => "(",
            ')' => ")",
            '-' | '\u{2013}' | '\u{2014}' | '\u{2212}' => "-",
            '=' => "=",
            '%' => "%",
            '$' => "$",
            '&' => "&",
            '+' => "+",
            '|' | '\u{2016}' => "|",
            _ => continue,
        };
        tokens.push(Token::mark(mark));
    }
}
