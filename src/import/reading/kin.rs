//! What a row is by the company it keeps: a label that says too little is sure beside rows of the same family, and a
//! figure of a statement is sure in another table where it says the same number.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::sheet::is_sum_alone;
use super::{Is, Place, Taking, Why, first};
use crate::amount::{Origin, Quantity, Unit};
use crate::document::grid::{Line, LineKind};

/// Settles what could not be told by a row alone.
pub(super) fn settle(taking: &mut Taking<'_>) {
    let new = by_number(taking);
    taking.is.extend(new);
    let new = by_family(taking);
    taking.is.extend(new);
    let new = by_terms(taking);
    taking.is.extend(new);
}

/// The cells of which one figure is likely, with its name.
fn likely<'t>(taking: &'t Taking<'_>) -> impl Iterator<Item = (Place, &'t str)> {
    taking.is.iter().filter_map(|(place, is)| match is {
        Is::Asked(Why::Unsure, names) => match names.as_slice() {
            [one] => Some((*place, one.as_str())),
            _ => None,
        },
        _ => None,
    })
}

fn known(taking: &Taking<'_>, place: Place, figure: &str) -> Option<Is> {
    let sheet = taking.sheets.get(place.0)?;
    let cell = sheet.cell(taking.grids, place)?;
    taking.taken(figure, &cell, taking.unit(sheet, place)?)
}

/// Of a table whose title says nothing, a row of a statement is the statement's where it says the same number of the
/// same year. Another number is asked about: it may be another thing.
fn by_number(taking: &Taking<'_>) -> Vec<(Place, Is)> {
    let mut stated: BTreeMap<(&str, i32), Vec<Quantity>> = BTreeMap::new();
    for (place, is) in &taking.is {
        if let (Is::Figure { name, unit, .. }, Some(year)) = (is, taking.year_of(*place)) {
            let number = number(taking, *place).and_then(|it| quantity(it, *unit));
            stated.entry((name.as_str(), year)).or_default().extend(number);
        }
    }
    let agrees = |place: Place, figure: &str| {
        let sheet = taking.sheets.get(place.0)?;
        let own = quantity(number(taking, place)?, taking.unit(sheet, place)?)?;
        let all = stated.get(&(figure, taking.year_of(place)?))?;
        let meets = |own: &Quantity| all.iter().any(|it| it.meets(own) == Ok(true));
        Some(meets(&own) || meets(&turned(&own)))
    };
    let sure = likely(taking).filter(|(place, figure)| {
        let is_own = taking.sheets.get(place.0).is_some_and(|it| it.prints.is_none());
        let says_enough = cell_says_enough(taking, *place);
        is_own && says_enough && agrees(*place, figure) == Some(true)
    });
    sure.filter_map(|(place, figure)| Some((place, known(taking, place, figure)?))).collect()
}

fn cell_says_enough(taking: &Taking<'_>, place: Place) -> bool {
    let cell = taking.sheets.get(place.0).and_then(|it| it.cell(taking.grids, place));
    cell.is_some_and(|it| !it.is_generic)
}

/// A label that says too little is sure where a row beside it is of the same family of figures.
fn by_family(taking: &Taking<'_>) -> Vec<(Place, Is)> {
    let mut families: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for (place, is) in &taking.is {
        if let Is::Figure { name, .. } = is {
            families.entry(place.0).or_default().insert(first(name));
        }
    }
    let sure = likely(taking).filter(|(place, figure)| {
        let is_own = taking.sheets.get(place.0).is_some_and(|it| it.prints.is_none());
        is_own && families.get(&place.0).is_some_and(|it| it.contains(first(figure)))
    });
    sure.filter_map(|(place, figure)| Some((place, known(taking, place, figure)?))).collect()
}

/// A row that says only that it is a sum is what the rows above it are said to come to.
fn by_terms(taking: &Taking<'_>) -> Vec<(Place, Is)> {
    let mut found = Vec::new();
    for (place, is) in &taking.is {
        let (at, row, column) = *place;
        let Some(line) = taking.grids.grids.get(at).and_then(|it| it.lines.get(row)) else { continue };
        let is_sum = matches!(line.kind, LineKind::Sum(_)) && is_sum_alone(&super::lexicon::key(&line.label));
        if !is_sum || !matches!(is, Is::Asked(..)) {
            continue;
        }
        let above = taking.is.range((at, 0, 0)..(at, row, 0)).filter(|((_, _, it), _)| *it == column);
        let names = above.filter_map(|(_, is)| match is {
            Is::Figure { name, .. } => Some(name.as_str()),
            _ => None,
        });
        let taken: BTreeSet<&str> = names.collect();
        let rows = taking.grids.grids.get(at).into_iter().flat_map(|it| it.lines.iter().take(row));
        let has_one =
            |it: &&Line| it.unread.contains(&column) || it.figures.get(column).is_some_and(Option::is_some);
        let numbered = rows.filter(has_one).count();
        if let ([total], true) = (taking.lexicon.totals_of(&taken).as_slice(), numbered == taken.len()) {
            found.extend(known(taking, *place, total).map(|is| (*place, is)));
        }
    }
    found
}

fn number(taking: &Taking<'_>, (at, row, column): Place) -> Option<Decimal> {
    let line = taking.grids.grids.get(at)?.lines.get(row)?;
    let figure = line.figures.get(column).copied().flatten()?;
    taking.grids.quantity(figure).map(Quantity::digits_printed)
}

fn quantity(number: Decimal, unit: Unit) -> Option<Quantity> {
    Quantity::printed(number, unit, Origin(0)).ok()
}

fn turned(quantity: &Quantity) -> Quantity {
    let number = -quantity.digits_printed();
    Quantity::printed(number, quantity.unit, Origin(0)).unwrap_or_else(|_| quantity.clone())
}
