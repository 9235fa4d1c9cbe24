//! Diagnostics as GitHub workflow commands, which GitHub shows at the lines of a pull request.
//!
//! The text comes from files that anybody may have written, so nothing in it may end a command or begin another.

use crate::diagnostic::{Diagnostic, Severity};

/// The diagnostics, one command a line.
pub fn github(said: &[Diagnostic]) -> String {
    said.iter().map(command).collect()
}

fn command(said: &Diagnostic) -> String {
    let level = match said.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let path = said.path.strip_prefix("./").unwrap_or(&said.path);
    let (start, end) = (said.start, said.end);
    let mut place = format!(
        "file={},line={},endLine={},col={}",
        property(path),
        start.line,
        end.line,
        start.column
    );
    // GitHub takes an end of the columns only within one line.
    if start.line == end.line && end.column > start.column {
        place += &format!(",endColumn={}", end.column - 1);
    }
    let title = property(&format!("{}: {}", said.rule, said.what));
    let marked = said
        .excerpt
        .as_ref()
        .and_then(|excerpt| excerpt.text.get(excerpt.marked.clone()))
        .map(|words| format!("\u{201c}{}\u{201d}\n", words.trim()));
    let message = format!(
        "{}{}\n{}",
        marked.unwrap_or_default(),
        said.why,
        said.instead
    );
    format!("::{level} {place},title={title}::{}\n", data(&message))
}

/// A text as the message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A text as a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Words;
    use crate::source::{SourceFile, Span};

    #[test]
    fn nothing_in_a_text_ends_a_command_or_begins_another() {
        let source = SourceFile::new("content/a,b:c.md", "one\nYou have gout.\n");
        let words = Words {
            rule: "diagnosis".into(),
            family: "diagnosis",
            what: "100% wrong, said: here".into(),
            why: "One.\r\n::error::two".into(),
            instead: "Three.".into(),
        };
        let said = Diagnostic::at(&source, Span::new(4, 12), Severity::Error, words);
        assert_eq!(
            github(&[said]),
            "::error file=content/a%2Cb%3Ac.md,line=2,endLine=2,col=1,endColumn=8,title=diagnosis%3A 100%25 wrong%2C said%3A here::One.%0D%0A::error::two%0AThree.\n"
        );
    }
}
