//! Diagnostics as a person reads them in a terminal: what, where, the statement with its words marked, why, and what
//! to write instead. Colours are asked for here and dropped by the printer where a terminal has none.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use crate::diagnostic::{Diagnostic, Excerpt, Severity};

const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();
const RED: Style = AnsiColor::Red.on_default().bold();
const AMBER: Style = AnsiColor::Yellow.on_default().bold();

/// Statements longer than this are cut around the marked words, in characters.
const SHOWN: usize = 160;

/// The diagnostics as text, one after the other.
pub fn text(said: &[Diagnostic]) -> String {
    let mut out = String::new();
    for one in said {
        tell(&mut out, one);
        out.push('\n');
    }
    out
}

fn tell(out: &mut String, said: &Diagnostic) {
    let colour = match said.severity {
        Severity::Error => RED,
        Severity::Warning => AMBER,
    };
    let Diagnostic {
        path,
        start,
        rule,
        what,
        why,
        instead,
        ..
    } = said;
    let level = said.severity.name();
    let _ = writeln!(
        out,
        "{colour}{level}[{rule}]{colour:#}{STRONG}: {what}{STRONG:#}"
    );
    let _ = writeln!(out, "  {path}:{}:{}", start.line, start.column);
    if let Some(excerpt) = &said.excerpt {
        quote(out, excerpt, colour);
    }
    let _ = writeln!(out, "  {FAINT}why{FAINT:#}      {why}");
    let _ = writeln!(out, "  {FAINT}instead{FAINT:#}  {instead}");
    for edit in &said.edits {
        let _ = writeln!(out, "  {FAINT}or{FAINT:#}       {}", edit.title);
    }
}

/// The statement with the marked words underlined.
fn quote(out: &mut String, excerpt: &Excerpt, colour: Style) {
    let text: String = excerpt
        .text
        .chars()
        .map(|c| {
            if c.is_whitespace() || c.is_control() {
                ' '
            } else {
                c
            }
        })
        .collect();
    let count = |to: usize| {
        excerpt
            .text
            .get(..to)
            .map_or(0, |before| before.chars().count())
    };
    let (start, end) = (count(excerpt.marked.start), count(excerpt.marked.end));
    let end = end.max(start).min(start + SHOWN);
    let from = if end > SHOWN {
        start.saturating_sub(20)
    } else {
        0
    };
    let shown: String = text.chars().skip(from).take(SHOWN).collect();
    let (before, after) = (
        if from > 0 { "… " } else { "" },
        if text.chars().count() > from + SHOWN {
            " …"
        } else {
            ""
        },
    );
    let _ = writeln!(out, "  {FAINT}│{FAINT:#} {before}{shown}{after}");
    let indent = start - from + before.chars().count();
    let _ = writeln!(
        out,
        "  {FAINT}│{FAINT:#} {}{colour}{}{colour:#}",
        " ".repeat(indent),
        "━".repeat((end - start).max(1))
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Words;

    #[test]
    fn a_diagnostic_reads_as_three_sentences_about_marked_words() {
        let words = Words {
            rule: "dose".into(),
            family: "treatment",
            what: "tells the reader how much to take".into(),
            why: "A page cannot know who reads it.".into(),
            instead: "Say what it comes in.".into(),
        };
        let said = Diagnostic::about("content/a.md", Severity::Error, words)
            .with_excerpt("Please take two.", 7..15);
        let plain = anstream::adapter::strip_str(&text(&[said])).to_string();
        let expected = "error[dose]: tells the reader how much to take\n  content/a.md:1:1\n  │ Please take two.\n  │        ━━━━━━━━\n  why      A page cannot know who reads it.\n  instead  Say what it comes in.\n\n";
        assert_eq!(plain, expected);
    }
}
