//! Pictures: how large they are, and how each is published: turned upright, in several sizes, and without what a camera
//! hides in it.
//!
//! A first look reads only what a picture says of itself. The work is a [`Recipe`]: it is done when somebody asks for
//! the bytes, on no page's way, and its result is kept beside the site by the hash of what it was made from. So a kept
//! picture is never out of date, and the folder may be deleted at any time.

mod clean;
mod make;
mod svg;
mod told;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use image::{ImageDecoder, ImageFormat, ImageReader};
use rayon::prelude::*;

use crate::source::{Mark, Marker};

pub use make::{Crop, Recipe};
pub use told::check_pictures;

/// The folder below the site's root where finished pictures are kept.
const KEPT: &str = ".brassplate/pictures";

/// More pixels than this are refused: no camera of a practice makes them, and reading them could fill the memory.
const MOST_PIXELS: u64 = 120_000_000;

/// All pictures of a site by their path below content.
#[derive(Debug, Clone, Default)]
pub struct Pictures {
    known: BTreeMap<String, Arc<Picture>>,
    kept: Option<PathBuf>,
    /// A mark of everything that pages can see of them.
    pub mark: Mark,
}

/// What is known of a picture before it is worked on.
#[derive(Debug)]
pub struct Picture {
    /// Its path below content.
    pub path: String,
    /// What it is, or why it cannot be shown.
    pub look: Result<Look, String>,
    /// How many bytes it has.
    pub length: u64,
    file: PathBuf,
    changed: Option<SystemTime>,
    hash: Mark,
}

/// A picture as its file describes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// How it is stored.
    pub kind: Kind,
    /// Pixels from left to right, once it is upright.
    pub width: u32,
    /// Pixels from top to bottom, once it is upright.
    pub height: u32,
    /// Whether it must be turned to be upright.
    pub turned: bool,
    /// Whether it moves; then it is published as it is.
    pub moves: bool,
}

/// How a picture is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A photograph.
    Jpeg,
    /// A drawing or a picture of a screen.
    Png,
    /// Either.
    WebP,
    /// A drawing made of lines.
    Svg,
}

impl Pictures {
    /// Looks at every picture among the files of a site; one that did not change is taken from `last`.
    pub fn look(root: &Path, files: &BTreeSet<String>, last: &Self) -> Self {
        let content = root.join("content");
        let paths: Vec<&String> = files
            .iter()
            .filter(|path| kind_of(path).is_some())
            .collect();
        let known: BTreeMap<String, Arc<Picture>> = paths
            .into_par_iter()
            .filter_map(|path| {
                let picture = Picture::look(path, content.join(path), last.known.get(path))?;
                Some((path.clone(), picture))
            })
            .collect();
        let mut marker = Marker::default();
        for (path, picture) in &known {
            marker.add(path).mark(picture.hash);
        }
        Self {
            mark: marker.done(),
            known,
            kept: Some(root.join(KEPT)),
        }
    }

    /// The picture at that path below content.
    pub fn at(&self, path: &str) -> Option<&Arc<Picture>> {
        self.known.get(path)
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Picture>> {
        self.known.values()
    }

    /// How a picture is published under its own path.
    pub fn whole(&self, picture: &Arc<Picture>) -> Recipe {
        Recipe::whole(picture.clone(), self.kept.clone())
    }

    /// A smaller copy of a picture in a modern format, cut to a shape where one is given.
    pub fn copy(&self, picture: &Arc<Picture>, width: u32, crop: Option<Crop>) -> Recipe {
        Recipe::copy(picture.clone(), width, crop, self.kept.clone())
    }

    /// Removes finished pictures that nobody asks for any more.
    pub fn forget_all_but(&self, wanted: &BTreeSet<String>) {
        let entries = self
            .kept
            .iter()
            .filter_map(|kept| fs::read_dir(kept).ok())
            .flatten();
        for entry in entries.filter_map(Result::ok) {
            if !wanted.contains(&*entry.file_name().to_string_lossy()) {
                // What cannot be removed is only in nobody's way.
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

impl Picture {
    fn look(path: &str, file: PathBuf, last: Option<&Arc<Self>>) -> Option<Arc<Self>> {
        let kind = kind_of(path)?;
        let about = fs::metadata(&file).ok()?;
        let changed = about.modified().ok();
        if let Some(last) = last
            && last.length == about.len()
            && last.changed == changed
            && changed.is_some()
        {
            return Some(last.clone());
        }
        let bytes = fs::read(&file).ok()?;
        Some(Arc::new(Self {
            path: path.to_owned(),
            look: look(kind, &bytes),
            length: about.len(),
            file,
            changed,
            hash: Mark::of(&bytes),
        }))
    }

    /// Whether it is made of pixels, and not of lines.
    pub fn is_of_pixels(&self) -> bool {
        self.look.as_ref().is_ok_and(|look| look.kind != Kind::Svg)
    }

    /// What it is, where it can be worked on: it is made of pixels and stands still.
    pub fn still(&self) -> Option<Look> {
        self.look
            .as_ref()
            .ok()
            .copied()
            .filter(|look| !look.moves && look.kind != Kind::Svg)
    }
}

/// The kind that the name of a file promises.
fn kind_of(path: &str) -> Option<Kind> {
    let end = path.rsplit_once('.')?.1.to_ascii_lowercase();
    match end.as_str() {
        "jpg" | "jpeg" | "jfif" => Some(Kind::Jpeg),
        "png" => Some(Kind::Png),
        "webp" => Some(Kind::WebP),
        "svg" => Some(Kind::Svg),
        _ => None,
    }
}

fn look(kind: Kind, bytes: &[u8]) -> Result<Look, String> {
    if kind == Kind::Svg {
        return svg::look(bytes);
    }
    let (format, moves) = match kind {
        Kind::Jpeg => (ImageFormat::Jpeg, false),
        Kind::Png => (
            ImageFormat::Png,
            memchr::memmem::find(bytes, b"acTL").is_some(),
        ),
        _ => (
            ImageFormat::WebP,
            bytes
                .get(12..21)
                .is_some_and(|head| head.starts_with(b"VP8X") && head[8] & 2 != 0),
        ),
    };
    if image::guess_format(bytes).ok() != Some(format) {
        return Err("the file is not what its name says".to_owned());
    }
    let broken = |error: image::ImageError| format!("the file is damaged ({error})");
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), format)
        .into_decoder()
        .map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(format!(
            "with {width} by {height} pixels it is too large to be read"
        ));
    }
    let orientation = decoder.orientation().map_err(broken)?;
    let turned = orientation != image::metadata::Orientation::NoTransforms;
    let on_its_side = matches!(orientation.to_exif(), 5..=8);
    let (width, height) = if on_its_side {
        (height, width)
    } else {
        (width, height)
    };
    Ok(Look {
        kind,
        width,
        height,
        turned,
        moves,
    })
}
