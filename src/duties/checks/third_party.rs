//! What a page loads from others: trackers, fonts, maps, videos, chat.
//!
//! Every such request tells a company which page somebody reads, and a page about a condition tells what ails them.
//! What remains of the federal bulletin concerns pages where visitors identify themselves; states and courts go
//! further. A static site needs none of it, so the default is nothing, and each exception has a reason on record.

use std::sync::LazyLock;

use super::super::case::{Case, Say, Told};
use super::super::reading::Needles;
use super::super::shown::{Shown, elements_of};
use super::{Check, Look};
use crate::html::elements;
use crate::output::{Output, OutputPlan};

pub(super) static CHECK: Check = Check {
    id: "third-party",
    rank: 7,
    what: "loads something from another company",
    why: "The request tells that company who reads which page of a doctor's site.",
    instead: "Keep a copy in the site, use a plain link, or name the host in `[outside.loads]` with the reason.",
    source: "OCR bulletin on online tracking technologies, as far as AHA v. Becerra left it standing; state wiretap suits; FTC",
    looks: &[Look::Page(page), Look::Plan(styles)],
    flags: &[
        "=== themes/plate/templates/partials/callbar.html\n<script src=\"https://www.googletagmanager.com/gtag/js\"></script>\n",
        "=== themes/plate/templates/partials/callbar.html\n<script>fbq('track', 'Lead');</script>\n",
        "=== themes/plate/templates/partials/callbar.html\n<script src=\"theme/plate.js\"/>fbq(1)</script>\n",
        "=== themes/plate/templates/partials/callbar.html\n<noscript><img src=\"https://www.facebook.com/tr?id=1\" alt=\"x\"></noscript>\n",
        "=== themes/plate/templates/slots/head.html\n<NOSCRIPT><IFRAME src='https://www.googletagmanager.com/ns.html'></IFRAME></NOSCRIPT>\n",
        "=== themes/plate/templates/partials/callbar.html\n<link rel=\"stylesheet\" href=\"https://fonts.googleapis.com/css\">\n",
        "=== themes/plate/static/more.css\n@import url(\"https://fonts.example/a.css\");\n",
        "=== content/about.md\n+++\ntitle = \"About\"\n+++\n![Map](https://maps.other.example/a.png)\n",
    ],
    passes: &[
        "=== content/about.md\n+++\ntitle = \"About\"\n+++\n[A map](https://maps.other.example/)\n",
        "outside.loads = { \"maps.other.example\" = \"a map that patients asked for\" }\n=== content/about.md\n+++\ntitle = \"About\"\n+++\n![Map](https://maps.other.example/a.png)\n",
    ],
};

static TRACKERS: LazyLock<Needles> = LazyLock::new(|| Needles::new(&TRACKER_NAMES));

const TRACKER_NAMES: [&str; 20] = [
    "googletagmanager.com",
    "google-analytics.com",
    "doubleclick.net",
    "connect.facebook.net",
    "facebook.com/tr",
    "hotjar.com",
    "clarity.ms",
    "analytics.tiktok.com",
    "snap.licdn.com",
    "segment.com",
    "mixpanel.com",
    "fullstory.com",
    "bat.bing.com",
    "sc-static.net",
    "adsrvr.org",
    "gtag(",
    "fbq(",
    "ttq.track",
    "_paq.push",
    "dataLayer.push",
];

fn page(case: &Case<'_>, shown: &Shown<'_>, told: &mut Told<'_>) {
    let sensitive = case.is_sensitive(shown);
    let law = case.entry("us-trackers");
    let say = |what: String, tracks: bool| match (sensitive, law) {
        (true, Some(law)) if tracks => Say::asked(law, what),
        (true, _) => Say::error(what),
        (false, _) => Say::warning(what),
    };
    let without_programs = shown.all(elements!["noscript"]);
    let without_programs = without_programs.flat_map(|(_, one)| elements_of(one.inside));
    let without_programs: Vec<_> = without_programs.collect();
    for element in shown.elements.iter().chain(&without_programs) {
        for name in loading(&element.name) {
            let Some(value) = element.attribute(name) else {
                continue;
            };
            if element.is(elements!["link"])
                && !loads(&element.attribute("rel").unwrap_or_default())
            {
                continue;
            }
            for host in value.split(',').filter_map(|part| foreign(case, part)) {
                let tracks = TRACKERS.first(&value).is_some();
                let kind = if tracks { "a tracker" } else { "something" };
                told.words_at(
                    shown,
                    &value,
                    say(format!("the page loads {kind} from `{host}`"), tracks),
                );
            }
        }
        if element.is(elements!["script"])
            && !element.is_data()
            && let Some(found) = TRACKERS.first(element.inside)
        {
            told.words_at(
                shown,
                found,
                say(format!("the page runs a tracker (`{found}`)"), true),
            );
        }
    }
}

/// The attributes by which an element loads something at once.
fn loading(name: &str) -> &'static [&'static str] {
    match name {
        "script" | "iframe" | "embed" | "audio" | "track" | "input" => &["src"],
        "img" | "source" => &["src", "srcset"],
        "video" => &["src", "poster"],
        "link" => &["href"],
        "object" => &["data"],
        _ => &[],
    }
}

fn loads(rel: &str) -> bool {
    let quiet = [
        "canonical",
        "alternate",
        "next",
        "prev",
        "license",
        "author",
        "help",
        "me",
    ];
    !rel.split_whitespace().any(|word| quiet.contains(&word))
}

/// The host of an address that is neither ours nor allowed.
fn foreign(case: &Case<'_>, address: &str) -> Option<String> {
    let address = address.trim();
    let rest = ["https://", "http://", "//"]
        .iter()
        .find_map(|start| address.strip_prefix(start))?;
    let host = rest
        .split(['/', '?', '#', ' ', '"', '\'', ')', ':'])
        .next()?
        .to_lowercase();
    let own = case
        .practice
        .base_url
        .split("://")
        .nth(1)
        .unwrap_or_default();
    let own = own.split('/').next().unwrap_or_default();
    let known = host == own || case.practice.typed.outside.loads.contains_key(&host);
    (!known && !host.is_empty()).then_some(host)
}

fn styles(case: &Case<'_>, plan: &OutputPlan, told: &mut Told<'_>) {
    for (path, output) in &plan.files {
        let Output::Made(bytes) = output else {
            continue;
        };
        if !path.ends_with(".css") {
            continue;
        }
        let text = String::from_utf8_lossy(bytes);
        let urls = text.match_indices("url(").map(|(at, mark)| at + mark.len());
        let imports = text
            .match_indices("@import")
            .map(|(at, mark)| at + mark.len());
        for at in urls.chain(imports) {
            let value = text[at..].trim_start().trim_start_matches(['"', '\'']);
            if let Some(host) = foreign(case, &value[..value.len().min(200).min(floor(value))]) {
                let say = Say::error(format!(
                    "`{path}` loads something from `{host}` on every page"
                ));
                told.fact("theme", say);
            }
        }
    }
}

fn floor(text: &str) -> usize {
    crate::source::floor_boundary(text, 200)
}
