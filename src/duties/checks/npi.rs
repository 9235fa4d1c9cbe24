//! National Provider Identifiers: ten digits with a check digit, one for each person.

use std::collections::BTreeMap;

use super::super::case::{Case, Say, Told};
use super::{Check, Look};

pub(super) static CHECK: Check = Check {
    id: "npi",
    rank: 17,
    what: "gives an NPI that cannot be right",
    why: "Search engines and insurers find people by it, and a wrong one finds somebody else.",
    instead: "Copy the ten digits from the registry of the person.",
    source: "CMS NPI standard: the Luhn formula over 80840 and the number",
    looks: &[Look::Facts(facts)],
    flags: &[
        "=== content/clinicians/a.md\n+++\ntitle = \"A\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\nnpi = \"1993999999\"\n+++\nHello.\n",
        "=== content/clinicians/a.md\n+++\ntitle = \"A\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\nnpi = \"99399999\"\n+++\nHello.\n",
        "=== content/clinicians/a.md\n+++\ntitle = \"A\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\nnpi = \"1993999998\"\n+++\nHello.\n=== content/clinicians/b.md\n+++\ntitle = \"B\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\nnpi = \"1993999998\"\n+++\nHello.\n",
    ],
    passes: &[
        "=== content/clinicians/a.md\n+++\ntitle = \"A\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\nnpi = \"1993999998\"\n+++\nHello.\n",
    ],
};

fn facts(case: &Case<'_>, told: &mut Told<'_>) {
    let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
    for (page, table) in case.everyone() {
        let Some(npi) = &table.npi else { continue };
        if !is_npi(npi) {
            told.front(
                page,
                "clinician.npi",
                Say::error(format!("`{npi}` is no National Provider Identifier")),
            );
        } else if let Some(other) = owners.insert(npi, &page.path) {
            let say = Say::error(format!("content/{other} has the same NPI"));
            told.front(
                page,
                "clinician.npi",
                say.instead("Each person has a number of their own."),
            );
        }
    }
}

/// Ten digits, the first 1 or 2, and right by the Luhn formula with 80840 before them, which adds 24.
fn is_npi(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    if digits.len() != 10 || text.len() != 10 || !matches!(digits[0], 1 | 2) {
        return false;
    }
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, &digit)| luhn(at, digit))
        .sum();
    (sum + 24).is_multiple_of(10)
}

fn luhn(at: usize, digit: u32) -> u32 {
    match (at % 2, digit * 2) {
        (0, _) => digit,
        (_, double) if double > 9 => double - 9,
        (_, double) => double,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_is_known() {
        assert!(is_npi("1993999998"));
        assert!(is_npi("1234567893"));
        assert!(!is_npi("1234567890"));
        assert!(!is_npi("3234567893"));
    }
}
