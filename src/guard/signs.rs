//! Which words made a finding, in plain words: "you" speaks to the reader, "warfarin" is a medicine.
//!
//! A pattern says what it found by its name. Weighed words need more: whoever is told that a sentence reads like advice
//! wants to know what in it does.

use std::ops::Range;

use crate::prose::{Class, Classes, View};

/// Kinds of words that speak for a finding, the most telling first, and what is said of them.
const SIGNS: [(&[Class], &str); 17] = [
    (&[Class::You], "speaks to the reader"),
    (&[Class::I], "speaks of one person"),
    (&[Class::Kin], "speaks of one person"),
    (&[Class::Ought], "says what has to be done"),
    (
        &[Class::Order, Class::Stop, Class::Start, Class::Change],
        "tells somebody what to do",
    ),
    (
        &[
            Class::Medicine,
            Class::MedicineClass,
            Class::Supplement,
            Class::Vaccine,
        ],
        "is a medicine",
    ),
    (&[Class::Unit], "measures a dose"),
    (&[Class::Frequency], "says how often"),
    (&[Class::Test, Class::Procedure], "is a test or a treatment"),
    (&[Class::Condition], "is a condition"),
    (&[Class::Symptom], "is a symptom"),
    (&[Class::Harmless], "reassures"),
    (&[Class::Course], "says how it will go"),
    (&[Class::Insult], "blames or belittles"),
    (&[Class::Superlative], "praises beyond measure"),
    (&[Class::Public], "is read by others too"),
    (&[Class::Patient], "speaks of patients"),
];

/// How many signs are named at most.
const NAMED: usize = 3;

/// A sentence about the words in a part of the statement's text; nothing if none of them is of a known kind.
pub(super) fn named(view: &View<'_>, marked: &Range<usize>) -> Option<String> {
    let text = view.document.text(view.statement);
    let own = (view.own..view.words.len()).filter_map(|at| {
        let place = view.marked(at..at + 1);
        let inside = marked.start <= place.start && place.end <= marked.end;
        let word = text.get(place).filter(|word| inside && word.len() < 40)?;
        Some((view.words[at].classes, word))
    });
    let own: Vec<_> = own.collect();
    let mut told: Vec<(&str, String)> = Vec::new();
    for (classes, sentence) in SIGNS {
        let kind = classes
            .iter()
            .fold(Classes::NONE, |all, class| all | (*class).into());
        let first = own.iter().find(|(classes, _)| classes.meets(kind));
        if let Some((_, word)) = first
            && !told.iter().any(|(known, _)| known == word)
        {
            told.push((word, format!("\u{201c}{word}\u{201d} {sentence}")));
        }
    }
    told.truncate(NAMED);
    let mut told: Vec<_> = told.into_iter().map(|(_, sign)| sign).collect();
    let last = told.pop()?;
    Some(match told.len() {
        0 => format!("Here {last}."),
        _ => format!("Here {} and {last}.", told.join(", ")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose;

    #[test]
    fn the_words_are_named_for_what_they_are() {
        let document = prose::of_text("You should stop taking lisinopril.");
        let told = named(&document.view(0), &(0..34)).unwrap();
        assert!(
            told.starts_with("Here \u{201c}You\u{201d} speaks to the reader, "),
            "{told}"
        );
        let office = prose::of_text("The door is green.");
        assert_eq!(named(&office.view(0), &(0..18)), None);
    }
}
