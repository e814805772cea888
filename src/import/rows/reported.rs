//! What is asked for when the förbund reports to Försäkringskassan, in the order it is asked for: the figures that the
//! catalogue says so of, those of the insatser among them, and what has been reported in any year. Each has what was
//! reported of it, or else the weightiest that is known, and where that stands.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::checked::{MISSING, SUM_OF};
use super::columns::usual_unit;
use super::figures::{Claims, in_unit, sign};
use super::{Asked, Column, Known, Typed};
use crate::amount::Unit;
use crate::model::figure::{FigureName, Formula, Table, TableKind};

/// An amount, its unit, and where it stands.
type Found = (Decimal, Unit, String);

/// The rows, in the order they are asked for.
pub(super) fn known(asked: &Asked<'_>) -> Vec<Known> {
    let reported = asked.model.tables.iter().filter(|it| it.kind == TableKind::Reported);
    let before: BTreeSet<&str> =
        reported.flat_map(|it| &it.cells).map(|it| it.figure.value.as_str()).collect();
    let is_asked =
        |(name, figure): &(&String, &FigureName)| figure.reported.is_some() || before.contains(name.as_str());
    let mut names: Vec<(&String, &FigureName)> = asked.model.catalogue().iter().filter(is_asked).collect();
    names.sort_by_key(|(name, figure)| (figure.reported.is_none(), figure.reported, *name));
    let [reported, others] = [true, false].map(|it| Claims::of(asked, asked.year, it));
    names.into_iter().map(|(name, figure)| row(asked, (name, figure), &reported, &others)).collect()
}

fn row(
    asked: &Asked<'_>,
    (name, figure): (&str, &FigureName),
    reported: &Claims<'_>,
    others: &Claims<'_>,
) -> Known {
    let first = reported.all(name).first().or_else(|| others.all(name).first());
    let found = match first {
        Some((table, number)) => Some((*number, table.unit, place(asked, name, table))),
        None => sum(asked, figure, others),
    };
    let unit = found.as_ref().map_or_else(|| usual_unit(figure.kind), |(_, unit, _)| *unit);
    let ledger = others.all(name).iter().find(|(table, _)| table.kind == TableKind::Ledger);
    let ledger = ledger.and_then(|(table, number)| in_unit(*number, table.unit, unit));
    let stands = found.as_ref().map_or_else(|| MISSING.sv.to_owned(), |(.., place)| place.clone());
    let cells = [
        (Column::Figure, Some(Typed::Text(figure.title.sv.clone()))),
        (Column::Year, Some(Typed::Number(Decimal::from(asked.year)))),
        (Column::Sign, sign(figure)),
        (Column::Unit, Some(Typed::Text(unit.name().to_owned()))),
        (Column::Amount, found.map(|(number, ..)| Typed::Number(number))),
        (Column::Place, Some(Typed::Text(stands))),
        (Column::Ledger, ledger.map(Typed::Number)),
    ];
    Known {
        id: name.to_owned(),
        cells: cells.into_iter().filter_map(|(column, value)| Some((column, value?))).collect(),
        span: None,
        on_sheet: true,
    }
}

/// The document, the part of it, and the line of the file.
fn place(asked: &Asked<'_>, figure: &str, table: &Table) -> String {
    let cell = table.cells.iter().find(|it| it.figure.value == figure);
    let at = asked.files.place(cell.map_or(table.id.span, |it| it.span));
    let cited = asked.model.cited_at(&table.source.value, Some(&table.part));
    format!("{cited} – {}:{}", at.file, at.line)
}

/// What a figure that is a sum comes to, where every term of it is known, all in one unit. One that is not known leaves
/// the sum unknown.
fn sum(asked: &Asked<'_>, figure: &FigureName, others: &Claims<'_>) -> Option<Found> {
    let Some(Formula::Sum(terms)) = &figure.formula else { return None };
    let (mut total, mut units, mut places) = (Decimal::ZERO, BTreeSet::new(), Vec::new());
    for term in terms {
        for name in asked.model.spread(&term.name.value) {
            let (table, number) = others.all(&name).first().filter(|_| term.year == 0)?;
            total = match term.minus {
                true => total.checked_sub(*number)?,
                false => total.checked_add(*number)?,
            };
            units.insert(table.unit);
            places.push(place(asked, &name, table));
        }
    }
    let unit = units.first().copied().filter(|_| units.len() == 1)?;
    Some((total, unit, format!("{}{}", SUM_OF.sv, places.join("; "))))
}
