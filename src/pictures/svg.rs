//! Drawings made of lines: how large they are, and what they must not hold. They are published as they are.

use html5gum::{StartTag, Token, Tokenizer};

use super::{Kind, Look};

/// The size of a drawing, or why it is not published.
pub(super) fn look(bytes: &[u8]) -> Result<Look, String> {
    let text =
        std::str::from_utf8(bytes).map_err(|_| "it is not saved as UTF-8 text".to_owned())?;
    let mut look = None;
    for Ok(token) in Tokenizer::new(text) {
        let Token::StartTag(tag) = token else {
            continue;
        };
        if tag.name.as_slice() == b"svg" && look.is_none() {
            look = Some(size(&tag));
        }
        refused(&tag)?;
    }
    let (width, height) = look.ok_or_else(|| "there is no `<svg>` in it".to_owned())?;
    Ok(Look {
        kind: Kind::Svg,
        width,
        height,
        turned: false,
        moves: false,
    })
}

/// What can run a script, show another page, or ask another site for something.
fn refused(tag: &StartTag<()>) -> Result<(), String> {
    let name = String::from_utf8_lossy(&tag.name).into_owned();
    if matches!(
        name.as_str(),
        "script" | "foreignobject" | "iframe" | "object" | "embed" | "handler"
    ) {
        return Err(format!("it holds `<{name}>`, which can do more than draw"));
    }
    for (name, value) in &tag.attributes {
        let (name, value) = (
            String::from_utf8_lossy(name),
            String::from_utf8_lossy(value),
        );
        if name.starts_with("on") {
            return Err(format!("it holds a script in `{name}`"));
        }
        let is_address = matches!(&*name, "href" | "xlink:href" | "src");
        let inside = value.starts_with('#') || value.starts_with("data:image/");
        if is_address && !inside {
            return Err(format!("it refers to something outside itself (`{value}`)"));
        }
    }
    Ok(())
}

/// The size that the drawing asks for, or that of its coordinates; zero where it says nothing.
fn size(tag: &StartTag<()>) -> (u32, u32) {
    let attribute = |name: &str| {
        tag.attributes
            .get(name.as_bytes())
            .map(|value| String::from_utf8_lossy(value).into_owned())
    };
    let pixels = |name: &str| attribute(name).and_then(|value| whole(value.trim_end_matches("px")));
    if let (Some(width), Some(height)) = (pixels("width"), pixels("height")) {
        return (width, height);
    }
    let window = attribute("viewbox").unwrap_or_default();
    let parts: Vec<_> = window
        .split([' ', ','])
        .filter(|part| !part.is_empty())
        .collect();
    match parts.as_slice() {
        [_, _, width, height] => (whole(width).unwrap_or(0), whole(height).unwrap_or(0)),
        _ => (0, 0),
    }
}

fn whole(text: &str) -> Option<u32> {
    let number: f64 = text.trim().parse().ok()?;
    // Checked: a side is between one and a hundred thousand.
    (1.0..100_000.0)
        .contains(&number)
        .then_some(number.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_has_the_size_it_asks_for() {
        let size = |text: &str| look(text.as_bytes()).map(|look| (look.width, look.height));
        assert_eq!(
            size("<svg width=\"40px\" height=\"30\"></svg>"),
            Ok((40, 30))
        );
        assert_eq!(
            size("<?xml version=\"1.0\"?><svg viewBox=\"0 0 20,10\"/>"),
            Ok((20, 10))
        );
        assert_eq!(size("<svg width=\"100%\" height=\"1\"/>"), Ok((0, 0)));
        assert!(size("<p>").is_err());
    }

    #[test]
    fn a_drawing_may_only_draw() {
        let fails = |inside: &str| look(format!("<svg>{inside}</svg>").as_bytes()).is_err();
        assert!(!fails("<use href=\"#a\"/><a><path d=\"M0 0\"/></a>"));
        assert!(fails("<script>a()</script>"));
        assert!(fails("<path onclick=\"a()\"/>"));
        assert!(fails("<image xlink:href=\"https://a.example/b.png\"/>"));
        assert!(fails("<foreignObject/>"));
    }
}
