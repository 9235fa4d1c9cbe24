//! HTML as blocks: which element begins a block, and what its text is to a reader.

use super::Role;
use super::blocks::{Collector, Kind};
use crate::html::{self, Along, Mark, Tag, Text};
use crate::source::{Mapped, Span};

/// Reads HTML into a collector; it lives as long as the page, since elements may stay open between Markdown blocks.
#[derive(Debug, Default)]
pub(super) struct HtmlReader {
    /// The hidden element that is open, if any, and whether its text is data that search engines show.
    hidden: Option<(html::Name, bool)>,
}

impl HtmlReader {
    /// Reads a stretch of HTML.
    pub(super) fn read(&mut self, html: &Mapped, into: &mut Collector) {
        self.read_along(html, into, &mut |_| {});
    }

    /// The same, with somebody who listens along.
    pub(super) fn read_along(
        &mut self,
        html: &Mapped,
        into: &mut Collector,
        along: &mut Along<'_>,
    ) {
        html::read(html, |mark| {
            along(&mark);
            match mark {
                Mark::Open(tag) => self.opens(&tag, into),
                Mark::Close(name) => self.closes(&name, into),
                Mark::Text(text) => self.text(&text, into),
                Mark::Comment(..) => {}
            }
        });
    }

    /// Whether what follows is in an element that no visitor sees.
    pub(super) fn is_hidden(&self) -> bool {
        self.hidden.is_some()
    }

    fn text(&mut self, text: &Text<'_>, into: &mut Collector) {
        match &self.hidden {
            None => into.read(text),
            Some((_, true)) => {
                for string in html::json_strings(&text.mapped()) {
                    into.aside(Role::Data, string);
                }
            }
            Some(_) => {}
        }
    }

    fn opens(&mut self, tag: &Tag<'_, '_>, into: &mut Collector) {
        if self.hidden.is_some() {
            return;
        }
        if html::is_hidden(&tag.name) {
            self.hidden = Some((tag.name.clone(), html::is_shown_data(tag)));
            return;
        }
        for (name, value) in tag.read_attributes() {
            match name {
                "srcdoc" => Self::default().read(&value, into),
                name => into.aside(attribute_role(&tag.name, name), value),
            }
        }
        match element(&tag.name) {
            Element::Inline => {}
            Element::Emphasis => into.emphasis_opens(),
            Element::Break => into.space(Span::new(tag.span.start, tag.span.end)),
            Element::Separator => into.flush(),
            Element::Container(name, kind, role) => {
                close_implied(name, into);
                into.enter(name, kind, role);
            }
        }
    }

    fn closes(&mut self, name: &str, into: &mut Collector) {
        if let Some((hidden, _)) = &self.hidden {
            if hidden == name {
                self.hidden = None;
            }
            return;
        }
        match element(name) {
            Element::Inline | Element::Break => {}
            Element::Emphasis => into.emphasis_closes(),
            Element::Separator => into.flush(),
            Element::Container(name, ..) => into.leave(name),
        }
    }
}

/// What an element does to the text around it.
enum Element {
    Inline,
    Emphasis,
    Break,
    Separator,
    Container(&'static str, Kind, Option<Role>),
}

fn element(name: &str) -> Element {
    let container = |name, kind, role| Element::Container(name, kind, Some(role));
    match name {
        "b" | "strong" | "i" | "em" => Element::Emphasis,
        "br" => Element::Break,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => container("h", Kind::Part, Role::Heading),
        "title" | "desc" => container("title", Kind::Part, Role::Title),
        "ul" | "ol" | "menu" => Element::Container("ul", Kind::List, None),
        "li" => container("li", Kind::Item, Role::Item),
        "table" => Element::Container("table", Kind::Table, None),
        "tr" => Element::Container("tr", Kind::Row, None),
        "td" => container("td", Kind::Cell, Role::Cell),
        "th" => container("th", Kind::Cell, Role::CellHeader),
        "caption" | "figcaption" => container("caption", Kind::Part, Role::Caption),
        "dl" => Element::Container("dl", Kind::Terms, None),
        "dt" => container("dt", Kind::Term, Role::Term),
        "dd" => container("dd", Kind::Definition, Role::Definition),
        "summary" => container("summary", Kind::Part, Role::Summary),
        "blockquote" => container("blockquote", Kind::Quote, Role::Quote),
        "button" => container("button", Kind::Part, Role::Button),
        "option" => container("option", Kind::Part, Role::Choice),
        "label" | "legend" => container("label", Kind::Part, Role::Label),
        "pre" | "textarea" => container("pre", Kind::Part, Role::Code),
        "p" => Element::Container("p", Kind::Part, None),
        "hr" | "input" | "img" => Element::Separator,
        name if is_inline(name) => Element::Inline,
        _ => Element::Separator,
    }
}

fn is_inline(name: &str) -> bool {
    let known = [
        "a", "abbr", "acronym", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "font",
        "ins", "kbd", "mark", "meter", "nobr", "output", "q", "rb", "ruby", "s", "samp", "small",
        "span", "strike", "sub", "sup", "time", "tspan", "tt", "u", "var", "wbr",
    ];
    known.binary_search(&name).is_ok()
}

/// Which open element a new one of the same kind closes, as browsers do.
fn closed_by(name: &str) -> &'static [&'static str] {
    match name {
        "tr" => &["td", "th", "tr"],
        "td" | "th" => &["td", "th"],
        "dt" | "dd" => &["dt", "dd"],
        "li" => &["li"],
        "option" => &["option"],
        "p" => &["p"],
        _ => &[],
    }
}

fn close_implied(name: &'static str, into: &mut Collector) {
    for open in closed_by(name) {
        if into.innermost(open) {
            into.leave(open);
        }
    }
}

fn attribute_role(element: &str, attribute: &str) -> Role {
    match (element, attribute) {
        (_, "alt") => Role::Alt,
        (_, "placeholder" | "aria-placeholder") => Role::Placeholder,
        ("option" | "optgroup", _) => Role::Choice,
        ("input" | "button", "value") => Role::Button,
        ("meta", _) => Role::Description,
        (_, "title") => Role::TitleAttribute,
        _ => Role::Label,
    }
}
