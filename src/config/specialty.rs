//! The fields of medicine as schema.org lists them, which search engines and directories sort clinicians by. They stand
//! apart because the list is somebody else's.
//!
//! Source: <https://schema.org/MedicalSpecialty>, looked up on 2026-11-22.

use schemars::JsonSchema;
use serde::Deserialize;

/// A field of medicine, written as in "primary-care".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names explain themselves")]
pub enum MedicalSpecialty {
    Anesthesia,
    Cardiovascular,
    CommunityHealth,
    Dentistry,
    Dermatology,
    DietNutrition,
    Emergency,
    Endocrine,
    Gastroenterologic,
    Genetic,
    Geriatric,
    Gynecologic,
    Hematologic,
    Infectious,
    LaboratoryScience,
    Midwifery,
    Musculoskeletal,
    Neurologic,
    Nursing,
    Obstetric,
    Oncologic,
    Optometric,
    Otolaryngologic,
    Pathology,
    Pediatric,
    PharmacySpecialty,
    Physiotherapy,
    PlasticSurgery,
    Podiatric,
    PrimaryCare,
    Psychiatric,
    PublicHealth,
    Pulmonary,
    Radiography,
    Renal,
    RespiratoryTherapy,
    Rheumatologic,
    SpeechPathology,
    Surgical,
    Toxicologic,
    Urologic,
}

impl MedicalSpecialty {
    /// The address that programs know it by.
    pub fn address(self) -> String {
        format!("https://schema.org/{self:?}")
    }

    /// The words that visitors read, such as "Primary care".
    pub fn words(self) -> String {
        let name = format!("{self:?}");
        let mut words = String::new();
        for (at, letter) in name.char_indices() {
            if at > 0 && letter.is_uppercase() {
                words.push(' ');
                words.extend(letter.to_lowercase());
            } else {
                words.push(letter);
            }
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_programs_are_told_the_same() {
        assert_eq!(MedicalSpecialty::PrimaryCare.words(), "Primary care");
        assert_eq!(
            MedicalSpecialty::PrimaryCare.address(),
            "https://schema.org/PrimaryCare"
        );
    }
}
