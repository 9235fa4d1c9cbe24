//! What the tokenizer tells, put together into whole tags and texts without copying what stands in the page.
//!
//! The tokenizer hands out pieces: a name, a part of a value, a resolved reference. Here only their places are kept, since
//! whoever wants a text or value takes it from the page itself. How well the HTML is written is asked by nobody, so the
//! tokenizer leaves out its checks of every single character.

use std::convert::Infallible;

use html5gum::{Error, State};

use super::{Mark, Name, comment, content_of, heard, is_raw, within};
use crate::source::{Mapped, Span};

/// An opening tag.
#[derive(Debug)]
pub struct Tag<'e, 'h> {
    /// The name in lower case.
    pub name: Name,
    /// The bytes of the file that hold the whole tag.
    pub span: Span,
    /// Whether it ends in `/>`, which by itself closes nothing.
    pub self_closing: bool,
    pub(super) html: &'h Mapped,
    pub(super) names: &'e [u8],
    pub(super) attributes: &'e [Attribute],
}

impl Tag<'_, '_> {
    /// Whether nothing stands in the element because `/>` ends it, which browsers heed only in drawings and formulas. What is
    /// within one of these ends with it at the latest, so it is enough to ask that of them.
    pub fn closes_itself(&self) -> bool {
        self.self_closing && matches!(&*self.name, "svg" | "math")
    }

    /// Its attributes in their order, with the places of the values in the HTML; of two with one name the first counts.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&[u8], Span)> {
        let all = self.attributes.iter();
        all.map(|one| (&self.names[one.name.start..one.name.end], one.value))
    }
}

/// Where the name of an attribute stands among the names of its tag, and where the value stands in the HTML.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attribute {
    pub(super) name: Span,
    pub(super) value: Span,
}

/// Tells everything on a page to somebody, in order.
pub(super) struct Emitter<'h, F> {
    html: &'h Mapped,
    hear: F,
    /// How far the tokenizer has read.
    at: usize,
    /// Where the text began that is being read, and where it ends if there is any.
    text_start: usize,
    text_end: Option<usize>,
    /// Where the tag, comment or doctype began that is being read.
    start: usize,
    kind: Kind,
    name: Vec<u8>,
    /// The name of the tag that was opened last.
    last: Vec<u8>,
    /// Whether text is to be taken as it stands.
    raw: bool,
    self_closing: bool,
    /// The names of the attributes, one behind the other.
    names: Vec<u8>,
    attributes: Vec<Attribute>,
    attribute: Option<Attribute>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Start,
    End,
    Other,
}

impl<'h, F: FnMut(Mark<'_, 'h>)> Emitter<'h, F> {
    /// Begins at a place at which no tag is open.
    pub(super) fn new(html: &'h Mapped, from: usize, hear: F) -> Self {
        Self {
            html,
            hear,
            at: from,
            text_start: from,
            text_end: None,
            start: 0,
            kind: Kind::Other,
            name: Vec::new(),
            last: Vec::new(),
            raw: false,
            self_closing: false,
            names: Vec::new(),
            attributes: Vec::new(),
            attribute: None,
        }
    }

    fn tell_text(&mut self) {
        if let Some(end) = self.text_end.take() {
            let text = heard(self.html, Span::new(self.text_start, end), self.raw);
            (self.hear)(Mark::Text(text));
        }
    }

    /// The attribute that was read is put to the others. Tags that close have none that count.
    fn take_attribute(&mut self) {
        let Some(Attribute { name, value }) = self.attribute.take() else {
            return;
        };
        if self.kind == Kind::Start && name.start < self.names.len() {
            self.attributes.push(Attribute {
                name: Span::new(name.start, self.names.len()),
                value: within(self.html.text(), value),
            });
        }
    }

    /// `</>` is nothing to a reader: if it stands before the text of that length that was just read, the text ends there and
    /// begins anew behind it.
    fn pass_nothing(&mut self, length: usize) {
        const NOTHING: &str = "</>";
        let (html, at) = (self.html.text(), self.at);
        let before = self.text_end.unwrap_or(self.text_start);
        let mut behind = before;
        while behind + NOTHING.len() + length <= at
            && html.as_bytes()[behind..].starts_with(NOTHING.as_bytes())
        {
            behind += NOTHING.len();
        }
        if behind > before && behind + length == at {
            self.tell_text();
            self.text_start = behind;
        }
    }

    /// The value that is being read, if there is any.
    fn value(&mut self) -> Option<&mut Span> {
        self.attribute
            .as_mut()
            .map(|attribute| &mut attribute.value)
    }

    /// The whole of what began with `<` and ends here.
    fn whole(&self) -> Span {
        within(self.html.text(), Span::new(self.start, self.at))
    }
}

impl<'h, F: FnMut(Mark<'_, 'h>)> html5gum::Emitter for Emitter<'h, F> {
    type Token = Infallible;

    fn set_last_start_tag(&mut self, last: Option<&[u8]>) {
        self.last.clear();
        self.last.extend(last.unwrap_or_default());
    }

    fn emit_eof(&mut self) {
        self.tell_text();
    }

    #[inline]
    fn emit_error(&mut self, _: Error) {}

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    #[inline]
    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn init_string(&mut self) {
        if self.text_end.is_none() {
            self.text_start = self.at;
        }
    }

    fn emit_string(&mut self, text: &[u8]) {
        self.pass_nothing(text.len());
        self.text_end = Some(self.at);
    }

    fn init_start_tag(&mut self) {
        self.kind = Kind::Start;
        self.name.clear();
        self.self_closing = false;
        self.names.clear();
        self.attributes.clear();
        self.attribute = None;
    }

    fn init_end_tag(&mut self) {
        self.kind = Kind::End;
        self.name.clear();
        self.names.clear();
        self.attributes.clear();
        self.attribute = None;
    }

    fn init_comment(&mut self) {
        self.tell_text();
        self.kind = Kind::Other;
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.tell_text();
        self.take_attribute();
        let name = Name::of(&self.name);
        match self.kind {
            Kind::Start => {
                self.raw = is_raw(&name);
                let span = self.html.span(self.whole().into());
                (self.hear)(Mark::Open(Tag {
                    name,
                    span,
                    self_closing: self.self_closing,
                    html: self.html,
                    names: &self.names,
                    attributes: &self.attributes,
                }));
                std::mem::swap(&mut self.last, &mut self.name);
            }
            _ => {
                self.raw = false;
                self.last.clear();
                let span = self.html.span(self.whole().into());
                (self.hear)(Mark::Close(name, span));
            }
        }
        let next = content_of(&self.last);
        if next.is_some() {
            self.text_start = self.at;
        }
        next
    }

    fn emit_current_comment(&mut self) {
        let whole = self.whole();
        let text = comment(self.html, whole);
        (self.hear)(Mark::Comment(text, self.html.span(whole.into())));
    }

    fn set_self_closing(&mut self) {
        self.self_closing = true;
    }

    fn push_tag_name(&mut self, name: &[u8]) {
        self.name.extend_from_slice(name);
    }

    fn init_doctype(&mut self) {
        self.tell_text();
        self.kind = Kind::Other;
    }

    fn init_attribute(&mut self) {
        self.take_attribute();
        self.attribute = Some(Attribute {
            name: Span::new(self.names.len(), self.names.len()),
            value: Span::new(self.at, self.at),
        });
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        self.names.extend_from_slice(name);
        self.init_attribute_value();
    }

    fn init_attribute_value(&mut self) {
        let here = Span::new(self.at, self.at);
        if let Some(value) = self.value() {
            *value = here;
        }
    }

    fn push_attribute_value(&mut self, _: &[u8]) {
        let end = self.at;
        if let Some(value) = self.value() {
            value.end = end;
        }
    }

    fn start_open_tag(&mut self) {
        self.start = self.at.saturating_sub(1);
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.kind == Kind::End && !self.last.is_empty() && self.last == self.name
    }

    #[inline]
    fn move_position(&mut self, offset: isize) {
        self.at = self.at.saturating_add_signed(offset);
    }

    fn push_comment(&mut self, _: &[u8]) {}
    fn emit_current_doctype(&mut self) {}
    fn set_force_quirks(&mut self) {}
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
}
