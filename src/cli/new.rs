//! `new`: a page with the front matter its kind needs, in the folder its kind lives in.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use super::{Exit, Root, complain, parse_kind, say};
use crate::config::PageKind;
use crate::site::slug;

/// Begin a page with the settings its kind needs.
#[derive(Debug, clap::Args)]
pub(super) struct New {
    #[command(flatten)]
    root: Root,
    /// The kind of page: faq, service, condition, clinician, location, policy, notice, news or page
    #[arg(value_parser = parse_kind)]
    kind: PageKind,
    /// Its title
    title: String,
}

impl New {
    pub(super) fn run(self) -> Exit {
        let content = self.root.root.join("content");
        if !self.root.root.join("practice.toml").exists() {
            complain(
                "There is no practice.toml here. Run this in the site's folder, or name it with --root.",
            );
            return Exit::Failed;
        }
        let stem = slug(&self.title);
        let relative = match (self.kind, self.kind.folder()) {
            (PageKind::Home, _) => "_index.md".to_owned(),
            _ if stem.is_empty() => {
                complain("The title needs at least one letter or digit.");
                return Exit::Failed;
            }
            (_, Some(folder)) => format!("{folder}/{stem}.md"),
            (_, None) => format!("{stem}.md"),
        };
        match write_new(&content.join(&relative), &page(self.kind, &self.title)) {
            Ok(()) => {
                say(&format!(
                    "Wrote content/{relative}. It is a draft until you remove the line `draft = true`."
                ));
                Exit::Clear
            }
            Err(error) => {
                complain(&format!("content/{relative} cannot be written: {error}."));
                Exit::Failed
            }
        }
    }
}

/// Writes a file that must not be there yet.
pub(super) fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)?
        .write_all(text.as_bytes())
}

/// A page of a kind, with a line for everything the kind needs.
fn page(kind: PageKind, title: &str) -> String {
    let quoted = toml::Value::String(title.to_owned());
    let common = format!(
        "+++\ntitle = {quoted}\ndescription = \"\" # one or two sentences for lists and search engines\ndraft = true\n"
    );
    let (front, body) = match kind {
        PageKind::Faq => (
            "scope = \"admin\" # or \"health\" if the answers are about health\n",
            "Write a line about this topic.\n\n## A question?\n\nIts answer, in general terms.\n",
        ),
        PageKind::Service | PageKind::Condition => (
            "reviewed_by = \"\" # the file name of a clinician's page, without .md\n# last_reviewed = 2026-01-31\n# next_review = 2028-01-31\n\n# [[sources]]\n# title = \"\"\n# url = \"https://\"\n",
            "Say what it is, whom it is for, and what happens at a visit.\n",
        ),
        PageKind::Clinician => (
            "\n[clinician]\ndegrees = \"\" # such as \"MD\"\nrole = \"\" # such as \"Family physician\"\nlocations = []\nlanguages = [\"English\"]\naccepting_new = true\n",
            "Where the person trained, and what patients should know.\n",
        ),
        PageKind::Location => (
            "location = \"\" # the id of the office in practice.toml\n",
            "How to find the door.\n",
        ),
        PageKind::Policy | PageKind::Notice => (
            "# effective = 2026-01-31\n",
            "What holds, for whom, and whom to ask.\n",
        ),
        PageKind::News => (
            "# date = 2026-01-31\n# expires = 2026-12-31\n",
            "What is new, in a few sentences.\n",
        ),
        PageKind::Home | PageKind::Page => ("", "Write the page here.\n"),
    };
    let front = front.replace("reviewed_by = \"\"", "# reviewed_by = \"\"");
    format!("{common}{front}+++\n\n{body}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::SchemaOf;
    use crate::page::Page;
    use crate::source::SourceFile;

    #[test]
    fn every_new_page_can_be_read() {
        for kind in PageKind::ALL {
            let source = SourceFile::new("content/new.md", page(kind, "A \"new\" page"));
            let (page, told) = Page::parse(source, kind, &SchemaOf::new());
            assert!(told.is_empty(), "{kind:?}: {told:?}");
            assert_eq!(page.meta.title, "A \"new\" page");
        }
    }
}
