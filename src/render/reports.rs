//! Reports of the template engine that come as one text, taken apart again into what is wrong and where.
//!
//! Tera tells all unknown filters, functions, tests, components and templates at once, but only as text for a terminal.
//! Whoever mends a theme needs each of them at its place, like everything else that is wrong with a site.

use crate::source::{SourceFile, Span};

/// One report in the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Report<'t> {
    /// What is wrong.
    pub what: &'t str,
    /// The template, as others call it.
    pub template: &'t str,
    line: usize,
    column: usize,
    length: usize,
}

/// All reports in a text of the engine; none if it holds something else.
pub(super) fn reports(text: &str) -> Vec<Report<'_>> {
    let mut found: Vec<Report<'_>> = Vec::new();
    let mut what = None;
    for line in text.lines() {
        let bare = line.trim_start();
        if let Some(said) = line.strip_prefix("error: ") {
            what = Some(said);
        } else if let (Some(at), Some(said)) = (bare.strip_prefix("--> "), what) {
            found.extend(place(said, at));
            what = None;
        } else if let Some(last) = found.last_mut()
            && last.length == 0
        {
            last.length = line.matches('^').count();
        }
    }
    found
}

/// `slots/foot.html:2:23`, with what is wrong there.
fn place<'t>(what: &'t str, at: &'t str) -> Option<Report<'t>> {
    let mut parts = at.trim_end().rsplitn(3, ':');
    let column = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    Some(Report {
        what,
        template: parts.next()?,
        line,
        column,
        length: 0,
    })
}

impl Report<'_> {
    /// The place in the template.
    pub(super) fn span(&self, file: &SourceFile) -> Span {
        let lines = file.text().split_inclusive('\n');
        let before: usize = lines.take(self.line - 1).map(str::len).sum();
        let line = file.text()[before..].lines().next().unwrap_or_default();
        let offset = |chars: usize| {
            let mut starts = line.char_indices().map(|(at, _)| at);
            before + starts.nth(chars).unwrap_or(line.len())
        };
        let first = self.column.saturating_sub(1);
        Span::new(offset(first), offset(first + self.length.max(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_several_reports_is_taken_apart() {
        let text = "error: Unknown filter `shine`\n --> a.html:2:5\n  |\n2 | é {{ a | shine }}\n  |          ^^^^^\n\n\
                    error: Unknown function `polish`\n  --> slots/b.html:11:1\n   |\n";
        let found = reports(text);
        let told: Vec<_> = found.iter().map(|one| (one.what, one.template)).collect();
        let expected = [
            ("Unknown filter `shine`", "a.html"),
            ("Unknown function `polish`", "slots/b.html"),
        ];
        assert_eq!(told, expected);
        let file = SourceFile::new("a.html", "one\nét {{ shine }}\n");
        let span = found[0].span(&file);
        assert_eq!(&file.text()[span.start..span.end], "{ shi");
        assert_eq!(reports("Template `x` not found"), []);
    }
}
