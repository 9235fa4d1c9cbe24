//! Slips of the keyboard that no reader sees: characters without a shape, and two spaces where one was meant.
//!
//! They change nothing of what a text says, so taking them out is the one edit in a text that needs no person.
//! Characters without a shape are told, because they come from copying and hide words from search; spaces are not.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::diagnostic::{Diagnostic, Edit, Severity, Words};
use crate::page::Page;
use crate::source::{SourceFile, Span};

/// Zero-width space, word joiner, byte-order mark: without a shape and without use between Latin letters.
const UNSEEN: [char; 3] = ['\u{200b}', '\u{2060}', '\u{feff}'];

/// Whether a character has no shape and no use.
pub fn is_unseen(c: char) -> bool {
    UNSEEN.contains(&c)
}

/// What there is to say about characters of a page that nobody sees, all of them at once.
pub(super) fn told(page: &Page) -> Option<Diagnostic> {
    let text = page.source.text();
    let mut letters = [0; 4];
    let is_there = |c: &char| {
        let needle = c.encode_utf8(&mut letters);
        memchr::memmem::find(&text.as_bytes()[page.body..], needle.as_bytes()).is_some()
    };
    if !UNSEEN.clone().iter().any(is_there) {
        return None;
    }
    let edits: Vec<_> = runs(page, is_unseen)
        .into_iter()
        .filter(|span| is_between_latin(text, *span))
        .map(|span| {
            edit(
                &page.source,
                span,
                "",
                "Take out characters that nobody sees",
            )
        })
        .collect();
    let first = edits.first()?.span;
    let what = match edits.len() {
        1 => "there are characters here that nobody sees".to_owned(),
        more => format!(
            "there are characters here that nobody sees, and in {} more places",
            more - 1
        ),
    };
    let words = Words {
        rule: "unseen-characters".into(),
        family: "tidy",
        what: what.into(),
        why: "They come along when text is copied, break words apart for search and for screen readers, and nobody can find them by eye.".into(),
        instead: "Take them out; `brassplate check --fix` does it.".into(),
    };
    let mut said = Diagnostic::at(&page.source, first, Severity::Warning, words);
    said.edits = edits;
    Some(said)
}

/// Edits that make one space of several inside a line of text.
pub fn doubled_spaces(page: &Page) -> Vec<Edit> {
    let text = page.source.text();
    let doubled = runs(page, |c| c == ' ').into_iter();
    doubled
        .filter(|span| span.end - span.start > 1 && is_inside_a_line(text, *span))
        .map(|span| edit(&page.source, span, " ", "Make one space of several"))
        .collect()
}

fn edit(source: &SourceFile, span: Span, text: &str, title: &str) -> Edit {
    Edit::new(source, span, text, title, true)
}

/// Stretches of characters that `fit`, in running text only: not in code, not in HTML, not in addresses.
fn runs(page: &Page, fit: impl Fn(char) -> bool) -> Vec<Span> {
    let text = page.source.text();
    let mut runs: Vec<Span> = Vec::new();
    let mut in_code = false;
    for (event, range) in page.events() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(said) if !in_code && text.get(range.clone()) == Some(&*said) => {
                for (at, c) in said.char_indices().filter(|(_, c)| fit(*c)) {
                    let span = Span::new(range.start + at, range.start + at + c.len_utf8());
                    match runs.last_mut() {
                        Some(last) if last.end == span.start => last.end = span.end,
                        _ => runs.push(span),
                    }
                }
            }
            _ => {}
        }
    }
    runs
}

/// Whether what stands before and behind is of a script that needs none of these characters.
fn is_between_latin(text: &str, span: Span) -> bool {
    let before = text[..span.start].chars().next_back();
    let behind = text[span.end..].chars().next();
    let latin = |c: Option<char>| {
        c.is_none_or(|c| u32::from(c) < 0x250 || (0x2010..0x2050).contains(&u32::from(c)))
    };
    latin(before) && latin(behind)
}

/// Whether something stands before and behind on the same line.
fn is_inside_a_line(text: &str, span: Span) -> bool {
    let before = text[..span.start].chars().next_back();
    let behind = text[span.end..].chars().next();
    let stands = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != '|');
    stands(before) && stands(behind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::PageKind;

    fn page(text: &str) -> Page {
        Page::loose(SourceFile::new("a.md", text), PageKind::Page)
    }

    #[test]
    fn unseen_characters_are_told_once_with_every_edit() {
        let said = told(&page("The of\u{200b}fice is o\u{2060}pen.\n")).unwrap();
        assert_eq!(said.edits.len(), 2);
        assert!(said.what.ends_with("and in 1 more places"), "{}", said.what);
    }

    #[test]
    fn scripts_that_need_them_and_code_keep_them() {
        assert!(
            told(&page(
                "ไทย\u{200b}ไทย\n\n`a\u{200b}b`\n\n```\na\u{200b}b\n```\n"
            ))
            .is_none()
        );
    }

    #[test]
    fn only_spaces_inside_a_line_of_text_are_doubled() {
        let found = |text: &str| doubled_spaces(&page(text)).len();
        assert_eq!(found("One.  Two   three.\n"), 2);
        assert_eq!(
            found(
                "A line  \nbroken on purpose.\n\n    code  block\n\n-   item\n\n`a  b`\n\n| a  | b |\n|----|---|\n| c  | d |\n"
            ),
            0
        );
    }
}
