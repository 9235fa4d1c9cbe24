//! Fixed replies to public reviews and questions: what they must say, and what they must never say.
//!
//! Every settlement about a reply turns on one act: saying, in public, that somebody is a patient. Even thanks for
//! "being our patient" do. So there is one reply for all reviews, kind or not, with slots for facts of the office only.

use std::sync::LazyLock;

use super::super::case::{Case, Say, Told};
use super::super::reading::{Phrases, is_denied};
use super::{Check, Look};

pub(super) static CHECK: Check = Check {
    id: "public-reply",
    rank: 3,
    what: "words a public reply in a way that tells who is a patient, or leaves out what it must say",
    why: "A reply that confirms or denies a visit publishes health information, even if the reviewer wrote of it first.",
    instead: "Thank for feedback in general, say that privacy rules keep the practice from discussing anyone's care in public, and give the office's number as {phone}.",
    source: "AMA guidance on replying to reviews; OCR settlements 2019 to 2023",
    looks: &[Look::Facts(facts)],
    flags: &[
        "replies.review = \"Thank you for being our patient! Privacy rules... Call {phone}.\"\n",
        "replies.review = \"We are sorry about your visit. Privacy rules keep us from saying more: {phone}.\"\n",
        "replies.review = \"Thank you for the feedback.\"\n",
        "replies.question = \"Thank you. Privacy rules keep us from answering here. Call {phone}.\"\n",
    ],
    passes: &[
        "replies.review = \"Thank you for the feedback. Privacy rules keep us from discussing anyone's care in public. Please call the office manager at {phone} ({hours}).\"\n",
        "replies.question = \"Thank you for asking. Privacy rules keep us from discussing anyone's health in public. Please call {phone}. In an emergency, call {emergency}.\"\n",
    ],
};

static TELLING: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "your visit",
        "your appointment",
        "your treatment",
        "your care",
        "your chart",
        "your record",
        "your bill",
        "your insurance",
        "your diagnosis",
        "your experience with dr",
        "our patient",
        "our patients",
        "as a patient",
        "being a patient",
        "record of you",
        "we saw you",
        "seeing you",
        "treated you",
        "trusting us",
        "choosing us",
        "remove the review",
        "delete the review",
        "legal action",
    ])
});

fn facts(case: &Case<'_>, told: &mut Told<'_>) {
    let replies = &case.practice.typed.replies;
    for (name, text) in [("review", &replies.review), ("question", &replies.question)] {
        let Some(text) = text else { continue };
        let path = format!("replies.{name}");
        if let Some(range) = TELLING.first(text) {
            let what = format!(
                "the reply says `{}`, which tells who is a patient",
                &text[range]
            );
            told.fact(&path, Say::error(what));
        }
        for missing in missing(name, text) {
            told.fact(&path, Say::error(format!("the reply does not {missing}")));
        }
    }
}

fn missing(name: &str, text: &str) -> Vec<&'static str> {
    let lower = text.to_lowercase();
    let has_thanks = lower.find("thank").is_some_and(|at| !is_denied(&lower, at));
    [
        (has_thanks, "thank for the feedback"),
        (
            lower.contains("privacy"),
            "say that privacy rules keep the practice from answering in public",
        ),
        (
            text.contains("{phone}"),
            "give the office's number as {phone}",
        ),
        (
            name != "question" || text.contains("{emergency}"),
            "give the emergency number as {emergency}",
        ),
    ]
    .into_iter()
    .filter(|(has, _)| !has)
    .map(|(_, what)| what)
    .collect()
}
