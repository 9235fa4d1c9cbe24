//! What is wrong with the practice's settings for the guard. The guard has no file to point into, so it names the setting.

use crate::diagnostic::Severity;

/// A setting that does not do what it was written for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The path of the setting in practice.toml, such as `guard.medicines.2`.
    pub at: String,
    /// Whether the site may be published all the same.
    pub severity: Severity,
    /// What is wrong.
    pub what: String,
    /// Why that matters.
    pub why: String,
    /// What to do.
    pub instead: String,
}

impl Mistake {
    /// A word that the guard does not know, or a setting that it does not take.
    pub(super) fn unknown(what: String) -> Self {
        Self {
            at: "guard".to_owned(),
            severity: Severity::Error,
            what,
            why: "A setting that the guard does not know would do nothing.".to_owned(),
            instead: "See `brassplate rules` for the families and rules.".to_owned(),
        }
    }
}
