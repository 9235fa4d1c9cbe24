//! Learns the guard's table of weights from the labelled examples of the repository, and from nothing else.
//!
//!     cargo run --release --example learn              writes src/guard/learn/weights.tsv
//!     cargo run --release --example learn -- --weigh FILE   tells what speaks for each family in each line of a file
//!     cargo run --release --example learn -- --check   tells by cross-validation how well it does on files it has not seen
//!
//! A linear support vector machine for each kind against all others (squared hinge loss, dual coordinate descent as in
//! liblinear), learned twice: once on all features found three times or more, then on the quarter of a million that weigh
//! most; those that then say little of any label are left out.
//! The same examples give the same table on every machine.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a tool for developers"
)]

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use brassplate::guard;
use brassplate::guard::learn::{
    Feature, KINDS, Kind, STEP, bag_features, features, tokens_of, units,
};
use brassplate::prose;
use rayon::prelude::*;

const FOLDER: &str = "src/guard/learn";
const SEEN_AT_LEAST: usize = 3;
/// The place of this kind behind general text and the labels.
const PERSONAL_AT: usize = Kind::Personal as usize + 1;
const KEPT: usize = 250_000;
const FIRST_C: f64 = 0.01;
const SECOND_C: f64 = 0.015;

/// What some label's weight must be, beyond rounding, for its feature to be written.
const LEAST: f64 = 0.055;

/// Files whose advice is what a clinician writes or says to one person.
const LETTERS: [&str; 10] = [
    "advisor", "answers", "consult", "hasty", "letters", "polite", "stranger", "talk", "visits",
    "voices",
];

/// Files of what stands on pages and in leaflets, for everybody.
const PAGES: [&str; 21] = [
    "almanac",
    "booklet",
    "counter",
    "definition",
    "frontdesk",
    "general",
    "house",
    "instruct",
    "leaflet",
    "leaflets",
    "library",
    "pagework",
    "plain",
    "promo",
    "reference",
    "reply",
    "shopfront",
    "signboard",
    "twins",
    "voice",
    "wooing",
];

struct Example {
    file: usize,
    /// 0 for general text, else the place in [`KINDS`] of the label, plus 1.
    label: usize,
    /// The place in [`KINDS`] of the family of advice, plus 1; 0 for none.
    family: usize,
    /// Whether it is written to one person; of most nobody can tell.
    personal: Option<bool>,
    names: Vec<String>,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    if let (Some("--weigh"), Some(file)) = (arguments.next().as_deref(), arguments.next()) {
        return weigh(Path::new(&file));
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
    let (examples, files) = read(&folder.join("examples"));
    println!("{} examples in {files} files", examples.len());
    if std::env::args().any(|argument| argument == "--check") {
        return check(&examples, files);
    }
    let model = learn(&examples.iter().collect::<Vec<_>>());
    let path = folder.join("weights.tsv");
    let limits = fs::read_to_string(&path).ok();
    let limits = limits.and_then(|text| {
        text.lines()
            .find(|line| line.starts_with("*limit"))
            .map(str::to_owned)
    });
    fs::write(&path, model.table(limits.as_deref())).unwrap();
    println!("{} features written", model.rows.len());
}

/// Tells what speaks for each family in each line of a file whose last column is Markdown with `\n` for line ends.
fn weigh(file: &Path) {
    for line in fs::read_to_string(file)
        .unwrap()
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let (name, text) = (
            line.split('\t').next().unwrap(),
            line.split('\t').next_back().unwrap().replace("\\n", "\n"),
        );
        for one in guard::weigh(&prose::of_text(&text)) {
            let patterns: Vec<&str> = one.patterns.iter().map(|rule| rule.family.name()).collect();
            let scores: Vec<String> = one.scores.0.iter().map(i32::to_string).collect();
            println!(
                "{name}\t{}\t{}\t{}",
                scores.join(" "),
                patterns.join(" "),
                one.text
            );
        }
    }
}

/// Reads every example; a line that stands twice counts once.
fn read(folder: &Path) -> (Vec<Example>, usize) {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let mut seen = BTreeSet::new();
    let mut lines = Vec::new();
    for (file, path) in paths.iter().enumerate() {
        for line in fs::read_to_string(path)
            .unwrap()
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
        {
            let fields: Vec<&str> = line.split('\t').collect();
            let [label, family, text] = fields[..] else {
                panic!("{}: {line}", path.display())
            };
            if seen.insert((label.to_owned(), text.to_owned())) {
                lines.push((file, label.to_owned(), family.to_owned(), text.to_owned()));
            }
        }
    }
    let examples = lines.par_iter().map(|(file, label, family, text)| Example {
        file: *file,
        label: label_of(label),
        family: ["diagnosis", "treatment", "prognosis", "triage", "case"]
            .iter()
            .position(|name| name == family)
            .map_or(0, |at| at + 1 + Kind::Diagnosis as usize),
        personal: personal(&paths[*file], label),
        names: names(text),
    });
    (examples.collect(), paths.len())
}

/// Advice from a letter is written to one person, and what is no advice on a page is written to nobody.
fn personal(path: &Path, label: &str) -> Option<bool> {
    let name = path.file_stem()?.to_str()?.split('-').next()?;
    if label == "A" {
        LETTERS.contains(&name).then_some(true)
    } else {
        PAGES.contains(&name).then_some(false)
    }
}

fn label_of(label: &str) -> usize {
    "CABKPRS"
        .find(label)
        .unwrap_or_else(|| panic!("no label {label}"))
}

/// The names of all features of a text, read as one sequence.
fn names(text: &str) -> Vec<String> {
    let document = prose::of_text(text);
    let mut tokens = Vec::new();
    for at in 0..document.statements().len() {
        let view = document.view(at);
        tokens.extend(tokens_of(&view).split_off(own_tokens(&view)));
    }
    let lower = text.chars().next().is_some_and(char::is_lowercase);
    let mut names = BTreeSet::new();
    let bag = features(&units(&tokens), lower, |feature| {
        names.insert(named(&feature));
    });
    bag_features(bag, |feature| {
        names.insert(named(&feature));
    });
    names.into_iter().collect()
}

thread_local! {
    static NAMES: RefCell<BTreeMap<u64, String>> = RefCell::default();
}

/// The name of a feature, remembered.
fn named(feature: &Feature) -> String {
    NAMES.with_borrow_mut(|names| {
        let name = names.entry(feature.key);
        name.or_insert_with(|| feature.name()).clone()
    })
}

/// How many tokens of a view belong to what governs it: those were told with the statement before.
fn own_tokens(view: &prose::View<'_>) -> usize {
    if view.own == 0 {
        0
    } else {
        tokens_of(view)
            .iter()
            .position(|token| token.word == Some(view.own as u32))
            .unwrap_or(0)
    }
}

/// Weights by feature: one for general text, then one for each kind.
struct Model {
    bias: Vec<f64>,
    rows: BTreeMap<String, Vec<f64>>,
}

/// The weight of a label against general text; that of anything else as it is.
fn against(weights: &[f64], kind: usize) -> f64 {
    match kind {
        ..=6 => weights[kind] - weights[0],
        _ => weights[kind],
    }
}

impl Model {
    fn scores(&self, example: &Example) -> Vec<f64> {
        let mut scores = self.bias.clone();
        for row in example.names.iter().filter_map(|name| self.rows.get(name)) {
            scores
                .iter_mut()
                .zip(row)
                .for_each(|(score, weight)| *score += weight);
        }
        scores
    }

    /// The table: the six labels less general text, the families of advice as they are; zeros at the end of a line are left
    /// out.
    fn table(&self, limits: Option<&str>) -> String {
        let row = |weights: &[f64], unit: f64| -> Vec<i64> {
            let kinds = 1..=KINDS.len();
            kinds
                .map(|kind| (against(weights, kind) / unit).round() as i64)
                .collect()
        };
        let line = |numbers: &[i64]| {
            numbers
                .iter()
                .map(i64::to_string)
                .collect::<Vec<_>>()
                .join(" ")
        };
        let names: Vec<String> = KINDS
            .iter()
            .map(|kind| format!("{kind:?}").to_lowercase())
            .collect();
        let mut table = format!(
            "# What the guard has learned, in steps of {STEP} hundredths, bias and limits in hundredths: {}. Made by `cargo run --release --example learn`.\n",
            names.join(" ")
        );
        table.push_str(&format!("*bias\t{}\n", line(&row(&self.bias, 0.01))));
        table.push_str(limits.unwrap_or("*limit\t60 60 60 60 60 60"));
        table.push('\n');
        for (name, weights) in &self.rows {
            let steps = row(weights, 0.01 * f64::from(STEP));
            let steps = steps.into_iter().map(|steps| steps.clamp(-127, 127));
            let mut numbers: Vec<i64> = steps.collect();
            while numbers.last() == Some(&0) {
                numbers.pop();
            }
            table.push_str(&format!("{name}\t{}\n", line(&numbers)));
        }
        table
    }
}

fn learn(examples: &[&Example]) -> Model {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in examples.iter().flat_map(|example| &example.names) {
        *counts.entry(name).or_default() += 1;
    }
    counts.retain(|_, count| *count >= SEEN_AT_LEAST);
    let first = fit(
        examples,
        &counts.keys().copied().collect::<Vec<_>>(),
        FIRST_C,
    );
    let mut heavy: Vec<(&str, f64)> = first
        .rows
        .iter()
        .map(|(name, row)| {
            let most = row[1..=6]
                .iter()
                .map(|weight| (weight - row[0]).abs())
                .fold(0.0, f64::max);
            (name.as_str(), most * (counts[name.as_str()] as f64).sqrt())
        })
        .collect();
    heavy.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    let mut kept: Vec<&str> = heavy.into_iter().take(KEPT).map(|(name, _)| name).collect();
    kept.sort_unstable();
    let mut model = fit(examples, &kept, SECOND_C);
    let weighs = |row: &[f64]| (1..=6).any(|label| against(row, label).abs() >= LEAST);
    model.rows.retain(|_, row| weighs(row));
    model
}

fn fit(examples: &[&Example], names: &[&str], c: f64) -> Model {
    let place: BTreeMap<&str, u32> = names
        .iter()
        .enumerate()
        .map(|(at, name)| (*name, at as u32))
        .collect();
    let rows: Vec<Vec<u32>> = examples
        .par_iter()
        .map(|example| {
            example
                .names
                .iter()
                .filter_map(|name| place.get(name.as_str()).copied())
                .collect()
        })
        .collect();
    let learned: Vec<Vec<f64>> = (0..=KINDS.len())
        .into_par_iter()
        .map(|kind| {
            let is = |example: &Example| match kind {
                ..=6 => Some(example.label == kind),
                PERSONAL_AT => example.personal,
                _ => Some(example.family == kind),
            };
            let sided = examples.iter().zip(&rows).filter_map(|(example, row)| {
                is(example).map(|is| (row.as_slice(), if is { 1.0 } else { -1.0 }))
            });
            let (rows, sides): (Vec<&[u32]>, Vec<f64>) = sided.unzip();
            descend(&rows, &sides, names.len(), c)
        })
        .collect();
    let weights = |at: usize| learned.iter().map(|kind| kind[at]).collect::<Vec<f64>>();
    Model {
        bias: weights(names.len()),
        rows: names
            .iter()
            .enumerate()
            .map(|(at, name)| ((*name).to_owned(), weights(at)))
            .collect(),
    }
}

/// Dual coordinate descent for the squared hinge loss; the last weight is the bias. Examples that are far on their side are
/// passed over until all others have come to rest.
fn descend(rows: &[&[u32]], sides: &[f64], width: usize, c: f64) -> Vec<f64> {
    let mut weights = vec![0.0; width + 1];
    let mut alphas = vec![0.0; rows.len()];
    let diagonal = 0.5 / c;
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let (mut active, mut far) = (rows.len(), f64::INFINITY);
    let mut state: u64 = 20_261_122;
    for _ in 0..200 {
        for at in (1..active).rev() {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            order.swap(at, (state >> 33) as usize % (at + 1));
        }
        let mut largest: f64 = 0.0;
        let mut next = 0;
        while next < active {
            let at = order[next];
            let (row, side) = (rows[at], sides[at]);
            let sum: f64 = row
                .iter()
                .map(|feature| weights[*feature as usize])
                .sum::<f64>()
                + weights[width];
            let gradient = side * sum - 1.0 + diagonal * alphas[at];
            if alphas[at] == 0.0 && gradient > far {
                active -= 1;
                order.swap(next, active);
                continue;
            }
            next += 1;
            let projected = if alphas[at] == 0.0 {
                gradient.min(0.0)
            } else {
                gradient
            };
            largest = largest.max(projected.abs());
            if projected.abs() > 1e-9 {
                let norm = row.len() as f64 + 1.0 + diagonal;
                let alpha = (alphas[at] - gradient / norm).max(0.0);
                let step = (alpha - alphas[at]) * side;
                alphas[at] = alpha;
                row.iter()
                    .for_each(|feature| weights[*feature as usize] += step);
                weights[width] += step;
            }
        }
        (active, far) = match (largest < 2e-3, active == rows.len()) {
            (true, true) => break,
            (true, false) => (rows.len(), f64::INFINITY),
            (false, _) => (active, largest),
        };
    }
    weights
}

/// Learns on four fifths of the files and tells how the rest comes out, at several limits, by weights as they are learned:
/// the guard's are rounded, and its scores count for a little more.
fn check(examples: &[Example], files: usize) {
    let mut results: Vec<(usize, Vec<f64>)> = Vec::new();
    for fold in 0..5 {
        let (held, kept): (Vec<&Example>, Vec<&Example>) = examples
            .iter()
            .partition(|example| example.file % 5 == fold);
        let model = learn(&kept);
        results.extend(
            held.iter()
                .map(|example| (example.label, model.scores(example))),
        );
    }
    println!("cross-validation over {files} files");
    for limit in [0.4, 0.6, 0.8, 1.0, 1.2] {
        let share = |label: usize, told: &dyn Fn(&[f64]) -> bool| {
            let own: Vec<_> = results.iter().filter(|(own, _)| *own == label).collect();
            own.iter().filter(|(_, scores)| told(scores)).count() as f64 / own.len().max(1) as f64
        };
        let over = |scores: &[f64], kind: usize| scores[kind] - scores[0] > limit;
        let found: Vec<String> = (1..=6)
            .map(|kind| {
                format!(
                    "{} {:.3}",
                    &"CABKPRS"[kind..=kind],
                    share(kind, &|scores| over(scores, kind))
                )
            })
            .collect();
        let false_alarms = share(0, &|scores| (1..=6).any(|kind| over(scores, kind)));
        println!(
            "limit {limit}: {}, false alarms {false_alarms:.4}",
            found.join(", ")
        );
    }
}
