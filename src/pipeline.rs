//! The arrows: load, judge, render, clear. `build`, `check` and `serve` all go this one way, so they cannot disagree.
//!
//! What is wrong in one file never hides what is wrong in another: everything is collected and told in one run. Only
//! a missing practice.toml keeps the program from answering at all.

mod judge;
mod judged;
pub mod loose;
mod memo;
mod mend;
mod settings;

use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use jiff::Zoned;
use jiff::civil::Date;
use rayon::prelude::*;

use crate::config::{Day, language_of};
use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::duties::{self, Case, Duties, Hearing, Judged, Notices, ReviewLock};
use crate::gate::{self, Verdict};
use crate::guard;
use crate::output::{Output, OutputPlan};
use crate::pictures::{Pictures, check_pictures};
use crate::practice::Practice;
use crate::render::{Ingredients, render, render_first};
use crate::site::{self, Load, Site};
use crate::source::{Kept, SourceFile};
use judge::Judge;

pub use memo::{Behind, Memo, Sources};
pub use mend::{Left, Made, Mended, mend};

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
    /// What of it is from before.
    pub behind: Behind,
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
    #[error("{} cannot be read: {why}", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        why: String,
    },
    /// Something newer is to be built.
    #[error("something newer is to be built")]
    Superseded,
}

impl Stop {
    /// The same for who has an earlier site to show.
    fn told(&self) -> Diagnostic {
        memo::gone(&self.to_string())
    }
}

/// Loads, judges and renders the site, and asks the gate.
pub fn run(request: &Request) -> Result<Outcome, Stop> {
    rayon::spawn(guard::wake);
    let sources = Sources::read(&request.root);
    run_from(request, &sources, &mut Memo::default(), &mut Unhurried)
}

/// Who waits for a build, and may want to see what there is before it is judged, or something newer instead.
pub trait Waiting {
    /// Whether something newer is to be built, so that this build can be given up.
    fn is_old(&self) -> bool;

    /// The same while the rendered pages are being judged, which takes longest.
    fn is_old_now(&self) -> &(dyn Fn() -> bool + Sync);

    /// The files of the pages that are wanted first, if all have to be rendered again.
    fn looked_at(&self) -> Vec<String>;

    /// Those pages, and what they load, are rendered.
    fn glimpsed(&mut self, plan: &OutputPlan, said: &[Diagnostic], loaded: &Loaded);

    /// Everything is rendered; only what the duties and the gate have to say is still to come.
    fn rendered(&mut self, plan: &OutputPlan, said: &[Diagnostic], loaded: &Loaded);
}

/// Somebody who waits for the end.
struct Unhurried;

impl Waiting for Unhurried {
    fn is_old(&self) -> bool {
        false
    }

    fn is_old_now(&self) -> &(dyn Fn() -> bool + Sync) {
        &|| false
    }

    fn looked_at(&self) -> Vec<String> {
        Vec::new()
    }

    fn glimpsed(&mut self, _: &OutputPlan, _: &[Diagnostic], _: &Loaded) {}

    fn rendered(&mut self, _: &OutputPlan, _: &[Diagnostic], _: &Loaded) {}
}

/// Links that lead somewhere only while drafts, coming and ended pages are shown: a build of that day would refuse them.
pub fn links_to_withheld(sources: &Sources, memo: &mut Memo, today: Date) -> Vec<Diagnostic> {
    let load = Load {
        tree: &sources.tree,
        drafts: false,
        today,
    };
    let (site, _) = site::load(&load, &mut memo.leaves);
    if site.withheld.is_empty() {
        Vec::new()
    } else {
        site::check_links(&site, &mut Kept::default())
    }
}

/// The same from what was read already, with what is remembered of the last time, for somebody who waits.
#[expect(clippy::too_many_lines, reason = "all the arrows, in their order")]
pub fn run_from(
    request: &Request,
    sources: &Sources,
    memo: &mut Memo,
    waiting: &mut dyn Waiting,
) -> Result<Outcome, Stop> {
    let mut clock = Clock::start();
    clock.laps.extend(sources.took.map(|took| ("read", took)));
    let practice = match practice_file(request, sources) {
        Ok(source) => Practice::load(source).map(|practice| with_base(practice, request)),
        Err(stop) if !memo.has_practice() => return Err(stop),
        Err(stop) => Err(vec![stop.told()]),
    };
    let today = request
        .today
        .unwrap_or_else(|| today(practice.as_ref().ok()));
    let content = request.root.join("content");
    let load = Load {
        tree: &sources.tree,
        drafts: request.drafts,
        today,
    };
    let (mut site, mut said) = site::load(&load, &mut memo.leaves);
    clock.lap("load");
    let Some((practice, old_practice)) = memo.practice(practice, &mut said) else {
        return Ok(clock.refused(said));
    };
    site.learn(&practice);
    let (notices, told) = Notices::of(&practice, &site, today);
    said.extend(told);
    let (reviews, told) = ReviewLock::read(&request.root);
    said.extend(told);
    if waiting.is_old() {
        return Err(Stop::Superseded);
    }
    let wanted = (practice.typed.theme.name.as_str(), sources.themes);
    let mut judge = Judge::new(&practice, Day(today), &mut memo.judged, &mut said);
    // What is done only once is done beside what is done for every page, so that no core waits for it.
    let (judged, (theme, pictures, told)) = rayon::join(
        || judge.pages(&site),
        || {
            duties::wake();
            let (theme, mut told) = memo.theme.load(&request.root, wanted);
            told.extend(site::check_links(&site, &mut memo.links));
            told.extend(site::check_facts(&site, &practice));
            let pictures = Pictures::look(&request.root, &site.files, &memo.pictures);
            told.extend(check_pictures(&site, &pictures));
            (theme, pictures, told)
        },
    );
    let judged = judged.into_iter();
    said.extend(judged.filter(|said| is_read(&practice, said)));
    said.extend(told);
    said.extend(judge.practice(&practice));
    judge.notices(&notices);
    clock.lap("guard");
    if waiting.is_old() {
        return Err(Stop::Superseded);
    }
    let Some((theme, old_theme)) = theme else {
        let case = Case::new(&practice, &site, &reviews, today);
        let mut duties = Duties::new(&case);
        duties.facts();
        said.extend(duties.finish(false).said);
        return Ok(clock.refused(said));
    };
    said.extend(judge.theme(&theme));
    let mut loaded = Loaded {
        practice,
        site,
        judged: Judged::default(),
        reviews,
        today,
        behind: Behind {
            practice: old_practice,
            theme: old_theme,
        },
    };
    let ingredients = Ingredients {
        site: &loaded.site,
        practice: &loaded.practice,
        notices: &notices,
        theme: &theme,
        pictures: &pictures,
        content: &content,
        today,
    };
    let first = render_first(&ingredients, &mut memo.rendered, &waiting.looked_at());
    if let Some(first) = &first {
        waiting.glimpsed(first, &said, &loaded);
    }
    // Whoever saw the first pages can wait for the others until the hand rests.
    let is_old = first.map_or(&(|| false) as &(dyn Fn() -> bool + Sync), |_| {
        waiting.is_old_now()
    });
    let (rendered, ()) = rayon::join(
        || render(&ingredients, &mut memo.rendered, is_old),
        || judge.count(),
    );
    let (plan, told) = rendered.ok_or(Stop::Superseded)?;
    said.extend(told);
    clock.lap("render");
    if !memo.is_on {
        said.extend(finish_pictures(&pictures, &plan));
        clock.lap("pictures");
    }
    memo.pictures = pictures;
    waiting.rendered(&plan, &said, &loaded);
    let is_old = waiting.is_old_now();
    let (case, mut judged) = (loaded.case(), None);
    let verdict = gate::clear(
        plan,
        said,
        &mut |plan, heard| {
            let hearing = Hearing::of(&case, heard.len());
            let mut said = judge.rendered(plan, heard, &hearing, is_old);
            said.retain(|said| is_read(&loaded.practice, said));
            clock.lap("pages");
            judged = duties_of(&case, plan, &mut memo.duties, hearing, is_old);
            said.extend(judged.iter().flat_map(|judged| &judged.said).cloned());
            clock.lap("duties");
            said
        },
        &mut memo.gate,
    );
    if judge.gave_up {
        return Err(Stop::Superseded);
    }
    loaded.judged = judged.ok_or(Stop::Superseded)?;
    loaded.judged.exceptions.append(&mut judge.exceptions);
    loaded.judged.exceptions.sort();
    clock.lap("gate");
    Ok(Outcome {
        verdict,
        loaded: Some(loaded),
        timings: clock.laps,
    })
}

/// Whether the guard can say this where it says it: what it has learned, it has learned from English, and of a page in
/// another language that tells nothing. A person named on that page has read it instead.
fn is_read(practice: &Practice, said: &Diagnostic) -> bool {
    let path = said.path.strip_prefix("content/").unwrap_or(&said.path);
    let is_abroad =
        language_of(path).is_some_and(|language| practice.typed.languages.contains_key(language));
    !(is_abroad && said.rule.starts_with("reads-like"))
}

/// Makes every picture of the plan before anything is published, and tells which cannot be made. A preview does not wait for
/// this: there, each is made when a browser asks for it.
fn finish_pictures(pictures: &Pictures, plan: &OutputPlan) -> Vec<Diagnostic> {
    let recipes = plan.files.values().filter_map(|output| match output {
        Output::Picture(recipe) => Some(recipe.clone()),
        _ => None,
    });
    let recipes: Vec<_> = recipes.collect();
    let told = recipes.par_iter().filter_map(|recipe| {
        let error = recipe.bytes().err()?;
        let words = Words {
            rule: "picture-file".into(),
            family: "files",
            what: error.to_string().into(),
            why: "Visitors would see an empty box.".into(),
            instead: "Save the picture once more from a picture program, or take it out.".into(),
        };
        let path = format!("content/{}", recipe.source());
        Some(Diagnostic::about(path, Severity::Error, words))
    });
    let told = told.collect();
    pictures.forget_all_but(&recipes.iter().map(|recipe| recipe.key()).collect());
    told
}

/// What the checks of duties say of the facts and of the rendered site.
fn duties_of(
    case: &Case<'_>,
    plan: &OutputPlan,
    memory: &mut duties::Memory,
    hearing: Hearing<'_>,
    is_old: &(dyn Fn() -> bool + Sync),
) -> Option<Judged> {
    let mut duties = Duties::new(case);
    duties.facts();
    duties.plan(plan, memory, hearing, is_old)?;
    Some(duties.finish(true))
}

/// The day it is where the practice is.
pub fn today(practice: Option<&Practice>) -> Date {
    let now = Zoned::now();
    match practice {
        Some(practice) => now.with_time_zone(practice.timezone.clone()).date(),
        None => now.date(),
    }
}

fn practice_file(request: &Request, sources: &Sources) -> Result<SourceFile, Stop> {
    match &sources.practice {
        Ok(text) => Ok(SourceFile::new("practice.toml", text.clone())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(Stop::NoSite(request.root.clone()))
        }
        Err(error) => Err(Stop::Unreadable {
            path: request.root.join("practice.toml"),
            why: error.to_string(),
        }),
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
