//! The content folder as it was read: the text of every page and the names of all other files.
//!
//! It stands apart from loading so that the preview can load a site from what it has already read.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::source::Mark;

/// What is in the content folder.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// The pages, sorted by path.
    pub pages: Vec<PageText>,
    /// All other files, by path below content.
    pub files: BTreeSet<String>,
    /// What could not be read.
    pub told: Vec<Diagnostic>,
}

/// The text of a page's file.
#[derive(Debug, Clone)]
pub struct PageText {
    /// The path below content.
    pub path: Arc<str>,
    /// A mark of the text.
    pub mark: Mark,
    /// The text, or why there is none.
    pub text: Result<Arc<str>, Arc<str>>,
}

/// Files that one core reads in a row at most, so that none waits long for another at the end.
const IN_A_ROW: usize = 16;

impl Tree {
    /// Reads the content folder.
    pub fn read(content: &Path) -> Self {
        let (found, told) = walk(content);
        let (pages, files): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|(path, _)| is_page(path));
        let pages = pages
            .into_par_iter()
            .with_max_len(IN_A_ROW)
            .map(|(path, file)| PageText::new(path, fs::read(file)));
        Self {
            pages: pages.collect(),
            files: files.into_iter().map(|(path, _)| path).collect(),
            told,
        }
    }
}

/// Every file of the content folder by its path below it, in order, and what is in the way.
pub fn walk(content: &Path) -> (Vec<(String, PathBuf)>, Vec<Diagnostic>) {
    let (mut found, mut told) = (Vec::new(), Vec::new());
    let entries = WalkDir::new(content)
        .min_depth(1)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| !is_scratch(&entry.file_name().to_string_lossy()));
    for entry in entries {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                found.push((relative(content, entry.path()), entry.into_path()));
            }
            Ok(_) => {}
            Err(error) => {
                let path = error.path();
                let path = path.map_or_else(String::new, |path| relative(content, path));
                told.push(unreadable(&path, &error.to_string()));
            }
        }
    }
    (found, told)
}

impl PageText {
    /// The text of the file at that path below content, from what reading it gave.
    pub fn new(path: impl Into<Arc<str>>, read: std::io::Result<Vec<u8>>) -> Self {
        let text = match read.map(String::from_utf8) {
            Ok(Ok(text)) => Ok(Arc::<str>::from(text)),
            Ok(Err(_)) => Err("it is not saved as UTF-8 text".into()),
            Err(error) => Err(error.to_string().into()),
        };
        let mark = match &text {
            Ok(text) => Mark::of(text.as_bytes()),
            Err(why) => Mark::of(format!("unreadable: {why}")),
        };
        Self {
            path: path.into(),
            mark,
            text,
        }
    }
}

/// Whether the file at that path is a page.
pub fn is_page(path: &str) -> bool {
    path.ends_with(".md")
}

/// Whether a file or folder of that name belongs to an editor or a system and never to the site: hidden files, copies
/// for safety, files that are being written.
pub fn is_scratch(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with(['~', '#'])
        || matches!(name, "Thumbs.db" | "desktop.ini" | "4913")
        || [".swp", ".swx", ".tmp", ".part", ".crdownload"]
            .iter()
            .any(|end| name.ends_with(end))
}

/// A file that is there but cannot be read.
pub(super) fn unreadable(path: &str, why: &str) -> Diagnostic {
    let words = Words {
        rule: "files".into(),
        family: "files",
        what: format!("this file cannot be read: {why}").into(),
        why: "A page that cannot be read would be missing from the site.".into(),
        instead: "Save it as plain text in UTF-8, in a place you may open, or remove it.".into(),
    };
    Diagnostic::about(format!("content/{path}"), Severity::Error, words)
}

fn relative(content: &Path, path: &Path) -> String {
    let path = path.strip_prefix(content).unwrap_or(path);
    let parts: Vec<_> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}
