//! What an office has to say about itself before its hours: that it is closed, or soon will be; alerts of its own; and
//! its hours for the theme's script, which alone can know what time it is.

use jiff::civil::Date;

use crate::config::OfficeStatus;
use crate::config::practice::{AlertTable, LocationTable};
use crate::practice::{DayHours, Location, Practice};

/// The hours of an office for a script: its time zone, the ranges of each weekday from Monday on, and coming days with
/// hours of their own. None where the office is closed for now, so that nothing is claimed.
pub(super) fn calendar(practice: &Practice, office: &Location, today: Date) -> Option<String> {
    if office.typed.status == OfficeStatus::TemporarilyClosed {
        return None;
    }
    let concerns = |ids: &[String]| ids.is_empty() || ids.contains(&office.typed.id);
    let special = practice.special.iter();
    let special = special.filter(|days| days.until >= today && concerns(&days.locations));
    let special = special.map(|days| {
        let (from, until) = (days.from.to_string(), days.until.to_string());
        serde_json::json!([from, until, ranges(&days.hours)])
    });
    let week = office.week.0.iter().map(ranges).collect::<Vec<_>>();
    let value = serde_json::json!({
        "zone": practice.typed.practice.timezone,
        "week": week,
        "special": special.collect::<Vec<_>>(),
        "closes": office.typed.closes.map(|last| last.to_string()),
    });
    Some(value.to_string())
}

/// Each range as `["08:00", "12:00", "8 am", "noon"]`.
fn ranges(hours: &DayHours) -> Vec<[String; 4]> {
    let minute = |time: jiff::civil::Time| format!("{:02}:{:02}", time.hour(), time.minute());
    let ranges = hours.0.iter().map(|range| {
        let [opens, closes] = range.ends();
        [minute(range.opens), minute(range.closes), opens, closes]
    });
    ranges.collect()
}

/// The days on which an office opens, or that it does not for now.
pub(super) fn open_days(office: &Location) -> String {
    if office.typed.status == OfficeStatus::TemporarilyClosed {
        return "Closed for now".to_owned();
    }
    office.week.open_days()
}

/// An alert for some offices begins with their names.
pub(super) fn alert_text(practice: &Practice, alert: &AlertTable) -> String {
    let names = alert
        .locations
        .iter()
        .filter_map(|id| practice.location(id));
    let names: Vec<_> = names.map(|office| office.typed.name.as_str()).collect();
    match names.as_slice() {
        [] => alert.text.clone(),
        names => format!("{}: {}", names.join(", "), alert.text),
    }
}

/// Whom to call when the office is closed, with the line that answers then.
pub(super) fn after_hours(office: &LocationTable, number: &str) -> Option<String> {
    let text = office.after_hours.as_ref();
    let text = text.map(|text| text.replace("{phone}", number));
    let line = office.on_call.as_ref().map(|line| {
        let fee = line.fee.iter().map(|fee| format!(" (a call costs {fee})"));
        format!("{}: {}{}.", line.who, line.phone, fee.collect::<String>())
    });
    let both: Vec<String> = text.into_iter().chain(line).collect();
    Some(both.join(" ")).filter(|text| !text.is_empty())
}

/// The note under the hours of an office that is closed, or soon will be, says so first.
pub(super) fn noted(office: &LocationTable, note: Option<String>) -> Option<String> {
    let state = match (office.status, office.closes) {
        (OfficeStatus::TemporarilyClosed, _) => Some("This office is closed for now.".to_owned()),
        (_, Some(last)) => Some(format!(
            "This office closes for good after {}.",
            last.long()
        )),
        _ => None,
    };
    match (state, note) {
        (Some(state), Some(note)) => Some(format!("{state} {note}")),
        (state, note) => state.or(note),
    }
}
