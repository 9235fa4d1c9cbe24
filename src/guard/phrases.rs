//! Phrases of the practice's own: forbidden ones are told wherever they stand, allowed ones keep the guard quiet.

use crate::config::{GuardTable, practice::PhraseTable};
use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::prose::{Document, View, Word, word_hashes};

use super::Place;

/// Both lists, as hashes of words.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    forbidden: Vec<(Vec<u32>, PhraseTable)>,
    allowed: Vec<Vec<u32>>,
}

impl Phrases {
    pub(super) fn new(table: &GuardTable, mistakes: &mut Vec<String>) -> Self {
        for phrase in table.forbid.iter().chain(&table.allow) {
            if phrase.reason.trim().is_empty() {
                mistakes.push(format!("the phrase \"{}\" needs a reason", phrase.phrase));
            }
        }
        let forbidden = table
            .forbid
            .iter()
            .map(|phrase| (word_hashes(&phrase.phrase), phrase.clone()));
        Self {
            forbidden: forbidden.filter(|(words, _)| !words.is_empty()).collect(),
            allowed: table
                .allow
                .iter()
                .map(|phrase| word_hashes(&phrase.phrase))
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
                    let words = Words {
                        rule: "forbidden-phrase".into(),
                        family: "phrase",
                        what: format!(
                            "uses the phrase \"{}\", which this practice does not want",
                            table.phrase
                        )
                        .into(),
                        why: table.reason.clone().into(),
                        instead: "Say it in other words.".into(),
                    };
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

fn position(words: &[Word], phrase: &[u32]) -> Option<usize> {
    let fits = |window: &[Word]| {
        window
            .iter()
            .zip(phrase)
            .all(|(word, meant)| word.form == *meant)
    };
    words.windows(phrase.len()).position(fits)
}
