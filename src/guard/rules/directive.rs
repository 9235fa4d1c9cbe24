//! The self-help voice: an order about health to whoever reads it.
//!
//! No person and no named medicine, but still an order: "Apply ice for twenty minutes." Orders about the office, calls for
//! help and questions to a clinician are none.

use std::sync::LazyLock;

use super::cues::{Cues, HANDED_ON};
use super::{Findings, Rule};
use crate::guard::Family;
use crate::prose::View;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "self-help",
    family: Family::Directive,
    what: "tells any reader to do something for their health",
    why: "What helps one reader may harm another, and this page limits itself to general information.",
    instead: "Say what is commonly done, or what a clinician may suggest.",
    flags: &[
        "«Apply ice for twenty» minutes.",
        "«Eat more fiber».",
        "«Avoid scratching».",
        "You «should exercise daily».",
    ],
    passes: &[
        "Bring your insurance card and a list of your medicines.",
        "Arrive fifteen minutes early.",
        "Call the office before you change any medicine.",
        "People with kidney disease should limit salt.",
        "Take the elevator to the third floor.",
    ],
    find,
};

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(
        &[
            "{main said} you|everyone|us ..1 [ should|must|need|ought|better to? ..2 @vital|@activity ..3 ]",
            "{main} [ @order+care ..4 @bodily|@home|@named|drug|drugs ]",
            "{main} [ @order+stop|@order+change ..4 @home|@bodily ]",
            "{main} [ @order+care ] $",
            "{main} [ @order+verb|@order+change|@order+take ..3 @remedy|@food ]",
            "{main} [ @order+care your|the|it|them|each|both ..3 @body|@symptom|@remedy ]",
            "{main said} you|everyone|us ..1 [ should|must|need|ought|better to? ..2 @care ..6 @home|@bodily ]",
            "{main} [ @order+vital ..4 ]",
            "{main} [ @order+activity ..2 @time|@frequency|@number|daily|gently|often|slowly ]",
            "{main} [ steer|stay|keep clear|off|away of|from? ..4 @home|@named|@bodily ]",
            "{main} [ best|wise|good to avoid|eat|keep|use|limit|take ..4 ]",
            "{main} [ consider keeping|using|trying|wearing|adding ..4 ]",
            "^ [ no @activity until|after|for ]",
        ],
        &[
            "induced",
            "still",
            "@desk",
            "elevator|exit|stairs to|bus|step|steps|red",
            "before|to|for|during|after|day|of|on|ahead your|the|an|of|a? ..3 visit|appointment|scan|scanner|surgery|procedure|mammogram|exam|electrocardiogram|infusion|removal|test|@measure",
            "911|988|emergency|seek",
            "so we|the can|sensor",
            "@number days ahead",
            "keep ..4 day|morning|afternoon|evening|time free|open",
        ],
    )
});

/// Getting ready for that day: what to leave off.
static READY: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(
        &[
            "no|not|without|off|skip|avoid|remove ..4 perfume|lotion|makeup|deodorant|polish|powder|jewelry|earrings|lenses ..1 that|same morning|day|evening",
            "no|not|without|off|skip|avoid|remove ..4 perfume|lotion|makeup|deodorant|polish|powder|jewelry|earrings|lenses ..1 before|on|for the|your day|visit|appointment|test|scan|exam|surgery|procedure",
        ],
        &[
            "@named",
            "and|then|but|instead ..2 @vital|@care|@take|@stop|@change|@verb",
        ],
    )
});

/// Whether a statement only says how to get ready for a visit.
pub(in crate::guard) fn is_preparation(view: &View<'_>) -> bool {
    READY.fits(view)
}

static HANDED: LazyLock<Cues> = LazyLock::new(|| Cues::new(HANDED_ON, &[]));

fn find(view: &View<'_>, found: &mut Findings) {
    if view.asks() || view.words.len() < view.own + 2 {
        return;
    }
    CUES.look(view, found);
    if !found.is_empty() && (HANDED.fits(view) || is_preparation(view)) {
        found.clear();
    }
}
