//! Rows that one table prints and another of its kind and year leaves out, though it has the total and the other rows.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rust_decimal::Decimal;

use super::columns::{Columns, named};
use super::{Figures, Gap, amount_gap, blank_cell, has_its_cells, lost_cells, place_words};
use crate::amount::{Kind, Quantity, Text};
use crate::model::Model;
use crate::model::figure::{Cell, FigureName, Formula, Prints, Table};

/// A row that other tables of the year have, or leave out.
#[derive(Debug, Default)]
pub(in crate::facts) struct Row {
    /// How many others print its total and the rows beside it.
    pub(in crate::facts) peers: usize,
    /// The first of those that leave it out; one whose total tells before others.
    pub(in crate::facts) left_out: Option<LeftOut>,
}

/// Where a row is left out.
#[derive(Debug)]
pub(in crate::facts) struct LeftOut {
    /// What the row is there.
    pub(in crate::facts) here: Quantity,
    /// The table that has it.
    pub(in crate::facts) place: Text,
    /// The total it is left out under, and where that stands.
    pub(in crate::facts) under: Text,
    /// What the total is beyond the rows that stand there: nothing, when the total is without it.
    pub(in crate::facts) rest: Result<Quantity, Gap>,
}

/// How many tables of a year each is held against: the weightiest of them.
const NEAREST: usize = 20;

impl LeftOut {
    /// Whether the total needs more than the rows that stand there.
    pub(in crate::facts) fn is_needed(&self) -> Result<bool, Gap> {
        let rest = self.rest.as_ref().map_err(Gap::clone)?;
        Ok(rest.low > Decimal::ZERO || rest.high < Decimal::ZERO)
    }

    /// What tells most comes first: a total that needs the row, then one that does not.
    fn order(&self) -> u8 {
        self.is_needed().map_or(2, |needed| u8::from(!needed))
    }
}

impl Figures {
    /// Every row of a year's tables that tables beside it have, or leave out.
    pub(super) fn rows_beside(&self, model: &Model) -> BTreeMap<(i32, String), Row> {
        let mut found = BTreeMap::new();
        let columns = Columns::of(model);
        let sums = Sums::of(model, &columns);
        let mut years: BTreeMap<i32, Vec<Printed<'_>>> = BTreeMap::new();
        for table in self.counted.iter().filter_map(|index| model.tables.get(*index)) {
            if table.prints.is_some_and(|it| !matches!(it, Prints::Other | Prints::ReportedToFk)) {
                years.entry(table.year).or_default().push(Printed::of(model, &columns, table));
            }
        }
        for tables in years.into_values().filter(|it| it.len() > 1) {
            for (at, table) in tables.iter().enumerate() {
                let others = tables.iter().take(NEAREST).enumerate().filter(|(other, _)| *other != at);
                for (_, other) in others {
                    self.hold_against(model, &sums, table, other, &mut found);
                }
            }
        }
        found
    }

    /// One table's rows under each total, held against another's.
    fn hold_against(
        &self,
        model: &Model,
        sums: &Sums,
        table: &Printed<'_>,
        other: &Printed<'_>,
        found: &mut BTreeMap<(i32, String), Row>,
    ) {
        let both = table.rows.keys().filter(|total| other.rows.contains_key(*total));
        for (total, below) in both.map(|total| (*total, sums.below(total))) {
            // Tables of other kinds are shorter or longer; what is printed as so much of a row is in that row anywhere.
            let alike = table.table.prints == other.table.prints;
            let own = table.that_count(&below).filter(|it| alike || sums.within.contains(*it));
            let (there, lacking): (Vec<&str>, Vec<&str>) = own.partition(|row| sums.has(row, total, other));
            // What is in a row that is left out is left out with it, and what stands there in parts is there.
            let of_another = |row: &&str| lacking.iter().any(|it| sums.is_below(row, it));
            let in_parts = |row: &str| other.rows.keys().any(|it| sums.is_below(it, row));
            let left_out = lacking.iter().copied().filter(|row| !of_another(row) && !in_parts(row));
            let left_out: Vec<&str> = left_out.collect();
            // What is printed as so much of a row has none beside it: the other table must have rows of its own.
            let beside = if left_out.iter().all(|row| sums.within.contains(*row)) {
                other.that_count(&below).count()
            } else {
                there.len()
            };
            // Tables that split a total in different ways leave nothing out.
            if beside == 0 || beside < left_out.len() {
                continue;
            }
            for row in there {
                let row = found.entry((table.table.year, table.name_of(row))).or_default();
                row.peers = row.peers.saturating_add(1);
            }
            for row in left_out {
                let Some(missing) = self.left_out(model, sums, (table, row), (other, total)) else {
                    continue;
                };
                let row = found.entry((table.table.year, table.name_of(row))).or_default();
                row.peers = row.peers.saturating_add(1);
                if row.left_out.as_ref().is_none_or(|known| missing.order() < known.order()) {
                    row.left_out = Some(missing);
                }
            }
        }
    }

    fn left_out(
        &self,
        model: &Model,
        sums: &Sums,
        (table, row): (&Printed<'_>, &str),
        (other, total): (&Printed<'_>, &str),
    ) -> Option<LeftOut> {
        let here = self.cell(&table.name_of(row), table.table.year, Some(&table.table.id.value))?;
        let column = other.column_of(total)?;
        let name = named(column, total);
        let cell = self.cell(&name, other.table.year, Some(&other.table.id.value))?;
        let place = |origin| self.claim(model, origin).map(|claim| place_words(model, &claim));
        let there = place(cell)?;
        let title = model.figure_title(&name);
        Some(LeftOut {
            here: self.quantity(here)?.clone(),
            place: place(here)?,
            under: title.map(|language, title| format!("{title} ({})", there.get(language))),
            rest: self.rest(model, sums, other, column, total),
        })
    }

    /// What a total is beyond the rows that stand under it in its own column.
    fn rest(
        &self,
        model: &Model,
        sums: &Sums,
        other: &Printed<'_>,
        column: &str,
        total: &str,
    ) -> Result<Quantity, Gap> {
        if !has_its_cells(other.table) {
            return Err(lost_cells(other.table));
        }
        let value = |row: &str| {
            let cell = self.cell(&named(column, row), other.table.year, Some(&other.table.id.value))?;
            self.quantity(cell)
        };
        let blank = || {
            let title = model.figure_title(&named(column, total));
            Gap::figure(blank_cell(&title, other.table.year, &other.table.part))
        };
        let mut rest = value(total).ok_or_else(blank)?.clone();
        let parts: Vec<(&String, &bool)> = sums.parts.get(total).into_iter().flatten().collect();
        for (row, minus) in &parts {
            // A row that stands under another that is printed is in it already; one that is blank is nothing.
            let is_in = |(whole, _): &(&String, &bool)| sums.is_below(row, whole) && value(whole).is_some();
            if let Some(value) = value(row).filter(|_| !parts.iter().any(is_in)) {
                let less = if **minus { rest.add(value) } else { rest.sub(value) };
                rest = less.map_err(amount_gap)?;
            }
        }
        Ok(rest)
    }
}

/// What a table prints of money, row by row, each in its columns.
struct Printed<'m> {
    table: &'m Table,
    rows: BTreeMap<&'m str, BTreeMap<&'m str, &'m Cell>>,
}

impl<'m> Printed<'m> {
    fn of(model: &'m Model, columns: &Columns<'m>, table: &'m Table) -> Self {
        let mut rows: BTreeMap<&str, BTreeMap<&str, &Cell>> = BTreeMap::new();
        let is_row = |name: &str| model.catalogue().get(name).is_some_and(is_row);
        for cell in table.cells.iter().filter(|it| is_row(&it.figure.value)) {
            let (column, row) = columns.of_name(&cell.figure.value);
            rows.entry(row).or_default().insert(column, cell);
        }
        Self { table, rows }
    }

    /// Those of some rows that stand there with something in them.
    fn that_count(&self, some: &BTreeSet<String>) -> impl Iterator<Item = &'m str> {
        let filled = self.rows.iter().filter(|(_, cells)| cells.values().any(|it| is_filled(it)));
        filled.map(|(row, _)| *row).filter(|row| some.contains(*row))
    }

    /// Whether a row stands there with something in it.
    fn counts(&self, row: &str) -> bool {
        self.rows.get(row).is_some_and(|cells| cells.values().any(|it| is_filled(it)))
    }

    /// The first column that has something in a row: the outcome's before others.
    fn column_of(&self, row: &str) -> Option<&'m str> {
        let cells = self.rows.get(row)?;
        cells
            .iter()
            .find(|(_, cell)| is_filled(cell))
            .or_else(|| cells.iter().next())
            .map(|(column, _)| *column)
    }

    fn name_of(&self, row: &str) -> String {
        named(self.column_of(row).unwrap_or_default(), row)
    }
}

fn is_filled(cell: &Cell) -> bool {
    cell.number.is_some_and(|number| !number.is_zero())
}

/// Which rows make up which, whatever the column.
#[derive(Default)]
struct Sums {
    /// Of each total its rows, and whether they are taken away.
    parts: BTreeMap<String, BTreeMap<String, bool>>,
    /// Of each total that is asked about every row under it, however far down: in a chain of thousands each has
    /// nearly all.
    below: RefCell<BTreeMap<String, Rc<BTreeSet<String>>>>,
    /// The rows that are printed as so much of another.
    within: BTreeSet<String>,
}

impl Sums {
    fn of(model: &Model, columns: &Columns<'_>) -> Self {
        let mut sums = Self::default();
        for relation in &model.relations {
            if let Some(total) = relation.total_term().filter(|total| total.year == 0) {
                sums.take_in(model, columns, &total.name.value, &relation.formula);
            }
        }
        for (name, figure) in model.catalogue() {
            figure.formula.iter().for_each(|formula| sums.take_in(model, columns, name, formula));
            if let Some(whole) = figure.within.as_ref().filter(|whole| whole.year == 0) {
                let row = columns.of_name(name).1.to_owned();
                let parts = sums.parts.entry(columns.of_name(&whole.name.value).1.to_owned()).or_default();
                parts.insert(row.clone(), whole.minus);
                sums.within.insert(row);
            }
        }
        sums
    }

    /// A sum of money that stays within its year and its column.
    fn take_in(&mut self, model: &Model, columns: &Columns<'_>, total: &str, formula: &Formula) {
        let Formula::Sum(terms) = formula else { return };
        let is_money = model.catalogue().get(total).is_some_and(|it| it.kind == Kind::Money);
        if !is_money || terms.iter().any(|term| term.year != 0) {
            return;
        }
        let (column, total) = columns.of_name(total);
        let own = self.parts.entry(total.to_owned()).or_default();
        for term in terms {
            for name in model.spread(&term.name.value) {
                let (of, row) = columns.of_name(&name);
                if of == column {
                    own.insert(row.to_owned(), term.minus);
                }
            }
        }
    }

    fn below(&self, total: &str) -> Rc<BTreeSet<String>> {
        let known = self.below.borrow().get(total).cloned();
        known.unwrap_or_else(|| {
            let all = Rc::new(self.all_below(total));
            self.below.borrow_mut().insert(total.to_owned(), Rc::clone(&all));
            all
        })
    }

    fn all_below(&self, total: &str) -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        let mut next = vec![total];
        while let Some(one) = next.pop() {
            let parts = self.parts.get(one).into_iter().flat_map(BTreeMap::keys);
            next.extend(parts.filter(|it| *it != total && all.insert((*it).clone())).map(String::as_str));
        }
        all
    }

    fn is_below(&self, row: &str, total: &str) -> bool {
        self.below(total).contains(row)
    }

    /// Whether a table has a row under a total, or a sum that it is in, with something in it.
    fn has(&self, row: &str, total: &str, other: &Printed<'_>) -> bool {
        let is_of = |it: &str| self.is_below(row, it) && self.is_below(it, total) && other.counts(it);
        other.rows.contains_key(row) || other.rows.keys().any(|it| is_of(it))
    }
}

/// Whether a figure is a row of money, and no difference or quotient of others.
fn is_row(figure: &FigureName) -> bool {
    let adds_up = |formula: &Formula| match formula {
        Formula::Sum(terms) => !terms.iter().any(|term| term.minus),
        Formula::Ratio(_) | Formula::Between(_) | Formula::Stairs { .. } => false,
    };
    figure.kind == Kind::Money && figure.formula.as_ref().is_none_or(adds_up)
}
