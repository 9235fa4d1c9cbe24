//! What is typed between the `+++` lines on top of a page: plain structures, one per group of page kinds.
//!
//! All kinds share [`FrontMatter`]; what only some kinds have stands in a table of its own, so that a key on the
//! wrong kind of page is refused. Field comments are the documentation that people and editors see.

use schemars::JsonSchema;
use serde::Deserialize;

use super::blocks::{
    CareCard, CertificationTable, ClaimTable, LicenseTable, NoticeTable, PictureTable, PolicyTable,
    PriceTable, TestimonialTable, WaiveTable,
};
use super::day::Day;
use super::languages::{LanguageReview, without_language};
use super::specialty::MedicalSpecialty;

/// What any page may say about itself.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
pub struct FrontMatter {
    /// The page's name, as its heading, menu entries and links show it.
    pub title: String,
    /// One or two sentences for search engines, lists and link previews.
    pub description: Option<String>,
    /// The kind of page, where the folder does not tell it.
    pub kind: Option<PageKind>,
    /// The last part of the page's address, where it should differ from the file's name.
    pub slug: Option<String>,
    /// A draft is built only when asked for.
    #[serde(default)]
    pub draft: bool,
    /// The day the page is from; news needs one.
    pub date: Option<Day>,
    /// The day of the last change that readers should know of.
    pub updated: Option<Day>,
    /// Its place among its neighbours: small numbers first.
    pub order: Option<i64>,
    /// "admin" for office matters, "health" for anything about health: decides which disclaimer the page carries.
    pub scope: Option<Scope>,
    /// Old addresses that should lead here, such as ["/our-doctors.html"].
    #[serde(default)]
    pub redirect_from: Vec<String>,
    /// A picture beside the page, for lists and link previews.
    pub image: Option<String>,
    /// What the picture shows, in words.
    pub image_alt: Option<String>,
    /// Words to group pages by.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Set to false to keep the page out of lists and the site map.
    pub listed: Option<bool>,
    /// About health: the clinician who reviewed the page, by the name of the file in clinicians.
    pub reviewed_by: Option<String>,
    /// About health: the day of the last review.
    pub last_reviewed: Option<Day>,
    /// About health: the day the next review is due.
    pub next_review: Option<Day>,
    /// About health: where the facts come from.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// About health: the topic can be an emergency, so the emergency line stands on top.
    #[serde(default)]
    pub acute: bool,
    /// About mental health: the crisis line is shown too.
    #[serde(default)]
    pub behavioral: bool,
    /// Only for clinicians.
    pub clinician: Option<ClinicianTable>,
    /// Only for services and conditions.
    pub service: Option<ServiceTable>,
    /// Only for locations: which office in practice.toml the page is about.
    pub location: Option<String>,
    /// Only for policies and notices: the day it takes effect.
    pub effective: Option<Day>,
    /// Only for news: the day after which it is no longer listed.
    pub expires: Option<Day>,
    /// Only for news: who wrote it.
    pub author: Option<String>,
    /// Only for policies and telehealth or portal pages: which call to action the page needs.
    pub topic: Option<Topic>,
    /// Only for notices: which notice it is.
    pub notice: Option<NoticeTable>,
    /// Only for policies: what it is about, and its fees.
    pub policy: Option<PolicyTable>,
    /// Only for news: who pays for it or gains by it.
    pub commercial_interest: Option<String>,
    /// What the pictures on the page show, where they show people or results.
    #[serde(default)]
    pub pictures: Vec<PictureTable>,
    /// Words of patients; practice.toml has to allow them first.
    #[serde(default)]
    pub testimonials: Vec<TestimonialTable>,
    /// Only in another language than the site's: who read the page, such as { by = "ada-sampleton", on = 2026-11-02 }.
    pub language_review: Option<LanguageReview>,
    /// Checks that do not have to hold on this page for a while, and why.
    #[serde(default)]
    pub waive: Vec<WaiveTable>,
}

/// The kind of a page. The folder decides it, unless the front matter does.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum PageKind {
    /// The first page.
    Home,
    /// Questions and answers.
    Faq,
    /// Something the practice offers.
    Service,
    /// Something the practice treats.
    Condition,
    /// A person who sees patients.
    Clinician,
    /// An office.
    Location,
    /// A rule of the house.
    Policy,
    /// A notice that a law or the practice asks for.
    Notice,
    /// Something new.
    News,
    /// Anything else.
    #[default]
    Page,
}

impl PageKind {
    /// All kinds, in the order of the documentation.
    pub const ALL: [Self; 10] = [
        Self::Home,
        Self::Faq,
        Self::Service,
        Self::Condition,
        Self::Clinician,
        Self::Location,
        Self::Policy,
        Self::Notice,
        Self::News,
        Self::Page,
    ];

    /// The word for the kind in front matter and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Faq => "faq",
            Self::Service => "service",
            Self::Condition => "condition",
            Self::Clinician => "clinician",
            Self::Location => "location",
            Self::Policy => "policy",
            Self::Notice => "notice",
            Self::News => "news",
            Self::Page => "page",
        }
    }

    /// The kind with that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The folder below content that makes a page of this kind, if there is one.
    pub fn folder(self) -> Option<&'static str> {
        match self {
            Self::Home | Self::Page => None,
            Self::Faq => Some("faq"),
            Self::Service => Some("services"),
            Self::Condition => Some("conditions"),
            Self::Clinician => Some("clinicians"),
            Self::Location => Some("locations"),
            Self::Policy => Some("policies"),
            Self::Notice => Some("notices"),
            Self::News => Some("news"),
        }
    }

    /// The kind of the file at `path` below content, such as `faq/billing.md`. The first `_index.md` is home;
    /// the `_index.md` of a folder is of the folder's kind, so that its words are judged as strictly. The folder of a
    /// language does not count.
    pub fn of_path(path: &str) -> Self {
        let path = without_language(path);
        if path == "_index.md" {
            return Self::Home;
        }
        let first = path.split('/').next().filter(|_| path.contains('/'));
        let by_folder = |kind: &Self| kind.folder().is_some() && kind.folder() == first;
        Self::ALL.into_iter().find(by_folder).unwrap_or_default()
    }
}

/// What a page or an answer is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Hours, bills, forms, the portal: office matters.
    Admin,
    /// Anything about health.
    Health,
}

/// Where a fact comes from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The name of the source.
    pub title: String,
    /// Its address.
    pub url: Option<String>,
}

/// What a clinician's page says about the person.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClinicianTable {
    /// The name without degrees, such as "Dana Whitfield"; the page's title if not given.
    pub name: Option<String>,
    /// The degrees or licence behind the name, such as "MD" or "FNP-C".
    pub degrees: String,
    /// What the person is here, such as "Family physician".
    pub role: String,
    /// The ids of the offices where the person works.
    #[serde(default)]
    pub locations: Vec<String>,
    /// Languages the person speaks with patients.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Whether new patients are taken.
    pub accepting_new: Option<bool>,
    /// The board and specialty of each certification, such as ["American Board of Family Medicine: Family Medicine"].
    #[serde(default)]
    pub board_certifications: Vec<String>,
    /// The fields of medicine the person works in, such as ["primary-care"]; search engines are told so of a physician.
    #[serde(default)]
    pub specialties: Vec<MedicalSpecialty>,
    /// Schools and training, one line each.
    #[serde(default)]
    pub training: Vec<String>,
    /// The National Provider Identifier, ten digits.
    pub npi: Option<String>,
    /// Whether the person is a physician (MD, DO); search engines are told so.
    #[serde(default)]
    pub physician: bool,
    /// Licenses to practise, one table each.
    #[serde(default)]
    pub licenses: Vec<LicenseTable>,
    /// Board certifications with what the law asks about them; in place of `board_certifications`.
    #[serde(default)]
    pub certifications: Vec<CertificationTable>,
    /// States whose patients the person sees by video or telephone, such as ["TX"].
    #[serde(default)]
    pub telehealth_states: Vec<String>,
    /// The day the word about new patients was checked.
    pub accepting_as_of: Option<Day>,
    /// Hospitals where the person may treat patients.
    #[serde(default)]
    pub hospital_affiliations: Vec<String>,
    /// The file in clinicians of the physician who supervises the person.
    pub supervised_by: Option<String>,
    /// Interests that readers should know of, such as payments by a maker of medicines.
    #[serde(default)]
    pub disclosures: Vec<String>,
    /// The person's first day here.
    pub starts: Option<Day>,
    /// The person's last day here; from the day after, the page says so and nothing else.
    pub ends: Option<Day>,
    /// Whether the person reviews pages about health; yes if not given.
    pub reviewer: Option<bool>,
}

impl ClinicianTable {
    /// Every certification as one line: the board and the specialty.
    pub fn certified(&self) -> Vec<String> {
        let typed = self.certifications.iter();
        let typed = typed.map(|one| format!("{}: {}", one.board, one.specialty));
        self.board_certifications
            .iter()
            .cloned()
            .chain(typed)
            .collect()
    }
}

/// What a service or condition page says about its subject.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceTable {
    /// For whom, such as "Adults and children".
    pub audience: Option<String>,
    /// The ids of the offices that offer it; none means all.
    #[serde(default)]
    pub locations: Vec<String>,
    /// The files in clinicians of those who offer it.
    #[serde(default)]
    pub clinicians: Vec<String>,
    /// Care cards: which signs in general lead to which kind of care.
    #[serde(default)]
    pub when_to_seek_care: Vec<CareCard>,
    /// What the page claims, and what supports it.
    #[serde(default)]
    pub claims: Vec<ClaimTable>,
    /// The price for people who pay themselves.
    pub price: Option<PriceTable>,
}

/// What a page is for, where that decides its call to action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// How to reach the office.
    Contact,
    /// How to ask for an appointment.
    Appointments,
    /// The patient portal.
    Portal,
    /// Visits by video or telephone.
    Telehealth,
    /// Refills, results and what to do when the office is closed.
    AfterHours,
    /// Bills and insurance; the list of plans in practice.toml is shown there.
    Billing,
    /// What people need to know before their first visit, and what they bring.
    NewPatients,
}

impl Topic {
    /// The word in the front matter, and in `topics` of templates.
    pub fn name(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Appointments => "appointments",
            Self::Portal => "portal",
            Self::Telehealth => "telehealth",
            Self::AfterHours => "after_hours",
            Self::Billing => "billing",
            Self::NewPatients => "new_patients",
        }
    }
}
