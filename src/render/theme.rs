//! The theme: templates and files that come with brassplate, with the site's own laid over them file by file.
//!
//! A site that wants one page to look different writes that one template; everything else stays with the theme and
//! moves on with it. Every error in a template is told at its line, in the file a person can open.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use tera::{ErrorKind, ReportError, Tera};
use walkdir::WalkDir;

use super::palette::Pair;
use super::reports::reports;
use super::tongue::Strings;
use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::source::{Mark, Marker, SourceFile, Span};

static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// A theme, read and parsed.
#[derive(Debug)]
pub struct Theme {
    /// The templates, ready to render.
    pub tera: Tera,
    /// The templates as files, for those who judge their words.
    pub templates: Vec<SourceFile>,
    /// Other files by their path below the site's root, such as `theme/style.css`.
    pub files: BTreeMap<String, Arc<[u8]>>,
    /// A mark of all its files and settings.
    pub mark: Mark,
    /// Settings with the values the theme gives them.
    pub settings: BTreeMap<String, toml::Value>,
    /// What it and the program say, by language.
    pub(super) strings: BTreeMap<String, Strings>,
    /// Colours of its style sheet that are read on each other.
    pub(super) pairs: Vec<Pair>,
    name: String,
}

/// What theme.toml may say.
#[derive(Debug, Default, serde::Deserialize)]
struct ThemeFile {
    /// The theme this one builds on.
    extends: Option<String>,
    #[serde(default)]
    settings: BTreeMap<String, toml::Value>,
    #[serde(default)]
    contrast: Vec<Pair>,
}

impl Theme {
    /// Loads the theme of that name: built in, or from `themes` of the site, or both.
    pub fn load(root: &Path, name: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut files = BTreeMap::new();
        let mut told = Vec::new();
        let about = gather(root, name, &mut files, &mut told, 0);
        if files.is_empty() {
            return Err(vec![unknown(root, name)]);
        }
        let mut theme = Self {
            tera: Tera::new(),
            templates: Vec::new(),
            files: BTreeMap::new(),
            mark: mark(&files, &about.settings),
            settings: about.settings,
            pairs: about.contrast,
            strings: BTreeMap::new(),
            name: name.to_owned(),
        };
        theme.sort_in(files, &mut told);
        theme.join_sheets();
        let sources = theme
            .templates
            .iter()
            .map(|file| (short(file.path()), file.text().to_owned()));
        if let Err(error) = theme.tera.add_raw_templates(sources.collect::<Vec<_>>()) {
            told.extend(theme.tell_all(&error));
        }
        if told.is_empty() {
            Ok(theme)
        } else {
            Err(told)
        }
    }

    /// That template, or the one for plain pages where the theme has none of that name.
    pub(super) fn own_or_page(&self, name: &'static str) -> &'static str {
        self.template(name).map_or("page.html", |_| name)
    }

    /// An error of the template engine at its place in a template.
    pub fn tell(&self, error: &tera::Error) -> Diagnostic {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                self.report(report)
            }
            other => Diagnostic::about(
                format!("themes/{}", self.name),
                Severity::Error,
                template_words(other.to_string()),
            ),
        }
    }

    /// Everything that is wrong, each at its place: what templates call that nobody knows is told all at once.
    fn tell_all(&self, error: &tera::Error) -> Vec<Diagnostic> {
        let text = error.to_string();
        let reports = reports(&text);
        let placed = reports.iter().filter_map(|one| {
            let file = self.template(one.template)?;
            let words = template_words(one.what.to_owned());
            Some(Diagnostic::at(file, one.span(file), Severity::Error, words))
        });
        let placed: Vec<_> = placed.collect();
        match (error.kind(), placed.is_empty()) {
            (ErrorKind::SyntaxError(_) | ErrorKind::RenderingError(_), _) | (_, true) => {
                vec![self.tell(error)]
            }
            _ => placed,
        }
    }

    /// The file of a template, by the name other templates call it by.
    fn template(&self, name: &str) -> Option<&SourceFile> {
        self.templates
            .iter()
            .find(|file| short(file.path()) == name)
    }

    fn report(&self, report: &ReportError) -> Diagnostic {
        let words = template_words(report.message().to_owned());
        match self.template(report.filename()) {
            Some(file) => Diagnostic::at(
                file,
                Span::from(report.span().range.clone()),
                Severity::Error,
                words,
            ),
            None => Diagnostic::about(
                format!("themes/{}/templates/{}", self.name, report.filename()),
                Severity::Error,
                words,
            ),
        }
    }

    fn sort_in(
        &mut self,
        files: BTreeMap<String, (String, Arc<[u8]>)>,
        told: &mut Vec<Diagnostic>,
    ) {
        for (inside, (path, bytes)) in files {
            if let Some(name) = inside.strip_prefix("static/") {
                self.files.insert(format!("theme/{name}"), bytes);
            } else if let Some(name) = inside.strip_prefix("strings/") {
                let language = name.trim_end_matches(".toml").to_owned();
                match toml::from_slice(&bytes) {
                    Ok(strings) => drop(self.strings.insert(language, strings)),
                    Err(error) => {
                        let words = template_words(error.message().to_owned());
                        told.push(Diagnostic::about(path, Severity::Error, words));
                    }
                }
            } else if inside.starts_with("templates/") {
                match std::str::from_utf8(&bytes) {
                    Ok(text) => self.templates.push(SourceFile::new(path, text)),
                    Err(_) => told.push(Diagnostic::about(
                        path,
                        Severity::Error,
                        template_words("it is not UTF-8 text".into()),
                    )),
                }
            }
        }
    }
}

/// Where a site's own rules stand, and the sheet they are added to.
const OWN_SHEET: &str = "theme/site.css";
const SHEET: &str = "theme/style.css";

impl Theme {
    /// Adds the site's own rules to the sheet of the theme, so that pages still load one sheet.
    fn join_sheets(&mut self) {
        if let Some(own) = self.files.remove(OWN_SHEET) {
            let sheet = self.files.get(SHEET).map_or(&[][..], |sheet| sheet);
            let joined = [sheet, b"\n", &own].concat();
            self.files.insert(SHEET.to_owned(), joined.into());
        }
    }
}

fn mark(files: &Files, settings: &BTreeMap<String, toml::Value>) -> Mark {
    let mut marker = Marker::default();
    for (inside, (path, bytes)) in files {
        marker.add(inside).add(path).add(bytes);
    }
    for (name, value) in settings {
        marker.add(name).add(value.to_string());
    }
    marker.done()
}

/// `themes/plate/templates/partials/header.html` is `partials/header.html` to other templates.
pub(super) fn short(path: &str) -> String {
    path.split_once("/templates/")
        .map_or(path, |(_, name)| name)
        .to_owned()
}

type Files = BTreeMap<String, (String, Arc<[u8]>)>;

/// Collects the files of a theme and of the one it builds on; what comes later lies on top.
fn gather(
    root: &Path,
    name: &str,
    files: &mut Files,
    told: &mut Vec<Diagnostic>,
    depth: usize,
) -> ThemeFile {
    let own_folder = root.join("themes").join(name);
    let about = fs::read_to_string(own_folder.join("theme.toml"))
        .ok()
        .or_else(|| {
            BUILT_IN
                .get_file(format!("{name}/theme.toml"))
                .and_then(|file| file.contents_utf8())
                .map(str::to_owned)
        });
    let about: ThemeFile = match about.as_deref().map(toml::from_str).transpose() {
        Ok(about) => about.unwrap_or_default(),
        Err(error) => {
            let what = error.message().to_owned();
            let path = format!("themes/{name}/theme.toml");
            told.push(Diagnostic::about(
                path,
                Severity::Error,
                template_words(what),
            ));
            ThemeFile::default()
        }
    };
    let mut whole = match &about.extends {
        Some(base) if base != name && depth < 4 => gather(root, base, files, told, depth + 1),
        _ => ThemeFile::default(),
    };
    whole.settings.extend(about.settings);
    whole.contrast.extend(about.contrast);
    if let Some(folder) = BUILT_IN.get_dir(name) {
        built_in(folder, name, files);
    }
    on_disk(&own_folder, name, files, told);
    whole
}

fn built_in(folder: &Dir<'static>, theme: &str, files: &mut Files) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        let inside = path
            .strip_prefix(theme)
            .unwrap_or(&path)
            .trim_start_matches('/')
            .to_owned();
        files.insert(inside, (format!("themes/{path}"), file.contents().into()));
    }
    folder
        .dirs()
        .for_each(|inner| built_in(inner, theme, files));
}

fn on_disk(folder: &Path, theme: &str, files: &mut Files, told: &mut Vec<Diagnostic>) {
    let entries = WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok);
    for entry in entries.filter(|entry| entry.file_type().is_file()) {
        let inside: PathBuf = entry
            .path()
            .strip_prefix(folder)
            .unwrap_or(entry.path())
            .into();
        let inside = inside.to_string_lossy().replace('\\', "/");
        if inside
            .split('/')
            .any(|part| part.starts_with('.') || part.ends_with('~'))
        {
            continue;
        }
        let path = format!("themes/{theme}/{inside}");
        match fs::read(entry.path()) {
            Ok(bytes) => drop(files.insert(inside, (path, bytes.into()))),
            Err(error) => told.push(Diagnostic::about(
                path,
                Severity::Error,
                template_words(error.to_string()),
            )),
        }
    }
}

fn template_words(what: String) -> Words {
    Words {
        rule: "template".into(),
        family: "theme",
        what: format!(
            "the theme cannot be used: {}",
            what.trim().trim_end_matches('.')
        )
        .into(),
        why: "Pages are made with this template.".into(),
        instead: "Mend the template, or remove the file to use the one that comes with brassplate."
            .into(),
    }
}

fn unknown(root: &Path, name: &str) -> Diagnostic {
    let built_in = BUILT_IN
        .dirs()
        .map(|folder| folder.path().to_string_lossy().into_owned());
    let own = fs::read_dir(root.join("themes"))
        .into_iter()
        .flatten()
        .filter_map(Result::ok);
    let own = own.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let known: std::collections::BTreeSet<_> = built_in.chain(own).collect();
    let words = Words {
        rule: "template".into(),
        family: "theme",
        what: format!("there is no theme called `{name}`").into(),
        why: "Pages are made with a theme.".into(),
        instead: format!(
            "The themes are {}.",
            known.into_iter().collect::<Vec<_>>().join(", ")
        )
        .into(),
    };
    Diagnostic::about("practice.toml", Severity::Error, words)
}
