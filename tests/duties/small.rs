//! Small sites for the tests of duties: a sound one, and changes laid over it.
//!
//! A change is TOML laid over practice.toml, then `=== path` lines, each with a file under it.

use std::fs;
use std::path::Path;

use brassplate::diagnostic::Diagnostic;
use brassplate::pipeline::{self, Outcome, Request};
use jiff::civil::Date;
use tempfile::TempDir;

/// A practice that no check has anything to say about.
const SOUND: &str = r#"
[practice]
name = "Elm Family Medicine"
description = "A family practice in Exampleton."
specialty = ["Family medicine"]
base_url = "https://www.elm.example"
timezone = "America/Chicago"
jurisdiction = ["us"]
phone = "(512) 555-0100"
hipaa_covered = false
federal_funds = false
[practice.emergency]
number = "911"
[practice.portal]
url = "https://portal.elm.example"
response_time = "two business days"
[[locations]]
id = "main"
name = "Main office"
street = "1 Elm Street"
city = "Exampleton"
region = "TX"
postal_code = "00000"
[locations.hours]
monday = "8:00-12:00, 13:00-17:00"
friday = "8:00-12:00"
[[special_hours]]
date = 2026-12-25
hours = "closed"
reason = "Christmas"
[[special_hours]]
date = 2027-01-01
hours = "closed"
reason = "New Year"
"#;

const FILES: &str = "=== content/_index.md
+++
title = \"Welcome\"
description = \"A family practice.\"
+++
We are a family practice. You have a right to a [good-faith estimate](notices/estimate.md).
=== content/notices/_index.md
+++
title = \"Notices\"
+++
Our notices.
=== content/notices/estimate.md
+++
title = \"Good-faith estimate\"
effective = 2026-01-05
[notice]
kind = \"good-faith-estimate\"
+++
People without insurance have a right to an estimate. It comes within one business day, or three business days for
visits booked further ahead. A bill of $400 more than it can be disputed. Keep a copy. See
[cms.gov/nosurprises](https://www.cms.gov/nosurprises) or call 1-800-985-3059.
";

/// A site in a folder of its own.
pub(crate) struct Small {
    /// The folder.
    pub(crate) folder: TempDir,
}

impl Small {
    /// The sound site with a change.
    pub(crate) fn with(change: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let site = Self { folder };
        write_files(site.folder.path(), FILES);
        site.lay(change);
        site
    }

    /// Lays a change over what was written first.
    pub(crate) fn lay(&self, change: &str) {
        let root = self.folder.path();
        let (settings, files) = match change.find("=== ") {
            Some(at) => change.split_at(at),
            None => (change, ""),
        };
        let mut table: toml::Table = toml::from_str(SOUND).unwrap();
        merge(&mut table, toml::from_str(settings).unwrap());
        fs::write(root.join("practice.toml"), toml::to_string(&table).unwrap()).unwrap();
        write_files(root, files);
    }

    /// What comes of it on the day of all these tests.
    pub(crate) fn run(&self) -> Outcome {
        self.run_on(jiff::civil::date(2026, 11, 22))
    }

    /// What comes of it on a day.
    pub(crate) fn run_on(&self, day: Date) -> Outcome {
        let request = Request {
            root: self.folder.path().to_owned(),
            today: Some(day),
            ..Request::default()
        };
        pipeline::run(&request).unwrap()
    }
}

/// What was said under a name.
pub(crate) fn said<'o>(outcome: &'o Outcome, rule: &str) -> Vec<&'o Diagnostic> {
    let all = outcome.verdict.said().iter();
    all.filter(|one| one.rule == rule).collect()
}

fn merge(into: &mut toml::Table, from: toml::Table) {
    for (key, value) in from {
        match (into.get_mut(&key), value) {
            (Some(toml::Value::Table(into)), toml::Value::Table(from)) => merge(into, from),
            (_, value) => drop(into.insert(key, value)),
        }
    }
}

fn write_files(root: &Path, files: &str) {
    for part in files.split("=== ").filter(|part| !part.is_empty()) {
        let (path, text) = part.split_once('\n').unwrap();
        let path = root.join(path.trim());
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}
