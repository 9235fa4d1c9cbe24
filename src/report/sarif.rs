//! Diagnostics as SARIF 2.1.0, which code hosts and editors show beside the lines.
//!
//! The rule table is made from the same literals as messages and `explain`, so the three cannot disagree. Columns count
//! characters, as everywhere in brassplate.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::text::clean;
use crate::diagnostic::{Diagnostic, Edit, Severity};
use crate::duties::CHECKS;
use crate::guard::all_rules;
use crate::source::Position;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// A rule as the table has it: what it finds, why that matters, what to do instead, and its family.
type Row<'a> = (&'a str, &'a str, &'a str, &'a str);

/// The diagnostics as a SARIF log with one run.
pub fn sarif(said: &[Diagnostic]) -> String {
    let table = table(said);
    let numbers: BTreeMap<&str, usize> =
        table.keys().enumerate().map(|(at, id)| (*id, at)).collect();
    let results: Vec<_> = said
        .iter()
        .map(|one| result(one, numbers.get(&*one.rule).copied()))
        .collect();
    let rules: Vec<_> = table.iter().map(|(id, row)| rule(id, row)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "brassplate",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

/// Every rule of the guard, every check, and whatever else spoke, by name.
fn table(said: &[Diagnostic]) -> BTreeMap<&str, Row<'_>> {
    let others = said.iter().map(|one| {
        (
            &*one.rule,
            (&*one.what, &*one.why, &*one.instead, one.family),
        )
    });
    let mut table: BTreeMap<&str, Row<'_>> = others.collect();
    table.extend(
        CHECKS
            .iter()
            .map(|check| (check.id, (check.what, check.why, check.instead, "duties"))),
    );
    table.extend(all_rules().map(|rule| {
        (
            rule.id,
            (rule.what, rule.why, rule.instead, rule.family.name()),
        )
    }));
    table
}

fn rule(id: &str, (what, why, instead, family): &Row<'_>) -> Value {
    json!({
        "id": id,
        "shortDescription": { "text": clean(what) },
        "fullDescription": { "text": clean(why) },
        "help": { "text": clean(&format!("{why} {instead}")) },
        "properties": { "tags": [family] },
    })
}

fn result(said: &Diagnostic, rule: Option<usize>) -> Value {
    let message = format!("{}. {} {}", said.what, said.why, said.instead);
    let mut region = region(said.start, said.end);
    let marked = said
        .excerpt
        .as_ref()
        .and_then(|excerpt| excerpt.text.get(excerpt.marked.clone()));
    if let Some(marked) = marked {
        region["snippet"] = json!({ "text": marked });
    }
    let mut result = json!({
        "ruleId": said.rule,
        "level": match said.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "message": { "text": clean(&message) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": file(&said.path),
            "region": region,
        }}],
    });
    if let Some(rule) = rule {
        result["ruleIndex"] = json!(rule);
    }
    if !said.edits.is_empty() {
        result["fixes"] = said
            .edits
            .iter()
            .map(|edit| fix(&said.path, edit))
            .collect();
    }
    result
}

fn fix(path: &str, edit: &Edit) -> Value {
    json!({
        "description": { "text": clean(&edit.title) },
        "artifactChanges": [{
            "artifactLocation": file(path),
            "replacements": [{
                "deletedRegion": region(edit.start, edit.end),
                "insertedContent": { "text": edit.text },
            }],
        }],
    })
}

fn region(start: Position, end: Position) -> Value {
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// A path as an address: relative to the folder the program ran in, or absolute.
fn file(path: &str) -> Value {
    let path = path.strip_prefix("./").unwrap_or(path);
    if path.starts_with('/') {
        return json!({ "uri": format!("file://{}", encoded(path)) });
    }
    if path.as_bytes().get(1) == Some(&b':') {
        return json!({ "uri": format!("file:///{}", encoded(path)) });
    }
    json!({ "uri": encoded(path), "uriBaseId": "%SRCROOT%" })
}

fn encoded(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                text.push(char::from(byte))
            }
            other => text += &format!("%{other:02X}"),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_addresses() {
        assert_eq!(file("content/a b.md")["uri"], "content/a%20b.md");
        assert_eq!(file("/tmp/ä.md")["uri"], "file:///tmp/%C3%A4.md");
        assert_eq!(file("./a.md")["uriBaseId"], "%SRCROOT%");
    }
}
