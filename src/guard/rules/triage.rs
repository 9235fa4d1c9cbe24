//! Care decided against for the reader: stay home, no need to be seen, it can wait.
//!
//! Sending people towards care is always welcome; what keeps them away is not.

use std::sync::LazyLock;

use super::cues::Cues;
use super::{Findings, Rule};
use crate::guard::Family;
use crate::prose::{Class, Classes, View};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "no-care",
    family: Family::Triage,
    what: "decides for the reader that they need no care, or can wait",
    why: "Somebody who is told to wait may be the one who should not have.",
    instead: "Say when to call the office or 911, and leave the decision to a clinician.",
    flags: &[
        "You «don't need to see a doctor» for this.",
        "«You can wait until Friday» with that earache.",
        "There is «no need to have that lump seen».",
        "You do «not need antibiotics».",
    ],
    passes: &[
        "Call 911 if you have chest pain.",
        "You do not need to come in to pay a bill.",
        "You don't need to see the nurse to drop off a school form.",
        "See a clinician if a cough lasts more than three weeks.",
    ],
    find,
};

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(
        &[
            "{joint} no need|reason|longer|point ...14 @bodily|@measure",
            "{joint} nothing ..2 to fret|worry|fear ...14 @bodily",
            "{joint} @bodily ...10 no|not ..1 visit|call|recheck|appointment|need",
            "{joint} @measure ...20 not ..1 due|needed|necessary",
            "{joint} wound|@bodily ...8 no ..1 recheck|visit",
            "{joint} @kin|toddler|child|baby|son|daughter ..12 @bodily ...12 let her|him|them",
            "{joint} at your age ...8 @measure",
            "{said} do|does|need not|never ..1 need|bother ..5 @clinician|@measure|er|hospital|visit|appointment|stitches|workup|treatment",
            "{said} do|does|need not|never ..1 need|bother ..4 seen|see|call|come|calling|coming",
            "{said} no need|reason|call|point|use|sense ..2 to|for|in|of ..6 see|seen|come|call|checked|visit|phone|go|@clinician|@measure|calling|coming|bringing",
            "{main} you|it|this|that|which|fever|rash|tooth|cough|lump ..4 can|may|could ..1 wait !in ..1",
            "{said} stay|stays|staying home",
            "{said} not|no|never ..2 worth ..3 visit|trip|call|checking|seeing",
            "{said} not|no ..1 an? ..2 emergency|urgent",
            "{said} no|not|without ..1 need|needs? ..2 be|being ..1 seen|checked|examined|evaluated",
            "{said} no @clinician|doctor|visit|appointment|checkup|recheck|biopsy|call|workup needed|necessary|required|for|$",
            "{said} @bodily ..6 no|needs|without ..1 appointment|visit|call|emergency|trip",
            "{said} no hurry|rush about|with|to",
            "{main} @order+stop ..2 follow|checkup|mammogram|screening|visit|colonoscopy|x|xray",
            "{said} you ..2 skip|cancel|postpone|put off? ..4 follow|checkup|mammogram|screening|visit|colonoscopy|@measure",
            "{said} do not ..2 bother|come|call|go|rush|phone|drag ..4 @bodily|about|over|er|hospital|in|nurse|us",
            "{said} not ..1 see anyone|anybody|doctor|us",
            "{said} you|which|it|she|he ..2 need|needs|needed no ..2 @clinician|visit|@measure|treatment|stitches|care",
            "{said} soon enough",
            "{said} nobody|no one needs|has|ought to see|look|check",
            "{said} not need|no stitches|workup|antibiotics|treatment",
            "{said} treat it|this|that|yourself at|yourself home",
            "{said} waste of your|our|a",
            "{said} postponing|skipping|missing your ..4 @measure|checkup|visit",
            "{said} put|leave off|it ..3 @measure|another|for now|years",
            "{said} watch it|this|that for|until",
            "{said} without ..1 being|a checked|seen|tetanus|@clinician|x",
            "{said} overkill|unnecessary for",
            "{said} only come|call ..1 if",
            "{said} sleep on it|this",
        ],
        &[
            "call twice|again",
            "you usually",
            "to pay|pick|drop|sign|get|schedule|change ..3 @desk|copy|records|bill|form|refill|results",
            "@desk",
            "if|when|unless|before|so it|your ..3 worse|worsen",
            "it|that cannot|can not wait",
        ],
    )
});

fn find(view: &View<'_>, found: &mut Findings) {
    CUES.look(view, found);
    let bodily = Classes::from(Class::Symptom)
        | Class::Condition.into()
        | Class::Body.into()
        | Class::Clinician.into();
    let near = bodily
        | Class::Test.into()
        | Class::Procedure.into()
        | Class::You.into()
        | Class::This.into()
        | Class::Seek.into();
    if !view.classes().meets(near) {
        found.clear();
    }
}
