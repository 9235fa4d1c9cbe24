//! What a statement is to the person who reads it.

/// The part a statement plays on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Role {
    /// A heading, or a paragraph that is all bold.
    Heading,
    /// A sentence in running text.
    #[default]
    Paragraph,
    /// An item of a list.
    Item,
    /// A cell of a table.
    Cell,
    /// A header of a table's column or row.
    CellHeader,
    /// A term that is explained.
    Term,
    /// The explanation of a term.
    Definition,
    /// The caption of a picture or a table.
    Caption,
    /// The description of an image.
    Alt,
    /// A title that shows when the pointer rests on something.
    TitleAttribute,
    /// A label of a field, a group or a link.
    Label,
    /// The words on a button.
    Button,
    /// A choice in a form.
    Choice,
    /// A hint inside a field.
    Placeholder,
    /// The title of a page.
    Title,
    /// The description of a page.
    Description,
    /// Other data that is shown or published.
    Data,
    /// The line that opens more text.
    Summary,
    /// Quoted text.
    Quote,
    /// Code or preformatted text.
    Code,
    /// A footnote.
    Footnote,
}

impl Role {
    /// Whether it names or introduces other text.
    pub fn is_heading(self) -> bool {
        matches!(self, Self::Heading | Self::Summary | Self::Title)
    }
}
