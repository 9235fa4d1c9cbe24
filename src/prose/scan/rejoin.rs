//! Words pulled apart, such as "S T O P" and "b.i.d.", put together again once all letters are there.

use super::{Joint, Pause, Scanned, Token};
use crate::prose::hash::Hashed;

/// Puts words together again that were spelt letter by letter.
pub(super) fn rejoin(scanned: &mut Scanned) {
    let is_letter = |token: &Token| token.folded.1 - token.folded.0 == 1;
    let mut pairs = scanned.tokens.windows(2);
    if !pairs.any(|pair| pair.iter().all(is_letter)) {
        return;
    }
    let tokens = std::mem::take(&mut scanned.tokens);
    let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    let mut dotted = false;
    while at < tokens.len() {
        let run = letters(scanned, &tokens[at..]);
        let joint = tokens.get(at + 1).map_or(Joint::Other, |next| next.joint);
        let enough = if joint == Joint::Dot { 2 } else { 4 };
        if run < enough {
            kept.push(tokens[at].clone());
            if std::mem::take(&mut dotted) && !tokens[at].capital && !tokens[at].asked {
                kept.last_mut()
                    .into_iter()
                    .for_each(|token| token.pause = Pause::None);
            }
            at += 1;
            continue;
        }
        let start = scanned.folded.len();
        for token in &tokens[at..at + run] {
            let letter = scanned.read(token).to_owned();
            scanned.folded.push_str(&letter);
        }
        let (end, last) = (scanned.folded.len(), &tokens[at + run - 1]);
        let mut whole = Token {
            folded: (start, end),
            hashed: Hashed::of(&scanned.folded.as_bytes()[start..]),
            end: last.end,
            ..tokens[at].clone()
        };
        if dotted && joint == Joint::Dot && !whole.asked {
            whole.pause = Pause::None;
        }
        kept.push(whole);
        at += run;
        dotted = joint == Joint::Dot;
    }
    scanned.tokens = kept;
}

/// How many single letters follow each other with the same mark between them.
fn letters(scanned: &Scanned, tokens: &[Token]) -> usize {
    let is_letter = |token: &Token| {
        let read = scanned.read(token);
        read.len() == 1 && read.as_bytes()[0].is_ascii_alphabetic()
    };
    if !tokens.first().is_some_and(is_letter) {
        return 0;
    }
    let joint = tokens.get(1).map_or(Joint::Other, |next| next.joint);
    if joint == Joint::Other {
        return 1;
    }
    1 + tokens[1..]
        .iter()
        .take_while(|token| token.joint == joint && is_letter(token))
        .count()
}
