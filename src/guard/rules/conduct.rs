//! Quarrels: a reviewer, a patient, a colleague or another practice is blamed or belittled.

use std::sync::LazyLock;

use super::cues::Cues;
use super::{Findings, Rule};
use crate::guard::Family;
use crate::prose::View;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "quarrel",
    family: Family::Conduct,
    what: "argues with, blames or belittles somebody",
    why: "A public quarrel hurts the practice, and a reply to one person can give away that they are a patient.",
    instead: "Thank them for the feedback, and offer to talk by phone.",
    flags: &[
        "«This reviewer is lying».",
        "«Unlike the quacks» across town, we listen.",
        "«Shame on you» for writing such a thing.",
    ],
    passes: &[
        "Patients without insurance are entitled to an estimate of the charges.",
        "We read each complaint with care.",
        "An incompetent valve closes badly.",
        "Fees at other offices may differ.",
        "The wrong address was printed on our mailer, and that was our mistake.",
    ],
    find,
};

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(
        &[
            "review|reviewer|reviewers|reviews|complaint|complaints|feedback|you|they|their|he|she|profile|this|story|claim|claims|statements|statement|competitor|competitors|patients|parents|people|person|post|colleague|star|woman|man|customer ..6 @insult",
            "unlike|other|chain|big|discount|cheap|competing|rival ..4 @insult|hospital|mills|butchers|guys|rivals|spas",
            "unlike|than ..3 the|other|those|that|big|chain ..3 clinics|hospital|practices|offices|clinic|place|others|competition",
            "chain|discount|cheap|strip clinics|clinic|mall|center|dentists",
            "@insult ..2 review|reviewer|profile|account|story|accusation|accusations|person|feedback|work|parenting",
            "shame on you|them",
            "only a? @insult",
            "waste|wasting|wasted our|their|everyone time",
            "we dispute|deny|reject|suspect ..5 this|your|every|competitor|wrote",
            "never|not happened|true ..3 as? you",
            "your ..2 temper|attitude|behavior|lies|fault|tantrum|rudeness|imagination|accusations|ingratitude",
            "quacks|quack|butchers|charlatans|frauds|liars|homeopaths|seeker",
            "take|try your ..3 elsewhere|business",
            "down the road|street ..4 hands|churn|crack|will|do|does|just|push",
            "across|around the|town street|corner|town ..6 hands|over|treats|will|does|just|push|rushes",
            "other|most|many dentists|doctors|surgeons|orthodontists|clinics|spas|practices|therapists ..4 rush|botch|miss|inject|push|overcharge|skip|cut|guess|do not|hurry",
            "botched|missed|mistakes|mess|work|errors|obvious ..2 of|by|from ..3 other|another|your|former|previous|last @clinician|surgeons|doctor",
            "your|the|her|his former|previous|last|old|other @clinician ..3 did|missed|failed|should|never|clearly|was|had",
            "so called @clinician|specialists|experts",
            "you people|folks",
            "some people are|just never|always|impossible",
            "blame|blaming|blames ..2 us|you|your|yourself|insurance",
            "if you ..2 had|followed|listened ..4 followed|listened|read|shown|instructions",
            "you got|received exactly|what ..6",
            "not our fault|problem",
            "what did you expect",
            "take this|it|that down",
            "grow up",
            "good riddance",
            "our|my ..1 lawyer|lawyers|attorney|attorneys will|is|are ..4 touch|contact|contacting|sue|suing",
            "you will hear from our|my ..1 lawyer|lawyers|attorney|attorneys|counsel",
            "nothing|none ..4 person|reviewer|he|she ..2 writes|says|said|wrote ..2 true",
            "we are not mind|magicians|your|babysitters",
            "clearly you|they|he|she ..1 have|has|did|do ..1 never|not|no",
            "you chose|decided|failed to ..2 ignore|skip|not|listen",
            "^ do not believe|trust|listen this|that|her|him|the|a",
            "we|i do not believe|trust this|that|her|him|the|a ..1 review|reviewer|story|person|account|claim",
            "ex|former partner|colleague|employee|associate ..4 left|was|fired",
            "for good|a reason $",
            "set|setting the record straight",
            "always|never complain|satisfied|happy|complains ..2 loudest|the|$",
            "see|handle it|you in court",
            "patients who google|complain|whine|argue|lie",
        ],
        &[
            "we are sorry|apologize|our mistake|and|our",
            "other offices|practices may|might|can",
            "valves|valve",
            "entitled to a|an|the|any|your|their|free|ask|see|request|receive|have|get|be|file",
        ],
    )
});

fn find(view: &View<'_>, found: &mut Findings) {
    CUES.look(view, found);
}
