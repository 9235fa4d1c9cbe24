//! Packs: what each jurisdiction asks, as dated data with sources.
//!
//! Rules flip, and stale guidance stays online for years, so every entry names its source, the days between which it
//! holds, the day somebody checked it, and whether its words were read at the primary source. An entry that was not
//! verified never keeps a site from being published; it warns.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::config::{Day, NoticeKind};
use crate::diagnostic::Severity;

/// The duties of one jurisdiction.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Its name as people say it.
    pub name: String,
    /// The emergency numbers that are right there; none where a wider pack names them.
    #[serde(default)]
    pub emergency: Vec<String>,
    /// Its crisis lines for mental health.
    #[serde(default)]
    pub crisis: Vec<String>,
    /// What it asks.
    pub entries: Vec<Entry>,
}

/// One thing a jurisdiction asks.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its name, beginning with the pack's.
    pub id: String,
    /// The check that holds sites against it.
    pub check: String,
    /// What it asks, in one sentence.
    pub asks: String,
    /// The law or guidance.
    pub source: String,
    /// Where its words, or what was read of them, can be looked up.
    pub url: String,
    /// The first day it holds; none where that day was not established.
    pub effective_from: Option<Day>,
    /// The last day it holds.
    pub effective_to: Option<Day>,
    /// The day somebody looked.
    pub checked_on: Day,
    /// How grave it is, once verified.
    severity: Grave,
    /// Whether its words were read at the primary source.
    pub verified: bool,
    /// What must be true of the practice for it to apply.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// Words it asks for, or forbids, as its check understands them.
    #[serde(default)]
    pub phrases: Vec<String>,
    /// How many of something it asks for.
    pub count: Option<usize>,
    /// Whether it forbids altogether what its check looks at.
    #[serde(default)]
    pub bans: bool,
    /// The notice it asks for.
    pub notice: Option<NoticeKind>,
    /// What that notice has to say.
    #[serde(default)]
    pub parts: Vec<NoticePart>,
}

/// One thing a notice has to say.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct NoticePart {
    /// What it is, as it goes on from "the notice does not say".
    pub asks: String,
    /// Words in lower case of which one shows that it is said.
    pub any: Vec<String>,
}

/// Stands for any telephone number of the practice among the words of a part.
pub(super) const PHONE: &str = "{phone}";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum Grave {
    Error,
    Warning,
}

/// What an entry may depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// The practice is bound by HIPAA.
    HipaaCovered,
    /// It takes federal money.
    FederalFunds,
    /// Fifteen people or more work there.
    #[serde(rename = "employees-15plus")]
    FifteenOrMore,
    /// Fewer do.
    #[serde(rename = "fewer-than-15")]
    FewerThanFifteen,
    /// It has records under 42 CFR Part 2.
    SudRecords,
    /// It sees patients by video or telephone.
    Telehealth,
    /// It treats patients at facilities too.
    FacilityCare,
}

impl Entry {
    /// How grave it is: what was not verified only warns.
    pub fn severity(&self) -> Severity {
        match self.severity {
            Grave::Error if self.verified => Severity::Error,
            _ => Severity::Warning,
        }
    }

    /// Whether it holds on that day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.effective_from.is_none_or(|from| from.0 <= day)
            && self.effective_to.is_none_or(|to| day <= to.0)
    }
}

/// All packs, by the name that practice.toml calls them.
static PACKS: LazyLock<BTreeMap<&'static str, Pack>> = LazyLock::new(|| {
    [
        ("us", include_str!("packs/us.toml")),
        ("us-tx", include_str!("packs/us-tx.toml")),
        ("us-ca", include_str!("packs/us-ca.toml")),
        ("us-fl", include_str!("packs/us-fl.toml")),
        ("us-ny", include_str!("packs/us-ny.toml")),
        ("uk", include_str!("packs/uk.toml")),
        ("au", include_str!("packs/au.toml")),
        ("ca-on", include_str!("packs/ca-on.toml")),
    ]
    .into_iter()
    .map(|(name, text)| (name, read(text)))
    .collect()
});

#[expect(
    clippy::unwrap_used,
    reason = "the files are part of the program, and a test reads them"
)]
fn read(text: &str) -> Pack {
    toml::from_str(text).unwrap()
}

/// The packs a practice lives under.
#[derive(Debug, Clone, Default)]
pub struct Packs {
    /// The packs by name, in the order of practice.toml.
    pub chosen: Vec<(&'static str, &'static Pack)>,
}

impl Packs {
    /// The names of all packs there are.
    pub fn names() -> Vec<&'static str> {
        PACKS.keys().copied().collect()
    }

    /// The packs with these names, a country's before its states'; unknown names are passed over.
    pub fn named(names: &[String]) -> Self {
        let mut chosen: Vec<(&'static str, &'static Pack)> = Vec::new();
        for name in names {
            let parts = name.match_indices('-').map(|(at, _)| &name[..at]);
            for wanted in parts.chain([name.as_str()]) {
                if let Some((name, pack)) = PACKS.get_key_value(wanted)
                    && chosen.iter().all(|(known, _)| known != name)
                {
                    chosen.push((name, pack));
                }
            }
        }
        Self { chosen }
    }

    /// Whether a pack has that name.
    pub fn is_known(name: &str) -> bool {
        PACKS.contains_key(name)
    }

    /// Every entry of every pack there is.
    pub(super) fn every_entry() -> impl Iterator<Item = &'static Entry> {
        PACKS.values().flat_map(|pack| &pack.entries)
    }

    /// Every entry of the packs.
    pub fn entries(&self) -> impl Iterator<Item = &'static Entry> {
        self.chosen.iter().flat_map(|(_, pack)| &pack.entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::CHECKS;

    #[test]
    fn every_entry_names_its_pack_a_check_and_a_source() {
        for (name, pack) in PACKS.iter() {
            for entry in &pack.entries {
                assert!(entry.id.starts_with(&format!("{name}-")), "{}", entry.id);
                let known = CHECKS.iter().any(|check| check.id == entry.check);
                assert!(known, "{}: no check `{}`", entry.id, entry.check);
                assert!(entry.asks.ends_with('.'), "{}", entry.id);
                assert!(entry.url.starts_with("http"), "{}", entry.id);
                assert!(!entry.source.is_empty(), "{}", entry.id);
                assert!(entry.checked_on.0.year() >= 2026, "{}", entry.id);
                let parts = entry.parts.iter();
                for words in parts.flat_map(|part| &part.any) {
                    assert_eq!(*words, words.to_lowercase(), "{}", entry.id);
                }
                let order = entry.effective_from.zip(entry.effective_to);
                assert!(order.is_none_or(|(from, to)| from <= to), "{}", entry.id);
            }
        }
    }

    #[test]
    fn what_was_not_verified_never_fails() {
        let all = PACKS.values().flat_map(|pack| &pack.entries);
        for entry in all.filter(|entry| !entry.verified) {
            assert_eq!(entry.severity(), Severity::Warning, "{}", entry.id);
        }
    }

    #[test]
    fn a_state_brings_its_country() {
        let packs = Packs::named(&["us-tx".to_owned()]);
        let names: Vec<_> = packs.chosen.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["us", "us-tx"]);
    }

    #[test]
    fn ids_are_unique() {
        let mut ids: Vec<_> = PACKS
            .values()
            .flat_map(|pack| &pack.entries)
            .map(|entry| &entry.id)
            .collect();
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }
}
