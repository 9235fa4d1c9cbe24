//! `schema`: JSON Schemas of practice.toml and of each kind's front matter, and a reference page made from the same.
//!
//! Editors complete and mark settings by them. They are made from the structures that read the files, so they cannot
//! be out of date.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use super::{Exit, complain, say};
use crate::config::{FrontMatter, PageKind, PracticeFile, SchemaOf};

/// Write what may stand in practice.toml and front matter.
#[derive(Debug, clap::Args)]
pub(super) struct Schema {
    /// The folder to write to
    #[arg(long, value_name = "DIR", default_value = "schema")]
    output: PathBuf,
}

impl Schema {
    pub(super) fn run(self) -> Exit {
        match write(&self.output) {
            Ok(count) => {
                let folder = self.output.display();
                say(&format!(
                    "Wrote {count} files to {folder}: practice.json, one for each kind of page, and reference.md."
                ));
                Exit::Clear
            }
            Err(error) => {
                complain(&format!(
                    "{} cannot be written: {error}.",
                    self.output.display()
                ));
                Exit::Failed
            }
        }
    }
}

fn write(folder: &Path) -> std::io::Result<usize> {
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
    fs::write(folder.join("reference.md"), reference(&practice, &front))?;
    Ok(PageKind::ALL.len() + 2)
}

/// Settings that only some kinds of pages have.
const ONLY: [(&str, &[PageKind]); 7] = [
    ("clinician", &[PageKind::Clinician]),
    ("service", &[PageKind::Service, PageKind::Condition]),
    ("location", &[PageKind::Location]),
    ("effective", &[PageKind::Policy, PageKind::Notice]),
    ("expires", &[PageKind::News]),
    ("author", &[PageKind::News]),
    ("commercial_interest", &[PageKind::News]),
];

/// Settings that a kind cannot do without, besides the title.
fn needed(kind: PageKind) -> &'static [&'static str] {
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
                && (name != "notice" || kind == PageKind::Notice)
        });
    }
    if let Some(required) = schema["required"].as_array_mut() {
        required.extend(needed(kind).iter().map(|name| Json::from(*name)));
    }
    schema
}

fn reference(practice: &Json, front: &Json) -> String {
    let mut out = String::from(
        "# Settings\n\nMade by `brassplate schema` from the structures that read the files.\n",
    );
    out.push_str("\n## practice.toml\n");
    table(&mut out, practice, practice, "");
    out.push_str("\n## Front matter\n");
    table(&mut out, front, front, "");
    out
}

fn table(out: &mut String, root: &Json, schema: &Json, path: &str) {
    let Some(known) = schema["properties"].as_object() else {
        return;
    };
    let _ = writeln!(out, "\n| Setting | Meaning |\n|---|---|");
    for (name, value) in known {
        let told = told(root, value);
        let _ = writeln!(out, "| `{name}` | {told} |");
    }
    for (name, value) in known {
        let inner = resolved(root, value);
        let inner = inner
            .get("items")
            .map_or(inner, |items| resolved(root, items));
        if inner["properties"].is_object() {
            let path = if path.is_empty() {
                name.clone()
            } else {
                format!("{path}.{name}")
            };
            let _ = writeln!(out, "\n### `{path}`");
            table(out, root, inner, &path);
        }
    }
}

fn told(root: &Json, value: &Json) -> String {
    let own = value["description"].as_str();
    let own = own.or_else(|| resolved(root, value)["description"].as_str());
    own.unwrap_or_default()
        .replace('\n', " ")
        .replace('|', "\\|")
}

fn resolved<'s>(root: &'s Json, schema: &'s Json) -> &'s Json {
    let mut schema = schema;
    loop {
        if let Some(name) = schema["$ref"].as_str() {
            schema = root
                .pointer(name.trim_start_matches('#'))
                .unwrap_or(&Json::Null);
        } else if schema["anyOf"].is_array() {
            schema = &schema["anyOf"][0];
        } else {
            return schema;
        }
    }
}
