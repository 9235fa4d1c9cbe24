//! The preview under the hands of editors: every way in which files are saved, moved and removed, with a client that asks
//! for a page every few milliseconds meanwhile. It must never find the page missing, blank, or half.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::{self, sleep};
use std::time::{Duration, SystemTime};

mod preview;
use preview::Preview;

const PAGE: &str = "content/faq/billing.md";
const URL: &str = "/faq/billing/";

#[test]
fn a_save_in_place_is_one_build_and_never_a_gap() {
    let preview = Preview::start();
    let watched = preview.poll(URL);
    let before = preview.build();
    preview.write(PAGE, &page("Billing", "First new words."));
    preview.wait_for(URL, "First new words.");
    preview.settle();
    assert_eq!(preview.build(), before + 1);
    assert_eq!(preview.edited(), [PAGE]);
    watched.assert_never_away();
}

#[test]
fn a_save_by_rename_is_one_build() {
    let preview = Preview::start();
    let watched = preview.poll(URL);
    let before = preview.build();
    for name in [".billing.md.tmp", "4913", "billing.md~", "billing.md.swp"] {
        let beside = preview.path("content/faq").join(name);
        fs::write(
            &beside,
            page("Billing", &format!("Saved beside as {name}.")),
        )
        .unwrap();
        fs::rename(&beside, preview.path(PAGE)).unwrap();
        preview.wait_for(URL, &format!("Saved beside as {name}."));
    }
    preview.settle();
    assert_eq!(preview.build(), before + 4);
    watched.assert_never_away();
}

#[test]
fn a_backup_and_a_new_file_as_vim_does_is_one_build() {
    let preview = Preview::start();
    let watched = preview.poll(URL);
    let before = preview.build();
    let backup = preview.path("content/faq/billing.md~");
    fs::rename(preview.path(PAGE), &backup).unwrap();
    sleep(Duration::from_millis(15));
    preview.write(PAGE, &page("Billing", "Written by vim."));
    fs::remove_file(&backup).unwrap();
    preview.wait_for(URL, "Written by vim.");
    preview.settle();
    // A very busy machine may look just between the two.
    assert!(preview.build() <= before + 2);
    watched.assert_never_away();
}

#[test]
fn a_file_that_is_still_being_written_is_not_shown_empty() {
    let preview = Preview::start();
    let watched = preview.poll(URL);
    preview.write(PAGE, "");
    sleep(Duration::from_millis(120));
    preview.write(PAGE, &page("Billing", "The rest came later."));
    preview.wait_for(URL, "The rest came later.");
    watched.assert_never_away();
}

#[test]
fn an_emptied_file_keeps_its_page_and_says_so() {
    let preview = Preview::start();
    preview.write(PAGE, "");
    preview.wait_until(|preview| preview.state(URL)["page"]["stale"].is_string());
    assert!(preview.get(URL).1.contains("Words of billing."));
    preview.write(PAGE, &page("Billing", "Back again."));
    preview.wait_for(URL, "Back again.");
    assert!(preview.state(URL)["page"]["stale"].is_null());
}

#[test]
fn a_removed_page_is_gone_and_comes_back() {
    let preview = Preview::start();
    fs::remove_file(preview.path(PAGE)).unwrap();
    preview.wait_until(|preview| preview.get(URL).0 == 404);
    assert!(!preview.get("/faq/").1.contains(">Billing<"));
    preview.write(PAGE, &page("Billing", "Here once more."));
    preview.wait_for(URL, "Here once more.");
}

#[test]
fn a_renamed_folder_moves_its_pages() {
    let preview = Preview::start();
    let watched = preview.poll("/");
    fs::rename(
        preview.path("content/faq"),
        preview.path("content/questions"),
    )
    .unwrap();
    preview.wait_until(|preview| preview.get("/questions/billing/").0 == 200);
    assert_eq!(preview.get(URL).0, 404);
    // What is in the folder is watched under its new name too.
    preview.write(
        "content/questions/billing.md",
        &page("Billing", "After the move."),
    );
    preview.wait_for("/questions/billing/", "After the move.");
    watched.assert_never_away();
}

#[test]
fn many_files_at_once_are_one_build() {
    let preview = Preview::start();
    let watched = preview.poll(URL);
    let before = preview.build();
    for number in 0..100 {
        let path = format!("content/checkout-{number}.md");
        preview.write(&path, &page(&format!("Page {number}"), "From a checkout."));
    }
    preview.wait_for("/checkout-99/", "From a checkout.");
    preview.settle();
    let builds = preview.build() - before;
    assert!((1..=4).contains(&builds), "{builds} builds");
    assert_eq!(preview.get("/checkout-0/").0, 200);
    watched.assert_never_away();
}

#[test]
fn a_touch_and_new_permissions_are_no_build() {
    let preview = Preview::start();
    let before = preview.build();
    let file = preview.path(PAGE);
    fs::write(&file, fs::read(&file).unwrap()).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    preview.settle();
    assert_eq!(preview.build(), before);
}

#[test]
fn a_clock_that_was_set_back_hides_no_change() {
    let preview = Preview::start();
    let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for words in ["One word.", "Two word."] {
        preview.write(PAGE, &page("Billing", words));
        fs::File::open(preview.path(PAGE))
            .unwrap()
            .set_modified(old)
            .unwrap();
        preview.wait_for(URL, words);
    }
}

#[test]
fn a_link_that_is_swapped_is_followed() {
    let preview = Preview::start();
    for (name, words) in [
        ("one.md", "Behind the first."),
        ("two.md", "Behind the second."),
    ] {
        fs::write(preview.root().join(name), page("Linked", words)).unwrap();
    }
    let link = preview.path("content/linked.md");
    symlink(preview.root().join("one.md"), &link).unwrap();
    preview.wait_for("/linked/", "Behind the first.");
    let beside = preview.path("content/.linked");
    symlink(preview.root().join("two.md"), &beside).unwrap();
    fs::rename(&beside, &link).unwrap();
    preview.wait_for("/linked/", "Behind the second.");
}

#[test]
fn a_change_that_no_event_names_is_seen_while_others_never_rest() {
    let outside = tempfile::tempdir().unwrap();
    let target = outside.path().join("target.md");
    fs::write(&target, page("Linked", "Behind the link at first.")).unwrap();
    let preview = Preview::start();
    symlink(&target, preview.path("content/linked.md")).unwrap();
    preview.wait_for("/linked/", "Behind the link at first.");
    let busy = preview.path(PAGE);
    let (stop, stopped) = mpsc::channel::<()>();
    let never_resting = thread::spawn(move || {
        let pause = Duration::from_millis(150);
        while let Err(RecvTimeoutError::Timeout) = stopped.recv_timeout(pause) {
            // Closing a file that was open for writing is an event, although nothing is written.
            drop(fs::File::options().append(true).open(&busy).unwrap());
        }
    });
    sleep(Duration::from_secs(4));
    fs::write(&target, page("Linked", "Behind the link now.")).unwrap();
    preview.wait_for("/linked/", "Behind the link now.");
    stop.send(()).unwrap();
    never_resting.join().unwrap();
}

#[test]
fn a_mistake_in_one_page_leaves_all_pages_up() {
    let preview = Preview::start();
    let watched = preview.poll(URL);
    preview.write(PAGE, &page("Billing", "See [the rules](../nowhere.md)."));
    preview.wait_for(URL, "See <a");
    let state = preview.state(URL);
    assert_eq!(state["here"][0]["severity"], "error");
    assert_eq!(state["here"][0]["written"], "../nowhere.md");
    assert_eq!(preview.state("/")["elsewhere"][0]["url"], "faq/billing/");
    preview.write(
        PAGE,
        "+++\ntitle = \"Billing\nscope = adm\n+++\nHalf typed settings.\n",
    );
    preview.wait_for(URL, "Half typed settings.");
    assert!(preview.get(URL).1.contains("Billing"));
    assert!(preview.state(URL)["page"]["stale"].is_string());
    preview.write(PAGE, &page("Billing", "All is well."));
    preview.wait_for(URL, "All is well.");
    assert_eq!(preview.state(URL)["errors"], 0);
    watched.assert_never_away();
}

#[test]
fn mistakes_in_practice_toml_and_in_a_template_leave_all_pages_up() {
    let preview = Preview::start();
    let watched = preview.poll(URL);
    let good = fs::read_to_string(preview.path("practice.toml")).unwrap();
    preview.write(
        "practice.toml",
        &good.replace("name = \"Elm\"", "name = Elm"),
    );
    preview.wait_until(|preview| preview.state(URL)["errors"] != 0);
    // Pages are still brought up to date.
    preview.write(PAGE, &page("Billing", "Meanwhile in a page."));
    preview.wait_for(URL, "Meanwhile in a page.");
    fs::remove_file(preview.path("practice.toml")).unwrap();
    preview.wait_until(|preview| preview.state(URL)["elsewhere"][0]["path"] == "practice.toml");
    preview.write(
        "practice.toml",
        &good.replace("name = \"Elm\"", "name = \"Elm Tree\""),
    );
    preview.wait_for(URL, "Elm Tree");
    let template = "themes/plate/templates/faq.html";
    preview.write(
        template,
        "{% extends \"base.html\" %}{% block content %}{{ page.body",
    );
    preview.wait_until(|preview| preview.state(URL)["errors"] != 0);
    preview.write(template, "{% extends \"base.html\" %}{% block content %}{{ page.title | no_such_filter }}{% endblock %}");
    preview.settle();
    assert!(preview.get(URL).1.contains("Meanwhile in a page."));
    fs::remove_dir_all(preview.path("themes")).unwrap();
    preview.wait_until(|preview| preview.state(URL)["errors"] == 0);
    watched.assert_never_away();
}

#[test]
fn a_site_that_cannot_be_shown_yet_says_why_and_then_appears() {
    let site = Preview::site();
    let good = fs::read_to_string(site.path().join("practice.toml")).unwrap();
    fs::write(
        site.path().join("practice.toml"),
        good.replace("timezone", "time_zone"),
    )
    .unwrap();
    let preview = Preview::start_in(site, &[]);
    let (status, html) = preview.get("/");
    assert_eq!(status, 503);
    assert!(
        html.contains("time_zone") && html.contains("client.js"),
        "{html}"
    );
    preview.write("practice.toml", &good);
    preview.wait_until(|preview| preview.get("/").0 == 200);
}

#[test]
fn drafts_and_other_days_have_a_ribbon() {
    let preview = Preview::start_with(&["--as-of", "2027-03-01"]);
    for (name, more, ribbon) in [
        (
            "draft",
            "draft = true",
            "Draft: visitors do not see this page",
        ),
        ("coming", "date = 2027-03-03", "Goes live on March 3, 2027"),
        (
            "ended",
            "date = 2027-01-01\nexpires = 2027-02-01",
            "Ended on February 1, 2027: visitors do not see this page",
        ),
    ] {
        let path = format!("content/news/{name}.md");
        preview.write(
            &path,
            &format!("+++\ntitle = \"{name}\"\n{more}\n+++\nText.\n"),
        );
        let url = format!("/news/{name}/");
        preview.wait_until(|preview| preview.get(&url).0 == 200);
        assert_eq!(preview.state(&url)["page"]["ribbon"], ribbon);
    }
}

#[test]
fn a_draft_stops_nothing_but_a_link_to_it_does() {
    let preview = Preview::start();
    let draft = "+++\ntitle = \"Plans\"\ndraft = true\n+++\nSee [that](nowhere.md).\n";
    preview.write("content/plans.md", draft);
    preview.wait_until(|preview| preview.state("/plans/")["here"][0].is_object());
    assert_eq!(preview.state("/")["errors"], 0);
    preview.write(PAGE, &page("Billing", "See [the plans](../plans.md)."));
    preview.wait_until(|preview| preview.state(URL)["errors"] == 1);
    let what = preview.state(URL)["here"][0]["what"].to_string();
    assert!(what.contains("is a draft"), "{what}");
}

#[test]
fn only_what_a_change_touches_differs() {
    let preview = Preview::start();
    preview.write(PAGE, &page("Billing", "Other words."));
    preview.wait_for(URL, "Other words.");
    assert_eq!(preview.changed(), ["faq/billing/index.html"]);
    preview.write(
        "content/images/door.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
    );
    preview.wait_until(|preview| preview.changed() == ["images/door.svg"]);
}

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

fn page(title: &str, words: &str) -> String {
    preview::page(title, words)
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
