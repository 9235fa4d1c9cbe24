//! Safe edits made in the files of a site.
//!
//! A file is written only if it is still what was judged, as a whole or not at all, and only if it then says what it said
//! before: settings are compared as settings, text as the page a visitor reads. An edit that would change either is left
//! to a person, whatever it claims to be.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use crate::config::PageKind;
use crate::diagnostic::{Diagnostic, Edit};
use crate::guard::tidy;
use crate::page::Page;
use crate::report::clean;
use crate::source::{SourceFile, floor_boundary};

/// An edit that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The file.
    pub path: String,
    /// The line, before anything was changed.
    pub line: usize,
    /// The column.
    pub column: usize,
    /// What it did.
    pub title: String,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

impl fmt::Display for Made {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, title) = (clean(&self.path), clean(&self.title));
        write!(out, "mended {path}:{}:{}  {title}", self.line, self.column)?;
        for (sign, text) in [('-', &self.before), ('+', &self.after)] {
            let seen = text.trim_end_matches(['\r', '\n']);
            if seen
                .chars()
                .any(|c| !c.is_whitespace() && !tidy::is_unseen(c))
            {
                write!(out, "\n  {sign} {}", clean(seen))?;
            }
        }
        Ok(())
    }
}

/// A file, or a place in one, that was left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The file.
    pub path: String,
    /// Why.
    pub why: String,
}

/// What came of mending.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mended {
    /// The edits that were made.
    pub made: Vec<Made>,
    /// What was left.
    pub left: Vec<Left>,
}

/// Makes the safe edits of what was said in the files they belong to, which lie below `root`.
pub fn mend(root: &Path, sources: &[SourceFile], said: &[Diagnostic]) -> Mended {
    let mut edits: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
    for one in said {
        let safe = one.edits.iter().filter(|edit| edit.safe);
        edits.entry(&one.path).or_default().extend(safe);
    }
    let mut mended = Mended::default();
    for source in sources {
        let spaces = doubled_spaces(source);
        let mut wanted = edits.remove(source.path()).unwrap_or_default();
        wanted.extend(&spaces);
        if !wanted.is_empty() {
            mend_file(root, source, wanted, &mut mended);
        }
    }
    mended
}

fn is_markdown(path: &str) -> bool {
    !path.ends_with(".toml")
}

fn doubled_spaces(source: &SourceFile) -> Vec<Edit> {
    match is_markdown(source.path()) {
        true => tidy::doubled_spaces(&page(source.clone())),
        false => Vec::new(),
    }
}

fn page(source: SourceFile) -> Page {
    Page::loose(source, PageKind::Page)
}

fn mend_file(root: &Path, source: &SourceFile, mut wanted: Vec<&Edit>, mended: &mut Mended) {
    wanted.sort_by_key(|edit| edit.span);
    wanted.dedup();
    let (kept, text) = harmless(source, apart(wanted), &mut mended.left);
    if kept.is_empty() {
        return;
    }
    let path = root.join(source.path());
    let left = |why: String| Left {
        path: source.path().to_owned(),
        why,
    };
    match write(&path, source.text(), &text) {
        Ok(true) => mended
            .made
            .extend(kept.into_iter().map(|edit| made(source, edit))),
        Ok(false) => mended.left.push(left(
            "it was changed since it was read, so nothing in it was touched; run the command again"
                .to_owned(),
        )),
        Err(error) => mended
            .left
            .push(left(format!("it cannot be written: {error}"))),
    }
}

fn made(source: &SourceFile, edit: &Edit) -> Made {
    Made {
        path: source.path().to_owned(),
        line: edit.start.line,
        column: edit.start.column,
        title: edit.title.clone(),
        before: source.slice(edit.span).to_owned(),
        after: edit.text.clone(),
    }
}

/// Edits that do not touch one another; where two do, the first stays and the other waits for the next run.
fn apart(edits: Vec<&Edit>) -> Vec<&Edit> {
    let mut end = 0;
    let apart = edits.into_iter().filter(|edit| {
        let fits = edit.span.start >= end;
        if fits {
            end = edit.span.end;
        }
        fits
    });
    apart.collect()
}

/// The edits after which the file says what it said, and its text then.
fn harmless<'e>(
    source: &SourceFile,
    edits: Vec<&'e Edit>,
    left: &mut Vec<Left>,
) -> (Vec<&'e Edit>, String) {
    let before = Meaning::of(source.path(), source.text());
    let mut kept = Vec::new();
    keep(source, &before, &edits, &mut kept, left);
    let text = applied(source.text(), &kept);
    (kept, text)
}

/// Keeps the edits that can be made beside those that are kept already. A group with a harmful one among them is parted,
/// so that one such edit among thousands is found in a few steps.
fn keep<'e>(
    source: &SourceFile,
    before: &Meaning,
    edits: &[&'e Edit],
    kept: &mut Vec<&'e Edit>,
    left: &mut Vec<Left>,
) {
    let known = kept.len();
    kept.extend(edits);
    let text = applied(source.text(), kept);
    if edits.is_empty() || Meaning::of(source.path(), &text) == *before {
        return;
    }
    kept.truncate(known);
    if let [edit] = edits {
        left.push(Left {
            path: source.path().to_owned(),
            why: format!(
                "line {}: \"{}\" would change how the page reads, so it is left to you",
                edit.start.line, edit.title
            ),
        });
        return;
    }
    let (first, second) = edits.split_at(edits.len() / 2);
    keep(source, before, first, kept, left);
    keep(source, before, second, kept, left);
}

fn applied(text: &str, edits: &[&Edit]) -> String {
    let (mut new, mut at) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        new.push_str(&text[at..floor_boundary(text, edit.span.start).max(at)]);
        new.push_str(&edit.text);
        at = floor_boundary(text, edit.span.end).max(at);
    }
    new + &text[at..]
}

/// What a file says: its settings without waivers, and what a visitor reads, without comments.
#[derive(Debug, PartialEq)]
struct Meaning {
    settings: Option<toml::Table>,
    shown: String,
}

impl Meaning {
    fn of(path: &str, text: &str) -> Self {
        if !is_markdown(path) {
            return Self {
                settings: settings(text),
                shown: String::new(),
            };
        }
        let page = page(SourceFile::new(path, text));
        let events = page
            .events()
            .map(|(event, _)| event)
            .filter(|event| !is_comment(event));
        let mut shown = String::new();
        pulldown_cmark::html::push_html(&mut shown, events);
        shown.retain(|c| !tidy::is_unseen(c));
        Self {
            settings: settings(page.source.slice(page.front)),
            shown: shown.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }
}

/// The settings; what cannot be read as settings is told apart from everything else by its text.
fn settings(text: &str) -> Option<toml::Table> {
    let mut table: toml::Table = text.parse().ok()?;
    table.remove("waive");
    Some(table)
}

fn is_comment(event: &pulldown_cmark::Event<'_>) -> bool {
    use pulldown_cmark::{Event, Tag, TagEnd};
    match event {
        Event::Html(html) | Event::InlineHtml(html) => {
            let html = html.trim();
            html.is_empty()
                || html.starts_with("<!--")
                    && html.find("-->").is_some_and(|end| end + 3 == html.len())
        }
        Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => true,
        _ => false,
    }
}

/// Puts the new text in the place of the old one in one step; nothing is written if something else stands there by now.
fn write(path: &Path, old: &str, new: &str) -> io::Result<bool> {
    let path = path.canonicalize()?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{name}.{}.new", std::process::id()));
    let put = || {
        let mut file = fs::File::create(&beside)?;
        file.write_all(new.as_bytes())?;
        file.sync_all()?;
        fs::set_permissions(&beside, fs::metadata(&path)?.permissions())?;
        // Read as late as can be, so that nobody's work of the meantime is lost.
        if fs::read(&path)? != old.as_bytes() {
            return Ok(false);
        }
        fs::rename(&beside, &path).map(|()| true)
    };
    let done = put();
    if !matches!(done, Ok(true)) {
        let _ = fs::remove_file(&beside);
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Severity, Words};
    use crate::source::Span;

    fn safe(source: &SourceFile, cut: &str, text: &str) -> Diagnostic {
        let at = source.text().find(cut).unwrap();
        let words = Words {
            rule: "a".into(),
            family: "a",
            what: "a".into(),
            why: "a.".into(),
            instead: "a.".into(),
        };
        let span = Span::new(at, at + cut.len());
        Diagnostic::at(source, span, Severity::Warning, words)
            .with_edit(Edit::new(source, span, text, "Mend it", true))
    }

    fn mended(text: &str, on_disk: &str, edits: &[(&str, &str)]) -> (Mended, String) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.md"), on_disk).unwrap();
        let source = SourceFile::new("a.md", text);
        let said: Vec<_> = edits
            .iter()
            .map(|(cut, text)| safe(&source, cut, text))
            .collect();
        let mended = mend(folder.path(), &[source], &said);
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "nothing is left beside it"
        );
        (
            mended,
            fs::read_to_string(folder.path().join("a.md")).unwrap(),
        )
    }

    #[test]
    fn a_comment_goes_and_the_text_stays() {
        let text = "One.\r\n\r\n<!-- gone -->\r\n\r\nTwo.  Three.\r\n";
        let (mended, now) = mended(text, text, &[("<!-- gone -->\r\n", "")]);
        assert_eq!(now, "One.\r\n\r\n\r\nTwo. Three.\r\n");
        assert_eq!(mended.made.len(), 2);
        assert!(mended.left.is_empty());
    }

    #[test]
    fn a_file_that_changed_meanwhile_is_left() {
        let (mended, now) = mended(
            "<!-- a -->\n\nOne.\n",
            "Something else.\n",
            &[("<!-- a -->\n", "")],
        );
        assert_eq!(now, "Something else.\n");
        assert!(mended.made.is_empty() && mended.left[0].why.contains("changed since it was read"));
    }

    #[test]
    fn what_would_change_the_page_is_left_however_safe_it_claims_to_be() {
        let text = "- one\n\n<!-- parts two lists -->\n\n- two\n\nTake  two.\n";
        let (mended, now) = mended(
            text,
            text,
            &[("<!-- parts two lists -->\n", ""), ("two.", "ten.")],
        );
        assert_eq!(now, text.replace("Take  two", "Take two"));
        assert_eq!((mended.made.len(), mended.left.len()), (1, 2), "{mended:?}");
    }
}
