//! The practice: what was typed in practice.toml, turned once into what it means.
//!
//! Telephone numbers that can be dialled, hours as times, a time zone that exists, an address that can stand
//! before every link. Whatever cannot be understood is told here, at its place, and nowhere later.

mod hours;
mod phone;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::config::practice::{HoursTable, LocationTable, SpecialHoursTable};
use crate::config::{Places, PracticeFile, SchemaOf, read};
use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::source::SourceFile;

pub use hours::{DAYS, DayHours, TimeRange, Week};
pub use phone::Phone;

/// Everything that is known about the practice.
#[derive(Debug, Clone)]
pub struct Practice {
    /// practice.toml itself.
    pub source: SourceFile,
    /// What was typed, for whatever needs no understanding.
    pub typed: PracticeFile,
    /// The main telephone number.
    pub phone: Phone,
    /// The emergency number.
    pub emergency: Phone,
    /// The crisis line, where the practice names one.
    pub crisis: Option<Phone>,
    /// The address of the site, without a slash at its end.
    pub base_url: String,
    /// The time zone of the offices.
    pub timezone: TimeZone,
    /// The offices.
    pub locations: Vec<Location>,
    /// Days with hours of their own, in order.
    pub special: Vec<SpecialDays>,
}

/// One office.
#[derive(Debug, Clone)]
pub struct Location {
    /// What was typed.
    pub typed: LocationTable,
    /// Its telephone number, or the practice's.
    pub phone: Phone,
    /// Its hours.
    pub week: Week,
}

/// A day or a run of days with hours of its own.
#[derive(Debug, Clone)]
pub struct SpecialDays {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// The hours on these days.
    pub hours: DayHours,
    /// Why.
    pub reason: String,
    /// The ids of the offices it concerns; none means all.
    pub locations: Vec<String>,
}

impl Practice {
    /// Reads practice.toml, or tells everything that is wrong with it.
    pub fn load(source: SourceFile) -> Result<Self, Vec<Diagnostic>> {
        let whole = source.whole();
        let typed = read(&source, whole, &SchemaOf::<PracticeFile>::new())?;
        let places = Places::of(&source, whole);
        let mut reader = Reader {
            source: &source,
            places,
            told: Vec::new(),
        };
        let found = reader.practice(&typed);
        let Reader { mut told, .. } = reader;
        told.sort();
        match found {
            Some(parts) if told.is_empty() => Ok(parts.into_practice(source, typed)),
            _ => Err(told),
        }
    }

    /// The path of the site below its host, with a slash at both ends: `/` or `/practice/`.
    pub fn base_path(&self) -> &str {
        let host = self.base_url.find("://").map_or(0, |at| at + 3);
        self.base_url[host..]
            .find('/')
            .map_or("", |at| &self.base_url[host + at..])
    }

    /// The office with that id.
    pub fn location(&self, id: &str) -> Option<&Location> {
        self.locations
            .iter()
            .find(|location| location.typed.id == id)
    }

    /// The hours that are told where only one line has room: those of the first office.
    pub fn main_hours(&self) -> String {
        self.locations
            .first()
            .map(|location| location.week.sentence())
            .unwrap_or_default()
    }
}

struct Parts {
    phone: Phone,
    emergency: Phone,
    crisis: Option<Phone>,
    base_url: String,
    timezone: TimeZone,
    locations: Vec<Location>,
    special: Vec<SpecialDays>,
}

impl Parts {
    fn into_practice(self, source: SourceFile, typed: PracticeFile) -> Practice {
        let Self {
            phone,
            emergency,
            crisis,
            base_url,
            timezone,
            locations,
            special,
        } = self;
        Practice {
            source,
            typed,
            phone,
            emergency,
            crisis,
            base_url,
            timezone,
            locations,
            special,
        }
    }
}

/// Reads the typed values one by one and keeps what it has to say about them.
struct Reader<'s> {
    source: &'s SourceFile,
    places: Places,
    told: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn practice(&mut self, typed: &PracticeFile) -> Option<Parts> {
        let table = &typed.practice;
        let phone = self.phone("practice.phone", &table.phone);
        let emergency = self.phone("practice.emergency.number", &table.emergency.number);
        let crisis = table
            .emergency
            .crisis
            .as_ref()
            .map(|n| self.phone("practice.emergency.crisis", n));
        let base_url = self.web("practice.base_url", &table.base_url);
        let timezone = self.timezone(&table.timezone);
        for (path, url) in [
            ("practice.booking_url", &table.booking_url),
            ("practice.pay_url", &table.pay_url),
        ] {
            url.iter().for_each(|url| drop(self.web(path, url)));
        }
        table
            .portal
            .iter()
            .for_each(|portal| drop(self.web("practice.portal.url", &portal.url)));
        self.unique_ids(typed);
        let main = phone.clone()?;
        let locations: Vec<_> = typed
            .locations
            .iter()
            .enumerate()
            .map(|(at, typed)| self.location(at, typed, &main))
            .collect();
        let mut special: Vec<_> = typed
            .special_hours
            .iter()
            .enumerate()
            .filter_map(|(at, days)| self.special(at, days, typed))
            .collect();
        special.sort_by_key(|days| (days.from, days.until));
        self.alerts(typed);
        Some(Parts {
            phone: main,
            emergency: emergency?,
            crisis: crisis.flatten(),
            base_url: base_url?.trim_end_matches('/').to_owned(),
            timezone: timezone?,
            locations,
            special,
        })
    }

    fn location(&mut self, at: usize, typed: &LocationTable, main: &Phone) -> Location {
        let path = format!("locations.{at}");
        let own = typed
            .phone
            .as_ref()
            .and_then(|phone| self.phone(&format!("{path}.phone"), phone));
        let map = typed
            .map_url
            .as_ref()
            .map(|url| (format!("{path}.map_url"), url));
        let booking = typed
            .booking_url
            .as_ref()
            .map(|url| (format!("{path}.booking_url"), url));
        map.iter()
            .chain(&booking)
            .for_each(|(path, url)| drop(self.web(path, url)));
        let on_call = typed.on_call.iter();
        on_call.for_each(|line| drop(self.phone(&format!("{path}.on_call.phone"), &line.phone)));
        let week = self.week(&format!("{path}.hours"), &typed.hours);
        Location {
            typed: typed.clone(),
            phone: own.unwrap_or_else(|| main.clone()),
            week,
        }
    }

    fn week(&mut self, path: &str, typed: &HoursTable) -> Week {
        let days = [
            ("monday", &typed.monday),
            ("tuesday", &typed.tuesday),
            ("wednesday", &typed.wednesday),
            ("thursday", &typed.thursday),
            ("friday", &typed.friday),
            ("saturday", &typed.saturday),
            ("sunday", &typed.sunday),
        ];
        Week(days.map(|(name, text)| {
            match text {
                Some(text) => self
                    .hours(&format!("{path}.{name}"), text)
                    .unwrap_or_default(),
                None => DayHours::default(),
            }
        }))
    }

    fn hours(&mut self, path: &str, text: &str) -> Option<DayHours> {
        let hours = DayHours::parse(text);
        if let Err(why) = &hours {
            let instead = "Write hours as \"8:00-12:00, 13:00-17:00\", or \"closed\".";
            self.tell(
                path,
                format!("these hours cannot be understood: {why}"),
                HOURS,
                instead,
            );
        }
        hours.ok()
    }

    fn special(
        &mut self,
        at: usize,
        days: &SpecialHoursTable,
        typed: &PracticeFile,
    ) -> Option<SpecialDays> {
        let path = format!("special_hours.{at}");
        let hours = self.hours(&format!("{path}.hours"), &days.hours)?;
        let until = days.until.unwrap_or(days.date);
        if until < days.date {
            let instead = "Put the first day in `date` and the last one in `until`.";
            self.tell(
                &format!("{path}.until"),
                "the last day is before the first".into(),
                HOURS,
                instead,
            );
        }
        for (nth, id) in days.locations.iter().enumerate() {
            self.known_location(&format!("{path}.locations.{nth}"), id, typed);
        }
        let (reason, locations) = (days.reason.clone(), days.locations.clone());
        Some(SpecialDays {
            from: days.date.0,
            until: until.0,
            hours,
            reason,
            locations,
        })
    }

    fn known_location(&mut self, path: &str, id: &str, typed: &PracticeFile) {
        if typed.locations.iter().all(|location| location.id != id) {
            let ids: Vec<_> = typed
                .locations
                .iter()
                .map(|location| location.id.as_str())
                .collect();
            let instead = format!("The offices are {}.", ids.join(", "));
            self.tell(
                path,
                format!("there is no office called `{id}`"),
                HOURS,
                instead,
            );
        }
    }

    fn unique_ids(&mut self, typed: &PracticeFile) {
        for (at, location) in typed.locations.iter().enumerate() {
            if typed.locations[..at]
                .iter()
                .any(|other| other.id == location.id)
            {
                let what = format!("two offices are called `{}`", location.id);
                self.tell(
                    &format!("locations.{at}.id"),
                    what,
                    HOURS,
                    "Give each office an id of its own.",
                );
            }
        }
    }

    fn alerts(&mut self, typed: &PracticeFile) {
        for (at, alert) in typed.alerts.iter().enumerate() {
            if alert.ends < alert.starts {
                let instead = "Put the first day in `starts` and the last one in `ends`.";
                self.tell(
                    &format!("alerts.{at}.ends"),
                    "the alert ends before it starts".into(),
                    ALERT,
                    instead,
                );
            }
            if alert.text.chars().count() > 200 {
                let instead = "Say it in 200 characters and put the rest on a news page.";
                self.tell(
                    &format!("alerts.{at}.text"),
                    "the alert is too long".into(),
                    ALERT,
                    instead,
                );
            }
        }
    }

    fn phone(&mut self, path: &str, text: &str) -> Option<Phone> {
        let phone = Phone::parse(text);
        if phone.is_none() {
            let why =
                "People tap the number on their phones, so it has to be one that can be dialled.";
            let what = format!("`{text}` is not a telephone number");
            self.tell(
                path,
                what,
                why,
                "Write it with its digits, such as \"(512) 555-0100\".",
            );
        }
        phone
    }

    fn web(&mut self, path: &str, text: &str) -> Option<String> {
        let rest = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"));
        let fits = rest.is_some_and(|rest| {
            !rest.is_empty()
                && !rest.starts_with('/')
                && !rest.contains(|c: char| c.is_whitespace() || "<>\"'`\\".contains(c))
        });
        if !fits {
            let why = "Links and search engines need the whole address.";
            let what = format!("`{text}` is not a web address");
            self.tell(
                path,
                what,
                why,
                "Write it with https://, such as \"https://www.elmstreet.example\".",
            );
        }
        fits.then(|| text.to_owned())
    }

    fn timezone(&mut self, name: &str) -> Option<TimeZone> {
        let zone = TimeZone::get(name);
        if zone.is_err() {
            let why = "Holiday hours and notices begin and end at midnight where the office is.";
            let what = format!("there is no time zone called `{name}`");
            self.tell(
                "practice.timezone",
                what,
                why,
                "Write it as \"America/Chicago\" or \"Europe/London\".",
            );
        }
        zone.ok()
    }

    fn tell(&mut self, path: &str, what: String, why: &'static str, instead: impl Into<String>) {
        let (what, instead) = (what.into(), instead.into().into());
        let words = Words {
            rule: "settings".into(),
            family: "settings",
            what,
            why: why.into(),
            instead,
        };
        self.told.push(Diagnostic::at(
            self.source,
            self.places.at(path),
            Severity::Error,
            words,
        ));
    }
}

const HOURS: &str =
    "Every page, and search engines, show the hours from here, so they must be right here.";
const ALERT: &str = "An alert stands on top of every page, and an old one misleads people.";

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"
[practice]
name = "Elm"
description = "A practice."
specialty = ["Family medicine"]
base_url = "https://www.elm.example/practice/"
timezone = "America/Chicago"
phone = "(512) 555-0100"

[[locations]]
id = "main"
name = "Main office"
street = "1 Elm Street"
city = "Exampleton"
postal_code = "00000"
[locations.hours]
monday = "8:00-12:00, 13:00-17:00"
"#;

    #[test]
    fn a_small_file_becomes_a_practice() {
        let practice = Practice::load(SourceFile::new("practice.toml", SMALL)).unwrap();
        assert_eq!(practice.phone.href, "tel:+15125550100");
        assert_eq!(practice.base_path(), "/practice");
        assert_eq!(
            practice.main_hours(),
            "Monday 8:00 am to 12:00 pm and 1:00 pm to 5:00 pm"
        );
    }

    #[test]
    fn what_cannot_be_understood_is_told_at_its_place() {
        let text = SMALL
            .replace("8:00-12:00", "8-25")
            .replace("America/Chicago", "Exampleton");
        let told = Practice::load(SourceFile::new("practice.toml", text)).unwrap_err();
        let lines: Vec<_> = told
            .iter()
            .map(|d| (d.start.line, d.what.to_string()))
            .collect();
        assert_eq!(
            lines[0],
            (7, "there is no time zone called `Exampleton`".into())
        );
        assert_eq!(lines[1].0, 17);
    }
}
