//! Whole little sites with what brassplate says about them beside them.
//!
//! Each folder in `tests/sites` is a site. `expected.txt` holds what `build` prints and its exit status; a folder
//! `expected` holds files that must come out just so. `SNAPSHOTS=overwrite cargo test --test sites` writes both anew;
//! read the difference before you keep it.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use snapbox::{Data, assert_data_eq, data::DataFormat};

const DAY: &str = "2026-11-22";

#[test]
fn every_site_is_told_and_made_as_expected() {
    let sites = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites");
    let mut folders: Vec<PathBuf> = fs::read_dir(&sites)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    assert!(folders.len() >= 5, "the sites are gone");
    folders.iter().for_each(|site| check(site));
}

fn check(site: &Path) {
    let output = tempfile::tempdir().unwrap();
    let public = output.path().join("public");
    fs::create_dir(&public).unwrap();
    let said = Command::new(env!("CARGO_BIN_EXE_brassplate"))
        .args(["build", "--as-of", DAY, "--root"])
        .arg(site)
        .arg("--output")
        .arg(&public)
        .output()
        .unwrap();
    let status = said.status.code().unwrap();
    let told = format!(
        "{}{}status {status}\n",
        text(&said.stderr),
        text(&said.stdout)
    );
    let told = without_times(&told, &public);
    assert_data_eq!(
        told,
        Data::read_from(&site.join("expected.txt"), Some(DataFormat::Text))
    );
    let made = fs::read_dir(&public).unwrap().count();
    assert_eq!(
        made == 0,
        status != 0,
        "{}: only a cleared site may be written",
        site.display()
    );
    for wanted in files(&site.join("expected")) {
        let path = wanted.strip_prefix(site.join("expected")).unwrap();
        let made = fs::read_to_string(public.join(path))
            .unwrap_or_else(|_| panic!("{} was not made", path.display()));
        assert_data_eq!(made, Data::read_from(&wanted, Some(DataFormat::Text)));
    }
}

fn text(bytes: &[u8]) -> String {
    anstream::adapter::strip_str(&String::from_utf8_lossy(bytes)).to_string()
}

/// Times and folders differ from run to run.
fn without_times(told: &str, public: &Path) -> String {
    let told = told.replace(&public.display().to_string(), "PUBLIC");
    let lines = told.lines().map(|line| match line.find(", in ") {
        Some(at) if line.starts_with("Published") => &line[..at],
        _ => line,
    });
    lines
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
        + "\n"
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path))
        } else {
            found.push(path)
        }
    }
    found.sort();
    found
}
