//! Care cards: signs about people in general, from a source, with the gravest on pages about emergencies.
//!
//! A care card is the one place where a page may say which signs lead to which care, so it has to be what it says it is.
//! Whether its signs hide advice is judged by the guard.

use super::super::case::{Case, Say, Told};
use super::{Check, Look};
use crate::config::{CareCard, CareLevel};
use crate::site::SitePage;

pub(super) static CHECK: Check = Check {
    id: "care-card",
    rank: 26,
    what: "has a care card without a source, without signs, or that speaks to the reader",
    why: "People act on a care card, so every sign on it has to come from somewhere and be about people in general.",
    instead: "List the signs as the source has them, one short line each, and name the source.",
    source: "NHS care cards (pattern for deciding when and where to get care)",
    looks: &[Look::Facts(facts)],
    flags: &[
        "=== content/conditions/cold.md\n+++\ntitle = \"Colds\"\n[[service.when_to_seek_care]]\nlevel = \"office\"\nsigns = [\"A cough for three weeks\"]\nsource = \" \"\n+++\nA cold is an infection.\n",
        "=== content/conditions/cold.md\n+++\ntitle = \"Colds\"\n[[service.when_to_seek_care]]\nlevel = \"office\"\nsigns = []\nsource = \"MedlinePlus\"\n+++\nA cold is an infection.\n",
        "=== content/conditions/cold.md\n+++\ntitle = \"Colds\"\n[[service.when_to_seek_care]]\nlevel = \"office\"\nsigns = [\"Your cough has lasted three weeks\"]\nsource = \"MedlinePlus\"\n+++\nA cold is an infection.\n",
        "=== content/conditions/cold.md\n+++\ntitle = \"Colds\"\nacute = true\n[[service.when_to_seek_care]]\nlevel = \"office\"\nsigns = [\"A cough for three weeks\"]\nsource = \"MedlinePlus\"\n+++\nA cold is an infection.\n",
        "=== content/conditions/cold.md\n+++\ntitle = \"Colds\"\n[[service.when_to_seek_care]]\nlevel = \"office\"\nsigns = [\"A cough for three weeks\"]\nsource = \"MedlinePlus\"\n[[service.when_to_seek_care]]\nlevel = \"office\"\nsigns = [\"A hoarse voice\"]\nsource = \"MedlinePlus\"\n+++\nA cold is an infection.\n",
    ],
    passes: &[
        "=== content/conditions/cold.md\n+++\ntitle = \"Colds\"\nacute = true\n[[service.when_to_seek_care]]\nlevel = \"office\"\nsigns = [\"A cough for three weeks\"]\nsource = \"MedlinePlus\"\n[[service.when_to_seek_care]]\nlevel = \"emergency\"\nsigns = [\"Severe trouble breathing\"]\nsource = \"MedlinePlus\"\n+++\nA cold is an infection.\n",
    ],
};

fn facts(case: &Case<'_>, told: &mut Told<'_>) {
    for page in &case.site.pages {
        let Some(table) = &page.page.meta.service else {
            continue;
        };
        let cards = &table.when_to_seek_care;
        for (at, card) in cards.iter().enumerate() {
            let path = format!("service.when_to_seek_care.{at}");
            one(page, &path, card, told);
            if cards[..at].iter().any(|other| other.level == card.level) {
                let say = Say::error("two care cards lead to the same place");
                told.front(page, &path, say.instead("Put their signs on one card."));
            }
        }
        let gravest = cards.iter().map(|card| card.level).min();
        if page.page.meta.acute && gravest.is_some_and(|level| level != CareLevel::Emergency) {
            let say = Say::error("the page can be about an emergency, and no care card says so");
            let instead = "Add a card with `level = \"emergency\"` and the signs that call for it.";
            told.front(page, "service", say.instead(instead));
        }
    }
}

fn one(page: &SitePage, path: &str, card: &CareCard, told: &mut Told<'_>) {
    if card.source.trim().is_empty() {
        told.front(
            page,
            &format!("{path}.source"),
            Say::error("a care card names no source"),
        );
    }
    if card.signs.iter().all(|sign| sign.trim().is_empty()) {
        told.front(
            page,
            &format!("{path}.signs"),
            Say::error("a care card has no signs"),
        );
    }
    for (at, sign) in card.signs.iter().enumerate() {
        let to_reader = sign
            .split(|c: char| !c.is_alphanumeric() && c != '\'')
            .any(|word| READER.iter().any(|one| word.eq_ignore_ascii_case(one)));
        if to_reader {
            let what = format!("a sign on a care card speaks to the reader: {sign}");
            told.front(page, &format!("{path}.signs.{at}"), Say::error(what));
        }
    }
}

/// Words that turn a sign into talk with one person.
const READER: [&str; 6] = ["you", "your", "yours", "yourself", "you're", "you've"];
