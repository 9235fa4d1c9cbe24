//! Addresses in text that belong to nobody the site knows.
//!
//! An address typed into a page stays there when the office moves. Write `<address:main>` to print that of the office
//! `main`; the streets of others stand in `[[outside_numbers]]` beside their number.

use super::super::case::{Case, Say, Told};
use super::super::reading::streets;
use super::super::shown::Shown;
use super::{Check, Look};

pub(super) static CHECK: Check = Check {
    id: "address-known",
    rank: 12,
    what: "shows an address that neither an office of the practice nor anyone it names has",
    why: "An address that was typed by hand stays wrong when the office moves, and people go to the wrong door.",
    instead: "Write `<address:ID>` with the id of the office, or add `street` to its owner in `[[outside_numbers]]`.",
    source: "Consistency of name, address and telephone; harm of a wrong address",
    looks: &[Look::Page(page)],
    flags: &[
        "=== content/about.md\n+++\ntitle = \"About\"\n+++\nFind us at 7 Oak Street, Exampleton.\n",
    ],
    passes: &[
        "=== content/about.md\n+++\ntitle = \"About\"\n+++\nFind us at <address:main>, or at 1 Elm Street.\n",
        "outside_numbers = [{ name = \"The laboratory\", number = \"(512) 555-0190\", street = \"7 Oak Street\" }]\n=== content/about.md\n+++\ntitle = \"About\"\n+++\nThe laboratory is at 7 Oak Street.\n",
    ],
};

fn page(case: &Case<'_>, shown: &Shown<'_>, told: &mut Told<'_>) {
    let typed = &case.practice.typed;
    let own = typed.locations.iter().map(|office| &office.street);
    let others = typed.outside_numbers.iter();
    let others = others.filter_map(|other| other.street.as_ref());
    let known: Vec<String> = own
        .chain(others)
        .map(|street| street.to_lowercase())
        .collect();
    for block in shown.content_with_figures(1) {
        for range in streets(&block.text) {
            let street = &block.text[range.clone()];
            let lower = street.to_lowercase();
            if !known.iter().any(|known| known.starts_with(&lower)) {
                let what = format!("nobody the site knows is at `{street}`");
                told.block(shown, block.part(range), Say::warning(what));
            }
        }
    }
}
