//! What a program can see of accessibility without showing the page: words for pictures, labels, language, headings,
//! link texts, table headers, captions, and scripts that claim to mend all that.
//!
//! Programs find about half of all barriers, so nothing here ever says that a page meets a standard.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::super::case::{Case, Say, Told};
use super::super::markup::decoded;
use super::super::reading::Needles;
use super::super::shown::{Shown, label};
use super::{Check, Look};
use crate::html::{Attribute, elements};

pub(super) static CHECK: Check = Check {
    id: "accessible-page",
    rank: 21,
    what: "keeps some people from reading or using the page",
    why: "Some visitors listen to the page, or use it with a keyboard or in large letters.",
    instead: "Give every picture words, every field a label, every link a name of its own, and headings in order.",
    source: "45 CFR 84.84 (WCAG 2.1 A and AA); ADA Title III; FTC order on accessiBe",
    looks: &[Look::Page(page)],
    flags: &[
        "=== content/about.md\n+++\ntitle = \"About\"\n+++\n<img src=\"images/door.svg\">\n=== content/images/door.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>\n",
        "=== content/about.md\n+++\ntitle = \"About\"\n+++\nMore [here](_index.md).\n",
        "=== content/about.md\n+++\ntitle = \"About\"\n+++\n## One\n\n#### Three\n",
        "=== content/about.md\n+++\ntitle = \"About\"\n+++\n# Another title\n\nText.\n",
        "=== content/about.md\n+++\ntitle = \"About\"\n+++\nOur form: [the form](form.pdf).\n=== content/form.pdf\n%PDF\n",
        "=== themes/plate/templates/partials/callbar.html\n<script src=\"/accessibe.js\"></script>\n",
        "=== themes/plate/templates/partials/callbar.html\n<input name=\"q\">\n",
        "=== content/about.md\n+++\ntitle = \"About\"\n+++\n![IMG_2041.JPEG](images/door.svg)\n=== content/images/door.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>\n",
        "=== content/about.md\n+++\ntitle = \"About\"\n+++\n![front-door](images/front-door.svg)\n=== content/images/front-door.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>\n",
        "=== content/about.md\n+++\ntitle = \"About\"\n+++\n![Photo](images/door.svg)\n=== content/images/door.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>\n",
        "=== content/about.md\n+++\ntitle = \"About\"\n+++\n<table><tr><td>Monday</td><td>8 to 5</td></tr></table>\n",
        "=== content/about.md\n+++\ntitle = \"About\"\n+++\n<p id=\"bus\">Bus 4.</p>\n\n<p id=\"bus\">Bus 7.</p>\n",
        "=== themes/plate/templates/partials/callbar.html\n<p id=\"plate-main\">Call us.</p>\n",
        "=== themes/plate/templates/partials/callbar.html\n<h2></h2>\n",
        "=== themes/plate/templates/partials/callbar.html\n<p lang=\"English\">Call us.</p>\n",
        "=== themes/plate/templates/partials/callbar.html\n<a href=\"https://maps.example\"></a>\n",
        "=== themes/plate/templates/partials/callbar.html\n<meta name=\"viewport\" content=\"width=device-width, user-scalable=no\">\n",
        "=== themes/plate/templates/partials/callbar.html\n<iframe src=\"map.html\"></iframe>\n",
        "=== themes/plate/templates/notice.html\n<!doctype html><html><head><title>{{ page.title }}</title></head><body><main><h1>{{ page.title }}</h1>{{ notices.top }}{{ page.body }}{{ notices.foot }}</main>{{ notices.footer }}</body></html>\n",
        "=== themes/plate/templates/notice.html\n<!doctype html><html lang=\"en\"><head></head><body><main><h1>{{ page.title }}</h1>{{ notices.top }}{{ page.body }}{{ notices.foot }}</main>{{ notices.footer }}</body></html>\n",
        "=== themes/plate/templates/notice.html\n<!doctype html><html lang=\"en\"><head><title>{{ page.title }}</title></head><body><h1>{{ page.title }}</h1>{{ notices.top }}{{ page.body }}{{ notices.foot }}{{ notices.footer }}</body></html>\n",
    ],
    passes: &[
        "=== content/about.md\n+++\ntitle = \"About\"\n+++\n## One\n\n### Two\n\n![A door](images/door.svg) and [our first page](_index.md).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n=== content/images/door.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>\n",
    ],
};

static OVERLAYS: LazyLock<Needles> = LazyLock::new(|| Needles::new(&OVERLAY_NAMES));

const OVERLAY_NAMES: [&str; 6] = [
    "accessibe",
    "acsbapp",
    "userway",
    "audioeye",
    "equalweb",
    "accessiway",
];

const EMPTY_WORDS: [&str; 8] = [
    "here",
    "click here",
    "more",
    "read more",
    "link",
    "this link",
    "learn more",
    "this page",
];

fn page(_: &Case<'_>, shown: &Shown<'_>, told: &mut Told<'_>) {
    document(shown, told);
    pictures(shown, told);
    fields(shown, told);
    headings(shown, told);
    links(shown, told);
    names(shown, told);
    for (_, script) in shown
        .all(elements!["script"])
        .filter(|(_, one)| !one.is_data())
    {
        let src = script.attribute("src").unwrap_or_default().to_lowercase();
        let found = OVERLAYS
            .first(&src)
            .or_else(|| OVERLAYS.first(script.inside));
        if let Some(found) = found {
            let say = Say::error(format!(
                "the page loads an accessibility overlay (`{found}`)"
            ));
            told.words_at(
                shown,
                found,
                say.instead("Take it out and mend the page itself."),
            );
        }
    }
}

fn document(shown: &Shown<'_>, told: &mut Told<'_>) {
    for (_, html) in shown.all(elements!["html"]) {
        if html
            .attribute("lang")
            .is_none_or(|lang| lang.trim().is_empty())
        {
            told.page(
                shown,
                Say::error("the page does not say in which language it is")
                    .instead("Set `lang` on the html element of the theme."),
            );
        }
    }
    if !shown
        .all(elements!["title"])
        .any(|(_, title)| !title.inside.trim().is_empty())
    {
        told.page(shown, Say::error("the page has no title"));
    }
    for (_, meta) in shown.all(elements!["meta"]) {
        let content = meta.attribute("content").unwrap_or_default();
        if memchr::memmem::find(content.as_bytes(), b"scal").is_none() {
            continue;
        }
        let content = content.replace(' ', "");
        if content.contains("user-scalable=no") || content.contains("maximum-scale=1") {
            told.page(
                shown,
                Say::error("the page keeps people from making it larger"),
            );
        }
    }
    for (_, video) in shown.all(elements!["video"]) {
        if !video.inside.contains("<track") {
            told.page(
                shown,
                Say::error("a video has no captions").instead("Add a `<track kind=\"captions\">`."),
            );
        }
    }
    for (_, frame) in shown.all(elements!["iframe"]) {
        if frame
            .attribute("title")
            .is_none_or(|title| title.trim().is_empty())
        {
            told.page(shown, Say::error("an embedded frame has no title"));
        }
    }
    for (_, table) in shown
        .all(elements!["table"])
        .filter(|(_, table)| !table.inside.contains("<th"))
    {
        let start: String = table.text().chars().take(40).collect();
        told.page(
            shown,
            Say::warning(format!("a table has no header cells: {start}")),
        );
    }
}

fn pictures(shown: &Shown<'_>, told: &mut Told<'_>) {
    for (at, img) in shown.all(elements!["img"]).filter(|(_, img)| !img.hidden) {
        let src = img.attribute("src").unwrap_or_default();
        let name = src.rsplit('/').next().unwrap_or_default();
        match img.attribute("alt") {
            None => told.words_at(
                shown,
                name,
                Say::error(format!(
                    "the picture `{name}` has no words for people who cannot see it"
                )),
            ),
            Some(alt) if alt.trim().is_empty() => {
                let alone = shown
                    .around(at)
                    .find(|outer| outer.is(elements!["a"]))
                    .is_some_and(|link| label(link).is_empty());
                if alone {
                    told.words_at(
                        shown,
                        name,
                        Say::error(format!(
                            "a link consists of the picture `{name}` alone, which has no words"
                        )),
                    );
                }
            }
            Some(alt) => {
                if let Some(say) = poor_words(&alt, name) {
                    told.words_at(shown, &alt, say);
                }
            }
        }
    }
}

/// Kinds of pictures, which say nothing about what is on one.
const EMPTY_ALTS: [&str; 10] = [
    "image",
    "photo",
    "photograph",
    "picture",
    "graphic",
    "icon",
    "drawing",
    "img",
    "alt",
    "untitled",
];

/// What is wrong with the words for a picture in the file `name`.
fn poor_words(alt: &str, name: &str) -> Option<Say> {
    let instead = "Say what can be seen, as one would on the telephone; or leave the words empty if the picture only decorates.";
    let bare = |text: &str| {
        let kept = text.chars().filter(|c| c.is_alphanumeric());
        kept.flat_map(char::to_lowercase).collect::<String>()
    };
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let is_one_word = !alt.trim().contains(' ');
    let has_ending = alt.rsplit_once('.').is_some_and(|(_, ending)| {
        let ending = ending.trim().to_lowercase();
        ["jpg", "jpeg", "png", "svg", "webp", "avif", "gif"].contains(&ending.as_str())
    });
    if has_ending || (is_one_word && alt.contains(['-', '_']) && bare(alt) == bare(stem)) {
        let say = Say::warning(format!(
            "the words for a picture are only its file name, `{}`",
            alt.trim()
        ));
        return Some(say.instead(instead));
    }
    if EMPTY_ALTS.contains(&alt.trim().trim_end_matches('.').to_lowercase().as_str()) {
        let say = Say::warning(format!(
            "the words `{}` do not say what a picture shows",
            alt.trim()
        ));
        return Some(say.instead(instead));
    }
    None
}

fn fields(shown: &Shown<'_>, told: &mut Told<'_>) {
    for (at, field) in shown
        .all(elements!["input", "select", "textarea"])
        .filter(|(_, field)| !field.hidden)
    {
        let kind = field.attribute("type").unwrap_or_default();
        if matches!(&*kind, "hidden" | "submit" | "button" | "reset" | "image")
            || field.attribute("disabled").is_some()
        {
            continue;
        }
        let named =
            field.attribute("aria-label").is_some() || field.attribute("aria-labelledby").is_some();
        let id = field.attribute("id").unwrap_or_default();
        let labelled = shown
            .all(elements!["label"])
            .any(|(_, one)| !id.is_empty() && one.attribute("for").as_deref() == Some(&id));
        let within = shown.around(at).any(|outer| outer.is(elements!["label"]));
        if !named && !labelled && !within {
            told.page(shown, Say::error("a field has no label"));
        }
    }
}

fn headings(shown: &Shown<'_>, told: &mut Told<'_>) {
    if shown.all(elements!["main"]).next().is_none() {
        let say = Say::warning("the page has no main part that people can jump to");
        told.page(
            shown,
            say.instead("In the theme, put the content of the page into one `main` element."),
        );
    }
    let all = shown.all(elements!["h1", "h2", "h3", "h4", "h5", "h6"]);
    for (_, heading) in all.filter(|(_, one)| !one.hidden && label(one).is_empty()) {
        told.page(
            shown,
            Say::warning(format!("an empty heading (`{}`)", &*heading.name)),
        );
    }
    let levels: Vec<(u8, Cow<'_, str>)> = shown
        .all(elements!["h1", "h2", "h3", "h4", "h5", "h6"])
        .filter(|(at, heading)| !heading.hidden && shown.is_in_content(*at))
        .map(|(_, heading)| (heading.name.as_bytes()[1] - b'0', heading.text()))
        .collect();
    let firsts: Vec<_> = levels.iter().filter(|(level, _)| *level == 1).collect();
    match firsts.as_slice() {
        [_] => {}
        [] => told.page(
            shown,
            Say::warning("the page has no heading of the first level"),
        ),
        [_, second, ..] => {
            let say = Say::warning(format!("a second heading of the first level: {}", second.1));
            told.words_at(
                shown,
                &second.1,
                say.instead("Begin headings in the text with `##`."),
            );
        }
    }
    for pair in levels.windows(2) {
        if pair[1].0 > pair[0].0 + 1 {
            let what = format!("the heading `{}` skips a level", pair[1].1);
            told.words_at(
                shown,
                &pair[1].1,
                Say::warning(what)
                    .instead("Let each heading be at most one level below the one before."),
            );
        }
    }
}

fn links(shown: &Shown<'_>, told: &mut Told<'_>) {
    for link in shown.links() {
        let bare = link.text.trim_end_matches('.');
        if link.text.is_empty() {
            let say = Say::error(format!("a link to `{}` has no words", link.href));
            told.words_at(shown, &link.href, say);
        } else if EMPTY_WORDS
            .iter()
            .any(|empty| empty.eq_ignore_ascii_case(bare))
        {
            let say = Say::warning(format!("a link is called only `{}`", link.text));
            told.words_at(
                shown,
                &format!("[{}]", link.text),
                say.instead("Call it after what is behind it."),
            );
        }
        if link.to.is_some() && ends_in_pdf(&link.href) {
            let name = link.href.rsplit('/').next().unwrap_or_default().to_owned();
            let say = Say::warning(format!(
                "`{name}` is a PDF, which many people cannot read or fill in"
            ));
            told.words_at(
                shown,
                &name,
                say.instead("Offer the same as a web page, and the PDF beside it."),
            );
        }
    }
}

fn ends_in_pdf(href: &str) -> bool {
    let ending = href.len().checked_sub(4).and_then(|at| href.get(at..));
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case(".pdf"))
}

/// Names that two things share, and names of languages, on the page and in it, that no program would understand:
/// "English" for "en".
fn names(shown: &Shown<'_>, told: &mut Told<'_>) {
    let mut seen = FxHashSet::default();
    for element in shown.elements.iter().filter(|one| one.named) {
        for Attribute { name, value } in element.attributes() {
            if name.eq_ignore_ascii_case("id") {
                let value = decoded(value);
                if !seen.insert(value.clone()) {
                    let say = Say::error(format!("two things on the page are called `{value}`"));
                    told.words_at(shown, &value, say.instead("Give each an id of its own."));
                }
            } else if name.eq_ignore_ascii_case("lang") {
                let value = decoded(value);
                if !is_language(&value) {
                    let say = Say::error(format!("`{value}` is no code of a language"));
                    told.words_at(
                        shown,
                        &value,
                        say.instead("Write the short code, such as `en`, `es` or `zh-Hant`."),
                    );
                }
            }
        }
    }
}

/// Whether a value can be the code of a language; that it is missing is told elsewhere.
fn is_language(value: &str) -> bool {
    let mut parts = value.trim().split('-');
    let first = parts.next().unwrap_or_default();
    let is_code = (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    is_code || value.trim().is_empty()
}
