//! What templates see of an office: where it is, its hours, that it is closed or soon will be, alerts of its own, and
//! its hours for the theme's script, which alone can know what time it is.

use jiff::civil::Date;
use serde::Serialize;

use crate::config::practice::{AlertTable, LocationTable};
use crate::config::{Day, OfficeStatus};
use crate::practice::{DAYS, DayHours, Location, Phone, Practice};
use crate::site::Site;

#[derive(Debug, Clone, Serialize)]
struct HoursDay {
    day: &'static str,
    short: &'static str,
    text: String,
    closed: bool,
}

#[derive(Debug, Clone, Serialize)]
struct HoursGroup {
    days: String,
    text: String,
    short: String,
}

/// An office.
#[derive(Debug, Clone, Serialize)]
pub(super) struct LocationView {
    id: String,
    name: String,
    street: String,
    city: String,
    region: Option<String>,
    postal_code: String,
    country: String,
    phone: Phone,
    fax: Option<String>,
    week: Vec<HoursDay>,
    hours: Vec<HoursGroup>,
    open_days: String,
    calendar: Option<String>,
    hours_note: Option<String>,
    after_hours: Option<String>,
    parking: Option<String>,
    transit: Option<String>,
    accessibility: Vec<String>,
    map_url: Option<String>,
    booking_url: Option<String>,
    url: Option<String>,
}

/// A day with hours of its own.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SpecialView {
    iso: String,
    date: String,
    text: String,
    reason: String,
    locations: Vec<String>,
}

/// An office as it is on that day, with its page in that language.
pub(super) fn location_view(
    site: &Site,
    practice: &Practice,
    location: &Location,
    today: Date,
    language: Option<&str>,
) -> LocationView {
    let typed = location.typed.clone();
    let number = &location.phone.display;
    let filled = |text: Option<String>| text.map(|text| text.replace("{phone}", number));
    let week = DAYS.into_iter().zip(&location.week.0).map(|(day, hours)| {
        let text = if hours.is_closed() {
            "Closed".to_owned()
        } else {
            hours.short()
        };
        HoursDay {
            day,
            short: &day[..3],
            text,
            closed: hours.is_closed(),
        }
    });
    let hours = location
        .week
        .groups()
        .into_iter()
        .map(|(days, hours)| HoursGroup {
            days,
            text: hours.words(),
            short: hours.short(),
        });
    LocationView {
        week: week.collect(),
        hours: hours.collect(),
        open_days: open_days(location),
        calendar: calendar(practice, location, today),
        url: site
            .location_page_in(&typed.id, language)
            .map(|page| page.url.clone()),
        id: typed.id,
        name: typed.name,
        street: typed.street,
        city: typed.city,
        region: typed.region,
        postal_code: typed.postal_code,
        country: typed.country,
        phone: location.phone.clone(),
        fax: typed.fax,
        hours_note: noted(&location.typed, filled(typed.hours_note)),
        after_hours: after_hours(&location.typed, number),
        parking: typed.parking,
        transit: typed.transit,
        accessibility: typed.accessibility,
        map_url: typed.map_url,
        booking_url: typed.booking_url,
    }
}

/// Coming days with hours of their own.
pub(super) fn special_days(practice: &Practice, today: Date) -> Vec<SpecialView> {
    let coming = practice.special.iter().filter(|days| days.until >= today);
    let name = |id: &String| {
        practice
            .location(id)
            .map_or_else(|| id.clone(), |location| location.typed.name.clone())
    };
    coming
        .map(|days| {
            let from = Day(days.from).long();
            let date = if days.until > days.from {
                format!("{from} to {}", Day(days.until).long())
            } else {
                from
            };
            let text = match days.hours.is_closed() {
                true => "Closed".to_owned(),
                false => days.hours.short(),
            };
            let locations = days.locations.iter().map(name).collect();
            SpecialView {
                iso: days.from.to_string(),
                date,
                text,
                reason: days.reason.clone(),
                locations,
            }
        })
        .collect()
}

/// The hours of an office for a script: its time zone, the ranges of each weekday from Monday on, and coming days with
/// hours of their own. None where the office is closed for now, so that nothing is claimed.
fn calendar(practice: &Practice, office: &Location, today: Date) -> Option<String> {
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
fn open_days(office: &Location) -> String {
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
fn after_hours(office: &LocationTable, number: &str) -> Option<String> {
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
fn noted(office: &LocationTable, note: Option<String>) -> Option<String> {
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
