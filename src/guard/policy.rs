//! How grave a family of findings is, by kind of page and by the practice's settings.
//!
//! Individual advice is an error everywhere, and no setting lowers it. A practice may lower claims, and may decide for
//! each kind of page how grave a directive is.

use std::collections::BTreeMap;

use crate::config::{GuardTable, PageKind, SeverityWord};
use crate::diagnostic::Severity;

/// What a rule is about, as messages and settings name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Says what the reader has, or has not.
    Diagnosis,
    /// Tells the reader to start, stop, change or take something named.
    Treatment,
    /// Predicts or reassures about the reader's own outcome.
    Prognosis,
    /// Decides for the reader whether care is needed.
    Triage,
    /// A particular person's story or question, or an answer to one.
    Case,
    /// Tells any reader to do something medical.
    Directive,
    /// Invites people to seek individual advice in public.
    Solicitation,
    /// Identifies a patient, or confirms that somebody is one.
    Privacy,
    /// Argues with, blames or belittles somebody.
    Conduct,
    /// Guarantees, cures, superlatives.
    Claim,
}

impl Family {
    /// All families, in the order of the documentation.
    pub const ALL: [Self; 10] = [
        Self::Diagnosis,
        Self::Treatment,
        Self::Prognosis,
        Self::Triage,
        Self::Case,
        Self::Directive,
        Self::Solicitation,
        Self::Privacy,
        Self::Conduct,
        Self::Claim,
    ];

    /// The word for it in messages and settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Diagnosis => "diagnosis",
            Self::Treatment => "treatment",
            Self::Prognosis => "prognosis",
            Self::Triage => "triage",
            Self::Case => "case",
            Self::Directive => "directive",
            Self::Solicitation => "solicitation",
            Self::Privacy => "privacy",
            Self::Conduct => "conduct",
            Self::Claim => "claim",
        }
    }

    /// The family with that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|family| family.name() == name)
    }

    /// Whether it is individual advice.
    pub fn is_advice(self) -> bool {
        matches!(
            self,
            Self::Diagnosis | Self::Treatment | Self::Prognosis | Self::Triage | Self::Case
        )
    }

    /// Whether a practice may make it less than an error on pages of that kind.
    pub fn may_be_lowered(self, kind: PageKind) -> bool {
        self.is_bendable(Some(kind))
    }

    /// Whether a practice may decide how grave it is.
    fn is_bendable(self, kind: Option<PageKind>) -> bool {
        match self {
            Self::Claim => true,
            Self::Directive => kind != Some(PageKind::Faq),
            _ => false,
        }
    }
}

/// How grave each family is on each kind of page.
#[derive(Debug)]
pub struct Policy {
    everywhere: BTreeMap<Family, SeverityWord>,
    by_kind: BTreeMap<(PageKind, Family), SeverityWord>,
    locked: Vec<Family>,
}

impl Policy {
    /// The policy of a practice, and every mistake in its settings as a sentence.
    pub fn new(table: &GuardTable) -> (Self, Vec<String>) {
        let mut mistakes = Vec::new();
        let mut policy = Self {
            everywhere: BTreeMap::new(),
            by_kind: BTreeMap::new(),
            locked: Vec::new(),
        };
        for (name, word) in &table.severity {
            if let Some(family) = bendable(name, None, *word, &mut mistakes) {
                policy.everywhere.insert(family, *word);
            }
        }
        for (kind, families) in &table.kinds {
            let Some(kind) = PageKind::named(kind) else {
                mistakes.push(format!("there is no kind of page called `{kind}`"));
                continue;
            };
            for (name, word) in families {
                if let Some(family) = bendable(name, Some(kind), *word, &mut mistakes) {
                    policy.by_kind.insert((kind, family), *word);
                }
            }
        }
        policy.locked = table
            .lock
            .iter()
            .filter_map(|name| known(name, &mut mistakes))
            .collect();
        (policy, mistakes)
    }

    /// How grave a finding of that family is; nothing if nothing is to be said.
    pub fn severity(&self, family: Family, kind: PageKind) -> Option<Severity> {
        let everywhere = self
            .everywhere
            .get(&family)
            .filter(|word| **word == SeverityWord::Error || family.is_bendable(Some(kind)));
        let word = self.by_kind.get(&(kind, family)).or(everywhere);
        match word {
            Some(SeverityWord::Error) => Some(Severity::Error),
            Some(SeverityWord::Warning) => Some(Severity::Warning),
            Some(SeverityWord::Off) => None,
            None if family == Family::Directive && kind != PageKind::Faq => Some(Severity::Warning),
            None => Some(Severity::Error),
        }
    }

    /// Whether no comment in a page may allow findings of that family.
    pub fn is_locked(&self, family: Family) -> bool {
        self.locked.contains(&family)
    }
}

fn known(name: &str, mistakes: &mut Vec<String>) -> Option<Family> {
    let family = Family::named(name);
    if family.is_none() {
        let names: Vec<_> = Family::ALL.iter().map(|family| family.name()).collect();
        mistakes.push(format!(
            "there is no family called `{name}`; the families are {}",
            names.join(", ")
        ));
    }
    family
}

fn bendable(
    name: &str,
    kind: Option<PageKind>,
    word: SeverityWord,
    mistakes: &mut Vec<String>,
) -> Option<Family> {
    let family = known(name, mistakes)?;
    if word == SeverityWord::Error || family.is_bendable(kind) {
        return Some(family);
    }
    mistakes.push(format!(
        "`{name}` is always an error{}",
        if kind == Some(PageKind::Faq) {
            " on faq pages"
        } else {
            ""
        }
    ));
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_cannot_be_lowered_and_claims_can() {
        let mut table = GuardTable::default();
        table.severity.insert("treatment".into(), SeverityWord::Off);
        table.severity.insert("claim".into(), SeverityWord::Warning);
        table.severity.insert("fun".into(), SeverityWord::Warning);
        let (policy, mistakes) = Policy::new(&table);
        assert_eq!(mistakes.len(), 2, "{mistakes:?}");
        assert_eq!(
            policy.severity(Family::Treatment, PageKind::Page),
            Some(Severity::Error)
        );
        assert_eq!(
            policy.severity(Family::Claim, PageKind::Page),
            Some(Severity::Warning)
        );
        assert_eq!(
            policy.severity(Family::Directive, PageKind::Faq),
            Some(Severity::Error)
        );
        assert_eq!(
            policy.severity(Family::Directive, PageKind::News),
            Some(Severity::Warning)
        );
    }

    fn policy(text: &str) -> (Policy, Vec<String>) {
        Policy::new(&toml::from_str(text).unwrap())
    }

    #[test]
    fn no_setting_lowers_individual_advice_in_any_way() {
        for family in Family::ALL.into_iter().filter(|family| family.is_advice()) {
            let name = family.name();
            for text in [
                format!("severity = {{ {name} = \"warning\" }}"),
                format!("severity = {{ {name} = \"off\" }}"),
                format!("kinds.news = {{ {name} = \"warning\" }}"),
                format!("kinds.faq = {{ {name} = \"off\" }}"),
            ] {
                let (policy, mistakes) = policy(&text);
                assert_eq!(mistakes.len(), 1, "{text}");
                for kind in PageKind::ALL {
                    assert_eq!(
                        policy.severity(family, kind),
                        Some(Severity::Error),
                        "{text}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_directive_is_settled_kind_by_kind_but_not_on_faq_pages() {
        let (told, mistakes) = policy(
            "kinds.news = { directive = \"off\" }\nkinds.condition = { directive = \"error\" }",
        );
        assert!(mistakes.is_empty(), "{mistakes:?}");
        assert_eq!(told.severity(Family::Directive, PageKind::News), None);
        assert_eq!(
            told.severity(Family::Directive, PageKind::Condition),
            Some(Severity::Error)
        );
        assert_eq!(
            told.severity(Family::Directive, PageKind::Page),
            Some(Severity::Warning)
        );
        let (told, mistakes) = policy("kinds.faq = { directive = \"warning\" }");
        assert_eq!(mistakes, ["`directive` is always an error on faq pages"]);
        assert_eq!(
            told.severity(Family::Directive, PageKind::Faq),
            Some(Severity::Error)
        );
    }

    #[test]
    fn a_directive_lowered_everywhere_stays_an_error_on_faq_pages() {
        for word in ["off", "warning"] {
            let (told, _) = policy(&format!("severity = {{ directive = \"{word}\" }}"));
            assert_eq!(
                told.severity(Family::Directive, PageKind::Faq),
                Some(Severity::Error),
                "{word}"
            );
        }
    }

    #[test]
    fn what_there_is_no_family_or_kind_for_is_told() {
        let (_, mistakes) = policy("kinds.blog = { claim = \"off\" }\nlock = [\"claims\"]");
        assert_eq!(mistakes.len(), 2, "{mistakes:?}");
    }
}
