//! What an office has to say about itself before its hours: that it is closed, or soon will be; and alerts of its own.

use crate::config::OfficeStatus;
use crate::config::practice::{AlertTable, LocationTable};
use crate::practice::Practice;

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
