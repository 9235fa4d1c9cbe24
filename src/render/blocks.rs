//! The typed blocks of a page as HTML: care cards, the plans that are taken, fees, words of patients, and what is left
//! to say of a person who no longer works here.
//!
//! They are made here and not by themes, so that every theme shows them, with the facts in them, in the same words.

use pulldown_cmark_escape::escape_html;

use super::beside::STORY_END;
use crate::config::front::ServiceTable;
use crate::config::practice::InsuranceTable;
use crate::config::{
    CareCard, CareLevel, Day, FeeTable, NoticeKind, PlanStatus, TestimonialTable, Topic,
};
use crate::site::{Complaints, Site, SitePage, root_of};

/// The body of a page with its typed blocks: care cards behind the opening words, all others at the end.
pub(super) fn with_blocks(site: &Site, page: &SitePage, html: String) -> String {
    if let Some(last) = page.left {
        return gone(page, last.into());
    }
    let meta = &page.page.meta;
    let mut html = match &meta.service {
        Some(table) if !table.when_to_seek_care.is_empty() => with_cards(site, table, &html),
        _ => html,
    };
    if meta.topic == Some(Topic::Billing) && !site.plans.is_empty() {
        html.push_str(&plans(&site.plans));
    }
    if let Some(policy) = meta
        .policy
        .as_ref()
        .filter(|policy| !policy.fees.is_empty())
    {
        html.push_str(&fees(&policy.fees));
    }
    let kind = meta.notice.as_ref().map(|notice| notice.kind);
    if let (Some(where_to), Some(NoticeKind::Complaints | NoticeKind::BoardComplaint)) =
        (&site.complaints, kind)
    {
        html.push_str(&complaints(site, where_to));
    }
    if let Some(interest) = &meta.commercial_interest {
        html = format!(
            "<p class=\"interest\">Who gains by this: {}</p>\n{html}",
            safe(interest)
        );
    }
    for story in &meta.testimonials {
        html.push_str(&testimonial(story));
    }
    html
}

fn with_cards(site: &Site, table: &ServiceTable, html: &str) -> String {
    let mut cards: Vec<&CareCard> = table.when_to_seek_care.iter().collect();
    cards.sort_by_key(|card| card.level);
    let cards: String = cards
        .into_iter()
        .map(|card| care_card(site, card))
        .collect();
    let at = html.find("<h2").unwrap_or(html.len());
    format!("{}{cards}{}", &html[..at], &html[at..])
}

/// One care card. Its heading says where the signs lead, with the number to call.
fn care_card(site: &Site, card: &CareCard) -> String {
    let (level, before, fact, after) = match card.level {
        CareLevel::Emergency => (
            "emergency",
            "When people call ",
            Some("phone:emergency"),
            "",
        ),
        CareLevel::Urgent => (
            "urgent",
            "When people call the office the same day: ",
            Some("phone:practice"),
            "",
        ),
        CareLevel::Office => ("office", "What belongs in an office visit", None, ""),
        CareLevel::Own => ("self", "What often passes at home", None, ""),
    };
    let mut html =
        format!("<section class=\"care care-{level}\" data-care=\"{level}\"><h2>{before}");
    if let Some(spoken) = fact.and_then(|name| site.spoken.get(name)) {
        let href = spoken.href.as_deref().unwrap_or_default();
        html.push_str(&format!(
            "<a href=\"{}\">{}</a>",
            safe(href),
            safe(&spoken.text)
        ));
    }
    html.push_str(after);
    html.push_str("</h2>\n<ul>\n");
    for sign in &card.signs {
        html.push_str(&format!("<li>{}</li>\n", safe(sign)));
    }
    html.push_str("</ul>\n<p class=\"care-source\">Source: ");
    match &card.url {
        Some(url) => html.push_str(&format!(
            "<a href=\"{}\">{}</a>",
            safe(url),
            safe(&card.source)
        )),
        None => html.push_str(&safe(&card.source)),
    }
    html.push_str("</p></section>\n");
    html
}

fn plans(plans: &[InsuranceTable]) -> String {
    let mut html = String::from(
        "<section class=\"plans\"><h2 id=\"list-of-plans\">List of plans</h2>\n<section class=\"table\" tabindex=\"0\" aria-label=\"Table: List of plans\"><table>\n<thead><tr><th scope=\"col\">Carrier</th><th scope=\"col\">Plans</th><th scope=\"col\">Last checked</th></tr></thead>\n<tbody>\n",
    );
    for plan in plans.iter().filter(|plan| plan.status != PlanStatus::Out) {
        let only: Vec<&str> = plan
            .locations
            .iter()
            .chain(&plan.clinicians)
            .map(String::as_str)
            .collect();
        let only = match only.as_slice() {
            [] => String::new(),
            names => format!(" ({})", safe(&names.join(", "))),
        };
        let ending = plan.ends.map(|last| format!(" (until {})", last.long()));
        html.push_str(&format!(
            "<tr><th scope=\"row\">{}</th><td>{}{only}{}</td><td>{}</td></tr>\n",
            safe(&plan.carrier),
            safe(&plan.plans.join("; ")),
            ending.unwrap_or_default(),
            plan.as_of.long(),
        ));
    }
    html.push_str("</tbody></table></section>\n");
    for ask in plans.iter().filter_map(|plan| plan.verify.as_ref()) {
        html.push_str(&format!("<p>{}</p>\n", safe(ask)));
    }
    html.push_str("</section>\n");
    html
}

fn fees(fees: &[FeeTable]) -> String {
    let rows = fees.iter().map(|fee| {
        let (what, amount) = (safe(&fee.what), safe(&fee.amount));
        let day = fee.as_of.long();
        format!("<tr><th scope=\"row\">{what}</th><td>{amount}</td><td>{day}</td></tr>\n")
    });
    let rows: String = rows.collect();
    format!(
        "<section class=\"fees\"><h2 id=\"list-of-fees\">List of fees</h2>\n<section class=\"table\" tabindex=\"0\" aria-label=\"Table: List of fees\"><table>\n<thead><tr><th scope=\"col\">What</th><th scope=\"col\">Fee</th><th scope=\"col\">Last checked</th></tr></thead>\n<tbody>\n{rows}</tbody></table></section></section>\n"
    )
}

/// Where complaints go: in the practice, with its number, and outside.
fn complaints(site: &Site, where_to: &Complaints) -> String {
    let mut html = String::from(
        "<section class=\"complaints\"><h2 id=\"where-complaints-go\">Where complaints go</h2>\n<ul>\n<li>In the practice: ",
    );
    html.push_str(&safe(&where_to.internal));
    if let Some(phone) = site.spoken.get("phone:practice") {
        let href = phone.href.as_deref().unwrap_or_default();
        html.push_str(&format!(
            ", <a href=\"{}\">{}</a>",
            safe(href),
            safe(&phone.text)
        ));
    }
    html.push_str("</li>\n");
    if let Some((name, url)) = &where_to.board {
        let name = safe(name);
        let told = match url {
            Some(url) => format!("<a href=\"{}\">{name}</a>", safe(url)),
            None => name,
        };
        html.push_str(&format!("<li>Outside the practice: {told}</li>\n"));
    }
    html.push_str("</ul></section>\n");
    html
}

/// Words of a patient, with what the law wants told beside them.
fn testimonial(story: &TestimonialTable) -> String {
    let mut notes = vec![safe(&story.shown_as)];
    notes.extend(
        story
            .compensation
            .as_ref()
            .map(|paid| format!("Paid for it: {}", safe(paid))),
    );
    notes.extend(story.credentials_note.as_deref().map(safe));
    format!(
        "<figure class=\"testimonial\"><blockquote><p>{}</p>{STORY_END}<figcaption>{}.</figcaption></figure>\n",
        safe(&story.text),
        notes.join(". ")
    )
}

fn gone(page: &SitePage, last: Day) -> String {
    let meta = &page.page.meta;
    let name = meta
        .clinician
        .as_ref()
        .and_then(|table| table.name.as_ref());
    format!(
        "<p>{} has not worked here since {}. <a href=\"{}clinicians/\">The people who work here now</a> can help.</p>\n",
        safe(name.unwrap_or(&meta.title)),
        last.long(),
        root_of(&page.url)
    )
}

fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Writing to a string cannot fail.
    let _ = escape_html(&mut out, text);
    out
}
