//! What of the inventory of the source documents the bundled workspace carries: each id is on a line of
//! its data, or has a reason why not.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use crate::common::{Texts, bundled, root};

const FILE: &str = "tests/coverage/umearegionen.toml";

/// The inventory's ids by part, and what carries each: places, or a reason.
struct Coverage {
    parts: Vec<(String, Vec<String>)>,
    places: BTreeMap<String, Vec<String>>,
    reasons: BTreeMap<String, String>,
}

fn read() -> Coverage {
    let table: toml::Table = fs::read_to_string(root().join(FILE)).unwrap().parse().unwrap();
    let words = |value: &toml::Value| -> Vec<String> {
        value.as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect()
    };
    let texts = bundled();
    let mut places = inventory_lines(&texts);
    let entries = |key: &str| table.get(key).and_then(|it| it.as_array()).cloned().unwrap_or_default();
    for entry in entries("carried") {
        let (file, find) = (entry["file"].as_str().unwrap(), entry["find"].as_str().unwrap());
        let text = texts.get(file).unwrap_or_else(|| panic!("{file} is not in the workspace"));
        let line = text.lines().position(|line| line.contains(find));
        let line = line.unwrap_or_else(|| panic!("`{find}` is not in {file}")) + 1;
        for id in words(&entry["ids"]) {
            places.entry(id).or_default().push(format!("{file}:{line}"));
        }
    }
    let mut reasons = BTreeMap::new();
    for entry in entries("reason") {
        for id in words(&entry["ids"]) {
            reasons.insert(id, entry["text"].as_str().unwrap().to_owned());
        }
    }
    let sections = table["sections"].as_table().unwrap();
    let parts = sections.iter().map(|(part, ids)| (part.clone(), words(ids))).collect();
    Coverage { parts, places, reasons }
}

/// Every id of an `inventory` list, with the line it stands on.
fn inventory_lines(texts: &Texts) -> BTreeMap<String, Vec<String>> {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, text) in texts {
        let mut inside = false;
        for (number, line) in text.lines().enumerate() {
            let list = match line.split_once("inventory = [") {
                Some((_, list)) => list,
                None if inside => line,
                None => continue,
            };
            inside = !list.contains(']');
            let list = list.split(']').next().unwrap();
            for id in list.split('"').skip(1).step_by(2) {
                places.entry(id.to_owned()).or_default().push(format!("{path}:{}", number + 1));
            }
        }
    }
    places
}

/// The page: each id with the lines that carry it, or the reason why none does.
pub(crate) fn page() -> String {
    let coverage = read();
    let mut page = String::from(
        "# What of the inventory is carried\n\n<!-- Generated; `SAMKOLL_WRITE=1 cargo test docs` writes it anew. -->\n",
    );
    for (part, ids) in &coverage.parts {
        let carried = ids.iter().filter(|id| coverage.places.contains_key(*id)).count();
        let _ = writeln!(page, "\n## {part}: {} rows, {carried} carried by a line\n", ids.len());
        page.push_str("| row | carried by, or why not |\n|---|---|\n");
        for id in ids {
            // A row may be carried in part, and the reason says which part is not.
            let places = coverage.places.get(id).map(|places| places.join(", "));
            let both: Vec<String> = places.into_iter().chain(coverage.reasons.get(id).cloned()).collect();
            let _ = writeln!(page, "| {id} | {} |", both.join("; "));
        }
    }
    page
}

#[test]
fn every_row_of_the_inventory_is_carried_or_has_a_reason() {
    let coverage = read();
    let all: BTreeSet<&String> = coverage.parts.iter().flat_map(|(_, ids)| ids).collect();
    let lost: Vec<&&String> = all
        .iter()
        .filter(|id| !coverage.places.contains_key(**id) && !coverage.reasons.contains_key(**id))
        .collect();
    assert!(lost.is_empty(), "neither carried nor explained: {lost:?}");
    let named = coverage.places.keys().chain(coverage.reasons.keys());
    let unknown: Vec<&String> = named.filter(|id| !all.contains(id)).collect();
    assert!(unknown.is_empty(), "not in the inventory: {unknown:?}");
}
