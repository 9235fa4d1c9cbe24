//! practice.toml and front matter: what was typed, with every mistake found at its place.
//!
//! A file is first read as bare TOML, which keeps the place of every key and value; that tree is held against the
//! JSON Schema of the structure it should become, so that one run tells every unknown key ("did you mean"), every
//! missing one and every value of a wrong kind. Only a tree without such faults becomes a structure.

pub mod blocks;
pub mod day;
pub mod duties;
pub mod front;
pub mod languages;
pub mod practice;
mod shape;
pub mod specialty;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use toml::de::DeTable;

use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::source::{SourceFile, Span};

pub use blocks::{
    CareCard, CareLevel, FeeTable, NoticeKind, PictureKind, TestimonialTable, WaiveTable,
};
pub use day::Day;
pub use duties::{OfficeStatus, PlanStatus};
pub use front::{ClinicianTable, FrontMatter, PageKind, Scope, ServiceTable, Source, Topic};
pub use languages::{
    GUARDED, LanguageReview, LanguageTable, direction, language_of, without_language,
};
pub use practice::{AlertLevel, GuardTable, PracticeFile, SeverityWord};
pub use shape::SchemaOf;
pub use specialty::MedicalSpecialty;

/// Reads the TOML in `span` of `source` as a `T`, or tells everything that keeps it from being one.
pub fn read<T: DeserializeOwned + JsonSchema>(
    source: &SourceFile,
    span: Span,
    schema: &SchemaOf<T>,
) -> Result<T, Vec<Diagnostic>> {
    let text = source.slice(span);
    let table = DeTable::parse(text).map_err(|error| vec![syntax(source, span, &error)])?;
    let faults = schema.faults(table.get_ref());
    if !faults.is_empty() {
        let told = faults.into_iter().map(|fault| fault.told(source, span));
        return Err(told.collect());
    }
    toml::from_str(text).map_err(|error| vec![syntax(source, span, &error)])
}

/// Every string in the TOML of `span`, with the bytes in the file that hold it (quotes included) and its key.
pub fn strings(source: &SourceFile, span: Span) -> Vec<TomlString> {
    let Ok(table) = DeTable::parse(source.slice(span)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    shape::collect_strings(table.get_ref(), &mut String::new(), &mut found);
    for string in &mut found {
        string.span = Span::new(string.span.start + span.start, string.span.end + span.start);
    }
    found.sort_by_key(|string| string.span);
    found
}

/// Where every value of a TOML text stands, by its path, such as `locations.0.hours.monday`.
#[derive(Debug, Clone, Default)]
pub struct Places(BTreeMap<String, Span>);

impl Places {
    /// Finds the places in the TOML of `span`.
    pub fn of(source: &SourceFile, span: Span) -> Self {
        let mut places = BTreeMap::new();
        if let Ok(table) = DeTable::parse(source.slice(span)) {
            shape::collect_places(table.get_ref(), "", span.start, &mut places);
        }
        Self(places)
    }

    /// The place of the value at `path`, or of the nearest table around it, or the first byte.
    pub fn at(&self, path: &str) -> Span {
        let mut path = path;
        loop {
            if let Some(span) = self.0.get(path) {
                return *span;
            }
            match path.rfind('.') {
                Some(dot) => path = &path[..dot],
                None => return Span::default(),
            }
        }
    }
}

/// A string somewhere in a TOML text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TomlString {
    /// The keys that lead to it, joined by dots, such as `clinician.role`.
    pub key: String,
    /// What the string says, escapes resolved.
    pub value: String,
    /// The bytes of the file that hold it, quotes included.
    pub span: Span,
}

fn syntax(source: &SourceFile, span: Span, error: &toml::de::Error) -> Diagnostic {
    let at = error.span().map_or(span, |at| {
        Span::new(at.start + span.start, at.end + span.start)
    });
    let words = Words {
        rule: "settings".into(),
        family: "settings",
        what: format!("this cannot be read: {}", error.message()).into(),
        why: "The part with the page's or the practice's settings has to follow the rules of TOML."
            .into(),
        instead:
            "Write each setting on a line of its own as `name = \"value\"`, with straight quotes."
                .into(),
    };
    Diagnostic::at(source, at, Severity::Error, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn front(text: &str) -> Vec<String> {
        let source = SourceFile::new("content/a.md", text);
        let schema = SchemaOf::<FrontMatter>::new();
        let told = read(&source, Span::new(0, text.len()), &schema)
            .err()
            .unwrap_or_default();
        told.iter()
            .map(|d| format!("{}:{} {}", d.start.line, d.start.column, d.what))
            .collect()
    }

    #[test]
    fn all_faults_are_told_in_one_run_each_at_its_place() {
        let told = front("titel = \"A\"\ndraft = \"yes\"\nkind = \"fax\"\n[clinician]\nrole = 3\n");
        assert_eq!(
            told,
            [
                "1:1 there is no setting called `titel`",
                "2:9 `draft` should be true or false",
                "3:8 `kind` should be one of home, faq, service, condition, clinician, location, policy, notice, news, page",
                "4:1 `clinician` needs `degrees`",
                "5:8 `clinician.role` should be text in quotes",
            ]
        );
    }

    #[test]
    fn days_are_taken_with_and_without_quotes() {
        assert_eq!(
            front("title = \"A\"\ndate = 2026-01-02\nupdated = \"2026-01-03\""),
            Vec::<String>::new()
        );
        assert_eq!(
            front("title = \"A\"\ndate = \"soon\"")[0],
            "2:8 `date` should be a day, written 2026-12-25"
        );
    }

    #[test]
    fn strings_come_with_their_place() {
        let text = "title = \"A\"\n[[sources]]\ntitle = \"B\"\n";
        let found = strings(&SourceFile::new("a", text), Span::new(0, text.len()));
        let keys: Vec<_> = found
            .iter()
            .map(|s| (s.key.as_str(), &text[s.span.start..s.span.end]))
            .collect();
        assert_eq!(keys, [("title", "\"A\""), ("sources.title", "\"B\"")]);
    }
}
