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
        "«Shame on you» for attacking a nurse online.",
    ],
    passes: &[
        "We take every complaint seriously.",
        "Incompetent valves let blood flow backward.",
        "Other offices may charge different fees.",
        "The wrong address was printed on our mailer, and that was our mistake.",
    ],
    find,
};

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(
        &[
            "review|reviewer|reviewers|reviews|complaint|you|your|they|their|he|she|profile|this|story|claim|competitor|competitors|patients|parents|people|person|post|colleague ..6 @insult",
            "unlike|other|chain|big|discount|cheap|competing|rival ..4 @insult|quacks|clinics|hospital|practices|offices|office|clinic|mills|butchers|guys|place ..6",
            "@insult review|reviewer|profile|account|story|accusation|accusations|person",
            "shame on you|them",
            "only a? @insult",
            "waste|wasting|wasted our|their|everyone time",
            "we dispute|deny|reject ..4 this|your|every",
            "never|not happened|true ..3 as? you",
            "your temper|attitude|behavior|lies|fault|tantrum|rudeness|imagination",
            "quacks|quack|butchers|charlatans",
            "take|try your ..3 elsewhere|business",
            "down the road|street|across town|around the corner|next door ..4 hands|churn|crack|will|do|does|just|push",
        ],
        &[
            "we are sorry|apologize|our mistake",
            "other offices|practices may|might|can",
        ],
    )
});

fn find(view: &View<'_>, found: &mut Findings) {
    CUES.look(view, found);
}
