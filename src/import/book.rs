//! A workbook that was filled in, read back: by the names of its columns, never by where they stand, and only what was
//! typed. Whatever cannot be what its cell takes is told by sheet and cell, and then nothing is read.
//!
//! A spreadsheet holds numbers in binary. The shortest decimal that is the same binary number is what was typed, as
//! long as it has no more digits than a spreadsheet shows; that is how an amount comes through exact to the öre.

mod guard;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Data, DataRef, Ods, Reader, Xlsx};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::names::{self, HEADING, cell, part};
use super::rows::{Cell, Column, Complaint, Row, Rows, Sort, Takes, Typed};
use crate::limits;
use crate::office::format::Shown;
use guard::{Kind, Look};

/// How many digits of a number a spreadsheet shows and keeps when it is typed.
const DIGITS: u32 = 15;

/// What a workbook says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    /// The year it was made for.
    pub year: i32,
    /// The id of the förbund it was made for.
    pub who: String,
    /// Its organisation number, where it was known.
    pub number: Option<String>,
    /// Its rows, by sort.
    pub rows: Vec<Rows>,
    /// The sheets that have something and are not read.
    pub unread: Vec<String>,
}

/// A cell as the file has it.
struct Found {
    value: Data,
    is_formula: bool,
}

type Sheet = BTreeMap<(u32, u32), Found>;

/// Where the cells of a name stand: first and last row, and one column.
struct Area {
    sheet: String,
    rows: (u32, u32),
    column: u32,
}

/// Reads a workbook.
///
/// # Errors
/// Why it is none, or everything that is wrong with its cells.
pub fn read(bytes: &[u8]) -> Result<Book, Vec<Complaint>> {
    let checked = guard::checked(bytes).map_err(|it| vec![it])?;
    let mut looks = checked.sheets;
    let (named, sheets) = match checked.kind {
        Kind::Xlsx => xlsx(bytes, &mut looks),
        Kind::Ods => ods(bytes),
    }
    .map_err(|it| vec![it])?;
    let areas = areas(&named)?;
    let book = Opened { areas, sheets, looks };
    book.read()
}

fn unreadable() -> Complaint {
    Complaint::new(
        "",
        "filen går inte att läsa som en arbetsbok: öppna den i kalkylprogrammet och spara den på nytt",
        "the file cannot be read as a workbook: open it in the spreadsheet and save it anew",
    )
}

type Cells = (Vec<(String, String)>, BTreeMap<String, Sheet>);

/// The cells of a sheet whose number is shown as another than it is: as per cent, in thousands, in another money.
fn shown_otherwise(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    cells: &Sheet,
) -> Result<BTreeSet<(u32, u32)>, Complaint> {
    let mut found = BTreeSet::new();
    let Ok(mut reader) = book.worksheet_cells_reader(name) else { return Ok(found) };
    while let Some((row, column, style)) = reader.next_style_id().map_err(|_| unreadable())? {
        let number = match cells.get(&(row, column)).map(|it| &it.value) {
            Some(Data::Float(number)) => number.to_string().parse().ok(),
            Some(Data::Int(number)) => Some(Decimal::from(*number)),
            _ => None,
        };
        let format = reader.styles().get(style).and_then(|it| it.number_format.as_ref());
        let Some((number, format)) = number.zip(format) else { continue };
        let is_as_said = Shown::of(&format.format_code, number).is_some_and(|it| {
            let beside = it.beside.trim().to_lowercase();
            let is_plain = !beside.chars().any(|c| c.is_alphabetic() || matches!(c, '%' | '€' | '$' | '£'));
            let is_kronor = matches!(beside.as_str(), "kr" | "kronor" | "sek");
            it.is_number() && !it.is_percent() && it.thousands() == 0 && (is_plain || is_kronor)
        });
        if !is_as_said {
            found.insert((row, column));
        }
    }
    Ok(found)
}

fn xlsx(bytes: &[u8], looks: &mut BTreeMap<String, Look>) -> Result<Cells, Complaint> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let (mut sheets, mut bytes_of_text) = (BTreeMap::new(), 0_usize);
    for name in book.sheet_names() {
        let mut sheet = Sheet::new();
        // A sheet of charts has no cells.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
        while let Some(it) = cells.next_cell_with_formula().map_err(|_| unreadable())? {
            // A text stands once in the file, and in as many cells as name it.
            bytes_of_text = bytes_of_text.saturating_add(match &it.value {
                DataRef::SharedString(text) => text.len(),
                DataRef::String(text) => text.len(),
                _ => 0,
            });
            if bytes_of_text > limits::WORKBOOK_UNPACKED {
                return Err(guard::too_much());
            }
            let found = Found { value: Data::from(it.value), is_formula: it.formula.is_some() };
            put(&mut sheet, &name, it.pos, found)?;
        }
        drop(cells);
        let otherwise = shown_otherwise(&mut book, &name, &sheet)?;
        looks.entry(name.clone()).or_default().other_than_said.extend(otherwise);
        sheets.insert(name, sheet);
    }
    Ok((book.defined_names().to_vec(), sheets))
}

fn ods(bytes: &[u8]) -> Result<Cells, Complaint> {
    let mut book = Ods::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let mut sheets = BTreeMap::new();
    for name in book.sheet_names() {
        let mut sheet = Sheet::new();
        let formulas = book.worksheet_formula(&name).map_err(|_| unreadable())?;
        let values = book.worksheet_range(&name).map_err(|_| unreadable())?;
        let formula = |(row, column, text): (usize, usize, &String)| {
            (!text.is_empty()).then(|| from(formulas.start(), (row, column)))
        };
        let formulas: BTreeSet<(u32, u32)> = formulas.used_cells().filter_map(formula).collect();
        for (row, column, value) in values.used_cells() {
            let at = from(values.start(), (row, column));
            if !formulas.contains(&at) {
                put(&mut sheet, &name, at, Found { value: value.clone(), is_formula: false })?;
            }
        }
        for at in formulas {
            put(&mut sheet, &name, at, Found { value: Data::Empty, is_formula: true })?;
        }
        sheets.insert(name, sheet);
    }
    Ok((book.defined_names().to_vec(), sheets))
}

/// A cell, counted from the first of a range.
fn from(start: Option<(u32, u32)>, (row, column): (usize, usize)) -> (u32, u32) {
    let start = start.unwrap_or_default();
    let at = |from: u32, by: usize| from.saturating_add(u32::try_from(by).unwrap_or(u32::MAX));
    (at(start.0, row), at(start.1, column))
}

/// A cell that has something. A cell that stands twice in a file is read otherwise by another program.
fn put(sheet: &mut Sheet, name: &str, at: (u32, u32), found: Found) -> Result<(), Complaint> {
    if is_blank(&found.value) && !found.is_formula {
        return Ok(());
    }
    if sheet.insert(at, found).is_some() {
        return Err(Complaint::new(
            &cell(name, at),
            "rutan står två gånger i filen: den är inte gjord av ett kalkylprogram",
            "the cell stands twice in the file: it was not made by a spreadsheet",
        ));
    }
    Ok(())
}

fn is_blank(value: &Data) -> bool {
    match value {
        Data::Empty => true,
        Data::String(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// Where each of our names stands.
fn areas(named: &[(String, String)]) -> Result<BTreeMap<String, Area>, Vec<Complaint>> {
    let mut areas = BTreeMap::new();
    let mut complaints = Vec::new();
    for (name, at) in named.iter().filter(|(name, _)| name.starts_with(names::PREFIX)) {
        let (what_sv, what_en) = names::told(name);
        if at.contains("#REF!") {
            complaints.push(Complaint::new(
                "",
                format!("{what_sv} är borttaget ur arbetsboken: gör en ny, och för över det som är ifyllt"),
                format!("{what_en} has been removed from the workbook: make a new one, and carry over what is filled in"),
            ));
            continue;
        }
        let area = names::area(at).filter(|(_, first, last)| first.1 == last.1 && first.0 <= last.0);
        let area = area.map(|(sheet, first, last)| Area { sheet, rows: (first.0, last.0), column: first.1 });
        let Some(area) = area else {
            complaints.push(Complaint::new(
                "",
                format!("namnet för {what_sv} pekar inte längre på en kolumn"),
                format!("the name of {what_en} no longer points at a column"),
            ));
            continue;
        };
        if areas.insert(name.clone(), area).is_some() {
            complaints.push(Complaint::new(
                "",
                format!("{what_sv} finns två gånger: ett blad är kopierat; ta bort kopian"),
                format!("{what_en} is there twice: a sheet has been copied; remove the copy"),
            ));
        }
    }
    if complaints.is_empty() { Ok(areas) } else { Err(complaints) }
}

struct Opened {
    areas: BTreeMap<String, Area>,
    sheets: BTreeMap<String, Sheet>,
    looks: BTreeMap<String, Look>,
}

impl Opened {
    fn read(&self) -> Result<Book, Vec<Complaint>> {
        let (year, who, number) = self.identity().map_err(|it| vec![it])?;
        let (mut rows, mut complaints) = (Vec::new(), Vec::new());
        let mut used: BTreeSet<&str> = self.areas.values().map(|it| it.sheet.as_str()).collect();
        used.extend(["samkoll", "listor"]);
        for sort in Sort::ALL {
            match self.rows(*sort) {
                Ok(Some(found)) => rows.push(found),
                Ok(None) => (),
                Err(found) => complaints.extend(found),
            }
        }
        complaints.extend(self.titled_otherwise(year));
        let meetings = rows.iter().filter(|it| it.sort == Sort::Meetings).flat_map(|it| &it.rows);
        complaints.extend(meetings.filter_map(|row| of_another_year(row, year)));
        if !complaints.is_empty() {
            return Err(complaints);
        }
        let unread =
            self.sheets.iter().filter(|(name, cells)| !cells.is_empty() && !used.contains(name.as_str()));
        // The sheet that explains is ours, and has no name.
        let unread = unread.filter(|(name, _)| !["Läs mig", "Read me"].contains(&name.as_str()));
        Ok(Book { year, who, number, rows, unread: unread.map(|(name, _)| name.clone()).collect() })
    }

    fn identity(&self) -> Result<(i32, String, Option<String>), Complaint> {
        let text = |name: &str| {
            let area = self.areas.get(name)?;
            let found = self.sheets.get(&area.sheet)?.get(&(area.rows.0, area.column))?;
            match &found.value {
                Data::String(text) if !found.is_formula => Some(text.trim().to_owned()),
                _ => None,
            }
        };
        let format = text(names::FORMAT).ok_or_else(|| {
            Complaint::new(
                "",
                "arbetsboken är inte gjord av samkoll workbook: gör en sådan och fyll i den",
                "the workbook was not made by samkoll workbook: make one and fill it in",
            )
        })?;
        let year = text(names::YEAR).and_then(|it| it.parse::<i32>().ok());
        match (format == names::VERSION, year, text(names::WHO)) {
            (true, Some(year), who) => Ok((year, who.unwrap_or_default(), text(names::NUMBER))),
            _ => Err(Complaint::new(
                "",
                "arbetsboken är gjord av en annan utgåva av samkoll: gör en ny, och för över det som är ifyllt",
                "the workbook was made by another version of samkoll: make a new one, and carry over what is filled in",
            )),
        }
    }

    /// The sheet of figures, where its name or its title says another year than the hidden cell does.
    fn titled_otherwise(&self, year: i32) -> Option<Complaint> {
        let area = self.areas.get(&names::id(Sort::Figures))?;
        let above =
            self.sheets.get(&area.sheet)?.range(..(area.rows.0, 0)).filter_map(|(_, it)| match &it.value {
                Data::String(text) => Some(text.as_str()),
                _ => None,
            });
        let title = Sort::Figures.title();
        let of = |text: &str| {
            let rest = [title.sv, title.en].iter().find_map(|it| text.trim().strip_prefix(it))?;
            rest.trim_start().get(..4)?.parse::<i32>().ok()
        };
        let said = above.chain([area.sheet.as_str()]).filter_map(of).find(|it| *it != year)?;
        Some(Complaint::new(
            &area.sheet,
            format!(
                "bladet är för {said}, och arbetsboken är gjord för {year}: gör en ny, och för över det som är ifyllt"
            ),
            format!(
                "the sheet is for {said}, and the workbook was made for {year}: make a new one, and carry over what is filled in"
            ),
        ))
    }

    /// The rows of a sort; nothing where the workbook has no such sheet.
    fn rows(&self, sort: Sort) -> Result<Option<Rows>, Vec<Complaint>> {
        let column = |column: &Column| (Some(*column), self.areas.get(&names::column(sort, *column)));
        let all: Vec<(Option<Column>, Option<&Area>)> =
            std::iter::once((None, self.areas.get(&names::id(sort))))
                .chain(sort.columns().iter().map(column))
                .collect();
        if all.iter().all(|(_, area)| area.is_none()) {
            return Ok(None);
        }
        let areas: Vec<(Option<Column>, &Area)> =
            all.iter().filter_map(|(it, area)| Some((*it, (*area)?))).collect();
        let apart = |one: &Area, other: &Area| one.sheet != other.sheet || one.rows != other.rows;
        let columns: BTreeSet<u32> = areas.iter().map(|(_, it)| it.column).collect();
        let first = areas.first().map(|(_, it)| *it);
        let (Some(first), true) = (first, areas.len() == all.len() && columns.len() == all.len()) else {
            return Err(vec![torn(sort)]);
        };
        if areas.iter().any(|(_, it)| apart(first, it)) {
            return Err(vec![torn(sort)]);
        }
        let Some(cells) = self.sheets.get(&first.sheet) else { return Err(vec![torn(sort)]) };
        let mut complaints = self.out_of_place(first, &columns, cells);
        complaints
            .extend(areas.iter().filter_map(|(column, area)| headed_otherwise((*column)?, area, cells)));
        let mut rows = Vec::new();
        let within = cells.range((first.rows.0, 0)..=(first.rows.1, u32::MAX));
        let numbers: BTreeSet<u32> = within.map(|((row, _), _)| *row).collect();
        for number in numbers {
            match row(&first.sheet, number, &areas, cells) {
                Ok(Some(row)) => rows.push(row),
                Ok(None) => (),
                Err(found) => complaints.extend(found),
            }
        }
        if complaints.is_empty() { Ok(Some(Rows { sort, rows })) } else { Err(complaints) }
    }

    /// What stands beside or below the table, in a hidden row, or in what is merged.
    fn out_of_place(&self, table: &Area, columns: &BTreeSet<u32>, cells: &Sheet) -> Vec<Complaint> {
        let (sheet, (first, last)) = (&table.sheet, table.rows);
        let mut complaints = Vec::new();
        for at in
            cells.keys().filter(|(row, column)| *row >= first && (*row > last || !columns.contains(column)))
        {
            complaints.push(Complaint::new(
                &cell(sheet, *at),
                "rutan ligger utanför tabellen och läses inte: infoga raden bland de gula, eller töm rutan",
                "the cell is outside the table and is not read: insert the row among the yellow, or empty the cell",
            ));
        }
        complaints.extend(self.unseen(table, columns, cells));
        complaints.truncate(limits::COMPLAINTS);
        complaints
    }

    /// What is not as it is shown: hidden, of another format, merged or filled by a formula.
    fn unseen(&self, table: &Area, columns: &BTreeSet<u32>, cells: &Sheet) -> Vec<Complaint> {
        let (sheet, (first, last)) = (&table.sheet, table.rows);
        let mut complaints = Vec::new();
        let Some(look) = self.looks.get(sheet) else { return complaints };
        let is_in = |row: u32| first <= row && row <= last;
        if look.is_hidden {
            complaints.push(Complaint::new(
                sheet,
                "bladet är dolt: ta fram det, så att det syns vad som läses in",
                "the sheet is hidden: show it, so that it is seen what is read",
            ));
        }
        // The one that says what each row is about is made so.
        let seen = columns.iter().filter(|it| **it != table.column);
        for column in seen.filter(|it| look.hidden_columns.contains(it)) {
            complaints.push(Complaint::new(
                &cell(sheet, (first, *column)),
                "kolumnen är dold: ta fram den, så att det syns vad som läses in",
                "the column is hidden: show it, so that it is seen what is read",
            ));
        }
        for at in look.other_than_said.iter().filter(|at| is_in(at.0) && columns.contains(&at.1)) {
            complaints.push(Complaint::new(
                &cell(sheet, *at),
                "rutan är formaterad som procent, i tusental eller som en annan valuta än kronor: gör den till ett vanligt tal, och skriv 45 om det är 45 procent",
                "the cell is formatted as per cent, in thousands or as another money than kronor: make it a plain number, and type 45 if it is 45 per cent",
            ));
        }
        let hidden = look.hidden.iter().filter(|row| is_in(**row));
        for row in hidden.filter(|row| cells.range((**row, 0)..=(**row, u32::MAX)).next().is_some()) {
            complaints.push(Complaint::new(
                &part(sheet, *row).0,
                "raden är dold: ta fram den (ta bort filtret), så att det syns vad som läses in",
                "the row is hidden: show it (remove the filter), so that it is seen what is read",
            ));
        }
        let merged = look
            .merged
            .iter()
            .map(|it| (it, "rutorna är sammanslagna: dela upp dem", "the cells are merged: split them"));
        let filled = look.filled.iter().filter(|(from, to)| from != to).map(|it| {
            (
                it,
                "rutorna fylls av en formel: klistra in värdena i stället",
                "the cells are filled by a formula: paste the values instead",
            )
        });
        for ((from, to), sv, en) in
            merged.chain(filled).filter(|((from, to), ..)| from.0 <= last && to.0 >= first)
        {
            let at = format!("{}:{}", cell(sheet, *from), names::letters(*to));
            complaints.push(Complaint::new(&at, sv, en));
        }
        complaints
    }
}

/// A column whose name points below another heading than its own.
fn headed_otherwise(column: Column, area: &Area, cells: &Sheet) -> Option<Complaint> {
    let above = (0..area.rows.0).rev().find_map(|row| Some((row, cells.get(&(row, area.column))?)));
    let heading = column.heading();
    let (row, found) = above.map_or((area.rows.0, ""), |(row, found)| match &found.value {
        Data::String(text) => (row, text.trim()),
        _ => (row, ""),
    });
    (![heading.sv, heading.en].contains(&found)).then(|| {
        Complaint::new(
            &cell(&area.sheet, (row, area.column)),
            format!("här skulle rubriken {} stå, och här står ”{found}”: gör en ny arbetsbok, och för över det som är ifyllt", heading.sv),
            format!("the heading {} should stand here, and here is “{found}”: make a new workbook, and carry over what is filled in", heading.en),
        )
    })
}

fn torn(sort: Sort) -> Complaint {
    let title = sort.title();
    Complaint::new(
        "",
        format!(
            "kolumnerna på bladet {} hör inte längre ihop: gör en ny arbetsbok, och för över det som är ifyllt",
            title.sv
        ),
        format!(
            "the columns of the sheet {} no longer belong together: make a new workbook, and carry over what is filled in",
            title.en
        ),
    )
}

/// A new meeting that is said to have been held in another year than the workbook is for: a year is easily mistyped.
fn of_another_year(row: &Row, year: i32) -> Option<Complaint> {
    let Cell { at, value: Typed::Day(day) } = row.cells.get(&Column::Date)? else { return None };
    let is_held = [Column::Held, Column::Approved].iter().any(|it| row.cells.contains_key(it));
    (row.id.is_none() && is_held && day.year() != year).then(|| {
        Complaint::new(
            at,
            format!("{day} är inte under {year}, som arbetsboken är för"),
            format!("{day} is not in {year}, which the workbook is for"),
        )
    })
}

/// A row of a sheet; nothing where it is blank, or a heading.
fn row(
    sheet: &str,
    number: u32,
    areas: &[(Option<Column>, &Area)],
    cells: &Sheet,
) -> Result<Option<Row>, Vec<Complaint>> {
    let (at, part) = part(sheet, number);
    let mut row = Row { at, part, ..Row::default() };
    let mut complaints = Vec::new();
    for (column, area) in areas {
        let Some(found) = cells.get(&(number, area.column)) else { continue };
        let at = cell(sheet, (number, area.column));
        if let Some(column) = column.filter(|it| matches!(it.takes(), Takes::Shown)) {
            // Kept so that what was typed there by mistake is seen.
            row.cells.extend(typed(&at, Some(column), found).ok().map(|value| (column, Cell { at, value })));
            continue;
        }
        match (column, typed(&at, *column, found)) {
            (_, Err(complaint)) => complaints.push(complaint),
            (Some(column), Ok(value)) => drop(row.cells.insert(*column, Cell { at, value })),
            (None, Ok(Typed::Text(id))) => row.id = Some(id),
            (None, Ok(_)) => complaints.push(Complaint::new(
                &at,
                "den dolda kolumnen som säger vad raden är om har ändrats: gör en ny arbetsbok",
                "the hidden column that says what the row is about has been changed: make a new workbook",
            )),
        }
    }
    if row.id.as_deref() == Some(HEADING) {
        let typed = areas.iter().filter(|(column, _)| !matches!(column, None | Some(Column::Figure)));
        let typed = typed.filter_map(|(_, area)| {
            cells.get(&(number, area.column))?;
            Some(Complaint::new(
                &cell(sheet, (number, area.column)),
                "raden är en rubrik, och vad som står här läses inte: flytta det till siffrans egen rad",
                "the row is a heading, and what is here is not read: move it to the row of the figure",
            ))
        });
        let typed: Vec<Complaint> = typed.collect();
        return if typed.is_empty() { Ok(None) } else { Err(typed) };
    }
    if row.id.is_none() && row.cells.is_empty() && complaints.is_empty() {
        return Ok(None);
    }
    if complaints.is_empty() { Ok(Some(row)) } else { Err(complaints) }
}

/// What was typed in a cell.
fn typed(at: &str, column: Option<Column>, found: &Found) -> Result<Typed, Complaint> {
    let wrong = |sv: String, en: String| {
        let heading = column.map(Column::heading);
        let (name_sv, name_en) = heading.map_or(("id", "id"), |it| (it.sv, it.en));
        Err(Complaint::new(at, format!("{name_sv}: {sv}"), format!("{name_en}: {en}")))
    };
    if found.is_formula {
        return wrong(
            "rutan har en formel, och vad den ger vet bara kalkylprogrammet: klistra in värdet i stället".to_owned(),
            "the cell has a formula, and what it comes to only the spreadsheet knows: paste the value instead".to_owned(),
        );
    }
    match &found.value {
        Data::String(text) => Ok(Typed::Text(text.trim().to_owned())),
        Data::Float(number) => match exact(*number) {
            Some(number) => Ok(Typed::Number(number)),
            None => wrong(
                format!("{number} är inget tal som ett kalkylprogram håller exakt"),
                format!("{number} is no number that a spreadsheet holds exactly"),
            ),
        },
        Data::Int(number) => Ok(Typed::Number(Decimal::from(*number))),
        Data::Bool(truth) => Ok(Typed::Text(truth.to_string())),
        Data::DateTime(it) if it.is_datetime() => {
            let (year, month, day, hour, minute, second, milli) = it.to_ymd_hms_milli();
            let date = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day));
            match date.filter(|_| (hour, minute, second, milli) == (0, 0, 0, 0)) {
                Some(day) => Ok(Typed::Day(day)),
                None => wrong(
                    "där står ett datum med klockslag, eller inget datum".to_owned(),
                    "there is a date with a time, or no date".to_owned(),
                ),
            }
        }
        Data::DateTimeIso(text) => match day_of(text) {
            Some(day) => Ok(Typed::Day(day)),
            None => wrong(
                format!("där står {text}, ett datum med klockslag, eller inget datum"),
                format!("there is {text}, a date with a time, or no date"),
            ),
        },
        Data::DateTime(_) | Data::DurationIso(_) => {
            wrong("där står ett klockslag".to_owned(), "there is a time".to_owned())
        }
        Data::Error(error) => {
            wrong(format!("rutan har felet {error}"), format!("the cell has the error {error}"))
        }
        Data::Empty => wrong("rutan är tom".to_owned(), "the cell is blank".to_owned()),
    }
}

fn day_of(text: &str) -> Option<NaiveDate> {
    let (day, time) = text.split_once('T').unwrap_or((text, ""));
    let midnight = time.chars().all(|c| matches!(c, '0' | ':' | '.'));
    NaiveDate::parse_from_str(day, "%Y-%m-%d").ok().filter(|_| midnight)
}

/// The number that was typed: the shortest decimal that is the same binary number. What has more digits than a
/// spreadsheet keeps was computed, and is what it shows of it. Where öre could no longer be told apart there is none.
#[must_use]
pub fn exact(number: f64) -> Option<Decimal> {
    if !number.is_finite() {
        return None;
    }
    let number = Decimal::from_str_exact(&number.to_string()).ok()?;
    let number = number.round_sf(DIGITS)?.normalize();
    let most = Decimal::from(10_i64.pow(13));
    (number.abs() < most).then_some(number)
}
