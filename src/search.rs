//! The index for searching the site in a visitor's browser, made by Pagefind from the cleared pages and from nothing else.
//!
//! It is made when a site is published, never while somebody waits for a preview. Notices, menus and what stands around
//! a page are left out, so that a search for «emergency» finds the pages about it and not every page.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;

use crate::config::without_language;
use crate::gate::Cleared;
use crate::output::OutputPlan;

/// The page that asks the index.
const PAGE: &str = "search/index.html";

/// The folder of the index below the site's root.
const FOLDER: &str = "pagefind";

/// Elements whose words nobody looks for.
const LEFT_OUT: [&str; 5] = ["[data-notice]", "nav", "form", ".review", ".sources"];

/// Files of Pagefind that only its own pages use.
const UNUSED: [&str; 4] = ["ui", "highlight", "playground", "component"];

/// The files of an index by their path below the site's root.
#[derive(Debug, Clone, Default)]
pub struct Index(BTreeMap<String, Arc<[u8]>>);

impl Index {
    /// The files.
    pub fn files(&self) -> impl Iterator<Item = (&String, &Arc<[u8]>)> {
        self.0.iter()
    }
}

/// Why there is no index.
#[derive(Debug, thiserror::Error)]
#[error("the index for searching cannot be made: {0}")]
pub struct IndexError(String);

/// Makes the index of a site that has a page for searching; of another there is none.
pub fn index(plan: &Cleared<OutputPlan>) -> Result<Index, IndexError> {
    let plan = plan.get();
    if !plan.files.contains_key(PAGE) {
        return Ok(Index::default());
    }
    let pages = plan.pages().filter(|(path, page)| {
        without_language(path) != PAGE
            && *path != "404.html"
            && !page.html.contains("content=\"noindex\"")
    });
    let pages: Vec<_> = pages
        .map(|(path, page)| (path.to_owned(), page.html.clone()))
        .collect();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .map_err(told)?;
    let files = runtime.block_on(read(pages)).map_err(told)?;
    Ok(Index(files))
}

fn told(why: impl std::fmt::Display) -> IndexError {
    IndexError(why.to_string())
}

async fn read(
    pages: Vec<(String, String)>,
) -> Result<BTreeMap<String, Arc<[u8]>>, Box<dyn std::error::Error>> {
    let options = PagefindServiceConfig::builder()
        .root_selector("main".to_owned())
        .exclude_selectors(LEFT_OUT.map(str::to_owned).to_vec())
        .build();
    let mut index = PagefindIndex::new(Some(options))?;
    for (path, html) in pages {
        index.add_html_file(Some(path), None, html).await?;
    }
    let files = index.get_files().await?;
    let files = files
        .into_iter()
        .filter_map(|file| Some((published(&file.filename)?, file.contents.into())));
    Ok(files.collect())
}

/// Where a file of the index is published, if the search page uses it.
fn published(path: &Path) -> Option<String> {
    let path = path.to_string_lossy().replace('\\', "/");
    let name = path.rsplit('/').next().unwrap_or(&path);
    let is_unused = UNUSED
        .iter()
        .any(|part| name.contains(&format!("-{part}")) || path.contains(&format!("{part}/")));
    (!is_unused).then(|| format!("{FOLDER}/{path}"))
}
