//! The guard's rules as a page of the documentation, made from the rules themselves so that it cannot disagree with them.

use std::fmt::Write as _;

use crate::config::{GuardTable, PageKind};
use crate::diagnostic::Severity;
use crate::guard::policy::Policy;
use crate::guard::{Family, Rule, all_rules};

const OPENING: &str = "# What the guard looks for

<!-- Written by `brassplate rules --format markdown`; change the rules, not this page. -->

The guard refuses what reads like individual medical advice, and what a doctor's public voice should not say. Each rule
belongs to a family; a message names both. Rules whose names begin with `reads-like` weigh all words of a sentence
together; the others know turns of phrase. In the examples the words in question are **bold**.

A practice may settle in `practice.toml`, under `[guard]`, how grave the families are that may be settled, and may lock
others so that no comment on a page can allow them. Names of medicines, tests and procedures that the guard does not know
can be listed there as `medicines` and `procedures`; it then knows them as it knows its own.
";

/// The page, in Markdown.
pub fn rules_page() -> String {
    let mut out = OPENING.to_owned();
    let (policy, _) = Policy::new(&GuardTable::default());
    for family in Family::ALL {
        let name = family.name();
        let _ = writeln!(out, "\n## {}{}\n", name[..1].to_uppercase(), &name[1..]);
        let _ = writeln!(out, "{}", gravity(&policy, family));
        for rule in all_rules().filter(|rule| rule.family == family) {
            section(&mut out, rule);
        }
    }
    out
}

/// How grave a family is if the practice settles nothing, and whether it may.
fn gravity(policy: &Policy, family: Family) -> String {
    let of = |kind| match policy.severity(family, kind) {
        Some(Severity::Error) => "an error",
        Some(Severity::Warning) => "a warning",
        None => "not told",
    };
    let (faq, page) = (of(PageKind::Faq), of(PageKind::Page));
    let how = match faq == page {
        true => format!("On every page {faq}"),
        false => format!("On FAQ pages {faq}, on others {page}"),
    };
    let may = match (
        family.may_be_lowered(PageKind::Faq),
        family.may_be_lowered(PageKind::Page),
    ) {
        (true, _) => "; the practice may lower it.",
        (false, true) => "; the practice may lower it on pages that are no FAQ.",
        (false, false) => "; no setting lowers it.",
    };
    how + may
}

fn section(out: &mut String, rule: &Rule) {
    let Rule {
        id,
        what,
        why,
        instead,
        ..
    } = rule;
    let _ = writeln!(
        out,
        "\n### `{id}`\n\nIt {what}. {why} {instead}\n\nRefused:\n"
    );
    for flag in rule.flags {
        let _ = writeln!(out, "- {}", marked(flag));
    }
    let _ = writeln!(out, "\nFine:\n");
    for text in rule.passes {
        let _ = writeln!(out, "- {}", marked(text));
    }
}

/// An example on one line, its marked words bold.
fn marked(example: &str) -> String {
    let mut line = String::with_capacity(example.len());
    for c in example.chars() {
        match c {
            '\u{ab}' | '\u{bb}' => line.push_str("**"),
            '\n' if line.ends_with(" / ") => {}
            '\n' => line.push_str(" / "),
            '*' | '_' | '`' | '[' | ']' | '<' | '#' => {
                line.push('\\');
                line.push(c);
            }
            c => line.push(c),
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_becomes_one_line_with_bold_words() {
        assert_eq!(
            marked("### Do I *stop*?\n\n\u{ab}No\u{bb}."),
            "\\#\\#\\# Do I \\*stop\\*? / **No**."
        );
    }
}
