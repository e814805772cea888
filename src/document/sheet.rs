//! A workbook of Excel: each sheet that is shown is a heading and a table, its numbers as the sheet shows them. What a
//! formula came to is read as it was saved.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Data, DataRef, Reader, SheetType, SheetVisible, Style, Xlsx, XlsxError};
use quick_xml::events::Event;
use rust_decimal::{Decimal, RoundingStrategy};

use super::archive::Archive;
use super::draft::{Draft, seen};
use super::grid::{Role, says_more};
use super::number::year_named;
use super::refusal::{self, Refusal};
use super::{Cell, Document, Place, Row, Sort, UnreadKind};
use crate::limits;
use crate::office::book::{self, Hidden, LISTS, sheets};
use crate::office::format::Shown;
use crate::office::{in_a_sheet, letters};

/// The most columns of a sheet.
const COLUMNS: u32 = 500;

/// Digits that a program of sheets reckons with.
const DIGITS: u32 = 15;

/// The cells of a sheet, by row and column.
type Cells = BTreeMap<u32, BTreeMap<u32, String>>;

/// Reads a workbook.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Document, Refusal> {
    Archive::open(bytes)?.is_bounded(|xml| match are_within(xml) {
        true => Ok(()),
        false => Err(refusal::broken("en cell utanför bladet", "a cell outside the sheet")),
    })?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsxError::Password => refusal::locked(),
        _ => refusal::broken("arbetsboken", "the workbook"),
    })?;
    let mut draft = Draft::new(name, Sort::Xlsx);
    let shown = book.sheets_metadata().iter();
    let shown = shown.filter(|it| it.typ == SheetType::WorkSheet && it.visible == SheetVisible::Visible);
    let names: Vec<String> = shown.map(|it| it.name.clone()).collect();
    if names.len() > limits::DOCUMENT_SHEETS {
        return Err(refusal::too_many("blad", "sheets", limits::DOCUMENT_SHEETS));
    }
    let mut hidden = hidden(bytes)?;
    let mut taken = Taken::default();
    for sheet in names {
        draft.heading(1, &sheet, Place::Row(1))?;
        let unseen = hidden.remove(&sheet).unwrap_or_default();
        let (cells, left) = cells(&mut book, &sheet, &unseen, &mut taken)?;
        written(&mut draft, cells)?;
        left_out(&mut draft, &sheet, left);
    }
    let sheets = book.sheets_metadata().iter().filter(|it| it.visible != SheetVisible::Visible);
    for sheet in sheets {
        draft.unread(UnreadKind::Hidden, (Place::Row(1), Place::Row(1)), &sheet.name);
    }
    Ok(draft.finish())
}

/// What is hidden in each sheet, by its name.
fn hidden(bytes: &[u8]) -> Result<BTreeMap<String, Hidden>, Refusal> {
    let broken = || refusal::broken("arbetsboken", "the workbook");
    let mut archive = Archive::open(bytes)?;
    let [workbook, relations] = LISTS.map(|it| archive.text(it).map(Option::unwrap_or_default));
    let sheets = sheets([&workbook?, &relations?]).ok_or_else(broken)?;
    let mut all = BTreeMap::new();
    for sheet in sheets {
        if let Some(text) = archive.text(&sheet.part)? {
            all.insert(sheet.name, book::hidden(&text).ok_or_else(broken)?);
        }
    }
    Ok(all)
}

/// Tells what is hidden or struck out and therefore not read, each stretch of rows once.
fn left_out(draft: &mut Draft, sheet: &str, left: Left) {
    let place = |row: u32| Place::Row(usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1));
    let mut stretches: Vec<(u32, u32, String)> = Vec::new();
    for (row, (column, text)) in left {
        match stretches.last_mut().filter(|(_, last, _)| last.saturating_add(1) == row) {
            Some((_, last, _)) => *last = row,
            None => stretches.push((row, row, format!("{sheet}!{}: {text}", letters((row, column))))),
        }
    }
    for (first, last, text) in stretches {
        draft.unread(UnreadKind::Hidden, (place(first), place(last)), &text);
    }
}

/// Whether all rows and cells that a part of a workbook names can be in a sheet: the reader of cells reckons on it.
fn are_within(xml: &str) -> bool {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    // What is no XML is for the reader of cells to refuse.
    while let Ok(event) = reader.read_event() {
        let tag = match event {
            Event::Start(tag) | Event::Empty(tag) => tag,
            Event::Eof => break,
            _ => continue,
        };
        let name = match tag.local_name().as_ref() {
            "c" | "row" => "r",
            "dimension" | "mergeCell" | "f" => "ref",
            _ => continue,
        };
        let mut all = tag.attributes();
        let own = all.with_checks(false).flatten().find(|it| it.key.local_name().as_ref() == name);
        let text = own.and_then(|it| it.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok());
        if text.is_some_and(|it| !it.split([':', ' ']).all(is_within)) {
            return false;
        }
    }
    true
}

/// Whether a cell such as `B5`, a row such as `5` or a column such as `B` can be in a sheet.
fn is_within(address: &str) -> bool {
    let is_row = address.bytes().all(|it| it.is_ascii_digit());
    let is_column = address.bytes().all(|it| it.is_ascii_alphabetic() || it == b'$');
    let cell = match (is_row, is_column) {
        (true, _) => format!("A{address}"),
        (_, true) => format!("{address}1"),
        _ => address.to_owned(),
    };
    in_a_sheet(&cell).is_some()
}

/// What has been taken of all sheets together: a text stands once in the file, and in as many cells as name it.
#[derive(Default)]
struct Taken {
    cells: usize,
    bytes: usize,
}

/// What is left out, by row: the first such cell's column and what it says.
type Left = BTreeMap<u32, (u32, String)>;

/// The cells of a sheet that say something and are shown, and those that are not or are struck out.
fn cells(
    book: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
    hidden: &Hidden,
    taken: &mut Taken,
) -> Result<(Cells, Left), Refusal> {
    let broken = |_| refusal::broken("ett blad", "a sheet");
    let mut reader = book.worksheet_cells_reader(sheet).map_err(broken)?;
    let mut cells = Cells::new();
    let (mut empty, mut left) = (BTreeSet::new(), Left::new());
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(broken)? {
        let (row, column) = cell.get_position();
        let style = reader.styles().get(style);
        let text = shown(cell.get_value(), style);
        let is_struck = style.and_then(|it| it.font.as_ref()).is_some_and(|it| it.strikethrough);
        let is_left = is_struck || hidden.has((row, column));
        if text.is_empty() {
            if !is_left && matches!(cell.get_value(), DataRef::Empty) && empty.len() < limits::DOCUMENT_CELLS
            {
                empty.insert((row, column));
            }
            continue;
        }
        taken.cells = taken.cells.saturating_add(1);
        taken.bytes = taken.bytes.saturating_add(text.len());
        if column >= COLUMNS || taken.cells > limits::DOCUMENT_CELLS {
            return Err(refusal::too_many(
                "kolumner eller celler i bladen",
                "columns or cells in the sheets",
                limits::DOCUMENT_CELLS,
            ));
        }
        if taken.bytes > limits::DOCUMENT_TEXT {
            let (sv, en) = ("byte text i cellerna", "bytes of text in the cells");
            return Err(refusal::too_many(sv, en, limits::DOCUMENT_TEXT));
        }
        if is_left {
            left.entry(row).or_insert((column, text));
            continue;
        }
        cells.entry(row).or_default().insert(column, text);
    }
    drop(reader);
    let reckons = |at: &(u32, u32)| empty.contains(at);
    match empty.is_empty() || !formulas(book, sheet)?.iter().any(reckons) {
        true => Ok((cells, left)),
        false => Err(refusal::not_reckoned(sheet)),
    }
}

/// Where a sheet has formulas.
fn formulas(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Vec<(u32, u32)>, Refusal> {
    let broken = |_| refusal::broken("ett blad", "a sheet");
    let mut reader = book.worksheet_cells_reader(sheet).map_err(broken)?;
    let mut found = Vec::new();
    while let Some(cell) = reader.next_formula().map_err(broken)? {
        if !cell.get_value().is_empty() {
            found.push(cell.get_position());
        }
    }
    Ok(found)
}

/// Titles above the table are paragraphs; the rest of the sheet is one table. The year over a single column of numbers
/// is the head of that and no title.
fn written(draft: &mut Draft, cells: Cells) -> Result<(), Refusal> {
    let first = cells.values().filter_map(|it| it.keys().next()).min().copied().unwrap_or(0);
    let width =
        cells.values().filter_map(|it| it.keys().last()).max().map_or(0, |it| it.saturating_sub(first));
    let mut rows = Vec::new();
    for (row, mut cells) in cells {
        let place = Place::Row(usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1));
        let is_head = |at: u32, text: &str| {
            at > first && year_named(text).is_some() && !says_more(text, Role::Value, "")
        };
        if let (true, 1, Some((at, text))) = (rows.is_empty(), cells.len(), cells.iter().next())
            && !is_head(*at, text)
        {
            draft.paragraph(text, place)?;
            continue;
        }
        let columns = first..=first.saturating_add(width);
        let cells = columns.map(|at| Cell { text: cells.remove(&at).unwrap_or_default(), ..Cell::default() });
        rows.push(Row { place, cells: cells.collect() });
    }
    draft.table("", rows)
}

/// A cell as the sheet shows it.
fn shown(value: &DataRef<'_>, style: Option<&Style>) -> String {
    let code = style.and_then(|it| it.number_format.as_ref()).map_or("", |it| it.format_code.as_str());
    match value {
        DataRef::Int(number) => printed(Decimal::from(*number), code),
        // What a float stands for is the fewest digits that give it back.
        DataRef::Float(number) => {
            number.to_string().parse().map_or_else(|_| number.to_string(), |it| printed(it, code))
        }
        DataRef::String(text) => seen(text),
        DataRef::SharedString(text) => seen(text),
        DataRef::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => seen(text),
        DataRef::Error(_) => Data::from(value.clone()).to_string(),
        DataRef::Bool(_) | DataRef::Empty => String::new(),
    }
}

/// A number as its format shows it, with what that shows beside it.
fn printed(number: Decimal, code: &str) -> String {
    let number = number.round_sf(DIGITS).unwrap_or(number);
    // What is shown is not known: words that are no number.
    let Some(format) = Shown::of(code, number) else { return format!("{} ({code})", number.normalize()) };
    if !format.is_number() {
        return seen(&format.beside);
    }
    let thousand = |it: Decimal| it.checked_div(Decimal::ONE_THOUSAND).unwrap_or(it);
    let number = (0..format.thousands()).fold(number, |it, _| thousand(it));
    let (number, behind) = match format.is_percent() {
        true => (number.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(number), " %"),
        false => (number, ""),
    };
    let number = match format.decimals() {
        Some(decimals) => {
            let mut number = number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
            number.rescale(decimals);
            number
        }
        None => number.normalize(),
    };
    seen(&format!("{}{behind} {}", number.to_string().replace('.', ","), format.beside))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_sheet_can_hold_is_known() {
        for (address, is) in [
            ("A1", true),
            ("XFD1048576", true),
            ("XFE1", false),
            ("A1048577", false),
            ("ZZZZZZZ300", false),
            ("99999999999", false),
            ("5", true),
            ("A0", false),
            ("A-1", false),
        ] {
            assert_eq!(is_within(address), is, "{address}");
        }
    }

    #[test]
    fn a_number_is_read_as_its_sheet_shows_it() {
        for (number, code, text) in [
            ("11583.379", "#,##0", "11583"),
            ("11583.379", "#,##0.0", "11583,4"),
            ("0.615", "0%", "62 %"),
            ("0.615", "0.0%", "61,5 %"),
            ("-5.5", "#,##0;[Red]-#,##0", "-6"),
            ("0.30000000000000004", "General", "0,3"),
            ("12.50", "", "12,5"),
            ("3", "0.00\" kr\"", "3,00 kr"),
            ("4000000", "#,##0.0,,\" mkr\"", "4,0 mkr"),
            ("4000", "#,##0 \"tkr\"", "4000 tkr"),
            ("0", "#,##0;-#,##0;\"–\"", "–"),
            ("5", ";;;", ""),
            ("5", "[>=x]0", "5 ([>=x]0)"),
            ("1000400", "#,##0,", "1000"),
            ("1234567", "0.0,,", "1,2"),
            ("1234567", "#,##0,.0", "1234,6"),
        ] {
            assert_eq!(printed(number.parse().unwrap(), code), text, "{number} as {code}");
        }
    }
}
