//! Words that show somebody to be a patient, by name or by what they take for granted.

use std::sync::LazyLock;

use super::cues::Cues;
use super::{Findings, Rule};
use crate::guard::Family;
use crate::prose::View;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "known-patient",
    family: Family::Privacy,
    what: "identifies a patient, or confirms that somebody is one",
    why: "That somebody is a patient is theirs to tell, also in a reply to a review, also as a denial.",
    instead: "Speak of everyone, and offer to talk in private.",
    flags: &[
        "«Our patient Maria, 54», runs again.",
        "«As we told you at your visit» last Tuesday.",
        "«Our records show» that you missed two visits.",
        "We are «glad the procedure went well».",
    ],
    passes: &[
        "Federal law keeps us from discussing anyone's care here.",
        "You will see your visit summary the next day.",
        "Our patients come from three counties.",
        "We hope everyone had a good holiday.",
    ],
    find,
};

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(
        &[
            "our|my @patient ..2 @number",
            "as we|i|the|dr told|explained|discussed|said|mentioned|agreed ..2 you|your|at|with|on",
            "our records|books|files|notes|system|chart|charts show|indicate|say|reflect|that|find",
            "no|not|any|find record|records|chart|file|nobody|patient of|by|with|under you|your|that|this|name",
            "nobody|no one|never ..2 by|of|with|been|treated|seen ..2 your|that|a ..2 name|patient|here",
            "glad|happy|pleased|delighted|sorry|thrilled|relieved|good ..3 your|the|you|that ..4 @measure|@bodily|crown|visit|recovery|went|feels|healed|better|back|treatment|stay|wait|pregnancy",
            "see you at|for|in|on your next|follow|the ..3",
            "at|during|after|before your last|recent|second|first|march|visit|appointment|@day ..3 visit|appointment|we|surgery|with|you|last",
            "thank|thanks|appreciate ..2 you|for ..2 trusting|choosing|letting ..5 your|with|us|care",
            "we|dr|i ..2 treated|saw|operated|prescribed|diagnosed|called|phoned|billed|refunded|told|offered|warned ..1 you|your|her|him",
            "you|your ..3 missed|refused|declined|canceled|skipped|failed|signed ..4 appointment|appointments|visit|visits|consent|therapy|dose|@day|twice|times",
            "welcome back",
            "happy birthday to our",
            "your|his|her ..2 balance|insurer|wife|husband|chart|file|test|results ..6 collections|denied|were|was|shows|showed",
        ],
        &[
            "anyone|everyone|everybody|all|law|federal|hipaa|rules",
            "if|when|whether|please|bring|will you|your",
        ],
    )
});

fn find(view: &View<'_>, found: &mut Findings) {
    CUES.look(view, found);
}
