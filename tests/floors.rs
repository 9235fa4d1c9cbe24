//! The floors of the house: a room may use only rooms to its left, and no file grows past what one can read at once.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::path::{Path, PathBuf};

const ROOMS: [&str; 21] = [
    "source",
    "diagnostic",
    "config",
    "markdown",
    "html",
    "page",
    "practice",
    "prose",
    "guard",
    "site",
    "pictures",
    "output",
    "duties",
    "render",
    "gate",
    "search",
    "report",
    "publish",
    "pipeline",
    "serve",
    "cli",
];

/// Rooms from which no file is read, nothing printed and no clock asked.
const PURE: [&str; 9] = [
    "source",
    "diagnostic",
    "config",
    "markdown",
    "html",
    "page",
    "practice",
    "prose",
    "guard",
];

#[test]
fn a_room_uses_only_rooms_to_its_left() {
    let mut wrong = Vec::new();
    for (room, path, text) in rooms() {
        let own = position(&room);
        for used in used_rooms(&text) {
            if position(&used) > own {
                wrong.push(format!("{} uses {used}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_guard_and_everything_left_of_it_touch_nothing_outside() {
    let forbidden = [
        "std::fs",
        "std::io",
        "std::env",
        "std::time",
        "std::process",
        "println!",
        "print!(",
        "Zoned::now",
        "SystemTime",
    ];
    let mut wrong = Vec::new();
    for (room, path, text) in rooms() {
        if PURE.contains(&room.as_str()) {
            let found = forbidden
                .iter()
                .filter(|word| code(&text).any(|line| line.contains(**word)));
            wrong.extend(found.map(|word| format!("{} has {word}", path.display())));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_file_says_what_it_is_and_none_is_too_long() {
    let mut wrong = Vec::new();
    for path in rust_files(&src()) {
        let text = fs::read_to_string(&path).unwrap();
        if !text.starts_with("//!") {
            wrong.push(format!("{} does not open with what it is", path.display()));
        }
        if text.lines().count() > 500 {
            wrong.push(format!("{} has more than 500 lines", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every file that belongs to a room: the room, the path, the text.
fn rooms() -> Vec<(String, PathBuf, String)> {
    let files = rust_files(&src()).into_iter().filter_map(|path| {
        let below = path.strip_prefix(src()).unwrap().to_owned();
        let first = below.iter().next().unwrap().to_string_lossy().into_owned();
        let room = first.trim_end_matches(".rs").to_owned();
        let text = fs::read_to_string(&path).unwrap();
        (!["lib", "main"].contains(&room.as_str())).then_some((room, path, text))
    });
    files.collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn position(room: &str) -> usize {
    ROOMS
        .iter()
        .position(|known| known == &room)
        .unwrap_or_else(|| panic!("{room} is not in the plan of the house"))
}

/// Lines before the tests of a file, without comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    let lines = text
        .lines()
        .take_while(|line| !line.starts_with("#[cfg(test)]"));
    lines.filter(|line| !line.trim_start().starts_with("//"))
}

/// The rooms named by `crate::room` or `use crate::{room, ...}`.
fn used_rooms(text: &str) -> Vec<String> {
    let text: String = code(text).collect::<Vec<_>>().join("\n");
    let mut used = Vec::new();
    for part in text.split("crate::").skip(1) {
        let names: Vec<&str> = match part.strip_prefix('{') {
            Some(group) => group
                .split('}')
                .next()
                .unwrap_or_default()
                .split(',')
                .collect(),
            None => vec![part],
        };
        used.extend(names.into_iter().filter_map(first_word));
    }
    used
}

fn first_word(text: &str) -> Option<String> {
    let word: String = text
        .trim_start()
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    (!word.is_empty() && word.starts_with(|c: char| c.is_lowercase())).then_some(word)
}

#[test]
fn the_reader_of_this_test_sees_grouped_imports() {
    let text = "use crate::{page::Page, guard};\nfn f() { crate::cli::run() }\n// crate::serve\n#[cfg(test)]\nuse crate::gate;";
    assert_eq!(used_rooms(text), ["page", "guard", "cli"]);
}
