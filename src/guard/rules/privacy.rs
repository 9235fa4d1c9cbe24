//! Words that show somebody to be a patient, by name or by what they take for granted.

use std::ops::Range;
use std::sync::LazyLock;

use super::cues::Cues;
use super::{Findings, Rule};
use crate::guard::Family;
use crate::guard::learn::is_english;
use crate::prose::{Class, View};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "known-patient",
    family: Family::Privacy,
    what: "identifies a patient, or confirms that somebody is one",
    why: "That somebody is a patient is theirs to tell, also in a reply to a review, also as a denial.",
    instead: "Speak of everyone, and offer to talk in private.",
    flags: &[
        "«Our patient Maria, 54», runs again.",
        "«As we told you» at your visit last Tuesday.",
        "Our records show that «you missed two visits».",
        "We are «glad the procedure went» well.",
    ],
    passes: &[
        "Privacy rules keep us from talking about anybody's care in public.",
        "You will find your summary in the portal after the visit.",
        "Our patients come from three counties.",
        "# Patient Rights and Responsibilities",
        "# Patient Resources",
        "Ask our privacy officer, Ignatius Lowbridge, at 555-0199.",
        "We wish all our neighbors a happy new year.",
    ],
    find,
};

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(
        &[
            "glad|happy|pleased|delighted|sorry|thrilled|relieved|good|hope|know ..3 the|that|those|new ..4 went|feels|feel|healed|worked|stopped|came",
            "hope ..2 your|you|the new? ..4 feeling|feels|healed|working|recovering|better|fit",
            "our ..2 patient|patients|client @name",
            "patient|patients @name",
            "our|meet ..3 @name !at|call|phone|ext|fax|on|in|since|until? !at|call|phone|ext|fax|on|in|since|until? @number",
            "as|like we|i|the|dr told|explained|discussed|said|mentioned|agreed ..2 you|your|at|with|on|when|in",
            "our|the records|books|notes|system|chart|charts|schedule show|shows|indicate|say|says|reflect|that|find|for your",
            "your chart|file|records ..2 shows|show|tells|says|tell",
            "no|not|any|find|found record|records|chart|file|nobody|patient of|by|with|under you|your|that|this|name",
            "nobody|no one|never|nothing|none ..2 by|of|with|been|treated|seen ..2 your|that|a ..2 name|patient|here|office",
            "glad|happy|pleased|delighted|sorry|thrilled|relieved|regret|apologize ..6 your|you ..6 @measure|@bodily|visit|recovery|went|feels|felt|healed|better|stay|wait|pregnancy|fitting|waited|rushed|treated|working",
            "see you at|for|in|on|next your|next|follow|the|@day|@time ..3",
            "at|during|after|before|since|from your ..1 last|recent|second|first|previous|@day ..2 visit|appointment|surgery|@measure|fitting|exam|infusion|cleaning",
            "thank|thanks|appreciate ..2 you|for ..3 trusting|choosing|letting|being ..6 your|us|care|patient|@name",
            "{said} we|dr|i ..2 treated|saw|operated|prescribed|diagnosed|refunded|told|offered|warned|examined|gave|fixed|appealed|delivered|called|reached out? ..1 to? ..1 you|your|her|him|coach",
            "{said} you were|was ..2 seen|treated|examined|asked|offered|scheduled|told|admitted|discharged ..4",
            "{said} you have been discharged|seen|treated|dismissed|under|a|coming",
            "{said} you ..1 missed|refused|declined|canceled|skipped|failed|signed|left|came ..6",
            "welcome back",
            "happy birthday|anniversary to our ..3 patient|@patient|@name",
            "congratulations to ..4 @name|twins|our ..4 @patient|delivered|baby|patient",
            "your|his|her ..2 balance|insurer|wife|husband|mother|file|test|results ..6 collections|denied|was|normal|told",
            "told|called|informed your|her|his wife|husband|parents|mother|son|daughter",
            "who examined|treated|saw|operated|prescribed you|on",
            "remember|remembers treating|seeing|you",
            "we loved|enjoyed having|seeing|meeting|treating you",
            "good|great|nice|lovely|pleasure to? see|seeing|having|taking|treating you|those|your",
            "your son|daughter|baby|mother|father|child|wife|husband did|was|looked|handled ..4",
            "enjoy that|the|your new",
            "before and after ...1 @name",
            "pictured|shown ...2 @name ...8 @measure|@body|@bodily|surgery|therapy",
            "pictured|photo ..2 @name",
            "stopped by|came in for|in ..3 @measure|@body|botox",
            "the ..2 mayor|coach|anchor|student|teacher|pastor|celebrity|sheriff|senator|judge|principal ..6 for|in|tested|had",
            "the @measure|medicine|medication|exam|crown|filling we|you gave|did|placed|had",
            "finish|complete|continue your ..3 with you",
        ],
        &[
            "she|he|who says|said",
            "pictured|shown ...2 @clinician",
            "fair|event|house|game|race|meeting|seminar",
            "anyone|everyone|everybody|law|federal|hipaa|rules",
            "if|when|whether|please|bring|unless|should your|you",
            "you ..2 will|can|may|must|should",
            "if|when|once ..8 you",
            "we hope everyone",
            "@number ..1 street|avenue|boulevard|highway|parkway|plaza|suite",
            "@order+admin",
        ],
    )
});

fn find(view: &View<'_>, found: &mut Findings) {
    CUES.look(view, found);
    if !found.is_empty() && is_in_title_case(view) {
        found.retain(|words| !is_of_plain_names(view, words));
    }
}

/// Whether every longer word has a capital, as in "Patient Rights and Responsibilities", so that a capital names nobody.
fn is_in_title_case(view: &View<'_>) -> bool {
    let own = view.own..view.words.len();
    own.filter(|at| view.form(*at).len() > 3)
        .all(|at| view.words[at].capital)
}

/// Whether words were taken for names that are ordinary ones.
fn is_of_plain_names(view: &View<'_>, words: &Range<usize>) -> bool {
    let is_name = |at: &usize| view.words[*at].is(Class::Name);
    let mut names = words.clone().filter(is_name).peekable();
    names.peek().is_some() && names.all(|at| is_english(view.form(at)))
}
