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
        "«Your sore red heel is bursitis».",
    ],
    passes: &[
        "When you have asthma, your airways swell.",
        "If you have gout, uric acid builds up.",
        "Eczema dries the skin and makes it itch.",
        "Do you have diabetes?",
    ],
    find,
};

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new(
        &[
            "{joint} your ..1 @body|@symptom ...6 @condition $",
            "{joint} your ..2 symptom|problem|diagnosis|verdict|condition|results|result|score|culprit ...12 @condition|@ailing",
            "{joint} results|findings|signs|symptoms mean ...10 @condition|no",
            "{joint} what ..6 is ...2 @condition $",
            "{joint} you have|got|are ...12 @condition $",
            "{joint} score ...8 you ..2 depressed|anxious|@ailing",
            "what you found|have|felt|saw|feel ...6 @condition|harmless|cyst",
            "in you|yours it|this|that is ..6",
            "so|neither is|are|do|does|was yours",
            "{said} your diagnosis ...3 @condition",
            "{main said} you ..2 have|had|has|got|developed|caught|contracted got? ..4 @condition",
            "{main said} you|your ..6 suffering|suffer|suffers from ..4 @complaint",
            "{main said} you are ..2 @ailing",
            "{main said} you are in|having ..3 @condition",
            "{main said} your|yours !@desk? ..4 has|have|is|are|was|were|looks|sounds|means|reveals ..4 @condition|@ailing",
            "{main said} your !@desk? ..4 @symptom ..4 is|are|was|comes ..3 @complaint",
            "{main said} your ..2 @symptom|@body ...2 @condition $",
            "{main said} your @test|mri|scan|score|result|results|report|x ray? shows|show|means|mean|suggests|suggest|points|say|says ..6",
            "{main said} your ..3 @condition is|are ..1 back|mild|moderate|severe|active|gone",
            "{main said} your ..1 son|daughter|baby|child|toddler|kid|@kin has|is|have ..4 @condition|@ailing",
            "{said} looks|sounds|seems|seem|appears|appear|sound like|as|that|to ..2 you|your|it|a|an|the|be|have ..8 @condition|culprit",
            "{said} sounds|looks|seems|appears like|as|that ..2 you ..3 have|has|had|may|might|could|suffer ..4 @bodily",
            "{main said} this|that|these|those ..1 is|are|was ..1 not|only|just|plainly|clearly|probably|likely|surely|no|most ..3 @condition",
            "{main said} it is ..1 not|only|just|plainly|clearly|probably|surely|no ..3 @condition $",
            "{said} this|that|these|it ..1 could|may|might|can be ..5 due to|because ..6 you|your|that",
            "{main said} this|that is a|an? @condition $",
            "{said} you ..1 may|might|could have|be ..5 @condition ..12 your|symptoms|these|based|mentioned",
            "{said} based|symptoms|seems|appears|possible|likely|opinion ... you|your ..3 may|might|could|have|be ..6 @condition",
            "{said} your|these|those symptoms|signs|complaints|findings|features|symptom ..4 due|suggestive|consistent|caused|suggest|indicate|point|fit|match|typical ..3",
            "{said} your ..6 due to|because ..4 @bodily",
            "{main said} diagnosis|culprit|problem|cause ..3 is|are ..4 @condition $",
            "{said} i|my think|suspect|believe|guess|bet|diagnosis|verdict|opinion|money|impression ..6 @condition",
            "{said} we suspect|believe ..4 @condition",
            "{said} think @condition|fungus|virus|allergy",
            "{said} your|the ..4 points|point|pointing to|toward|towards|away ..4 @condition",
            "{said} nothing ..6 points to ..3 @condition",
            "{said} your ..8 rules|ruled out ..3 @condition",
            "^ clearly|definitely|plainly|obviously ..3 @condition $",
            "{said} is|are what you|your ..2 have|has|got $",
            "{said} what you ..4 is|was|are ..6 @condition|harmless",
            "{said} what you have|felt|saw ..3 is|was",
            "{said} @bodily ..4 like yours ..4 is|are|was|has ..4 @condition|@ailing",
            "{said} @condition|@symptom|@ailing ..1 not ..2 @condition",
            "{said} @condition rather than ..3 @condition|@symptom",
            "{main said} no ..2 @condition in|for you|your|yours",
            "{said} no|not ..2 @condition ..4 yours|you $",
            "{said} yours ..4 is|are|was|comes ..6 @bodily|linked|only|just",
            "{said} possibility|possibilities ..3 is|of|are ..6 @bodily",
        ],
        &[
            "@condition screening|screenings|test|tests|testing|clinic|center|specialist|program|care|history|group|check|medicine|medicines|medication|shot|vaccine|form|plan|action|team|nurse",
            "if|when|once|whether|unless|while|before|until you ..3 have|had|are|develop",
            "told|heard|learned you ..1 have",
            "your @clinician ..3 will|may|can|might",
            "family history of",
            "at ..2 risk",
            "ask|tell ..3 @clinician|us|office",
            "is|are called|known",
            "@condition action plan",
        ],
    )
});

fn find(view: &View<'_>, found: &mut Findings) {
    CUES.look(view, found);
}
