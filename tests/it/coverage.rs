//! What of the inventory of the source documents the bundled workspace carries: each id stands in
//! `tests/coverage/` with the way to the entry that carries it, or with a reason why none does.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use samkoll::source::{Files, Table, Value, parse};

use crate::common::{bundled, root, texts_below};

const FILE: &str = "tests/coverage/umearegionen.toml";

/// The keys an entry of a list is named by in a route: the first row of which it has all.
const NAMES: [&[&str]; 7] =
    [&["id"], &["number"], &["party"], &["appointed_by"], &["of"], &["duty", "delivered"], &["name"]];

/// The inventory's ids by part, and what carries each: places, or a reason.
struct Coverage {
    parts: Vec<(String, Vec<String>)>,
    places: BTreeMap<String, BTreeSet<(String, u32)>>,
    reasons: BTreeMap<String, String>,
    /// Routes that lead nowhere, or to more than one entry.
    astray: Vec<String>,
}

fn read() -> Coverage {
    let table: toml::Table = fs::read_to_string(root().join(FILE)).unwrap().parse().unwrap();
    let words = |value: &toml::Value| -> Vec<String> {
        value.as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect()
    };
    let mut texts = bundled();
    // What holds for every förbund is carried by the standard.
    texts.extend(texts_below(&["rules"]));
    let (mut places, mut astray) = (BTreeMap::<_, BTreeSet<_>>::new(), Vec::new());
    for (file, carried) in table["carried"].as_table().unwrap() {
        let lines = texts.get(file).map(|text| lines_by_route(file, text)).unwrap_or_default();
        for (route, ids) in carried.as_table().unwrap() {
            let [line] = lines.get(route).map_or(&[][..], Vec::as_slice) else {
                astray.push(format!("{file}: {route}"));
                continue;
            };
            for id in words(ids) {
                places.entry(id).or_default().insert((file.clone(), *line));
            }
        }
    }
    let mut reasons = BTreeMap::new();
    for entry in table["reason"].as_array().unwrap() {
        for id in words(&entry["ids"]) {
            reasons.insert(id, entry["text"].as_str().unwrap().to_owned());
        }
    }
    let sections = table["sections"].as_table().unwrap();
    let parts = sections.iter().map(|(part, ids)| (part.clone(), words(ids))).collect();
    Coverage { parts, places, reasons, astray }
}

/// The lines each way into a file leads to, entries of lists by name and not by place.
fn lines_by_route(path: &str, text: &str) -> BTreeMap<String, Vec<u32>> {
    let mut files = Files::default();
    let file = files.add(path, text);
    let (tree, errors, _) = parse(&files, file);
    assert!(errors.is_empty(), "{path}: {errors:?}");
    let (mut lines, mut waiting) = (BTreeMap::<_, Vec<_>>::new(), vec![(String::new(), &tree)]);
    while let Some((prefix, table)) = waiting.pop() {
        for entry in &table.entries {
            let route = format!("{prefix}{}", entry.key);
            lines.entry(route.clone()).or_default().push(files.place(entry.key_span).line);
            match &entry.node.value {
                Value::Table(table) => waiting.push((format!("{route}."), table)),
                Value::Array(nodes) => {
                    for node in nodes {
                        let Value::Table(table) = &node.value else { continue };
                        let Some(name) = name(table) else { continue };
                        let route = format!("{route}[{name}]");
                        lines.entry(route.clone()).or_default().push(files.place(node.span).line);
                        waiting.push((format!("{route}."), table));
                    }
                }
                _ => (),
            }
        }
    }
    lines
}

fn name(table: &Table<'_>) -> Option<String> {
    let word = |key: &&str| match &table.get(key)?.node.value {
        Value::Text(word) | Value::Integer(word) => Some(word.to_string()),
        Value::Date(day) => Some(day.to_string()),
        _ => None,
    };
    NAMES.iter().find_map(|keys| Some(keys.iter().map(word).collect::<Option<Vec<_>>>()?.join(" ")))
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
            let places = coverage.places.get(id).map(|places| {
                let places = places.iter().map(|(file, line)| format!("{file}:{line}"));
                places.collect::<Vec<_>>().join(", ")
            });
            let both: Vec<String> = places.into_iter().chain(coverage.reasons.get(id).cloned()).collect();
            let _ = writeln!(page, "| {id} | {} |", both.join("; "));
        }
    }
    page
}

#[test]
fn every_row_of_the_inventory_is_carried_or_has_a_reason() {
    let coverage = read();
    assert!(coverage.astray.is_empty(), "no one entry stands there: {:#?}", coverage.astray);
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
