//! `rules` and `explain`: what the guard looks for, from the rules themselves.

use clap::ValueEnum;

use super::{Exit, complain, say, say_raw};
use crate::guard::{Rule, all_rules};
use crate::report;

/// How to list the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One line each
    Text,
    /// A page with reasons and examples, as in docs/rules.md
    Markdown,
}

/// List what the guard looks for.
#[derive(Debug, clap::Args)]
pub(super) struct Rules {
    /// How to list them
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

impl Rules {
    pub(super) fn run(&self) -> Exit {
        if self.format == Format::Markdown {
            say_raw(&report::rules_page());
            return Exit::Clear;
        }
        let mut family = "";
        for rule in all_rules() {
            if rule.family.name() != family {
                family = rule.family.name();
                say(family);
            }
            say(&format!("  {:<28} {}", rule.id, rule.what));
        }
        say("\n`brassplate explain RULE` tells more about one of them.");
        Exit::Clear
    }
}

/// Tell more about a rule: why it is there, what to write instead, and examples.
#[derive(Debug, clap::Args)]
pub(super) struct Explain {
    /// The rule's name, as it stands in a message
    rule: String,
}

impl Explain {
    pub(super) fn run(&self) -> Exit {
        let wanted = self.rule.trim();
        let Some(rule) = all_rules().find(|rule| rule.id == wanted) else {
            complain(&format!(
                "There is no rule called `{wanted}`.{}",
                near(wanted)
            ));
            return Exit::Failed;
        };
        say(&explained(rule));
        Exit::Clear
    }
}

fn near(wanted: &str) -> String {
    let score = |rule: &&Rule| (strsim::jaro_winkler(rule.id, wanted) * 1000.0) as u32;
    let best = all_rules()
        .max_by_key(score)
        .filter(|rule| score(rule) > 750);
    best.map_or_else(
        || " `brassplate rules` lists them.".to_owned(),
        |rule| format!(" Did you mean `{}`?", rule.id),
    )
}

fn explained(rule: &Rule) -> String {
    let mut text = format!(
        "{} (family: {})\n\nIt {}.\n\nWhy:     {}\nInstead: {}\n",
        rule.id,
        rule.family.name(),
        rule.what,
        rule.why,
        rule.instead
    );
    let list = |heading: &str, examples: &[&str]| match examples {
        [] => String::new(),
        examples => format!(
            "\n{heading}\n{}",
            examples
                .iter()
                .map(|example| format!("  {}\n", one_line(example)))
                .collect::<String>()
        ),
    };
    text += &list("Refused, with the words in question marked:", rule.flags);
    text += &list("Fine:", rule.passes);
    text += &format!(
        "\nTo let one sentence stand: <!-- allow({}) because ... -->",
        rule.id
    );
    text
}

fn one_line(example: &str) -> String {
    example.replace('\n', " / ")
}
