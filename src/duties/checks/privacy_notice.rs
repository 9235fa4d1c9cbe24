//! The HIPAA Notice of Privacy Practices: there, as a web page, linked from the first page by a clear name, dated.
//!
//! A link called "Privacy" that opens a page about cookies does not do it; auditors look for a direct link from the
//! home page that says what it is.

use std::sync::LazyLock;

use super::super::case::{Case, Say, Told};
use super::super::reading::Phrases;
use super::super::shown::Shown;
use super::{Check, Look};
use crate::config::NoticeKind::PrivacyPractices;

pub(super) static CHECK: Check = Check {
    id: "privacy-notice",
    rank: 4,
    what: "lacks the HIPAA notice, its link from the first page, its opening words or its date",
    why: "A practice bound by HIPAA that has a website has to post its notice there, where people find it.",
    instead: "Add a page with `[notice]` and `kind = \"privacy-practices\"`, and link to it from the first page as \"Notice of Privacy Practices (HIPAA)\".",
    source: "45 CFR 164.520(c)(3)(i) and OCR audit protocol",
    looks: &[Look::Facts(facts), Look::Page(page)],
    flags: &[
        "practice.hipaa_covered = true\n",
        "practice.hipaa_covered = true\n=== content/privacy.md\n+++\ntitle = \"Notice of Privacy Practices\"\neffective = 2026-02-16\n[notice]\nkind = \"privacy-practices\"\n+++\nThis notice describes how medical information about you may be used and disclosed and how you can get access to this information. Please review it carefully.\n",
        "practice.hipaa_covered = true\nfooter = [{ title = \"Privacy\", page = \"privacy.md\" }]\n=== content/privacy.md\n+++\ntitle = \"Notice of Privacy Practices\"\neffective = 2026-02-16\n[notice]\nkind = \"privacy-practices\"\n+++\nThis notice describes how medical information about you may be used and disclosed and how you can get access to this information. Please review it carefully.\n",
        "practice.hipaa_covered = true\nfooter = [{ title = \"HIPAA notice\", page = \"privacy.md\" }]\n=== content/privacy.md\n+++\ntitle = \"Notice of Privacy Practices\"\neffective = 2026-02-16\n[notice]\nkind = \"privacy-practices\"\n+++\nWe keep things private.\n",
        "practice.hipaa_covered = true\npractice.sud_records = true\nfooter = [{ title = \"HIPAA notice\", page = \"privacy.md\" }]\n=== content/privacy.md\n+++\ntitle = \"Notice of Privacy Practices\"\neffective = 2019-02-16\n[notice]\nkind = \"privacy-practices\"\n+++\nThis notice describes how medical information about you may be used and disclosed and how you can get access to this information. Please review it carefully.\n",
    ],
    passes: &[
        "practice.hipaa_covered = true\nfooter = [{ title = \"HIPAA notice\", page = \"privacy.md\" }]\n=== content/privacy.md\n+++\ntitle = \"Notice of Privacy Practices\"\neffective = 2026-02-16\n[notice]\nkind = \"privacy-practices\"\n+++\nThis notice describes how medical information about you may be used and disclosed and how you can get access to this information. Please review it carefully.\n",
        "practice.hipaa_covered = false\n",
    ],
};

static CLEAR: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(&["hipaa", "notice of privacy practices"]));

fn facts(case: &Case<'_>, told: &mut Told<'_>) {
    let mut notices = case.notices(PrivacyPractices).peekable();
    if let (Some(entry), None) = (case.entry("us-privacy-notice-posted"), notices.peek()) {
        let say = Say::asked(entry, "the site has no Notice of Privacy Practices");
        told.fact("practice", say);
    }
    for page in notices {
        let effective = page.page.meta.effective;
        if let (Some(entry), None) = (case.entry("us-privacy-notice-header"), effective) {
            let say = Say::asked(entry, "the notice does not say since when it holds");
            told.front(
                page,
                "notice",
                say.instead("Add a line `effective = 2026-02-16` with its day."),
            );
        }
        if let (Some(entry), Some(day)) = (case.entry("us-privacy-notice-part-2"), effective)
            && entry.effective_from.is_some_and(|from| day < from)
        {
            let what =
                format!("the notice is from {day}, before the rule on substance use records");
            told.front(
                page,
                "effective",
                Say::asked(entry, what).instead("Have the notice revised, and date it anew."),
            );
        }
    }
}

fn page(case: &Case<'_>, shown: &Shown<'_>, told: &mut Told<'_>) {
    let Some(of) = shown.of else { return };
    let own = of.page.meta.notice.as_ref().map(|notice| notice.kind);
    if let (Some(PrivacyPractices), Some(entry)) = (own, case.entry("us-privacy-notice-header")) {
        let text = shown.lower_text();
        for phrase in entry
            .phrases
            .iter()
            .filter(|phrase| !text.contains(*phrase))
        {
            let say = Say::asked(
                entry,
                "the notice does not open with the words that the rule asks for",
            );
            told.page(
                shown,
                say.instead(format!("Let it begin with: \"{phrase}.\"")),
            );
        }
    }
    if of.url.is_empty() {
        home(case, shown, told);
    }
}

fn home(case: &Case<'_>, shown: &Shown<'_>, told: &mut Told<'_>) {
    let (Some(entry), Some(notice)) = (
        case.entry("us-privacy-notice-posted"),
        case.notices(PrivacyPractices).next(),
    ) else {
        return;
    };
    let links: Vec<_> = shown
        .links()
        .filter(|link| link.to.as_deref() == Some(&notice.url))
        .collect();
    if links.is_empty() {
        let say = Say::asked(
            entry,
            "the first page has no link to the Notice of Privacy Practices",
        );
        told.page(shown, say);
    } else if !links.iter().any(|link| CLEAR.any(&link.text)) {
        let what = format!(
            "the link to the Notice of Privacy Practices is called only `{}`",
            links[0].text
        );
        told.page(shown, Say::asked(entry, what));
    }
}
