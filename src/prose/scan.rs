//! Text cut into tokens: runs of letters and digits as they are read, with what stands between them.
//!
//! Letters are folded here, and words that were pulled apart ("S T O P", "S.t.o.p.") are put together again.
//! What a token means is no matter of this file.

mod rejoin;

use super::fold::{Folded, fold};
use super::hash::Hashed;

/// The mark between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub enum Pause {
    /// Nothing but a space or a hyphen.
    #[default]
    None,
    /// A comma or a bracket.
    Comma,
    /// A colon, a semicolon or a dash.
    Stop,
    /// The end of a sentence.
    End,
}

/// A run of letters and digits.
#[derive(Debug, Clone, Default)]
pub(super) struct Token {
    /// Where its folded text begins and ends in [`Scanned::folded`]: where it stands itself, if it is written as it is read.
    pub(super) folded: (usize, usize),
    /// Where it stands in the text that was scanned.
    pub(super) start: usize,
    pub(super) end: usize,
    /// What stands before it.
    pub(super) pause: Pause,
    /// The sentence before it ended in a question mark.
    pub(super) asked: bool,
    /// No space stands before it.
    pub(super) tight: bool,
    /// Its first letter is a capital.
    pub(super) capital: bool,
    /// Its folded text is nothing but letters from a to z.
    pub(super) plain: bool,
    /// The hash of its folded text.
    pub(super) hashed: Hashed,
    /// What stands between it and the token before, if that is one mark or one space.
    joint: Joint,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Joint {
    #[default]
    Other,
    Space,
    Dot,
    Hyphen,
}

/// The tokens of a text, and their folded text.
#[derive(Debug, Default)]
pub(super) struct Scanned {
    pub(super) folded: String,
    pub(super) tokens: Vec<Token>,
    /// Whether the text ends in a question mark.
    pub(super) asked: bool,
    /// Whether the text ends in a full stop, a question mark or the like.
    pub(super) closed: bool,
    /// Whether the text ends in a colon or a dash.
    pub(super) leads: bool,
}

impl Scanned {
    pub(super) fn read(&self, token: &Token) -> &str {
        &self.folded[token.folded.0..token.folded.1]
    }
}

/// Cuts `text` into tokens.
pub(super) fn scan(text: &str) -> Scanned {
    let mut scanner = Scanner {
        text,
        out: Scanned {
            folded: text.to_ascii_lowercase(),
            tokens: Vec::with_capacity(text.len() / 5 + 4),
            ..Scanned::default()
        },
        open: None,
        gap: Gap::default(),
    };
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if IN_WORDS[usize::from(byte)] {
            at = scanner.takes_run(at);
            continue;
        }
        if byte == b' ' {
            scanner.space();
            at += 1;
            continue;
        }
        let Some(character) = text[at..].chars().next() else {
            break;
        };
        let next = || {
            text[at + character.len_utf8()..]
                .chars()
                .find(|c| !matches!(fold(*c), Folded::Nothing))
        };
        match fold(character) {
            Folded::Nothing => {}
            Folded::Space => scanner.space(),
            Folded::Several("...") => scanner.ellipsis(),
            Folded::Several(several) => several
                .chars()
                .for_each(|plain| scanner.takes(plain, at, character)),
            Folded::Plain(plain) if plain.is_alphanumeric() => scanner.takes(plain, at, character),
            Folded::Plain(mark) if scanner.is_inner(mark, next) => {
                scanner.takes(mark, at, character)
            }
            Folded::Plain(mark) => scanner.mark(mark, at, next),
        }
        at += character.len_utf8();
    }
    scanner.finish()
}

/// Letters from a to z and digits, as bytes.
const IN_WORDS: [bool; 256] = {
    let mut known = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        known[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    known
};

/// A token that is not written as it is read has its folded text behind that of the whole: what it has so far goes there.
fn move_behind(text: &str, folded: &mut String, open: &mut Token) {
    if open.folded.0 < text.len() {
        let start = folded.len();
        folded.extend_from_within(open.folded.0..open.folded.1);
        open.folded = (start, folded.len());
    }
}

struct Scanner<'t> {
    text: &'t str,
    out: Scanned,
    open: Option<Token>,
    gap: Gap,
}

/// What was met since the last token.
#[derive(Debug, Default)]
struct Gap {
    pause: Pause,
    asked: bool,
    dots: usize,
    spaced: bool,
    marks: usize,
    hyphen: bool,
}

impl Scanner<'_> {
    fn takes(&mut self, plain: char, at: usize, character: char) {
        let mut open = match self.open.take() {
            Some(open) => open,
            None => self.begins(at, character),
        };
        let folded = &mut self.out.folded;
        let stands = open.folded.1 == at && folded[at..].starts_with(plain);
        if stands && plain.is_ascii() {
            open.folded.1 += 1;
        } else {
            move_behind(self.text, folded, &mut open);
            folded.push(plain);
            open.folded.1 = folded.len();
        }
        for byte in plain.encode_utf8(&mut [0; 4]).bytes() {
            open.hashed.add(byte);
        }
        open.plain &= plain.is_ascii_alphabetic();
        open.end = at + character.len_utf8();
        self.open = Some(open);
    }

    /// Takes plain letters and digits in one go, and one space behind them; tells where it is to go on.
    fn takes_run(&mut self, at: usize) -> usize {
        let mut open = match self.open.take() {
            Some(open) => open,
            None => self.begins(at, char::from(self.text.as_bytes()[at])),
        };
        let mut end = at;
        while let Some(&byte) = self.out.folded.as_bytes().get(end) {
            if end == self.text.len() || !IN_WORDS[usize::from(byte)] {
                break;
            }
            open.hashed.add(byte);
            open.plain &= byte > b'9';
            end += 1;
        }
        if open.folded.1 == at {
            open.folded.1 = end;
        } else {
            let folded = &mut self.out.folded;
            move_behind(self.text, folded, &mut open);
            folded.extend_from_within(at..end);
            open.folded.1 = folded.len();
        }
        open.end = end;
        if self.text.as_bytes().get(end) == Some(&b' ') {
            self.out.tokens.push(open);
            self.gap.spaced = true;
            return end + 1;
        }
        self.open = Some(open);
        end
    }

    fn begins(&mut self, at: usize, character: char) -> Token {
        let gap = std::mem::take(&mut self.gap);
        let capital = character.is_uppercase();
        let joint = match (&gap, gap.marks) {
            (Gap { spaced: true, .. }, 0) => Joint::Space,
            (
                Gap {
                    spaced: false,
                    dots: 1,
                    ..
                },
                1,
            ) => Joint::Dot,
            (
                Gap {
                    spaced: false,
                    hyphen: true,
                    ..
                },
                1,
            ) => Joint::Hyphen,
            _ => Joint::Other,
        };
        let mut pause = gap.pause;
        if gap.dots > 0 && pause < Pause::End {
            pause = self.full_stop(&gap, capital, pause);
        }
        Token {
            folded: (at, at),
            start: at,
            end: at,
            pause,
            asked: gap.asked,
            capital,
            plain: true,
            hashed: Hashed::default(),
            joint,
            tight: !gap.spaced && gap.marks > 0,
        }
    }

    /// Whether dots since the last token end a sentence.
    fn full_stop(&self, gap: &Gap, capital: bool, pause: Pause) -> Pause {
        let before = self
            .out
            .tokens
            .last()
            .map_or("", |token| self.out.read(token));
        let ends = match gap.dots {
            1 if gap.spaced => !is_title(before) && (capital || !is_abbreviation(before)),
            1 => capital && before.len() > 2,
            _ => gap.spaced && capital,
        };
        match ends {
            true => Pause::End,
            false if gap.dots > 1 => pause.max(Pause::Comma),
            false => pause,
        }
    }

    /// Whether a mark belongs to the word it stands in.
    fn is_inner(&self, mark: char, next: impl Fn() -> Option<char>) -> bool {
        let Some(open) = &self.open else { return false };
        let before = self.out.read(open).chars().next_back().unwrap_or(' ');
        match mark {
            '\'' => before.is_alphabetic() && next().is_some_and(char::is_alphabetic),
            '.' | ',' | '/' => {
                before.is_ascii_digit() && next().is_some_and(|c| c.is_ascii_digit())
            }
            _ => false,
        }
    }

    fn mark(&mut self, mark: char, at: usize, next: impl Fn() -> Option<char>) {
        let word = match mark {
            '%' => "percent",
            '&' => "and",
            '$' | '€' | '£' => "dollar",
            '/' if self.shorthand("w") => "ith",
            _ => "",
        };
        if mark == '/' && self.shorthand("d") && next() == Some('c') {
            return;
        }
        if !word.is_empty() {
            if mark != '/' {
                self.close();
            }
            word.chars().for_each(|plain| self.takes(plain, at, mark));
            return self.close();
        }
        self.close();
        self.gap.marks += 1;
        self.gap.hyphen |= matches!(mark, '-' | '_' | '*' | '·');
        match mark {
            '.' => self.gap.dots += 1,
            '!' | '?' => {
                self.gap.pause = Pause::End;
                self.gap.asked |= mark == '?';
            }
            ',' | '(' | ')' | '[' | ']' => self.pause(Pause::Comma),
            ';' | ':' | '\u{2013}' | '\u{2014}' | '|' | '\u{2022}' | '\u{2192}' => {
                self.pause(Pause::Stop)
            }
            '-' if self.gap.spaced => self.pause(Pause::Stop),
            _ => {}
        }
    }

    fn shorthand(&self, letter: &str) -> bool {
        self.open
            .as_ref()
            .is_some_and(|open| self.out.read(open) == letter)
    }

    fn pause(&mut self, pause: Pause) {
        self.gap.pause = self.gap.pause.max(pause);
    }

    fn space(&mut self) {
        self.close();
        self.gap.spaced = true;
    }

    fn ellipsis(&mut self) {
        self.close();
        self.gap.marks += 1;
        self.gap.dots += 3;
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            self.out.tokens.push(open);
        }
    }

    fn finish(mut self) -> Scanned {
        self.close();
        let last = self.text.trim_end_matches(|c: char| {
            c.is_whitespace() || matches!(c, '"' | '\'' | ')' | '”' | '’' | '*')
        });
        self.out.asked = self.gap.asked;
        self.out.closed = last.ends_with(['.', '!', '?', '…']);
        self.out.leads = last.ends_with([':', '–', '—']);
        rejoin::rejoin(&mut self.out);
        self.out
    }
}

/// Short forms that stand before a name: no sentence ends there.
fn is_title(word: &str) -> bool {
    let known = [
        "cf", "dr", "drs", "eg", "fig", "ft", "ie", "jr", "mr", "mrs", "ms", "mt", "nos", "nr",
        "prof", "rev", "st", "vs",
    ];
    known.binary_search(&word).is_ok()
}

/// Short forms after which a sentence goes on unless a capital follows.
fn is_abbreviation(word: &str) -> bool {
    let known = [
        "am", "approx", "apt", "ave", "blvd", "cap", "caps", "cc", "dept", "est", "etc", "ext",
        "hr", "hrs", "inc", "lb", "lbs", "max", "mcg", "mg", "min", "mins", "ml", "no", "oz", "pm",
        "pt", "rx", "sec", "tab", "tabs", "tbsp", "tel", "temp", "tsp", "wk", "wks", "yr", "yrs",
    ];
    known.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let scanned = scan(text);
        let told = scanned.tokens.iter().map(|token| {
            let mark = match token.pause {
                Pause::None => "",
                Pause::Comma => ",",
                Pause::Stop => ";",
                Pause::End => ".",
            };
            format!("{mark}{}", scanned.read(token))
        });
        told.collect()
    }

    #[test]
    fn words_pulled_apart_are_read_whole() {
        assert_eq!(read("S T O P your Zocor."), ["stop", "your", "zocor"]);
        assert_eq!(
            read("S.k.i.p. y.o.u.r. Z.o.c.o.r."),
            ["skip", "your", "zocor"]
        );
        assert_eq!(
            read("b.i.d. at 5 p.m. daily"),
            ["bid", "at", "5", "pm", "daily"]
        );
    }

    #[test]
    fn sentences_end_where_a_reader_pauses() {
        assert_eq!(
            read("See Dr. Lee. take 5 mg. daily. Then go"),
            [
                "see", "dr", "lee", ".take", "5", "mg", "daily", ".then", "go"
            ]
        );
        assert_eq!(read("You ... have ... gout"), ["you", ",have", ",gout"]);
    }

    #[test]
    fn shorthand_is_spelt_out() {
        assert_eq!(
            read("500mgs w/dinner, d/c it"),
            ["500mgs", "with", "dinner", ",dc", "it"]
        );
        assert_eq!(read("½ of 1.5, 120/80"), ["1/2", "of", "1.5", ",120/80"]);
    }
}
