//! Values that were made from something, kept until it changes: what did not change is not made again.
//!
//! A [`Mark`] stands for everything a value was made from. A kept value is used again only where the marks are equal, so
//! it cannot be out of date; and what is no longer asked for is dropped, so it does not pile up.

use std::hash::Hash;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// A short stand-in for some bytes: other bytes have another mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Mark([u8; 32]);

impl Mark {
    /// The mark itself.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The mark of a text.
    pub fn of(text: impl AsRef<[u8]>) -> Self {
        Self(*blake3::hash(text.as_ref()).as_bytes())
    }
}

/// A mark in the making, from several parts. Parts never run into each other.
#[derive(Debug, Default)]
pub struct Marker(blake3::Hasher);

impl Marker {
    /// Adds a text.
    pub fn add(&mut self, text: impl AsRef<[u8]>) -> &mut Self {
        let text = text.as_ref();
        self.0.update(&(text.len() as u64).to_le_bytes());
        self.0.update(text);
        self
    }

    /// Adds a number.
    pub fn number(&mut self, number: u64) -> &mut Self {
        self.0.update(&number.to_le_bytes());
        self
    }

    /// Adds a mark.
    pub fn mark(&mut self, mark: Mark) -> &mut Self {
        self.0.update(&mark.0);
        self
    }

    /// The mark of all parts.
    pub fn done(&self) -> Mark {
        Mark(*self.0.finalize().as_bytes())
    }
}

/// The values of the last time, by what they are for. One that is off keeps nothing and costs nothing.
#[derive(Debug)]
pub struct Kept<K, T> {
    on: bool,
    values: FxHashMap<K, Arc<T>>,
}

/// All values of this time, and which of them differ from the last.
#[derive(Debug)]
pub struct Renewed<T> {
    /// The values, in the order they were asked for.
    pub all: Vec<Arc<T>>,
    /// Those that are new.
    pub new: Vec<Arc<T>>,
    /// Those that are gone or were replaced.
    pub old: Vec<Arc<T>>,
}

impl<K, T> Default for Kept<K, T> {
    fn default() -> Self {
        Self::new(false)
    }
}

impl<K, T> Kept<K, T> {
    /// Keeps values if it is on.
    pub fn new(on: bool) -> Self {
        Self {
            on,
            values: FxHashMap::default(),
        }
    }

    /// Whether values are kept.
    pub fn is_on(&self) -> bool {
        self.on
    }
}

/// Values that one core makes in a row at most: when the others have none left, they wait for no more than these.
const IN_A_ROW: usize = 8;

impl<K: Hash + Eq + Clone + Sync, T: Send + Sync> Kept<K, T> {
    /// The values for all names, each of them once, on all cores. `make` is given the value of the last time and returns
    /// that very one if it still holds.
    pub fn renew(
        &mut self,
        names: &[K],
        make: impl Fn(usize, Option<&Arc<T>>) -> Arc<T> + Sync,
    ) -> Renewed<T> {
        let last = &self.values;
        let all: Vec<_> = names
            .par_iter()
            .enumerate()
            .with_max_len(IN_A_ROW)
            .map(|(at, name)| make(at, last.get(name)))
            .collect();
        if !self.on {
            let new = all.clone();
            return Renewed {
                all,
                new,
                old: Vec::new(),
            };
        }
        let (new, old) = self.keep(names, all.iter().cloned().map(Some));
        Renewed { all, new, old }
    }

    /// The same, unless `give_up` says meanwhile that they are no longer wanted; those that were made by then are kept.
    pub fn renew_unless(
        &mut self,
        names: &[K],
        give_up: &(dyn Fn() -> bool + Sync),
        make: impl Fn(usize, Option<&Arc<T>>) -> Arc<T> + Sync,
    ) -> Option<Vec<Arc<T>>> {
        let last = &self.values;
        let made: Vec<Option<Arc<T>>> = names
            .par_iter()
            .enumerate()
            .with_max_len(IN_A_ROW)
            .map(|(at, name)| (!give_up()).then(|| make(at, last.get(name))))
            .collect();
        if self.on {
            self.keep(names, made.iter().cloned());
        }
        made.into_iter().collect()
    }

    /// Keeps what was made, and tells what of it is new and what it replaces. Most of it is what was there before, so
    /// nothing else is touched. What is no longer asked for is dropped.
    fn keep(
        &mut self,
        names: &[K],
        made: impl Iterator<Item = Option<Arc<T>>>,
    ) -> (Vec<Arc<T>>, Vec<Arc<T>>) {
        let (mut new, mut old) = (Vec::new(), Vec::new());
        for (name, value) in names.iter().zip(made) {
            let Some(value) = value else { continue };
            match self.values.get_mut(name) {
                Some(last) if Arc::ptr_eq(last, &value) => {}
                Some(last) => {
                    new.push(value.clone());
                    old.push(std::mem::replace(last, value));
                }
                None => {
                    new.push(value.clone());
                    self.values.insert(name.clone(), value);
                }
            }
        }
        if self.values.len() > names.len() {
            let asked: FxHashSet<&K> = names.iter().collect();
            let gone = self.values.extract_if(|name, _| !asked.contains(name));
            old.extend(gone.map(|(_, value)| value));
        }
        (new, old)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(
        kept: &mut Kept<&'static str, (Mark, usize)>,
        texts: &[(&'static str, &str)],
    ) -> Renewed<(Mark, usize)> {
        let names: Vec<_> = texts.iter().map(|(name, _)| *name).collect();
        kept.renew(&names, |at, last| {
            let mark = Mark::of(texts[at].1);
            match last {
                Some(last) if last.0 == mark => last.clone(),
                _ => Arc::new((mark, texts[at].1.len())),
            }
        })
    }

    #[test]
    fn what_was_made_before_giving_up_is_kept() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        let mut kept: Kept<u32, u32> = Kept::new(true);
        let names: Vec<u32> = (0..100).collect();
        let made = AtomicUsize::new(0);
        let make = |at: usize, last: Option<&Arc<u32>>| {
            last.cloned().unwrap_or_else(|| {
                made.fetch_add(1, Ordering::Relaxed);
                Arc::new(at as u32)
            })
        };
        let enough = || made.load(Ordering::Relaxed) >= 10;
        assert!(kept.renew_unless(&names, &enough, make).is_none());
        let before = made.load(Ordering::Relaxed);
        assert!((10..100).contains(&before), "{before}");
        let all = kept.renew_unless(&names, &|| false, make).unwrap();
        assert_eq!(*all[99], 99);
        assert_eq!(made.load(Ordering::Relaxed), 100, "each was made once");
    }

    #[test]
    fn only_what_changed_is_made_again() {
        let mut kept = Kept::new(true);
        let first = lengths(&mut kept, &[("a", "one"), ("b", "three")]);
        let again = lengths(&mut kept, &[("a", "one"), ("b", "thirteen"), ("c", "")]);
        assert!(Arc::ptr_eq(&first.all[0], &again.all[0]));
        assert_eq!(
            again.new.iter().map(|value| value.1).collect::<Vec<_>>(),
            [8, 0]
        );
        assert_eq!(
            again.old.iter().map(|value| value.1).collect::<Vec<_>>(),
            [5]
        );
        let fewer = lengths(&mut kept, &[("c", "")]);
        assert_eq!((fewer.new.len(), fewer.old.len()), (0, 2));
    }

    #[test]
    fn parts_of_a_mark_do_not_run_together() {
        let mark = |parts: [&str; 2]| Marker::default().add(parts[0]).add(parts[1]).done();
        assert_ne!(mark(["ab", "c"]), mark(["a", "bc"]));
    }
}
