//! The colours of the practice in the theme: handed to the style sheet, and measured on everything that they stand on.
//!
//! A theme lists in theme.toml which of its colours are read on which. Each pair is measured in the light and the dark
//! view, as the style sheet mixes them. A pair that people could not read is refused, with the nearest colour that works.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Theme;
use super::colour::Colour;
use super::sheet::{self, View};
use crate::config::Places;
use crate::diagnostic::{Diagnostic, Edit, Severity, Words};
use crate::practice::Practice;

/// The theme's style sheet below the site's root.
pub(super) const STYLE: &str = "theme/style.css";

/// Colours of a theme that are read on each other.
#[derive(Debug, Clone, serde::Deserialize)]
pub(super) struct Pair {
    /// What it is, in words, such as "links on the page".
    what: String,
    /// The custom property of the text, such as "--link".
    text: String,
    /// The custom properties it stands on.
    on: Vec<String>,
    /// The least contrast: 4.5 for text, 3 for large text and for what is no text.
    least: f64,
}

/// The colours that a practice gave, by the name of their setting.
type Given = BTreeMap<String, Colour>;

/// The theme's style sheet with the practice's colours at its end.
pub(super) fn style(theme: &Theme, practice: &Practice) -> Option<Arc<[u8]>> {
    let sheet = theme.files.get(STYLE)?;
    let (given, _) = given(theme, practice);
    Some(if given.is_empty() {
        sheet.clone()
    } else {
        [&**sheet, set(&given).as_bytes()].concat().into()
    })
}

/// What is wrong with the colours.
pub(super) fn check(theme: &Theme, practice: &Practice) -> Vec<Diagnostic> {
    let (given, mut told) = given(theme, practice);
    let Some(sheet) = theme.files.get(STYLE) else {
        return told;
    };
    let look = Look {
        sheet: String::from_utf8_lossy(sheet).into_owned(),
        pairs: &theme.pairs,
        data: data(theme, practice),
    };
    let Some(worst) = look.worst(&given) else {
        return told;
    };
    if given.is_empty() {
        told.push(Diagnostic::about(
            format!("themes/{}/theme.toml", practice.typed.theme.name),
            Severity::Error,
            words(
                format!("the theme's own colours are hard to read: {}", worst.told()),
                "Change the colours in the theme's style sheet, or choose another theme.".into(),
            ),
        ));
        return told;
    }
    let what = |name: &str| {
        let old = given[name].written();
        format!(
            "the colour `{name}` ({old}) is hard to read: {}",
            worst.told()
        )
    };
    let Some((name, better)) = look.mended(&given) else {
        let instead = "No change of one colour is enough. Leave both out to use the theme's own, and then change one at a time.";
        let all = given
            .keys()
            .map(|name| at(practice, name, words(what(name), instead.into())));
        told.extend(all);
        return told;
    };
    let instead = format!("Use {better}, the nearest colour that works everywhere.");
    let said = at(practice, &name, words(what(&name), instead));
    let (span, text) = (said.span, format!("\"{better}\""));
    let title = format!("Use {better}");
    let edit = Edit::new(&practice.source, span, text, title, false);
    told.push(said.with_edit(edit));
    told
}

/// The colours of the practice, and what is no colour.
fn given(theme: &Theme, practice: &Practice) -> (Given, Vec<Diagnostic>) {
    let (mut given, mut told) = (Given::new(), Vec::new());
    let sheet = theme
        .files
        .get(STYLE)
        .map(|bytes| String::from_utf8_lossy(bytes));
    for (name, value) in &practice.typed.theme.settings {
        let property = format!("--set-{name}");
        if !sheet
            .as_ref()
            .is_some_and(|sheet| sheet.contains(&property))
        {
            continue;
        }
        let typed = value.as_str().map(str::trim);
        match typed.and_then(Colour::hex) {
            Some(colour) => drop(given.insert(name.clone(), colour)),
            None if typed == Some("") => {}
            None => {
                let what = format!("`{name}` is not a colour");
                let instead = "Write it as # and six digits from 0 to f, such as \"#1e3934\".";
                told.push(at(practice, name, words(what, instead.into())));
            }
        }
    }
    (given, told)
}

fn set(given: &Given) -> String {
    let colours = given
        .iter()
        .map(|(name, colour)| format!("--set-{name}:{}", colour.written()));
    format!("\n:root{{{}}}\n", colours.collect::<Vec<_>>().join(";"))
}

/// The settings that a theme puts on the root of its pages as data attributes.
fn data(theme: &Theme, practice: &Practice) -> BTreeMap<String, String> {
    let settings = theme.settings.iter().chain(&practice.typed.theme.settings);
    settings
        .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
        .collect()
}

/// The sheet, and what is measured in it.
struct Look<'a> {
    sheet: String,
    pairs: &'a [Pair],
    data: BTreeMap<String, String>,
}

/// A pair that is hard to read.
struct Poor<'a> {
    pair: &'a Pair,
    view: View,
    ratio: f64,
}

impl Poor<'_> {
    fn told(&self) -> String {
        let view = match self.view {
            View::Light => "light",
            View::Dark => "dark",
        };
        let Pair { what, least, .. } = self.pair;
        // Rounded down, so that what is too little never looks like enough.
        let ratio = (self.ratio * 100.0).floor() / 100.0;
        format!("{what} have a contrast of {ratio}:1 in the {view} view, and need {least}:1")
    }
}

/// How far lightness is moved at most, and by which steps, to find a colour that works.
const STEPS: (i32, f64) = (120, 0.005);

impl<'a> Look<'a> {
    /// The pair that is farthest from what it needs, if any is short of it.
    fn worst(&self, given: &Given) -> Option<Poor<'a>> {
        let sheet = format!("{}{}", self.sheet, set(given));
        let mut worst: Option<Poor<'a>> = None;
        for view in [View::Light, View::Dark] {
            let properties = sheet::properties(&sheet, view, &self.data);
            let colour = |name: &str| sheet::colour(&format!("var({name})"), &properties);
            for pair in self.pairs {
                let Some(text) = colour(&pair.text) else {
                    continue;
                };
                for ground in pair.on.iter().filter_map(|name| colour(name)) {
                    let ratio = text.contrast(ground);
                    let is_worst =
                        |worst: &Poor<'_>| ratio / pair.least < worst.ratio / worst.pair.least;
                    if ratio < pair.least && worst.as_ref().is_none_or(is_worst) {
                        worst = Some(Poor { pair, view, ratio });
                    }
                }
            }
        }
        worst
    }

    /// The one colour to change, and what to: the least change there is that makes every pair readable.
    fn mended(&self, given: &Given) -> Option<(String, String)> {
        let alone = given.keys().filter_map(|name| self.moved(given, name));
        let least = alone.min_by_key(|(step, name, _)| (*step, name.clone()));
        least.map(|(_, name, colour)| (name, colour.written()))
    }

    /// One colour, as little lighter or darker as makes every pair readable.
    fn moved(&self, given: &Given, name: &str) -> Option<(i32, String, Colour)> {
        (1..=STEPS.0).find_map(|step| {
            [-1.0, 1.0].into_iter().find_map(|sign| {
                let colour = given[name].lighter(f64::from(step) * STEPS.1 * sign);
                let mut tried = given.clone();
                tried.insert(name.to_owned(), colour);
                self.worst(&tried)
                    .is_none()
                    .then(|| (step, name.to_owned(), colour))
            })
        })
    }
}

fn words(what: String, instead: String) -> Words {
    Words {
        rule: "colours".into(),
        family: "theme",
        what: what.into(),
        why: "People with weak eyes, on old screens or in bright sun, could not read it.".into(),
        instead: instead.into(),
    }
}

fn at(practice: &Practice, name: &str, words: Words) -> Diagnostic {
    let whole = practice.source.whole();
    let place = Places::of(&practice.source, whole).at(&format!("theme.settings.{name}"));
    Diagnostic::at(&practice.source, place, Severity::Error, words)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::source::SourceFile;

    fn practice(settings: &str) -> Practice {
        let text = format!(
            "[practice]\nname = \"Elm\"\ndescription = \"A.\"\nspecialty = [\"Family medicine\"]\nbase_url = \"https://elm.example\"\ntimezone = \"America/Chicago\"\nphone = \"(512) 555-0100\"\n[[locations]]\nid = \"main\"\nname = \"Main\"\nstreet = \"1 Elm\"\ncity = \"Exampleton\"\npostal_code = \"00000\"\n[locations.hours]\nmonday = \"8-17\"\n[theme.settings]\n{settings}"
        );
        Practice::load(SourceFile::new("practice.toml", text)).unwrap()
    }

    fn theme() -> Theme {
        Theme::load(Path::new("nowhere"), "plate").unwrap()
    }

    fn told(settings: &str) -> Vec<Diagnostic> {
        check(&theme(), &practice(settings))
    }

    #[test]
    fn the_themes_own_colours_can_be_read() {
        for variation in ["family", "specialist", "calm"] {
            let told = told(&format!("variation = \"{variation}\"\n"));
            assert!(told.is_empty(), "{variation}: {told:?}");
        }
    }

    #[test]
    fn something_is_measured() {
        let theme = theme();
        let look = Look {
            sheet: String::from_utf8_lossy(&theme.files[STYLE]).into_owned(),
            pairs: &theme.pairs,
            data: data(&theme, &practice("")),
        };
        for view in [View::Light, View::Dark] {
            let properties = sheet::properties(&look.sheet, view, &look.data);
            for pair in look.pairs {
                for name in pair.on.iter().chain([&pair.text]) {
                    let colour = sheet::colour(&format!("var({name})"), &properties);
                    assert!(colour.is_some(), "{name} has no colour");
                }
            }
        }
    }

    #[test]
    fn a_colour_that_cannot_be_read_is_refused_with_one_that_can() {
        let told_first = told("accent = \"#f5e663\"\n");
        let [said] = told_first.as_slice() else {
            panic!("{told_first:?}");
        };
        assert!(
            said.what
                .starts_with("the colour `accent` (#f5e663) is hard to read: "),
            "{}",
            said.what
        );
        let better = &said.edits[0].text;
        assert!(said.instead.contains(better.trim_matches('"')));
        assert!(told(&format!("accent = {better}\n")).is_empty());
    }

    #[test]
    fn two_colours_that_cannot_be_read_are_both_refused() {
        let said = told("accent = \"#ffffff\"\nink = \"#ffffff\"\n");
        let names: Vec<_> = said.iter().map(|said| &said.what[..19]).collect();
        assert_eq!(names, ["the colour `accent`", "the colour `ink` (#"]);
    }

    #[test]
    fn a_setting_that_is_no_colour_is_told_at_its_place() {
        let told = told("ink = \"teal\"\n");
        assert_eq!(told[0].what, "`ink` is not a colour");
        assert_eq!(told[0].start.line, 17);
    }

    #[test]
    fn the_practices_colours_end_the_style_sheet() {
        let style = style(
            &theme(),
            &practice("ink = \"#123\"\naccent = \"#A9792B\"\n"),
        )
        .unwrap();
        assert!(style.ends_with(b"\n:root{--set-accent:#a9792b;--set-ink:#112233}\n"));
    }
}
