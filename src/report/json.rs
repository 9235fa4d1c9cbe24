//! Diagnostics as one JSON array, for programs.

use serde::Serialize;

use crate::diagnostic::Diagnostic;

#[derive(Serialize)]
struct Finding<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    rule: &'a str,
    family: &'a str,
    severity: &'a str,
    what: &'a str,
    why: &'a str,
    instead: &'a str,
    text: &'a str,
    edits: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Change<'a> {
    title: &'a str,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: &'a str,
    safe: bool,
}

/// The diagnostics as JSON, in their order.
pub fn json(said: &[Diagnostic]) -> String {
    let findings: Vec<_> = said.iter().map(finding).collect();
    serde_json::to_string_pretty(&findings).unwrap_or_else(|_| "[]".to_owned()) + "\n"
}

fn finding(said: &Diagnostic) -> Finding<'_> {
    let text = said.excerpt.as_ref().map_or("", |excerpt| {
        excerpt
            .text
            .get(excerpt.marked.clone())
            .unwrap_or(&excerpt.text)
    });
    let edits = said.edits.iter().map(|edit| Change {
        title: &edit.title,
        start: edit.span.start,
        end: edit.span.end,
        line: edit.start.line,
        column: edit.start.column,
        end_line: edit.end.line,
        end_column: edit.end.column,
        text: &edit.text,
        safe: edit.safe,
    });
    Finding {
        path: &said.path,
        line: said.start.line,
        column: said.start.column,
        end_line: said.end.line,
        end_column: said.end.column,
        rule: &said.rule,
        family: said.family,
        severity: said.severity.name(),
        what: &said.what,
        why: &said.why,
        instead: &said.instead,
        text,
        edits: edits.collect(),
    }
}
