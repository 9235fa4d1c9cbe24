//! Pictures from plain Markdown to what visitors load: upright, in several sizes, without hidden data, kept by content.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod folders;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use folders::copy;
use image::{ImageFormat, Rgb, RgbImage};

const SECRET: &[u8] = b"GPS of the patient's home";

/// A site with a page that shows pictures.
struct Place {
    _folder: tempfile::TempDir,
    root: PathBuf,
}

impl Place {
    fn new(page: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/clear"),
            &root,
        );
        let place = Self {
            _folder: folder,
            root,
        };
        place.write(
            "content/visit.md",
            format!("+++\ntitle = \"Visit\"\n+++\n{page}\n").as_bytes(),
        );
        place
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn build(&self) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_brassplate"));
        command
            .args(["build", "--as-of", "2026-11-22", "--root"])
            .arg(&self.root);
        command.output().unwrap()
    }

    fn built(&self) -> String {
        let made = self.build();
        let told = String::from_utf8_lossy(&made.stderr).into_owned();
        assert!(made.status.success(), "{told}");
        told
    }

    /// Every published file below `images`.
    fn images(&self) -> BTreeMap<String, Vec<u8>> {
        let files = fs::read_dir(self.root.join("public/images"))
            .unwrap()
            .map(|entry| entry.unwrap());
        files
            .map(|file| {
                (
                    file.file_name().into_string().unwrap(),
                    fs::read(file.path()).unwrap(),
                )
            })
            .collect()
    }

    fn kept(&self) -> BTreeMap<String, Vec<u8>> {
        let kept = fs::read_dir(self.root.join(".brassplate/pictures"))
            .unwrap()
            .map(|entry| entry.unwrap());
        kept.map(|file| {
            (
                file.file_name().into_string().unwrap(),
                fs::read(file.path()).unwrap(),
            )
        })
        .collect()
    }

    fn page(&self) -> String {
        fs::read_to_string(self.root.join("public/visit/index.html")).unwrap()
    }
}

/// A picture whose upper part is red and whose lower part is blue.
fn pixels(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let shade = u8::try_from(x * 50 / width).unwrap();
        if y < height / 2 {
            Rgb([200, shade, 0])
        } else {
            Rgb([0, shade, 200])
        }
    })
}

fn encoded(image: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A photograph as a telephone writes it: on its side, with a note of how to turn it, and more notes than that.
fn photograph(width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let jpeg = encoded(&pixels(width, height), ImageFormat::Jpeg);
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    exif.extend(SECRET);
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [
        &jpeg[..2],
        &[0xFF, 0xE1],
        &length,
        &exif,
        &jpeg[2..],
        SECRET,
    ]
    .concat()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    memchr::memmem::find(bytes, part).is_some()
}

#[test]
fn a_photograph_is_published_upright_in_sizes_and_without_secrets() {
    let place = Place::new(
        "![The door](images/photo.jpg)\n\n![The plan](images/plan.png)\n\n![A door](images/door.svg)",
    );
    place.write("content/images/photo.jpg", &photograph(1000, 600, 6));
    place.write(
        "content/images/plan.png",
        &encoded(&pixels(900, 300), ImageFormat::Png),
    );
    place.built();
    let page = place.page();
    assert!(
        page.contains("<picture><source type=\"image/webp\" srcset=\"../images/photo-400."),
        "{page}"
    );
    assert!(page.contains("600w\" sizes=\"(min-width: 46rem) 44rem, 100vw\"><img src=\"../images/photo.jpg\" alt=\"The door\" width=\"600\" height=\"1000\" fetchpriority=\"high\" decoding=\"async\"></picture>"), "{page}");
    assert!(
        page.contains("alt=\"The plan\" width=\"900\" height=\"300\" loading=\"lazy\""),
        "{page}"
    );
    assert!(page.contains("alt=\"A door\""), "{page}");
    let images = place.images();
    for (name, bytes) in &images {
        assert!(
            !holds(bytes, SECRET) && !holds(bytes, b"Exif"),
            "{name} tells more than it shows"
        );
    }
    let upright = image::load_from_memory(&images["photo.jpg"])
        .unwrap()
        .to_rgb8();
    assert_eq!((upright.width(), upright.height()), (600, 1000));
    // Turned to the right, what was the lower part is on the left.
    assert!(upright.get_pixel(20, 500)[2] > 150 && upright.get_pixel(580, 500)[0] > 150);
    let small = images
        .iter()
        .find(|(name, _)| name.starts_with("photo-400."))
        .unwrap();
    let small = image::load_from_memory(small.1).unwrap();
    assert_eq!((small.width(), small.height()), (400, 667));
    let widths: Vec<_> = images
        .keys()
        .filter(|name| name.ends_with(".webp"))
        .map(|name| name.split('.').next().unwrap())
        .collect();
    assert_eq!(
        widths,
        ["photo-400", "photo-600", "plan-400", "plan-800", "plan-900"]
    );
}

#[test]
fn an_upright_photograph_keeps_its_pixels() {
    let place = Place::new("![The door](images/photo.jpg)");
    let clean = encoded(&pixels(700, 500), ImageFormat::Jpeg);
    place.write("content/images/photo.jpg", &photograph(700, 500, 1));
    place.built();
    assert_eq!(place.images()["photo.jpg"], clean);
}

#[test]
fn finished_pictures_are_kept_by_what_they_were_made_from() {
    let place = Place::new("![The door](images/photo.jpg)");
    place.write("content/images/photo.jpg", &photograph(900, 600, 1));
    place.built();
    let (first, kept) = (place.images(), place.kept());
    assert_eq!(
        kept.len(),
        first.len() - 1,
        "everything but the drawing is kept"
    );
    fs::remove_dir_all(place.root.join(".brassplate")).unwrap();
    place.built();
    assert_eq!(
        (place.images(), place.kept()),
        (first.clone(), kept.clone()),
        "the same input gives the same bytes"
    );
    // What is kept is what is published.
    let name = kept.keys().next().unwrap();
    place.write(&format!(".brassplate/pictures/{name}"), b"kept");
    place.built();
    assert!(place.images().values().any(|bytes| bytes == b"kept"));
    place.write("content/images/photo.jpg", &photograph(900, 601, 1));
    place.built();
    assert!(
        place.kept().keys().all(|name| !kept.contains_key(name)),
        "an old picture is kept"
    );
    assert!(
        place
            .images()
            .keys()
            .all(|name| name == "photo.jpg" || !first.contains_key(name) || name == "door.svg")
    );
}

#[test]
fn a_portrait_is_cut_to_the_shape_its_template_shows() {
    let place = Place::new("");
    place.write("content/images/ada.jpg", &photograph(600, 1200, 1));
    place.write("themes/bare/templates/page.html", b"{% extends \"base.html\" %}{% block content %}<img src=\"{{ root }}images/ada.jpg\" alt=\"Ada\" width=\"112\" height=\"112\">{% endblock content %}");
    place.built();
    let page = place.page();
    assert!(
        page.contains(" 1x, ../images/ada-224.")
            && page.contains(
                " 2x\"><img src=\"../images/ada.jpg\" alt=\"Ada\" width=\"112\" height=\"112\""
            ),
        "{page}"
    );
    let images = place.images();
    let cut = images
        .iter()
        .find(|(name, _)| name.starts_with("ada-224."))
        .unwrap();
    let cut = image::load_from_memory(cut.1).unwrap().to_rgb8();
    assert_eq!((cut.width(), cut.height()), (224, 224));
    // Of 600 pixels too many, a third goes above: the red half ends at 400 of 600.
    assert!(cut.get_pixel(100, 140)[0] > 150 && cut.get_pixel(100, 155)[2] > 150);
}

#[test]
fn pictures_that_do_not_work_are_told() {
    let place = Place::new(
        "![Small](images/small.png)\n\n![Phone](images/phone.heic)\n\n![Broken](images/broken.jpg)\n\n![Bad](images/bad.svg)",
    );
    place.write(
        "content/images/small.png",
        &encoded(&pixels(120, 80), ImageFormat::Png),
    );
    place.write("content/images/phone.heic", b"x");
    place.write("content/images/broken.jpg", b"no picture");
    place.write("content/images/bad.svg", b"<svg><script>a()</script></svg>");
    let made = place.build();
    let told = String::from_utf8_lossy(&made.stderr).into_owned();
    assert_eq!(made.status.code(), Some(1), "{told}");
    for part in [
        "warning[picture-file]: the picture is only 120 pixels wide",
        "content/visit.md:4:1",
        "error[picture-file]: most browsers cannot show `.heic` pictures",
        "content/visit.md:6:1",
        "error[picture-file]: the picture cannot be published: the file is not what its name says",
        "content/images/broken.jpg",
        "error[picture-file]: the picture cannot be published: it holds `<script>`, which can do more than draw",
    ] {
        assert!(told.contains(part), "{part}\n{told}");
    }
}

#[test]
fn a_picture_that_ends_too_early_is_refused_at_its_place() {
    let place = Place::new("![The door](images/photo.jpg)");
    let whole = photograph(900, 600, 1);
    place.write("content/images/photo.jpg", &whole[..whole.len() / 3]);
    let made = place.build();
    let told = String::from_utf8_lossy(&made.stderr).into_owned();
    assert_eq!(made.status.code(), Some(1), "{told}");
    assert!(told.contains("content/images/photo.jpg"), "{told}");
}
