//! Where disclaimers stand: the top ones before the content, the foot ones behind it, the footer's in the footer.
//!
//! That each is there once and visible is proved by the gate. A line for emergencies that stands below the text it is
//! to be read before, or a disclaimer above it, does not do what it is for either.

use super::super::case::{Case, Say, Told};
use super::super::shown::Shown;
use super::{Check, Look};
use crate::html::elements;

pub(super) static CHECK: Check = Check {
    id: "notice-place",
    rank: 6,
    what: "shows a disclaimer or call to action in the wrong place",
    why: "What must be read first has to stand first, and what sums up stands last.",
    instead: "In the theme, print `notices.top` above the text, `notices.foot` below it and `notices.footer` in the footer.",
    source: "Matrix of disclaimers by kind of page; NHS pattern for care cards",
    looks: &[Look::Page(page)],
    flags: &[
        "=== themes/plate/templates/page.html\n{% extends \"base.html\" %}{% block main %}<article class=\"sheet\"><h1>{{ page.title }}</h1><h2>First</h2>{{ notices.top }}{{ page.body }}{{ notices.foot }}</article>{% endblock main %}\n=== content/contact.md\n+++\ntitle = \"Contact\"\ntopic = \"contact\"\n+++\nCall us.\n",
        "=== themes/plate/templates/page.html\n{% extends \"base.html\" %}{% block main %}<article class=\"sheet\"><h1>{{ page.title }}</h1><form><button>Send</button></form>{{ notices.top }}{{ page.body }}{{ notices.foot }}</article>{% endblock main %}\n=== content/contact.md\n+++\ntitle = \"Contact\"\ntopic = \"contact\"\n+++\nCall us.\n",
        "=== themes/plate/templates/page.html\n{% extends \"base.html\" %}{% block main %}<article class=\"sheet\"><h1>{{ page.title }}</h1>{{ notices.top }}{{ notices.foot }}<h2>Later</h2>{{ page.body }}</article>{% endblock main %}\n=== content/about.md\n+++\ntitle = \"About\"\n+++\nWho we are.\n",
    ],
    passes: &[
        "=== content/services/skin.md\n+++\ntitle = \"Skin\"\nscope = \"admin\"\npictures = [{ file = \"images/a.svg\", kind = \"model\" }]\n+++\n![A person](images/a.svg)\n\n## Visits\n\nBy appointment.\n=== content/services/images/a.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>\n",
        "=== content/contact.md\n+++\ntitle = \"Contact\"\ntopic = \"contact\"\n+++\nCall us.\n\n## By telephone\n\nDo.\n",
    ],
};

fn page(_: &Case<'_>, shown: &Shown<'_>, told: &mut Told<'_>) {
    let within = |names| {
        let found = shown.all(names).map(|(at, _)| at);
        found
            .filter(|&at| shown.is_in_content(at))
            .collect::<Vec<usize>>()
    };
    let headings = within(elements!["h2"]);
    let forms = within(elements!["form"]);
    for &at in &shown.notices {
        let element = &shown.elements[at];
        let Some(id) = element.attribute("data-notice") else {
            continue;
        };
        let class = element.attribute("class").unwrap_or_default();
        let fits = |part: &str| class.split_whitespace().any(|one| one == part);
        let wrong = if fits("notice-top") {
            let mut before = headings.iter().chain(&forms);
            before.any(|&other| other < at) || !shown.is_in_content(at)
        } else if fits("notice-foot") {
            headings.iter().any(|&heading| heading > at) || !shown.is_in_content(at)
        } else if fits("notice-beside") {
            !shown.is_in_content(at)
        } else {
            shown.is_in_content(at)
        };
        if wrong {
            told.page(
                shown,
                Say::error(format!("the notice `{id}` stands in the wrong place")),
            );
        }
    }
}
