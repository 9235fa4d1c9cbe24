//! The notice of nondiscrimination and the notice that language help is free, in the languages of the state.
//!
//! The rule came, went and came again, so which groups it names and how many languages it asks for are data of the
//! pack. What was not read at the primary source warns.

use std::collections::BTreeSet;

use super::super::case::{Case, Say, Told};
use super::super::shown::Shown;
use super::{Check, Look};
use crate::config::NoticeKind::{LanguageHelp, Nondiscrimination};

pub(super) static CHECK: Check = Check {
    id: "nondiscrimination",
    rank: 16,
    what: "lacks the notice of nondiscrimination or the offer of language help in the languages it needs",
    why: "People who do not read English have to see in their own language that help is free.",
    instead: "Add a page with `[notice]` and `kind = \"nondiscrimination\"`, with one line of help in each language, marked with `lang`.",
    source: "Section 1557, 45 CFR 92.10 and 92.11",
    looks: &[Look::Facts(facts), Look::Page(page)],
    flags: &[
        "practice.federal_funds = true\n",
        "practice.federal_funds = true\n=== content/notices/fair.md\n+++\ntitle = \"Fair treatment\"\n[notice]\nkind = \"nondiscrimination\"\n+++\nWe treat everyone fairly.\n",
    ],
    passes: &["practice.federal_funds = false\n"],
};

/// Languages written from right to left.
const FROM_RIGHT: [&str; 8] = ["ar", "fa", "he", "ur", "ps", "sd", "yi", "ckb"];

fn facts(case: &Case<'_>, told: &mut Told<'_>) {
    for (id, kinds, what) in [
        (
            "us-nondiscrimination",
            &[Nondiscrimination][..],
            "the site has no notice of nondiscrimination",
        ),
        (
            "us-language-help",
            &[LanguageHelp, Nondiscrimination][..],
            "the site has no notice that language help is free",
        ),
    ] {
        let has = kinds
            .iter()
            .any(|kind| case.notices(*kind).next().is_some());
        if let (Some(entry), false) = (case.entry(id), has) {
            told.fact("practice", Say::asked(entry, what));
        }
    }
}

fn page(case: &Case<'_>, shown: &Shown<'_>, told: &mut Told<'_>) {
    let Some(kind) = shown
        .of
        .and_then(|of| of.page.meta.notice.as_ref())
        .map(|own| own.kind)
    else {
        return;
    };
    if let (Nondiscrimination, Some(entry)) = (kind, case.entry("us-nondiscrimination")) {
        let text = shown.lower_text();
        for group in entry.phrases.iter().filter(|group| !text.contains(*group)) {
            told.page(
                shown,
                Say::asked(entry, format!("the notice does not name `{group}`"))
                    .instead("Name every ground the rule names."),
            );
        }
    }
    let alone = case.notices(LanguageHelp).next().is_none();
    if (kind == LanguageHelp || alone && kind == Nondiscrimination)
        && let Some(entry) = case.entry("us-language-help")
    {
        languages(case, shown, told, entry);
    }
}

fn languages(case: &Case<'_>, shown: &Shown<'_>, told: &mut Told<'_>, entry: &super::super::Entry) {
    let own = &case.practice.typed.practice.language;
    let mut seen = BTreeSet::new();
    for (at, element) in shown.elements.iter().enumerate() {
        let Some(lang) = element.attribute("lang").filter(|lang| **lang != **own) else {
            continue;
        };
        if !shown.is_in_content(at) || element.text().is_empty() {
            continue;
        }
        let short = lang.split('-').next().unwrap_or_default().to_lowercase();
        if FROM_RIGHT.contains(&short.as_str())
            && element.attribute("dir").as_deref() != Some("rtl")
        {
            let say = Say::error(format!(
                "the line in `{lang}` is not marked as written from right to left"
            ));
            told.page(shown, say.instead("Add `dir=\"rtl\"` beside `lang`."));
        }
        seen.insert(short);
    }
    let wanted = entry.count.unwrap_or(0);
    if seen.len() < wanted {
        let what = format!(
            "the offer of language help stands there in {} languages besides the site's own, not {wanted}",
            seen.len()
        );
        told.page(shown, Say::asked(entry, what));
    }
}
