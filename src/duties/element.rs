//! One element of a rendered page: its name, its attributes, and what can be said of them at a glance.
//!
//! It stands apart from the reader of pages because checks ask elements far more than they ask pages.

use std::borrow::Cow;

use super::markup::{decoded, words_of};
use crate::html::{Attributes, Name, Names, Tag, elements};

/// One element.
#[derive(Debug, Clone)]
pub struct Element<'h> {
    /// Its name, in lower case.
    pub name: Name,
    /// Everything between its name and `>`.
    pub(super) attributes: &'h str,
    /// The element around it.
    pub parent: Option<usize>,
    /// Whether it, or one around it, is hidden from everybody.
    pub hidden: bool,
    /// Whether it is part of the page's own content: `main`, or within it.
    pub content: bool,
    /// Whether it says what it is called, or in which language it is: it has an `id` or a `lang`.
    pub named: bool,
    /// What is in it.
    pub inside: &'h str,
}

impl<'h> Element<'h> {
    /// The value of an attribute, if the element has it; empty where it is written without one.
    pub fn attribute(&self, wanted: &str) -> Option<Cow<'h, str>> {
        if self.attributes.len() <= wanted.len() {
            return None;
        }
        self.attributes()
            .find(|one| one.name.eq_ignore_ascii_case(wanted))
            .map(|one| decoded(one.value))
    }

    /// Whether it is a script that holds data, which no browser runs.
    pub fn is_data(&self) -> bool {
        self.is(elements!["script"])
            && self
                .attribute("type")
                .is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json"))
    }

    /// All its attributes, as they are written.
    pub(super) fn attributes(&self) -> Attributes<'h> {
        Attributes::of(self.attributes)
    }

    /// Whether it has one of these names.
    pub fn is(&self, names: Names) -> bool {
        names.has(&self.name)
    }

    /// The words in it, single spaces between.
    pub fn text(&self) -> Cow<'h, str> {
        words_of(self.inside)
    }
}

/// What the names of a tag's attributes tell of its element.
#[derive(Debug, Default)]
pub(super) struct Given {
    /// Whether it is hidden from everybody.
    pub(super) hidden: bool,
    /// Whether it has a name of its own, or a language.
    pub(super) named: bool,
    /// Whether it may be a notice, since the name of an attribute ends in `-notice`.
    pub(super) notice: bool,
}

impl Given {
    pub(super) fn by(tag: &Tag<'_, '_>) -> Self {
        let mut given = Self::default();
        // The value is asked for once, however often the name is written.
        let mut is_quiet = false;
        for name in tag.names() {
            match name {
                b"hidden" => given.hidden = true,
                b"aria-hidden" => is_quiet = true,
                b"id" | b"lang" => given.named = true,
                name => given.notice |= name.ends_with(b"-notice"),
            }
        }
        given.hidden |= is_quiet && tag.value("aria-hidden") == "true";
        given
    }
}

/// Whether nobody sees what is in an element of that name. What is in a text area is seen: visitors find it in the field.
pub(super) fn hides(name: &Name) -> bool {
    elements![
        "template", "noscript", "script", "style", "head", "iframe", "noembed", "noframes"
    ]
    .has(name)
}
