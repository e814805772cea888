//! What a file is, before anybody reads it as a workbook: its sort, how much it unpacks to, and in each sheet how many
//! cells there are, which rows are hidden and what is merged, which the reader of cells does not tell.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::{BytesStart, Event};

use crate::import::rows::Complaint;
use crate::limits;
use crate::office::archive::{Archive, Fault};
use crate::office::book::{self, Listed};
use crate::office::{SHEET, in_a_sheet};

/// Which sort of workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Xlsx,
    Ods,
}

/// What is looked at in a sheet.
#[derive(Debug, Default)]
pub(super) struct Look {
    /// Whether the sheet is hidden.
    pub(super) is_hidden: bool,
    /// Its hidden columns.
    pub(super) hidden_columns: BTreeSet<u32>,
    /// The cells whose number is said to be per cent, or another money than kronor.
    pub(super) other_than_said: BTreeSet<(u32, u32)>,
    /// Its hidden rows.
    pub(super) hidden: BTreeSet<u32>,
    /// What is merged.
    pub(super) merged: Vec<Stretch>,
    /// What one formula fills, though it stands in the first cell alone.
    pub(super) filled: Vec<Stretch>,
}

/// First and last cell.
pub(super) type Stretch = ((u32, u32), (u32, u32));

/// The stretch that a range such as `B5:C6` names.
fn stretch(sheet: &str, range: &str) -> Result<Stretch, Complaint> {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    Ok((inside(sheet, first)?, inside(sheet, last)?))
}

/// The cell of a name, if any spreadsheet has it: whoever reads on reckons with what it says.
fn inside(sheet: &str, said: &str) -> Result<(u32, u32), Complaint> {
    in_a_sheet(said).ok_or_else(|| outside(sheet, said))
}

fn outside(sheet: &str, said: &str) -> Complaint {
    let said: String = said.chars().take(40).collect();
    Complaint::new(
        sheet,
        format!(
            "{said} finns inte i något kalkylblad, där den sista rutan är XFD1048576: spara filen på nytt"
        ),
        format!("{said} is in no sheet of a spreadsheet, whose last cell is XFD1048576: save the file anew"),
    )
}

/// A workbook that may be read.
pub(super) struct Checked {
    pub(super) kind: Kind,
    pub(super) sheets: BTreeMap<String, Look>,
}

fn refused(sv: impl Into<String>, en: impl Into<String>) -> Complaint {
    Complaint::new("", sv, en)
}

fn broken() -> Complaint {
    refused(
        "filen går inte att läsa: den är skadad eller avhuggen; öppna den i kalkylprogrammet och spara den på nytt",
        "the file cannot be read: it is damaged or cut off; open it in the spreadsheet and save it anew",
    )
}

/// Looks a file over.
pub(super) fn checked(bytes: &[u8]) -> Result<Checked, Complaint> {
    if bytes.len() > limits::WORKBOOK {
        let most = limits::WORKBOOK.checked_div(1024 * 1024).unwrap_or_default();
        return Err(refused(
            format!("filen är större än {most} MB: så stor är ingen arbetsbok härifrån"),
            format!("the file is larger than {most} MB: no workbook from here is so large"),
        ));
    }
    // A compound file: an encrypted workbook, or one of before 2007.
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(refused(
            "filen har lösenord, eller är av det gamla slaget .xls: ta bort lösenordet och spara den som .xlsx",
            "the file has a password, or is of the old sort .xls: remove the password and save it as .xlsx",
        ));
    }
    if !bytes.starts_with(b"PK") {
        return Err(no_workbook());
    }
    let parts = unpacked(bytes)?;
    let has = |name: &str| parts.contains_key(name);
    if parts.keys().any(|it| it.ends_with("vbaProject.bin") || it.starts_with("Basic/")) {
        return Err(refused(
            "filen har makron: spara den som en arbetsbok utan makron (.xlsx eller .ods)",
            "the file has macros: save it as a workbook without macros (.xlsx or .ods)",
        ));
    }
    if has("xl/workbook.xml") {
        return Ok(Checked { kind: Kind::Xlsx, sheets: in_xlsx(&parts)? });
    }
    if has("content.xml") && has("mimetype") {
        let manifest = text(&parts, "META-INF/manifest.xml")?;
        if manifest.contains("encryption-data") {
            return Err(refused(
                "filen har lösenord: spara den utan",
                "the file has a password: save it without one",
            ));
        }
        return Ok(Checked { kind: Kind::Ods, sheets: in_ods(&parts)? });
    }
    Err(no_workbook())
}

fn no_workbook() -> Complaint {
    refused(
        "filen är ingen arbetsbok i formatet .xlsx eller .ods",
        "the file is no workbook of the format .xlsx or .ods",
    )
}

/// The parts of a container by their names: texts, or none of what is no text.
type Parts = BTreeMap<String, Option<String>>;

/// A part that another program reads as a text; empty where it is not there. One in other letters than UTF-8 is not
/// looked at here, and so not to be read there.
fn text<'p>(parts: &'p Parts, name: &str) -> Result<&'p str, Complaint> {
    parts.get(name).map_or(Ok(""), |it| it.as_deref().ok_or_else(broken))
}

/// All of it is unpacked here.
fn unpacked(bytes: &[u8]) -> Result<Parts, Complaint> {
    let fault = |it: Fault| match it {
        Fault::TooMuch => too_much(),
        Fault::Broken | Fault::Locked => broken(),
    };
    let mut archive = Archive::open(bytes, limits::WORKBOOK_UNPACKED).map_err(fault)?;
    if archive.len() > limits::WORKBOOK_PARTS {
        return Err(too_much());
    }
    // Two parts of one name: one program reads the one, another the other. Who opens the container sees but one.
    if listed(bytes) != Some(archive.len()) {
        return Err(broken());
    }
    let (mut parts, mut names) = (BTreeMap::new(), BTreeSet::new());
    for at in 0..archive.len() {
        let (name, held) = archive.part(at).map_err(fault)?;
        // Nor two that differ in capitals alone, which a reader may take for one.
        if !names.insert(name.to_lowercase()) {
            return Err(broken());
        }
        parts.insert(name, String::from_utf8(held).ok());
    }
    Ok(parts)
}

pub(super) fn too_much() -> Complaint {
    refused(
        "filen packar upp till mer än en arbetsbok kan vara: den är inte gjord av ett kalkylprogram",
        "the file unpacks to more than a workbook can be: it was not made by a spreadsheet",
    )
}

/// How many parts a container lists at its end.
fn listed(bytes: &[u8]) -> Option<usize> {
    let end = bytes.windows(4).rposition(|it| it == b"PK\x05\x06")?;
    let count = bytes.get(end.checked_add(10)?..end.checked_add(12)?)?;
    Some(usize::from(u16::from_le_bytes(count.try_into().ok()?)))
}

/// An element that opens, by its name and attributes.
struct Element<'e>(&'e BytesStart<'e>);

impl Element<'_> {
    fn get(&self, key: &str) -> Option<String> {
        let found = self.0.attributes().flatten().find(|it| it.key.as_ref() == key)?;
        Some(found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?.into_owned())
    }

    fn number(&self, key: &str) -> Result<Option<usize>, Complaint> {
        self.get(key).map(|it| it.parse().map_err(|_| broken())).transpose()
    }
}

/// Each element of a text that opens, in order.
fn elements(
    text: &str,
    mut each: impl FnMut(&str, &Element<'_>) -> Result<(), Complaint>,
) -> Result<(), Complaint> {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event().map_err(|_| broken())? {
            Event::Start(it) | Event::Empty(it) => each(it.name().as_ref(), &Element(&it))?,
            Event::Eof => return Ok(()),
            _ => (),
        }
    }
}

fn too_many_cells(sheet: &str) -> Complaint {
    Complaint::new(
        sheet,
        format!(
            "bladet har fler än {} rutor eller rader längre ner än {}: ta bort det som inte hör dit",
            limits::CELLS,
            limits::ROWS
        ),
        format!(
            "the sheet has more than {} cells, or rows further down than {}: remove what does not belong",
            limits::CELLS,
            limits::ROWS
        ),
    )
}

fn in_xlsx(parts: &Parts) -> Result<BTreeMap<String, Look>, Complaint> {
    let [workbook, relations] = book::LISTS.map(|it| text(parts, it));
    let sheets = book::sheets([workbook?, relations?]).ok_or_else(broken)?;
    let mut looks = BTreeMap::new();
    for Listed { name, part, is_hidden } in sheets {
        // What is not looked at here is not to be read there.
        let sheet = parts.get(&part).and_then(Option::as_deref).ok_or_else(broken)?;
        let look = Look { is_hidden, ..sheet_of_xlsx(&name, sheet)? };
        if looks.insert(name.clone(), look).is_some() {
            return Err(one_name(&name));
        }
    }
    Ok(looks)
}

fn one_name(name: &str) -> Complaint {
    Complaint::new(name, "två blad har det namnet", "two sheets have that name")
}

fn sheet_of_xlsx(sheet: &str, text: &str) -> Result<Look, Complaint> {
    let mut look = Look::default();
    let (mut row, mut cells) = (0_u32, 0_usize);
    let (mut at, mut values) = (String::new(), 0_usize);
    elements(text, |name, it| {
        match name.rsplit(':').next().unwrap_or(name) {
            "row" => {
                let said = it.get("r").map(|it| inside(sheet, &format!("A{it}"))).transpose()?;
                row = said.map_or_else(|| row.saturating_add(1), |(row, _)| row);
                if it.get("hidden").is_some_and(|it| it == "1" || it == "true") {
                    look.hidden.insert(row);
                }
            }
            "col" if it.get("hidden").is_some_and(|it| it == "1" || it == "true") => {
                let column = |key| it.number(key).map(|it| it.and_then(|it| u32::try_from(it).ok()));
                if let (Some(first), Some(last)) = (column("min")?, column("max")?) {
                    look.hidden_columns.extend(first.saturating_sub(1)..last.min(SHEET.1));
                }
            }
            "c" => {
                (cells, values) = (cells.saturating_add(1), 0);
                at = it.get("r").unwrap_or_default();
                if !at.is_empty() {
                    inside(sheet, &at)?;
                }
            }
            "v" | "is" => {
                values = values.saturating_add(1);
                if values > 1 {
                    return Err(two_values(sheet, &at));
                }
            }
            "dimension" => drop(it.get("ref").map(|it| stretch(sheet, &it)).transpose()?),
            "mergeCell" => look.merged.extend(it.get("ref").map(|it| stretch(sheet, &it)).transpose()?),
            // A formula that is shared stands in each of its cells, too.
            "f" => {
                let filled = it.get("ref").map(|it| stretch(sheet, &it)).transpose()?;
                look.filled.extend(filled.filter(|_| it.get("t").is_some_and(|it| it != "shared")));
            }
            _ => (),
        }
        if cells > limits::CELLS { Err(too_many_cells(sheet)) } else { Ok(()) }
    })?;
    Ok(look)
}

fn two_values(sheet: &str, at: &str) -> Complaint {
    Complaint::new(
        &format!("{sheet}!{at}"),
        "rutan har två värden i filen: den är inte gjord av ett kalkylprogram",
        "the cell has two values in the file: it was not made by a spreadsheet",
    )
}

/// A row of a sheet of the other sort, as far as it is read.
#[derive(Default)]
struct Row {
    repeats: usize,
    hidden: bool,
    /// How many columns its cells stand for so far, and up to the last that has something.
    columns: usize,
    width: usize,
}

fn in_ods(parts: &Parts) -> Result<BTreeMap<String, Look>, Complaint> {
    let mut sheets = Sheets::default();
    // A sheet is hidden by its style, which stands before it.
    let (mut style, mut hidden) = (String::new(), BTreeSet::new());
    elements(text(parts, "content.xml")?, |name, it| match name {
        "style:style" => {
            style = it.get("style:name").unwrap_or_default();
            Ok(())
        }
        "style:table-properties" => {
            hidden.extend(it.get("table:display").filter(|it| it == "false").map(|_| style.clone()));
            Ok(())
        }
        "table:table" => {
            let is_hidden = it.get("table:style-name").is_some_and(|it| hidden.contains(&it));
            sheets.sheet(it.get("table:name").unwrap_or_default(), is_hidden)
        }
        "table:table-column" => sheets.column(it),
        "table:table-row" => {
            sheets.row_ends()?;
            sheets.row = Some(Row {
                repeats: it.number("table:number-rows-repeated")?.unwrap_or(1),
                hidden: it.get("table:visibility").is_some_and(|it| it != "visible"),
                ..Row::default()
            });
            Ok(())
        }
        "table:table-cell" | "table:covered-table-cell" => sheets.cell(it),
        _ => Ok(()),
    })?;
    sheets.row_ends()?;
    Ok(sheets.looks)
}

#[derive(Default)]
struct Sheets {
    looks: BTreeMap<String, Look>,
    name: String,
    row: Option<Row>,
    /// How many rows there are above the one that is read, and how many of them down to the last with something.
    above: usize,
    tall: usize,
    wide: usize,
    /// How many columns have been told of.
    columns: u32,
}

impl Sheets {
    fn sheet(&mut self, name: String, is_hidden: bool) -> Result<(), Complaint> {
        self.row_ends()?;
        (self.above, self.tall, self.wide, self.columns) = (0, 0, 0, 0);
        self.name.clone_from(&name);
        if self.looks.insert(name.clone(), Look { is_hidden, ..Look::default() }).is_some() {
            return Err(one_name(&name));
        }
        Ok(())
    }

    fn column(&mut self, it: &Element<'_>) -> Result<(), Complaint> {
        let repeats = it.number("table:number-columns-repeated")?.and_then(|it| u32::try_from(it).ok());
        let (first, last) = (self.columns, self.columns.saturating_add(repeats.unwrap_or(1)).min(SHEET.1));
        self.columns = last;
        if it.get("table:visibility").is_some_and(|it| it != "visible") {
            self.looks.entry(self.name.clone()).or_default().hidden_columns.extend(first..last);
        }
        Ok(())
    }

    fn cell(&mut self, it: &Element<'_>) -> Result<(), Complaint> {
        let above = self.above;
        let Some(row) = &mut self.row else { return Ok(()) };
        let repeats = it.number("table:number-columns-repeated")?.unwrap_or(1);
        let (first, look) = ((above, row.columns), self.looks.entry(self.name.clone()).or_default());
        let spans = |rows, columns| -> Result<Option<Stretch>, Complaint> {
            let (rows, columns) = (it.number(rows)?.unwrap_or(1), it.number(columns)?.unwrap_or(1));
            let last = |from: usize, many: usize| from.saturating_add(many).saturating_sub(1);
            let at = |row: usize, column: usize| u32::try_from(row).ok().zip(u32::try_from(column).ok());
            let last = at(last(first.0, rows), last(first.1, columns));
            Ok(at(first.0, first.1).zip(last).filter(|_| rows > 1 || columns > 1))
        };
        look.merged.extend(spans("table:number-rows-spanned", "table:number-columns-spanned")?);
        look.filled.extend(spans("table:number-matrix-rows-spanned", "table:number-matrix-columns-spanned")?);
        let is = |key, value: &str| it.get(key).is_some_and(|it| it == value);
        let in_kronor = it.get("office:currency").is_none_or(|it| it.eq_ignore_ascii_case("SEK"));
        if is("office:value-type", "percentage") || (is("office:value-type", "currency") && !in_kronor) {
            look.other_than_said.extend(u32::try_from(first.0).ok().zip(u32::try_from(first.1).ok()));
        }
        row.columns = row.columns.saturating_add(repeats);
        if u32::try_from(row.columns).ok().is_none_or(|it| it > SHEET.1) {
            let said = format!("kolumn {}", row.columns);
            return Err(outside(&self.name, &said));
        }
        if it.0.attributes().flatten().any(|it| {
            let key = it.key.as_ref();
            key.starts_with("office:") || key == "table:formula" || key == "calcext:value-type"
        }) {
            row.width = row.columns;
        }
        Ok(())
    }

    fn row_ends(&mut self) -> Result<(), Complaint> {
        let Some(row) = self.row.take() else { return Ok(()) };
        let below = self.above.saturating_add(row.repeats);
        if u32::try_from(below).ok().is_none_or(|it| it > SHEET.0) {
            return Err(outside(&self.name, &format!("rad {below}")));
        }
        if row.width > 0 {
            (self.tall, self.wide) = (below, self.wide.max(row.width));
        }
        if self.tall > limits::ROWS || self.tall.saturating_mul(self.wide) > limits::CELLS {
            return Err(too_many_cells(&self.name));
        }
        if row.hidden && row.width > 0 {
            let rows = self.above..below;
            let look = self.looks.entry(self.name.clone()).or_default();
            look.hidden.extend(rows.filter_map(|it| u32::try_from(it).ok()));
        }
        self.above = below;
        Ok(())
    }
}
