//! One person's story, question or data, or an answer that speaks to one.
//!
//! Membership of a group ("I am pregnant") is no case. Age, duration, the course of a complaint, a value or a medicine of
//! one person make it one.

use std::sync::LazyLock;

use super::cues::Cues;
use super::{Findings, Rule};
use crate::guard::Family;
use crate::prose::View;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "your-case",
    family: Family::Case,
    what: "tells or answers one particular person's case",
    why: "A public page that speaks to one person's case is a consultation without an examination.",
    instead: "Leave the person out and answer the general question, or invite them to an appointment.",
    flags: &[
        "«I'm 34 and have had headaches for two weeks», should I worry?",
        "«In your case», ablation beats another cardioversion.",
        "«Based on what you describe», it is a strain.",
        "«Since you have already tried ibuprofen», the next step is physical therapy.",
    ],
    passes: &[
        "I am pregnant, can I have dental X-rays?",
        "My child has insurance, why did I get a bill?",
        "Based on your ZIP code, the nearest lab is on Fifth Street.",
        "In your case with the insurer, the appeal takes ten days.",
    ],
    find,
};

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(
        &[
            "^ in your|this case ..8 @bodily|@named|@measure",
            "based|going|judging|judged on|by|from ..1 your|the|what|these ..3 symptoms|describe|described|story|picture|photo|scan|tell|told|wrote|write|mention|mentioned|say|said|post|email|message|history|results|readings|account|report|score|information",
            "from|in the|your picture|photo|account|story|email|message|letter|description you|of|i",
            "since|as|now|because|given|seeing that? you|your ..2 have|are|already|had ..4 @named|@measure|@bodily|tried",
            "you wrote|mentioned|described|describe|mention|asked|told|report|reported|say|said|noticed that|in|about|your|the|blood|a",
            "symptoms|condition|complaints|problem|issues you ..2 mentioned|described|describe|mention|have|are|report",
            "i am|was @number",
            "i ..1 am|was ..3 @number|@number weeks|months|years|year|yrs|y|yo|old|pregnant",
            "i|my|she|he|we ..4 have|has|had|been|am|is ..6 for|since ..3 @number|@time|@day",
            "my ..4 @kin|son|daughter|baby|child|husband|wife|toddler|year|month ..2 is|has|was|old|had|keeps|does|gets ..6 @bodily|@number|@named",
            "i|my ..2 was|am|been diagnosed",
            "i|my ..6 @named ..6 @number|for|since|because|but|and|still|feel|can|should|now|on",
            "my ..4 @test|psa|ldl|a1c|tsh|bmi|pressure|sugar|level|reading|count ..3 is|was|went|came|of ..4 @number",
            "i have|had|get|feel|noticed|suffer|felt ..5 @bodily",
            "my ..2 @bodily ..3 is|are|has|hurts|started|keeps|feels|pains|hurt|swells|itches|will|have",
            "someone|man|woman|person|runner|patient|wound|history|readings|numbers|kidneys|lump|hip|knee like|with yours|your",
            "like|of yours $",
            "my|a|your @number year|month|week|day old",
            "@number year|month|week old ..3 has|had|with|keeps|girl|boy|son|daughter",
            "were|if i in you|your",
            "a|our reader|patient ..2 asks|writes|wrote|asked",
        ],
        &[
            "@office",
            "insurance|bill|appointment|zip|plan|portal|claim|pay|coverage|parking|accepted|do you|accept|offer",
            "@we|dr|he|she ..2 trained|practiced|joined|worked|served|earned|completed|graduated|been",
        ],
    )
});

fn find(view: &View<'_>, found: &mut Findings) {
    CUES.look(view, found);
}
