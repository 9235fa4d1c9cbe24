//! Phrases of the practice's own: forbidden ones are told wherever they stand, allowed ones keep the guard quiet.

use crate::config::{GuardTable, practice::PhraseTable};
use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::prose::{Document, OwnNames, View, Word, word_hashes};

use super::Place;

/// Both lists, as hashes of words.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    forbidden: Vec<(Vec<u32>, PhraseTable)>,
    allowed: Vec<Vec<u32>>,
}

impl Phrases {
    pub(super) fn new(table: &GuardTable, own: &OwnNames, mistakes: &mut Vec<String>) -> Self {
        for phrase in table.forbid.iter().chain(&table.allow) {
            if phrase.reason.trim().is_empty() {
                mistakes.push(format!("the phrase \"{}\" needs a reason", phrase.phrase));
            }
        }
        let forbidden = table
            .forbid
            .iter()
            .map(|phrase| (word_hashes(&phrase.phrase, own), phrase.clone()));
        Self {
            forbidden: forbidden.filter(|(words, _)| !words.is_empty()).collect(),
            allowed: table
                .allow
                .iter()
                .map(|phrase| word_hashes(&phrase.phrase, own))
                .filter(|words| !words.is_empty())
                .collect(),
        }
    }

    /// Whether an allowed phrase stands in the statement.
    pub(super) fn allowed(&self, view: &View<'_>) -> bool {
        self.allowed
            .iter()
            .any(|phrase| position(&view.words[view.own..], phrase).is_some())
    }

    /// Every forbidden phrase in the statements that `asked` names.
    pub(super) fn forbidden(
        &self,
        document: &Document,
        place: Place<'_>,
        asked: &dyn Fn(usize) -> bool,
    ) -> Vec<Diagnostic> {
        let mut said = Vec::new();
        if self.forbidden.is_empty() {
            return said;
        }
        for number in (0..document.statements().len()).filter(|number| asked(*number)) {
            let view = document.view(number);
            for (phrase, table) in &self.forbidden {
                if let Some(at) = position(&view.words[view.own..], phrase) {
                    let first = view.own + at;
                    let marked = view.marked(first..first + phrase.len());
                    let words = told(table);
                    let span = view.span(marked.clone());
                    let text = document.text(view.statement);
                    said.push(
                        Diagnostic::at(place.source, span, Severity::Error, words)
                            .with_excerpt(text, marked),
                    );
                }
            }
        }
        said
    }
}

fn told(table: &PhraseTable) -> Words {
    let what = format!(
        "uses the phrase \"{}\", which this practice does not want",
        table.phrase
    );
    Words {
        rule: "forbidden-phrase".into(),
        family: "phrase",
        what: what.into(),
        why: table.reason.clone().into(),
        instead: "Say it in other words.".into(),
    }
}

fn position(words: &[Word], phrase: &[u32]) -> Option<usize> {
    let fits = |window: &[Word]| {
        window
            .iter()
            .zip(phrase)
            .all(|(word, meant)| word.form == *meant)
    };
    words.windows(phrase.len()).position(fits)
}

#[cfg(test)]
mod tests {
    use crate::config::{GuardTable, PageKind};
    use crate::guard::Guard;
    use crate::page::Page;
    use crate::source::SourceFile;

    fn said(settings: &str, text: &str) -> Vec<(String, String, String)> {
        let table: GuardTable = toml::from_str(settings).unwrap();
        let (guard, mistakes) = Guard::new(&table, None);
        assert!(mistakes.is_empty(), "{mistakes:?}");
        let page = Page::loose(SourceFile::new("a.md", text), PageKind::Page);
        let said = guard.check(&page).into_iter();
        said.map(|one| {
            let marked = page.source.slice(one.span).to_owned();
            (one.rule.into_owned(), one.why.into_owned(), marked)
        })
        .collect()
    }

    #[test]
    fn a_forbidden_phrase_is_told_with_its_reason_wherever_it_stands() {
        let settings =
            "[[forbid]]\nphrase = \"world class\"\nreason = \"We agreed on plain words.\"\n";
        let text = "# Our World-Class team\n\n![a **world** class door](a.svg)\n";
        let mut told = said(settings, text);
        told.retain(|(rule, ..)| rule == "forbidden-phrase");
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(
            told.iter()
                .all(|(rule, why, _)| rule == "forbidden-phrase"
                    && why == "We agreed on plain words.")
        );
        assert_eq!(told[0].2, "World-Class");
        assert!(said(settings, "The world has one class of door.").is_empty());
    }

    #[test]
    fn an_allowed_phrase_keeps_the_guard_quiet_about_its_sentence_only() {
        let settings = "[[allow]]\nphrase = \"best doctor in town\"\nreason = \"It is the name of a prize.\"\n";
        assert!(said(settings, "She was named best doctor in Town.").is_empty());
        let told = said(
            settings,
            "She was named best doctor in town. You have gout.",
        );
        assert!(!told.is_empty());
        assert!(
            told.iter().all(|(.., text)| text.contains("gout")),
            "{told:?}"
        );
    }

    #[test]
    fn a_phrase_without_a_reason_is_a_mistake() {
        for list in ["forbid", "allow"] {
            let text = format!("[[{list}]]\nphrase = \"world class\"\nreason = \" \"\n");
            let (_, mistakes) = Guard::new(&toml::from_str(&text).unwrap(), None);
            let told: Vec<_> = mistakes.iter().map(|one| one.what.as_str()).collect();
            assert_eq!(told, ["the phrase \"world class\" needs a reason"]);
        }
    }
}
