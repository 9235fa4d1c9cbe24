//! The words around a page in another language: what the theme and the program say in English, said in that language.
//!
//! A theme keeps them as data, one file `strings/es.toml` for each language, with the English words as keys. They are
//! put into the finished page, so a template is written once, in English, and a practice can translate its own facts the
//! same way. What has no translation stays as it is.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::tags;

/// Attributes that people read or hear.
const READ: [&str; 4] = ["aria-label", "title", "placeholder", "alt"];

/// How attributes begin in which a theme gives its scripts something to say.
const SAYS: &str = "data-say-";

/// The hours of an office for a script, as JSON.
const HOURS: &str = "data-calendar";

/// What may stand between the words of hours and days.
const MARKS: &str = "0123456789:.,-–() ";

/// The strings of one language.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Strings {
    /// Whole texts; `{}` stands for anything, once.
    #[serde(default)]
    pub(super) texts: BTreeMap<String, String>,
    /// Single words of hours and days, for texts made of nothing else.
    #[serde(default)]
    pub(super) hours: BTreeMap<String, String>,
    /// How a day is written, with `{day}`, `{month}` and `{year}`.
    #[serde(default)]
    pub(super) date: Option<String>,
    /// The months.
    #[serde(default)]
    pub(super) months: BTreeMap<String, String>,
}

impl Strings {
    /// These strings, and the practice's own, which count more.
    pub(super) fn with(mut self, own: &BTreeMap<String, String>) -> Self {
        self.texts.extend(own.clone());
        self
    }

    /// The text in this language, if it has it.
    pub(super) fn said(&self, text: &str) -> Option<String> {
        let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if plain.is_empty() {
            return None;
        }
        let found = self.texts.get(&plain).cloned();
        let found = found
            .or_else(|| self.pattern(&plain))
            .or_else(|| self.of_hours(&plain))
            .or_else(|| self.of_title(&plain))?;
        // The spaces around a text part it from its neighbours.
        let start = &text[..text.len() - text.trim_start().len()];
        let end = &text[text.trim_end().len()..];
        Some(format!("{start}{found}{end}"))
    }

    fn pattern(&self, text: &str) -> Option<String> {
        self.texts.iter().find_map(|(english, own)| {
            let (before, after) = english.split_once("{}")?;
            let inside = text.strip_prefix(before)?.strip_suffix(after)?;
            (!inside.is_empty()).then(|| {
                own.replace(
                    "{}",
                    &self.said(inside).unwrap_or_else(|| inside.to_owned()),
                )
            })
        })
    }

    /// `Search | Elm Street`, part by part.
    fn of_title(&self, text: &str) -> Option<String> {
        let (page, site) = text.split_once(" | ")?;
        Some(format!("{} | {site}", self.said(page)?))
    }

    fn of_hours(&self, text: &str) -> Option<String> {
        let mut out = String::with_capacity(text.len());
        let mut known = false;
        let mut parts = text.split_inclusive(' ');
        while let Some(part) = parts.next() {
            if let (Some(month), Some(date)) = (self.months.get(part.trim_end()), &self.date) {
                let (day, year) = (parts.next()?, parts.next()?);
                let plain = year.trim_end();
                let date = date.replace("{day}", day.trim_end_matches([',', ' ']));
                out.push_str(&date.replace("{month}", month).replace("{year}", plain));
                out.push_str(&year[plain.len()..]);
                known = true;
                continue;
            }
            let word = part.trim_matches(|c| MARKS.contains(c));
            if word.is_empty() {
                out.push_str(part);
                continue;
            }
            known = true;
            out.push_str(&part.replace(word, self.hours.get(word)?));
        }
        known.then_some(out)
    }

    /// An attribute in this language, if people read or hear it.
    fn attribute(&self, tag: &str, name: &str, value: &str) -> Option<String> {
        match name {
            "content" if tag == "meta" => self.said(value),
            HOURS => {
                let mut hours = serde_json::from_str(value).ok()?;
                self.say_all(&mut hours);
                Some(hours.to_string())
            }
            _ if READ.contains(&name) || name.starts_with(SAYS) => self.said(value),
            _ => None,
        }
    }

    fn say_all(&self, value: &mut serde_json::Value) {
        match value {
            serde_json::Value::String(text) => {
                if let Some(said) = self.said(text) {
                    *text = said;
                }
            }
            serde_json::Value::Array(all) => all.iter_mut().for_each(|one| self.say_all(one)),
            serde_json::Value::Object(all) => all.values_mut().for_each(|one| self.say_all(one)),
            _ => {}
        }
    }

    /// A finished page with its words in this language.
    pub(super) fn page(&self, html: &str) -> String {
        let escaped = |text: &str| {
            text.replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;")
        };
        let is_foreign = Cell::new(false);
        tags::translated(
            html,
            |tag| {
                // What says that it is in a language of its own stays in it.
                is_foreign.set(tag.name != "html" && tag.has("lang"));
                let said: Vec<_> = tag
                    .attributes()
                    .filter_map(|(name, value)| {
                        let said = self.attribute(&tag.name, &name, &value)?;
                        Some((name, said))
                    })
                    .collect();
                let said: Vec<_> = said
                    .iter()
                    .map(|(name, value)| (&**name, value.as_str()))
                    .collect();
                (!said.is_empty()).then(|| tag.with(&said))
            },
            |text| match is_foreign.replace(false) {
                true => None,
                false => self.said(&tags::unescaped(text)).map(|text| escaped(&text)),
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings() -> Strings {
        toml::from_str(
            "date = \"{day} de {month} de {year}\"\n[texts]\n\"Call\" = \"Llame\"\n\"Fax {}\" = \"Fax: {}\"\n\"Table: {}\" = \"Tabla: {}\"\n\"Tom & Ann\" = \"Ana & Tom\"\n[hours]\nMonday = \"lunes\"\nto = \"a\"\nnoon = \"mediodía\"\nFriday = \"viernes\"\nam = \"a. m.\"\n[months]\nMay = \"mayo\"\n",
        )
        .unwrap()
    }

    #[test]
    fn texts_patterns_and_hours_are_said() {
        let said = |text: &str| strings().said(text);
        assert_eq!(said(" Call\n").as_deref(), Some(" Llame\n"));
        assert_eq!(said("Call me"), None);
        assert_eq!(
            said("Fax (512) 555-0100").as_deref(),
            Some("Fax: (512) 555-0100")
        );
        assert_eq!(said("Table: Call").as_deref(), Some("Tabla: Llame"));
        assert_eq!(said("Monday to Friday").as_deref(), Some("lunes a viernes"));
        assert_eq!(
            said("8:30 am to noon").as_deref(),
            Some("8:30 a. m. a mediodía")
        );
        assert_eq!(said("Monday morning"), None);
        assert_eq!(said("512"), None);
        assert_eq!(
            said("May 2, 2026 to May 13, 2026").as_deref(),
            Some("2 de mayo de 2026 a 13 de mayo de 2026")
        );
        assert_eq!(said("Call | Elm").as_deref(), Some("Llame | Elm"));
    }

    #[test]
    fn a_page_is_said_but_not_its_scripts() {
        let page = "<nav aria-label=\"Call\"><a href=\"Call\">Call</a> Tom &amp; Ann</nav><i lang=\"en\">Call</i><script>Call</script>";
        assert_eq!(
            strings().page(page),
            "<nav aria-label=\"Llame\"><a href=\"Call\">Llame</a> Ana &amp; Tom</nav><i lang=\"en\">Call</i><script>Call</script>"
        );
    }

    #[test]
    fn what_scripts_say_is_said_and_addresses_are_not() {
        let page = "<meta content=\"Call\"><b data-say-one=\"Call\" data-one=\"Call\" data-calendar='{\"week\":[[\"08:00\",\"noon\"]],\"zone\":\"Call/Zone\"}'></b>";
        let said = strings().page(page);
        assert!(said.contains("<meta content=\"Llame\">"), "{said}");
        assert!(
            said.contains("data-say-one=\"Llame\"") && said.contains("data-one=\"Call\""),
            "{said}"
        );
        assert!(
            said.contains("&quot;08:00&quot;,&quot;mediodía&quot;") && said.contains("Call/Zone"),
            "{said}"
        );
    }
}
