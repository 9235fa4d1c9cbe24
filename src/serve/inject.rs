//! The preview's own script and style, and how a page gets them: when it is served, never when it is made. What is
//! published has no trace of them.

/// The files below `/__preview/`.
const FILES: [(&str, &str); 5] = [
    ("client.js", include_str!("client/client.js")),
    ("marks.js", include_str!("client/marks.js")),
    ("panel.js", include_str!("client/panel.js")),
    ("panel.css", include_str!("client/panel.css")),
    ("start.css", include_str!("client/start.css")),
];

/// The text of a file below `/__preview/`.
pub(super) fn file(name: &str) -> Option<&'static str> {
    FILES
        .iter()
        .find(|(own, _)| *own == name)
        .map(|(_, text)| *text)
}

/// The page with the script put in, which knows the version it is part of.
pub(super) fn page(html: &str, version: &str) -> String {
    let script = script(version);
    let html = relaxed(html);
    let at = html.rfind("</body>").unwrap_or(html.len());
    [&html[..at], &script, &html[at..]].concat()
}

/// The page without what keeps other scripts and styles out: the preview's own have to come in, and the style sheet is
/// swapped while it is being written.
fn relaxed(html: &str) -> String {
    let cut = |html: &str, start: &str, end: &str| -> String {
        let mut parts = html.split(start);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |out, part| {
            out + part.split_once(end).map_or(part, |(_, rest)| rest)
        })
    };
    let html = cut(
        html,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"",
        "\">",
    );
    cut(&html, " integrity=\"sha384-", "\"")
}

/// The element that is put in.
fn script(version: &str) -> String {
    format!(
        "<script type=\"module\" src=\"/__preview/client.js\" data-version=\"{version}\"></script>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_at_the_end_of_the_body() {
        assert_eq!(
            page("<body>a</body></html>", "7"),
            format!("<body>a{}</body></html>", script("7"))
        );
        assert_eq!(page("a", "7"), format!("a{}", script("7")));
    }

    #[test]
    fn the_preview_may_come_in() {
        let html = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\"><link href=\"a\" integrity=\"sha384-x\"><p>";
        assert_eq!(relaxed(html), "<link href=\"a\"><p>");
    }
}
