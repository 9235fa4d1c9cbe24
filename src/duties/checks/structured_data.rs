//! Facts for search engines, read back from the page: valid kinds, no ratings, and nothing that visitors do not see.
//!
//! The data is made from the same facts as the page. A theme of the practice's own can still show something else, so
//! both are read as they will be published.

use std::cell::{Cell, OnceCell};

use memchr::memmem::Finder;
use serde_json::Value as Json;

use super::super::block::Block;
use super::super::case::{Case, Say, Told};
use super::super::markup::text_of;
use super::super::shown::Shown;
use super::{Check, Look};
use crate::config::Day;
use crate::html::elements;

pub(super) static CHECK: Check = Check {
    id: "structured-data",
    rank: 25,
    what: "tells search engines something else than visitors",
    why: "What search engines show of the practice comes from there, and nobody reads it over.",
    instead: "Let the theme print `json_ld` and `page.body` unchanged, and add no structured data of its own.",
    source: "schema.org release 24 and later; Google's guidelines on structured data and self-serving reviews",
    looks: &[Look::Page(page)],
    flags: &[
        "=== themes/plate/templates/condition.html\n{% extends \"base.html\" %}{% block content %}{{ page.body }}{% endblock content %}\n=== content/conditions/cold.md\n+++\ntitle = \"Colds\"\nlast_reviewed = 2026-01-01\n+++\nA cold is an infection.\n",
        "=== themes/plate/templates/partials/callbar.html\n<script type=\"application/ld+json\">{\"@type\":\"Physician\",\"openingHours\":\"Mo\"}</script>\n",
        "=== themes/plate/templates/partials/callbar.html\n<script type=\"application/ld+json\">{\"@type\":\"MedicalClinic\",\"aggregateRating\":{\"ratingValue\":5}}</script>\n",
        "=== themes/plate/templates/partials/callbar.html\n<script type=\"application/ld+json\">{not json}</script>\n",
        "=== themes/plate/templates/faq.html\n{% extends \"base.html\" %}{% block content %}<p>Answers by telephone.</p>{% endblock content %}\n=== content/faq/bills.md\n+++\ntitle = \"Bills\"\nscope = \"admin\"\n+++\n## When is the bill due?\n\nThirty days after the visit.\n",
        "=== themes/plate/templates/faq.html\n{% extends \"base.html\" %}{% block content %}<p>When is the bill due?</p><div hidden><img src=\"theme/favicon.svg\" alt=\"Thirty days after the visit.\"></div>{% endblock content %}\n=== content/faq/bills.md\n+++\ntitle = \"Bills\"\nscope = \"admin\"\n+++\n## When is the bill due?\n\nThirty days after the visit.\n",
        "=== themes/plate/templates/faq.html\n{% extends \"base.html\" %}{% block content %}<p>When is the bill due?</p><label>A <input placeholder=\"Thirty days after the visit.\"></label>{% endblock content %}\n=== content/faq/bills.md\n+++\ntitle = \"Bills\"\nscope = \"admin\"\n+++\n## When is the bill due?\n\nThirty days after the visit.\n",
        "=== themes/plate/templates/partials/callbar.html\n<script type=\"application/ld+json\">{\"@type\":\"MedicalClinic\",\"telephone\":\"+15125550199\"}</script>\n",
    ],
    passes: &[
        "=== content/faq/bills.md\n+++\ntitle = \"Bills\"\nscope = \"admin\"\n+++\n## When is the bill due?\n\nThirty days after the *visit*, see [About](../_index.md).\n",
    ],
};

/// A page with the letters and digits of its content, put together if somebody asks.
struct Seen<'s, 'h> {
    shown: &'s Shown<'h>,
    content: OnceCell<Vec<u8>>,
    /// The block behind the one that was found last.
    next: Cell<usize>,
}

/// Places with the same beginning that are compared at most, before a text is looked for as a whole.
const TRIES: usize = 16;

impl Seen<'_, '_> {
    fn has(&self, words: &str) -> bool {
        self.has_blocks(words) || self.has_letters(words)
    }

    /// Whether the lines of a text are blocks of the content, one below the other, as most are. Data has the order of its
    /// page, so that the search goes on where it ended.
    fn has_blocks(&self, words: &str) -> bool {
        let blocks = &self.shown.blocks;
        let Some(first) = words.lines().next() else {
            return false;
        };
        let next = self.next.get();
        let begins = |at: &usize| *blocks[*at].text == *first;
        let starts = (next..blocks.len()).chain(0..next).filter(begins);
        let found = starts.take(TRIES).find(|start| {
            let mut below = blocks[*start..].iter();
            let mut lines = words.lines();
            lines.all(|line| {
                let block = below.next();
                block.is_some_and(|block| *block.text == *line && self.is_read(block))
            })
        });
        self.next.set(found.map_or(next, |start| start + 1));
        found.is_some()
    }

    /// Whether visitors read the words of a block in the content, rather than only hearing them or seeing them go.
    fn is_read(&self, block: &Block) -> bool {
        let element = &self.shown.elements[block.at];
        self.shown.is_content(block)
            && !element.hidden
            && !element.is(elements!["img", "input", "meta"])
    }

    fn has_letters(&self, words: &str) -> bool {
        let content = self.content.get_or_init(|| {
            let mains = self.shown.all(elements!["main"]);
            let mains = mains.map(|(_, main)| squeezed(&text_of(main.inside)));
            mains.collect::<Vec<_>>().concat()
        });
        holds(content, &squeezed(words))
    }
}

fn page(_: &Case<'_>, shown: &Shown<'_>, told: &mut Told<'_>) {
    let seen = Seen {
        shown,
        content: OnceCell::new(),
        next: Cell::new(0),
    };
    for (_, script) in shown.all(elements!["script"]) {
        if !script.is_data() {
            continue;
        }
        match serde_json::from_str::<Json>(script.inside) {
            Ok(data) => read(&seen, &data, told),
            Err(_) => told.page(shown, Say::error("the structured data cannot be read")),
        }
    }
}

fn read(seen: &Seen<'_, '_>, data: &Json, told: &mut Told<'_>) {
    let shown = seen.shown;
    match data {
        Json::Array(items) => items.iter().for_each(|item| read(seen, item, told)),
        Json::Object(map) => {
            let is = |wanted: &str| match map.get("@type") {
                Some(Json::Array(kinds)) => kinds.iter().any(|kind| kind == wanted),
                Some(kind) => kind == wanted,
                None => false,
            };
            if is("Physician") {
                told.page(
                    shown,
                    Say::error("`Physician` is no longer a kind for people or places with hours")
                        .instead("Use `IndividualPhysician` or `MedicalClinic`."),
                );
            }
            if map.contains_key("aggregateRating") || map.contains_key("review") || is("Review") {
                told.page(
                    shown,
                    Say::error("the structured data rates the practice itself"),
                );
            }
            if is("Question") {
                question(seen, data, told);
            }
            if let Some(day) = map.get("lastReviewed").and_then(Json::as_str) {
                reviewed(shown, day, told);
            }
            if let Some(number) = map.get("telephone").and_then(Json::as_str) {
                telephone(shown, number, told);
            }
            map.values().for_each(|value| read(seen, value, told));
        }
        _ => {}
    }
}

fn question(seen: &Seen<'_, '_>, data: &Json, told: &mut Told<'_>) {
    let asked = data["name"].as_str().unwrap_or_default();
    let answer = data["acceptedAnswer"]["text"].as_str().unwrap_or_default();
    if !seen.has(asked) || !seen.has(answer) {
        let what = format!("search engines get an answer that visitors do not see: {asked}");
        told.page(seen.shown, Say::error(what));
    }
}

fn reviewed(shown: &Shown<'_>, day: &str, told: &mut Told<'_>) {
    let long = Day::parse(day).map(Day::long).unwrap_or_default();
    let visible = shown
        .blocks
        .iter()
        .any(|block| shown.is_content(block) && block.text.contains(&long));
    if long.is_empty() || !visible {
        let what = format!("search engines get the review of {day}, which visitors do not see");
        told.page(shown, Say::error(what));
    }
}

/// Whether a text holds another, which may be long: its beginning is looked for, and the rest compared.
fn holds(text: &[u8], words: &[u8]) -> bool {
    let mut rest = text;
    let beginning = Finder::new(&words[..words.len().min(24)]);
    for _ in 0..TRIES {
        match beginning.find(rest) {
            Some(at) if rest[at..].starts_with(words) => return true,
            Some(at) => rest = &rest[at + 1..],
            None => return false,
        }
    }
    memchr::memmem::find(rest, words).is_some()
}

/// Letters and digits alone, so that spaces between elements do not matter.
fn squeezed(text: &str) -> Vec<u8> {
    let mut kept = vec![0; text.len()];
    let mut end = 0;
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        if byte.is_ascii() {
            kept[end] = byte;
            end += usize::from(byte.is_ascii_alphanumeric());
        } else if let Some(c) = text.get(at..).and_then(|rest| rest.chars().next())
            && c.is_alphanumeric()
        {
            let length = c.len_utf8();
            kept[end..end + length].copy_from_slice(&text.as_bytes()[at..at + length]);
            end += length;
        }
    }
    kept.truncate(end);
    kept
}

fn telephone(shown: &Shown<'_>, number: &str, told: &mut Told<'_>) {
    let href = format!("tel:{number}");
    if !shown.links().any(|link| *link.href == *href) {
        let what = format!(
            "search engines get the number {number}, which visitors cannot call on this page"
        );
        told.page(shown, Say::error(what));
    }
}
