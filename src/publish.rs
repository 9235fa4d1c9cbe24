//! From a cleared plan to the disk: written beside, then swapped in.
//!
//! The new site is complete in a folder of its own before the old one is touched, so a visitor, a crash or a full
//! disk never meets half a site. A manifest in the output names every file that is ours; a folder that holds anything
//! else is not ours to replace, and neither is any folder that holds sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use walkdir::WalkDir;

use crate::gate::Cleared;
use crate::output::{Output, OutputPlan};
use crate::search::Index;

/// The name of the manifest in the output folder.
pub const MANIFEST: &str = ".brassplate.json";

/// What was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// Files in the site.
    pub files: usize,
    /// Files that are new or have changed.
    pub changed: usize,
    /// Files of the last site that are gone.
    pub removed: usize,
}

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The folder must not be replaced.
    #[error("{folder} cannot be the output folder: {why}", folder = .folder.display())]
    Folder {
        /// The folder that was asked for.
        folder: PathBuf,
        /// Why not, and what to do.
        why: String,
    },
    /// Another build is writing to the same folder.
    #[error("another build is writing to {}; wait until it is done", .0.display())]
    Busy(PathBuf),
    /// The disk said no.
    #[error("{} cannot be written: {source}", .path.display())]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Manifest {
    /// What made the folder.
    made_by: String,
    /// Every file, with the BLAKE3 hash of its bytes.
    files: BTreeMap<String, String>,
}

/// Writes a cleared plan to `output`. `sources` are folders that must stay untouched: the site's root first.
pub fn publish(
    plan: &Cleared<OutputPlan>,
    index: &Index,
    output: &Path,
    sources: &[PathBuf],
) -> Result<Published, PublishError> {
    let output = absolute(output)?;
    let beside = Beside::of(&output);
    // Nothing is touched, not even a lock, beside a folder that is not ours.
    check_folder(&output, sources)?;
    fs::create_dir_all(&beside.parent).map_err(|error| disk(&beside.parent, error))?;
    let lock = beside.lock()?;
    let mut plan = plan.get().clone();
    for (path, bytes) in index.files() {
        plan.make(path.clone(), bytes.clone());
    }
    let published = write_and_swap(&plan, &output, sources, &beside);
    drop(lock);
    // The lock file may stay where another build holds it already.
    let _ = fs::remove_file(&beside.lock);
    published
}

fn write_and_swap(
    plan: &OutputPlan,
    output: &Path,
    sources: &[PathBuf],
    beside: &Beside,
) -> Result<Published, PublishError> {
    beside.recover()?;
    let old = check_folder(output, sources)?;
    beside.clear(&beside.new)?;
    let written = write_all(plan, &beside.new, output, &old);
    let manifest = match written {
        Ok(manifest) => manifest,
        Err(error) => {
            beside.clear(&beside.new)?;
            return Err(error);
        }
    };
    beside.swap(output)?;
    let changed = manifest
        .files
        .iter()
        .filter(|(path, hash)| old.files.get(*path) != Some(hash))
        .count();
    let removed = old
        .files
        .keys()
        .filter(|path| !manifest.files.contains_key(*path))
        .count();
    Ok(Published {
        files: manifest.files.len(),
        changed,
        removed,
    })
}

/// The folders and the lock beside the output folder.
struct Beside {
    parent: PathBuf,
    new: PathBuf,
    old: PathBuf,
    lock: PathBuf,
    output: PathBuf,
}

impl Beside {
    fn of(output: &Path) -> Self {
        let parent = output.parent().unwrap_or(Path::new("/")).to_owned();
        let name = output
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let beside = |what: &str| parent.join(format!(".{name}.{what}"));
        Self {
            new: beside("new"),
            old: beside("old"),
            lock: beside("lock"),
            output: output.to_owned(),
            parent,
        }
    }

    fn lock(&self) -> Result<File, PublishError> {
        let file = File::create(&self.lock).map_err(|error| disk(&self.lock, error))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(fs::TryLockError::WouldBlock) => Err(PublishError::Busy(self.output.clone())),
            // Some network drives know no locks; one writer at a time is then up to people.
            Err(fs::TryLockError::Error(_)) => Ok(file),
        }
    }

    /// Puts the last site back if a build was killed between the two renames.
    fn recover(&self) -> Result<(), PublishError> {
        if self.old.exists() && !self.output.exists() {
            return fs::rename(&self.old, &self.output).map_err(|error| disk(&self.output, error));
        }
        self.clear(&self.old)
    }

    fn clear(&self, folder: &Path) -> Result<(), PublishError> {
        match fs::remove_dir_all(folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(disk(folder, error)),
            _ => Ok(()),
        }
    }

    fn swap(&self, output: &Path) -> Result<(), PublishError> {
        if output.exists() {
            fs::rename(output, &self.old).map_err(|error| disk(output, error))?;
        }
        if let Err(error) = fs::rename(&self.new, output) {
            self.recover()?;
            return Err(disk(output, error));
        }
        self.clear(&self.old)
    }
}

/// Refuses folders that are not ours to replace; what the last build left there otherwise.
fn check_folder(output: &Path, sources: &[PathBuf]) -> Result<Manifest, PublishError> {
    let no = |why: &str| {
        Err(PublishError::Folder {
            folder: output.to_owned(),
            why: why.to_owned(),
        })
    };
    let real = real(output);
    if real.parent().is_none() {
        return no("it is the whole disk");
    }
    let home = std::env::home_dir().map(|home| self::real(&home));
    if home.is_some_and(|home| home.starts_with(&real)) {
        return no("it is, or holds, your home folder; choose a folder of its own, such as public");
    }
    for (at, source) in sources.iter().enumerate() {
        let source = self::real(source);
        if source.starts_with(&real) || (at > 0 && real.starts_with(&source)) {
            return no(
                "it is, or holds, or lies in a folder with the site's sources; choose a folder of its own, such as public",
            );
        }
    }
    if !output.exists() {
        return Ok(Manifest::default());
    }
    if fs::symlink_metadata(output).is_ok_and(|meta| meta.is_symlink() || !meta.is_dir()) {
        return no("it is a file or a link; choose a folder");
    }
    ours(output)
}

/// The manifest of a folder in which every file is ours.
fn ours(output: &Path) -> Result<Manifest, PublishError> {
    let manifest: Manifest = fs::read(output.join(MANIFEST))
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default();
    let mut foreign = BTreeSet::new();
    for entry in WalkDir::new(output).min_depth(1) {
        let entry = entry.map_err(|error| disk(output, error.into()))?;
        let path = entry.path().strip_prefix(output).unwrap_or(entry.path());
        let path = path.to_string_lossy().replace('\\', "/");
        if !entry.file_type().is_dir() && path != MANIFEST && !manifest.files.contains_key(&path) {
            foreign.insert(path);
        }
    }
    if foreign.is_empty() {
        return Ok(manifest);
    }
    let some: Vec<_> = foreign.iter().take(3).cloned().collect();
    let more = foreign.len().saturating_sub(3);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let why = format!(
        "it holds files that brassplate did not write ({}{more}); move them, or choose another folder",
        some.join(", ")
    );
    Err(PublishError::Folder {
        folder: output.to_owned(),
        why,
    })
}

/// Files that one core writes in a row at most, so that none waits long for another at the end.
const IN_A_ROW: usize = 16;

/// Writes every file below `new`; a file that the last site has already is linked, not written again.
fn write_all(
    plan: &OutputPlan,
    new: &Path,
    output: &Path,
    old: &Manifest,
) -> Result<Manifest, PublishError> {
    let folders: BTreeSet<PathBuf> = plan
        .files
        .keys()
        .filter_map(|path| new.join(path).parent().map(Path::to_owned))
        .collect();
    let make = |folder: &Path| fs::create_dir_all(folder).map_err(|error| disk(folder, error));
    make(new)?;
    // All are tried, so that it is always the first of them whose error is told.
    let folders: Vec<_> = folders.iter().collect();
    let made = folders.par_iter().with_max_len(IN_A_ROW);
    let made: Vec<_> = made.map(|folder| make(folder)).collect();
    made.into_iter().collect::<Result<(), _>>()?;
    let files: Vec<_> = plan.files.iter().collect();
    let files: Result<Vec<_>, PublishError> = files
        .par_iter()
        .with_max_len(IN_A_ROW)
        .map(|&(path, file)| {
            let bytes = bytes_of(file)?;
            let hash = blake3::hash(&bytes).to_hex().to_string();
            let same = old.files.get(path) == Some(&hash);
            write_one(&new.join(path), &bytes, same.then(|| output.join(path)))?;
            Ok((path.clone(), hash))
        })
        .collect();
    let made_by = concat!("brassplate ", env!("CARGO_PKG_VERSION")).to_owned();
    let manifest = Manifest {
        made_by,
        files: files?.into_iter().collect(),
    };
    let path = new.join(MANIFEST);
    let json = serde_json::to_vec_pretty(&manifest).map_err(|error| disk(&path, error.into()))?;
    fs::write(&path, json).map_err(|error| disk(&path, error))?;
    Ok(manifest)
}

fn write_one(path: &Path, bytes: &[u8], last: Option<PathBuf>) -> Result<(), PublishError> {
    // Somebody may have changed the file by hand since; only equal bytes are taken over.
    if let Some(last) = last.filter(|last| fs::read(last).is_ok_and(|old| old == bytes))
        && fs::hard_link(&last, path).is_ok()
    {
        return Ok(());
    }
    fs::write(path, bytes).map_err(|error| disk(path, error))
}

fn bytes_of(file: &Output) -> Result<std::borrow::Cow<'_, [u8]>, PublishError> {
    match file {
        Output::Page(page) => Ok(page.html.as_bytes().into()),
        Output::Made(bytes) => Ok(bytes.as_ref().into()),
        Output::Copy(path) => fs::read(path)
            .map(Into::into)
            .map_err(|error| disk(path, error)),
        Output::Picture(recipe) => recipe
            .bytes()
            .map(Into::into)
            .map_err(|error| disk(Path::new(recipe.source()), error)),
    }
}

fn absolute(path: &Path) -> Result<PathBuf, PublishError> {
    std::path::absolute(path).map_err(|error| disk(path, error))
}

/// The path with links resolved as far as it exists.
fn real(path: &Path) -> PathBuf {
    if let Ok(real) = fs::canonicalize(path) {
        return real;
    }
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => drop(plain.pop()),
            std::path::Component::CurDir => {}
            part => plain.push(part),
        }
    }
    match (plain.parent(), plain.file_name()) {
        (Some(parent), Some(name)) if parent != plain => real(parent).join(name),
        _ => plain,
    }
}

fn disk(path: &Path, source: io::Error) -> PublishError {
    PublishError::Disk {
        path: path.to_owned(),
        source,
    }
}
