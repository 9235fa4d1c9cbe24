//! Lays out the guard's table of weights while the program is built; `table.rs` tells how.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

#[path = "src/prose/hash.rs"]
#[expect(unreachable_pub, reason = "a room of the program")]
mod hash;
#[path = "src/guard/learn/table.rs"]
mod table;

use table::{COLUMNS, HEAD, SLOT, WORDS};

const TEXT: &str = "src/guard/learn/weights.tsv";

fn main() {
    for file in [TEXT, "src/prose/hash.rs", "src/guard/learn/table.rs"] {
        println!("cargo::rerun-if-changed={file}");
    }
    if let Err(error) = run() {
        println!("cargo::error={TEXT}: {error}");
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let folder = env::var_os("OUT_DIR").ok_or("no folder to write to")?;
    let table = laid_out(&fs::read_to_string(TEXT)?)?;
    Ok(fs::write(Path::new(&folder).join("weights.bin"), table)?)
}

/// The table of a text: a feature and its numbers in each line, a tab between; `*bias` and `*limit` are no features.
fn laid_out(text: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let lines: Vec<(&str, [i16; COLUMNS])> = lines
        .map(|line| read(line).ok_or_else(|| format!("this is no line of a table: {line}")))
        .collect::<Result<_, _>>()?;
    let named = |wanted: &str| lines.iter().find(|(name, _)| *name == wanted);
    let numbers = ["*bias", "*limit"].map(|name| named(name).map_or([0; COLUMNS], |line| line.1));
    let features = lines.iter().filter(|(name, _)| !name.starts_with('*'));
    let features: Vec<_> = features.map(|(name, row)| (number_of(name), row)).collect();
    let homes = (features.len() * 5 / 3 + 1) as u32;
    let mut known = vec![0_u64; WORDS];
    let mut slots = vec![[0; SLOT]; homes as usize + 1];
    for (feature, row) in features {
        let (word, bits) = table::bits(feature);
        known[word] |= bits;
        let mut at = table::home(feature, homes);
        while slots[at] != [0; SLOT] {
            at += 1;
        }
        if at + 1 == slots.len() {
            slots.push([0; SLOT]);
        }
        slots[at][..4].copy_from_slice(&table::tag(feature).to_le_bytes());
        for (byte, weight) in slots[at][4..].iter_mut().zip(row) {
            let weight = i8::try_from(*weight).map_err(|_| format!("{weight} is no weight"))?;
            *byte = weight.to_le_bytes()[0];
        }
    }
    let mut table = Vec::with_capacity(HEAD + 8 * WORDS + SLOT * slots.len());
    table.extend(
        numbers
            .iter()
            .flatten()
            .flat_map(|number| number.to_le_bytes()),
    );
    table.extend(homes.to_le_bytes());
    table.resize(HEAD, 0);
    table.extend(known.iter().flat_map(|word| word.to_le_bytes()));
    table.extend(slots.iter().flatten());
    Ok(table)
}

/// A feature, and a number for each column; those at the end may be missing.
fn read(line: &str) -> Option<(&str, [i16; COLUMNS])> {
    let (name, numbers) = line.split_once('\t')?;
    let mut row = [0; COLUMNS];
    for (at, number) in numbers.split(' ').enumerate() {
        *row.get_mut(at)? = number.parse().ok()?;
    }
    Some((name, row))
}

/// `cc=NEG need` as the number it is looked up by.
fn number_of(name: &str) -> u64 {
    let (kind, parts) = name.split_once('=').unwrap_or((name, ""));
    let parts = parts.split(' ').map(hash::hash);
    parts.fold(u64::from(hash::hash(kind)), table::with_part)
}
