//! What a note in the data says is wrong is a finding, or has a reason why it is none: every note of the bundled
//! workspaces stands in `tests/coverage/notes.toml`, with the rule that finds what it tells of, or with that reason.

use std::collections::BTreeSet;
use std::fs;

use samkoll::source::{Files, Table, Value, parse};

use crate::common::{bundled, root, synthetic, the_bundled, verdicts};

const FILE: &str = "tests/coverage/notes.toml";
const DAYS: [&str; 4] = ["2019-11-28", "2020-03-01", "2023-01-15", "2024-03-22"];

/// Every note below a table.
fn notes_in(table: &Table<'_>, notes: &mut BTreeSet<String>) {
    for entry in &table.entries {
        let nodes = match &entry.node.value {
            Value::Array(nodes) => nodes.as_slice(),
            _ => std::slice::from_ref(&entry.node),
        };
        for node in nodes {
            match &node.value {
                Value::Text(text) if entry.key == "note" => {
                    notes.insert(text.to_string());
                }
                Value::Table(inner) => notes_in(inner, notes),
                _ => {}
            }
        }
    }
}

fn written() -> BTreeSet<String> {
    let mut notes = BTreeSet::new();
    for (path, text) in bundled().iter().chain(&synthetic()) {
        let mut files = Files::default();
        let file = files.add(path.as_str(), text.as_str());
        notes_in(&parse(&files, file).0, &mut notes);
    }
    notes
}

#[test]
fn what_a_note_says_is_wrong_is_found_or_has_a_reason() {
    let table: toml::Table = fs::read_to_string(root().join(FILE)).unwrap().parse().unwrap();
    let workspace = the_bundled();
    let mut found = BTreeSet::new();
    for day in DAYS {
        let all = verdicts(workspace, day);
        found.extend(all.iter().filter(|it| it.outcome.is_finding()).map(|it| it.rule.to_string()));
    }
    let mut told = BTreeSet::new();
    for entry in table["note"].as_array().unwrap() {
        let texts = entry["texts"].as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned());
        told.extend(texts);
        let rule = entry.get("found_by").map(|it| it.as_str().unwrap());
        let reason = entry.get("exception").map(|it| it.as_str().unwrap().trim());
        match (rule, reason) {
            (Some(rule), None) => assert!(found.contains(rule), "nothing is found by {rule}"),
            (None, Some(reason)) => assert!(!reason.is_empty(), "an exception without a reason"),
            _ => panic!("a note has either `found_by` or `exception`"),
        }
    }
    let written = written();
    let unsaid: Vec<&String> = written.difference(&told).collect();
    let gone: Vec<&String> = told.difference(&written).collect();
    assert!(unsaid.is_empty(), "notes that {FILE} says nothing of: {unsaid:#?}");
    assert!(gone.is_empty(), "notes of {FILE} that are gone: {gone:#?}");
}
