//! Notices that stand beside what they are about: a picture of people, or the words of a patient.
//!
//! The program puts them into the body and not the theme, because only the body knows where a picture stands. A picture
//! that the theme shows (the one in `image`) has its notice in front of the text.

use std::borrow::Cow;

use super::body::Body;
use crate::duties::{Notice, Place, beside_picture};
use crate::site::SitePage;

/// The body with its notices, in their order: one for each picture that needs one, then one for each patient's words.
/// None where there are none.
pub(super) fn with_notices(
    page: &SitePage,
    body: &Body,
    notices: &[Cow<'_, Notice>],
) -> Option<Body> {
    let mut beside = notices
        .iter()
        .filter(|notice| notice.place == Place::Beside)
        .peekable();
    beside.peek()?;
    let mut body = body.clone();
    let pictures = page.page.meta.pictures.iter();
    for picture in pictures.filter(|picture| beside_picture(picture.kind).is_some()) {
        let name = picture.file.rsplit('/').next().unwrap_or_default();
        behind_picture(&mut body, name, &beside.next()?.html);
    }
    let stories: Vec<_> = beside.collect();
    let ends: Vec<usize> = body
        .html
        .rmatch_indices(STORY_END)
        .map(|(at, _)| at + STORY_END.len())
        .take(stories.len())
        .collect();
    for (at, notice) in ends.into_iter().zip(stories.into_iter().rev()) {
        body.html.insert_str(at, &notice.html);
    }
    Some(body)
}

/// How the words of a patient end, as `blocks` writes them.
pub(super) const STORY_END: &str = "</blockquote>";

fn behind_picture(body: &mut Body, name: &str, notice: &str) {
    let mut found = false;
    let answers = body
        .questions
        .iter_mut()
        .map(|question| &mut question.answer);
    for html in answers.chain([&mut body.html, &mut body.intro]) {
        if let Some(at) = end_of_picture(html, name) {
            html.insert_str(at, notice);
            found = true;
        }
    }
    if !found {
        body.html.insert_str(0, notice);
        body.intro.insert_str(0, notice);
    }
}

/// Where a block may follow the first picture with that file name.
fn end_of_picture(html: &str, name: &str) -> Option<usize> {
    let tag = html.match_indices("<img").find_map(|(at, _)| {
        let end = at + html[at..].find('>')? + 1;
        let src = html[at..end].split("src=\"").nth(1)?.split('"').next()?;
        (src.rsplit('/').next() == Some(name)).then_some(end)
    })?;
    let mut at = tag;
    while let Some(start) = html[at..].find('<').map(|found| at + found) {
        let end = start + html[start..].find('>')? + 1;
        let name = html[start..end]
            .trim_start_matches(['<', '/'])
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        let closes = html[start..].starts_with("</");
        match name {
            "p" | "figure" | "h2" | "h3" | "h4" | "h5" | "h6" if closes => return Some(end),
            "li" | "td" | "th" | "div" | "section" | "blockquote" | "p" | "ul" | "ol" | "table" => {
                return Some(start);
            }
            _ => at = end,
        }
    }
    Some(html.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notice_stands_behind_the_block_of_its_picture() {
        let cases = [
            (
                "<p><img src=\"../a.jpg\" alt=\"\"> x</p><p>y</p>",
                "<p><img src=\"../a.jpg\" alt=\"\"> x</p>|<p>y</p>",
            ),
            (
                "<ul><li><a href=\"b\"><img src=\"a.jpg\"></a></li></ul>",
                "<ul><li><a href=\"b\"><img src=\"a.jpg\"></a>|</li></ul>",
            ),
            (
                "<figure><img src=\"a.jpg\"><figcaption>z</figcaption></figure>",
                "<figure><img src=\"a.jpg\"><figcaption>z</figcaption></figure>|",
            ),
            (
                "<img src=\"b.jpg\"><img src=\"a.jpg\">",
                "<img src=\"b.jpg\"><img src=\"a.jpg\">|",
            ),
        ];
        for (html, wanted) in cases {
            let at = end_of_picture(html, "a.jpg").unwrap();
            assert_eq!(format!("{}|{}", &html[..at], &html[at..]), wanted);
        }
        assert_eq!(end_of_picture("<p>a.jpg</p>", "a.jpg"), None);
    }
}
