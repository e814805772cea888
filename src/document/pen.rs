//! A document by what opens and closes in it: for the readers of HTML and Word. A table in a table is a table of its
//! own; one of a single column is there for the looks, and its cells are paragraphs.

use std::collections::BTreeMap;

use super::draft::{Draft, on_one_line};
use super::number::{self, Said};
use super::refusal::{self, Refusal};
use super::{Cell, Document, Place, Row, Sort};
use crate::limits;

/// The most columns that a cell is merged over.
const SPAN: usize = 200;

/// What stands in a cell for a table in it.
const NESTED: &str = "[tabell]";

/// What is written on.
#[derive(Debug)]
pub(super) struct Pen {
    draft: Draft,
    tables: Vec<Open>,
    running: Running,
}

/// Text that grows, and how much of it is bold.
#[derive(Debug, Default)]
struct Running {
    text: String,
    bold: usize,
    all: usize,
}

/// A table that is open.
#[derive(Debug, Default)]
struct Open {
    caption: String,
    rows: Vec<Row>,
    /// How many cells its rows have.
    cells: usize,
    row: Option<Row>,
    /// The cell that is open: what was written before it, and how many columns and rows it takes.
    cell: Option<(Running, usize, usize)>,
    /// Whether a table with numbers stands in the cell that is open.
    nested: bool,
    /// Cells that reach down into later rows: how many rows are left, by their column.
    reaching: BTreeMap<usize, usize>,
}

impl Pen {
    pub(super) fn new(name: &str, sort: Sort) -> Self {
        Self { draft: Draft::new(name, sort), tables: Vec::new(), running: Running::default() }
    }

    /// Whether a cell is open.
    pub(super) fn is_in_cell(&self) -> bool {
        self.tables.last().is_some_and(|it| it.cell.is_some())
    }

    /// Whether what is written last is a digit: another that follows may be one of the same number.
    pub(super) fn ends_in_digit(&self) -> bool {
        self.running.text.trim_end().ends_with(|c: char| c.is_ascii_digit())
    }

    /// Columns at the beginning of a row that have no cells.
    pub(super) fn skip_columns(&mut self, columns: usize) {
        if let Some(row) = self.tables.last_mut().and_then(|it| it.row.as_mut()) {
            row.cells.extend((0..columns.min(SPAN)).map(|_| Cell::default()));
        }
    }

    pub(super) fn write(&mut self, text: &str, bold: bool) {
        let seen = text.chars().filter(|it| !it.is_whitespace()).count();
        self.running.text.push_str(text);
        self.running.all = self.running.all.saturating_add(seen);
        self.running.bold = self.running.bold.saturating_add(if bold { seen } else { 0 });
    }

    /// A paragraph ends: in a cell that is the end of a line.
    pub(super) fn paragraph(&mut self, place: Place) -> Result<(), Refusal> {
        if self.is_in_cell() {
            self.running.text.push('\n');
            return Ok(());
        }
        let text = std::mem::take(&mut self.running).text;
        self.draft.paragraph(&on_one_line(&text), place)
    }

    /// An item of a list ends, so deep; in a cell that is the end of a line.
    pub(super) fn item(&mut self, depth: u8, place: Place) -> Result<(), Refusal> {
        if self.is_in_cell() {
            return self.paragraph(place);
        }
        let text = std::mem::take(&mut self.running).text;
        self.draft.item(depth, &on_one_line(&text), place)
    }

    /// What stands on every page.
    pub(super) fn aside(&mut self, text: &str) -> Result<(), Refusal> {
        self.draft.aside(text)
    }

    /// Whether anything has been written that is not yet put down.
    pub(super) fn has_words(&self) -> bool {
        !self.running.text.trim().is_empty()
    }

    /// What has been written is a heading, unless it stands in a table.
    pub(super) fn heading(&mut self, level: u8, place: Place) -> Result<(), Refusal> {
        if self.is_in_cell() {
            return self.paragraph(place);
        }
        let text = std::mem::take(&mut self.running).text;
        self.draft.heading(level, &on_one_line(&text), place)
    }

    /// What has been written is the caption of the table.
    pub(super) fn caption(&mut self) {
        let text = std::mem::take(&mut self.running).text;
        if let Some(table) = self.tables.last_mut() {
            table.caption = text;
        }
    }

    pub(super) fn open_table(&mut self, place: Place) -> Result<(), Refusal> {
        if self.tables.len() >= limits::DOCUMENT_DEPTH {
            return Err(refusal::too_many(
                "tabeller i varandra",
                "tables in one another",
                limits::DOCUMENT_DEPTH,
            ));
        }
        if !self.is_in_cell() {
            self.paragraph(place)?;
        }
        self.tables.push(Open::default());
        Ok(())
    }

    pub(super) fn open_row(&mut self, place: Place) -> Result<(), Refusal> {
        self.close_row(true)?;
        if let Some(table) = self.tables.last_mut() {
            table.row = Some(Row { place, cells: Vec::new() });
        }
        Ok(())
    }

    /// A cell opens, that takes so many columns and rows.
    pub(super) fn open_cell(&mut self, (columns, rows): (usize, usize), place: Place) -> Result<(), Refusal> {
        self.close_cell();
        if self.tables.last().is_some_and(|it| it.row.is_none()) {
            self.open_row(place)?;
        }
        let before = std::mem::take(&mut self.running);
        if let Some(table) = self.tables.last_mut() {
            table.fill();
            table.cell = Some((before, columns.clamp(1, SPAN), rows.clamp(1, limits::TABLE_ROWS)));
        }
        Ok(())
    }

    pub(super) fn close_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        let Some((before, columns, rows)) = table.cell.take() else { return };
        let Some(row) = &mut table.row else { return };
        let own = std::mem::replace(&mut self.running, before);
        let bold = own.all > 0 && own.bold == own.all;
        if rows > 1 {
            let at = row.cells.len();
            let taken = at..at.saturating_add(columns);
            table.reaching.extend(taken.map(|column| (column, rows)));
        }
        let mut text = on_one_line(&own.text);
        if std::mem::take(&mut table.nested) && number::read(&text) != Said::Text {
            // Its numbers are not all here: what is left is no number.
            text = format!("{text} {NESTED}").trim_start().to_owned();
        }
        row.cells.push(Cell { text, bold, merged: false });
        row.cells.extend((1..columns).map(|_| Cell { merged: true, ..Cell::default() }));
    }

    /// A row ends; one that is struck out is not kept.
    pub(super) fn close_row(&mut self, keep: bool) -> Result<(), Refusal> {
        self.close_cell();
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        let Some(row) = table.row.take() else { return Ok(()) };
        table.reaching.retain(|_, left| {
            *left = left.saturating_sub(1);
            *left > 0
        });
        // Cells that reach down fill every row: they are counted as they come.
        table.cells = table.cells.saturating_add(row.cells.len());
        if table.cells > limits::DOCUMENT_CELLS {
            return Err(refusal::too_many("celler i tabeller", "cells in tables", limits::DOCUMENT_CELLS));
        }
        if keep {
            table.rows.push(row);
        }
        match table.rows.len() > limits::TABLE_ROWS {
            true => Err(refusal::too_many("rader i en tabell", "rows in a table", limits::TABLE_ROWS)),
            false => Ok(()),
        }
    }

    pub(super) fn close_table(&mut self) -> Result<(), Refusal> {
        self.close_row(true)?;
        let Some(table) = self.tables.pop() else { return Ok(()) };
        let has_digit = |it: &Cell| it.text.contains(|c: char| c.is_ascii_digit());
        let has_digit = table.rows.iter().flat_map(|it| &it.cells).any(has_digit);
        if let Some(around) = self.tables.last_mut().filter(|it| it.cell.is_some()) {
            around.nested |= has_digit;
        }
        if table.rows.iter().any(|it| it.cells.len() > 1) {
            return self.draft.table(&table.caption, table.rows);
        }
        for row in table.rows {
            for cell in row.cells {
                let text = cell.text.strip_suffix(NESTED).unwrap_or(&cell.text);
                self.draft.paragraph(text, row.place.clone())?;
            }
        }
        Ok(())
    }

    pub(super) fn finish(mut self, place: Place) -> Result<Document, Refusal> {
        while !self.tables.is_empty() {
            self.close_table()?;
        }
        self.paragraph(place)?;
        Ok(self.draft.finish())
    }
}

impl Open {
    /// Leaves the columns blank that a cell of an earlier row reaches down into.
    fn fill(&mut self) {
        let Some(row) = &mut self.row else { return };
        while self.reaching.contains_key(&row.cells.len()) {
            row.cells.push(Cell::default());
        }
    }
}
