//! Rows without a number: the title of what follows, or a figure that is missing. Only what is surely a figure is taken
//! as one that is blank; what may be either is asked about.

use std::collections::BTreeSet;

use super::{Is, Taking};
use crate::document::grid::{Grid, Kin, LineKind, Role};
use crate::document::number::Said;

/// What a row without a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Empty {
    /// The title of what follows.
    Title,
    /// Nothing that is known.
    Nothing,
    /// A figure that is blank.
    Figure,
    /// A title, or a figure that is blank.
    Unsure,
}

/// Tells of every row without a number that is called as a figure of its table what it is.
pub(super) fn settle(taking: &mut Taking<'_>) {
    let mut all = Vec::new();
    for (at, grid) in taking.grids.grids.iter().enumerate() {
        let is_last = !taking.grids.grids.iter().skip(at).skip(1).any(|it| it.table == grid.table);
        let empty = |row: &usize| taking.sheets.get(at).is_some_and(|it| it.empty(*row).is_some());
        let (empty, full): (Vec<usize>, Vec<usize>) = (0..grid.lines.len()).partition(empty);
        let stated: BTreeSet<String> = match empty.is_empty() {
            true => BTreeSet::new(),
            false => full.iter().filter_map(|row| named(taking, (at, *row), false)).collect(),
        };
        for row in empty {
            let name = named(taking, (at, row), true).filter(|it| !stated.contains(it));
            let is = name.and_then(|name| is(taking, grid, (at, row), (&name, is_last)));
            all.extend(is.map(|is| (at, row, is)));
        }
    }
    for (at, row, is) in all {
        if let Some(sheet) = taking.sheets.get_mut(at) {
            sheet.set_empty(row, is);
        }
    }
}

/// What a row is that is called as a figure, by the row below it; none where it is a title.
fn is(
    taking: &Taking<'_>,
    grid: &Grid,
    (at, row): (usize, usize),
    (name, is_last): (&str, bool),
) -> Option<Empty> {
    let line = grid.lines.get(row)?;
    let says_nothing = line
        .said
        .iter()
        .zip(&grid.columns)
        .any(|(said, column)| *said == Said::Nothing && !matches!(column.role, Role::Words | Role::Note));
    let below = row.checked_add(1).and_then(|it| Some((it, grid.lines.get(it)?)));
    let Some((next, below)) = below.filter(|_| !says_nothing) else {
        return Some(if says_nothing || is_last { Empty::Figure } else { Empty::Unsure });
    };
    let next = named(taking, (at, next), false).or_else(|| named(taking, (at, next), true));
    let is_sum = matches!(below.kind, LineKind::Sum(Kin::Sum | Kin::Total));
    let Some(next) = next else { return Some(if is_sum { Empty::Figure } else { Empty::Unsure }) };
    let lexicon = &taking.lexicon;
    if lexicon.is_term(name, &next) || next.strip_prefix(name).is_some_and(|it| it.starts_with('.')) {
        return None;
    }
    let is_beside = lexicon.is_term(&next, name) || lexicon.are_terms(name, &next);
    Some(if is_sum || is_beside { Empty::Figure } else { Empty::Unsure })
}

/// The figure that a row is in the first column that makes one of it: by its label alone, or as answered too.
fn named(taking: &Taking<'_>, (at, row): (usize, usize), by_label: bool) -> Option<String> {
    let (grid, sheet) = (taking.grids.grids.get(at)?, taking.sheets.get(at)?);
    let columns = grid.columns.iter().enumerate().skip(1);
    let columns = columns.filter(|(_, it)| !matches!(it.role, Role::Words | Role::Note));
    let mut all = columns.filter_map(|(column, _)| {
        let place = (at, row, column);
        let printed = taking.unit(sheet, place)?;
        let answer = || if by_label { None } else { taking.answer(sheet, place, printed) };
        match answer().unwrap_or_else(|| taking.by_label_unless_barred(sheet, place, printed, None)) {
            Is::Figure { name, .. } => Some(name),
            Is::Ignored(_) | Is::Asked(..) => None,
        }
    });
    all.next()
}
