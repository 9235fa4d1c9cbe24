//! The word lists as they are embedded, each with the class it gives.
//!
//! A visible list: a file that is not named here is not read, and a test sees to it that none is forgotten.

use super::class::Class;

/// What is written and what is meant, two parts a line.
pub(super) const SPELLING: &str = include_str!("words/spelling.txt");
/// Irregular forms and their basic form.
pub(super) const IRREGULAR: &str = include_str!("words/irregular.txt");
/// Ordinary English words that look like a misspelt medicine, and are not.
pub(super) const ORDINARY: &str = include_str!("words/ordinary.txt");

/// Every class list.
pub(super) const CLASSES: &[(Class, &str)] = &[
    (Class::Medicine, include_str!("words/medicines-generic.txt")),
    (Class::Medicine, include_str!("words/medicines-brand.txt")),
    (
        Class::Ambiguous,
        include_str!("words/medicines-ambiguous.txt"),
    ),
    (
        Class::MedicineClass,
        include_str!("words/medicine-classes.txt"),
    ),
    (Class::Drug, include_str!("words/drug.txt")),
    (Class::Supplement, include_str!("words/supplements.txt")),
    (Class::Vaccine, include_str!("words/vaccines.txt")),
    (Class::Unit, include_str!("words/dose-units.txt")),
    (Class::Form, include_str!("words/dose-forms.txt")),
    (Class::Frequency, include_str!("words/frequencies.txt")),
    (Class::Test, include_str!("words/tests.txt")),
    (Class::Procedure, include_str!("words/procedures.txt")),
    (Class::Condition, include_str!("words/conditions.txt")),
    (Class::Symptom, include_str!("words/symptoms.txt")),
    (Class::Body, include_str!("words/body-parts.txt")),
    (Class::Clinician, include_str!("words/titles.txt")),
    (Class::Office, include_str!("words/office.txt")),
    (Class::Desk, include_str!("words/desk.txt")),
    (Class::Ailing, include_str!("words/ailing.txt")),
    (Class::Vital, include_str!("words/vital.txt")),
    (Class::PublicBody, include_str!("words/public-bodies.txt")),
    (Class::Kin, include_str!("words/kin.txt")),
    (Class::Patient, include_str!("words/patient-words.txt")),
    (Class::Food, include_str!("words/foods.txt")),
    (Class::Remedy, include_str!("words/remedies.txt")),
    (Class::Activity, include_str!("words/activities.txt")),
    (Class::You, include_str!("words/you.txt")),
    (Class::I, include_str!("words/i.txt")),
    (Class::We, include_str!("words/we.txt")),
    (Class::They, include_str!("words/they.txt")),
    (Class::This, include_str!("words/this.txt")),
    (Class::Negation, include_str!("words/negation.txt")),
    (Class::Modal, include_str!("words/modal.txt")),
    (Class::Ought, include_str!("words/ought.txt")),
    (Class::Hedge, include_str!("words/hedge.txt")),
    (Class::Subordinator, include_str!("words/subordinator.txt")),
    (Class::Question, include_str!("words/question.txt")),
    (Class::Number, include_str!("words/number.txt")),
    (Class::Time, include_str!("words/time.txt")),
    (Class::Day, include_str!("words/day.txt")),
    (Class::Be, include_str!("words/be.txt")),
    (Class::Have, include_str!("words/have.txt")),
    (Class::Determiner, include_str!("words/determiner.txt")),
    (Class::Preposition, include_str!("words/preposition.txt")),
    (Class::Conjunction, include_str!("words/conjunction.txt")),
    (Class::Adverb, include_str!("words/adverb.txt")),
    (Class::Start, include_str!("words/start.txt")),
    (Class::Stop, include_str!("words/stop.txt")),
    (Class::Change, include_str!("words/change.txt")),
    (Class::Take, include_str!("words/take.txt")),
    (Class::Undergo, include_str!("words/undergo.txt")),
    (Class::Recommend, include_str!("words/recommend.txt")),
    (Class::Refer, include_str!("words/refer.txt")),
    (Class::Seek, include_str!("words/seek.txt")),
    (Class::Admin, include_str!("words/admin.txt")),
    (Class::Course, include_str!("words/course.txt")),
    (Class::Harmless, include_str!("words/harmless.txt")),
    (Class::Grave, include_str!("words/grave.txt")),
    (Class::Send, include_str!("words/send.txt")),
    (Class::Public, include_str!("words/public.txt")),
    (Class::Superlative, include_str!("words/superlative.txt")),
    (Class::Insult, include_str!("words/insult.txt")),
    (Class::Value, include_str!("words/value.txt")),
    (Class::Filler, include_str!("words/filler.txt")),
    (Class::Care, include_str!("words/care.txt")),
    (Class::Verb, include_str!("words/verb.txt")),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_read() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/prose/words");
        let files = std::fs::read_dir(folder).unwrap().count();
        assert_eq!(files, CLASSES.len() + 3);
    }

    #[test]
    fn every_class_of_a_list_has_words() {
        for (class, text) in CLASSES {
            assert!(
                text.lines().any(|line| !line.starts_with('#')),
                "{}",
                class.name()
            );
        }
    }
}
