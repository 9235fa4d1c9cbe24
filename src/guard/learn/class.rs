//! Names of what the model tells apart: classes of words, and what can be said of a sentence as a whole.
//!
//! Both are bits of one set, in the order of their names, so that a pair of them is a place in a table and no text.

use crate::prose::hash;

/// Every name, sorted. A class of words is one that the lists give; the others are said of whole sentences.
pub const NAMES: [&str; 97] = [
    "ACT", "AVOID", "BE", "BODY", "B_a", "B_for", "B_if", "B_no", "B_the", "B_to", "B_when",
    "B_with", "B_yes", "CHANGEV", "COLON", "COND", "DEM", "DO", "DOC", "DUR", "EXCL", "FOOD",
    "FORM", "FREQ", "GENERIC", "GROUP", "GUAR", "HAVE", "HEDGE", "IF", "IMP", "INSULT", "IT",
    "KEEP", "KIN", "L0", "L1", "L2", "L3", "L4", "LOWER", "MED", "MEDQ", "MODAL", "NEED", "NEG",
    "NIMP", "NOEND", "NUM", "OBS", "OFFICE", "ORD", "ORG", "P1P", "P1S", "P2", "P3", "PAINW",
    "PATW", "PHOTO", "PROC", "PT", "PUBLIC", "QEND", "QMID", "QUOTE", "REASS", "RECOMM", "RECOV",
    "REM", "RESULT", "REVIEW", "SEEK", "SEEM", "SENDV", "SHOW", "STARTV", "STOPV", "STORY",
    "SUFFER", "SUPER", "SUPP", "SYMP", "TABLE", "TAKEV", "TEST", "TESTV", "THANKS", "TIME", "UNIT",
    "URG", "VAX", "WANT", "WORRY", "WORSE", "YOU", "YOUR",
];

/// A name by its place in [`NAMES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(pub(super) u8);

impl Name {
    /// The name as a constant; one that is in no list does not compile where it is a constant.
    pub(super) const fn of(name: &str) -> Self {
        let mut at = 0;
        while at < NAMES.len() {
            if same(NAMES[at], name) {
                return Self(at as u8);
            }
            at += 1;
        }
        panic!("no such name")
    }

    /// The name as the table writes it.
    pub fn text(self) -> &'static str {
        NAMES[self.0 as usize]
    }

    /// The hash of that.
    pub(super) fn hash(self) -> u32 {
        HASHES[self.0 as usize]
    }
}

const HASHES: [u32; NAMES.len()] = {
    let mut hashes = [0; NAMES.len()];
    let mut at = 0;
    while at < NAMES.len() {
        hashes[at] = hash(NAMES[at]);
        at += 1;
    }
    hashes
};

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// A set of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Names(pub(super) u128);

impl Names {
    /// The set of these names.
    pub(super) const fn of(names: &[&str]) -> Self {
        let mut set = 0;
        let mut at = 0;
        while at < names.len() {
            set |= 1 << Name::of(names[at]).0;
            at += 1;
        }
        Self(set)
    }

    /// Whether the name is in the set.
    pub fn has(self, name: Name) -> bool {
        self.0 & (1 << name.0) != 0
    }

    /// Whether the two have a name in common.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// What both have.
    pub(super) fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is in this set and not in the other.
    pub(super) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) fn add(&mut self, name: Name) {
        self.0 |= 1 << name.0;
    }

    pub(super) fn extend(&mut self, other: Self) {
        self.0 |= other.0;
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The names of the set, in their order.
    pub(super) fn iter(self) -> impl Iterator<Item = Name> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let at = rest.trailing_zeros();
            if at == 128 {
                return None;
            }
            rest &= rest - 1;
            Some(Name(at as u8))
        })
    }
}

/// Classes of verbs.
pub(super) const VERBS: Names = Names::of(&[
    "STOPV", "STARTV", "CHANGEV", "TAKEV", "AVOID", "KEEP", "SEEK", "SENDV", "SHOW", "SUFFER",
    "RECOMM", "ACT", "RECOV", "WORSE", "SEEM",
]);

/// Classes of things that can be a verb's object.
pub(super) const OBJECTS: Names = Names::of(&[
    "MED", "SUPP", "VAX", "UNIT", "PROC", "TEST", "SYMP", "COND", "BODY", "OFFICE", "FOOD", "REM",
    "TIME",
]);

/// Who is meant, by class or by what the sentence says.
pub(super) const PERSONS: Names = Names::of(&[
    "YOU", "YOUR", "P1S", "P1P", "P3", "KIN", "GROUP", "DOC", "ORG",
]);

/// How it is said.
pub(super) const FORMS: Names = Names::of(&[
    "IMP", "NIMP", "QEND", "IF", "NEG", "MODAL", "REASS", "RECOV", "STOPV", "TAKEV", "CHANGEV",
    "STARTV", "SEEK", "SEEM", "HEDGE", "NEED",
]);

/// Classes that count wherever in the sentence they stand.
pub(super) const BAG: Names = Names::of(&[
    "P2", "P1S", "P1P", "P3", "PT", "KIN", "GROUP", "PATW", "DOC", "ORG", "OFFICE", "UNIT", "FORM",
    "FREQ", "DUR", "TIME", "NUM", "NEG", "MODAL", "HEDGE", "SEEM", "STOPV", "STARTV", "CHANGEV",
    "TAKEV", "AVOID", "KEEP", "REASS", "WORRY", "RECOV", "WORSE", "SEEK", "RECOMM", "INSULT",
    "REVIEW", "SUPER", "GUAR", "PUBLIC", "PHOTO", "SENDV", "THANKS", "MED", "SUPP", "VAX", "PROC",
    "TEST", "SYMP", "COND", "BODY", "FOOD", "REM", "STORY", "SUFFER", "DEM", "NEED", "RESULT",
    "URG", "ACT", "WANT", "SHOW",
]);

/// Classes that count above the bar.
pub(super) const ABOVE: Names = Names::of(&[
    "P2", "P1S", "P1P", "KIN", "STOPV", "STARTV", "CHANGEV", "TAKEV", "AVOID", "KEEP", "NEED",
    "SEEK", "MED", "SUPP", "VAX", "UNIT", "PROC", "TEST", "SYMP", "COND", "BODY", "OFFICE", "DOC",
    "NEG", "WORRY", "REASS",
]);

/// Classes of things that medicine is about.
pub const MEDICAL: Names = Names::of(&[
    "MED", "MEDQ", "SUPP", "VAX", "UNIT", "PROC", "TEST", "SYMP", "COND", "BODY", "PAINW",
]);

/// Matters of the office.
pub const OFFICE: Name = Name::of("OFFICE");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_fit_into_a_set() {
        assert!(NAMES.is_sorted());
        assert!(NAMES.len() <= 128);
        let some = Names::of(&["YOU", "ACT"]);
        let told: Vec<_> = some.iter().map(Name::text).collect();
        assert_eq!(told, ["ACT", "YOU"]);
    }
}
