//! Where complaints go, as practice.toml has it, has to be readable on a page.
//!
//! A practice that says where to complain and hides it has told nobody.

use super::super::case::{Case, Say, Told};
use super::super::shown::Shown;
use super::{Check, Look};
use crate::config::NoticeKind;

pub(super) static CHECK: Check = Check {
    id: "complaints",
    rank: 27,
    what: "knows where complaints go and shows it on no page",
    why: "People who are unhappy should find the right person before they write a public review.",
    instead: "Add a page in notices with `[notice]` and `kind = \"complaints\"`; the program lists there what practice.toml says.",
    source: "RACGP criterion C1.1; 45 CFR 164.520(b)(1)(vi) on complaints",
    looks: &[Look::Facts(facts), Look::Page(page)],
    flags: &[
        "practice.complaints = { internal = \"office manager\" }\n",
        "practice.complaints = { internal = \"office manager\" }\n=== themes/plate/templates/notice.html\n{% extends \"base.html\" %}{% block content %}<p>Call us.</p>{% endblock content %}\n=== content/notices/complaints.md\n+++\ntitle = \"Complaints\"\n[notice]\nkind = \"complaints\"\n+++\nWe listen.\n",
        "practice.complaints = { internal = \"office manager\", board_url = \"https://www.tmb.state.tx.us\" }\n=== content/notices/complaints.md\n+++\ntitle = \"Complaints\"\n[notice]\nkind = \"complaints\"\n+++\nWe listen.\n",
    ],
    passes: &[
        "practice.complaints = { internal = \"office manager\", board = \"Texas Medical Board\", board_url = \"https://www.tmb.state.tx.us\" }\n=== content/notices/complaints.md\n+++\ntitle = \"Complaints\"\n[notice]\nkind = \"complaints\"\n+++\nWe listen.\n",
    ],
};

fn facts(case: &Case<'_>, told: &mut Told<'_>) {
    let Some(typed) = &case.practice.typed.practice.complaints else {
        return;
    };
    if typed.board.is_none() && typed.board_url.is_some() {
        let say = Say::error("the address for complaints has no name");
        let instead = "Add `board = \"...\"` with the name of the board or agency.";
        told.fact("practice.complaints.board_url", say.instead(instead));
    }
    let mut pages = case
        .notices(NoticeKind::Complaints)
        .chain(case.notices(NoticeKind::BoardComplaint));
    if pages.next().is_none() {
        let say = Say::warning("no page shows where complaints go");
        told.fact("practice.complaints", say);
    }
}

fn page(case: &Case<'_>, shown: &Shown<'_>, told: &mut Told<'_>) {
    let Some(typed) = &case.practice.typed.practice.complaints else {
        return;
    };
    let kind = shown.of.and_then(|page| page.page.meta.notice.as_ref());
    let fits = kind.is_some_and(|notice| {
        matches!(
            notice.kind,
            NoticeKind::Complaints | NoticeKind::BoardComplaint
        )
    });
    if !fits {
        return;
    }
    for words in [Some(&typed.internal), typed.board.as_ref()]
        .into_iter()
        .flatten()
    {
        let is_told = shown
            .blocks
            .iter()
            .any(|block| shown.is_content(block) && block.text.contains(words.as_str()));
        if !is_told {
            let say = Say::error(format!("the page on complaints does not show `{words}`"));
            told.page(
                shown,
                say.instead("Let the theme print `page.body` as it is."),
            );
        }
    }
}
