//! Endings of English words.
//!
//! This is no grammar: it offers stems that might be right, and the word lists say which one is.

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
