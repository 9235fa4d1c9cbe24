//! The gate: reads every page of the plan once more and makes the only thing that can be published.
//!
//! Whatever reaches a visitor is judged here, wherever it came from: words of the theme, data, titles, raw HTML,
//! and text that a template put together from pieces. And every page must visibly carry the notices it owes.
//!
//! Only this file can make a [`Cleared`], and only a cleared plan can be written. An unchecked plan does not compile:
//!
//! ```compile_fail
//! let plan = brassplate::output::OutputPlan::default();
//! let cleared = brassplate::gate::Cleared(plan);
//! ```

mod notices;
mod styles;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::output::{Output, OutputPlan, RenderedPage};
use crate::source::Kept;

pub use notices::{Heard, Listener};

/// Something that may be published, because nothing speaks against it.
#[derive(Debug, Clone)]
pub struct Cleared<T>(T);

impl<T> Cleared<T> {
    /// What was cleared.
    pub fn get(&self) -> &T {
        &self.0
    }

    /// What was cleared, taken out.
    pub fn into_inner(self) -> T {
        self.0
    }
}

/// What the gate decided.
#[derive(Debug)]
pub enum Verdict {
    /// The plan may be published; warnings may stand beside it.
    Clear(Cleared<OutputPlan>, Vec<Diagnostic>),
    /// It may not, for these reasons; the plan can still be shown to the writer.
    Refused(OutputPlan, Vec<Diagnostic>),
}

impl Verdict {
    /// Everything that was said.
    pub fn said(&self) -> &[Diagnostic] {
        match self {
            Self::Clear(_, said) | Self::Refused(_, said) => said,
        }
    }

    /// The plan, cleared or not.
    pub fn plan(&self) -> &OutputPlan {
        match self {
            Self::Clear(plan, _) => plan.get(),
            Self::Refused(plan, _) => plan,
        }
    }
}

/// Reads the rendered pages as the guard does: every text in them that was not judged yet.
/// Whoever reads one tells what was heard to the ears of the gate, so that it need not be read again.
pub type JudgePages<'a> = dyn FnMut(&OutputPlan, &[Ears]) -> Vec<Diagnostic> + 'a;

/// For one page, what was heard when it was read; empty if nobody listened.
pub type Ears = OnceLock<Heard>;

/// What is kept of the last time: pages that are the very same lack what they lacked.
pub type Memory = Kept<String, Lacks>;

/// A page, and what it lacks.
#[derive(Debug)]
pub struct Lacks {
    page: Arc<RenderedPage>,
    what: Vec<String>,
}

/// Judges the plan. `said` is what was said on the way here.
pub fn clear(
    plan: OutputPlan,
    mut said: Vec<Diagnostic>,
    judge: &mut JudgePages<'_>,
    memory: &mut Memory,
) -> Verdict {
    let pages: Vec<_> = plan.pages().collect();
    let mut heard: Vec<Ears> = pages.iter().map(|_| Ears::new()).collect();
    said.extend(judge(&plan, &heard));
    let heard: Vec<_> = heard
        .iter_mut()
        .map(|heard| Mutex::new(heard.take()))
        .collect();
    let names: Vec<_> = pages.iter().map(|(path, _)| (*path).to_owned()).collect();
    let read = memory.renew(&names, |at, last| match last {
        Some(last) if Arc::ptr_eq(&last.page, pages[at].1) => last.clone(),
        _ => Arc::new(Lacks {
            page: pages[at].1.clone(),
            what: notices::lacking(pages[at].1, taken(&heard[at])),
        }),
    });
    let mut lacking: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for ((path, _), lacks) in pages.iter().zip(&read.all) {
        for what in &lacks.what {
            lacking.entry(what).or_default().push(path);
        }
    }
    said.extend(
        lacking
            .into_iter()
            .map(|(what, pages)| notice_lost(what, &pages)),
    );
    for (path, output) in &plan.files {
        if let (Output::Made(bytes), true) = (output, path.ends_with(".css")) {
            said.extend(styles::hiding(path, &String::from_utf8_lossy(bytes)));
        }
    }
    said.sort();
    said.dedup();
    if said.iter().any(Diagnostic::is_error) {
        Verdict::Refused(plan, said)
    } else {
        Verdict::Clear(Cleared(plan), said)
    }
}

fn taken<T>(from: &Mutex<Option<T>>) -> Option<T> {
    from.lock().ok()?.take()
}

fn notice_lost(what: &str, pages: &[&str]) -> Diagnostic {
    let first = pages.first().copied().unwrap_or_default().to_owned();
    let also = match pages.len() {
        0 | 1 => String::new(),
        many => format!(" (and on {} more pages)", many - 1),
    };
    let words = Words {
        rule: "notice".into(),
        family: "duties",
        what: format!("{what}{also}").into(),
        why: "Every page has to say what it is and where to turn, where people can read it.".into(),
        instead: "In the theme, print `notices.top`, `notices.foot` and `notices.footer` once each, and hide none of them.".into(),
    };
    Diagnostic::about(first, Severity::Error, words)
}
