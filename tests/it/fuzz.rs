//! The targets of `fuzz/` under plain mutation: what cargo-fuzz runs for hours where there is a nightly compiler, every
//! `cargo test` runs a little of. `SAMKOLL_SEEDS=DIR` writes the seeds out, for cargo-fuzz to begin from.

#[path = "../../fuzz/src/lib.rs"]
#[expect(unreachable_pub, reason = "a crate of its own for cargo-fuzz")]
mod targets;

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

use crate::common::{files_below, relative, seed};
use crate::sweep::Chance;
use targets::{TARGETS, Target};

/// Words that are something to some reader.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "\"", "'", "[", "]]", "{", "}", "=", ".", "\\", "\n", "\r\n", "\t", "\0", ";", "#", "<", "</w:tc>", "<w:tbl>",
    "&amp;", "-", "–", "−", "\u{a0}", "å", "ￃ", "𝟙", "e\u{301}", "\u{202e}", "0", "-1", "9999999999999999999999999999", "0.0000000000000000000000000001",
    "1e308", "2999-12-31", "1900-01-01", "2024-02-29", "true", "[[table]]", "*", "{organisation}",
];

#[test]
fn no_target_falls_over() {
    let often = std::env::var("SAMKOLL_SWEEP").map_or(1, |_| 40);
    let mut chance = Chance(seed());
    let mut fell = Vec::new();
    for target in TARGETS {
        let seeds = (target.seeds)();
        assert!(!seeds.is_empty(), "{} begins from nothing", target.name);
        if let Ok(folder) = std::env::var("SAMKOLL_SEEDS") {
            write_out(&Path::new(&folder).join(target.name), &seeds);
        }
        for _ in 0..often * target.rounds {
            let bytes = chance.mutated(&seeds);
            fell.extend(falls_over(target, &bytes));
        }
    }
    assert!(fell.is_empty(), "{fell:#?}");
}

/// What once made a target fall over, or another of its kind would: one file each, in a folder of the target's name.
#[test]
fn what_once_fell_over_stands() {
    let finds = files_below("fixtures/fuzz");
    let known = |name: &str| TARGETS.iter().find(|it| it.name == name);
    let fell: Vec<String> = finds
        .iter()
        .filter(|path| path.extension().is_none_or(|it| it != "md"))
        .flat_map(|path| {
            let name = path.parent().unwrap().file_name().unwrap().to_string_lossy();
            let target = known(&name).unwrap_or_else(|| panic!("{}: no such target", relative(path)));
            falls_over(target, &fs::read(path).unwrap())
        })
        .collect();
    assert!(fell.is_empty(), "{fell:#?}");
}

/// Every target of cargo-fuzz is one of these, and the other way round.
#[test]
fn each_target_is_built_by_cargo_fuzz() {
    let built: Vec<String> = files_below("fuzz/fuzz_targets")
        .iter()
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let mut named: Vec<&str> = TARGETS.iter().map(|it| it.name).collect();
    named.sort_unstable();
    assert_eq!(built, named);
}

/// Where a target falls over, the file that shows it.
fn falls_over(target: &'static Target, bytes: &[u8]) -> Option<String> {
    let own = bytes.to_vec();
    catch_unwind(move || (target.run)(&own)).err()?;
    let file = std::env::temp_dir().join(format!("samkoll-fuzz-{}-{}", target.name, bytes.len()));
    fs::write(&file, bytes).unwrap();
    Some(format!("{}: {}", target.name, file.display()))
}

fn write_out(folder: &Path, seeds: &[Vec<u8>]) {
    fs::create_dir_all(folder).unwrap();
    for (number, seed) in seeds.iter().enumerate() {
        fs::write(folder.join(format!("seed-{number:03}")), seed).unwrap();
    }
}

impl Chance {
    /// One of the seeds with a few things changed.
    fn mutated(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = seeds[self.below(seeds.len())].clone();
        for _ in 0..=self.below(6) {
            let at = self.below(bytes.len() + 1);
            let end = (at + self.below(40)).min(bytes.len());
            match self.below(7) {
                0 => drop(bytes.drain(at..end)),
                1 => {
                    let piece = bytes[at..end].to_vec();
                    bytes.splice(at..at, piece);
                }
                2 => bytes.truncate(at),
                3 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                4 => {
                    let other = &seeds[self.below(seeds.len())];
                    let from = self.below(other.len() + 1);
                    let to = (from + self.below(200)).min(other.len());
                    bytes.splice(at..end, other[from..to].iter().copied());
                }
                // A number becomes another.
                5 => {
                    let digits = bytes.iter().enumerate().filter(|(_, byte)| byte.is_ascii_digit());
                    let digits: Vec<usize> = digits.map(|(at, _)| at).collect();
                    if !digits.is_empty() {
                        bytes[digits[self.below(digits.len())]] =
                            b'0' + u8::try_from(self.below(10)).unwrap();
                    }
                }
                _ => {
                    let word = WORDS[self.below(WORDS.len())];
                    bytes.splice(at..at, word.bytes());
                }
            }
        }
        bytes
    }
}
