//! What the disk holds: every file of the site by its path, with a mark that changes when its content does.
//!
//! This is the only truth about changes. Events of the system only say "look now"; what changed is always told by
//! holding one picture against the one before. So a rename, an editor's way of saving, a swapped link, a network drive
//! and a clock that was set back are all the same case, and none of them can be missed.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::site::is_scratch;

/// Files younger than this may change again without a new time, so they are read at every look.
const YOUNG: Duration = Duration::from_secs(3);

/// Files longer than this are told apart by length and time alone.
const LONG: u64 = 8 << 20;

/// All files of a site at one moment.
#[derive(Debug, Clone, Default)]
pub(super) struct Picture {
    entries: BTreeMap<Arc<str>, Entry>,
}

/// One file.
#[derive(Debug, Clone)]
struct Entry {
    stamp: Stamp,
    settled: bool,
    mark: blake3::Hash,
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
        let found = list(root);
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
                    None => Entry::read(&file, stamp, now),
                };
                Some((path, entry))
            })
            .collect();
        Self {
            entries: entries.into_iter().collect(),
        }
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

    /// The mark of a file's content.
    pub(super) fn mark(&self, path: &str) -> Option<[u8; 32]> {
        self.entries.get(path).map(|entry| *entry.mark.as_bytes())
    }
}

impl Entry {
    fn read(file: &Path, stamp: Stamp, now: SystemTime) -> Self {
        let age = stamp
            .modified
            .and_then(|modified| now.duration_since(modified).ok());
        let mark = match fs::read(file) {
            _ if stamp.length > LONG => {
                blake3::hash(format!("{} {:?}", stamp.length, stamp.modified).as_bytes())
            }
            Ok(bytes) => blake3::hash(&bytes),
            Err(error) => blake3::hash(format!("unreadable: {}", error.kind()).as_bytes()),
        };
        Self {
            settled: age.is_some_and(|age| age > YOUNG),
            stamp,
            mark,
        }
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

/// Every file that a site is made from.
fn list(root: &Path) -> Vec<(Arc<str>, PathBuf)> {
    let practice = root.join("practice.toml");
    let mut found = vec![(Arc::from("practice.toml"), practice)];
    for folder in ["content", "themes"] {
        let entries = WalkDir::new(root.join(folder))
            .follow_links(true)
            .min_depth(1)
            .into_iter()
            .filter_entry(|entry| !is_scratch(&entry.file_name().to_string_lossy()));
        let files = entries
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file());
        found.extend(files.map(|entry| (below(root, entry.path()), entry.into_path())));
    }
    found
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
}
