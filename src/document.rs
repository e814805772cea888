//! A document as data: headings as a tree, paragraphs and tables with their cells, each with its place.
//!
//! Bytes in, a [`Document`] out, or a [`Refusal`] that says what to do. A reader for each sort of file; what they find
//! is put together by one [`draft::Draft`], which keeps the limits. What looks like a table and cannot be read as one
//! is listed ([`Unread`]) and never guessed.

#[cfg(feature = "read")]
mod archive;
#[cfg(feature = "read")]
mod docx;
mod draft;
pub mod grid;
#[cfg(feature = "read")]
mod html;
pub mod number;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "read")]
mod pen;
mod plain;
mod refusal;
#[cfg(all(feature = "read", feature = "xlsx"))]
mod sheet;

use crate::limits;

pub use refusal::Refusal;

names! {
    /// The sorts of documents.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Sort {
        /// Plain text, Markdown, or columns by tabs.
        Text = "text",
        /// A page of HTML.
        Html = "html",
        /// Word since 2007.
        Docx = "docx",
        /// A workbook of Excel since 2007.
        Xlsx = "xlsx",
        /// A PDF, as far as its text gives lines and columns.
        Pdf = "pdf",
    }
}

/// Where in a document something stands. Word has neither lines nor pages that a file tells of: there it is the order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A line of the file, counted from one.
    Line(usize),
    /// Such a paragraph or row of a table, counted from one; nought is a header or a footer, on whatever page.
    Order(usize),
    /// A row of a sheet, which its heading names.
    Row(usize),
    /// A line of a page, both counted from one.
    Page {
        /// The page.
        page: usize,
        /// Its line, from the top.
        line: usize,
    },
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its words.
    pub text: String,
    /// How deep it is, one being the outermost.
    pub level: u8,
    /// The heading it stands under, by its number in the document.
    pub above: Option<usize>,
    /// Where it stands.
    pub place: Place,
}

/// A paragraph of running text, an item of a list or a footnote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Its words; those of an item may be none.
    pub text: String,
    /// Of an item of a list, how deep it lies, the outermost at nought; a mark that is no number is no word of it.
    pub item: Option<u8>,
    /// The heading it stands under.
    pub under: Option<usize>,
    /// Where it stands.
    pub place: Place,
}

/// A table, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What stands just above it and is short enough to be its title.
    pub title: String,
    /// The heading it stands under.
    pub under: Option<usize>,
    /// Where it begins.
    pub place: Place,
    /// Its rows; all are as wide as the widest.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it stands.
    pub place: Place,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// What it says, as it is seen.
    pub text: String,
    /// Whether all of it is in bold.
    pub bold: bool,
    /// Whether it is covered by the cell before it, which is merged over both.
    pub merged: bool,
}

/// One part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading, by its number.
    Heading(usize),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

names! {
    /// Why a part of a document is not read.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum UnreadKind {
        /// It looks like a table, and has no columns.
        Table = "table",
        /// A page that is a picture, or takes too much to draw.
        Page = "page",
        /// A text that is too long to be a sentence: no number in it is held against another.
        Sentence = "sentence",
        /// What a workbook hides or strikes out.
        Hidden = "hidden",
    }
}

/// A part of a document that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Why.
    pub kind: UnreadKind,
    /// Where it begins.
    pub from: Place,
    /// Where it ends.
    pub to: Place,
    /// How it begins.
    pub text: String,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is called: the name of its file.
    pub name: String,
    /// What sort of file it is.
    pub sort: Sort,
    /// Its headings, in order.
    pub headings: Vec<Heading>,
    /// All of it, in order.
    pub blocks: Vec<Block>,
    /// What could not be read as a table.
    pub unread: Vec<Unread>,
}

impl Document {
    /// Its tables, in order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|it| match it {
            Block::Table(table) => Some(table),
            Block::Heading(_) | Block::Paragraph(_) => None,
        })
    }

    /// Its paragraphs, in order.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.blocks.iter().filter_map(|it| match it {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Heading(_) | Block::Table(_) => None,
        })
    }

    /// A heading and those it stands under, the outermost first.
    #[must_use]
    pub fn path(&self, heading: Option<usize>) -> Vec<&str> {
        let above = |it: &&Heading| it.above.and_then(|at| self.headings.get(at));
        let first = heading.and_then(|at| self.headings.get(at));
        let mut path: Vec<&str> = std::iter::successors(first, above).map(|it| it.text.as_str()).collect();
        path.reverse();
        path
    }
}

/// Reads a document. `name` is that of its file: it tells what sort it is, where the bytes do not.
///
/// # Errors
/// With what to do, where it is no document that can be read.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, Refusal> {
    if bytes.len() > limits::DOCUMENT {
        return Err(refusal::too_large(bytes.len()));
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    if bytes.starts_with(b"PK\x03\x04") {
        return packed(name, &ending, bytes);
    }
    if bytes.starts_with(b"%PDF") {
        #[cfg(feature = "pdf")]
        return pdf::read(name, bytes);
        #[cfg(not(feature = "pdf"))]
        return Err(refusal::not_built("pdf"));
    }
    if let Some(refusal) = refusal::by_first_bytes(&ending, bytes) {
        return Err(refusal);
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return Err(refusal::not_utf8()) };
    let text = text.trim_start_matches('\u{feff}');
    match ending.as_str() {
        #[cfg(feature = "read")]
        "html" | "htm" | "xhtml" => html::read(name, text),
        #[cfg(not(feature = "read"))]
        "html" | "htm" | "xhtml" => Err(refusal::not_built(&ending)),
        "md" | "markdown" | "txt" | "text" | "tsv" | "tab" | "" => plain::read(name, text),
        _ => Err(refusal::unknown(&ending)),
    }
}

/// A file that is an archive: Word's, or another's.
fn packed(name: &str, ending: &str, bytes: &[u8]) -> Result<Document, Refusal> {
    match ending {
        #[cfg(feature = "read")]
        "docx" | "docm" => docx::read(name, bytes),
        #[cfg(not(feature = "read"))]
        "docx" | "docm" => Err(refusal::not_built(ending)),
        #[cfg(all(feature = "read", feature = "xlsx"))]
        "xlsx" | "xlsm" => sheet::read(name, bytes),
        #[cfg(not(all(feature = "read", feature = "xlsx")))]
        "xlsx" | "xlsm" => Err(refusal::not_built(ending)),
        _ => {
            let _ = (name, bytes);
            Err(refusal::unknown(ending))
        }
    }
}
