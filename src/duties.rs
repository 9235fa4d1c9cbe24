//! What a practice's site must carry and must not do.
//!
//! Three things live here. *Notices* are disclaimers and calls to action, filled with the practice's facts and placed
//! by kind of page. *Packs* are the duties of a jurisdiction as dated data with sources; what was not verified at its
//! source only warns. *Checks* hold the facts and the rendered pages against both, each check in a file of its own.
//!
//! Law is never code here: a check knows how to look, a pack knows what is asked, since when, and where that stands.
//! What is found is said where a person can mend it, and can be waived there, with a reason and a last day.

mod block;
mod calendar;
mod case;
pub mod checks;
mod element;
mod exceptions;
mod fill;
mod markup;
mod notices;
mod packs;
mod reading;
mod record;
mod reviews;
mod shown;
mod status;
mod waivers;

pub use calendar::{Change, changes};
pub use case::Case;
pub use checks::{CHECKS, Check, Duties, Hearing, Judged, Look, Memory, wake};
pub use exceptions::Exception;
pub use fill::Notice;
pub use notices::{Notices, Place, beside_picture};
pub use packs::{Entry, Pack, Packs};
pub use record::Record;
pub use reviews::{ReviewLock, fingerprint};
pub use shown::Listener;
pub use status::{Part, Status};
pub use waivers::Waived;
