//! Facts that text refers to instead of repeating them: `<phone:main>`, `<fax:main>`, `<hours:main>`,
//! `<address:main>`.
//!
//! A number typed into a page stays there when the office gets a new one. The form for saying "the number of this
//! office" is an ordinary Markdown autolink with a scheme of our own, because every editor and every Markdown parser
//! already understands it, it needs no second language inside the first, and it can never be taken for words. The same
//! scheme works as a link with words of its own: `[call us](phone:main)`. `<phone:practice>` is the main number.

use super::Site;
use crate::practice::{Location, Practice};

/// What stands in place of such a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// The words.
    pub text: String,
    /// Where a link with them leads, if anywhere.
    pub href: Option<String>,
}

/// Where complaints go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaints {
    /// Who takes them in the practice.
    pub internal: String,
    /// The board or agency outside, and its address.
    pub board: Option<(String, Option<String>)>,
}

impl Site {
    /// Takes the facts that pages may refer to.
    pub fn learn(&mut self, practice: &Practice) {
        let phone = |phone: &crate::practice::Phone| Spoken {
            text: phone.display.clone(),
            href: Some(phone.href.clone()),
        };
        let words = |text: String| Spoken { text, href: None };
        let mut known = std::collections::BTreeMap::new();
        known.insert("phone:practice".to_owned(), phone(&practice.phone));
        known.insert("phone:emergency".to_owned(), phone(&practice.emergency));
        if let Some(crisis) = &practice.crisis {
            known.insert("phone:crisis".to_owned(), phone(crisis));
        }
        for Location {
            typed,
            phone: own,
            week,
        } in &practice.locations
        {
            known.insert(format!("phone:{}", typed.id), phone(own));
            known.insert(format!("hours:{}", typed.id), words(week.sentence()));
            known.insert(format!("address:{}", typed.id), words(typed.address()));
            if let Some(fax) = &typed.fax {
                known.insert(format!("fax:{}", typed.id), words(fax.clone()));
            }
        }
        self.spoken = known;
        self.complaints = practice
            .typed
            .practice
            .complaints
            .as_ref()
            .map(|typed| Complaints {
                internal: typed.internal.clone(),
                board: typed
                    .board
                    .clone()
                    .map(|name| (name, typed.board_url.clone())),
            });
        let mut plans = practice.typed.insurance.clone();
        for plan in &mut plans {
            let offices = plan.locations.iter().filter_map(|id| practice.location(id));
            plan.locations = offices.map(|office| office.typed.name.clone()).collect();
            let people = std::mem::take(&mut plan.clinicians).into_iter();
            let name = |stem: String| match self.clinician(&stem) {
                Some(page) => page.page.meta.title.clone(),
                None => stem,
            };
            plan.clinicians = people.map(name).collect();
        }
        self.plans = plans;
    }

    /// The facts that text may refer to, as a message lists them.
    pub(super) fn spoken_names(&self) -> String {
        let names: Vec<_> = self.spoken.keys().map(|name| format!("<{name}>")).collect();
        names.join(", ")
    }
}
