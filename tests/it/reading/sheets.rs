//! The same document as a workbook, a sheet for each table.

use std::io::{Cursor, Read as _, Write as _};

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use rust_xlsxwriter::{Format, Workbook};
use samkoll::amount::Unit;
use samkoll::audit::audit;
use samkoll::document::Document;
use samkoll::document::number::{self, Said};

use super::{read, refused, text, told};

/// A workbook that shows what the tables of a document say: numbers are numbers, and not words.
pub(super) fn workbook(document: &Document) -> Vec<u8> {
    let mut book = Workbook::new();
    for (at, table) in document.tables().enumerate() {
        let sheet = book.add_worksheet();
        let path = document.path(table.under);
        let name: String = path.last().unwrap_or(&"Blad").chars().take(28).collect();
        sheet.set_name(format!("{name} {}", at % 9)).unwrap();
        sheet.write(0, 1, &table.title).unwrap();
        for (row, cells) in (2..).zip(&table.rows) {
            for (column, cell) in (1..).zip(&cells.cells) {
                match number::read(&cell.text) {
                    Said::Number(it) if number::year_named(&cell.text).is_none() => {
                        let part = it.unit == Some(Unit::Percent);
                        let shown = if part { it.value / Decimal::ONE_HUNDRED } else { it.value };
                        let value = shown.to_f64().unwrap();
                        let format = Format::new().set_num_format(if part { "0%" } else { "#,##0;-#,##0" });
                        sheet.write_with_format(row, column, value, &format).unwrap();
                    }
                    _ => {
                        sheet.write(row, column, &cell.text).unwrap();
                    }
                }
            }
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_says_the_same() {
    for (name, confirmed) in [("arsredovisning.md", 60), ("hel.md", 80)] {
        let document = read(name, text(name).as_bytes());
        let expected = audit(&document, None);
        let found = audit(&read("x.xlsx", &workbook(&document)), None);
        assert_eq!(found.grids.figures.len(), expected.grids.figures.len(), "{name}");
        assert_eq!(told(&found, &found.findings), told(&expected, &expected.findings), "{name}");
        assert!(found.confirmed.len() > confirmed, "{name}: {}", found.confirmed.len());
    }
}

#[test]
fn a_sheet_without_end_is_refused() {
    let mut book = Workbook::new();
    book.add_worksheet().write(1_048_575, 16_383, 1).unwrap();
    assert!(refused("x.xlsx", &book.save_to_buffer().unwrap()).contains("kolumner"));
    let whole = Workbook::new().save_to_buffer().unwrap();
    assert!(refused("x.xlsx", &whole[..whole.len() / 2]).contains("trasig"));
}

/// The workbook with one text in the place of another that stands in it once.
fn changed(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut whole = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut changed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut found = 0;
    for at in 0..whole.len() {
        let mut part = whole.by_index(at).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        found += text.matches(from).count();
        let name = part.name().unwrap().into_owned();
        changed.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        changed.write_all(text.replace(from, to).as_bytes()).unwrap();
    }
    assert_eq!(found, 1, "{from}");
    changed.finish().unwrap().into_inner()
}

/// References that no sheet can have, which the reader of cells would reckon with.
#[test]
fn a_cell_outside_every_sheet_is_refused() {
    let mut book = Workbook::new();
    book.add_worksheet().write(4, 1, 17).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    for (from, to) in [("r=\"B5\"", "r=\"ZZZZZZZ300\""), ("row r=\"5\"", "row r=\"99999999999\"")] {
        assert!(refused("x.xlsx", &changed(&bytes, from, to)).contains("utanför"), "{to}");
    }
}

/// What a formula comes to is not known before it has been worked out: it is no blank.
#[test]
fn a_formula_that_is_not_worked_out_is_told() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_formula(2, 0, "=SUM(A1:A2)").unwrap().write(0, 0, 17).unwrap().write(1, 0, 3).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert!(refused("x.xlsx", &changed(&bytes, "<v>0</v>", "")).contains("Excel"));
}
