//! A dose, strength or frequency said to the reader.
//!
//! The number is not the point, the order is: "Take 400 mg" tells somebody what to do, "tablets come in 400 mg" tells
//! nobody anything. A dose without any verb is an order too.

use std::sync::LazyLock;

use super::cues::Cues;
use super::{Findings, Rule};
use crate::guard::Family;
use crate::prose::{Class, Classes, View};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "dose",
    family: Family::Treatment,
    what: "tells the reader how much of a medicine to take, or how often",
    why: "The right dose depends on the person, and a page cannot know who reads it.",
    instead: "Say what the medicine comes in, or send the reader to the office.",
    flags: &[
        "«Take 400 mg every six hours».",
        "With food, «take two tablets».",
        "«Two Advil with breakfast», two more with lunch.",
        "«Half of your Vyvanse» on Sundays.",
    ],
    passes: &[
        "Ibuprofen tablets come in 200 mg and 400 mg.",
        "Bring two forms of identification.",
        "A blood pressure below 120 over 80 is called normal.",
    ],
    find,
};

static ORDERED: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(
        &[
            "dose|dosage ...2 @number ...6 @dosed",
            "@order+act ..5 @number ..2 @dosed ..1 @frequency?",
            "@order+take ..2 @number @dosed|@named|of ..4 @frequency?",
            "@number @dosed ..4 @frequency|daily|nightly|twice",
            "@number|half|more|extra ..1 @dosed? of your|it ..2 @named",
            "@number ..1 @named ..5 @frequency|before|after|with|at|then|now|tonight",
            "@named @number @unit .. @frequency|mouth|you|your|for",
            "@number @unit of @named ..4 is|for|with|at|should|now",
            "{said} you ..6 @number @dosed of|@named|@frequency",
            "^ @named ..5 @frequency ..3 $",
            "^ @named ..5 @frequency and|then|until",
            "{said} @number puff|puffs|squirt|squirts|spray|sprays|drop|drops of ..2 @named",
        ],
        &[
            "visit|visits|need|needs|open|closed",
            "come|comes|contain|contains|contained|available|sold|equals|costs|cost|called|consists|holds|measured|studied|studies",
            "adults|children|people|association|limit|schedule|typically|usually|usual",
            "@desk",
            "glasses|glass|ounce|liters of water|fluid|fluids",
        ],
    )
});

fn find(view: &View<'_>, found: &mut Findings) {
    let things = Classes::from(Class::Unit)
        | Class::Form.into()
        | Class::Medicine.into()
        | Class::MedicineClass.into();
    let medical = Classes::from(Class::Medicine)
        | Class::MedicineClass.into()
        | Class::Drug.into()
        | Class::Supplement.into()
        | Class::Vaccine.into()
        | Class::Form.into()
        | Class::Unit.into();
    let counted = view.classes().has(Class::Number)
        && view.classes().meets(things)
        && view.classes().meets(medical);
    if counted && !view.asks() {
        ORDERED.look(view, found);
    }
}
