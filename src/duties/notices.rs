//! Disclaimers and calls to action by kind of page.
//!
//! Which page needs which, what each must say and our own words for it are data (`duties/wording.toml`, dated, with
//! sources). Here they are filled with the practice's facts and held against their elements, so that a practice may
//! say them in its own words and cannot lose what they are for.

mod abroad;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use super::fill::{self, Notice};
use crate::config::{FrontMatter, PageKind, PictureKind, Scope, Topic};
use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::practice::Practice;
use crate::site::Site;

/// Where on a page a notice stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// Near the top of the content.
    Top,
    /// At the foot of the content.
    Foot,
    /// In the footer of the site.
    Footer,
    /// Right behind the picture or the words it is about.
    Beside,
}

impl Place {
    /// The word in the wording file, and in the theme's class names.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Top => "top",
            Self::Foot => "foot",
            Self::Footer => "footer",
            Self::Beside => "beside",
        }
    }
}

/// The wording file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wording {
    #[expect(dead_code, reason = "a date that people read")]
    checked_on: toml::value::Datetime,
    elements: BTreeMap<String, Element>,
    notices: BTreeMap<String, Pattern>,
    pages: Vec<Fit>,
    /// Names of states by the letters that front matter has.
    states: BTreeMap<String, String>,
}

/// What notices are filled with.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    pub(super) practice: &'a Practice,
    /// Where people are seen by video, as a list of names; empty where no clinician's page says so.
    pub(super) states: String,
}

/// Something a notice must get across.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Element {
    asks: String,
    #[serde(default)]
    any: Vec<String>,
    slot: Option<String>,
    #[expect(dead_code, reason = "a source that people read")]
    source: String,
}

/// A notice before it is filled.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pattern {
    position: Place,
    label: String,
    elements: Vec<String>,
    lines: Vec<String>,
}

/// Pages and the notices they carry.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fit {
    topic: Option<Topic>,
    #[serde(default)]
    kinds: Vec<PageKind>,
    scope: Option<Scope>,
    notices: Vec<String>,
}

static WORDING: LazyLock<Wording> = LazyLock::new(|| {
    #[expect(
        clippy::unwrap_used,
        reason = "the file is part of the program, and a test reads it"
    )]
    toml::from_str(include_str!("wording.toml")).unwrap()
});

/// The notices of one practice, filled and checked, ready for every page.
#[derive(Debug, Clone, Default)]
pub struct Notices {
    filled: BTreeMap<String, Notice>,
    today: Date,
    languages: BTreeMap<String, Self>,
}

impl Notices {
    /// Fills every notice with the practice's facts and its own wording, and tells what does not do its duty.
    pub fn of(practice: &Practice, site: &Site, today: Date) -> (Self, Vec<Diagnostic>) {
        let states = states(site, today);
        let facts = Facts { practice, states };
        let mut told = unknown(practice);
        let mut filled = BTreeMap::new();
        for (id, pattern) in &WORDING.notices {
            let own = practice.typed.wording.get(id);
            let lines: Vec<&str> = match own {
                Some(text) => text
                    .lines()
                    .filter(|line| !line.trim().is_empty())
                    .collect(),
                None => pattern.lines.iter().map(String::as_str).collect(),
            };
            let shape = (pattern.position, pattern.label.as_str());
            let notice = fill::fill(&facts, id, shape, &lines, &fill::Words::default());
            if own.is_some() {
                let missing = pattern
                    .elements
                    .iter()
                    .filter(|name| !carries(&notice, &lines, &WORDING.elements[*name]));
                told.extend(missing.map(|name| lacking(practice, id, &WORDING.elements[name])));
            }
            filled.insert(id.clone(), notice);
        }
        let mut notices = Self {
            filled,
            today,
            languages: BTreeMap::new(),
        };
        for (language, table) in &practice.typed.languages {
            let (mut own, said) = abroad::notices(&facts, language, table);
            own.today = today;
            notices.languages.insert(language.clone(), own);
            told.extend(said);
        }
        (notices, told)
    }

    /// Every notice in the site's own language.
    pub fn all(&self) -> impl Iterator<Item = &Notice> {
        self.filled.values()
    }

    /// The same notices in another language of the site.
    pub fn in_language(&self, language: Option<&str>) -> &Self {
        language
            .and_then(|language| self.languages.get(language))
            .unwrap_or(self)
    }

    /// The notices of a page, in the order they are shown; the footer's is last.
    pub fn for_page(
        &self,
        kind: PageKind,
        scope: Scope,
        meta: &FrontMatter,
    ) -> Vec<Cow<'_, Notice>> {
        let mut ids: Vec<&str> = Vec::new();
        if meta.behavioral {
            ids.push("crisis");
        }
        if meta.acute && !meta.behavioral {
            ids.push("emergency");
        }
        let fits = |fit: &&Fit| match fit.topic {
            Some(topic) => meta.topic == Some(topic),
            None => fit.kinds.contains(&kind) && fit.scope.is_none_or(|wanted| wanted == scope),
        };
        for id in WORDING
            .pages
            .iter()
            .find(fits)
            .into_iter()
            .flat_map(|fit| &fit.notices)
        {
            if !ids.contains(&id.as_str()) {
                ids.push(id);
            }
        }
        if is_outdated(scope, meta, self.today) {
            ids.push("outdated");
        }
        ids.push("footer");
        let filled = ids.into_iter().filter_map(|id| self.filled.get(id));
        let filled = filled.filter(|notice| !notice.text.is_empty());
        let beside = beside(meta).into_iter().enumerate();
        let beside = beside.filter_map(|(at, id)| Some(self.filled.get(id)?.numbered(at + 1)));
        filled
            .map(Cow::Borrowed)
            .chain(beside.map(Cow::Owned))
            .collect()
    }
}

/// Whether the day has passed on which a page about health should have been reviewed again.
pub(super) fn is_outdated(scope: Scope, meta: &FrontMatter, today: Date) -> bool {
    scope == Scope::Health && meta.next_review.is_some_and(|next| next.0 < today)
}

/// What stands beside each picture of people on a page, and then beside each patient's words.
fn beside(meta: &FrontMatter) -> Vec<&'static str> {
    let pictures = meta
        .pictures
        .iter()
        .filter_map(|picture| beside_picture(picture.kind));
    let stories = meta.testimonials.iter().map(|_| "results");
    pictures.chain(stories).collect()
}

/// The notice that a picture of that kind needs beside it.
pub fn beside_picture(kind: PictureKind) -> Option<&'static str> {
    match kind {
        PictureKind::Patient | PictureKind::BeforeAfter => Some("results"),
        PictureKind::Model | PictureKind::Stock => Some("model"),
        PictureKind::Staff | PictureKind::Thing => None,
    }
}

/// The states whose people are seen by video, as the pages of those who work here have them.
fn states(site: &Site, today: Date) -> String {
    let tables = site.pages.iter().filter_map(|page| {
        let table = page.page.meta.clinician.as_ref()?;
        let here = table.ends.is_none_or(|last| last.0 >= today)
            && table.starts.is_none_or(|first| first.0 <= today);
        here.then_some(table)
    });
    let codes: BTreeSet<&String> = tables.flat_map(|table| &table.telehealth_states).collect();
    let names = codes
        .into_iter()
        .map(|code| WORDING.states.get(code).unwrap_or(code).as_str());
    listed(&names.collect::<Vec<_>>())
}

/// `Oklahoma, Texas and Utah`.
pub(super) fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Whether a filled notice gets an element across. A slot that waits for a fact counts as soon as it is written: what
/// is missing then is the fact, and another check asks for it.
fn carries(notice: &Notice, lines: &[&str], element: &Element) -> bool {
    let text = notice.text.to_lowercase();
    let waits = element.slot.as_deref() == Some("states") && !notice.filled.contains("states");
    let text = if waits {
        lines.join(" ").to_lowercase()
    } else {
        text
    };
    let said = element.any.is_empty() || element.any.iter().any(|phrase| text.contains(phrase));
    said && element
        .slot
        .as_ref()
        .is_none_or(|slot| notice.filled.contains(slot) || text.contains(&format!("{{{slot}}}")))
}

fn lacking(practice: &Practice, id: &str, element: &Element) -> Diagnostic {
    let like = match (&element.slot, element.any.first()) {
        (Some(slot), _) => format!("Write {{{slot}}} where it should stand."),
        (None, Some(phrase)) => format!("Use words such as \"{phrase}\"."),
        (None, None) => String::new(),
    };
    let what = format!("the wording of `{id}` no longer {}", element.asks);
    tell(practice, &format!("wording.{id}"), what, like)
}

fn unknown(practice: &Practice) -> Vec<Diagnostic> {
    let known: Vec<_> = WORDING.notices.keys().map(String::as_str).collect();
    let odd = practice
        .typed
        .wording
        .keys()
        .filter(|id| !known.contains(&id.as_str()));
    odd.map(|id| {
        let what = format!("there is no notice called `{id}`");
        tell(
            practice,
            &format!("wording.{id}"),
            what,
            format!("The notices are {}.", known.join(", ")),
        )
    })
    .collect()
}

fn tell(practice: &Practice, path: &str, what: String, instead: String) -> Diagnostic {
    let whole = practice.source.whole();
    let at = crate::config::Places::of(&practice.source, whole).at(path);
    let words = Words {
        rule: "notice".into(),
        family: "duties",
        what: what.into(),
        why: "A practice may use its own words, but the notice has to do what it is for.".into(),
        instead: instead.into(),
    };
    Diagnostic::at(&practice.source, at, Severity::Error, words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    fn practice(more: &str) -> Practice {
        let text = format!(
            "[practice]\nname = \"Elm\"\ndescription = \"A.\"\nspecialty = [\"Family medicine\"]\nbase_url = \"https://elm.example\"\ntimezone = \"America/Chicago\"\nphone = \"(512) 555-0100\"\n[practice.emergency]\nnumber = \"911\"\ncrisis = \"988\"\n[practice.portal]\nurl = \"https://portal.elm.example\"\nresponse_time = \"two business days\"\n[[locations]]\nid = \"main\"\nname = \"Main\"\nstreet = \"1 Elm\"\ncity = \"Exampleton\"\npostal_code = \"00000\"\n[locations.hours]\nmonday = \"8-17\"\n{more}"
        );
        Practice::load(SourceFile::new("practice.toml", text)).unwrap()
    }

    fn notices(more: &str) -> (Notices, Vec<Diagnostic>) {
        Notices::of(&practice(more), &Site::default(), TODAY)
    }

    const TODAY: Date = jiff::civil::date(2026, 11, 22);

    #[test]
    fn our_own_words_carry_every_element() {
        let (notices, told) = notices("");
        assert!(told.is_empty(), "{told:?}");
        for (id, pattern) in &WORDING.notices {
            let lines: Vec<_> = pattern.lines.iter().map(String::as_str).collect();
            for name in &pattern.elements {
                assert!(
                    carries(&notices.filled[id], &lines, &WORDING.elements[name]),
                    "{id} lacks {name}"
                );
            }
        }
    }

    #[test]
    fn every_name_in_the_wording_file_exists() {
        for pattern in WORDING.notices.values() {
            assert!(
                pattern
                    .elements
                    .iter()
                    .all(|name| WORDING.elements.contains_key(name))
            );
        }
        let named = WORDING.pages.iter().flat_map(|fit| &fit.notices);
        named.for_each(|id| assert!(WORDING.notices.contains_key(id), "{id}"));
    }

    #[test]
    fn own_words_must_still_do_their_duty() {
        let fine = "[wording]\noffice = \"Ring us: {phone}\"\n";
        assert!(notices(fine).1.is_empty());
        let poor = "[wording]\nhealth = \"Ask us: {phone}\"\nofice = \"x\"\n";
        let told: Vec<_> = notices(poor).1.iter().map(|d| d.what.to_string()).collect();
        assert_eq!(
            told,
            [
                "there is no notice called `ofice`",
                "the wording of `health` no longer says that the page is general information",
                "the wording of `health` no longer says that it is no advice about the reader",
                "the wording of `health` no longer says that the page is no reason to put off care",
            ]
        );
    }

    #[test]
    fn pages_get_the_notices_of_their_kind() {
        let (notices, _) = notices("");
        let ids = |kind, scope, meta: FrontMatter| -> Vec<String> {
            notices
                .for_page(kind, scope, &meta)
                .iter()
                .map(|notice| notice.id.clone())
                .collect()
        };
        let plain = FrontMatter::default;
        assert_eq!(
            ids(PageKind::Faq, Scope::Health, plain()),
            ["health", "footer"]
        );
        assert_eq!(
            ids(PageKind::Faq, Scope::Admin, plain()),
            ["office", "footer"]
        );
        assert_eq!(ids(PageKind::Home, Scope::Admin, plain()), ["footer"]);
        let acute = FrontMatter {
            acute: true,
            ..plain()
        };
        assert_eq!(
            ids(PageKind::Condition, Scope::Health, acute),
            ["emergency", "health", "footer"]
        );
        let portal = FrontMatter {
            topic: Some(Topic::Portal),
            ..plain()
        };
        assert_eq!(
            ids(PageKind::Page, Scope::Admin, portal),
            ["portal", "footer"]
        );
    }
    #[test]
    fn a_page_whose_review_is_overdue_says_that_it_may_be_old() {
        let (notices, _) = notices("");
        let due = |day: &str| FrontMatter {
            next_review: crate::config::Day::parse(day),
            ..FrontMatter::default()
        };
        let ids = |meta: &FrontMatter| -> Vec<String> {
            let all = notices.for_page(PageKind::News, Scope::Health, meta);
            all.iter().map(|notice| notice.id.clone()).collect()
        };
        assert_eq!(ids(&due("2026-11-22")), ["health", "footer"]);
        assert_eq!(ids(&due("2026-11-21")), ["health", "outdated", "footer"]);
    }

    #[test]
    fn states_are_listed_by_their_names() {
        assert_eq!(WORDING.states.len(), 56);
        assert_eq!(listed(&[]), "");
        assert_eq!(listed(&["Utah"]), "Utah");
        assert_eq!(listed(&["Iowa", "Ohio", "Utah"]), "Iowa, Ohio and Utah");
    }
}
