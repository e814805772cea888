//! Sheets written as a workbook: a number is a number, a day a day, and words are words whatever they look like.
//!
//! A spreadsheet holds numbers in binary, with fifteen digits: here alone an exact number becomes such a one. Where
//! that is not all of it, the cell after it has the whole as words.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::{Sheet, words};
use crate::amount::Language;
use crate::import::names;
use crate::render::exchange::table::{Cell, is_formula};
use crate::render::lines::clean;

/// How many digits of a number a spreadsheet keeps.
const DIGITS: usize = 15;

/// How much a cell holds, in the units of UTF-16.
const MOST: usize = 32_767;

/// How much of what is longer stands in the cell, before the words that say where the rest is.
const FIRST: usize = 32_000;

/// The number of A4 in the list of papers.
pub(super) const A4: u8 = 9;

/// How many decimals a format of numbers can have.
const DECIMALS: u32 = 28;

/// The workbook, as made at the beginning of a day.
///
/// # Errors
/// When a sheet has no room.
pub(super) fn written(sheets: &[Sheet], day: NaiveDate, language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The writer would look at the clock.
    let made = of(day).or_else(|_| ExcelDateTime::from_ymd(1900, 1, 1))?;
    book.set_properties(&DocProperties::new().set_author("samkoll").set_creation_datetime(&made));
    let mut writer = Writer { language, long: Vec::new() };
    for sheet in sheets {
        writer.sheet(book.add_worksheet(), sheet)?;
    }
    if !writer.long.is_empty() {
        let rows = std::mem::take(&mut writer.long);
        let columns = vec![(words::CELL, 30), (words::THE_REST, 120)];
        writer.sheet(book.add_worksheet(), &Sheet { name: words::LONG, columns, rows })?;
    }
    book.save_to_buffer()
}

struct Writer {
    language: Language,
    /// The rest of what is too long for its cell.
    long: Vec<Vec<Cell>>,
}

impl Writer {
    fn sheet(&mut self, on: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
        on.set_name(sheet.name.get(self.language))?;
        let head = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_background_color(Color::RGB(0x00E7_EEF5))
            .set_border_bottom(FormatBorder::Thin);
        for (column, (name, width)) in (0_u16..).zip(&sheet.columns) {
            on.set_column_width(column, f64::from(*width))?;
            on.write_string_with_format(0, column, name.get(self.language), &head)?;
        }
        for (row, cells) in (1_u32..).zip(&sheet.rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                self.cell(on, (row, column), cell, sheet)?;
            }
        }
        on.set_freeze_panes(1, 0)?;
        let last = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
        let columns = u16::try_from(sheet.columns.len()).unwrap_or(u16::MAX);
        on.autofilter(0, 0, last, columns.saturating_sub(1))?;
        on.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
        Ok(())
    }

    fn cell(
        &mut self,
        on: &mut Worksheet,
        (row, column): (u32, u16),
        cell: &Cell,
        sheet: &Sheet,
    ) -> Result<(), XlsxError> {
        let top = Format::new().set_align(FormatAlign::Top);
        match cell {
            Cell::Empty => (),
            Cell::Number(number) => {
                let format = top.set_num_format(shown(*number));
                on.write_number_with_format(row, column, held(*number), &format)?;
            }
            Cell::Named(number) => {
                let format = top.set_num_format("0").set_align(FormatAlign::Left);
                on.write_number_with_format(row, column, held(Decimal::from(*number)), &format)?;
            }
            Cell::Day(day) => match of(*day) {
                Ok(date) => {
                    let format = top.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left);
                    on.write_datetime_with_format(row, column, &date, &format)?;
                }
                // A spreadsheet knows no day before 1900, nor after 9999.
                Err(_) => drop(on.write_string_with_format(row, column, day.to_string(), &top)?),
            },
            Cell::Words(text) => {
                let text = clean(text);
                let text = self.fitted(&text, (row, column), sheet);
                let format = top.set_text_wrap();
                // So it stays words when a reader edits the cell, too.
                let format = if is_formula(&text) { format.set_quote_prefix() } else { format };
                on.write_string_with_format(row, column, text, &format)?;
            }
        }
        Ok(())
    }

    /// What fits in a cell; the rest stands on a sheet of its own, in rows that name the cell.
    fn fitted(&mut self, text: &str, at: (u32, u16), sheet: &Sheet) -> String {
        if text.encode_utf16().count() <= MOST {
            return text.to_owned();
        }
        let (first, mut rest) = cut(text);
        let cell = names::cell(sheet.name.get(self.language), (at.0, u32::from(at.1)));
        while !rest.is_empty() {
            let (piece, after) = cut(rest);
            self.long.push(vec![Cell::Words(cell.clone()), Cell::Words(piece.to_owned())]);
            rest = after;
        }
        format!("{first} {}", words::GOES_ON.get(self.language))
    }
}

/// So much of a text as a cell holds, and what comes after.
fn cut(text: &str) -> (&str, &str) {
    let mut units: usize = 0;
    let end = text.char_indices().find(|(_, c)| {
        units = units.saturating_add(c.len_utf16());
        units > FIRST
    });
    text.split_at(end.map_or(text.len(), |(at, _)| at))
}

/// The nearest binary number, which a spreadsheet shows with as many digits as it holds.
pub(super) fn held(number: Decimal) -> f64 {
    number.to_string().parse().unwrap_or_default()
}

/// The cell beside a number: empty, or the whole of it where a spreadsheet holds less.
pub(super) fn whole(number: Decimal) -> Cell {
    let digits = number.normalize().mantissa().unsigned_abs().to_string();
    match digits.trim_end_matches('0').len() > DIGITS {
        true => Cell::Words(number.to_string()),
        false => Cell::Empty,
    }
}

/// How a number is shown: with the decimals it was written with.
fn shown(number: Decimal) -> String {
    let decimals = "0".repeat(usize::try_from(number.scale().min(DECIMALS)).unwrap_or_default());
    if decimals.is_empty() { "#,##0".to_owned() } else { format!("#,##0.{decimals}") }
}

/// A day as a spreadsheet counts it.
pub(super) fn of(day: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let small = |number: u32| u8::try_from(number).unwrap_or_default();
    ExcelDateTime::from_ymd(
        u16::try_from(day.year()).unwrap_or_default(),
        small(day.month()),
        small(day.day()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_whole_in_its_cell_or_beside_it() {
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        for text in ["0", "-12.50", "123456789012345", "0.000000123456789012345", "120000000000000000000"] {
            assert_eq!(whole(number(text)), Cell::Empty, "{text}");
        }
        let long = "1234567890123.4567";
        assert_eq!(whole(number(long)), Cell::Words(long.to_owned()));
        assert_eq!((shown(number("12.50")), shown(number("7"))), ("#,##0.00".to_owned(), "#,##0".to_owned()));
    }

    #[test]
    fn nothing_of_a_long_text_is_lost() {
        let text = "å🙂".repeat(30_000);
        let mut writer = Writer { language: Language::Sv, long: Vec::new() };
        let sheet = Sheet { name: words::LONG, columns: Vec::new(), rows: Vec::new() };
        let first = writer.fitted(&text, (1, 2), &sheet);
        let rest: String = writer
            .long
            .iter()
            .map(|row| match &row[1] {
                Cell::Words(words) => words.as_str(),
                _ => "",
            })
            .collect();
        let first = first.trim_end_matches(words::GOES_ON.sv).trim_end();
        assert_eq!(format!("{first}{rest}"), text);
        assert!(writer.long.len() == 2 && first.encode_utf16().count() <= MOST);
        assert_eq!(writer.fitted("kort", (1, 2), &sheet), "kort");
    }
}
