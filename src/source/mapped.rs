//! Text that was put together from places in a file, with the way back to them.
//!
//! What a person reads is never what the file holds: entities, escapes, emphasis and line prefixes lie between.
//! A [`Mapped`] text is what is read; each of its pieces knows the bytes it came from, so that no one has to
//! search for a place afterwards.

use std::ops::Range;

use smallvec::SmallVec;

use super::Span;

/// A text and where each part of it stands in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapped {
    text: String,
    /// Most texts are one piece, for which nothing has to be made room.
    pieces: SmallVec<[Piece; 1]>,
}

/// A stretch of a [`Mapped`] text that came from one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    at: usize,
    span: Span,
    /// Whether each byte of the piece is the same byte of the file; otherwise the whole span stands for it.
    verbatim: bool,
}

impl Mapped {
    /// A text that stands in the file byte for byte, beginning at `start`.
    pub fn verbatim(text: &str, start: usize) -> Self {
        let mut mapped = Self::default();
        mapped.push(text, Span::new(start, start + text.len()));
        mapped
    }

    /// The text as it is read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether nothing can be read.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds `text` that is written in `span`. A span as long as the text is taken to be the same bytes.
    pub fn push(&mut self, text: &str, span: Span) {
        let verbatim = span.end.saturating_sub(span.start) == text.len();
        self.add(text, span, verbatim);
    }

    /// Adds `text` that stands for the whole of `span`, whatever is written there.
    pub fn push_for(&mut self, text: &str, span: Span) {
        self.add(text, span, false);
    }

    /// Adds all of `other` with its places.
    pub fn append(&mut self, other: &Self) {
        self.append_part(other, 0..other.text.len());
    }

    /// Adds a range of `other` with its places.
    pub fn append_part(&mut self, other: &Self, range: Range<usize>) {
        let first = other
            .pieces
            .partition_point(|piece| piece.at <= range.start)
            .saturating_sub(1);
        for (index, piece) in other.pieces.iter().enumerate().skip(first) {
            if piece.at >= range.end {
                break;
            }
            let until = other
                .pieces
                .get(index + 1)
                .map_or(other.text.len(), |next| next.at);
            let (from, to) = (piece.at.max(range.start), until.min(range.end));
            let span = match piece.verbatim {
                true => Span::new(
                    piece.span.start + from - piece.at,
                    piece.span.start + to - piece.at,
                ),
                false => piece.span,
            };
            self.add(&other.text[from..to], span, piece.verbatim);
        }
    }

    fn add(&mut self, text: &str, span: Span, verbatim: bool) {
        if text.is_empty() {
            return;
        }
        let at = self.text.len();
        self.text.push_str(text);
        if let Some(last) = self.pieces.last_mut()
            && last.verbatim
            && verbatim
            && last.span.end == span.start
        {
            last.span.end = span.end;
            return;
        }
        self.pieces.push(Piece { at, span, verbatim });
    }

    /// The bytes of the file that a range of the text came from.
    pub fn span(&self, range: Range<usize>) -> Span {
        match self.pieces.as_slice() {
            [] => return Span::default(),
            // Whole files are one piece, in which every place is as far from the start as in the text.
            [whole] if whole.verbatim => {
                let end = (whole.span.start + range.end).min(whole.span.end);
                return Span::new((whole.span.start + range.start).min(end), end);
            }
            _ => {}
        }
        let first = self.piece_at(range.start);
        let start = match first.verbatim {
            true => (first.span.start + range.start - first.at).min(first.span.end),
            false => first.span.start,
        };
        let last = self.piece_at(range.end.saturating_sub(1).max(range.start));
        let end = match last.verbatim {
            true => (last.span.start + range.end.saturating_sub(last.at)).min(last.span.end),
            false => last.span.end,
        };
        Span::new(start.min(end), end.max(start))
    }

    /// The same places for a range of this text.
    pub fn part(&self, range: Range<usize>) -> Self {
        let mut part = Self::default();
        part.append_part(self, range);
        part
    }

    /// The last byte of the file that any of the text came from.
    pub fn end(&self) -> usize {
        self.pieces.last().map_or(0, |piece| piece.span.end)
    }

    fn piece_at(&self, at: usize) -> Piece {
        let index = self.pieces.partition_point(|piece| piece.at <= at);
        self.pieces[index.saturating_sub(1)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_leads_back_through_every_piece() {
        let mut text = Mapped::default();
        text.push("Tak", Span::new(10, 13));
        text.push("e", Span::new(15, 16));
        text.push("\u{a0}", Span::new(16, 22));
        text.push("two", Span::new(22, 25));
        assert_eq!(text.text(), "Take\u{a0}two");
        assert_eq!(text.span(0..4), Span::new(10, 16));
        assert_eq!(text.span(4..6), Span::new(16, 22));
        assert_eq!(text.span(6..9), Span::new(22, 25));
        assert_eq!(text.part(1..7).text(), "ake\u{a0}t");
        assert_eq!(text.part(1..7).span(0..6), Span::new(11, 23));
    }
}
