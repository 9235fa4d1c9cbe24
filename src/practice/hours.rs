//! Opening hours: times of a day, days of a week, and the words for them.
//!
//! Hours are said on pages, in structured data and in notices; all three are made here from one value, so they
//! cannot differ.

use jiff::civil::Time;

/// From when until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeRange {
    /// The time the door opens.
    pub opens: Time,
    /// The time it closes.
    pub closes: Time,
}

/// The hours of one day, in order; none means closed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayHours(pub Vec<TimeRange>);

/// The hours of a week, from Monday to Sunday.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Week(pub [DayHours; 7]);

/// The names of the days.
pub const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

impl DayHours {
    /// Reads `8:00-12:00, 13:00-17:00`, `8am to 5pm` or `closed`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim().to_lowercase();
        if text == "closed" || text.is_empty() {
            return Ok(Self::default());
        }
        let ranges = text
            .split(',')
            .map(TimeRange::parse)
            .collect::<Result<Vec<_>, _>>()?;
        if ranges.is_sorted_by(|a, b| a.closes <= b.opens) {
            Ok(Self(ranges))
        } else {
            Err("the times overlap or are out of order".to_owned())
        }
    }

    /// Whether the office is closed all day.
    pub fn is_closed(&self) -> bool {
        self.0.is_empty()
    }

    /// `8:00 am to 12:00 pm and 1:00 pm to 5:00 pm`, or `closed`.
    pub fn words(&self) -> String {
        if self.is_closed() {
            return "closed".to_owned();
        }
        let ranges: Vec<_> = self.0.iter().map(TimeRange::words).collect();
        ranges.join(" and ")
    }
}

impl DayHours {
    /// `8 am to noon, 1 to 5 pm` for small places, or `closed`.
    pub fn short(&self) -> String {
        if self.is_closed() {
            return "closed".to_owned();
        }
        self.0
            .iter()
            .map(TimeRange::short)
            .collect::<Vec<_>>()
            .join(", ")
    }
}

impl TimeRange {
    /// When the door opens and when it closes, for small places: `8 am` and `noon`.
    pub fn ends(&self) -> [String; 2] {
        [short_clock(self.opens), short_clock(self.closes)]
    }

    fn short(&self) -> String {
        let (opens, closes) = (short_clock(self.opens), short_clock(self.closes));
        let same_half = (self.opens.hour() < 12) == (self.closes.hour() < 12) && opens != "noon";
        let opens = if same_half {
            opens
                .trim_end_matches(" am")
                .trim_end_matches(" pm")
                .to_owned()
        } else {
            opens
        };
        format!("{opens} to {closes}")
    }

    fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let mut parts = text.splitn(2, ['-', '\u{2013}', '\u{2014}']);
        let (first, second) = match (parts.next(), parts.next()) {
            (Some(first), Some(second)) => (first, second),
            _ => text
                .split_once(" to ")
                .ok_or_else(|| format!("`{text}` has no beginning and end"))?,
        };
        let (opens, closes) = (parse_time(first)?, parse_time(second)?);
        if opens < closes {
            Ok(Self { opens, closes })
        } else {
            Err(format!("`{text}` ends before it begins"))
        }
    }

    fn words(&self) -> String {
        format!("{} to {}", clock(self.opens), clock(self.closes))
    }
}

fn parse_time(text: &str) -> Result<Time, String> {
    let text = text.trim();
    let bare = text
        .trim_end_matches("a.m.")
        .trim_end_matches("p.m.")
        .trim_end_matches("am")
        .trim_end_matches("pm");
    let half = text[bare.len()..].chars().next();
    let (hour, minute) = bare.trim().split_once(':').unwrap_or((bare.trim(), "0"));
    let read = |part: &str| {
        part.parse::<i8>()
            .map_err(|_| format!("`{text}` is not a time"))
    };
    let (mut hour, minute) = (read(hour)?, read(minute)?);
    match half {
        Some('p') if hour < 12 => hour += 12,
        Some('a') if hour == 12 => hour = 0,
        _ => {}
    }
    Time::new(hour, minute, 0, 0).map_err(|_| format!("`{text}` is not a time"))
}

/// `8 am`, `12:30 pm`, `noon`.
fn short_clock(time: Time) -> String {
    match (time.hour(), time.minute()) {
        (12, 0) => "noon".to_owned(),
        (_, 0) => clock(time).replace(":00", ""),
        _ => clock(time),
    }
}

/// `8:00 am`.
pub(super) fn clock(time: Time) -> String {
    let half = if time.hour() < 12 { "am" } else { "pm" };
    let hour = if time.hour() % 12 == 0 {
        12
    } else {
        time.hour() % 12
    };
    format!("{hour}:{:02} {half}", time.minute())
}

impl Week {
    /// Runs of days with the same hours: `Monday to Thursday` and their hours, closed days left out.
    pub fn groups(&self) -> Vec<(String, &DayHours)> {
        let mut groups = Vec::new();
        let mut first = 0;
        while first < 7 {
            let same = self.0[first..]
                .iter()
                .take_while(|day| **day == self.0[first])
                .count();
            if !self.0[first].is_closed() {
                groups.push((run(first, first + same - 1), &self.0[first]));
            }
            first += same;
        }
        groups
    }

    /// The days on which the door opens at all: `Monday to Thursday, Saturday`; empty if it never does.
    pub fn open_days(&self) -> String {
        let mut runs = Vec::new();
        let mut first = 0;
        while first < 7 {
            let open = self.0[first..]
                .iter()
                .take_while(|day| !day.is_closed())
                .count();
            if open > 0 {
                runs.push(run(first, first + open - 1));
            }
            first += open.max(1);
        }
        runs.join(", ")
    }

    /// All of it in one clause: `Monday to Thursday 8:00 am to 5:00 pm, Friday 8:00 am to 12:00 pm`.
    pub fn sentence(&self) -> String {
        let groups: Vec<_> = self
            .groups()
            .into_iter()
            .map(|(days, hours)| format!("{days} {}", hours.words()))
            .collect();
        groups.join(", ")
    }
}

fn run(first: usize, last: usize) -> String {
    match last - first {
        0 => DAYS[first].to_owned(),
        1 => format!("{} and {}", DAYS[first], DAYS[last]),
        _ => format!("{} to {}", DAYS[first], DAYS[last]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_people_write_them() {
        let words = |text| DayHours::parse(text).map(|hours| hours.words());
        let lunch = "8:00 am to 12:00 pm and 1:00 pm to 5:00 pm";
        assert_eq!(words("8:00-12:00, 13:00-17:00").as_deref(), Ok(lunch));
        assert_eq!(words("8 am to 12 pm, 1pm–5pm").as_deref(), Ok(lunch));
        assert_eq!(words("Closed").as_deref(), Ok("closed"));
        let short = |text| DayHours::parse(text).map(|hours| hours.short());
        assert_eq!(
            short("8-12, 13-17:30").as_deref(),
            Ok("8 am to noon, 1 to 5:30 pm")
        );
        assert_eq!(short("12-17").as_deref(), Ok("noon to 5 pm"));
        assert!(words("17:00-8:00").is_err());
        assert!(words("8:00-12:00, 11:00-17:00").is_err());
        assert!(words("mornings").is_err());
        assert!(words("8:00-25:00").is_err());
    }

    #[test]
    fn days_with_the_same_hours_are_told_together() {
        let mut week = Week::default();
        for day in &mut week.0[..4] {
            *day = DayHours::parse("8-17").unwrap();
        }
        week.0[4] = DayHours::parse("8-12").unwrap();
        assert_eq!(
            week.sentence(),
            "Monday to Thursday 8:00 am to 5:00 pm, Friday 8:00 am to 12:00 pm"
        );
        assert_eq!(week.open_days(), "Monday to Friday");
        week.0[1] = DayHours::default();
        assert_eq!(week.open_days(), "Monday, Wednesday to Friday");
        assert_eq!(Week::default().open_days(), "");
    }
}
