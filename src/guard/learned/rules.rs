//! The rules of what was learned, one for each family: what their findings are called, and examples that are tests.

use super::super::policy::Family;
use super::super::rules::{Findings, Rule};
use crate::prose::View;

/// These rules find nothing by pattern; their words are weighed.
fn nothing(_: &View<'_>, _: &mut Findings) {}

const EXAMINED: &str =
    "Only an examination can tell what a person has, and a page has examined nobody.";

/// The rules, one for each family.
pub(in super::super) static LEARNED: [Rule; 10] = [
    Rule {
        id: "reads-like-diagnosis",
        family: Family::Diagnosis,
        what: "reads like telling one person what they have",
        why: EXAMINED,
        instead: "Say what the condition is in general, or invite the reader to an appointment.",
        flags: &[
            "The «numbness in your» hand comes from a pinched nerve.",
            "That «bump is simply» a cyst.",
            "«Your fatigue is» coming from low iron.",
        ],
        passes: &[
            "Numbness in the hand can have many causes.",
            "A cyst is a small sac under the skin.",
            "The office can tell you how to prepare for an iron test.",
        ],
        find: nothing,
    },
    Rule {
        id: "reads-like-treatment",
        family: Family::Treatment,
        what: "reads like telling one person what to take or have done",
        why: "The right treatment depends on the person, and a page cannot know who reads it.",
        instead: "Say what is commonly done and by whom, or send the reader to the office.",
        flags: &[
            "A course of «antibiotics would» settle your cough.",
            "This ointment «will do more for you» than the spray.",
            "Your pressure needs a second «pill now».",
        ],
        passes: &[
            "Antibiotics do not work against viruses.",
            "Ointments are thicker than sprays.",
            "Some people are prescribed two medicines for blood pressure.",
        ],
        find: nothing,
    },
    Rule {
        id: "reads-like-outlook",
        family: Family::Prognosis,
        what: "reads like a promise of how it will go for one person",
        why: "Nobody can foretell one person's course from a page, and false comfort keeps people from care.",
        instead: "Say what is usual for most people, and when to call the office.",
        flags: &[
            "«You are going to feel like yourself» again by spring.",
            "Nothing bad «will come of it for you».",
            "«You have every reason to be calm about this lump».",
        ],
        passes: &[
            "Many people feel tired for a few weeks after surgery.",
            "How long it takes differs from person to person.",
            "You will find the garden open again by spring.",
        ],
        find: nothing,
    },
    Rule {
        id: "reads-like-triage",
        family: Family::Triage,
        what: "reads like deciding whether one person needs care",
        why: "Whether somebody can wait is decided by a clinician who knows the case.",
        instead: "Say when people should call, and let the office decide.",
        flags: &[
            "«You can skip the emergency room for this burn».",
            "«Your cut does» not call for stitches.",
            "«Your dizziness can» be sorted out at home.",
        ],
        passes: &[
            "Go to the emergency room for a large burn.",
            "You can skip the line with an online check-in.",
            "Some cuts need stitches; a clinician can tell.",
        ],
        find: nothing,
    },
    Rule {
        id: "reads-like-a-case",
        family: Family::Case,
        what: "reads like one particular person's case",
        why: "A public page that speaks to one person's case is a consultation without an examination.",
        instead: "Leave the person out and answer the general question, or invite them to an appointment.",
        flags: &[
            "«My daughter, 4, woke up with a rash on her» legs.",
            "Last night «my husband, 58, could» not catch his breath.",
            "«My mother, 81, fell» twice this month.",
        ],
        passes: &[
            "My daughter turns four, which forms does she need?",
            "May my husband come along?",
            "Falls are a common reason for a visit.",
        ],
        find: nothing,
    },
    Rule {
        id: "reads-like-a-directive",
        family: Family::Directive,
        what: "reads like telling everyone what to do for their health",
        why: "What helps one reader may harm another, and this page limits itself to general information.",
        instead: "Say what is commonly done, or what a clinician may suggest.",
        flags: &[
            "Limit «screen time before bed».",
            "Go easy on «the stairs».",
            "Cut down on «screens before bed».",
        ],
        passes: &[
            "Screens can make it harder to fall asleep.",
            "The stairs are to the left of the door.",
            "Doctors often suggest less screen time before bed.",
        ],
        find: nothing,
    },
    Rule {
        id: "reads-like-a-public-question",
        family: Family::Solicitation,
        what: "reads like inviting health questions where they are not private",
        why: "What people write there is not private, and an answer there would be advice without an examination.",
        instead: "Point to the patient portal, the phone or an appointment.",
        flags: &[
            "«Use the contact form to tell us what» hurts.",
            "Let our doctors look at «your rash in the live stream».",
            "«Use the web form to describe your pain».",
        ],
        passes: &[
            "Use the contact form to change your address.",
            "Our doctors talk about skin care in the library on Friday.",
            "Describe your pain to the nurse at the visit.",
        ],
        find: nothing,
    },
    Rule {
        id: "reads-like-a-patient-named",
        family: Family::Privacy,
        what: "reads like saying that somebody is a patient here",
        why: "That a person is a patient is itself private, even if they said so first.",
        instead: "Thank people in general, and offer to talk by phone.",
        flags: &[
            "Mr. Example «came to us after his stroke».",
            "«We remember your» visit well.",
            "Ms. Sample, a teacher from «Exampleton», lost 40 pounds with us.",
        ],
        passes: &[
            "Mr. Example runs the front desk.",
            "We remember how hard it is to wait.",
            "Many people come to us after a stroke.",
        ],
        find: nothing,
    },
    Rule {
        id: "reads-like-a-quarrel",
        family: Family::Conduct,
        what: "reads like arguing with, blaming or belittling somebody",
        why: "A public quarrel hurts the practice, and a reply to one person can give away that they are a patient.",
        instead: "Thank them for the feedback, and offer to talk by phone.",
        flags: &[
            "The «clinic across the street botches» its surgeries.",
            "You «did not listen to a word» we said.",
            "Maybe you «should learn to read before you post».",
        ],
        passes: &[
            "The clinic across the street has its own parking.",
            "We listen before we speak.",
            "Please read the form before you sign it.",
        ],
        find: nothing,
    },
    Rule {
        id: "reads-like-a-boast",
        family: Family::Claim,
        what: "reads like a promise or a boast that nobody can prove",
        why: "Medical boards and consumer law ask for proof of every such claim.",
        instead: "Say plainly what is offered, who offers it, and that results differ.",
        flags: &[
            "«Our laser melts the fat» away for good.",
            "«Every patient leaves without pain».",
            "«Wrinkles vanish overnight, we promise».",
        ],
        passes: &[
            "The laser is on the second floor.",
            "Every patient gets a summary of the visit.",
            "We promise to call back within one day.",
        ],
        find: nothing,
    },
];
