//! A rendered page before it is cut into statements: its blocks, each with a number that stands for its words.
//!
//! Most of a rendered page was judged where it was written, and the frame around it is the same on every page. So the
//! blocks are told apart by their numbers first, and only those that are new are cut, together with what stands around
//! them: reading ten thousand pages then costs little more than reading their HTML.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::Role;
use super::blocks::Block;
use super::document::Document;
use super::own::OwnNames;

/// The blocks of a page.
#[derive(Debug, Default)]
pub struct Layout {
    blocks: Vec<Block>,
    /// For each block a number for its very text, its role and its label, once somebody asked.
    looks: Vec<OnceCell<u64>>,
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

/// Blocks without words that are passed over at most on the way to one that has some.
const WORDLESS: usize = 16;

impl Layout {
    pub(super) fn new(blocks: Vec<Block>) -> Self {
        Self {
            looks: vec![OnceCell::new(); blocks.len()],
            blocks,
        }
    }

    fn look(&self, number: usize) -> u64 {
        *self.looks[number].get_or_init(|| {
            let block = &self.blocks[number];
            let mut hasher = FxHasher::default();
            (block.role, block.text.text(), &block.label).hash(&mut hasher);
            block.links.is_near_heading().hash(&mut hasher);
            hasher.finish()
        })
    }

    /// The number of each block, from top to bottom.
    pub fn keys(&self) -> impl Iterator<Item = u64> {
        self.blocks.iter().map(|block| block_key(block.text.text()))
    }

    /// Whether a block only repeats what is known from elsewhere: data made of whole sentences and lines, or a title
    /// made of titles with bars between them.
    pub fn repeats(&self, block: usize, known: &FxHashSet<u64>) -> bool {
        let block = &self.blocks[block];
        matches!(block.role, Role::Data | Role::Title) && is_made_of(block.text.text(), known)
    }

    /// A number for a block with its role, for all that its statements may be read with, and for how these are linked: where
    /// it is the same, every statement is read the same.
    pub fn context(&self, block: usize) -> u64 {
        let mut hasher = FxHasher::default();
        let near = self.around(block);
        let place = |link: Option<usize>| link.and_then(|link| near.binary_search(&link).ok());
        (near.len(), place(block.checked_sub(1))).hash(&mut hasher);
        for one in &near {
            let links = &self.blocks[*one].links;
            self.look(*one).hash(&mut hasher);
            (
                place(links.heading),
                place(links.lead),
                place(links.previous),
            )
                .hash(&mut hasher);
            for header in &links.headers {
                place(Some(*header)).hash(&mut hasher);
            }
        }
        hasher.finish()
    }

    /// These blocks as statements, in which the practice's own names are known.
    pub fn part(&self, asked: &[usize], own: &OwnNames) -> Part {
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
            document: Document::new(blocks, own),
            asked: near
                .iter()
                .map(|number| asked.binary_search(number).is_ok())
                .collect(),
        }
    }

    /// A block and all that its statements may be read with, from top to bottom.
    fn around(&self, block: usize) -> Vec<usize> {
        let mut near = vec![block];
        let mut edge = 0..1;
        for _ in 0..DEPTH {
            for at in edge.clone() {
                let links = &self.blocks[near[at]].links;
                let before = links
                    .previous
                    .filter(|before| self.may_run_into(*before, near[at]));
                let all = links.lead.into_iter().chain(before);
                for link in all.chain(links.headers.iter().copied()) {
                    if !near.contains(&link) {
                        near.push(link);
                    }
                }
            }
            edge = edge.end..near.len();
        }
        let links = &self.blocks[block].links;
        near.extend(self.before(block));
        near.extend(links.heading.filter(|_| links.is_near_heading()));
        near.sort_unstable();
        near.dedup();
        near
    }

    /// The block before one; if that has no words, also the next above, until one has some.
    fn before(&self, block: usize) -> impl Iterator<Item = usize> {
        let mut goes_on = true;
        let blocks = (0..block).rev().take(WORDLESS);
        blocks.take_while(move |at| {
            let has_words = || {
                let text = self.blocks[*at].text.text();
                text.contains(char::is_alphanumeric)
            };
            let is_before = goes_on;
            goes_on = goes_on && !has_words();
            is_before
        })
    }

    /// Whether something of a block may run into the next one: what [`Document`] joins, and a little more.
    fn may_run_into(&self, before: usize, after: usize) -> bool {
        let (before, after) = (&self.blocks[before], &self.blocks[after]);
        let text = before.text.text().trim_end();
        let is_same = before.role == after.role || before.role == Role::Heading;
        let is_cell = matches!(after.role, Role::Cell | Role::CellHeader);
        let may_lead = !text.ends_with(char::is_alphanumeric);
        !text.ends_with(['.', '!', '?']) && (is_same || is_cell || may_lead)
    }
}

/// The number of a block's words: the same wherever they stand, whatever marks and spaces part them.
pub(super) fn block_key(text: &str) -> u64 {
    let mut state = START;
    words(text, |part| state = mixed(state, part), |_| {});
    state
}

/// Whether a text is nothing but known blocks, each a sentence, a line, or parted from the next by a bar; a bracket that
/// closes behind its last word belongs to it.
fn is_made_of(text: &str, known: &FxHashSet<u64>) -> bool {
    // Where a known block ends, another may begin, or a longer one that begins like it goes on.
    let open = RefCell::new(vec![START]);
    let bytes = text.as_bytes();
    words(
        text,
        |part| {
            let mut open = open.borrow_mut();
            open.iter_mut()
                .for_each(|state| *state = mixed(*state, part));
        },
        |end| {
            let rest = &bytes[end..];
            let rest = rest.strip_prefix(b")").unwrap_or(rest);
            let closes = match rest {
                [b'.' | b'!' | b'?' | b'\n', ..] => true,
                [b' ', next, ..] => *next == b'|',
                _ => false,
            };
            let mut open = open.borrow_mut();
            if closes && open.len() < OPEN && open.iter().any(|state| known.contains(state)) {
                open.push(START);
            }
        },
    );
    let open = open.into_inner();
    open.iter()
        .any(|state| *state == START || known.contains(state))
}

/// Beginnings of blocks within a text that are followed at most.
const OPEN: usize = 32;

const START: u64 = 0x2545_f491_4f6c_dd1d;

/// What stands behind each word.
const END: u64 = 0x20;

/// What tells a letter of another alphabet from letters from a to z, none of which has that bit.
const OTHER: u64 = 1 << 63;

/// Tells the words of a text as numbers, eight bytes at a time, [`END`] behind the last of them, and where each word ends.
fn words(text: &str, mut tell: impl FnMut(u64), mut ends: impl FnMut(usize)) {
    let bytes = text.as_bytes();
    let mut is_open = false;
    let mut at = 0;
    while at < bytes.len() {
        let (part, length) = in_word(next_eight(&bytes[at..]));
        at += length;
        if length == 8 {
            tell(part);
            is_open = true;
            continue;
        }
        let mut closes = |at: usize| {
            if length > 0 || is_open {
                tell(part | END << (8 * length));
                ends(at);
                is_open = false;
            }
        };
        // Most words end at a mark or a space of one byte.
        if bytes.get(at).is_none_or(u8::is_ascii) {
            closes(at);
            at += 1;
            continue;
        }
        let other = text[at..].chars().next().unwrap_or(' ');
        if !other.is_alphanumeric() {
            closes(at);
        } else {
            if length > 0 {
                tell(part);
            }
            tell(OTHER | u64::from(u32::from(other)));
            is_open = true;
        }
        at += other.len_utf8();
    }
    if is_open {
        tell(END);
    }
}

/// The first eight bytes, the first one lowest; zeros where there are fewer.
#[inline]
fn next_eight(bytes: &[u8]) -> u64 {
    match bytes.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => {
            let mut eight = [0; 8];
            eight[..bytes.len()].copy_from_slice(bytes);
            u64::from_le_bytes(eight)
        }
    }
}

/// The letters from a to z and the digits that eight bytes begin with, and how many they are.
#[inline]
fn in_word(eight: u64) -> (u64, usize) {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    // The high bit of each byte tells whether the rest of it is at least `least`; nothing is carried over.
    let from = |bytes: u64, least: u8| bytes + (0x80 - u64::from(least)) * EACH;
    let plain = eight & !HIGH;
    let lower = plain | (0x20 * EACH);
    let letters = from(lower, b'a') & !from(lower, b'z' + 1);
    let digits = from(plain, b'0') & !from(plain, b'9' + 1);
    let others = (!(letters | digits) | eight) & HIGH;
    match others.trailing_zeros() / 8 {
        8 => (eight, 8),
        length => (eight & ((1 << (8 * length)) - 1), length as usize),
    }
}

fn mixed(state: u64, part: u64) -> u64 {
    (state.rotate_left(5) ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15)
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
        assert_ne!(block_key("\u{2071}abc"), block_key("q abc"));
        assert_ne!(block_key("Stop 1.5"), block_key("Stop 15"));
    }

    #[test]
    fn words_begin_and_end_where_letters_do() {
        let told = |text: &str| {
            let mut told = Vec::new();
            words(text, |part| told.push(part), |_| {});
            told.len()
        };
        for byte in 0..=127_u8 {
            let text = format!("a{}b", char::from(byte));
            let wanted = if byte.is_ascii_alphanumeric() { 1 } else { 2 };
            assert_eq!(told(&text), wanted, "{text:?}");
        }
        assert_eq!(told("abcdefgh"), 2);
        assert_eq!(told("abcdefghi jklmnopq."), 4);
        assert_eq!(told("caf\u{e9}s"), 3);
        assert_eq!(told("caf\u{e9}\u{2019}s"), 4);
        assert_eq!(told("it\u{2019}s"), 2);
        assert_eq!(told(""), 0);
    }

    #[test]
    fn only_whole_sentences_of_known_blocks_are_known_together() {
        let known: FxHashSet<u64> = ["One is here.", "Two are there", "You have"]
            .iter()
            .map(|text| block_key(text))
            .collect();
        assert!(is_made_of("One is here. Two are there! ", &known));
        assert!(is_made_of("You have\nTwo are there\nOne is here", &known));
        assert!(is_made_of("Two are there | One is here", &known));
        assert!(is_made_of("(Two are there) | One is here", &known));
        let longer = ["One is here. One more", "And two."];
        let known: FxHashSet<u64> = known.iter().copied().chain(longer.map(block_key)).collect();
        assert!(is_made_of("One is here. One more. And two.", &known));
        assert!(!is_made_of("One is here. Three", &known));
        assert!(!is_made_of("You have one is here.", &known));
    }

    /// How the last statement of a document is read: its words with all that governs it, and what it may answer.
    fn last_reading(document: &Document) -> String {
        let number = document.statements().len() - 1;
        let view = document.view(number);
        let words = (0..view.words.len()).map(|at| (view.form(at), view.words[at].pause));
        let words: Vec<_> = words.collect();
        let near = [document.question(number), document.heading(number)];
        let near = near.map(|one| one.map(|one| document.text(&document.statements()[one])));
        format!("{words:?} {} {near:?}", view.own)
    }

    #[test]
    fn in_the_same_context_and_in_a_part_a_statement_is_read_as_on_its_page() {
        let pieces = [
            "",
            "<title>Visits</title>",
            "<h2>Visits</h2>",
            "<h2>Must I come?</h2>",
            "<p>Come in.</p>",
            "<p>Come in</p>",
            "<p>Must I come?</p>",
            "<p>Must I come\u{ff1f}</p>",
            "<p>Come in:</p>",
            "<p>Come in \u{2014}</p>",
            "<p><b>Come in</b></p>",
            "<p>/</p>",
            "<p>%</p>",
            "<ul><li>Come in</li></ul>",
            "<button>Come in</button>",
            "<img alt=\"Must I come?\">",
            "<img alt=\"A door.\">",
            "<details><summary>Must I come?</summary></details>",
            "<table><tr><th>Visit</th></tr><tr><td>Come in</td></tr></table>",
        ];
        let lasts = [
            "<p>No.</p>",
            "<p>and no.</p>",
            "<ul><li>No</li></ul>",
            "<dl><dt>Then</dt><dd>No</dd></dl>",
        ];
        let mut readings: FxHashMap<u64, (String, String)> = FxHashMap::default();
        let pairs = pieces
            .iter()
            .flat_map(|first| pieces.map(|second| (first, second)));
        for ((first, second), last) in pairs.flat_map(|pair| lasts.map(|last| (pair, last))) {
            let html = Mapped::verbatim(&format!("{first}{second}{last}"), 0);
            let layout = prose::layout_of_html(&html, &mut |_| {});
            let block = layout.blocks.len() - 1;
            let reading = last_reading(&prose::of_html(&html, &OwnNames::default()));
            let part = layout.part(&[block], &OwnNames::default());
            assert_eq!(last_reading(&part.document), reading, "{}", html.text());
            let known = readings.entry(layout.context(block));
            let (other, same) = known.or_insert_with(|| (html.text().to_owned(), reading.clone()));
            assert_eq!(reading, *same, "{} and {other}", html.text());
        }
        assert!(readings.len() < pieces.len() * pieces.len() * lasts.len());
    }

    #[test]
    fn a_part_reads_as_it_does_on_its_page() {
        let html = "<h2>Before the visit</h2><p>One.</p><p>Stop five days before:</p><ul><li>warfarin</li><li>tea</li></ul><p>Two.</p>";
        let layout = prose::layout_of_html(&Mapped::verbatim(html, 0), &mut |_| {});
        let part = layout.part(&[4], &OwnNames::default());
        let whole = prose::of_html(&Mapped::verbatim(html, 0), &OwnNames::default());
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
