//! The preview over a long time: many edits of every kind in batches, as a checkout or a busy afternoon makes them, and
//! after each batch the site it serves is, byte for byte, the one that a fresh build makes. Its memory does not grow.
//!
//! The small run is part of every test; `.ci/run` also makes the long one, 500 edits over 1,000 pages:
//! `cargo test --release --test soak -- --ignored`.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeSet;
use std::fs;

use brassplate::output::Output;
use brassplate::pipeline::{self, Request};

mod preview;
use preview::Preview;

#[test]
fn after_every_batch_the_preview_equals_a_fresh_build() {
    soak(20, 24, 4);
}

#[test]
#[ignore = "takes minutes; .ci/run asks for it"]
fn after_five_hundred_edits_of_a_thousand_pages_it_still_does() {
    soak(1000, 500, 9);
}

/// Edits a site of so many pages, in batches of one edit up to `most`.
fn soak(pages: usize, edits: usize, most: usize) {
    let site = Preview::site();
    for number in 0..pages {
        let folder = ["faq", "services", "news", "policies"][number % 4];
        let path = site
            .path()
            .join(format!("content/{folder}/page-{number}.md"));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text(number, 0)).unwrap();
    }
    let preview = Preview::start_in(site, &["--published", "--as-of", "2026-11-22"]);
    let mut chance = Chance(7);
    let (mut half, mut whole) = (None, None);
    let mut seen = BTreeSet::new();
    let mut edit = 0;
    while edit < edits {
        let last = edits.min(edit + 1 + chance.below(most));
        let mut said = Vec::new();
        while edit < last {
            edit += 1;
            said.push(change(&preview, &mut chance, pages, edit));
        }
        preview.write(
            "content/marker.md",
            &preview::page("Marker", &format!("Edit {edit} is here.")),
        );
        preview.wait_for("/marker/", &format!("Edit {edit} is here."));
        assert_same(&preview, &mut seen, &said.join(", "));
        if edit <= edits / 2 {
            half = preview.memory();
        }
        whole = preview.memory();
    }
    if let (Some(half), Some(whole)) = (half, whole) {
        assert!(
            whole < half + half / 4 + 20_000,
            "from {half} to {whole} kB"
        );
    }
}

/// One edit, by chance; what it was, in words.
fn change(preview: &Preview, chance: &mut Chance, pages: usize, edit: usize) -> String {
    let number = chance.below(pages);
    let folder = ["faq", "services", "news", "policies"][number % 4];
    let path = format!("content/{folder}/page-{number}.md");
    match chance.below(12) {
        0 => {
            let _ = fs::remove_file(preview.path(&path));
            format!("removed {path}")
        }
        1 => {
            let new = format!("content/{folder}/new-{edit}.md");
            preview.write(&new, &text(number, edit));
            format!("made {new}")
        }
        2 => {
            let to = preview.path(&format!("content/{folder}/moved-{edit}.md"));
            let _ = fs::rename(preview.path(&path), to);
            format!("moved {path}")
        }
        3 => {
            let practice = fs::read_to_string(preview.path("practice.toml")).unwrap();
            let (head, tail) = practice.split_once("description = \"").unwrap();
            let (_, tail) = tail.split_once('"').unwrap();
            let new = format!("{head}description = \"A practice, told {edit} times.\"{tail}");
            preview.write("practice.toml", &new);
            "practice.toml".to_owned()
        }
        4 => {
            let template = "{% extends \"base.html\" %}{% block content %}<p>Look EDIT.</p>{{ page.body }}{% endblock %}";
            preview.write(
                "themes/plate/templates/policy.html",
                &template.replace("EDIT", &edit.to_string()),
            );
            "a template".to_owned()
        }
        5 => {
            preview.write(
                "themes/plate/static/more.css",
                &format!("p {{ margin: {edit}px }}"),
            );
            "a style sheet".to_owned()
        }
        6 => {
            preview.write(
                &format!("content/images/{}.svg", number % 5),
                &format!("<svg id=\"e{edit}\"/>"),
            );
            "a picture".to_owned()
        }
        _ => {
            preview.write(&path, &text(number, edit));
            format!("edited {path}")
        }
    }
}

fn text(number: usize, edit: usize) -> String {
    let title = if edit.is_multiple_of(3) {
        format!("Page {number}")
    } else {
        format!("Page {number} of {edit}")
    };
    let date = if number % 4 == 2 {
        "date = 2026-01-02\n"
    } else {
        ""
    };
    let draft = edit % 7 == 6;
    format!(
        "+++\ntitle = \"{title}\"\nscope = \"admin\"\ndraft = {draft}\n{date}+++\n\n## Heading {}\n\nWords of edit {edit}, see [that](../faq/page-0.md) and [this](../about.md).\n",
        edit % 5
    )
}

/// Holds every file that is served against the one that a build makes, and demands that nothing else is served.
fn assert_same(preview: &Preview, seen: &mut BTreeSet<String>, said: &str) {
    let request = Request {
        root: preview.root(),
        today: Some("2026-11-22".parse().unwrap()),
        ..Request::default()
    };
    let outcome = pipeline::run(&request).unwrap();
    let plan = outcome.verdict.plan();
    for (path, output) in &plan.files {
        let wanted = match output {
            Output::Page(page) => page.html.as_bytes().to_vec(),
            Output::Made(bytes) => bytes.to_vec(),
            Output::Copy(file) => fs::read(file).unwrap(),
            Output::Picture(recipe) => recipe.bytes().unwrap(),
        };
        let (status, served) = preview.get(&format!("/{path}"));
        let wanted = without_policy(&String::from_utf8_lossy(&wanted));
        assert_eq!(status, 200, "{path} after {said}");
        assert_eq!(
            preview::without_script(&served),
            wanted,
            "{path} after {said}"
        );
        seen.insert(path.clone());
    }
    seen.retain(|path| {
        plan.files.contains_key(path) || path.starts_with("theme/style.") || {
            assert_eq!(
                preview.get(&format!("/{path}")).0,
                404,
                "{path} after {said}"
            );
            false
        }
    });
}

/// A page as the preview serves it: its own script has to come in, and a style sheet may be swapped.
fn without_policy(html: &str) -> String {
    let cut = |html: &str, start: &str, end: &str| {
        let mut parts = html.split(start);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |out, part| out + part.split_once(end).unwrap().1)
    };
    let start = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
    cut(&cut(html, start, "\">"), " integrity=\"", "\"")
}

/// Numbers that are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}
