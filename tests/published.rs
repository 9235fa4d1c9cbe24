//! What every published page of the site in this repository keeps to: its own policy, and an index without notices.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod folders;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use base64::Engine as _;
use folders::copy;
use html5gum::{StartTag, Token, Tokenizer};
use sha2::{Digest, Sha384};

type Files = BTreeMap<String, Vec<u8>>;

fn published() -> &'static Files {
    static FILES: OnceLock<Files> = OnceLock::new();
    FILES.get_or_init(build)
}

fn build() -> Files {
    let here = tempfile::tempdir().unwrap();
    for part in ["content", "themes", "practice.toml"] {
        copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join(part),
            &here.path().join(part),
        );
    }
    let made = Command::new(env!("CARGO_BIN_EXE_brassplate"))
        .args(["build", "--as-of", "2026-11-22", "--root"])
        .arg(here.path())
        .output()
        .unwrap();
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    let public = here.path().join("public");
    let files = walkdir::WalkDir::new(&public)
        .into_iter()
        .map(|entry| entry.unwrap());
    files
        .filter(|file| file.file_type().is_file())
        .map(|file| {
            let path = file
                .path()
                .strip_prefix(&public)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            (path, std::fs::read(file.path()).unwrap())
        })
        .collect()
}

fn pages() -> impl Iterator<Item = (&'static String, Vec<StartTag<()>>)> {
    published()
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, html)| (path, tags(html)))
}

fn tags(html: &[u8]) -> Vec<StartTag<()>> {
    let tokens = Tokenizer::new(html).flatten();
    tokens
        .filter_map(|token| match token {
            Token::StartTag(tag) => Some(tag),
            _ => None,
        })
        .collect()
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    tag.attributes
        .get(name.as_bytes())
        .map(|value| String::from_utf8_lossy(value).into_owned())
}

#[test]
fn no_page_has_a_script_or_a_style_that_its_policy_forbids() {
    let mut seen = 0;
    for (path, tags) in pages() {
        let policy = tags
            .iter()
            .find(|tag| attribute(tag, "http-equiv").as_deref() == Some("Content-Security-Policy"));
        if tags
            .iter()
            .any(|tag| attribute(tag, "http-equiv").as_deref() == Some("refresh"))
        {
            continue;
        }
        let policy = attribute(
            policy.unwrap_or_else(|| panic!("{path} has no policy")),
            "content",
        )
        .unwrap();
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'"),
            "{policy}"
        );
        assert!(
            !policy.contains("unsafe-inline") && policy.contains("base-uri 'none'"),
            "{policy}"
        );
        assert_eq!(
            policy.contains("wasm-unsafe-eval"),
            path.ends_with("search/index.html"),
            "{path}"
        );
        for tag in &tags {
            let is_data = attribute(tag, "type").as_deref() == Some("application/ld+json");
            assert!(tag.name.as_slice() != b"style", "{path}");
            assert!(
                tag.name.as_slice() != b"script" || is_data || attribute(tag, "src").is_some(),
                "{path}"
            );
            let bad = tag
                .attributes
                .keys()
                .find(|name| name.starts_with(b"on") || name.as_slice() == b"style");
            assert!(bad.is_none(), "{path} has {bad:?}");
        }
        seen += 1;
    }
    assert!(seen > 40, "the pages are gone: {seen}");
}

#[test]
fn styles_and_scripts_of_the_theme_are_checked_by_browsers() {
    let mut seen = 0;
    for (path, tags) in pages() {
        let root = "../".repeat(path.matches('/').count());
        for tag in tags {
            let by = match tag.name.as_slice() {
                b"link" if attribute(&tag, "rel").as_deref() == Some("stylesheet") => "href",
                b"script" if attribute(&tag, "src").is_some() => "src",
                _ => continue,
            };
            let address = attribute(&tag, by).unwrap();
            let file = address
                .strip_prefix(&root)
                .unwrap_or(&address)
                .trim_start_matches(['.', '/']);
            let bytes = &published()[file];
            let hash = base64::engine::general_purpose::STANDARD.encode(Sha384::digest(bytes));
            assert_eq!(
                attribute(&tag, "integrity"),
                Some(format!("sha384-{hash}")),
                "{path}"
            );
            seen += 1;
        }
    }
    assert!(seen > 40, "{seen}");
}

#[test]
fn every_page_has_a_picture_for_link_previews_that_is_published() {
    let mut pictures = BTreeSet::new();
    for (path, tags) in pages().filter(|(path, _)| !path.ends_with("404.html")) {
        let is_redirect = |tag: &StartTag<()>| {
            attribute(tag, "http-equiv").is_some_and(|what| what.eq_ignore_ascii_case("refresh"))
        };
        if tags.iter().any(is_redirect) {
            continue;
        }
        let of = |name: &str| {
            let found = tags
                .iter()
                .find(|tag| attribute(tag, "property").as_deref() == Some(name));
            attribute(found?, "content")
        };
        let picture = of("og:image").unwrap_or_else(|| panic!("{path} has no picture"));
        assert!(
            of("og:image:alt").is_some_and(|alt| alt.len() > 10),
            "{path}"
        );
        let own = picture.strip_prefix("https://www.elmstreet.example/");
        let own = own.unwrap_or_else(|| panic!("{path}: {picture}"));
        assert!(published().contains_key(own), "{path}: {own}");
        assert!(!own.ends_with(".svg"), "{path}: {own}");
        pictures.insert(own.to_owned());
    }
    assert!(pictures.len() > 2, "{pictures:?}");
}

#[test]
fn headers_say_what_a_page_cannot() {
    let headers = String::from_utf8_lossy(&published()["_headers"]).into_owned();
    for part in [
        "/*\n  Content-Security-Policy: default-src 'none'",
        "frame-ancestors 'none'",
        "X-Content-Type-Options: nosniff",
        "immutable",
    ] {
        assert!(headers.contains(part), "{headers}");
    }
    let long: Vec<_> = headers.lines().filter(|line| line.len() > 2000).collect();
    assert!(
        long.is_empty(),
        "Cloudflare Pages reads no line longer than 2000 letters"
    );
}

/// The links in the head of a page, by what they are and in which language.
fn links(page: &str) -> Vec<(String, Option<String>, String)> {
    let all = tags(&published()[page]);
    let links = all.iter().filter(|tag| tag.name.as_slice() == b"link");
    let links = links.filter_map(|tag| {
        let rel = attribute(tag, "rel")?;
        Some((rel, attribute(tag, "hreflang"), attribute(tag, "href")?))
    });
    links.collect()
}

fn text(page: &str) -> String {
    String::from_utf8_lossy(&published()[page]).into_owned()
}

#[test]
fn the_page_for_searching_is_there_in_every_language() {
    for (page, language) in [("search/index.html", "en"), ("es/search/index.html", "es")] {
        let html = text(page);
        assert!(html.contains(&format!("lang=\"{language}\"")), "{page}");
        assert!(html.contains("<meta name=\"description\""), "{page}");
        assert!(!html.contains("noindex"), "{page}");
        let twins: Vec<_> = links(page)
            .into_iter()
            .filter_map(|(_, language, to)| Some((language?, to)))
            .collect();
        let url = "https://www.elmstreet.example";
        let expected = [
            ("en", format!("{url}/search/")),
            ("es", format!("{url}/es/search/")),
            ("x-default", format!("{url}/search/")),
        ];
        assert_eq!(
            twins,
            expected.map(|(language, to)| (language.to_owned(), to))
        );
    }
    assert!(text("es/search/index.html").contains("Palabras que busca"));
}

#[test]
fn a_page_that_is_not_translated_says_so_in_the_language_and_leads_to_it() {
    let page = "es/about/index.html";
    let html = text(page);
    for part in [
        "lang=\"es\"",
        "Esta página todavía no está en español",
        "<a class=\"button\" href=\"../../about/\" hreflang=\"en\" lang=\"en\">About the practice</a>",
        "<meta name=\"robots\" content=\"noindex\">",
        "Con gusto le ayudamos por teléfono",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    let has = |what: &str| links(page).iter().any(|(rel, ..)| rel == what);
    assert!(
        !has("canonical") && has("stylesheet"),
        "a search engine is told to list it"
    );
    let leaks = fragments();
    assert!(
        leaks
            .iter()
            .all(|text| !text.contains("todavía no está en español"))
    );
}

/// The texts of the index, unpacked.
fn fragments() -> Vec<String> {
    let packed = published()
        .iter()
        .filter(|(path, _)| path.ends_with(".pf_fragment"));
    packed
        .map(|(_, bytes)| {
            let mut text = Vec::new();
            flate2::read::GzDecoder::new(bytes.as_slice())
                .read_to_end(&mut text)
                .unwrap();
            String::from_utf8_lossy(&text).into_owned()
        })
        .collect()
}

#[test]
fn the_index_has_the_pages_and_not_the_notices() {
    let fragments = fragments();
    assert!(fragments.len() > 30, "{}", fragments.len());
    assert!(
        fragments
            .iter()
            .any(|text| text.contains("Late") || text.contains("late"))
    );
    for notice in [
        "This site gives general information",
        "We are glad to help by telephone",
        "cannot replace a visit",
        "call or text 988 at any hour",
    ] {
        let leaks: Vec<_> = fragments
            .iter()
            .filter(|text| text.contains(notice))
            .collect();
        assert!(leaks.is_empty(), "{notice}: {leaks:?}");
    }
    assert!(published().contains_key("pagefind/pagefind.js"));
    assert!(
        published()
            .keys()
            .all(|path| !path.contains("pagefind-ui") && !path.contains("playground"))
    );
}

#[test]
fn the_index_is_the_same_each_time() {
    let again = build();
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&again), names(published()));
    let differ: Vec<_> = again
        .iter()
        .filter(|(path, bytes)| published()[*path] != **bytes)
        .map(|(path, _)| path)
        .collect();
    assert!(differ.is_empty(), "{differ:?}");
}
