//! How the table of weights lies in the program: the same for who reads it and for `build.rs`, which makes it from
//! `weights.tsv`, so that no start of the program waits for that.
//!
//! First the numbers of the bias and of the limits, two bytes each, and the number of homes, four bytes, with zeros behind
//! them up to a line of the processor's memory; then the bits of all features; then the slots. Numbers begin with their lowest byte. Every feature has a slot: its home, or the first
//! behind it that was free. The last slot is free, so that every search ends.

/// The columns of the table: what a sentence can be.
pub(super) const COLUMNS: usize = 12;

/// Bytes of a slot: the upper half of a feature's number, and a weight for each column; zeros where it is free.
pub(super) const SLOT: usize = 4 + COLUMNS;

/// Bytes of the numbers before the homes.
pub(super) const NUMBERS: usize = 2 * 2 * COLUMNS;

/// Bytes before the bits.
pub(super) const HEAD: usize = (NUMBERS + 4).next_multiple_of(64);

/// Bits for features, as a power of two: a dozen for each.
const BITS: u32 = 21;

/// The same in words of 64.
pub(super) const WORDS: usize = 1 << (BITS - 6);

/// The number of a feature with one part more; its kind alone is the first.
#[inline]
pub(super) fn with_part(state: u64, part: u32) -> u64 {
    (state.rotate_left(23) ^ u64::from(part)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The word with the two bits of a feature, and these. Most features that are asked for are not there; so few bits stay
/// near the processor, and both are in one word, since each that is looked at may be far from it.
#[inline]
pub(super) fn bits(feature: u64) -> (usize, u64) {
    let at = (feature >> (64 - BITS)) as usize;
    (at >> 6, (1 << (at & 63)) | (1 << ((feature >> 32) & 63)))
}

/// What a slot keeps of the feature's number.
#[inline]
pub(super) fn tag(feature: u64) -> u32 {
    (feature >> 32) as u32
}

/// The slot where a feature is looked for first.
#[inline]
pub(super) fn home(feature: u64, homes: u32) -> usize {
    ((u64::from(feature as u32) * u64::from(homes)) >> 32) as usize
}
