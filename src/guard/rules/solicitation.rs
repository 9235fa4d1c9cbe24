//! An invitation to ask for advice where others read along, or by a channel that is not safe.

use std::sync::LazyLock;

use super::cues::{Cues, Sum};
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
        "Read your results in the portal, and write to the nurse there.",
        "Bring your questions to the visit.",
        "Upload the new-patient forms the day before.",
        "Tag us in pictures of the charity walk!",
    ],
    find,
};

/// A channel, something about one's health, somebody who is to hand it over, and an answer: three of the four.
static INVITATION: LazyLock<Sum> = LazyLock::new(|| {
    Sum::new(
        3,
        &[
            &[
                "@order+send",
                "tell|show|share ..1 everyone|everybody",
                "{main} you ..1 can|may ..1 @send",
                "question|questions|wondering|worried|curious ..6 ask|@public",
                "@public is|are ..2 open",
                "got|have|want a|your|to ..4 @bodily|results|know",
                "dm|message|email|text|tweet us|me|our|your|dr",
            ],
            &[
                "symptoms|symptom|diagnosis|illness|condition|complaint|worries|hurts|scar|drugs|pill|pills",
                "medical|health|your|a|any history|question|readings|case",
                "photo|photos|picture|pictures|selfie|snapshot|close|video|strip|scan|mri|ekg|xray|log ..6",
                "your ..3 @bodily|@test|@named|medicines|medications|medication|readings|results|question|questions|case|story|concern|concerns",
                "@bodily|@condition",
                "what|where|how ..4 hurts|prescribed|bothers|long|bugging",
            ],
            &[
                "@public",
                "gmail",
                "here|below|online|publicly|everyone|everybody",
                "reader|readers|viewer|viewers|listener|listeners|follower|followers ..2 clinic|column|corner|mailbag|page|show|club",
                "in|by|on|via|under ..2 @public|box|thread|post",
            ],
            &[
                "we|he|she|nurse|doctor|dr|surgeon|team|expert|physicians|will|can will|can|you ..2 tell|answer|reply|check|adjust|suggest|say|diagnose|respond|text|weigh|interpret|name|help",
                "get|gets|find|hear|receive|expect|for ..3 answer|answers|advice|diagnosis|opinion|assessment|plan|check|read|interpretation|back|out|dose",
                "free|instant|same day ..3 answer|advice|diagnosis|opinion|assessment|read|question",
                "tell you what|whether|if",
                "answer|answers|reads|reply|replies",
            ],
        ],
        &[
            "portal|secure|appointment|telehealth|resume|records|referral|forms|visit|survey|privately",
            "front desk",
            "in person",
            "do|please not|never ..2 @send",
            "race|librarian|recipe|event|job|parking|insurance|bill",
            "@clinician will|may ask|tell",
            "ask|tell your|the|a|my @clinician at|about|if|whether|before|how|what|which|for|to",
            "ask|tell your|the|a|my ..1 @clinician $",
        ],
    )
});

/// A picture of the body is enough by itself.
static PICTURE: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(
        &[
            "@order+send ..4 photo|photos|picture|pictures|selfie|video|snapshot ..2 of ..2 @bodily|incision|stitches|yourself",
        ],
        &["portal|secure|appointment|telehealth"],
    )
});

fn find(view: &View<'_>, found: &mut Findings) {
    PICTURE.look(view, found);
    INVITATION.look(view, found);
}
