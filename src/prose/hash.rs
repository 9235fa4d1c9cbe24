//! The hash that words are compared by.
//!
//! It stands apart because the tables that are laid out while the program is built are looked up by it, too.

/// A hash that words and patterns are compared by; the same on every machine and in every run.
pub const fn hash(word: &str) -> u32 {
    Hashed::of(word.as_bytes()).done()
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
