//! Diagnostics as a person reads them in a terminal: what, where, the statement with its words marked, why, and what
//! to write instead. Colours are asked for here and dropped by the printer where a terminal has none.
//!
//! Texts come from files that anybody may have written, so nothing in them may steer the terminal.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use crate::diagnostic::{Diagnostic, Excerpt, Severity};
use crate::guard::tidy::is_unseen;

const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();
const RED: Style = AnsiColor::Red.on_default().bold();
const AMBER: Style = AnsiColor::Yellow.on_default().bold();

/// Statements up to this length are shown whole, in characters.
const WHOLE: usize = 110;
/// Of longer ones, so much is shown before and behind the marked words.
const AROUND: usize = 36;
/// Marked words longer than this are shown without their middle.
const MARKED: usize = 90;

/// The diagnostics as text, one after the other.
pub fn text(said: &[Diagnostic]) -> String {
    let mut out = String::new();
    for one in said {
        tell(&mut out, one);
        out.push('\n');
    }
    out
}

/// A text without what would steer a terminal or break the line.
pub fn clean(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
    };
    text.chars()
        .map(|c| if steers(c) { ' ' } else { c })
        .collect()
}

fn tell(out: &mut String, said: &Diagnostic) {
    let colour = match said.severity {
        Severity::Error => RED,
        Severity::Warning => AMBER,
    };
    let (level, rule) = (said.severity.name(), clean(&said.rule));
    let what = clean(&said.what);
    let _ = writeln!(
        out,
        "{colour}{level}[{rule}]{colour:#}{STRONG}: {what}{STRONG:#}"
    );
    let _ = writeln!(
        out,
        "  {}:{}:{}",
        clean(&said.path),
        said.start.line,
        said.start.column
    );
    if let Some(excerpt) = &said.excerpt {
        quote(out, excerpt, colour);
    }
    let _ = writeln!(out, "  {FAINT}why{FAINT:#}      {}", clean(&said.why));
    let _ = writeln!(out, "  {FAINT}instead{FAINT:#}  {}", clean(&said.instead));
    let mut titles: Vec<&str> = Vec::new();
    for edit in &said.edits {
        let is_told = !edit.text.is_empty() && said.instead.contains(&edit.text);
        if !is_told && !titles.contains(&edit.title.as_str()) {
            titles.push(&edit.title);
            let _ = writeln!(out, "  {FAINT}or{FAINT:#}       {}", clean(&edit.title));
        }
    }
}

/// The statement, or what stands around the marked words, with these coloured and underlined.
fn quote(out: &mut String, excerpt: &Excerpt, colour: Style) {
    let Excerpt { text, marked } = excerpt;
    let part = |from: usize, to: usize| -> Vec<char> {
        let part = text.get(from..to).unwrap_or_default();
        clean(part)
            .chars()
            .filter(|c| !is_unseen(*c))
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .collect()
    };
    let start = marked.start.min(text.len());
    let end = marked.end.clamp(start, text.len());
    let (before, words, behind) = (part(0, start), part(start, end), part(end, text.len()));
    let is_short = before.len() + words.len() + behind.len() <= WHOLE;
    let (before, words, behind) = match is_short {
        true => (
            String::from_iter(before),
            String::from_iter(words),
            String::from_iter(behind),
        ),
        false => (
            last_words(&before),
            without_middle(&words),
            first_words(&behind),
        ),
    };
    let _ = writeln!(
        out,
        "  {FAINT}│{FAINT:#} {before}{colour}{words}{colour:#}{behind}"
    );
    let _ = writeln!(
        out,
        "  {FAINT}│{FAINT:#} {}{colour}{}{colour:#}",
        " ".repeat(before.chars().count()),
        "━".repeat(words.chars().count().max(1))
    );
}

/// The end of a text, from the beginning of a word on.
fn last_words(text: &[char]) -> String {
    if text.len() <= AROUND {
        return text.iter().collect();
    }
    let cut = &text[text.len() - AROUND..];
    let word = cut.iter().position(|c| *c == ' ').map_or(0, |at| at + 1);
    "… ".chars().chain(cut[word..].iter().copied()).collect()
}

/// The beginning of a text, up to the end of a word.
fn first_words(text: &[char]) -> String {
    if text.len() <= AROUND {
        return text.iter().collect();
    }
    let cut = &text[..AROUND];
    let word = cut.iter().rposition(|c| *c == ' ').unwrap_or(AROUND);
    cut[..word].iter().copied().chain(" …".chars()).collect()
}

/// Both ends of a text that is too long to be read at a glance.
fn without_middle(text: &[char]) -> String {
    if text.len() <= MARKED {
        return text.iter().collect();
    }
    let (head, tail) = (&text[..MARKED * 2 / 3], &text[text.len() - MARKED / 3..]);
    head.iter()
        .copied()
        .chain(" … ".chars())
        .chain(tail.iter().copied())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Words;

    fn told(text: &str, marked: std::ops::Range<usize>) -> String {
        let words = Words {
            rule: "dose".into(),
            family: "treatment",
            what: "tells the reader how much to take".into(),
            why: "A page cannot know who reads it.".into(),
            instead: "Say what it comes in.".into(),
        };
        let said = Diagnostic::about("content/a.md", Severity::Error, words);
        super::text(&[said.with_excerpt(text, marked)])
    }

    fn plain(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    #[test]
    fn a_diagnostic_reads_as_three_sentences_about_marked_words() {
        let expected = "error[dose]: tells the reader how much to take\n  content/a.md:1:1\n  │ Please take two.\n  │        ━━━━━━━━\n  why      A page cannot know who reads it.\n  instead  Say what it comes in.\n\n";
        let told = told("Please take two.", 7..15);
        assert_eq!(plain(&told), expected);
        assert!(
            told.contains(&format!("Please {RED}take two{RED:#}.")),
            "the words themselves are coloured"
        );
    }

    #[test]
    fn of_a_long_statement_only_what_stands_around_the_words_is_shown() {
        let long = format!(
            "{}take two{}",
            "before it ".repeat(30),
            " and after".repeat(30)
        );
        let told = plain(&told(&long, 300..308));
        let line = told.lines().nth(2).unwrap();
        assert_eq!(
            line,
            "  │ … it before it before it before it take two and after and after and after and …"
        );
        let under = told.lines().nth(3).unwrap();
        let at = |line: &str, c: char| line.chars().position(|one| one == c);
        assert_eq!(
            at(under, '━').unwrap(),
            line.chars().count()
                - "take two and after and after and after and …"
                    .chars()
                    .count()
        );
    }

    #[test]
    fn long_marked_words_lose_their_middle() {
        let told = plain(&told(&"word ".repeat(100), 0..500));
        let line = told.lines().nth(2).unwrap();
        assert!(
            line.chars().count() < WHOLE && line.contains(" … "),
            "{line}"
        );
    }

    #[test]
    fn no_text_steers_the_terminal() {
        let told = plain(&told("a\u{1b}[2Jb\u{202e}c\nd", 0..1));
        assert!(told.contains("│ a [2Jb c d\n"), "{told}");
    }
}
