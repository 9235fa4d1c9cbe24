//! Pictures of people: who they are, and whether a patient agreed; and places hidden in photographs.
//!
//! A file name can tell a patient's name, and a telephone writes into a photograph where it was taken.

use std::fs::File;
use std::io::Read as _;

use super::super::case::{Case, Say, Told};
use super::super::shown::Shown;
use super::{Check, Look};
use crate::config::PictureKind;
use crate::html::elements;
use crate::output::{Output, OutputPlan};

pub(super) static CHECK: Check = Check {
    id: "picture",
    rank: 22,
    what: "shows a picture of people without saying who they are or that they agreed",
    why: "A patient's picture is private, and a model taken for a patient misleads.",
    instead: "Add `[[pictures]]` with `file`, `kind` and, for a patient, the number of the `consent`.",
    source: "HIPAA Privacy Rule; Cal. Bus. & Prof. Code 651; 22 TAC 164.3",
    looks: &[
        Look::Facts(facts),
        Look::Page(page),
        Look::Plan(photographs),
    ],
    flags: &[
        "=== content/about.md\n+++\ntitle = \"About\"\npictures = [{ file = \"images/a.svg\", kind = \"patient\" }]\n+++\n![A person](images/a.svg)\n=== content/images/a.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>\n",
        "=== content/about.md\n+++\ntitle = \"About\"\n+++\n![Skin](images/before-after.svg)\n=== content/images/before-after.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>\n",
        "practice.jurisdiction = [\"us-ca\"]\n=== themes/plate/templates/page.html\n{% extends \"base.html\" %}{% block content %}<img src=\"{{ root }}images/a.svg\" alt=\"A person\">{% endblock content %}\n=== content/about.md\n+++\ntitle = \"About\"\npictures = [{ file = \"images/a.svg\", kind = \"model\" }]\n+++\n![A person](images/a.svg)\n=== content/images/a.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>\n",
    ],
    passes: &[
        "=== content/about.md\n+++\ntitle = \"About\"\npictures = [{ file = \"images/a.svg\", kind = \"patient\", consent = \"17\" }]\n+++\n![A person](images/a.svg)\n=== content/images/a.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>\n",
        "practice.jurisdiction = [\"us-ca\"]\n=== content/about.md\n+++\ntitle = \"About\"\npictures = [{ file = \"images/a.svg\", kind = \"model\" }]\n+++\n![A person](images/a.svg)\n=== content/images/a.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>\n",
    ],
};

fn facts(case: &Case<'_>, told: &mut Told<'_>) {
    for page in &case.site.pages {
        for (at, picture) in page.page.meta.pictures.iter().enumerate() {
            let private = matches!(
                picture.kind,
                PictureKind::Patient | PictureKind::BeforeAfter
            );
            if private
                && picture
                    .consent
                    .as_ref()
                    .is_none_or(|id| id.trim().is_empty())
            {
                let say = Say::error(format!("there is no consent for `{}`", picture.file));
                told.front(
                    page,
                    &format!("pictures.{at}"),
                    say.instead(
                        "Add `consent = \"...\"` with its number, or take the picture out.",
                    ),
                );
            }
        }
    }
}

fn page(case: &Case<'_>, shown: &Shown<'_>, told: &mut Told<'_>) {
    let typed = shown.of.map_or(&[][..], |page| &page.page.meta.pictures);
    for (_, img) in shown.all(elements!["img"]) {
        let src = img.attribute("src").unwrap_or_default();
        let name = src.rsplit('/').next().unwrap_or_default().to_lowercase();
        let known = typed
            .iter()
            .any(|picture| picture.file.to_lowercase().ends_with(&name));
        let suspect = ["patient", "before-after", "before_after", "beforeafter"]
            .iter()
            .any(|word| name.contains(word));
        if suspect && !known {
            let say = Say::warning(format!("the file name `{name}` speaks of a patient"));
            told.words_at(shown, &name, say);
        }
    }
    let shows_model = typed
        .iter()
        .find(|picture| picture.kind == PictureKind::Model);
    let says_so = || {
        ["model", "actor", "posed"]
            .iter()
            .any(|word| shown.lower_text().contains(word))
    };
    for entry in case.asked(told.check()) {
        if let (Some(picture), false) = (shows_model, says_so()) {
            let what = format!(
                "`{}` shows a model, and the page does not say so",
                picture.file
            );
            told.words_at(
                shown,
                &picture.file,
                Say::asked(entry, what).instead("Write under the picture that it shows a model."),
            );
        }
    }
}

/// Photographs that tell where they were taken.
fn photographs(_: &Case<'_>, plan: &OutputPlan, told: &mut Told<'_>) {
    for (path, output) in &plan.files {
        let (Output::Copy(file), true) =
            (output, path.ends_with(".jpg") || path.ends_with(".jpeg"))
        else {
            continue;
        };
        let mut start = Vec::new();
        let read = File::open(file).and_then(|file| file.take(64 * 1024).read_to_end(&mut start));
        if read.is_ok() && has_place(&start) {
            let say = Say::warning(format!(
                "the photograph content/{path} tells where it was taken"
            ));
            told.fact(
                "practice",
                say.instead("Save it again without its hidden data (\"remove location\")."),
            );
        }
    }
}

/// Whether the Exif part of a photograph has an entry for a GPS place (tag 0x8825).
fn has_place(bytes: &[u8]) -> bool {
    let Some(at) = memchr::memmem::find(bytes, b"Exif\0\0") else {
        return false;
    };
    let exif = &bytes[at + 6..];
    let tag: &[u8] = if exif.starts_with(b"II") {
        &[0x25, 0x88, 4, 0]
    } else {
        &[0x88, 0x25, 0, 4]
    };
    memchr::memmem::find(exif, tag).is_some()
}
