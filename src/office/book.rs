//! What a workbook of Excel says of its sheets beside their cells: the part that each of them is, and what is hidden.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::SHEET;

/// A sheet that a workbook lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// The part of the archive that it is; empty where none is named.
    pub part: String,
    /// Whether it is hidden.
    pub is_hidden: bool,
}

/// The rows and columns of a sheet that are not shown, counted from nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hidden {
    rows: Vec<u32>,
    columns: Vec<(u32, u32)>,
}

impl Hidden {
    /// Whether a cell is in one of them.
    #[must_use]
    pub fn has(&self, (row, column): (u32, u32)) -> bool {
        let within = |(first, last): &(u32, u32)| *first <= column && column <= *last;
        self.rows.binary_search(&row).is_ok() || self.columns.iter().any(within)
    }
}

/// The parts that hold what [`sheets`] reads: the list of sheets, and which part each of them is.
pub const LISTS: [&str; 2] = ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"];

/// The sheets of a workbook, by the texts of its [`LISTS`]; none where they are no XML.
#[must_use]
pub fn sheets([workbook, relations]: [&str; 2]) -> Option<Vec<Listed>> {
    let mut parts: BTreeMap<String, String> = BTreeMap::new();
    elements(relations, |name, tag| {
        if let ("Relationship", Some(id), Some(target)) = (name, of(tag, "Id"), of(tag, "Target")) {
            let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            parts.insert(id, path);
        }
    })?;
    let mut sheets = Vec::new();
    elements(workbook, |name, tag| {
        if name == "sheet" {
            let part = of(tag, "id").and_then(|it| parts.get(&it).cloned()).unwrap_or_default();
            let is_hidden = of(tag, "state").is_some_and(|it| it != "visible");
            sheets.push(Listed { name: of(tag, "name").unwrap_or_default(), part, is_hidden });
        }
    })?;
    Some(sheets)
}

/// What is hidden in a sheet, or so low or narrow that nothing of it is seen; none where it is no XML.
#[must_use]
pub fn hidden(sheet: &str) -> Option<Hidden> {
    let mut hidden = Hidden::default();
    let mut next = 0_u32;
    elements(sheet, |name, tag| {
        let is_flat = |size: &str| of(tag, size).is_some_and(|it| it.trim_matches(['0', '.']).is_empty());
        let is_hidden = |size| of(tag, "hidden").is_some_and(|it| it == "1" || it == "true") || is_flat(size);
        let number = |name| of(tag, name).and_then(|it| it.parse::<u32>().ok());
        match name {
            "row" => {
                let row = number("r").and_then(|it| it.checked_sub(1)).unwrap_or(next);
                next = row.saturating_add(1);
                if is_hidden("ht") {
                    hidden.rows.push(row);
                }
            }
            "col" if is_hidden("width") => {
                let ends = number("min").and_then(|it| it.checked_sub(1)).zip(number("max"));
                hidden.columns.extend(ends.map(|(first, last)| (first, last.min(SHEET.1).saturating_sub(1))));
            }
            _ => (),
        }
    })?;
    hidden.rows.sort_unstable();
    Some(hidden)
}

/// An attribute of an element, whatever stands for its namespace.
fn of(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = tag.attributes();
    let found = all.with_checks(false).flatten().find(|it| it.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// Each element of a text that opens, in order, by its name without its namespace; none where it is no XML.
fn elements(text: &str, mut each: impl FnMut(&str, &BytesStart<'_>)) -> Option<()> {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) => each(tag.local_name().as_ref(), &tag),
            Event::Eof => return Some(()),
            _ => (),
        }
    }
}
