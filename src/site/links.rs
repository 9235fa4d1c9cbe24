//! Where links lead, and which lead nowhere.
//!
//! A writer links as on a disk: `../faq/billing.md#late-fee`, `map.svg`. Each such link is checked against the pages,
//! anchors and files of the site, and told with its place if nothing is there. Addresses elsewhere are not visited.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Site, SitePage, Withheld, root_of};
use crate::diagnostic::{Diagnostic, Edit, Severity, Words};
use crate::source::{Kept, Mark, Marker, Span};

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Another page or place on this site, ready to stand in the page: relative to it.
    Here(String),
    /// Another site, a telephone number or a mail address.
    Elsewhere(String),
    /// Nothing; why, and what to do instead.
    Nowhere {
        /// What is wrong.
        what: String,
        /// What to do.
        instead: String,
        /// The link that was probably meant.
        meant: Option<String>,
    },
}

impl Site {
    /// Resolves what stands in a link or an image on the page `from`.
    pub fn resolve(&self, from: &SitePage, link: &str) -> Target {
        if let Some(scheme) = scheme_of(link) {
            return match scheme.as_str() {
                "http" | "https" | "mailto" | "tel" | "sms" => Target::Elsewhere(link.to_owned()),
                "phone" | "fax" | "hours" => self.fact(link),
                _ => nowhere(
                    format!("links that begin with `{scheme}:` are not published"),
                    "Use https://, tel: or mailto:.",
                ),
            };
        }
        if link.starts_with("//") {
            return nowhere(
                format!("`{link}` is not a whole address"),
                "Write it with https:// in front.",
            );
        }
        let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
        let path = path.split('?').next().unwrap_or(path);
        if path.is_empty() {
            return self.to_page(from, from, anchor);
        }
        let Some(full) = join(&from.path, &decode(path)) else {
            return nowhere(
                format!("`{link}` leads out of the content folder"),
                "Link to a file inside content.",
            );
        };
        if let Some(at) = self.page_at(&full) {
            return self.to_page(from, &self.pages[at], anchor);
        }
        if self.files.contains(&full) {
            return Target::Here(format!("{}{}", root_of(&from.url), encode(&full)));
        }
        self.missing(from, link, &full)
    }

    /// A fact of practice.toml that text refers to.
    fn fact(&self, link: &str) -> Target {
        match self.spoken.get(link) {
            Some(spoken) => Target::Elsewhere(spoken.href.clone().unwrap_or_default()),
            None => nowhere(
                format!("practice.toml knows nothing called `{link}`"),
                &format!("It knows {}.", self.spoken_names()),
            ),
        }
    }

    /// The page meant by a path below content: its file, or its address.
    fn page_at(&self, full: &str) -> Option<usize> {
        let address = format!("{}/", full.trim_end_matches('/'));
        self.by_path(full)
            .or_else(|| self.by_url(if full.is_empty() { "" } else { &address }))
    }

    fn to_page(&self, from: &SitePage, to: &SitePage, anchor: &str) -> Target {
        if !anchor.is_empty() && !to.outline.has_anchor(&decode(anchor)) {
            let known: Vec<_> = to
                .outline
                .headings
                .iter()
                .map(|heading| heading.id.as_str())
                .collect();
            let near = nearest(anchor, known.iter().copied());
            let instead = match near {
                Some(near) => format!("Did you mean `#{near}`?"),
                None if known.is_empty() => {
                    "That page has no headings; leave out the part from # on.".to_owned()
                }
                None => format!(
                    "Its headings are {}.",
                    known
                        .iter()
                        .map(|id| format!("#{id}"))
                        .collect::<Vec<_>>()
                        .join(", ")
                ),
            };
            return Target::Nowhere {
                what: format!("content/{} has no heading `#{anchor}`", to.path),
                instead,
                meant: None,
            };
        }
        let hash = if anchor.is_empty() {
            String::new()
        } else {
            format!("#{anchor}")
        };
        if std::ptr::eq(from, to) && !anchor.is_empty() {
            return Target::Here(hash);
        }
        Target::Here(format!("{}{}{hash}", root_of(&from.url), encode(&to.url)))
    }

    fn missing(&self, from: &SitePage, link: &str, full: &str) -> Target {
        if let Some(why) = self.withheld.get(full) {
            let (what, instead) = match why {
                Withheld::Draft => (
                    format!("`{link}` is a draft"),
                    "Remove the link until the page is no draft.",
                ),
                Withheld::Until(day) => (
                    format!("`{link}` goes live on {day}"),
                    "Remove the link until then.",
                ),
                Withheld::Since(day) => (format!("`{link}` ended on {day}"), "Remove the link."),
            };
            return nowhere(what, instead);
        }
        let known = self
            .pages
            .iter()
            .map(|page| page.path.as_str())
            .chain(self.files.iter().map(String::as_str));
        let meant = nearest(full, known).map(|path| relative_path(&from.path, &path));
        let instead = match &meant {
            Some(meant) => format!("Did you mean `{meant}`?"),
            None => "Link to a file that is there, or add the missing one.".to_owned(),
        };
        Target::Nowhere {
            what: format!("there is no page or file `{link}`"),
            instead,
            meant,
        }
    }
}

fn nowhere(what: String, instead: &str) -> Target {
    Target::Nowhere {
        what,
        instead: instead.to_owned(),
        meant: None,
    }
}

/// What was said of the links of one page, and what that depends on.
#[derive(Debug)]
pub struct CheckedLinks {
    text: Mark,
    world: Mark,
    told: Vec<Diagnostic>,
}

/// Every link and image of every page that leads nowhere. A page is looked at again if its text changed, or anything
/// that links can lead to.
pub fn check_links(site: &Site, kept: &mut Kept<String, CheckedLinks>) -> Vec<Diagnostic> {
    let mut world = Marker::default();
    world.mark(site.faces).add(format!("{:?}", site.spoken));
    let world = world.done();
    let names: Vec<_> = site.pages.iter().map(|page| page.path.clone()).collect();
    let checked = kept.renew(&names, |at, last| {
        let page = &site.pages[at];
        match last {
            Some(last) if last.text == page.mark && last.world == world => last.clone(),
            _ => Arc::new(CheckedLinks {
                text: page.mark,
                world,
                told: check_page(site, page),
            }),
        }
    });
    let told = checked.all.iter().flat_map(|checked| &checked.told);
    told.cloned().collect()
}

fn check_page(site: &Site, page: &SitePage) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    let mut seen = BTreeSet::new();
    for link in &page.outline.links {
        check(site, page, link.span, &link.to, &mut told);
    }
    if let Some(image) = &page.page.meta.image {
        check(site, page, page.page.front, image, &mut told);
    }
    told.retain(|said| seen.insert((said.span, said.what.clone())));
    told
}

fn check(site: &Site, page: &SitePage, span: Span, link: &str, told: &mut Vec<Diagnostic>) {
    let Target::Nowhere {
        what,
        instead,
        meant,
    } = site.resolve(page, link)
    else {
        return;
    };
    let written = page.page.source.slice(span);
    let span = written
        .rfind(link)
        .filter(|_| !link.is_empty())
        .map_or(span, |at| {
            Span::new(span.start + at, span.start + at + link.len())
        });
    let words = Words {
        rule: "links".into(),
        family: "links",
        what: what.into(),
        why: "A visitor who follows it would find nothing.".into(),
        instead: instead.into(),
    };
    let said = Diagnostic::at(&page.page.source, span, Severity::Error, words);
    told.push(match meant {
        Some(text) => {
            let title = format!("Link to {text}");
            said.with_edit(Edit::new(&page.page.source, span, text, title, false))
        }
        None => said,
    });
}

/// `https` of `https://...`, `tel` of `tel:...`; nothing for a path.
fn scheme_of(link: &str) -> Option<String> {
    let (scheme, _) = link.split_once(':')?;
    let fits = scheme
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "+-.\t\n\r ".contains(c) || c.is_control());
    let plain: String = scheme.chars().filter(char::is_ascii_alphanumeric).collect();
    (fits && !plain.is_empty()).then(|| plain.to_lowercase())
}

/// `../a.md` seen from `faq/b.md` is `a.md`; a path with a slash in front counts from content.
fn join(from: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    if !link.starts_with('/') {
        parts.extend(from.split('/'));
        parts.pop();
    }
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn relative_path(from: &str, to: &str) -> String {
    let from: Vec<_> = from.split('/').collect();
    let to: Vec<_> = to.split('/').collect();
    let folders = from.len() - 1;
    let shared = from[..folders]
        .iter()
        .zip(&to[..to.len() - 1])
        .take_while(|(a, b)| a == b)
        .count();
    let up = "../".repeat(folders - shared);
    format!("{up}{}", to[shared..].join("/"))
}

fn nearest<'k>(wanted: &str, known: impl Iterator<Item = &'k str>) -> Option<String> {
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let score = |path: &str| {
        let whole = strsim::jaro_winkler(path, wanted);
        if name(path) == name(wanted) {
            whole.max(0.95)
        } else {
            whole
        }
    };
    let best = known
        .map(|path| (score(path), path))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))?;
    (best.0 > 0.88).then(|| best.1.to_owned())
}

/// `%20` and the like as what they stand for.
pub fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = (first == b'%' && after.len() >= 2)
            .then(|| std::str::from_utf8(&after[..2]).ok())
            .flatten();
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// A path as an address: spaces and other marks as `%20` and the like.
pub fn encode(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        if c.is_alphanumeric() || "/-_.~!$&'()*+,;=:@#".contains(c) {
            out.push(c);
        } else {
            let mut buffer = [0; 4];
            c.encode_utf8(&mut buffer)
                .bytes()
                .for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_as_on_a_disk() {
        assert_eq!(join("faq/b.md", "../a.md").as_deref(), Some("a.md"));
        assert_eq!(join("faq/b.md", "c.md").as_deref(), Some("faq/c.md"));
        assert_eq!(join("faq/b.md", "/c.md").as_deref(), Some("c.md"));
        assert_eq!(join("b.md", "../c.md"), None);
    }

    #[test]
    fn a_path_can_be_told_from_another_page() {
        assert_eq!(relative_path("faq/b.md", "faq/c.md"), "c.md");
        assert_eq!(relative_path("faq/b.md", "a.md"), "../a.md");
        assert_eq!(relative_path("a.md", "faq/c.md"), "faq/c.md");
    }

    #[test]
    fn schemes_hidden_in_marks_are_seen() {
        assert_eq!(
            scheme_of("java\nscript:alert(1)").as_deref(),
            Some("javascript")
        );
        assert_eq!(scheme_of("faq/a.md"), None);
        assert_eq!(scheme_of("https://a.example").as_deref(), Some("https"));
    }
}
