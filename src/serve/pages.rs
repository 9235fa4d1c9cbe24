//! What the preview says of each page beside its HTML: title, source, and why visitors do not see it now.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::snapshot::PageNote;
use crate::config::Day;
use crate::pipeline::Loaded;
use crate::site::{SitePage, Withheld, withheld};

/// The notes of all pages by the path of the file they are served from.
pub(super) fn notes(loaded: &Loaded) -> BTreeMap<String, Arc<PageNote>> {
    let pages = loaded.site.pages.iter();
    pages
        .map(|page| {
            let path = format!("{}index.html", page.url);
            (path, Arc::new(note(page, loaded)))
        })
        .collect()
}

fn note(page: &SitePage, loaded: &Loaded) -> PageNote {
    let meta = &page.page.meta;
    PageNote {
        title: meta.title.clone(),
        url: page.url.clone(),
        source: page.page.source.path().to_owned(),
        kind: page.kind().name(),
        ribbon: withheld(meta, loaded.today).map(ribbon),
        stale: behind(page, loaded),
    }
}

/// What of a page is from before, in words.
fn behind(page: &SitePage, loaded: &Loaded) -> Option<&'static str> {
    if page.is_behind {
        Some("What stands above the text cannot be understood, so it is shown as it was.")
    } else if loaded.behind.practice {
        Some("practice.toml cannot be understood, so it is shown as it was.")
    } else if loaded.behind.theme {
        Some("The theme cannot be used, so it is shown as it was.")
    } else {
        None
    }
}

fn ribbon(why: Withheld) -> String {
    match why {
        Withheld::Draft => "Draft: visitors do not see this page".to_owned(),
        Withheld::Until(day) => format!("Goes live on {}", Day(day).long()),
        Withheld::Since(day) => format!(
            "Ended on {}: visitors do not see this page",
            Day(day).long()
        ),
    }
}
