//! The typed blocks of front matter: care cards, licenses, certifications, notices, pictures of people, testimonials.
//!
//! They stand apart from the plain settings of a page because each carries a duty of its own: a licence ends, a
//! testimonial needs a written permission, a care card needs a source. What is typed here is checked in `duties`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::day::Day;

/// One care card: the signs that call for one kind of care, and where that list comes from.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CareCard {
    /// "self", "office", "urgent" or "emergency": where these signs lead.
    pub level: CareLevel,
    /// The signs, one short line each, about people in general.
    pub signs: Vec<String>,
    /// Where the list comes from: the name of the publisher's page.
    pub source: String,
    /// Its address.
    pub url: Option<String>,
}

/// Where the signs on a care card lead.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum CareLevel {
    /// The emergency number.
    Emergency,
    /// Care on the same day.
    Urgent,
    /// A visit at the office.
    Office,
    /// Looking after oneself at home.
    #[serde(rename = "self")]
    Own,
}

/// A licence to practise.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LicenseTable {
    /// The state or country that gave it, such as "TX".
    pub state: String,
    /// What it is for, such as "Physician".
    #[serde(rename = "type")]
    pub kind: String,
    /// Its number.
    pub number: Option<String>,
    /// Its last day.
    pub expires: Option<Day>,
}

/// A board certification with what the law asks about it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CertificationTable {
    /// The board that gave it, in full.
    pub board: String,
    /// The specialty it is for.
    pub specialty: String,
    /// Its last day.
    pub expires: Option<Day>,
    /// Whether the state recognizes the board for advertising; ask the medical board if in doubt.
    #[serde(default = "yes")]
    pub recognized: bool,
}

fn yes() -> bool {
    true
}

/// What a notice page is.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeTable {
    /// Which notice it is.
    pub kind: NoticeKind,
    /// The version of the text, such as "2026-02".
    pub version: Option<String>,
    /// The day somebody held the text against its source.
    pub verified_on: Option<Day>,
    /// For a text that may not be altered: its fingerprint, as `check` prints it.
    pub verbatim: Option<String>,
}

/// Which notice a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeKind {
    /// The HIPAA Notice of Privacy Practices.
    PrivacyPractices,
    /// The notice of nondiscrimination.
    Nondiscrimination,
    /// The notice that language help and other aids are free.
    LanguageHelp,
    /// The right to a good-faith estimate.
    GoodFaithEstimate,
    /// Protection against surprise bills.
    BalanceBilling,
    /// The Open Payments notice of California.
    OpenPayments,
    /// How to complain to the medical board.
    BoardComplaint,
    /// What a state asks of video visits.
    Telehealth,
    /// How the site is made usable for everyone.
    Accessibility,
    /// What the website itself collects.
    WebsitePrivacy,
    /// How to complain to the practice.
    Complaints,
    /// Any other notice.
    Custom,
}

impl NoticeKind {
    /// All notices, in the order of the documentation.
    pub const ALL: [Self; 12] = [
        Self::PrivacyPractices,
        Self::Nondiscrimination,
        Self::LanguageHelp,
        Self::GoodFaithEstimate,
        Self::BalanceBilling,
        Self::OpenPayments,
        Self::BoardComplaint,
        Self::Telehealth,
        Self::Accessibility,
        Self::WebsitePrivacy,
        Self::Complaints,
        Self::Custom,
    ];

    /// The word in front matter.
    pub fn name(self) -> &'static str {
        match self {
            Self::PrivacyPractices => "privacy-practices",
            Self::Nondiscrimination => "nondiscrimination",
            Self::LanguageHelp => "language-help",
            Self::GoodFaithEstimate => "good-faith-estimate",
            Self::BalanceBilling => "balance-billing",
            Self::OpenPayments => "open-payments",
            Self::BoardComplaint => "board-complaint",
            Self::Telehealth => "telehealth",
            Self::Accessibility => "accessibility",
            Self::WebsitePrivacy => "website-privacy",
            Self::Complaints => "complaints",
            Self::Custom => "custom",
        }
    }
}

/// A picture on the page that shows people or results, and what it is.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PictureTable {
    /// The file, as the page links to it.
    pub file: String,
    /// What it shows.
    pub kind: PictureKind,
    /// The number of the written permission, for a patient.
    pub consent: Option<String>,
}

/// What a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PictureKind {
    /// Somebody who is paid to be shown.
    Model,
    /// A patient.
    Patient,
    /// Somebody who works here.
    Staff,
    /// A bought picture of people.
    Stock,
    /// Results before and after a treatment.
    BeforeAfter,
    /// No people: a building, a drawing, a map.
    Thing,
}

/// Words of a patient, and the permission to publish them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TestimonialTable {
    /// The words.
    pub text: String,
    /// How the patient agreed to be named.
    pub shown_as: String,
    /// The written permission; without one, the words are not published.
    pub authorization: Option<AuthorizationTable>,
    /// What the patient got for it: "none", or what it was.
    pub compensation: Option<String>,
    /// What it says about the credentials of those who are praised.
    pub credentials_note: Option<String>,
}

/// A written permission of a patient.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuthorizationTable {
    /// Its number in the practice's files.
    pub id: String,
    /// The day it was signed.
    pub date: Day,
    /// What it allows.
    pub scope: String,
    /// Its last day.
    pub expires: Day,
}

/// A claim a page makes, and what supports it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimTable {
    /// The words on the page.
    pub text: String,
    /// What supports them: a source a reader can look up.
    pub evidence: String,
}

/// A price and the day it was checked.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceTable {
    /// The price, such as "$120".
    pub amount: String,
    /// The day it was checked.
    pub as_of: Day,
}

/// What a policy is about, and what it costs.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyTable {
    /// What it is about.
    pub kind: PolicyKind,
    /// The fees it sets, as the page lists them.
    #[serde(default)]
    pub fees: Vec<FeeTable>,
}

/// What a policy is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PolicyKind {
    /// New supplies of a medicine.
    Refill,
    /// Sending patients to others.
    Referral,
    /// Results of tests.
    Results,
    /// Visits that were missed.
    NoShow,
    /// Coming late.
    Late,
    /// Forms to fill in.
    Forms,
    /// Visits by children and teenagers.
    Minors,
    /// Copies of health records.
    Records,
    /// The patient portal.
    Portal,
    /// E-mail.
    Email,
    /// Vaccines.
    Vaccine,
    /// Calls when the office is closed.
    AfterHours,
    /// Anything else.
    Other,
}

/// A fee and the day it was checked.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FeeTable {
    /// What it is for, such as "Leave and disability forms".
    pub what: String,
    /// How much, such as "$20 per form" or "None".
    pub amount: String,
    /// The day it was checked.
    pub as_of: Day,
}

/// A check that does not have to hold here for a while, and why.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WaiveTable {
    /// The check's name, as the message shows it in brackets.
    pub check: String,
    /// Why it may stay so for now.
    pub reason: String,
    /// The last day on which this counts.
    pub until: Day,
    /// In practice.toml: the one page it is for, such as "about.md"; all pages if not given.
    pub page: Option<String>,
}
