//! What every published page of the site in this repository keeps to: its own policy, and an index without notices.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod folders;

use std::collections::BTreeMap;
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
