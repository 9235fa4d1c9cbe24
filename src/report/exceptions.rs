//! The list of exceptions, for people and for programs.

use std::fmt::Write as _;

use super::several;
use super::text::clean;
use crate::duties::Exception;

/// The exceptions as text, with how many there are and how many need somebody.
pub fn exceptions(all: &[Exception]) -> String {
    let mut out = String::new();
    for one in all {
        let _ = writeln!(
            out,
            "{}:{}  {}",
            clean(&one.path),
            one.line,
            clean(&one.rules.join(", "))
        );
        let mut line = |name: &str, text: &str| {
            let _ = writeln!(out, "  {name:<8} {}", clean(text));
        };
        line(
            "because",
            if one.reason.is_empty() {
                "(no reason is given)"
            } else {
                &one.reason
            },
        );
        line("by", one.by.as_deref().unwrap_or("(nobody is named)"));
        line(
            "until",
            &one.until
                .map_or("(no last day)".to_owned(), |day| day.long()),
        );
        line("state", &state(one));
        if let Some(mend) = &one.mend {
            line("mend", mend);
        }
        out.push('\n');
    }
    let faulty = all.iter().filter(|one| one.fault.is_some()).count();
    let rest = match faulty {
        0 => String::new(),
        faulty => format!(", {faulty} to be looked at"),
    };
    out + &format!("{}{rest}.\n", several(all.len(), "exception"))
}

fn state(one: &Exception) -> String {
    match (&one.fault, one.used) {
        (Some(fault), _) if one.fails => format!("error: {fault}"),
        (Some(fault), _) => format!("warning: {fault}"),
        (None, true) => "in use".to_owned(),
        (None, false) => "not used".to_owned(),
    }
}

/// The exceptions as one JSON array.
pub fn exceptions_json(all: &[Exception]) -> String {
    serde_json::to_string_pretty(all).unwrap_or_else(|_| "[]".to_owned()) + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Day;

    #[test]
    fn an_exception_is_told_with_all_that_is_known() {
        let one = Exception {
            path: "content/a.md".into(),
            line: 7,
            rules: vec!["dose".into()],
            reason: "it is printed on the box".into(),
            by: Some("Ada Lee".into()),
            until: Day::parse("2027-01-31"),
            used: true,
            fault: None,
            fails: false,
            mend: None,
        };
        let expected = "content/a.md:7  dose\n  because  it is printed on the box\n  by       Ada Lee\n  until    January 31, 2027\n  state    in use\n\n1 exception.\n";
        assert_eq!(exceptions(&[one]), expected);
        assert_eq!(exceptions(&[]), "no exceptions.\n");
    }
}
