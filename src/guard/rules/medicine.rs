//! An order or a leave to start, stop, change or take a named medicine.
//!
//! Who acts, what is done and which medicine must come together, in one sentence or in a lead-in and its items.

use std::sync::LazyLock;

use super::cues::{Cues, HANDED_ON};
use super::{Findings, Rule};
use crate::guard::Family;
use crate::prose::View;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "medicine",
    family: Family::Treatment,
    what: "tells the reader to start, stop, change or take a named medicine",
    why: "Whether a medicine is right depends on the person, and a page cannot know who reads it.",
    instead: "Say what the medicine is used for, or send the reader to the office.",
    flags: &[
        "You should «stop taking lisinopril».",
        "«Skip your insulin» tonight.",
        "«You need antibiotics».",
        "«You can halve your Synthroid» in summer.",
        "«Stop five days before:\n\n- warfarin»",
    ],
    passes: &[
        "Antibiotics are used to treat bacterial infections.",
        "Call the office before you change any medicine.",
        "Do not stop any medicine without talking to us.",
        "Ask your doctor whether aspirin is right for you.",
        "Doctors often prescribe antibiotics for this.",
    ],
    find,
};

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(
        &[
            "@order+act ...6 @named",
            "you|u ..1 can|could|may|should|must|will|shall|would|need|have|ought|better ..3 @act ...6 @named",
            "{main said} you|your @kin|child|son|baby|toddler? ..1 need|needs|require|requires ..6 @named",
            "{said} recommend|suggest|advise|prefer|prescribe|try ..6 @named",
            "{said} @named .. for you $",
            "{said} your @named ..4 can|should|must|stays|goes|ends|may|is|needs|belongs ..4 @act|stopped|dropped|skipped|doubled|halved|out|off|unnecessary|up|down",
            "{said} no|none|enough|more|less|half|double|twice|second|extra of? your|the @named",
            "{said} you are|were|can|should ..2 stopping|starting|off|on ..3 @named",
        ],
        &[
            "if|when you|your|have|has|are|take|use ..6 @named",
            "used to treat|prevent",
            "@clinician|doctors|surgeons|some|many|people|patients|adults|children|women|men ..2 may|might|often|sometimes|usually|commonly|prescribe",
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
