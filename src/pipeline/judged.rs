//! What the guard has judged, kept for the next time.
//!
//! A page, a template or practice.toml is judged again only if its text or the guard's settings changed. A rendered page
//! also depends on which statements were judged elsewhere; so those are counted, and a rendered page is read again if
//! one of its own statements came to be known, or is known no more.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::config::PageKind;
use crate::guard::Judgement;
use crate::output::RenderedPage;
use crate::source::{Kept, Mark, Renewed};

/// Everything that was judged.
#[derive(Debug, Default)]
pub(super) struct Memory {
    pub(super) pages: Kept<String, Judged>,
    pub(super) templates: Kept<String, Judged>,
    pub(super) practice: Kept<(), Judged>,
    pub(super) notices: Kept<String, Judged>,
    pub(super) rendered: Kept<String, Read>,
    pub(super) known: Known,
}

impl Memory {
    /// A memory that keeps everything for the next time.
    pub(super) fn keeping() -> Self {
        Self {
            pages: Kept::new(true),
            templates: Kept::new(true),
            practice: Kept::new(true),
            notices: Kept::new(true),
            rendered: Kept::new(true),
            known: Known::default(),
        }
    }
}

/// A source, and what was said of it.
#[derive(Debug)]
pub(super) struct Judged {
    from: Mark,
    kind: PageKind,
    /// What was said, and what was judged.
    pub(super) judgement: Judgement,
}

impl Judged {
    pub(super) fn new(from: Mark, kind: PageKind, judgement: Judgement) -> Arc<Self> {
        Arc::new(Self {
            from,
            kind,
            judgement,
        })
    }

    /// The last judgement if it was made from the same, else a new one.
    pub(super) fn again(
        last: Option<&Arc<Self>>,
        from: Mark,
        judge: impl FnOnce() -> (PageKind, Judgement),
    ) -> Arc<Self> {
        match last {
            Some(last) if last.from == from => last.clone(),
            _ => {
                let (kind, judgement) = judge();
                Self::new(from, kind, judgement)
            }
        }
    }
}

/// A rendered page, and what was said of it.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) page: Arc<RenderedPage>,
    /// The settings it was judged with; none if it was not judged.
    pub(super) settings: Option<Mark>,
    pub(super) judgement: Judgement,
}

impl Read {
    /// A page whose judgement was given up; it never holds.
    pub(super) fn unfinished(page: &Arc<RenderedPage>) -> Arc<Self> {
        Arc::new(Self {
            page: page.clone(),
            settings: None,
            judgement: Judgement::default(),
        })
    }
}

/// The statements that were judged at their source: for ordinary pages, and for FAQ pages, which are stricter.
#[derive(Debug, Default)]
pub(super) struct Known {
    plain: Counted,
    strict: Counted,
    /// Statements that came or went since rendered pages were read.
    moved: FxHashSet<u64>,
    /// Whether rendered pages were read at all; before that, nobody asks what came or went.
    is_read: bool,
}

impl Known {
    /// Takes in what was judged anew, and forgets what it replaces.
    pub(super) fn change(&mut self, judged: &Renewed<Judged>) {
        let new = judged.new.iter();
        let room = new.map(|new| new.judgement.judged.len()).sum();
        self.plain.keys.reserve(room);
        for new in &judged.new {
            self.each(new, Counted::add);
        }
        for old in &judged.old {
            self.each(old, Counted::remove);
        }
    }

    fn each(&mut self, judged: &Judged, change: impl Fn(&mut Counted, u64) -> bool) {
        for &key in &judged.judgement.judged {
            let strict = judged.kind == PageKind::Faq && change(&mut self.strict, key);
            if (change(&mut self.plain, key) || strict) && self.is_read {
                self.moved.insert(key);
            }
        }
    }

    /// The statements that are known on a page of that kind.
    pub(super) fn of(&self, kind: PageKind) -> &FxHashSet<u64> {
        match kind {
            PageKind::Faq => &self.strict.keys,
            _ => &self.plain.keys,
        }
    }

    /// Whether none of these came or went.
    pub(super) fn is_as_before(&self, keys: &[u64]) -> bool {
        self.moved.is_empty() || !keys.iter().any(|key| self.moved.contains(key))
    }

    /// Rendered pages will be read now.
    pub(super) fn begin(&mut self) {
        self.is_read = true;
    }

    /// All rendered pages have been read.
    pub(super) fn settle(&mut self) {
        self.moved.clear();
    }
}

/// Keys, each as often as it was added; most only once.
#[derive(Debug, Default)]
struct Counted {
    keys: FxHashSet<u64>,
    /// For keys that were added more than once: how often besides.
    more: FxHashMap<u64, u32>,
}

impl Counted {
    /// Adds a key; whether it is new.
    fn add(&mut self, key: u64) -> bool {
        let is_new = self.keys.insert(key);
        if !is_new {
            *self.more.entry(key).or_default() += 1;
        }
        is_new
    }

    /// Takes a key away once; whether it is gone.
    fn remove(&mut self, key: u64) -> bool {
        match self.more.get_mut(&key) {
            Some(1) => {
                self.more.remove(&key);
                false
            }
            Some(more) => {
                *more -= 1;
                false
            }
            None => self.keys.remove(&key),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_known_as_long_as_one_place_has_it() {
        let mut counted = Counted::default();
        assert!(counted.add(1));
        assert!(!counted.add(1));
        assert!(!counted.remove(1));
        assert!(counted.keys.contains(&1));
        assert!(counted.remove(1));
        assert!(!counted.keys.contains(&1));
        assert!(!counted.remove(1));
    }
}
