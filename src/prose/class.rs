//! The classes of words that rules speak of: what a thing is, what a verb does, who is meant.
//!
//! A class is a bit; a word has as many as fit it ("cold" is a condition and a feeling of air). The names are those of
//! the word lists in `words/`, one list a class, so that a list can be read beside the rule that uses it.

use std::fmt;
use std::ops::{BitOr, BitOrAssign};

/// A set of classes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Classes(pub u128);

impl Classes {
    /// No class.
    pub const NONE: Self = Self(0);

    /// The set of one class.
    pub const fn of(class: Class) -> Self {
        Self(1 << class as u32)
    }

    /// Whether the two have a class in common.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether `class` is in the set.
    pub fn has(self, class: Class) -> bool {
        self.meets(class.into())
    }

    /// The classes of the set, in order.
    pub fn iter(self) -> impl Iterator<Item = Class> {
        Class::ALL.into_iter().filter(move |class| self.has(*class))
    }
}

impl From<Class> for Classes {
    fn from(class: Class) -> Self {
        Self::of(class)
    }
}

impl BitOr for Classes {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Classes {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl fmt::Debug for Classes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_set().entries(self.iter()).finish()
    }
}

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident $text:literal,)*) => {
        /// A kind of word.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Class { $($(#[$doc])* $name,)* }

        impl Class {
            /// Every class, in the order of its bit.
            pub const ALL: [Self; [$(Self::$name),*].len()] = [$(Self::$name),*];

            /// The name of the class, as rules and word lists write it.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

classes! {
    /// A medicine by generic or brand name.
    Medicine "medicine",
    /// A group of medicines, or the word medicine itself.
    MedicineClass "medicine-class",
    /// A word for medicine in general: pill, dose, prescription.
    Drug "drug",
    /// A word that names a medicine only sometimes.
    Ambiguous "ambiguous",
    /// A vitamin, mineral or herb in a bottle.
    Supplement "supplement",
    /// A vaccine.
    Vaccine "vaccine",
    /// A unit a dose is counted in.
    Unit "unit",
    /// A form medicine comes in: tablet, drop, patch.
    Form "form",
    /// How often: daily, b.i.d., every morning.
    Frequency "frequency",
    /// A test.
    Test "test",
    /// A procedure or therapy.
    Procedure "procedure",
    /// A disease or condition.
    Condition "condition",
    /// A complaint, a sign, a feeling of the body.
    Symptom "symptom",
    /// A part of the body.
    Body "body",
    /// A clinician by title or trade.
    Clinician "clinician",
    /// A matter of the office: forms, bills, parking.
    Office "office",
    /// A matter of the office that is nothing else: bills, forms, parking.
    Desk "desk",
    /// What a sick person or part is called: diabetic, broken.
    Ailing "ailing",
    /// A public body or professional society.
    PublicBody "public-body",
    /// Somebody's relative.
    Kin "kin",
    /// A word for people who are patients, or for groups of people.
    Patient "patient",
    /// Food and drink.
    Food "food",
    /// A home remedy or a thing of self-care.
    Remedy "remedy",
    /// Something people do: a sport, a habit.
    Activity "activity",
    /// The reader: you, your, yourself.
    You "you",
    /// One person who speaks: I, my.
    I "i",
    /// The practice: we, our.
    We "we",
    /// Someone spoken of: she, his, they.
    They "they",
    /// A thing just spoken of: this, that, it.
    This "this",
    /// Not, no, never, without.
    Negation "negation",
    /// Can, may, will and their kind.
    Modal "modal",
    /// Should, must, have to, need to.
    Ought "ought",
    /// Probably, perhaps, seems.
    Hedge "hedge",
    /// Words that lead into a clause of its own: if, when, whether.
    Subordinator "subordinator",
    /// Words a question begins with.
    Question "question",
    /// A number in figures or words.
    Number "number",
    /// A stretch or point of time.
    Time "time",
    /// A form of to be.
    Be "be",
    /// A form of to have or to suffer from.
    Have "have",
    /// A word before a noun: a, the, some.
    Determiner "determiner",
    /// A word before a place or thing: in, on, for.
    Preposition "preposition",
    /// And, or, but.
    Conjunction "conjunction",
    /// A word that only colours: very, just, probably.
    Adverb "adverb",
    /// To begin or go on with a treatment.
    Start "start",
    /// To end or leave out a treatment.
    Stop "stop",
    /// To change, swap, raise or lower a treatment.
    Change "change",
    /// To take, use, swallow, apply.
    Take "take",
    /// To have a test or procedure done.
    Undergo "undergo",
    /// A thing to do for one's health at home.
    Care "care",
    /// What only a body does: eat, sleep, stretch.
    Vital "vital",
    /// To ask a clinician, to talk it over.
    Refer "refer",
    /// To go and be seen, to call for help.
    Seek "seek",
    /// To do something for the office: bring, arrive, sign.
    Admin "admin",
    /// To get better or worse, to go away.
    Course "course",
    /// To send, upload, post.
    Send "send",
    /// A place where others can read along, or a channel that is not private.
    Public "public",
    /// Praise beyond measure.
    Superlative "superlative",
    /// A word that blames or belittles.
    Insult "insult",
    /// Harmless, fine, nothing serious.
    Harmless "harmless",
    /// Dangerous, serious, urgent.
    Grave "grave",
    /// Any verb in its bare form.
    Verb "verb",
    /// A word for advice and those who give it: recommend, suggest.
    Recommend "recommend",
    /// A month or a day of the week.
    Day "day",
    /// A word that greets, thanks, or fills.
    Filler "filler",
    /// A reading or value: pressure, count, level.
    Value "value",
    /// A bare verb that gives an order; found by grammar, in no list.
    Order "order",
    /// A name of somebody, by its capital; in no list.
    Name "name",
    /// A word in a clause that hangs on an "if" or "when"; found by grammar, in no list.
    Hanging "hanging",
    /// A word that has an ending: plural, past, -ing; found by grammar, in no list.
    Inflected "inflected",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_classes_fit_into_the_set() {
        assert!(Class::ALL.len() <= 128);
        let both = Classes::from(Class::Medicine) | Class::Inflected.into();
        assert_eq!(
            both.iter().collect::<Vec<_>>(),
            [Class::Medicine, Class::Inflected]
        );
    }
}
