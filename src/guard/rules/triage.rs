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
        "«You don't need to see a doctor» for this.",
        "«You can wait until Monday» with that fever.",
        "«There is no need to have that lump seen».",
        "«You do not need stitches».",
    ],
    passes: &[
        "Call 911 if you have chest pain.",
        "You do not need to come in to pay a bill.",
        "You don't need to see the doctor to pick up a copy of your records.",
        "See a clinician if a cough lasts more than three weeks.",
    ],
    find,
};

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(
        &[
            "{said} do|need not|never ..2 need|have|want|bother ..2 see|call|come|visit|go|phone|a|an|any|stitches|@clinician|@measure|coming|calling|seeing",
            "{said} no need|reason|call|point|use|sense ..2 to|for|in|of ..4 see|seen|come|call|checked|visit|phone|go|have|@clinician|@measure|calling|coming",
            "{said} you|it|this|that|which|fever|rash ..2 can|may|could ..2 wait",
            "{said} can wait until|till|for ..3",
            "{said} stay|stays|staying home",
            "{said} not|no|never ..2 worth ..3 visit|trip|call|checking|seeing",
            "{said} not ..1 an? ..1 emergency|urgent",
            "{said} no|not|without ..1 need|needs ..2 be|being ..1 seen|checked|examined|evaluated|treated",
            "{said} no @clinician|doctor|visit|appointment|checkup|recheck|biopsy needed|necessary|required|for",
            "{said} no hurry|rush about|with|to",
            "{said} skip|cancel ..2 follow|checkup|mammogram|screening|appointment|visit|colonoscopy",
            "{said} do not bother|come|call|see|go ..3",
            "{said} not ..1 see anyone|anybody|doctor|us",
            "{said} you|which|it ..2 need|needs|needed no ..1 @clinician|visit|@measure|treatment|stitches|care",
            "{said} soon enough",
        ],
        &[
            "to pay|pick|drop|sign|get ..3 @office|copy|records|bill|form|refill|results",
            "if|when|unless|before|so you|your|it ..3 worse|worsen",
            "@office+seek",
            "insurance|bill|payment|pay|form|forms|copy|records|referral|address|portal|deposit|balance",
            "without ..3 appointment",
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
