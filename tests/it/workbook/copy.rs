//! A workbook as somebody might have saved it: read from the one that the program makes, changed, and written in either
//! format by a writer of the tests' own, which writes whatever it is told, right or wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use calamine::{Data, Reader, Xlsx};
use chrono::NaiveDate;
use samkoll::import::names;
use samkoll::import::rows::{Column, Sort};
use zip::write::SimpleFileOptions;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// A number, as the file writes it.
    Number(String),
    Text(String),
    Day(NaiveDate),
    /// A formula, and the number that is stored for it, if any.
    Formula(&'static str, Option<&'static str>),
    /// `#DIV/0!` and the like.
    Error(&'static str),
}

pub(crate) fn number(text: &str) -> Value {
    Value::Number(text.to_owned())
}

pub(crate) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

pub(crate) fn day(text: &str) -> Value {
    Value::Day(text.parse().unwrap())
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) cells: BTreeMap<(u32, u32), Value>,
    pub(crate) hidden: BTreeSet<u32>,
    /// First and last cell.
    pub(crate) merged: Vec<((u32, u32), (u32, u32))>,
}

#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) sheet: String,
    pub(crate) first: (u32, u32),
    pub(crate) last: (u32, u32),
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Copy {
    pub(crate) sheets: Vec<Sheet>,
    /// Where the columns stand.
    pub(crate) names: Vec<Named>,
    /// Other parts of the container.
    pub(crate) parts: Vec<(&'static str, String)>,
}

impl Copy {
    /// What the program made, as a reader of somebody else's reads it.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let mut book = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
        let sheets = book.sheet_names().into_iter().map(|name| {
            let range = book.worksheet_range(&name).unwrap();
            let (row, column) = range.start().unwrap_or_default();
            let cells = range.used_cells().map(|(down, right, data)| {
                let value = match data {
                    Data::Float(it) => number(&it.to_string()),
                    Data::Int(it) => number(&it.to_string()),
                    Data::String(it) => text(it),
                    Data::DateTime(it) => {
                        let (year, month, of_month, ..) = it.to_ymd_hms_milli();
                        day(&format!("{year:04}-{month:02}-{of_month:02}"))
                    }
                    other => panic!("{other:?}"),
                };
                ((row + u32::try_from(down).unwrap(), column + u32::try_from(right).unwrap()), value)
            });
            Sheet { cells: cells.collect(), name, ..Sheet::default() }
        });
        let sheets = sheets.collect();
        // The other names are the printer's.
        let named = book.defined_names().iter().filter(|(name, _)| name.starts_with(names::PREFIX));
        let named = named.map(|(name, at)| {
            let (sheet, first, last) = names::area(at).unwrap();
            Named { name: name.clone(), sheet, first, last }
        });
        let named = named.collect();
        Self { sheets, names: named, parts: Vec::new() }
    }

    pub(crate) fn sheet(&mut self, name: &str) -> &mut Sheet {
        self.sheets.iter_mut().find(|it| it.name == name).unwrap()
    }

    /// Sheet, first and last row, and column of a name.
    fn area(&self, name: &str) -> (String, (u32, u32), u32) {
        let Named { sheet, first, last, .. } = self.names.iter().find(|it| it.name == name).unwrap();
        (sheet.clone(), (first.0, last.0), first.1)
    }

    /// The cell of a column in the row with an id; or with `+2`, in the second row that is blank.
    pub(crate) fn at(&self, sort: Sort, row: &str, column: Column) -> (String, (u32, u32)) {
        let (sheet, (first, last), ids) = self.area(&names::id(sort));
        let (.., at) = self.area(&names::column(sort, column));
        let cells = &self.sheets.iter().find(|it| it.name == sheet).unwrap().cells;
        let row = match row.strip_prefix('+') {
            Some(number) => {
                let blank = (first..=last).filter(|row| cells.range((*row, 0)..(*row, 99)).next().is_none());
                let all: Vec<u32> = blank.collect();
                all[number.parse::<usize>().unwrap() - 1]
            }
            None => (first..=last).find(|it| cells.get(&(*it, ids)) == Some(&text(row))).unwrap(),
        };
        (sheet, (row, at))
    }

    /// Fills in a cell, and says which.
    pub(crate) fn set(&mut self, sort: Sort, row: &str, column: Column, value: Value) -> String {
        let (sheet, at) = self.at(sort, row, column);
        self.sheet(&sheet).cells.insert(at, value);
        names::cell(&sheet, at)
    }

    /// Fills in a row that is blank, each cell of it.
    pub(crate) fn add(&mut self, sort: Sort, row: &str, cells: &[(Column, Value)]) {
        let places: Vec<_> = cells.iter().map(|(column, _)| self.at(sort, row, *column)).collect();
        for ((sheet, at), (_, value)) in places.into_iter().zip(cells) {
            self.sheet(&sheet).cells.insert(at, value.clone());
        }
    }

    pub(crate) fn xlsx(&self) -> Vec<u8> {
        let mut parts: Vec<(String, String)> = vec![
            ("[Content_Types].xml".into(), r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#.into()),
            ("_rels/.rels".into(), r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#.into()),
            ("xl/styles.xml".into(), r##"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2"><numFmt numFmtId="200" formatCode="#,##0,"/><numFmt numFmtId="201" formatCode="[$€-2]\ #,##0"/></numFmts><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="9" applyNumberFormat="1"/><xf numFmtId="200" applyNumberFormat="1"/><xf numFmtId="201" applyNumberFormat="1"/></cellXfs></styleSheet>"##.into()),
        ];
        let (mut sheets, mut rels) = (String::new(), String::new());
        for (number, sheet) in (1..).zip(&self.sheets) {
            let _ = write!(
                sheets,
                r#"<sheet name="{}" sheetId="{number}" r:id="rId{number}"/>"#,
                plain(&sheet.name)
            );
            let _ = write!(
                rels,
                r#"<Relationship Id="rId{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{number}.xml"/>"#
            );
            parts.push((format!("xl/worksheets/sheet{number}.xml"), sheet.xlsx()));
        }
        let named: String = self
            .names
            .iter()
            .map(|Named { name, sheet, first, last }| {
                format!(
                    "<definedName name=\"{name}\">'{}'!{}:{}</definedName>",
                    plain(sheet),
                    fixed(*first),
                    fixed(*last)
                )
            })
            .collect();
        parts.push(("xl/workbook.xml".into(), format!(r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{sheets}</sheets><definedNames>{named}</definedNames></workbook>"#)));
        parts.push(("xl/_rels/workbook.xml.rels".into(), format!(r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rels}</Relationships>"#)));
        parts.extend(self.parts.iter().map(|(name, text)| ((*name).to_owned(), text.clone())));
        container(&parts)
    }

    pub(crate) fn ods(&self) -> Vec<u8> {
        let sheets: String = self.sheets.iter().map(Sheet::ods).collect();
        let named: String = self
            .names
            .iter()
            .map(|Named { name, sheet, first, last }| {
                format!(
                    "<table:named-range table:name=\"{name}\" table:cell-range-address=\"$'{}'.{}:.{}\"/>",
                    plain(sheet),
                    fixed(*first),
                    fixed(*last)
                )
            })
            .collect();
        let content = format!(
            r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>{sheets}<table:named-expressions>{named}</table:named-expressions></office:spreadsheet></office:body></office:document-content>"#
        );
        ods_of(&content, "<manifest:manifest/>")
    }
}

pub(crate) fn ods_of(content: &str, manifest: &str) -> Vec<u8> {
    container(&[
        ("mimetype".into(), "application/vnd.oasis.opendocument.spreadsheet".into()),
        ("META-INF/manifest.xml".into(), manifest.into()),
        ("content.xml".into(), content.into()),
    ])
}

impl Sheet {
    fn rows(&self) -> BTreeMap<u32, Vec<(u32, &Value)>> {
        let mut rows: BTreeMap<u32, Vec<(u32, &Value)>> = BTreeMap::new();
        for ((row, column), value) in &self.cells {
            rows.entry(*row).or_default().push((*column, value));
        }
        rows
    }

    fn xlsx(&self) -> String {
        let mut text = String::from(
            r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#,
        );
        for (row, cells) in self.rows() {
            let hidden = if self.hidden.contains(&row) { " hidden=\"1\"" } else { "" };
            let _ = write!(text, "<row r=\"{}\"{hidden}>", row + 1);
            for (column, value) in cells {
                let at = names::letters((row, column));
                let _ = match value {
                    Value::Number(it) => write!(text, "<c r=\"{at}\"><v>{it}</v></c>"),
                    Value::Text(it) => {
                        write!(text, "<c r=\"{at}\" t=\"inlineStr\"><is><t>{}</t></is></c>", plain(it))
                    }
                    Value::Day(it) => {
                        let serial = it.signed_duration_since("1899-12-30".parse().unwrap()).num_days();
                        write!(text, "<c r=\"{at}\" s=\"1\"><v>{serial}</v></c>")
                    }
                    Value::Formula(it, stored) => {
                        let stored = stored.map(|it| format!("<v>{it}</v>")).unwrap_or_default();
                        write!(text, "<c r=\"{at}\"><f>{}</f>{stored}</c>", plain(it))
                    }
                    Value::Error(it) => write!(text, "<c r=\"{at}\" t=\"e\"><v>{it}</v></c>"),
                };
            }
            text += "</row>";
        }
        text += "</sheetData>";
        if !self.merged.is_empty() {
            let merged = self.merged.iter();
            let merged: String = merged
                .map(|(first, last)| {
                    format!("<mergeCell ref=\"{}:{}\"/>", names::letters(*first), names::letters(*last))
                })
                .collect();
            let _ = write!(text, "<mergeCells>{merged}</mergeCells>");
        }
        text + "</worksheet>"
    }

    /// Rows and columns that are blank are said by how many they are, as the format does.
    fn ods(&self) -> String {
        let mut text = format!("<table:table table:name=\"{}\">", plain(&self.name));
        let mut above = 0;
        for (row, cells) in self.rows() {
            if row > above {
                let _ = write!(
                    text,
                    "<table:table-row table:number-rows-repeated=\"{}\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>",
                    row - above
                );
            }
            above = row + 1;
            let hidden = if self.hidden.contains(&row) { " table:visibility=\"filter\"" } else { "" };
            let _ = write!(text, "<table:table-row{hidden}>");
            let mut before = 0;
            for (column, value) in cells {
                if column > before {
                    let _ = write!(
                        text,
                        "<table:table-cell table:number-columns-repeated=\"{}\"/>",
                        column - before
                    );
                }
                before = column + 1;
                let merged = self.merged.iter().find(|(first, _)| *first == (row, column));
                let spans = merged.map(|(first, last)| {
                    format!(
                        " table:number-columns-spanned=\"{}\" table:number-rows-spanned=\"{}\"",
                        last.1 - first.1 + 1,
                        last.0 - first.0 + 1
                    )
                });
                let _ = write!(text, "<table:table-cell{} ", spans.unwrap_or_default());
                let _ = match value {
                    Value::Number(it) => write!(text, "office:value-type=\"float\" office:value=\"{it}\"/>"),
                    Value::Text(it) => write!(
                        text,
                        "office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
                        plain(it)
                    ),
                    Value::Day(it) => write!(text, "office:value-type=\"date\" office:date-value=\"{it}\"/>"),
                    Value::Formula(it, stored) => {
                        let stored =
                            stored.map(|it| format!("office:value-type=\"float\" office:value=\"{it}\""));
                        write!(text, "table:formula=\"of:={}\" {}/>", plain(it), stored.unwrap_or_default())
                    }
                    Value::Error(it) => write!(
                        text,
                        "table:formula=\"of:=1/0\" office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"><text:p>{it}</text:p></table:table-cell>"
                    ),
                };
            }
            text += "</table:table-row>";
        }
        text + "</table:table>"
    }
}

fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

fn fixed((row, column): (u32, u32)) -> String {
    let cell = names::letters((row, column));
    let digits = cell.find(|c: char| c.is_ascii_digit()).unwrap();
    format!("${}${}", &cell[..digits], &cell[digits..])
}

/// Parts in a container, in their order.
pub(crate) fn container(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
