//! What the preview answers, to whom and at which address: as the host of the published site will, and only to the machine
//! it runs on. How it follows the hands of editors is in `serve.rs`.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::path::PathBuf;

mod preview;
use preview::Preview;

const URL: &str = "/faq/billing/";

#[test]
fn it_answers_like_the_host_and_only_to_itself() {
    let preview = Preview::start();
    assert_eq!(preview.get("/faq").0, 301);
    assert_eq!(preview.get("/nothing/").0, 404);
    assert!(preview.get("/nothing/").1.contains("client.js"));
    for path in [
        "/../practice.toml",
        "/%2e%2e/practice.toml",
        "/practice.toml",
        "//etc/passwd",
        "/content/faq/billing.md",
    ] {
        assert_eq!(preview.get(path).0, 404, "{path}");
    }
    assert_eq!(preview.ask("/", "Host: evil.example\r\n").0, 403);
    let origin = format!(
        "Host: 127.0.0.1:{}\r\nOrigin: https://evil.example\r\n",
        preview.port()
    );
    assert_eq!(preview.ask("/__preview/state", &origin).0, 403);
}

#[test]
fn it_keeps_to_the_redirects_and_headers_of_the_site() {
    let preview = Preview::start();
    preview.write(
        "content/_redirects",
        "/old-billing.html /faq/billing/ 301\n/blog/* /news/:splat 302\n/questions /faq/ 200\n/about/ /elsewhere/\n",
    );
    preview.write(
        "content/_headers",
        "/*\n  X-Frame-Options: DENY\n  Content-Security-Policy: default-src 'none'; style-src 'self'\n/faq/*\n  X-Robots-Tag: none\n",
    );
    preview.wait_until(|preview| preview.head(URL).1.contains("x-robots-tag: none"));
    let (status, head) = preview.head("/old-billing.html");
    assert_eq!(status, 301);
    assert!(head.contains("location: /faq/billing/\r\n"), "{head}");
    let (status, head) = preview.head("/blog/late-hours/");
    assert_eq!(status, 302);
    assert!(head.contains("location: /news/late-hours\r\n"), "{head}");
    assert!(preview.get("/questions").1.contains("Words of _index."));
    assert_eq!(preview.get("/about/").0, 200, "a page that is there stays");
    let (_, head) = preview.head("/");
    assert!(head.contains("x-frame-options: deny") && !head.contains("x-robots-tag"));
    assert!(head.contains("script-src 'self'"), "{head}");
    assert!(
        head.contains("connect-src 'self'"),
        "the preview's own lines still come: {head}"
    );
    preview.write("content/_redirects", "/old-billing.html /faq/portal/ 301\n");
    preview.wait_until(|preview| {
        preview
            .head("/old-billing.html")
            .1
            .contains("location: /faq/portal/")
    });
}

#[test]
fn the_start_page_tells_how_the_site_stands() {
    let preview = Preview::start_with(&["--as-of", "2026-11-22"]);
    let practice = fs::read_to_string(preview.path("practice.toml")).unwrap();
    let closed =
        "\n[[special_hours]]\ndate = 2026-12-25\nhours = \"closed\"\nreason = \"Christmas\"\n";
    preview.write("practice.toml", &format!("{practice}{closed}"));
    preview.wait_until(|preview| {
        preview
            .get("/__preview/")
            .1
            .contains("closed (Christmas; all offices)")
    });
    let page = preview.get("/__preview/").1;
    assert!(page.contains("Status on November 22, 2026"), "{page}");
    assert!(page.contains("Days on which the site changes by itself"));
    preview.write("practice.toml", "name = ");
    preview.wait_until(|preview| preview.state("/")["errors"] != 0);
    let page = preview.get("/__preview/").1;
    assert!(
        page.contains("closed (Christmas; all offices)"),
        "it tells what was known last"
    );
}

#[test]
fn other_machines_are_let_in_only_when_asked_and_with_a_warning() {
    let said = |options: &[&str]| {
        let site = Preview::site();
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_brassplate"))
            .arg("serve")
            .arg("--root")
            .arg(site.path())
            .args(["--port", "0"])
            .args(options)
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = std::io::BufReader::new(program.stdout.take().unwrap());
        let mut told = String::new();
        while !told.contains("Ctrl-C") {
            assert_ne!(
                std::io::BufRead::read_line(&mut out, &mut told).unwrap(),
                0,
                "{told}"
            );
        }
        program.kill().unwrap();
        let rest = program.wait_with_output().unwrap();
        (told, String::from_utf8_lossy(&rest.stderr).into_owned())
    };
    let (told, warned) = said(&[]);
    assert!(
        told.contains("http://127.0.0.1:") && !warned.contains("network"),
        "{warned}"
    );
    let (told, warned) = said(&["--phone"]);
    assert!(
        warned.contains("Everyone in your network can see this preview"),
        "{warned}"
    );
    match brassplate::serve::own_address() {
        Some(address) => {
            assert!(
                told.contains(&format!("On a phone: http://{address}:")),
                "{told}"
            );
            assert!(
                told.lines()
                    .filter(|line| line.contains('\u{2580}'))
                    .count()
                    > 8,
                "{told}"
            );
        }
        None => assert!(warned.contains("a phone cannot reach it"), "{warned}"),
    }
    let (_, warned) = said(&["--host"]);
    assert!(
        warned.contains("Everyone in your network can see this preview"),
        "{warned}"
    );
}

#[test]
fn a_taken_port_is_passed_over_and_the_end_is_clean() {
    let first = Preview::start();
    let port = first.port().to_string();
    let second = Preview::start_with(&["--port", &port]);
    assert_ne!(first.port(), second.port());
    let files = |preview: &Preview| -> Vec<PathBuf> { walk(&preview.root()) };
    let before = files(&second);
    assert_eq!(files(&second), before);
    assert!(!second.root().join("public").exists());
    // It says its address a moment before it listens to Ctrl-C; once it answers, it does.
    assert_eq!(second.get("/").0, 200);
    assert_eq!(second.end(), Some(0));
}

#[test]
fn the_base_path_is_part_of_every_address() {
    let site = Preview::site();
    let file = site.path().join("practice.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(
        &file,
        text.replace("https://elm.example", "https://elm.example/practice"),
    )
    .unwrap();
    let preview = Preview::start_in(site, &[]);
    assert_eq!(preview.get("/practice/faq/billing/").0, 200);
    assert_eq!(preview.get("/faq/billing/").0, 404);
    assert_eq!(preview.get("/").0, 301);
}

fn walk(folder: &std::path::Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(walk(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}
