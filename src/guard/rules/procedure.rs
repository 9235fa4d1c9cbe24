//! A test, procedure or therapy ordered for the reader.

use std::sync::LazyLock;

use super::cues::{Cues, HANDED_ON};
use super::{Findings, Rule};
use crate::guard::Family;
use crate::prose::View;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "procedure",
    family: Family::Treatment,
    what: "tells the reader to have a test or a procedure, or to go without",
    why: "Which test or procedure makes sense is decided with the person, after an examination.",
    instead: "Say what the test is used for, and that the clinician will talk it over at the visit.",
    flags: &[
        "«I would get an MRI».",
        "«You need a root canal».",
        "My suggestion is that «you should have a brain MRI».",
    ],
    passes: &[
        "We may recommend an X-ray.",
        "A biopsy takes about ten minutes.",
        "You will need a referral for some plans.",
        "Should I get a colonoscopy?",
    ],
    find,
};

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(
        &[
            "{main said} you|your|he|she|his|her ..3 need|needs|should|must|require|requires ..6 @measure|stitches",
            "{said} i would|will|recommend|suggest|advise|prefer ..6 @measure",
            "{said} recommend|suggest|advise|recommended|suggested|advised ..1 you|that|to|getting|doing|a|an ..6 @measure",
            "@order+undergo ..4 @measure|culture",
            "{said} @measure ..4 should|must|needs be|to ..2 done|be|performed|checked",
            "{said} we ..2 need|have to ..6 @measure",
            "{said} @measure ..3 for you $",
            "{said} your next move|step|stop is ..4 @measure",
            "{said} you can|may|could ..2 skip|drop|cancel|forgo ..4 @measure",
            "{said} @measure ..3 will be? ..1 helpful|help|confirm|needed|required|necessary",
            "{said} go|opt for ..5 @measure",
        ],
        &[
            "@clinician|doctors|surgeons|some|many|people|patients|adults|children|women|men ..2 may|might|often|sometimes|usually|commonly|can",
            "insurance|plan|referral|authorization|form|card|bill|pay|cost|driver|appointment",
            "before|after|during|day your|the|of|a ..2 @measure|visit|appointment",
            "we may|might",
        ],
    )
});

static HANDED: LazyLock<Cues> = LazyLock::new(|| Cues::new(HANDED_ON, &[]));

fn find(view: &View<'_>, found: &mut Findings) {
    CUES.look(view, found);
    if !found.is_empty() && HANDED.fits(view) {
        found.clear();
    }
}
