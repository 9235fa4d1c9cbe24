//! The little grammar that rules need: which verbs give an order, and where a clause hangs on a condition.
//!
//! No parser: English orders begin a clause with a bare verb, and a verb is no order if another verb follows that makes
//! it a subject ("Rest is important").

use super::class::{Class, Classes};
use super::hash::hash;
use super::scan::Pause;
use super::words::Word;

/// The hashes of some words.
const fn hashes<const N: usize>(words: [&str; N]) -> [u32; N] {
    let mut hashes = [0; N];
    let mut at = 0;
    while at < N {
        hashes[at] = hash(words[at]);
        at += 1;
    }
    hashes
}

/// Whether words break off where something must follow: "before you", "stop taking your".
pub(super) fn dangles(words: &[Word]) -> bool {
    const OPEN: [u32; 28] = hashes([
        "you", "your", "to", "not", "if", "the", "a", "an", "before", "when", "must", "should",
        "for", "with", "of", "that", "have", "and", "or", "are", "is", "can", "will", "in", "on",
        "by", "may", "need",
    ]);
    words.last().is_some_and(|last| OPEN.contains(&last.form))
}

/// Whether a sentence cannot be understood without the one before: it is a fragment, or begins with what was spoken of.
pub(super) fn leans_back(words: &[Word]) -> bool {
    const OPENING: [u32; 14] = hashes([
        "then", "another", "go", "so", "yes", "let", "borrow", "leave", "hers", "his", "both",
        "either", "neither", "same",
    ]);
    let Some(first) = words.first() else {
        return false;
    };
    let back = Classes::from(Class::This) | Class::They.into() | Class::Negation.into();
    words.len() <= 4 || first.classes.meets(back) || OPENING.contains(&first.form)
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
const DESCRIBING: [u32; 14] = hashes([
    "calm", "clean", "clear", "cool", "dry", "empty", "free", "level", "loose", "open", "quiet",
    "slow", "smooth", "warm",
]);

/// What things do, not people who are told to.
const EFFECTS: [u32; 20] = hashes([
    "attract", "bring", "calm", "cause", "ease", "feel", "heal", "help", "improve", "itch",
    "lessen", "lower", "make", "numb", "prevent", "protect", "reduce", "relieve", "soothe",
    "speed",
]);

/// Whether the word only says how the things behind it are, because right behind these stands what they do: "Warm
/// compresses and rest ease the pain", but not "Clean wounds and cover them" or "Clean cuts so they heal".
pub(super) fn describes(words: &[Word], at: usize) -> bool {
    if !words
        .get(at)
        .is_some_and(|word| DESCRIBING.contains(&word.form))
    {
        return false;
    }
    let ends = Classes::from(Class::Preposition)
        | Class::Determiner.into()
        | Class::Subordinator.into()
        | Class::Adverb.into()
        | Class::You.into()
        | Class::They.into();
    let goes_on = |word: &&Word| {
        let is_so = word.form == const { hash("so") };
        word.pause < Pause::Comma && !word.classes.meets(ends) && !is_so
    };
    let clause = words[at + 1..].iter().take(6).take_while(goes_on);
    let clause: Vec<&Word> = clause.collect();
    let verb = clause.iter().position(|word| EFFECTS.contains(&word.form));
    let Some(things) = verb.map(|verb| &clause[..verb]) else {
        return false;
    };
    let is_many = |word: &&Word| word.lemma != word.form;
    let joins = |word: &&Word| word.is(Class::Conjunction);
    things.iter().take(2).any(is_many) && !things.last().is_some_and(joins)
}

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
