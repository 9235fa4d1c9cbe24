//! How a whole text speaks: to one person, as letters do, or to everyone, as pages and leaflets do.
//!
//! "It may come from the new tablets" is general in a leaflet and advice in an answer to somebody who takes them, and
//! nothing in the statement tells which. All statements together do; so this is weighed once for the whole text, apart
//! from the weighing of each statement, and moves what must speak for advice in it.

use super::{Reading, Readings, Weighed};
use crate::prose::{Role, View};

/// How the whole text speaks.
pub(in super::super) struct Tone {
    /// What speaks for advice in all its statements, and how many these are.
    advice: i32,
    statements: i32,
    letter: Letter,
}

/// How much more speaks for advice in all that is said in a text written to one person; in any other, nothing does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Letter {
    /// Where something of medicine is named.
    named: i32,
    /// In greetings, good wishes, and all else that names nothing of medicine.
    unnamed: i32,
}

impl Tone {
    /// The tone of a part of a page that says nothing of the rest.
    pub(in super::super) fn none() -> Self {
        Self {
            advice: 0,
            statements: 0,
            letter: Letter::default(),
        }
    }

    /// The tone of a text whose statements are given with their numbers.
    pub(in super::super) fn of(readings: &Readings<'_>, weighed: &[(usize, Weighed<'_>)]) -> Self {
        Self {
            advice: weighed.iter().map(|(_, one)| one.alone).sum(),
            statements: weighed.len() as i32,
            letter: letter(readings, weighed),
        }
    }

    /// How much the tone can speak for advice at most.
    pub(super) fn most(&self) -> i32 {
        self.letter.named.max(TONE_MOST)
    }

    /// How much more, or less, speaks for advice in a statement because of all the others, in hundredths.
    pub(super) fn shift(&self, view: &View<'_>, weighed: &Weighed<'_>) -> i32 {
        let others = self.statements - 1;
        let shift = if others < 3 {
            0
        } else {
            let mean = (self.advice - weighed.alone) / others;
            (TONE * (mean + 100) / 100).clamp(-TONE_MOST, TONE_MOST)
        };
        let more = match weighed.is_medical {
            _ if !is_said(view) => 0,
            true => self.letter.named,
            false => self.letter.unnamed,
        };
        if more > 0 { shift.max(more) } else { shift }
    }
}

/// What makes a letter of a text: it sounds as if written to one person, and names something of medicine. A single statement
/// is no letter, and of two nobody can be sure.
fn letter(readings: &Readings<'_>, weighed: &[(usize, Weighed<'_>)]) -> Letter {
    let said = || {
        let all = weighed.iter();
        let all = all.map(|(number, one)| (readings.get(*number), one));
        all.filter(|(reading, _)| is_said(&reading.view))
    };
    // What is governed by other words is weighed anew without them, which only letters are worth.
    let free = said().filter(|(reading, _)| reading.view.own == 0);
    let freely = personal(free.map(|(reading, _)| reading));
    if freely < LETTER_FROM - LETTER_NEAR || !weighed.iter().any(|(_, one)| one.is_medical) {
        return Letter::default();
    }
    let more = (LETTER_SLOPE * (personal(said().map(|(reading, _)| reading)) - LETTER_FROM))
        .clamp(0, LETTER_MOST);
    let named = match said().count() {
        0 | 1 => 0,
        2 => more / 2,
        _ => more,
    };
    // Where nothing that names medicine will be told, the advice may be in what does not.
    let mut medical = said().filter(|(_, one)| one.is_medical);
    let is_told = medical.any(|(reading, one)| one.passes(&reading.view, named));
    let unnamed = if is_told {
        0
    } else {
        (named - COURTESY).max(0)
    };
    Letter { named, unnamed }
}

/// Whether it is something that one says to somebody: titles and headings are not, and what stands in tables and forms
/// only if it is a sentence.
fn is_said(view: &View<'_>) -> bool {
    match view.statement.role {
        Role::Title | Role::Description | Role::Heading => false,
        Role::Cell | Role::CellHeader | Role::Term | Role::Label | Role::Button | Role::Choice => {
            view.statement.closed
        }
        _ => true,
    }
}

/// How much statements together sound as if written to one person, in hundredths. Long ones have more to say, but not in
/// proportion: lengths count by their roots.
fn personal<'r, 'd: 'r>(said: impl Iterator<Item = &'r Reading<'d>>) -> i32 {
    let (mut sum, mut roots) = (0_i64, 0_i64);
    for (score, length) in said.map(|reading| reading.personal()) {
        sum += i64::from(score);
        roots += i64::from((16 * (length + 1)).isqrt());
    }
    (16 * sum / roots.max(1)) as i32
}

/// Hundredths of the others' mean that count, and how much they can count at most.
const TONE: i32 = 80;
const TONE_MOST: i32 = 130;

/// From where on the statements together sound like a letter, how near to that is near, how steeply it counts, and how much
/// at most.
const LETTER_FROM: i32 = -70;
const LETTER_NEAR: i32 = 60;
const LETTER_SLOPE: i32 = 8;
const LETTER_MOST: i32 = 250;

/// How much less of that counts in what names nothing of medicine.
const COURTESY: i32 = 50;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose;

    fn letter_of(text: &str) -> Letter {
        let document = prose::of_text(text);
        let readings = Readings::of(&document);
        let numbers = 0..document.statements().len();
        let weighed: Vec<_> = numbers
            .map(|number| (number, Weighed::of(&readings, number)))
            .collect();
        letter(&readings, &weighed)
    }

    const NONE: Letter = Letter {
        named: 0,
        unnamed: 0,
    };

    #[test]
    fn a_letter_is_told_from_a_leaflet_and_from_an_office() {
        let letter = "I have read what you wrote about your knee. From what you describe, I think of the cartilage. I would begin with exercises.";
        assert!(letter_of(letter).named > 0);
        for other in [
            "The knee has two discs of cartilage. They wear thin with age. Exercises may ease the pain.",
            "We have read your letters about the elevator. We think it will run again in May. Please call us if your knee needs the ramp.",
        ] {
            assert_eq!(letter_of(other), NONE, "{other}");
        }
    }

    #[test]
    fn one_statement_and_a_table_are_no_letter() {
        assert_eq!(letter_of("I think that your knee needs a rest."), NONE);
        let table = "| Condition | Sign |\n|---|---|\n| arthritis | your knee is stiff |\n| cyst | your knee swells |\n";
        assert_eq!(letter_of(table), NONE);
    }
}
