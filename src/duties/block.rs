//! Words that stand together on a rendered page, and what a glance tells of them.
//!
//! It stands apart from the reader of pages because most blocks stand on every page: what was found out about a short text is
//! remembered, on each thread, for the next page that has it.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::checks::GLANCE;
use super::reading::Phrases;
use crate::html::single_spaced;

/// Words that stand together.
#[derive(Debug, Clone)]
pub struct Block {
    /// The words, single spaces between.
    pub text: Arc<str>,
    /// The element they stand in.
    pub at: usize,
    /// Whether any phrase that a check looks for may be among the words.
    pub telling: bool,
    /// How many figures stand among the words.
    pub figures: usize,
}

/// A text as it was found out to be: its words, whether they tell anything, and their figures.
#[derive(Debug, Clone)]
struct Found {
    text: Arc<str>,
    telling: bool,
    figures: usize,
}

impl Found {
    fn of(text: &str) -> Option<Self> {
        let text = single_spaced(text);
        (!text.is_empty()).then(|| Self {
            telling: GLANCE.any(&text),
            figures: text.bytes().filter(u8::is_ascii_digit).count(),
            text: text.into(),
        })
    }
}

/// Short texts that were found out before: those of the frame stand on every page.
#[derive(Debug, Default)]
struct Seen(FxHashMap<Box<str>, Option<Found>>);

/// Bytes of a text that counts as short, and how many of these are remembered at most, on each thread.
const SHORT: usize = 60;
const REMEMBERED: usize = 4_000;

thread_local! {
    static SEEN: RefCell<Seen> = RefCell::default();
}

impl Seen {
    fn found(&mut self, text: &str) -> Option<Found> {
        if let Some(found) = self.0.get(text) {
            return found.clone();
        }
        if self.0.len() >= REMEMBERED {
            self.0.clear();
        }
        let found = Found::of(text);
        self.0.insert(text.into(), found.clone());
        found
    }
}

/// Some of the words of a block.
#[derive(Debug)]
pub struct Part<'b> {
    /// The block.
    pub block: &'b Block,
    /// The words in its text.
    pub range: Range<usize>,
}

impl Block {
    /// The words of a text, if it has any.
    pub(super) fn new(text: &str, at: usize) -> Option<Self> {
        let found = match text.len() <= SHORT {
            true => SEEN.with_borrow_mut(|seen| seen.found(text)),
            false => Found::of(text),
        };
        found.map(
            |Found {
                 text,
                 telling,
                 figures,
             }| Self {
                text,
                at,
                telling,
                figures,
            },
        )
    }

    /// The first of the phrases among its words; they are phrases that [`GLANCE`] looks for.
    pub(super) fn first(&self, phrases: &Phrases) -> Option<Range<usize>> {
        self.all(phrases).next()
    }

    /// All of them.
    pub(super) fn all<'b>(
        &'b self,
        phrases: &'b Phrases,
    ) -> impl Iterator<Item = Range<usize>> + 'b {
        let text = self.telling.then_some(&*self.text);
        text.into_iter().flat_map(|text| phrases.all(text))
    }

    /// Some of its words.
    pub fn part(&self, range: Range<usize>) -> Part<'_> {
        Part { block: self, range }
    }
}
