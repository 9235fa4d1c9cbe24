//! Blocks: the stretches of text a page is laid out in, each knowing what stands above and around it.
//!
//! Markdown and HTML both tell a [`Collector`] what opens, closes and is read; it keeps the containers, so that
//! a list item knows its lead-in, a cell its headers, a definition its term and a paragraph its heading. Sentences
//! and words are no matter of this file.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Role;
use crate::html::Text;
use crate::source::{Mapped, Span};

/// A stretch of text with one role, in one place of the layout.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    /// What it is to a reader.
    pub role: Role,
    /// Its text and where that stands in the file.
    pub text: Mapped,
    /// The bytes of a bold or italic label it begins with, such as `Outlook:`.
    pub label: Option<Range<usize>>,
    /// What stands above and around it.
    pub links: Links,
    /// The bytes of the file from the beginning to the end of the block.
    pub span: Span,
    /// The number of the outermost container it stands in: a paragraph, a list, a table.
    pub group: Option<usize>,
}

/// What stands above and around a block, as numbers of other blocks.
#[derive(Debug, Clone, Default)]
pub(super) struct Links {
    /// The nearest heading (or bold paragraph, or summary) above.
    pub heading: Option<usize>,
    /// How many blocks stand between it and this one.
    pub since_heading: usize,
    /// The text that leads into this list item or definition: a lead-in, a parent item, a term.
    pub lead: Option<usize>,
    /// The header of the column and the header of the row.
    pub headers: Vec<usize>,
    /// The block read just before in the same list, row or run of text.
    pub previous: Option<usize>,
}

impl Links {
    /// Whether the block is one of the first below its heading, so that it may be read with it.
    pub(super) fn is_near_heading(&self) -> bool {
        self.since_heading < 3
    }

    /// The same links among blocks that stand `by` places later.
    pub(super) fn shift(&mut self, by: usize) {
        let links = [&mut self.heading, &mut self.lead, &mut self.previous];
        links.into_iter().flatten().for_each(|link| *link += by);
        self.headers.iter_mut().for_each(|link| *link += by);
    }
}

/// A thing that holds blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    List,
    Item,
    Quote,
    Footnote,
    Table,
    Head,
    Row,
    Cell,
    Terms,
    Term,
    Definition,
    /// Anything else that only separates, or gives its text a role.
    Part,
}

/// What a container is closed by: an element of HTML, or a part of Markdown, which never closes one of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Name {
    Button,
    Caption,
    Cell,
    HeaderCell,
    Choice,
    Definition,
    Term,
    Terms,
    Heading,
    Item,
    Label,
    List,
    Paragraph,
    Quote,
    Row,
    Summary,
    Table,
    Title,
    Verbatim,
    Markdown(Kind),
    MarkdownHeading,
    MarkdownCode,
}

#[derive(Debug)]
struct Container {
    name: Name,
    kind: Kind,
    role: Role,
    lead: Option<usize>,
    /// The last block read in it.
    last: Option<usize>,
    table: Option<Box<Columns>>,
    group: Option<usize>,
}

/// What a table remembers while it is read.
#[derive(Debug, Default)]
struct Columns {
    header: Vec<Option<usize>>,
    /// The header is read, or there is none.
    begun: bool,
    row: Vec<usize>,
    column: usize,
    row_is_header: bool,
}

/// Puts blocks together from what is told to it.
#[derive(Debug, Default)]
pub(super) struct Collector {
    blocks: Vec<Block>,
    open: Option<Block>,
    containers: Vec<Container>,
    counts: FxHashMap<Name, usize>,
    tables: Vec<usize>,
    heading: Option<usize>,
    since_heading: usize,
    last: Option<usize>,
    emphasis: Option<(usize, usize)>,
    groups: usize,
    /// Where the open items stand among the containers.
    items: Vec<usize>,
}

impl Collector {
    /// One that expects so many blocks.
    pub(super) fn with_room(blocks: usize) -> Self {
        Self {
            blocks: Vec::with_capacity(blocks),
            ..Self::default()
        }
    }

    /// All blocks, the last one closed.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.flush();
        self.blocks
    }

    /// Text that is read.
    pub(super) fn text(&mut self, text: &str, span: Span) {
        self.open_block(span).text.push(text, span);
    }

    /// Text of HTML, which has its places already.
    pub(super) fn read(&mut self, text: &Text<'_>) {
        let (html, range) = match text {
            Text::Plain(html, span) => (*html, span.start..span.end),
            Text::Decoded(text) => (text, 0..text.text().len()),
        };
        // The line ends between elements begin no block.
        let begins = || !html.text()[range.clone()].trim_ascii().is_empty();
        if !range.is_empty() && (self.open.is_some() || begins()) {
            let span = html.span(range.clone());
            self.open_block(span).text.append_part(html, range);
        }
    }

    /// A gap between words, such as a line break.
    pub(super) fn space(&mut self, span: Span) {
        if let Some(open) = &mut self.open {
            open.text.push_for(" ", span);
        }
    }

    /// A text of its own that interrupts nothing, such as an image's description.
    pub(super) fn aside(&mut self, role: Role, text: Mapped) {
        if text.text().trim().is_empty() {
            return;
        }
        let span = text.span(0..text.text().len());
        let links = Links {
            previous: None,
            ..Links::default()
        };
        let group = self.containers.last().and_then(|container| container.group);
        self.blocks.push(Block {
            role,
            text,
            label: None,
            links,
            span,
            group,
        });
    }

    /// Emphasis begins; at the beginning of a block it may be a label.
    pub(super) fn emphasis_opens(&mut self) {
        let at = self
            .open
            .as_ref()
            .map_or(0, |open| open.text.text().trim().len());
        match &mut self.emphasis {
            Some((_, depth)) => *depth += 1,
            None => self.emphasis = Some((at, 1)),
        }
    }

    /// Emphasis ends.
    pub(super) fn emphasis_closes(&mut self) {
        let Some((start, depth)) = self.emphasis.take() else {
            return;
        };
        if depth > 1 {
            self.emphasis = Some((start, depth - 1));
        } else if start == 0
            && let Some(open) = &mut self.open
            && open.label.is_none()
        {
            open.label = Some(0..open.text.text().len());
        }
    }

    /// A container opens; `role` is what its text is, if that differs from the text around it.
    pub(super) fn enter(&mut self, name: Name, kind: Kind, role: Option<Role>) {
        self.flush();
        let outer = self.containers.last();
        let role = role.or(outer.map(|outer| outer.role)).unwrap_or_default();
        let lead = match kind {
            Kind::List | Kind::Table | Kind::Terms => self.last,
            Kind::Definition => self.term().or(self.last),
            _ => outer.and_then(|outer| outer.lead),
        };
        let table = (kind == Kind::Table).then(Box::default);
        if kind == Kind::Table {
            self.tables.push(self.containers.len());
        }
        let last = outer
            .and_then(|outer| outer.last)
            .filter(|_| kind == Kind::Part || kind == Kind::Quote);
        let group = outer.and_then(|outer| outer.group).or(Some(self.groups));
        self.groups += 1;
        if kind == Kind::Item {
            self.items.push(self.containers.len());
        }
        self.containers.push(Container {
            name,
            kind,
            role,
            lead,
            last,
            table,
            group,
        });
        *self.counts.entry(name).or_default() += 1;
        self.entered(kind);
    }

    fn entered(&mut self, kind: Kind) {
        let Some(columns) = self.columns() else {
            return;
        };
        match kind {
            Kind::Row | Kind::Head => {
                columns.begun |= kind == Kind::Row && columns.header.iter().any(Option::is_some);
                columns.row.clear();
                columns.column = 0;
                columns.row_is_header = kind == Kind::Head;
            }
            _ => {}
        }
    }

    fn term(&self) -> Option<usize> {
        self.containers.last().and_then(|outer| outer.last)
    }

    /// The nearest open container of that name closes, with everything in it.
    pub(super) fn leave(&mut self, name: Name) {
        self.flush();
        if self.counts.get(&name).is_none_or(|count| *count == 0) {
            return;
        }
        while let Some(container) = self.containers.pop() {
            if let Some(count) = self.counts.get_mut(&container.name) {
                *count -= 1;
            }
            self.left(&container);
            if container.name == name {
                return;
            }
        }
    }

    fn left(&mut self, container: &Container) {
        match container.kind {
            Kind::Table => {
                self.tables.pop();
            }
            Kind::Item => {
                self.items.pop();
            }
            Kind::Cell => {
                if let Some(columns) = self.columns() {
                    columns.column += 1;
                }
            }
            _ => {}
        }
        if let (Some(outer), Some(last)) = (self.containers.last_mut(), container.last)
            && matches!(
                outer.kind,
                Kind::Item
                    | Kind::List
                    | Kind::Quote
                    | Kind::Part
                    | Kind::Terms
                    | Kind::Row
                    | Kind::Table
            )
        {
            outer.last = Some(last);
        }
    }

    /// Whether a container called `name` is open inside the nearest one that holds such things.
    pub(super) fn innermost(&self, name: Name) -> bool {
        if self.counts.get(&name).is_none_or(|count| *count == 0) {
            return false;
        }
        let mut inner = self.containers.iter().rev();
        let holds = |kind| matches!(kind, Kind::List | Kind::Table | Kind::Terms);
        inner
            .find(|container| container.name == name || holds(container.kind))
            .is_some_and(|container| container.name == name)
    }

    /// The block that is being read ends.
    pub(super) fn flush(&mut self) {
        self.emphasis = None;
        let Some(mut block) = self.open.take() else {
            return;
        };
        let read = block.text.text();
        if read.trim().is_empty() {
            return;
        }
        if block
            .label
            .as_ref()
            .is_some_and(|label| read[label.end..].trim().is_empty())
        {
            block.label = None;
            if block.role == Role::Paragraph && read.len() < 200 {
                block.role = Role::Heading;
            }
        }
        block.span = block.text.span(0..read.len());
        let id = self.blocks.len();
        self.link(&mut block, id);
        self.blocks.push(block);
    }

    fn link(&mut self, block: &mut Block, id: usize) {
        let is_heading = matches!(block.role, Role::Heading | Role::Summary);
        block.links.heading = self.heading;
        block.links.since_heading = self.since_heading;
        block.links.previous = self.last.filter(|_| !is_heading);
        if let Some(container) = self.containers.last_mut() {
            let first = container.kind == Kind::Item || container.kind == Kind::Definition;
            block.links.lead = container
                .lead
                .filter(|_| first || container.kind == Kind::Cell);
            container.last = Some(id);
        }
        if matches!(block.role, Role::Cell | Role::CellHeader) {
            self.cell(block, id);
        }
        self.since_heading += 1;
        if is_heading {
            (self.heading, self.since_heading) = (Some(id), 0);
        }
        self.last = Some(id);
        let item = self
            .items
            .last()
            .and_then(|item| self.containers.get_mut(*item));
        if let Some(item) = item.filter(|item| item.last.is_none()) {
            item.last = Some(id);
        }
    }

    fn cell(&mut self, block: &mut Block, id: usize) {
        let Some(columns) = self.columns() else {
            return;
        };
        let column = columns.column;
        block.links.previous = columns.row.last().copied();
        if columns.row_is_header || (block.role == Role::CellHeader && !columns.begun) {
            columns
                .header
                .resize(columns.header.len().max(column + 1), None);
            columns.header[column] = Some(id);
        } else {
            columns.begun = true;
            let above = columns.header.get(column).copied().flatten();
            let beside = columns.row.first().copied();
            block.links.headers = above.into_iter().chain(beside).collect();
        }
        columns.row.push(id);
    }

    fn columns(&mut self) -> Option<&mut Columns> {
        let table = *self.tables.last()?;
        self.containers.get_mut(table)?.table.as_deref_mut()
    }

    fn open_block(&mut self, span: Span) -> &mut Block {
        let inner = self.containers.last();
        let role = inner.map(|container| container.role).unwrap_or_default();
        let group = inner.and_then(|container| container.group);
        self.open.get_or_insert_with(|| Block {
            role,
            span,
            group,
            ..Block::default()
        })
    }
}
