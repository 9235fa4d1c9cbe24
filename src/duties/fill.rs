//! A notice filled with the practice's facts: as HTML, and as the words and links that the gate looks for.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark_escape::escape_html;

use super::notices::{Facts, Place};
use crate::html::single_spaced;

/// A disclaimer or call to action with the practice's facts in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its name, such as `health`.
    pub id: String,
    /// Where on the page it stands.
    pub place: Place,
    /// The whole element, ready to be placed by a theme.
    pub html: String,
    /// Its words as a visitor reads them, single spaces between, its label first.
    pub text: String,
    /// The addresses that are links in it.
    pub links: Vec<String>,
    /// The slots that were filled.
    pub filled: BTreeSet<String>,
}

/// Words of another language for what is filled in.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    /// The texts of links, by their slot.
    pub(super) slots: BTreeMap<String, String>,
    /// The words of hours.
    pub(super) hours: BTreeMap<String, String>,
}

/// Fills the lines of a notice; a line with a slot the practice has nothing for is left out.
pub(super) fn fill(
    facts: &Facts<'_>,
    id: &str,
    shape: (Place, &str),
    lines: &[&str],
    words: &Words,
) -> Notice {
    let mut writer = Writer {
        words: words.clone(),
        ..Writer::default()
    };
    let end = writer.begin(id, shape);
    for line in lines {
        writer.line(facts, line.trim());
    }
    writer.html.push_str(end);
    let text = single_spaced(&writer.text).into_owned();
    Notice {
        id: id.to_owned(),
        place: shape.0,
        html: writer.html,
        text,
        links: writer.links,
        filled: writer.filled,
    }
}

#[derive(Default)]
struct Writer {
    html: String,
    text: String,
    links: Vec<String>,
    filled: BTreeSet<String>,
    words: Words,
}

impl Notice {
    /// The same notice under another name, for pages that show it more than once.
    #[must_use]
    pub(super) fn numbered(&self, number: usize) -> Self {
        let id = format!("{}-{number}", self.id);
        let was = format!("data-notice=\"{}\"", self.id);
        let html = self
            .html
            .replacen(&was, &format!("data-notice=\"{id}\""), 1);
        Self {
            id,
            html,
            ..self.clone()
        }
    }
}

impl Writer {
    /// Opens the element; says how it is closed. What stands beside a picture is a short note without a label.
    fn begin(&mut self, id: &str, (position, label): (Place, &str)) -> &'static str {
        let place = position.name();
        let start = format!("class=\"notice notice-{place}\" data-notice=\"{id}\"");
        if position == Place::Beside {
            self.html = format!("<div {start} role=\"note\">");
            return "</div>";
        }
        self.html = format!("<aside {start} aria-label=\"{label}\">");
        self.html.push_str("<p class=\"notice-label\">");
        self.say(label);
        self.html.push_str("</p>");
        "</aside>"
    }

    fn line(&mut self, facts: &Facts<'_>, line: &str) {
        let parts = parts(line);
        let slots: Option<Vec<_>> = parts
            .iter()
            .map(|part| match part {
                Part::Words(_) => Some(None),
                Part::Slot(name) => slot(facts, name).map(|slot| Some(self.words.say(name, slot))),
            })
            .collect();
        let Some(slots) = slots else { return };
        self.html.push_str("<p>");
        self.text.push(' ');
        for (part, filled) in parts.iter().zip(slots) {
            match (part, filled) {
                (Part::Slot(name), Some(Filled { text, link })) => {
                    self.filled.insert((*name).to_owned());
                    self.link(name, &text, link);
                }
                (Part::Words(words) | Part::Slot(words), _) => self.say(words),
            }
        }
        self.html.push_str("</p>");
    }

    fn link(&mut self, name: &str, text: &str, link: Option<String>) {
        let Some(href) = link else {
            return self.say(text);
        };
        let class = if name == "booking" || name == "portal" {
            "book"
        } else {
            "call"
        };
        self.html.push_str(&format!("<a class=\"{class}\" href=\""));
        escape(&href, &mut self.html);
        self.html.push_str("\">");
        self.say(text);
        self.html.push_str("</a>");
        self.links.push(href);
    }

    fn say(&mut self, words: &str) {
        escape(words, &mut self.html);
        self.text.push_str(words);
    }
}

impl Words {
    fn say(&self, name: &str, mut slot: Filled) -> Filled {
        if let Some(own) = self.slots.get(name) {
            slot.text = own.clone();
        } else if name == "hours" && !self.hours.is_empty() {
            let words = slot.text.split(' ').map(|word| {
                let bare = word.trim_end_matches(',');
                let own = self.hours.get(bare).map_or(bare, String::as_str);
                format!("{own}{}", &word[bare.len()..])
            });
            slot.text = words.collect::<Vec<_>>().join(" ");
        }
        slot
    }
}

fn escape(text: &str, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = escape_html(&mut *out, text);
}

enum Part<'l> {
    Words(&'l str),
    Slot(&'l str),
}

/// `Call {phone} today` as words, slot, words. A brace that closes nothing is a word.
fn parts(line: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else {
            break;
        };
        parts.push(Part::Words(before));
        parts.push(Part::Slot(name));
        rest = behind;
    }
    parts.push(Part::Words(rest));
    parts
}

struct Filled {
    text: String,
    link: Option<String>,
}

fn slot(facts: &Facts<'_>, name: &str) -> Option<Filled> {
    let practice = facts.practice;
    let table = &practice.typed.practice;
    let plain =
        |text: String| Some(Filled { text, link: None }).filter(|filled| !filled.text.is_empty());
    let linked = |text: &str, link: &str| {
        Some(Filled {
            text: text.to_owned(),
            link: Some(link.to_owned()),
        })
    };
    match name {
        "practice" => plain(table.name.clone()),
        "hours" => plain(practice.main_hours()),
        "phone" => linked(&practice.phone.display, &practice.phone.href),
        "emergency" => linked(&practice.emergency.display, &practice.emergency.href),
        "crisis" => practice
            .crisis
            .as_ref()
            .and_then(|phone| linked(&phone.display, &phone.href)),
        "booking" => table
            .booking_url
            .as_ref()
            .and_then(|url| linked("Ask for an appointment", url)),
        "portal" => table
            .portal
            .as_ref()
            .and_then(|portal| linked("Patient portal", &portal.url)),
        "states" => plain(facts.states.clone()),
        "portal_hours" => plain(table.portal.as_ref()?.hours.clone()?),
        "response_time" => plain(table.portal.as_ref()?.response_time.clone()),
        _ => None,
    }
}
