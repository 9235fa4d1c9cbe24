//! Names of elements: those that nearly every page has are told apart without being copied.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Name;

/// A name, which the tokenizer has put in lower case.
pub(super) fn of(name: &[u8]) -> Name {
    match COMMON.get(name) {
        Some(known) => Name::Borrowed(known),
        None => Name::Owned(String::from_utf8_lossy(name).into_owned()),
    }
}

static COMMON: LazyLock<FxHashMap<&'static [u8], &'static str>> = LazyLock::new(|| {
    let names = NAMES.split_whitespace();
    names.map(|name| (name.as_bytes(), name)).collect()
});

const NAMES: &str = "
    a abbr address article aside b blockquote body br button caption code data dd del details div dl dt em
    figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html i img input label legend li link main
    mark meta nav ol option p path picture pre q s script section select small source span strong style sub
    summary sup svg table tbody td template textarea tfoot th thead time title tr ul use
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_itself() {
        assert!(matches!(of(b"h2"), Name::Borrowed("h2")));
        assert_eq!(of(b"x-thing"), "x-thing");
        assert_eq!(of(b""), "");
    }
}
