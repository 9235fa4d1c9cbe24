//! Doors through which advice would be asked for and given in public or unwatched: "ask the doctor", comments, chat,
//! a clinician's own e-mail address.
//!
//! Whoever answers a single question about health may become that person's doctor. A practice that does not want that
//! offers no such door.

use std::sync::LazyLock;

use super::super::block::Block;
use super::super::case::{Case, Say, Told};
use super::super::reading::{Needles, Phrases, is_denied};
use super::super::shown::Shown;
use super::{Check, Look};
use crate::config::PageKind;
use crate::html::elements;

pub(super) static CHECK: Check = Check {
    id: "advice-channel",
    rank: 24,
    what: "opens a channel for questions about a person's own health",
    why: "An answer given there is medical advice to somebody nobody examined, and it stays on the record.",
    instead: "Send people to the telephone, the portal or an appointment.",
    source: "ACP and FSMB 2013; AMA Code of Medical Ethics, Opinion 1.2.12; Cal. AB 489 and AB 3030",
    looks: &[Look::Page(page)],
    flags: &[
        "=== content/ask.md\n+++\ntitle = \"Questions\"\n+++\n[Ask the doctor](_index.md) anything.\n",
        "=== content/clinicians/a.md\n+++\ntitle = \"A\"\n[clinician]\ndegrees = \"MD\"\nrole = \"Physician\"\n+++\nWrite to [A](mailto:a@elm.example).\n",
        "=== themes/plate/templates/partials/callbar.html\n<script src=\"/embed.tawk.to/1.js\"></script>\n",
        "=== themes/plate/templates/partials/callbar.html\n<h2 id=\"q\">Ask<br>a doctor</h2>\n",
        "=== themes/plate/templates/partials/callbar.html\n<a href=\"theme/plate.js\"><u>Ask</u> a doctor</a>\n",
        "=== themes/plate/templates/partials/callbar.html\n<p><button>Ask <bdo dir=\"ltr\">a</bdo> doctor</button></p>\n",
        "=== themes/plate/templates/partials/callbar.html\n<a href=\"theme/plate.js\">A<B>sk</B> a doctor</a>\n",
    ],
    passes: &[
        "=== content/ask.md\n+++\ntitle = \"Questions\"\n+++\nWe do not answer health questions by e-mail. [Call the office](phone:main).\n",
        "=== content/contact.md\n+++\ntitle = \"Contact\"\ntopic = \"contact\"\n+++\nOffice matters: [write to the office](mailto:office@elm.example).\n",
    ],
};

pub(super) static DOORS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(&INVITATIONS));

const INVITATIONS: [&str; 17] = [
    "ask the doctor",
    "ask a doctor",
    "ask our doctor",
    "ask our doctors",
    "ask dr",
    "ask a nurse",
    "ask your question",
    "ask your health question",
    "chat with a doctor",
    "chat with our doctors",
    "chat with a nurse",
    "live chat",
    "text us your symptoms",
    "dm us",
    "leave a comment",
    "post a comment",
    "symptom checker",
];

/// What invitations begin with, word for word, by their last letters.
static BEGINNINGS: LazyLock<[Vec<&str>; 26]> = LazyLock::new(|| {
    let beginnings = INVITATIONS.iter().flat_map(|whole| {
        let ends = whole.match_indices(' ');
        ends.map(|(end, _)| &whole[..end])
    });
    let mut beginnings: Vec<_> = beginnings.collect();
    beginnings.sort_unstable();
    beginnings.dedup();
    let mut by_last = [const { Vec::new() }; 26];
    for beginning in beginnings {
        if let Some(last) = beginning.bytes().last() {
            by_last[usize::from(last - b'a')].push(beginning);
        }
    }
    by_last
});

static WIDGETS: LazyLock<Needles> = LazyLock::new(|| Needles::new(&WIDGET_NAMES));

const WIDGET_NAMES: [&str; 13] = [
    "tawk.to",
    "intercom.io",
    "intercomcdn",
    "drift.com",
    "tidio",
    "zopim",
    "zdassets.com",
    "livechatinc",
    "crisp.chat",
    "disqus",
    "hubspot-messages",
    "chatbot",
    "landbot",
];

fn page(_: &Case<'_>, shown: &Shown<'_>, told: &mut Told<'_>) {
    let may_be_door = |block: &Block| block.first(&DOORS).is_some() || breaks_off(&block.text);
    let doors = match shown.blocks.iter().any(may_be_door) {
        true => elements!["a", "button", "summary", "label", "h2", "h3"],
        false => elements![],
    };
    for (at, element) in shown.all(doors) {
        let text = element.text();
        let Some(range) = DOORS.first(&text) else {
            continue;
        };
        if element.hidden || is_denied(&text, range.start) || shown.is_within(at, elements!["head"])
        {
            continue;
        }
        let say = Say::error(format!(
            "`{}` invites questions about a person's own health",
            &text[range.clone()]
        ));
        told.words_at(shown, &text[range], say);
    }
    for (_, script) in shown.all(elements!["script", "iframe"]) {
        let src = script.attribute("src").unwrap_or_default();
        let inside = if script.is_data() { "" } else { script.inside };
        if let Some(found) = WIDGETS.first(&src).or_else(|| WIDGETS.first(inside)) {
            told.words_at(
                shown,
                found,
                Say::error(format!("the page opens a chat or comments (`{found}`)")),
            );
        }
    }
    if shown.page.kind == PageKind::Clinician {
        for link in shown
            .links()
            .filter(|link| link.href.starts_with("mailto:") && shown.is_in_content(link.at))
        {
            let say = Say::error("a clinician's page gives an e-mail address");
            told.words_at(shown, &link.href, say);
        }
    }
}

/// Whether the words of a block end within an invitation, which goes on in the next block of the same element.
fn breaks_off(words: &str) -> bool {
    let words = words.as_bytes();
    let Some(last) = words.last().filter(|last| last.is_ascii_alphabetic()) else {
        return false;
    };
    let last = last.to_ascii_lowercase() - b'a';
    BEGINNINGS[usize::from(last)].iter().any(|beginning| {
        let beginning = beginning.as_bytes();
        words.len() >= beginning.len()
            && words[words.len() - beginning.len()..].eq_ignore_ascii_case(beginning)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_breaks_off_behind_any_word_but_the_last() {
        for invitation in INVITATIONS {
            let words: Vec<_> = invitation.split(' ').collect();
            for end in 1..words.len() {
                let beginning = words[..end].join(" ");
                assert!(breaks_off(&beginning), "{beginning}");
                assert!(breaks_off(&format!("Please {}", beginning.to_uppercase())));
                assert!(!breaks_off(&format!("{beginning}.")), "{beginning}.");
            }
        }
        for words in [
            "",
            "k",
            "\u{e9}",
            "About us",
            "Women's health",
            "At the door",
        ] {
            assert!(!breaks_off(words), "{words}");
        }
    }
}
