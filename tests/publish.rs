//! What reaches the disk, and when: nothing that was not cleared, nothing into a folder that is not ours, and never half
//! a site.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod folders;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use folders::copy;

use tempfile::TempDir;

const ADVICE: &str = "Based on your symptoms, you probably have shingles.";

/// A copy of the clear little site, in a folder of its own.
struct Site(TempDir);

impl Site {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/clear"),
            folder.path(),
        );
        Self(folder)
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn replace(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(path)).unwrap();
        assert!(text.contains(from), "{path} has no {from}");
        fs::write(self.path(path), text.replace(from, to)).unwrap();
    }

    fn build(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_brassplate"));
        command
            .args(["build", "--as-of", "2026-11-22", "--root"])
            .arg(self.0.path())
            .args(arguments);
        command.output().unwrap()
    }

    /// Every file of the published site with its bytes.
    fn public(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        files(&self.path("public"))
    }
}

#[test]
fn advice_anywhere_refuses_the_site_and_leaves_the_last_one_as_it_was() {
    let places = [
        (
            "content/portal.md",
            "How the portal works",
            ADVICE,
            "content/portal.md:",
        ),
        (
            "content/faq/billing.md",
            "How bills work.",
            ADVICE,
            "content/faq/billing.md:",
        ),
        (
            "content/portal.md",
            "How the portal works",
            "![Based on your symptoms, you probably have shingles.](images/door.svg)",
            "content/portal.md:",
        ),
        (
            "themes/bare/templates/base.html",
            "<footer>",
            "<footer><p>Based on your symptoms, you probably have shingles.</p>",
            "themes/bare/templates/base.html:",
        ),
        (
            "practice.toml",
            "A small clinic in Exampleton.",
            ADVICE,
            "practice.toml:",
        ),
        (
            "content/portal.md",
            "Raw <b>text</b>",
            ADVICE,
            "content/portal.md:",
        ),
    ];
    for (path, from, to, place) in places {
        let site = Site::new();
        assert!(site.build(&[]).status.success());
        let before = site.public();
        site.replace(path, from, to);
        let refused = site.build(&[]);
        let told = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert_eq!(refused.status.code(), Some(1), "{path}: {told}");
        assert!(
            told.contains(place) && told.contains("why ") && told.contains("instead "),
            "{told}"
        );
        assert_eq!(site.public(), before, "{path}");
    }
}

#[test]
fn text_put_together_by_a_template_is_judged_as_a_visitor_reads_it() {
    let site = Site::new();
    let pieces = "<footer><p>{% for part in [\"Based on your symptoms, \", \"you probably \", \"have shingles.\"] %}{{ part }}{% endfor %}</p>";
    site.replace("themes/bare/templates/base.html", "<footer>", pieces);
    let refused = site.build(&[]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("index.html:"));
}

#[test]
fn a_folder_with_foreign_files_or_with_sources_is_refused() {
    let site = Site::new();
    fs::create_dir(site.path("mine")).unwrap();
    fs::write(site.path("mine/letter.txt"), "keep me").unwrap();
    let root = site.0.path().to_str().unwrap().to_owned();
    let home = std::env::home_dir().unwrap().to_str().unwrap().to_owned();
    let targets = [
        "mine",
        "content",
        "themes/bare",
        ".",
        "..",
        "content/images/out",
    ]
    .map(|folder| format!("{root}/{folder}"));
    for target in targets.iter().chain(&[home, "/".to_owned()]) {
        let before = files(site.0.path());
        let failed = site.build(&["--output", target]);
        assert_eq!(failed.status.code(), Some(2), "{target}");
        assert_eq!(files(site.0.path()), before, "{target}");
    }
}

#[test]
fn what_is_gone_from_the_site_is_gone_from_the_output() {
    let site = Site::new();
    site.build(&[]);
    assert!(site.path("public/news/late-hours/index.html").exists());
    fs::remove_file(site.path("content/news/late-hours.md")).unwrap();
    assert!(site.build(&[]).status.success());
    assert!(!site.path("public/news").exists());
    fs::write(site.path("public/letter.txt"), "not ours").unwrap();
    assert_eq!(
        site.build(&[]).status.code(),
        Some(2),
        "a file that somebody put there is not deleted"
    );
    assert!(site.path("public/letter.txt").exists());
}

#[test]
fn a_build_that_was_killed_between_the_renames_is_mended() {
    let site = Site::new();
    site.build(&[]);
    let before = site.public();
    fs::rename(site.path("public"), site.path(".public.old")).unwrap();
    site.replace("content/portal.md", "How the portal works", ADVICE);
    assert_eq!(site.build(&[]).status.code(), Some(1));
    site.replace("content/portal.md", ADVICE, "How the portal works");
    assert!(site.build(&[]).status.success());
    assert_eq!(site.public(), before);
    assert!(!site.path(".public.old").exists() && !site.path(".public.new").exists());
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (one, other) = (Site::new(), Site::new());
    one.build(&[]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_brassplate"));
    command
        .env("RAYON_NUM_THREADS", "1")
        .env("TZ", "Asia/Tokyo")
        .env("LANG", "C");
    command
        .args(["build", "--as-of", "2026-11-22", "--root"])
        .arg(other.0.path());
    assert!(command.output().unwrap().status.success());
    assert_eq!(one.public(), other.public());
    one.build(&[]);
    assert_eq!(
        one.public(),
        other.public(),
        "a second build into the same folder"
    );
}

#[test]
fn a_base_url_with_a_path_changes_only_whole_addresses() {
    let site = Site::new();
    site.build(&["--base-url", "https://host.example/practice/"]);
    let home = fs::read_to_string(site.path("public/index.html")).unwrap();
    assert!(
        home.contains("href=\"./faq/billing/#what-is-a-copay\""),
        "{home}"
    );
    let map = fs::read_to_string(site.path("public/sitemap.xml")).unwrap();
    assert!(
        map.contains("<loc>https://host.example/practice/faq/billing/</loc>"),
        "{map}"
    );
}

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return found;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(
                files(&path).into_iter().map(|(inner, bytes)| {
                    (Path::new(path.file_name().unwrap()).join(inner), bytes)
                }),
            );
        } else {
            found.insert(path.file_name().unwrap().into(), fs::read(&path).unwrap());
        }
    }
    found
}
