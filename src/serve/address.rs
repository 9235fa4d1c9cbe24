//! What an address leads to, by the rules that hosts of static sites share.
//!
//! Answers come from the snapshot alone: an address that is not in it leads nowhere, whatever the disk holds.

use super::host::Leads;
use super::snapshot::{Served, Snapshot};

/// What is behind an address.
#[derive(Debug)]
pub(super) enum Answer<'s> {
    /// A file, by its path below the base.
    File(&'s str, &'s Served),
    /// Another address.
    Moved(String),
    /// Another address by the site's own redirects, with the status they give.
    Led(String, u16),
    /// Nothing.
    Missing,
}

/// Looks up the path of a request, such as `/practice/faq/`.
pub(super) fn look_up<'s>(snapshot: &'s Snapshot, path: &str) -> Answer<'s> {
    let path = decode(path);
    let Some(inside) = path.strip_prefix(snapshot.base.as_str()) else {
        let is_base = path == snapshot.base.trim_end_matches('/');
        return if is_base || path == "/" {
            Answer::Moved(snapshot.base.clone())
        } else {
            Answer::Missing
        };
    };
    let there = snapshot.file_of(inside);
    let asked = format!("/{inside}");
    let leads = snapshot.rules.redirect(&asked, there.is_some());
    // One that leads to itself would never end.
    if let Some(leads) = leads.filter(|leads| leads.to != asked) {
        return redirected(snapshot, leads);
    }
    if let Some(file) = there {
        return found(snapshot, file);
    }
    let folder = format!("{inside}/");
    if snapshot.file_of(&folder).is_some() {
        return Answer::Moved(format!("{}{}", snapshot.base, encode(&folder)));
    }
    match &snapshot.style {
        Some(style) if is_old_style(inside) => found(snapshot, style),
        _ => Answer::Missing,
    }
}

/// What a redirect of the site leads to.
fn redirected<'s>(snapshot: &'s Snapshot, leads: Leads) -> Answer<'s> {
    let Leads { to, status } = leads;
    let Some(inside) = to.strip_prefix('/') else {
        return Answer::Led(to, status);
    };
    match status {
        404 => Answer::Missing,
        200 => {
            let inside = inside.split(['?', '#']).next().unwrap_or_default();
            let folder = format!("{inside}/");
            let file = snapshot
                .file_of(inside)
                .or_else(|| snapshot.file_of(&folder));
            file.map_or(Answer::Missing, |file| found(snapshot, file))
        }
        status => Answer::Led(format!("{}{inside}", snapshot.base), status),
    }
}

fn found<'s>(snapshot: &'s Snapshot, path: &str) -> Answer<'s> {
    match snapshot.files.get_key_value(path) {
        Some((path, served)) => Answer::File(path, served),
        None => Answer::Missing,
    }
}

/// A page that was sent just before the style sheet changed still asks for it by its old name.
fn is_old_style(path: &str) -> bool {
    path.strip_prefix("theme/style.")
        .and_then(|rest| rest.strip_suffix(".css"))
        .is_some_and(|mark| mark.len() == 8 && mark.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// The type of a file, by the end of its name.
pub(super) fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, end)| end) {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "webmanifest" => "application/json",
        "xml" => "application/xml",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "pdf" => "application/pdf",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "ics" => "text/calendar; charset=utf-8",
        "vcf" => "text/vcard; charset=utf-8",
        "vtt" => "text/vtt; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// `%20` and the like as what they stand for; what is no text stays as it is and leads nowhere.
pub(super) fn decode(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(hex.unwrap_or(*first));
        rest = if hex.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

/// A path as it may stand in a header.
pub(super) fn encode(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Output;

    fn snapshot(base: &str, files: &[&str]) -> Snapshot {
        let served = || Served {
            output: Output::Made(Vec::new().into()),
            version: Default::default(),
        };
        Snapshot {
            base: base.to_owned(),
            files: files
                .iter()
                .map(|path| ((*path).to_owned(), served()))
                .collect(),
            style: Some("theme/style.12345678.css".to_owned()),
            ..Snapshot::default()
        }
    }

    fn answer(snapshot: &Snapshot, path: &str) -> String {
        match look_up(snapshot, path) {
            Answer::File(path, _) => format!("file {path}"),
            Answer::Moved(to) => format!("moved {to}"),
            Answer::Led(to, status) => format!("{status} {to}"),
            Answer::Missing => "missing".to_owned(),
        }
    }

    #[test]
    fn the_redirects_of_the_site_hold_below_its_base() {
        let mut site = snapshot("/practice/", &["index.html", "faq/index.html", "404.html"]);
        let text = "/old.html /faq/ 301\n/questions /faq/ 200\n/faq/x/* /faq/ 302\n/gone/* / 404\n/out https://other.example/ 308\n";
        site.rules = super::super::host::Rules::read(text, "").into();
        for (path, expected) in [
            ("/practice/old.html", "301 /practice/faq/"),
            ("/practice/questions/", "file faq/index.html"),
            ("/practice/faq/x/y", "302 /practice/faq/"),
            ("/practice/gone/away", "missing"),
            ("/practice/out", "308 https://other.example/"),
            ("/old.html", "missing"),
        ] {
            assert_eq!(answer(&site, path), expected, "{path}");
        }
    }

    #[test]
    fn addresses_lead_where_a_host_would_lead_them() {
        let files = [
            "index.html",
            "faq/index.html",
            "faq/a b/index.html",
            "feed.xml",
            "theme/style.12345678.css",
        ];
        let site = snapshot("/practice/", &files);
        for (path, expected) in [
            ("/", "moved /practice/"),
            ("/practice", "moved /practice/"),
            ("/practice/", "file index.html"),
            ("/practice/faq", "moved /practice/faq/"),
            ("/practice/faq/", "file faq/index.html"),
            ("/practice/faq/index.html", "file faq/index.html"),
            ("/practice/faq/a%20b", "moved /practice/faq/a%20b/"),
            ("/practice/feed.xml", "file feed.xml"),
            (
                "/practice/theme/style.87654321.css",
                "file theme/style.12345678.css",
            ),
            ("/practice/../practice.toml", "missing"),
            ("/practice/%2e%2e/practice.toml", "missing"),
            ("/practice//etc/passwd", "missing"),
            ("/faq/", "missing"),
        ] {
            assert_eq!(answer(&site, path), expected, "{path}");
        }
    }
}
