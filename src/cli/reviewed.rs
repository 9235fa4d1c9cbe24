//! `reviewed`: writes down how each page read on the day of its review, so that later changes are seen.

use super::{Exit, Root, complain, say};
use crate::pipeline::{self, Request};
use crate::report::several;

/// Write down how each reviewed page reads now.
#[derive(Debug, clap::Args)]
pub(super) struct Reviewed {
    #[command(flatten)]
    root: Root,
}

impl Reviewed {
    pub(super) fn run(self) -> Exit {
        let request = Request {
            root: self.root.root.clone(),
            ..Request::default()
        };
        let loaded = pipeline::run(&request).map(|outcome| outcome.loaded);
        let Ok(Some(loaded)) = loaded else {
            complain("The site cannot be read; `brassplate check` tells more.");
            return Exit::Failed;
        };
        let mut lock = loaded.reviews.clone();
        let recorded = lock.record(loaded.site.pages.iter());
        if recorded.is_empty() {
            say("Every review is written down already.");
            return Exit::Clear;
        }
        if let Err(error) = lock.save(&self.root.root) {
            complain(&format!(
                "The record of reviews cannot be written: {error}."
            ));
            return Exit::Failed;
        }
        for page in &recorded {
            say(&format!("  {page}"));
        }
        let pages = several(recorded.len(), "review");
        say(&format!(
            "Wrote down {pages} in brassplate.reviews.toml. Keep the file with the site."
        ));
        Exit::Clear
    }
}
