//! A table of text as a spreadsheet in Sweden saves it: `;` between the fields, a comma before the decimals, the first
//! row its headings. Bytes in; [`Rows`] or every complaint out, each with its line and heading.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::rows::{Cell, Column, Complaint, Row, Rows, Sort, Takes, Typed};
use crate::amount::Text;
use crate::diagnostic::nearest;
use crate::limits;
use crate::sie::{Encoding, as_windows_has_it};
use crate::source::alike;

/// What a table says, and in what it is written.
#[derive(Debug)]
pub struct Table {
    /// Its rows.
    pub rows: Rows,
    /// How its bytes stand for letters.
    pub encoding: Encoding,
}

/// Reads a table; `name` is what the complaints call it.
///
/// # Errors
/// All that is wrong with it, in the order of its lines.
pub fn read(name: &str, bytes: &[u8], sort: Sort) -> Result<Table, Vec<Complaint>> {
    let (text, encoding) = text_of(name, bytes).map_err(|it| vec![it])?;
    let mut reading = Reading { name, sort, complaints: Vec::new() };
    let rows = reading.rows(&text);
    if rows.is_empty() && reading.complaints.is_empty() {
        reading.complain(name, "tabellen har inga rader", "the table has no rows");
    }
    match reading.complaints {
        none if none.is_empty() => Ok(Table { rows: Rows { sort, rows }, encoding }),
        complaints => Err(complaints),
    }
}

fn text_of(name: &str, bytes: &[u8]) -> Result<(String, Encoding), Complaint> {
    let refused = |sv: String, en: String| Err(Complaint::new(name, sv, en));
    if bytes.len() > limits::TABLE {
        let most = limits::TABLE;
        return refused(
            format!("filen är för stor: högst {most} byte läses"),
            format!("the file is too large: at most {most} bytes are read"),
        );
    }
    if bytes.starts_with(b"PK") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return refused(
            "filen är en arbetsbok, ingen tabell i text: spara den som CSV, eller läs in den med samkoll import xlsx".into(),
            "the file is a workbook, no table of text: save it as CSV, or read it in by samkoll import xlsx".into(),
        );
    }
    as_windows_has_it(bytes).ok_or_else(|| {
        Complaint::new(
            name,
            "filen är varken UTF-8, Latin-1 eller Windows-1252: spara den på nytt som CSV UTF-8",
            "the file is neither UTF-8, Latin-1 nor Windows-1252: save it again as CSV UTF-8",
        )
    })
}

/// What stands over a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Headed {
    /// The heading of a column.
    As(Column),
    /// One that is none of the sort's, which is told.
    Unknown,
    /// Nothing: the field may be blank.
    Not,
}

struct Reading<'n> {
    name: &'n str,
    sort: Sort,
    complaints: Vec<Complaint>,
}

impl Reading<'_> {
    fn complain(&mut self, at: &str, sv: impl Into<String>, en: impl Into<String>) {
        self.complaints.push(Complaint::new(at, sv, en));
    }

    fn at(&self, line: u64) -> String {
        format!("{}:{line}", self.name)
    }

    fn rows(&mut self, text: &str) -> Vec<Row> {
        if let Some(line) = open_quote(text) {
            let at = self.at(line);
            self.complain(
                &at,
                "ett citattecken öppnar ett fält här och stängs aldrig",
                "a quote opens a field here and is never closed",
            );
            return Vec::new();
        }
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b';')
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        let mut records = reader.records().filter_map(Result::ok).filter(|it| !is_blank(it)).peekable();
        // What some spreadsheets write to tell each other what is between the fields.
        records.next_if(|it| it.get(0).is_some_and(|first| first.trim().eq_ignore_ascii_case("sep=")));
        let columns = match records.next() {
            Some(headings) => self.columns(&headings),
            None => return Vec::new(),
        };
        let mut rows = Vec::new();
        let mut first: BTreeMap<Vec<(usize, String)>, u64> = BTreeMap::new();
        for record in records {
            let line = line_of(&record);
            if rows.len() >= limits::TABLE_ROWS || self.complaints.len() >= limits::COMPLAINTS {
                let (at, most) = (self.at(line), limits::TABLE_ROWS);
                self.complain(
                    &at,
                    format!("läsningen slutar här: fler rader än {most}, eller för många fel"),
                    format!("no more is read from here: more rows than {most}, or too much is wrong"),
                );
                return rows;
            }
            let row = self.row(&columns, &record);
            match first.entry(says(&columns, &record, &row)) {
                Entry::Occupied(before) => {
                    let before = before.get();
                    let (sv, en) = (
                        format!("samma rad står redan på rad {before}: ta bort den ena"),
                        format!("the same row stands on line {before} already: remove one of them"),
                    );
                    self.complain(&row.at, sv, en);
                }
                Entry::Vacant(free) => drop(free.insert(line)),
            }
            rows.push(row);
        }
        rows
    }

    /// What each field is of.
    fn columns(&mut self, headings: &csv::StringRecord) -> Vec<Headed> {
        let known = self.sort.columns();
        let at = self.at(line_of(headings));
        let mut columns: Vec<Headed> = Vec::new();
        if headings.len() == 1 && headings.get(0).is_some_and(|it| it.contains([',', '\t'])) {
            self.complain(
                &at,
                "rubrikerna skiljs inte åt med ; (semikolon): spara filen som CSV (semikolonavgränsad)",
                "there is no ; (semicolon) between the headings: save the file as CSV (semicolon delimited)",
            );
            return columns;
        }
        for heading in headings {
            let heading = heading.trim();
            let is = |it: &&Column| alike(it.heading().sv, heading) || alike(it.heading().en, heading);
            let headed = match known.iter().find(is) {
                Some(column) => Headed::As(*column),
                None if heading.is_empty() => Headed::Not,
                None => Headed::Unknown,
            };
            if headed == Headed::Unknown {
                let words: Vec<&str> = known.iter().map(|it| it.heading().sv).collect();
                self.complaints.push(no_heading(&at, heading, &words));
            } else if headed != Headed::Not && columns.contains(&headed) {
                self.complain(
                    &at,
                    format!("rubriken ”{heading}” står två gånger"),
                    format!("the heading “{heading}” stands twice"),
                );
            }
            let is_first = headed == Headed::Not || !columns.contains(&headed);
            columns.push(if is_first { headed } else { Headed::Unknown });
        }
        for column in self.sort.needed().iter().filter(|it| !columns.contains(&Headed::As(**it))) {
            let heading = column.heading();
            self.complain(
                &at,
                format!("rubriken ”{}” saknas", heading.sv),
                format!("the heading “{}” is missing", heading.en),
            );
        }
        columns
    }

    fn row(&mut self, columns: &[Headed], record: &csv::StringRecord) -> Row {
        let line = line_of(record);
        let mut row =
            Row { at: self.at(line), part: format!("rad {line}"), id: None, cells: BTreeMap::new() };
        for (place, field) in record.iter().enumerate() {
            let field = field.trim();
            if field.is_empty() {
                continue;
            }
            match columns.get(place) {
                Some(Headed::As(column)) if matches!(column.takes(), Takes::Shown) => (),
                Some(Headed::As(column)) => {
                    let at = format!("{} ({})", row.at, column.heading().sv);
                    match typed(*column, field) {
                        Ok(value) => drop(row.cells.insert(*column, Cell { at, value })),
                        Err(text) => self.complaints.push(Complaint { at, text }),
                    }
                }
                Some(Headed::Unknown) => (),
                _ => {
                    let place = place.saturating_add(1);
                    let at = row.at.clone();
                    self.complain(
                        &at,
                        format!("fält {place}, ”{field}”, har ingen rubrik"),
                        format!("field {place}, “{field}”, has no heading"),
                    );
                }
            }
        }
        row
    }
}

/// What a row says, field by field: what was read of it, and what could not be read as it stands.
fn says(columns: &[Headed], record: &csv::StringRecord, row: &Row) -> Vec<(usize, String)> {
    let fields = record.iter().map(str::trim).enumerate().filter(|(_, field)| !field.is_empty());
    let said = fields.filter_map(|(place, field)| {
        let read = match columns.get(place) {
            Some(Headed::As(column)) if matches!(column.takes(), Takes::Shown) => return None,
            Some(Headed::As(column)) => row.cells.get(column),
            _ => None,
        };
        Some((place, read.map_or_else(|| field.to_owned(), |it| format!("{:?}", it.value))))
    });
    said.collect()
}

/// The field of a cell as what its column takes.
fn typed(column: Column, field: &str) -> Result<Typed, Text> {
    const ERRORS: &[&str] = &[
        "#REF",
        "#VALUE",
        "#N/A",
        "#DIV/0",
        "#NAME",
        "#NUM",
        "#NULL",
        "#SAKNAS",
        "#VÄRDEFEL",
        "#DIVISION",
        "#NAMN",
        "#OGILTIGT",
        "#REFERENS",
        "#SKÄRNING",
    ];
    if ERRORS.iter().any(|it| field.starts_with(it)) {
        return Err(Text::new(
            format!("här står kalkylarkets fel {field}, inget värde"),
            format!("here is an error of the spreadsheet, {field}, and no value"),
        ));
    }
    let expected = |sv: &str, en: &str| {
        Text::new(format!("väntade {sv}; där står ”{field}”"), format!("expected {en}; there is “{field}”"))
    };
    if matches!(column.takes(), Takes::Amount | Takes::Percent) && may_be_thousands(field) {
        return Err(expected(
            "ett tal som bara kan läsas på ett sätt: tre siffror efter kommat kan vara tusental, så skriv 450 000 eller 450",
            "a number that can be read in one way only: three digits after the comma may be thousands, so write 450 000 or 450",
        ));
    }
    match column.takes() {
        Takes::Day => day(field)
            .map(Typed::Day)
            .ok_or_else(|| expected("ett datum skrivet som 2024-03-22", "a date written as 2024-03-22")),
        Takes::Amount | Takes::Percent | Takes::Year => number(field).map(Typed::Number).ok_or_else(|| {
            expected(
                "ett tal med komma före decimalerna, som -1 234,50",
                "a number with a comma before the decimals, as -1 234,50",
            )
        }),
        _ => Ok(Typed::Text(field.to_owned())),
    }
}

/// `2024-03-22` and nothing else: what is written otherwise can be two days.
fn day(field: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(field, "%Y-%m-%d").ok().filter(|day| day.to_string() == field)
}

/// `450,000` and `-45.000`, but not `0,125` or `1 234,500`.
fn may_be_thousands(field: &str) -> bool {
    let digits = field.trim_start_matches(['-', '−']);
    let Some((whole, part)) = digits.split_once([',', '.']) else { return false };
    let is_digits = |it: &str| it.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(whole) && is_digits(part) && part.len() == 3 && whole.len() <= 3 && whole != "0"
}

/// Digits, in threes where a space parts them, with a comma before the decimals and the minus first.
fn number(field: &str) -> Option<Decimal> {
    let digits = field.strip_prefix(['-', '−']);
    let (whole, part) = digits.unwrap_or(field).split_once(',').unwrap_or((digits.unwrap_or(field), "0"));
    let is_digits = |it: &str| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(|c: char| c.is_whitespace() && !c.is_control());
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let in_threes = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|it| it.len() == 3));
    let all_digits = is_digits(first) && is_digits(part) && rest.iter().all(|it| is_digits(it));
    if !in_threes || !all_digits {
        return None;
    }
    let number = match field.contains(',') {
        true => format!("{first}{}.{part}", rest.concat()),
        false => format!("{first}{}", rest.concat()),
    };
    let number = Decimal::from_str_exact(&number).ok()?;
    Some(if digits.is_some() && !number.is_zero() { -number } else { number })
}

fn no_heading(at: &str, heading: &str, known: &[&str]) -> Complaint {
    let near = nearest(heading, known);
    let all = known.join(", ");
    let hint = match near {
        Some(near) => Text::new(format!("menade du ”{near}”?"), format!("did you mean “{near}”?")),
        None => Text::new(format!("här kan stå: {all}"), format!("expected one of: {all}")),
    };
    Complaint::new(
        at,
        format!("rubriken ”{heading}” är okänd; {}", hint.sv),
        format!("the heading “{heading}” is unknown; {}", hint.en),
    )
}

/// The line on which a quote opens that nothing closes.
fn open_quote(text: &str) -> Option<u64> {
    let (mut line, mut open): (u64, Option<u64>) = (1, None);
    for letter in text.chars() {
        match letter {
            '"' => open = if open.is_some() { None } else { Some(line) },
            '\n' => line = line.saturating_add(1),
            _ => (),
        }
    }
    open
}

fn is_blank(record: &csv::StringRecord) -> bool {
    record.iter().all(|field| field.trim().is_empty())
}

fn line_of(record: &csv::StringRecord) -> u64 {
    record.position().map_or(1, csv::Position::line)
}
