//! `next-change`: the next day on which the published site would differ, so that a host can be told when to build.

use clap::ValueEnum;

use super::{Exit, Root, complain, parse_day, say};
use crate::duties::{Change, changes};
use crate::pipeline::{self, Request};

/// How to tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON array, for programs
    Json,
}

/// Name the next days on which the site changes by itself.
#[derive(Debug, clap::Args)]
pub(super) struct NextChange {
    #[command(flatten)]
    root: Root,
    /// Count from that day, such as 2026-12-25
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    as_of: Option<jiff::civil::Date>,
    /// Name all coming days, and also those on which only a check begins to speak
    #[arg(long)]
    all: bool,
    /// How to tell it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

impl NextChange {
    pub(super) fn run(self) -> Exit {
        let request = Request {
            root: self.root.root.clone(),
            today: self.as_of,
            ..Request::default()
        };
        let loaded = match pipeline::run(&request) {
            Ok(outcome) => outcome.loaded,
            Err(stop) => {
                complain(&format!("brassplate cannot tell: {stop}."));
                return Exit::Failed;
            }
        };
        let Some(loaded) = loaded else {
            complain("practice.toml or the theme cannot be read; `brassplate check` tells more.");
            return Exit::Failed;
        };
        self.tell(&self.chosen(changes(&loaded.case())));
        Exit::Clear
    }

    /// All, or those of the first day on which the pages differ.
    fn chosen(&self, mut changes: Vec<Change>) -> Vec<Change> {
        if !self.all {
            changes.retain(|change| change.shows);
            let first = changes.first().map(|change| change.day);
            changes.retain(|change| Some(change.day) == first);
        }
        changes
    }

    fn tell(&self, changes: &[Change]) {
        if self.format == Format::Json {
            let json = serde_json::to_string_pretty(changes);
            return say(&json.unwrap_or_else(|_| "[]".to_owned()));
        }
        if changes.is_empty() {
            say("The site does not change by itself.");
        }
        for change in changes {
            let only = if change.shows { "" } else { " (only a check)" };
            say(&format!("{}  {}{only}", change.day, change.why));
        }
    }
}
