//! `schema`: JSON Schemas of practice.toml and of each kind's front matter, and a reference page made from the same.
//!
//! Editors complete and mark settings by them. They are made from the structures that read the files, so they cannot
//! be out of date.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use super::{Exit, complain, reference, say};
use crate::config::{FrontMatter, PageKind, PracticeFile, SchemaOf};

/// Write what may stand in practice.toml and front matter.
#[derive(Debug, clap::Args)]
pub(super) struct Schema {
    /// The folder to write to
    #[arg(long, value_name = "DIR", default_value = "schema")]
    output: PathBuf,
    /// Write only the reference page, to this file
    #[arg(long, value_name = "FILE", conflicts_with = "output")]
    reference: Option<PathBuf>,
}

impl Schema {
    pub(super) fn run(self) -> Exit {
        let (place, written) = match &self.reference {
            Some(file) => (file, write_reference(file)),
            None => (&self.output, write(&self.output)),
        };
        let place = place.display();
        match written {
            Ok(told) => {
                say(&format!("Wrote {told}{place}."));
                Exit::Clear
            }
            Err(error) => {
                complain(&format!("{place} cannot be written: {error}."));
                Exit::Failed
            }
        }
    }
}

fn write_reference(file: &Path) -> std::io::Result<String> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, reference::page())?;
    Ok(String::new())
}

fn write(folder: &Path) -> std::io::Result<String> {
    fs::create_dir_all(folder)?;
    let practice = SchemaOf::<PracticeFile>::new().json().clone();
    let front = SchemaOf::<FrontMatter>::new().json().clone();
    let save = |name: &str, schema: &Json| {
        let text = serde_json::to_string_pretty(schema).map_err(std::io::Error::other)?;
        fs::write(folder.join(format!("{name}.json")), text + "\n")
    };
    save("practice", &practice)?;
    for kind in PageKind::ALL {
        save(kind.name(), &of_kind(front.clone(), kind))?;
    }
    fs::write(folder.join("reference.md"), reference::page())?;
    Ok(format!(
        "{} files (practice.json, one for each kind of page, and reference.md) to ",
        PageKind::ALL.len() + 2
    ))
}

/// Settings that only some kinds of pages have.
pub(super) const ONLY: [(&str, &[PageKind]); 9] = [
    ("clinician", &[PageKind::Clinician]),
    ("policy", &[PageKind::Policy]),
    ("notice", &[PageKind::Notice]),
    ("service", &[PageKind::Service, PageKind::Condition]),
    ("location", &[PageKind::Location]),
    ("effective", &[PageKind::Policy, PageKind::Notice]),
    ("expires", &[PageKind::News]),
    ("author", &[PageKind::News]),
    ("commercial_interest", &[PageKind::News]),
];

/// Settings that a kind cannot do without, besides the title.
pub(super) fn needed(kind: PageKind) -> &'static [&'static str] {
    match kind {
        PageKind::Clinician => &["clinician"],
        PageKind::Location => &["location"],
        PageKind::News => &["date"],
        PageKind::Faq => &["scope"],
        PageKind::Condition => &["reviewed_by", "last_reviewed", "next_review"],
        _ => &[],
    }
}

fn of_kind(mut schema: Json, kind: PageKind) -> Json {
    schema["title"] = format!("Front matter of a page of the kind {}", kind.name()).into();
    schema["additionalProperties"] = false.into();
    if let Some(known) = schema["properties"].as_object_mut() {
        known.retain(|name, _| {
            ONLY.iter()
                .all(|(only, kinds)| only != name || kinds.contains(&kind))
        });
    }
    if let Some(required) = schema["required"].as_array_mut() {
        required.extend(needed(kind).iter().map(|name| Json::from(*name)));
    }
    schema
}
