//! What could stand in place of a sentence: for the commonest shapes, with the sentence's own medicine, test or condition.
//!
//! None of these means the same as what it replaces, so none is ever made without a person: they show a writer how the
//! sentence could go on. Each is judged like any other text before it is offered.

use crate::prose::{Class, Classes, View};

use super::policy::Family;
use super::rules::Rule;

/// Sentences longer than this are not of a common shape, in bytes.
const LONGEST: usize = 160;

const MEDICINE: &[Class] = &[
    Class::Medicine,
    Class::MedicineClass,
    Class::Supplement,
    Class::Vaccine,
];
const TEST: &[Class] = &[Class::Test, Class::Procedure];
const CHANGE: &[Class] = &[Class::Stop, Class::Change];

/// A sentence that could stand in place of the one in which `rule` found something.
pub(super) fn of(rule: &Rule, view: &View<'_>) -> Option<String> {
    let text = view.document.text(view.statement).trim();
    if text.len() > LONGEST {
        return None;
    }
    match rule.family {
        Family::Diagnosis => Some(diagnosis(view)),
        Family::Treatment => treatment(rule, view),
        Family::Prognosis => Some(
            "Recovery differs from person to person; the office can tell you what to expect."
                .to_owned(),
        ),
        Family::Triage => Some(
            "Call the office, and a clinician will tell you how soon you should be seen."
                .to_owned(),
        ),
        Family::Case => {
            Some("Every situation is different; call the office to talk about yours.".to_owned())
        }
        Family::Directive => directive(text, view),
        Family::Solicitation => {
            Some("Please call the office; we will gladly talk about it there.".to_owned())
        }
        Family::Privacy | Family::Conduct => reply(view),
        Family::Claim => claim(view),
    }
}

fn diagnosis(view: &View<'_>) -> String {
    match name(view, &[Class::Condition]) {
        Some(condition) => format!("Only an examination can tell whether it is {condition}."),
        None => "Only an examination can tell what it is.".to_owned(),
    }
}

fn treatment(rule: &Rule, view: &View<'_>) -> Option<String> {
    let medicine = name(view, MEDICINE);
    if rule.id == "dose" {
        return Some(match medicine {
            Some(medicine) => {
                format!("Ask your pharmacist or the office how much {medicine} is right for you.")
            }
            None => "Ask your pharmacist or the office which dose is right for you.".to_owned(),
        });
    }
    if rule.id == "answer" {
        return Some(
            "It depends on the person; call the office, and we will talk it over.".to_owned(),
        );
    }
    if let Some(medicine) = medicine {
        return Some(match has(view, CHANGE) {
            true => format!("Call the office before you stop or change {medicine}."),
            false => format!("Ask your doctor whether {medicine} would help you."),
        });
    }
    name(view, TEST).map(|test| format!("Ask your doctor whether {test} would help you."))
}

/// "Eat more fiber." becomes a question for the clinician.
fn directive(text: &str, view: &View<'_>) -> Option<String> {
    let plain = |c: char| {
        c.is_alphabetic() || c.is_ascii_digit() || matches!(c, ' ' | '-' | '\'' | '\u{2019}')
    };
    let order = text.trim_end_matches(['.', '!']);
    let lower = order.to_lowercase();
    let begins = view
        .words
        .get(view.own)
        .is_some_and(|word| word.is(Class::Order));
    let order = match ["you should ", "you must ", "you need to "]
        .iter()
        .find(|start| lower.starts_with(**start))
    {
        Some(start) => order.get(start.len()..)?.to_owned(),
        None if begins && !lower.starts_with("do") => small(order),
        None => return None,
    };
    let short = order.chars().all(plain) && order.split(' ').count() <= 12;
    short.then(|| format!("Ask your doctor whether you should {order}."))
}

/// A reply that neither argues nor says whether somebody was ever here.
fn reply(view: &View<'_>) -> Option<String> {
    let answers = has(view, &[Class::You])
        || (view.own..view.words.len()).any(|at| view.form(at).starts_with("review"));
    answers.then(|| {
        "We take all feedback seriously. Please call the office, so that we can talk.".to_owned()
    })
}

fn claim(view: &View<'_>) -> Option<String> {
    let says = |starts: &[&str]| {
        let forms = (view.own..view.words.len()).map(|at| view.form(at));
        forms
            .into_iter()
            .any(|form| starts.iter().any(|start| form.starts_with(start)))
    };
    if says(&["safe", "risk", "painless", "side"]) {
        return Some(
            "Every treatment has risks; we go over them with you before it begins.".to_owned(),
        );
    }
    says(&["guarante", "result", "success", "permanent"])
        .then(|| "Results differ from person to person.".to_owned())
}

fn has(view: &View<'_>, classes: &[Class]) -> bool {
    view.words.iter().any(|word| is(word.classes, classes))
}

fn is(word: Classes, classes: &[Class]) -> bool {
    classes.iter().any(|class| word.has(*class))
}

/// The first run of words of such a class, as it is written, with the article before it.
fn name(view: &View<'_>, classes: &[Class]) -> Option<String> {
    let fits = |at: &usize| is(view.words[*at].classes, classes);
    let from_own = (view.own..view.words.len()).find(fits);
    let first = from_own.or_else(|| (0..view.own).find(fits))?;
    let last = (first..view.words.len()).take_while(fits).last()?;
    let begin = match first
        .checked_sub(1)
        .map(|before| (before, view.form(before)))
    {
        Some((before, "a" | "an" | "the")) => before,
        _ => first,
    };
    if begin < view.own {
        let words: Vec<_> = (begin..=last).map(|at| view.form(at)).collect();
        return Some(words.join(" "));
    }
    let text = view.document.text(view.statement);
    let written = text.get(view.marked(begin..last + 1))?;
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'' | '\u{2019}');
    let at_start = begin == view.own && !view.words[first].is(Class::Name);
    let written = if at_start {
        small(written)
    } else {
        written.to_owned()
    };
    written.chars().all(is_plain).then_some(written)
}

/// The words with a small letter first, unless they begin with an abbreviation.
fn small(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else {
        return String::new();
    };
    let rest = letters.as_str();
    if rest.starts_with(|c: char| c.is_uppercase()) {
        return text.to_owned();
    }
    first.to_lowercase().chain(rest.chars()).collect()
}

#[cfg(test)]
mod tests {
    use crate::config::{GuardTable, PageKind};
    use crate::guard::{Guard, all_rules};
    use crate::page::Page;
    use crate::source::SourceFile;

    fn offered(text: &str) -> Vec<String> {
        let (guard, _) = Guard::new(&GuardTable::default(), None);
        let page = Page::loose(SourceFile::new("a.md", text), PageKind::Faq);
        let said = guard.check(&page);
        let edits = said.into_iter().flat_map(|one| one.edits);
        edits
            .map(|edit| {
                assert!(!edit.safe, "advice is never replaced without a person");
                edit.text
            })
            .collect()
    }

    #[test]
    fn the_sentence_keeps_its_medicine_its_test_or_its_condition() {
        for (text, wanted) in [
            (
                "You should stop taking lisinopril.",
                "Call the office before you stop or change lisinopril.",
            ),
            (
                "You need antibiotics.",
                "Ask your doctor whether antibiotics would help you.",
            ),
            (
                "It sounds like you have shingles.",
                "Only an examination can tell whether it is shingles.",
            ),
            (
                "Eat more fiber.",
                "Ask your doctor whether you should eat more fiber.",
            ),
        ] {
            assert_eq!(offered(text), [wanted], "{text}");
        }
    }

    #[test]
    fn what_is_offered_passes_itself() {
        let mut offered_at_all = 0;
        for text in all_rules().flat_map(|rule| rule.flags) {
            for rewrite in offered(&text.replace(['«', '»'], "")) {
                offered_at_all += 1;
                assert_eq!(offered(&rewrite), Vec::<String>::new(), "{text}: {rewrite}");
            }
        }
        assert!(
            offered_at_all > 20,
            "only {offered_at_all} of the examples have one"
        );
    }
}
