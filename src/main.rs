//! The command line: `brassplate check [PATH...]` on loose Markdown files and folders.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the command line speaks to people"
)]

use std::path::PathBuf;
use std::process::ExitCode;

use brassplate::config::{GuardTable, PageKind};
use brassplate::guard::Guard;
use brassplate::page::Page;
use brassplate::report;
use brassplate::source::SourceFile;
use clap::{Parser, Subcommand, ValueEnum};

#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Judge Markdown files and folders.
    Check {
        /// Files and folders.
        #[arg(default_value = ".")]
        paths: Vec<PathBuf>,
        /// How to tell what was found.
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
        /// The kind of page the files are.
        #[arg(long, default_value = "page")]
        kind: String,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

fn main() -> ExitCode {
    let Command::Check {
        paths,
        format,
        kind,
    } = Arguments::parse().command;
    let Some(kind) = PageKind::named(&kind) else {
        eprintln!("there is no kind of page called `{kind}`");
        return ExitCode::from(2);
    };
    match check(&paths, format, kind) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn check(
    paths: &[PathBuf],
    format: Format,
    kind: PageKind,
) -> Result<bool, Box<dyn std::error::Error>> {
    let (guard, _) = Guard::new(&GuardTable::default(), None);
    let mut said = Vec::new();
    for path in paths {
        for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
            let entry = entry?;
            let is_page = entry
                .path()
                .extension()
                .is_some_and(|extension| extension == "md");
            if entry.file_type().is_file() && (is_page || entry.depth() == 0) {
                let text = std::fs::read_to_string(entry.path())?;
                let source = SourceFile::new(entry.path().to_string_lossy(), text);
                said.extend(guard.check(&Page::loose(source, kind)));
            }
        }
    }
    said.sort();
    match format {
        Format::Json => println!("{}", report::json(&said)),
        Format::Text => print!("{}", report::text(&said)),
    }
    Ok(!said
        .iter()
        .any(brassplate::diagnostic::Diagnostic::is_error))
}
