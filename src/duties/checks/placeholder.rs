//! Placeholders nobody filled, instructions of model forms, and debris of templates.
//!
//! The most common mechanical defect of live practice sites, and one a program finds with almost no false alarm: a
//! notice that says "[insert name]" tells nobody anything, and one that opens with the instructions to providers was
//! never read by the person who published it.

use std::sync::LazyLock;

use super::super::block::Block;
use super::super::case::{Case, Say, Told};
use super::super::reading::{Phrases, years};
use super::super::shown::Shown;
use super::{Check, Look};
use crate::html::elements;

pub(super) static CHECK: Check = Check {
    id: "placeholder",
    rank: 1,
    what: "shows a placeholder, an instruction of a model form or a piece of a template",
    why: "A gap that was never filled makes a notice worthless and a page look abandoned.",
    instead: "Write what belongs there, or take the sentence out.",
    source: "Seen live on many practice sites; a notice with gaps does not inform",
    looks: &[Look::Page(page)],
    flags: &[
        "=== content/crisis.md\n+++\ntitle = \"Crisis\"\n+++\nCall 911, 988 or [local suicide hotline].\n",
        "=== content/disclaimer.md\n+++\ntitle = \"Disclaimer\"\n+++\nLast Updated: [January 2025]\n",
        "=== content/notices/estimate.md\n+++\ntitle = \"Estimate\"\n+++\nInstructions for Providers: place this notice where patients see it.\n",
        "=== content/notices/billing.md\n+++\ntitle = \"Surprise bills\"\n+++\nOMB Control Number 0938-1401, expiration date 05/31/2025.\n",
        "=== content/new-page-1.md\n+++\ntitle = \"Estimates\"\n+++\nWe give estimates.\n",
        "=== content/blank-2.md\n+++\ntitle = \"Policies\"\n+++\nOur policies.\n",
        "=== content/about.md\n+++\ntitle = \"About\"\n+++\nLorem ipsum dolor sit amet.\n",
        "practice.tagline = \"Hours: TBD\"\n",
    ],
    passes: &[
        "=== content/about.md\n+++\ntitle = \"About\"\n+++\nSee the list [1] and `[insert name]` in the manual.\n",
        "=== content/about.md\n+++\ntitle = \"About\"\n+++\nThe form says [sic] what it says.\n",
    ],
};

pub(super) static DEBRIS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "lorem ipsum",
        "tbd",
        "instructions for providers",
        "instructions to providers",
        "instructions for the provider",
        "omb control number",
        "paperwork reduction act statement",
        "your practice name here",
        "xxx-xxx-xxxx",
        "(xxx) xxx-xxxx",
        "sample text",
        "click here to edit",
    ])
});

/// First words of a gap in brackets.
const GAPS: [&str; 26] = [
    "insert",
    "your",
    "name",
    "date",
    "phone",
    "address",
    "local",
    "practice",
    "clinic",
    "provider",
    "doctor",
    "month",
    "enter",
    "add",
    "link",
    "url",
    "email",
    "e-mail",
    "hours",
    "city",
    "state",
    "number",
    "placeholder",
    "todo",
    "tbd",
    "company",
];

fn page(_: &Case<'_>, shown: &Shown<'_>, told: &mut Told<'_>) {
    address(shown, told);
    for block in &shown.blocks {
        if let Some(range) = block.first(&DEBRIS) {
            let what = format!("`{}` was left in the text", &block.text[range.clone()]);
            told.block(shown, block.part(range), Say::error(what));
        }
        if let Some(range) = template(&block.text) {
            let say = Say::error("a piece of a template shows in the text");
            told.block(shown, block.part(range), say);
        }
        if block.text.contains('[') {
            brackets(shown, block, told);
        }
    }
}

/// Addresses that a site builder gave and nobody changed.
fn address(shown: &Shown<'_>, told: &mut Told<'_>) {
    let last = shown.page.url.trim_end_matches('/').rsplit('/').next();
    let stem = last
        .unwrap_or_default()
        .trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    if matches!(
        stem,
        "new-page" | "blank" | "untitled" | "copy-of" | "blank-page"
    ) {
        let what = format!("the page's address is still /{}", shown.page.url);
        let instead = "Rename the file after what the page is about, and name the old address in `redirect_from`.";
        told.page(shown, Say::error(what).instead(instead));
    }
}

fn template(text: &str) -> Option<std::ops::Range<usize>> {
    memchr::memchr(b'{', text.as_bytes())?;
    let at = ["{{", "{%"].iter().find_map(|mark| text.find(mark))?;
    Some(at..at + 2)
}

fn brackets(shown: &Shown<'_>, block: &Block, told: &mut Told<'_>) {
    let mut from = 0;
    while let Some(open) = block.text[from..].find('[').map(|at| from + at) {
        let Some(close) = block.text[open..].find(']').map(|at| open + at) else {
            return;
        };
        from = close + 1;
        let inside = &block.text[open + 1..close];
        if is_gap(inside) && !in_code(shown, block, inside) {
            let what = format!("`[{inside}]` was never filled in");
            told.block(shown, block.part(open..close + 1), Say::error(what));
        }
    }
}

fn is_gap(inside: &str) -> bool {
    let words: Vec<String> = inside.split_whitespace().map(str::to_lowercase).collect();
    let first = words.first().map_or("", String::as_str);
    let dated = words.len() > 1 && !years(inside).is_empty();
    words.len() <= 8 && (GAPS.contains(&first) || dated)
}

fn in_code(shown: &Shown<'_>, block: &Block, inside: &str) -> bool {
    let holder = &shown.elements[block.at];
    holder.is(elements!["pre"]) || {
        let mut rest = holder.inside;
        let mut found = false;
        while let Some(at) = rest.find("<code") {
            let code = &rest[at..];
            let end = code.find("</code>").unwrap_or(code.len());
            found |= code[..end].contains(inside);
            rest = &code[end..];
        }
        found
    }
}
