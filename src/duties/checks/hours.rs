//! One truth about hours: no two entries for one day that disagree, no office that is closed and still booked, no
//! holiday that was forgotten.
//!
//! Pages, banner and structured data are made from the same values, so they agree by themselves; what can still be
//! wrong is the values.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

use super::super::case::{Case, Say, Told};
use super::{Check, Look};
use crate::config::{AlertLevel, OfficeStatus};
use crate::practice::{Location, SpecialDays};

pub(super) static CHECK: Check = Check {
    id: "hours",
    rank: 9,
    what: "has hours that contradict each other or leave out a holiday",
    why: "People plan their day by these hours, and somebody before a closed door went without care.",
    instead: "Give each day one entry in `[[special_hours]]`, closed or with its hours.",
    source: "RACGP criterion C1.1; one source for page, banner and structured data",
    looks: &[Look::Facts(facts)],
    flags: &[
        "special_hours = [{ date = 2026-12-24, hours = \"closed\", reason = \"A\" }, { date = 2026-12-23, until = 2026-12-26, hours = \"9-12\", reason = \"B\" }]\n",
        "special_hours = []\n",
        "practice.booking_url = \"https://book.elm.example\"\nlocations = [{ id = \"main\", name = \"Main\", street = \"1 Elm\", city = \"Exampleton\", postal_code = \"00000\", hours = { monday = \"8-17\" }, status = \"temporarily-closed\", booking_url = \"https://book.elm.example/main\" }]\n",
        "locations = [{ id = \"main\", name = \"Main\", street = \"1 Elm\", city = \"Exampleton\", postal_code = \"00000\" }]\n",
        "alerts = [{ text = \"We are closed for repairs.\", level = \"closure\", starts = 2026-11-30, ends = 2026-12-01 }]\n",
    ],
    passes: &[
        "special_hours = [{ date = 2026-11-26, hours = \"closed\", reason = \"Thanksgiving\" }, { date = 2026-12-01, hours = \"closed\", reason = \"Repairs\" }, { date = 2026-12-25, hours = \"closed\", reason = \"Christmas\" }, { date = 2027-01-01, hours = \"closed\", reason = \"New Year\" }]\nalerts = [{ text = \"We are closed for repairs.\", level = \"closure\", starts = 2026-11-30, ends = 2026-12-01 }]\n",
    ],
};

/// How far ahead a holiday should be in the data, in days.
const AHEAD: i64 = 45;

fn facts(case: &Case<'_>, told: &mut Told<'_>) {
    contradictions(case, told);
    offices(case, told);
    if case.packs.chosen.iter().any(|(name, _)| *name == "us") {
        holidays(case, told);
    }
    for (at, alert) in case.practice.typed.alerts.iter().enumerate() {
        let covered = case
            .practice
            .special
            .iter()
            .any(|days| days.from <= alert.ends.0 && alert.starts.0 <= days.until);
        if alert.level == AlertLevel::Closure && alert.ends.0 >= case.today && !covered {
            let say = Say::warning("an alert tells of a closure that the hours know nothing of");
            told.fact(&format!("alerts.{at}"), say);
        }
    }
}

fn contradictions(case: &Case<'_>, told: &mut Told<'_>) {
    let special = &case.practice.special;
    for (at, one) in special.iter().enumerate() {
        for other in special[at + 1..]
            .iter()
            .take_while(|other| other.from <= one.until)
        {
            let shared = one.locations.is_empty()
                || other.locations.is_empty()
                || one.locations.iter().any(|id| other.locations.contains(id));
            if shared && one.hours != other.hours {
                let what = format!("two entries give different hours for {}", other.from);
                told.fact(&place(case, other), Say::error(what));
            }
        }
    }
}

/// Where the entry stands in practice.toml, which may list them in another order.
fn place(case: &Case<'_>, days: &SpecialDays) -> String {
    let typed = &case.practice.typed.special_hours;
    let at = typed
        .iter()
        .position(|typed| typed.date.0 == days.from && typed.reason == days.reason);
    format!("special_hours.{}", at.unwrap_or(0))
}

fn offices(case: &Case<'_>, told: &mut Told<'_>) {
    for (at, Location { typed, week, .. }) in case.practice.locations.iter().enumerate() {
        let gone = typed.closes.is_some_and(|last| last.0 < case.today);
        let closed = typed.status == OfficeStatus::TemporarilyClosed || gone;
        if closed && typed.booking_url.is_some() {
            let what = format!("{} is closed and can still be booked", typed.name);
            let say = Say::error(what).instead("Take out its `booking_url` until it opens again.");
            told.fact(&format!("locations.{at}.booking_url"), say);
        }
        if gone {
            let what = format!(
                "{} closed for good on {}",
                typed.name,
                typed.closes.unwrap_or(crate::config::Day(case.today))
            );
            told.fact(
                &format!("locations.{at}.closes"),
                Say::error(what).instead("Take the office out of practice.toml."),
            );
        }
        if typed.status == OfficeStatus::Closing && typed.closes.is_none() {
            let say = Say::error(format!("{} closes, but no day is given", typed.name));
            told.fact(
                &format!("locations.{at}.status"),
                say.instead("Add `closes` with its last day."),
            );
        }
        if !closed && week.0.iter().all(|day| day.is_closed()) {
            let what = format!("{} is never open", typed.name);
            let say = Say::warning(what)
                .instead("Fill in its hours, or say `status = \"temporarily-closed\"`.");
            told.fact(&format!("locations.{at}"), say);
        }
    }
}

fn holidays(case: &Case<'_>, told: &mut Told<'_>) {
    let Ok(last) = case.today.checked_add(AHEAD.days()) else {
        return;
    };
    for year in [case.today.year(), case.today.year() + 1] {
        for (day, name) in us_holidays(year) {
            if day < case.today || day > last {
                continue;
            }
            let weekday = day.weekday().to_monday_zero_offset() as usize;
            let forgotten = case.practice.locations.iter().find(|location| {
                !location.week.0[weekday].is_closed() && !is_covered(case, location, day)
            });
            if let Some(location) = forgotten {
                let what = format!("{} seems to be open on {name}, {day}", location.typed.name);
                told.fact("special_hours", Say::warning(what));
            }
        }
    }
}

fn is_covered(case: &Case<'_>, location: &Location, day: Date) -> bool {
    case.practice.special.iter().any(|days| {
        days.from <= day
            && day <= days.until
            && (days.locations.is_empty() || days.locations.contains(&location.typed.id))
    })
}

/// The days on which hardly any office in the United States is open.
fn us_holidays(year: i16) -> Vec<(Date, &'static str)> {
    let thanksgiving = date(year, 11, 1)
        .nth_weekday_of_month(4, Weekday::Thursday)
        .ok();
    let mut days = vec![
        (date(year, 1, 1), "New Year's Day"),
        (date(year, 7, 4), "Independence Day"),
        (date(year, 12, 25), "Christmas Day"),
    ];
    days.extend(thanksgiving.map(|day| (day, "Thanksgiving")));
    days
}
