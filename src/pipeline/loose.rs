//! The guard alone, on Markdown files and folders that need not belong to a site. A file that does is judged by the
//! settings of its site.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use rayon::prelude::*;
use walkdir::WalkDir;

use super::settings::Guards;
use crate::config::{Day, PageKind};
use crate::diagnostic::Diagnostic;
use crate::duties::Exception;
use crate::page::Page;
use crate::source::SourceFile;

/// Why a file could not be judged.
#[derive(Debug, thiserror::Error)]
#[error("{}: {why}", .path.display())]
pub struct Unreadable {
    path: PathBuf,
    why: String,
}

/// What the guard makes of loose files.
#[derive(Debug, Default)]
pub struct Loose {
    /// What it says.
    pub said: Vec<Diagnostic>,
    /// The waivers in the files.
    pub exceptions: Vec<Exception>,
    /// The files.
    pub sources: Vec<SourceFile>,
}

/// Judges every Markdown file in `paths`, as pages of `kind` or of the kind their folder tells.
pub fn judge(
    paths: &[PathBuf],
    kind: Option<PageKind>,
    today: Option<Date>,
) -> Result<Loose, Unreadable> {
    let mut files = Vec::new();
    for path in paths {
        find(path, &mut files)?;
    }
    files.sort();
    files.dedup();
    let mut loose = Loose::default();
    let guards = Guards::of(&files, today.map(Day), &mut loose.said);
    let judged: Result<Vec<_>, Unreadable> = files
        .par_iter()
        .map(|file| {
            let page = read(file, kind)?;
            let judgement = guards.get(file).judge(&page);
            Ok((page.source, judgement))
        })
        .collect();
    for (source, judgement) in judged? {
        loose
            .exceptions
            .extend(Exception::of_page(&source, &judgement.waivers));
        loose.said.extend(judgement.said);
        loose.sources.push(source);
    }
    loose.said.sort();
    loose.said.dedup();
    Ok(loose)
}

fn find(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Unreadable> {
    for entry in WalkDir::new(path).sort_by_file_name() {
        let entry = entry.map_err(|error| unreadable(path, &error))?;
        let is_markdown = entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "md" || extension == "markdown");
        if entry.file_type().is_file() && (is_markdown || entry.depth() == 0) {
            files.push(entry.into_path());
        }
    }
    Ok(())
}

fn read(file: &Path, kind: Option<PageKind>) -> Result<Page, Unreadable> {
    let text = fs::read(file).map_err(|error| unreadable(file, &error))?;
    let text =
        String::from_utf8(text).map_err(|_| unreadable(file, &"it is not saved as UTF-8 text"))?;
    let shown = file.to_string_lossy().replace('\\', "/");
    let below_content = shown
        .split_once("content/")
        .map_or(shown.as_str(), |(_, below)| below);
    let kind = kind.unwrap_or_else(|| PageKind::of_path(below_content));
    Ok(Page::loose(SourceFile::new(shown, text), kind))
}

fn unreadable(path: &Path, why: &dyn std::fmt::Display) -> Unreadable {
    Unreadable {
        path: path.to_owned(),
        why: why.to_string(),
    }
}
