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
        "«You should stop taking lisinopril».",
        "«Skip your insulin» tonight.",
        "«You need antibiotics».",
        "«You can halve your Synthroid» in summer.",
        "Stop five days before:\n\n- «warfarin»",
    ],
    passes: &[
        "Antibiotics are used to treat bacterial infections.",
        "Call the office before you change any medicine.",
        "Do not stop any medicine without talking to us.",
        "Ask your doctor whether aspirin is right for you.",
        "Doctors often prescribe antibiotics for this.",
        "We prescribe buprenorphine and work with counselors.",
    ],
    find,
};

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(
        &[
            "{joint} @order+act|@order+care ...14 @named",
            "{joint} leave|keep|put|lay these|it|them|this off|out|away ...14 @named",
            "{joint} what you take|need|use|get ...10 @named|@number|half|whole",
            "{joint} yours to @act ...12 @named",
            "{joint} give|take|dose|stop|start|swap ...10 @number ..2 @dosed|@named",
            "{joint} give|take|dose ...6 @number ..1 @dosed",
            "{joint} @named|@measure ...6 for you ...3 yes|no|none|skip|get|take|stop",
            "{joint} do this|then ...8 skip|take|stop|extra|@named",
            "{joint} plan ...16 @named",
            "{joint} @named ...20 go ahead|borrow|borrow|stays|another|leave it|off",
            "{joint} @named ...20 another ..4 it|will",
            "your @named ...4 @order+stop|@order+start|leave|keep ..3",
            "@named|@measure ...3 necessary|needed|required ..2 for you",
            "@named ...2 none for you",
            "on @named ...2 @order ..4 shot|dose|pill|back|up|down",
            "{joint} @named ...3 you ...2 @stop|@start|@order+take ..3",
            "@named ...1 @order+stop|@order+start|@order+take ..2 $",
            "@order+act ...6 @named",
            "{main} you|u ..1 can|could|may|should|must|shall|would|need|have|ought|better ..3 @stop|@change|@start ...6 @named",
            "{main} you|u ..1 can|could|may|should|must|need ..3 @take ..3 @named",
            "{main said} you|your|she|he ..1 @kin|child|son|baby|toddler|ear|nails? need|needs|require|requires ..6 @named",
            "{said} i|we|my ..2 recommend|suggest|advise|prefer|suggestion ..8 @named",
            "{said} i|my ..2 prescribe ..8 @named",
            "{said} we ..2 prescribe ..8 @named ..3 for|since|because|when|whenever|once|if|after|until|as|to ..3 you|your|this|that|these|those",
            "{said} we ..2 prescribe you ..8 @named",
            "{said} @named .. for you|yours $",
            "@named ...6 stopped|for ...5 for you $",
            "for your|you ...4 @named ..3 @frequency|@time",
            "{said} your @named ..4 can|should|must|stays|goes|ends|is|needs|belongs ..4 @act|stopped|dropped|skipped|doubled|halved|out|off|unnecessary|up|down",
            "{said} @named can|may|could|should|must be ..2 stopped|dropped|skipped|doubled|halved|paused|restarted|increased|reduced|taken $",
            "{said} @named ..2 goes|ends|stays|stops ..3 down|days|week|weeks|ahead|box|on|off|before",
            "{said} no|none|enough|more|less|half|double|twice|second|extra of? your @named",
            "{said} you are|were|can|should ..2 stopping|starting|off|better ..5 @named",
            "{said} you would be better ..6 @named",
            "{said} @named ..8 what you|your ..3 need|needs|want",
            "{said} what you|your ..3 need|needs|want ..4 @named",
            "{said} @named will not help",
            "{said} do|does not ..1 fill|need that|your|the|a prescription|antibiotic|antibiotics",
            "{said} wants|likes|keeps|prefers|has you ..4 on|off|stop ..4 @named|pill",
            "{said} our|her|his|own ..3 patients|kids|children|athletes|moms|family|son|daughter ..4 @act|gives|@take ..5 @named",
            "{said} gives|give her|his|their|our ..3 @named",
            "{said} let your @named",
            "{said} @named ..4 go together|mix fine|well|safely",
            "{said} you ..1 let|put|drop|hold ..2 @named go|off|away",
        ],
        &[
            "we ..1 sometimes|often|usually|may|can|commonly",
            "if|when|while you|your ..6 have|has|are|take|use|take|on ..6",
            "used to treat|prevent",
            "doctors|surgeons|some|many|people|women|men|adults|children ..2 may|might|often|sometimes|usually|commonly|prescribe|should",
            "@order+care ..6 when|while|if you",
            "called",
            "society|societies|panels|association|academy|cdc|acog|schedule|grade",
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
