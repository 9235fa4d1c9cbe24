//! One person's story, question or data, or an answer that speaks to one.
//!
//! Membership of a group ("I am pregnant") is no case. Age, duration, the course of a complaint, a value or a medicine of
//! one person make it one.

use std::sync::LazyLock;

use super::cues::Cues;
use super::{Findings, Rule};
use crate::guard::Family;
use crate::prose::{Role, View};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "your-case",
    family: Family::Case,
    what: "tells or answers one particular person's case",
    why: "A public page that speaks to one person's case is a consultation without an examination.",
    instead: "Leave the person out and answer the general question, or invite them to an appointment.",
    flags: &[
        "«I'm 34 and have had headaches for two» weeks, should I worry?",
        "«In your case, surgery» beats another round of injections.",
        "«Based on what you describe», it is a strain.",
        "«Since you have already tried» ibuprofen, the next step is physical therapy.",
    ],
    passes: &[
        "I am pregnant, can I have dental X-rays?",
        "My child has insurance, why did I get a bill?",
        "Based on your address, the closest office is the one on Mill Road.",
        "In your case with the insurer, the appeal takes ten days.",
        "## I chipped a tooth on a Sunday. Is anyone there?",
        "Why do I have to sit around for 30 minutes after my allergy shot?",
    ],
    find,
};

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(
        &[
            "^ in your|this case ..8 @bodily|@named|@measure",
            "based|going|judging|judged on|by|from ..1 your|the|what|these ..3 symptoms|describe|described|story|picture|photo|scan|tell|told|wrote|write|mention|mentioned|say|said|post|email|message|history|readings|account|report|score|information",
            "from|in|reading|after|read the|your ..1 picture|photo|account|story|email|message|letter|description|sheet you|of|i|it|we|my|points|twice",
            "since|as|now|seeing|given that? you|your ..2 have|are|already|had|tried ..4 @named|@measure|@bodily|tried",
            "{main} you wrote|mentioned|described|describe|mention|asked|report|reported that|in|about|your|the|blood|a|numb|@bodily",
            "symptoms|condition|complaints|problem|issues you ..2 mentioned|described|describe|mention|report",
            "i am|was @number",
            "i ..1 am|was ..3 @number weeks|months|years|year|yrs|yo",
            "i|my|she|he ..3 have|has|had|been ..6 for|since|@number ..2 @number|@time|@day",
            "my ..2 @kin|son|daughter|baby|child|husband|wife|toddler|year|month ..3 is|has|was|old|had|keeps|does|gets|diagnosed ..6 @bodily|@number|@named",
            "i|my ..2 was|am|been|mother|father diagnosed",
            "i|we @inflected ..6 @bodily|@named|@measure",
            "i|my ..6 @named ..6 for|since|because|but|and|still|feel|now",
            "my ..4 @test|@value ..4 is|was|went|came|of ..3 @number",
            "i had|get|feel|felt|suffer ..5 @bodily",
            "my ..1 @bodily ..3 hurts|started|keeps|feels|pains|hurt|swells|itches|spread|spreads",
            "i ..2 episodes|symptoms of",
            "someone|man|woman|person|runner|wound|history|readings|numbers|kidneys|lump|hip|knee|sprain|cough|cut|bleed|@bodily|toe|wound like|with|as|small yours",
            "someone|man|woman|person|history with|of|like your|yours",
            "@bodily of yours",
            "my|a|your @number year|month|week|day old",
            "@number year|month|week old|who ..3 has|had|with|keeps|girl|boy|son|daughter|baker",
            "were|if i in you|your ..1 shoes|place|$",
            "reader|runner|trucker|caller|man|woman|mother|father|patient ..4 asks|writes|wrote|asked|wonders|wondered",
            "he|she is @number ..6 @bodily|weighs|weigh|month|months",
            "given your ..2 symptoms|history|age|readings",
            "in someone with your",
            "your ..1 stage|age|history|readings|numbers ..4 we would|should|target|avoid",
            "you are too young|old",
        ],
        &[
            "@clinician will|may|can|uses|diagnoses|makes",
            "diagnosed|diagnoses|diagnose ..8 based",
            "@desk",
            "zip|accepted",
            "i|we ..1 have to",
            "@we|dr|he|she ..2 trained|practiced|joined|worked|served|earned|completed|graduated|been",
        ],
    )
});

/// What is asked of the office.
static OFFICE: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(
        &[
            "you|your|anyone|anybody|somebody|someone|open|call|come|@desk",
            "how|where|when do|can|must|should i ..2 reach|find|get|send|book",
        ],
        &[
            "@bodily|@named|@measure",
            "think|believe|say|recommend|suggest|advise|mean|worry|normal|serious|bad|it|this|that",
        ],
    )
});

/// Whether a heading asks the office something, whatever it tells of somebody before: "I chipped a tooth on a Sunday. Is
/// anyone there?"
pub(in crate::guard) fn asks_office(view: &View<'_>) -> bool {
    if view.statement.role != Role::Heading {
        return false;
    }
    let question = match view.asks() {
        true => Some(view.number),
        false => view.document.next(view.number),
    };
    let question = question.map(|question| view.document.alone(question));
    question.is_some_and(|question| question.asks() && OFFICE.fits(&question))
}

fn find(view: &View<'_>, found: &mut Findings) {
    CUES.look(view, found);
    if !found.is_empty() && asks_office(view) {
        found.clear();
    }
}
