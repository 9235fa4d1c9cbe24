//! Notices whose words the law prescribes: there, and not altered since somebody copied them.
//!
//! The words themselves are not in this program, because they were not verified at their source, and a notice that is
//! almost right is wrong. The practice copies the official text into a page; the page keeps its fingerprint, and any
//! later change of a word is seen.

use super::super::case::{Case, Say, Told};
use super::super::reviews::fingerprint;
use super::{Check, Look};
use crate::site::SitePage;

pub(super) static CHECK: Check = Check {
    id: "verbatim",
    rank: 20,
    what: "lacks a notice in its prescribed words, or has altered them",
    why: "Where the law gives the words of a notice, any other words do not fulfil it.",
    instead: "Copy the text from the agency, word for word, into a page with its `kind`, and write down its fingerprint as `verbatim`.",
    source: "22 TAC 177.2; Cal. Bus. & Prof. Code 660 ff. (AB 1278)",
    looks: &[Look::Facts(facts)],
    flags: &[
        "practice.jurisdiction = [\"us-ca\"]\n",
        "practice.jurisdiction = [\"us-ca\"]\n=== content/notices/open.md\n+++\ntitle = \"Open Payments\"\n[notice]\nkind = \"open-payments\"\n+++\nSome words.\n",
        "=== content/notices/open.md\n+++\ntitle = \"Open Payments\"\n[notice]\nkind = \"open-payments\"\nverbatim = \"0000000000000000\"\n+++\nSome words.\n",
    ],
    passes: &["=== content/about.md\n+++\ntitle = \"About\"\n+++\nHello.\n"],
};

fn facts(case: &Case<'_>, told: &mut Told<'_>) {
    for entry in case.asked(told.check()) {
        let Some(kind) = entry.notice else { continue };
        match case.notices(kind).next() {
            None => {
                let what = format!("the site has no notice of the kind `{}`", kind.name());
                told.fact(
                    "practice.jurisdiction",
                    Say::asked(entry, what).instead(CHECK.instead),
                );
            }
            Some(page) if recorded(page).is_none() => {
                let what = format!(
                    "nobody has said that the `{}` notice has its official words",
                    kind.name()
                );
                let instead = format!(
                    "Copy the official text word for word, then add `verbatim = \"{}\"` with the fingerprint `check` prints.",
                    fingerprint(page)
                );
                told.front(page, "notice", Say::asked(entry, what).instead(instead));
            }
            Some(_) => {}
        }
    }
    for page in &case.site.pages {
        let own = fingerprint_if_recorded(page);
        if let Some((known, now)) = own.filter(|(known, now)| known != now) {
            let what = "the words of the notice are not the ones that were copied".to_owned();
            let instead = format!(
                "Put the official text back. If it has changed at its source, copy it anew and replace `{known}` by `{now}`."
            );
            told.front(page, "notice.verbatim", Say::error(what).instead(instead));
        }
    }
}

fn recorded(page: &SitePage) -> Option<&String> {
    page.page.meta.notice.as_ref()?.verbatim.as_ref()
}

fn fingerprint_if_recorded(page: &SitePage) -> Option<(String, String)> {
    Some((recorded(page)?.clone(), fingerprint(page)))
}
