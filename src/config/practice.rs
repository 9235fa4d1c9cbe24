//! What is typed in practice.toml: plain structures, as the file has them.
//!
//! Nothing here knows what an opening hour means or whether a telephone number can be dialled; the room
//! `practice` turns this once into what it means. Field comments are the documentation that people and editors
//! see, because the JSON Schema is made from them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::blocks::WaiveTable;
use super::day::Day;
use super::duties::{
    ComplaintsTable, OfficeStatus, OnCallTable, OutsideNumberTable, OutsideTable, PlanKind,
    PlanStatus, RepliesTable, ReviewsTable, TestimonialsTable,
};
use super::languages::LanguageTable;

/// The whole of practice.toml.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PracticeFile {
    /// Who the practice is and how it is reached.
    pub practice: PracticeTable,
    /// The offices, one table each.
    #[serde(default)]
    pub locations: Vec<LocationTable>,
    /// Holidays and other days with hours of their own, for all offices or some.
    #[serde(default)]
    pub special_hours: Vec<SpecialHoursTable>,
    /// Short notes shown on top of every page between two days.
    #[serde(default)]
    pub alerts: Vec<AlertTable>,
    /// Insurance plans, as the billing page lists them.
    #[serde(default)]
    pub insurance: Vec<InsuranceTable>,
    /// The main menu, in order.
    #[serde(default)]
    pub menu: Vec<MenuTable>,
    /// Further languages, by the name of their folder in content, such as `es`.
    #[serde(default)]
    pub languages: BTreeMap<String, LanguageTable>,
    /// Links at the foot of every page, in order.
    #[serde(default)]
    pub footer: Vec<MenuTable>,
    /// The practice's own wording of disclaimers and calls to action, by name. What each must say is still checked.
    #[serde(default)]
    pub wording: BTreeMap<String, String>,
    /// Which theme, and its settings.
    #[serde(default)]
    pub theme: ThemeTable,
    /// How strict the guard is, and words of the practice's own.
    #[serde(default)]
    pub guard: GuardTable,
    /// Where the site is written, and what is made besides its pages.
    #[serde(default)]
    pub build: BuildTable,
    /// How long a review may be overdue, and a list of plans unchecked.
    #[serde(default)]
    pub reviews: ReviewsTable,
    /// Telephone numbers of others that pages may name.
    #[serde(default)]
    pub outside_numbers: Vec<OutsideNumberTable>,
    /// Companies that pages load from or send forms to.
    #[serde(default)]
    pub outside: OutsideTable,
    /// Whether words of patients are published.
    #[serde(default)]
    pub testimonials: TestimonialsTable,
    /// The practice's own fixed replies to public reviews and questions.
    #[serde(default)]
    pub replies: RepliesTable,
    /// Checks that do not have to hold for a while, and why.
    #[serde(default)]
    pub waive: Vec<WaiveTable>,
}

/// Who the practice is and how it is reached.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PracticeTable {
    /// The name on the door.
    pub name: String,
    /// The registered name, where it differs.
    pub legal_name: Option<String>,
    /// A short line under the name.
    pub tagline: Option<String>,
    /// One or two sentences for search engines and link previews.
    pub description: String,
    /// The field or fields of medicine, such as "Family medicine".
    pub specialty: Vec<String>,
    /// Where the site will be, with https:// and without a page: "https://www.example.org" or "https://example.org/practice".
    pub base_url: String,
    /// The language of the site, such as "en".
    #[serde(default = "english")]
    pub language: String,
    /// The time zone of the offices, such as "America/Chicago".
    pub timezone: String,
    /// The places whose rules apply, such as ["us", "us-tx"].
    #[serde(default)]
    pub jurisdiction: Vec<String>,
    /// The main telephone number.
    pub phone: String,
    /// The fax number.
    pub fax: Option<String>,
    /// An e-mail address for office matters; it is shown only where a page asks for it.
    pub email: Option<String>,
    /// Where appointments are booked.
    pub booking_url: Option<String>,
    /// Where bills are paid.
    pub pay_url: Option<String>,
    /// The year the practice opened.
    pub founded: Option<i32>,
    /// Languages spoken in the office, such as ["English", "Spanish"].
    #[serde(default)]
    pub languages_spoken: Vec<String>,
    /// The numbers for emergencies.
    #[serde(default)]
    pub emergency: EmergencyTable,
    /// The patient portal.
    pub portal: Option<PortalTable>,
    /// Whether the practice takes money from the federal government, Medicare Part B included.
    pub federal_funds: Option<bool>,
    /// Whether fifteen people or more work here.
    pub employees_15plus: Option<bool>,
    /// Whether the practice is bound by HIPAA; true if not given.
    pub hipaa_covered: Option<bool>,
    /// Whether it makes or receives records of treatment for substance use under 42 CFR Part 2.
    #[serde(default)]
    pub sud_records: bool,
    /// Whether its people also treat patients at a hospital or another facility.
    #[serde(default)]
    pub facility_care: bool,
    /// Where complaints go.
    pub complaints: Option<ComplaintsTable>,
    /// The number of the interpreter line, if there is one of its own.
    pub interpreter_line: Option<String>,
}

fn english() -> String {
    "en".into()
}

/// The numbers for emergencies.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EmergencyTable {
    /// The emergency number, such as "911".
    #[serde(default = "nine_one_one")]
    pub number: String,
    /// The crisis line for mental health, such as "988".
    pub crisis: Option<String>,
}

impl Default for EmergencyTable {
    fn default() -> Self {
        Self {
            number: nine_one_one(),
            crisis: None,
        }
    }
}

fn nine_one_one() -> String {
    "911".into()
}

/// The patient portal.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PortalTable {
    /// Its address.
    pub url: String,
    /// What patients call it, such as "MyElm".
    pub name: Option<String>,
    /// How soon a message is answered, such as "two business days".
    pub response_time: String,
    /// When messages are read, such as "Monday to Friday, 8 am to 5 pm".
    pub hours: Option<String>,
}

/// One office.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LocationTable {
    /// A short name for links and for other tables, such as "main".
    pub id: String,
    /// The name people use, such as "Elm Street office".
    pub name: String,
    /// Street and house number, with suite.
    pub street: String,
    /// Town.
    pub city: String,
    /// State, province or county, such as "TX".
    pub region: Option<String>,
    /// ZIP or postal code.
    pub postal_code: String,
    /// Country code of two letters.
    #[serde(default = "us")]
    pub country: String,
    /// Telephone, where it differs from the practice's.
    pub phone: Option<String>,
    /// Fax.
    pub fax: Option<String>,
    /// Opening hours by weekday; a day that is missing is closed.
    #[serde(default)]
    pub hours: HoursTable,
    /// A note under the hours, such as "Laboratory from 7:30".
    pub hours_note: Option<String>,
    /// Whom to call when the office is closed.
    pub after_hours: Option<String>,
    /// The line that answers when the office is closed, where it has a number of its own.
    pub on_call: Option<OnCallTable>,
    /// Where to park.
    pub parking: Option<String>,
    /// Buses and trains.
    pub transit: Option<String>,
    /// Step-free entrance, parking, restrooms and the like.
    #[serde(default)]
    pub accessibility: Vec<String>,
    /// A link to a map.
    pub map_url: Option<String>,
    /// Latitude and longitude in degrees, such as [30.27, -97.74].
    pub geo: Option<[f64; 2]>,
    /// Where appointments for this office are booked, if not with the practice's link.
    pub booking_url: Option<String>,
    /// Whether it is open to patients.
    #[serde(default)]
    pub status: OfficeStatus,
    /// The last day it is open, if it closes for good.
    pub closes: Option<Day>,
}

impl LocationTable {
    /// The address in one line, such as "1 Elm Street, Exampleton, TX 00000".
    pub fn address(&self) -> String {
        let region = self.region.iter().map(String::as_str);
        let place: Vec<&str> = region.chain([self.postal_code.as_str()]).collect();
        format!("{}, {}, {}", self.street, self.city, place.join(" "))
    }
}

fn us() -> String {
    "US".into()
}

/// Opening hours by weekday, such as "8:00-12:00, 13:00-17:00" (a gap is the lunch break) or "closed".
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the days explain themselves")]
pub struct HoursTable {
    pub monday: Option<String>,
    pub tuesday: Option<String>,
    pub wednesday: Option<String>,
    pub thursday: Option<String>,
    pub friday: Option<String>,
    pub saturday: Option<String>,
    pub sunday: Option<String>,
}

/// A day, or a run of days, with hours of its own.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpecialHoursTable {
    /// The day, or the first of them.
    pub date: Day,
    /// The last day, where there are several.
    pub until: Option<Day>,
    /// "closed", or hours such as "9:00-12:00".
    pub hours: String,
    /// Why, such as "Thanksgiving".
    pub reason: String,
    /// The ids of the offices it concerns; none means all.
    #[serde(default)]
    pub locations: Vec<String>,
}

/// A short note shown on top of every page between two days.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AlertTable {
    /// What it says, 200 characters at most.
    pub text: String,
    /// "info", "closure" or "urgent".
    #[serde(default)]
    pub level: AlertLevel,
    /// The first day it is shown.
    pub starts: Day,
    /// The last day it is shown.
    pub ends: Day,
    /// A page to read more, such as "news/snow-day.md".
    pub page: Option<String>,
    /// The id of the office whose number stands behind it as a link to call.
    pub call: Option<String>,
    /// The ids of the offices it concerns; none means all.
    #[serde(default)]
    pub locations: Vec<String>,
}

/// How urgent an alert is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names explain themselves")]
pub enum AlertLevel {
    #[default]
    Info,
    Closure,
    Urgent,
}

impl AlertLevel {
    /// The word in practice.toml, and in the theme's class names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Closure => "closure",
            Self::Urgent => "urgent",
        }
    }
}

/// An insurance carrier and its plans.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InsuranceTable {
    /// The carrier, such as "Example Health".
    pub carrier: String,
    /// Its plans that the practice takes.
    #[serde(default)]
    pub plans: Vec<String>,
    /// The day the list was checked.
    pub as_of: Day,
    /// The kind of plan.
    #[serde(rename = "type")]
    pub kind: Option<PlanKind>,
    /// Whether the practice is in the network.
    #[serde(default)]
    pub status: PlanStatus,
    /// The last day in the network, if it ends.
    pub ends: Option<Day>,
    /// The ids of the offices it is for; none means all.
    #[serde(default)]
    pub locations: Vec<String>,
    /// The files in clinicians of those it is for; none means all.
    #[serde(default)]
    pub clinicians: Vec<String>,
    /// How to ask the plan whether it pays.
    pub verify: Option<String>,
}

/// One entry of a menu.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MenuTable {
    /// The words to show.
    pub title: String,
    /// The page's file below content, such as "faq/_index.md", or a whole address with https://.
    pub page: String,
}

/// Which theme, and its settings.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ThemeTable {
    /// A folder in themes, or a theme that comes with brassplate.
    #[serde(default = "plate")]
    pub name: String,
    /// Settings of that theme, as its documentation lists them.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub settings: BTreeMap<String, toml::Value>,
}

impl Default for ThemeTable {
    fn default() -> Self {
        Self {
            name: plate(),
            settings: BTreeMap::new(),
        }
    }
}

fn plate() -> String {
    "plate".into()
}

/// How strict the guard is, and words of the practice's own.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GuardTable {
    /// Severity by family, such as { claim = "warning" }. Individual advice always stays an error.
    #[serde(default)]
    pub severity: BTreeMap<String, SeverityWord>,
    /// Severity of a family by kind of page, such as { policy = { directive = "error" } }.
    #[serde(default)]
    pub kinds: BTreeMap<String, BTreeMap<String, SeverityWord>>,
    /// Phrases the practice does not want to see, with the reason.
    #[serde(default)]
    pub forbid: Vec<PhraseTable>,
    /// Phrases that are fine on this site, with the reason.
    #[serde(default)]
    pub allow: Vec<PhraseTable>,
    /// Families whose findings no comment in a page may allow.
    #[serde(default)]
    pub lock: Vec<String>,
    /// Names of medicines the guard should know besides its own, such as ["Examplin"], of one word or several. Capitals,
    /// plurals and slips of one letter do not matter.
    #[serde(default)]
    pub medicines: Vec<String>,
    /// Names of tests and procedures the guard should know besides its own, such as ["Example Glow"].
    #[serde(default)]
    pub procedures: Vec<String>,
}

/// A severity as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SeverityWord {
    /// The site is not published.
    Error,
    /// The site is published, and a warning is shown.
    Warning,
    /// Nothing is said.
    Off,
}

/// A phrase and the reason for it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhraseTable {
    /// The words, in any case.
    pub phrase: String,
    /// Why, as the message will say it.
    pub reason: String,
}

/// Where the site is written, and what is made besides its pages.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BuildTable {
    /// The folder for the finished site; "public" if not given.
    pub output: Option<String>,
    /// Whether the site gets a page for searching, with an index of all its words. Making the index takes longer than
    /// all the rest of a large site.
    #[serde(default)]
    pub search: bool,
}
