//! Pictures in a finished page: with their size, so that nothing jumps; with smaller copies, so that a telephone loads
//! little; the first at once, the others when they come into view.
//!
//! A template or a page only writes `<img src alt>`. Where it says `width` and `height`, the copies are cut to that shape.

use std::cell::Cell;

use super::tags::StartTag;
use crate::pictures::{Crop, Kind, Look, Picture, Pictures, Recipe};
use crate::site::{decode, encode};

/// How wide the copies are that browsers choose from.
const WIDTHS: [u32; 4] = [400, 800, 1200, 1600];

/// How wide a picture is shown where neither the template nor the theme says it.
const SIZES: &str = "(min-width: 46rem) 44rem, 100vw";

/// Puts pictures into a page.
#[derive(Debug)]
pub(super) struct Framer<'a> {
    pictures: &'a Pictures,
    root: &'a str,
    sizes: &'a str,
    is_first: Cell<bool>,
}

impl<'a> Framer<'a> {
    /// For a page from which `root` leads to the site's first page; `sizes` is what the theme says of its pages.
    pub(super) fn new(pictures: &'a Pictures, root: &'a str, sizes: Option<&'a str>) -> Self {
        Self {
            pictures,
            root,
            sizes: sizes.unwrap_or(SIZES),
            is_first: Cell::new(true),
        }
    }

    /// The tag framed, if it is that of a picture of the site; `recipes` gets the copies that it shows.
    pub(super) fn framed(
        &self,
        tag: &StartTag<'_, '_>,
        recipes: &mut Vec<Recipe>,
    ) -> Option<String> {
        if tag.name != "img" || tag.has("srcset") {
            return None;
        }
        let address = tag.attribute("src")?;
        let picture = self
            .pictures
            .at(&decode(address.strip_prefix(self.root)?))?;
        let look = picture.look.as_ref().ok()?;
        let copies = self.copies(tag, picture, look);
        let framed = self.img(tag, look);
        let Some((srcset, mut made)) = copies else {
            return Some(framed);
        };
        recipes.append(&mut made);
        Some(format!(
            "<picture><source type=\"image/webp\" {srcset}>{framed}</picture>"
        ))
    }

    /// The element itself, with its size and its turn.
    fn img(&self, tag: &StartTag<'_, '_>, look: &Look) -> String {
        let (width, height) = (look.width.to_string(), look.height.to_string());
        let mut more: Vec<(&str, &str)> = Vec::new();
        let sized = tag.has("width") || tag.has("height");
        if !sized && look.width > 0 && look.height > 0 {
            more.extend([("width", width.as_str()), ("height", height.as_str())]);
        }
        match (tag.has("loading"), self.is_first.replace(false)) {
            (false, true) => more.push(("fetchpriority", "high")),
            (false, false) => more.push(("loading", "lazy")),
            (true, _) => {}
        }
        if !tag.has("decoding") {
            more.push(("decoding", "async"));
        }
        tag.with(&more)
    }

    /// The attributes of a `<source>` and the copies that they name.
    fn copies(
        &self,
        tag: &StartTag<'_, '_>,
        picture: &std::sync::Arc<Picture>,
        look: &Look,
    ) -> Option<(String, Vec<Recipe>)> {
        if look.kind == Kind::Svg {
            return None;
        }
        picture.still()?;
        let number = |name: &str| {
            tag.attribute(name)
                .and_then(|value| value.parse::<u32>().ok())
                .filter(|side| *side > 0)
        };
        let shape = number("width").zip(number("height"));
        let (widths, crop) = match shape {
            Some(shape) => (twice(look, shape), Some(shape)),
            None => (ladder(look.width), None),
        };
        let recipes: Vec<_> = widths
            .iter()
            .map(|width| self.pictures.copy(picture, *width, crop))
            .collect();
        let named = recipes.iter().zip(&widths).map(|(recipe, width)| {
            let path = encode(&recipe.path());
            let measure = match shape {
                Some((shown, _)) if *width > shown => "2x".to_owned(),
                Some(_) => "1x".to_owned(),
                None => format!("{width}w"),
            };
            // A comma or a space in a name would end the address.
            format!("{}{} {measure}", self.root, path.replace(',', "%2C"))
        });
        let srcset = named.collect::<Vec<_>>().join(", ").replace('&', "&amp;");
        let attributes = match shape {
            Some(_) => format!("srcset=\"{srcset}\""),
            None => {
                let own = tag.attribute("sizes");
                let sizes = own.as_deref().unwrap_or(self.sizes).replace('"', "");
                format!("srcset=\"{srcset}\" sizes=\"{sizes}\"")
            }
        };
        Some((attributes, recipes))
    }
}

/// Widths for a picture that is as wide as there is room: some, and its own.
fn ladder(own: u32) -> Vec<u32> {
    let mut widths: Vec<u32> = WIDTHS.into_iter().filter(|width| *width < own).collect();
    if own < 2000 {
        widths.push(own);
    }
    widths
}

/// Widths for a picture that is always shown as wide: as wide as that, and twice for fine screens; never wider than what
/// is left of the picture once it is cut.
fn twice(look: &Look, (width, height): Crop) -> Vec<u32> {
    let by_height = u64::from(look.height) * u64::from(width) / u64::from(height);
    let own = look
        .width
        .min(u32::try_from(by_height).unwrap_or(u32::MAX))
        .max(1);
    let mut widths = vec![width.min(own)];
    if own > width {
        widths.push(width.saturating_mul(2).min(own));
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_never_wider_than_the_picture() {
        assert_eq!(ladder(300), [300]);
        assert_eq!(ladder(1000), [400, 800, 1000]);
        assert_eq!(ladder(4000), [400, 800, 1200, 1600]);
        let look = Look {
            kind: Kind::Jpeg,
            width: 300,
            height: 200,
            turned: false,
            moves: false,
        };
        assert_eq!(twice(&look, (112, 140)), [112, 160]);
        assert_eq!(twice(&look, (400, 200)), [300]);
    }
}
