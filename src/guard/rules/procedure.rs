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
        "«My suggestion is that you should have a brain MRI».",
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
            "@order+undergo the|a|an ..2 @measure|tubes $",
            "{joint} procedure|@measure ...6 for you ...4 yes|no",
            "{main said} you|u|your|he|she|his|her ..3 need|needs|should|must|require|requires ..1 a|an|to|have|get|do|go|some|further|more|another|brain|get? ..5 @measure|stitches|tests",
            "{said} i ..2 would|will|recommend|suggest|advise|prefer ..8 @measure|tests",
            "{said} recommend|suggest|advise|recommended|suggested|advised ..1 you|that|getting|doing|a|an ..6 @measure|tests $",
            "@order+undergo a|an|his|her|your|the|some|another? ..2 @measure|culture|examination ..4 done|$",
            "{said} @measure ..4 should|must|needs be|to ..2 done|be|performed|checked|must",
            "{said} we|you ..2 need|have|will to ..6 @measure|tests",
            "{said} @measure ..3 for you $",
            "{said} your next move|step|stop is ..4 @measure",
            "{said} you ..2 can|may|could ..2 skip|drop|forgo|postpone ..4 @measure",
            "{said} @measure|tests ..3 will be? ..1 helpful|help|confirm|needed|required|necessary",
            "{said} go|opt for ..5 @measure",
            "{said} your ..3 needs|need ..4 @measure|surgery|stitches",
            "@order+start|undergo|seek ..2 treatment|therapy|physiotherapy|physical",
            "{said} let us ..3 get|schedule|run|order|do ..4 @measure|tests",
        ],
        &[
            "physical|clearance",
            "you usually",
            "do not need them",
            "clinicians|doctors|surgeons|some|many|people|patients|adults|children|women|men ..2 may|might|often|sometimes|usually|commonly|can",
            "@desk",
            "driver|time|box|arrive|ready",
            "before|after|during|day your|the|of|a ..2 @measure|visit",
            "we may|might",
            "if your|the|you|results ..6",
        ],
    )
});

/// What one clinician orders for one person; sending them on to another one does not undo it.
static ORDERED: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(
        &[
            "{said} i ..1 recommend|suggest|advise ..16 @measure|tests",
            "{said} we will|would ..2 need|have|like|run|do|perform|take|schedule ..8 @measure|tests|test|sample|culture",
            "get|do|redo|repeat a|an|his|her|your|the|some ..4 @measure|test|culture|examination done|also|again",
            "{said} @measure ..6 is|are ..1 must|mandatory|advised|advisable",
            "my suggestion|advice|opinion ..10 @measure",
        ],
        &["@desk", "we will ..3 explain|discuss|tell|review|go"],
    )
});

static HANDED: LazyLock<Cues> = LazyLock::new(|| Cues::new(HANDED_ON, &[]));

fn find(view: &View<'_>, found: &mut Findings) {
    CUES.look(view, found);
    if !found.is_empty() && HANDED.fits(view) {
        found.clear();
    }
    ORDERED.look(view, found);
}
