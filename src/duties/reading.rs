//! The few ways in which checks look at words: phrases as whole words, telephone numbers, years.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// Phrases that are found as whole words, in any case, with straight or curly apostrophes.
#[derive(Debug)]
pub(super) struct Phrases {
    all: Vec<String>,
    finder: Option<AhoCorasick>,
}

impl Phrases {
    /// Takes the phrases.
    pub(super) fn new<S: AsRef<str>>(phrases: &[S]) -> Self {
        let all: Vec<String> = phrases
            .iter()
            .flat_map(|phrase| {
                let plain = phrase.as_ref().to_owned();
                let curly = plain.replace('\'', "\u{2019}");
                [plain, curly]
            })
            .collect();
        let finder = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::DFA))
            .build(&all);
        Self {
            finder: finder.ok(),
            all,
        }
    }

    /// Every place of any of them.
    pub(super) fn all<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        self.finder.iter().flat_map(move |finder| {
            finder
                .find_iter(text)
                .map(|found| found.range())
                .filter(move |range| is_whole(text, range))
        })
    }

    /// The first place of any of them.
    pub(super) fn first(&self, text: &str) -> Option<Range<usize>> {
        self.all(text).next()
    }

    /// Whether any of them stands in the text.
    pub(super) fn any(&self, text: &str) -> bool {
        self.first(text).is_some()
    }
}

/// Words looked for anywhere in addresses and programs, small letters as they stand.
#[derive(Debug)]
pub(super) struct Needles(&'static [&'static str], Option<AhoCorasick>);

impl Needles {
    /// Takes the words.
    pub(super) fn new(words: &'static [&'static str]) -> Self {
        Self(words, AhoCorasick::new(words).ok())
    }

    /// The first of them in a text.
    pub(super) fn first(&self, text: &str) -> Option<&'static str> {
        let found = self.1.as_ref()?.find(text)?;
        Some(self.0[found.pattern().as_usize()])
    }
}

/// Many sets of phrases looked for at one glance; most texts have none of them.
#[derive(Debug)]
pub(super) struct Glance(Option<AhoCorasick>);

impl Glance {
    /// Takes all phrases of the sets.
    pub(super) fn new<'p>(sets: impl IntoIterator<Item = &'p Phrases>) -> Self {
        let all = sets.into_iter().flat_map(|phrases| &phrases.all);
        let finder = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::DFA))
            .build(all);
        Self(finder.ok())
    }

    /// Whether any phrase of any set may stand in the text.
    pub(super) fn any(&self, text: &str) -> bool {
        self.0.as_ref().is_none_or(|finder| finder.is_match(text))
    }
}

fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let inner = &text[range.clone()];
    let part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    let joined_before = part(before) && part(inner.chars().next());
    let joined_after = part(after) && part(inner.chars().next_back());
    !joined_before && !joined_after
}

/// Whether a phrase is turned into its opposite by a word shortly before it.
pub(super) fn is_denied(text: &str, at: usize) -> bool {
    let before = text[..at].to_lowercase();
    let words = before
        .rsplit(|c: char| !c.is_alphanumeric() && !"'\u{2019}".contains(c))
        .filter(|word| !word.is_empty())
        .take(4);
    words.into_iter().any(|word| {
        matches!(
            word,
            "no" | "not" | "never" | "nobody" | "none" | "cannot" | "without" | "neither" | "nor"
        ) || word.ends_with("n't")
            || word.ends_with("n\u{2019}t")
    })
}

/// Digits that a telephone number has at least.
pub(super) const DIGITS: usize = 10;

/// Everything in a text that people would dial: ten to thirteen digits with the usual marks between them.
pub(super) fn phone_numbers(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() && !matches!(bytes[at], b'+' | b'(') {
            at += 1;
            continue;
        }
        let run = run_length(&text[at..]);
        let run_text = text[at..at + run].trim_end_matches(|c: char| !c.is_ascii_digit());
        let range = at..at + run_text.len();
        let digits = run_text.bytes().filter(u8::is_ascii_digit).count();
        let before = text[..at].chars().next_back();
        let after = text[range.end..].chars().next();
        let apart = before.is_none_or(|c| !c.is_alphanumeric() && !"$#/.-".contains(c))
            && after.is_none_or(|c| !c.is_alphanumeric());
        let marks = run_text.len() > digits;
        if (DIGITS..=13).contains(&digits) && apart && marks && !has_year(run_text) {
            found.push(range.clone());
        }
        at = range.end.max(at + 1);
    }
    found
}

/// Digits with at most two marks between them, a hyphen of any kind or a no-break space included.
fn run_length(text: &str) -> usize {
    let mut end = 0;
    let mut marks = 0;
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit() {
            marks = 0;
            end = at + 1;
        } else if " +-().\u{a0}\u{2011}\u{2013}".contains(c) && marks < 2 {
            marks += 1;
        } else {
            break;
        }
    }
    end.max(1)
}

/// What an address of the English-speaking world ends its street with.
const STREETS: [&str; 24] = [
    "street",
    "st",
    "road",
    "rd",
    "avenue",
    "ave",
    "boulevard",
    "blvd",
    "drive",
    "dr",
    "lane",
    "ln",
    "court",
    "ct",
    "place",
    "parkway",
    "pkwy",
    "highway",
    "hwy",
    "terrace",
    "circle",
    "square",
    "way",
    "crescent",
];

/// Every street with a house number before it: a number, one to four names, and the word for a street.
pub(super) fn streets(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(figure) = next_figure(bytes, at) {
        let rest = &text[figure..];
        let number = rest.split(' ').next().unwrap_or_default();
        at = figure + number.len();
        let is_number = (figure == 0 || bytes[figure - 1] == b' ')
            && number.len() <= 5
            && number.bytes().all(|c| c.is_ascii_digit());
        if !is_number {
            continue;
        }
        let mut start = at + 1;
        let words = text.get(start..).unwrap_or_default().split(' ').take(5);
        for (count, word) in words.enumerate() {
            let bare = word.trim_end_matches([',', '.', ';', ':', ')']);
            let last = STREETS.contains(&bare.to_lowercase().as_str());
            if last && count > 0 && bare.starts_with(char::is_uppercase) {
                found.push(figure..start + bare.len());
                break;
            }
            if bare != word || !bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
                break;
            }
            start += word.len() + 1;
        }
    }
    found
}

/// Where the next figure stands from a place on.
fn next_figure(bytes: &[u8], from: usize) -> Option<usize> {
    let mut rest = bytes.get(from..)?.iter();
    Some(from + rest.position(u8::is_ascii_digit)?)
}

/// Dates and spans of years are no telephone numbers.
fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .next()
        .is_some_and(|first| {
            first.len() == 4 && (first.starts_with("19") || first.starts_with("20"))
        })
}

/// The digits of a number, without the 1 that long-distance calls in North America begin with.
pub(super) fn dialled(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix('1') {
        Some(rest) if digits.len() == 11 => rest.to_owned(),
        _ => digits,
    }
}

/// The years a text names, with their places.
pub(super) fn years(text: &str) -> Vec<(i16, Range<usize>)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(figure) = next_figure(bytes, at) {
        let run = bytes[figure..].iter();
        let run = run.take_while(|byte| byte.is_ascii_digit()).count();
        let range = figure..figure + run;
        at = range.end;
        let part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if run == 4
            && matches!(&bytes[figure..figure + 2], b"19" | b"20")
            && !part(text[..figure].chars().next_back())
            && !part(text[at..].chars().next())
            && let Ok(year) = text[range.clone()].parse()
        {
            found.push((year, range));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_whole_words() {
        let phrases = Phrases::new(&["tbd", "don't know"]);
        assert!(phrases.any("Hours: TBD."));
        assert!(!phrases.any("outbds"));
        assert!(phrases.any("we don\u{2019}t know"));
    }

    #[test]
    fn telephone_numbers_are_told_from_dates_and_sums() {
        let found = |text: &'static str| -> Vec<&str> {
            let ranges = phone_numbers(text);
            ranges.into_iter().map(|range| &text[range]).collect()
        };
        assert_eq!(found("Call (512) 555-0100 now."), ["(512) 555-0100"]);
        assert_eq!(found("1-800-985-3059, or"), ["1-800-985-3059"]);
        assert_eq!(found("512.555.0100"), ["512.555.0100"]);
        assert!(found("from 2026-11-22 to 2026-12-01").is_empty());
        assert!(found("NPI 1993999998, ZIP 00000-1234").is_empty());
        assert!(found("$1,200.00 and 10-20-30").is_empty());
    }

    #[test]
    fn streets_are_told_from_other_numbers() {
        let found = |text: &'static str| -> Vec<&str> {
            let ranges = streets(text);
            ranges.into_iter().map(|range| &text[range]).collect()
        };
        assert_eq!(
            found("Write to 12 Old Mill Road, Exampleton."),
            ["12 Old Mill Road"]
        );
        assert_eq!(
            found("200 Independence Avenue SW"),
            ["200 Independence Avenue"]
        );
        assert!(found("Take bus 4 to the street, 3 Street Fairs").is_empty());
        assert!(found("within 10 days by a way of your own").is_empty());
        assert!(found("Open 8, Elm Street is near").is_empty());
    }

    #[test]
    fn a_denial_is_heard() {
        assert!(is_denied("We cannot guarantee", 10));
        assert!(!is_denied("We guarantee", 3));
    }

    #[test]
    fn years_have_their_place() {
        assert_eq!(
            years("since 2014, May 2025"),
            [(2014, 6..10), (2025, 16..20)]
        );
    }
}
