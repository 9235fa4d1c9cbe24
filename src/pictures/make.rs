//! Making a picture: read, turn upright, cut, make smaller, write. The same picture always gives the same bytes.
//!
//! A large picture takes much memory while it is read; so large ones are read one at a time, however many cores there are.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Cursor};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageReader};

use super::{Kind, Picture, clean};
use crate::source::Marker;

/// Changes whenever the same recipe gives other bytes.
const EDITION: &str = "1";

/// No published picture is wider or higher than this.
const WIDEST: u32 = 1920;

/// A picture with more pixels than this is read alone.
const LARGE: u64 = 8_000_000;

static ALONE: Mutex<()> = Mutex::new(());

/// A shape that a picture is cut to, as width and height.
pub type Crop = (u32, u32);

/// How a published picture is made, and from what.
#[derive(Debug, Clone)]
pub struct Recipe {
    picture: Arc<Picture>,
    make: Make,
    kept: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Make {
    /// The picture itself, upright, of a sensible size, and without hidden data.
    Whole,
    /// A copy as WebP.
    Copy { width: u32, crop: Option<Crop> },
}

impl Recipe {
    pub(super) fn whole(picture: Arc<Picture>, kept: Option<PathBuf>) -> Self {
        Self {
            picture,
            make: Make::Whole,
            kept,
        }
    }

    pub(super) fn copy(
        picture: Arc<Picture>,
        width: u32,
        crop: Option<Crop>,
        kept: Option<PathBuf>,
    ) -> Self {
        let make = Make::Copy { width, crop };
        Self {
            picture,
            make,
            kept,
        }
    }

    /// The path below content of the picture it is made from.
    pub fn source(&self) -> &str {
        &self.picture.path
    }

    /// The path of the copy below the site's root: the name of the picture, its width, and a mark of its content.
    pub fn path(&self) -> String {
        match self.make {
            Make::Whole => self.picture.path.clone(),
            Make::Copy { width, .. } => {
                let stem = self
                    .picture
                    .path
                    .rsplit_once('.')
                    .map_or(&*self.picture.path, |(stem, _)| stem);
                format!("{stem}-{width}.{}.webp", &self.key()[..8])
            }
        }
    }

    /// The name under which the result is kept.
    pub fn key(&self) -> String {
        let mut marker = Marker::default();
        marker
            .mark(self.picture.hash)
            .add(EDITION)
            .add(format!("{:?}", self.make));
        let bytes = marker.done();
        bytes.bytes()[..16]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// The bytes: those that were kept, or else made now and kept.
    pub fn bytes(&self) -> io::Result<Vec<u8>> {
        let file = self.kept.as_ref().map(|kept| kept.join(self.key()));
        if let Some(kept) = file
            .as_ref()
            .and_then(|file| fs::read(file).ok())
            .filter(|kept| !kept.is_empty())
        {
            return Ok(kept);
        }
        let source = fs::read(&self.picture.file)?;
        let large = self
            .picture
            .still()
            .is_some_and(|look| u64::from(look.width) * u64::from(look.height) > LARGE);
        let alone = large.then(|| ALONE.lock().unwrap_or_else(PoisonError::into_inner));
        let made = self.made(&source)?;
        drop(alone);
        if let Some(file) = file {
            keep(&file, &made);
        }
        Ok(made.into_owned())
    }

    fn made<'s>(&self, source: &'s [u8]) -> io::Result<Cow<'s, [u8]>> {
        let Ok(look) = &self.picture.look else {
            return Ok(source.into());
        };
        let fits = look.width.max(look.height) <= WIDEST && !look.turned;
        match self.make {
            Make::Whole if look.kind == Kind::Svg => Ok(source.into()),
            Make::Whole if fits || look.moves => clean::clean(look.kind, source)
                .map(Cow::Owned)
                .ok_or_else(|| damaged(&self.picture.path, "it ends too early")),
            Make::Whole => {
                let (image, profile) = self.upright(source)?;
                let image = smaller(image, WIDEST, WIDEST);
                self.written(&image, profile, look.kind).map(Cow::Owned)
            }
            Make::Copy { width, crop } => {
                let (image, profile) = self.upright(source)?;
                let image = match crop {
                    Some(crop) => cut(&image, crop),
                    None => image,
                };
                let image = smaller(image, width, u32::MAX);
                self.written(&image, profile, Kind::WebP).map(Cow::Owned)
            }
        }
    }

    /// The picture as people hold it, and the profile of its colours.
    fn upright(&self, source: &[u8]) -> io::Result<(DynamicImage, Option<Vec<u8>>)> {
        let told = |error: image::ImageError| damaged(&self.picture.path, &error.to_string());
        let reader = ImageReader::new(Cursor::new(source)).with_guessed_format()?;
        let mut decoder = reader.into_decoder().map_err(told)?;
        let orientation = decoder.orientation().map_err(told)?;
        // A profile of other colours than these pixels have would only spoil them.
        let profile = decoder.icc_profile().map_err(told)?;
        let profile = profile.filter(|profile| profile.get(16..20) == Some(b"RGB "));
        let mut image = DynamicImage::from_decoder(decoder).map_err(told)?;
        image.apply_orientation(orientation);
        Ok((image, profile))
    }

    fn written(
        &self,
        image: &DynamicImage,
        profile: Option<Vec<u8>>,
        kind: Kind,
    ) -> io::Result<Vec<u8>> {
        let told = |error: image::ImageError| damaged(&self.picture.path, &error.to_string());
        let (width, height) = (image.width(), image.height());
        let mut out = Vec::new();
        match kind {
            Kind::Jpeg => {
                let pixels = image.to_rgb8();
                let mut encoder = JpegEncoder::new_with_quality(&mut out, 84);
                if let Some(profile) = profile {
                    // A profile that does not fit into the file is left out.
                    let _ = encoder.set_icc_profile(profile);
                }
                encoder
                    .write_image(&pixels, width, height, image::ExtendedColorType::Rgb8)
                    .map_err(told)?;
            }
            Kind::Png => {
                let mut encoder = PngEncoder::new(&mut out);
                if let Some(profile) = profile {
                    let _ = encoder.set_icc_profile(profile);
                }
                image.write_with_encoder(encoder).map_err(told)?;
            }
            Kind::WebP | Kind::Svg => {
                let quality = if self
                    .picture
                    .still()
                    .is_some_and(|look| look.kind == Kind::Png)
                {
                    90.0
                } else {
                    78.0
                };
                let alpha = image.color().has_alpha();
                let small = if alpha {
                    webp::Encoder::from_rgba(&image.to_rgba8(), width, height)
                        .encode(quality)
                        .to_vec()
                } else {
                    webp::Encoder::from_rgb(&image.to_rgb8(), width, height)
                        .encode(quality)
                        .to_vec()
                };
                out = profile
                    .and_then(|profile| {
                        clean::with_profile(&small, &profile, (width, height), alpha)
                    })
                    .unwrap_or(small);
            }
        }
        Ok(out)
    }
}

fn damaged(path: &str, why: &str) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("content/{path} cannot be read as a picture: {why}"),
    )
}

/// Keeps the bytes under their name. A folder that cannot be written to only costs time.
fn keep(file: &std::path::Path, bytes: &[u8]) {
    let Some(folder) = file.parent() else { return };
    let beside = file.with_extension(format!("{}.tmp", std::process::id()));
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(&beside, bytes));
    if written.and_then(|()| fs::rename(&beside, file)).is_err() {
        let _ = fs::remove_file(&beside);
    }
}

/// The picture in that shape, as large as it can be: the middle from left to right, and from top to bottom rather the
/// upper part, where a face is.
fn cut(image: &DynamicImage, (width, height): Crop) -> DynamicImage {
    let (own_width, own_height) = (u64::from(image.width()), u64::from(image.height()));
    let (width, height) = (u64::from(width.max(1)), u64::from(height.max(1)));
    let (new_width, new_height) = if own_width * height > own_height * width {
        ((own_height * width / height).max(1), own_height)
    } else {
        (own_width, (own_width * height / width).max(1))
    };
    // Both are parts of sides that are `u32`.
    let small = |side: u64| u32::try_from(side).unwrap_or(u32::MAX);
    let (left, top) = ((own_width - new_width) / 2, (own_height - new_height) / 3);
    image.crop_imm(small(left), small(top), small(new_width), small(new_height))
}

/// The picture no wider and no higher than that; never larger than it was.
fn smaller(image: DynamicImage, width: u32, height: u32) -> DynamicImage {
    if image.width() <= width && image.height() <= height {
        return image;
    }
    // First roughly, so that the careful way has less to do.
    let rough = image.width() / 4 > width;
    let image = if rough {
        image.thumbnail(width.saturating_mul(2), u32::MAX)
    } else {
        image
    };
    image.resize(width, height, FilterType::Lanczos3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portrait_is_cut_from_the_middle_and_the_upper_part() {
        let mut image = image::RgbImage::new(100, 200);
        image.put_pixel(50, 33, image::Rgb([255, 0, 0]));
        let cut = super::cut(&DynamicImage::from(image), (1, 1)).to_rgb8();
        assert_eq!((cut.width(), cut.height()), (100, 100));
        assert_eq!(cut.get_pixel(50, 0).0, [255, 0, 0]);
    }

    #[test]
    fn a_picture_never_grows() {
        let image = DynamicImage::from(image::RgbImage::new(30, 20));
        assert_eq!(smaller(image.clone(), 60, 60).width(), 30);
        let small = smaller(image, 15, u32::MAX);
        assert_eq!((small.width(), small.height()), (15, 10));
    }
}
