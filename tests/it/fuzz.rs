//! The targets of `fuzz/` under plain mutation: what cargo-fuzz runs for hours where there is a nightly compiler, every
//! `cargo test` runs a little of. `SAMKOLL_SEEDS=DIR` writes the seeds out, for cargo-fuzz to begin from.

#[path = "../../fuzz/src/lib.rs"]
#[expect(unreachable_pub, reason = "a crate of its own for cargo-fuzz")]
mod targets;

use std::collections::BTreeSet;
use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

use crate::cli::{samkoll, stderr};
use crate::common::{files_below, relative, root, seed};
use crate::record::words;
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

/// Lines that do something in a new workspace, to begin from.
#[rustfmt::skip]
const LINES: &[&str] = &[
    "check --as-of 2025-03-01 --role auditor --rule budget-adopted-late",
    "check --year 2024 --format csv -o out.csv --known-at 2025-01-01 --without governance --as-of 2025-01-01",
    "check --format json --fail-on note --as-of 2025-01-01 -o out.json",
    "validate agreements --lang en",
    "calendar --from 2024-01-01 --to 2024-12-31 --format ics --remind 30d,7d --by agreement",
    "brief --meeting 2024-12-12 --body board --format markdown",
    "report --as-of 2025-01-01 -o page.html",
    "graph --year 2024 --format dot",
    "graph --holds-up budget/styrelsen/2024",
    "diff 2024-01-01 2025-01-01 --format markdown",
    "verify out.json",
    "explain budget-adopted-late 2024 --dir .",
    "init ../inner --name Förbundet --member kommun:Storby --member region:Exempel --board 9+9 --board-from 2024-01-01 --first-year 2024",
    "add agreement --title Avtal --party Storby --kind platform --from 2024-01-01",
    "add year 2025",
    "add meeting 2025-03-03 --body board",
    "record delivery budget --on 2024-01-02 --period 2025 --by board",
    "record minutes 2024-12-12 --approved 2024-12-20 --announced 2024-12-21 --boards alla",
    "record decision budget --meeting 2024-12-12 --years 2024-2026 --state adopted --paragraph 51",
    "record assignment Utred --decision 2024-12-12_§_51 --responsible board --due 2025-06-01",
    "record remark Brist --year 2024 --dimension internal-control",
    "record waiver internal-control-not-shown 2024 --reason skäl --decision 2024-12-12_§_51 --until 2099-12-31",
    "record --undo",
    "workbook --year 2024 -o book.xlsx",
    "import sie ledger.se --year 2024 --chart bas --dry-run",
    "import csv table.csv --as deliveries --year 2024 --recorded 2025-01-01",
    "import xlsx book.xlsx --dry-run",
    "read document.md --format json",
    "rules --lang en",
    "standard export ../out",
    "schema figures",
    "completions bash",
    "man",
    "help check",
];

/// Words that are something to some argument.
#[rustfmt::skip]
const TYPED: &[&str] = &[
    "", "-", "--", "-o", "--dir", "--lang=en", "--as-of=2024-02-30", "0", "-1", "1900", "2999", "9999999999999999999",
    "1900-01-01", "2999-12-31", "2024-02-29", "+262143-01-01", "2024-T1", "2024-Q9", "2024-2023", "0,5", "-0", "9+9",
    "=60", "*", ".", "..", "../x", "samkoll.toml", "nowhere/x", "x\u{301}", "\u{202e}", "\u{1b}[2J", "\n", "'", "\"", "[[x]]",
];

/// A new workspace with a meeting, a decision and files to take in, in a folder of its own: `../x` is nobody's.
fn begun() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("workspace");
    fs::create_dir(&own).unwrap();
    let line = "init . --name Förbundet --member Storby_kommun --member Region_Exempel --first-year 2024";
    for line in [
        line,
        "add meeting 2024-12-12",
        "record decision budget --meeting 2024-12-12 --paragraph 51 --years 2024",
    ] {
        let line = words(line);
        let made = samkoll(&own, &line.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(made.status.code(), Some(0), "{line:?}: {}", stderr(&made));
    }
    for (name, from) in [("ledger.se", "ledgers/whole.se"), ("document.md", "documents/hel.md")] {
        fs::copy(root().join("fixtures").join(from), own.join(name)).unwrap();
    }
    fs::write(own.join("table.csv"), "Vad;Period;Vem;Lämnat\nbudget;2025;Styrelsen;2024-11-20\n").unwrap();
    folder
}

/// The program itself, in a new workspace, on lines with some words taken away, doubled, swapped for others.
#[test]
fn no_line_of_arguments_makes_the_program_fall_over() {
    let often = std::env::var("SAMKOLL_SWEEP").map_or(1, |_| 20);
    let mut chance = Chance(seed());
    let lines: Vec<Vec<String>> = LINES.iter().map(|line| words(line)).collect();
    let typed = TYPED.iter().map(|&word| word.to_owned());
    let vocabulary: Vec<String> = lines.iter().flatten().cloned().chain(typed).collect();
    let (mut folder, mut codes) = (begun(), BTreeSet::new());
    for round in 0..often * 90 {
        if round % 30 == 29 {
            folder = begun();
        }
        let mut line = lines[round % lines.len()].clone();
        for _ in 0..chance.below(4) {
            let (at, word) = (chance.below(line.len()), vocabulary[chance.below(vocabulary.len())].clone());
            match chance.below(4) {
                0 if line.len() > 1 => drop(line.remove(at)),
                1 => line.insert(at, line[at].clone()),
                2 => line.insert(at + 1, word),
                _ => line[at] = word,
            }
        }
        let line: Vec<&str> = line.iter().map(String::as_str).collect();
        let output = samkoll(&folder.path().join("workspace"), &line);
        let (told, code) = (stderr(&output), output.status.code());
        assert!(matches!(code, Some(0..=4)), "{line:?}: {code:?}\n{told}");
        assert!(code != Some(2) || !told.trim().is_empty(), "{line:?}: refused without a word");
        codes.insert(code);
    }
    assert!(codes.len() > 2, "{codes:?}");
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
