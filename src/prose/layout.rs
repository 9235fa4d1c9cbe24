//! A rendered page before it is cut into statements: its blocks, each with a number that stands for its words.
//!
//! Most of a rendered page was judged where it was written, and the frame around it is the same on every page. So the
//! blocks are told apart by their numbers first, and only those that are new are cut, together with what stands around
//! them: reading ten thousand pages then costs little more than reading their HTML.

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::blocks::Block;
use super::document::Document;

/// The blocks of a page.
#[derive(Debug, Default)]
pub struct Layout {
    blocks: Vec<Block>,
    /// For each block a number for its very text, its role and its label.
    looks: Vec<u64>,
}

/// Some blocks of a page cut into statements, with what stands around them.
#[derive(Debug)]
pub struct Part {
    /// The statements.
    pub document: Document,
    asked: Vec<bool>,
}

impl Part {
    /// Whether a block of the part is one that was asked for, rather than one that stands around it.
    pub fn is_asked(&self, block: usize) -> bool {
        self.asked[block]
    }
}

/// How far what governs a block can itself be governed.
const DEPTH: usize = 4;

impl Layout {
    pub(super) fn new(blocks: Vec<Block>) -> Self {
        let looks = blocks.iter().map(|block| {
            let mut hasher = FxHasher::default();
            (block.role, block.text.text(), &block.label).hash(&mut hasher);
            block.links.since_heading.min(3).hash(&mut hasher);
            hasher.finish()
        });
        Self {
            looks: looks.collect(),
            blocks,
        }
    }

    /// The number of each block, from top to bottom.
    pub fn keys(&self) -> impl Iterator<Item = u64> {
        self.blocks.iter().map(|block| block_key(block.text.text()))
    }

    /// A number for a block with its role and all that stands around it: where it is the same, so is every statement.
    pub fn context(&self, block: usize) -> u64 {
        let mut hasher = FxHasher::default();
        let near = self.around(block);
        near.iter()
            .for_each(|near| self.looks[*near].hash(&mut hasher));
        hasher.finish()
    }

    /// These blocks as statements.
    pub fn part(&self, asked: &[usize]) -> Part {
        let near: BTreeSet<usize> = asked.iter().flat_map(|block| self.around(*block)).collect();
        let places: FxHashMap<usize, usize> = near.iter().copied().zip(0..).collect();
        let moved = |link: Option<usize>| link.and_then(|link| places.get(&link).copied());
        let blocks = near.iter().map(|number| {
            let mut block = self.blocks[*number].clone();
            let links = &mut block.links;
            links.heading = moved(links.heading);
            links.lead = moved(links.lead);
            links.previous = moved(links.previous);
            links.headers = links
                .headers
                .iter()
                .filter_map(|header| moved(Some(*header)))
                .collect();
            block
        });
        let blocks: Vec<_> = blocks.collect();
        Part {
            document: Document::new(blocks),
            asked: near
                .iter()
                .map(|number| asked.binary_search(number).is_ok())
                .collect(),
        }
    }

    /// A block and all that its statements may be read with.
    fn around(&self, block: usize) -> BTreeSet<usize> {
        let mut near = BTreeSet::from([block]);
        near.extend(block.checked_sub(1));
        near.extend(self.blocks[block].links.heading);
        let mut edge = vec![block];
        for _ in 0..DEPTH {
            let links = edge.iter().flat_map(|block| {
                let links = &self.blocks[*block].links;
                let one = links.lead.into_iter().chain(links.previous);
                one.chain(links.headers.iter().copied())
            });
            edge = links.filter(|link| near.insert(*link)).collect();
        }
        near
    }
}

/// The number of a block's words: the same wherever they stand, whatever marks and spaces part them.
pub(super) fn block_key(text: &str) -> u64 {
    const PRIME: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut state: u64 = 0x2545_f491_4f6c_dd1d;
    let mut parted = false;
    for part in text.chars() {
        if part.is_alphanumeric() {
            if parted {
                state = (state.rotate_left(5) ^ 0x20).wrapping_mul(PRIME);
            }
            state = (state.rotate_left(5) ^ u64::from(u32::from(part))).wrapping_mul(PRIME);
        }
        parted = !part.is_alphanumeric() && state != 0x2545_f491_4f6c_dd1d;
    }
    state
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose;
    use crate::source::Mapped;

    #[test]
    fn a_block_has_the_number_of_its_words() {
        let same = [
            "It\u{2019}s one, two.",
            " It's one \u{2013} two",
            "It s one two!",
        ];
        let keys: Vec<_> = same.iter().map(|text| block_key(text)).collect();
        assert!(keys.iter().all(|key| *key == keys[0]), "{keys:?}");
        assert_ne!(block_key("the rapist"), block_key("therapist"));
        assert_ne!(block_key("Stop 1.5"), block_key("Stop 15"));
    }

    #[test]
    fn a_part_reads_as_it_does_on_its_page() {
        let html = "<h2>Before the visit</h2><p>One.</p><p>Stop five days before:</p><ul><li>warfarin</li><li>tea</li></ul><p>Two.</p>";
        let layout = prose::layout_of_html(&Mapped::verbatim(html, 0));
        let part = layout.part(&[4]);
        let whole = prose::of_html(&Mapped::verbatim(html, 0));
        let words = |document: &Document, text: &str| {
            let mut all = (0..document.statements().len()).map(|at| document.view(at));
            let view = all.find(|view| document.text(view.statement) == text);
            view.map(|view| view.words.iter().map(|word| word.form).collect::<Vec<_>>())
        };
        assert_eq!(words(&part.document, "tea"), words(&whole, "tea"));
        let asked = part.document.statements().iter();
        let asked = asked.filter(|one| part.is_asked(part.document.block(one)));
        let asked: Vec<_> = asked.map(|one| part.document.text(one)).collect();
        assert_eq!(asked, ["tea"]);
    }
}
