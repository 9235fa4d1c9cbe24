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
        "«Apply ice» for twenty minutes.",
        "«Eat more fiber».",
        "«Avoid scratching».",
        "You «should exercise» daily.",
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
            "{main} @order+care ..6 [ @bodily|@home|@named ]",
            "{main} [ @order+care ..4 @bodily|@home|@named|@activity|drug ]",
            "{main} [ @order+care ] $",
            "{main} [ @order+stop ..4 @activity|@home|@bodily ]",
            "{main said} you ..1 [ should|must|need|can|ought|better to? ..2 @care ]",
            "{main} [ @order+activity ]",
            "{main} [ @order+care !@office ..2 @time|@frequency|@number|daily ]",
        ],
        &[
            "elevator|parking|lot|desk|card|form|forms|portal|insurance|appointment|refill|pharmacy|bus|exit|stairs|seat|kiosk|bill|fee|phone|website|page|online",
            "before|to|for|during|after|day your|the|an ..3 visit|appointment|scan|surgery|procedure|mammogram|exam|@measure",
            "911|988",
        ],
    )
});

static HANDED: LazyLock<Cues> = LazyLock::new(|| Cues::new(HANDED_ON, &[]));

fn find(view: &View<'_>, found: &mut Findings) {
    if view.asks() {
        return;
    }
    CUES.look(view, found);
    if !found.is_empty() && HANDED.fits(view) {
        found.clear();
    }
}
