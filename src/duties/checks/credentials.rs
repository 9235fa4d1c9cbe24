//! What a practice says about the training of its people: certified by whom, licensed for what, supervised by whom.
//!
//! Boards act on these words more than on any other. Data is held to what the state asks; in prose only the words
//! that states name are looked for.

use std::sync::LazyLock;

use super::super::case::{Case, Say, Told};
use super::super::packs::Packs;
use super::super::reading::Phrases;
use super::super::shown::Shown;
use super::{Check, Look};
use crate::config::front::ClinicianTable;
use crate::site::SitePage;

pub(super) static CHECK: Check = Check {
    id: "credentials",
    rank: 13,
    what: "words a credential in a way that misleads, or leaves out one that must be shown",
    why: "Patients choose by these words, and medical boards discipline for them.",
    instead: "Name the board and the specialty of each certification on the clinician's page.",
    source: "22 TAC 164.3; Cal. Bus. & Prof. Code 651 and 680.5; Fla. Admin. Code 64B8-11.001; N.Y. Pub. Health Law 24",
    looks: &[Look::Facts(facts), Look::Page(page)],
    flags: &[
        "=== content/about.md\n+++\ntitle = \"About\"\n+++\nOur doctors are board certified.\n",
        "practice.jurisdiction = [\"us-tx\"]\n=== content/clinicians/a.md\n+++\ntitle = \"A\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\nphysician = true\n+++\nA is board eligible.\n",
        "=== content/clinicians/a.md\n+++\ntitle = \"A\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\ncertifications = [{ board = \"Board A\", specialty = \"B\", expires = 2025-01-01 }]\n+++\nHello.\n",
        "=== content/clinicians/a.md\n+++\ntitle = \"A\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\nboard_certifications = [\"Family Medicine\"]\n+++\nHello.\n",
        "practice.jurisdiction = [\"us-ca\"]\n=== content/clinicians/a.md\n+++\ntitle = \"A\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\n+++\nHello.\n",
        "practice.jurisdiction = [\"us-fl\"]\n=== content/clinicians/a.md\n+++\ntitle = \"A\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\ncertifications = [{ board = \"Board of Sample Medicine\", specialty = \"B\", recognized = false }]\n+++\nHello.\n",
        "practice.jurisdiction = [\"us-ny\"]\n=== content/clinicians/a.md\n+++\ntitle = \"A\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\n+++\nHello.\n",
        "practice.jurisdiction = [\"us-tx\"]\n=== content/clinicians/a.md\n+++\ntitle = \"A\"\n[clinician]\ndegrees = \"PA-C\"\nrole = \"Physician assistant\"\n+++\nHello.\n",
    ],
    passes: &[
        "=== content/clinicians/a.md\n+++\ntitle = \"A\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\nphysician = true\ncertifications = [{ board = \"Board A\", specialty = \"B\", expires = 2028-01-01 }]\n+++\nA is board certified.\n",
        "practice.jurisdiction = [\"us-ca\"]\n=== content/clinicians/a.md\n+++\ntitle = \"A\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\nphysician = true\nlicenses = [{ state = \"CA\", type = \"Physician and surgeon\" }]\n+++\nHello.\n",
    ],
};

pub(super) static CERTIFIED: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(&["board certified", "board-certified"]));

fn facts(case: &Case<'_>, told: &mut Told<'_>) {
    for (page, table) in case.clinicians() {
        certificates(case, page, table, told);
        if let Some(entry) = case.entry("us-ca-credentials") {
            let unlicensed = table
                .licenses
                .iter()
                .all(|license| license.kind.trim().is_empty());
            if unlicensed || table.degrees.trim().is_empty() {
                let say = Say::asked(entry, "the page names no licence type and highest degree");
                told.front(
                    page,
                    "clinician",
                    say.instead(
                        "Add `licenses = [{ state = \"CA\", type = \"...\" }]` and the degree.",
                    ),
                );
            }
        }
        if let Some(entry) = case.entry("us-ny-plans")
            && (table.hospital_affiliations.is_empty() || case.practice.typed.insurance.is_empty())
        {
            let say = Say::asked(
                entry,
                "the site does not name the person's hospitals and health plans",
            );
            told.front(page, "clinician", say.instead("Add `hospital_affiliations = [...]` (or \"none\") and `[[insurance]]` in practice.toml."));
        }
        if let Some(entry) = case.entry("us-tx-supervision")
            && !table.physician
            && table.supervised_by.is_none()
        {
            let say = Say::asked(entry, "the page does not say who supervises the person");
            told.front(
                page,
                "clinician",
                say.instead(
                    "Add `supervised_by = \"...\"` with the physician's file in clinicians.",
                ),
            );
        }
        if let Some(stem) = &table.supervised_by
            && !case
                .clinician(stem)
                .is_some_and(|(_, other)| other.physician)
        {
            let say = Say::error(format!("`{stem}` is not the page of a physician here"));
            told.front(
                page,
                "clinician.supervised_by",
                say.instead("Write the name of the physician's file in content/clinicians."),
            );
        }
    }
}

fn certificates(case: &Case<'_>, page: &SitePage, table: &ClinicianTable, told: &mut Told<'_>) {
    for (at, text) in table.board_certifications.iter().enumerate() {
        if !text.contains(':') {
            let say = Say::error(format!("`{text}` does not name both board and specialty"));
            told.front(
                page,
                &format!("clinician.board_certifications.{at}"),
                say.instead("Write \"Name of the board: Specialty\"."),
            );
        }
    }
    for (at, one) in table.certifications.iter().enumerate() {
        let path = format!("clinician.certifications.{at}");
        if let Some(last) = one.expires.filter(|last| last.0 < case.today) {
            let what = format!("the certification by the {} ended on {last}", one.board);
            told.front(
                page,
                &path,
                Say::error(what).instead("Renew its day, or take it out."),
            );
        }
        let states = ["us-fl-specialist", "us-ca-board-certified"];
        for entry in states
            .iter()
            .filter_map(|id| case.entry(id))
            .filter(|_| !one.recognized)
        {
            let what = format!(
                "the {} is not among the boards the state recognizes",
                one.board
            );
            told.front(
                page,
                &path,
                Say::asked(entry, what).instead(
                    "Take it out, or add the sentence the state prescribes, in its own words.",
                ),
            );
        }
    }
}

/// What the one entry forbids that forbids some words.
const ELIGIBLE_ENTRY: &str = "us-tx-board-eligible";

pub(super) static ELIGIBLE: LazyLock<Phrases> = LazyLock::new(|| {
    let mut entries = Packs::every_entry();
    let entry = entries.find(|entry| entry.id == ELIGIBLE_ENTRY);
    Phrases::new(entry.map_or(&[][..], |entry| &entry.phrases))
});

fn page(case: &Case<'_>, shown: &Shown<'_>, told: &mut Told<'_>) {
    let forbidden = case.entry(ELIGIBLE_ENTRY);
    let own = shown.of.and_then(|page| page.page.meta.clinician.as_ref());
    for block in shown.blocks.iter().filter(|block| shown.is_content(block)) {
        if let Some(entry) = forbidden
            && let Some(range) = block.first(&ELIGIBLE)
        {
            let what = format!(
                "`{}` says less than people think",
                &block.text[range.clone()]
            );
            told.block(
                shown,
                block.part(range),
                Say::asked(entry, what).instead("Leave it out until the certification is there."),
            );
        }
        let Some(range) = block.first(&CERTIFIED) else {
            continue;
        };
        let holds = own.is_some_and(|table| {
            !table.certifications.is_empty() || !table.board_certifications.is_empty()
        });
        match own {
            Some(_) if holds => {}
            Some(_) => {
                let say = Say::error("the page says \"board certified\" and names no board");
                told.block(shown, block.part(range), say);
            }
            None => {
                let say = Say::warning(
                    "\"board certified\" does not say who, by which board, and in what",
                );
                told.block(
                    shown,
                    block.part(range),
                    say.instead(
                        "Name person and board here, or leave it to the clinicians' pages.",
                    ),
                );
            }
        }
    }
}
