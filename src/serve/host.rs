//! What a site asks of its host: redirects and headers, as hosts of static sites read them from `_redirects` and
//! `_headers`. The preview keeps to both, so that a wrong line is seen before it is public.
//!
//! Only what these files have in common is known here: one rule a line (`/old /new 301`), with `*` at the end of a path
//! and `:names` for parts of it; and blocks of headers under a path. A line that cannot be read is passed over, as hosts do.

use super::snapshot::Snapshot;

/// The names of the two files at the root of a site.
pub(super) const FILES: [&str; 2] = ["_redirects", "_headers"];

/// The rules of one site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rules {
    redirects: Vec<Redirect>,
    headers: Vec<(Path, Vec<(String, String)>)>,
}

/// One line of `_redirects`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Redirect {
    from: Path,
    to: String,
    status: u16,
    /// Whether it holds even where there is a file.
    forced: bool,
}

/// Where a redirect leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Leads {
    /// The address.
    pub(super) to: String,
    /// 301 and the like for another address, 200 for another file under this one, 404 for the page of lost addresses.
    pub(super) status: u16,
}

/// A path with parts that may be anything.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Path(Vec<String>);

impl Rules {
    /// Reads the two files.
    pub(super) fn read(redirects: &str, headers: &str) -> Self {
        Self {
            redirects: lines(redirects).filter_map(redirect).collect(),
            headers: blocks(headers),
        }
    }

    /// Where an address leads; `is_there` says that a file stands under it.
    pub(super) fn redirect(&self, path: &str, is_there: bool) -> Option<Leads> {
        let fitting = self
            .redirects
            .iter()
            .filter(|rule| rule.forced || !is_there);
        fitting.into_iter().find_map(|rule| {
            let found = rule.from.fits(path)?;
            let to = found
                .iter()
                .fold(rule.to.clone(), |to, (name, part)| to.replace(name, part));
            Some(Leads {
                to,
                status: rule.status,
            })
        })
    }

    /// The headers for an address, in the order of the file; those that a preview must not keep are left out.
    pub(super) fn headers(&self, path: &str) -> Vec<(String, String)> {
        let fitting = self
            .headers
            .iter()
            .filter(|(at, _)| at.fits(path).is_some());
        let all = fitting.flat_map(|(_, headers)| headers);
        let kept = all.filter(|(name, _)| !NOT_HERE.contains(&name.as_str()));
        kept.map(|(name, value)| match name.as_str() {
            "content-security-policy" => (name.clone(), with_preview(value)),
            _ => (name.clone(), value.clone()),
        })
        .collect()
    }
}

/// A preview changes all the time, and is asked for without encryption.
const NOT_HERE: [&str; 3] = [
    "cache-control",
    "strict-transport-security",
    "content-length",
];

/// A policy under which the preview's own script and style still work; for the site it is what it was.
fn with_preview(policy: &str) -> String {
    let mut directives: Vec<(String, String)> = policy
        .split(';')
        .filter_map(|part| {
            let (name, sources) = part.trim().split_once(' ').unwrap_or((part.trim(), ""));
            let name = name.to_ascii_lowercase();
            (!name.is_empty() && name != "upgrade-insecure-requests")
                .then(|| (name, sources.trim().to_owned()))
        })
        .collect();
    let default = directives
        .iter()
        .find(|(name, _)| name == "default-src")
        .map(|(_, sources)| sources.clone());
    for wanted in ["script-src", "style-src", "connect-src"] {
        if !directives.iter().any(|(name, _)| name == wanted)
            && let Some(sources) = &default
        {
            directives.push((wanted.to_owned(), sources.clone()));
        }
    }
    let ours = ["script-src", "style-src", "connect-src"];
    let told = directives.into_iter().map(|(name, sources)| {
        if !ours.contains(&name.as_str()) || sources.split(' ').any(|one| one == "'self'") {
            return format!("{name} {sources}").trim_end().to_owned();
        }
        format!("{name} {} 'self'", sources.replace("'none'", "").trim())
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    });
    told.collect::<Vec<_>>().join("; ")
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
}

fn redirect(line: &str) -> Option<Redirect> {
    let line = line.split(" #").next().unwrap_or(line);
    let mut parts = line.split_whitespace();
    let from = parts.next().filter(|from| from.starts_with('/'))?;
    let rest: Vec<&str> = parts.collect();
    // Conditions on the query (`id=:id`) stand between the two addresses; nothing of this program makes them.
    let to = rest
        .iter()
        .find(|part| part.starts_with('/') || part.contains("://"))?;
    let status = rest.iter().find_map(|part| {
        let bare = part.trim_end_matches('!');
        let number: u16 = bare.parse().ok().filter(|_| bare.len() == 3)?;
        Some((number, part.ends_with('!')))
    });
    let (status, forced) = status.unwrap_or((301, false));
    matches!(status, 200 | 301 | 302 | 303 | 307 | 308 | 404).then(|| Redirect {
        from: Path::read(from),
        to: (*to).to_owned(),
        status,
        forced,
    })
}

fn blocks(text: &str) -> Vec<(Path, Vec<(String, String)>)> {
    let mut blocks: Vec<(Path, Vec<(String, String)>)> = Vec::new();
    for line in lines(text) {
        if line.starts_with('/') {
            blocks.push((Path::read(line.trim()), Vec::new()));
        } else if let (Some((_, headers)), Some((name, value))) =
            (blocks.last_mut(), line.split_once(':'))
        {
            headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    blocks
}

impl Path {
    fn read(path: &str) -> Self {
        let path = path.trim_matches('/');
        Self(path.split('/').map(str::to_owned).collect())
    }

    /// What the parts that may be anything stand for; nothing if the path is another one. A slash at the end makes no
    /// difference.
    fn fits(&self, path: &str) -> Option<Vec<(String, String)>> {
        let path = path.trim_matches('/');
        let parts: Vec<&str> = path.split('/').collect();
        let mut found = Vec::new();
        for (at, wanted) in self.0.iter().enumerate() {
            if wanted == "*" {
                let rest = parts.get(at..).unwrap_or_default().join("/");
                found.push((":splat".to_owned(), rest));
                return Some(found);
            }
            let part = parts.get(at)?;
            if wanted.starts_with(':') && wanted.len() > 1 && !part.is_empty() {
                found.push((wanted.clone(), (*part).to_owned()));
            } else if let Some((start, end)) = wanted.split_once('*') {
                let long = part.len() >= start.len() + end.len();
                if !(long && part.starts_with(start) && part.ends_with(end)) {
                    return None;
                }
            } else if wanted != part {
                return None;
            }
        }
        (self.0.len() == parts.len()).then_some(found)
    }
}

impl Snapshot {
    /// Reads the rules for the host from the files of the site, unless they are the ones that were read before.
    pub(super) fn learn_rules(&mut self, before: &Self) {
        let versions = FILES.map(|name| self.files.get(name).map(|file| file.version));
        let same = FILES.map(|name| before.files.get(name).map(|file| file.version)) == versions;
        if same && before.build > 0 {
            self.rules = before.rules.clone();
            return;
        }
        let [redirects, headers] = FILES.map(|name| {
            let file = self.files.get(name);
            file.and_then(|file| file.text()).unwrap_or_default()
        });
        self.rules = Rules::read(&redirects, &headers).into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REDIRECTS: &str = "# what moved\n/old-portal.html /portal/ 301\n/blog/*  /news/:splat\n/team/:name/  /clinicians/:name/  302\n/faq/ /questions/ 301!\n/about/ /nowhere/\n/mirror/* https://mirror.example/:splat 307\nnonsense\n/x /y 999\n";

    #[test]
    fn redirects_lead_where_the_lines_say() {
        let rules = Rules::read(REDIRECTS, "");
        for (path, is_there, wanted) in [
            ("/old-portal.html", false, Some(("/portal/", 301))),
            ("/blog/2024/snow/", false, Some(("/news/2024/snow", 301))),
            ("/team/ada", false, Some(("/clinicians/ada/", 302))),
            ("/faq/", true, Some(("/questions/", 301))),
            ("/about/", true, None),
            ("/about/", false, Some(("/nowhere/", 301))),
            ("/mirror/a", false, Some(("https://mirror.example/a", 307))),
            ("/team/ada/more", false, None),
            ("/x", false, None),
        ] {
            let found = rules.redirect(path, is_there);
            let found = found
                .as_ref()
                .map(|leads| (leads.to.as_str(), leads.status));
            assert_eq!(found, wanted, "{path}");
        }
    }

    #[test]
    fn headers_hold_for_their_paths() {
        let text = "/*\n  X-Frame-Options: DENY\n  Cache-Control: max-age=60\n/theme/*.css\n  X-Style: yes\n# no more\n";
        let rules = Rules::read("", text);
        let names = |path: &str| -> Vec<String> {
            let all = rules.headers(path).into_iter();
            all.map(|(name, value)| format!("{name}: {value}"))
                .collect()
        };
        assert_eq!(names("/faq/billing/"), ["x-frame-options: DENY"]);
        assert_eq!(
            names("/theme/style.css"),
            ["x-frame-options: DENY", "x-style: yes"]
        );
    }

    #[test]
    fn a_policy_lets_the_preview_work_and_nothing_else() {
        let policy =
            "default-src 'none'; img-src 'self'; style-src 'self'; upgrade-insecure-requests";
        assert_eq!(
            with_preview(policy),
            "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'"
        );
        assert_eq!(with_preview("img-src 'self'"), "img-src 'self'");
    }
}
