//! What a writer is told about pictures: one that cannot be shown, is too small to be sharp, or larger than anybody needs.

use super::{Kind, Look, Picture, Pictures};
use crate::config::Places;
use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::site::{Site, SitePage, Target, root_of};
use crate::source::Span;

/// Fewer pixels than this across look blurred in a page.
const NARROWEST: u32 = 480;

/// Fewer pixels than this across look blurred where a page shows its own picture, such as a portrait.
const NARROWEST_PORTRAIT: u32 = 320;

/// More bytes than this only fill disks.
const HEAVIEST: u64 = 15_000_000;

/// Files that are pictures, but not for browsers.
const FOREIGN: [&str; 7] = [".heic", ".heif", ".tif", ".tiff", ".bmp", ".psd", ".raw"];

/// Pictures that browsers can show, but that may hide where and by whom they were taken.
const OPAQUE: [&str; 2] = [".avif", ".jxl"];

/// Everything about the pictures of a site that its writer should know.
pub fn check_pictures(site: &Site, pictures: &Pictures) -> Vec<Diagnostic> {
    let mut told: Vec<_> = pictures
        .all()
        .filter_map(|picture| broken(picture))
        .collect();
    told.extend(pictures.all().filter_map(|picture| heavy(picture)));
    told.extend(site.files.iter().filter_map(|path| opaque(path)));
    for page in &site.pages {
        for link in page
            .outline
            .links
            .iter()
            .filter(|link| is_picture(page, link.span))
        {
            told.extend(at_link(site, pictures, page, link.span, &link.to));
        }
        if let Some(image) = &page.page.meta.image {
            let place = Places::of(&page.page.source, page.page.front).at("image");
            let span = if place.end > 0 {
                place
            } else {
                page.page.front
            };
            let small = of(site, pictures, page, image)
                .and_then(|look| too_small(look, NARROWEST_PORTRAIT));
            told.extend(
                small
                    .map(|words| Diagnostic::at(&page.page.source, span, Severity::Warning, words)),
            );
        }
    }
    told
}

fn is_picture(page: &SitePage, span: Span) -> bool {
    page.page.source.slice(span).starts_with("![")
}

fn at_link(
    site: &Site,
    pictures: &Pictures,
    page: &SitePage,
    span: Span,
    to: &str,
) -> Option<Diagnostic> {
    let lower = to.to_lowercase();
    if let Some(end) = FOREIGN.iter().find(|end| lower.ends_with(**end)) {
        let words = words(
            format!("most browsers cannot show `{end}` pictures"),
            "Visitors would see an empty box.",
            "Save the picture as a JPEG (photographs) or PNG (drawings) file.".into(),
        );
        return Some(Diagnostic::at(
            &page.page.source,
            span,
            Severity::Error,
            words,
        ));
    }
    let words = too_small(of(site, pictures, page, to)?, NARROWEST)?;
    Some(Diagnostic::at(
        &page.page.source,
        span,
        Severity::Warning,
        words,
    ))
}

/// The picture that a page shows.
fn of(site: &Site, pictures: &Pictures, page: &SitePage, link: &str) -> Option<Look> {
    let Target::Here(to) = site.resolve(page, link) else {
        return None;
    };
    let root = root_of(&page.url);
    let path = crate::site::decode(to.strip_prefix(&root).unwrap_or(&to));
    pictures.at(&path)?.look.as_ref().ok().copied()
}

fn too_small(look: Look, least: u32) -> Option<Words> {
    (look.kind != Kind::Svg && look.width < least).then(|| {
        words(
            format!("the picture is only {} pixels wide", look.width),
            "On most screens it would look blurred.",
            format!("Use a picture at least {least} pixels wide; brassplate makes the smaller copies itself."),
        )
    })
}

/// A file from which hidden data cannot be taken out would be published with all of it.
fn opaque(path: &str) -> Option<Diagnostic> {
    let lower = path.to_lowercase();
    let end = FOREIGN
        .iter()
        .chain(&OPAQUE)
        .find(|end| lower.ends_with(**end))?;
    let words = words(
        format!("brassplate cannot take hidden data out of `{end}` pictures"),
        "The file may tell where it was taken, when, and by whom.",
        "Save the picture as a JPEG (photographs) or PNG (drawings) file.".into(),
    );
    let path = format!("content/{path}");
    Some(Diagnostic::about(path, Severity::Error, words))
}

fn broken(picture: &Picture) -> Option<Diagnostic> {
    let why = picture.look.as_ref().err()?;
    let words = words(
        format!("the picture cannot be published: {why}"),
        "Visitors would see an empty box, or get more than a picture.",
        "Save the picture once more from a picture program, or take it out.".into(),
    );
    Some(Diagnostic::about(
        format!("content/{}", picture.path),
        Severity::Error,
        words,
    ))
}

fn heavy(picture: &Picture) -> Option<Diagnostic> {
    if picture.length <= HEAVIEST {
        return None;
    }
    let words = words(
        format!("the picture is {} MB large", picture.length / 1_000_000),
        "Visitors get smaller copies; but every build has to read it, and every backup keeps it.",
        "Save it about 2000 pixels wide.".into(),
    );
    Some(Diagnostic::about(
        format!("content/{}", picture.path),
        Severity::Warning,
        words,
    ))
}

fn words(what: String, why: &'static str, instead: String) -> Words {
    Words {
        rule: "picture-file".into(),
        family: "files",
        what: what.into(),
        why: why.into(),
        instead: instead.into(),
    }
}
