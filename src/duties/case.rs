//! Everything a check may look at, and the ways in which it tells what it found.
//!
//! A check sees facts, pages, the day and what the packs ask on that day; it never sees a clock, a disk or another
//! check. What it tells goes to the place a person can mend: a line of practice.toml, a key of front matter, the words
//! in a page's file. Only what stands in the theme alone has no such place; it is told once for all pages that show it.

use jiff::civil::Date;

use super::block::Part;
use super::checks::Check;
use super::packs::{Condition, Entry, Packs};
use super::reviews::ReviewLock;
use super::shown::Shown;
use crate::config::front::ClinicianTable;
use crate::config::{NoticeKind, PageKind, Places, Topic};
use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::html::elements;
use crate::practice::Practice;
use crate::site::{Site, SitePage};
use crate::source::{Mark, Marker, SourceFile, Span};

/// The site on one day, and what is asked of it.
#[derive(Debug)]
pub struct Case<'a> {
    /// The facts.
    pub practice: &'a Practice,
    /// The pages.
    pub site: &'a Site,
    /// The day.
    pub today: Date,
    /// The packs of the practice.
    pub packs: Packs,
    /// What was reviewed, and how it read then.
    pub reviews: &'a ReviewLock,
    in_force: Vec<&'static Entry>,
    places: Places,
    /// The pages of people, of notices, and those with a topic, by their number: the few that checks ask for.
    people: Vec<usize>,
    notices: Vec<usize>,
    topics: Vec<usize>,
}

impl<'a> Case<'a> {
    /// Gathers what applies on that day.
    pub fn new(
        practice: &'a Practice,
        site: &'a Site,
        reviews: &'a ReviewLock,
        today: Date,
    ) -> Self {
        let whole = practice.source.whole();
        let those = |is: fn(&SitePage) -> bool| {
            let pages = site.pages.iter().enumerate();
            let those = pages.filter(|(_, page)| is(page));
            those.map(|(at, _)| at).collect::<Vec<_>>()
        };
        let mut case = Self {
            practice,
            site,
            today,
            packs: Packs::named(&practice.typed.practice.jurisdiction),
            reviews,
            in_force: Vec::new(),
            places: Places::of(&practice.source, whole),
            people: those(|page| {
                page.kind() == PageKind::Clinician && page.page.meta.clinician.is_some()
            }),
            notices: those(|page| page.page.meta.notice.is_some()),
            topics: those(|page| page.page.meta.topic.is_some()),
        };
        case.in_force = case
            .packs
            .entries()
            .filter(|entry| entry.holds_on(today) && case.applies(entry))
            .collect();
        case
    }

    /// A mark of all that a check may look at besides the page before it: the facts, the day, what was reviewed, and
    /// what pages can see of each other.
    pub fn mark(&self) -> Mark {
        let mut marker = Marker::default();
        marker.mark(self.site.faces);
        marker.add(self.practice.source.text());
        marker.add(&self.practice.base_url);
        marker.add(format!("{} {:?}", self.today, self.reviews));
        marker.done()
    }

    /// Every entry in force today that applies to this practice.
    pub fn in_force(&self) -> &[&'static Entry] {
        &self.in_force
    }

    /// The entries in force that a check answers to.
    pub fn asked(&self, check: &Check) -> impl Iterator<Item = &'static Entry> {
        let id = check.id;
        self.in_force
            .iter()
            .copied()
            .filter(move |entry| entry.check == id)
    }

    /// The entry of that name, if it is in force.
    pub fn entry(&self, id: &str) -> Option<&'static Entry> {
        self.in_force.iter().copied().find(|entry| entry.id == id)
    }

    /// Whether an entry is for a practice like this one, on whatever day.
    pub(super) fn applies(&self, entry: &Entry) -> bool {
        entry.when.iter().all(|condition| self.holds(*condition))
    }

    /// What a practice does not say about itself counts as the usual case: bound by HIPAA, paid by Medicare.
    fn holds(&self, condition: Condition) -> bool {
        let table = &self.practice.typed.practice;
        match condition {
            Condition::HipaaCovered => table.hipaa_covered.unwrap_or(true),
            Condition::FederalFunds => table.federal_funds.unwrap_or(true),
            Condition::FifteenOrMore => table.employees_15plus == Some(true),
            Condition::FewerThanFifteen => table.employees_15plus == Some(false),
            Condition::SudRecords => table.sud_records,
            Condition::FacilityCare => table.facility_care,
            Condition::Telehealth => self.has_telehealth(),
        }
    }

    /// Whether anybody is seen by video or telephone.
    pub fn has_telehealth(&self) -> bool {
        self.topic_pages(Topic::Telehealth).next().is_some()
            || self
                .clinicians()
                .any(|(_, table)| !table.telehealth_states.is_empty())
    }

    /// The pages on a topic.
    pub fn topic_pages(&self, topic: Topic) -> impl Iterator<Item = &'a SitePage> {
        let pages = those(self.site, &self.topics);
        pages.filter(move |page| page.page.meta.topic == Some(topic))
    }

    /// The notice pages of a kind.
    pub fn notices(&self, kind: NoticeKind) -> impl Iterator<Item = &'a SitePage> {
        let is = move |page: &&SitePage| {
            page.page.meta.notice.as_ref().map(|notice| notice.kind) == Some(kind)
        };
        those(self.site, &self.notices).filter(is)
    }

    /// The people who work here today, with their pages.
    pub fn clinicians(&self) -> impl Iterator<Item = (&'a SitePage, &'a ClinicianTable)> {
        let today = self.today;
        self.everyone().filter(move |(_, table)| {
            table.ends.is_none_or(|last| last.0 >= today)
                && table.starts.is_none_or(|first| first.0 <= today)
        })
    }

    /// All people with a page, also those who left or are to come.
    pub fn everyone(&self) -> impl Iterator<Item = (&'a SitePage, &'a ClinicianTable)> {
        let pages = those(self.site, &self.people);
        pages.filter_map(|page| Some((page, page.page.meta.clinician.as_ref()?)))
    }

    /// The clinician of that file name.
    pub fn clinician(&self, stem: &str) -> Option<(&'a SitePage, &'a ClinicianTable)> {
        let page = self.site.clinician(stem)?;
        Some((page, page.page.meta.clinician.as_ref()?))
    }

    /// Whether visitors of a page tell who they are there, or what ails them.
    pub fn is_sensitive(&self, shown: &Shown<'_>) -> bool {
        let topic = shown.of.and_then(|page| page.page.meta.topic);
        shown.page.kind == PageKind::Condition
            || matches!(
                topic,
                Some(Topic::Appointments | Topic::Portal | Topic::Telehealth | Topic::Contact)
            )
            || shown.all(elements!["form"]).next().is_some()
    }
}

/// One thing that a check has to say.
#[derive(Debug, Clone)]
pub struct Say {
    severity: Severity,
    what: String,
    why: Option<String>,
    instead: Option<String>,
}

impl Say {
    /// The site is not published.
    pub fn error(what: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            what: what.into(),
            why: None,
            instead: None,
        }
    }

    /// A person should look.
    pub fn warning(what: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(what)
        }
    }

    /// As grave as the pack has it, with its source.
    pub fn asked(entry: &Entry, what: impl Into<String>) -> Self {
        let read = match entry.verified {
            true => "checked on",
            false => "not verified at the primary source; looked up on",
        };
        let why = format!(
            "{} ({}; {read} {})",
            entry.asks, entry.source, entry.checked_on
        );
        Self {
            severity: entry.severity(),
            why: Some(why),
            ..Self::error(what)
        }
    }

    /// With its own advice in place of the check's.
    #[must_use]
    pub fn instead(mut self, instead: impl Into<String>) -> Self {
        self.instead = Some(instead.into());
        self
    }
}

/// The pages with these numbers.
fn those<'a>(site: &'a Site, numbers: &[usize]) -> impl Iterator<Item = &'a SitePage> + use<'a> {
    let pages: Vec<_> = numbers.iter().map(|at| &site.pages[*at]).collect();
    pages.into_iter()
}

/// What a check has told so far.
#[derive(Debug)]
pub struct Told<'c> {
    case: &'c Case<'c>,
    check: &'static Check,
    /// What has a place in a file.
    pub said: Vec<Diagnostic>,
    /// What was seen on a page, with no place in a file of the site's own.
    pub adrift: Vec<Diagnostic>,
}

impl<'c> Told<'c> {
    pub(super) fn new(case: &'c Case<'c>, check: &'static Check) -> Self {
        Self {
            case,
            check,
            said: Vec::new(),
            adrift: Vec::new(),
        }
    }

    /// The check that speaks.
    pub fn check(&self) -> &'static Check {
        self.check
    }

    /// Tells it at a value of practice.toml, such as `insurance.0.as_of`.
    pub fn fact(&mut self, path: &str, say: Say) {
        let at = self.case.places.at(path);
        self.at(&self.case.practice.source, at, say);
    }

    /// Tells it at a key of a page's front matter, such as `clinician.npi`.
    pub fn front(&mut self, page: &SitePage, path: &str, say: Say) {
        let (source, front) = (&page.page.source, page.page.front);
        let at = Places::of(source, front).at(path);
        let at = if at == Span::default() { front } else { at };
        self.at(source, at, say);
    }

    /// Tells it at bytes of a page's file.
    pub fn at(&mut self, source: &SourceFile, span: Span, say: Say) {
        let (severity, words) = self.words(say);
        self.said
            .push(Diagnostic::at(source, span, severity, words));
    }

    /// Tells it about a rendered page as a whole.
    pub fn page(&mut self, shown: &Shown<'_>, say: Say) {
        match shown.of {
            Some(page) => {
                let front = page.page.front;
                let line = Span::new(front.start, front.start);
                self.at(&page.page.source, line, say);
            }
            None => self.adrift(shown, say),
        }
    }

    /// Tells it at words that a visitor reads, wherever they come from.
    pub fn block(&mut self, shown: &Shown<'_>, part: Part<'_>, say: Say) {
        let Part { block, range } = part;
        let words = &block.text[range.clone()];
        let before = self.said.len();
        self.words_at(shown, words, say);
        if let Some(last) = self.said.get_mut(before) {
            *last = last.clone().with_excerpt(&*block.text, range);
        }
    }

    /// Tells it at the first place of these words: in the page's file, else in practice.toml, else in the theme.
    pub fn words_at(&mut self, shown: &Shown<'_>, words: &str, say: Say) {
        let own = shown.of.map(|page| &page.page.source);
        let found = own
            .into_iter()
            .chain([&self.case.practice.source])
            .find_map(|source| Some((source, place_of(source.text(), words)?)));
        match found {
            Some((source, span)) => self.at(source, span, say),
            None => self.adrift(shown, say),
        }
    }

    fn adrift(&mut self, shown: &Shown<'_>, say: Say) {
        let (severity, words) = self.words(say);
        let path = shown.page.source.to_string();
        self.adrift.push(Diagnostic::about(path, severity, words));
    }

    fn words(&self, say: Say) -> (Severity, Words) {
        let words = Words {
            rule: self.check.id.into(),
            family: "duties",
            what: say.what.into(),
            why: say.why.map_or(self.check.why.into(), Into::into),
            instead: say.instead.map_or(self.check.instead.into(), Into::into),
        };
        (say.severity, words)
    }
}

/// Where words stand in a text; typographic quotes may be plain there.
fn place_of(text: &str, words: &str) -> Option<Span> {
    let plain = words
        .replace(['\u{2018}', '\u{2019}'], "'")
        .replace(['\u{201c}', '\u{201d}'], "\"");
    [words, plain.as_str()].into_iter().find_map(|words| {
        let at = text.find(words).filter(|_| !words.is_empty())?;
        Some(Span::new(at, at + words.len()))
    })
}
