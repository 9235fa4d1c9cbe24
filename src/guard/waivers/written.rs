//! A waiver as somebody typed it, read as far as it can be understood, and the way it should be written.
//!
//! A slip of the finger must not turn an exception into a comment that nobody hears of, so a comment that is nearly a
//! waiver is read as one and told.

use crate::config::Day;
use crate::guard::{Family, all_rules};

/// What stands in a comment that is meant to be a waiver.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Written {
    /// It begins with `allow(`, as it should.
    pub(super) is_allow: bool,
    pub(super) names: Vec<String>,
    pub(super) reason: String,
    pub(super) by: Option<String>,
    pub(super) until: Option<Day>,
    /// What is written behind `until`, if it is no day.
    pub(super) bad_day: Option<String>,
}

/// Reads the inside of a comment; nothing if it is an ordinary one.
pub(super) fn read(comment: &str) -> Option<Written> {
    let comment = comment.trim();
    let first = comment.find(|c: char| !c.is_alphabetic())?;
    let (word, rest) = comment.split_at(first);
    let rest = rest.trim_start();
    if let Some((inside, rest)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        let names = names(inside);
        let is_allow = word == "allow";
        let is_near = strsim::osa_distance(&word.to_lowercase(), "allow") <= 2;
        let is_meant = is_near && names.iter().any(|name| meant(name).is_some());
        return (is_allow || is_meant).then(|| behind(rest, is_allow, names));
    }
    // Without brackets only a comment that names nothing but rules and gives a reason is taken for a waiver.
    let (inside, rest) = rest
        .find(" because ")
        .map(|at| rest.split_at(at))
        .filter(|_| word == "allow")?;
    let names = names(inside);
    let known = !names.is_empty() && names.iter().all(|name| is_known(name));
    known.then(|| behind(rest, false, names))
}

fn names(inside: &str) -> Vec<String> {
    let names = inside.split(',').map(|name| name.trim().to_owned());
    names.filter(|name| !name.is_empty()).collect()
}

/// Reads `because REASON [by CLINICIAN] [until DAY]`.
fn behind(rest: &str, is_allow: bool, names: Vec<String>) -> Written {
    let (rest, until) = cut(rest.trim(), "until ", |_| true);
    let (rest, by) = cut(rest, "by ", is_person);
    let reason = rest.strip_prefix("because").unwrap_or_default().trim();
    let day = until.and_then(Day::parse);
    Written {
        is_allow,
        names,
        reason: reason.to_owned(),
        by: by.map(str::to_owned),
        until: day,
        bad_day: until.filter(|_| day.is_none()).map(str::to_owned),
    }
}

/// What stands behind the last ` word`, if it `fits`, and what stands before it.
fn cut<'t>(text: &'t str, word: &str, fits: fn(&str) -> bool) -> (&'t str, Option<&'t str>) {
    let at = text.rfind(&format!(" {word}"));
    let cut = at.map(|at| (text[..at].trim_end(), text[at + 1 + word.len()..].trim()));
    match cut.filter(|(_, behind)| fits(behind)) {
        Some((before, behind)) => (before, Some(behind)),
        None => (text, None),
    }
}

/// Whether a text reads like a name, so that "required by law" stays part of the reason.
fn is_person(text: &str) -> bool {
    const SMALL: [&str; 9] = ["de", "da", "di", "del", "der", "la", "van", "von", "and"];
    let mut words = text.split_whitespace();
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    words.next().is_some_and(capital) && words.all(|word| capital(word) || SMALL.contains(&word))
}

/// Whether there is a rule or a family of that name.
pub(super) fn is_known(name: &str) -> bool {
    Family::named(name).is_some() || all_rules().any(|rule| rule.id == name)
}

/// The rule or family that is meant by a name: itself, or the only one that is a slip or two away.
pub(super) fn meant(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let most = if name.len() > 4 { 2 } else { 1 };
    let mut near: Vec<_> = known()
        .map(|known| (strsim::osa_distance(known, &name), known))
        .filter(|(distance, _)| *distance <= most)
        .collect();
    near.sort_unstable();
    match near.as_slice() {
        [(_, only)] => Some(only),
        [first, second, ..] if first.0 < second.0 => Some(first.1),
        _ => None,
    }
}

/// The rule or family that looks most like a name, to be asked about.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    let near = known().map(|known| (strsim::jaro_winkler(known, name), known));
    let best = near.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))?;
    (best.0 > 0.75).then_some(best.1)
}

fn known() -> impl Iterator<Item = &'static str> {
    let families = Family::ALL.iter().map(|family| family.name());
    all_rules().map(|rule| rule.id).chain(families)
}

/// The comment as it should be written, if every name in it can be told.
pub(super) fn mended(written: &Written) -> Option<String> {
    let names: Option<Vec<_>> = written.names.iter().map(|name| meant(name)).collect();
    let mut text = format!("<!-- allow({})", names?.join(", "));
    if !written.reason.is_empty() {
        text += &format!(" because {}", written.reason);
    }
    if let Some(by) = &written.by {
        text += &format!(" by {by}");
    }
    if let Some(until) = written.until {
        text += &format!(" until {until}");
    }
    Some(text + " -->")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_a_waiver_is_read() {
        let waiver =
            read(" allow(dose, claim) because the label says so by Dr. Lee until 2026-12-31 ")
                .unwrap();
        assert!(waiver.is_allow);
        assert_eq!(waiver.names, ["dose", "claim"]);
        assert_eq!(waiver.reason, "the label says so");
        assert_eq!(waiver.by.as_deref(), Some("Dr. Lee"));
        assert_eq!(waiver.until, Day::parse("2026-12-31"));
    }

    #[test]
    fn a_reason_may_hold_the_word_by() {
        let waiver = read("allow(claim) because this wording is required by law").unwrap();
        assert_eq!(waiver.reason, "this wording is required by law");
        assert_eq!(waiver.by, None);
    }

    #[test]
    fn slips_are_read_as_they_are_meant() {
        for (comment, wanted) in [
            ("alow(dose) because x", "<!-- allow(dose) because x -->"),
            ("Allow(Dose) because x", "<!-- allow(dose) because x -->"),
            ("allow dose because x", "<!-- allow(dose) because x -->"),
            (
                "allow(promse, dsoe) because x by Ada Lee until 2027-01-01",
                "<!-- allow(promise, dose) because x by Ada Lee until 2027-01-01 -->",
            ),
        ] {
            let written = read(comment).unwrap();
            assert_eq!(mended(&written).as_deref(), Some(wanted), "{comment}");
        }
    }

    #[test]
    fn ordinary_comments_are_no_waivers() {
        for comment in [
            "allow the printer some time",
            "all (rooms) are open because it is Monday",
            "more",
            "",
            "hello(dose)",
            "aloud(reading room)",
        ] {
            assert_eq!(read(comment), None, "{comment}");
        }
    }
}
