//! Diagnostics as people and programs read them.

use serde_json::{Value, json};

use crate::diagnostic::Diagnostic;

/// One JSON array of everything that was said.
pub fn json(said: &[Diagnostic]) -> String {
    let all: Vec<Value> = said.iter().map(value).collect();
    Value::Array(all).to_string()
}

fn value(said: &Diagnostic) -> Value {
    json!({
        "path": said.path,
        "line": said.start.line,
        "column": said.start.column,
        "end_line": said.end.line,
        "end_column": said.end.column,
        "rule": said.rule,
        "family": said.family,
        "severity": said.severity.name(),
        "what": said.what,
        "why": said.why,
        "instead": said.instead,
        "text": said.excerpt.as_ref().map(|excerpt| &excerpt.text[excerpt.marked.clone()]),
    })
}

/// The diagnostics as lines for a terminal.
pub fn text(said: &[Diagnostic]) -> String {
    said.iter().map(paragraph).collect()
}

fn paragraph(said: &Diagnostic) -> String {
    let shown = said.excerpt.as_ref().map_or(String::new(), |excerpt| {
        let (text, marked) = (&excerpt.text, &excerpt.marked);
        let parts = [
            &text[..marked.start],
            "«",
            &text[marked.clone()],
            "»",
            &text[marked.end..],
        ];
        format!("  | {}\n", parts.concat())
    });
    format!(
        "{}[{}]: {}\n  {}:{}:{}\n{shown}  why      {}\n  instead  {}\n\n",
        said.severity.name(),
        said.rule,
        said.what,
        said.path,
        said.start.line,
        said.start.column,
        said.why,
        said.instead,
    )
}
