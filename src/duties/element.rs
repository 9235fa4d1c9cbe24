//! One element of a rendered page: its name, its attributes, and what can be said of them at a glance.
//!
//! It stands apart from the reader of pages because checks ask elements far more than they ask pages.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::markup::{decoded, name_number, words_of};
use crate::html::Attributes;

/// One element.
#[derive(Debug, Clone)]
pub struct Element<'h> {
    /// Its name, as it was written.
    pub name: &'h str,
    /// The name as a number, which is compared at once.
    pub(super) number: u64,
    /// Everything between its name and `>`.
    pub(super) attributes: &'h str,
    /// The element around it.
    pub parent: Option<usize>,
    /// Whether it, or one around it, is hidden from everybody.
    pub hidden: bool,
    /// Whether it is part of the page's own content: `main`, or within it.
    pub content: bool,
    /// What is in it.
    pub inside: &'h str,
}

impl<'h> Element<'h> {
    /// The value of an attribute; empty where it has none.
    pub fn attribute(&self, wanted: &str) -> Option<Cow<'h, str>> {
        if self.attributes.len() <= wanted.len() {
            return None;
        }
        Attributes::of(self.attributes)
            .find(|one| one.name.eq_ignore_ascii_case(wanted))
            .map(|one| decoded(one.value))
    }

    /// Whether it is a script that holds data, which no browser runs.
    pub fn is_data(&self) -> bool {
        self.is(&["script"])
            && self
                .attribute("type")
                .is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json"))
    }

    /// All its attributes, as they are written.
    pub(super) fn attributes(&self) -> Attributes<'h> {
        Attributes::of(self.attributes)
    }

    /// Whether it has one of these names.
    pub fn is(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.number == name_number(name))
    }

    /// The words in it, single spaces between.
    pub fn text(&self) -> Cow<'h, str> {
        words_of(self.inside)
    }
}

pub(super) const MAIN: u64 = name_number("main");

/// Elements whose inside is no HTML.
pub(super) const RAW: [u64; 4] = [
    name_number("script"),
    name_number("style"),
    name_number("textarea"),
    name_number("title"),
];

/// Elements that nobody sees.
const HIDES: [u64; 5] = [
    name_number("template"),
    name_number("noscript"),
    name_number("script"),
    name_number("style"),
    name_number("head"),
];

/// Whether the word stands among the attributes; most have none that is so long.
fn says_hidden(attributes: &str) -> bool {
    static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("hidden"));
    attributes.len() >= 6 && FINDER.find(attributes.as_bytes()).is_some()
}

pub(super) fn hides(element: &Element<'_>) -> bool {
    HIDES.contains(&element.number)
        || (says_hidden(element.attributes)
            && (element.attribute("hidden").is_some()
                || element.attribute("aria-hidden").as_deref() == Some("true")))
}
