//! The preview under the hands of editors: every way in which files are saved, moved and removed, with a client that asks
//! for a page every few milliseconds meanwhile. It must never find the page missing, blank, or half.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::{self, sleep};
use std::time::{Duration, SystemTime};

mod preview;
use preview::{Preview, page};

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
