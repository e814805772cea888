//! A document as it is being read: what each reader finds goes here, in order, within the limits.

use super::refusal::{self, Refusal};
use super::{Block, Cell, Document, Heading, Paragraph, Place, Row, Sort, Table, Unread, UnreadKind};
use crate::limits;

/// The longest paragraph that may be the title of the table under it, in characters.
const TITLE: usize = 160;

/// A document that grows.
#[derive(Debug)]
pub(super) struct Draft {
    document: Document,
    cells: usize,
}

impl Draft {
    pub(super) fn new(name: &str, sort: Sort) -> Self {
        let (headings, blocks, unread) = Default::default();
        Self { document: Document { name: name.to_owned(), sort, headings, blocks, unread }, cells: 0 }
    }

    fn under(&self) -> Option<usize> {
        self.document.headings.len().checked_sub(1)
    }

    fn block(&mut self, block: Block) -> Result<(), Refusal> {
        if self.document.blocks.len() >= limits::DOCUMENT_BLOCKS {
            return Err(refusal::too_many("stycken", "paragraphs", limits::DOCUMENT_BLOCKS));
        }
        self.document.blocks.push(block);
        Ok(())
    }

    /// A heading; an empty one says nothing.
    pub(super) fn heading(&mut self, level: u8, text: &str, place: Place) -> Result<(), Refusal> {
        let text = seen(text);
        if text.is_empty() {
            return Ok(());
        }
        let at = self.document.headings.len();
        let headings = &self.document.headings;
        let mut above = self.under();
        while let Some(heading) = above.and_then(|it| headings.get(it)).filter(|it| it.level >= level) {
            above = heading.above;
        }
        self.document.headings.push(Heading { text, level, above, place });
        self.block(Block::Heading(at))
    }

    /// A paragraph; an empty one says nothing.
    pub(super) fn paragraph(&mut self, text: &str, place: Place) -> Result<(), Refusal> {
        match seen(text) {
            text if text.is_empty() => Ok(()),
            text => self.put(text, None, place),
        }
    }

    /// An item of a list, so deep; an empty one is one too.
    pub(super) fn item(&mut self, depth: u8, text: &str, place: Place) -> Result<(), Refusal> {
        self.put(seen(text), Some(depth), place)
    }

    /// What stands on every page, and under no heading.
    #[cfg(feature = "read")]
    pub(super) fn aside(&mut self, text: &str) -> Result<(), Refusal> {
        let (text, item, under, place) = (seen(text), None, None, Place::Order(0));
        self.block(Block::Paragraph(Paragraph { text, item, under, place }))
    }

    fn put(&mut self, text: String, item: Option<u8>, place: Place) -> Result<(), Refusal> {
        let under = self.under();
        self.block(Block::Paragraph(Paragraph { text, item, under, place }))
    }

    /// A table, with its caption where it has one; without, the short paragraph just above it.
    pub(super) fn table(&mut self, caption: &str, rows: Vec<Row>) -> Result<(), Refusal> {
        let width = rows.iter().map(|it| it.cells.len()).max().unwrap_or(0);
        let Some(first) = rows.first().filter(|_| width > 0) else { return Ok(()) };
        if rows.len() > limits::TABLE_ROWS {
            return Err(refusal::too_many("rader i en tabell", "rows in a table", limits::TABLE_ROWS));
        }
        self.cells = self.cells.saturating_add(rows.len().saturating_mul(width));
        if self.cells > limits::DOCUMENT_CELLS {
            return Err(refusal::too_many("celler i tabeller", "cells in tables", limits::DOCUMENT_CELLS));
        }
        let title = match (seen(caption), self.document.blocks.last()) {
            (caption, _) if !caption.is_empty() => caption,
            (_, Some(Block::Paragraph(it))) if it.text.chars().count() <= TITLE => it.text.clone(),
            _ => String::new(),
        };
        let (place, under) = (first.place.clone(), self.under());
        let full = |mut row: Row| {
            row.cells.resize(width, Cell::default());
            row
        };
        let rows = rows.into_iter().map(full).collect();
        self.block(Block::Table(Table { title, under, place, rows }))
    }

    /// What is told of and not read.
    pub(super) fn unread(&mut self, kind: UnreadKind, (from, to): (Place, Place), text: &str) {
        self.document.unread.push(Unread { kind, from, to, text: seen(text) });
    }

    pub(super) fn finish(self) -> Document {
        self.document
    }
}

/// A text as it is seen, on one line.
pub(super) fn seen(text: &str) -> String {
    crate::source::seen(text)
}

/// The lines of a cell or a paragraph as one: numbers that stand on two lines stay two.
pub(super) fn on_one_line(text: &str) -> String {
    let mut joined = String::new();
    for line in text.split('\n').map(str::trim).filter(|it| !it.is_empty()) {
        let numbers =
            joined.ends_with(|c: char| c.is_ascii_digit()) && line.starts_with(|c: char| c.is_ascii_digit());
        if !joined.is_empty() {
            joined.push_str(if numbers { " / " } else { " " });
        }
        joined.push_str(line);
    }
    seen(&joined)
}

/// Raised figures: the mark of a footnote, and no digits of the number before it.
pub(super) fn raised(text: &str) -> String {
    let small = |c: char| match c {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '0' | '4'..='9' => {
            c.to_digit(10).and_then(|it| char::from_u32(it.saturating_add(0x2070))).unwrap_or(c)
        }
        other => other,
    };
    text.chars().map(small).collect()
}
