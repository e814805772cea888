//! A table for a spreadsheet (RFC 4180): the rows of `table`.
//!
//! In Swedish as a Swedish spreadsheet reads it by itself: semicolons and decimal commas. In English commas and points.

use csv::{Terminator, WriterBuilder};

use crate::amount::Language;
use crate::render::lines::clean;

use super::Exchange;
use super::table::{COLUMNS, Cell, is_formula, rows};

/// By this a spreadsheet knows that the letters are UTF-8.
const MARK: &str = "\u{feff}";

/// The table.
///
/// # Errors
/// When the writer fails, which it does not into memory.
pub fn render(exchange: &Exchange<'_>) -> Result<String, ::csv::Error> {
    let delimiter = exchange.language.pick(";", ",").as_bytes().first().copied().unwrap_or(b',');
    let mut writer =
        WriterBuilder::new().delimiter(delimiter).terminator(Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(COLUMNS.iter().map(|it| it.get(exchange.language)))?;
    for (_, row) in rows(exchange) {
        writer.write_record(row.iter().map(|cell| written(cell, exchange.language)))?;
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(format!("{MARK}{}", String::from_utf8_lossy(&bytes)))
}

fn written(cell: &Cell, language: Language) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Words(words) => defused(&clean(words)),
        Cell::Named(number) => number.to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::Number(number) => number.normalize().to_string().replace('.', language.pick(",", ".")),
    }
}

/// Words that a spreadsheet would take for a formula stay words. Tabs and line ends, behind which one could hide, are
/// gone already.
fn defused(words: &str) -> String {
    if is_formula(words) { format!("'{words}") } else { words.to_owned() }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;

    #[test]
    fn a_formula_stays_words_and_a_number_a_number() {
        for words in ["=1+1", "+46 70", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert_eq!(defused(words), format!("'{words}"));
        }
        assert_eq!(defused("a = 1"), "a = 1");
        let number = Cell::Number(Decimal::new(-4250, 2));
        assert_eq!(written(&number, Language::Sv), "-42,5");
        assert_eq!(written(&number, Language::En), "-42.5");
    }
}
