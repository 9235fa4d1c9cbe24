//! `check`: everything `build` does except publishing; and the guard alone on loose files. With `--fix` it mends what
//! needs no person, with `--waivers` it lists what is allowed by exception.

use std::path::{Path, PathBuf};

use super::format::Format;
use super::{Exit, Root, complain, parse_day, parse_kind, say, say_raw};
use crate::config::PageKind;
use crate::diagnostic::Diagnostic;
use crate::duties::Exception;
use crate::pipeline::{self, Mended, Request, loose};
use crate::report::{self, Count};
use crate::source::SourceFile;

/// A safe edit may make another one possible; more rounds than this never help.
const ROUNDS: usize = 4;

/// Tell every problem without writing anything.
#[derive(Debug, clap::Args)]
pub(super) struct Check {
    #[command(flatten)]
    root: Root,
    /// Loose Markdown files or folders to judge by themselves, by the guard settings of the site they lie in; without
    /// them, the whole site
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to tell what was found
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// List every exception: where, what, why, by whom, until when, and whether it is needed
    #[arg(long, conflicts_with = "fix")]
    waivers: bool,
    /// Mend what changes nothing of what a page says: exceptions that nobody needs, characters that nobody sees
    #[arg(long)]
    fix: bool,
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

/// What was found, in a site or in loose files.
struct Found {
    said: Vec<Diagnostic>,
    /// The exceptions; none if the site could not be understood.
    exceptions: Option<Vec<Exception>>,
    sources: Vec<SourceFile>,
}

impl Check {
    pub(super) fn run(self) -> Exit {
        if self.waivers && !matches!(self.format, Format::Text | Format::Json) {
            complain(
                "The list of exceptions comes as text or as JSON: `--format text` or `--format json`.",
            );
            return Exit::Failed;
        }
        let found = match self.find().and_then(|found| self.mend(found)) {
            Ok(found) => found,
            Err(why) => {
                complain(&format!("brassplate cannot check: {why}."));
                return Exit::Failed;
            }
        };
        match self.waivers {
            true => self.list(&found),
            false => self.tell(&found.said),
        }
    }

    fn find(&self) -> Result<Found, String> {
        if self.paths.is_empty() {
            return self.site();
        }
        let today = self.as_of.unwrap_or_else(|| pipeline::today(None));
        let loose = loose::judge(&self.paths, self.kind, Some(today));
        let loose = loose.map_err(|error| error.to_string())?;
        Ok(Found {
            said: loose.said,
            exceptions: Some(loose.exceptions),
            sources: loose.sources,
        })
    }

    fn site(&self) -> Result<Found, String> {
        let request = Request {
            root: self.root.root.clone(),
            base_url: None,
            drafts: self.drafts,
            today: self.as_of,
        };
        let outcome = pipeline::run(&request).map_err(|stop| {
            format!("{stop}.\nName the site's folder with --root, or Markdown files to judge by themselves")
        })?;
        let mut sources = Vec::new();
        if let Some(loaded) = &outcome.loaded {
            sources.push(loaded.practice.source.clone());
            let pages = loaded.site.pages.iter();
            sources.extend(pages.map(|page| page.page.source.clone()));
        }
        Ok(Found {
            said: outcome.verdict.said().to_vec(),
            exceptions: outcome.loaded.map(|loaded| loaded.judged.exceptions),
            sources,
        })
    }

    /// Makes the safe edits, tells each, and looks again.
    fn mend(&self, mut found: Found) -> Result<Found, String> {
        if !self.fix {
            return Ok(found);
        }
        let root = match self.paths.is_empty() {
            true => self.root.root.as_path(),
            false => Path::new(""),
        };
        let mut all = 0;
        for _ in 0..ROUNDS {
            let Mended { made, left } = pipeline::mend(root, &found.sources, &found.said);
            made.iter().for_each(|made| complain(&made.to_string()));
            all += made.len();
            if made.is_empty() {
                left.iter().for_each(|left| {
                    complain(&format!("Left as it is: {}: {}.", left.path, left.why))
                });
                break;
            }
            found = self.find()?;
        }
        complain(&format!("{} made.", report::several(all, "edit")));
        Ok(found)
    }

    fn list(&self, found: &Found) -> Exit {
        let Some(exceptions) = &found.exceptions else {
            complain("The site cannot be read; `brassplate check` tells more.");
            return Exit::Failed;
        };
        match self.format {
            Format::Json => say_raw(&report::exceptions_json(exceptions)),
            _ => say_raw(&report::exceptions(exceptions)),
        }
        match exceptions.iter().any(|one| one.fails) {
            true => Exit::Refused,
            false => Exit::Clear,
        }
    }

    fn tell(&self, said: &[Diagnostic]) -> Exit {
        let count = Count::of(said);
        let root = match self.paths.is_empty() {
            true => self.root.root.as_path(),
            false => Path::new("."),
        };
        self.format.print(said, root);
        if self.format == Format::Text {
            say(&format!("{count}."));
        }
        if count.errors > 0 {
            Exit::Refused
        } else {
            Exit::Clear
        }
    }
}
