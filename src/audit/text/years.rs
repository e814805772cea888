//! A paragraph whose numbers are those of another year: each alone may be another thing, several in a row are not.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::sentence::{Number, Sentence};
use super::tie::{Rows, comparable, is_same};
use super::{Mentioned, TextAudit, Why};
use crate::amount::Quantity;
use crate::document::grid::Grid;

/// How many numbers of another year there are, before it is no chance.
const SEVERAL: usize = 3;

/// A number in the text and its cell.
struct Hit<'s> {
    sentence: &'s Sentence<'s>,
    at: Range<usize>,
    printed: Quantity,
    figure: usize,
    right: Quantity,
}

/// Where several numbers beside the words of a table's rows are all those of one other year, and none of the text's
/// own.
pub(super) fn checked(rows: &Rows<'_>, sentences: &[Sentence<'_>], main: Option<i32>, found: &mut TextAudit) {
    let Some(main) = main else { return };
    let named: BTreeSet<i32> = sentences.iter().flat_map(Sentence::years).map(|(_, it)| it).collect();
    let looks_back =
        |it: &str| matches!(it, "fjolåret" | "föregående" | "innan" | "förra" | "fjol" | "budgeterat");
    if sentences.iter().flat_map(Sentence::words).any(|(_, it)| looks_back(it)) {
        return;
    }
    if sentences.iter().flat_map(Sentence::amounts).count() < SEVERAL {
        return;
    }
    for (number_of, grid) in rows.grids.grids.iter().enumerate() {
        let years: BTreeSet<i32> = grid.columns.iter().filter_map(|it| it.year).collect();
        for year in years.into_iter().filter(|it| *it != main && !named.contains(it)) {
            let (mut hits, mut own) = (Vec::new(), 0_usize);
            for sentence in sentences {
                for (at, number) in sentence.amounts() {
                    match of_year(rows, (number_of, grid), sentence, (at, number), (year, main)) {
                        Some(Ok(hit)) => hits.push(hit),
                        Some(Err(())) => own = own.saturating_add(1),
                        None => (),
                    }
                }
            }
            let lines: BTreeMap<usize, ()> = hits.iter().map(|it| (it.figure, ())).collect();
            if lines.len() < SEVERAL || own > 0 {
                continue;
            }
            let cells: Vec<(Quantity, usize)> =
                hits.iter().map(|it| (it.printed.clone(), it.figure)).collect();
            if let Some(first) = hits.into_iter().next() {
                let why = Why::OtherYear { year, cells };
                let told = Mentioned::of(first.sentence, first.at, first.printed, Some(first.right), why);
                found.findings.push(Mentioned { cause: None, ..told });
            }
        }
    }
}

/// The cell of the other year that a number is, by a word of its row beside it; `Err` where it is that of the year
/// itself, or of both.
fn of_year<'s>(
    rows: &Rows<'_>,
    (number_of, grid): (usize, &Grid),
    sentence: &'s Sentence<'s>,
    (at, number): (usize, &Number),
    (year, main): (i32, i32),
) -> Option<Result<Hit<'s>, ()>> {
    let beside = beside(sentence, at);
    let mut hit = None;
    for (line, stems) in grid.lines.iter().zip(rows.stems.get(number_of).into_iter().flatten()) {
        if !stems.iter().any(|it| it.chars().count() >= 4 && beside.contains(&it.as_str())) {
            continue;
        }
        for (figure, column) in line.figures.iter().zip(&grid.columns) {
            let Some((figure, cell)) = figure.and_then(|it| Some((it, rows.grids.quantity(it)?))) else {
                continue;
            };
            let Some(printed) = comparable(number, cell).filter(|it| is_same(it, cell)) else { continue };
            if column.year == Some(year) {
                hit = hit.or(Some((printed, figure, line)));
            } else if column.year.is_none_or(|it| it == main) {
                return Some(Err(()));
            }
        }
    }
    let (printed, figure, line) = hit?;
    let of_main = |(figure, column): (&Option<usize>, &crate::document::grid::Column)| {
        let cell = figure.and_then(|it| rows.grids.quantity(it))?;
        (column.year.is_none_or(|it| it == main) && cell.kind == printed.kind).then(|| cell.clone())
    };
    let right = line.figures.iter().zip(&grid.columns).filter_map(of_main).next_back()?;
    Some(Ok(Hit { sentence, at: sentence.span(at), printed, figure, right }))
}

/// The stems of the words around a number, as far as the numbers beside it.
fn beside<'s>(sentence: &'s Sentence<'_>, at: usize) -> Vec<&'s str> {
    let is_number = |it: &usize| sentence.number(*it).is_some_and(Number::is_amount);
    let to = (at.saturating_add(1)..sentence.tokens.len())
        .find(|it| is_number(it))
        .unwrap_or(sentence.tokens.len());
    (at..to).filter_map(|it| sentence.stem(it)).collect()
}
