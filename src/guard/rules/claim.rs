//! Promises and praise that no clinician can keep: guarantees, cures, superlatives, absolute safety.

use std::sync::LazyLock;

use super::cues::Cues;
use super::{Findings, Rule};
use crate::guard::Family;
use crate::prose::View;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "promise",
    family: Family::Claim,
    what: "promises a result or praises beyond measure",
    why: "Nobody can guarantee a result, and medical boards treat such words as misleading advertising.",
    instead: "Say what is done, by whom, with which training.",
    flags: &[
        "«Guaranteed results» in one visit.",
        "She is «the best surgeon» in Texas.",
        "The treatment is «100% safe».",
        "It works with «no side effects».",
    ],
    passes: &[
        "There is no cure for asthma.",
        "We cannot guarantee approval.",
        "The best time to reach us is before ten.",
        "Results vary from person to person.",
    ],
    find,
};

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(
        &[
            "guaranteed|guarantee|guarantees ..3",
            "@superlative ..2 @clinician|doctors|surgeons|results|outcomes|care|practice|clinic|treatment|team|expert|experts|pediatricians|allergist|specialist|specialists|center|hospital|technology|laser|device|smile|skin|mri",
            "# percent safe|success|effective|painless|cured|cure|natural|risk|satisfaction|results|accurate",
            "hundred|100 percent ..1 safe|success|effective|painless|cure|natural|satisfaction|results|accurate",
            "no|zero|without side|pain|risk|risks|downtime|scars|danger|complications ..2 effects|whatsoever|ever|at all|scars|$",
            "no|zero|without side effects",
            "no|zero|without any? risk|danger|pain|downtime|complications $",
            "cure|cures|cured|reverse|reverses|erase|erases|eliminate|eliminates|regrow|regrows|restore|restores|banish ..5 your|@bodily|pain|cartilage|hearing|forever|permanently|for good|all",
            "permanently|forever|instantly|never|completely ..2 cure|gone|again|free|back|pain",
            "best|finest|leading|top|number one|no 1 ..2 in|on ..2 the|town|state|country|texas|world|nation|area|earth|market|region|city",
            "miracle|miraculous|unmatched|unrivaled|unparalleled|flawless|foolproof|unbeatable",
            "second to none",
            "risk|pain free",
            "beats|superior|better|safer than|to ..3 any|every|all|other|surgery|medication",
            "works every|for time|everyone|everybody",
            "nobody|no other|one ..4 better|safer|steadier|like|comes|matches|does",
            "number one|1",
            "always works|successful|safe",
        ],
        &[
            "not|no|never|cannot ..2 guarantee|guaranteed|cure|promise",
            "best time|way|number|place|entrance|to|for|known|friend|interest|interests",
            "do|try|doing our|my|your best",
            "leading cause|causes",
            "not zero",
            "curing light",
        ],
    )
});

fn find(view: &View<'_>, found: &mut Findings) {
    CUES.look(view, found);
}
