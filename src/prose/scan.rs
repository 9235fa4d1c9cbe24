//! Text cut into tokens: runs of letters and digits as they are read, with what stands between them.
//!
//! Letters are folded here, and words that were pulled apart ("S T O P", "S.t.o.p.") are put together again.
//! What a token means is no matter of this file.

use super::fold::{Folded, fold};

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
    /// Where its folded text begins and ends in [`Scanned::folded`].
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
        out: Scanned::default(),
        open: None,
        gap: Gap::default(),
    };
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        let run = text.as_bytes()[at..].iter();
        let run = run.take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if run > 0 {
            scanner.takes_run(at, at + run);
            at += run;
            continue;
        }
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
        let end = at + character.len_utf8();
        if self.open.is_none() {
            let token = self.begins(at, character);
            self.open = Some(token);
        }
        self.out.folded.push(plain);
        if let Some(open) = &mut self.open {
            open.folded.1 = self.out.folded.len();
            open.end = end;
        }
    }

    /// Takes plain letters and digits in one go.
    fn takes_run(&mut self, at: usize, end: usize) {
        let run = &self.text[at..end];
        if self.open.is_none() {
            let token = self.begins(at, char::from(run.as_bytes()[0]));
            self.open = Some(token);
        }
        let before = self.out.folded.len();
        self.out.folded.push_str(run);
        self.out.folded[before..].make_ascii_lowercase();
        if let Some(open) = &mut self.open {
            open.folded.1 = self.out.folded.len();
            open.end = end;
        }
    }

    fn begins(&mut self, at: usize, character: char) -> Token {
        let gap = std::mem::take(&mut self.gap);
        let at_folded = self.out.folded.len();
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
            folded: (at_folded, at_folded),
            start: at,
            end: at,
            pause,
            asked: gap.asked,
            capital,
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
        rejoin(&mut self.out);
        self.out
    }
}

/// Puts words together again that were spelt letter by letter.
fn rejoin(scanned: &mut Scanned) {
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
