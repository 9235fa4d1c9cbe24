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
        "«Guaranteed results in one» visit.",
        "She is the «best surgeon» in Texas.",
        "The treatment is «100% safe».",
        "It works with «no side effects».",
    ],
    passes: &[
        "There is no cure for asthma.",
        "We cannot guarantee approval.",
        "The best hour to park is early in the morning.",
        "Results differ from one person to the next.",
    ],
    find,
};

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(
        &[
            "@named|made|formulated cure for @bodily",
            "therapy|treatment ..1 wipes|cures|erases|reverses|ends ..1 @bodily",
            "guaranteed|guarantee|guarantees ..3",
            "@superlative ..3 @clinician|doctors|surgeons|results|outcomes|care|practice|clinic|treatment|team|expert|experts|pediatricians|allergist|specialist|specialists|center|hospital|technology|laser|device|smile|skin|mri|program|hands|surgery|name|answer|therapy|drops|market",
            "# percent ..1 safe|success|effective|painless|cured|cure|natural|risk|satisfaction|results|accurate|healed|of @body|$",
            "hundred|100 percent ..1 safe|success|effective|painless|cure|natural|satisfaction|results|accurate",
            "no|zero|without|carry side|pain|risk|risks|downtime|scars|danger|complications|no ..2 effects|whatsoever|ever|at|scars|danger|of",
            "no|zero|without side effects",
            "no|zero|without any? risk|danger|downtime|complications $",
            "we|our|this ..3 cure|cures|reverse|reverses|erase|erases|eliminate|eliminates|regrow|regrows|restores|flushes|wipes|banish|banishes ..4",
            "^ !no? cures|regrows|restores|reverses ..2 your|@condition|cartilage|hearing",
            "permanently|forever|instantly|completely|totally|absolutely|entirely ..1 cure|gone|painless|safe|no|free|cured|harmless",
            "permanent|instant|perfect|flawless|certain|amazing|dramatic results|relief|outcomes|outcome|success",
            "success is certain|sure|assured|guaranteed",
            "best|finest|leading|top|number one|no 1|# @clinician|doctor|clinic|practice? ..2 in|on ..2 the|town|state|country|texas|world|nation|area|earth|market|region|city|@name",
            "no 1|# @clinician",
            "miracle|miraculous|unmatched|unrivaled|unparalleled|flawless|foolproof|unbeatable|revolutionary ..1 cure|drops|treatment|results|therapy|cream|care|skill|device|$",
            "second to none",
            "risk free",
            "beats|superior|better|safer than|to|medication ..3 any|every|all|other|surgery|medication|time",
            "works every|for time|everyone|everybody",
            "nobody|no other|one|rival ..4 better|safer|steadier|like|comes|matches|does|match",
            "nobody ..1 does|makes|treats|cares|listens|fixes|fits|handles|knows ..3 better|safer|gentler|faster|like",
            "our|@clinician|doctors|dentists|we ..2 never|not make|makes|made ..1 mistake|mistakes|error|errors",
            "no other practice|clinic|dentist|doctor|office|spa|team|surgeon ..1 listens|cares|treats|does|offers|fixes|knows|comes",
            "the only truly|really|genuinely ..1 safe|painless|honest|effective|natural|gentle",
            "our|this ..3 drip|therapy|cream|laser|method|serum|infusion|supplement|massage|adjustment prevents|stops|ends ..3 @bodily|aging|wrinkles|fat",
            "our patients never need|have|feel a|any|pain|side",
            "always|never works|successful|safe|fails|fail|had ..3",
            "never had ..2 complication|complications|failure|lawsuit",
            "goodbye|bye to ..4 @bodily|forever",
            "money back",
            "or it|your is|money free|back",
            "world|nation|america|country most|leading|best",
            "most advanced|trusted|experienced|gifted|skilled|respected ..3 @clinician|name|hands|program|team|center|surgeons",
            "the only @clinician|clinic|practice|office|surgeon ..5 that|who|to",
            "clinically proven",
            "promise|promises ..2 a|full|you|results|to",
            "give you our word",
            "end|answer|solution to|for @bodily|infertility",
            "stopped|gone in|overnight its|$",
            "natural and ..1 harmless|safe",
            "lose @number pounds in",
        ],
        &[
            "not|no|never|cannot ..2 guarantee|guaranteed|cure|promise|known",
            "there is no cure",
            "best time|way|number|place|entrance|to|for|known|friend|interest|interests",
            "do|try|doing our|my|your best",
            "leading|number cause|one ..1 cause|causes",
            "not zero",
            "curing light",
            "appointment|seat|visit|prices|price ..2 guaranteed|guarantee",
            "guaranteed until",
            "better than placebo",
            "charge",
        ],
    )
});

fn find(view: &View<'_>, found: &mut Findings) {
    CUES.look(view, found);
}
