//! HTML as blocks: which element begins a block, and what its text is to a reader.

use std::sync::LazyLock;

use super::Role;
use super::blocks::{Collector, Kind, Name};
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
                Mark::Close(name, _) => self.closes(&name, into),
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

    fn closes(&mut self, name: &html::Name, into: &mut Collector) {
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
#[derive(Debug, Clone, Copy)]
enum Element {
    Inline,
    Emphasis,
    Break,
    Separator,
    Container(Name, Kind, Option<Role>),
}

/// What the common elements do, each at the place of its name.
static ELEMENTS: LazyLock<[Element; html::COMMON.len()]> =
    LazyLock::new(|| html::COMMON.map(element_called));

fn element(name: &html::Name) -> Element {
    match name {
        html::Name::Common(place) => ELEMENTS[usize::from(*place)],
        html::Name::Other(name) => element_called(name),
    }
}

fn element_called(name: &str) -> Element {
    let container = |name, kind, role| Element::Container(name, kind, Some(role));
    match name {
        "b" | "strong" | "i" | "em" => Element::Emphasis,
        "br" => Element::Break,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            container(Name::Heading, Kind::Part, Role::Heading)
        }
        "title" | "desc" => container(Name::Title, Kind::Part, Role::Title),
        "ul" | "ol" | "menu" => Element::Container(Name::List, Kind::List, None),
        "li" => container(Name::Item, Kind::Item, Role::Item),
        "table" => Element::Container(Name::Table, Kind::Table, None),
        "tr" => Element::Container(Name::Row, Kind::Row, None),
        "td" => container(Name::Cell, Kind::Cell, Role::Cell),
        "th" => container(Name::HeaderCell, Kind::Cell, Role::CellHeader),
        "caption" | "figcaption" => container(Name::Caption, Kind::Part, Role::Caption),
        "dl" => Element::Container(Name::Terms, Kind::Terms, None),
        "dt" => container(Name::Term, Kind::Term, Role::Term),
        "dd" => container(Name::Definition, Kind::Definition, Role::Definition),
        "summary" => container(Name::Summary, Kind::Part, Role::Summary),
        "blockquote" => container(Name::Quote, Kind::Quote, Role::Quote),
        "button" => container(Name::Button, Kind::Part, Role::Button),
        "option" => container(Name::Choice, Kind::Part, Role::Choice),
        "label" | "legend" => container(Name::Label, Kind::Part, Role::Label),
        "pre" | "textarea" => container(Name::Verbatim, Kind::Part, Role::Code),
        "p" => Element::Container(Name::Paragraph, Kind::Part, None),
        "hr" | "input" | "img" => Element::Separator,
        name if INLINE.contains(&name) => Element::Inline,
        _ => Element::Separator,
    }
}

const INLINE: [&str; 34] = [
    "a", "abbr", "acronym", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "font",
    "ins", "kbd", "mark", "meter", "nobr", "output", "q", "rb", "ruby", "s", "samp", "small",
    "span", "strike", "sub", "sup", "time", "tspan", "tt", "u", "var", "wbr",
];

/// Which open elements a new one closes, as browsers do.
fn closed_by(name: Name) -> &'static [Name] {
    match name {
        Name::Row => &[Name::Cell, Name::HeaderCell, Name::Row],
        Name::Cell | Name::HeaderCell => &[Name::Cell, Name::HeaderCell],
        Name::Term | Name::Definition => &[Name::Term, Name::Definition],
        Name::Item => &[Name::Item],
        Name::Choice => &[Name::Choice],
        Name::Paragraph => &[Name::Paragraph],
        _ => &[],
    }
}

fn close_implied(name: Name, into: &mut Collector) {
    for open in closed_by(name) {
        if into.innermost(*open) {
            into.leave(*open);
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
