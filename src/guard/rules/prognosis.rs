//! A promise or a threat about how it will end for the reader.
//!
//! Reassurance is the commonest slip. What it is about decides: "you will be fine" about parking is fine.

use std::sync::LazyLock;

use super::cues::Cues;
use super::{Findings, Rule};
use crate::guard::Family;
use crate::prose::View;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "outlook",
    family: Family::Prognosis,
    what: "predicts how it will go for the reader, or reassures them",
    why: "Nobody can foretell one person's course from a page, and false comfort keeps people from care.",
    instead: "Say what is usual for most people, and when to call the office.",
    flags: &[
        "«You will be fine».",
        "Your bruise is «nothing to worry about».",
        "«Your smile will return» in three weeks.",
        "«You can expect it to clear» in two weeks.",
    ],
    passes: &[
        "It is normal to feel sore for a day.",
        "Most people recover within two weeks.",
        "You will be fine with the visitor lot on Sundays.",
        "Warts often go away within two years.",
    ],
    find,
};

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(
        &[
            "{said} nothing|no|not to|need|reason|cause ..1 worry|fear|panic|fret|concern|worried|concerned|alarm",
            "{said} do|need|should not|never worry|panic|fret|fear|lose",
            "{main said} you ..2 will|going|can ..3 be|feel ..2 fine|ok|okay|better|well|alright|safe|cured|healed|back",
            "{main said} you ..1 will|can ..2 recover|heal|survive|walk|improve|outgrow|live|conceive|outlive",
            "{main said} your !@office ..5 will|going|should ..3 @course|be ..4",
            "{main said} your|the !@office ..4 heals|recovers|improves|resolves|clears|fades|passes|returns|settles|shrinks|disappears|goes|leaves|melts|wakes",
            "{said} you can|may|should|will expect ..4 to ..2 @course",
            "{said} expect|count ..1 your|the|full|on ..6 @course|by|within|pain|motion",
            "{said} it|this|that|they|pain|she|he ..1 will ..3 @course",
            "{said} is|are|was|looks ..2 harmless|benign",
            "{main said} your ..4 is|are ..2 harmless|benign|normal|fine|safe|nothing",
            "{said} your ..2 risk|odds|chance|chances|prognosis|outlook ..6 is|are|of",
            "{said} nothing|not serious|dangerous",
            "{said} rest assured",
            "{said} no harm done|in",
            "{said} good news ..6 your",
        ],
        &[
            "most|many|some|usually|often|people|patients|typically|commonly",
            "@office",
            "appointment|visit|bill|payment|form|insurance|refund|record|records|copy|call|parking|lot|staff|team",
            "@clinician will|can|may",
            "after the|a|your ..2 @measure|injection|visit",
            "if it|your|the|you",
        ],
    )
});

fn find(view: &View<'_>, found: &mut Findings) {
    CUES.look(view, found);
}
