//! The sessions in README and the users' guide are what the program prints, each run in an empty folder.
//!
//! A fence opened as `console` holds commands (`$ …`) and their output; a command in a comment is run unseen, and so is
//! what a person does beside the program: `file NAME` lays one of `fixtures/sessions` there, and `fill BOOK: SHEET ROW
//! COLUMN VALUE; …` fills in cells of a workbook.
//! `SAMKOLL_WRITE=1 cargo test sessions` writes the output anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use chrono::Local;
use samkoll::import::rows::{Column, Sort};

use crate::cli::{samkoll, stderr, stdout};
use crate::common::{files_below, root};
use crate::workbook::copy::{Copy, Value};

/// The day the sessions are told on.
const DAY: &str = "2026-11-26";

#[test]
fn sessions_are_what_the_program_prints() {
    let mut stale = Vec::new();
    for page in ["README.md", "docs/eget-forbund.md"] {
        let path = root().join(page);
        let written = fs::read_to_string(&path).unwrap();
        let told = retold(&written);
        assert!(told.contains("$ samkoll init"), "{page} has no session");
        if told != written {
            if std::env::var_os("SAMKOLL_WRITE").is_some() {
                fs::write(path, told).unwrap();
            } else {
                stale.push(page);
            }
        }
    }
    assert!(stale.is_empty(), "stale: {stale:?}\nSAMKOLL_WRITE=1 cargo test sessions writes them anew");
}

/// The page with each command's output as it is now.
fn retold(page: &str) -> String {
    let home = tempfile::tempdir().unwrap();
    let mut at = home.path().to_owned();
    let (mut told, mut inside) = (String::new(), false);
    for line in page.lines() {
        let opens = line == "```console";
        let command = line.strip_prefix("$ ");
        if let Some(unseen) = line.strip_prefix("<!-- $ ").and_then(|it| it.strip_suffix(" -->")) {
            run(&mut at, unseen);
        }
        if let Some(name) = line.strip_prefix("<!-- file ").and_then(|it| it.strip_suffix(" -->")) {
            fs::copy(root().join("fixtures/sessions").join(name), at.join(name)).unwrap();
        }
        if let Some(filled) = line.strip_prefix("<!-- fill ").and_then(|it| it.strip_suffix(" -->")) {
            fill(&at, filled);
        }
        if inside && line == "```" {
            inside = false;
        }
        if !inside || command.is_some() {
            let _ = writeln!(told, "{line}");
        }
        if let Some(command) = command.filter(|_| inside) {
            told.push_str(&run(&mut at, command));
        }
        inside |= opens;
    }
    told
}

fn run(at: &mut std::path::PathBuf, command: &str) -> String {
    let words = words(command);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["cd", folder] => {
            at.push(folder);
            String::new()
        }
        ["cp", from, to] => {
            fs::copy(root().join(from), at.join(to)).unwrap();
            String::new()
        }
        ["samkoll", arguments @ ..] => {
            let output = samkoll(at, arguments);
            assert!(output.status.code() != Some(2), "{command}\n{}", stderr(&output));
            if arguments.first() == Some(&"init") {
                on_the_day(&at.join(arguments[1]));
            }
            stdout(&output)
        }
        _ => panic!("a session is `samkoll …`, `cd …` or `cp …`: {command}"),
    }
}

/// A sort of rows, which of them, and what stands in its columns.
type Row<'r> = (Sort, &'r str, Vec<(Column, Value)>);

/// Fills in cells of a workbook, and saves it as another program would.
fn fill(at: &Path, filled: &str) {
    let (book, cells) = filled.split_once(": ").unwrap();
    let path = at.join(book);
    let mut copy = Copy::of(&fs::read(&path).unwrap());
    let mut rows: Vec<Row<'_>> = Vec::new();
    for cell in cells.split("; ") {
        let words: Vec<&str> = cell.splitn(4, ' ').collect();
        let [sort, row, column, value] = words[..] else { panic!("{cell}") };
        let sort = Sort::NAMES.iter().find(|it| it.0 == sort).unwrap().1;
        let column = Column::NAMES.iter().find(|it| it.0 == column).unwrap().1;
        let value = match (value.parse(), value.parse::<rust_decimal::Decimal>()) {
            (Ok(day), _) => Value::Day(day),
            (_, Ok(_)) => Value::Number(value.to_owned()),
            _ => Value::Text(value.to_owned()),
        };
        match rows.last_mut().filter(|it| (it.0, it.1) == (sort, row)) {
            Some(it) => it.2.push((column, value)),
            None => rows.push((sort, row, vec![(column, value)])),
        }
    }
    // A row is filled in whole before the next that is blank is looked for.
    rows.iter().for_each(|(sort, row, cells)| copy.add(*sort, row, cells));
    fs::write(path, copy.xlsx()).unwrap();
}

/// The workspace as it would have been written, and is asked, on the day of the session.
fn on_the_day(workspace: &Path) {
    let today = Local::now().date_naive().to_string();
    for path in files_below(workspace.to_str().unwrap()) {
        let text = fs::read_to_string(&path).unwrap().replace(&today, DAY);
        fs::write(path, text).unwrap();
    }
    let manifest = workspace.join("samkoll.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    let told = text.replacen("\nsince", &format!("\nas_of = {DAY}\nsince"), 1);
    fs::write(manifest, told).unwrap();
}

/// The words of a command line, with quotes as a shell reads them.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for (part, piece) in command.split('"').enumerate() {
        match part % 2 {
            1 => words.last_mut().unwrap().push_str(piece),
            _ => {
                for (index, word) in piece.split(' ').enumerate() {
                    if index > 0 {
                        words.push(String::new());
                    }
                    words.last_mut().unwrap().push_str(word);
                }
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
