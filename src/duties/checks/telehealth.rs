//! Visits by video: only where somebody is licensed, with licences that have not ended, and with the notice the state
//! asks for.
//!
//! Care is given where the patient is, so the states a clinician sees patients in have to be among the states that
//! licensed the clinician.

use jiff::ToSpan;

use super::super::case::{Case, Say, Told};
use super::super::shown::Shown;
use super::{Check, Look};
use crate::config::NoticeKind::BoardComplaint;
use crate::config::{Day, Topic};

pub(super) static CHECK: Check = Check {
    id: "telehealth",
    rank: 14,
    what: "offers visits by video where nobody is licensed, or under a licence that has ended",
    why: "Treating a patient in a state without its licence can be a crime, and the page would be the proof.",
    instead: "List in `telehealth_states` only states of `licenses`, and keep the licences' days current.",
    source: "CCHP on cross-state licensing; FSMB 2022 policy; 22 TAC 177.2",
    looks: &[Look::Facts(facts), Look::Page(page)],
    flags: &[
        "=== content/clinicians/a.md\n+++\ntitle = \"A\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\nphysician = true\ntelehealth_states = [\"TX\", \"OK\"]\nlicenses = [{ state = \"TX\", type = \"Physician\" }]\n+++\nHello.\n",
        "=== content/clinicians/a.md\n+++\ntitle = \"A\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\nphysician = true\nlicenses = [{ state = \"TX\", type = \"Physician\", expires = 2026-11-01 }]\n+++\nHello.\n",
        "=== content/video.md\n+++\ntitle = \"Telehealth\"\ntopic = \"telehealth\"\n+++\nBy video.\n",
        "practice.jurisdiction = [\"us-tx\"]\n=== content/clinicians/a.md\n+++\ntitle = \"A\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\nphysician = true\ntelehealth_states = [\"TX\"]\nlicenses = [{ state = \"TX\", type = \"Physician\" }]\n+++\nHello.\n=== content/video.md\n+++\ntitle = \"Telehealth\"\ntopic = \"telehealth\"\n+++\nBy video, in Texas.\n",
    ],
    passes: &[
        "=== content/clinicians/a.md\n+++\ntitle = \"A\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\nphysician = true\ntelehealth_states = [\"TX\"]\nlicenses = [{ state = \"TX\", type = \"Physician\", expires = 2027-11-01 }]\n+++\nHello.\n=== content/video.md\n+++\ntitle = \"Telehealth\"\ntopic = \"telehealth\"\n+++\nBy video, for people who are in Texas (TX) at the time.\n",
    ],
};

fn facts(case: &Case<'_>, told: &mut Told<'_>) {
    let soon = case.today.checked_add(60.days()).unwrap_or(case.today);
    for (page, table) in case.clinicians() {
        for (at, license) in table.licenses.iter().enumerate() {
            let path = format!("clinician.licenses.{at}");
            match license.expires {
                Some(Day(last)) if last < case.today => {
                    let what = format!("the licence in {} ended on {last}", license.state);
                    told.front(
                        page,
                        &path,
                        Say::error(what)
                            .instead("Write its new day, or take the person's page down."),
                    );
                }
                Some(Day(last)) if last <= soon => {
                    let what = format!("the licence in {} ends on {last}", license.state);
                    told.front(
                        page,
                        &path,
                        Say::warning(what).instead("Write its new day once it is renewed."),
                    );
                }
                _ => {}
            }
        }
        for (at, state) in table.telehealth_states.iter().enumerate() {
            if table.licenses.iter().all(|license| license.state != *state) {
                let what = format!(
                    "the person has no licence in {state} and sees patients there by video"
                );
                told.front(
                    page,
                    &format!("clinician.telehealth_states.{at}"),
                    Say::error(what),
                );
            }
        }
    }
    let nobody = case
        .clinicians()
        .all(|(_, table)| table.telehealth_states.is_empty());
    let in_states = case.packs.chosen.iter().any(|(name, _)| *name == "us");
    for page in case.topic_pages(Topic::Telehealth).filter(|_| nobody) {
        let what = "the site offers visits by video, and no clinician's page says in which states";
        let say = match in_states {
            true => Say::error(what),
            false => Say::warning(what),
        };
        told.front(
            page,
            "topic",
            say.instead("Add `telehealth_states` and `licenses` to the clinicians' pages."),
        );
    }
}

fn page(case: &Case<'_>, shown: &Shown<'_>, told: &mut Told<'_>) {
    let Some(of) = shown
        .of
        .filter(|of| of.page.meta.topic == Some(Topic::Telehealth))
    else {
        return;
    };
    if let Some(entry) = case.entry("us-tx-board-complaint") {
        let notice = case.notices(BoardComplaint).next();
        let linked = notice.is_some_and(|notice| {
            shown
                .links()
                .any(|link| link.to.as_deref() == Some(&notice.url) && shown.is_in_content(link.at))
        });
        if !linked {
            let say = Say::asked(
                entry,
                "the page on video visits has no link to the board's complaint notice",
            );
            told.front(of, "topic", say.instead("Add a page with `[notice]` and `kind = \"board-complaint\"`, and link to it here."));
        }
    }
}
