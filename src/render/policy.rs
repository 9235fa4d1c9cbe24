//! What a browser may do on the pages: load from this site, and nothing else.
//!
//! The Content-Security-Policy stands in every page, so that it holds on any host; and once more in `_headers`, which
//! Netlify and Cloudflare Pages read, with what only a header can say. A page that would break it is refused here: in
//! a browser it would look broken, and nobody would know why.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use base64::Engine as _;
use sha2::{Digest, Sha384};

use super::Theme;
use super::tags::{StartTag, rewritten, unescaped};
use crate::config::without_language;
use crate::html::Attribute;
use crate::practice::Practice;

/// The policy of the site, and the theme's files that pages load by it.
#[derive(Debug, Clone, Default)]
pub(super) struct Policy {
    /// The theme's styles and scripts by the name a template writes.
    pub(super) assets: BTreeMap<String, Asset>,
    loads: Vec<String>,
    forms: Vec<String>,
    has_data: bool,
}

/// A style sheet or a script as it is published.
#[derive(Debug, Clone)]
pub(super) struct Asset {
    /// Its path below the site's root, with a mark of its content in it.
    pub(super) path: String,
    /// Its bytes.
    pub(super) bytes: Arc<[u8]>,
    /// What a browser checks it against.
    integrity: String,
}

impl Asset {
    fn new(path: &str, bytes: Arc<[u8]>) -> Self {
        let hash = blake3::hash(&bytes).to_hex();
        let (stem, end) = path.rsplit_once('.').unwrap_or((path, ""));
        let digest = Sha384::digest(&bytes);
        Self {
            path: format!("{stem}.{}.{end}", &hash[..8]),
            integrity: format!(
                "sha384-{}",
                base64::engine::general_purpose::STANDARD.encode(digest)
            ),
            bytes,
        }
    }
}

/// What the script of the search page needs besides.
pub(super) const SEARCH: &str = "search/";

impl Policy {
    /// The policy for a practice and its theme, whose style sheet is `style`.
    pub(super) fn of(practice: &Practice, theme: &Theme, style: Option<Arc<[u8]>>) -> Self {
        let outside = &practice.typed.outside;
        let host = |host: &String| format!("https://{host}");
        let mut assets = BTreeMap::new();
        let mut has_data = false;
        for (path, bytes) in &theme.files {
            let bytes = style
                .as_ref()
                .filter(|_| path == super::palette::STYLE)
                .unwrap_or(bytes);
            if path.ends_with(".css") || path.ends_with(".js") {
                has_data |=
                    path.ends_with(".css") && memchr::memmem::find(bytes, b"data:").is_some();
                assets.insert(path.clone(), Asset::new(path, bytes.clone()));
            }
        }
        Self {
            assets,
            loads: outside.loads.keys().map(host).collect(),
            forms: outside.forms.keys().map(host).collect(),
            has_data,
        }
    }

    /// The policy of one page; only the page for searching may run what searches.
    fn text(&self, searches: bool) -> String {
        let loads: String = self.loads.iter().map(|host| format!(" {host}")).collect();
        let forms = match self.forms.as_slice() {
            [] => "'none'".to_owned(),
            hosts => hosts.join(" "),
        };
        let (data, wasm) = (
            if self.has_data { " data:" } else { "" },
            if searches { " 'wasm-unsafe-eval'" } else { "" },
        );
        let mut text = format!(
            "default-src 'none'; script-src 'self'{wasm}{loads}; style-src 'self'{loads}; img-src 'self'{data}{loads}; font-src 'self'{loads}; media-src 'self'{loads}; connect-src 'self'; manifest-src 'self'; form-action {forms}; base-uri 'none'"
        );
        if searches {
            text.push_str("; worker-src 'self'");
        }
        if !loads.is_empty() {
            let _ = write!(text, "; frame-src{loads}");
        }
        text
    }

    /// What a browser is told in the head of a page.
    pub(super) fn meta(&self, url: &str) -> String {
        let policy = self.text(without_language(url) == SEARCH);
        format!(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\"><meta name=\"referrer\" content=\"same-origin\">"
        )
    }

    /// A tag that loads a style or a script of the theme, with its published name and a check on its content.
    pub(super) fn kept(&self, tag: &StartTag<'_, '_>, root: &str) -> Option<String> {
        match &*tag.name {
            "link" => self.checked(tag, "href", root),
            "script" => self.checked(tag, "src", root),
            _ => None,
        }
    }

    /// A tag that loads a file of the theme, with that file's published name and hash.
    fn checked(&self, tag: &StartTag<'_, '_>, by: &str, root: &str) -> Option<String> {
        let address = tag.attribute(by)?;
        let path = address.strip_prefix(root)?;
        let asset = self
            .assets
            .get(path)
            .or_else(|| self.assets.values().find(|asset| asset.path == path))?;
        let to = format!("{root}{}", asset.path);
        Some(tag.with(&[(by, &to), ("integrity", &asset.integrity)]))
    }

    /// Whether another style or script names this one, as one that loads it does.
    pub(super) fn is_named(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        let mut others = self.assets.iter().filter(|(other, _)| *other != path);
        others.any(|(_, asset)| memchr::memmem::find(&asset.bytes, name.as_bytes()).is_some())
    }

    /// The file in which hosts look for headers.
    pub(super) fn headers(&self, practice: &Practice) -> String {
        let base = practice.base_path().trim_end_matches('/').to_owned();
        let mut text = format!(
            "# Headers for hosts that read this file (Netlify, Cloudflare Pages). Every page has its own, narrower policy.\n{base}/*\n  Content-Security-Policy: {}; frame-ancestors 'none'\n  X-Content-Type-Options: nosniff\n  X-Frame-Options: DENY\n  Referrer-Policy: same-origin\n  Cross-Origin-Opener-Policy: same-origin\n  Permissions-Policy: browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=()\n",
            self.text(practice.typed.build.search)
        );
        for asset in self.assets.values() {
            let _ = write!(
                text,
                "{base}/{}\n  Cache-Control: public, max-age=31536000, immutable\n",
                asset.path
            );
        }
        text
    }
}

/// Puts what browsers are told into the head of a page: behind its encoding, which has to come first, or else at its
/// beginning. None if it has no head.
pub(super) fn with_meta(html: &str, meta: &str) -> Option<String> {
    let mut meta = Some(meta);
    let html = rewritten(html, |tag| {
        let is_head = tag.name == "head";
        is_head
            .then(|| Some(format!("{}\n{}", tag.text, meta.take()?)))
            .flatten()
    });
    meta.is_none().then_some(html)
}

/// Types of scripts that hold data and are never run.
const DATA: [&str; 3] = ["application/ld+json", "application/json", "text/plain"];

/// What the policy forbids, in words, and a piece of the page to find it by.
pub(super) type Breach = (String, String);

/// What of a tag the policy forbids.
pub(super) fn breach(tag: &StartTag<'_, '_>) -> Option<Breach> {
    let told = |what: &str, by: &str| Some((what.to_owned(), by.to_owned()));
    if tag.misread {
        let name = &tag.name;
        let what = format!("a drawing has more than words in its `<{name}>`");
        return told(&what, &format!("<{name}"));
    }
    match &*tag.name {
        "script" if !tag.has("src") => {
            let kind = tag
                .attribute("type")
                .unwrap_or_default()
                .to_ascii_lowercase();
            if !DATA.contains(&kind.as_str()) {
                return told("a script stands in the page itself", "<script");
            }
        }
        "style" => return told("a style sheet stands in the page itself", "<style"),
        "base" => return told("the page moves all its addresses with `<base>`", "<base"),
        _ => {}
    }
    for &Attribute { name, value } in tag.written {
        if name.eq_ignore_ascii_case("style") {
            return told("an element has a `style` of its own", "style=");
        }
        let begins = |start: &str| {
            let own = name.as_bytes().get(..start.len());
            own.is_some_and(|own| own.eq_ignore_ascii_case(start.as_bytes()))
        };
        if begins("on") && name.len() > 3 {
            let name = name.to_ascii_lowercase();
            return told(
                &format!("an element has a script of its own in `{name}`"),
                &format!("{name}="),
            );
        }
        let leads = ["href", "src", "action", "formaction"];
        if leads.iter().any(|lead| name.eq_ignore_ascii_case(lead)) && runs(&unescaped(value)) {
            return told("a link runs a script", "javascript:");
        }
    }
    None
}

/// Whether an address is a script to be run.
fn runs(address: &str) -> bool {
    const SCHEME: &[u8] = b"javascript:";
    let start = address.trim_start().as_bytes().get(..SCHEME.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(SCHEME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_policy_forbids_is_found() {
        let what = |html: &str| {
            let mut found = Vec::new();
            rewritten(html, |tag| {
                found.extend(breach(tag).map(|(what, _)| what));
                None
            });
            found
        };
        assert_eq!(
            what(
                "<p class=a><script src=a.js></script><script type=\"application/ld+json\">{}</script>"
            ),
            Vec::<String>::new()
        );
        assert_eq!(
            what("<script>a()</script>"),
            ["a script stands in the page itself"]
        );
        assert_eq!(
            what("<script type=module>a()</script>"),
            ["a script stands in the page itself"]
        );
        assert_eq!(
            what("<p STYLE='color:red'>"),
            ["an element has a `style` of its own"]
        );
        assert_eq!(
            what("<body onload=a()>"),
            ["an element has a script of its own in `onload`"]
        );
        assert_eq!(what("<a href=' JavaScript:a()'>"), ["a link runs a script"]);
        assert_eq!(
            what("<style>p{}</style>"),
            ["a style sheet stands in the page itself"]
        );
    }

    #[test]
    fn a_drawing_holds_no_tags_that_others_read_as_words() {
        let is_told = |html: &str| {
            let mut told = false;
            rewritten(html, |tag| {
                let what = breach(tag).map(|(what, _)| what);
                told |= what.is_some_and(|what| what.starts_with("a drawing"));
                None
            });
            told
        };
        for html in [
            "<svg><title><img src=x onerror=a() alt=x></title></svg>",
            "<SVG a><path/><g></g><TITLE>A<!--</TITLE></SVG>",
            "<svg><svg></svg><textarea><b></textarea></svg>",
            "<math><noscript><p></noscript></math>",
            "<svg><script src=a.js><b></script></svg>",
            "<svg><script type=\"application/json\">\"<b>\"</script></svg>",
            "<svg a=b/><title><b>",
        ] {
            assert!(is_told(html), "{html}");
        }
        for html in [
            "<svg><title>A &lt; B</title></svg>",
            "<svg><title>A</title><path/></svg><noscript><img></noscript>",
            "<svg/><title><b></title>",
            "<svg a='b' /><textarea><b></textarea>",
            "<svg><desc><b>A</b></desc></svg><script type=\"application/json\">\"<b>\"</script>",
            "<!-- <svg> --><title><b></title>",
        ] {
            assert!(!is_told(html), "{html}");
        }
    }

    #[test]
    fn only_the_page_for_searching_may_run_what_searches() {
        let policy = Policy::default();
        assert!(!policy.meta("faq/").contains("wasm"));
        assert!(policy.meta(SEARCH).contains("'wasm-unsafe-eval'"));
    }

    #[test]
    fn a_page_without_an_encoding_has_its_policy_at_the_head() {
        let html = with_meta("<html><HEAD a><title>b</title><head>", "<meta>");
        assert_eq!(
            html.as_deref(),
            Some("<html><HEAD a>\n<meta><title>b</title><head>")
        );
        assert_eq!(with_meta("<p>", "<meta>"), None);
    }

    #[test]
    fn a_style_sheet_is_loaded_by_its_mark_and_its_hash() {
        let mut policy = Policy::default();
        let other = Asset::new("theme/b.css", b"@import 'c.css'".as_slice().into());
        policy.assets.insert("theme/b.css".into(), other);
        assert!(policy.is_named("theme/c.css") && !policy.is_named("theme/b.css"));
        let asset = Asset::new("theme/a.css", b"p{}".as_slice().into());
        let path = asset.path.clone();
        policy.assets.insert("theme/a.css".into(), asset);
        let page = rewritten("<link rel=stylesheet href=\"../theme/a.css\">", |tag| {
            policy.kept(tag, "../")
        });
        assert!(
            page.contains(&format!("href=\"../{path}\" integrity=\"sha384-")),
            "{page}"
        );
    }
}
