//! `check`: everything `build` does except publishing; and the guard alone on loose files.

use std::path::PathBuf;

use clap::ValueEnum;

use super::{Exit, Root, complain, parse_day, parse_kind, say, say_raw};
use crate::config::PageKind;
use crate::diagnostic::Diagnostic;
use crate::pipeline::{self, Request, loose};
use crate::report::{self, Count};

/// How to tell what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON array, for programs
    Json,
}

/// Tell every problem without writing anything.
#[derive(Debug, clap::Args)]
pub(super) struct Check {
    #[command(flatten)]
    root: Root,
    /// Loose Markdown files or folders to judge by themselves; without them, the whole site
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to tell what was found
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Judge loose files as pages of this kind
    #[arg(long, value_name = "KIND", value_parser = parse_kind)]
    kind: Option<PageKind>,
    /// Check the site as it should be on that day, such as 2026-12-25
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    as_of: Option<jiff::civil::Date>,
    /// Also check drafts and pages that are not due yet or have ended
    #[arg(long)]
    drafts: bool,
}

impl Check {
    pub(super) fn run(self) -> Exit {
        if !self.paths.is_empty() {
            return self.loose();
        }
        let request = Request {
            root: self.root.root.clone(),
            base_url: None,
            drafts: self.drafts,
            today: self.as_of,
        };
        match pipeline::run(&request) {
            Ok(outcome) => self.tell(outcome.verdict.said()),
            Err(stop) => {
                complain(&format!(
                    "brassplate cannot check: {stop}.\nName the site's folder with --root, or Markdown files to judge by themselves."
                ));
                Exit::Failed
            }
        }
    }

    /// The guard alone on files and folders that need be no site.
    fn loose(&self) -> Exit {
        let kind = self.kind;
        match loose::judge(&self.paths, kind, self.as_of) {
            Ok(said) => self.tell(&said),
            Err(error) => {
                complain(&format!("brassplate cannot check: {error}."));
                Exit::Failed
            }
        }
    }

    fn tell(&self, said: &[Diagnostic]) -> Exit {
        let count = Count::of(said);
        match self.format {
            Format::Json => say_raw(&report::json(said)),
            Format::Text => {
                say_raw(&report::text(said));
                say(&format!("{count}."));
            }
        }
        if count.errors > 0 {
            Exit::Refused
        } else {
            Exit::Clear
        }
    }
}
