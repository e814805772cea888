//! The names that a workbook’s columns are found by, wherever they have moved.

use super::rows::{Column, Sort};
use crate::office::address;

/// The cell that says that the workbook was made here, and in which form.
pub const FORMAT: &str = "samkoll_format";

/// The form that is written, and the only one that is read.
pub const VERSION: &str = "1";

/// The cell with the year.
pub const YEAR: &str = "samkoll_year";

/// The cell with the id of the förbund.
pub const WHO: &str = "samkoll_association";

/// The cell with its organisation number.
pub const NUMBER: &str = "samkoll_number";

/// What every name begins with.
pub const PREFIX: &str = "samkoll_";

/// In the place of an id, in the row of a heading: the row is not read.
pub const HEADING: &str = "#";

/// The name of the column with what each row is about.
#[must_use]
pub fn id(sort: Sort) -> String {
    format!("{PREFIX}{}__id", sort.name())
}

/// The name of a column.
#[must_use]
pub fn column(sort: Sort, column: Column) -> String {
    format!("{PREFIX}{}__{}", sort.name(), column.name())
}

/// What a name stands for, in words, in Swedish and in English.
#[must_use]
pub fn told(name: &str) -> (String, String) {
    let rest = name.strip_prefix(PREFIX).unwrap_or(name);
    let (sort, of) = rest.split_once("__").unwrap_or((rest, ""));
    let title = Sort::named(sort).map(Sort::title);
    let heading = Column::named(of).map(Column::heading);
    match (title, heading) {
        (Some(title), Some(heading)) => (
            format!("kolumnen {} på bladet {}", heading.sv, title.sv),
            format!("the column {} of the sheet {}", heading.en, title.en),
        ),
        (Some(title), None) => (
            format!("den dolda kolumnen på bladet {}", title.sv),
            format!("the hidden column of the sheet {}", title.en),
        ),
        _ => (format!("rutan {name}"), format!("the cell {name}")),
    }
}

/// The sheet and the first and last cell of a range.
pub type Area = (String, (u32, u32), (u32, u32));

/// Reads a range, as the one format writes it (`'Möten'!$B$4:$B$9`) or the other
/// (`$Möten.$B$4:.$B$9`).
#[must_use]
pub fn area(written: &str) -> Option<Area> {
    let written = written.trim_start_matches('=').trim_start_matches('$');
    let (sheet, rest) = match written.strip_prefix('\'') {
        Some(quoted) => {
            let end = quote_ends(quoted)?;
            let (name, rest) = quoted.split_at_checked(end)?;
            (name.replace("''", "'"), rest.strip_prefix('\'')?.get(1..)?)
        }
        None => {
            let end = written.find(['!', '.'])?;
            (written.get(..end)?.to_owned(), written.get(end.saturating_add(1)..)?)
        }
    };
    let (first, last) = rest.split_once(':').unwrap_or((rest, rest));
    // The last cell may name its sheet again.
    let last = last.rsplit(['.', '!']).next().unwrap_or(last);
    Some((sheet, address(first)?, address(last)?))
}

/// Where a name in quotes ends; a quote in it is written twice.
fn quote_ends(text: &str) -> Option<usize> {
    let mut quotes = text.match_indices('\'').map(|(at, _)| at).peekable();
    while let Some(at) = quotes.next() {
        match quotes.peek() {
            Some(next) if *next == at.saturating_add(1) => drop(quotes.next()),
            _ => return Some(at),
        }
    }
    None
}

pub use crate::office::letters;

/// A cell with its sheet: `Möten!B5`.
#[must_use]
pub fn cell(sheet: &str, at: (u32, u32)) -> String {
    format!("{sheet}!{}", letters(at))
}

/// A row of a sheet, as a place and as a part of a document.
#[must_use]
pub fn part(sheet: &str, row: u32) -> (String, String) {
    let number = row.saturating_add(1);
    (format!("{sheet}!{number}"), format!("{sheet}, rad {number}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_in_a_spreadsheet() {
        let cells = [(0, 0), (4, 25), (9, 26), (0, 701), (0, 702)];
        assert_eq!(cells.map(letters), ["A1", "Z5", "AA10", "ZZ1", "AAA1"]);
        for at in cells {
            assert_eq!(address(&letters(at)), Some(at));
        }
        for odd in ["", "5", "A", "A0", "AAAA1", "Å1", "A12345678", "A1B"] {
            assert_eq!(address(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_range_is_read_as_either_format_writes_it() {
        let of = |sheet: &str| Some((sheet.to_owned(), (3, 1), (8, 1)));
        assert_eq!(area("Beslut!$B$4:$B$9"), of("Beslut"));
        assert_eq!(area("'Siffror 2026'!$B$4:$B$9"), of("Siffror 2026"));
        assert_eq!(area("$Möten.$B$4:.$B$9"), of("Möten"));
        assert_eq!(area("$'It''s. 1'.$B$4:$'It''s. 1'.$B$9"), of("It's. 1"));
        for odd in ["", "#REF!", "Möten!#REF!", "'Möten!$B$4", "$B$4:$B$9", "Möten!"] {
            assert_eq!(area(odd), None, "{odd}");
        }
    }
}
