//! Names of elements: those that nearly every page has are told apart by their numbers, without being copied or compared
//! letter by letter.

use std::ops::Deref;
use std::sync::LazyLock;

/// The name of an element in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    /// One of [`COMMON`], by its place there.
    Common(u8),
    /// Any other.
    Other(Box<str>),
}

impl Name {
    /// A name, which is in lower case already.
    pub fn of(name: &[u8]) -> Self {
        match letters(name).and_then(|letters| PLACES.find(letters)) {
            Some(place) => Self::Common(place),
            None => Self::Other(String::from_utf8_lossy(name).into()),
        }
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Common(place) => COMMON[usize::from(*place)],
            Self::Other(name) => name,
        }
    }
}

/// Some names, to ask whether another is among them.
#[derive(Debug, Clone, Copy)]
pub struct Names {
    /// A bit for each of [`COMMON`] that is among them.
    common: u128,
    all: &'static [&'static str],
}

impl Names {
    /// Takes the names, which are in lower case. That is done when the program is built, by `elements!`.
    pub const fn of(all: &'static [&'static str]) -> Self {
        let (mut common, mut at) = (0, 0);
        while at < all.len() {
            let mut place = 0;
            while place < COMMON.len() {
                if is_same(all[at].as_bytes(), COMMON[place].as_bytes()) {
                    common |= 1 << place;
                }
                place += 1;
            }
            at += 1;
        }
        Self { common, all }
    }

    /// Whether a name is among them.
    #[inline]
    pub fn has(&self, name: &Name) -> bool {
        match name {
            Name::Common(place) => self.common >> place & 1 == 1,
            Name::Other(name) => self.all.contains(&&**name),
        }
    }

    /// The same of a name as it is written, in whatever case.
    pub fn has_written(&self, name: &str) -> bool {
        self.all.iter().any(|one| one.eq_ignore_ascii_case(name))
    }
}

/// Some names, taken when the program is built: `elements!["ol", "ul"]`.
macro_rules! elements {
    ($($name:literal),* $(,)?) => {
        const { $crate::html::Names::of(&[$($name),*]) }
    };
}
pub(crate) use elements;

/// Elements that have nothing in them and no end.
pub const VOID: Names = elements![
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

const fn is_same(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// The names that pages are made of, each of eight letters at most.
pub const COMMON: [&str; 89] = [
    "a", "abbr", "address", "article", "aside", "b", "body", "br", "button", "caption", "cite",
    "code", "col", "data", "dd", "del", "desc", "details", "dfn", "dialog", "div", "dl", "dt",
    "em", "fieldset", "figure", "footer", "form", "g", "h1", "h2", "h3", "h4", "h5", "h6", "head",
    "header", "hr", "html", "i", "iframe", "img", "input", "ins", "kbd", "label", "legend", "li",
    "link", "main", "mark", "menu", "meta", "nav", "noscript", "ol", "optgroup", "option", "p",
    "path", "picture", "pre", "q", "s", "samp", "script", "section", "select", "small", "source",
    "span", "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td", "template",
    "textarea", "tfoot", "th", "thead", "time", "title", "tr", "ul",
];

static PLACES: LazyLock<Places> = LazyLock::new(Places::new);

/// Where each common name stands: by its letters, which fit into one number, in a table of which most is empty.
struct Places([(u64, u8); SLOTS]);

const SLOTS: usize = 512;

impl Places {
    fn new() -> Self {
        let mut slots = [(0, 0); SLOTS];
        for (place, name) in (0..).zip(COMMON) {
            let letters = letters(name.as_bytes()).unwrap_or_default();
            let free = (slot(letters)..).find(|at| slots[at % SLOTS].0 == 0);
            slots[free.unwrap_or_default() % SLOTS] = (letters, place);
        }
        Self(slots)
    }

    fn find(&self, wanted: u64) -> Option<u8> {
        let mut at = slot(wanted);
        loop {
            match self.0[at % SLOTS] {
                (0, _) => return None,
                (letters, place) if letters == wanted => return Some(place),
                _ => at += 1,
            }
        }
    }
}

/// The letters of a name of at most eight.
fn letters(name: &[u8]) -> Option<u64> {
    let is_short = (1..=8).contains(&name.len()) && name[0] != 0;
    is_short.then(|| name.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)))
}

fn slot(letters: u64) -> usize {
    (letters.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 55) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_itself() {
        for name in COMMON {
            let read = Name::of(name.as_bytes());
            assert!(matches!(read, Name::Common(_)), "{name}");
            assert_eq!(&*read, name);
        }
        for name in ["x-thing", "", "blockquote", "a\0", "\0a", "\0"] {
            let read = Name::of(name.as_bytes());
            assert!(matches!(read, Name::Other(_)), "{name:?}");
            assert_eq!(&*read, name);
        }
    }
}
