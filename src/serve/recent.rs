//! Which pages were looked at last, so that those are made first when all have to be made again.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// So many pages are made first.
const FIRST: usize = 6;

/// The files of the pages that were asked for last, the newest in front.
#[derive(Debug, Default)]
pub(super) struct Recent(Mutex<VecDeque<String>>);

impl Recent {
    /// Somebody looks at the page that is served from this file.
    pub(super) fn saw(&self, path: &str) {
        let mut paths = self.paths();
        if paths.front().is_none_or(|newest| newest != path) {
            paths.retain(|known| known != path);
            paths.push_front(path.to_owned());
            paths.truncate(FIRST);
        }
    }

    /// Those pages.
    pub(super) fn all(&self) -> Vec<String> {
        self.paths().iter().cloned().collect()
    }

    fn paths(&self) -> MutexGuard<'_, VecDeque<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_stand_in_front_and_each_only_once() {
        let recent = Recent::default();
        ["a", "b", "a", "a"]
            .iter()
            .for_each(|path| recent.saw(path));
        assert_eq!(recent.all(), ["a", "b"]);
        (0..20).for_each(|number| recent.saw(&number.to_string()));
        assert_eq!(recent.all().len(), FIRST);
        assert_eq!(recent.all()[0], "19");
    }
}
