//! A verdict below a question: "Do I need to stop my blood thinner?" "No."
//!
//! The question alone is a fair heading, and "No" says nothing; together they are advice. A question about the office, and
//! an answer that sends the reader to somebody, are fine.

use std::sync::LazyLock;

use super::cues::{Cues, HANDED_ON};
use super::{Findings, Rule, asks_office};
use crate::guard::Family;
use crate::prose::{View, hash};

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "answer",
    family: Family::Treatment,
    what: "answers a reader's medical question with a verdict",
    why: "Read with the question above it, the answer decides for a person nobody has examined.",
    instead: "Say what it depends on, and send the reader to the office.",
    flags: &[
        "### Do I need to stop my blood thinner?\n\n«No».",
        "### Could I leave out the third dose of Gardasil?\n\n«You could».",
        "**Does the cough need a visit?** «No».",
        "### Can I stop the metoprolol your clinic prescribed?\n\n«Yes».",
        "### Can I refuse my insulin?\n\n«Yes».",
    ],
    passes: &[
        "### Do I need to bring my card?\n\nYes.",
        "### Do I need to stop my blood thinner?\n\nCall the office before the procedure.",
        "### Do your white fillings contain mercury?\n\nNo.",
        "### Is asthma contagious?\n\nNo.",
        "### Does your office treat addiction?\n\nYes.",
        "### Can I refuse a test?\n\nYes.",
        "### I chipped a tooth on a Sunday. Is anyone there?\n\nYes, until noon.",
    ],
    find,
};

static QUESTION: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(
        &[
            "which|what|how ..3 @named|drug ..6",
            "i|my|me|we|our|your|@kin ..12 @named|@measure|@bodily|drug|pills|dose",
            "can|should|could|do|is|are|will|may ..6 @named|@measure|@bodily|pills|dose ..6 i|my|me|visit|worth|checked|worry",
            "@named|@bodily|@measure ..8 i|my|me|worth|visit",
        ],
        &[
            "@desk",
            "form|copy|insurance|bill|pay|cancel|parking|bring|referral|cost|cover|covered|color|colors|music|movie",
            "do|does your ..4 contain",
            "i|we refuse|decline a|an|the|any? test|tests|exam|exams|form|forms|photo",
            "^ do|does|can|will your|the|our ..1 office|practice|clinic|team|doctors|nurses|staff treat|prescribe|offer|perform|provide|refill|stock|vaccinate|test|have",
            "^ do you treat|prescribe|offer|perform|provide|refill|stock|vaccinate|test",
        ],
    )
});

/// What is asked about stands before these words; behind them stands the occasion.
static OCCASION: LazyLock<[u32; 3]> = LazyLock::new(|| ["before", "after", "during"].map(hash));

/// A verdict stands at the beginning of the answer.
static VERDICT: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(
        &[
            "yes|no|none|sure|absolutely|certainly|definitely|probably|nope|yep|never|not",
            "go|leave|skip|stay|take|wait|keep|stop ..4",
            "@number ..4",
        ],
        &[
            "depends|depend",
            "many|most|some|usually|often|generally|typically",
            "@desk",
        ],
    )
});

/// What is a verdict only if nothing else is said.
static BRIEF: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(
        &[
            "you could|can|should|may|must|need|will|do",
            "the|a|one|just|only ..4 @named",
            "@named ..4",
        ],
        &["depends|usually|often|@desk"],
    )
});

static HANDED: LazyLock<Cues> = LazyLock::new(|| Cues::new(HANDED_ON, &[]));

fn find(view: &View<'_>, found: &mut Findings) {
    let Some(asked) = view.document.question(view.number).filter(|_| !view.asks()) else {
        return;
    };
    if asks_office(&view.document.view(asked)) {
        return;
    }
    let mut question = view.document.whole_block(asked);
    question.cut_at(|word| OCCASION.contains(&word.form));
    let brief = view.words.len() <= view.own + 8;
    let begins = |cues: &Cues| cues.begins(view);
    let verdict = begins(&VERDICT) || (brief && begins(&BRIEF));
    if verdict && QUESTION.fits(&question) && !HANDED.fits(view) {
        found.push(view.own..view.words.len());
    }
}
