//! `build`: make the site and publish it, if nothing speaks against it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::format::Format;
use super::{Exit, Root, complain, parse_day, say};
use crate::duties::Record;
use crate::gate::{Cleared, Verdict};
use crate::output::OutputPlan;
use crate::pipeline::{self, Loaded, Outcome, Request, Stop};
use crate::publish::{Published, publish};
use crate::report::{self, Count, several};
use crate::search;
use crate::site::Withheld;

/// Make the site and write it to the folder for your host.
#[derive(Debug, clap::Args)]
pub(super) struct Build {
    #[command(flatten)]
    root: Root,
    /// The folder for the finished site [default: public]
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// The address of the site, if it differs from practice.toml
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Also make drafts and pages that are not due yet or have ended
    #[arg(long)]
    drafts: bool,
    /// Make the site as it should be on that day, such as 2026-12-25
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    as_of: Option<jiff::civil::Date>,
    /// Write what was public, and under which duties, to this file [default: brassplate.build.json, unless --output is given]
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// How to tell what was found; all but text goes to the standard output, and the summary then to the other
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Tell how long each step took
    #[arg(long)]
    timings: bool,
}

impl Build {
    pub(super) fn run(self) -> Exit {
        let start = Instant::now();
        let Self {
            root,
            base_url,
            drafts,
            as_of,
            ..
        } = &self;
        let request = Request {
            root: root.root.clone(),
            base_url: base_url.clone(),
            drafts: *drafts,
            today: *as_of,
        };
        let outcome = match pipeline::run(&request) {
            Ok(outcome) => outcome,
            Err(stop) => return cannot(&stop),
        };
        match self.format {
            Format::Text => complain(report::text(outcome.verdict.said()).trim_end()),
            other => other.print(outcome.verdict.said(), &self.root.root),
        }
        let say = self.speaker();
        let Outcome {
            verdict,
            loaded,
            timings,
        } = outcome;
        match verdict {
            Verdict::Refused(_, said) => {
                let count = Count::of(&said);
                complain(&format!(
                    "Not published: {count}. The last published site is as it was."
                ));
                Exit::Refused
            }
            Verdict::Clear(plan, said) => {
                let warnings = Count::of(&said).warnings;
                let output = self.output(loaded.as_ref());
                let exit = self.publish(&plan, &output, |published| {
                    self.record(loaded.as_ref(), plan.get());
                    let told = summary(
                        loaded.as_ref(),
                        published,
                        warnings,
                        &output,
                        start.elapsed(),
                    );
                    told.iter().for_each(|line| say(line));
                    if self.timings {
                        laps(&timings).iter().for_each(|line| say(line));
                    }
                });
                // The program ends here, and the system takes its memory back at once; piece by piece, that of a great
                // site takes longer than judging hundreds of its pages.
                std::mem::forget((plan, loaded));
                exit
            }
        }
    }

    /// Says what a person reads: beside the findings, or apart from them if a program reads those.
    fn speaker(&self) -> fn(&str) {
        match self.format {
            Format::Text => say,
            _ => complain,
        }
    }

    /// Writes the build record; drafts were not public, so a build with them leaves none.
    fn record(&self, loaded: Option<&Loaded>, plan: &OutputPlan) {
        let Some(loaded) = loaded.filter(|_| !self.drafts) else {
            return;
        };
        let file = match (&self.record, &self.output) {
            (Some(file), _) => file.clone(),
            (None, None) => self.root.root.join(Record::FILE),
            (None, Some(_)) => return,
        };
        let record = Record::of(plan, &loaded.site, &loaded.judged, loaded.today.into());
        if let Err(error) = record.save(&file) {
            complain(&format!("The build record cannot be written: {error}."));
        }
    }

    fn output(&self, loaded: Option<&Loaded>) -> PathBuf {
        let named = loaded.and_then(|loaded| loaded.practice.typed.build.output.as_ref());
        match (&self.output, named) {
            (Some(output), _) => output.clone(),
            (None, Some(named)) => self.root.root.join(named),
            (None, None) => self.root.root.join("public"),
        }
    }

    fn publish(
        &self,
        plan: &Cleared<OutputPlan>,
        output: &Path,
        tell: impl FnOnce(Published),
    ) -> Exit {
        let root = &self.root.root;
        let sources = ["", "content", "themes", "src", ".git"].map(|folder| root.join(folder));
        let index = match search::index(plan) {
            Ok(index) => index,
            Err(error) => {
                complain(&format!("Not published: {error}."));
                return Exit::Failed;
            }
        };
        match publish(plan, &index, output, &sources) {
            Ok(published) => {
                tell(published);
                Exit::Clear
            }
            Err(error) => {
                complain(&format!("Not published: {error}."));
                Exit::Failed
            }
        }
    }
}

fn cannot(stop: &Stop) -> Exit {
    complain(&format!(
        "brassplate cannot build: {stop}.\nRun it in the site's folder, name the folder with --root, or begin a site with `brassplate init DIR`."
    ));
    Exit::Failed
}

fn laps(timings: &[(&str, Duration)]) -> Vec<String> {
    let line = |(step, time): &(&str, Duration)| {
        format!("  {step:<8} {:>6.0} ms", time.as_secs_f64() * 1e3)
    };
    timings.iter().map(line).collect()
}

fn summary(
    loaded: Option<&Loaded>,
    published: Published,
    warnings: usize,
    output: &Path,
    time: Duration,
) -> Vec<String> {
    let Some(Loaded { site, practice, .. }) = loaded else {
        return Vec::new();
    };
    let mut told = Vec::new();
    let name = &practice.typed.practice.name;
    let pages = several(site.pages.len(), "page");
    told.push(format!(
        "Published {name}: {pages}, {}, in {:.2} s.",
        several(warnings, "warning"),
        time.as_secs_f64()
    ));
    let Published {
        files,
        changed,
        removed,
    } = published;
    let gone = if removed > 0 {
        format!(", {removed} removed")
    } else {
        String::new()
    };
    told.push(format!(
        "  {}, {changed} new or changed{gone}: {}",
        several(files, "file"),
        output.display()
    ));
    let abroad = site
        .pages
        .iter()
        .filter(|page| page.language().is_some())
        .count();
    if abroad > 0 {
        say(&format!(
            "  The guard reads English; {} in other languages, each read by the person it names.",
            several(abroad, "page")
        ));
    }
    let drafts = site
        .withheld
        .values()
        .filter(|why| **why == Withheld::Draft)
        .count();
    let dated = site.withheld.len() - drafts;
    if drafts > 0 {
        told.push(format!(
            "  {} left out; --drafts shows them.",
            several(drafts, "draft")
        ));
    }
    if dated > 0 {
        told.push(format!(
            "  {} not due yet or past their day left out.",
            several(dated, "page")
        ));
    }
    told
}
