//! `new`: a page with the front matter its kind needs, in the folder its kind lives in.
//!
//! A notice begins with a heading for each part it has to say, filled with the practice's facts. Where only the practice
//! or the law has the words, a gap in brackets stands, and the site is not published while one is left.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use super::{Exit, Root, complain, parse_kind, say};
use crate::config::{NoticeKind, PageKind};
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
    /// Which notice it is, such as good-faith-estimate; it then begins with what such a notice has to say
    #[arg(long, value_name = "NOTICE", value_parser = parse_notice)]
    notice: Option<NoticeKind>,
}

fn parse_notice(name: &str) -> Result<NoticeKind, String> {
    let found = NoticeKind::ALL.into_iter().find(|kind| kind.name() == name);
    let names = NoticeKind::ALL.map(NoticeKind::name).join(", ");
    found.ok_or_else(|| format!("the notices are {names}"))
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
        let text = match (self.kind, self.notice) {
            (PageKind::Notice, Some(notice)) => notice_page(notice, &self.title),
            (_, Some(_)) => {
                complain("Only a page of the kind `notice` can be a notice.");
                return Exit::Failed;
            }
            (kind, None) => page(kind, &self.title),
        };
        match write_new(&content.join(&relative), &text) {
            Ok(()) => {
                say(&format!(
                    "Wrote content/{relative}. It is a draft until you remove the line `draft = true`."
                ));
                if let Some(notice) = self.notice {
                    say(&placing(notice, &relative, &self.title));
                }
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

/// A notice with what it has to say, and gaps where only the practice has the words.
fn notice_page(notice: NoticeKind, title: &str) -> String {
    let quoted = toml::Value::String(title.to_owned());
    let body = notice_body(notice);
    let copied = match body == VERBATIM {
        true => {
            "# verbatim = \"\" # once the text is copied, `brassplate check` prints what to write here\n"
        }
        false => "",
    };
    format!(
        "+++\ntitle = {quoted}\ndescription = \"\" # one or two sentences for lists and search engines\ndraft = true\n# effective = 2026-01-31\n\n[notice]\nkind = \"{}\"\n# verified_on = 2026-01-31 # the day somebody held the text against its source\n{copied}+++\n\n{body}",
        notice.name()
    )
}

const VERBATIM: &str = include_str!("../starter/notices/verbatim.md");

fn notice_body(notice: NoticeKind) -> &'static str {
    match notice {
        NoticeKind::PrivacyPractices => include_str!("../starter/notices/privacy-practices.md"),
        NoticeKind::Nondiscrimination => include_str!("../starter/notices/nondiscrimination.md"),
        NoticeKind::LanguageHelp => include_str!("../starter/notices/language-help.md"),
        NoticeKind::GoodFaithEstimate => include_str!("../starter/notices/good-faith-estimate.md"),
        NoticeKind::Accessibility => include_str!("../starter/notices/accessibility.md"),
        NoticeKind::WebsitePrivacy => include_str!("../starter/notices/website-privacy.md"),
        NoticeKind::Complaints => include_str!("../starter/notices/complaints.md"),
        NoticeKind::BalanceBilling
        | NoticeKind::OpenPayments
        | NoticeKind::BoardComplaint
        | NoticeKind::Telehealth => VERBATIM,
        NoticeKind::Custom => "What holds, for whom, and whom to ask.\n",
    }
}

/// How the notice gets its link on every page.
fn placing(notice: NoticeKind, path: &str, title: &str) -> String {
    let title = match notice {
        NoticeKind::PrivacyPractices => "Notice of Privacy Practices (HIPAA)",
        _ => title,
    };
    let title = toml::Value::String(title.to_owned());
    format!(
        "For a link at the foot of every page, add this at the end of practice.toml:\n\n[[footer]]\ntitle = {title}\npage = \"{path}\""
    )
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
