//! How well the real documents are read, held against the figures of the bundled workspace, which were entered by hand.
//! Their texts are no part of the project: run it with the folder they are in,
//! `SAMKOLL_SOURCES=DIR cargo test --test it measured -- --ignored --nocapture`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use rust_decimal::Decimal;
use samkoll::amount::Unit;
use samkoll::document::grid::Grids;
use samkoll::import::reading::take;
use samkoll::model::figure::TableKind;
use samkoll::{Workspace, document};

use crate::common::the_bundled;

/// Each document: the begin of its file's name, its id, and the year it is of.
const DOCUMENTS: &[(&str, &str, i32)] = &[("arsredovisning-2023", "arsredovisning-2023", 2023)];

/// A figure, its year, and the kind of its unit.
type Key = (String, i32, String);

/// What tables entered by hand have of a document: every number, or that it is blank, and its unit.
fn by_hand(workspace: &Workspace, source: &str) -> BTreeMap<Key, Vec<(Option<Decimal>, Unit)>> {
    let of_it = workspace.model.tables.iter();
    let of_it = of_it.filter(|it| it.source.value == source && it.kind != TableKind::Text);
    let mut all: BTreeMap<Key, Vec<_>> = BTreeMap::new();
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
fn same(one: &(Option<Decimal>, Unit), other: &(Option<Decimal>, Unit)) -> bool {
    one.0.map(|it| it.abs()) == other.0.map(|it| it.abs()) && one.1 == other.1
}

#[test]
#[ignore = "needs the texts of the real documents, which are no part of the project"]
fn measured() {
    let folder = std::env::var("SAMKOLL_SOURCES").expect("SAMKOLL_SOURCES=DIR");
    let workspace = the_bundled();
    for (begins, source, year) in DOCUMENTS {
        let mut files = fs::read_dir(&folder).unwrap().map(|it| it.unwrap().path());
        let path = files.find(|it| it.file_name().unwrap().to_string_lossy().starts_with(begins)).unwrap();
        let document = document::read("x.txt", &fs::read(&path).unwrap()).unwrap();
        let grids = Grids::of(&document);
        let reading = take(&workspace.model, &document, &grids, *year);
        let hand = by_hand(workspace, source);

        // Numbers as read, whatever they are called.
        let mut read: BTreeSet<(Decimal, Unit, Option<i32>)> = BTreeSet::new();
        for figure in &grids.figures {
            let column = &grids.grids[figure.grid].columns[figure.column];
            read.insert((
                figure.quantity.digits_printed().abs().normalize(),
                figure.quantity.unit,
                column.year,
            ));
        }
        let is_read = |number: Decimal, unit: Unit, year: i32| {
            let units = [unit, Unit::Number, Unit::Count];
            units.iter().any(|unit| {
                [Some(year), None].iter().any(|year| read.contains(&(number.abs().normalize(), *unit, *year)))
            })
        };
        let numbers: Vec<(&Key, Decimal, Unit)> = hand
            .iter()
            .flat_map(|(key, all)| {
                all.iter().filter_map(move |(number, unit)| Some((key, (*number)?, *unit)))
            })
            .collect();
        let seen = numbers.iter().filter(|(key, number, unit)| is_read(*number, *unit, key.1)).count();
        println!("{source}: numbers of tables read: {}", share(seen, numbers.len()));

        // Claims taken, by figure, year and value.
        let mut taken: BTreeMap<Key, Vec<(Option<Decimal>, Unit)>> = BTreeMap::new();
        for claim in &reading.claims {
            let key = (claim.figure.clone(), claim.year, claim.unit.kind().name().sv);
            taken.entry(key).or_default().push((claim.number, claim.unit));
        }
        let (mut right, mut missed, mut all) = (0, Vec::new(), 0);
        for (key, claims) in &hand {
            for claim in claims {
                all += 1;
                match taken.get(key).is_some_and(|it| it.iter().any(|it| same(it, claim))) {
                    true => right += 1,
                    false => missed.push(format!("{} {} {:?}", key.0, key.1, claim)),
                }
            }
        }
        println!("{source}: claims entered by hand that are taken right: {}", share(right, all));
        missed.iter().for_each(|it| println!("  not taken: {it}"));
        let (mut wrong, mut new) = (Vec::new(), Vec::new());
        for (key, claims) in &taken {
            for claim in claims {
                match hand.get(key) {
                    None => new.push(format!("{} {} {:?}", key.0, key.1, claim)),
                    Some(known) if known.iter().any(|it| same(it, claim)) => (),
                    Some(known) => wrong.push(format!("{} {} {claim:?}, by hand {known:?}", key.0, key.1)),
                }
            }
        }
        println!("{source}: taken and entered otherwise by hand: {}", wrong.len());
        wrong.iter().for_each(|it| println!("  {it}"));
        println!("{source}: taken and not entered by hand: {}", new.len());
        new.iter().for_each(|it| println!("  {it}"));
        println!("{source}: rows asked about: {}, beside: {}", reading.questions.len(), reading.beside);
        assert!(wrong.is_empty() && right * 100 >= all * 90 && seen * 100 >= numbers.len() * 98);
    }
}
