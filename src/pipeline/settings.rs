//! The guard with a site's settings: of the site that is built, and of the site a loose file lies in.
//!
//! Mistakes in the settings are told in practice.toml, where they stand.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::config::{Day, GuardTable, Places, PracticeFile, SchemaOf, read};
use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::guard::Guard;
use crate::source::SourceFile;

const FILE: &str = "practice.toml";

/// The guard with the settings of a practice; what is wrong with them is added to `said`.
pub(super) fn guard(
    source: &SourceFile,
    table: &GuardTable,
    today: Option<Day>,
    said: &mut Vec<Diagnostic>,
) -> Guard {
    let (guard, mistakes) = Guard::new(table, today);
    if mistakes.is_empty() {
        return guard;
    }
    let places = Places::of(source, source.whole());
    said.extend(mistakes.into_iter().map(|mistake| {
        let words = Words {
            rule: "settings".into(),
            family: "settings",
            what: mistake.what.into(),
            why: mistake.why.into(),
            instead: mistake.instead.into(),
        };
        Diagnostic::at(source, places.at(&mistake.at), mistake.severity, words)
    }));
    guard
}

/// The guards for loose files: a file in a site is judged by that site's settings.
#[derive(Debug)]
pub(super) struct Guards {
    today: Option<Day>,
    /// For files that lie in no site.
    plain: Guard,
    /// The site that each folder lies in.
    roots: BTreeMap<PathBuf, Option<PathBuf>>,
    /// By the root of the site.
    of_sites: BTreeMap<PathBuf, Guard>,
}

impl Guards {
    /// The guards of all sites that `files` lie in; what is wrong with their settings is added to `said`.
    pub(super) fn of(files: &[PathBuf], today: Option<Day>, said: &mut Vec<Diagnostic>) -> Self {
        let (plain, _) = Guard::new(&GuardTable::default(), today);
        let mut guards = Self {
            today,
            plain,
            roots: BTreeMap::new(),
            of_sites: BTreeMap::new(),
        };
        for file in files {
            guards.learn(folder_of(file), said);
        }
        guards
    }

    /// The guard for a file, one of those it was made for.
    pub(super) fn get(&self, file: &Path) -> &Guard {
        let root = self.roots.get(&folder_of(file)).and_then(Option::as_ref);
        root.and_then(|root| self.of_sites.get(root))
            .unwrap_or(&self.plain)
    }

    fn learn(&mut self, folder: PathBuf, said: &mut Vec<Diagnostic>) {
        if self.roots.contains_key(&folder) {
            return;
        }
        let mut above = folder.ancestors();
        let root = above.find(|above| above.join(FILE).is_file());
        let root = root.map(Path::to_owned);
        if let Some(root) = root
            .as_ref()
            .filter(|root| !self.of_sites.contains_key(*root))
        {
            let guard = of_site(root, self.today, said);
            self.of_sites
                .extend(guard.map(|guard| (root.clone(), guard)));
        }
        self.roots.insert(folder, root);
    }
}

/// The folder of a file as a whole path, so that the folders above it can be told.
fn folder_of(file: &Path) -> PathBuf {
    let whole = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    whole.parent().unwrap_or(Path::new("")).to_owned()
}

/// The guard of the site in `root`; none if its settings cannot be read, which is told.
fn of_site(root: &Path, today: Option<Day>, said: &mut Vec<Diagnostic>) -> Option<Guard> {
    let path = root.join(FILE);
    let here = std::env::current_dir().unwrap_or_default();
    let shown = path.strip_prefix(&here).unwrap_or(&path);
    let shown = shown.to_string_lossy().replace('\\', "/");
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => {
            said.push(unreadable(&shown, &error));
            return None;
        }
    };
    let source = SourceFile::new(shown, text);
    match read(&source, source.whole(), &SchemaOf::<PracticeFile>::new()) {
        Ok(typed) => Some(guard(&source, &typed.guard, today, said)),
        Err(told) => {
            said.extend(told);
            None
        }
    }
}

fn unreadable(shown: &str, error: &std::io::Error) -> Diagnostic {
    let words = Words {
        rule: "files".into(),
        family: "files",
        what: format!("this file cannot be read: {error}").into(),
        why: "The settings in it say how its site is judged.".into(),
        instead: "Save it once more as UTF-8 text.".into(),
    };
    Diagnostic::about(shown.to_owned(), Severity::Error, words)
}
