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
        "«Your cough is nothing to worry» about.",
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
            "{joint} @bodily ...24 it|this|that|they|she|he will|is|are ..2 pass|nothing|go|fade|fine|safe|normal",
            "outlook|prognosis ...3 you|your ..8",
            "{joint} count on|expect ...10 motion|pain|strength|@bodily",
            "{said} nothing|no|not to|need|reason|cause ..1 worry|fear|panic|fret|concern|worried|concerned|alarm",
            "{said} do|need|should not|never worry|panic|fret|fear ..2",
            "{main said} you ..2 will|going ..3 be|feel ..2 fine|ok|okay|better|well|alright|safe|cured|healed|back",
            "{main said} you ..1 will ..2 recover|heal|survive|walk|improve|outgrow|live|conceive|outlive|carry|lose",
            "{main said} your !@desk ..5 will|going|should ..3 @course",
            "{main said} your ..2 @symptom|@condition|@body|hair|skin ..4 heals|recovers|improves|resolves|clears|fades|passes|returns|settles|shrinks|disappears|goes|leaves|melts|wakes|grows|stays|rounds",
            "{said} your ..8 melts|fades|goes|clears|rounds|leaves away|out|up|by|within|after",
            "{said} you can|may|should|will expect ..4 to ..2 @course",
            "{said} expect|count ..1 your|full ..6 @course|by|within|pain|motion",
            "{said} count on|upon ...6 motion|pain|strength|recovery",
            "{said} it|this|that|they|pain|she|he|redness|swelling ..1 will|should ..3 resolve|heal|disappear|subside|fade|vanish|normal|settle|clear|shrink",
            "{said} is|are|was|looks|be ..2 harmless|benign",
            "{main said} your ..4 is|are ..2 harmless|benign|normal|fine|safe|nothing|healed",
            "{main said} your ..2 risk|odds|chance|chances|prognosis|outlook ..8 is|are ..1 low|high|zero|small|minimal|tiny|good|excellent|poor|slim|#|@number",
            "{said} nothing|not serious|dangerous $",
            "{said} rest assured",
            "{said} no harm done",
            "{said} no lasting|permanent|long damage|harm|effects|term",
            "{said} good news ..6 your",
            "{main said} you|it|this|tremor|baby are|is not going to ..3 lose|get|need|have|worse|die|come",
            "{said} as small|mild|shallow as yours",
            "{said} kids|children|a|lump|people like|of yours|the|you ..5 outgrow|never|heals|kind",
            "{said} at your stage|age|level",
            "{said} numbers|kidneys|levels|readings like|at yours|that",
            "{said} you will be @inflected again|at|by",
            "{said} return to normal within|in|by",
        ],
        &[
            "most|many|some|usually|often|people|patients|typically|commonly|may",
            "@desk",
            "visit|call|staff|team|refill",
            "@clinician will|can|may",
            "after the|a|your ..2 @measure|injection|visit",
            "if it|your|the|you ..3 worse",
            "you ..3 fine|ok|okay there until|on|from|after|for",
        ],
    )
});

fn find(view: &View<'_>, found: &mut Findings) {
    CUES.look(view, found);
}
