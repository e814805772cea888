//! The columns of the catalogue: what a row is called apart from whether it is outcome, budget, forecast or target.

use std::collections::BTreeSet;

use crate::amount::Kind;
use crate::model::Model;

/// What stands before a row's name in each column but the outcome's: `budget`, where the catalogue has both
/// `budget.income.total` and `income.total`, and they measure the same.
#[derive(Debug)]
pub(super) struct Columns<'m>(BTreeSet<&'m str>);

impl<'m> Columns<'m> {
    pub(super) fn of(model: &'m Model) -> Self {
        let names = model.catalogue();
        let ends = names
            .iter()
            .flat_map(|(name, own)| name.match_indices('.').map(move |(at, _)| (name, at, own.kind)));
        let column = |(name, at, kind): (&'m String, usize, Kind)| {
            let (before, row) = split(name, at)?;
            // A share of something is no column of it.
            names.get(row).is_some_and(|it| it.kind == kind).then_some(before)
        };
        Self(ends.filter_map(column).collect())
    }

    /// A figure's column, empty for the outcome's, and its row.
    pub(super) fn of_name<'n>(&self, name: &'n str) -> (&'n str, &'n str) {
        let mut splits = name.match_indices('.').filter_map(|(at, _)| split(name, at));
        splits.rfind(|(before, _)| self.0.contains(before)).unwrap_or(("", name))
    }
}

fn split(name: &str, at: usize) -> Option<(&str, &str)> {
    Some((name.get(..at)?, name.get(at.saturating_add(1)..)?))
}

/// What a row is called in a column.
pub(super) fn named(column: &str, row: &str) -> String {
    if column.is_empty() { row.to_owned() } else { format!("{column}.{row}") }
}
