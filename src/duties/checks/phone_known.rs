//! Telephone numbers in text that belong to nobody the site knows.
//!
//! A number typed into a page stays there when the office changes it. Write `<phone:main>` to print the number of the
//! office `main` as a link, or `[call us](phone:main)`; numbers of others stand in `[[outside_numbers]]` with the day
//! somebody looked them up.

use super::super::case::{Case, Say, Told};
use super::super::reading::{DIGITS, dialled, phone_numbers};
use super::super::shown::Shown;
use super::official_facts::{is_official, speaks_of};
use super::{Check, Look};

pub(super) static CHECK: Check = Check {
    id: "phone-known",
    rank: 12,
    what: "shows a telephone number that neither the practice nor anyone it names has",
    why: "A number that was typed by hand stays wrong when the practice's number changes.",
    instead: "Write `<phone:ID>` with the id of the office, or add the number to `[[outside_numbers]]` with its owner.",
    source: "Consistency of name, address and telephone; harm of a wrong number",
    looks: &[Look::Page(page)],
    flags: &["=== content/about.md\n+++\ntitle = \"About\"\n+++\nCall (512) 555-0177.\n"],
    passes: &[
        "=== content/about.md\n+++\ntitle = \"About\"\n+++\nCall (512) 555-0100 or <phone:main>, or [ring us](phone:main).\n",
        "outside_numbers = [{ name = \"Poison Help\", number = \"1-800-222-1222\" }]\n=== content/about.md\n+++\ntitle = \"About\"\n+++\nPoison Help: [1-800-222-1222](tel:+18002221222).\n",
        "=== themes/plate/templates/slots/after-content.html\n<iframe src=\"theme/plate.js\" title=\"Map\"><p>Call (512) 555-0199</p></iframe>\n",
        "=== themes/plate/templates/slots/after-content.html\n<script type=\"application/ld+json\"/>{\"@type\":\"Review\",\"telephone\":\"(512) 555-0199\"}</script>\n",
    ],
};

fn page(case: &Case<'_>, shown: &Shown<'_>, told: &mut Told<'_>) {
    for block in shown.content_with_figures(DIGITS) {
        for range in phone_numbers(&block.text) {
            let number = &block.text[range.clone()];
            let known = is_known(case, number) || is_official(number);
            if !known && !speaks_of(&block.text, &range) {
                let what = format!("nobody the site knows has the number `{number}`");
                told.block(shown, block.part(range), Say::warning(what));
            }
        }
    }
}

fn is_known(case: &Case<'_>, number: &str) -> bool {
    let wanted = dialled(number);
    let typed = &case.practice.typed;
    let table = &typed.practice;
    let own = [
        Some(&table.phone),
        table.fax.as_ref(),
        table.interpreter_line.as_ref(),
    ];
    let offices = typed.locations.iter().flat_map(|office| {
        let on_call = office.on_call.as_ref().map(|line| &line.phone);
        [office.phone.as_ref(), office.fax.as_ref(), on_call]
    });
    let others = typed
        .outside_numbers
        .iter()
        .map(|other| Some(&other.number));
    own.into_iter()
        .chain(offices)
        .chain(others)
        .flatten()
        .any(|known| dialled(known) == wanted)
}
