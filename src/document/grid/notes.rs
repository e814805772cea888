//! Notes: which table is which, which rows refer to them; and the unit a note has from the row that refers to it, where
//! it says none itself.

use std::collections::BTreeMap;

use super::labels::stem;
use super::{Grid, Grids, Line, Role};
use crate::amount::{Quantity, Unit};
use crate::document::{Document, Table};

/// The number of the note that a text begins with.
#[must_use]
pub fn note_named(text: &str) -> Option<u32> {
    let text = stem(text);
    let mut words = text.split([' ', '.', ':', ',']).filter(|it| !it.is_empty());
    (words.next() == Some("not")).then(|| words.next()?.parse().ok()).flatten()
}

/// The number of the note that a table is.
fn number_of(document: &Document, table: &Table) -> Option<u32> {
    let heading = document.path(table.under).last().copied().unwrap_or_default();
    let first = table.rows.first().and_then(|it| it.cells.first()).map_or("", |it| it.text.as_str());
    [first, table.title.as_str(), heading].into_iter().find_map(note_named)
}

impl Grids {
    /// The grids that are notes, by their numbers.
    #[must_use]
    pub fn notes(&self, document: &Document) -> BTreeMap<u32, usize> {
        let tables: Vec<&Table> = document.tables().collect();
        let mut notes = BTreeMap::new();
        for (at, grid) in self.grids.iter().enumerate() {
            let note = tables.get(grid.table).and_then(|it| number_of(document, it));
            note.into_iter().for_each(|it| {
                notes.entry(it).or_insert(at);
            });
        }
        notes
    }

    /// The notes that a row refers to.
    #[must_use]
    pub fn refers(document: &Document, grid: &Grid, line: &Line) -> Vec<u32> {
        let Some(column) = grid.columns.iter().position(|it| it.role == Role::Note) else {
            return Vec::new();
        };
        let row = document.tables().nth(grid.table).and_then(|it| it.rows.get(line.row));
        let cell = row.and_then(|it| it.cells.get(column));
        let words = cell.map_or("", |it| it.text.as_str()).split(|c: char| !c.is_ascii_digit());
        words.filter_map(|it| it.parse().ok()).collect()
    }

    /// A note that says no unit is in that of the row that refers to it.
    pub(super) fn adopt_units(&mut self, document: &Document) {
        let notes = self.notes(document);
        let mut units: BTreeMap<usize, Unit> = BTreeMap::new();
        for grid in &self.grids {
            for line in &grid.lines {
                let mut all = line.figures.iter().flatten().filter_map(|it| self.figures.get(*it)).peekable();
                let own = all.peek().map(|it| it.quantity.unit);
                // Of a row of two units, or of one that is not known, the note's is not known.
                let own = own.filter(|own| all.all(|it| it.quantity.unit == *own && !it.unit_unknown));
                let refers = Self::refers(document, grid, line);
                for note in refers.iter().filter_map(|it| notes.get(it)) {
                    units.extend(own.map(|it| (*note, it)));
                }
            }
        }
        for figure in &mut self.figures {
            let says_none = figure.quantity.unit == Unit::Number && !figure.unit_unknown;
            let unit = units.get(&figure.grid).filter(|_| says_none);
            let origin = figure.quantity.origins.first();
            if let (Some(unit), Some(origin)) = (unit, origin)
                && let Ok(quantity) = Quantity::printed(figure.quantity.digits_printed(), *unit, *origin)
            {
                figure.quantity = quantity;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::note_named;

    #[test]
    fn a_note_says_its_number() {
        for (text, is) in [
            ("Not 2. Verksamhetens intäkter", Some(2)),
            ("NOT 12", Some(12)),
            ("Not", None),
            ("Notera 3", None),
            ("2 Not", None),
        ] {
            assert_eq!(note_named(text), is, "{text}");
        }
    }
}
