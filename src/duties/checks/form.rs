//! Forms: where they send what people type, what they ask for, and what stands above the button.
//!
//! A contact form invites people to write what ails them. Where it goes must be a company that signed for that, it may
//! not ask for more than a name and a number, and it says first that it is no place for emergencies or health details.

use std::sync::LazyLock;

use super::super::case::{Case, Say, Told};
use super::super::element::Element;
use super::super::reading::Phrases;
use super::super::shown::Shown;
use super::{Check, Look};
use crate::config::Topic;
use crate::html::elements;

pub(super) static CHECK: Check = Check {
    id: "form",
    rank: 8,
    what: "has a form that may take health details to a place that is not meant for them",
    why: "What people type into a practice's form is health information the moment it is sent.",
    instead: "Use a link to the portal or the telephone; or send the form to a host named in `[outside.forms]`, ask only for name and number, and give the page `topic = \"contact\"`.",
    source: "HIPAA Security Rule, business associate agreements; custom of contact pages",
    looks: &[Look::Page(page)],
    flags: &[
        "=== themes/plate/templates/page.html\n{% extends \"base.html\" %}{% block after %}<form action=\"https://forms.other.example/x\"><label>Name <input name=\"name\"></label><button>Send</button></form>{% endblock after %}\n=== content/contact.md\n+++\ntitle = \"Contact\"\ntopic = \"contact\"\n+++\nCall us.\n",
        "=== themes/plate/templates/page.html\n{% extends \"base.html\" %}{% block after %}<form action=\"mailto:office@elm.example\"><label>Name <input name=\"name\"></label><button>Send</button></form>{% endblock after %}\n=== content/contact.md\n+++\ntitle = \"Contact\"\ntopic = \"contact\"\n+++\nCall us.\n",
        "outside.forms = { \"forms.other.example\" = 2026-01-02 }\n=== themes/plate/templates/page.html\n{% extends \"base.html\" %}{% block after %}<form action=\"https://forms.other.example/x\"><label>Describe your symptoms <textarea name=\"m\"></textarea></label><button>Send</button></form>{% endblock after %}\n=== content/contact.md\n+++\ntitle = \"Contact\"\ntopic = \"contact\"\n+++\nCall us.\n",
        "outside.forms = { \"forms.other.example\" = 2026-01-02 }\n=== themes/plate/templates/page.html\n{% extends \"base.html\" %}{% block after %}<form action=\"https://forms.other.example/x\"><label>Name <input name=\"name\"></label><button>Send</button></form>{% endblock after %}\n=== content/about.md\n+++\ntitle = \"About\"\n+++\nWrite to us.\n",
    ],
    passes: &[
        "outside.forms = { \"forms.other.example\" = 2026-01-02 }\n=== themes/plate/templates/page.html\n{% extends \"base.html\" %}{% block after %}<form action=\"https://forms.other.example/x\"><label>Name <input name=\"name\"></label><button>Send</button></form>{% endblock after %}\n=== content/contact.md\n+++\ntitle = \"Contact\"\ntopic = \"contact\"\n+++\nCall us.\n",
    ],
};

static TOO_MUCH: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "date of birth",
        "birth date",
        "birthdate",
        "birthday",
        "dob",
        "ssn",
        "social security",
        "insurance",
        "insurer",
        "member id",
        "symptom",
        "symptoms",
        "diagnosis",
        "medications",
        "medication",
        "medical history",
        "condition",
        "reason for visit",
        "health concern",
    ])
});

fn page(case: &Case<'_>, shown: &Shown<'_>, told: &mut Told<'_>) {
    for (at, form) in shown
        .all(elements!["form"])
        .filter(|(_, form)| !form.hidden)
    {
        if form.attribute("role").as_deref() == Some("search") {
            continue;
        }
        action(case, shown, form, told);
        for (field, element) in shown.all(elements!["input", "textarea", "select"]) {
            if shown
                .around(field)
                .any(|outer| std::ptr::eq(outer, &shown.elements[at]))
            {
                asks(shown, field, element, told);
            }
        }
        let topic = shown.of.and_then(|page| page.page.meta.topic);
        if !matches!(topic, Some(Topic::Contact | Topic::Appointments)) {
            let what = "a form stands on a page that does not say it is no place for emergencies or health details";
            told.page(shown, Say::error(what));
        }
    }
}

fn action(case: &Case<'_>, shown: &Shown<'_>, form: &Element<'_>, told: &mut Told<'_>) {
    let action = form.attribute("action").unwrap_or_default();
    let host = action
        .split("://")
        .nth(1)
        .and_then(|rest| rest.split('/').next());
    let allowed = host.is_some_and(|host| case.practice.typed.outside.forms.contains_key(host));
    if action.starts_with("mailto:") {
        told.words_at(
            shown,
            &action,
            Say::error("a form sends what people type by e-mail"),
        );
    } else if !allowed {
        let what = match host {
            Some(host) => format!("a form sends what people type to `{host}`"),
            None => "a form has no place to send what people type".to_owned(),
        };
        told.words_at(shown, &action, Say::error(what));
    }
}

fn asks(shown: &Shown<'_>, at: usize, field: &Element<'_>, told: &mut Told<'_>) {
    let label = shown
        .around(at)
        .find(|outer| outer.is(elements!["label"]))
        .map(Element::text);
    let name = field
        .attribute("name")
        .unwrap_or_default()
        .replace(['_', '-'], " ");
    let id = field.attribute("id").unwrap_or_default();
    let by_id = shown
        .all(elements!["label"])
        .find(|(_, label)| !id.is_empty() && label.attribute("for").as_deref() == Some(&id))
        .map(|(_, label)| label.text());
    let hint = field.attribute("placeholder").unwrap_or_default();
    let words = [
        label.unwrap_or_default(),
        by_id.unwrap_or_default(),
        name.into(),
        hint,
    ]
    .join(" ");
    if let Some(range) = TOO_MUCH.first(&words) {
        let what = format!("a form asks for `{}`", &words[range]);
        told.page(shown, Say::error(what));
    }
}
