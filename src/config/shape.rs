//! A TOML tree held against a JSON Schema, with every fault at its place.
//!
//! The schema is made by schemars from the structures themselves, so the check, the editor's completion and the
//! documentation cannot differ. Only the words of JSON Schema that schemars writes for such structures are known here.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::Value as Json;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::TomlString;
use crate::diagnostic::{Diagnostic, Edit, Severity, Words};
use crate::source::{SourceFile, Span};

/// The JSON Schema of `T`, made once and used for many files.
#[derive(Debug)]
pub struct SchemaOf<T> {
    root: Json,
    of: PhantomData<fn() -> T>,
}

impl<T: JsonSchema> SchemaOf<T> {
    /// Makes the schema.
    pub fn new() -> Self {
        let root = SchemaSettings::draft2020_12()
            .into_generator()
            .into_root_schema_for::<T>();
        Self {
            root: root.to_value(),
            of: PhantomData,
        }
    }

    /// The schema as JSON.
    pub fn json(&self) -> &Json {
        &self.root
    }

    /// Everything in `table` that the schema does not allow, from top to bottom.
    pub(super) fn faults(&self, table: &DeTable<'_>) -> Vec<Fault> {
        let mut checker = Checker {
            root: &self.root,
            path: Vec::new(),
            faults: Vec::new(),
        };
        checker.table(table, Span::default(), &self.root);
        checker.faults.sort_by_key(|fault| fault.span);
        checker.faults
    }
}

impl<T: JsonSchema> Default for SchemaOf<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// One thing in a TOML tree that does not fit.
#[derive(Debug)]
pub(super) struct Fault {
    span: Span,
    what: String,
    instead: String,
    rename: Option<String>,
}

impl Fault {
    pub(super) fn told(self, source: &SourceFile, within: Span) -> Diagnostic {
        let span = Span::new(self.span.start + within.start, self.span.end + within.start);
        let words = Words {
            rule: "settings".into(),
            family: "settings",
            what: self.what.into(),
            why: "A setting that is misspelt or of the wrong kind would be lost without anyone noticing.".into(),
            instead: self.instead.into(),
        };
        let said = Diagnostic::at(source, span, Severity::Error, words);
        match self.rename {
            Some(name) => {
                let title = format!("Write `{name}`");
                said.with_edit(Edit::new(source, span, name, title, false))
            }
            None => said,
        }
    }
}

struct Checker<'s> {
    root: &'s Json,
    path: Vec<String>,
    faults: Vec<Fault>,
}

impl<'s> Checker<'s> {
    fn table(&mut self, table: &DeTable<'_>, at: Span, schema: &'s Json) {
        let known = schema.get("properties").and_then(Json::as_object);
        let rest = schema
            .get("additionalProperties")
            .filter(|rest| rest.is_object());
        for (key, value) in table.iter() {
            let name: &str = key.get_ref();
            let inner = known.and_then(|known| known.get(name)).or(rest);
            match (inner, known) {
                (Some(inner), _) => {
                    self.path.push(name.to_owned());
                    self.value(value, inner);
                    self.path.pop();
                }
                (None, Some(known)) => self.unknown(key, known.keys().map(String::as_str)),
                (None, None) => {}
            }
        }
        for name in schema
            .get("required")
            .and_then(Json::as_array)
            .into_iter()
            .flatten()
        {
            let name = name.as_str().unwrap_or_default();
            let slips = |fault: &Fault| fault.rename.as_deref() == Some(name);
            if !table.contains_key(name) && !self.faults.iter().any(slips) {
                self.missing(name, at, known.and_then(|known| known.get(name)));
            }
        }
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, schema: &'s Json) {
        let schema = self.resolve(schema);
        let at = Span::from(value.span());
        let fits = match (schema_type(schema), value.get_ref()) {
            (_, DeValue::String(text)) if schema_words(schema).is_some() => {
                schema_words(schema).is_some_and(|words| words.contains(&&**text))
            }
            ("string", DeValue::String(text)) if is_day(schema) => {
                super::Day::parse(text).is_some()
            }
            ("string", DeValue::Datetime(_)) => is_day(schema),
            ("string", DeValue::String(_)) if !is_day(schema) => true,
            ("boolean", DeValue::Boolean(_))
            | ("integer", DeValue::Integer(_))
            | ("number", DeValue::Float(_) | DeValue::Integer(_))
            | ("", _) => true,
            ("array", DeValue::Array(items)) => {
                if let Some(inner) = schema.get("items") {
                    items.iter().for_each(|item| self.value(item, inner));
                }
                true
            }
            ("object", DeValue::Table(table)) => {
                self.table(table, at, schema);
                true
            }
            _ => false,
        };
        if !fits {
            let what = format!("`{}` should be {}", self.path.join("."), wanted(schema));
            let instead =
                description(schema).unwrap_or_else(|| format!("Write {} here.", wanted(schema)));
            self.faults.push(Fault {
                span: at,
                what,
                instead,
                rename: None,
            });
        }
    }

    /// Follows `$ref`, and `anyOf` of a type and null, which is what an `Option` becomes.
    fn resolve(&self, schema: &'s Json) -> &'s Json {
        let mut schema = schema;
        loop {
            if let Some(name) = schema.get("$ref").and_then(Json::as_str) {
                schema = self
                    .root
                    .pointer(name.trim_start_matches('#'))
                    .unwrap_or(&Json::Null);
            } else if let Some(first) = schema.get("anyOf").and_then(|any| any.get(0)) {
                schema = first;
            } else {
                return schema;
            }
        }
    }

    fn unknown<'k>(
        &mut self,
        key: &Spanned<std::borrow::Cow<'_, str>>,
        known: impl Iterator<Item = &'k str>,
    ) {
        let name: &str = key.get_ref();
        let mut known: Vec<&str> = known.collect();
        known.sort_by(|a, b| {
            likeness(b, name)
                .total_cmp(&likeness(a, name))
                .then(a.cmp(b))
        });
        let near = known
            .first()
            .filter(|near| likeness(near, name) > 0.5)
            .map(ToString::to_string);
        known.sort_unstable();
        let instead = match &near {
            Some(near) => format!("Did you mean `{near}`?"),
            None => format!("The settings that can stand here are {}.", known.join(", ")),
        };
        let what = format!("there is no setting called `{}`", self.full(name));
        self.faults.push(Fault {
            span: key.span().into(),
            what,
            instead,
            rename: near,
        });
    }

    fn missing(&mut self, name: &str, at: Span, schema: Option<&'s Json>) {
        let owner = if self.path.is_empty() {
            "the page".to_owned()
        } else {
            format!("`{}`", self.path.join("."))
        };
        let owner = if self.root.pointer("/properties/practice").is_some() && self.path.is_empty() {
            "practice.toml".to_owned()
        } else {
            owner
        };
        let meaning = schema.and_then(description).unwrap_or_default();
        let instead = format!("Add a line `{name} = \"...\"`. {meaning}")
            .trim_end()
            .to_owned();
        let at = Span::new(at.start, at.end.min(at.start + 1).max(at.start));
        self.faults.push(Fault {
            span: at,
            what: format!("{owner} needs `{name}`"),
            instead,
            rename: None,
        });
    }

    fn full(&self, name: &str) -> String {
        self.path
            .iter()
            .map(String::as_str)
            .chain([name])
            .collect::<Vec<_>>()
            .join(".")
    }
}

/// From 0 to 1, how likely one word is a slip for the other.
fn likeness(known: &str, typed: &str) -> f64 {
    strsim::normalized_damerau_levenshtein(known, &typed.to_lowercase())
}

fn schema_type(schema: &Json) -> &str {
    match schema.get("type") {
        Some(Json::String(name)) => name,
        Some(Json::Array(names)) => names.first().and_then(Json::as_str).unwrap_or(""),
        _ => "",
    }
}

/// The words an enumeration allows, however schemars wrote them.
fn schema_words(schema: &Json) -> Option<Vec<&str>> {
    if let Some(words) = schema.get("enum").and_then(Json::as_array) {
        return Some(words.iter().filter_map(Json::as_str).collect());
    }
    let choices = schema.get("oneOf")?.as_array()?;
    let words = choices.iter().flat_map(|choice| match choice.get("const") {
        Some(word) => vec![word.as_str().unwrap_or_default()],
        None => schema_words(choice).unwrap_or_default(),
    });
    Some(words.collect())
}

fn is_day(schema: &Json) -> bool {
    schema.get("format").and_then(Json::as_str) == Some("date")
}

fn wanted(schema: &Json) -> String {
    if let Some(words) = schema_words(schema) {
        return format!("one of {}", words.join(", "));
    }
    match schema_type(schema) {
        "string" if is_day(schema) => "a day, written 2026-12-25",
        "string" => "text in quotes",
        "boolean" => "true or false",
        "integer" => "a whole number",
        "number" => "a number",
        "array" => "a list in square brackets",
        "object" => "a table of settings",
        _ => "something else",
    }
    .to_owned()
}

fn description(schema: &Json) -> Option<String> {
    schema
        .get("description")
        .and_then(Json::as_str)
        .map(|text| text.replace('\n', " "))
}

/// Adds every string of the tree, with spans relative to its text.
pub(super) fn collect_strings(table: &DeTable<'_>, path: &mut String, found: &mut Vec<TomlString>) {
    for (key, value) in table.iter() {
        let length = path.len();
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(key.get_ref());
        collect_value(value, path, found);
        path.truncate(length);
    }
}

fn collect_value(value: &Spanned<DeValue<'_>>, path: &mut String, found: &mut Vec<TomlString>) {
    match value.get_ref() {
        DeValue::String(text) => {
            let (key, value, span) = (path.clone(), text.to_string(), value.span().into());
            found.push(TomlString { key, value, span });
        }
        DeValue::Array(items) => items
            .iter()
            .for_each(|item| collect_value(item, path, found)),
        DeValue::Table(table) => collect_strings(table, path, found),
        _ => {}
    }
}

/// Adds the place of every value of the tree under its path, moved by `start`.
pub(super) fn collect_places(
    table: &DeTable<'_>,
    path: &str,
    start: usize,
    places: &mut BTreeMap<String, Span>,
) {
    for (key, value) in table.iter() {
        let path = if path.is_empty() {
            key.get_ref().to_string()
        } else {
            format!("{path}.{}", key.get_ref())
        };
        place_value(value, &path, start, places);
    }
}

fn place_value(
    value: &Spanned<DeValue<'_>>,
    path: &str,
    start: usize,
    places: &mut BTreeMap<String, Span>,
) {
    let span = value.span();
    places.insert(
        path.to_owned(),
        Span::new(span.start + start, span.end + start),
    );
    match value.get_ref() {
        DeValue::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                place_value(item, &format!("{path}.{at}"), start, places);
            }
        }
        DeValue::Table(table) => collect_places(table, path, start, places),
        _ => {}
    }
}
