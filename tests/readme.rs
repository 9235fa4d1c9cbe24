//! The README is true: every command in it is run here, in order, in a copy of the repository.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod folders;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use folders::copy;

const BINARY: &str = env!("CARGO_BIN_EXE_brassplate");

#[test]
fn the_readme_opens_with_two_commands() {
    let readme = readme();
    let first = blocks(&readme, "sh").next().unwrap();
    assert_eq!(
        first.lines().collect::<Vec<_>>(),
        ["cargo run -- build", "cargo test"]
    );
    assert!(
        readme.find("```sh").unwrap() < 40,
        "nothing but the name stands before them"
    );
}

#[test]
fn every_command_of_the_readme_works() {
    let here = tempfile::tempdir().unwrap();
    for part in ["content", "themes", "practice.toml", "benches"] {
        copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join(part),
            &here.path().join(part),
        );
    }
    let readme = readme();
    let mut run = 0;
    for line in blocks(&readme, "sh").flat_map(str::lines) {
        let Some(arguments) = arguments_of(line) else {
            continue;
        };
        run += 1;
        if arguments.first().is_some_and(|first| first == "serve") {
            serves(here.path(), &arguments);
            continue;
        }
        let made = Command::new(BINARY)
            .args(&arguments)
            .current_dir(here.path())
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&made.stderr).into_owned();
        assert!(made.status.success(), "{line}\n{told}");
    }
    assert!(run >= 8, "the commands are gone: {run}");
    assert!(here.path().join("public/index.html").exists());
    assert!(here.path().join("elm-street/public/index.html").exists());
}

/// What is given to brassplate on a line; nothing for lines that belong to other programs.
fn arguments_of(line: &str) -> Option<Vec<String>> {
    let words = split(line);
    let own = [
        &["cargo", "run", "--"][..],
        &["brassplate"],
        &["target/release/brassplate"],
    ];
    let prefix = own
        .into_iter()
        .find(|prefix| words.iter().take(prefix.len()).eq(prefix.iter()))?;
    let made = words.iter().any(|word| word == "target/made-site");
    (!made).then(|| words[prefix.len()..].to_vec())
}

/// Starts the preview, waits until it says where it is, and stops it.
fn serves(folder: &Path, arguments: &[String]) {
    let quiet = arguments.iter().filter(|argument| *argument != "--open");
    let mut server = Command::new(BINARY)
        .args(quiet)
        .args(["--port", "0"])
        .current_dir(folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok);
    assert!(
        lines.any(|line| line.contains("http://127.0.0.1:")),
        "the preview says where it is"
    );
    server.kill().unwrap();
    server.wait().unwrap();
}

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

fn blocks<'r>(readme: &'r str, language: &str) -> impl Iterator<Item = &'r str> {
    let fence = format!("```{language}\n");
    let mut rest = readme;
    std::iter::from_fn(move || {
        let start = rest.find(&fence)? + fence.len();
        let end = start + rest[start..].find("```")?;
        let block = &rest[start..end];
        rest = &rest[end + 3..];
        Some(block)
    })
}

/// Splits a line as a shell does: blanks part words, double quotes hold them together.
fn split(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut quoted, mut begun) = (String::new(), false, false);
    for c in line.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                begun = true;
            }
            ' ' if !quoted => {
                if begun || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            c => word.push(c),
        }
    }
    if begun || !word.is_empty() {
        words.push(word);
    }
    words
}
