//! Endings of English words, and the hash that words are compared by.
//!
//! This is no grammar: it offers stems that might be right, and the word lists say which one is.

/// A hash that words and patterns are compared by; the same on every machine and in every run.
pub const fn hash(word: &str) -> u32 {
    hash_of(word.as_bytes())
}

/// The same of the word's bytes.
pub const fn hash_of(word: &[u8]) -> u32 {
    Hashed::of(word).done()
}

/// That hash while its word is being read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hashed(u64);

/// The hash of no word.
const NOTHING: u64 = 0xcbf2_9ce4_8422_2325;

impl Default for Hashed {
    fn default() -> Self {
        Self(NOTHING)
    }
}

impl Hashed {
    /// A word that was read.
    pub(super) const fn of(bytes: &[u8]) -> Self {
        let mut hashed = Self(NOTHING);
        let mut at = 0;
        while at < bytes.len() {
            hashed.add(bytes[at]);
            at += 1;
        }
        hashed
    }

    /// Takes in the next byte.
    #[inline]
    pub(super) const fn add(&mut self, byte: u8) {
        self.0 = (self.0 ^ byte as u64).wrapping_mul(0x0100_0000_01b3);
    }

    /// The hash of what was read.
    pub(super) const fn done(self) -> u32 {
        (self.0 ^ (self.0 >> 32)) as u32
    }
}

/// Offers every stem that `word` may have until `known` answers; `stem` then holds it.
pub(super) fn stems<T>(
    word: &str,
    stem: &mut String,
    mut known: impl FnMut(&str) -> Option<T>,
) -> Option<T> {
    if word.len() < 4 || !word.is_ascii() {
        return None;
    }
    let mut offer = |base: &str, ending: &str| {
        stem.clear();
        stem.push_str(base);
        stem.push_str(ending);
        known(stem)
    };
    for (ending, replacements) in ENDINGS {
        let Some(base) = word.strip_suffix(ending).filter(|base| base.len() >= 2) else {
            continue;
        };
        for replacement in *replacements {
            let found = match *replacement {
                "-" => undoubled(base).and_then(|base| offer(base, "")),
                replacement => offer(base, replacement),
            };
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

/// Endings, and what the stem may have in their place; `-` takes back a doubled consonant.
const ENDINGS: &[(&str, &[&str])] = &[
    ("ies", &["y", "ie"]),
    ("es", &["", "e", "is"]),
    ("s", &[""]),
    ("ied", &["y"]),
    ("ed", &["", "e", "-"]),
    ("ing", &["", "e", "-"]),
    ("ying", &["ie"]),
];

/// The base without its doubled last consonant: "stopp" is "stop".
fn undoubled(base: &str) -> Option<&str> {
    let bytes = base.as_bytes();
    let last = bytes.len().checked_sub(1)?;
    (last >= 2 && bytes[last] == bytes[last - 1]).then(|| &base[..last])
}
