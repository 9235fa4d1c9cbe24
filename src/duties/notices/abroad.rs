//! Disclaimers and calls to action in the other languages of a site.
//!
//! Spanish comes with brassplate (`duties/wording.es.toml`); for another language a practice gives its own wording. What
//! a notice must get across is the same in every language, as far as a list of phrases can tell.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Element, Facts, Notices, Pattern, WORDING, fill, lacking, tell};
use crate::config::LanguageTable;
use crate::diagnostic::Diagnostic;
use crate::practice::Practice;

/// A wording file of another language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wording {
    #[expect(dead_code, reason = "a date that people read")]
    checked_on: Option<toml::value::Datetime>,
    elements: BTreeMap<String, Vec<String>>,
    slots: BTreeMap<String, String>,
    hours: BTreeMap<String, String>,
    notices: BTreeMap<String, Lines>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lines {
    label: String,
    lines: Vec<String>,
}

static SPANISH: LazyLock<Wording> = LazyLock::new(|| {
    #[expect(
        clippy::unwrap_used,
        reason = "the file is part of the program, and a test reads it"
    )]
    toml::from_str(include_str!("../wording.es.toml")).unwrap()
});

static NONE: LazyLock<Wording> = LazyLock::new(Wording::default);

/// The notices of a practice in that language, and what they lack.
pub(super) fn notices(
    facts: &Facts<'_>,
    language: &str,
    table: &LanguageTable,
) -> (Notices, Vec<Diagnostic>) {
    let practice = facts.practice;
    let wording = match language.split('-').next() {
        Some("es") => &*SPANISH,
        _ => &*NONE,
    };
    let words = fill::Words {
        slots: wording.slots.clone(),
        hours: wording.hours.clone(),
    };
    let (mut notices, mut told, mut missing) = (Notices::default(), Vec::new(), Vec::new());
    for (id, pattern) in &WORDING.notices {
        let ours = wording.notices.get(id);
        let own = table.wording.get(id);
        let lines: Vec<&str> = match (own, ours) {
            (Some(own), _) => own.lines().filter(|line| !line.trim().is_empty()).collect(),
            (None, Some(ours)) => ours.lines.iter().map(String::as_str).collect(),
            (None, None) => {
                missing.push(id.as_str());
                continue;
            }
        };
        let label = ours
            .map(|ours| &ours.label)
            .or_else(|| table.words.get(&pattern.label));
        let shape = (pattern.position, label.unwrap_or(&pattern.label).as_str());
        let notice = fill::fill(facts, id, shape, &lines, &words);
        if own.is_some() {
            told.extend(poor(practice, language, pattern, &notice, id, wording));
        }
        notices.filled.insert(id.clone(), notice);
    }
    if !missing.is_empty() {
        let what = format!(
            "there is no wording of the notices in `{language}`: {}",
            missing.join(", ")
        );
        let instead = format!(
            "Write each of them in that language in `[languages.{language}.wording]`, with {{phone}} and {{emergency}} where they should stand."
        );
        told.push(tell(
            practice,
            &format!("languages.{language}"),
            what,
            instead,
        ));
    }
    (notices, told)
}

#[expect(
    clippy::too_many_arguments,
    reason = "a notice, where it comes from, and what it is held against"
)]
fn poor(
    practice: &Practice,
    language: &str,
    pattern: &Pattern,
    notice: &fill::Notice,
    id: &str,
    wording: &Wording,
) -> Vec<Diagnostic> {
    let path = format!("languages.{language}.wording.{id}");
    let lacks = pattern.elements.iter().filter_map(|name| {
        let element = &WORDING.elements[name];
        let phrases = wording.elements.get(name).map_or(&[][..], Vec::as_slice);
        (!carries(notice, element, phrases)).then(|| {
            let mut said = lacking(practice, id, element);
            let place = tell(practice, &path, String::new(), String::new());
            (said.span, said.start, said.end) = (place.span, place.start, place.end);
            if let (None, Some(phrase)) = (&element.slot, phrases.first()) {
                said.instead = format!("Use words such as \"{phrase}\".").into();
            }
            said
        })
    });
    lacks.collect()
}

/// Whether a notice gets an element across; what no list of phrases can tell is left to the person who wrote it.
fn carries(notice: &fill::Notice, element: &Element, phrases: &[String]) -> bool {
    let text = notice.text.to_lowercase();
    let said = phrases.is_empty() || phrases.iter().any(|phrase| text.contains(phrase));
    let waits = element.slot.as_deref() == Some("states") && !notice.filled.contains("states");
    let filled = element
        .slot
        .as_ref()
        .is_none_or(|slot| notice.filled.contains(slot));
    waits || said && filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::Site;
    use crate::source::SourceFile;
    use jiff::civil::Date;

    fn practice(more: &str) -> Practice {
        let text = format!(
            "[practice]\nname = \"Elm\"\ndescription = \"A.\"\nspecialty = [\"Family medicine\"]\nbase_url = \"https://elm.example\"\ntimezone = \"America/Chicago\"\nphone = \"(512) 555-0100\"\nbooking_url = \"https://book.elm.example\"\n[practice.emergency]\nnumber = \"911\"\ncrisis = \"988\"\n[practice.portal]\nurl = \"https://portal.elm.example\"\nresponse_time = \"two business days\"\n[[locations]]\nid = \"main\"\nname = \"Main\"\nstreet = \"1 Elm\"\ncity = \"Exampleton\"\npostal_code = \"00000\"\n[locations.hours]\nmonday = \"8-17\"\n{more}"
        );
        Practice::load(SourceFile::new("practice.toml", text)).unwrap()
    }

    fn told(more: &str) -> Vec<String> {
        Notices::of(&practice(more), &Site::default(), Date::default())
            .1
            .iter()
            .map(|said| said.what.to_string())
            .collect()
    }

    #[test]
    fn our_spanish_words_carry_every_element() {
        let practice = practice("[languages.es]\nname = \"Español\"\n");
        let (notices, told) = Notices::of(&practice, &Site::default(), Date::default());
        assert!(told.is_empty(), "{told:?}");
        let spanish = notices.in_language(Some("es"));
        for (id, pattern) in &WORDING.notices {
            for name in &pattern.elements {
                let phrases = SPANISH.elements.get(name).map_or(&[][..], Vec::as_slice);
                let element = &WORDING.elements[name];
                assert!(
                    element.any.is_empty() || !phrases.is_empty(),
                    "{name} has no phrases"
                );
                assert!(
                    carries(&spanish.filled[id], element, phrases),
                    "{id} lacks {name}"
                );
            }
        }
        assert!(
            spanish.filled["office"]
                .text
                .contains("lunes 8:00 a. m. a 5:00 p. m.")
        );
        assert!(spanish.filled["office"].text.ends_with("Pedir una cita"));
    }

    #[test]
    fn own_words_must_do_their_duty_in_every_language() {
        assert_eq!(
            told(
                "[languages.es]\nname = \"Español\"\nwording = { health = \"Llame al {phone}\" }\n"
            ),
            [
                "the wording of `health` no longer says that the page is general information",
                "the wording of `health` no longer says that it is no advice about the reader",
                "the wording of `health` no longer says that the page is no reason to put off care",
            ]
        );
    }

    #[test]
    fn a_language_without_words_is_refused() {
        let told = told("[languages.fr]\nname = \"Français\"\n");
        assert_eq!(told.len(), 1);
        assert!(
            told[0].starts_with("there is no wording of the notices in `fr`: appointments"),
            "{told:?}"
        );
    }
}
