//! Markdown as blocks: what a reader of the rendered page sees, and nothing else.
//!
//! Comments and unused link definitions are not read; link titles, image descriptions, code, footnotes and raw
//! HTML are.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::Role;
use super::blocks::{Block, Collector, Kind, Name};
use super::from_html::HtmlReader;
use crate::markdown;
use crate::source::{Mapped, Span};

/// The blocks of `text[body..]`, with places in `text`.
pub(super) fn blocks(text: &str, body: usize) -> Vec<Block> {
    let mut reader = Reader {
        text,
        into: Collector::default(),
        html: HtmlReader::default(),
        raw: Mapped::default(),
        image: Vec::new(),
        code: false,
    };
    for (event, range) in markdown::events(text, body) {
        reader.event(event, range);
    }
    reader.flush_html();
    reader.into.finish()
}

struct Reader<'t> {
    text: &'t str,
    into: Collector,
    html: HtmlReader,
    /// The lines of the HTML block that is being read.
    raw: Mapped,
    /// The descriptions of the images that are being read.
    image: Vec<Mapped>,
    code: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if !matches!(event, Event::Html(_)) {
            self.flush_html();
        }
        let span = Span::from(range);
        match event {
            Event::Start(tag) => self.starts(tag, span),
            Event::End(tag) => self.ends(tag),
            Event::Text(text) => self.reads(&text, span),
            Event::Code(text) => self.reads_code(&text, span),
            Event::Html(_) => self.raw.push(&self.text[span.start..span.end], span),
            Event::InlineHtml(_) => {
                let html = Mapped::verbatim(&self.text[span.start..span.end], span.start);
                self.html.read(&html, &mut self.into);
            }
            Event::SoftBreak | Event::HardBreak => {
                self.reads(" ", Span::new(span.start, span.start))
            }
            Event::Rule => self.into.flush(),
            Event::TaskListMarker(_)
            | Event::FootnoteReference(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    fn reads(&mut self, text: &str, span: Span) {
        if self.html.is_hidden() {
            return;
        }
        if let Some(image) = self.image.last_mut() {
            image.push(text, span);
        } else {
            self.into.text(text, span);
            if self.code {
                self.into.space(Span::new(span.end, span.end));
            }
        }
    }

    /// A code span's range holds its marks; the text stands between them.
    fn reads_code(&mut self, text: &str, span: Span) {
        let written = &self.text[span.start..span.end];
        match written.find(text) {
            Some(at) => self.reads(
                text,
                Span::new(span.start + at, span.start + at + text.len()),
            ),
            None => self.reads(text, span),
        }
    }

    fn flush_html(&mut self) {
        if !self.raw.is_empty() {
            let raw = std::mem::take(&mut self.raw);
            self.html.read(&raw, &mut self.into);
        }
    }

    fn starts(&mut self, tag: Tag<'_>, span: Span) {
        match tag {
            Tag::Strong | Tag::Emphasis => self.into.emphasis_opens(),
            Tag::Link {
                title, dest_url, ..
            } => self.title(&title, &dest_url, span),
            Tag::Image {
                title, dest_url, ..
            } => {
                self.title(&title, &dest_url, span);
                self.image.push(Mapped::default());
            }
            Tag::CodeBlock(kind) => {
                self.code = true;
                self.into
                    .enter(Name::MarkdownCode, Kind::Part, Some(Role::Code));
                if let CodeBlockKind::Fenced(info) = kind {
                    drop(info);
                }
            }
            Tag::HtmlBlock => self.into.flush(),
            tag => {
                if let Some((name, kind, role)) = container(&tag.to_end()) {
                    self.into.enter(name, kind, role);
                }
            }
        }
    }

    fn ends(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong | TagEnd::Emphasis => self.into.emphasis_closes(),
            TagEnd::Image => {
                if let Some(alt) = self.image.pop()
                    && !self.html.is_hidden()
                {
                    self.into.aside(Role::Alt, alt);
                }
            }
            TagEnd::CodeBlock => {
                self.code = false;
                self.into.leave(Name::MarkdownCode);
            }
            TagEnd::HtmlBlock => self.into.flush(),
            tag => {
                if let Some((name, ..)) = container(&tag) {
                    self.into.leave(name);
                }
            }
        }
    }

    /// The title of a link or an image never arrives as text; its place is looked for behind the address.
    fn title(&mut self, title: &str, address: &str, span: Span) {
        if title.is_empty() || self.html.is_hidden() {
            return;
        }
        let written = &self.text[span.start..span.end];
        let behind = written.rfind(address).unwrap_or(0);
        let mut text = Mapped::default();
        match written[behind..].rfind(title) {
            Some(at) => text.push(
                title,
                Span::new(
                    span.start + behind + at,
                    span.start + behind + at + title.len(),
                ),
            ),
            None => text.push_for(title, span),
        }
        self.into.aside(Role::TitleAttribute, text);
    }
}

fn container(tag: &TagEnd) -> Option<(Name, Kind, Option<Role>)> {
    let (kind, role) = match tag {
        TagEnd::Paragraph => (Kind::Part, None),
        TagEnd::Heading(_) => (Kind::Part, Some(Role::Heading)),
        TagEnd::BlockQuote(_) => (Kind::Quote, Some(Role::Quote)),
        TagEnd::List(_) => (Kind::List, None),
        TagEnd::Item => (Kind::Item, Some(Role::Item)),
        TagEnd::FootnoteDefinition => (Kind::Footnote, Some(Role::Footnote)),
        TagEnd::Table => (Kind::Table, None),
        TagEnd::TableHead => (Kind::Head, Some(Role::CellHeader)),
        TagEnd::TableRow => (Kind::Row, Some(Role::Cell)),
        TagEnd::TableCell => (Kind::Cell, None),
        TagEnd::DefinitionList => (Kind::Terms, None),
        TagEnd::DefinitionListTitle => (Kind::Term, Some(Role::Term)),
        TagEnd::DefinitionListDefinition => (Kind::Definition, Some(Role::Definition)),
        _ => return None,
    };
    let name = match tag {
        TagEnd::Heading(_) => Name::MarkdownHeading,
        _ => Name::Markdown(kind),
    };
    Some((name, kind, role))
}
