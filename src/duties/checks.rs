//! The checks, one file each, and the order in which they are asked.
//!
//! A check is a literal like a rule of the guard: what it finds, why that matters, what to do instead, where the demand
//! comes from, and small sites that it must flag and pass. Leave one out and it does not compile; the small sites are
//! built by a test. To add a check: one file here and its two lines below.

mod accessible_page;
mod address_known;
mod advice_channel;
mod care_card;
mod claims;
mod complaints;
mod credentials;
mod emergency_line;
mod expired;
mod form;
mod good_faith_estimate;
mod hours;
mod nondiscrimination;
mod notice_parts;
mod notice_place;
mod npi;
mod offers;
mod official_facts;
mod patient_story;
mod phone_known;
mod picture;
mod placeholder;
mod privacy_notice;
mod public_reply;
mod review;
mod structured_data;
mod telehealth;
mod third_party;
mod verbatim;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use super::case::{Case, Told};
use super::exceptions::Exception;
use super::packs::Entry;
use super::reading::Glance;
use super::shown::{Listener, Shown};
use super::waivers::{Waived, Waivers};
use crate::diagnostic::Diagnostic;
use crate::output::{OutputPlan, RenderedPage};
use crate::site::SitePage;
use crate::source::{Kept, Mark};

/// A check as a literal.
pub struct Check {
    /// Its name, as messages show it and waivers name it.
    pub id: &'static str,
    /// Its place in the order of value: harm times frequency times certainty. Two may share one.
    pub rank: u8,
    /// What it finds, one clause.
    pub what: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// What to do instead.
    pub instead: &'static str,
    /// Where the demand comes from.
    pub source: &'static str,
    /// How it looks.
    pub looks: &'static [Look],
    /// Small sites it must flag: TOML laid over a sound practice.toml, then `=== path` and a file.
    pub flags: &'static [&'static str],
    /// Small sites it must pass.
    pub passes: &'static [&'static str],
}

impl std::fmt::Debug for Check {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Check({})", self.id)
    }
}

/// What a check looks at.
#[derive(Clone, Copy)]
pub enum Look {
    /// practice.toml and front matter.
    Facts(fn(&Case<'_>, &mut Told<'_>)),
    /// One rendered page.
    Page(fn(&Case<'_>, &Shown<'_>, &mut Told<'_>)),
    /// All files of the plan.
    Plan(fn(&Case<'_>, &OutputPlan, &mut Told<'_>)),
}

/// All checks, by their rank.
pub static CHECKS: &[&Check] = &[
    &placeholder::CHECK,
    &patient_story::CHECK,
    &public_reply::CHECK,
    &privacy_notice::CHECK,
    &emergency_line::CHECK,
    &notice_place::CHECK,
    &third_party::CHECK,
    &form::CHECK,
    &hours::CHECK,
    &expired::CHECK,
    &official_facts::CHECK,
    &phone_known::CHECK,
    &address_known::CHECK,
    &credentials::CHECK,
    &telehealth::CHECK,
    &good_faith_estimate::CHECK,
    &nondiscrimination::CHECK,
    &npi::CHECK,
    &review::CHECK,
    &claims::CHECK,
    &verbatim::CHECK,
    &accessible_page::CHECK,
    &picture::CHECK,
    &offers::CHECK,
    &advice_channel::CHECK,
    &structured_data::CHECK,
    &care_card::CHECK,
    &complaints::CHECK,
    &notice_parts::CHECK,
];

/// All phrases that checks look for in the blocks of a page; a check whose phrases are not here finds none.
pub(super) static GLANCE: LazyLock<Glance> = LazyLock::new(|| {
    let times = expired::TIMES_OVER.iter().map(|(_, phrases)| phrases);
    let each = [
        &*official_facts::GONE,
        &*patient_story::STORIES,
        &*advice_channel::DOORS,
        &*claims::CLAIMS,
        &*offers::OFFERS,
        &*offers::REVIEWS,
        &*credentials::CERTIFIED,
        &*credentials::ELIGIBLE,
        &*placeholder::DEBRIS,
        &*review::CLAIMED,
    ];
    Glance::new(each.into_iter().chain(times))
});

/// Reads the phrases that checks look for, unless that was done; for whoever has something else to do in the meantime.
pub fn wake() {
    LazyLock::force(&GLANCE);
}

/// The checks at work on one site: first the facts, then the pages, then what remains when waivers are heard.
#[derive(Debug)]
pub struct Duties<'a> {
    case: &'a Case<'a>,
    said: Vec<Diagnostic>,
    adrift: Vec<Diagnostic>,
}

/// What is kept of the last time.
pub type Memory = Kept<String, PageTold>;

/// A rendered page, what it was judged with, and what was told of it.
#[derive(Debug)]
pub struct PageTold {
    world: Mark,
    /// The mark of the file it was made from.
    text: Option<Mark>,
    page: Arc<RenderedPage>,
    told: Said,
}

/// What is said of a page: at its own place, and what many pages may show alike.
pub type Said = (Vec<Diagnostic>, Vec<Diagnostic>);

/// What the checks found.
#[derive(Debug, Clone, Default)]
pub struct Judged {
    /// What was said and not waived.
    pub said: Vec<Diagnostic>,
    /// What was waived, with reasons.
    pub waived: Vec<Waived>,
    /// Every waiver of the site, used or not.
    pub exceptions: Vec<Exception>,
    /// What the packs asked on that day.
    pub in_force: Vec<&'static Entry>,
}

impl<'a> Duties<'a> {
    /// Begins with nothing said.
    pub fn new(case: &'a Case<'a>) -> Self {
        Self {
            case,
            said: Vec::new(),
            adrift: Vec::new(),
        }
    }

    /// Holds practice.toml and front matter against the checks.
    pub fn facts(&mut self) {
        for check in CHECKS {
            let mut told = Told::new(self.case, check);
            for look in check.looks {
                if let Look::Facts(look) = look {
                    look(self.case, &mut told);
                }
            }
            self.take(told);
        }
    }

    /// Holds the rendered pages against the checks; what was told of a page that is the very same is taken from
    /// `memory`, as long as nothing changed that checks may look at besides, and a page that was heard is not read again.
    /// None if `give_up` says meanwhile that something newer is wanted.
    pub fn plan(
        &mut self,
        plan: &OutputPlan,
        memory: &mut Memory,
        heard: Hearing<'_>,
        give_up: &(dyn Fn() -> bool + Sync),
    ) -> Option<()> {
        let pages: Vec<_> = plan.pages().collect();
        let case = self.case;
        let names: Vec<_> = pages.iter().map(|(path, _)| (*path).to_owned()).collect();
        let world = case.mark();
        let told = memory.renew_unless(&names, give_up, |at, last| {
            let page = pages[at].1;
            let text = source_of(case, page).map(|of| of.mark);
            match last {
                Some(last)
                    if Arc::ptr_eq(&last.page, page)
                        && (last.world, last.text) == (world, text) =>
                {
                    last.clone()
                }
                _ => Arc::new(PageTold {
                    world,
                    text,
                    page: page.clone(),
                    told: heard.told(at).unwrap_or_else(|| page_told(case, page)),
                }),
            }
        })?;
        for one in &told {
            let (said, adrift) = &one.told;
            self.said.extend(said.iter().cloned());
            self.adrift.extend(adrift.iter().cloned());
        }
        for check in CHECKS {
            let mut told = Told::new(case, check);
            for look in check.looks {
                if let Look::Plan(look) = look {
                    look(case, plan, &mut told);
                }
            }
            self.take(told);
        }
        Some(())
    }

    fn take(&mut self, told: Told<'_>) {
        self.said.extend(told.said);
        self.adrift.extend(told.adrift);
    }

    /// Hears the waivers. Whether each was needed is known only if the pages were looked at.
    pub fn finish(self, saw_pages: bool) -> Judged {
        let Self { case, said, adrift } = self;
        let mut said = said;
        said.extend(gathered(adrift));
        said.sort();
        said.dedup();
        let mut waivers = Waivers::of(case);
        let (mut said, waived) = waivers.part(said, case);
        let (exceptions, faults) = waivers.told(case);
        if saw_pages {
            said.extend(faults);
        }
        said.sort();
        Judged {
            said,
            waived,
            exceptions,
            in_force: case.in_force().to_vec(),
        }
    }
}

/// The pages of a plan, heard by the checks while somebody else has them read, so that they need not be read again.
#[derive(Debug)]
pub struct Hearing<'a> {
    case: &'a Case<'a>,
    told: Vec<Mutex<Option<Said>>>,
}

impl<'a> Hearing<'a> {
    /// Of so many pages none was heard yet.
    pub fn of(case: &'a Case<'a>, pages: usize) -> Self {
        let none = || Mutex::new(None);
        Self {
            case,
            told: std::iter::repeat_with(none).take(pages).collect(),
        }
    }

    /// Who listens to a page for the checks.
    pub fn begin<'h>(&self, page: &'h RenderedPage) -> Listener<'h> {
        Listener::of(&page.html)
    }

    /// The checks look at a page, by its number in the plan, which was heard to its end.
    pub fn end<'h>(&self, at: usize, page: &'h RenderedPage, listener: Listener<'h>)
    where
        'a: 'h,
    {
        let shown = listener.done(page, source_of(self.case, page));
        let told = shown_told(self.case, &shown);
        *self.told[at].lock().unwrap_or_else(PoisonError::into_inner) = Some(told);
    }

    /// What the checks said of a page, if it was heard.
    fn told(&self, at: usize) -> Option<Said> {
        let mut told = self.told[at].lock().unwrap_or_else(PoisonError::into_inner);
        told.take()
    }
}

/// Everything the checks say about one page; the same page on the same day gives the same.
pub fn page_told(case: &Case<'_>, page: &RenderedPage) -> Said {
    shown_told(case, &Shown::read(page, source_of(case, page)))
}

/// The page of the site that a page was made from.
fn source_of<'a>(case: &'a Case<'_>, page: &RenderedPage) -> Option<&'a SitePage> {
    case.site.by_url(&page.url).map(|at| &case.site.pages[at])
}

fn shown_told(case: &Case<'_>, shown: &Shown<'_>) -> Said {
    let (mut said, mut adrift) = (Vec::new(), Vec::new());
    for check in CHECKS {
        let mut told = Told::new(case, check);
        for look in check.looks {
            if let Look::Page(look) = look {
                look(case, shown, &mut told);
            }
        }
        said.append(&mut told.said);
        adrift.append(&mut told.adrift);
    }
    (said, adrift)
}

/// What many pages show alike is told once, with the number of pages.
fn gathered(adrift: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut by_words: BTreeMap<(String, String), Vec<Diagnostic>> = BTreeMap::new();
    for one in adrift {
        let key = (one.rule.to_string(), one.what.to_string());
        by_words.entry(key).or_default().push(one);
    }
    let told = by_words.into_values().filter_map(|mut all| {
        all.sort_by(|a, b| a.path.cmp(&b.path));
        all.dedup_by(|a, b| a.path == b.path);
        let more = all.len() - 1;
        let mut first = all.into_iter().next()?;
        if more > 0 {
            first.what = format!("{} (and on {more} more pages)", first.what).into();
        }
        Some(first)
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_is_complete_and_in_order() {
        for check in CHECKS {
            let plain = |c: char| c.is_ascii_lowercase() || c == '-';
            assert!(check.id.chars().all(plain), "{}", check.id);
            assert!(check.why.ends_with('.'), "{}", check.id);
            assert!(check.instead.ends_with('.'), "{}", check.id);
            assert!(!check.what.ends_with('.'), "{}", check.id);
            assert!(
                !check.source.is_empty() && !check.looks.is_empty(),
                "{}",
                check.id
            );
            assert!(
                !check.flags.is_empty() && !check.passes.is_empty(),
                "{}",
                check.id
            );
        }
        assert!(CHECKS.is_sorted_by(|a, b| a.rank <= b.rank));
    }

    #[test]
    fn every_file_of_a_check_is_listed() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/duties/checks");
        assert_eq!(std::fs::read_dir(folder).unwrap().count(), CHECKS.len());
    }

    #[test]
    fn no_check_ever_says_that_a_site_is_compliant() {
        for check in CHECKS {
            let words = [check.what, check.why, check.instead]
                .concat()
                .to_lowercase();
            assert!(!words.contains("compliant"), "{}", check.id);
        }
    }
}
