//! Further languages of a site: the table in practice.toml, and which pages are in which language.
//!
//! Pages in another language stand in a folder of their own with the same names: `content/es/faq/billing.md` is
//! `content/faq/billing.md` in Spanish. So which page translates which need never be said.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::day::Day;
use super::practice::MenuTable;

/// A further language of the site; its pages stand in the folder of content with its code.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LanguageTable {
    /// What the language calls itself, such as "Español".
    pub name: String,
    /// The practice's own facts in this language, such as "Family medicine" = "Medicina familiar".
    #[serde(default)]
    pub words: BTreeMap<String, String>,
    /// The practice's own wording of disclaimers and calls to action in this language, by name.
    #[serde(default)]
    pub wording: BTreeMap<String, String>,
    /// The main menu in this language; if not given, the entries of the main menu that have a page in it.
    #[serde(default)]
    pub menu: Vec<MenuTable>,
}

/// Who read a page in another language, since the guard does not.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LanguageReview {
    /// The person, by the name of the file in clinicians.
    pub by: String,
    /// The day.
    pub on: Day,
}

/// The language that the guard reads.
pub const GUARDED: &str = "en";

/// Two-letter codes (ISO 639-1) of languages that may name a folder.
const CODES: &str = "af am ar az be bg bn bs ca cs cy da de el eo es et eu fa fi fr ga gl gu ha he hi hr ht hu hy id ig is it ja ka kk km kn ko ku ky lo lt lv mk ml mn mr ms my nb ne nl no pa pl ps pt ro ru sd si sk sl so sq sr sv sw ta te tg th ti tk tl tr uk ur uz vi yi yo zh zu";

/// Languages written from right to left.
const FROM_RIGHT: [&str; 7] = ["ar", "fa", "he", "ps", "sd", "ur", "yi"];

/// The language of a page by its path below content, where its folder says one, such as `es` or `zh-hant`.
pub fn language_of(path: &str) -> Option<&str> {
    let (first, _) = path.split_once('/')?;
    let (code, region) = first.split_once('-').unwrap_or((first, "hant"));
    let fits = (2..=4).contains(&region.len()) && region.bytes().all(|c| c.is_ascii_alphanumeric());
    let is_code = |code: &str| code.len() == 2 && CODES.split(' ').any(|known| known == code);
    (fits && is_code(code)).then_some(first)
}

/// A path below content without the folder of its language.
pub fn without_language(path: &str) -> &str {
    language_of(path).map_or(path, |language| &path[language.len() + 1..])
}

/// How a language is written: `ltr` or `rtl`.
pub fn direction(language: &str) -> &'static str {
    let code = language.split('-').next().unwrap_or(language);
    if FROM_RIGHT.contains(&code) {
        "rtl"
    } else {
        "ltr"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_folder_names_the_language() {
        assert_eq!(language_of("es/faq/billing.md"), Some("es"));
        assert_eq!(language_of("zh-hant/_index.md"), Some("zh-hant"));
        assert_eq!(language_of("faq/es/a.md"), None);
        assert_eq!(language_of("es.md"), None);
        assert_eq!(language_of("xx/a.md"), None);
        assert_eq!(without_language("es/faq/billing.md"), "faq/billing.md");
        assert_eq!(without_language("faq/billing.md"), "faq/billing.md");
        assert_eq!((direction("es"), direction("ar-eg")), ("ltr", "rtl"));
    }
}
