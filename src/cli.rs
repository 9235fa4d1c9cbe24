//! The command line: what was typed, turned into one call, and the one place that prints.

mod build;
mod check;
mod format;
mod init;
mod new;
mod next_change;
mod reference;
mod reviewed;
mod rules;
mod schema;
mod serve;
mod status;

use std::path::PathBuf;

use anstream::{eprintln, print, println};
use clap::{Parser, Subcommand};

use crate::config::PageKind;

/// What a run comes to, as the exit status says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Nothing speaks against publishing.
    Clear,
    /// Something does.
    Refused,
    /// The question could not be answered.
    Failed,
}

impl Exit {
    /// The number for the system: 0, 1 or 2.
    pub fn code(self) -> u8 {
        match self {
            Self::Clear => 0,
            Self::Refused => 1,
            Self::Failed => 2,
        }
    }
}

/// Build a doctor's practice site that says who you are and gives no advice.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make the site and write it to the folder for your host
    Build(build::Build),
    /// Begin a finished small practice site
    Init(init::Init),
    /// Begin a page with the settings its kind needs
    New(new::New),
    /// Tell every problem without writing anything
    Check(check::Check),
    /// Tell on one page how the site stands: drafts, reviews, notices, closures, waivers
    Status(status::Status),
    /// Name the next days on which the site changes by itself
    NextChange(next_change::NextChange),
    /// Write down how each reviewed page reads now
    Reviewed(reviewed::Reviewed),
    /// Write what may stand in practice.toml and front matter, for editors and people
    Schema(schema::Schema),
    /// List what the guard looks for
    Rules(rules::Rules),
    /// Tell more about a rule
    Explain(rules::Explain),
    /// Show the site and its problems in the browser, as you write
    Serve(serve::Serve),
}

/// Where the site is.
#[derive(Debug, clap::Args)]
struct Root {
    /// The site's folder, with practice.toml in it
    #[arg(long = "root", value_name = "DIR", default_value = ".", global = true)]
    root: PathBuf,
}

fn parse_kind(text: &str) -> Result<PageKind, String> {
    let names: Vec<_> = PageKind::ALL.into_iter().map(PageKind::name).collect();
    PageKind::named(text).ok_or_else(|| format!("the kinds are {}", names.join(", ")))
}

fn parse_day(text: &str) -> Result<jiff::civil::Date, String> {
    text.parse()
        .map_err(|_| "write the day as 2026-12-25".to_owned())
}

/// Runs what the arguments ask for.
pub fn run() -> Exit {
    let arguments = Arguments::parse();
    match arguments.command {
        Command::Build(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Init(command) => command.run(),
        Command::New(command) => command.run(),
        Command::Status(command) => command.run(),
        Command::NextChange(command) => command.run(),
        Command::Reviewed(command) => command.run(),
        Command::Schema(command) => command.run(),
        Command::Rules(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Serve(command) => command.run(),
    }
}

fn say(text: &str) {
    println!("{text}");
}

fn say_raw(text: &str) {
    print!("{text}");
}

fn complain(text: &str) {
    eprintln!("{text}");
}
