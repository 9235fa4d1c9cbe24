//! What the disk holds: every file of the site by its path, with a mark that changes when its content does.
//!
//! This is the only truth about changes. Events of the system only say "look now"; what changed is always told by
//! holding one picture against the one before. So a rename, an editor's way of saving, a swapped link, a network drive
//! and a clock that was set back are all the same case, and none of them can be missed.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::snapshot::Version;
use crate::diagnostic::Diagnostic;
use crate::pipeline::Sources;
use crate::site::{PageText, Tree, is_page, is_scratch, walk};
use crate::source::{Mark, Marker};

const PRACTICE: &str = "practice.toml";
const CONTENT: &str = "content/";
const THEMES: &str = "themes/";

/// Files younger than this may change again without a new time, so they are read at every look.
const YOUNG: Duration = Duration::from_secs(3);

/// Files longer than this are told apart by length and time alone.
const LONG: u64 = 8 << 20;

/// All files of a site at one moment.
#[derive(Debug, Clone, Default)]
pub(super) struct Picture {
    entries: BTreeMap<Arc<str>, Entry>,
    /// What of the content folder could not be looked at.
    told: Vec<Diagnostic>,
}

/// One file.
#[derive(Debug, Clone)]
struct Entry {
    stamp: Stamp,
    settled: bool,
    mark: Mark,
    /// The text, for files that a build reads; or why it cannot be read.
    text: Option<Result<Arc<str>, Arc<str>>>,
}

/// What the system says of a file without reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// On Unix also the time of the last change of any kind and the file's number, which no tool can set back.
    node: [i64; 3],
}

/// A file that differs between two pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// It is new.
    Made,
    /// Its content differs.
    Edited,
    /// It holds nothing any more, which is often a save that is not finished.
    Emptied,
    /// It is gone.
    Gone,
}

impl Picture {
    /// Looks at the site in `root`; what did not change since `before` is not read again.
    pub(super) fn take(root: &Path, before: &Self) -> Self {
        let now = SystemTime::now();
        let (found, told) = list(root);
        let entries: Vec<_> = found
            .into_par_iter()
            .filter_map(|(path, file)| {
                let stamp = Stamp::of(&fs::metadata(&file).ok()?);
                let known = before
                    .entries
                    .get(&path)
                    .filter(|entry| entry.settled && entry.stamp == stamp);
                let entry = match known {
                    Some(entry) => entry.clone(),
                    None => Entry::read(&path, &file, stamp, now),
                };
                Some((path, entry))
            })
            .collect();
        Self {
            entries: entries.into_iter().collect(),
            told,
        }
    }

    /// The same picture with nothing but these files looked at again: quick, where the system names all that it saw change.
    /// None if any of them was not in the picture or is gone, because then more may have moved than was named.
    pub(super) fn with(&self, root: &Path, named: &BTreeSet<PathBuf>) -> Option<Self> {
        let now = SystemTime::now();
        let mut next = self.clone();
        for file in named {
            let path = file.strip_prefix(root).ok()?;
            let is_scratch = |name: &OsStr| is_scratch(&name.to_string_lossy());
            if path.iter().any(is_scratch) {
                continue;
            }
            let path = below(root, file);
            let entry = next.entries.get_mut(&path)?;
            let metadata = fs::metadata(file).ok().filter(Metadata::is_file)?;
            let stamp = Stamp::of(&metadata);
            if !entry.settled || entry.stamp != stamp {
                *entry = Entry::read(&path, file, stamp, now);
            }
        }
        Some(next)
    }

    /// What differs from the picture before, by path below the site's root.
    pub(super) fn changes(&self, before: &Self) -> BTreeMap<Arc<str>, Change> {
        let mut changes = BTreeMap::new();
        for (path, entry) in &self.entries {
            match before.entries.get(path) {
                None => drop(changes.insert(path.clone(), Change::Made)),
                Some(old) if old.mark == entry.mark => {}
                Some(old) if entry.stamp.length == 0 && old.stamp.length > 0 => {
                    changes.insert(path.clone(), Change::Emptied);
                }
                Some(_) => drop(changes.insert(path.clone(), Change::Edited)),
            }
        }
        let gone = before
            .entries
            .keys()
            .filter(|path| !self.entries.contains_key(*path));
        changes.extend(gone.map(|path| (path.clone(), Change::Gone)));
        changes
    }

    /// Whether there is a file at that path below the site's root.
    pub(super) fn has(&self, path: &str) -> bool {
        self.entries.contains_key(path)
    }

    /// The version of a file that is served as it is.
    pub(super) fn version(&self, path: &str) -> Version {
        let entry = self.entries.get(path);
        entry.map_or_else(Version::default, |entry| Version::of(entry.mark.bytes()))
    }

    /// What a build is made from.
    pub(super) fn sources(&self) -> Sources {
        let mut tree = Tree {
            told: self.told.clone(),
            ..Tree::default()
        };
        for (path, entry) in self.below(CONTENT) {
            match &entry.text {
                Some(text) => tree.pages.push(PageText {
                    path: path[CONTENT.len()..].into(),
                    mark: entry.mark,
                    text: text.clone(),
                }),
                None => drop(tree.files.insert(path[CONTENT.len()..].to_owned())),
            }
        }
        let practice = self
            .entries
            .get(PRACTICE)
            .and_then(|entry| entry.text.clone());
        let mut themes = Marker::default();
        for (path, entry) in self.below(THEMES) {
            themes.add(path.as_bytes()).mark(entry.mark);
        }
        Sources {
            practice: match practice {
                Some(Ok(text)) => Ok(text),
                Some(Err(why)) => Err(io::Error::other(why.to_string())),
                None => Err(io::ErrorKind::NotFound.into()),
            },
            tree,
            themes: Some(themes.done()),
            took: None,
        }
    }

    fn below(&self, folder: &'static str) -> impl Iterator<Item = (&Arc<str>, &Entry)> {
        let from = self.entries.range(Arc::from(folder)..);
        from.take_while(move |(path, _)| path.starts_with(folder))
    }
}

impl Entry {
    fn read(path: &str, file: &Path, stamp: Stamp, now: SystemTime) -> Self {
        let age = stamp
            .modified
            .and_then(|modified| now.duration_since(modified).ok());
        let is_text = path == PRACTICE || (path.starts_with(CONTENT) && is_page(path));
        let (mark, text) = if is_text {
            let PageText { mark, text, .. } = PageText::new(path, fs::read(file));
            (mark, Some(text))
        } else {
            (mark_of(file, &stamp), None)
        };
        Self {
            settled: age.is_some_and(|age| age > YOUNG),
            stamp,
            mark,
            text,
        }
    }
}

fn mark_of(file: &Path, stamp: &Stamp) -> Mark {
    if stamp.length > LONG {
        return Mark::of(format!("{} {:?}", stamp.length, stamp.modified));
    }
    match fs::read(file) {
        Ok(bytes) => Mark::of(bytes),
        Err(error) => Mark::of(format!("unreadable: {error}")),
    }
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        Self {
            length: metadata.len(),
            modified: metadata.modified().ok(),
            node: node(metadata),
        }
    }
}

#[cfg(unix)]
fn node(metadata: &Metadata) -> [i64; 3] {
    use std::os::unix::fs::MetadataExt;
    [
        metadata.ctime(),
        metadata.ctime_nsec(),
        metadata.ino().cast_signed(),
    ]
}

#[cfg(not(unix))]
fn node(_: &Metadata) -> [i64; 3] {
    [0; 3]
}

/// Every file that a site is made from, and what is in the way.
fn list(root: &Path) -> (Vec<(Arc<str>, PathBuf)>, Vec<Diagnostic>) {
    let mut found = vec![(Arc::from(PRACTICE), root.join(PRACTICE))];
    let (content, told) = walk(&root.join("content"));
    let content = content.into_iter();
    found.extend(content.map(|(path, file)| (format!("{CONTENT}{path}").into(), file)));
    let themes = WalkDir::new(root.join("themes"))
        .into_iter()
        .filter_entry(|entry| !is_scratch(&entry.file_name().to_string_lossy()))
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file());
    found.extend(themes.map(|entry| (below(root, entry.path()), entry.into_path())));
    (found, told)
}

fn below(root: &Path, file: &Path) -> Arc<str> {
    let path = file.strip_prefix(root).unwrap_or(file).to_string_lossy();
    if cfg!(windows) {
        path.replace('\\', "/").into()
    } else {
        path.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_change_is_told_and_a_touch_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("content/faq")).unwrap();
        let page = root.join("content/faq/a.md");
        fs::write(&page, "one").unwrap();
        let first = Picture::take(root, &Picture::default());
        let tell = |before: &Picture| -> (Picture, Vec<(String, Change)>) {
            let now = Picture::take(root, before);
            let changes = now.changes(before);
            (
                now,
                changes
                    .into_iter()
                    .map(|(path, change)| (path.to_string(), change))
                    .collect(),
            )
        };
        fs::write(&page, "one").unwrap();
        let (second, changes) = tell(&first);
        assert_eq!(changes, []);
        fs::write(&page, "two").unwrap();
        let (third, changes) = tell(&second);
        assert_eq!(changes, [("content/faq/a.md".to_owned(), Change::Edited)]);
        fs::write(root.join("content/faq/.a.md.swp"), "x").unwrap();
        fs::rename(root.join("content/faq"), root.join("content/questions")).unwrap();
        let (_, changes) = tell(&third);
        assert_eq!(
            changes,
            [
                ("content/faq/a.md".to_owned(), Change::Gone),
                ("content/questions/a.md".to_owned(), Change::Made),
            ]
        );
    }

    #[test]
    fn a_look_at_named_files_alone_sees_what_a_whole_look_sees_or_gives_up() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("content")).unwrap();
        let page = root.join("content/a.md");
        fs::write(&page, "one").unwrap();
        let first = Picture::take(root, &Picture::default());
        let look = |names: &[&str]| {
            let named = names.iter().map(|name| root.join("content").join(name));
            first.with(root, &named.collect())
        };
        fs::write(&page, "two").unwrap();
        fs::write(root.join("content/a.md~"), "one").unwrap();
        let seen = look(&["a.md", "a.md~"]).unwrap();
        assert_eq!(
            seen.changes(&first),
            Picture::take(root, &first).changes(&first)
        );
        assert_eq!(seen.changes(&first).len(), 1);
        fs::write(root.join("content/b.md"), "new").unwrap();
        assert!(look(&["a.md", "b.md"]).is_none(), "a new file");
        fs::remove_file(&page).unwrap();
        assert!(look(&["a.md"]).is_none(), "a file that is gone");
        fs::create_dir(&page).unwrap();
        assert!(look(&["a.md"]).is_none(), "a folder in its place");
    }
}
