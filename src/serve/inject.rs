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
    let at = html.rfind("</body>").unwrap_or(html.len());
    [&html[..at], &script, &html[at..]].concat()
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
}
