//! A disease given to the reader, or taken away.
//!
//! The disease's name is not the point, the owner is: "gout makes joints swell" is about gout, "you have gout" is about
//! somebody. So is "your rash is eczema", and "this is not cancer".

use std::sync::LazyLock;

use super::cues::Cues;
use super::{Findings, Rule};
use crate::guard::Family;
use crate::prose::View;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "diagnosis",
    family: Family::Diagnosis,
    what: "tells the reader what they have, or do not have",
    why: "Only an examination can tell what a person has, and a page has examined nobody.",
    instead: "Say what the condition is in general, or invite the reader to an appointment.",
    flags: &[
        "It «sounds like you have a pulled muscle».",
        "«This is not cancer».",
        "«You are suffering from anxiety».",
        "«Your MRI shows a small tear».",
        "«Your patch of red skin is eczema».",
    ],
    passes: &[
        "When you have asthma, your airways swell.",
        "If you have gout, uric acid builds up.",
        "Asthma narrows the airways and makes breathing harder.",
        "Do you have diabetes?",
    ],
    find,
};

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(
        &[
            // The reader has it.
            "{main said} you ..2 have|had|has|developed|caught|contracted got? ..4 @condition",
            "{main said} you|your ..6 suffering|suffer|suffers from ..4 @complaint",
            "{main said} you are @adverb|not|still? ..1 diabetic|anemic|depressed|allergic|asthmatic|infected|malnourished|dehydrated|hypothyroid|contagious|autistic|epileptic",
            "{main said} you are low in|on !on",
            "{main said} your|yours !@office ..4 has|have|is|are|was|looks|sounds|shows|show|means|suggests|indicate|indicates|reveal|reveals|needs ..4 @condition",
            "{main said} your @test|mri|scan|score|result|results|report|x ray? shows|show|means|mean|suggests|suggest|points|say|says ..6",
            "{main said} your son|daughter|baby|child|toddler|@kin has|is ..4 @condition",
            // What was described is it.
            "{said} looks|sounds|seems|seem|appears|appear|sound like|as|that|to ..2 you|your|it|a|an|the|be|have ..8 @condition",
            "{said} sounds|looks|seems|appears like|as|that ..2 you ..3 have|has|had|may|might|could|are|suffer ..4",
            "{main said} this|that|these|those ..1 is|are|was ..1 not|only|just|plainly|clearly|probably|likely|surely|no|most ..3 @condition",
            "{main said} it is ..1 not|only|just|plainly|clearly|probably|likely|surely|no|most ..3 @condition",
            "{said} this|that|these|it ..1 could|may|might|can be ..5 due to|because",
            "{main said} this|that is a|an? @condition $",
            "{said} you ..1 may|might|could have|be ..5 @condition",
            "{said} your|these|those|the symptoms|signs|complaints|findings|features|symptom ..3 due|suggestive|consistent|caused|suggest|indicate|point|mean|fit|match ..3",
            "{said} your ..6 due to|because|from|caused|linked|related ..4 @bodily",
            "{main said} diagnosis|culprit|problem|cause ..3 is|are ..4 @condition $",
            "{said} i|we|my think|suspect|believe|guess|bet|diagnosis|verdict|opinion ..6 @condition",
            "{said} your|the ..4 points|point|pointing to|toward|towards|away ..4 @condition",
            "{said} you|your ..3 signs|symptoms|case of ..4 @condition",
            "^ clearly|definitely|probably|plainly|obviously|likely ..3 @condition $",
            "{said} is|are what you|your ..2 have|has|got $",
            "{said} your ..3 is|are|was ..1 benign|malignant|cancerous|noncancerous|infected|broken|fractured|torn|sprained|inflamed|overactive|underactive|blocked|dislocated|allergic|arthritic|thin|leaking|viral|bacterial",
            "{main said} no|not ..2 @condition in|for you|your|yours",
        ],
        &[
            "@condition screening|screenings|test|tests|testing|clinic|center|specialist|program|care|history|group|check|medicine|medicines|medication|shot|vaccine|form|plan|action|team|nurse",
            "if|when|once|whether|unless|while|after|before|until you ..3 have|had|are|develop",
            "your @clinician",
            "family history",
            "ask|tell|let|call ..3 @clinician|us|office",
            "at ..2 risk",
            "your @office",
        ],
    )
});

fn find(view: &View<'_>, found: &mut Findings) {
    CUES.look(view, found);
}
