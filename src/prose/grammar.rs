//! The little grammar that rules need: which verbs give an order, and where a clause hangs on a condition.
//!
//! No parser: English orders begin a clause with a bare verb, and a verb is no order if another verb follows that makes
//! it a subject ("Rest is important").

use super::class::{Class, Classes};
use super::document::Document;
use super::hash::hash;
use super::scan::Pause;
use super::words::Word;

/// Whether words break off where something must follow: "before you", "stop taking your".
pub(super) fn dangles(document: &Document, words: &[Word]) -> bool {
    let Some(last) = words.last() else {
        return false;
    };
    let open = [
        "you", "your", "to", "not", "if", "the", "a", "an", "before", "when", "must", "should",
        "for", "with", "of", "that", "have", "and", "or", "are", "is", "can", "will", "in", "on",
        "by", "may", "need",
    ];
    open.contains(&document.form(last))
}

/// Whether a sentence cannot be understood without the one before: it is a fragment, or begins with what was spoken of.
pub(super) fn leans_back(document: &Document, words: &[Word]) -> bool {
    let Some(first) = words.first() else {
        return false;
    };
    let back = Classes::from(Class::This) | Class::They.into() | Class::Negation.into();
    let opening = [
        "then", "another", "go", "so", "yes", "let", "borrow", "leave", "hers", "his", "both",
        "either", "neither", "same",
    ];
    words.len() <= 4 || first.classes.meets(back) || opening.contains(&document.form(first))
}

/// Marks every bare verb that gives an order.
pub(super) fn mark_orders(words: &mut [Word]) {
    let mut fronted = false;
    let mut ordered = false;
    for at in 0..words.len() {
        let pause = words[at].pause;
        if at == 0 || pause >= Pause::Stop {
            fronted = false;
            ordered = false;
        }
        let begins = at == 0
            || pause >= Pause::Stop
            || (pause == Pause::Comma && (fronted || ordered || acts_on_medicine(words, at)))
            || follows_opening(words, at)
            || (ordered && words[at - 1].is(Class::Conjunction));
        if begins && opens_clause(&words[at]) {
            fronted = true;
        }
        if begins && is_order(words, at) {
            words[at].classes |= Class::Order.into();
            ordered = true;
        }
    }
}

/// Whether a bare verb of treatment stands right before a medicine or its owner: ", start Fosamax".
fn acts_on_medicine(words: &[Word], at: usize) -> bool {
    let acts = Classes::from(Class::Start)
        | Class::Stop.into()
        | Class::Change.into()
        | Class::Take.into();
    let things = Classes::from(Class::Medicine)
        | Class::MedicineClass.into()
        | Class::You.into()
        | Class::This.into();
    words[at].classes.meets(acts)
        && words
            .get(at + 1)
            .is_some_and(|next| next.classes.meets(things))
}

/// Whether a clause with an order may follow one that begins with this word: "If it hurts, rest."
fn opens_clause(word: &Word) -> bool {
    word.classes.meets(
        Classes::from(Class::Subordinator) | Class::Preposition.into() | Class::Filler.into(),
    ) || word.is(Class::Inflected)
        || word.is(Class::Number)
}

/// Whether only words that may open an order stand between the clause's beginning and `at`.
fn follows_opening(words: &[Word], at: usize) -> bool {
    let opening = Classes::from(Class::Filler) | Class::Adverb.into();
    let mut before = at;
    while before > 0 && before + 5 > at {
        let word = &words[before - 1];
        let is_not = word.form == const { hash("not") }
            && before > 1
            && words[before - 2].form == const { hash("do") };
        let is_do = word.form == const { hash("do") }
            && before < words.len()
            && words[before].form == const { hash("not") };
        if !(word.classes.meets(opening) || is_not || is_do)
            || words[before - 1].is(Class::Subordinator)
        {
            return false;
        }
        before -= 1;
        if before == 0 || words[before].pause >= Pause::Stop {
            return true;
        }
    }
    false
}

fn is_order(words: &[Word], at: usize) -> bool {
    let acts = Classes::from(Class::Start)
        | Class::Stop.into()
        | Class::Change.into()
        | Class::Take.into()
        | Class::Undergo.into()
        | Class::Care.into()
        | Class::Vital.into()
        | Class::Activity.into()
        | Class::Verb.into()
        | Class::Seek.into()
        | Class::Refer.into()
        | Class::Admin.into()
        | Class::Send.into()
        | Class::Recommend.into();
    let word = &words[at];
    word.classes.meets(acts)
        && !word.is(Class::Inflected)
        && !is_subject(words, at)
        && !describes(words, at)
}

/// Words that say how a thing is as well as what to do to it.
const DESCRIBING: [u32; 14] = [
    hash("calm"),
    hash("clean"),
    hash("clear"),
    hash("cool"),
    hash("dry"),
    hash("empty"),
    hash("free"),
    hash("level"),
    hash("loose"),
    hash("open"),
    hash("quiet"),
    hash("slow"),
    hash("smooth"),
    hash("warm"),
];

/// Whether the word only says how the things behind it are, because these do something themselves: "Warm compresses ease
/// the pain", but not "Clean wounds and cover them".
pub(super) fn describes(words: &[Word], at: usize) -> bool {
    if !words
        .get(at)
        .is_some_and(|word| DESCRIBING.contains(&word.form))
    {
        return false;
    }
    let clause = words[at + 1..].iter().take(7);
    let clause: Vec<&Word> = clause
        .take_while(|word| word.pause < Pause::Comma)
        .collect();
    let is_plain = |word: &Word| word.classes == Classes::NONE && word.lemma == word.form;
    let joins = Classes::from(Class::Conjunction)
        | Class::Preposition.into()
        | Class::Determiner.into()
        | Class::Subordinator.into()
        | Class::You.into()
        | Class::Adverb.into();
    let acts = |place: usize| {
        let (before, word) = (clause[place - 1], clause[place]);
        let behind = clause.get(place + 1);
        let is_verb = word.lemma == word.form && word.classes.meets(EFFECTS);
        let takes = |next: &&&Word| next.is(Class::Determiner);
        !before.classes.meets(joins)
            && (is_verb || is_plain(word) && behind.is_some_and(|next| takes(&next)))
    };
    let things = clause.iter().take(2);
    let many = |word: &&&Word| word.lemma != word.form && !word.classes.meets(joins);
    let named = things.take_while(|word| !word.classes.meets(joins));
    match named.filter(many).count() {
        0 => false,
        _ => (1..clause.len()).any(acts),
    }
}

/// Classes of verbs that say what a thing does.
const EFFECTS: Classes = Classes(
    Classes::of(Class::Verb).0
        | Classes::of(Class::Care).0
        | Classes::of(Class::Course).0
        | Classes::of(Class::Change).0
        | Classes::of(Class::Admin).0,
);

/// Whether the verb is a noun here, because a verb of its own follows: "Rest is", "Sleep studies are".
fn is_subject(words: &[Word], at: usize) -> bool {
    let after = |offset: usize| {
        words
            .get(at + offset)
            .filter(|word| word.pause < Pause::Comma)
    };
    let finite = |word: &Word| {
        word.is(Class::Be) && word.form != const { hash("be") }
            || word.is(Class::Modal)
            || word.form == const { hash("has") }
    };
    let starts_object = Classes::from(Class::Determiner)
        | Class::You.into()
        | Class::Number.into()
        | Class::They.into()
        | Class::We.into();
    match after(1) {
        None => false,
        Some(next) if finite(next) => true,
        Some(next) if next.is(Class::Preposition) => finite_follows(2..7, &after, &finite),
        Some(next) if next.classes.meets(starts_object) => false,
        Some(next) if next.is(Class::Subordinator) => false,
        Some(_) => finite_follows(2..4, &after, &finite),
    }
}

/// Whether one of the words at those places makes a verb of its own before a clause of its own begins.
fn finite_follows<'w>(
    places: std::ops::Range<usize>,
    after: &impl Fn(usize) -> Option<&'w Word>,
    finite: &impl Fn(&Word) -> bool,
) -> bool {
    let own = places.map_while(after).take_while(|word| {
        !word
            .classes
            .meets(Classes::from(Class::Subordinator) | Class::This.into())
    });
    let mut own = own;
    own.any(finite)
}

/// Marks the words of every clause that hangs on a subordinator, up to the next comma.
pub(super) fn mark_hanging(words: &mut [Word]) {
    let mut hanging = false;
    for word in words {
        if word.pause >= Pause::Comma {
            hanging = false;
        }
        hanging |= word.is(Class::Subordinator);
        if hanging {
            word.classes |= Class::Hanging.into();
        }
    }
}
