//! The build record: what was public on which day, under which duties, and what was waived.
//!
//! Some states ask a practice to keep each advertisement for a year. The record stands beside practice.toml, is never
//! published, and belongs under version control: its history is the archive. It names no time of day and nothing of
//! the machine, so a build that changes nothing leaves it as it was.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use serde::Serialize;

use super::checks::Judged;
use super::exceptions::Exception;
use crate::config::Day;
use crate::output::{Output, OutputPlan};
use crate::site::Site;

/// What was published.
#[derive(Debug, Serialize)]
pub struct Record {
    brassplate: &'static str,
    day: Day,
    duties: Vec<Duty>,
    notices: Vec<NoticeLine>,
    waived: Vec<WaivedLine>,
    exceptions: Vec<Exception>,
    files: BTreeMap<String, String>,
}

#[derive(Debug, Serialize)]
struct Duty {
    id: &'static str,
    source: &'static str,
    checked_on: Day,
    verified: bool,
}

#[derive(Debug, Serialize)]
struct NoticeLine {
    page: String,
    kind: &'static str,
    version: Option<String>,
    effective: Option<Day>,
    verified_on: Option<Day>,
}

#[derive(Debug, Serialize)]
struct WaivedLine {
    check: String,
    path: String,
    what: String,
    reason: String,
    until: Day,
}

impl Record {
    /// The usual name of the file, beside practice.toml.
    pub const FILE: &str = "brassplate.build.json";

    /// Gathers what a published plan consists of. Files that are copied are read once for their fingerprint.
    pub fn of(plan: &OutputPlan, site: &Site, judged: &Judged, day: Day) -> Self {
        let duties = judged.in_force.iter().map(|entry| Duty {
            id: &entry.id,
            source: &entry.source,
            checked_on: entry.checked_on,
            verified: entry.verified,
        });
        let waived = judged.waived.iter().map(|one| WaivedLine {
            check: one.said.rule.to_string(),
            path: one.said.path.to_string(),
            what: one.said.what.to_string(),
            reason: one.reason.clone(),
            until: Day(one.until),
        });
        Self {
            brassplate: env!("CARGO_PKG_VERSION"),
            day,
            duties: duties.collect(),
            notices: notices(site),
            waived: waived.collect(),
            exceptions: judged.exceptions.clone(),
            files: plan
                .files
                .iter()
                .map(|(path, output)| (path.clone(), print(output)))
                .collect(),
        }
    }

    /// Writes the record, if it differs from the one that is there.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        let text = serde_json::to_string_pretty(self).map_err(io::Error::other)? + "\n";
        if fs::read_to_string(path).is_ok_and(|known| known == text) {
            return Ok(());
        }
        fs::write(path, text)
    }
}

fn notices(site: &Site) -> Vec<NoticeLine> {
    let pages = site.pages.iter();
    pages
        .filter_map(|page| {
            let notice = page.page.meta.notice.as_ref()?;
            Some(NoticeLine {
                page: page.url.clone(),
                kind: notice.kind.name(),
                version: notice.version.clone(),
                effective: page.page.meta.effective,
                verified_on: notice.verified_on,
            })
        })
        .collect()
}

/// The first half of the BLAKE3 hash: enough to tell two versions apart.
fn print(output: &Output) -> String {
    let hash = match output {
        Output::Page(page) => blake3::hash(page.html.as_bytes()),
        Output::Made(bytes) => blake3::hash(bytes),
        Output::Copy(path) => match fs::read(path) {
            Ok(bytes) => blake3::hash(&bytes),
            Err(_) => return "unreadable".to_owned(),
        },
        Output::Picture(recipe) => return recipe.key(),
    };
    hash.to_hex()[..32].to_owned()
}
