//! A Word file: an archive of XML. Tracked changes are read as accepted, hidden instructions are passed over, text
//! boxes and footnotes are paragraphs.

mod styles;

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::archive::Archive;
use super::draft::raised;
use super::pen::Pen;
use super::refusal::{self, Refusal};
use super::{Block, Document, Place, Sort};
use crate::limits;

use styles::Styles;

/// What holds nothing that a reader of the accepted text sees.
const SILENT: &[&str] = &[
    "del",
    "moveFrom",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "tcPrChange",
    "trPrChange",
    "sectPrChange",
    "tblGridChange",
    "Fallback",
    "instrText",
    "delText",
    "delInstrText",
    "tblPrExChange",
];

/// How many headers and footers are looked for, by the numbers that Word gives them.
const ASIDES: usize = 12;

/// Reads a Word file.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Document, Refusal> {
    let mut archive = Archive::open(bytes)?;
    let main = main_part(archive.text("_rels/.rels")?.as_deref().unwrap_or_default());
    let Some(main) = archive.text(&main)? else {
        return Err(refusal::broken(&format!("{main} saknas"), &format!("{main} is missing")));
    };
    let styles = archive.text("word/styles.xml")?.map(|it| Styles::read(&it)).unwrap_or_default();
    let notes = archive.text("word/footnotes.xml")?;
    let mut body = Body::new(name, &styles);
    body.read(&main)?;
    if let Some(notes) = notes {
        body.read(&notes)?;
    }
    let place = body.place();
    body.pen.paragraph(place.clone())?;
    for text in asides(name, &mut archive, &styles)? {
        body.pen.aside(&text)?;
    }
    body.pen.finish(place)
}

/// The part that is the document, as the file says; where it says none, the one that Word writes.
fn main_part(relations: &str) -> String {
    let mut reader = Reader::from_str(relations);
    loop {
        let tag = match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => tag,
            Ok(Event::Eof) | Err(_) => return "word/document.xml".to_owned(),
            Ok(_) => continue,
        };
        if value(&tag, "Type").is_some_and(|it| it.ends_with("/officeDocument")) {
            let target = value(&tag, "Target").unwrap_or_default();
            return target.trim_start_matches('/').to_owned();
        }
    }
}

/// What stands in headers and footers, each text once: their tables are there for the looks.
fn asides(name: &str, archive: &mut Archive<'_>, styles: &Styles) -> Result<BTreeSet<String>, Refusal> {
    let mut found = BTreeSet::new();
    for part in (1..=ASIDES).flat_map(|it| [format!("word/header{it}.xml"), format!("word/footer{it}.xml")]) {
        let Some(text) = archive.text(&part)? else { continue };
        let mut body = Body::new(name, styles);
        body.read(&text)?;
        let place = body.place();
        for block in body.pen.finish(place)?.blocks {
            match block {
                Block::Paragraph(it) => found.extend(Some(it.text)),
                Block::Table(it) => {
                    found.extend(it.rows.into_iter().flat_map(|it| it.cells).map(|it| it.text));
                }
                Block::Heading(_) => (),
            }
        }
    }
    found.retain(|it| !it.is_empty());
    Ok(found)
}

/// The value of an attribute, by its name without what stands before the colon.
fn value(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = tag.attributes();
    let found = all.with_checks(false).flatten().find(|it| it.key.local_name().as_ref() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(|it| it.into_owned())
}

/// Whether a property is set: it is, unless it says that it is not.
fn is_on(tag: &BytesStart<'_>) -> bool {
    !value(tag, "val").is_some_and(|it| matches!(it.as_str(), "0" | "false" | "off" | "none"))
}

/// A sign of a font of signs: a minus, or what is no part of any number.
fn symbol(code: Option<&str>) -> &'static str {
    match code.map(str::to_ascii_uppercase).as_deref() {
        Some("F02D" | "002D" | "2212" | "2013" | "F0BE") => "−",
        _ => "□",
    }
}

/// A paragraph that is open.
#[derive(Debug, Default)]
struct Paragraph {
    level: Option<u8>,
    /// How deep it lies in a list, where it is an item of one.
    item: Option<u8>,
    /// Whether a picture stands in it.
    has_picture: bool,
    is_footnote: bool,
}

/// The text of a Word file as it is being read.
struct Body<'s> {
    pen: Pen,
    styles: &'s Styles,
    /// The elements that are open, and below which of them nothing is read.
    open: Vec<String>,
    silent: Option<usize>,
    paragraphs: Vec<Paragraph>,
    bold: bool,
    small: bool,
    /// What the cell that opens takes, until its first paragraph: its columns.
    cell: Option<usize>,
    is_struck: bool,
    /// Whether the run is struck out or not shown.
    is_hidden: bool,
    in_text: bool,
    order: usize,
}

impl<'s> Body<'s> {
    fn new(name: &str, styles: &'s Styles) -> Self {
        Self {
            pen: Pen::new(name, Sort::Docx),
            styles,
            open: Vec::new(),
            silent: None,
            paragraphs: Vec::new(),
            bold: false,
            small: false,
            cell: None,
            is_struck: false,
            is_hidden: false,
            in_text: false,
            order: 0,
        }
    }

    const fn place(&self) -> Place {
        Place::Order(self.order)
    }

    fn read(&mut self, xml: &str) -> Result<(), Refusal> {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = false;
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => self.opened(&tag, false)?,
                Ok(Event::Empty(tag)) => {
                    self.opened(&tag, true)?;
                    self.closed()?;
                }
                Ok(Event::End(_)) => self.closed()?,
                Ok(Event::Text(text)) => self.said(&text.xml10_content()),
                Ok(Event::CData(text)) => self.said(&text.xml10_content()),
                // An entity of the file's own is not followed: it stands as it is written.
                Ok(Event::GeneralRef(name)) => {
                    let known = match name.resolve_char_ref() {
                        Ok(Some(c)) => Some(c),
                        _ => match &*name {
                            "amp" => Some('&'),
                            "lt" => Some('<'),
                            "gt" => Some('>'),
                            "quot" => Some('"'),
                            "apos" => Some('\''),
                            _ => None,
                        },
                    };
                    self.said(&known.map_or_else(|| format!("&{};", &*name), |it| it.to_string()));
                }
                Ok(Event::Eof) => break,
                Ok(_) => (),
                Err(_) => return Err(refusal::broken("XML", "XML")),
            }
        }
        // What is left open has been cut off: the rest is not known.
        if self.open.is_empty() { Ok(()) } else { Err(refusal::broken("XML", "XML")) }
    }

    fn said(&mut self, text: &str) {
        if self.in_text && self.silent.is_none() && !self.is_hidden {
            let text = if self.small { raised(text) } else { text.to_owned() };
            self.pen.write(&text, self.bold);
        }
    }

    fn parent(&self) -> &str {
        self.open.iter().rev().nth(1).map_or("", String::as_str)
    }

    fn opened(&mut self, tag: &BytesStart<'_>, is_empty: bool) -> Result<(), Refusal> {
        let name = tag.local_name().as_ref().to_owned();
        if self.open.len() >= limits::DOCUMENT_DEPTH {
            return Err(refusal::too_many(
                "delar i varandra",
                "parts in one another",
                limits::DOCUMENT_DEPTH,
            ));
        }
        self.open.push(name.clone());
        if self.silent.is_some() {
            return Ok(());
        }
        if name == "del" && self.parent() == "trPr" {
            self.is_struck = true;
        }
        if SILENT.contains(&name.as_str()) {
            self.silent = (!is_empty).then_some(self.open.len());
            return Ok(());
        }
        match name.as_str() {
            "p" => self.open_paragraph()?,
            "pStyle" | "outlineLvl" | "ilvl" | "numId" | "drawing" | "pict" | "object" => {
                self.of_paragraph(&name, tag);
            }
            "r" => (self.bold, self.small, self.is_hidden) = (false, false, false),
            "vanish" | "strike" | "dstrike" if self.parent() == "rPr" => self.is_hidden |= is_on(tag),
            _ if self.is_hidden && matches!(name.as_str(), "tab" | "sym" | "noBreakHyphen") => (),
            "sym" => self.pen.write(symbol(value(tag, "char").as_deref()), self.bold),
            "gridBefore" => {
                let columns = value(tag, "val").and_then(|it| it.parse().ok()).unwrap_or(0);
                self.pen.skip_columns(columns);
            }
            // A cell that is taken away: what stands in it is passed over until it ends.
            "cellDel" => (self.cell, self.silent) = (None, self.open.len().checked_sub(2)),
            "b" if self.parent() == "rPr" => self.bold = is_on(tag),
            "vertAlign" => self.small = value(tag, "val").as_deref() == Some("superscript"),
            "t" => self.in_text = true,
            "tab" if self.parent() == "r" => self.pen.write(" ", false),
            "br" | "cr" => self.pen.write("\n", false),
            "noBreakHyphen" => self.pen.write("-", self.bold),
            "footnote" => {
                // The lines between text and notes are notes of a kind.
                let is_line = value(tag, "type").is_some_and(|it| it != "normal");
                self.silent = (is_line && !is_empty).then_some(self.open.len());
            }
            "tbl" => {
                // A cell may begin with a table.
                self.open_cell()?;
                self.pen.open_table(self.place())?;
            }
            "tr" => {
                (self.order, self.is_struck) = (self.order.saturating_add(1), false);
                self.pen.open_row(self.place())?;
            }
            "tc" => self.cell = Some(1),
            "gridSpan" => {
                self.cell = self.cell.map(|_| value(tag, "val").and_then(|it| it.parse().ok()).unwrap_or(1));
            }
            _ => (),
        }
        Ok(())
    }

    /// The cell whose width is now known.
    fn open_cell(&mut self) -> Result<(), Refusal> {
        match self.cell.take() {
            Some(columns) => self.pen.open_cell((columns, 1), self.place()),
            None => Ok(()),
        }
    }

    fn open_paragraph(&mut self) -> Result<(), Refusal> {
        self.open_cell()?;
        if !self.pen.is_in_cell() {
            self.order = self.order.saturating_add(1);
            // A text box stands in the midst of a paragraph.
            if !self.paragraphs.is_empty() {
                self.pen.paragraph(self.place())?;
            }
        }
        let is_footnote = self.open.iter().any(|it| it == "footnote");
        self.paragraphs.push(Paragraph { is_footnote, ..Paragraph::default() });
        Ok(())
    }

    /// What a paragraph says that it is, and that a picture stands in it.
    fn of_paragraph(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "pStyle" => {
                let style = value(tag, "val").unwrap_or_default();
                self.level(self.styles.level(&style));
                self.item(self.styles.is_list(&style).then_some(0));
            }
            "ilvl" => self.item(value(tag, "val").and_then(|it| it.parse().ok())),
            // A list of number nought is none.
            "numId" => {
                let depth = self.paragraphs.last().and_then(|it| it.item).unwrap_or(0);
                self.item((value(tag, "val").as_deref() != Some("0")).then_some(depth));
            }
            "drawing" | "pict" | "object" => {
                if let Some(it) = self.paragraphs.last_mut() {
                    it.has_picture = true;
                }
            }
            "outlineLvl" => {
                self.level(value(tag, "val").and_then(|it| it.parse().ok()).and_then(styles::outline));
            }
            _ => (),
        }
    }

    /// It is an item of a list so deep, or of none.
    fn item(&mut self, depth: Option<u8>) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.item = depth;
        }
    }

    fn level(&mut self, level: Option<u8>) {
        if let Some(paragraph) = self.paragraphs.last_mut().filter(|it| !it.is_footnote) {
            paragraph.level = level.or(paragraph.level);
        }
    }

    fn closed(&mut self) -> Result<(), Refusal> {
        let depth = self.open.len();
        let Some(name) = self.open.pop() else { return Ok(()) };
        if let Some(silent) = self.silent {
            if silent == depth {
                self.silent = None;
            }
            return Ok(());
        }
        match name.as_str() {
            "t" => self.in_text = false,
            "p" => {
                let place = self.place();
                let paragraph = self.paragraphs.pop().unwrap_or_default();
                match (paragraph.level, paragraph.item) {
                    (Some(level), _) => self.pen.heading(level, place)?,
                    (None, Some(depth)) if self.pen.has_words() || !paragraph.has_picture => {
                        self.pen.item(depth, place)?;
                    }
                    (None, _) => self.pen.paragraph(place)?,
                }
            }
            "tc" => {
                self.open_cell()?;
                self.pen.close_cell();
            }
            "tr" => self.pen.close_row(!self.is_struck)?,
            "tbl" => self.pen.close_table()?,
            _ => (),
        }
        Ok(())
    }
}
