//! `init`: a finished small practice site, from flags or from a few questions.
//!
//! The pages say only what is true of any practice and what was answered here, so the site builds as it stands and a
//! person can begin by changing words instead of filling in blanks.

use std::io::{BufRead as _, IsTerminal as _, stdin};
use std::path::{Path, PathBuf};

use super::new::write_new;
use super::{Exit, complain, say, say_raw};
use crate::site::slug;

/// Begin a finished small practice site.
#[derive(Debug, clap::Args)]
pub(super) struct Init {
    /// The folder for the new site
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// The practice's name
    #[arg(long)]
    name: Option<String>,
    /// Its telephone number
    #[arg(long)]
    phone: Option<String>,
    /// Street and house number
    #[arg(long)]
    street: Option<String>,
    /// Town
    #[arg(long)]
    city: Option<String>,
    /// State or region, such as TX
    #[arg(long)]
    region: Option<String>,
    /// ZIP or postal code
    #[arg(long)]
    postal_code: Option<String>,
    /// Hours from Monday to Friday, such as "8:00-12:00, 13:00-17:00"
    #[arg(long)]
    hours: Option<String>,
    /// A clinician with degree, such as "Ada Sampleton, MD"; may be given several times
    #[arg(long = "clinician", value_name = "NAME, DEGREE")]
    clinicians: Vec<String>,
    /// The field of medicine, such as "Family medicine"
    #[arg(long)]
    specialty: Option<String>,
    /// The time zone, such as America/Chicago
    #[arg(long, default_value = "America/Chicago")]
    timezone: String,
    /// The address the site will have
    #[arg(long, default_value = "https://www.example.com")]
    base_url: String,
}

/// The answers, complete.
struct Answers {
    name: String,
    phone: String,
    street: String,
    city: String,
    region: String,
    postal_code: String,
    hours: String,
    specialty: String,
    clinicians: Vec<(String, String)>,
    timezone: String,
    base_url: String,
}

impl Init {
    pub(super) fn run(self) -> Exit {
        if self.dir.exists()
            && self
                .dir
                .read_dir()
                .map_or(true, |mut entries| entries.next().is_some())
        {
            complain(&format!(
                "{} is not an empty folder. Name a new one.",
                self.dir.display()
            ));
            return Exit::Failed;
        }
        let dir = self.dir.clone();
        let answers = match self.answers() {
            Ok(answers) => answers,
            Err(missing) => {
                complain(&format!(
                    "Please also give {missing}, or run this in a terminal to be asked."
                ));
                return Exit::Failed;
            }
        };
        let files = files(&answers);
        for (path, text) in &files {
            if let Err(error) = write_new(&dir.join(path), text) {
                complain(&format!(
                    "{} cannot be written: {error}.",
                    dir.join(path).display()
                ));
                return Exit::Failed;
            }
        }
        say(&next_steps(&dir, &answers, files.len()));
        Exit::Clear
    }

    fn answers(self) -> Result<Answers, String> {
        let clinicians = if self.clinicians.is_empty() && stdin().is_terminal() {
            ask_list(
                "Who sees patients? One name with degree a line, such as \"Ada Sampleton, MD\"; an empty line ends the list",
            )
        } else {
            self.clinicians
        };
        let mut missing = Vec::new();
        let mut take = |given: Option<String>, flag: &'static str, question: &str| match given {
            Some(answer) => answer,
            None => ask(question).unwrap_or_else(|| {
                missing.push(flag);
                String::new()
            }),
        };
        let answers = Answers {
            name: take(self.name, "--name", "What is the practice called?"),
            phone: take(
                self.phone,
                "--phone",
                "Which telephone number do patients call?",
            ),
            street: take(self.street, "--street", "Street and house number?"),
            city: take(self.city, "--city", "Town?"),
            region: self.region.unwrap_or_else(|| {
                ask("State or region, such as TX? (may be empty)").unwrap_or_default()
            }),
            postal_code: take(self.postal_code, "--postal-code", "ZIP or postal code?"),
            hours: take(
                self.hours,
                "--hours",
                "Hours from Monday to Friday, such as 8:00-12:00, 13:00-17:00?",
            ),
            specialty: self
                .specialty
                .or_else(|| ask("Field of medicine, such as Family medicine?"))
                .unwrap_or_else(|| "Family medicine".into()),
            clinicians: clinicians.iter().map(|line| split_name(line)).collect(),
            timezone: self.timezone,
            base_url: self.base_url,
        };
        if missing.is_empty() {
            Ok(answers)
        } else {
            Err(missing.join(", "))
        }
    }
}

/// Asks one question in a terminal; nothing where there is none, or no answer.
fn ask(question: &str) -> Option<String> {
    if !stdin().is_terminal() {
        return None;
    }
    say_raw(&format!("{question} "));
    let _ = std::io::Write::flush(&mut std::io::stdout());
    let mut line = String::new();
    stdin().lock().read_line(&mut line).ok()?;
    Some(line.trim().to_owned()).filter(|line| !line.is_empty())
}

fn ask_list(question: &str) -> Vec<String> {
    say(&format!("{question}:"));
    std::iter::from_fn(|| ask("-")).collect()
}

/// `Ada Sampleton, MD` as name and degree.
fn split_name(line: &str) -> (String, String) {
    let (name, degree) = line.split_once(',').unwrap_or((line, ""));
    (name.trim().to_owned(), degree.trim().to_owned())
}

/// The pages every new site begins with.
const PAGES: [(&str, &str); 12] = [
    ("content/_index.md", include_str!("../starter/_index.md")),
    ("content/about.md", include_str!("../starter/about.md")),
    ("content/contact.md", include_str!("../starter/contact.md")),
    (
        "content/new-patients.md",
        include_str!("../starter/new-patients.md"),
    ),
    (
        "content/clinicians/_index.md",
        include_str!("../starter/clinicians.md"),
    ),
    (
        "content/locations/_index.md",
        include_str!("../starter/locations.md"),
    ),
    (
        "content/locations/main.md",
        include_str!("../starter/location.md"),
    ),
    ("content/faq/_index.md", include_str!("../starter/faq.md")),
    (
        "content/faq/appointments.md",
        include_str!("../starter/faq-appointments.md"),
    ),
    (
        "content/faq/billing.md",
        include_str!("../starter/faq-billing.md"),
    ),
    (
        "content/policies/_index.md",
        include_str!("../starter/policies.md"),
    ),
    (
        "content/policies/refills.md",
        include_str!("../starter/refills.md"),
    ),
];

fn files(answers: &Answers) -> Vec<(String, String)> {
    let mut files = vec![
        (
            "practice.toml".to_owned(),
            fill(include_str!("../starter/practice.toml"), answers, true),
        ),
        (
            ".gitignore".to_owned(),
            "/public\n/.public.*\n/.brassplate\n".to_owned(),
        ),
    ];
    files.extend(PAGES.map(|(path, text)| {
        (
            path.to_owned(),
            fill(text, answers, path.ends_with(".toml")),
        )
    }));
    for (name, degrees) in &answers.clinicians {
        files.push((
            format!("content/clinicians/{}.md", slug(name)),
            clinician(name, degrees, answers),
        ));
    }
    files
}

/// Puts the answers in; in TOML they are strings with quotes of their own.
fn fill(text: &str, answers: &Answers, is_toml: bool) -> String {
    let Answers {
        name,
        phone,
        street,
        city,
        region,
        postal_code,
        hours,
        specialty,
        timezone,
        base_url,
        ..
    } = answers;
    let slots = [
        ("NAME", name),
        ("PHONE", phone),
        ("STREET", street),
        ("CITY", city),
        ("REGION", region),
        ("POSTAL_CODE", postal_code),
        ("HOURS", hours),
        ("SPECIALTY", specialty),
        ("TIMEZONE", timezone),
        ("BASE_URL", base_url),
    ];
    slots
        .into_iter()
        .fold(text.to_owned(), |text, (slot, answer)| {
            let answer = if is_toml {
                toml::Value::String(answer.clone()).to_string()
            } else {
                plain(answer)
            };
            text.replace(&format!("<<{slot}>>"), &answer)
        })
}

/// An answer as Markdown text: marks that would mean something are escaped.
fn plain(answer: &str) -> String {
    answer
        .chars()
        .flat_map(|c| {
            [
                "\\".repeat(usize::from("\\`*_[]<>#|~".contains(c))),
                c.to_string(),
            ]
        })
        .collect()
}

fn clinician(name: &str, degrees: &str, answers: &Answers) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let title = if degrees.is_empty() {
        name.to_owned()
    } else {
        format!("{name}, {degrees}")
    };
    let degrees = if degrees.is_empty() {
        "Clinician"
    } else {
        degrees
    };
    format!(
        "+++\ntitle = {}\ndescription = {}\n\n[clinician]\nname = {}\ndegrees = {}\nrole = {}\nlocations = [\"main\"]\nlanguages = [\"English\"]\n+++\n\n{} sees patients at {}.\n",
        quoted(&title),
        quoted(&format!("{title} sees patients at {}.", answers.name)),
        quoted(name),
        quoted(degrees),
        quoted(&answers.specialty),
        plain(name),
        plain(&answers.name),
    )
}

fn next_steps(dir: &Path, answers: &Answers, files: usize) -> String {
    let dir = dir.display();
    format!(
        "Wrote a site for {} with {files} files in {dir}.\n  See it:      brassplate serve --root {dir} --open\n  Publish it:  brassplate build --root {dir}   (the finished site is then in {dir}/public)\n  Facts such as hours and telephone numbers stand in practice.toml, the pages in content.",
        answers.name
    )
}
