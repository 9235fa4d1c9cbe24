//! The preview's own pages: the start page with everything at a glance, and what is shown while nothing can be.

use std::fmt::Write as _;
use std::time::SystemTime;

use super::problems::Problem;
use super::snapshot::{PageNote, Snapshot};
use crate::duties::Status;
use crate::report::several;

/// So many pages are listed; a site with more has its own lists.
const LISTED: usize = 2000;

/// The start page.
pub(super) fn html(snapshot: &Snapshot, phone: Option<&str>) -> String {
    let mut main = String::new();
    let _ = write!(
        main,
        "<h1>{}</h1><p class=\"sum {}\">{}</p><p><a class=\"open\" href=\"{}\">Open the site</a></p>",
        escaped(&snapshot.name),
        if snapshot.is_clear() {
            "fine"
        } else {
            "refused"
        },
        verdict(snapshot),
        escaped(&snapshot.base),
    );
    if let Some(phone) = phone {
        let address = escaped(phone);
        let _ = write!(
            main,
            "<p>On a phone in the same network: <a href=\"{address}\">{address}</a></p>"
        );
    }
    problems(&mut main, snapshot);
    hidden(&mut main, snapshot);
    status(&mut main, snapshot);
    recent(&mut main, snapshot);
    pages(&mut main, snapshot);
    document(&format!("Preview: {}", snapshot.name), &main)
}

/// What every address shows before the site could be made for the first time.
pub(super) fn waiting(snapshot: &Snapshot) -> String {
    let mut main = String::from(
        "<h1>The site cannot be shown yet</h1><p>As soon as this is mended, the page appears here by itself.</p>",
    );
    problems(&mut main, snapshot);
    document("The site cannot be shown yet", &main)
}

fn verdict(snapshot: &Snapshot) -> String {
    let count = snapshot.problems.count;
    match (count.errors, count.warnings) {
        (0, 0) => "Nothing speaks against publishing.".to_owned(),
        (0, warnings) => format!(
            "The site can be published; {} to look at.",
            several(warnings, "warning")
        ),
        _ => format!("The site cannot be published: {count}."),
    }
}

fn problems(out: &mut String, snapshot: &Snapshot) {
    if snapshot.problems.all.is_empty() {
        return;
    }
    out.push_str("<h2>Problems</h2><ol class=\"problems\">");
    let (errors, warnings): (Vec<_>, Vec<_>) = snapshot
        .problems
        .all
        .iter()
        .partition(|problem| problem.said.is_error());
    for problem in errors.into_iter().chain(warnings).take(LISTED) {
        entry(out, snapshot, problem);
    }
    out.push_str("</ol>");
}

fn entry(out: &mut String, snapshot: &Snapshot, problem: &Problem) {
    let said = &problem.said;
    let place = escaped(&format!(
        "{}:{}:{}",
        said.path, said.start.line, said.start.column
    ));
    let place = match &problem.url {
        Some(url) => format!(
            "<a href=\"{}{}\">{place}</a>",
            escaped(&snapshot.base),
            escaped(url)
        ),
        None => place,
    };
    let _ = write!(
        out,
        "<li class=\"{}\"><p><strong>{}</strong></p>{}<p>{}</p><p><b>Instead:</b> {}</p><p class=\"place\">{place}</p></li>",
        said.severity.name(),
        escaped(&capital(&said.what)),
        statement(problem),
        escaped(&said.why),
        escaped(&said.instead),
    );
}

fn statement(problem: &Problem) -> String {
    let Some(excerpt) = &problem.said.excerpt else {
        return String::new();
    };
    let part = |range| {
        escaped(
            excerpt
                .text
                .get::<std::ops::Range<usize>>(range)
                .unwrap_or_default(),
        )
    };
    let marked = excerpt.marked.clone();
    format!(
        "<blockquote>{}<mark>{}</mark>{}</blockquote>",
        part(0..marked.start),
        part(marked.clone()),
        part(marked.end..excerpt.text.len()),
    )
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// How the site stands, as `brassplate status` tells it; what is told above already is left out.
fn status(out: &mut String, snapshot: &Snapshot) {
    let Some(loaded) = &snapshot.loaded else {
        return;
    };
    let status = Status::of(&loaded.case(), &loaded.judged, &loaded.judged.said);
    let _ = write!(
        out,
        "<h2>Status on {}</h2><div class=\"status\">",
        status.day.long()
    );
    for part in status.parts.iter().skip(1) {
        let _ = write!(
            out,
            "<details{}><summary>{} <span>{}</span></summary>",
            if part.lines.is_empty() { "" } else { " open" },
            escaped(part.title),
            part.lines.len(),
        );
        if part.lines.is_empty() {
            let _ = write!(out, "<p>{}</p>", escaped(part.none));
        } else {
            out.push_str("<ul>");
            for line in &part.lines {
                let _ = write!(out, "<li>{}</li>", escaped(line));
            }
            out.push_str("</ul>");
        }
        out.push_str("</details>");
    }
    for (pack, day) in &status.packs {
        let _ = write!(
            out,
            "<p class=\"place\">Duties of {}, last checked on {}</p>",
            escaped(pack),
            day.long()
        );
    }
    out.push_str("</div>");
}

/// Drafts and pages of other days.
fn hidden(out: &mut String, snapshot: &Snapshot) {
    let hidden: Vec<_> = snapshot
        .pages
        .values()
        .filter(|page| page.ribbon.is_some() || page.stale.is_some())
        .collect();
    if hidden.is_empty() {
        return;
    }
    out.push_str("<h2>Not as visitors see them</h2><ul>");
    for page in hidden {
        let why = page.ribbon.as_deref().or(page.stale).unwrap_or_default();
        let _ = write!(out, "<li>{}: {}</li>", link(snapshot, page), escaped(why));
    }
    out.push_str("</ul>");
}

fn recent(out: &mut String, snapshot: &Snapshot) {
    out.push_str("<h2>What changed lately</h2><ol class=\"builds\" reversed>");
    for build in snapshot.history.iter().rev() {
        let what = match build.edited.as_slice() {
            [] => "The first build".to_owned(),
            edited if edited.len() > 4 => several(edited.len(), "file"),
            edited => edited.join(", "),
        };
        let _ = write!(
            out,
            "<li value=\"{}\">{} <span>{} ago, {} in {} ms</span></li>",
            build.build,
            escaped(&what),
            ago(build.at),
            several(build.changed, "change"),
            build.took,
        );
    }
    out.push_str("</ol>");
}

fn ago(at: u64) -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let seconds = now.map_or(0, |now| now.as_secs()).saturating_sub(at);
    match seconds {
        0..=99 => format!("{seconds} s"),
        100..=5999 => format!("{} min", seconds / 60),
        _ => format!("{} h", seconds / 3600),
    }
}

fn pages(out: &mut String, snapshot: &Snapshot) {
    let _ = write!(
        out,
        "<h2>{}</h2><table><thead><tr><th scope=\"col\">Page</th><th scope=\"col\">Kind</th><th scope=\"col\">File</th><th scope=\"col\">Problems</th></tr></thead><tbody>",
        several(snapshot.pages.len(), "page"),
    );
    for page in snapshot.pages.values().take(LISTED) {
        let count = snapshot.problems.count_of(&page.url);
        let problems = if count.errors + count.warnings == 0 {
            String::new()
        } else {
            count.to_string()
        };
        let _ = write!(
            out,
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{problems}</td></tr>",
            link(snapshot, page),
            page.kind,
            escaped(&page.source),
        );
    }
    out.push_str("</tbody></table>");
}

fn link(snapshot: &Snapshot, page: &PageNote) -> String {
    let title = if page.title.is_empty() {
        &page.source
    } else {
        &page.title
    };
    format!(
        "<a href=\"{}{}\">{}</a>",
        escaped(&snapshot.base),
        escaped(&page.url),
        escaped(title)
    )
}

fn document(title: &str, main: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{}</title><link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"/__preview/start.css\"></head><body><main>{main}</main></body></html>\n",
        escaped(title)
    )
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Writing to a string cannot fail.
    let _ = pulldown_cmark_escape::escape_html(&mut out, text);
    out
}
