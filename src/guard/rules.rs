//! The rules, one file each, and what holds for all of them.
//!
//! A rule is a literal: what it finds, why that matters, what to write instead, and examples that are its tests. To add
//! one: a file here, and two lines in this one.

mod answer;
mod case;
mod claim;
mod conduct;
mod cues;
mod diagnosis;
mod directive;
mod dose;
mod medicine;
mod privacy;
mod procedure;
mod prognosis;
mod solicitation;
mod triage;

use std::ops::Range;

use crate::prose::View;

use super::policy::Family;
pub(super) use case::asks_office;
pub(super) use directive::is_preparation;

/// What is looked for, and everything that is said about it.
#[derive(Debug)]
pub struct Rule {
    /// Its name, in words; it reads well in `allow(dose)`.
    pub id: &'static str,
    /// The family it belongs to.
    pub family: Family,
    /// What the words do, one clause.
    pub what: &'static str,
    /// Why that is refused.
    pub why: &'static str,
    /// What to write instead.
    pub instead: &'static str,
    /// Texts it finds something in; what it marks stands between `«` and `»`.
    pub flags: &'static [&'static str],
    /// Texts like them that pass.
    pub passes: &'static [&'static str],
    /// Tells the words it finds.
    pub find: fn(&View<'_>, &mut Findings),
}

/// The words a rule found, as ranges of the view's words.
pub type Findings = Vec<Range<usize>>;

/// Every rule, in the order of the families.
pub static RULES: &[&Rule] = &[
    &diagnosis::RULE,
    &medicine::RULE,
    &dose::RULE,
    &procedure::RULE,
    &prognosis::RULE,
    &triage::RULE,
    &case::RULE,
    &answer::RULE,
    &directive::RULE,
    &solicitation::RULE,
    &privacy::RULE,
    &conduct::RULE,
    &claim::RULE,
];

/// The rule with that name.
pub fn named(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

/// Tells the widest finding of each rule in a view, but for the rules that are not asked for; a directive is not told
/// where advice was found.
pub(super) fn look(
    view: &View<'_>,
    asked: impl Fn(&Rule) -> bool,
    mut tell: impl FnMut(&'static Rule, Range<usize>),
) {
    let mut advice = false;
    let mut found = Findings::new();
    for rule in RULES {
        if rule.family == Family::Directive && advice || !asked(rule) {
            continue;
        }
        found.clear();
        (rule.find)(view, &mut found);
        found.retain(|words| view.reaches(words));
        if let Some(first) = joined(&mut found) {
            advice |= rule.family.is_advice();
            tell(rule, first);
        }
    }
}

/// The first finding, with all that overlap it.
fn joined(found: &mut [Range<usize>]) -> Option<Range<usize>> {
    found.sort_by_key(|words| (words.start, words.end));
    let mut all = found.first()?.clone();
    for words in &found[1..] {
        if words.start < all.end {
            all.end = all.end.max(words.end);
        }
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose;

    fn marked(text: &str) -> (String, Vec<String>) {
        let plain = text.replace(['«', '»'], "");
        let parts = text
            .split('«')
            .skip(1)
            .filter_map(|part| part.split_once('»'));
        (plain, parts.map(|(inside, _)| inside.to_owned()).collect())
    }

    fn found(text: &str) -> Vec<(&'static Rule, String)> {
        let document = prose::of_text(text);
        let mut told = Vec::new();
        for number in 0..document.statements().len() {
            let view = document.view(number);
            look(
                &view,
                |_| true,
                |rule, words| {
                    let span = view.span(view.marked(words));
                    told.push((rule, text[span.start..span.end].to_owned()));
                },
            );
        }
        told
    }

    #[test]
    fn every_flag_is_found_where_it_is_marked() {
        let mut wrong = Vec::new();
        for rule in RULES {
            for flag in rule.flags {
                let (text, wanted) = marked(flag);
                let mine: Vec<_> = found(&text)
                    .into_iter()
                    .filter(|(by, _)| by.id == rule.id)
                    .map(|(_, part)| part)
                    .collect();
                if mine != wanted {
                    wrong.push(format!("{}: {flag}: {mine:?}", rule.id));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn nothing_is_found_in_what_passes() {
        for rule in RULES {
            for text in rule.passes {
                let told = found(text);
                let errs = told
                    .iter()
                    .filter(|(by, _)| by.id == rule.id || by.family != Family::Directive);
                let errs: Vec<_> = errs.map(|(by, part)| (by.id, part)).collect();
                assert!(errs.is_empty(), "{}: {text}: {errs:?}", rule.id);
            }
        }
    }

    #[test]
    fn every_rule_is_complete() {
        for rule in RULES {
            assert!(
                rule.flags.len() >= 3 && rule.passes.len() >= 3,
                "{}",
                rule.id
            );
            assert!(
                rule.id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'),
                "{}",
                rule.id
            );
            assert!(
                rule.why.ends_with('.') && rule.instead.ends_with('.') && !rule.what.ends_with('.'),
                "{}",
                rule.id
            );
            assert_eq!(
                RULES.iter().filter(|other| other.id == rule.id).count(),
                1,
                "{}",
                rule.id
            );
        }
    }

    #[test]
    fn every_file_is_in_the_list() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/guard/rules");
        let files = std::fs::read_dir(folder).unwrap().count();
        assert_eq!(files, RULES.len() + 1);
    }
}
