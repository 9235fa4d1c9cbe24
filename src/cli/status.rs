//! `status`: the site on one page, for the person who runs the office.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::ValueEnum;

use super::{Exit, Root, complain, parse_day, say, say_raw};
use crate::duties;
use crate::pipeline::{self, Outcome, Request};
use crate::report::several;

/// How to tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON object, for programs
    Json,
    /// A page for the browser
    Html,
}

/// Tell on one page how the site stands.
#[derive(Debug, clap::Args)]
pub(super) struct Status {
    #[command(flatten)]
    root: Root,
    /// Tell it for that day, such as 2026-12-25
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    as_of: Option<jiff::civil::Date>,
    /// How to tell it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Write it to a file in place of the terminal
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Status {
    pub(super) fn run(self) -> Exit {
        let request = Request {
            root: self.root.root.clone(),
            today: self.as_of,
            ..Request::default()
        };
        let outcome = pipeline::run(&request).ok();
        let Some(Outcome {
            loaded: Some(loaded),
            verdict,
            ..
        }) = &outcome
        else {
            complain("The site cannot be read; `brassplate check` tells more.");
            return Exit::Failed;
        };
        let status = duties::Status::of(&loaded.case(), &loaded.judged, verdict.said());
        let told = match self.format {
            Format::Text => text(&status),
            Format::Html => html(&status),
            Format::Json => serde_json::to_string_pretty(&status).unwrap_or_default() + "\n",
        };
        match &self.output {
            None => say_raw(&told),
            Some(path) => {
                if let Err(error) = std::fs::write(path, told) {
                    complain(&format!("{} cannot be written: {error}.", path.display()));
                    return Exit::Failed;
                }
                say(&format!("Wrote {}.", path.display()));
            }
        }
        Exit::Clear
    }
}

fn text(status: &duties::Status) -> String {
    let mut out = format!(
        "{}, {}: {}\n",
        status.practice,
        status.day.long(),
        several(status.pages, "page")
    );
    let _ = writeln!(out, "{}", status.summary);
    for (pack, day) in &status.packs {
        let _ = writeln!(out, "Duties of {pack}, last checked on {}.", day.long());
    }
    for part in &status.parts {
        let _ = writeln!(out, "\n{}", part.title);
        if part.lines.is_empty() {
            let _ = writeln!(out, "  {}", part.none);
        }
        for line in &part.lines {
            let _ = writeln!(out, "  - {line}");
        }
    }
    out
}

fn html(status: &duties::Status) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{0}: status</title><style>body{{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}}h2{{font-size:1.1rem;margin:1.6rem 0 .3rem}}ul{{margin:0;padding-left:1.2rem}}p.none{{color:#555;margin:0}}</style></head><body>\n<h1>{0}</h1>\n<p>{1}, {2}</p>\n<p><strong>{3}</strong></p>\n",
        safe(&status.practice),
        status.day.long(),
        several(status.pages, "page"),
        safe(&status.summary)
    );
    for (pack, day) in &status.packs {
        let _ = writeln!(
            out,
            "<p>Duties of {}, last checked on {}</p>",
            safe(pack),
            day.long()
        );
    }
    for part in &status.parts {
        let _ = writeln!(out, "<h2>{}</h2>", part.title);
        if part.lines.is_empty() {
            let _ = writeln!(out, "<p class=\"none\">{}</p>", part.none);
            continue;
        }
        out.push_str("<ul>\n");
        for line in &part.lines {
            let _ = writeln!(out, "<li>{}</li>", safe(line));
        }
        out.push_str("</ul>\n");
    }
    out + "</body></html>\n"
}

fn safe(text: &str) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = pulldown_cmark_escape::escape_html(&mut out, text);
    out
}
