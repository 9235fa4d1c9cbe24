//! An invitation to ask for advice where others read along, or by a channel that is not safe.

use std::sync::LazyLock;

use super::cues::Cues;
use super::{Findings, Rule};
use crate::guard::Family;
use crate::prose::View;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "public-question",
    family: Family::Solicitation,
    what: "invites people to seek advice in public or by a channel that is not safe",
    why: "What people write there is not private, and an answer there would be advice without an examination.",
    instead: "Point to the patient portal, the phone or an appointment.",
    flags: &[
        "«Send us a photo of your rash».",
        "«Describe your symptoms in the comments».",
        "«Ask the doctor a question and get an answer» in 24 hours.",
    ],
    passes: &[
        "Send a secure message in the portal about your results.",
        "Ask the doctor at your visit; there's time for questions.",
        "Upload your forms before you arrive.",
        "Tag us in your race-day photos!",
    ],
    find,
};

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(
        &[
            "@order+send ..4 photo|picture|pictures|photos|video|selfie|image|snapshot|scan|results|readings|log ..2 of|with|showing ..4 @bodily|incision|stitches|it",
            "@send ..6 symptoms|symptom|condition|diagnosis|case|pain|problem|concern|rash|history|medicines|medications|complaint|@condition ..6 @public|here|below",
            "@public ..10 your ..2 symptoms|pain|question|questions|diagnosis|rash|readings|medicines|@bodily",
            "ask ..3 @clinician|dr|anything|us ..8 answer|answers|anything|online|here|live|public|hours|minutes|find|free",
            "@send ..8 answer|answers|reply|tell|respond|diagnose|adjust|weigh ..6 you|on|by|within|in|what|it|online|here",
            "@send ..6 how long you|it",
            "free online|virtual? ..1 diagnosis|question|opinion|second",
            "submit|send|share your|a ..2 case|story|question ..6",
            "your|get diagnosis|question|questions|case|answer ..4 online|live|air|public|here|page",
        ],
        &[
            "portal|secure|appointment|visit|telehealth|phone|front desk|in person|résumé|resume|form|forms|records|referral",
            "do|please not|never ..2 @send",
            "race|mural|survey|librarian|recipe|event",
        ],
    )
});

fn find(view: &View<'_>, found: &mut Findings) {
    CUES.look(view, found);
}
