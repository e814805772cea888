//! How well the real documents are read, held against the figures of the bundled workspace, which were entered by hand.
//! Their texts are no part of the project: run it with the folder they are in,
//! `SAMKOLL_SOURCES=DIR cargo test --test it measured -- --ignored --nocapture`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use rust_decimal::Decimal;
use samkoll::amount::Unit;
use samkoll::diagnostic::Severity;
use samkoll::document::grid::{Figure, Grids};
use samkoll::evaluate::Selection;
use samkoll::import::reading::{Papers, Reading, Source, files_of, take};
use samkoll::model::figure::TableKind;
use samkoll::verdict::Outcome;
use samkoll::{Workspace, document, load};

use crate::common::{bundled, the_bundled, verdicts_of};

/// Each document: its file, its id, and the year it is of. Of the first the text has kept its columns.
const DOCUMENTS: &[(&str, &str, i32)] = &[
    ("arsredovisning-2023-och-styrelsehandlingar-2024-03-22.txt", "arsredovisning-2023", 2023),
    ("bilaga-4-analys-och-initiativ-2023-ocr.txt", "bilaga-4-analys-och-initiativ-2023", 2023),
    ("bilaga-4-analys-och-initiativ-2023.txt", "bilaga-4-analys-och-initiativ-2023", 2023),
    ("socialt-bokslut-2020.txt", "socialt-bokslut-2020", 2020),
    ("styrelsehandlingar-2019-11-28.txt", "styrelsehandlingar-2019-11-28", 2019),
];

/// A figure, its year, and the kind of its unit.
type Key = (String, i32, String);

/// A number, or that it is blank, and its unit.
type Cell = (Option<Decimal>, Unit);

type Cells = BTreeMap<Key, Vec<Cell>>;

/// What tables entered by hand have of a document: every number, or that it is blank, and its unit.
fn by_hand(workspace: &Workspace, source: &str) -> Cells {
    let of_it = workspace.model.tables.iter();
    let of_it = of_it.filter(|it| it.source.value == source && it.kind != TableKind::Text);
    let mut all = Cells::new();
    for table in of_it {
        for cell in &table.cells {
            let key = (cell.figure.value.clone(), table.year, table.unit.kind().name().sv);
            all.entry(key).or_default().push((cell.number, table.unit));
        }
    }
    all
}

fn share(part: usize, of: usize) -> String {
    let tenths = Decimal::from(part * 1000) / Decimal::from(of.max(1));
    format!("{part} of {of} ({} %)", (tenths / Decimal::TEN).round_dp(1))
}

/// Whether two printed numbers are one: the sign is the table's own.
fn same(one: &Cell, other: &Cell) -> bool {
    one.0.map(|it| it.abs()) == other.0.map(|it| it.abs()) && one.1 == other.1
}

/// The numbers of a document by value and unit, with the year of their column.
fn numbers(grids: &Grids) -> BTreeSet<(Decimal, Unit, Option<i32>)> {
    let year = |it: &Figure| grids.grids[it.grid].columns[it.column].year;
    let number = |it: &Figure| (it.quantity.digits_printed().abs().normalize(), it.quantity.unit, year(it));
    grids.figures.iter().map(number).collect()
}

/// What is taken, by figure, year and kind of unit.
fn taken(reading: &Reading) -> Cells {
    let mut taken = Cells::new();
    for claim in &reading.claims {
        let key = (claim.figure.clone(), claim.year, claim.unit.kind().name().sv);
        taken.entry(key).or_default().push((claim.number, claim.unit));
    }
    taken
}

/// What is taken right, and what is taken of a figure and year that is entered otherwise, or not at all.
fn held(source: &str, hand: &Cells, taken: &Cells) -> (usize, usize) {
    let all: usize = hand.values().map(Vec::len).sum();
    let is_taken =
        |key: &Key, cell: &Cell| taken.get(key).is_some_and(|it| it.iter().any(|it| same(it, cell)));
    let cells = hand.iter().flat_map(|(key, all)| all.iter().map(move |it| (key, it)));
    let missed: Vec<String> = cells
        .filter(|(key, cell)| !is_taken(key, cell))
        .map(|(key, cell)| format!("{} {} {cell:?}", key.0, key.1))
        .collect();
    println!("{source}: cells entered by hand that are taken right: {}", share(all - missed.len(), all));
    if missed.len() < 40 {
        missed.iter().for_each(|it| println!("  not taken: {it}"));
    }
    let (mut wrong, mut new) = (0, 0);
    for (key, cell) in taken.iter().flat_map(|(key, all)| all.iter().map(move |it| (key, it))) {
        match hand.get(key) {
            None => {
                new += 1;
                println!("  taken, not by hand: {} {} {cell:?}", key.0, key.1);
            }
            Some(known) if known.iter().any(|it| same(it, cell)) => (),
            Some(known) => {
                wrong += 1;
                println!("  taken: {} {} {cell:?}, by hand {known:?}", key.0, key.1);
            }
        }
    }
    println!("{source}: taken and entered otherwise by hand: {wrong}; not entered by hand: {new}");
    (all - missed.len(), wrong)
}

/// What is breached, by rule, subject and what is said; the numbers of it stand in the message.
fn breached(workspace: &Workspace) -> BTreeMap<(String, String), String> {
    let verdicts = verdicts_of(workspace, "2024-03-22", &Selection::default());
    let breached = verdicts.into_iter().filter(|it| it.outcome == Outcome::Breached);
    breached.map(|it| ((it.rule.to_string(), it.subject.id.clone()), it.message.sv)).collect()
}

/// The faults that the rules find on what is read, against those that they find on the same tables entered by hand.
fn faults(source: &str, year: i32, grids: &Grids, reading: &Reading) {
    let workspace = the_bundled();
    let mut texts = bundled();
    texts.retain(|path, _| !path.starts_with("fixtures/umearegionen/figures/"));
    let mut hand = load(&bundled());
    let tables = &mut Arc::make_mut(&mut hand.model).tables;
    tables.retain(|it| it.source.value == source && it.kind != TableKind::Text);
    let of = Source { id: source, declared: None, year };
    for (year, text) in files_of(&workspace.model, grids, reading, of, Papers::default()) {
        texts.insert(format!("fixtures/umearegionen/figures/{year}-read.toml"), text);
    }
    let read = load(&texts);
    assert!(read.problems.iter().all(|it| it.severity < Severity::Error), "{:#?}", read.problems);
    let mut none = load(&texts);
    Arc::make_mut(&mut none.model).tables.clear();
    let (hand, read, none) = (breached(&hand), breached(&read), breached(&none));
    let needs = hand.keys().filter(|it| !none.contains_key(*it)).count();
    println!("{source}: breaches that need the figures: {needs}");
    assert!(needs > 0);
    let both = hand.keys().filter(|it| read.contains_key(*it)).count();
    println!("{source}: breaches on both: {both} of {} by hand, {} as read", hand.len(), read.len());
    for (key, said) in hand.iter().filter(|(key, _)| !read.contains_key(*key)) {
        println!("  by hand alone: {} {}: {said}", key.0, key.1);
    }
    for (key, said) in read.iter().filter(|(key, _)| !hand.contains_key(*key)) {
        println!("  as read alone: {} {}: {said}", key.0, key.1);
    }
}

#[test]
#[ignore = "needs the texts of the real documents, which are no part of the project"]
fn measured() {
    let folder = std::env::var("SAMKOLL_SOURCES").expect("SAMKOLL_SOURCES=DIR");
    let workspace = the_bundled();
    let mut bare = (*workspace.model).clone();
    bare.answers.clear();
    for (at, (file, source, year)) in DOCUMENTS.iter().enumerate() {
        let document = document::read(file, &fs::read(Path::new(&folder).join(file)).unwrap()).unwrap();
        let grids = Grids::of(&document);
        let hand = by_hand(workspace, source);
        let read = numbers(&grids);
        let is_read = |number: Decimal, unit: Unit, year: i32| {
            let as_told = |it| [Some(year), None].map(|year| (number.abs().normalize(), it, year));
            [unit, Unit::Number, Unit::Count].into_iter().flat_map(as_told).any(|it| read.contains(&it))
        };
        let cells = hand.iter().flat_map(|(key, all)| all.iter().map(move |it| (key, it)));
        let printed: Vec<(i32, Decimal, Unit)> =
            cells.filter_map(|(key, (number, unit))| Some((key.1, (*number)?, *unit))).collect();
        let seen = printed.iter().filter(|(year, number, unit)| is_read(*number, *unit, *year)).count();
        println!("{file}: numbers of tables read: {}", share(seen, printed.len()));
        println!("by the standard's labels alone:");
        let alone = take(&bare, &document, &grids, *year);
        let (_, wrong_alone) = held(source, &hand, &taken(&alone));
        println!("{source}: rows asked about: {}", alone.questions.len());
        println!("with the answers of the förbund:");
        let reading = take(&workspace.model, &document, &grids, *year);
        let (right, wrong) = held(source, &hand, &taken(&reading));
        println!(
            "{source}: rows asked about: {}, numbers beside: {}",
            reading.questions.len(),
            reading.beside
        );
        assert_eq!((wrong, wrong_alone), (0, 0), "{file}");
        if at == 0 {
            faults(source, *year, &grids, &reading);
        }
        let all: usize = hand.values().map(Vec::len).sum();
        assert!(at > 0 || right * 100 >= all * 90 && seen * 100 >= printed.len() * 98, "{file}");
    }
}
