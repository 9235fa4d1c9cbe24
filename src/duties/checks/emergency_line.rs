//! The emergency number: the right one for the place, on every page where somebody might look for help.
//!
//! The gate proves that a page carries the line its topic demands. What is left to see here is whether pages say what
//! their topic is, whether the number is the one of the country, and whether a page about emergencies calls itself one.

use super::super::case::{Case, Say, Told};
use super::{Check, Look};
use crate::config::{CareLevel, PageKind, Topic};
use crate::practice::Phone;
use crate::site::SitePage;

pub(super) static CHECK: Check = Check {
    id: "emergency-line",
    rank: 5,
    what: "could leave somebody in an emergency without the right number",
    why: "People in trouble come to the portal, the contact page or the page about their illness first.",
    instead: "Give the page its `topic`, and practice.toml the emergency number of the country.",
    source: "Universal custom of practice sites; state telehealth rules; 988 on pages about mental health",
    looks: &[Look::Facts(facts)],
    flags: &[
        "practice.emergency.number = \"999\"\n",
        "=== content/portal.md\n+++\ntitle = \"Patient portal\"\n+++\nLog in here.\n",
        "=== content/video.md\n+++\ntitle = \"Telehealth visits\"\n+++\nBy video.\n",
        "=== content/conditions/asthma.md\n+++\ntitle = \"Asthma\"\n[[service.when_to_seek_care]]\nlevel = \"emergency\"\nsigns = [\"Severe trouble breathing\"]\nsource = \"NHLBI: Asthma\"\n+++\nA condition.\n",
        "practice.emergency = { number = \"911\" }\n=== content/conditions/low-mood.md\n+++\ntitle = \"Low mood\"\nbehavioral = true\n+++\nA condition.\n",
    ],
    passes: &[
        "=== content/portal.md\n+++\ntitle = \"Patient portal\"\ntopic = \"portal\"\n+++\nLog in here.\n",
        "practice.jurisdiction = [\"uk\"]\npractice.emergency = { number = \"999\" }\n",
    ],
};

/// Words in a title or file name, and the topic they speak of.
const TOPICS: [(&str, Topic, &str); 7] = [
    ("portal", Topic::Portal, "portal"),
    ("telehealth", Topic::Telehealth, "telehealth"),
    ("telemedicine", Topic::Telehealth, "telehealth"),
    ("contact", Topic::Contact, "contact"),
    ("appointments", Topic::Appointments, "appointments"),
    ("after hours", Topic::AfterHours, "after-hours"),
    ("after-hours", Topic::AfterHours, "after-hours"),
];

fn facts(case: &Case<'_>, told: &mut Told<'_>) {
    numbers(case, told);
    for page in &case.site.pages {
        if page.kind() == PageKind::Page && page.page.meta.topic.is_none() {
            untold_topic(page, told);
        }
        let cards = page.page.meta.service.iter();
        let emergency = cards
            .flat_map(|table| &table.when_to_seek_care)
            .any(|card| card.level == CareLevel::Emergency);
        if emergency && !page.page.meta.acute && !page.page.meta.behavioral {
            let say =
                Say::error("the page lists signs of an emergency but has no emergency line on top");
            told.front(
                page,
                "service.when_to_seek_care",
                say.instead("Add a line `acute = true`."),
            );
        }
        if page.page.meta.behavioral && case.practice.crisis.is_none() {
            let say = Say::error(
                "a page about mental health needs the crisis line, and practice.toml has none",
            );
            told.front(
                page,
                "behavioral",
                say.instead("Add `crisis = \"988\"` to `[practice.emergency]`."),
            );
        }
    }
}

fn numbers(case: &Case<'_>, told: &mut Told<'_>) {
    let chosen = &case.packs.chosen;
    let right: Vec<&String> = chosen
        .iter()
        .flat_map(|(_, pack)| &pack.emergency)
        .collect();
    let own = Phone::digits(&case.practice.typed.practice.emergency.number);
    if !right.is_empty() && !right.iter().any(|number| **number == own) {
        let what = format!("`{own}` is not the emergency number there");
        let say = Say::error(what).instead(format!("Write \"{}\".", right[0]));
        told.fact("practice.emergency.number", say);
    }
    let lines: Vec<&String> = chosen.iter().flat_map(|(_, pack)| &pack.crisis).collect();
    if let (Some(crisis), Some(right)) = (&case.practice.crisis, lines.first())
        && !lines
            .iter()
            .any(|line| **line == Phone::digits(&crisis.display))
    {
        let what = format!("`{}` is not the crisis line there", crisis.display);
        let say = Say::error(what).instead(format!("Write \"{right}\"."));
        told.fact("practice.emergency.crisis", say);
    }
}

fn untold_topic(page: &SitePage, told: &mut Told<'_>) {
    let title = page.page.meta.title.to_lowercase();
    let found = TOPICS
        .iter()
        .find(|(word, ..)| title.contains(word) || page.path.trim_end_matches(".md") == *word);
    if let Some((word, _, topic)) = found {
        let what = format!("the page seems to be about `{word}` but does not say so");
        let instead =
            format!("Add a line `topic = \"{topic}\"`, which puts the emergency line on top.");
        told.front(page, "title", Say::warning(what).instead(instead));
    }
}
