//! `check` and `build` as programs and people use them: formats, the list of exceptions, edits that are made.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A practice with everything its pages need, so that only what a test adds is told.
fn site(pages: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("site");
    let made = brassplate(folder.path())
        .args([
            "init",
            "site",
            "--name",
            "Elm Street Clinic",
            "--phone",
            "(512) 555-0100",
            "--street",
            "100 Elm Street",
            "--city",
            "Exampleton",
            "--postal-code",
            "00000",
            "--hours",
            "8:00-12:00",
            "--clinician",
            "Ada Sampleton, MD",
        ])
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", text(&made.stderr));
    for (path, page) in pages {
        fs::write(root.join("content").join(path), page).unwrap();
    }
    folder
}

fn brassplate(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_brassplate"));
    command
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE");
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    brassplate(folder).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn page(title: &str, body: &str) -> String {
    format!("+++\ntitle = \"{title}\"\ndescription = \"A page about it.\"\n+++\n\n{body}\n")
}

const SIGN: &str = "<!-- allow(dose) because it is printed on the box by Ada Sampleton until 2999-01-31 -->\n\nTake 400 mg every six hours.";
const IDLE: &str = "<!-- allow(claim) because we once said more -->\n\nThe door is green.";
const SLIP: &str = "<!-- alow(promse) because the sign says so -->\n\nThe treatment is 100% safe.";
const ENDED: &str = "<!-- allow(dose) because it is printed on the box until 2020-01-31 -->\n\nTake 400 mg every six hours.";

#[test]
fn every_exception_is_listed_with_what_is_known_of_it() {
    let folder = site(&[
        ("sign.md", &page("Sign", SIGN)),
        ("idle.md", &page("Idle", IDLE)),
        ("slip.md", &page("Slip", SLIP)),
        ("ended.md", &page("Ended", ENDED)),
    ]);
    let told = run(
        folder.path(),
        &["check", "--root", "site", "--waivers", "--format", "json"],
    );
    assert_eq!(
        told.status.code(),
        Some(1),
        "an exception that ran out or is misspelt fails: {}",
        text(&told.stderr)
    );
    let list: Value = serde_json::from_slice(&told.stdout).unwrap();
    let of = |path: &str| {
        let all = list.as_array().unwrap().iter();
        all.clone()
            .find(|one| one["path"] == path)
            .unwrap_or_else(|| panic!("{path} in {list}"))
            .clone()
    };
    let sign = of("content/sign.md");
    assert_eq!(
        (sign["line"].as_u64(), sign["rules"][0].as_str()),
        (Some(6), Some("dose"))
    );
    assert_eq!(
        (sign["reason"].as_str(), sign["by"].as_str()),
        (Some("it is printed on the box"), Some("Ada Sampleton"))
    );
    assert_eq!(
        (
            sign["until"].as_str(),
            sign["used"].as_bool(),
            sign["fault"].as_str()
        ),
        (Some("2999-01-31"), Some(true), None)
    );
    let idle = of("content/idle.md");
    assert_eq!(
        (idle["used"].as_bool(), idle["fails"].as_bool()),
        (Some(false), Some(false))
    );
    assert_eq!(idle["mend"], "Take the comment out");
    assert_eq!(of("content/slip.md")["fails"], true);
    assert_eq!(
        of("content/ended.md")["fault"],
        "this exception ran out on January 31, 2020"
    );
    let text = text(&run(folder.path(), &["check", "--root", "site", "--waivers"]).stdout);
    assert!(text.contains("content/sign.md:6  dose\n  because  it is printed on the box\n  by       Ada Sampleton\n"), "{text}");
    assert!(
        text.ends_with("4 exceptions, 3 to be looked at.\n"),
        "{text}"
    );
}

#[test]
fn the_build_record_keeps_the_exceptions() {
    let folder = site(&[("sign.md", &page("Sign", SIGN))]);
    let built = run(folder.path(), &["build", "--root", "site"]);
    assert!(built.status.success(), "{}", text(&built.stderr));
    let record = fs::read_to_string(folder.path().join("site/brassplate.build.json")).unwrap();
    let record: Value = serde_json::from_str(&record).unwrap();
    assert_eq!(record["exceptions"][0]["path"], "content/sign.md");
    assert_eq!(record["exceptions"][0]["by"], "Ada Sampleton");
    let status = text(&run(folder.path(), &["status", "--root", "site"]).stdout);
    let line = "- content/sign.md, line 6: it is printed on the box (rule `dose`, by Ada Sampleton, until January 31, 2999)";
    assert!(status.contains(line), "{status}");
}

#[test]
fn fix_makes_safe_edits_once_and_never_touches_what_a_page_says() {
    let advice = "You should stop taking lisinopril.  Really.";
    let hidden = "The of\u{200b}fice is  open.";
    let body = format!("{IDLE}\n\n{SLIP}\n\n{hidden}\n\n{advice}");
    let folder = site(&[("mixed.md", &page("Mixed", &body))]);
    let path = folder.path().join("site/content/mixed.md");
    let first = run(folder.path(), &["check", "--root", "site", "--fix"]);
    assert_eq!(first.status.code(), Some(1), "the advice is still there");
    let told = text(&first.stderr);
    let mended = fs::read_to_string(&path).unwrap();
    assert!(!mended.contains("allow(claim)"), "{mended}");
    assert!(
        mended.contains("<!-- allow(promise) because the sign says so -->"),
        "{mended}"
    );
    assert!(
        mended.contains("The office is open.") && mended.contains("lisinopril. Really."),
        "{mended}"
    );
    assert!(
        told.contains("mended content/mixed.md:6:1  Take the comment out\n  - <!-- allow(claim)"),
        "{told}"
    );
    assert!(told.contains("5 edits made."), "{told}");
    let second = run(folder.path(), &["check", "--root", "site", "--fix"]);
    assert!(
        text(&second.stderr).contains("no edits made."),
        "{}",
        text(&second.stderr)
    );
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        mended,
        "a second run does nothing"
    );
    assert!(
        text(&second.stdout)
            .contains("For example: \"Call the office before you stop or change lisinopril.\"")
    );
}

#[test]
fn a_waiver_of_a_check_that_nobody_needs_is_taken_out() {
    let front = "+++\ntitle = \"Doors\"\ndescription = \"About the doors.\"\n[[waive]]\ncheck = \"placeholder\"\nreason = \"The painter comes next week.\"\nuntil = 2999-01-31\n+++\n\nThe door is green.\n";
    let folder = site(&[("doors.md", front)]);
    let told = run(folder.path(), &["check", "--root", "site", "--fix"]);
    assert!(told.status.success(), "{}", text(&told.stderr));
    let page = fs::read_to_string(folder.path().join("site/content/doors.md")).unwrap();
    assert_eq!(
        page,
        "+++\ntitle = \"Doors\"\ndescription = \"About the doors.\"\n+++\n\nThe door is green.\n"
    );
}

#[test]
fn sarif_has_the_structure_that_its_schema_asks_for() {
    let folder = site(&[(
        "sign.md",
        &page(
            "Sign",
            &format!("{IDLE}\n\nYou should stop taking lisinopril."),
        ),
    )]);
    let told = run(
        folder.path(),
        &["check", "--root", "site", "--format", "sarif"],
    );
    assert_eq!(told.status.code(), Some(1));
    let log: Value = serde_json::from_slice(&told.stdout).unwrap();
    assert_eq!(log["version"], "2.1.0");
    keys(&log, &["$schema", "version", "runs"], &[]);
    let run = &log["runs"][0];
    keys(run, &["tool", "columnKind", "results"], &[]);
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let driver = &run["tool"]["driver"];
    keys(
        driver,
        &["name", "version", "semanticVersion", "rules"],
        &[],
    );
    let rules = driver["rules"].as_array().unwrap();
    for rule in rules {
        keys(
            rule,
            &[
                "id",
                "shortDescription",
                "fullDescription",
                "help",
                "properties",
            ],
            &[],
        );
        assert!(
            rule["shortDescription"]["text"].is_string() && rule["properties"]["tags"].is_array()
        );
    }
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 2, "{results:#?}");
    results.iter().for_each(|result| sound(result, rules));
    assert!(results.iter().all(|result| result["fixes"].is_array()));
}

/// A result names its rule, its place and its edits as the schema asks for.
fn sound(result: &Value, rules: &[Value]) {
    keys(
        result,
        &["ruleId", "ruleIndex", "level", "message", "locations"],
        &["fixes"],
    );
    assert_eq!(
        rules[result["ruleIndex"].as_u64().unwrap() as usize]["id"],
        result["ruleId"]
    );
    assert!(["error", "warning"].contains(&result["level"].as_str().unwrap()));
    assert!(result["message"]["text"].is_string());
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "site/content/sign.md");
    region(&place["region"], &["snippet"]);
    for fix in result["fixes"].as_array().into_iter().flatten() {
        keys(fix, &["description", "artifactChanges"], &[]);
        let replacement = &fix["artifactChanges"][0]["replacements"][0];
        keys(replacement, &["deletedRegion", "insertedContent"], &[]);
        region(&replacement["deletedRegion"], &[]);
    }
}

fn region(region: &Value, may: &[&str]) {
    keys(
        region,
        &["startLine", "startColumn", "endLine", "endColumn"],
        may,
    );
    for (_, number) in region
        .as_object()
        .unwrap()
        .iter()
        .filter(|(key, _)| *key != "snippet")
    {
        assert!(number.as_u64().unwrap() >= 1);
    }
}

/// The object has all keys that it must have, and none that it may not.
fn keys(object: &Value, must: &[&str], may: &[&str]) {
    let object = object
        .as_object()
        .unwrap_or_else(|| panic!("{object} is no object"));
    for key in must {
        assert!(object.contains_key(*key), "{key} is missing in {object:?}");
    }
    for key in object.keys() {
        assert!(
            must.contains(&key.as_str()) || may.contains(&key.as_str()),
            "{key} is too much"
        );
    }
}

#[test]
fn github_gets_one_command_for_each_finding() {
    let folder = site(&[(
        "sign.md",
        &page("Sign", "You should stop\ntaking lisinopril."),
    )]);
    let told = run(
        folder.path(),
        &["build", "--root", "site", "--format", "github"],
    );
    assert_eq!(told.status.code(), Some(1));
    let lines = text(&told.stdout);
    assert_eq!(lines.lines().count(), 1, "{lines}");
    assert!(lines.starts_with("::error file=site/content/sign.md,line=6,endLine=7,col=1,title=medicine%3A tells the reader"), "{lines}");
    assert!(
        text(&told.stderr).contains("Not published"),
        "the summary stands apart"
    );
}

#[test]
fn colours_are_for_terminals_and_can_be_asked_for_or_declined() {
    let folder = site(&[(
        "sign.md",
        &page("Sign", "You should stop taking lisinopril."),
    )]);
    let told = |name: &str, value: &str| {
        let mut command = brassplate(folder.path());
        command.args(["check", "--root", "site"]).env(name, value);
        text(&command.output().unwrap().stdout)
    };
    assert!(
        !told("TERM", "xterm").contains('\u{1b}'),
        "a pipe is no terminal"
    );
    assert!(
        told("CLICOLOR_FORCE", "1")
            .contains("\u{1b}[31mYou should stop taking lisinopril\u{1b}[0m.")
    );
    assert!(!told("NO_COLOR", "1").contains('\u{1b}'));
}

#[test]
fn the_page_of_rules_is_current() {
    let told = run(Path::new("."), &["rules", "--format", "markdown"]);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let page = fs::read_to_string(file).unwrap_or_default();
    assert!(
        page == text(&told.stdout),
        "write it anew: cargo run -- rules --format markdown > docs/rules.md"
    );
}
