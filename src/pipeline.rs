//! The arrows: load, judge, render, clear. `build`, `check` and `serve` all go this one way, so they cannot disagree.
//!
//! What is wrong in one file never hides what is wrong in another: everything is collected and told in one run. Only
//! a missing practice.toml keeps the program from answering at all.

mod judge;
pub mod loose;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Zoned;
use jiff::civil::Date;

use crate::config::Day;
use crate::diagnostic::Diagnostic;
use crate::duties::{Case, Duties, Judged, Notices, ReviewLock};
use crate::gate::{self, Verdict};
use crate::output::OutputPlan;
use crate::practice::Practice;
use crate::render::{Ingredients, Theme, render};
use crate::site::{self, Load, Site};
use crate::source::SourceFile;
use judge::Judge;

/// What to build.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The site's root, with practice.toml in it.
    pub root: PathBuf,
    /// The address of the site, where it differs from practice.toml.
    pub base_url: Option<String>,
    /// Whether drafts, coming and ended pages are part of the site.
    pub drafts: bool,
    /// The day to build for; today where the practice is, if not given.
    pub today: Option<Date>,
}

/// What came of it.
#[derive(Debug)]
pub struct Outcome {
    /// Whether the site may be published, and everything that was said.
    pub verdict: Verdict,
    /// What the plan was made from; none where practice.toml could not be understood.
    pub loaded: Option<Loaded>,
    /// How long each step took.
    pub timings: Vec<(&'static str, Duration)>,
}

/// What was read.
#[derive(Debug)]
pub struct Loaded {
    /// The facts.
    pub practice: Practice,
    /// The pages.
    pub site: Site,
    /// What the checks of duties found, what was waived, and what the packs asked.
    pub judged: Judged,
    /// What was reviewed, and how it read then.
    pub reviews: ReviewLock,
    /// The day the site was built for.
    pub today: Date,
}

impl Loaded {
    /// What the site is held against on that day.
    pub fn case(&self) -> Case<'_> {
        Case::new(&self.practice, &self.site, &self.reviews, self.today)
    }
}

/// Why nothing can be said about a site.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    /// There is no practice.toml.
    #[error("there is no practice.toml in {}", .0.display())]
    NoSite(PathBuf),
    /// It cannot be read.
    #[error("{} cannot be read: {source}", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// Loads, judges and renders the site, and asks the gate.
pub fn run(request: &Request) -> Result<Outcome, Stop> {
    let mut clock = Clock::start();
    let source = practice_file(&request.root)?;
    let practice = Practice::load(source.clone()).map(|practice| with_base(practice, request));
    let today = request
        .today
        .unwrap_or_else(|| today(practice.as_ref().ok()));
    let content = request.root.join("content");
    let (mut site, mut said) = site::load(&Load {
        content: &content,
        drafts: request.drafts,
        today,
    });
    clock.lap("load");
    let practice = match practice {
        Ok(practice) => practice,
        Err(told) => {
            said.extend(told);
            return Ok(clock.refused(said));
        }
    };
    site.learn(&practice);
    said.extend(site::check_links(&site));
    said.extend(site::check_facts(&site, &practice));
    let (notices, told) = Notices::of(&practice);
    said.extend(told);
    let (reviews, told) = ReviewLock::read(&request.root);
    said.extend(told);
    let case = Case::new(&practice, &site, &reviews, today);
    let mut duties = Duties::new(&case);
    duties.facts();
    clock.lap("links");
    let mut judge = Judge::new(&practice, Day(today), &mut said);
    said.extend(judge.pages(&site));
    said.extend(judge.practice(&practice));
    clock.lap("guard");
    let theme = match Theme::load(&request.root, &practice.typed.theme.name) {
        Ok(theme) => theme,
        Err(told) => {
            said.extend(told);
            said.extend(duties.finish(false).said);
            return Ok(clock.refused(said));
        }
    };
    said.extend(judge.theme(&theme));
    let ingredients = Ingredients {
        site: &site,
        practice: &practice,
        notices: &notices,
        theme: &theme,
        content: &content,
        today,
    };
    let (plan, told) = render(&ingredients);
    said.extend(told);
    clock.lap("render");
    duties.plan(&plan);
    let judged = duties.finish(true);
    said.extend(judged.said.iter().cloned());
    clock.lap("duties");
    let verdict = gate::clear(plan, said, &|path, page| judge.rendered(path, page));
    clock.lap("gate");
    Ok(Outcome {
        verdict,
        loaded: Some(Loaded {
            practice,
            site,
            judged,
            reviews,
            today,
        }),
        timings: clock.laps,
    })
}

/// The day it is where the practice is.
fn today(practice: Option<&Practice>) -> Date {
    let now = Zoned::now();
    match practice {
        Some(practice) => now.with_time_zone(practice.timezone.clone()).date(),
        None => now.date(),
    }
}

fn practice_file(root: &Path) -> Result<SourceFile, Stop> {
    let path = root.join("practice.toml");
    match fs::read_to_string(&path) {
        Ok(text) => Ok(SourceFile::new("practice.toml", text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(Stop::NoSite(root.to_owned()))
        }
        Err(source) => Err(Stop::Unreadable { path, source }),
    }
}

fn with_base(mut practice: Practice, request: &Request) -> Practice {
    if let Some(base) = &request.base_url {
        practice.base_url = base.trim_end_matches('/').to_owned();
    }
    practice
}

struct Clock {
    last: Instant,
    laps: Vec<(&'static str, Duration)>,
}

impl Clock {
    fn start() -> Self {
        Self {
            last: Instant::now(),
            laps: Vec::new(),
        }
    }

    fn lap(&mut self, name: &'static str) {
        self.laps.push((name, self.last.elapsed()));
        self.last = Instant::now();
    }

    fn refused(self, mut said: Vec<Diagnostic>) -> Outcome {
        said.sort();
        said.dedup();
        let verdict = Verdict::Refused(OutputPlan::default(), said);
        Outcome {
            verdict,
            loaded: None,
            timings: self.laps,
        }
    }
}
