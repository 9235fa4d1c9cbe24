//! The reference page of settings, made from the same schemas that hold practice.toml and front matter.
//!
//! It stands apart from the schemas because it is written for people: what each setting means, what may stand there, and
//! what happens without it. `docs/reference.md` is this page, and a test holds it current.

use std::fmt::Write as _;

use serde_json::Value as Json;

use super::schema::{ONLY, needed};
use crate::config::{FrontMatter, PageKind, PracticeFile, SchemaOf};

/// The whole page as Markdown.
pub(super) fn page() -> String {
    let practice = SchemaOf::<PracticeFile>::new().json().clone();
    let front = SchemaOf::<FrontMatter>::new().json().clone();
    let mut out = String::from(
        "# Settings\n\nEvery setting that brassplate knows. This page is made by `brassplate schema --reference docs/reference.md` from\nthe structures that read the files; please do not edit it by hand.\n\nA setting marked **needed** cannot be left out. `[[name]]` is a table that may stand there several times.\n",
    );
    out.push_str("\n## practice.toml\n");
    table(&mut out, &practice, &practice, "");
    out.push_str(
        "\n## On top of a page\n\nBetween two lines of `+++`. The folder decides the kind of a page; some settings are for some kinds only.\n",
    );
    kinds(&mut out);
    table(&mut out, &front, &front, "");
    out
}

/// What each kind of page needs and has besides what all have.
fn kinds(out: &mut String) {
    out.push_str("\n| Kind | Folder | Needs | Only here |\n|---|---|---|---|\n");
    for kind in PageKind::ALL {
        let folder = kind
            .folder()
            .map_or(String::new(), |name| format!("`content/{name}`"));
        let mut needs = vec!["title"];
        needs.extend(needed(kind));
        let only = ONLY.iter().filter(|(_, kinds)| kinds.contains(&kind));
        let only: Vec<_> = only.map(|(name, _)| *name).collect();
        let _ = writeln!(
            out,
            "| {} | {folder} | {} | {} |",
            kind.name(),
            quoted(&needs),
            quoted(&only)
        );
    }
}

fn quoted(names: &[&str]) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

fn table(out: &mut String, root: &Json, schema: &Json, path: &str) {
    let Some(known) = schema["properties"].as_object() else {
        return;
    };
    let needed: Vec<&str> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Json::as_str)
        .collect();
    out.push_str("\n| Setting | What stands there | Meaning |\n|---|---|---|\n");
    for (name, value) in known {
        let mut may = may_stand(root, value);
        if needed.contains(&name.as_str()) {
            may = format!("{may}, **needed**");
        } else if let Some(default) = usual(value) {
            may = format!("{may}; `{default}` if not given");
        }
        let _ = writeln!(out, "| `{name}` | {may} | {} |", told(root, value));
    }
    for (name, value) in known {
        let (inner, many) = inside(root, value);
        if inner["properties"].is_object() {
            let path = match path {
                "" => name.clone(),
                above => format!("{above}.{name}"),
            };
            let head = match many {
                true => format!("[[{path}]]"),
                false => format!("[{path}]"),
            };
            let _ = writeln!(out, "\n### `{head}`");
            if let Some(about) = inner["description"].as_str() {
                let _ = writeln!(out, "\n{}", one_line(about));
            }
            table(out, root, inner, &path);
        }
    }
}

/// The table behind a setting, and whether there may be several.
fn inside<'s>(root: &'s Json, value: &'s Json) -> (&'s Json, bool) {
    let own = resolved(root, value);
    match own.get("items") {
        Some(items) => (resolved(root, items), true),
        None => (own, false),
    }
}

/// What a value may be, in plain words.
fn may_stand(root: &Json, value: &Json) -> String {
    let schema = resolved(root, value);
    let words = choices(schema);
    if !words.is_empty() {
        return words.join(", ");
    }
    if schema["format"] == "date" {
        return "a day".into();
    }
    let kinds = schema["type"].as_array().map_or_else(
        || schema["type"].as_str().unwrap_or_default(),
        |kinds| kinds.first().and_then(Json::as_str).unwrap_or_default(),
    );
    match kinds {
        "string" => "text".into(),
        "boolean" => "`true` or `false`".into(),
        "integer" => "a whole number".into(),
        "number" => "a number".into(),
        "array" => match may_stand(root, &schema["items"]).as_str() {
            "a table" => "tables".into(),
            inner => format!("a list: {inner}"),
        },
        _ if schema["additionalProperties"].is_object() => {
            let inner = may_stand(root, &schema["additionalProperties"]);
            format!("a table: name = {inner}")
        }
        "object" => "a table".into(),
        _ => "anything".into(),
    }
}

/// The words among which one is chosen.
fn choices(schema: &Json) -> Vec<String> {
    let plain = schema["enum"].as_array().into_iter().flatten();
    let told = schema["oneOf"].as_array().into_iter().flatten();
    let words = plain.chain(told.flat_map(|one| {
        let many = one["enum"].as_array().into_iter().flatten();
        many.chain(one.get("const"))
    }));
    words
        .filter_map(Json::as_str)
        .map(|word| format!("`\"{word}\"`"))
        .collect()
}

/// What counts where nothing is written, if that is more than "nothing".
fn usual(value: &Json) -> Option<String> {
    let default = value.get("default")?;
    let is_empty = default.is_null()
        || default.as_array().is_some_and(Vec::is_empty)
        || default.as_object().is_some();
    (!is_empty).then(|| default.to_string())
}

fn told(root: &Json, value: &Json) -> String {
    let own = value["description"].as_str();
    let about = own.or_else(|| resolved(root, value)["description"].as_str());
    let mut words = one_line(about.unwrap_or_default());
    let told = resolved(root, value)["oneOf"].as_array();
    for one in told.into_iter().flatten() {
        if let (Some(name), Some(about)) = (one["const"].as_str(), one["description"].as_str()) {
            let _ = write!(words, " `\"{name}\"`: {}", one_line(about));
        }
    }
    words
}

fn one_line(text: &str) -> String {
    text.replace('\n', " ").replace('|', "\\|")
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
