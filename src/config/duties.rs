//! The tables of practice.toml about duties: review dates, replies, numbers of others, testimonials, allowed services.
//!
//! They stand apart from who and where the practice is, because they say what the site promises and who else has a
//! part in it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::day::Day;

/// How long after its day a review may be overdue.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewsTable {
    /// Days after which an overdue review keeps the site from being published; 90 if not given.
    #[serde(default = "ninety")]
    pub grace_days: u32,
    /// Months after which a list of insurance plans is too old; 12 if not given.
    #[serde(default = "twelve")]
    pub plans_months: u32,
}

impl Default for ReviewsTable {
    fn default() -> Self {
        Self {
            grace_days: ninety(),
            plans_months: twelve(),
        }
    }
}

fn ninety() -> u32 {
    90
}

fn twelve() -> u32 {
    12
}

/// A telephone number of somebody else that pages may name, such as a poison line.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutsideNumberTable {
    /// Whose number it is.
    pub name: String,
    /// The number.
    pub number: String,
    /// Their street and house number, where pages name that too.
    pub street: Option<String>,
    /// A page of theirs that shows it.
    pub url: Option<String>,
    /// The day somebody looked it up.
    pub checked_on: Option<Day>,
}

/// Whether words of patients are published, which they are not unless this says so.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TestimonialsTable {
    /// Set to true once a written permission is on file for each.
    #[serde(default)]
    pub allowed: bool,
}

/// The practice's own fixed replies to public reviews and questions.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RepliesTable {
    /// The reply to any review, kind or not.
    pub review: Option<String>,
    /// The reply to a question asked in public.
    pub question: Option<String>,
    /// Who answers the telephone about it, such as "office manager".
    pub role: Option<String>,
}

/// What other companies do for the site, so that the checks know them.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutsideTable {
    /// Hosts that pages may load something from, with the reason, such as { "maps.example" = "map, asked for by patients" }.
    #[serde(default)]
    pub loads: BTreeMap<String, String>,
    /// Where forms may be sent: hosts with the day the business associate agreement was signed.
    #[serde(default)]
    pub forms: BTreeMap<String, Day>,
}

/// Where complaints go.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComplaintsTable {
    /// Who takes them in the practice, such as "office manager".
    pub internal: String,
    /// The board or agency that takes them outside.
    pub board: Option<String>,
    /// Its address.
    pub board_url: Option<String>,
}

/// A line that answers when the office is closed, such as a nurse line.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnCallTable {
    /// Who answers, such as "Nurse line".
    pub who: String,
    /// Its number.
    pub phone: String,
    /// What a call costs, such as "$20"; nothing if not given.
    pub fee: Option<String>,
}

/// Whether an office is open to patients.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OfficeStatus {
    /// It is.
    #[default]
    Open,
    /// It is closed for a while.
    TemporarilyClosed,
    /// It closes for good, on the day in `closes`.
    Closing,
}

/// The kind of an insurance plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are those of the plans")]
pub enum PlanKind {
    Ppo,
    Hmo,
    Medicare,
    Medicaid,
    Exchange,
    Other,
}

/// Whether the practice is in a plan's network.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PlanStatus {
    /// It is.
    #[default]
    In,
    /// It is not.
    Out,
    /// It is until the day in `ends`.
    Ending,
}
